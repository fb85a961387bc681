import { z } from 'zod';
import type { Fold } from './fold.ts';
import type { ClosedDay } from './gate-table.ts';
import { readClock } from './ledger/clock.ts';
import type { Entry } from './ledger/entry.ts';
import { Day } from './shape.ts';

/** The closing of an enterprise's day (定数), what it rests on and what came after it: the ledger `gate-days/<month>`. */
const Count = z.number().int().nonnegative();
const Enterprise = z.string().min(1).max(64);

/** Body of `gate-day.closed`: the counters as they were when the office closed the day. */
export const GateDayClosed = z.looseObject({
  date: z.string(),
  enterprise: z.string(),
  released: Count,
  green: Count,
  unread: Count,
  suspect: Count,
  strict: Count,
  received: Count,
  /** What the enterprise declared; null where it said nothing. */
  declared: Count.nullish(),
  /** The waiver's entry, where declared and received differ. */
  waiver: z.string().max(128).nullish(),
  /** The day's detail file as it was. */
  detail: z.string().nullish(),
});

/** Body of `gate-day.waived`: why a day may be closed though declared and received differ. */
export const GateDayWaived = z.looseObject({
  date: Day,
  enterprise: Enterprise,
  declared: Count.nullable(),
  received: Count,
  reason: z.string().trim().min(1).max(500),
});

/** Body of `gate-day.corrected`: what a closed day would be, beside what it is. */
export const GateDayCorrected = z.looseObject({
  date: Day,
  enterprise: Enterprise,
  reason: z.string().trim().min(1).max(1000),
  released: Count.optional(),
  green: Count.optional(),
  /** The dispute that it answers. */
  dispute: z.string().max(128).nullish(),
});

export type Closure = {
  entry: string;
  figures: { [K in keyof ClosedDay]: number };
  declared: number | null;
  waiver: string | null;
  by: string;
  at: number;
};

export type Closing = {
  date: string;
  enterprise: string;
  /** Every closing that was written, by clock. The one that counts is the first receipted. */
  closures: Closure[];
  waivers: {
    entry: string;
    reason: string;
    declared: number | null;
    received: number;
    by: string;
    at: number;
  }[];
  corrections: {
    entry: string;
    reason: string;
    released: number | null;
    green: number | null;
    by: string;
    at: number;
  }[];
};

const said = (entry: Entry) => ({ entry: entry.id, by: entry.by.person, at: readClock(entry.at).ms });

function closureOf(entry: Entry): Closure[] {
  const body = GateDayClosed.safeParse(entry.body);
  if (!body.success) return [];
  const { released, green, unread, suspect, strict, received, declared, waiver } = body.data;
  const figures = { released, green, unread, suspect, strict, received };
  return [{ ...said(entry), figures, declared: declared ?? null, waiver: waiver ?? null }];
}

function foldClosing(entries: readonly Entry[]): Closing | null {
  const [date, enterprise] = placeOf(entries[0]!);
  const of = (kind: string) => entries.filter((entry) => entry.kind === kind);
  const closures = of('gate-day.closed').flatMap(closureOf);
  const waivers = of('gate-day.waived').flatMap((entry) => {
    const body = GateDayWaived.safeParse(entry.body);
    if (!body.success) return [];
    const { reason, declared, received } = body.data;
    return [{ ...said(entry), reason, declared, received }];
  });
  const corrections = of('gate-day.corrected').map((entry) => {
    const body = GateDayCorrected.safeParse(entry.body).data;
    const { reason = '', released = null, green = null } = body ?? {};
    return { ...said(entry), reason, released, green };
  });
  if (closures.length + waivers.length + corrections.length === 0) return null;
  return { date, enterprise, closures, waivers, corrections };
}

const placeOf = ({ body }: Entry): [string, string] => [
  String(body.date ?? ''),
  String(body.enterprise ?? ''),
];

const KINDS = ['gate-day.closed', 'gate-day.waived', 'gate-day.corrected'];
export const closingFold: Fold<Closing> = {
  noun: 'closing',
  version: 2,
  family: 'gate-days',
  takes: (kind) => KINDS.includes(kind),
  subject: (entry) => placeOf(entry).join(' '),
  fold: foldClosing,
};

/**
 * The closing that counts: the first by receipt, since what is closed never moves in silence (DESIGN.md, invariant 5).
 * `sequence` gives the receipt's number of an entry; null where it does not bind.
 */
export function standing(closing: Closing, sequence: (entry: string) => number | null): Closure | null {
  let found: { closure: Closure; seq: number } | null = null;
  for (const closure of closing.closures) {
    const seq = sequence(closure.entry);
    if (seq !== null && (!found || seq < found.seq)) found = { closure, seq };
  }
  return found?.closure ?? null;
}

/**
 * Why a day cannot be closed as it stands (CONTRACT.md: declared = received, or a waiver with a reason); null where it
 * can. Each gate by itself: two that are off by as much in opposite ways are not in order.
 */
export function openEnds(
  gates: Iterable<string>,
  declared: Readonly<Record<string, number>> | null,
  received: Readonly<Record<string, number>>,
): { gate: string; declared: number | null; received: number }[] {
  const names = new Set([...gates, ...Object.keys(declared ?? {}), ...Object.keys(received)]);
  return [...names].sort().flatMap((gate) => {
    const said = declared?.[gate] ?? null;
    const here = received[gate] ?? 0;
    return said === here ? [] : [{ gate, declared: said, received: here }];
  });
}
