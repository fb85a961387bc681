import { type Checkload, checkload } from '../domain/board.ts';
import { CaseOpened, type CaseState, caseRow } from '../domain/case.ts';
import { caseAsOf, caseload, worstFirst } from '../domain/caseload.ts';
import type { CheckState } from '../domain/check.ts';
import { CheckRecorded } from '../domain/check.ts';
import { addDays, dayOf, parseTime } from '../domain/day.ts';
import { documentOn } from '../domain/documents.ts';
import { Refusal } from '../domain/rpc.ts';
import { nextStages, stageOf } from '../domain/stage.ts';
import type { Acts, Context, Queries } from './app.ts';
import { boardOn } from './board.ts';
import { shown } from './keep.ts';
import { carried, must, parsed } from './may.ts';
import { ageOf, holds, momentOf, monthsBetween } from './moment.ts';
import { sealed } from './personal.ts';
import { statesIn } from './states.ts';

/** Cases and what the enforcement scene shows of them. */

/** How far back the day's counts look: thirty days of trend, and the days that a case has for its review. */
const REACH_DAYS = 40;

/**
 * Cases that a look at a day needs, as they stood at `now`: those of the last months, and of all earlier ones what
 * still runs, however old. Its cost does not depend on how many ended cases other months hold.
 */
export function casesFor(context: Context, date: string, now: number): CaseState[] {
  const docs = monthsBetween(addDays(date, -REACH_DAYS), date).map((month) => `cases/${month}`);
  const recent = docs.flatMap((doc) => statesIn<CaseState>(context.replica, 'case', doc));
  const older = context.replica.runningStates<CaseState>('case', new Set(docs));
  return [...recent, ...older].flatMap((state) => caseAsOf(state, now) ?? []);
}

/** Checks of the last months where they are carried, else the board's count; null where neither is here. */
export function checksOn(context: Context, date: string): Checkload | null {
  if (!holds(context, 'checks', date)) return boardOn(context, date)?.checks ?? null;
  const docs = monthsBetween(addDays(date, -30), date).map((month) => `checks/${month}`);
  const load = checkload(
    docs.flatMap((doc) => statesIn<CheckState>(context.replica, 'check', doc)),
    date,
  );
  // A month that is not carried would be weeks in which nothing was checked.
  const whole = docs.every((doc) => context.carries(doc));
  return whole ? load : { ...load, coverage: boardOn(context, date)?.checks?.coverage ?? null };
}

/** From the ledger where it is carried, else from the office's board; null where neither is here. */
export function caseloadOn(context: Context, date: string) {
  const { now } = momentOf(context, date);
  if (holds(context, 'cases', date))
    return { source: 'cases' as const, load: caseload(casesFor(context, date, now), date, now) };
  const load = boardOn(context, date)?.enforcement ?? null;
  return load && { source: 'board' as const, load };
}

/** A case and the document it stands in; the id does not say its month. */
export function findCase(context: Context, id: string): { doc: string; state: CaseState } | null {
  return context.replica.find<CaseState>('case', 'cases', id);
}

export const queries = {
  'cases.list': {
    reads: ['cases'],
    timed: true,
    run(context, { month, kind, stage }) {
      const now = context.now();
      const docs = month === undefined ? context.replica.family('cases') : [`cases/${month}`];
      carried(context, month === undefined ? documentOn('cases', dayOf(now)) : `cases/${month}`);
      const wanted = stage === undefined ? undefined : (stageOf(stage) ?? stage);
      const states = docs
        .flatMap((doc) => statesIn<CaseState>(context.replica, 'case', doc))
        .filter(
          (each) =>
            (kind === undefined || each.kind === kind) && (wanted === undefined || each.stage === wanted),
        );
      return { cases: worstFirst(states, now).map((each) => caseRow(shown(context, each), now)) };
    },
  },
  'enforcement.board': {
    reads: ['cases', 'checks', 'board', 'sync'],
    timed: true,
    run(context, input) {
      const { date } = momentOf(context, input.date);
      const found = caseloadOn(context, date);
      const { asOf, freshness } = ageOf(context, found?.source ?? 'none', date);
      const checks = checksOn(context, date);
      const counted = checks && { month: checks.month, unfit: checks.unfit, coverage: checks.coverage };
      if (!found)
        return {
          asOf: null,
          source: 'none',
          freshness: 'unknown',
          running: 0,
          overdue: 0,
          dueSoon: 0,
          today: 0,
          byKindStage: {},
          cases: [],
          trend: [],
          checks: counted,
        };
      const { events: _, unplaced: __, heard: ___, lines: ____, ...load } = found.load;
      return { ...load, asOf, freshness, source: found.source, checks: counted };
    },
  },
} satisfies Partial<Queries>;

export const acts = {
  'case.open': {
    run(context, input) {
      must(context, 'case.opened');
      const { id: given, ...rest } = input;
      const body = parsed('case.opened', CaseOpened, rest);
      const captured = body.capturedAt ?? null;
      const at = captured === null ? context.now() : parseTime(captured);
      if (at === null)
        throw new Refusal('bad_input', `case.opened: capturedAt: ${captured} is no time with offset`, given);
      const id = given ?? context.newId();
      if (findCase(context, id)) throw new Refusal('known', `case ${id} is open already`, id);
      const doc = documentOn('cases', dayOf(at));
      context.record(doc, 'case.opened', id, sealed(context, id, body), given === undefined ? { id } : {});
      return { id };
    },
  },
  'case.advance': {
    run(context, { case: id, to, ...rest }) {
      must(context, 'case.advanced');
      const found = findCase(context, id);
      if (!found) throw new Refusal('unknown_case', `${id}: no such case here`, id);
      const { doc, state } = found;
      const stage = stageOf(to);
      const able = nextStages(state.kind, state.stage);
      if (stage === null || !able.includes(stage))
        throw new Refusal(
          'stage',
          `case ${id} stands at ${state.stage}: ${to} cannot follow, only ${able.join(', ') || 'nothing'}`,
          id,
        );
      const after = state.history.at(-1)!.entries[0]!;
      const body = { ...rest, to: stage, from: state.stage, after };
      return { id: context.record(doc, 'case.advanced', id, body).id };
    },
  },
  'check.record': {
    run(context, input) {
      must(context, 'check.recorded');
      const { id: given, ...rest } = input;
      const body = parsed('check.recorded', CheckRecorded, rest);
      const at = body.at === undefined ? context.now() : parseTime(body.at)!;
      // A laptop that died between storing and forgetting its draft says the same again: it is one check.
      const id = given ?? context.newId();
      if (context.replica.family('checks').some((doc) => context.replica.entry(doc, id) !== null))
        throw new Refusal('known', `check ${id} is recorded already`, id);
      context.record(documentOn('checks', dayOf(at)), 'check.recorded', id, sealed(context, id, body), {
        id,
      });
      return { id };
    },
  },
} satisfies Partial<Acts>;
