import type { ActionState } from '../domain/action.ts';
import {
  ActionCreated,
  ActionEnded,
  ActionReceived,
  ActionReported,
  ClosingAsked,
  ClosingDecided,
  Extended,
  ExtensionAsked,
} from '../domain/action-body.ts';
import type { Parsed } from '../domain/contract.ts';
import { dayOf, isDay } from '../domain/day.ts';
import { parsePost } from '../domain/post.ts';
import { Refusal } from '../domain/rpc.ts';
import { afterWorkdays } from '../domain/workday.ts';
import { workdays as calendar } from '../replica/workdays.ts';
import { ACTIONS, actionOf, queries } from './action-queries.ts';
import type { Acts, Context } from './app.ts';
import { must, parsed } from './may.ts';
import { statesIn } from './states.ts';
import { unitIdOf } from './units.ts';

/** Tasks handed out: what may be done with them. What they look like stands in action-queries.ts. */
export { queries };

/** @throws {Refusal} where it is not here, or has ended. */
function running(context: Context, id: string): ActionState {
  const state = actionOf(context, id);
  if (!state) throw new Refusal('unknown_action', `${id}: no such task here`, id);
  if (state.stage === 'closed') throw new Refusal('ended', `task ${id} is closed`, id);
  if (state.stage === 'ended') throw new Refusal('ended', `task ${id} was dropped`, id);
  return state;
}

/** The unit that this console's person speaks for: a county its own, others the one they name or belong to. */
function speaksFor(context: Context, state: ActionState, given?: string): string {
  const post = parsePost(context.me.post);
  if (post?.role === 'county') return `county:${post.county}`;
  if (given !== undefined) return unitIdOf(context, given);
  const unit = context.me.unit === null ? null : unitIdOf(context, context.me.unit);
  return unit !== null && state.supporting.includes(unit) ? unit : state.lead;
}

/** @throws {Refusal} `not_yours` where the unit has no part in the task, or does not lead it. */
function own(context: Context, state: ActionState, given: string | undefined, who: 'lead' | 'any'): string {
  const unit = speaksFor(context, state, given);
  if (unit === state.lead || (who === 'any' && state.supporting.includes(unit))) return unit;
  const why = who === 'lead' ? 'does not lead' : 'has no part in';
  throw new Refusal('not_yours', `${unit} ${why} task ${state.id}`, state.id);
}

/** The date of a term: as it is given, or so many working days from today. */
function dueOf(context: Context, { dueOn, workdays }: { dueOn?: string; workdays?: number }): string {
  if (dueOn !== undefined && workdays === undefined) {
    if (!isDay(dueOn)) throw new Refusal('bad_input', `dueOn: ${dueOn} is no day`, 'dueOn');
    return dueOn;
  }
  if (workdays === undefined) throw new Refusal('bad_input', 'dueOn or workdays is missing', 'dueOn');
  if (dueOn !== undefined) throw new Refusal('bad_input', 'dueOn or workdays, not both', 'dueOn');
  return afterWorkdays(calendar, dayOf(context.now()), workdays);
}

/**
 * The next number of the year as this console knows it: `2024-12`, after so many that are handed out with it. Two
 * consoles apart may give the same one.
 */
function nextNumber(context: Context, after: number): string {
  const year = dayOf(context.now()).slice(0, 4);
  const used = statesIn<ActionState>(context.replica, 'action', ACTIONS).map(({ number }) => {
    const [of, n] = (number ?? '').split('-');
    return of === year && n !== undefined && /^\d+$/.test(n) ? Number(n) : 0;
  });
  return `${year}-${used.reduce((a, b) => Math.max(a, b), 0) + 1 + after}`;
}

/** The request that an answer is for: the one that is named, else the one that waits. */
function waitingOf<T extends { id: string; state: string; by: string }>(
  state: ActionState,
  requests: readonly T[],
  given: string | undefined,
): T {
  const found =
    given === undefined
      ? requests.findLast((each) => each.state === 'asked')
      : requests.find(({ id }) => id === given);
  if (!found) throw new Refusal('unknown_request', `task ${state.id}: no request waits`, given ?? state.id);
  return found;
}

function otherThan(context: Context, { by, id }: { by: string; id: string }): void {
  if (by === context.me.person)
    throw new Refusal('same_person', 'a request is decided by another person than who asked', id);
}

function write(
  context: Context,
  kind: string,
  subject: string,
  body: Record<string, unknown>,
): { id: string } {
  return { id: context.record(ACTIONS, kind, subject, body).id };
}

