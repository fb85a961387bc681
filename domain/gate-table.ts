import { COUNTIES, countyName } from './county.ts';
import { addDays, isoShanghai } from './day.ts';
import { dayState, feedOf, type GateCounters, reportingGates } from './gate-day.ts';
import { percentFloor1, rank, type Share, shareStatus, sumShares, tripsShort } from './share.ts';
import { gateTarget, type Line, type Standing, type TargetBook } from './target.ts';

/** The day's table of the gate scene: enterprises ranked within their tier, tiers, counties, coverage. */

export const TIERS = ['key_dual_high', 'other_gated'] as const;
export type Tier = (typeof TIERS)[number];

/** An enterprise with gates, as the registry has it. */
export interface Gated {
  id: string;
  name: string;
  shortName: string;
  tier: Tier;
  county: string;
  gates: readonly string[];
  responsible: string | null;
}

/** What the office closed (定数) for one enterprise and day. */
export interface ClosedDay extends Share {
  unread: number;
  suspect: number;
  strict: number;
  received: number;
}

export type Plan = 'running' | 'staggered' | 'stopped' | 'maintenance';

export interface DayInput {
  date: string;
  /** Epoch ms. */
  now: number;
  enterprises: readonly Gated[];
  counters: ReadonlyMap<string, GateCounters>;
  closed: ReadonlyMap<string, ClosedDay>;
  /** Corrections entered by hand, by enterprise. */
  corrected: ReadonlyMap<string, number>;
  plans: ReadonlyMap<string, Plan>;
  book: TargetBook;
  /** Shares of an earlier day by enterprise; null where that day is not here. */
  past(day: string): ReadonlyMap<string, Share> | null;
}

export type Feed = 'complete' | 'partial' | 'none';
export type Freshness = 'fresh' | 'stale' | 'none' | 'unknown';
export type LineState = 'overdue' | 'behind' | 'due' | 'normal' | 'none';

/** A feed is stale when neither passage nor heartbeat came for longer than this (configuration, 依据待核). */
export const GATE_STALE_MS = 15 * 60_000;
/** 逾期 at the gates: so many days running below a target whose due date has passed (NOTES, our proposal). */
export const OVERDUE_DAYS = 3;
/** How far back a run of days below is looked for. */
const LOOK_BACK = 30;

/** Targets by day, remembered: a table asks for the same tier and county over and over. */
export function standingsOf(
  book: TargetBook,
): (day: string, of: Pick<Gated, 'id' | 'tier' | 'county'>) => Standing {
  const own = new Set(book.approvals.flatMap((approval) => approval.scope.enterprise ?? []));
  const known = new Map<string, Standing>();
  return (day, { id, tier, county }) => {
    const key = `${day} ${tier} ${county} ${own.has(id) ? id : ''}`;
    let standing = known.get(key);
    if (!standing) {
      standing = gateTarget(book, { day, tier, county, enterprise: id });
      known.set(key, standing);
    }
    return standing;
  };
}

const nextOf = (line: Line | null, { released, green }: Share) =>
  line && { value: line.value, dueOn: line.dueOn, tripsShort: tripsShort(line.value, released, green) };

/** Latest sign of life of an enterprise's gates, epoch ms; null where there was none. */
export function lifeOf(counters: GateCounters): number | null {
  let last = counters.lastAt;
  for (const gate of Object.values(counters.gates))
    for (const at of [gate.lastAt, gate.heartbeatAt])
      if (at !== null && (last === null || at > last)) last = at;
  return last;
}

/** Age matters while the day lasts; what came of a day that is over is what it is. */
function freshnessOf(counters: GateCounters | undefined, open: boolean, now: number): Freshness {
  if (!counters) return 'none';
  const life = lifeOf(counters);
  if (life === null) return 'none';
  return open && now - life > GATE_STALE_MS ? 'stale' : 'fresh';
}

type Standings = ReturnType<typeof standingsOf>;

/**
 * Days in a row below the target in force on each, up to and with `date`. A day without traffic or without data says
 * nothing: it neither ends the run nor counts. A day without a target ends it.
 */
