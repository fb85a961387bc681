import { type Alert, AlertRaised, type AlertState, alertAt, alertHolds } from '../domain/alert.ts';
import type { AlertsList } from '../domain/contract/alerts.ts';
import { dayOf, isoShanghai, parseTime } from '../domain/day.ts';
import { documentOn } from '../domain/documents.ts';
import { Refusal } from '../domain/rpc.ts';
import type { Acts, Queries } from './app.ts';
import { carried, must, parsed } from './may.ts';
import { statesIn } from './states.ts';

/** Pollution alerts, raised and lifted. */

type AlertRow = AlertsList['alerts'][number];

function stateOf(alert: Alert, now: number): AlertRow['state'] {
  if (alertHolds(alert, now)) return 'holds';
  if (alert.liftedAt !== null && alert.liftedAt <= now) return 'lifted';
  return now < alert.from ? 'coming' : 'over';
}

export const queries = {
  'alerts.list': {
    reads: ['alerts'],
    timed: true,
    run(context) {
      const now = context.now();
      carried(context, documentOn('alerts', dayOf(now)));
      const alerts = context.replica
        .family('alerts')
        .flatMap((doc) => statesIn<AlertState>(context.replica, 'alert', doc))
        .sort((a, b) => b.from - a.from || (a.id < b.id ? -1 : 1));
      const when = (at: number | null) => (at === null ? null : isoShanghai(at));
      return {
        holding: alertAt(alerts, now)?.id ?? null,
        alerts: alerts.map((alert) => ({
          ...alert,
          ...{ from: isoShanghai(alert.from), until: when(alert.until), liftedAt: when(alert.liftedAt) },
          state: stateOf(alert, now),
        })),
      };
    },
  },
} satisfies Partial<Queries>;

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
