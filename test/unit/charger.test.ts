import { expect, test } from 'vitest';
import {
  type ConnectorNow,
  chargerShares,
  connectorState,
  countConnectors,
  countsTowardGoal,
  dayShares,
  filled,
  heard,
  type KnownConnector,
  pileState,
  reported,
  STALE_AFTER_MS,
  StationDay,
  sampleOf,
  sumCounts,
  sumSamples,
} from '../../domain/charger.ts';

const now = 1_732_953_600_000;
const gun = (pile: string, status: number | null, age = 0): KnownConnector => ({
  pile,
  now: status === null ? null : { status, reportedAt: now - age },
});

test('the status table of T/CEC 102', () => {
  expect([0, 1, 2, 3, 4, 255].map(connectorState)).toEqual([
    'offline',
    'idle',
    'plugged',
    'charging',
    'reserved',
    'fault',
  ]);
  for (const code of [5, -1, 254, 1.5, Number.NaN]) expect(connectorState(code)).toBeNull();
});

// DOMAIN.md 1.8
test('roll-ups: stale is not offline, unknown is neither', () => {
  const guns = [
    gun('1', 3),
    gun('1', 255),
    gun('2', 0, STALE_AFTER_MS + 1),
    gun('2', 1, STALE_AFTER_MS),
    gun('3', 3, STALE_AFTER_MS + 1),
    gun('3', null),
  ];
  const counts = countConnectors(guns, now);
  expect(counts).toEqual({
    piles: 3,
    guns: 6,
    offline: 1,
    idle: 1,
    plugged: 0,
    charging: 2,
    reserved: 0,
    fault: 1,
    stale: 2,
    unknown: 1,
  });
  expect(chargerShares(counts)).toEqual({ online: 80, fault: 20, utilisation: 66.6 });
  expect(chargerShares(countConnectors([gun('1', null)], now))).toEqual({
    online: null,
    fault: null,
    utilisation: null,
  });
  expect(sumCounts([counts, counts]).charging).toBe(4);
  expect(sampleOf(counts)).toEqual([2, 0, 1, 1, 1]);
  expect(sampleOf(countConnectors([gun('1', null)], now))).toBeNull();
});

test('a pile is the worst of its connectors for faults, the best for use', () => {
  expect(pileState(['charging', 'fault'])).toEqual({ worst: 'fault', best: 'charging' });
  expect(pileState(['idle', 'offline'])).toEqual({ worst: 'offline', best: 'idle' });
  expect(pileState([])).toEqual({ worst: 'unknown', best: 'unknown' });
});

test('since stays while the status does, and an old report changes nothing', () => {
  const first = reported(null, { station: 'S', status: 1, at: now });
  const again = reported(first, { station: 'S', status: 1, at: now + 60_000 });
  expect(again).toEqual<ConnectorNow>({ station: 'S', status: 1, since: now, reportedAt: now + 60_000 });
  const charging = reported(again, { station: 'S', status: 3, at: now + 90_000 });
  expect(charging.since).toBe(now + 90_000);
  expect(reported(charging, { station: 'S', status: 1, at: now + 70_000 })).toEqual(charging);
});

test('only a station in use and commissioned counts toward the goal', () => {
  expect(countsTowardGoal({ status: 50, stage: 7 })).toBe(true);
  expect(countsTowardGoal({ status: 50, stage: null })).toBe(true);
  expect(countsTowardGoal({ status: 50, stage: 6 })).toBe(false);
  expect(countsTowardGoal({ status: 50, stage: 9 })).toBe(false);
  expect(countsTowardGoal({ status: 6, stage: 7 })).toBe(false);
});

test('silences are gaps until they are collected', () => {
  let feed = heard(null, now);
  feed = heard(feed, now + STALE_AFTER_MS);
  expect(feed.gaps).toEqual([]);
  const back = now + 3 * STALE_AFTER_MS;
  feed = heard(feed, back);
  expect(feed.gaps).toEqual([[now + STALE_AFTER_MS, back]]);
  expect(heard(feed, now)).toEqual(feed);
  const part = filled(feed, now + STALE_AFTER_MS + 10, back - 10);
  expect(part.gaps).toEqual([
    [now + STALE_AFTER_MS, now + STALE_AFTER_MS + 10],
    [back - 10, back],
  ]);
  expect(filled(part, now, back).gaps).toEqual([]);
});

test('a station’s day as shares: gaps count for nothing, and nothing known is no figure', () => {
  expect(dayShares([null, [1, 1, 2, 0, 0], null, [2, 0, 1, 1, 1]])).toEqual({ load: 42.8, available: 77.7 });
  expect(dayShares([[0, 0, 0, 3, 1]])).toEqual({ load: null, available: 0 });
  expect(dayShares([null])).toEqual({ load: null, available: null });
  expect(dayShares([])).toEqual({ load: null, available: null });
});

test('load adds what is known, quarter by quarter', () => {
  const day = (at: number, sample: [number, number, number, number, number]) =>
    Array.from({ length: 96 }, (_, n) => (n === at ? sample : null));
  const load = sumSamples([day(3, [1, 2, 3, 4, 5]), day(3, [1, 1, 1, 1, 1]), day(4, [9, 0, 0, 0, 0])]);
  expect(load.length).toBe(96);
  expect([load[2], load[3], load[4]]).toEqual([null, [2, 3, 4, 5, 6], [9, 0, 0, 0, 0]]);
  expect(StationDay.safeParse({ samples: load, kwh: null }).success).toBe(true);
  expect(StationDay.safeParse({ samples: load.slice(1), kwh: null }).success).toBe(false);
});
