import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CheckState } from '../../domain/check.ts';
import { compareCount, coverage } from '../../domain/coverage.ts';
import { addDays, dayOf, parseTime } from '../../domain/day.ts';

const START = parseTime('2024-12-05T12:00:00+08:00')!;
const DAY = 86_400_000;

const checks = fc
  .array(
    fc.record({
      days: fc.integer({ min: -5, max: 80 }),
      kind: fc.constantFrom('road' as const, 'emission' as const, 'gate_count' as const),
      result: fc.constantFrom('fit' as const, 'unfit' as const, 'unclear' as const),
      county: fc.constantFrom('410803', '410804', null),
      place: fc.constantFrom('李封路口', '中原路', null),
      officers: fc.constantFrom([2, 2], [2, 1], [0, 0]) as fc.Arbitrary<[number, number]>,
      joined: fc.boolean(),
    }),
    { maxLength: 40 },
  )
  .map((rows): CheckState[] =>
    rows.map(({ days, joined, ...row }, n) => ({
      ...{ ...row, id: `c${n}`, at: START - days * DAY, by: 'p', plate: null, vin: null, enterprise: null },
      ...{
        gate: null,
        case: null,
        joinedInto: joined ? 'other' : null,
        readings: null,
        limits: null,
        recordedAt: START,
      },
    })),
  );

test('every check of the weeks is counted once, in its week, county and point, and nothing else', () => {
  fc.assert(
    fc.property(checks, fc.integer({ min: 1, max: 9 }), (all, weeks) => {
      const found = coverage(all, '2024-12-05', weeks);
      expect(found.weeks.at(-1)).toEqual({ from: '2024-12-02', to: '2024-12-08' });
      const first = addDays('2024-12-02', -7 * (weeks - 1));
      const own = all.filter(
        (each) => each.joinedInto === null && dayOf(each.at) >= first && dayOf(each.at) <= '2024-12-05',
      );
      expect(found.total).toBe(own.length);
      expect(found.unfit).toBe(own.filter((each) => each.result === 'unfit').length);
      const sum = (rows: { total: number; byWeek: number[] }[]) => rows.reduce((a, row) => a + row.total, 0);
      expect(sum(found.counties)).toBe(own.length);
      expect(sum(found.points)).toBe(own.filter((each) => each.place !== null).length);
      for (const row of [...found.counties, ...found.points])
        expect(row.byWeek.reduce((a, b) => a + b, 0)).toBe(row.total);
      expect(found.twoOfficers.of).toBe(own.filter((each) => each.kind !== 'gate_count').length);
    }),
  );
});

test('a count at a gate stands beside the releases of that gate and time', () => {
  const at = (minutes: number) => START + minutes * 60_000;
  const release = (minutes: number, green = false, gate = '1') => ({ at: at(minutes), gate, green });
  const all = [release(0, true), release(30), release(59), release(60), release(10, true, '2')];
  const hour = { from: at(0), to: at(60), gate: '1' };
  expect(compareCount({ counted: 5, green: 2 }, all, hour)).toEqual({
    ...{ received: { counted: 3, green: 1 }, missing: 2, missingGreen: 1, verdict: 'fewer_received' },
  });
  expect(compareCount({ counted: 3, green: null }, all, hour)).toMatchObject({
    verdict: 'same',
    missingGreen: null,
  });
  expect(compareCount({ counted: 1, green: 0 }, all, { ...hour, gate: null })).toMatchObject({
    ...{ received: { counted: 4, green: 2 }, missing: -3, verdict: 'more_received' },
  });
});
