import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apply, diff, type Edit, merge, rebase } from '../../domain/splice.ts';

/** Few letters, so that edits meet; some take two places. */
const text = fc.string({ unit: fc.constantFrom('a', 'b', '会', '\n', '𬬭'), maxLength: 24 });
const long = fc.string({ unit: fc.constantFrom('议', '定', '𬬭'), minLength: 700, maxLength: 900 });

function sound(edits: readonly Edit[], of: string): void {
  let at = -1;
  for (const edit of edits) {
    expect(edit.at).toBeGreaterThan(at);
    at = edit.at + edit.remove;
    expect(at).toBeLessThanOrEqual(of.length);
    expect(edit.insert.isWellFormed()).toBe(true);
    expect(of.slice(edit.at, at).isWellFormed()).toBe(true);
  }
}

test('edits make the second text of the first, in order and apart, and cut no character', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const edits = diff(before, after);
      sound(edits, before);
      expect(apply(before, edits)).toBe(after);
      if (before === after) expect(edits).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

test('a page that was pasted over another is one edit', () => {
  fc.assert(
    fc.property(long, long, (before, after) => {
      const edits = diff(before, after);
      sound(edits, before);
      expect(apply(before, edits)).toBe(after);
    }),
    { numRuns: 20 },
  );
});

test('edits keep what stays: a word changed here and one there leave the words between alone', () => {
  const before = '会议听取了汇报，要求月底前完成。';
  const after = '会议听取了专题汇报，要求年底前完成。';
  const kept = diff(before, after).reduce((left, edit) => left - edit.remove, before.length);
  expect(kept).toBe(before.length - 1);
});

test('what was added stands as a person would have put it: a line as a line, a sentence as a sentence', () => {
  expect(diff('第一段。\n第三段。', '第一段。\n第二段。\n第三段。')).toEqual([
    { at: 5, remove: 0, insert: '第二段。\n' },
  ]);
  expect(diff('会议听取了汇报。', '会议听取了汇报。补充一句。')).toEqual([
    { at: 8, remove: 0, insert: '补充一句。' },
  ]);
  expect(diff('aa', 'aaa')).toEqual([{ at: 0, remove: 0, insert: 'a' }]);
});

test('what nobody else changed is what was typed; what nobody typed is what the others made', () => {
  fc.assert(
    fc.property(text, text, (base, other) => {
      expect(apply(base, merge(base, other, base))).toBe(other);
      expect(apply(other, merge(base, base, other))).toBe(other);
    }),
  );
});

/** A text as a line of base characters, each with what was put before it and whether it was taken out. */
const work = (base: string) =>
  fc.array(fc.record({ take: fc.boolean(), put: fc.constantFrom('', '', '甲', '乙') }), {
    minLength: base.length + 1,
    maxLength: base.length + 1,
  });
const typed = (base: string, does: readonly { take: boolean; put: string }[], mark: string): string =>
  [...base, ''].map((letter, at) => (does[at]!.put ? mark : '') + (does[at]!.take ? '' : letter)).join('');

test('two people at one text: nothing that either put in is lost, and what only one took out is gone', () => {
  const both = fc
    .uniqueArray(fc.constantFrom(...'赤橙黄绿青蓝紫黑白灰'), { maxLength: 8 })
    .chain((letters) => {
      const base = letters.join('');
      return fc.tuple(fc.constant(base), work(base), work(base));
    });
  fc.assert(
    fc.property(both, ([base, mine, theirs]) => {
      const own = typed(base, mine, '我');
      const other = typed(base, theirs, '他');
      const edits = rebase(diff(base, own), diff(base, other), base.length);
      const result = apply(other, edits);
      const count = (of: string, mark: string) => of.split(mark).length - 1;
      expect(count(result, '我')).toBe(count(own, '我'));
      expect(count(result, '他')).toBe(count(other, '他'));
      for (const letter of base)
        expect(result.includes(letter)).toBe(own.includes(letter) && other.includes(letter));
    }),
    { numRuns: 2000 },
  );
});
