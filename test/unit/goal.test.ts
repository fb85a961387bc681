import fc from 'fast-check';
import { expect, test } from 'vitest';
import { goalProgress } from '../../domain/goal.ts';

const ask = (over: object) =>
  goalProgress({ actual: 463, goal: 500, due: '2024-12-31', day: '2024-12-05', earlier: null, ...over });

test('needed per day from now, rounded up', () => {
  expect(ask({})).toEqual({ short: 37, daysLeft: 26, neededPerDay: 1.5, state: 'none' });
  expect(ask({ actual: 146, goal: 200 }).neededPerDay).toBe(2.1);
  expect(ask({ day: '2024-12-31' })).toMatchObject({ daysLeft: 1, neededPerDay: 37, state: 'due' });
  expect(ask({ day: '2025-01-01' })).toMatchObject({ daysLeft: 0, neededPerDay: null, state: 'overdue' });
  expect(ask({ actual: 500, day: '2025-01-01' })).toMatchObject({
    short: 0,
    neededPerDay: 0,
    state: 'normal',
  });
  expect(ask({ actual: null })).toMatchObject({ short: null, neededPerDay: null, state: 'none' });
});

test('the state is the pace so far against the pace needed', () => {
  expect(ask({ earlier: { day: '2024-11-05', value: 413 } }).state).toBe('normal');
  expect(ask({ earlier: { day: '2024-11-05', value: 425 } }).state).toBe('behind');
  expect(ask({ actual: 490, day: '2024-12-29', earlier: { day: '2024-11-29', value: 0 } }).state).toBe('due');
});

test('keeping the needed pace always reaches the goal', () => {
  fc.assert(
    fc.property(
      fc.nat(3000),
      fc.integer({ min: 1, max: 3000 }),
      fc.integer({ min: 1, max: 31 }),
      (actual, goal, date) => {
        const day = `2024-12-${String(date).padStart(2, '0')}`;
        const { neededPerDay, daysLeft } = ask({ actual, goal, day });
        expect(Math.round(neededPerDay! * 10) * daysLeft + actual * 10).toBeGreaterThanOrEqual(goal * 10);
      },
    ),
  );
});
