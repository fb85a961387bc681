import { expect, test } from 'vitest';
import { parsePassage } from '../../domain/passage.ts';
import { packPassage, unpackPassage } from '../../sync-server/intake/fact.ts';

const least = {
  id: 'A1',
  enterprise: '91410802MA9TEST075',
  gate: '1',
  direction: 'in',
  at: '2024-11-30T08:15:30+08:00',
  released: false,
  plate: null,
};
const full = {
  ...{ ...least, direction: 'out', released: true, releaseMode: 'manual', plate: '豫H12345D', gate: 2 },
  ...{ plateColor: { system: 'VENDOR', code: 6 }, vehicleType: 'Q11', fuel: 'C', emission: 'D' },
  ...{ goods: { name: '原煤', tonnes: 33.6 }, camera: 'head', revision: 3 },
};

test.each([
  ['the least', least],
  ['all fields', full],
  ['an unread plate with a colour', { ...least, plateColor: { system: 'TEXT', code: '黄绿双拼' } }],
  ['empty options', { ...full, vehicleType: '', plateColor: null, goods: {}, fuel: null, camera: 7 }],
])('a stored passage is what was read: %s', (_, row) => {
  const read = parsePassage(row);
  if (!read.ok) throw new Error(read.reason);
  const fact = JSON.parse(packPassage(read.passage, row)) as unknown;
  expect(unpackPassage(read.passage, fact)).toEqual(read.passage);
});

test('fields that have no place are kept as they came', () => {
  const row: Record<string, unknown> = JSON.parse(
    `${JSON.stringify(full).slice(0, -1)},"vin":"LZGJD1T45PX000017","tail":{"plate":"豫HB527挂"},"__proto__":{"a":1}}`,
  );
  const read = parsePassage(row);
  if (!read.ok) throw new Error(read.reason);
  const text = packPassage(read.passage, row);
  expect(text).toContain('"vin":"LZGJD1T45PX000017","tail":{"plate":"豫HB527挂"},"__proto__":{"a":1}');
  expect(unpackPassage(read.passage, JSON.parse(text))).toEqual(read.passage);
});
