import { z } from 'zod';
import { percentFloor1 } from './share.ts';

/** Connector (枪), equipment (桩), station (站): what is known of them now and how it adds up (DOMAIN.md 1.5, 1.8). */

/** ConnectorStatus of T/CEC 102.2. */
export const CONNECTOR_STATES = {
  0: 'offline',
  1: 'idle',
  2: 'plugged',
  3: 'charging',
  4: 'reserved',
  255: 'fault',
} as const;
export type ConnectorState = (typeof CONNECTOR_STATES)[keyof typeof CONNECTOR_STATES];
/** `unknown`: never reported. It is neither offline nor any other state. */
export type ShownState = ConnectorState | 'unknown';

export const STATE_NAMES: Record<ShownState, { zh: string; en: string }> = {
  offline: { zh: '离网', en: 'offline' },
  idle: { zh: '空闲', en: 'idle' },
  plugged: { zh: '占用未充', en: 'plugged in' },
  charging: { zh: '充电中', en: 'charging' },
  reserved: { zh: '预约锁定', en: 'reserved' },
  fault: { zh: '故障', en: 'fault' },
  unknown: { zh: '未知', en: 'unknown' },
};

/** StationStatus of T/CEC 102.2. */
export const STATION_STATUSES = {
  0: '未知',
  1: '建设中',
  5: '关闭下线',
  6: '维护中',
  50: '正常使用',
} as const;
const IN_USE = 50;
/** Stage 投运 of the pipeline (DOMAIN.md 7). */
const COMMISSIONED = 7;
const DISMANTLED = 9;

/** No push and no poll for longer than this: stale, whatever the last status was. Stale is not offline. */
export const STALE_AFTER_MS = 15 * 60_000;

/** The word for a status code, or null for one that the table does not have. */
export function connectorState(code: number): ConnectorState | null {
  return Object.hasOwn(CONNECTOR_STATES, code)
    ? CONNECTOR_STATES[code as keyof typeof CONNECTOR_STATES]
    : null;
}

export function isStationStatus(code: number): boolean {
  return Object.hasOwn(STATION_STATUSES, code);
}

const Ms = z.number().int();
const Code = z.number().refine((code) => connectorState(code) !== null, 'not a connector status');

/** Value of `connector/<id>` in the gauge `chargers/<day>`; times in epoch ms. */
export const ConnectorNow = z.object({ station: z.string(), status: Code, since: Ms, reportedAt: Ms });
export type ConnectorNow = z.infer<typeof ConnectorNow>;

const Count = z.number().int().nonnegative();
/** [charging, plugged, idle, fault, offline] connectors; one reserved is plugged, since nobody else can use it. */
export const Sample = z.tuple([Count, Count, Count, Count, Count]);
export type Sample = z.infer<typeof Sample>;
export const QUARTERS = 96;

/** Value of `station/<id>`: a sample for each quarter hour of the day, null where nothing was known; kWh of the day. */
export const StationDay = z.object({
  samples: z.array(Sample.nullable()).length(QUARTERS),
  kwh: z.number().nonnegative().nullable(),
});
export type StationDay = z.infer<typeof StationDay>;

/** Value of `operator/<id>`: when it last said anything, and the silences that were not filled since. */
export const OperatorFeed = z.object({ lastAt: Ms, gaps: z.array(z.tuple([Ms, Ms])) });
export type OperatorFeed = z.infer<typeof OperatorFeed>;

/**
 * A connector after a report. `since` stays while the status does; a report older than the last one changes nothing,
 * so late and doubled pushes are harmless.
 */
export function reported(
  before: ConnectorNow | null,
  report: { station: string; status: number; at: number },
): ConnectorNow {
  const { station, status, at } = report;
  if (before && at < before.reportedAt) return before;
  const since = before && before.status === status ? before.since : at;
  return { station, status, since, reportedAt: at };
}

export function isStale(reportedAt: number | null, now: number): boolean {
  return reportedAt !== null && now - reportedAt > STALE_AFTER_MS;
}

/** A connector as registered, with what is known of it: `now` null when it never reported. */
export interface KnownConnector {
  pile: string;
  now: Pick<ConnectorNow, 'status' | 'reportedAt'> | null;
}

export function shownState(connector: KnownConnector): ShownState {
  return connector.now ? (connectorState(connector.now.status) ?? 'unknown') : 'unknown';
}

export interface ConnectorCounts {
  piles: number;
  guns: number;
  offline: number;
  idle: number;
  plugged: number;
  charging: number;
  reserved: number;
  fault: number;
  /** Stale ones stand under their last status too: the last value is kept, greyed. */
  stale: number;
  unknown: number;
}

