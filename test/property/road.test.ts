import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Alert } from '../../domain/alert.ts';
import { addDays, parseTime } from '../../domain/day.ts';
import {
  clashes,
  inHours,
  judgeRoad,
  type Pass,
  ROAD_SEEDS,
  type RoadBook,
  type RoadRule,
  RoadRuleStated,
  rulesOn,
  ZONES,
  ZoneStated,
} from '../../domain/road.ts';
import { misplaced, type Zone, zonesOf } from '../../domain/road-zone.ts';
import { ENERGIES, type Energy, SIZES, type Size, type Vehicle, vehicleOf } from '../../domain/vehicle.ts';

const START = parseTime('2024-11-01T00:00:00+08:00')!;
const HOUR = 3_600_000;
const basis = { document: '通告', article: '一', status: '征求意见' } as const;

/** Two squares, one in the other, and one apart. */
const square = (x: number, y: number, side: number): [number, number][] => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
];
const zones: Zone[] = [
  { zone: 'outer', name: '外', polygon: square(0, 0, 10), from: '2024-11-01', basis, entry: null },
  {
    zone: 'inner',
    name: '内',
    within: 'outer',
    polygon: square(3, 3, 4),
    from: '2024-11-01',
    basis,
    entry: null,
  },
  { zone: 'named', name: '无界线', polygon: null, from: '2024-11-01', basis, entry: null },
];

const seldom = <T>(some: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: some });
const hourText = fc.nat(23).map((n) => `${String(n).padStart(2, '0')}:00`);
const hours = seldom(fc.array(fc.record({ from: hourText, to: hourText }), { minLength: 1, maxLength: 2 }));
const day = fc.integer({ min: 0, max: 60 }).map((n) => addDays('2024-11-01', n));
const rules = fc.array(
  fc.record({
    rule: fc.constantFrom('road.a', 'road.b', 'road.c', 'road.d'),
    zones: fc.subarray(['outer', 'inner', 'named'], { minLength: 1 }),
    from: day,
    to: seldom(day),
    hours,
    alert: seldom(fc.subarray(['yellow', 'orange'] as const, { minLength: 1 })),
    vehicles: fc.record({
      sizes: fc.option(fc.subarray([...SIZES], { minLength: 1 }), { nil: undefined }),
      energies: fc.option(fc.subarray([...ENERGIES], { minLength: 1 }), { nil: undefined }),
    }),
    effect: fc.constantFrom('forbid' as const, 'pass' as const),
    withdrawn: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  }),
  { minLength: 1, maxLength: 6 },
);
const asRules = (made: typeof rules extends fc.Arbitrary<infer T> ? T : never): RoadRule[] =>
  made.map((each) => ({ ...each, name: each.rule, basis, entry: null }));

const alerts = fc
  .array(
    fc.tuple(fc.constantFrom('yellow' as const, 'orange' as const), fc.nat(900), fc.nat(300), fc.boolean()),
    {
      maxLength: 2,
    },
  )
  .map((list): Alert[] =>
    list.map(([level, from, hours, lifted], n) => ({
      ...{ id: `alert-${n}`, level, from: START + from * HOUR, until: START + (from + hours) * HOUR },
      ...{ response: '', measures: '', liftedAt: lifted ? START + (from + hours / 2) * HOUR : null },
    })),
  );
const passes = fc
  .array(fc.tuple(fc.subarray(['outer', 'inner', 'named'], { minLength: 1 }), day, fc.nat(30), hours), {
    maxLength: 2,
  })
  .map((list): Pass[] =>
    list.map(([of, from, days, windows], n) => ({
      ...{ plate: '豫H6K888', code: `pass-${n}`, zones: of, from, to: addDays(from, days), hours: windows },
      withdrawnOn: null,
    })),
  );
const place = fc.oneof(
  fc.record({ lon: fc.integer({ min: -1, max: 11 }).map((n) => n + 0.5), lat: fc.constant(4.5) }),
  fc.record({ zone: fc.constantFrom('outer', 'inner', 'named', 'nowhere') }),
  fc.constant({}),
);
const vehicle = fc.record({
  sizes: fc.subarray([...SIZES], { minLength: 1 }),
  energies: fc.subarray([...ENERGIES], { minLength: 1 }),
});

