import fc from 'fast-check';
import { expect, test } from 'vitest';
import { goalRuns, segments } from '../../renderer/parts/spark.ts';
import { readPlace } from '../../renderer/place.ts';
import { fittingUnit, profileFrom, unitOf, usual } from '../../renderer/profile.ts';
import { inRanking, isLong, rankingPages, rowHeight, shareRoom } from '../../renderer/wall/gates/ranking.ts';
import { headGroups } from '../../renderer/wall/overview/headline.ts';
import { driven, isNight, shiftAt, step } from '../../renderer/wall/rotation.ts';
import { gatesDay, gatesLong, overview } from '../browser/fixtures.ts';

test('one arc minute: LED of 1.86 mm at 8 m is 1.25 pixels; twice as far, twice as many', () => {
  expect(unitOf(usual)).toBe(1.25);
  expect(unitOf({ ...usual, distance: 16 })).toBe(2.5);
  // Where a scene would not fit, the unit gives way; one panel, two, and a window lower than either.
  expect(fittingUnit(1.25, 1920, 1080)).toBe(1.25);
  expect(fittingUnit(2.5, 1920, 1080)).toBe(1.25);
  expect(fittingUnit(1.45, 3840, 1080)).toBe(1.25);
  expect(fittingUnit(1.25, 1366, 768)).toBe(0.88);
  expect(profileFrom({ width: '1920', height: 1080, pitch: '', distance: 8 })).toBeNull();
});

test('rotation comes round to every scene that works and leaves out those that fail', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 8 }),
      fc.nat(),
      (ids, seed) => {
        const failing = new Set(ids.filter((_, index) => (seed >> index) & 1));
        const working = ids.filter((id) => !failing.has(id));
        let at = ids[0]!;
        const seen = new Set<string>();
        for (let turn = 0; turn < ids.length; turn++) {
          at = step(ids, at, 1, failing);
          seen.add(at);
        }
        expect([...seen].sort()).toEqual(working.length > 0 ? [...working].sort() : [ids[0]]);
        expect(step(ids, step(ids, working[0] ?? ids[0]!, 1, failing), -1, failing)).toBe(
          working[0] ?? ids[0],
        );
      },
    ),
  );
});

test('what the desk sends: only known scenes, only to the display it names, never over an address that names its own', () => {
  const sent = { mode: 'sent' as const, scene: 'map', hold: false, at: null, params: {} };
  const of = { display: '1', pinned: false, known: (id: string) => id === 'map' };
  expect(driven(sent, of)?.scene).toBe('map');
  expect(driven({ ...sent, mode: 'rotate' }, of)).toBeNull();
  expect(driven({ ...sent, scene: 'no-such' }, of)).toBeNull();
  expect(driven(sent, { ...of, pinned: true })).toBeNull();
  expect(driven({ ...sent, params: { display: '2' } }, of)).toBeNull();
  expect(driven({ ...sent, params: { display: '1' } }, { ...of, pinned: true })?.scene).toBe('map');
  expect(driven({ ...sent, mode: 'meeting' }, of)?.hold).toBe(true);
});

test('pixel shift stays within two arc minutes and does move; night is by the hour unless it is set', () => {
  const places = Array.from({ length: 20 }, (_, index) => shiftAt(index * 300_000));
  expect(places.every(({ x, y }) => Math.abs(x) <= 2 && Math.abs(y) <= 2)).toBe(true);
  expect(new Set(places.map(({ x, y }) => `${x},${y}`)).size).toBeGreaterThan(5);
  expect([isNight(21, 'auto'), isNight(12, 'auto'), isNight(12, 'night'), isNight(2, 'day')]).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

test('a target is dashed until its day and solid from it on', () => {
  const days = [null, null, 80, 80, 90].map((target) => ({ target }));
  const { now, next } = goalRuns(days, 95);
  expect(now).toEqual([
    { from: 2, to: 3, value: 80 },
    { from: 4, to: 4, value: 90 },
  ]);
  expect(next).toEqual([
    { from: 0, to: 1, value: 80 },
    { from: 2, to: 3, value: 90 },
    { from: 4, to: 4, value: 95 },
  ]);
});

test('a day without a value breaks the line, it is not bridged', () => {
  const days = [1, 2, null, 3].map((value) => ({ value, target: null }));
  expect(
    segments(
      days,
      (x) => x,
      (y) => y,
    ),
  ).toEqual(['0.0,1.0 1.0,2.0', '3.0,3.0']);
});

test('the headline: worst first, past three names a number, a count only where one line has it', () => {
  expect(headGroups(overview.lines)).toEqual([
    { state: 'overdue', lines: ['road'], count: 3, more: 0 },
    { state: 'behind', lines: ['source', 'facility'], count: null, more: 0 },
    { state: 'due', lines: ['emission'], count: 4, more: 0 },
  ]);
  const all = overview.lines.map((line) => ({ ...line, state: 'overdue' as const }));
  expect(headGroups(all)).toEqual([
    { state: 'overdue', lines: ['source', 'road', 'emission'], count: null, more: 3 },
  ]);
});

test('ranking: below before the others, the last place first; pages lose no row and cut none', () => {
  const key = inRanking(gatesDay.rows, 'key_dual_high');
  expect(key.slice(0, 3).map((row) => row.rank)).toEqual([13, 12, 11]);
  expect(key.findIndex((row) => row.feed === 'none')).toBe(5);
  for (const day of [gatesDay, gatesLong])
    for (const room of [300, 520, 579, 900]) {
      const first = inRanking(day.rows, 'key_dual_high');
      const second = inRanking(day.rows, 'other_gated');
      const [one, two] = shareRoom(room, first, second);
      expect(one + two).toBeCloseTo(room);
      const { parts: pages } = rankingPages(second, Math.max(252, two));
      expect(pages.flat()).toEqual(second);
      for (const page of pages)
        expect(page.reduce((sum, row) => sum + rowHeight(row), 0)).toBeLessThanOrEqual(Math.max(252, two));
    }
  expect(isLong(key[2]!)).toBe(true);
  expect(isLong(key[2]!, '某企业')).toBe(false);
});

test('an address sets a display up; what it gets wrong is left at its usual', () => {
  expect(readPlace('?display=2&scenes=gates,charging&lang=en&visitor=1&date=2024-11-30')).toEqual({
    language: 'en',
    date: '2024-11-30',
    visitor: true,
    display: '2',
    scenes: ['gates', 'charging'],
    level: 'auto',
    focus: null,
  });
  expect(readPlace('?county=410804').focus).toEqual({ kind: 'county', ids: ['410804'] });
  expect(readPlace('?date=2024-02-30&lang=fr&level=dusk')).toMatchObject({
    date: null,
    language: 'zh',
    level: 'auto',
  });
});
