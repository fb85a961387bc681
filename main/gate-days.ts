import {
  type Closing,
  type Closure,
  GateDayClosed,
  GateDayCorrected,
  GateDayWaived,
  openEnds,
} from '../domain/closing.ts';
import type { GateDaysClosing, GatesDoubtful } from '../domain/contract/gate-days.ts';
import { countyName } from '../domain/county.ts';
import { dayOf, endOfDay, isoShanghai } from '../domain/day.ts';
import { type Dispute, GateDayAnswered, GateDayDisputed } from '../domain/dispute.ts';
import { documentOn } from '../domain/documents.ts';
import type { GateCounters } from '../domain/gate-day.ts';
import type { Gated } from '../domain/gate-table.ts';
import { mask } from '../domain/plate.ts';
import { Refusal } from '../domain/rpc.ts';
import { doubtOf, GateDaySettled, type Settled } from '../domain/settle.ts';
import { percentFloor1 } from '../domain/share.ts';
import { afterWorkdays } from '../domain/workday.ts';
import { workdays } from '../replica/workdays.ts';
import type { Acts, Context, Queries } from './app.ts';
import { nameOf } from './decisions.ts';
import { closingsOn, countersOn, detailRows, GATE_READS, type Standing } from './gates.ts';
import { seesOnlyMasked } from './keep.ts';
import { carried, must, parsed } from './may.ts';
import { enterprisesOf } from './registry.ts';
import { statesIn } from './states.ts';

/** The office's work on a day: doubtful reads settled, closed or waived, corrected beside; disputes and their answers. */

/** Working days for the answer to a dispute (our limit, 依据待核). */
const ANSWER_WORKDAYS = 5;

const sumOf = (values: Record<string, number> | null | undefined) =>
  values ? Object.values(values).reduce((sum, value) => sum + value, 0) : null;

/** Whether a waiver still speaks of what is here: one for other numbers is none. */
function waiverOf(closing: Closing | undefined, declared: number | null, received: number) {
  return (
    closing?.waivers.findLast((each) => each.declared === declared && each.received === received) ?? null
  );
}

type ClosingRow = GateDaysClosing['rows'][number];

function stateOf(standing: Standing | undefined, ends: unknown[], waived: boolean): ClosingRow['state'] {
  if (standing?.closure) return 'final';
  if (standing?.closing.closures.length) return 'signed';
  if (ends.length === 0) return 'ready';
  return waived ? 'waived' : 'waiver_needed';
}

function closingRow(
  context: Context,
  of: Gated,
  counters: GateCounters | undefined,
  standing: Standing | undefined,
): ClosingRow {
  const name = nameOf(context);
  const told = <T extends { by: string; at: number }>({ by, at, ...rest }: T) => ({
    ...rest,
    by: name(by),
    at: isoShanghai(at),
  });
  const closure = standing?.closure ?? standing?.closing.closures[0] ?? null;
  const figures = closure?.figures ??
    counters ?? { released: 0, green: 0, received: 0, unread: 0, suspect: 0 };
  const declared = closure ? closure.declared : sumOf(counters?.declared);
  const ends = closure ? [] : openEnds(of.gates, counters?.declared ?? null, counters?.receivedByGate ?? {});
  const waiver = closure
    ? (standing!.closing.waivers.find((each) => each.entry === closure.waiver) ?? null)
    : waiverOf(standing?.closing, declared, figures.received);
  return {
    ...{
      enterprise: of.id,
      name: of.name,
      tier: of.tier,
      county: of.county,
      countyName: countyName(of.county),
    },
    ...{ released: figures.released, green: figures.green, received: figures.received, declared },
    percent: percentFloor1(figures.green, figures.released),
    manualLifts: counters?.manualLifts ?? 0,
    openEnds: ends,
    doubtful: figures.unread + figures.suspect,
    state: stateOf(standing, ends, waiver !== null),
    waiver: waiver && told({ reason: waiver.reason, by: waiver.by, at: waiver.at }),
    closed: closure && told({ entry: closure.entry, by: closure.by, at: closure.at }),
    corrections: (standing?.closing.corrections ?? []).map(({ entry: _, ...each }) => told(each)),
    late: closure ? Math.max(counters?.corrections ?? 0, (counters?.received ?? 0) - figures.received, 0) : 0,
  };
}

function closingTable(context: Context, date: string): GateDaysClosing {
  carried(context, `gates/${date}`);
  const counters = countersOn(context, date);
  const closings = closingsOn(context, date);
  const rows = enterprisesOf(context).map((each) =>
    closingRow(context, each, counters.get(each.id), closings.get(each.id)),
  );
  const place = { waiver_needed: 0, waived: 1, ready: 2, signed: 3, final: 4 };
  rows.sort((a, b) => place[a.state] - place[b.state] || (a.name < b.name ? -1 : 1));
  const count = (...states: ClosingRow['state'][]) =>
    rows.filter(({ state }) => states.includes(state)).length;
  return {
    date,
    over: context.now() >= endOfDay(date),
    rows,
    counts: { final: count('final'), ready: count('ready', 'waived'), open: count('waiver_needed') },
  };
}

