import { dayOf, endOfDay, isoShanghai, parseTime } from '../domain/day.ts';
import type { Freshness } from '../domain/gate-table.ts';
import type { Context } from './app.ts';

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
