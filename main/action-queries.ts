import type { ActionState, Proof, Said } from '../domain/action.ts';
import {
  actionLoad,
  actionRow,
  bulletinOrder,
  countiesOf,
  countsOf,
  dueThisWeek,
  type Lit,
  litAt,
  plainUnitName,
  type UnitName,
  unitsOf,
  worstFirst,
} from '../domain/action-board.ts';
import { actionAsOf, type LightRules, lightRules } from '../domain/action-light.ts';
import type {
  ACTION_ACTS,
  ActionEvent,
  ActionLoad,
  ActionRow,
  ActionsView,
  RankedUnit,
  UnitLoad,
} from '../domain/contract/actions.ts';
import type { Output, Parsed } from '../domain/contract.ts';
import { addDays, dayOf, isoShanghai, startOfDay } from '../domain/day.ts';
import { readClock } from '../domain/ledger/clock.ts';
import type { MeetingState } from '../domain/meeting.ts';
import { parsePost } from '../domain/post.ts';
import { TARGETS, type TargetId } from '../domain/target.ts';
import { afterWorkdays, endOfWeek } from '../domain/workday.ts';
import { workdays as calendar } from '../replica/workdays.ts';
import type { Context, Queries, Reads } from './app.ts';
import { boardOn } from './board.ts';
import { decisionsOf, nameOf } from './decisions.ts';
import { carried, mayDo } from './may.ts';
import { ageOf, holds, ledgerAge, momentOf } from './moment.ts';
import { rulesOf as statementsOf } from './road-book.ts';
import { madeOf, statesIn } from './states.ts';
import { unitIdOf, unitNameOn } from './units.ts';

/** Tasks handed out: lists, one task, the board, the week's bulletin. */
export const ACTIONS = 'actions';
const READS: readonly Reads[] = ['actions', 'registry', 'receipts', 'sync'];

export function actionOf(context: Context, id: string): ActionState | null {
  return context.replica.state<ActionState>('action', ACTIONS, id);
}

/** Of statements those that bind: what a stranger's server serves changes no light. */
export function lightsOf(context: Context): LightRules {
  return lightRules(statementsOf(context).others);
}

/** A county sees its own tasks, led or supported, and of the others the counts. */
function shownTo({ me }: Context, states: readonly ActionState[]): readonly ActionState[] {
  const post = parsePost(me.post);
  if (post?.role !== 'county') return states;
  const unit = `county:${post.county}`;
  return states.filter(({ lead, supporting }) => lead === unit || supporting.includes(unit));
}

/** Whether this console's person sees a task at all. */
export function isShown(context: Context, id: string): boolean {
  const state = actionOf(context, id);
  return state !== null && shownTo(context, [state]).length > 0;
}

const statesOf = ({ replica }: Context) => statesIn<ActionState>(replica, 'action', ACTIONS);

/** What units are called today; a county that the registry here does not name by the plan's list. */
function unitNames(context: Context): UnitName {
  const name = unitNameOn(context, dayOf(context.now()));
  return (unit) => {
    const called = name(unit);
    return called === unit ? plainUnitName(unit) : called;
  };
}

type Filter = Parsed<'actions.list'>;
function fits({ state, light }: Lit, filter: Filter, now: number): boolean {
  const { unit, county, light: wanted, source, meeting, person, thisWeek, ended } = filter;
  return (
    (unit === undefined || state.lead === unit || state.supporting.includes(unit)) &&
    (county === undefined || state.county === county) &&
    (wanted === undefined || light.light === wanted) &&
    (source === undefined || state.source.kind === source) &&
    (meeting === undefined || state.source.meeting === meeting) &&
    (person === undefined || state.person === person) &&
    (thisWeek !== true || dueThisWeek({ state, light }, now)) &&
    (ended === true || wanted === 'none' || !state.ended)
  );
}