/** One known vehicle against one rule, read word by word. */
function stopped(
  book: RoadBook,
  size: Size,
  energy: Energy,
  inside: (zone: string) => boolean,
  at: number,
): boolean {
  const date = new Date(at + 8 * HOUR).toISOString();
  const today = date.slice(0, 10);
  const minute = Number(date.slice(11, 13)) * 60 + Number(date.slice(14, 16));
  const covered = (windows: RoadRule['hours']) =>
    !windows?.length ||
    windows.some(({ from, to }) => {
      const [a, b] = [from, to].map((text) => Number(text.slice(0, 2)) * 60) as [number, number];
      return a <= b ? a <= minute && minute < b : minute >= a || minute < b;
    });
  const names = [...new Set(book.rules.map((each) => each.rule))];
  return names.some((name) => {
    const versions = book.rules.filter((each) => each.rule === name && each.from <= today);
    const newest = versions
      .map((each) => each.from)
      .sort()
      .at(-1);
    const rule = versions.filter((each) => each.from === newest).at(-1);
    if (!rule || rule.withdrawn || (rule.to != null && today > rule.to) || !covered(rule.hours)) return false;
    if (rule.vehicles.sizes && !rule.vehicles.sizes.includes(size)) return false;
    if (rule.vehicles.energies && !rule.vehicles.energies.includes(energy)) return false;
    const alarmed = book.alerts.some(
      (each) =>
        rule.alert?.includes(each.level) &&
        each.from <= at &&
        at < (each.until ?? Infinity) &&
        at < (each.liftedAt ?? Infinity),
    );
    if (rule.alert && !alarmed) return false;
    return rule.zones.some(
      (zone) =>
        inside(zone) &&
        !(
          rule.effect === 'pass' &&
          book.passes.some(
            (pass) =>
              pass.zones.includes(zone) && pass.from <= today && today <= pass.to && covered(pass.hours),
          )
        ),
    );
  });
}

test('10,000 books: a known vehicle at a known place is judged as the rules say word by word', () => {
  const seen = { allowed: 0, forbidden: 0, open: 0 };
  fc.assert(
    fc.property(
      ...[rules, alerts, passes],
      fc.constantFrom(...SIZES),
      fc.constantFrom(...ENERGIES),
      fc.integer({ min: 0, max: 9 }),
      fc.nat(60 * 24 * 60),
      (made, alarm, granted, size, energy, x, minutes) => {
        const book: RoadBook = { zones, rules: asRules(made), alerts: alarm, passes: granted };
        const at = START + minutes * 60_000;
        const inside = (zone: string) => zone === 'outer' || (zone === 'inner' && x >= 3 && x < 7);
        const known = { vehicle: { sizes: [size], energies: [energy], special: null }, at };
        // The zone without a line is told by name alone, so the place names one beside its position.
        const where = { lon: x + 0.5, lat: 4.5, zone: inside('inner') ? 'inner' : 'outer' };
        const got = judgeRoad(book, '豫H6K888', { ...known, place: where });
        seen[got.verdict]++;
        expect(got.verdict).toBe(stopped(book, size, energy, inside, at) ? 'forbidden' : 'allowed');
      },
    ),
    { numRuns: 10_000 },
  );
  expect(seen.forbidden).toBeGreaterThan(1000);
  expect(seen.allowed).toBeGreaterThan(1000);
});