export function streakBelow(
  share: Share,
  of: Gated,
  { date, past }: Pick<DayInput, 'date' | 'past'>,
  standings: Standings,
): number {
  const below = (day: string, { released, green }: Share) => {
    const target = standings(day, of).inForce?.value ?? null;
    return shareStatus({ released, green, target });
  };
  if (below(date, share) !== 'below') return 0;
  let days = 1;
  for (let back = 1; back < LOOK_BACK; back++) {
    const day = addDays(date, -back);
    const earlier = past(day)?.get(of.id);
    if (!earlier || earlier.released === 0) continue;
    if (below(day, earlier) !== 'below') break;
    days++;
  }
  return days;
}

/** An enterprise's state: below is 滞后, and 逾期 once its target's date has passed and it has lasted three days. */
export function gateState(
  status: ReturnType<typeof shareStatus>,
  streak: number,
  target: Line | null,
  date: string,
): LineState {
  if (status === 'met') return 'normal';
  if (status !== 'below' || !target) return 'none';
  return target.dueOn < date && streak >= OVERDUE_DAYS ? 'overdue' : 'behind';
}

const sum = (values: Iterable<number>): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};

const EMPTY_HOURS = (): [number, number, number][] => Array.from({ length: 24 }, () => [0, 0, 0]);

/** Passages that came after the office closed the day stand beside the closed figure as corrections. */
function correctionsOf(of: Gated, input: DayInput): number {
  const closed = input.closed.get(of.id);
  const counters = input.counters.get(of.id);
  const late = closed && counters ? Math.max(0, counters.received - closed.received) : 0;
  return Math.max(late, counters?.corrections ?? 0, input.corrected.get(of.id) ?? 0);
}

function rowOf(of: Gated, input: DayInput, standings: Standings) {
  const { date, now } = input;
  const counters = input.counters.get(of.id);
  const closed = input.closed.get(of.id);
  const figures = closed ??
    counters ?? { released: 0, green: 0, unread: 0, suspect: 0, strict: 0, received: 0 };
  const { released, green } = figures;
  const { inForce, next } = standings(date, of);
  const target = inForce?.value ?? null;
  const status = shareStatus({ released, green, target });
  const streak = streakBelow({ released, green }, of, input, standings);
  const reporting = counters ? reportingGates(counters) : new Set<string>();
  const day = dayState(date, now, closed !== undefined);
  const before = input.past(addDays(date, -1))?.get(of.id);
  const feed: Feed = counters || !closed ? feedOf(of.gates, reporting) : 'complete';
  return {
    enterprise: of.id,
    name: of.name,
    shortName: of.shortName,
    tier: of.tier,
    county: of.county,
    countyName: countyName(of.county),
    responsible: of.responsible,
    released,
    green,
    unread: figures.unread,
    suspect: figures.suspect,
    refused: counters?.refused ?? 0,
    percent: percentFloor1(green, released),
    strictPercent: percentFloor1(figures.strict, released),
    target,
    status,
    next: nextOf(next, { released, green }),
    feed,
    day,
    corrections: correctionsOf(of, input),
    declared: counters?.declared ? sum(Object.values(counters.declared)) : null,
    received: figures.received,
    manualLifts: counters?.manualLifts ?? 0,
    lastAt: counters?.lastAt == null ? null : isoShanghai(counters.lastAt),
    rank: null as number | null,
    state: gateState(status, streak, inForce, date),
    streak,
    tripsShort: target === null ? null : tripsShort(target, released, green),
    hours: counters?.hours ?? EMPTY_HOURS(),
    gates: { due: of.gates.length, reporting: of.gates.filter((gate) => reporting.has(gate)).length },
    freshness: closed ? ('fresh' as const) : freshnessOf(counters, day === 'open', now),
    asOf: counters?.asOf ?? null,
    yesterday: before ? percentFloor1(before.green, before.released) : null,
    plan: input.plans.get(of.id) ?? ('running' as const),
  };
}
export type Row = ReturnType<typeof rowOf>;

/** Rows of a tier as they stand on the scene: last place first, then those without a share, by name. */
function placed(rows: Row[]): Row[] {
  const ranked = rank(rows, (row) => row.enterprise);
  for (const { row, rank: place } of ranked) row.rank = place;
  const rest = rows.filter((row) => row.rank === null);
  rest.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.enterprise < b.enterprise ? -1 : 1));
  return [...ranked.map(({ row }) => row), ...rest];
}

function pastShare(rows: readonly Row[], past: ReadonlyMap<string, Share> | null): Share {
  return sumShares(rows.flatMap((row) => past?.get(row.enterprise) ?? []));
}

