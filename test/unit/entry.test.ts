import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical, type Json, notJson } from '../../domain/ledger/canonical.ts';
import { clockText, FAR_AHEAD_MS, merge, readClock, tick } from '../../domain/ledger/clock.ts';
import { Entry, formFault } from '../../domain/ledger/entry.ts';

const good = {
  v: 1,
  id: '0193-a',
  kind: 'case.opened',
  subject: 's',
  at: '1732953600000-0000-d',
  by: { person: 'p', device: 'd' },
  body: {},
};

test('the check by hand and the schema say the same of whatever stands in a field', () => {
  const value = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(undefined, '', 'a\u0000', 'x'.repeat(129), '__proto__', 'a.b', 1.5),
  );
  const field = fc.constantFrom(...Object.keys(good), 'key', 'alg', 'sig', 'more');
  fc.assert(
    fc.property(field, value, (name, wrong) => {
      const entry: Record<string, unknown> = { ...good, [name]: wrong };
      if (wrong === undefined) delete entry[name];
      expect(formFault(entry) === null, JSON.stringify(entry)).toBe(Entry.safeParse(entry).success);
    }),
    { numRuns: 3000 },
  );
  expect(formFault(good)).toBeNull();
});

test('canonical form: RFC 8785 examples, any order of keys, nothing that is not JSON', () => {
  expect(canonical({ numbers: [1e30, 4.5, 2e-3, 1e-27], literals: [null, true, false] })).toBe(
    '{"literals":[null,true,false],"numbers":[1e+30,4.5,0.002,1e-27]}',
  );
  expect(canonical({ '\u20ac': 1, '\r': 2, '1': 3, ö: 4 })).toBe('{"\\r":2,"1":3,"ö":4,"€":1}');
  expect(() => canonical({ a: Number.NaN })).toThrow('a: not a finite number');
  expect(() => canonical('\ud800')).toThrow('lone surrogate');
  expect(notJson({ a: [1, undefined] })).toBe('a[1]: undefined is not JSON');
  expect(notJson(JSON.parse('{"__proto__":1}'))).toContain('__proto__');
  expect(notJson({ a: 1n })).toContain('bigint');
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
      const turned = Object.fromEntries(Object.entries(object).reverse());
      if (notJson(object) === null) expect(canonical(turned as Json)).toBe(canonical(object as Json));
    }),
  );
});

test('the clock never goes back, sorts as text, and does not follow one far ahead', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ now: fc.nat(1e6), seen: fc.nat(1e9) })), (steps) => {
      let clock = { ms: 0, count: 0 };
      let text = '';
      for (const { now, seen } of steps) {
        clock = tick(merge(clock, { ms: seen, count: 3 }, now), now);
        const next = clockText(clock, 'd');
        expect(next > text).toBe(true);
        expect(clock.ms).toBeLessThanOrEqual(1e6 + FAR_AHEAD_MS + 1);
        expect(readClock(next)).toEqual({ ...clock, device: 'd' });
        text = next;
      }
    }),
  );
});