type Act = (typeof ACTION_ACTS)[number];
const KINDS: Record<Act, string> = {
  // What waits for this person comes first.
  decide: 'action.extended',
  confirm: 'action.confirmed',
  receive: 'action.received',
  report: 'action.reported',
  extend: 'action.extensionAsked',
  close: 'action.closingAsked',
  drop: 'action.closed',
};

/** What this console's person may do with a task now, and what is shut because they asked for it themselves. */
function ableTo(context: Context, state: ActionState): Pick<ActionsView, 'may' | 'shut'> {
  if (state.ended) return { may: [], shut: [] };
  const post = parsePost(context.me.post);
  const county = post?.role === 'county' ? `county:${post.county}` : null;
  const leads = county === null || county === state.lead;
  const part = leads || state.supporting.includes(county);
  const extension = state.extensions.findLast((each) => each.state === 'asked');
  const closing = state.closings.findLast((each) => each.state === 'asked');
  const open: Record<Act, boolean> = {
    receive:
      part && ![state.received, ...state.receipts].some((each) => each?.unit === (county ?? state.lead)),
    report: part,
    extend: leads && !extension,
    decide: extension !== undefined,
    close: leads && !closing,
    confirm: closing !== undefined,
    drop: true,
  };
  const able = (Object.keys(KINDS) as Act[]).filter((act) => open[act] && mayDo(context, KINDS[act]));
  const own = (said: Said | undefined) => said?.by === context.me.person;
  const same = able.filter(
    (act) => (act === 'decide' && own(extension)) || (act === 'confirm' && own(closing)),
  );
  return {
    may: able.filter((act) => !same.includes(act)),
    shut: same.map((act) => ({ act, reason: 'same_person' })),
  };
}

/** A task's history, oldest first; of one instant in the order in which things go. */
function eventsOf(context: Context, state: ActionState): ActionEvent[] {
  const name = nameOf(context);
  const unitName = unitNames(context);
  const made: (ActionEvent & { order: number })[] = [];
  const add = (
    kind: ActionEvent['kind'],
    said: { id: string; at: number; by: string; unit?: string },
    more: Partial<ActionEvent> & { evidence?: Proof[] } = {},
  ) =>
    made.push({
      ...{ text: null, on: null, percent: null, evidence: [], granted: null, request: null, ...more },
      ...{ id: said.id, kind, at: isoShanghai(said.at), by: name(said.by), order: said.at },
      unit: said.unit === undefined ? null : { unit: said.unit, name: unitName(said.unit) },
      saved: context.saved(ACTIONS, said.id),
    });
  const created = { id: state.createdEntry, at: state.createdAt, by: state.createdBy };
  add('created', created, { text: state.content, on: state.givenOn });
  for (const said of [state.received, ...state.receipts]) if (said) add('received', said);
  for (const { on, text, percent, evidence, ...said } of state.reports)
    add('reported', said, { on, text, percent, evidence });
  for (const { dueOn, reason, decision, granted, state: now, ...said } of state.extensions) {
    add('extensionAsked', said, { on: dueOn, text: reason });
    if (decision)
      add('extended', decision, {
        text: decision.remark,
        on: granted,
        granted: now === 'granted',
        request: said.id,
      });
  }
  for (const { text, evidence, decision, state: now, ...said } of state.closings) {
    add('closingAsked', said, { text, evidence });
    if (decision)
      add('confirmed', decision, { text: decision.remark, granted: now === 'confirmed', request: said.id });
  }
  if (state.endedWith) add('closed', state.endedWith, { text: state.endedWith.remark });
  return made.sort((a, b) => a.order - b.order).map(({ order: _, ...event }) => event);
}

function meetingTitle({ replica }: Context, id: string | null): string | null {
  return id === null ? null : (replica.state<MeetingState>('meeting', ACTIONS, id)?.title ?? null);
}