/** Writes a task: of a meeting's outcome too, under its id, with `source: {kind: 'meeting', meeting, item}`. */
export function handOut(
  context: Context,
  input: Parsed<'action.create'>,
  { id = context.newId(), after = 0 }: { id?: string; after?: number } = {},
): { id: string } {
  must(context, 'action.created');
  const { dueOn, workdays, ...rest } = input;
  const due = dueOf(context, { ...(dueOn && { dueOn }), ...(workdays && { workdays }) });
  if (due < dayOf(context.now())) throw new Refusal('past', `${due} is over`, 'dueOn');
  const given = {
    ...{ number: nextNumber(context, after), ...rest, lead: unitIdOf(context, rest.lead) },
    ...(rest.supporting && { supporting: rest.supporting.map((unit) => unitIdOf(context, unit)) }),
    ...{ dueOn: due, ...(workdays && { workdays }) },
  };
  parsed('action.created', ActionCreated, given);
  context.record(ACTIONS, 'action.created', id, given, { id });
  return { id };
}

export const acts = {
  'action.create': { run: (context, input) => handOut(context, input) },
  'action.receive': {
    run(context, { action, unit: given, ...rest }) {
      must(context, 'action.received');
      const state = running(context, action);
      const unit = own(context, state, given, 'any');
      if ([state.received, ...state.receipts].some((each) => each?.unit === unit))
        throw new Refusal('received', `${unit} has received task ${action} already`, action);
      return write(
        context,
        'action.received',
        action,
        parsed('action.received', ActionReceived, { ...rest, unit }),
      );
    },
  },
  'action.report': {
    run(context, { action, unit: given, ...rest }) {
      must(context, 'action.reported');
      const state = running(context, action);
      const unit = own(context, state, given, 'any');
      const today = dayOf(context.now());
      const body = parsed('action.reported', ActionReported, { on: today, ...rest, unit });
      if (body.on != null && body.on > today) throw new Refusal('future', `${body.on} has not come`, 'on');
      return write(context, 'action.reported', action, body);
    },
  },
  'action.extend': {
    run(context, { action, unit: given, dueOn, workdays, ...rest }) {
      must(context, 'action.extensionAsked');
      const state = running(context, action);
      const unit = own(context, state, given, 'lead');
      if (state.extensions.some((each) => each.state === 'asked'))
        throw new Refusal('pending', `task ${action}: a request for more time waits already`, action);
      const due = dueOf(context, { ...(dueOn && { dueOn }), ...(workdays && { workdays }) });
      if (due <= state.dueOn) throw new Refusal('due', `${due} is no later than ${state.dueOn}`, action);
      const body = parsed('action.extensionAsked', ExtensionAsked, { ...rest, unit, dueOn: due });
      return write(context, 'action.extensionAsked', action, body);
    },
  },
  'action.decide': {
    run(context, { action, request: given, ...rest }) {
      must(context, 'action.extended');
      const state = running(context, action);
      const request = waitingOf(state, state.extensions, given);
      otherThan(context, request);
      const dueOn = rest.granted ? (rest.dueOn ?? request.dueOn) : undefined;
      if (dueOn !== undefined && dueOn <= state.dueOn)
        throw new Refusal('due', `${dueOn} is no later than ${state.dueOn}`, action);
      const body = parsed('action.extended', Extended, { ...rest, request: request.id, dueOn });
      return write(context, 'action.extended', action, body);
    },
  },
  'action.close': {
    run(context, { action, unit: given, ...rest }) {
      must(context, 'action.closingAsked');
      const state = running(context, action);
      const unit = own(context, state, given, 'lead');
      if (state.stage === 'closing')
        throw new Refusal('pending', `task ${action}: closing is asked for already`, action);
      const body = parsed('action.closingAsked', ClosingAsked, {
        ...rest,
        text: rest.text || '申请销号',
        unit,
      });
      return write(context, 'action.closingAsked', action, body);
    },
  },
  'action.confirm': {
    run(context, { action, request: given, ...rest }) {
      must(context, 'action.confirmed');
      const state = running(context, action);
      const request = waitingOf(state, state.closings, given);
      otherThan(context, request);
      const body = parsed('action.confirmed', ClosingDecided, {
        ...{ result: 'confirmed', ...rest },
        request: request.id,
      });
      return write(context, 'action.confirmed', action, body);
    },
  },
  'action.drop': {
    run(context, { action, ...rest }) {
      must(context, 'action.closed');
      running(context, action);
      return write(context, 'action.closed', action, parsed('action.closed', ActionEnded, rest));
    },
  },
} satisfies Partial<Acts>;
