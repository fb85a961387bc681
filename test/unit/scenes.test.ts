import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AlarmRow } from '../../domain/contract/operations.ts';
import { isoShanghai, parseTime } from '../../domain/day.ts';
import { actsFor, alarmStates, inOrder as alarmsInOrder, ringing } from '../../renderer/duty/order.ts';
import { endOf } from '../../renderer/duty/shelve.ts';
import { pendingOf } from '../../renderer/parts/pending.ts';
import { ceiling, quarters } from '../../renderer/wall/charging/load.ts';
import {
  countGuns,
  gunState,
  inOrder as stationsInOrder,
  troubles,
  utilisation,
} from '../../renderer/wall/charging/stations.ts';
import { inOrder as casesInOrder, matrix } from '../../renderer/wall/enforcement/board.ts';
import { pace, path } from '../../renderer/wall/goals/path.ts';
import { pageAt, pages, pinned } from '../../renderer/wall/pages.ts';
import {
  alarm,
  board,
  chargers,
  DAY,
  goals,
  goalsUnknown,
  load,
  NOW,
  proposals,
  station,
  targets,
} from '../browser/scenes.fixtures.ts';

test('a stale gun never keeps its last state, and is neither offline, at fault nor unknown', () => {
  const silent = station(1, '甲站', '马村', '乙能源', 'cfpiO');
  expect(silent.connectors.map(gunState)).toEqual(['stale', 'stale', 'stale', 'stale', 'offline']);
  expect(countGuns([silent])).toMatchObject({ stale: 4, offline: 1, charging: 0, fault: 0, unknown: 0 });
  expect(countGuns([station(2, '丙站', '马村', '乙能源', 'Uu')])).toMatchObject({ unknown: 2, stale: 0 });
});

test('every gun is counted once, whatever its state', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...'ICPRFOUicprfou'), { maxLength: 60 }), (letters) => {
      const counts = countGuns([station(1, '甲站', '马村', '乙能源', letters.join(''))]);
      expect(Object.values(counts).reduce((a, b) => a + b, 0)).toBe(letters.length);
    }),
  );
});

test('utilisation counts what is known now, and is unknown rather than 0 % where nothing is (DOMAIN 1.8)', () => {
  expect(utilisation(countGuns([station(1, '甲', '马村', '乙', 'CCIFOcU')]))).toEqual({
    charging: 2,
    usable: 3,
    uncertain: 2,
    percent: 66,
  });
  expect(utilisation(countGuns([station(1, '甲', '马村', '乙', 'FFOcU')])).percent).toBeNull();
});

test('troubles: fault first; a silent station, one that never spoke and one offline are told apart', () => {
  const words = (guns: string, extra = {}) =>
    troubles(station(1, '甲', '马村', '乙', guns, extra)).map((each) => each.state);
  expect(words('CCI')).toEqual([]);
  expect(words('OFI')).toEqual(['fault', 'offline']);
  expect(words('ccc', { freshness: 'stale' })).toEqual(['stale']);
  expect(words('UUU', { freshness: 'none' })).toEqual(['none']);
  expect(words('CCC', { freshness: 'unknown' })).toEqual(['unknown']);
});

test('stations stand in the order of the console, faults and silent ones first', () => {
  const shuffled = [...chargers.stations].reverse();
  expect(stationsInOrder(shuffled).map((each) => each.order)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test('load: an unknown quarter of the past is a gap, one to come is the future, neither is a zero', () => {
  const columns = quarters(load.samples, 59);
  expect(columns).toHaveLength(96);
  expect(columns.filter((column) => column.is === 'gap').map((column) => column.index)).toEqual([
    21, 22, 23, 24,
  ]);
  expect(columns.filter((column) => column.is === 'future')).toHaveLength(96 - 59);
  expect(
    quarters([], 4)
      .map((column) => column.is)
      .slice(0, 5),
  ).toEqual(['gap', 'gap', 'gap', 'gap', 'future']);
  expect(ceiling(load.samples)).toBe(170);
});

test('pages keep every item once and in order, and cut none', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 120 })),
      fc.integer({ min: 1, max: 500 }),
      (heights, room) => {
        const parts = pages(heights, (height) => height, room);
        expect(parts.flat()).toEqual(heights);
        for (const page of parts) {
          expect(page.length).toBeGreaterThan(0);
          if (page.length > 1) expect(page.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(room);
        }
      },
    ),
  );
  expect([0, 11_999, 12_000, 36_000].map((now) => pageAt(now, 3))).toEqual([0, 0, 1, 0]);
});

