import { expect, test } from 'vitest';
import { contract } from '../../domain/contract.ts';

// A day that no calendar has would be answered with rows without data, as if nobody had reported.
test('a query about a day that no calendar has is refused', () => {
  const { input } = contract['gates.day'];
  expect(input.safeParse({ date: '2024-02-29' }).success).toBe(true);
  for (const date of ['2024-02-30', '2024-13-01', '2023-02-29', '2024-2-9', '']) {
    const { error } = input.safeParse({ date });
    expect(error?.issues).toMatchObject([{ path: ['date'], message: 'not a day (YYYY-MM-DD)' }]);
  }
});

test('so is one about a month that no year has', () => {
  const { input } = contract['cases.list'];
  expect(input.safeParse({ month: '2024-12' }).success).toBe(true);
  for (const month of ['2024-13', '2024-00', '2024-1'])
    expect(input.safeParse({ month }).success, month).toBe(false);
});
