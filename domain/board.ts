import { z } from 'zod';
import { AlarmFacts } from './alarm.ts';
import type { CaseState } from './case.ts';
import { caseload } from './caseload.ts';
import { ActionLoad } from './contract/actions.ts';
import { ChecksSeen, EnforcementBoard } from './contract/operations.ts';
import { WallNow } from './contract/overview.ts';
import { type CoveredCheck, coverage } from './coverage.ts';
import { addDays, dayOf, monthOf } from './day.ts';
import { fleetTrend, type Truck } from './fleet.ts';
import type { Json } from './ledger/canonical.ts';
import { Meeting } from './meeting.ts';
import { Tally } from './tally.ts';

const Count = z.number().int();
const Trend = z.array(z.object({ date: z.string(), value: Count }));
const Row = EnforcementBoard.shape.cases.element;
const LineLoad = z.object({
  running: Count,
  overdue: Count,
  dueSoon: Count,
  trend: Trend,
  worst: z.array(Row),
});

/** Value of each key of the gauge `board/<day>`; a key that ends in a slash stands for as many as there are. */
export const BOARD = {
  enforcement: z.object({
    running: Count,
    overdue: Count,
    dueSoon: Count,
    today: Count,
    byKindStage: EnforcementBoard.shape.byKindStage,
    trend: EnforcementBoard.shape.trend,
    /** County -> running cases, and those whose place names no county. */
    events: z.record(z.string(), Count),
    unplaced: Count.default(0),
    /** When devices last sent something, epoch ms. */
    heard: z
      .object({ cameras: Count.nullable(), remote_sensing: Count.nullable() })
      .default({ cameras: null, remote_sensing: null }),
    lines: z.object({ road: LineLoad, emission: LineLoad }),
  }),
  'case/': Row,
  checks: z.object({
    month: Count,
    unfit: Count,
    trend: Trend,
    coverage: ChecksSeen.shape.coverage.default(null),
  }),
  fleet: z.object({ total: Count, trend: Trend }),
  'alarm/': AlarmFacts,
  alarms: z.object({ flood: z.boolean() }),
  wall: WallNow,
  subsidies: Tally,
  services: Tally,
  actions: ActionLoad,
  /** Null: none is running. */
  meeting: z.object({ running: Meeting.nullable() }),
  /** The board is whole up to here, epoch ms: written every minute, so that a dead office is seen. */
  asOf: Count,
} as const;

/**
 * What makes the gauge `board/<day>`: what a wall may see of documents that it does not carry, plates masked. The
 * office server writes what `boardOf` makes; a console that carries the ledgers makes the same from them.
 *
 * A part that is left out makes no key; `null` says that its ledger has nothing at all: unknown is not zero.
 */
export interface BoardParts {
  /** Read once. */
  cases?: Iterable<CaseState>;
  checks?: readonly CoveredCheck[] | null;
  trucks?: readonly Truck[] | null;
  alarms?: { listed: readonly AlarmFacts[]; flood: boolean };
  wall?: WallNow;
  subsidies?: Tally | null;
  services?: Tally | null;
  actions?: ActionLoad | null;
  meeting?: Meeting | null;
}
export interface BoardInput extends BoardParts {
  date: string;
  /** Epoch ms; the end of the day where a past day is looked at. */
  now: number;
}

/** The keys that each part makes, so that those it no longer makes can be removed. */
export const PART_KEYS: Record<keyof BoardParts, readonly (keyof typeof BOARD)[]> = {
  cases: ['enforcement', 'case/'],
  checks: ['checks'],
  trucks: ['fleet'],
  alarms: ['alarms', 'alarm/'],
  wall: ['wall'],
  subsidies: ['subsidies'],
  services: ['services'],
  actions: ['actions'],
  meeting: ['meeting'],
};

/** Weeks that the wall looks back on, and points that it names: those longest unchecked. */
const COVERED_WEEKS = 4;
const COVERED_POINTS = 20;