async function doubtful(context: Context, date: string, id: string): Promise<GatesDoubtful> {
  const doc = documentOn('gate-days', date);
  const name = nameOf(context);
  const settled = context.replica.state<Settled>('settled', doc, `${date} ${id}`)?.items ?? [];
  const done = new Map(settled.map((each) => [each.passage, each.revision]));
  const { detail: hash = null, expired = null } = countersOn(context, date).get(id) ?? {};
  const rows = hash === null ? [] : await detailRows(context, hash);
  const reads = (rows ?? []).flatMap((row) => {
    const doubt = row.outcome === 'released' ? doubtOf(row) : null;
    if (!doubt || row.settled !== undefined || done.get(row.id) === row.revision) return [];
    const { revision, gate, plate, colour, vehicleType, green } = row;
    return [
      { passage: row.id, at: isoShanghai(row.at), revision, gate, plate, colour, vehicleType, green, doubt },
    ];
  });
  return {
    ...{ date, enterprise: id, notDownloaded: rows === null, expired, reads },
    closed: (closingsOn(context, date).get(id)?.closing.closures.length ?? 0) > 0,
    settled: settled.map(({ passage, plate, colour, vehicleType, reason, by, at }) => ({
      ...{ passage, colour, vehicleType, reason, by: name(by), at: isoShanghai(at) },
      plate: expired && plate && seesOnlyMasked(context) ? mask(plate) : plate,
    })),
  };
}

function disputesOf(context: Context, month: string | undefined): Dispute[] {
  const docs = month === undefined ? context.replica.family('gate-days') : [`gate-days/${month}`];
  return docs.flatMap((doc) => statesIn<Dispute>(context.replica, 'dispute', doc));
}

/** Open disputes of an enterprise. */
export function openDisputes(context: Context, enterprise: string): number {
  return disputesOf(context, undefined).filter((each) => each.enterprise === enterprise && !each.ended)
    .length;
}

export const queries = {
  'gateDays.closing': {
    reads: GATE_READS,
    timed: true,
    run: (context, { date }) => closingTable(context, date),
  },
  'gates.doubtful': {
    reads: GATE_READS,
    run: (context, { date, enterprise }) => doubtful(context, date, enterprise),
  },
  'gateDays.disputes': {
    reads: ['gate-days', 'registry'],
    timed: true,
    run(context, { month, enterprise }) {
      const name = nameOf(context);
      const names = new Map(enterprisesOf(context).map((each) => [each.id, each.name]));
      const today = dayOf(context.now());
      const disputes = disputesOf(context, month)
        .filter((each) => enterprise === undefined || each.enterprise === enterprise)
        .sort(
          (a, b) =>
            Number(a.ended) - Number(b.ended) ||
            (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : b.at - a.at),
        )
        .map(({ later: _, ended, answer, ...each }) => ({
          ...each,
          ...{
            name: names.get(each.enterprise) ?? each.enterprise,
            by: name(each.by),
            at: isoShanghai(each.at),
          },
          state: ended
            ? ('answered' as const)
            : each.dueOn < today
              ? ('overdue' as const)
              : each.dueOn === today
                ? ('due' as const)
                : ('open' as const),
          answer: answer && {
            ...{
              outcome: answer.outcome,
              text: answer.text,
              by: name(answer.by),
              at: isoShanghai(answer.at),
            },
          },
        }));
      return { disputes };
    },
  },
} satisfies Partial<Queries>;

/** The enterprise's row of a day that is over and not closed. @throws {Refusal} where it is not so. */
function openRow(context: Context, date: string, enterprise: string): ClosingRow {
  const table = closingTable(context, date);
  const row = table.rows.find((each) => each.enterprise === enterprise);
  if (!row) throw new Refusal('unknown_enterprise', `${enterprise}: no such enterprise`, enterprise);
  if (!table.over) throw new Refusal('day_open', `${date} is not over yet`, enterprise);
  if (row.closed)
    throw new Refusal(
      'day_closed',
      `${date} of ${row.name} was closed by ${row.closed.by} at ${row.closed.at}`,
      enterprise,
    );
  return row;
}

function record(
  context: Context,
  kind: string,
  date: string,
  subject: string,
  body: Record<string, unknown>,
) {
  return context.record(documentOn('gate-days', date), kind, subject, body, { sign: true });
}

function waive(context: Context, row: ClosingRow, date: string, reason: string): string {
  const given = { date, enterprise: row.enterprise, declared: row.declared, received: row.received, reason };
  const body = parsed('gate-day.waived', GateDayWaived, given);
  return record(context, 'gate-day.waived', date, row.enterprise, body).id;
}

