import { addDays, dayOf, endOfDay, isoShanghai, monthOf, parseTime } from '../domain/day.ts';
import { documentOn, type FamilyName } from '../domain/documents.ts';
import type { Freshness } from '../domain/gate-table.ts';
import type { Context } from './app.ts';
import { boardOn } from './board.ts';

/** The instant that a query speaks of: now for today, the last second of a day that is over. */
export function momentOf(context: Context, date?: string): { date: string; now: number } {
  const now = context.now();
  const today = dayOf(now);
  const day = date ?? today;
  return { date: day, now: day < today ? endOfDay(day) - 1000 : now };
}

/** A ledger is as old as the last time that this console and the office agreed (configuration, 依据待核). */
const LEDGER_STALE_MS = 15 * 60_000;

/** Age of what ledgers say: of the last sync, or of this instant while the office is connected. */
export function ledgerAge(context: Context): { asOf: string | null; freshness: Freshness } {
  const { connected, lastSync } = context.sync();
  const now = context.now();
  if (connected) return { asOf: isoShanghai(now), freshness: 'fresh' };
  const last = lastSync === null ? null : parseTime(lastSync);
  if (last === null) return { asOf: null, freshness: 'unknown' };
  return { asOf: isoShanghai(last), freshness: now - last > LEDGER_STALE_MS ? 'stale' : 'fresh' };
}

/** Age of a figure by where it comes from: an own ledger, or the office's board of that day. */
export function ageOf(
  context: Context,
  source: string,
  date: string,
): { asOf: string | null; freshness: Freshness } {
  if (source === 'none') return { asOf: null, freshness: 'unknown' };
  if (source !== 'board') return ledgerAge(context);
  const asOf = boardOn(context, date)?.asOf ?? null;
  if (asOf === null) return { asOf: null, freshness: 'unknown' };
  const { now } = momentOf(context, date);
  return { asOf: isoShanghai(asOf), freshness: now - asOf > LEDGER_STALE_MS ? 'stale' : 'fresh' };
}

/**
 * Whether a question about a family is answered from its ledgers here: they are carried, and at least one has come.
 * A ledger that nobody has ever written into says nothing: the board may, and otherwise it is unknown, not zero.
 */
export function holds(context: Context, family: FamilyName, date: string): boolean {
  return context.carries(documentOn(family, date)) && context.replica.family(family).length > 0;
}

/** Months of the days from one to another, oldest first. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = monthOf(from); month <= monthOf(to); month = monthOf(addDays(`${month}-28`, 4)))
    months.push(month);
  return months;
}
