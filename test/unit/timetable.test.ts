import { expect, test } from 'vitest';
import { countdown, remainingMs, type Stop, timetable } from '../../renderer/chair/timetable.ts';

const MINUTE = 60_000;
const T = 1_733_378_400_000; // 2024-12-05 14:00
const stop = (id: string, minutes: number, startedAt: number | null = null, spentMs = 0): Stop => ({
  ...{ id, minutes, startedAt, spentMs },
});
const agenda = [stop('a', 5, T, 6 * MINUTE), stop('b', 5, T + 6 * MINUTE), stop('c', 18), stop('d', 10)];

test('a draft stands as planned, without deviation', () => {
  const drafted = agenda.map(({ id, minutes }) => stop(id, minutes));
  const of = { plannedStart: T, current: null, currentSince: null, now: T - 3_600_000, begun: false };
  const { stops, end, endLate } = timetable(drafted, of);
  expect(stops.map((each) => (each.at - T) / MINUTE)).toEqual([0, 5, 10, 28]);
  expect(stops.every((each) => each.state === 'next' && each.late === null)).toBe(true);
  expect([end, endLate]).toEqual([T + 38 * MINUTE, null]);
});

test('what ran over moves all that follows along; half a minute is on time', () => {
  const of = {
    plannedStart: T,
    current: 'b',
    currentSince: T + 6 * MINUTE,
    now: T + 8 * MINUTE,
    begun: true,
  };
  const { stops, end, endLate } = timetable(agenda, of);
  expect(stops.map(({ state, late }) => [state, late])).toEqual([
    ['done', 0],
    ['now', 1],
    ['next', 1],
    ['next', 1],
  ]);
  expect([end, endLate]).toEqual([T + 39 * MINUTE, 1]);
  const later = timetable(agenda, { ...of, now: T + 13.5 * MINUTE });
  expect(later.stops[2]).toMatchObject({ at: T + 13.5 * MINUTE, late: 3 });
});

test('an item returned to keeps when it first came, and its time adds up', () => {
  const back = [stop('a', 5, T, 3 * MINUTE), stop('b', 5, T + 3 * MINUTE, 2 * MINUTE), stop('c', 18)];
  const of = {
    plannedStart: T,
    current: 'a',
    currentSince: T + 5 * MINUTE,
    now: T + 6 * MINUTE,
    begun: true,
  };
  expect(remainingMs(back[0]!, of)).toBe(MINUTE);
  const { stops } = timetable(back, of);
  expect(stops.map(({ state }) => state)).toEqual(['now', 'next', 'next']);
});

test('the countdown', () => {
  expect(countdown(492_000)).toBe('08:12');
  expect(countdown(-61_500)).toBe('01:01');
  expect(countdown(3_723_000)).toBe('1:02:03');
});