test('what is not known is never an accusation: an open answer alone differs from world to world', () => {
  const seen = { allowed: 0, forbidden: 0, open: 0 };
  fc.assert(
    fc.property(
      rules,
      alerts,
      passes,
      vehicle,
      place,
      fc.nat(60 * 24),
      (made, alarm, granted, cart, where, hour) => {
        const book: RoadBook = { zones, rules: asRules(made), alerts: alarm, passes: granted };
        const at = START + hour * HOUR;
        const whole: Vehicle = { ...cart, special: null };
        const { verdict } = judgeRoad(book, '豫H6K888', { vehicle: whole, place: where, at });
        seen[verdict]++;
        if (verdict === 'open') return;
        for (const size of cart.sizes)
          for (const energy of cart.energies) {
            const single = { sizes: [size], energies: [energy], special: null };
            expect(judgeRoad(book, '豫H6K888', { vehicle: single, place: where, at }).verdict).toBe(verdict);
          }
      },
    ),
    { numRuns: 3000 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(100);
});

const seeds: RoadBook = { zones: ZONES, rules: ROAD_SEEDS, passes: [], alerts: [] };
const noon = (date: string) => parseTime(`${date}T12:00:00+08:00`)!;
const inner = { zone: '禁行区' };
const outer = { zone: '限行区' };

test('the seeds: phases, plates and passes as the notice is understood', () => {
  const diesel = vehicleOf({ plate: '豫H6K888', colour: 'YELLOW', vehicleType: 'Q11' });
  const electric = vehicleOf({ plate: '豫H12345D', colour: 'YELLOW_GREEN', vehicleType: 'Q11' });
  const verdict = (book: RoadBook, plate: string, cart: Vehicle, place: object, date: string) =>
    judgeRoad(book, plate, { vehicle: cart, place, at: noon(date) }).verdict;
  expect(verdict(seeds, '豫H6K888', diesel, inner, '2024-10-31')).toBe('allowed');
  expect(verdict(seeds, '豫H6K888', diesel, inner, '2024-11-01')).toBe('forbidden');
  expect(verdict(seeds, '豫H12345D', electric, inner, '2024-11-01')).toBe('allowed');
  expect(verdict(seeds, '豫H12345D', electric, inner, '2025-07-01')).toBe('forbidden');
  expect(verdict(seeds, '豫H12345D', electric, outer, '2025-07-01')).toBe('allowed');
  const pass: Pass = {
    ...{
      plate: '豫H6K888',
      code: 'T1',
      zones: ['限行区'],
      from: '2024-11-01',
      to: '2024-11-30',
      hours: null,
    },
    withdrawnOn: null,
  };
  const granted = { ...seeds, passes: [pass] };
  expect(verdict(granted, '豫H6K888', diesel, outer, '2024-11-30')).toBe('allowed');
  expect(
    judgeRoad(granted, '豫H6K888', { vehicle: diesel, place: outer, at: noon('2024-12-01') }).reasons[0]!.why,
  ).toBe('pass_elsewhen');
  // A code opens no zone that is barred to all of its kind.
  expect(verdict(granted, '豫H6K888', diesel, inner, '2024-11-30')).toBe('forbidden');
  const taken = { ...seeds, passes: [{ ...pass, withdrawnOn: '2024-11-15' }] };
  expect(verdict(taken, '豫H6K888', diesel, outer, '2024-11-14')).toBe('allowed');
  expect(verdict(taken, '豫H6K888', diesel, outer, '2024-11-15')).toBe('forbidden');
});

test('an alert switches its rules on and off by time, and a pass does not lift them', () => {
  const alert: Alert = {
    ...{ id: 'a', level: 'orange', from: noon('2024-12-03'), until: null, response: '', measures: '' },
    liftedAt: noon('2024-12-05'),
  };
  const pass: Pass = {
    ...{
      plate: '豫H6K888',
      code: 'T1',
      zones: ['限行区'],
      from: '2024-11-01',
      to: '2024-12-31',
      hours: null,
    },
    withdrawnOn: null,
  };
  const book = { ...seeds, alerts: [alert], passes: [pass] };
  const truck = vehicleOf({ plate: '豫H6K888', colour: 'YELLOW', vehicleType: 'H11' });
  const at = (time: number) => judgeRoad(book, '豫H6K888', { vehicle: truck, place: outer, at: time });
  expect(at(noon('2024-12-03') - 1).verdict).toBe('allowed');
  expect(at(noon('2024-12-03'))).toMatchObject({ verdict: 'forbidden', reasons: [{ alert: 'a' }] });
  expect(at(noon('2024-12-05')).verdict).toBe('allowed');
});

test('a plate alone, an unread plate and an unknown place stay open; a clash needs a certain answer', () => {
  const bare = vehicleOf({ plate: '豫H6K888' });
  const open = judgeRoad(seeds, '豫H6K888', { vehicle: bare, place: inner, at: noon('2024-11-10') });
  expect(open).toMatchObject({
    verdict: 'open',
    reasons: [{ why: 'open', lacks: ['vehicle'] }, { why: 'open' }],
  });
  const truck = vehicleOf({ colour: 'YELLOW', vehicleType: 'H11' });
  expect(judgeRoad(seeds, null, { vehicle: truck, place: outer, at: noon('2024-11-10') }).verdict).toBe(
    'open',
  );
  expect(judgeRoad(seeds, null, { vehicle: truck, place: {}, at: noon('2024-11-10') }).verdict).toBe('open');
  expect(clashes(true, open)).toBe(false);
  expect(clashes(true, { verdict: 'allowed', reasons: [], pass: null })).toBe(true);
  expect(clashes(false, { verdict: 'forbidden', reasons: [], pass: null })).toBe(true);
});

test('what form and colour say of a vehicle; where they disagree both answers stay', () => {
  expect(vehicleOf({ plate: '豫H12345D' }).energies).toEqual(['new_energy']);
  expect(vehicleOf({ plate: '豫H12345D', colour: 'YELLOW' }).energies).toEqual(ENERGIES);
  expect(vehicleOf({ plate: null, fuel: 'C' }).energies).toEqual(['new_energy']);
  expect(vehicleOf({ plate: null }).sizes).toEqual(SIZES);
  expect(vehicleOf({ plate: '豫H6K888', vehicleType: 'Z11' })).toMatchObject({ special: true, sizes: SIZES });
  expect(vehicleOf({ vehicleType: 'h31' }).sizes).toEqual(['light']);
});

test('windows over midnight, versions, lines and statements', () => {
  const at = (time: string) => parseTime(`2024-11-10T${time}:00+08:00`)!;
  const night = [{ from: '22:00', to: '06:00' }];
  expect([at('21:59'), at('22:00'), at('05:59'), at('06:00')].map((each) => inHours(night, each))).toEqual([
    ...[false, true, true, false],
  ]);
  const first = { ...ROAD_SEEDS[0]!, from: '2024-11-01' };
  const gone = { ...first, from: '2024-12-01', withdrawn: true };
  expect(rulesOn([gone, first], '2024-11-30')).toHaveLength(1);
  expect(rulesOn([gone, first], '2024-12-01')).toHaveLength(0);
  const now = zonesOf(zones, '2024-11-02');
  expect(misplaced(now, { zone: 'inner', lon: 1, lat: 1 })).toBe(true);
  expect(misplaced(now, { zone: 'inner', lon: 5, lat: 5 })).toBe(false);
  expect(misplaced(now, { zone: 'inner' })).toBe(false);
  for (const seed of ROAD_SEEDS) expect(RoadRuleStated.safeParse(seed).success).toBe(true);
  for (const zone of ZONES) expect(ZoneStated.safeParse(zone).success).toBe(true);
});
