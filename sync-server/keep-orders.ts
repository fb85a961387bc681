import { addMonths } from '../domain/day.ts';
import { KEEPING, keptUntil } from '../domain/keep.ts';
import { CHARGE_TABLES } from './intake/connectors.ts';
import { overwriting } from './keep-passages.ts';
import type { Office } from './office.ts';

/** What operators wrote of charging orders. The energy stays, for the day's sums; the rest goes at its term. */
const EMPTY = '{}';

/** Last days of those that are over on a day. */
export function ordersDue({ replica }: Office, on: string): string[] {
  replica.db.exec(CHARGE_TABLES);
  const days = replica.db
    .prepare('SELECT day FROM charge_order WHERE day <= ? AND json <> ? ORDER BY day')
    .pluck()
    .all(addMonths(on, -KEEPING.charge_order.months), EMPTY) as string[];
  return days.map((day) => keptUntil('charge_order', day)).filter((until) => until < on);
}

export function endOrders(office: Office, on: string): number {
  const { db } = office.replica;
  db.exec(CHARGE_TABLES);
  const last = addMonths(on, -KEEPING.charge_order.months);
  const days = db
    .prepare('SELECT DISTINCT day FROM charge_order WHERE day <= ? AND json <> ?')
    .pluck()
    .all(last, EMPTY) as string[];
  const over = days.filter((day) => keptUntil('charge_order', day) < on);
  const empty = db.prepare('UPDATE charge_order SET json = ? WHERE day = ? AND json <> ?');
  let count = 0;
  if (over.length)
    overwriting(office, () => {
      for (const day of over) count += empty.run(EMPTY, day, EMPTY).changes;
    });
  return count;
}