/** A tier's own figure is judged by itself: below is 滞后, and two laggards do not make it 逾期 (NOTES). */
function tierOf(tier: Tier, rows: readonly Row[], input: DayInput) {
  const share = sumShares(rows);
  const { released, green } = share;
  const { inForce, next } = gateTarget(input.book, { day: input.date, tier });
  const status = shareStatus({ released, green, target: inForce?.value ?? null });
  const before = pastShare(rows, input.past(addDays(input.date, -1)));
  const state: LineState = status === 'met' ? 'normal' : status === 'below' ? 'behind' : 'none';
  return {
    released,
    green,
    target: inForce?.value ?? null,
    met: rows.filter((row) => row.status === 'met').length,
    below: rows.filter((row) => row.status === 'below').length,
    percent: percentFloor1(green, released),
    tripsShort: inForce ? tripsShort(inForce.value, released, green) : null,
    next: nextOf(next, share),
    enterprises: rows.length,
    yesterday: percentFloor1(before.green, before.released),
    state,
    targetRef: inForce && targetRef(inForce),
  };
}

/** A line as a figure shows it: who set it, since when, on what basis. */
export function targetRef(line: Line) {
  return {
    value: line.value,
    dueOn: line.dueOn,
    since: line.since,
    basis: line.basis,
    ...(line.proposal === null ? {} : { proposal: line.proposal }),
    ...(line.decidedBy === null ? {} : { decidedBy: line.decidedBy }),
  };
}

const WORST: readonly LineState[] = ['overdue', 'behind', 'due', 'normal', 'none'];

function countyRow(county: string, rows: readonly Row[], input: DayInput) {
  const { released, green } = sumShares(rows);
  const before = pastShare(rows, input.past(addDays(input.date, -1)));
  const states = rows.map((row) => row.state);
  const feeds = new Set(rows.map((row) => row.feed));
  const feed: Feed = feeds.size === 1 ? [...feeds][0]! : feeds.size === 0 ? 'none' : 'partial';
  const ages = rows.map((row) => row.freshness);
  const freshness: Freshness = ages.includes('stale') ? 'stale' : ages.includes('fresh') ? 'fresh' : 'none';
  return {
    county,
    name: countyName(county),
    released,
    green,
    percent: percentFloor1(green, released),
    yesterday: percentFloor1(before.green, before.released),
    /** The mark of its worst enterprise: a share of both tiers has no target of its own (NOTES). */
    state: WORST.find((state) => states.includes(state)) ?? ('none' as const),
    below: rows.filter((row) => row.status === 'below').length,
    enterprises: rows.length,
    freshness,
    feed,
  };
}

/** All eleven counties and any other that an enterprise names, last place first, those without a share at the end. */
function countiesOf(rows: readonly Row[], input: DayInput) {
  const codes = new Set([...COUNTIES.map((each) => each.code), ...rows.map((row) => row.county)]);
  const all = [...codes].map((code) =>
    countyRow(
      code,
      rows.filter((row) => row.county === code),
      input,
    ),
  );
  const ranked = rank(all, (each) => each.county).map(({ row }) => row);
  return [...ranked, ...all.filter((each) => each.released === 0)];
}

/** What `gates.day` answers (CONTRACT.md, Queries). Every registered enterprise stands in it, with data or without. */
export function gateTable(input: DayInput) {
  const standings = standingsOf(input.book);
  const all = input.enterprises.map((each) => rowOf(each, input, standings));
  const key = placed(all.filter((row) => row.tier === 'key_dual_high'));
  const other = placed(all.filter((row) => row.tier === 'other_gated'));
  const rows = [...key, ...other];
  const asOf = rows.reduce<number | null>(
    (last, row) => (row.asOf !== null && (last === null || row.asOf > last) ? row.asOf : last),
    null,
  );
  const declared = rows.flatMap((row) => row.declared ?? []);
  return {
    date: input.date,
    asOf: asOf === null ? null : isoShanghai(asOf),
    rows,
    tiers: {
      key_dual_high: tierOf('key_dual_high', key, input),
      other_gated: tierOf('other_gated', other, input),
    },
    counties: countiesOf(rows, input),
    coverage: {
      gatesDue: sum(rows.map((row) => row.gates.due)),
      gatesReporting: sum(rows.map((row) => row.gates.reporting)),
      declared: declared.length ? sum(declared) : null,
      received: sum(rows.map((row) => row.received)),
    },
  };
}
