import type { z } from 'zod';
import { fleetload } from '../domain/board.ts';
import { countsTowardGoal } from '../domain/charger.ts';
import type { GoalsProgress } from '../domain/contract/operations.ts';
import { addDays, dayOf } from '../domain/day.ts';
import type { Truck } from '../domain/fleet.ts';
import { readable } from '../domain/fold.ts';
import { goalProgress } from '../domain/goal.ts';
import { readClock } from '../domain/ledger/clock.ts';
import { COMMISSIONED_STAGE, type Project } from '../domain/project.ts';
import type { StationState } from '../domain/registry.ts';
import { SEEDS, type TargetBook, type TargetId, targetFor } from '../domain/target.ts';
import type { Context, Queries, Reads } from './app.ts';
import { boardOn } from './board.ts';
import { decisionsOf } from './decisions.ts';
import { ledgerAge, momentOf } from './moment.ts';
import { stationsOf } from './registry.ts';
import { madeOf, statesIn } from './states.ts';

/** Trucks, stations, piles and guns against the plan. */
type Progress = z.infer<typeof GoalsProgress>;
type Goal = Progress['trucks'];
interface Known {
  actual: number | null;
  trend: { date: string; value: number }[];
  source: string;
}

export const GOAL_READS: readonly Reads[] = [
  'fleet',
  'projects',
  'registry',
  'board',
  'targets',
  'receipts',
  'alerts',
  'sync',
];
const UNKNOWN: Known = { actual: null, trend: [], source: 'none' };

function trucksOn(context: Context, date: string): Known {
  const trucks = context.carries('fleet') ? statesIn<Truck>(context.replica, 'truck', 'fleet') : [];
  // A ledger in which nobody has written anything says nothing of how many there are.
  if (trucks.length === 0) {
    const fleet = boardOn(context, date)?.fleet;
    return fleet ? { actual: fleet.total, trend: fleet.trend, source: 'board' } : UNKNOWN;
  }
  const fleet = madeOf(context.replica, 'fleet', date, () => fleetload(trucks, date));
  return { actual: fleet.total, trend: fleet.trend, source: 'fleet' };
}

/** Day on which each station was first said to be in normal use. */
function inUseSince(context: Context): ReadonlyMap<string, string> {
  return madeOf(context.replica, 'registry', 'stations in use since', () => {
    const since = new Map<string, string>();
    for (const entry of readable(context.replica.entries('registry'))) {
      if (entry.kind !== 'station.registered' || entry.body.status !== 50) continue;
      const day = dayOf(readClock(entry.at).ms);
      const known = since.get(entry.subject);
      if (known === undefined || day < known) since.set(entry.subject, day);
    }
    return since;
  });
}

/** Day from which the registry has stations at all; before it nobody can say how many there were. */
function registeredSince(context: Context): string | undefined {
  return madeOf(context.replica, 'registry', 'stations registered since', () => {
    const registered = readable(context.replica.entries('registry')).filter(
      ({ kind }) => kind === 'station.registered',
    );
    return registered.map(({ at }) => dayOf(readClock(at).ms)).sort()[0];
  });
}

interface Counted {
  station: StationState;
  since: string;
}

/** Stations that count: in normal use, and commissioned where they have a project; with the day they count from. */
function countedStations(context: Context, projects: readonly Project[]): Counted[] {
  const byStation = new Map(
    projects.flatMap((each) => (each.station === null ? [] : [[each.station, each]])),
  );
  const inUse = inUseSince(context);
  return stationsOf(context).flatMap((station) => {
    const project = byStation.get(station.id);
    if (!countsTowardGoal({ status: station.status, stage: project?.stage ?? null })) return [];
    const commissioned = project?.reached.find(([stage]) => stage >= COMMISSIONED_STAGE)?.[1];
    const since = commissioned ?? inUse.get(station.id);
    return since === undefined ? [] : [{ station, since }];
  });
}

const SIZES: Record<'stations' | 'piles' | 'guns', (station: StationState) => number> = {
  stations: () => 1,
  piles: (station) => station.equipment.length,
  guns: (station) => station.equipment.reduce((sum, pile) => sum + pile.connectors.length, 0),
};

function builtOn(context: Context, date: string): Record<keyof typeof SIZES, Known> {
  const projects = statesIn<Project>(context.replica, 'project', 'projects');
  if (projects.length === 0 && stationsOf(context).length === 0)
    return { stations: UNKNOWN, piles: UNKNOWN, guns: UNKNOWN };
  const counted = countedStations(context, projects);
  const source = projects.length > 0 ? 'projects' : 'registry';
  const first = counted.map((each) => each.since).sort()[0];
  const from = [first, registeredSince(context)].filter((day) => day !== undefined).sort()[0];
  if (from !== undefined && date < from) return { stations: UNKNOWN, piles: UNKNOWN, guns: UNKNOWN };
  const known = (size: (station: StationState) => number): Known => {
    const upTo = (day: string) =>
      counted.reduce((sum, each) => sum + (each.since <= day ? size(each.station) : 0), 0);
    const trend = Array.from({ length: 30 }, (_, index) => addDays(date, index - 29))
      .filter((day) => first !== undefined && day >= first)
      .map((day) => ({ date: day, value: upTo(day) }));
    return { actual: upTo(date), trend, source };
  };
  return { stations: known(SIZES.stations), piles: known(SIZES.piles), guns: known(SIZES.guns) };
}

function goalOf(book: TargetBook, target: TargetId, date: string, known: Known, asOf: string | null): Goal {
  const { inForce, next } = targetFor(book, { target, day: date });
  // The next dated figure is what one works towards; past the last one, that.
  const line = next ?? inForce ?? SEEDS.findLast((each) => each.target === target)!;
  const after = targetFor(book, { target, day: line.dueOn }).next;
  const first = known.trend[0];
  const earlier = first && first.date < date ? { day: first.date, value: first.value } : null;
  const progress = goalProgress({
    actual: known.actual,
    goal: line.value,
    due: line.dueOn,
    day: date,
    earlier,
  });
  return {
    actual: known.actual,
    goal: line.value,
    upper: line.upper,
    due: line.dueOn,
    neededPerDay: progress.neededPerDay,
    state: progress.state,
    asOf: known.actual === null ? null : asOf,
    trend: known.trend,
    next: after && { goal: after.value, due: after.dueOn },
    basis: line.basis,
    source: known.source,
  };
}

/** How many there are of a counted target, and how it came to that. */
export function countOf(context: Context, target: 'trucks' | 'stations' | 'piles' | 'guns', date: string) {
  return target === 'trucks' ? trucksOn(context, date) : builtOn(context, date)[target];
}

export function goalsOn(context: Context, given?: string): Progress {
  const { date } = momentOf(context, given);
  const { book } = decisionsOf(context);
  const { asOf } = ledgerAge(context);
  const built = builtOn(context, date);
  return {
    date,
    trucks: goalOf(book, 'trucks', date, trucksOn(context, date), asOf),
    stations: goalOf(book, 'stations', date, built.stations, asOf),
    piles: goalOf(book, 'piles', date, built.piles, asOf),
    guns: goalOf(book, 'guns', date, built.guns, asOf),
  };
}

export const queries = {
  'goals.progress': {
    reads: GOAL_READS,
    timed: true,
    run: (context, { date }) => goalsOn(context, date),
  },
} satisfies Partial<Queries>;
