import { z } from 'zod';
import type { Fold } from './fold.ts';
import { readClock } from './ledger/clock.ts';
import type { Entry } from './ledger/entry.ts';
import { Day, Id, Sha256, Text } from './shape.ts';

/** 异议: an enterprise's objection to its figures, with ground and attachment, answered by the office within a limit. */

/** Body of `gate-day.disputed`. */
export const GateDayDisputed = z.looseObject({
  date: Day,
  enterprise: z.string().min(1).max(64),
  /** Who objects, for the enterprise. */
  who: z.string().trim().min(1).max(100),
  ground: Text,
  attachments: z.array(Sha256).max(20).nullish(),
  /** Passages that it is about; none: the whole day. */
  passages: z.array(z.string().max(128)).max(5000).nullish(),
  /** Last day for the answer (our limit, 依据待核). */
  dueOn: Day,
});

/** Body of `gate-day.answered` (复核意见). */
export const GateDayAnswered = z.looseObject({
  dispute: Id,
  outcome: z.enum(['upheld', 'partly', 'rejected']),
  text: z.string().trim().min(1).max(4000),
});

export type Dispute = {
  id: string;
  date: string;
  enterprise: string;
  who: string;
  ground: string;
  attachments: string[];
  passages: string[];
  dueOn: string;
  at: number;
  by: string;
  /** The first answer counts; what comes later stands beside it. */
  answer: {
    entry: string;
    outcome: z.infer<typeof GateDayAnswered>['outcome'];
    text: string;
    by: string;
    at: number;
  } | null;
  later: number;
  /** Still waits for its answer. */
  ended: boolean;
};

function foldDispute(entries: readonly Entry[]): Dispute | null {
  const opening = entries.find(
    (entry) => entry.kind === 'gate-day.disputed' && GateDayDisputed.safeParse(entry.body).success,
  );
  if (!opening) return null;
  const { date, enterprise, who, ground, attachments, passages, dueOn } = GateDayDisputed.parse(opening.body);
  const answers = entries.flatMap((entry) => {
    const body = entry.kind === 'gate-day.answered' ? GateDayAnswered.safeParse(entry.body) : null;
    if (!body?.success) return [];
    const { outcome, text } = body.data;
    return [{ entry: entry.id, outcome, text, by: entry.by.person, at: readClock(entry.at).ms }];
  });
  return {
    ...{ id: opening.subject, date, enterprise, who, ground, dueOn },
    ...{ attachments: attachments ?? [], passages: passages ?? [] },
    ...{ at: readClock(opening.at).ms, by: opening.by.person, answer: answers[0] ?? null },
    ...{ later: Math.max(0, answers.length - 1), ended: answers.length > 0 },
  };
}

export const disputeFold: Fold<Dispute> = {
  noun: 'dispute',
  version: 1,
  family: 'gate-days',
  takes: (kind) => kind === 'gate-day.disputed' || kind === 'gate-day.answered',
  subject: (entry) => entry.subject,
  fold: foldDispute,
};
