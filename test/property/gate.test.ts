import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ColourNorm } from '../../domain/colour.ts';
import { carriedIn, judge } from '../../domain/gate.ts';
import type { Passage } from '../../domain/passage.ts';
import { percentFloor1, rank, shareStatus, tripsShort } from '../../domain/share.ts';

const day = '2024-11-30';
const midnight = Date.parse('2024-11-30T00:00:00+08:00');
const DAY_MS = 86_400_000;

const norms: ColourNorm[] = [
  'YELLOW',
  'YELLOW_GREEN',
  'GREEN',
  'GRADIENT_GREEN',
  'BLUE',
  'FARM_GREEN',
  'OTHER',
  'UNKNOWN',
];

/** Few plates, gates and seconds, so that duplicates, chains over midnight and equal times come up all the time. */
const passageOf = (from: number, to: number): fc.Arbitrary<Passage> =>
  fc
    .record({
      id: fc.integer({ min: 0, max: 40 }).map((n) => `p${n}`),
      gate: fc.constantFrom('1', '1', '2'),
      direction: fc.constantFrom('out' as const, 'out' as const, 'out' as const, 'in' as const),
      at: fc.integer({ min: from / 10_000, max: to / 10_000 }).map((n) => n * 10_000),
      released: fc.constantFrom(true, true, true, false),
      mode: fc.constantFrom(null, 'auto' as const, 'manual' as const),
      plate: fc.constantFrom(
        '豫H12345D',
        '豫h·12345d',
        '豫H6K888',
        '豫H1234挂',
        '豫H12345',
        '豫H7B?09',
        null,
        '',
      ),
      norm: fc.constantFrom(null, ...norms),
      type: fc.constantFrom(null, 'Q11', 'H11', 'H51', 'K11'),
      revision: fc.integer({ min: 0, max: 2 }),
    })
    .map(({ norm, type, mode, ...rest }) => {
      const passage: Passage = { enterprise: 'E', ...rest };
      if (norm !== null) passage.plateColor = { system: 'TEXT', code: norm, norm };
      if (type !== null) passage.vehicleType = type;
      if (mode !== null) passage.releaseMode = mode;
      return passage;
    });

const aroundMidnight = fc.array(passageOf(midnight - 900_000, midnight + 900_000), { maxLength: 60 });
const anyTime = fc.array(passageOf(midnight - DAY_MS, midnight + 2 * DAY_MS), { maxLength: 60 });
const deliveries = fc.oneof(aroundMidnight, anyTime);
/** Records as the office stores them: one for each id and revision. */
const stored = deliveries.map((all) => [...new Map(all.map((p) => [`${p.id} ${p.revision}`, p])).values()]);

const shuffled = <T>(items: fc.Arbitrary<T[]>): fc.Arbitrary<[T[], T[]]> =>
  items.chain((list) =>
    fc.tuple(
      fc.constant(list),
      fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
    ),
  );

test('any order gives the same verdicts and counts', () => {
  fc.assert(
    fc.property(shuffled(deliveries), ([one, other]) => {
      expect(judge(other, { day })).toEqual(judge(one, { day }));
    }),
  );
});

test('what comes twice counts once, however the deliveries are split', () => {
  fc.assert(
    fc.property(stored, fc.nat(60), fc.nat(60), (all, a, b) => {
      const first = all.slice(0, Math.max(a, b));
      const second = all.slice(Math.min(a, b));
      const copies = [...second, ...first, ...second].map((p) => structuredClone(p));
      expect(judge(copies, { day })).toEqual(judge(all, { day }));
    }),
  );
});

/** The rule of CONTRACT.md written a second time, as slowly and literally as it reads. */
function naive(all: Passage[]) {
  const newest = all.filter((p) => !all.some((q) => q.id === p.id && q.revision > p.revision));
  const green = (p: Passage) =>
    ['YELLOW_GREEN', 'GRADIENT_GREEN', 'GREEN'].includes(p.plateColor?.norm ?? '');
  const text = (p: Passage) => (p.plate ?? '').replace('·', '').toUpperCase();
  const population = newest
    .filter((p) => p.direction === 'out' && p.released && !text(p).endsWith('挂'))
    .filter((p) =>
      p.vehicleType === undefined
        ? ['YELLOW', 'YELLOW_GREEN'].includes(p.plateColor?.norm ?? '')
        : /^(Q|H(?!5))/.test(p.vehicleType),
    )
    .sort((p, q) => p.at - q.at || (p.id < q.id ? -1 : 1));
  const counted: Passage[] = [];
  for (const p of population) {
    const same = counted.filter((q) => text(q) !== '' && text(q) === text(p) && q.gate === p.gate);
    const last = same.at(-1);
    if (last === undefined || p.at - last.at > 120_000) counted.push(p);
  }
  const ofDay = counted.filter((p) => p.at >= midnight && p.at < midnight + DAY_MS);
  const form = (p: Passage) => text(p) === '豫H12345D';
  const suspect = (p: Passage) =>
    text(p) !== '' && (p.plateColor?.norm ?? 'UNKNOWN') !== 'UNKNOWN' && green(p) !== form(p);
  return {
    ids: ofDay.map((p) => p.id),
    released: ofDay.length,
    green: ofDay.filter((p) => green(p) || form(p)).length,
    unread: ofDay.filter((p) => text(p) === '').length,
    suspect: ofDay.filter(suspect).length,
    strict: ofDay.filter((p) => (green(p) || form(p)) && !suspect(p)).length,
    unknownClass: ofDay.filter((p) => p.vehicleType === undefined).length,
  };
}

