import type { z } from 'zod';
import { Promised, PromiseWithdrawn, promiseChanges } from '../domain/enterprise.ts';
import type { EnterpriseState } from '../domain/registry.ts';
import { Refusal } from '../domain/rpc.ts';
import type { Acts, Context } from './app.ts';
import { must, parsed } from './may.ts';

/** What enterprises promise (一企一策), one promise at a time: each word of it an entry. */

/** Said of what a list no longer has. */
const NOT_LISTED = '导入的表里没有';

function stateOf(context: Context, enterprise: string): EnterpriseState {
  const state = context.replica.state<EnterpriseState>('enterprise', 'registry', enterprise);
  if (!state) throw new Refusal('unknown_enterprise', `${enterprise}: no such enterprise`, enterprise);
  return state;
}

/** @throws {Refusal} `unknown_promise` for one that does not stand, withdrawn ones too. */
function standing(context: Context, enterprise: string, promise: string): void {
  if (!stateOf(context, enterprise).promises.some(({ id }) => id === promise))
    throw new Refusal('unknown_promise', `${promise}: no such promise stands`, promise);
}

function say(context: Context, body: z.infer<typeof Promised>): string {
  context.record('registry', 'enterprise.promised', body.enterprise, body);
  return body.promise;
}

function withdraw(context: Context, enterprise: string, promise: string, reason: string): string {
  const body = parsed('enterprise.promiseWithdrawn', PromiseWithdrawn, { enterprise, promise, reason });
  return context.record('registry', 'enterprise.promiseWithdrawn', enterprise, body).id;
}

export const acts = {
  'promise.state': {
    run(context, input) {
      must(context, 'enterprise.promised');
      const { enterprise, promise } = input;
      if (promise === undefined) stateOf(context, enterprise);
      else standing(context, enterprise, promise);
      const body = parsed('enterprise.promised', Promised, { ...input, promise: promise ?? context.newId() });
      return { id: say(context, body) };
    },
  },
  'promise.withdraw': {
    run(context, { enterprise, promise, reason }) {
      must(context, 'enterprise.promiseWithdrawn');
      standing(context, enterprise, promise);
      return { id: withdraw(context, enterprise, promise, reason) };
    },
  },
  'promise.list': {
    run(context, { enterprise, promises }) {
      must(context, 'enterprise.promised');
      const changes = promiseChanges(stateOf(context, enterprise).promises, promises);
      const said = changes.state.map(({ id, promise }) =>
        say(context, { ...promise, enterprise, promise: id ?? context.newId() }),
      );
      const gone = changes.withdraw.map((id) => withdraw(context, enterprise, id, NOT_LISTED));
      return { id: said[0] ?? gone[0] ?? '' };
    },
  },
} satisfies Partial<Acts>;
