import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type EnterprisePromise, promiseChanges, promisesIn } from '../../domain/enterprise.ts';
import type { Entry } from '../../domain/ledger/entry.ts';

const promise = fc.record({
  carrier: fc.constantFrom('甲', '乙', '丙'),
  contract: fc.constantFrom(null, '1', '2'),
  trucks: fc.integer({ min: 0, max: 5 }),
  dueOn: fc.constantFrom(null, '2024-12-31', '2025-06-30'),
});
const list = fc.array(promise, { maxLength: 8 });

let count = 0;
const entry = (kind: string, body: Record<string, unknown>): Entry => ({
  ...{ v: 1, id: `e${count++}`, kind, subject: 'A', at: '0', by: { person: 'p', device: 'd' } },
  body: { enterprise: 'A', ...body },
});
const bare = (all: readonly EnterprisePromise[]) =>
  all
    .map(({ carrier, contract, trucks, dueOn }) => JSON.stringify([carrier, contract, trucks, dueOn]))
    .sort();

test('from any promises a list leads to that list, and a second time to nothing', () => {
  fc.assert(
    fc.property(list, fc.array(list, { minLength: 1, maxLength: 4 }), (registered, lists) => {
      const entries: Entry[] = [];
      let ids = 0;
      for (const wanted of lists) {
        const { state, withdraw } = promiseChanges(promisesIn(registered, entries), wanted);
        for (const { id, promise: said } of state)
          entries.push(entry('enterprise.promised', { ...said, promise: id ?? `n${ids++}` }));
        for (const id of withdraw)
          entries.push(entry('enterprise.promiseWithdrawn', { promise: id, reason: '—' }));
        const standing = promisesIn(registered, entries);
        expect(bare(standing)).toEqual(bare(wanted));
        expect(promiseChanges(standing, wanted)).toEqual({ state: [], withdraw: [] });
        expect(new Set(standing.map(({ id }) => id)).size).toBe(standing.length);
      }
    }),
    { numRuns: 10_000 },
  );
});

test('what was withdrawn does not come back, in whatever order it came; another promise is untouched by it', () => {
  fc.assert(
    fc.property(promise, promise, fc.boolean(), (one, other, first) => {
      const gone = entry('enterprise.promiseWithdrawn', { promise: 'x', reason: null });
      const said = [
        entry('enterprise.promised', { ...one, promise: 'x' }),
        entry('enterprise.promised', { ...other, promise: 'y' }),
      ];
      const all = first ? [gone, ...said] : [...said, gone];
      expect(promisesIn([], all)).toEqual([{ ...other, id: 'y' }]);
    }),
  );
});
