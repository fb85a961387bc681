import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldCase } from '../../domain/case.ts';
import type { Entry } from '../../domain/ledger/entry.ts';
import { CASE_KINDS, nextStages, STAGES } from '../../domain/stage.ts';

const some = fc.record({
  kind: fc.constantFrom(...CASE_KINDS),
  advances: fc.array(
    fc.record({
      to: fc.constantFrom(...STAGES, ...STAGES.slice(0, 7), ...STAGES.slice(1, 4), 'nowhere'),
      ms: fc.nat(50),
      after: fc.option(fc.nat(12), { nil: undefined, freq: 1 }),
      from: fc.option(fc.constantFrom(...STAGES.slice(0, 3)), { nil: undefined, freq: 1 }),
    }),
    { minLength: 4, maxLength: 12 },
  ),
});

type Sample = typeof some extends fc.Arbitrary<infer T> ? T : never;
function entriesOf({ kind, advances }: Sample): Entry[] {
  const entry = (id: string, ms: number, of: string, body: Record<string, unknown>): Entry => ({
    v: 1,
    id,
    kind: of,
    subject: 'C',
    at: `${1_732_953_600_000 + ms}-0000-d`,
    by: { person: 'p', device: 'd' },
    body,
  });
  return [
    entry('0', 0, 'case.opened', { kind }),
    ...advances.map(({ to, ms, after, from }, n) =>
      entry(String(n + 1), ms, 'case.advanced', {
        to,
        ...(after === undefined ? {} : { after: String(after) }),
        ...(from === undefined ? {} : { from }),
      }),
    ),
  ];
}

test('any order and any duplicates of a case’s entries give the same state', () => {
  fc.assert(
    fc.property(some, fc.infiniteStream(fc.nat(1000)), (sample, keys) => {
      const all = entriesOf(sample);
      const shuffled = [...all, ...all.slice(0, 3)]
        .map((item) => ({ item, key: keys.next().value as number }))
        .sort((a, b) => a.key - b.key)
        .map(({ item }) => item);
      expect(foldCase(shuffled)).toEqual(foldCase(all));
    }),
  );
});

test('history is a legal way, and every advance stands in it, beside it, or is refused', () => {
  let steps = 0;
  fc.assert(
    fc.property(some, (sample) => {
      const state = foldCase(entriesOf(sample))!;
      steps += state.history.length - 1;
      state.history.slice(1).forEach((step, n) => {
        expect(nextStages(sample.kind, state.history[n]!.stage)).toContain(step.stage);
      });
      expect(state.history.at(-1)!.stage).toBe(state.stage);
      const told = new Set([
        ...state.history.flatMap((step) => step.entries),
        ...state.refused.map((each) => each.id),
      ]);
      for (const { id } of state.refused)
        expect(state.history.some((step) => step.entries.includes(id))).toBe(false);
      if (state.conflicts.length === 0) expect(told.size).toBe(sample.advances.length + 1);
    }),
  );
  expect(steps).toBeGreaterThan(20);
});
