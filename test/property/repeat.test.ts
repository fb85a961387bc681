import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, dayOf, parseTime } from '../../domain/day.ts';
import { EvidenceFitness, evidenceLacks } from '../../domain/evidence.ts';
import {
  type Measurement,
  measured,
  monthsBack,
  POLLUTANTS,
  REPEAT_SEED,
  type RepeatRule,
  repeatRuleOn,
  repeats,
} from '../../domain/repeat.ts';

const START = parseTime('2024-01-01T00:00:00+08:00')!;
const HOUR = 3_600_000;

const one = fc.record({
  hour: fc.nat(24 * 420),
  pollutant: fc.constantFrom(...POLLUTANTS),
  over: fc.boolean(),
  false: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
});
const history = fc.array(one, { maxLength: 14 }).map((rows): Measurement[] =>
  rows.map(({ hour, pollutant, over, false: wrong }, n) => ({
    ...{ id: `m${n}`, at: START + hour * HOUR, pollutant, over, counts: !wrong },
  })),
);
const rule = fc.record({
  times: fc.integer({ min: 2, max: 4 }),
  months: fc.integer({ min: 1, max: 12 }),
  passResets: fc.boolean(),
  screening: fc.subarray([...POLLUTANTS]),
});

/** The rule read word by word: month by month on the calendar, hit by hit. */
function oracle(all: Measurement[], { times, months, passResets, screening }: RepeatRule) {
  const inWindow = (before: Measurement, hit: Measurement) => {
    const [y, m, d] = dayOf(hit.at).split('-').map(Number) as [number, number, number];
    const month = new Date(Date.UTC(y, m - 1 - months + 1, 0));
    const first = new Date(Date.UTC(y, m - 1 - months, Math.min(d, month.getUTCDate())));
    return dayOf(before.at) >= first.toISOString().slice(0, 10);
  };
  const earlier = (a: Measurement, b: Measurement) => a.at < b.at || (a.at === b.at && a.id < b.id);
  return all
    .filter((hit) => hit.over && hit.counts)
    .map((hit) => {
      const same = all.filter((each) => each.counts && each.pollutant === hit.pollutant);
      const passes = passResets ? same.filter((each) => !each.over && earlier(each, hit)) : [];
      const standing = same.filter(
        (each) =>
          each.over &&
          (each.id === hit.id || earlier(each, hit)) &&
          inWindow(each, hit) &&
          !passes.some((pass) => earlier(each, pass)),
      );
      const leads = screening.includes(hit.pollutant)
        ? 'screen'
        : standing.length >= times
          ? 'punish'
          : 'remind';
      return { id: hit.id, count: standing.length, leads };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

test('10,000 histories: every hit is judged as the rule says word by word', () => {
  let punished = 0;
  fc.assert(
    fc.property(history, rule, (all, config) => {
      const judged = { ...REPEAT_SEED, ...config };
      const got = repeats(all, () => judged);
      punished += got.filter((each) => each.leads === 'punish').length;
      expect(
        got.map(({ id, count, leads }) => ({ id, count, leads })).sort((a, b) => (a.id < b.id ? -1 : 1)),
      ).toEqual(oracle(all, judged));
    }),
    { numRuns: 10_000 },
  );
  expect(punished).toBeGreaterThan(1000);
});

test('a replica without some months judges as the whole does, or not at all', () => {
  let unknown = 0;
  fc.assert(
    fc.property(history, rule, fc.infiniteStream(fc.boolean()), (all, config, kept) => {
      const judged = { ...REPEAT_SEED, ...config };
      const months = new Map<string, boolean>();
      const here = (day: string) => {
        const month = day.slice(0, 7);
        if (!months.has(month)) months.set(month, kept.next().value as boolean);
        return months.get(month)!;
      };
      const whole = (since: string, day: string) => {
        for (let at = since; at <= day; at = addDays(at, 1)) if (!here(at)) return false;
        return true;
      };
      const truth = new Map(
        repeats(all, () => judged).map((each) => [`${each.id} ${each.pollutant}`, each.leads]),
      );
      const part = all.filter((each) => here(dayOf(each.at)));
      for (const each of repeats(part, () => judged, whole)) {
        if (each.leads === 'unknown') unknown++;
        else expect(each.leads).toBe(truth.get(`${each.id} ${each.pollutant}`));
      }
    }),
    { numRuns: 2000 },
  );
  expect(unknown).toBeGreaterThan(100);
});

test('any order and any duplicates give the same; what comes later changes no earlier hit', () => {
  fc.assert(
    fc.property(history, rule, fc.infiniteStream(fc.nat(1000)), (all, config, keys) => {
      const judged = { ...REPEAT_SEED, ...config };
      const shuffled = [...all, ...all.slice(0, 4)]
        .map((item) => ({ item, key: keys.next().value as number }))
        .sort((a, b) => a.key - b.key)
        .map(({ item }) => item);
      const whole = repeats(all, () => judged);
      expect(repeats(shuffled, () => judged)).toEqual(whole);
      const sorted = all.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
      const half = sorted.slice(0, Math.ceil(sorted.length / 2));
      const ids = new Set(half.map((each) => each.id));
      expect(repeats(half, () => judged)).toEqual(whole.filter((each) => ids.has(each.id)));
    }),
    { numRuns: 2000 },
  );
});

test('six calendar months end where the month has no such day', () => {
  expect(monthsBack('2024-11-14', 6)).toBe('2024-05-14');
  expect(monthsBack('2024-08-31', 6)).toBe('2024-02-29');
  expect(monthsBack('2025-08-31', 6)).toBe('2025-02-28');
  expect(monthsBack('2024-03-31', 1)).toBe('2024-02-29');
  expect(monthsBack('2024-01-01', 13)).toBe('2022-12-01');
});

test('the seed: first time a reminder, the second of the same pollutant within six months punishes', () => {
  const at = (day: string) => parseTime(`${day}T09:00:00+08:00`)!;
  const hit = (id: string, day: string): Measurement => ({
    ...{ id, at: at(day), pollutant: 'opacity', over: true, counts: true },
  });
  const seed = () => REPEAT_SEED;
  expect(repeats([hit('a', '2024-05-14'), hit('b', '2024-11-14')], seed).map((each) => each.leads)).toEqual([
    'remind',
    'punish',
  ]);
  expect(repeats([hit('a', '2024-05-13'), hit('b', '2024-11-14')], seed)[1]!.leads).toBe('remind');
  const pass = { ...hit('p', '2024-09-01'), over: false };
  const resets = { ...REPEAT_SEED, passResets: true };
  expect(repeats([hit('a', '2024-08-02'), pass, hit('b', '2024-11-14')], seed).at(-1)!.leads).toBe('punish');
  expect(repeats([hit('a', '2024-08-02'), pass, hit('b', '2024-11-14')], () => resets).at(-1)!.leads).toBe(
    'remind',
  );
});

test('a later statement of the rule holds from its day on', () => {
  const stricter = { ...REPEAT_SEED, from: '2025-01-01', times: 3 };
  expect(repeatRuleOn([stricter], '2024-12-31').times).toBe(2);
  expect(repeatRuleOn([stricter], '2025-01-01').times).toBe(3);
});

test('readings: at the limit is a pass; a record’s own limit goes before the rule’s; what was not measured is absent', () => {
  expect(measured({ btgdjg: 30, lgmhd: 1.5 }, null, REPEAT_SEED)).toEqual([
    { pollutant: 'opacity', value: 30, limit: 30, over: false },
    { pollutant: 'blackness', value: 1.5, limit: 1, over: true },
  ]);
  expect(measured({ btgdjg: 25, nojg: 'x' }, { btgdxz: 20 }, REPEAT_SEED)).toEqual([
    { pollutant: 'opacity', value: 25, limit: 20, over: true },
  ]);
  expect(measured(null, null, REPEAT_SEED)).toEqual([]);
});

test('evidence of a device: calibrated, reviewed twice and published on the day of capture', () => {
  const day = dayOf(START);
  const review = { on: day, number: null };
  const fit = { calibratedTo: day, legalReview: review, technicalReview: review, publishedOn: day };
  expect(evidenceLacks(fit, day)).toEqual([]);
  expect(evidenceLacks(fit, addDays(day, 1))).toEqual(['calibration']);
  expect(evidenceLacks(fit, addDays(day, -1))).toEqual(['legal_review', 'technical_review', 'publication']);
  expect(evidenceLacks(EvidenceFitness.parse({}), day)).toHaveLength(4);
});
