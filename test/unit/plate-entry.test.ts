import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classify } from '../../domain/plate.ts';
import { plateEntry } from '../../domain/plate-entry.ts';

test('while it is typed: what is missing, what may follow', () => {
  expect(plateEntry('').live.has('豫')).toBe(true);
  expect(plateEntry('').live.has('H')).toBe(false);
  expect(plateEntry('豫').live.has('1')).toBe(false);
  expect(plateEntry('豫H6K88')).toMatchObject({ state: 'short', missing: { ordinary: 1, newEnergy: null } });
  expect(plateEntry('豫H·1234')).toMatchObject({ state: 'short', missing: { ordinary: 1, newEnergy: 2 } });
  // Seven signs are a plate, and one more makes it a new-energy one.
  const open = plateEntry('豫H12345');
  expect(open).toMatchObject({ state: 'open', missing: { ordinary: 0, newEnergy: 1 } });
  expect([...open.live].sort().join('')).toBe('ABCDEFGHJK');
  expect(plateEntry('豫H12345D')).toMatchObject({ state: 'whole', class: 'nev_large' });
  expect(plateEntry('豫HB527挂')).toMatchObject({ state: 'whole', class: 'trailer' });
  expect(plateEntry('豫H12345L').state).toBe('wrong');
  expect(plateEntry('豫HI2345').state).toBe('wrong');
  for (const text of ['', '豫H', '豫H12345'])
    for (const key of ['I', 'O']) expect(plateEntry(text).live.has(key)).toBe(text === '豫' && key === 'O');
});

test('who keys live keys alone ends at a plate that has a form, whatever the way', () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat(10_000)), (picks) => {
      let text = '';
      for (let entry = plateEntry(text); ; entry = plateEntry(text)) {
        if (entry.state === 'whole' || (entry.state === 'open' && (picks.next().value as number) % 2)) break;
        const keys = [...entry.live];
        expect(keys.length).toBeGreaterThan(0);
        text += keys[(picks.next().value as number) % keys.length]!;
      }
      expect(classify(text).class).not.toBe('other');
    }),
  );
});
