import type { ActName, ErrandName, QueryName } from '../domain/contract.ts';
import * as actions from './actions.ts';
import * as agenda from './agenda.ts';
import * as alarms from './alarms.ts';
import * as alerts from './alerts.ts';
import type { ActHandler, Acts, ErrandHandler, Errands, Queries, QueryHandler } from './app.ts';
import * as cards from './cards.ts';
import * as cases from './cases.ts';
import * as chargers from './chargers.ts';
import * as feeds from './feeds.ts';
import * as gates from './gates.ts';
import * as goals from './goals.ts';
import * as me from './me.ts';
import * as meetingActs from './meeting-acts.ts';
import * as meetings from './meetings.ts';
import * as overview from './overview.ts';
import * as ownKey from './own-key.ts';
import * as search from './search.ts';
import * as status from './status.ts';
import * as targets from './targets.ts';
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
  ...feeds.queries,
  ...gates.queries,
  ...goals.queries,
  ...me.queries,
  ...meetings.queries,
  ...overview.queries,
  ...ownKey.queries,
  ...search.queries,
  ...status.queries,
  ...targets.queries,
  ...wall.queries,
  ...whatIf.queries,
};
const allActs: Acts = {
  ...actions.acts,
  ...alarms.acts,
  ...alerts.acts,
  ...cases.acts,
  ...meetingActs.acts,
  ...targets.acts,
  ...wall.acts,
};
const allErrands: Errands = { ...ownKey.errands };

export function queryOf<N extends QueryName>(name: N): QueryHandler<N> {
  return allQueries[name];
}

export function actOf<N extends ActName>(name: N): ActHandler<N> {
  return allActs[name];
}

export function errandOf<N extends ErrandName>(name: N): ErrandHandler<N> {
  return allErrands[name];
}
