import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Seals } from '../../replica/seals.ts';

const folder = mkdtempSync(join(tmpdir(), 'seals-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const party = { kind: 'party' as const, name: '王某某', phone: '13800000000' };

test('a key opens what it sealed, of its own subject, and nothing that was changed', () => {
  const seals = new Seals(':memory:');
  const sealed = seals.seal(party, 'check-1', '2024-12-05');
  expect(sealed.until).toBe('2027-12-05');
  const key = seals.get(sealed.seal);
  if (key === null || key === 'destroyed') throw new Error('no key');
  expect(seals.open(sealed, key)).toEqual(party);
  expect(seals.open(sealed, { ...key, subject: 'check-2' })).toBeNull();
  expect(seals.open({ ...sealed, data: `A${sealed.data.slice(1)}` }, key)).toBeNull();
});

test('a destroyed key is not in its file, does not come back, and is due by its term', () => {
  const file = join(folder, 'seals.db');
  const seals = new Seals(file);
  const sealed = seals.seal(party, 'check-1', '2024-12-05');
  const key = seals.get(sealed.seal);
  if (key === null || key === 'destroyed') throw new Error('no key');
  const bytes = Buffer.from(key.key, 'base64url');
  expect(readFileSync(file).includes(bytes)).toBe(true);
  expect(seals.due('2027-12-05')).toEqual([]);
  expect(seals.due('2027-12-06')).toEqual([sealed.seal]);
  seals.destroy([sealed.seal]);
  expect(readFileSync(file).includes(bytes)).toBe(false);
  seals.take(key, true);
  expect(seals.get(sealed.seal)).toBe('destroyed');
  // One that is destroyed before it ever came does not come either.
  const other = { ...key, seal: 'f'.repeat(32) };
  seals.destroy([other.seal]);
  seals.take(other, true);
  expect(seals.get(other.seal)).toBe('destroyed');
  expect([...seals.all()]).toEqual([]);
  seals.close();
});
