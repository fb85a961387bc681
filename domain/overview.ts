import type { z } from 'zod';
import type { Checkload } from './board.ts';
import type { LineLoad } from './caseload.ts';
import type { GoalsProgress } from './contract/operations.ts';
import type { WorkLine } from './contract/overview.ts';
import { addDays } from './day.ts';
import type { Freshness, gateTable, LineState } from './gate-table.ts';
import type { Group } from './post.ts';
import { lateProjects, PROJECT_STAGES, type Project } from './project.ts';
import type { Tally } from './tally.ts';
import { GROUPS, groupOf } from './unit.ts';

/**
 * The six work lines of the overview. A line's state is that of its own key figure (NOTES). A line whose ledger is
 * not here has no value: null, never zero.
 */
type Line = z.infer<typeof WorkLine>;
type Goal = z.infer<typeof GoalsProgress>['guns'];

/** How old a line's figure is, and who answers for it. */
export interface About {
  asOf: string | null;
  freshness: Freshness;
  /** The head of the line's group, as the registry names them. */
  person: string | null;
}

/** Names that a line shows at most; how many there are stands beside them. */
const NAMED = 3;

const responsible = (group: Group, person: string | null) => ({ unit: groupOf(group).bureaux[0]!, person });

/** Difference of two figures of one decimal, without what floating point adds. */
const change = (now: number | null, before: number | null | undefined): number | null =>
  now === null || before === null || before === undefined ? null : Math.round((now - before) * 10) / 10;

/** A line of which nothing is known here. */
export function unknownLine(
  line: Group,
  unit: Line['unit'],
  person: string | null,
  freshness: Freshness = 'unknown',
): Line {
  return {
    line,
    state: 'none',
    freshness,
    asOf: null,
    value: null,
    unit,
    target: null,
    nextTarget: null,
    delta: null,
    trend: [],
    facts: {},
    laggards: [],
    laggardsTotal: 0,
    responsible: responsible(line, person),
  };
}

export interface SharePoint {
  date: string;
  percent: number | null;
  target: number | null;
}

/**
 * 源头: the share of the key tier. Facts: tripsShort, below, met, enterprises, released, green, and nextTripsShort
 * where a next target is known.
 */
export function sourceLine(
  table: ReturnType<typeof gateTable>,
  trend: readonly SharePoint[],
  { asOf, freshness, person }: About,
): Line {
  const tier = table.tiers.key_dual_high;
  const below = table.rows.filter((row) => row.tier === 'key_dual_high' && row.status === 'below');
  const { released, green, met, enterprises } = tier;
  return {
    line: 'source',
    state: tier.state,
    freshness,
    asOf,
    value: tier.percent,
    unit: 'percent',
    target: tier.target,
    nextTarget: tier.next && { value: tier.next.value, dueOn: tier.next.dueOn },
    delta: change(tier.percent, tier.yesterday),
    trend: trend.map(({ date, percent, target }) => ({ date, value: percent, target })),
    facts: {
      released,
      green,
      met,
      enterprises,
      below: below.length,
      ...(tier.tripsShort === null ? {} : { tripsShort: tier.tripsShort }),
      ...(tier.next === null ? {} : { nextTripsShort: tier.next.tripsShort }),
    },
    laggards: below.slice(0, NAMED).map((row) => ({
      id: row.enterprise,
      name: row.shortName,
      value: `${row.percent}%`,
      provisional: row.day !== 'final',
    })),
    laggardsTotal: below.length,
    responsible: responsible('source', person),
  };
}

const caseState = (load: LineLoad): LineState =>
  load.overdue > 0 ? 'overdue' : load.dueSoon > 0 ? 'due' : 'normal';

/** Cases past their limit: where, and by how many days. The name is the place, or the masked plate without one. */
function lateCases(load: LineLoad): Line['laggards'] {
  return load.worst.slice(0, NAMED).map((row) => ({
    id: row.id,
    name: [row.place, row.plate].filter((part) => part !== null).join(' ') || row.id,
    value: String(row.overdueDays),
    provisional: false,
  }));
}

/** 路面: cases on restricted roads past their limit, of which there are to be none. Facts: running, dueSoon. */
export function roadLine(load: LineLoad, { asOf, freshness, person }: About): Line {
  return {
    line: 'road',
    state: caseState(load),
    freshness,
    asOf,
    value: load.overdue,
    unit: 'cases',
    target: 0,
    nextTarget: null,
    delta: change(load.overdue, load.trend.at(-2)?.value),
    trend: load.trend.map((point) => ({ ...point, target: 0 })),
    facts: { running: load.running, dueSoon: load.dueSoon },
    laggards: lateCases(load),
    laggardsTotal: load.overdue,
    responsible: responsible('road', person),
  };
}