test('cases: overdue first, longest overdue before, then the newest; the overdue stay while the rest turn', () => {
  const sorted = casesInOrder([...board.cases].reverse());
  expect(sorted.slice(0, 4).map((each) => each.overdueDays)).toEqual([3, 2, 1, 0]);
  const overdue = (each: { overdue: boolean }) => each.overdue;
  const { pinned: top, parts } = pinned(sorted, overdue, () => 45, 400);
  expect(top.map((each) => each.overdueDays)).toEqual([3, 2, 1]);
  expect([...top, ...parts.flat()]).toEqual(sorted);
  expect(pinned(sorted, overdue, () => 45, 100).pinned).toHaveLength(1);
});

test('matrix: the kinds of the plan always stand, a stage that nobody knows comes last under its own name', () => {
  const grid = matrix({ black_smoke: { review: 2, odd: 1, clue: 3 } });
  expect(grid.kinds).toEqual(['restricted_road', 'emission_over_limit', 'black_smoke', 'gate']);
  expect(grid.stages).toEqual(['clue', 'review', 'odd']);
  expect(grid.ofKind('black_smoke')).toBe(6);
  expect(grid.at('gate', 'clue')).toBe(0);
});

test('goals: a gap in the trend is not bridged, and an unknown actual draws nothing', () => {
  const trend = goals.trucks.trend.filter((_, index) => index !== 10);
  const drawn = path({ ...goals.trucks, trend }, DAY);
  expect(drawn.runs.map((run) => run.length)).toEqual([10, 19]);
  expect(drawn.runs.at(-1)?.at(-1)?.x).toBe(1);
  expect(path(goalsUnknown.trucks, DAY).runs).toEqual([]);
  expect(pace(goalsUnknown.trucks)).toBeNull();
});

test('proposals: those still open, each with the value of the line that it would change', () => {
  expect(pendingOf(proposals.proposals, targets.targets)).toMatchObject([
    { was: 90, value: 85, percent: true, from: '2024-12-10', state: 'pending' },
  ]);
  const decided = proposals.proposals.map((each) => ({ ...each, state: 'approved' as const }));
  expect(pendingOf(decided, targets.targets)).toEqual([]);
});

test('alarms: unacknowledged first, then priority, then the newest, in whatever order they came', () => {
  const rows = [
    alarm('low', { priority: 'low' }),
    alarm('shelved', { state: 'shelved' }),
    alarm('old', { raisedAt: '2024-12-05T10:00:00+08:00' }),
    alarm('new', {}),
    alarm('taken', { state: 'acknowledged' }),
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
      expect(alarmsInOrder(shuffled).map((row) => row.id)).toEqual(['new', 'old', 'low', 'taken', 'shelved']);
    }),
  );
  expect(ringing(rows).map((row) => row.id)).toEqual(['old', 'new']);
});

test('what may be done follows from the state: a shelved alarm can be un-shelved and not shelved again', () => {
  const acts = (state: AlarmRow['state']) => actsFor(alarm('a', { state }));
  expect(acts('shelved')).toContain('unshelve');
  expect(acts('shelved')).not.toContain('shelve');
  for (const state of alarmStates)
    expect(acts(state).includes('acknowledge')).toBe(['unacknowledged', 'returned'].includes(state));
});

test('shelving always ends, and ahead of now', () => {
  expect(endOf('h1', '', NOW)).toBe('2024-12-05T15:32:00+08:00');
  expect(endOf('evening', '', NOW)).toBe('2024-12-05T20:00:00+08:00');
  expect(endOf('morning', '', NOW)).toBe('2024-12-06T08:00:00+08:00');
  expect(endOf('other', '2024-12-05T18:00', NOW)).toBe('2024-12-05T18:00:00+08:00');
  expect(endOf('other', '2024-12-05T14:00', NOW)).toBeNull();
  expect(endOf('other', '', NOW)).toBeNull();
  expect(endOf('evening', '', parseTime('2024-12-05T21:00:00+08:00')!)).toBeNull();
  fc.assert(
    fc.property(fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }), (now) => {
      for (const preset of ['h1', 'h4', 'morning'] as const) {
        const end = endOf(preset, '', now);
        expect(end).not.toBeNull();
        expect(parseTime(end!)).toBeGreaterThan(now);
        expect(end).toBe(isoShanghai(parseTime(end!)!));
      }
    }),
  );
});
