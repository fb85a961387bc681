import { z } from 'zod';
import { type Calendar, CalendarStated, planOn } from '../domain/alert.ts';
import type { EnterpriseView, GatesTakes } from '../domain/contract/gate-days.ts';
import { COUNTIES, countyName, countyOf } from '../domain/county.ts';
import { addDays, isoShanghai } from '../domain/day.ts';
import { documentOn } from '../domain/documents.ts';
import { promisedBy } from '../domain/enterprise.ts';
import { inService, type Truck } from '../domain/fleet.ts';
import { type Row, standingsOf, TIERS } from '../domain/gate-table.ts';
import { canonical, type Json } from '../domain/ledger/canonical.ts';
import type { Entry } from '../domain/ledger/entry.ts';
import { EnterpriseRegistered, type EnterpriseState } from '../domain/registry.ts';
import { Refusal } from '../domain/rpc.ts';
import { type Asked, TRIPS_PER_TRUCK, takes } from '../domain/takes.ts';
import type { Acts, Context, Queries } from './app.ts';
import { decisionsOf } from './decisions.ts';
import { openDisputes } from './gate-days.ts';
import { countersOn, GATE_READS, tableOn } from './gates.ts';
import { carried, must, parsed } from './may.ts';
import { holds, momentOf } from './moment.ts';
import { statesIn } from './states.ts';

/** Enterprises as the source group works with them: the list, the page, and what it takes. */

const LIFT_DAYS = 30;

const registered = (context: Context) => statesIn<EnterpriseState>(context.replica, 'enterprise', 'registry');

function stateOf(context: Context, id: string): EnterpriseState {
  const found = registered(context).find((each) => each.id === id);
  if (!found) throw new Refusal('unknown_enterprise', `${id}: no such enterprise`, id);
  return found;
}

function lastRegistration(context: Context, enterprise: string): Entry | undefined {
  return context.replica
    .entries('registry')
    .findLast((entry) => entry.kind === 'enterprise.registered' && entry.subject === enterprise);
}

/** What stands in the registry must have the form of its code, and lie in a county of the city. */
const Registration = EnterpriseRegistered.extend({
  enterprise: z.string().regex(/^[0-9A-Z]{18}$/, 'not a unified social credit code (18 characters)'),
  county: z.string().refine((code) => countyOf(code) !== null, 'not a county of the city'),
});

function asker(context: Context, date: string) {
  const standings = standingsOf(decisionsOf(context).book);
  return (row: Row): Asked => {
    const { inForce, next } = standings(date, { id: row.enterprise, tier: row.tier, county: row.county });
    return {
      share: { released: row.released, green: row.green },
      target: inForce?.value ?? null,
      next: next && { value: next.value, dueOn: next.dueOn },
    };
  };
}

function takesOn(context: Context, date: string): GatesTakes {
  const { rows } = tableOn(context, date);
  const ask = asker(context, date);
  const of = (some: readonly Row[]) => takes(some.map(ask));
  const promises = new Map(registered(context).map((each) => [each.id, each.promises]));
  const trucks = holds(context, 'fleet', date) ? statesIn<Truck>(context.replica, 'truck', 'fleet') : null;
  const promised = (id: string) => promisedBy(promises.get(id) ?? [], date);
  return {
    date,
    tripsPerTruck: TRIPS_PER_TRUCK,
    city: of(rows),
    tiers: TIERS.map((tier) => ({ tier, ...of(rows.filter((row) => row.tier === tier)) })),
    counties: COUNTIES.map(({ code }) => ({
      ...{ county: code, name: countyName(code) },
      ...of(rows.filter((row) => row.county === code)),
    })),
    enterprises: rows.map((row) => ({
      ...{ enterprise: row.enterprise, name: row.name, tier: row.tier, county: row.county },
      ...takes([ask(row)]),
      promised: promised(row.enterprise),
    })),
    fleet: {
      inService: trucks === null ? null : trucks.filter((truck) => inService(truck, date)).length,
      promised: rows.reduce((sum, row) => sum + promised(row.enterprise), 0),
    },
  };
}