/**
 * 排放: vehicles checked on the road this month. The plan sets no number of checks, so there is no target; the state
 * is that of the line's cases. Facts: unfit, and of the cases running, overdue, dueSoon.
 */
export function emissionLine(
  checks: Checkload | null,
  load: LineLoad | null,
  { asOf, freshness, person }: About,
): Line {
  const value = checks?.month ?? null;
  return {
    line: 'emission',
    state: load ? caseState(load) : 'none',
    freshness,
    asOf,
    value,
    unit: 'vehicles',
    target: null,
    nextTarget: null,
    delta: checks && value !== null && value > 0 ? change(value, beforeToday(checks)) : null,
    trend: checks ? checks.trend.map((point) => ({ ...point, target: null })) : [],
    facts: {
      ...(checks ? { unfit: checks.unfit } : {}),
      ...(load ? { running: load.running, overdue: load.overdue, dueSoon: load.dueSoon } : {}),
    },
    laggards: load ? lateCases(load) : [],
    laggardsTotal: load?.overdue ?? 0,
    responsible: responsible('emission', person),
  };
}

/** The month's count at the end of yesterday: none of it on the first. */
function beforeToday({ trend }: Checkload): number {
  const [yesterday, today] = [trend.at(-2), trend.at(-1)];
  return yesterday && today && yesterday.date.slice(0, 7) === today.date.slice(0, 7) ? yesterday.value : 0;
}

/**
 * 奖补: applications of the year. Their rules and deadlines are not written yet, so nothing is judged. Facts: how many
 * stand at each stage (applied, accepted, examined, ruled, paid).
 */
export function subsidyLine(tally: Tally, { asOf, freshness, person }: About): Line {
  return {
    ...unknownLine('subsidy', 'applications', person, freshness),
    asOf,
    value: tally.total,
    facts: { ...tally.byStage },
  };
}

function goalLine(
  line: 'facility' | 'service',
  unit: Line['unit'],
  goal: Goal,
  { freshness, person }: About,
): Line {
  const last = goal.trend.at(-1);
  const yesterday = last && goal.trend.find((point) => point.date === addDays(last.date, -1));
  return {
    line,
    state: goal.state,
    freshness,
    asOf: goal.asOf,
    value: goal.actual,
    unit,
    target: goal.goal,
    nextTarget: goal.next && { value: goal.next.goal, dueOn: goal.next.due },
    delta: change(goal.actual, yesterday?.value),
    trend: goal.trend.map((point) => ({ ...point, target: goal.goal })),
    facts: {
      due: goal.due,
      source: goal.source,
      ...(goal.neededPerDay === null ? {} : { neededPerDay: goal.neededPerDay }),
    },
    laggards: [],
    laggardsTotal: 0,
    responsible: responsible(line, person),
  };
}

/** 设施: connectors in service. Laggards are projects behind the date of their stage, by days. Facts: neededPerDay, due, source, stations, piles. */
export function facilityLine(
  goals: z.infer<typeof GoalsProgress>,
  projects: readonly Project[],
  about: About,
): Line {
  const late = lateProjects(projects, goals.date);
  const line = goalLine('facility', 'guns', goals.guns, about);
  const { stations, piles } = goals;
  return {
    ...line,
    facts: {
      ...line.facts,
      ...(stations.actual === null ? {} : { stations: stations.actual }),
      ...(piles.actual === null ? {} : { piles: piles.actual }),
    },
    laggards: late.slice(0, NAMED).map((project) => ({
      id: project.id,
      name: `${project.name} ${PROJECT_STAGES[project.stage]!.zh}`,
      value: project.dueOn!,
      provisional: false,
    })),
    laggardsTotal: late.length,
  };
}

/** 保障: new-energy trucks in service. Facts: neededPerDay, due, source. */
export function serviceLine(goals: z.infer<typeof GoalsProgress>, about: About): Line {
  return goalLine('service', 'trucks', goals.trucks, about);
}

/** Lines in the plan's order; rows never move (NOTES). */
export function inPlanOrder(lines: readonly Line[]): Line[] {
  return GROUPS.map(({ group }) => lines.find((each) => each.line === group)!);
}