export function countConnectors(connectors: readonly KnownConnector[], now: number): ConnectorCounts {
  const counts: ConnectorCounts = {
    piles: new Set(connectors.map((connector) => connector.pile)).size,
    guns: connectors.length,
    offline: 0,
    idle: 0,
    plugged: 0,
    charging: 0,
    reserved: 0,
    fault: 0,
    stale: 0,
    unknown: 0,
  };
  for (const connector of connectors) {
    counts[shownState(connector)]++;
    if (connector.now && isStale(connector.now.reportedAt, now)) counts.stale++;
  }
  return counts;
}

/** Sums of stations' counts. Piles are counted within their station, so they may be added. */
export function sumCounts(all: Iterable<ConnectorCounts>): ConnectorCounts {
  const sum = countConnectors([], 0);
  for (const counts of all)
    for (const key of Object.keys(sum) as (keyof ConnectorCounts)[]) sum[key] += counts[key];
  return sum;
}

/** Shares of connectors that ever reported, floored to one decimal; null where there are none to divide by. */
export function chargerShares(counts: ConnectorCounts): {
  online: number | null;
  fault: number | null;
  /** Charging, of what is neither offline nor at fault. */
  utilisation: number | null;
} {
  const known = counts.guns - counts.unknown;
  return {
    online: percentFloor1(known - counts.offline, known),
    fault: percentFloor1(counts.fault, known),
    utilisation: percentFloor1(counts.charging, known - counts.offline - counts.fault),
  };
}

const WORST_FIRST: readonly ShownState[] = [
  'fault',
  'offline',
  'unknown',
  'reserved',
  'plugged',
  'charging',
  'idle',
];
const BEST_FIRST: readonly ShownState[] = [
  'idle',
  'charging',
  'plugged',
  'reserved',
  'unknown',
  'offline',
  'fault',
];

/** A pile's state: the worst of its connectors where faults are shown, the best where one asks what can be used. */
export function pileState(states: readonly ShownState[]): { worst: ShownState; best: ShownState } {
  const first = (order: readonly ShownState[]) => order.find((state) => states.includes(state)) ?? 'unknown';
  return { worst: first(WORST_FIRST), best: first(BEST_FIRST) };
}

/**
 * Whether a station and its piles and connectors count toward the plan's 5 to 10, 100 and 200: in normal use, and
 * commissioned. `stage` is that of its project; a station without a project is judged by its status alone.
 */
export function countsTowardGoal(station: { status: number; stage: number | null }): boolean {
  const { status, stage } = station;
  return status === IN_USE && (stage === null || (stage >= COMMISSIONED && stage < DISMANTLED));
}

/** The sample of a station at one moment; null where no connector of it is known. */
export function sampleOf(counts: ConnectorCounts): Sample | null {
  if (counts.guns === counts.unknown) return null;
  return [counts.charging, counts.plugged + counts.reserved, counts.idle, counts.fault, counts.offline];
}

/** A station's day as two shares over its quarter hours: charging of what can, and what can of all that is known. */
export function dayShares(samples: readonly (Sample | null)[]): {
  load: number | null;
  available: number | null;
} {
  let [busy, able, all] = [0, 0, 0];
  for (const sample of samples) {
    if (!sample) continue;
    const [charging, plugged, idle, fault, offline] = sample;
    busy += charging;
    able += charging + plugged + idle;
    all += charging + plugged + idle + fault + offline;
  }
  return { load: percentFloor1(busy, able), available: percentFloor1(able, all) };
}

/** Load over the day of all stations: sums by quarter hour, null where no station is known. */
export function sumSamples(stations: readonly (readonly (Sample | null)[])[]): (Sample | null)[] {
  return Array.from({ length: QUARTERS }, (_, quarter) => {
    const known = stations.flatMap((samples) => {
      const sample = samples[quarter];
      return sample ? [sample] : [];
    });
    if (known.length === 0) return null;
    return known.reduce<Sample>(
      (sum, sample) => [
        sum[0] + sample[0],
        sum[1] + sample[1],
        sum[2] + sample[2],
        sum[3] + sample[3],
        sum[4] + sample[4],
      ],
      [0, 0, 0, 0, 0],
    );
  });
}

/** An operator's feed after it spoke at `at`: a silence longer than fifteen minutes is a gap to be collected again. */
export function heard(before: OperatorFeed | null, at: number): OperatorFeed {
  if (!before) return { lastAt: at, gaps: [] };
  if (at <= before.lastAt) return before;
  const silent = at - before.lastAt > STALE_AFTER_MS;
  return { lastAt: at, gaps: silent ? [...before.gaps, [before.lastAt, at]] : before.gaps };
}

/** Gaps that are left after records of [from, to] were collected later (补采). */
export function filled(feed: OperatorFeed, from: number, to: number): OperatorFeed {
  const gaps = feed.gaps.flatMap(([start, end]): [number, number][] => {
    if (to <= start || from >= end) return [[start, end]];
    const left: [number, number][] = [];
    if (start < from) left.push([start, from]);
    if (to < end) left.push([to, end]);
    return left;
  });
  return { lastAt: feed.lastAt, gaps };
}
