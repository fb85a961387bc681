import { expect, test } from 'vitest';
import { dayState, feedOf, GateCounters, reportingGates } from '../../domain/gate-day.ts';
import { percentFloor1, rank, shareStatus, sumShares, tripsShort } from '../../domain/share.ts';

test('the status of a share', () => {
  expect(shareStatus({ released: 100, green: 80, target: 80 })).toBe('met');
  expect(shareStatus({ released: 2500, green: 1999, target: 80 })).toBe('below');
  expect(shareStatus({ released: 0, green: 0, target: 80 })).toBe('no_traffic');
  expect(shareStatus({ released: 5, green: 5, target: null })).toBe('no_target');
  expect(shareStatus({ released: 0, green: 0, target: null })).toBe('no_traffic');
  expect(shareStatus({ released: 1000, green: 823, target: 82.3 })).toBe('met');
  expect(shareStatus({ released: 1000, green: 822, target: 82.3 })).toBe('below');
});

test('a percentage is cut, not rounded', () => {
  expect(percentFloor1(1999, 2500)).toBe(79.9);
  expect(percentFloor1(4, 5)).toBe(80);
  expect(percentFloor1(2, 3)).toBe(66.6);
  expect(percentFloor1(0, 3)).toBe(0);
  expect(percentFloor1(3, 3)).toBe(100);
  expect(percentFloor1(0, 0)).toBeNull();
});

test('trips short', () => {
  expect(tripsShort(80, 100, 79)).toBe(1);
  expect(tripsShort(80, 101, 80)).toBe(1);
  expect(tripsShort(80, 100, 80)).toBe(0);
  expect(tripsShort(80, 100, 95)).toBe(0);
  expect(tripsShort(80, 0, 0)).toBe(0);
});

test('sums, not means', () => {
  expect(sumShares([])).toEqual({ released: 0, green: 0 });
  expect(
    sumShares([
      { released: 10, green: 10 },
      { released: 90, green: 0 },
    ]),
  ).toEqual({ released: 100, green: 10 });
});

test('last place first; ties by volume, then by name; no traffic is not ranked', () => {
  const rows = [
    { name: 'best', released: 10, green: 10 },
    { name: 'idle', released: 0, green: 0 },
    { name: 'small', released: 3, green: 1 },
    { name: 'large', released: 300, green: 100 },
    { name: 'b', released: 9, green: 6 },
    { name: 'a', released: 9, green: 6 },
    { name: 'worst', released: 3000, green: 999 },
  ];
  expect(rank(rows, (row) => row.name).map(({ row, rank: place }) => [row.name, place])).toEqual([
    ['worst', 6],
    ['large', 5],
    ['small', 4],
    ['a', 3],
    ['b', 2],
    ['best', 1],
  ]);
});

test('a feed is complete only when each gate was heard', () => {
  expect(feedOf(['1', '2'], new Set())).toBe('none');
  expect(feedOf(['1', '2'], new Set(['2']))).toBe('partial');
  expect(feedOf(['1', '2'], new Set(['1', '2']))).toBe('complete');
  expect(feedOf(['1'], new Set(['9']))).toBe('partial');
});

test('a day is open, then provisional, and final only by the office', () => {
  const evening = Date.parse('2024-11-30T23:59:59+08:00');
  expect(dayState('2024-11-30', evening, false)).toBe('open');
  expect(dayState('2024-11-30', evening + 1000, false)).toBe('provisional');
  expect(dayState('2024-11-30', evening + 1000, true)).toBe('final');
});

test("the gauge's counters are checked", () => {
  const counters: GateCounters = {
    released: 1,
    green: 1,
    unread: 0,
    suspect: 0,
    strict: 1,
    unknownClass: 0,
    refused: 0,
    manualLifts: 0,
    received: 1,
    declared: null,
    receivedByGate: { '1': 1 },
    hours: Array.from({ length: 24 }, (): [number, number, number] => [0, 0, 0]),
    left: {},
    gates: {
      '1': { lastAt: 1, heartbeatAt: null, cameras: null, queued: null },
      '2': { lastAt: null, heartbeatAt: null, cameras: null, queued: null },
      '3': { lastAt: null, heartbeatAt: 2, cameras: 4, queued: 0 },
    },
    lastAt: 1,
    detail: 'a'.repeat(64),
    asOf: 2,
  };
  expect(GateCounters.parse(counters)).toEqual(counters);
  expect([...reportingGates(counters)]).toEqual(['1', '3']);
  expect(GateCounters.safeParse({ ...counters, hours: [] }).success).toBe(false);
  expect(GateCounters.safeParse({ ...counters, green: -1 }).success).toBe(false);
});
