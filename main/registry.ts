import type { Gated } from '../domain/gate-table.ts';
import {
  type EnterpriseState,
  eachConnectorOnce,
  type OperatorState,
  type StationState,
} from '../domain/registry.ts';
import type { Context } from './app.ts';
import { carried } from './may.ts';
import { madeOf, statesIn } from './states.ts';

/** What the registry names, as the queries want it. */
export function enterprisesOf(context: Context): Gated[] {
  carried(context, 'registry');
  return madeOf(context.replica, 'registry', 'gated', () =>
    statesIn<EnterpriseState>(context.replica, 'enterprise', 'registry').map(gatedOf),
  );
}

function gatedOf({ id, name, shortName, tier, county, gates, responsible }: EnterpriseState): Gated {
  return { id, name, shortName, tier, county, gates, responsible: responsible?.person ?? null };
}

export function stationsOf(context: Context): StationState[] {
  return madeOf(context.replica, 'registry', 'stations', () =>
    eachConnectorOnce(statesIn<StationState>(context.replica, 'station', 'registry')),
  );
}

export function operatorName(context: Context, id: string): string {
  const operators = statesIn<OperatorState>(context.replica, 'operator', 'registry');
  return operators.find((each) => each.id === id)?.name ?? id;
}