test('the rule agrees with a slow and literal reading of it', () => {
  fc.assert(
    fc.property(stored, (all) => {
      const { verdicts, counts } = judge(all, { day });
      const { ids, ...expected } = naive(all);
      expect(verdicts.filter((verdict) => verdict.outcome === 'released').map(({ id }) => id)).toEqual(ids);
      expect(counts).toMatchObject(expected);
    }),
    { numRuns: 500 },
  );
});

test('every passage received is released or left out for one reason, and the hours add up', () => {
  fc.assert(
    fc.property(deliveries, (all) => {
      const { counts } = judge(all, { day });
      const left = Object.values(counts.left).reduce((sum, n) => sum + n, 0);
      expect(counts.released + left).toBe(counts.received);
      expect(Object.values(counts.receivedByGate).reduce((sum, n) => sum + n, 0)).toBe(counts.received);
      for (const [place, total] of [counts.released, counts.green, counts.unread].entries())
        expect(counts.hours.reduce((sum, hour) => sum + hour[place]!, 0)).toBe(total);
      expect(counts.strict).toBeLessThanOrEqual(counts.green);
      expect(counts.green).toBeLessThanOrEqual(counts.released);
    }),
  );
});

test('what is carried over midnight is enough to judge the day', () => {
  let carriedAny = 0;
  fc.assert(
    fc.property(stored, (all) => {
      const newest = all.filter((p) => !all.some((q) => q.id === p.id && q.revision > p.revision));
      const carried = carriedIn(newest, { day });
      carriedAny += carried.length;
      const ofDay = newest.filter((p) => p.at >= midnight && p.at < midnight + DAY_MS);
      expect(judge([...carried, ...ofDay], { day }).counts).toEqual(judge(newest, { day }).counts);
    }),
    { numRuns: 300 },
  );
  expect(carriedAny).toBeGreaterThan(0);
});

test('a chain of reads over midnight needs its whole beginning', () => {
  const truck = (id: string, offset: number): Passage => ({
    id,
    enterprise: 'E',
    gate: '1',
    direction: 'out',
    at: midnight + offset * 1000,
    released: true,
    plate: '豫H12345D',
    vehicleType: 'Q11',
    revision: 0,
  });
  const chain = [truck('a', -500), truck('b', -170), truck('c', -60), truck('d', 40)];
  // c is a duplicate of b, so d, 210 s after b, counts: seeing c alone would have left d out.
  expect(judge(chain, { day }).counts.released).toBe(1);
  expect(carriedIn(chain, { day }).map(({ id }) => id)).toEqual(['b', 'c']);
  expect(judge([chain[2]!, chain[3]!], { day }).counts.released).toBe(0);
});

const share = fc
  .tuple(fc.nat(1_000_000), fc.nat(1_000_000))
  .map(([a, b]) => ({ released: Math.max(a, b), green: Math.min(a, b) }));
const target = fc.integer({ min: 0, max: 100 });

test('a share is never rounded up to a pass', () => {
  fc.assert(
    fc.property(share, target, ({ released, green }, aim) => {
      fc.pre(released > 0);
      const passed = BigInt(green) * 100n >= BigInt(aim) * BigInt(released);
      expect(shareStatus({ released, green, target: aim })).toBe(passed ? 'met' : 'below');
      const painted = percentFloor1(green, released)!;
      if (!passed) expect(painted).toBeLessThan(aim);
      expect(BigInt(Math.round(painted * 10)) * BigInt(released)).toBeLessThanOrEqual(BigInt(green) * 1000n);
    }),
    { numRuns: 2000 },
  );
});

test('trips short is the least number that makes a pass', () => {
  fc.assert(
    fc.property(share, target, ({ released, green }, aim) => {
      fc.pre(released > 0);
      const short = tripsShort(aim, released, green);
      expect(shareStatus({ released, green: green + short, target: aim })).toBe('met');
      if (short > 0) expect(shareStatus({ released, green: green + short - 1, target: aim })).toBe('below');
    }),
    { numRuns: 2000 },
  );
});

test('a ranking is the same whatever order its rows come in', () => {
  const rows = fc.uniqueArray(fc.record({ name: fc.string(), released: fc.nat(9), green: fc.nat(9) }), {
    selector: (row) => row.name,
  });
  fc.assert(
    fc.property(shuffled(rows), ([one, other]) => {
      const nameOf = (row: { name: string }) => row.name;
      expect(rank(other, nameOf)).toEqual(rank(one, nameOf));
    }),
  );
});
