import type { ActionState } from '../domain/action.ts';
import { type Lit, litAt, plainUnitName, worstFirst } from '../domain/action-board.ts';
import { dayOf } from '../domain/day.ts';
import type { MeetingState } from '../domain/meeting.ts';
import { lacking, type PlanOutcome } from '../domain/meeting-plan.ts';
import { Refusal } from '../domain/rpc.ts';
import { workdays } from '../replica/workdays.ts';
import { actionOf, lightsOf } from './action-queries.ts';
import { handOut } from './actions.ts';
import type { Context } from './app.ts';
import { mayDo } from './may.ts';
import { statesIn } from './states.ts';

/** A meeting's outcomes that are tasks, as they are handed out and as they stand later. */

/** Tasks that meetings handed out, the worst first. */
export function meetingTasks(context: Context): Lit[] {
  const { replica } = context;
  const rules = lightsOf(context);
  const states = statesIn<ActionState>(replica, 'action', 'actions');
  const own = states.filter(({ source }) => source.kind === 'meeting');
  return litAt(own, context.now(), workdays, rules).sort(worstFirst);
}

export const leadName = plainUnitName;

export const isHandedOut = (context: Context, { id }: { id: string }): boolean =>
  actionOf(context, id) !== null;

/** Hands a task out under its outcome's id. @throws {Refusal} `lacking` naming what it still needs */
export function handOutOne(
  context: Context,
  { id: meeting }: MeetingState,
  outcome: PlanOutcome,
  after = 0,
): { id: string } {
  const { id, item, kind, text, measure, lead, supporting, person, dueOn } = outcome;
  if (kind !== 'task') throw new Refusal('bad_input', `${id} is no task`, id);
  const lacks = lacking(outcome);
  if (lacks.length > 0) throw new Refusal('lacking', `the task lacks ${lacks.join(', ')}`, id);
  const given = {
    ...{ content: text, measure, lead, supporting, dueOn: dueOn! },
    ...(person !== '' && { person }),
    source: { kind: 'meeting' as const, meeting, item },
  };
  return handOut(context, given, { id, after });
}

/** Hands out every task that lacks nothing; a date that is over stays for a person to mend. */
export function handOutLeft(context: Context, meeting: MeetingState, outcomes: readonly PlanOutcome[]): void {
  if (!mayDo(context, 'action.created')) return;
  const today = dayOf(context.now());
  const ready = outcomes.filter(
    (each) =>
      each.kind === 'task' &&
      lacking(each).length === 0 &&
      each.dueOn! >= today &&
      !isHandedOut(context, each),
  );
  for (const [after, outcome] of ready.entries()) handOutOne(context, meeting, outcome, after);
}
