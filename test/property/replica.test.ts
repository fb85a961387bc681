import { closeSync, fstatSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Fold } from '../../domain/fold.ts';
import type { Entry } from '../../domain/ledger/entry.ts';
import { Replica } from '../../replica/replica.ts';
import { readUpdate, type Struct, writeUpdates } from '../../replica/structs.ts';

const folder = mkdtempSync(join(tmpdir(), 'replica-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;

const tally: Fold = {
  noun: 'tally',
  version: 1,
  family: 'cases',
  takes: () => true,
  subject: (entry) => entry.subject,
  fold: (entries) => ({
    subject: entries[0]!.subject,
    ids: entries.map((entry) => entry.id),
    sum: entries.length,
  }),
};

const open = () => new Replica(join(folder, `${made++}.db`), [tally]);

function entry(i: number): Entry {
  return {
    v: 1,
    id: `e${i}`,
    kind: 'case.opened',
    subject: `s${i % 7}`,
    at: `17329536${String(i * 37).padStart(5, '0')}-0000-d`,
    by: { person: 'p', device: 'd' },
    body: { i },
  };
}

/** Three writers' structs, some ids written by two of them. */
function writers(n: number): Struct[][] {
  return [0, 1, 2].map((w) => {
    const doc = new Y.Doc();
    for (let i = 0; i < n; i++) if (i % 3 === w || i % 5 === w) doc.getMap('entries').set(`e${i}`, entry(i));
    return readUpdate(Y.encodeStateAsUpdate(doc)).structs;
  });
}

test('any order, grouping and repetition of arrival gives the same projections, and a rebuild too', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.infiniteStream(fc.nat(6)), (n, picks) => {
      const sources = writers(n);
      const digests = [0, 1].map(() => {
        const replica = open();
        const left = sources.map((list) => [...list]);
        while (left.some((list) => list.length)) {
          const turn = Number(picks.next().value) % 3;
          const count = (Number(picks.next().value) % 4) + 1;
          const part = left[turn]!.splice(0, count);
          if (part.length) replica.take('cases/2024-11', part, `w${turn}`);
        }
        const digest = replica.projectionDigest();
        replica.rebuild();
        expect(replica.projectionDigest()).toBe(digest);
        expect(replica.entries('cases/2024-11')).toHaveLength(n);
        replica.close();
        return digest;
      });
      expect(digests[0]).toBe(digests[1]);
    }),
    { numRuns: 25 },
  );
});

test('a difference brings a Yjs reader from any state to the same document', () => {
  const replica = open();
  for (const list of writers(60)) replica.take('cases/2024-11', list, 'x');
  const whole = new Y.Doc();
  for (const update of replica.difference('cases/2024-11', new Map())) Y.applyUpdate(whole, update);
  expect(whole.getMap('entries').size).toBe(60);
  const part = new Y.Doc();
  Y.applyUpdate(part, writeUpdates(writers(60)[1]!.slice(0, 10))[0]!);
  const have = Y.decodeStateVector(Y.encodeStateVector(part));
  for (const update of replica.difference('cases/2024-11', have)) Y.applyUpdate(part, update);
  expect(part.getMap('entries').toJSON()).toEqual(whole.getMap('entries').toJSON());
  replica.close();
});

test('a transaction that fails leaves nothing, in memory or on disk', () => {
  const replica = open();
  replica.append('cases/2024-11', [entry(1)]);
  const before = replica.projectionDigest();
  const hash = replica.hash('cases/2024-11');
  expect(() =>
    replica.write(() => {
      replica.append('cases/2024-11', [entry(2), entry(3)]);
      replica.append('checks/2024-11', [entry(4)]);
      replica.setGauge('gates/2024-11-30', { a: 1 });
      throw new Error('cut');
    }),
  ).toThrow('cut');
  expect(replica.projectionDigest()).toBe(before);
  expect(replica.hash('cases/2024-11')).toBe(hash);
  expect(replica.has('checks/2024-11')).toBe(false);
  replica.append('cases/2024-11', [entry(2)]);
  replica.setGauge('gates/2024-11-30', { b: 2 });
  expect([...replica.gauge('gates/2024-11-30')!]).toEqual([['b', 2]]);
  expect(replica.entries('cases/2024-11')).toHaveLength(2);
  replica.close();
});

test('one that is closed twice closes no file of somebody else', () => {
  const replica = open();
  replica.append('cases/2024-11', [entry(1)]);
  replica.close();
  // The system gives the lowest free numbers, among them those of the files that were just closed.
  const others = Array.from({ length: 40 }, () => openSync(import.meta.filename, 'r'));
  replica.close();
  for (const file of others) {
    expect(fstatSync(file).isFile()).toBe(true);
    closeSync(file);
  }
});

test('a gauge keeps the latest values over restarts and compaction', () => {
  const file = join(folder, 'gauge.db');
  let replica = new Replica(file, []);
  replica.hold('gates/2024-11-30', 'gauge');
  for (let i = 0; i < 900; i++) replica.setGauge('gates/2024-11-30', { a: i, [`k${i % 5}`]: i });
  expect(replica.compact('gates/2024-11-30')).toBe(true);
  replica.setGauge('gates/2024-11-30', { a: 'last', k0: null });
  const digest = replica.projectionDigest();
  replica.close();
  replica = new Replica(file, []);
  expect(replica.gauge('gates/2024-11-30')!.get('a')).toBe('last');
  expect(replica.gauge('gates/2024-11-30')!.has('k0')).toBe(false);
  replica.rebuild();
  expect(replica.projectionDigest()).toBe(digest);
  const doc = new Y.Doc();
  for (const update of replica.difference('gates/2024-11-30', new Map())) Y.applyUpdate(doc, update);
  expect(doc.getMap('state').get('a')).toBe('last');
  replica.close();
});