/** Barriers lifted by hand, day by day: they pass by every rule, so they are a series of their own. */
function liftsOf(context: Context, id: string, date: string): EnterpriseView['lifts'] {
  return Array.from({ length: LIFT_DAYS }, (_, index) => {
    const day = addDays(date, index - LIFT_DAYS + 1);
    return { date: day, lifts: countersOn(context, day).get(id)?.manualLifts ?? 0 };
  });
}

function viewOf(context: Context, id: string, asked: string | undefined): EnterpriseView {
  const { date } = momentOf(context, asked);
  carried(context, `gates/${date}`);
  const state = stateOf(context, id);
  const row = tableOn(context, date).rows.find((each) => each.enterprise === id) ?? null;
  const counters = countersOn(context, date).get(id);
  const calendar = context.replica
    .family('alerts')
    .flatMap((doc) => statesIn<Calendar>(context.replica, 'calendar', doc))
    .filter((each) => each.enterprise === id);
  const spans = calendar.flatMap((each) => each.spans);
  const when = (ms: number | null | undefined) => (ms == null ? null : isoShanghai(ms));
  return {
    ...{
      enterprise: id,
      name: state.name,
      shortName: state.shortName,
      tier: state.tier,
      county: state.county,
    },
    ...{ countyName: countyName(state.county), industry: state.industry, responsible: state.responsible },
    performance: state.performance,
    gates: state.gates.map((gate) => {
      const seen = counters?.gates[gate];
      return {
        ...{ gate, vendor: state.vendors[gate] ?? null, expected: state.expected?.[gate] ?? null },
        ...{ lastAt: when(seen?.lastAt), heartbeatAt: when(seen?.heartbeatAt) },
        ...{ cameras: seen?.cameras ?? null, queued: seen?.queued ?? null },
      };
    }),
    plan: { now: planOn({ enterprise: id, spans }, date), spans },
    promises: state.promises,
    date,
    row,
    takes: row && takes([asker(context, date)(row)]),
    lifts: liftsOf(context, id, date),
    disputes: openDisputes(context, id),
  };
}

export const queries = {
  'enterprises.list': {
    reads: GATE_READS,
    timed: true,
    run(context, input) {
      const { date } = momentOf(context, input.date);
      return { date, enterprises: tableOn(context, date).rows };
    },
  },
  'enterprise.view': {
    reads: GATE_READS,
    timed: true,
    run: (context, { enterprise, date }) => viewOf(context, enterprise, date),
  },
  'gates.takes': {
    reads: [...GATE_READS, 'fleet'],
    timed: true,
    run: (context, input) => takesOn(context, momentOf(context, input.date).date),
  },
} satisfies Partial<Queries>;

export const acts = {
  'calendar.state': {
    run(context, input) {
      must(context, 'calendar.stated');
      const body = parsed('calendar.stated', CalendarStated, input);
      stateOf(context, body.enterprise);
      if (body.to != null && body.to < body.from)
        throw new Refusal('bad_input', `calendar.stated: to: before ${body.from}`, body.enterprise);
      const doc = documentOn('alerts', body.from);
      return { id: context.record(doc, 'calendar.stated', body.enterprise, body).id };
    },
  },
  /** One that is new, or one that is there: of it what is not said stays. The same once more writes nothing. */
  'enterprise.register': {
    run(context, input) {
      must(context, 'enterprise.registered');
      const { enterprise } = parsed('enterprise.registered', Registration, input);
      const last = lastRegistration(context, enterprise);
      const body = { ...last?.body, ...input };
      if (last && canonical(last.body as Json) === canonical(body as Json)) return { id: last.id };
      return { id: context.record('registry', 'enterprise.registered', enterprise, body).id };
    },
  },
  /** The whole of what is known now, with what is changed: a registration is never a part. */
  'enterprise.state': {
    run(context, { enterprise, ...changes }) {
      must(context, 'enterprise.registered');
      stateOf(context, enterprise);
      const body = { ...lastRegistration(context, enterprise)!.body, ...changes, enterprise };
      return { id: context.record('registry', 'enterprise.registered', enterprise, body).id };
    },
  },
} satisfies Partial<Acts>;
