import { type Alert, alertAt } from '../domain/alert.ts';
import type { Output } from '../domain/contract.ts';
import { daysBetween, endOfDay, isoShanghai, parseTime } from '../domain/day.ts';
import { documentOn } from '../domain/documents.ts';
import { GATE_STALE_MS } from '../domain/gate-table.ts';
import {
  emissionLine,
  facilityLine,
  inPlanOrder,
  roadLine,
  serviceLine,
  sourceLine,
  subsidyLine,
  unknownLine,
} from '../domain/overview.ts';
import type { Group } from '../domain/post.ts';
import type { Project } from '../domain/project.ts';
import { CHAINS, type Tally, tallyOf } from '../domain/tally.ts';
import { targetsOn } from '../domain/target.ts';
import type { Context, Queries } from './app.ts';
import { boardOn } from './board.ts';
import { caseloadOn, checksOn } from './cases.ts';
import { decisionsOf, personsOf } from './decisions.ts';
import { GATE_READS, tableOn, trendOf } from './gates.ts';
import { GOAL_READS, goalsOn } from './goals.ts';
import { ageOf, holds, ledgerAge, momentOf } from './moment.ts';
import { stationsOf } from './registry.ts';
import { madeOf, statesIn } from './states.ts';

/** The six lines, the eleven counties, the alert: what the overview shows. */
type Overview = Output<'overview.now'>;
type Line = Overview['lines'][number];
type Table = ReturnType<typeof tableOn>;

/** The head of a group (组长), as the office appointed; null where nobody is. */
function headOf(context: Context, group: Group): string | null {
  return personsOf(context.replica).findLast((person) => person.post === `leader:${group}`)?.name ?? null;
}

/** Today's share ages; a day that is over is what it is. */
function gateAge(table: Table, now: number) {
  const at = table.asOf === null ? null : parseTime(table.asOf);
  if (at === null) return 'none' as const;
  return now < endOfDay(table.date) && now - at > GATE_STALE_MS ? ('stale' as const) : ('fresh' as const);
}

function source(context: Context, table: Table): Line {
  const trend = trendOf(context, table.date, 30, { tier: 'key_dual_high' });
  return sourceLine(table, trend, {
    asOf: table.asOf,
    freshness: gateAge(table, context.now()),
    person: headOf(context, 'source'),
  });
}

type Found = ReturnType<typeof caseloadOn>;

function road(context: Context, date: string, found: Found): Line {
  const person = headOf(context, 'road');
  if (!found) return unknownLine('road', 'cases', person);
  return roadLine(found.load.lines.road, { ...ageOf(context, found.source, date), person });
}

function emission(context: Context, date: string, found: Found): Line {
  const person = headOf(context, 'emission');
  const checks = checksOn(context, date);
  if (!checks && !found) return unknownLine('emission', 'vehicles', person);
  const from = found?.source === 'board' || !holds(context, 'checks', date) ? 'board' : 'checks';
  return emissionLine(checks, found?.load.lines.emission ?? null, { ...ageOf(context, from, date), person });
}

/** Counts of the year's applications: from the ledger where it is carried, else from the board. */
function subsidiesOn(context: Context, date: string): { source: string; tally: Tally } | null {
  const doc = documentOn('subsidies', date);
  const own = holds(context, 'subsidies', date);
  const tally = own
    ? madeOf(context.replica, doc, date, () => tallyOf(context.replica.entries(doc), CHAINS.subsidies, date))
    : (boardOn(context, date)?.subsidies ?? null);
  return tally && { source: own ? 'subsidies' : 'board', tally };
}

function subsidy(context: Context, date: string): Line {
  const person = headOf(context, 'subsidy');
  const found = subsidiesOn(context, date);
  if (!found) return unknownLine('subsidy', 'applications', person);
  return subsidyLine(found.tally, { ...ageOf(context, found.source, date), person });
}

function built(context: Context, date: string): [facility: Line, service: Line] {
  const goals = goalsOn(context, date);
  const projects = statesIn<Project>(context.replica, 'project', 'projects');
  const about = (group: Group, from: string) => ({
    ...ageOf(context, from, date),
    person: headOf(context, group),
  });
  return [
    facilityLine(goals, projects, about('facility', goals.guns.source)),
    serviceLine(goals, about('service', goals.trucks.source)),
  ];
}

function alertOn(context: Context, date: string, now: number): Overview['alert'] {
  const docs = context.replica.family('alerts').filter((doc) => doc <= documentOn('alerts', date));
  const alerts = docs.slice(-2).flatMap((doc) => statesIn<Alert>(context.replica, 'alert', doc));
  const alert = alertAt(alerts, now);
  if (!alert) return null;
  const { id, level, response, measures, from, until } = alert;
  return {
    ...{ id, level, response, measures },
    from: isoShanghai(from),
    until: until === null ? null : isoShanghai(until),
  };
}

/** Days to the next date that the plan or a decision sets; 0 once none is ahead. */
function daysToGoal(context: Context, date: string): number {
  const { next } = targetsOn(decisionsOf(context).book, date);
  const due = next.map((line) => line.dueOn).sort()[0];
  return due === undefined ? 0 : daysBetween(date, due);
}

function overview(context: Context, given?: string): Overview {
  const { date, now } = momentOf(context, given);
  const table = tableOn(context, date);
  const found = caseloadOn(context, date);
  const perCounty = Map.groupBy(stationsOf(context), (station) => station.county);
  return {
    date,
    now: isoShanghai(now),
    asOf: table.asOf ?? ledgerAge(context).asOf,
    lines: inPlanOrder([
      source(context, table),
      road(context, date, found),
      emission(context, date, found),
      subsidy(context, date),
      ...built(context, date),
    ]),
    counties: table.counties.map((county) => ({
      ...county,
      stations: perCounty.get(county.county)?.length ?? 0,
      events: found ? (found.load.events[county.county] ?? 0) : null,
    })),
    unplaced: found?.load.unplaced ?? null,
    daysToGoal: daysToGoal(context, date),
    alert: alertOn(context, date, now),
  };
}

export const queries = {
  'overview.now': {
    reads: [...new Set([...GATE_READS, ...GOAL_READS, 'cases', 'checks', 'subsidies'] as const)],
    timed: true,
    run: (context, { date }) => overview(context, date),
  },
} satisfies Partial<Queries>;
