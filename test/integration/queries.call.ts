import { contract, type Name, type Output } from '../../domain/contract.ts';
import { acts as actionActs, queries as actions } from '../../main/actions.ts';
import { acts as alarmActs, queries as alarms } from '../../main/alarms.ts';
import { acts as alertActs, queries as alerts } from '../../main/alerts.ts';
import type { Context } from '../../main/app.ts';
import { acts as caseActs, queries as cases } from '../../main/cases.ts';
import { queries as chargers } from '../../main/chargers.ts';
import { queries as checks } from '../../main/checks.ts';
import { errands as draftErrands, queries as drafts } from '../../main/drafts.ts';
import { acts as enterpriseActs, queries as enterprises } from '../../main/enterprises.ts';
import { queries as feeds } from '../../main/feeds.ts';
import { queries as fieldLists } from '../../main/field-lists.ts';
import { errands as fileErrands } from '../../main/files.ts';
import { acts as gateDayActs, queries as gateDays } from '../../main/gate-days.ts';
import { queries as gates } from '../../main/gates.ts';
import { queries as goals } from '../../main/goals.ts';
import { errands as groundErrands, queries as grounds } from '../../main/grounds.ts';
import { queries as handover, acts as handoverActs } from '../../main/handover-list.ts';
import { queries as me } from '../../main/me.ts';
import { queries as overview } from '../../main/overview.ts';
import { queries as papers } from '../../main/papers.ts';
import { queries as people, acts as peopleActs, errands as peopleErrands } from '../../main/people.ts';
import { queries as personal, errands as personalErrands } from '../../main/personal-papers.ts';
import { acts as planActs, queries as plans } from '../../main/plans.ts';
import { acts as promiseActs } from '../../main/promises.ts';
import { queries as road, acts as roadActs } from '../../main/road.ts';
import { queries as search } from '../../main/search.ts';
import { errands as tableErrands } from '../../main/tables.ts';
import { acts as targetActs, queries as targets } from '../../main/targets.ts';
import { acts as vehicleActs, queries as vehicles } from '../../main/vehicles.ts';
import { queries as wall, acts as wallActs } from '../../main/wall.ts';
import { queries as whatIf } from '../../main/what-if.ts';

const handlers = {
  ...{
    ...actions,
    ...alarms,
    ...alerts,
    ...cases,
    ...chargers,
    ...feeds,
    ...gates,
    ...goals,
    ...me,
    ...overview,
    ...checks,
    ...fieldLists,
    ...handover,
    ...enterprises,
    ...gateDays,
    ...road,
    ...vehicles,
    ...search,
    ...papers,
    ...people,
    ...personal,
    ...targets,
    ...wall,
    ...{ ...drafts, ...grounds, ...plans, ...whatIf },
  },
  ...{
    ...actionActs,
    ...alarmActs,
    ...alertActs,
    ...caseActs,
    ...enterpriseActs,
    ...gateDayActs,
    ...handoverActs,
    ...planActs,
    ...promiseActs,
    ...roadActs,
    ...targetActs,
    ...vehicleActs,
    ...wallActs,
    ...peopleActs,
    ...peopleErrands,
    ...personalErrands,
  },
  ...{ ...draftErrands, ...fileErrands, ...groundErrands, ...tableErrands },
};
type Handled = keyof typeof handlers & Name;

/** Calls a handler as the console does, with its input and its output held against the contract. */
export async function call<N extends Handled>(
  context: Context,
  name: N,
  input: Record<string, unknown> = {},
): Promise<Output<N>> {
  const run = handlers[name].run as (context: Context, input: unknown) => unknown;
  const parsed = contract[name].input.parse(input);
  const { kind, output } = contract[name];
  const answer =
    kind === 'act' ? context.replica.write(() => run(context, parsed)) : await run(context, parsed);
  return output.parse(answer) as Output<N>;
}
