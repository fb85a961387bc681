import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applied, editOf, moved, rebase } from '../../domain/writing.ts';

/** Texts of few letters, so that edits meet; with characters that take two places. */
const text = fc.string({ unit: fc.constantFrom('a', 'b', '会', '𬬭'), maxLength: 12 });

test('an edit makes the second text of the first, and parts no character', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const edit = editOf(before, after);
      expect(edit === null).toBe(before === after);
      if (edit === null) return;
      expect(applied(before, edit)).toBe(after);
      expect(edit.insert.isWellFormed()).toBe(true);
      expect(before.slice(0, edit.at).isWellFormed()).toBe(true);
      expect(before.slice(edit.at + edit.remove).isWellFormed()).toBe(true);
    }),
  );
});

test('typing where nobody else typed changes nothing else, and a text that nobody else changed is what was typed', () => {
  fc.assert(
    fc.property(text, text, (base, other) => {
      expect(rebase(base, base, other)).toBe(other);
      expect(rebase(base, other, base)).toBe(other);
    }),
  );
});

test('what two people put in at different places, or at the same, all stands', () => {
  fc.assert(
    fc.property(text, fc.nat(), fc.nat(), (base, here, there) => {
      const at = (n: number) => [...base].slice(0, n % ([...base].length + 1)).join('').length;
      const mine = applied(base, { at: at(here), remove: 0, insert: 'MINE' });
      const theirs = applied(base, { at: at(there), remove: 0, insert: 'THEIRS' });
      const both = rebase(base, mine, theirs);
      expect(both).toContain('MINE');
      expect(both).toContain('THEIRS');
      expect(both.length).toBe(base.length + 10);
    }),
  );
});

test('both changed the same word: both versions stand, the other’s first', () => {
  expect(rebase('完成 1 项', '完成 2 项', '完成 3 项')).toBe('完成 32 项');
  expect(rebase('一二三四五', '一二X三四五', '一五')).toBe('一X五');
});

test('the place of the cursor follows what others write before it', () => {
  const edit = editOf('会议听取', '会议认真听取')!;
  expect(moved(4, edit, true)).toBe(6);
  expect(moved(1, edit, true)).toBe(1);
  expect(moved(2, edit, false)).toBe(2);
});
