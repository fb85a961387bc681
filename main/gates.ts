import { gunzipSync } from 'node:zlib';
import { type Calendar, planOn } from '../domain/alert.ts';
import { type Closing, type Closure, standing } from '../domain/closing.ts';
import type { GatesExplain } from '../domain/contract/gates.ts';
import { addDays, isoShanghai } from '../domain/day.ts';
import { documentOn } from '../domain/documents.ts';
import { GATE_RULE, type Verdict, whyOf } from '../domain/gate.ts';
import { dayState, type GateCounters } from '../domain/gate-day.ts';
import { type DetailPassage, GateDetail } from '../domain/gate-detail.ts';
import { type Gated, gateTable, targetRef } from '../domain/gate-table.ts';
import type { Passage } from '../domain/passage.ts';
import { Refusal } from '../domain/rpc.ts';
import { percentFloor1, type Share, sumShares } from '../domain/share.ts';
import { gateTarget } from '../domain/target.ts';
import type { Context, Queries, Reads } from './app.ts';
import { boundAt } from './bound.ts';
import { decisionsOf } from './decisions.ts';
import { carried } from './may.ts';
import { momentOf } from './moment.ts';
import { enterprisesOf } from './registry.ts';
import { madeOf, statesIn } from './states.ts';

/** The gates' day, its explanation and its past. */
export const GATE_READS: readonly Reads[] = [
  'gates',
  'gate-days',
  'registry',
  'targets',
  'receipts',
  'alerts',
];

export function countersOn(context: Context, date: string): ReadonlyMap<string, GateCounters> {
  const values = context.replica.gauge(`gates/${date}`);
  return (values ?? new Map()) as ReadonlyMap<string, GateCounters>;
}

export interface Standing {
  closing: Closing;
  /** The closing that binds: signed, receipted, the first of them. */
  closure: Closure | null;
}

/** What of a day was closed, waived and corrected, by enterprise. */
export function closingsOn(context: Context, date: string): ReadonlyMap<string, Standing> {
  const doc = documentOn('gate-days', date);
  const byDay = madeOf(context.replica, doc, 'by day', () =>
    Map.groupBy(statesIn<Closing>(context.replica, 'closing', doc), (each) => each.date),
  );
  const sequence = (entry: string) => boundAt(context, doc, entry);
  return new Map(
    (byDay.get(date) ?? []).map((closing) => [
      closing.enterprise,
      { closing, closure: standing(closing, sequence) },
    ]),
  );
}

/**
 * Shares of a day by enterprise: what was closed where it was, else the day's counters. Null where nothing of the day
 * is here. Kept until a commit touches the day: thirty of them stand behind each table.
 */
export function sharesOn(context: Context, date: string): ReadonlyMap<string, Share> | null {
  const gauge = `gates/${date}`;
  const counted = madeOf(context.replica, gauge, 'shares', () => {
    const shares = new Map<string, Share>();
    for (const [id, { released, green }] of countersOn(context, date)) shares.set(id, { released, green });
    return shares;
  });
  const closings = [...closingsOn(context, date)].filter(([, { closure }]) => closure !== null);
  if (closings.length === 0) return counted.size > 0 ? counted : null;
  const shares = new Map(counted);
  for (const [enterprise, { closure }] of closings) shares.set(enterprise, closure!.figures);
  return shares;
}

/** Also what was stated last year and lasts. */
function plansOn(context: Context, date: string) {
  const plans = new Map<string, ReturnType<typeof planOn>>();
  for (const doc of context.replica.family('alerts'))
    for (const each of statesIn<Calendar>(context.replica, 'calendar', doc)) {
      const plan = planOn(each, date);
      if (plan !== 'running' || !plans.has(each.enterprise)) plans.set(each.enterprise, plan);
    }
  return plans;
}

/** The whole table of a day. @throws {Refusal} `not_carried` */
export function tableOn(context: Context, date: string, enterprises = enterprisesOf(context)) {
  carried(context, `gates/${date}`);
  const closings = closingsOn(context, date);
  return gateTable({
    date,
    now: context.now(),
    enterprises,
    counters: countersOn(context, date),
    closed: new Map(
      [...closings].flatMap(([id, { closure }]) => (closure ? [[id, closure.figures] as const] : [])),
    ),
    corrected: new Map([...closings].map(([id, { closing }]) => [id, closing.corrections.length])),
    plans: plansOn(context, date),
    book: decisionsOf(context).book,
    past: (day) => sharesOn(context, day),
  });
}

export interface TrendOf {
  enterprise?: string | undefined;
  tier?: Gated['tier'] | undefined;
  county?: string | undefined;
}

/**
 * A share over the days up to `until`. Its target is that of the enterprise or of the tier; a county's or the city's
 * mixes both tiers and has none.
 */
