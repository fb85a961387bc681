import { expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  readContent,
  readHeads,
  readUpdate,
  writeContent,
  writeHeads,
  writeUpdates,
} from '../../replica/structs.ts';

const entry = (id: string) => ({
  v: 1,
  id,
  kind: 'case.opened',
  body: { n: 1.5, big: 2 ** 40, text: '焦作', list: [null, true, false, -3], deep: { a: { b: 1 } } },
});

test('what Yjs writes is read row by row, and what is written Yjs reads', () => {
  const doc = new Y.Doc();
  for (let i = 0; i < 50; i++) doc.getMap('entries').set(`e${i}`, entry(`e${i}`));
  const read = readUpdate(Y.encodeStateAsUpdate(doc));
  expect(read.structs).toHaveLength(50);
  expect(read.foreign).toEqual([]);
  expect(readContent(read.structs[7]!.content)).toEqual(entry('e7'));
  const [update] = writeUpdates(read.structs);
  expect(Buffer.from(update!)).toEqual(Buffer.from(Y.encodeStateAsUpdate(doc)));
  const other = new Y.Doc();
  Y.applyUpdate(other, update!);
  expect(other.getMap('entries').toJSON()).toEqual(doc.getMap('entries').toJSON());
});

test('a gap in a client splits the update, and the two together are whole', () => {
  const content = writeContent(entry('x'));
  const structs = [0, 1, 5, 6].map((clock) => ({ client: 9, clock, id: `e${clock}`, content }));
  const updates = writeUpdates(structs);
  expect(updates).toHaveLength(2);
  const all = updates.flatMap((each) => readUpdate(each).structs.map((s) => s.clock));
  expect(all.sort()).toEqual([0, 1, 5, 6]);
});

test('overwrites, texts, nested types, other parents and deletions are named', () => {
  const doc = new Y.Doc();
  const map = doc.getMap('entries');
  map.set('a', entry('a'));
  map.set('a', entry('a'));
  map.set('t', new Y.Text('x'));
  doc.getMap('other').set('b', 1);
  map.set('c', entry('c'));
  map.delete('c');
  const read = readUpdate(Y.encodeStateAsUpdate(doc));
  const reasons = read.foreign.map((each) => [each.id, each.reason]);
  expect(reasons).toContainEqual(['t', 'shape']);
  expect(reasons).toContainEqual(['b', 'parent']);
  expect(reasons.some(([, reason]) => reason === 'overwrite')).toBe(true);
  expect(read.deletions.length).toBeGreaterThan(0);
});

test('heads are a state vector', () => {
  const heads = new Map([
    [5, 3],
    [4_000_000_000, 77],
  ]);
  expect(readHeads(writeHeads(heads))).toEqual(heads);
});

test('bytes that are no update throw', () => {
  expect(() => readUpdate(new Uint8Array([255, 255, 255]))).toThrow();
  expect(() => readUpdate(new Uint8Array([1, 1, 5, 0, 40, 1, 7, 101, 110]))).toThrow();
});
