import type { ActName, QueryName } from '../domain/contract.ts';
import type { ActHandler, Acts, Queries, QueryHandler } from './app.ts';
import { queries as status } from './status.ts';

/** Every query and act of the contract, put together from the nouns. */
const allQueries: Partial<Queries> = { ...status };
const allActs: Partial<Acts> = {};

export function queryOf<N extends QueryName>(name: N): QueryHandler<N> {
  const handler = allQueries[name];
  if (!handler) throw new Error(`${name}: not there yet`);
  return handler;
}

export function actOf<N extends ActName>(name: N): ActHandler<N> {
  const handler = allActs[name];
  if (!handler) throw new Error(`${name}: not there yet`);
  return handler;
}
