import { ACTION_STAGES, type ActionState, countyOfUnit } from './action.ts';
import { LIGHT_RULES, LIGHTS, type Light, type LightRules, lightOf } from './action-light.ts';
import type { ActionLoad, ActionRow, LightCounts, UnitLoad } from './contract/actions.ts';
import { COUNTIES, countyOf } from './county.ts';
import { dayOf, isoShanghai } from './day.ts';
import { endOfWeek, type Workdays } from './workday.ts';

/** A task with its light at one instant. */
export interface Lit {
  state: ActionState;
  light: Light;
}

/** What is known of a unit by name; a county's is the plan's, anything else is shown as it is written. */
export type UnitName = (unit: string) => string;

export const plainUnitName: UnitName = (unit) => {
  const county = countyOfUnit(unit);
  return county === null ? unit : (countyOf(county)?.zh ?? county);
};

export function litAt(
  states: readonly ActionState[],
  now: number,
  calendar: Workdays,
  rules: LightRules = LIGHT_RULES,
): Lit[] {
  return states.map((state) => ({ state, light: lightOf(state, now, calendar, rules) }));
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** The worst first: by light, the days late, the date due. */
export function worstFirst(a: Lit, b: Lit): number {
  return (
    LIGHTS.indexOf(a.light.light) - LIGHTS.indexOf(b.light.light) ||
    b.light.daysLate - a.light.daysLate ||
    byText(a.state.dueOn, b.state.dueOn) ||
    byText(a.state.id, b.state.id)
  );
}

export function actionRow({ state, light }: Lit, nameOf: UnitName = plainUnitName): ActionRow {
  const last = state.reports.at(-1);
  const { id, number, content, lead, person, county, source, givenOn, dueOn, stage } = state;
  return {
    ...{ id, number, content, lead, person, county, givenOn, dueOn, stage },
    leadName: nameOf(lead),
    supporting: state.supporting.map((unit) => ({ unit, name: nameOf(unit) })),
    source: source.kind,
    createdAt: isoShanghai(state.createdAt),
    ...light,
    percent: state.reports.findLast(({ percent }) => percent !== null)?.percent ?? null,
    lastReport: last ? { on: last.on, text: last.text } : null,
    extensionAsked: state.extensions.findLast((each) => each.state === 'asked')?.dueOn ?? null,
    closingAsked: stage === 'closing',
    conflicts: state.conflicts.length,
  };
}

export function countsOf(all: readonly Lit[]): LightCounts {
  const of = (name: Light['light']) => all.filter(({ light }) => light.light === name).length;
  return {
    overdue: of('overdue'),
    behind: of('behind'),
    due: of('due'),
    normal: of('normal'),
    closed: of('none'),
    total: all.length,
  };
}

function unitLoad(unit: string, all: readonly Lit[], nameOf: UnitName): UnitLoad {
  const open = all.filter(({ state }) => !state.ended);
  const started = ACTION_STAGES.indexOf('working');
  const working = open.filter(({ state }) => ACTION_STAGES.indexOf(state.stage) >= started).length;
  return { unit, name: nameOf(unit), ...countsOf(all), working, notStarted: open.length - working };
}

/** By share not started, as the city's own bulletins rank (DOMAIN.md 8), then by what is red; equals by name. */
export function bulletinOrder(a: UnitLoad, b: UnitLoad): number {
  return (
    b.notStarted * Math.max(1, a.total) - a.notStarted * Math.max(1, b.total) ||
    b.overdue - a.overdue ||
    b.behind - a.behind ||
    byText(a.unit, b.unit)
  );
}

/** Red first: what a leader looks for. */
const redFirst = (a: UnitLoad, b: UnitLoad) =>
  b.overdue - a.overdue ||
  b.behind - a.behind ||
  b.due - a.due ||
  b.total - a.total ||
  byText(a.unit, b.unit);

/** Every lead unit with tasks; counties by their own rows. */
export function unitsOf(all: readonly Lit[], nameOf: UnitName = plainUnitName): UnitLoad[] {
  const perUnit = Map.groupBy(all, ({ state }) => state.lead);
  return [...perUnit].map(([unit, own]) => unitLoad(unit, own, nameOf)).sort(redFirst);
}

/** All eleven counties in the order of the map, those without tasks too. */
export function countiesOf(all: readonly Lit[], nameOf: UnitName = plainUnitName): UnitLoad[] {
  const perCounty = Map.groupBy(all, ({ state }) => state.county);
  return COUNTIES.map(({ code }) => unitLoad(`county:${code}`, perCounty.get(code) ?? [], nameOf));
}

/** Due by the end of this week and not ended; what is late already is due too. */
export function dueThisWeek({ state }: Lit, now: number): boolean {
  return !state.ended && state.dueOn <= endOfWeek(dayOf(now));
}

const LISTED = 40;
/** Characters of a task's text on a wall: it names what is late, it is not the order itself. */
const WALL_TEXT = 120;
const ABNORMAL: readonly Light['light'][] = ['overdue', 'behind', 'due'];

/** What the board says of tasks; null where nothing was ever handed out. */
export function actionLoad(
  states: readonly ActionState[],
  now: number,
  calendar: Workdays,
  rules: LightRules = LIGHT_RULES,
  nameOf: UnitName = plainUnitName,
): ActionLoad | null {
  if (states.length === 0) return null;
  const all = litAt(states, now, calendar, rules);
  const named = all.filter(({ light }) => ABNORMAL.includes(light.light)).sort(worstFirst);
  return {
    counts: countsOf(all),
    dueThisWeek: all.filter((each) => dueThisWeek(each, now)).length,
    units: unitsOf(all, nameOf),
    counties: countiesOf(all, nameOf),
    listed: named.slice(0, LISTED).map((each) => {
      const row = actionRow(each, nameOf);
      return { ...row, content: row.content.slice(0, WALL_TEXT), lastReport: null };
    }),
    listedTotal: named.length,
  };
}
