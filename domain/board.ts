import type { z } from 'zod';
import type { CaseState } from './case.ts';
import { type BoardRow, type Caseload, caseload } from './caseload.ts';
import type { Check } from './check.ts';
import type { AlarmRow } from './contract/operations.ts';
import type { WallNow } from './contract/overview.ts';
import { addDays, dayOf, monthOf } from './day.ts';
import { fleetTrend, type Truck } from './fleet.ts';
import type { Json } from './ledger/canonical.ts';

type SeenCheck = Pick<Check, 'kind' | 'result' | 'at'>;

/**
 * The gauge `board/<day>`: what a wall may see of documents that it does not carry, plates masked. The office server
 * writes what `boardOf` makes; a console that carries the ledgers makes the same from them.
 *
 * Keys: `enforcement` counts, `case/<id>` the rows of the scene, `checks`, `fleet`, `alarm/<id>`, `wall`.
 */
export interface BoardInput {
  date: string;
  /** Epoch ms; the end of the day where a past day is looked at. */
  now: number;
  cases: readonly CaseState[];
  checks: readonly SeenCheck[];
  trucks: readonly Truck[];
  alarms: readonly AlarmRow[];
  wall: z.infer<typeof WallNow>;
}

/** Checks on the road of the month so far; `trend` is the month's count at the end of each of the last 30 days. */
export function checkload(checks: readonly SeenCheck[], date: string) {
  const road = checks.filter((check) => check.kind !== 'gate_count');
  const perDay = new Map<string, number>();
  let unfit = 0;
  for (const check of road) {
    const day = dayOf(check.at);
    if (day > date) continue;
    perDay.set(day, (perDay.get(day) ?? 0) + 1);
    if (monthOf(day) === monthOf(date) && check.result === 'unfit') unfit++;
  }
  const upTo = (day: string) => {
    let sum = 0;
    for (const [each, count] of perDay) if (monthOf(each) === monthOf(day) && each <= day) sum += count;
    return sum;
  };
  const trend = Array.from({ length: 30 }, (_, index) => {
    const day = addDays(date, index - 29);
    return { date: day, value: upTo(day) };
  });
  return { month: upTo(date), unfit, trend };
}
export type Checkload = ReturnType<typeof checkload>;

export function fleetload(trucks: readonly Truck[], date: string) {
  const trend = fleetTrend(trucks, date, 30);
  const first = trucks.reduce<string | null>((day, { spans }) => {
    const from = spans[0]?.[0] ?? null;
    return from !== null && (day === null || from < day) ? from : day;
  }, null);
  return {
    total: trend.at(-1)!.value,
    // Before the first truck was written down nothing was known: no zero.
    trend: trend.filter((point) => first !== null && point.date >= first),
  };
}
export type Fleetload = ReturnType<typeof fleetload>;

/** The values of the gauge. A key that is no longer among them is to be set to null. */
export function boardOf(input: BoardInput): Record<string, Json> {
  const { cases, ...counts } = caseload(input.cases, input.date, input.now);
  const values: Record<string, unknown> = {
    enforcement: counts,
    checks: checkload(input.checks, input.date),
    wall: input.wall,
  };
  if (input.trucks.length) values.fleet = fleetload(input.trucks, input.date);
  for (const row of cases) values[`case/${row.id}`] = row;
  for (const alarm of input.alarms) values[`alarm/${alarm.id}`] = alarm;
  return values as Record<string, Json>;
}

export interface Board {
  enforcement: Caseload | null;
  checks: Checkload | null;
  fleet: Fleetload | null;
  alarms: AlarmRow[];
  wall: z.infer<typeof WallNow> | null;
}

/** Reads a gauge that `boardOf` made. */
export function readBoard(values: ReadonlyMap<string, Json>): Board {
  const under = <T>(prefix: string): T[] =>
    [...values].filter(([key]) => key.startsWith(prefix)).map(([, value]) => value as unknown as T);
  const rows = under<BoardRow>('case/');
  rows.sort(
    (a, b) =>
      b.overdueDays - a.overdueDays ||
      (a.openedAt > b.openedAt ? -1 : a.openedAt < b.openedAt ? 1 : a.id < b.id ? -1 : 1),
  );
  const counts = values.get('enforcement') as unknown as Omit<Caseload, 'cases'> | undefined;
  return {
    enforcement: counts ? { ...counts, cases: rows } : null,
    checks: (values.get('checks') as unknown as Checkload | undefined) ?? null,
    fleet: (values.get('fleet') as unknown as Fleetload | undefined) ?? null,
    alarms: under<AlarmRow>('alarm/'),
    wall: (values.get('wall') as unknown as z.infer<typeof WallNow> | undefined) ?? null,
  };
}