export function trendOf(context: Context, until: string, days: number, of: TrendOf) {
  const { book } = decisionsOf(context);
  const chosen = enterprisesOf(context).filter(
    (each) =>
      (of.enterprise === undefined || each.id === of.enterprise) &&
      (of.tier === undefined || each.tier === of.tier) &&
      (of.county === undefined || each.county === of.county),
  );
  const one = of.enterprise === undefined ? undefined : chosen[0];
  const tier = one?.tier ?? of.tier;
  return Array.from({ length: days }, (_, index) => {
    const date = addDays(until, index - days + 1);
    const shares = sharesOn(context, date);
    const own = chosen.flatMap((each) => shares?.get(each.id) ?? []);
    const { released, green } = sumShares(own);
    const county = one?.county ?? of.county;
    const target =
      tier === undefined
        ? null
        : gateTarget(book, {
            day: date,
            tier,
            ...(county === undefined ? {} : { county }),
            ...(one ? { enterprise: one.id } : {}),
          }).inForce;
    return {
      date,
      released,
      green,
      percent: percentFloor1(green, released),
      target: target?.value ?? null,
      day: own.length === 0 ? ('none' as const) : stateOf(context, date, chosen, shares!),
    };
  });
}

/** A day of several enterprises is final once each that has figures is. */
function stateOf(
  context: Context,
  date: string,
  chosen: readonly Gated[],
  shares: ReadonlyMap<string, Share>,
) {
  const closings = closingsOn(context, date);
  const closed = chosen.every((each) => !shares.has(each.id) || closings.get(each.id)?.closure);
  return dayState(date, context.now(), closed);
}

type Explained = GatesExplain['passages'][number];

function explained(row: DetailPassage): Explained {
  const verdict: Verdict = {
    id: row.id,
    outcome: row.outcome,
    reason: row.reason as Verdict['reason'],
    green: row.green,
    unread: row.unread,
    suspect: row.suspect,
    unknownClass: row.unknownClass,
    ...(row.duplicateOf === undefined ? {} : { duplicateOf: row.duplicateOf }),
    ...(row.secondsAfter === undefined ? {} : { secondsAfter: row.secondsAfter }),
  };
  const { direction, gate, plate, revision } = row;
  const passage: Passage = {
    ...{ id: row.id, enterprise: '', gate, direction, at: row.at, released: true, plate, revision },
    ...(row.vehicleType === null ? {} : { vehicleType: row.vehicleType }),
    plateColor: {
      system: 'TEXT',
      code: row.colour,
      norm: row.colour as NonNullable<Passage['plateColor']>['norm'],
    },
  };
  return {
    id: row.id,
    at: isoShanghai(row.at),
    gate,
    plate,
    colour: row.colour,
    vehicleType: row.vehicleType,
    outcome: row.outcome,
    green: row.green,
    unread: row.unread,
    suspect: row.suspect,
    unknownClass: row.unknownClass,
    reason: row.reason,
    why: whyOf(passage, verdict, 'zh'),
    ...(row.duplicateOf === undefined ? {} : { duplicateOf: row.duplicateOf }),
  };
}

/** The day's passages from the detail file; null while it is away. @throws where the file is not what it says. */
export async function detailRows(context: Context, hash: string): Promise<DetailPassage[] | null> {
  const bytes = await context.fetchDetail(hash);
  if (!bytes) return null;
  const detail = GateDetail.safeParse(JSON.parse(gunzipSync(bytes).toString('utf8')));
  if (!detail.success) throw new Refusal('newer', 'this detail file needs a newer console', hash);
  return detail.data.passages;
}

async function explain(context: Context, date: string, id: string): Promise<GatesExplain> {
  const enterprise = enterprisesOf(context).find((each) => each.id === id);
  if (!enterprise) throw new Refusal('unknown_enterprise', `${id}: no such enterprise`, id);
  const row = tableOn(context, date).rows.find((each) => each.enterprise === id)!;
  const { tier, county, name } = enterprise;
  const { inForce } = gateTarget(decisionsOf(context).book, { day: date, tier, county, enterprise: id });
  const counters = countersOn(context, date).get(id);
  const { version, zh, en, basis } = GATE_RULE;
  const rows = counters?.detail ? await detailRows(context, counters.detail) : [];
  const passages = rows === null ? null : rows.map(explained);
  const expired = counters?.expired;
  // Counters without a file: there is something behind them that is not here.
  const away =
    passages === null ||
    (counters !== undefined && counters.detail === null && !expired && counters.received > 0);
  return {
    date,
    enterprise: id,
    name,
    rule: { version, zh, en, basis },
    target: inForce && targetRef(inForce),
    row,
    left: counters?.left ?? {},
    ...(away ? { notDownloaded: true } : {}),
    ...(expired ? { expired } : {}),
    passages: passages ?? [],
  };
}

export const queries = {
  'gates.day': {
    reads: GATE_READS,
    timed: true,
    run: (context, { date }) => tableOn(context, date),
  },
  'gates.explain': {
    reads: GATE_READS,
    run: (context, { date, enterprise }) => explain(context, date, enterprise),
  },
  'gates.trend': {
    reads: GATE_READS,
    timed: true,
    run(context, { until, days, ...of }) {
      carried(context, `gates/${momentOf(context, until).date}`);
      return { points: trendOf(context, until, days, of) };
    },
  },
} satisfies Partial<Queries>;
