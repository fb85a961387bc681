import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changed, type PhaseText, phaseChanges } from '../../domain/plan-change.ts';

const phase = (name: string, over: Partial<PhaseText> = {}): PhaseText => ({
  ...{ name, from: '2024-11-01', to: '2024-11-15', measure: '', unit: '' },
  ...over,
});

test('line by line: what is new, gone, changed and the same, in the order of the new version', () => {
  const before = [
    phase('摸底'),
    phase('整改', { from: '2024-11-16', to: '2024-12-31' }),
    phase('验收', { from: '2025-01-01', to: '2025-01-31' }),
    phase('巩固', { from: '2025-02-01', to: '2025-03-31' }),
  ];
  const after = [
    before[0]!,
    { ...before[1]!, to: '2025-01-31', unit: '各县市区' },
    // The same days under another name is a new name; a name over other days a new phase.
    { ...before[3]!, name: '回头看' },
    phase('总结', { from: '2025-04-01', to: '2025-04-30' }),
  ];
  const lines = phaseChanges(before, after);
  expect(lines.map(({ kind, before: was, after: is, parts }) => [kind, was?.name, is?.name, parts])).toEqual([
    ['same', '摸底', '摸底', []],
    ['changed', '整改', '整改', ['to', 'unit']],
    ['removed', '验收', undefined, []],
    ['changed', '巩固', '回头看', ['name']],
    ['added', undefined, '总结', []],
  ]);
  expect(changed(lines)).toBe(4);
  expect(changed(phaseChanges(after, after))).toBe(0);
});

test('both versions can be read back from the lines, whatever they are', () => {
  const text = fc.constantFrom('甲', '乙', '丙', '丁');
  const day = fc.constantFrom('2024-11-01', '2024-11-15', '2024-12-01');
  const phases = fc.array(fc.record({ name: text, from: day, to: day, measure: text, unit: text }), {
    maxLength: 8,
  });
  const byText = (list: readonly PhaseText[]) => list.map((each) => JSON.stringify(each)).sort();
  fc.assert(
    fc.property(phases, phases, (before, after) => {
      const lines = phaseChanges(before, after);
      expect(lines.flatMap((line) => line.after ?? [])).toEqual(after);
      expect(byText(lines.flatMap((line) => line.before ?? []))).toEqual(byText(before));
      for (const { kind, parts } of lines) expect(parts.length > 0).toBe(kind === 'changed');
    }),
  );
});
