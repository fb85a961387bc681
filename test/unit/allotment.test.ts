import { expect, test } from 'vitest';
import { fitOf, foldAllotments } from '../../domain/allotment.ts';
import type { Weighed } from '../../domain/matter.ts';

const released = (of: Record<string, number>) =>
  new Map(Object.entries(of).map(([to, each]) => [to, { released: each, green: 0 }]));

test('counts must sum to the line, or lie within its span', () => {
  const parts = [
    { to: 'a', value: 60 },
    { to: 'b', value: 39 },
  ];
  const added = (value: number, upper: number | null = null) =>
    fitOf('count', { value, upper }, parts, new Map());
  expect(added(100)).toEqual({ fits: false, why: 'short', total: 99 });
  expect(added(99)).toEqual({ fits: true, total: 99 });
  expect(added(90)).toEqual({ fits: false, why: 'over', total: 99 });
  // 5 to 10 stations.
  expect(added(90, 100)).toEqual({ fits: true, total: 99 });
});

test('shares are at least as strict each, or weighed by what the parts release', () => {
  const line = { value: 80, upper: null };
  const parts = (a: number, b: number) => [
    { to: 'a', value: a },
    { to: 'b', value: b },
  ];
  expect(fitOf('percent', line, parts(80, 85), new Map())).toEqual({ fits: true, total: null });
  expect(fitOf('percent', line, parts(70, 90), new Map())).toMatchObject({ why: 'unweighed' });
  expect(fitOf('percent', line, parts(70, 90), released({ a: 100 }))).toMatchObject({ why: 'unweighed' });
  expect(fitOf('percent', line, parts(70, 90), released({ a: 100, b: 100 }))).toEqual({
    ...{ fits: true, total: 80 },
  });
  // One passage more at the easier place, and the mean is below the line, by integers.
  expect(fitOf('percent', line, parts(70, 90), released({ a: 101, b: 100 }))).toMatchObject({
    ...{ fits: false, why: 'short', total: 79.95 },
  });
});

test('of breakdowns of one line and level the last that the office received counts', () => {
  const made = (id: string, seq: number | null, value: number, role = 'leader:facility'): Weighed => ({
    entry: {
      ...{ v: 1, id, kind: 'target.allotted', subject: 'guns', at: '1732953600000-0000-d' },
      by: { person: role, device: 'd' },
      body: {
        ...{ target: 'guns', dueOn: '2024-12-31', unit: 'count', level: 'county' },
        parts: [{ to: '410803', value }],
      },
    },
    mark: seq === null ? null : { seq, day: '2024-12-01' },
    roles: [role],
  });
  const all = [made('a', 3, 100), made('b', 5, 150), made('c', null, 200), made('d', 7, 1, 'office')];
  const { inForce, signed, refused } = foldAllotments(all);
  expect(inForce.map((each) => each.id)).toEqual(['b']);
  expect(signed.map((each) => each.id)).toEqual(['c']);
  expect(refused).toEqual([
    { id: 'd', kind: 'target.allotted', reason: 'office may not write target.allotted' },
  ]);
  expect(foldAllotments([...all, ...all].reverse())).toEqual(foldAllotments(all));
  const twice = made('e', 9, 1);
  twice.entry.body.parts = [
    { to: 'x', value: 1 },
    { to: 'x', value: 2 },
  ];
  expect(foldAllotments([twice]).refused[0]!.reason).toContain('named twice');
});
