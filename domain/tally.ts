import { z } from 'zod';
import { isDay } from './day.ts';
import { readClock } from './ledger/clock.ts';
import { byClock, type Entry } from './ledger/entry.ts';

/**
 * Counts of a ledger's subjects by the furthest of its kinds that each has reached: what the board says of ledgers
 * that a wall does not carry. It knows nothing of the rules of those ledgers.
 */
export const Tally = z.object({
  total: z.number().int(),
  /** Second word of the kind -> subjects that stand there: `{applied: 12, paid: 3}`. */
  byStage: z.record(z.string(), z.number().int()),
  /** Not ended, and past the day that they were given; null where the ledger gives no days. */
  overdue: z.number().int().nullable(),
  /** When the last entry was written, epoch ms by its clock. */
  asOf: z.number().int(),
});
export type Tally = z.infer<typeof Tally>;

export interface Chain {
  /** In order; others do not move a subject. */
  kinds: readonly string[];
  ends: readonly string[];
  /** Kinds whose body may carry `dueOn`; of several the last by clock holds. */
  dates: readonly string[];
}

export const CHAINS = {
  subsidies: {
    kinds: ['subsidy.applied', 'subsidy.accepted', 'subsidy.examined', 'subsidy.ruled', 'subsidy.paid'],
    ends: ['subsidy.paid'],
    dates: [],
  },
  services: {
    kinds: ['service.opened', 'service.advanced', 'service.closed'],
    ends: ['service.closed'],
    dates: ['service.opened', 'service.advanced'],
  },
} as const satisfies Record<string, Chain>;

/** Null where there is no subject at all: unknown is not zero. `day` is today. */
export function tallyOf(entries: readonly Entry[], chain: Chain, day: string): Tally | null {
  const subjects = new Map<string, { reached: number; dueOn: string | null }>();
  let asOf = 0;
  for (const entry of entries.toSorted(byClock)) {
    const reached = chain.kinds.indexOf(entry.kind);
    if (reached < 0 && !chain.dates.includes(entry.kind)) continue;
    const subject = subjects.get(entry.subject) ?? { reached: -1, dueOn: null };
    subjects.set(entry.subject, subject);
    subject.reached = Math.max(subject.reached, reached);
    const { dueOn } = entry.body;
    if (chain.dates.includes(entry.kind) && typeof dueOn === 'string' && isDay(dueOn)) subject.dueOn = dueOn;
    asOf = Math.max(asOf, readClock(entry.at).ms);
  }
  const known = [...subjects.values()].filter(({ reached }) => reached >= 0);
  if (known.length === 0) return null;
  const byStage: Record<string, number> = {};
  let overdue = 0;
  for (const { reached, dueOn } of known) {
    const kind = chain.kinds[reached]!;
    const stage = kind.slice(kind.indexOf('.') + 1);
    byStage[stage] = (byStage[stage] ?? 0) + 1;
    if (dueOn !== null && dueOn < day && !chain.ends.includes(kind)) overdue++;
  }
  return { total: known.length, byStage, overdue: chain.dates.length ? overdue : null, asOf };
}
