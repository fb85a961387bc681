import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  areaFirst,
  type CarriedFile,
  type Choice,
  covers,
  documentsOf,
  FILE_KINDS,
  loadOf,
  narrowed,
  riding,
} from '../../domain/carry.ts';
import { COUNTIES } from '../../domain/county.ts';
import { addDays, monthOf } from '../../domain/day.ts';

const codes = COUNTIES.map(({ code }) => code);
const day = fc.integer({ min: 0, max: 90 }).map((n) => addDays('2024-10-15', n));
/** As records say it: a code, a name, a code of another city, words that name none, nothing. */
const said = fc.oneof(
  fc.constantFrom(...COUNTIES.flatMap(({ code, zh }) => [code, zh, `焦作市${zh}李封路口`])),
  fc.constantFrom('410181', '不知何处', null),
);
const choice: fc.Arbitrary<Choice> = fc
  .record({
    days: fc.tuple(day, day).map((two) => two.toSorted()),
    families: fc.subarray(['cases', 'checks', 'gate-days', 'gates', 'duty'] as const),
    counties: fc.subarray(codes, { maxLength: 4 }),
    files: fc.subarray([...FILE_KINDS]),
  })
  .map(({ days: [from, to], ...rest }) => ({ from: from!, to: to!, ...rest }));
const file: fc.Arbitrary<CarriedFile> = fc.record({ day, county: said, hash: fc.string() }).chain((rest) =>
  fc.constantFrom('gates', 'cases', 'checks').map((family) => ({
    ...{ hash: rest.hash, county: rest.county, of: family === 'gates' ? ('details' as const) : 'pictures' },
    doc: `${family}/${family === 'gates' ? rest.day : monthOf(rest.day)}`,
  })),
);
const placed = (county: string | null) =>
  COUNTIES.find(({ code, zh }) => county === code || county === zh || county?.startsWith(`焦作市${zh}`))
    ?.code ?? (county === '410181' ? county : null);

test('a file rides if and only if its document does, its kind is wanted, and it is of the area or of none that is known', () => {
  fc.assert(
    fc.property(choice, file, (chosen, one) => {
      const [family, period] = one.doc.split('/') as [string, string];
      const inTime =
        family === 'gates'
          ? chosen.from <= period && period <= chosen.to
          : monthOf(chosen.from) <= period && period <= monthOf(chosen.to);
      const held = family === 'gates' || (chosen.families as readonly string[]).includes(family);
      const county = placed(one.county);
      const near = chosen.counties.length === 0 || county === null || chosen.counties.includes(county);
      const rides = riding(chosen)(one);
      expect(rides).toBe(chosen.files.includes(one.of) && inTime && held && near);
      // Nobody carries a file that no document of his names.
      if (rides) expect(covers(documentsOf(chosen), one.doc)).toBe(true);
    }),
    { numRuns: 10_000 },
  );
});

test('a wider area leaves nothing of the narrower behind, and documents are the same whatever the area', () => {
  fc.assert(
    fc.property(choice, fc.subarray(codes), fc.array(file, { maxLength: 40 }), (chosen, more, files) => {
      const whole = { ...chosen, counties: [] };
      const wider = { ...chosen, counties: [...new Set([...chosen.counties, ...more])] };
      const [some, all] = [riding(chosen), riding(whole)];
      const wide = riding(chosen.counties.length === 0 ? whole : wider);
      for (const each of files) {
        if (some(each)) expect(wide(each)).toBe(true);
        if (wide(each)) expect(all(each)).toBe(true);
      }
      expect(documentsOf(chosen)).toEqual(documentsOf(whole));
    }),
    { numRuns: 2000 },
  );
});

test('area first: the same rows, none lost, each group in its order; narrowed: what is left out is counted', () => {
  fc.assert(
    fc.property(fc.array(said), fc.subarray(codes), (counties, area) => {
      const rows = counties.map((county, n) => ({ n, county }));
      const sorted = areaFirst(rows, area, ({ county }) => county);
      expect(sorted.toSorted((a, b) => a.n - b.n)).toEqual(rows);
      const place = ({ county }: (typeof rows)[number]) => {
        const code = placed(county);
        return area.length === 0 ? 0 : code === null ? 1 : area.includes(code) ? 0 : 2;
      };
      expect(sorted).toEqual(rows.toSorted((a, b) => place(a) - place(b) || a.n - b.n));
      const { rows: near, outside, unplaced } = narrowed(rows, area, ({ county }) => county);
      expect(near).toEqual(rows.filter((row) => place(row) < 2));
      expect(near.length + outside).toBe(rows.length);
      expect(unplaced).toBe(rows.filter((row) => place(row) === 1).length);
    }),
    { numRuns: 5000 },
  );
});

test('a size that nobody told is never a zero in silence: each file is here, to come with its size, unsized or away', () => {
  const files = fc.array(
    fc.record({
      hash: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      here: fc.boolean(),
      size: fc.option(fc.nat(1000), { nil: undefined }),
      away: fc.boolean(),
    }),
  );
  fc.assert(
    fc.property(files, (all) => {
      const told = all.map(({ hash, here, size, away }) => ({ hash, here, size: away ? null : size }));
      const load = loadOf(told);
      const each = [...new Map(told.toReversed().map((one) => [one.hash, one])).values()];
      const coming = each.filter(({ here, size }) => !here && typeof size === 'number');
      expect(load.files).toBe(each.length);
      expect(load.here + load.unsized + load.away + coming.length).toBe(load.files);
      expect(load.missing).toBe(coming.reduce((sum, { size }) => sum + size!, 0));
    }),
  );
});