function view(context: Context, id: string): Output<'actions.view'> {
  const now = context.now();
  const state = shownTo(
    context,
    [actionOf(context, id)].filter((each) => each !== null),
  )[0];
  const age = ledgerAge(context);
  if (!state) return { ...age, action: null, events: [], conflicts: [], refused: [], may: [], shut: [] };
  const lit = litAt([state], now, calendar, lightsOf(context))[0]!;
  const name = nameOf(context);
  const { source, measure, person, workdays } = state;
  return {
    ...age,
    action: {
      ...{ ...actionRow(lit, unitNames(context)), measure, workdays },
      personName: person && name(person),
      sourceBy: source.by && name(source.by),
      sourceOn: source.on,
      sourceNote: source.note,
      meeting: source.meeting,
      meetingTitle: meetingTitle(context, source.meeting),
      item: source.item,
      createdBy: name(state.createdBy),
    },
    events: eventsOf(context, state),
    conflicts: state.conflicts,
    refused: state.refused,
    ...ableTo(context, state),
  };
}

/** People by name: an id says nothing to who reads it. */
function named(context: Context, rows: readonly ActionRow[]): ActionRow[] {
  const name = nameOf(context);
  return rows.map((row) => ({ ...row, person: row.person && name(row.person) }));
}

/** What the office's board says, with the names that this console knows. */
function boardNamed(context: Context, load: ActionLoad): ActionLoad {
  const unitName = unitNames(context);
  const loads = (units: UnitLoad[]) => units.map((each) => ({ ...each, name: unitName(each.unit) }));
  return {
    ...load,
    units: loads(load.units),
    counties: loads(load.counties),
    listed: named(context, load.listed).map((row) => ({ ...row, leadName: unitName(row.lead) })),
  };
}

/** Tasks as they stood at an instant; those of today as they are. */
function statesAt(context: Context, now: number): ActionState[] {
  const states = statesOf(context);
  return now >= context.now() ? states : states.flatMap((state) => actionAsOf(state, now) ?? []);
}

function board(context: Context, given?: string): Output<'actions.board'> {
  const { date, now } = momentOf(context, given);
  const own = holds(context, 'actions', date);
  const load = own
    ? actionLoad(statesAt(context, now), now, calendar, lightsOf(context))
    : (boardOn(context, date)?.actions ?? null);
  const source = load === null ? 'none' : own ? 'actions' : 'board';
  return {
    date,
    ...ageOf(context, source, date),
    source,
    load: load && boardNamed(context, load),
    rules: lightsOf(context),
  };
}

const share = ({ closed, total }: UnitLoad): number | null =>
  total === 0 ? null : Math.floor((closed * 1000) / total) / 10;

/** Places of a ranking; equals share one. */
function ranked(loads: readonly UnitLoad[]): RankedUnit[] {
  const sorted = loads.filter(({ total }) => total > 0).sort(bulletinOrder);
  let place = 0;
  return sorted.map((load, index) => {
    const before = sorted[index - 1];
    const even =
      before !== undefined &&
      before.notStarted * load.total === load.notStarted * before.total &&
      before.overdue === load.overdue &&
      before.behind === load.behind;
    if (!even) place = index + 1;
    return { ...load, place, donePercent: share(load) };
  });
}

function waitingFor(context: Context, states: readonly ActionState[]): Output<'actions.weekly'>['waiting'] {
  const name = nameOf(context);
  const unitName = unitNames(context);
  const extensions = states.flatMap((state) =>
    state.ended
      ? []
      : state.extensions
          .filter((each) => each.state === 'asked')
          .map((each) => ({
            kind: 'extension' as const,
            id: state.id,
            title: state.content,
            by: unitName(each.unit),
            since: isoShanghai(each.at),
            asked: each.dueOn,
          })),
  );
  const targets = decisionsOf(context)
    .proposals.filter((each) => each.state === 'pending')
    .map((each) => ({
      kind: 'target' as const,
      id: each.id,
      title: TARGETS[each.body.target as TargetId]?.zh ?? each.body.target,
      by: name(each.by),
      since: isoShanghai(readClock(each.entry.at).ms),
      asked: String(each.body.value),
    }));
  return [...extensions, ...targets].sort((a, b) => (a.since < b.since ? -1 : 1));
}

