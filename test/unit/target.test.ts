import { expect, test } from 'vitest';
import {
  type Approval,
  gateTarget,
  historyOf,
  Proposed,
  SEEDS,
  type TargetBook,
  targetFor,
  targetsOn,
} from '../../domain/target.ts';

const KEY = 'gate.key_dual_high.share';
const plan: TargetBook = { seeds: SEEDS, approvals: [] };

function approval(over: Partial<Approval> = {}): Approval {
  return {
    decision: 'd1',
    proposal: 'p1',
    target: KEY,
    value: 85,
    unit: 'percent',
    scope: { tier: 'key_dual_high' },
    dueOn: '2024-12-31',
    replaces: '2024-12-31',
    from: '2024-12-10',
    until: null,
    receivedOn: '2024-12-05',
    place: [1, 1],
    decidedBy: 'deputy',
    paper: false,
    ...over,
  };
}
const book = (...approvals: Approval[]): TargetBook => ({ seeds: SEEDS, approvals });
const values = (of: TargetBook, question: Parameters<typeof targetFor>[1]) => {
  const { inForce, next } = targetFor(of, question);
  return [inForce?.value ?? null, next?.value ?? null];
};

// CONTRACT.md: before the first due date there is no target, only the next one.
test('the plan by itself, day by day', () => {
  expect(values(plan, { target: KEY, day: '2024-11-29' })).toEqual([null, 80]);
  expect(values(plan, { target: KEY, day: '2024-11-30' })).toEqual([80, 90]);
  expect(values(plan, { target: KEY, day: '2024-12-30' })).toEqual([80, 90]);
  expect(values(plan, { target: KEY, day: '2024-12-31' })).toEqual([90, null]);
  expect(values(plan, { target: 'gate.other_gated.share', day: '2024-12-01' })).toEqual([50, 70]);
  expect(values(plan, { target: 'trucks', day: '2024-12-31' })).toEqual([500, 2000]);
  expect(targetFor(plan, { target: 'stations', day: '2024-12-31' }).inForce).toMatchObject({
    value: 5,
    upper: 10,
  });
  expect(gateTarget(plan, { day: '2024-12-01', tier: 'key_dual_high' }).inForce?.basis.status).toBe(
    '征求意见',
  );
});

test('an approval takes the place of the line it names, from its day on', () => {
  const changed = book(approval());
  expect(values(changed, { target: KEY, day: '2024-12-09' })).toEqual([80, 90]);
  expect(values(changed, { target: KEY, day: '2024-12-10' })).toEqual([80, 85]);
  expect(values(changed, { target: KEY, day: '2024-12-31' })).toEqual([85, null]);
  expect(targetFor(changed, { target: KEY, day: '2024-12-31' }).inForce).toMatchObject({
    since: '2024-12-31',
    proposal: 'p1',
    decidedBy: 'deputy',
  });
});

test('a postponement leaves the line before it in force until the new date', () => {
  const moved = book(approval({ dueOn: '2025-01-31', value: 90 }));
  expect(values(moved, { target: KEY, day: '2024-12-31' })).toEqual([80, 90]);
  expect(values(moved, { target: KEY, day: '2025-01-31' })).toEqual([90, null]);
});

test('effectiveTo is inclusive, and the replaced line is back afterwards', () => {
  const relief = book(approval({ until: '2025-01-15' }));
  expect(values(relief, { target: KEY, day: '2025-01-15' })).toEqual([85, null]);
  expect(values(relief, { target: KEY, day: '2025-01-16' })).toEqual([90, null]);
});

test('of two due the same day the later receipt counts, in whatever order they stand', () => {
  const first = approval({ decision: 'd1', value: 85, replaces: null, place: [1, 1] });
  const second = approval({ decision: 'd2', value: 88, replaces: null, place: [2, 2] });
  for (const of of [book(first, second), book(second, first)])
    expect(values(of, { target: KEY, day: '2024-12-31' })).toEqual([88, null]);
});

test('the narrowest scope wins, and a change for one leaves the others', () => {
  const one = approval({
    decision: 'd2',
    place: [2, 2],
    value: 60,
    dueOn: '2024-12-20',
    scope: { tier: 'key_dual_high', enterprise: 'X' },
    replaces: '2024-12-31',
  });
  const county = approval({
    decision: 'd3',
    place: [3, 3],
    value: 70,
    dueOn: '2024-12-20',
    scope: { tier: 'key_dual_high', county: '410803' },
    replaces: null,
  });
  const of = book(one, county);
  const day = '2024-12-31';
  expect(values(of, { target: KEY, day, enterprise: 'X', county: '410803' })).toEqual([60, null]);
  expect(values(of, { target: KEY, day, enterprise: 'Y', county: '410803' })).toEqual([70, null]);
  expect(values(of, { target: KEY, day, enterprise: 'Z', county: '410882' })).toEqual([90, null]);
  expect(values(of, { target: KEY, day })).toEqual([90, null]);
  // Postponed for X alone: the tier's line of that date does not come in by the back door.
  const later = book({ ...one, dueOn: '2025-01-31', value: 85 });
  expect(values(later, { target: KEY, day, enterprise: 'X', county: '410803' })).toEqual([80, 85]);
  expect(values(later, { target: KEY, day, enterprise: 'Y', county: '410803' })).toEqual([90, null]);
});

test('targets of a day: in force and next apart, a line of its own for each scope', () => {
  const before = targetsOn(plan, '2024-11-29');
  expect(before.inForce).toEqual([]);
  expect(before.next.map((line) => [line.target, line.value])).toEqual([
    [KEY, 80],
    ['gate.other_gated.share', 50],
    ['trucks', 500],
    ['stations', 5],
    ['piles', 100],
    ['guns', 200],
  ]);
  const scoped = targetsOn(
    book(
      approval({
        value: 60,
        dueOn: '2024-12-10',
        scope: { tier: 'key_dual_high', enterprise: 'X' },
        replaces: null,
      }),
    ),
    '2024-12-15',
  );
  expect(scoped.inForce.filter((line) => line.target === KEY).map((line) => line.value)).toEqual([80, 60]);
});

test('the history of a target names every line', () => {
  expect(
    historyOf(book(approval({ from: '2025-02-01' })), KEY).map((line) => [line.since, line.value]),
  ).toEqual([
    ['2024-11-30', 80],
    ['2024-12-31', 90],
    ['2025-02-01', 85],
  ]);
});

test('a proposal says what is wrong with it', () => {
  const good = {
    target: KEY,
    value: 85,
    unit: 'percent',
    dueOn: '2024-12-31',
    effectiveFrom: '2024-12-10',
    scope: {},
    replaces: null,
    reason: '停产检修',
    extra: 1,
  };
  expect(Proposed.parse(good)).toEqual(good);
  for (const [wrong, path] of [
    [{ value: 101 }, 'value'],
    [{ value: -1 }, 'value'],
    [{ value: 85.0001 }, 'value'],
    [{ unit: 'count', value: 3 }, 'unit'],
    [{ dueOn: '2024-02-30' }, 'dueOn'],
    [{ effectiveTo: '2024-12-09' }, 'effectiveTo'],
    [{ scope: { tier: 'other_gated' } }, 'scope'],
    [{ target: 'guns', unit: 'count', value: 1.5 }, 'value'],
  ] as const) {
    const result = Proposed.safeParse({ ...good, ...wrong });
    expect(result.error?.issues[0]?.path[0], JSON.stringify(wrong)).toBe(path);
  }
});
