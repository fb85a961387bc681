import { z } from 'zod';
import { endOfDay } from './day.ts';
import { Sha256 } from './shape.ts';

const Count = z.number().int().min(0);
const ByGate = z.record(z.string(), Count);
const Moment = z.number().int().nullable();

/**
 * What the office's intake publishes for one enterprise and day: the value under the enterprise's id in the gauge
 * `gates/<day>`. Times are epoch ms. `declared` and `receivedByGate` are passages of every direction by gate.
 */
export const GateCounters = z.object({
  released: Count,
  green: Count,
  unread: Count,
  suspect: Count,
  /** Green and not suspect. */
  strict: Count,
  unknownClass: Count,
  refused: Count,
  /** Barriers lifted by hand on the way out: a series of its own, since it passes by every rule. */
  manualLifts: Count,
  received: Count,
  /** What the enterprise says it recorded; null until it has said anything. */
  declared: ByGate.nullable(),
  receivedByGate: ByGate,
  /** 24 cells of [released, green, unread]. */
  hours: z.array(z.tuple([Count, Count, Count])).length(24),
  /** Passages left out, by reason of the gate rule. */
  left: z.record(z.string(), Count),
  gates: z.record(
    z.string(),
    z.object({
      lastAt: Moment,
      heartbeatAt: Moment,
      cameras: Count.nullable(),
      queued: Count.nullable(),
    }),
  ),
  /** `at` of the latest passage. */
  lastAt: Moment,
  /** Records that came after the office closed the day: they stand beside the counts, which no longer move. */
  corrections: Count.optional(),
  /** SHA-256 of the file that holds the day's passages; null where there is none. */
  detail: Sha256.nullable(),
  /** Last day on which the passages were kept: they were deleted, and the counts stand. */
  expired: z.string().optional(),
  asOf: z.number().int(),
});
export type GateCounters = z.infer<typeof GateCounters>;

/**
 * How much of an enterprise's feed came in on a day: `complete` where each of its gates sent a passage or a
 * heartbeat, `none` where nothing at all came (无数据, which is not 无放行).
 */
export function feedOf(
  gates: Iterable<string>,
  reported: ReadonlySet<string>,
): 'complete' | 'partial' | 'none' {
  if (reported.size === 0) return 'none';
  for (const gate of gates) if (!reported.has(gate)) return 'partial';
  return 'complete';
}

/** Gates that sent a passage or a heartbeat, by the day's counters. */
export function reportingGates(counters: Pick<GateCounters, 'gates'>): Set<string> {
  const reporting = new Set<string>();
  for (const [gate, seen] of Object.entries(counters.gates))
    if (seen.lastAt !== null || seen.heartbeatAt !== null) reporting.add(gate);
  return reporting;
}

/** A day is `open` while it lasts, then `provisional`; `final` once the office has closed it (定数). */
export function dayState(day: string, now: number, closed: boolean): 'open' | 'provisional' | 'final' {
  if (closed) return 'final';
  return now < endOfDay(day) ? 'open' : 'provisional';
}
