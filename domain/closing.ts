import { z } from 'zod';
import type { Fold } from './fold.ts';
import type { ClosedDay } from './gate-table.ts';
import type { Entry } from './ledger/entry.ts';

/** The closing of an enterprise's day (定数) and what came after it: the ledger `gate-days/<month>`. */
const Count = z.number().int().nonnegative();

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
});

export type Closing = {
  date: string;
  enterprise: string;
  closed: { [K in keyof ClosedDay]: number } | null;
  corrections: number;
  entry: string | null;
};

/** Of two closings the first by clock stands: what is closed never moves in silence (DESIGN.md, invariant 5). */
function foldClosing(entries: readonly Entry[]): Closing | null {
  const [date, enterprise] = placeOf(entries[0]!);
  let found: { closed: Closing['closed']; entry: string } | null = null;
  for (const entry of entries) {
    if (found || entry.kind !== 'gate-day.closed') continue;
    const body = GateDayClosed.safeParse(entry.body);
    if (!body.success) continue;
    const { released, green, unread, suspect, strict, received } = body.data;
    found = { closed: { released, green, unread, suspect, strict, received }, entry: entry.id };
  }
  const corrections = entries.filter((entry) => entry.kind === 'gate-day.corrected').length;
  if (!found && corrections === 0) return null;
  return {
    date,
    enterprise,
    closed: found?.closed ?? null,
    corrections,
    entry: found?.entry ?? null,
  };
}

const placeOf = ({ body }: Entry): [string, string] => [
  String(body.date ?? ''),
  String(body.enterprise ?? ''),
];

export const closingFold: Fold<Closing> = {
  noun: 'closing',
  version: 1,
  family: 'gate-days',
  takes: (kind) => kind === 'gate-day.closed' || kind === 'gate-day.corrected',
  subject: (entry) => placeOf(entry).join(' '),
  fold: foldClosing,
};
