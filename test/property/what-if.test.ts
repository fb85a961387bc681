import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COUNTIES } from '../../domain/county.ts';
import { addDays, endOfDay } from '../../domain/day.ts';
import type { GateCounters } from '../../domain/gate-day.ts';
import { type Gated, gateTable, TIERS } from '../../domain/gate-table.ts';
import { type Share, shareStatus } from '../../domain/share.ts';
import { type Approval, type Line, Proposed, SEEDS, type TargetBook } from '../../domain/target.ts';
import { medianDay, trialOf, trialOfShare } from '../../domain/what-if.ts';

const DAY = '2024-12-05';
const DAYS = 6;
const day = (n: number) => addDays(DAY, n + 1 - DAYS);

const enterprises: Gated[] = Array.from({ length: 6 }, (_, n) => ({
  ...{ id: `E${n}`, name: `企业${n}`, shortName: `企业${n}`, tier: TIERS[n % 2]! },
  ...{ county: COUNTIES[n % 3]!.code, gates: ['1'], responsible: null },
}));

const share: fc.Arbitrary<Share | null> = fc.option(
  fc.record({ released: fc.nat(40), part: fc.nat(100) }).map(({ released, part }) => ({
    released,
    green: Math.floor((released * part) / 100),
  })),
  { freq: 6 },
);

const request = fc
  .record({
    tier: fc.constantFrom(...TIERS),
    value: fc.integer({ min: 0, max: 1000 }).map((n) => n / 10),
    due: fc.nat(40),
    from: fc.nat(40),
    to: fc.option(fc.nat(60)),
    replaces: fc.constantFrom('2024-12-31', '2024-11-30', null),
    scope: fc.constantFrom({}, { county: COUNTIES[1]!.code }, { enterprise: 'E2' }),
  })
  .map(({ tier, value, due, from, to, replaces, scope }) =>
    Proposed.parse({
      ...{ target: `gate.${tier}.share`, unit: 'percent', value, scope, replaces, reason: '' },
      ...{ dueOn: addDays(DAY, due), effectiveFrom: addDays(DAY, from) },
      effectiveTo: to === null ? null : addDays(DAY, from + to),
    }),
  );

interface World {
  shares: (Share | null)[][];
  body: Proposed;
  own: number | null;
}
const world: fc.Arbitrary<World> = fc.record({
  shares: fc.array(fc.array(share, { minLength: 6, maxLength: 6 }), { minLength: DAYS, maxLength: DAYS }),
  body: request,
  own: fc.option(fc.integer({ min: 0, max: 100 })),
});

const counters = ({ released, green }: Share): GateCounters => ({
  ...{ released, green, unread: 0, suspect: 0, strict: green, unknownClass: 0, refused: 0, manualLifts: 0 },
  ...{
    received: released,
    declared: null,
    receivedByGate: {},
    left: {},
    gates: {},
    lastAt: null,
    detail: null,
  },
  ...{ hours: Array.from({ length: 24 }, () => [0, 0, 0] as [number, number, number]), asOf: 0 },
});

/** The plan's lines, and sometimes an approval that one enterprise has of its own. */
function bookOf(own: number | null): TargetBook {
  if (own === null) return { seeds: SEEDS, approvals: [] };
  const approval: Approval = {
    ...{
      decision: 'd',
      proposal: 'p',
      target: 'gate.key_dual_high.share',
      value: own,
      unit: 'percent' as const,
    },
    ...{ scope: { tier: 'key_dual_high', enterprise: 'E0' }, dueOn: '2024-12-01', replaces: null },
    ...{
      from: '2024-12-01',
      until: null,
      receivedOn: '2024-12-01',
      place: [1, 1],
      decidedBy: 'c',
      paper: false,
    },
  };
  return { seeds: SEEDS, approvals: [approval] };
}

function tried({ shares, body, own }: World) {
  const byDay = new Map(
    shares.map((of, n) => [
      day(n),
      new Map(of.flatMap((each, at) => (each ? [[`E${at}`, each] as const] : []))),
    ]),
  );
  const trial = trialOf(bookOf(own), body, DAY);
  const past = (on: string) => byDay.get(on) ?? null;
  const input = { trial, target: body.target, date: DAY, days: DAYS, enterprises, past, alertDays: [day(1)] };
  return { byDay, trial, result: trialOfShare(input) };
}

