import { isoShanghai } from '../domain/day.ts';
import { canonical } from '../domain/ledger/canonical.ts';
import type { Sealed } from '../domain/meeting-plan.ts';
import { nodeCrypto } from '../replica/crypto.ts';
import type { Context } from './app.ts';
import { headsOf, readDraft } from './meeting-draft.ts';
import { meetingOf, timingOf } from './meetings.ts';

/** The facts of a meeting as they stand: what is signed when it is sealed. */
function sealedBody(context: Context, id: string): Sealed {
  const now = context.now();
  // Inside the act that closes it the fold has not run: the time of its closing is this one.
  const meeting = meetingOf(context, id);
  const draft = readDraft(context.replica, id);
  const { items = [], outcomes = [], attendance = [] } = draft?.plan ?? {};
  const closedAt = meeting.closedAt ?? now;
  const times = timingOf({ ...meeting, closedAt }, items, now);
  const texts = items.map((item): [string, string] => [item.id, draft?.texts.get(item.id) ?? '']);
  const { number, title, at, place, chair, startedAt } = meeting;
  return {
    ...{ number, title, at, place, chair, outcomes, attendance },
    startedAt: startedAt === null ? null : isoShanghai(startedAt),
    closedAt: isoShanghai(closedAt),
    items: items.map(({ order: _, ...item }, index) => ({
      ...item,
      spentMs: times.items[index]!.spentMs,
      text: texts[index]![1],
    })),
    textHash: nodeCrypto.sha256(canonical(texts)),
    heads: headsOf(context.replica, id),
  };
}

/** Seals the facts of a closed meeting as one signed entry. @throws {Refusal} `locked` */
export function seal(context: Context, meeting: string): { id: string } {
  const body = sealedBody(context, meeting);
  return { id: context.record('actions', 'meeting.sealed', meeting, body, { sign: true }).id };
}
