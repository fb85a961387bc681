import type { ActName, ErrandName, QueryName } from '../domain/contract.ts';
import * as actions from './actions.ts';
import * as agenda from './agenda.ts';
import * as alarms from './alarms.ts';
import * as alerts from './alerts.ts';
import type { ActHandler, Acts, ErrandHandler, Errands, Queries, QueryHandler } from './app.ts';
import * as cards from './cards.ts';
import * as cases from './cases.ts';
import * as chargers from './chargers.ts';
import * as checks from './checks.ts';
import * as drafts from './drafts.ts';
import * as enrol from './enrol.ts';
import * as enterprises from './enterprises.ts';
import * as feeds from './feeds.ts';
import * as field from './field.ts';
import * as fieldLists from './field-lists.ts';
import * as files from './files.ts';
import * as gateDays from './gate-days.ts';
import * as gates from './gates.ts';
import * as goals from './goals.ts';
import * as grounds from './grounds.ts';
import * as handover from './handover-list.ts';
import * as keep from './keep.ts';
import * as me from './me.ts';
import * as meetingActs from './meeting-acts.ts';
import * as meetings from './meetings.ts';
import * as overview from './overview.ts';
import * as ownKey from './own-key.ts';
import * as papers from './papers.ts';
import * as people from './people.ts';
import * as personal from './personal.ts';
import * as personalPapers from './personal-papers.ts';
import * as plans from './plans.ts';
import * as promises from './promises.ts';
import * as road from './road.ts';
import * as search from './search.ts';
import * as status from './status.ts';
import * as tables from './tables.ts';
import * as targets from './targets.ts';
import * as vehicles from './vehicles.ts';
import * as wall from './wall.ts';
import * as whatIf from './what-if.ts';

/** Every query and act of the contract, put together from the nouns: a missing one is a type error. */
const allQueries: Queries = {
  ...actions.queries,
  ...agenda.queries,
  ...alarms.queries,
  ...cards.queries,
  ...cases.queries,
  ...chargers.queries,
  ...drafts.queries,
  ...enrol.queries,
  ...feeds.queries,
  ...checks.queries,
  ...alerts.queries,
  ...enterprises.queries,
  ...field.queries,
  ...fieldLists.queries,
  ...gateDays.queries,
  ...gates.queries,
  ...goals.queries,
  ...grounds.queries,
  ...handover.queries,
  ...me.queries,
  ...meetings.queries,
  ...overview.queries,
  ...ownKey.queries,
  ...people.queries,
  ...personalPapers.queries,
  ...road.queries,
  ...plans.queries,
  ...search.queries,
  ...papers.queries,
  ...vehicles.queries,
  ...status.queries,
  ...targets.queries,
  ...wall.queries,
  ...whatIf.queries,
};
// A line each, so that two people can add one.
const allActs: Acts = {
  ...actions.acts,
  ...alarms.acts,
  ...alerts.acts,
  ...cards.acts,
  ...cases.acts,
  ...enterprises.acts,
  ...gateDays.acts,
  ...handover.acts,
  ...meetingActs.acts,
  ...people.acts,
  ...road.acts,
  ...plans.acts,
  ...promises.acts,
  ...targets.acts,
  ...vehicles.acts,
  ...wall.acts,
};
const allErrands: Errands = {
  ...drafts.errands,
  ...enrol.errands,
  ...files.errands,
  ...grounds.errands,
  ...keep.errands,
  ...ownKey.errands,
  ...personal.errands,
  ...people.errands,
  ...personalPapers.errands,
  ...field.errands,
  ...files.errands,
  ...grounds.errands,
  ...ownKey.errands,
  ...tables.errands,
};

export function queryOf<N extends QueryName>(name: N): QueryHandler<N> {
  return allQueries[name];
}

export function actOf<N extends ActName>(name: N): ActHandler<N> {
  return allActs[name];
}

export function errandOf<N extends ErrandName>(name: N): ErrandHandler<N> {
  return allErrands[name];
}