/** `gates.day` of a day, were these values the targets of these enterprises since long ago. */
function tableOf(date: string, targets: Map<string, number | null>, shares: Map<string, Share>) {
  const seeds = [...targets].flatMap(([id, value]): Line[] => {
    const { tier, county } = enterprises.find((each) => each.id === id)!;
    const line = { ...SEEDS[0]!, target: `gate.${tier}.share`, scope: { tier, county, enterprise: id } };
    return value === null ? [] : [{ ...line, value, dueOn: '2024-01-01', since: '2024-01-01' }];
  });
  return gateTable({
    ...{ date, now: endOfDay(date), enterprises, closed: new Map(), corrected: new Map(), plans: new Map() },
    counters: new Map([...shares].map(([id, each]) => [id, counters(each)])),
    book: { seeds, approvals: [] },
    past: () => null,
  });
}

test('each day under each version is what gates.day says under that version', () => {
  let moved = 0;
  fc.assert(
    fc.property(world, (given) => {
      const { byDay, result } = tried(given);
      for (const version of ['current', 'proposed'] as const) {
        const targets = new Map(result.enterprises.map((row) => [row.enterprise, row.target[version]]));
        const seen = new Map<string, { met: number; short: number; days: number }>();
        for (const on of result.series) {
          const { rows } = tableOf(on.date, targets, byDay.get(on.date) ?? new Map());
          const own = rows.filter((row) => targets.has(row.enterprise));
          const driven = own.filter((row) => row.released > 0);
          expect(on.met[version]).toBe(own.filter((row) => row.status === 'met').length);
          expect(on.judged).toBe(driven.length);
          expect(on.short[version]).toBe(driven.reduce((sum, row) => sum + (row.tripsShort ?? 0), 0));
          for (const row of driven) {
            const at = seen.get(row.enterprise) ?? { met: 0, short: 0, days: 0 };
            const met = at.met + (row.status === 'met' ? 1 : 0);
            seen.set(row.enterprise, { met, short: at.short + (row.tripsShort ?? 0), days: at.days + 1 });
          }
        }
        for (const row of result.enterprises) {
          const at = seen.get(row.enterprise) ?? { met: 0, short: 0, days: 0 };
          expect([row.metDays[version], row.short[version], row.days]).toEqual([at.met, at.short, at.days]);
        }
        const { totals, tiers, counties } = result;
        for (const groups of [tiers, counties]) {
          const sum = (of: (group: (typeof groups)[number]) => number) =>
            groups.reduce((total, group) => total + of(group), 0);
          expect(sum((group) => group.metDays[version])).toBe(totals.metDays[version]);
          expect(sum((group) => group.short[version])).toBe(totals.short[version]);
          expect(sum((group) => group.met[version])).toBe(totals.met[version]);
        }
      }
      if (result.totals.gains + result.totals.loses > 0) moved++;
    }),
    { numRuns: 120 },
  );
  expect(moved).toBeGreaterThan(10);
});

test('the lines tried are those that gates.day would show on the day the new one stands', () => {
  fc.assert(
    fc.property(world, (given) => {
      const { trial, result } = tried(given);
      const { standsOn, judgedOn, books } = trial;
      for (const version of ['current', 'proposed'] as const) {
        const { rows } = gateTable({
          ...{
            date: judgedOn,
            now: endOfDay(judgedOn),
            enterprises,
            closed: new Map(),
            corrected: new Map(),
          },
          ...{ plans: new Map(), counters: new Map(), book: books[version], past: () => null },
        });
        for (const row of result.enterprises)
          expect(row.target[version]).toBe(rows.find((each) => each.enterprise === row.enterprise)!.target);
      }
      const { days, spans } = result.ahead;
      if (!days) expect(spans).toEqual([]);
      else {
        expect(spans[0]!.from).toBe(addDays(DAY, 1));
        expect(spans.at(-1)!.to).toBe(standsOn);
        for (const [at, span] of spans.slice(1).entries()) expect(span.from).toBe(addDays(spans[at]!.to, 1));
      }
    }),
    { numRuns: 120 },
  );
});

test('a median day is met exactly when more than half of the days are', () => {
  const traffic = fc.record({ released: fc.integer({ min: 1, max: 60 }), part: fc.nat(60) });
  fc.assert(
    fc.property(fc.array(traffic, { minLength: 1, maxLength: 31 }), fc.nat(100), (days, target) => {
      const shares = days.map(({ released, part }) => ({ released, green: Math.min(released, part) }));
      const met = shares.filter((each) => shareStatus({ ...each, target }) === 'met').length;
      const median = medianDay(shares)!;
      expect(shareStatus({ ...median, target }) === 'met').toBe(met * 2 > shares.length);
    }),
  );
  expect(medianDay([])).toBeNull();
});
