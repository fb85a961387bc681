import { type Alert, AlertRaised } from '../domain/alert.ts';
import { dayOf, parseTime } from '../domain/day.ts';
import { documentOn } from '../domain/documents.ts';
import { Refusal } from '../domain/rpc.ts';
import type { Acts } from './app.ts';
import { must, parsed } from './may.ts';

/** Pollution alerts, raised and lifted. */
export const acts = {
  'alert.raise': {
    run(context, input) {
      must(context, 'alert.raised');
      const body = parsed('alert.raised', AlertRaised, input);
      const id = context.newId();
      context.record(documentOn('alerts', dayOf(parseTime(body.from)!)), 'alert.raised', id, body, { id });
      return { id };
    },
  },
  'alert.lift': {
    run(context, { alert, ...rest }) {
      must(context, 'alert.lifted');
      for (const doc of context.replica.family('alerts')) {
        const state = context.replica.state<Alert>('alert', doc, alert);
        if (!state) continue;
        if (state.liftedAt !== null) throw new Refusal('lifted', `alert ${alert} is lifted already`, alert);
        return { id: context.record(doc, 'alert.lifted', alert, { ...rest, alert }).id };
      }
      throw new Refusal('unknown_alert', `${alert}: no such alert here`, alert);
    },
  },
} satisfies Partial<Acts>;