/** Where checks were made, counting at gates too: of the order in which they came nothing hangs. */
function covered(checks: readonly CoveredCheck[], date: string): Checkload['coverage'] {
  const inOrder = checks.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const { weeks, counties, points } = coverage(inOrder, date, COVERED_WEEKS);
  return {
    weeks: weeks.map(({ from }) => from),
    counties: counties.map(({ county, byWeek }) => ({ county, byWeek })),
    points: points
      .slice(0, COVERED_POINTS)
      .map(({ point, byWeek, last }) => ({ point, byWeek, last: dayOf(last) })),
  };
}

/** Checks on the road of the month so far, joined ones once; `trend` is the month's count at the end of each of the last 30 days. */
export function checkload(checks: readonly CoveredCheck[], date: string): Checkload {
  const road = checks.filter((check) => check.kind !== 'gate_count' && check.joinedInto === null);
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
  return { month: upTo(date), unfit, trend, coverage: covered(checks, date) };
}
export type Checkload = z.infer<typeof BOARD.checks>;

export function fleetload(trucks: readonly Truck[], date: string): Fleetload {
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
export type Fleetload = z.infer<typeof BOARD.fleet>;

/** The values of the gauge for the parts that are given. A key of theirs that is not among them is to be removed. */
export function boardOf({ date, now, ...parts }: BoardInput): Record<string, Json> {
  const values: Record<string, unknown> = {};
  if (parts.cases) {
    const { cases, ...counts } = caseload(parts.cases, date, now);
    values.enforcement = counts;
    for (const row of cases) values[`case/${row.id}`] = row;
  }
  if (parts.checks) values.checks = checkload(parts.checks, date);
  if (parts.trucks?.length) values.fleet = fleetload(parts.trucks, date);
  if (parts.alarms) {
    values.alarms = { flood: parts.alarms.flood };
    for (const alarm of parts.alarms.listed) values[`alarm/${alarm.id}`] = alarm;
  }
  if (parts.wall) values.wall = parts.wall;
  for (const key of ['subsidies', 'services', 'actions'] as const) if (parts[key]) values[key] = parts[key];
  if (parts.meeting !== undefined) values.meeting = { running: parts.meeting };
  return values as Record<string, Json>;
}

type Enforcement = z.infer<typeof BOARD.enforcement>;

export interface Board {
  enforcement: (Enforcement & { cases: z.infer<typeof Row>[] }) | null;
  checks: Checkload | null;
  fleet: Fleetload | null;
  alarms: AlarmFacts[];
  flood: boolean;
  wall: WallNow | null;
  subsidies: Tally | null;
  services: Tally | null;
  actions: ActionLoad | null;
  /** Null also where the board does not say. */
  meeting: Meeting | null;
  /** Epoch ms. */
  asOf: number | null;
}

/** Reads a gauge that `boardOf` made. What a newer office wrote otherwise is as if it were not there. */
export function readBoard(values: ReadonlyMap<string, Json>): Board {
  const one = <T>(key: string, schema: z.ZodType<T>): T | null =>
    schema.safeParse(values.get(key)).data ?? null;
  const under = <T>(prefix: string, schema: z.ZodType<T>): T[] =>
    [...values.keys()].filter((key) => key.startsWith(prefix)).flatMap((key) => one(key, schema) ?? []);
  const rows = under('case/', BOARD['case/']);
  rows.sort(
    (a, b) =>
      b.overdueDays - a.overdueDays ||
      (a.openedAt > b.openedAt ? -1 : a.openedAt < b.openedAt ? 1 : a.id < b.id ? -1 : 1),
  );
  const counts = one('enforcement', BOARD.enforcement);
  return {
    enforcement: counts && { ...counts, cases: rows },
    checks: one('checks', BOARD.checks),
    fleet: one('fleet', BOARD.fleet),
    alarms: under('alarm/', BOARD['alarm/']),
    flood: one('alarms', BOARD.alarms)?.flood ?? false,
    wall: one('wall', BOARD.wall),
    subsidies: one('subsidies', BOARD.subsidies),
    services: one('services', BOARD.services),
    actions: one('actions', BOARD.actions),
    meeting: one('meeting', BOARD.meeting)?.running ?? null,
    asOf: one('asOf', BOARD.asOf),
  };
}