function weekly(context: Context, given?: string): Output<'actions.weekly'> {
  const { date, now } = momentOf(context, given);
  const to = endOfWeek(date);
  const from = addDays(to, -6);
  const states = statesAt(context, now);
  const all = litAt(states, now, calendar, lightsOf(context));
  const names = unitNames(context);
  const since = startOfDay(from);
  const rows = (light: 'overdue' | 'behind') => {
    const lit = all.filter((each) => each.light.light === light).sort(worstFirst);
    return named(
      context,
      lit.map((each) => actionRow(each, names)),
    );
  };
  return {
    ...{ from, to, ...ledgerAge(context) },
    counts: countsOf(all),
    created: states.filter(({ createdAt }) => createdAt >= since).length,
    closed: states.filter(({ closedAt }) => closedAt !== null && closedAt >= since).length,
    counties: ranked(countiesOf(all, names)),
    units: ranked(unitsOf(all, names).filter(({ unit }) => !unit.startsWith('county:'))),
    red: rows('overdue'),
    behind: rows('behind'),
    waiting: waitingFor(context, states),
  };
}

/** Numbers that two consoles apart gave to different tasks: somebody must see it on paper. */
function numbersTwice({ replica }: Context): ReadonlySet<string> {
  return madeOf(replica, ACTIONS, 'numbers twice', () => {
    const seen = new Set<string>();
    const twice = new Set<string>();
    for (const { number } of statesIn<ActionState>(replica, 'action', ACTIONS)) {
      if (number !== null && seen.has(number)) twice.add(number);
      if (number !== null) seen.add(number);
    }
    return twice;
  });
}

export const queries = {
  'actions.list': {
    reads: READS,
    timed: true,
    run(context, filter) {
      carried(context, ACTIONS);
      const now = context.now();
      const names = unitNames(context);
      const twice = numbersTwice(context);
      const lit = litAt(shownTo(context, statesOf(context)), now, calendar, lightsOf(context))
        .filter((each) =>
          fits(each, { ...filter, ...(filter.unit && { unit: unitIdOf(context, filter.unit) }) }, now),
        )
        .sort(worstFirst);
      const rows = named(
        context,
        lit.map((each) => actionRow(each, names)),
      );
      return {
        ...ledgerAge(context),
        actions: rows.map((row, n) => ({
          ...row,
          saved: savedOf(context, lit[n]!.state),
          numberTwice: row.number !== null && twice.has(row.number),
        })),
      };
    },
  },
  'actions.view': {
    reads: READS,
    timed: true,
    run(context, { action }) {
      carried(context, ACTIONS);
      return view(context, action);
    },
  },
  'actions.board': {
    reads: [...READS, 'board'],
    timed: true,
    run: (context, { date }) => board(context, date),
  },
  'actions.weekly': {
    reads: [...READS, 'targets'],
    timed: true,
    run(context, { date }) {
      carried(context, ACTIONS);
      return weekly(context, date);
    },
  },
  'actions.due': {
    reads: [],
    run: (context, { workdays }) => ({ dueOn: afterWorkdays(calendar, dayOf(context.now()), workdays) }),
  },
} satisfies Partial<Queries>;

/** `here` while anything of it waits for the office. */
function savedOf(context: Context, state: ActionState): 'here' | 'office' {
  const last = [
    ...state.reports.map(({ id }) => id),
    ...state.extensions.flatMap(({ id, decision }) => [id, decision?.id ?? id]),
    ...state.closings.flatMap(({ id, decision }) => [id, decision?.id ?? id]),
    ...[state.received, ...state.receipts, state.endedWith].flatMap((said) => said?.id ?? []),
  ];
  return [state.createdEntry, ...last].every((id) => context.saved(ACTIONS, id) === 'office')
    ? 'office'
    : 'here';
}
