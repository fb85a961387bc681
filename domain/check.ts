import { z } from 'zod';
import { dayOf, monthOf, parseTime } from './day.ts';
import { readClock } from './ledger/clock.ts';
import type { Entry } from './ledger/entry.ts';

/** Checks carried out, so that hits have a denominator: on the road, of emissions, counting at a gate. */
export const CHECK_KINDS = ['road', 'emission', 'gate_count'] as const;
/** `unfit` is a hit; `unclear` a check without result. */
export const CHECK_RESULTS = ['fit', 'unfit', 'unclear'] as const;

/** Body of `check.recorded`. Unknown fields are kept; two officers take part (行政处罚法, 依据待核). */
export const CheckRecorded = z.looseObject({
  kind: z.enum(CHECK_KINDS),
  result: z.enum(CHECK_RESULTS),
  /** ISO time of the check; the entry's clock where it is missing. */
  at: z
    .string()
    .refine((text) => parseTime(text) !== null, 'not a time with offset')
    .optional(),
  plate: z.string().max(32).nullish(),
  place: z.unknown().optional(),
  enterprise: z.string().max(64).optional(),
  gate: z.string().max(64).optional(),
  /** Trucks counted at the gate and those with a green plate among them. */
  counted: z.number().int().nonnegative().optional(),
  green: z.number().int().nonnegative().optional(),
  officers: z.array(z.string().max(128)).optional(),
  /** The case that came of it. */
  case: z.string().max(128).optional(),
});
export type CheckRecorded = z.infer<typeof CheckRecorded>;

export interface Check {
  id: string;
  kind: (typeof CHECK_KINDS)[number];
  result: (typeof CHECK_RESULTS)[number];
  /** Epoch ms. */
  at: number;
  by: string;
  body: CheckRecorded;
}

/** Reads one entry; null where it is no check that can be counted. */
export function checkOf(entry: Entry): Check | null {
  const body = CheckRecorded.safeParse(entry.body);
  if (entry.kind !== 'check.recorded' || !body.success) return null;
  const at = body.data.at === undefined ? null : parseTime(body.data.at);
  return {
    id: entry.id,
    kind: body.data.kind,
    result: body.data.result,
    at: at ?? readClock(entry.at).ms,
    by: entry.by.person,
    body: body.data,
  };
}

export interface CheckCounts {
  total: number;
  unfit: number;
  byKind: Record<(typeof CHECK_KINDS)[number], { total: number; unfit: number }>;
}

/** Counts of a month's checks (`2024-11`): each id once, by the day of the check in Asia/Shanghai. */
export function countChecks(checks: Iterable<Check>, month: string): CheckCounts {
  const none = () => ({ total: 0, unfit: 0 });
  const counts: CheckCounts = {
    ...none(),
    byKind: { road: none(), emission: none(), gate_count: none() },
  };
  const seen = new Set<string>();
  for (const check of checks) {
    if (seen.has(check.id) || monthOf(dayOf(check.at)) !== month) continue;
    seen.add(check.id);
    for (const sum of [counts, counts.byKind[check.kind]]) {
      sum.total++;
      if (check.result === 'unfit') sum.unfit++;
    }
  }
  return counts;
}