/** Closes one row; a waiver's reason makes the waiver first, in the same transaction. */
function close(
  context: Context,
  date: string,
  row: ClosingRow,
  reason: string | undefined,
): Closure['entry'] {
  let waiver: string | null = null;
  if (row.openEnds.length) {
    const standing = closingsOn(context, date).get(row.enterprise)?.closing;
    waiver = waiverOf(standing, row.declared, row.received)?.entry ?? null;
    if (waiver === null && reason !== undefined) waiver = waive(context, row, date, reason);
    if (waiver === null) {
      const ends = row.openEnds.map(
        ({ gate, declared, received }) => `${gate}: ${declared ?? '—'} ≠ ${received}`,
      );
      throw new Refusal(
        'not_matching',
        `${row.name}: declared and received differ (${ends.join('; ')}); a waiver with a reason is needed`,
        row.enterprise,
      );
    }
  }
  const counters = countersOn(context, date).get(row.enterprise);
  const { released = 0, green = 0, unread = 0, suspect = 0, strict = 0, received = 0 } = counters ?? {};
  const body = parsed('gate-day.closed', GateDayClosed, {
    ...{ date, enterprise: row.enterprise, released, green, unread, suspect, strict, received },
    ...{ declared: row.declared, waiver, detail: counters?.detail ?? null },
  });
  return record(context, 'gate-day.closed', date, row.enterprise, body).id;
}

function disputeOf(context: Context, id: string): { doc: string; dispute: Dispute } {
  for (const doc of context.replica.family('gate-days').toReversed()) {
    const dispute = context.replica.state<Dispute>('dispute', doc, id);
    if (dispute) return { doc, dispute };
  }
  throw new Refusal('unknown_dispute', `${id}: no such dispute here`, id);
}

export const acts = {
  'gateDay.close': {
    run(context, { date, enterprise, reason }) {
      must(context, 'gate-day.closed');
      return { id: close(context, date, openRow(context, date, enterprise), reason) };
    },
  },
  /** Every enterprise of the day that is in order, or waived; the others are named with what stands open. */
  'gateDay.closeAll': {
    run(context, { date }) {
      must(context, 'gate-day.closed');
      const table = closingTable(context, date);
      if (!table.over) throw new Refusal('day_open', `${date} is not over yet`, date);
      const open = table.rows.filter((each) => !each.closed);
      const good = open.filter(({ state }) => state === 'ready' || state === 'waived');
      const made = good.map((row) => close(context, date, row, undefined));
      const refused = open.flatMap((row, index) =>
        row.state === 'waiver_needed'
          ? [
              {
                index,
                id: row.enterprise,
                field: 'declared',
                reason: `${row.declared ?? '—'} ≠ ${row.received}`,
              },
            ]
          : [],
      );
      return {
        id: made[0] ?? '',
        accepted: made.length,
        duplicates: table.rows.length - open.length,
        refused,
      };
    },
  },
  'gateDay.waive': {
    run(context, { date, enterprise, reason }) {
      must(context, 'gate-day.waived');
      const row = openRow(context, date, enterprise);
      if (!row.openEnds.length)
        throw new Refusal('matching', `${row.name}: declared and received are the same`, enterprise);
      return { id: waive(context, row, date, reason) };
    },
  },
  'gateDay.settle': {
    run(context, input) {
      must(context, 'gate-day.settled');
      const body = parsed('gate-day.settled', GateDaySettled, { revision: 0, ...input });
      const { date, enterprise } = body;
      if (closingsOn(context, date).get(enterprise)?.closing.closures.length)
        throw new Refusal('day_closed', `${date} is closed: a correction stands beside it`, enterprise);
      return { id: record(context, 'gate-day.settled', date, enterprise, body).id };
    },
  },
  'gateDay.correct': {
    run(context, input) {
      must(context, 'gate-day.corrected');
      const body = parsed('gate-day.corrected', GateDayCorrected, input);
      if (!closingsOn(context, body.date).get(body.enterprise)?.closing.closures.length)
        throw new Refusal(
          'day_open',
          `${body.date} is not closed: it is counted again by itself`,
          body.enterprise,
        );
      return { id: record(context, 'gate-day.corrected', body.date, body.enterprise, body).id };
    },
  },
  'gateDay.dispute': {
    run(context, input) {
      must(context, 'gate-day.disputed');
      const dueOn = afterWorkdays(workdays, dayOf(context.now()), ANSWER_WORKDAYS);
      const body = parsed('gate-day.disputed', GateDayDisputed, { dueOn, ...input });
      if (!enterprisesOf(context).some((each) => each.id === body.enterprise))
        throw new Refusal('unknown_enterprise', `${body.enterprise}: no such enterprise`, body.enterprise);
      const id = context.newId();
      record(context, 'gate-day.disputed', body.date, id, body);
      return { id };
    },
  },
  'gateDay.answer': {
    run(context, input) {
      must(context, 'gate-day.answered');
      const body = parsed('gate-day.answered', GateDayAnswered, input);
      const { doc, dispute } = disputeOf(context, body.dispute);
      if (dispute.answer) throw new Refusal('answered', `${dispute.id} was answered already`, dispute.id);
      return { id: context.record(doc, 'gate-day.answered', dispute.id, body, { sign: true }).id };
    },
  },
} satisfies Partial<Acts>;
