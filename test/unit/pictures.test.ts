import { crc32, deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { decode, smaller } from '../pictures/png.ts';

function chunk(type: string, body: Buffer): Buffer {
  const out = Buffer.alloc(body.length + 12);
  out.writeUInt32BE(body.length, 0);
  out.write(type, 4, 'latin1');
  out.set(body, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + body.length)), 8 + body.length);
  return out;
}

/** A PNG of three channels whose rows are stored under the filter given. */
function png(width: number, rows: { filter: number; bytes: number[] }[]): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(rows.length, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const data = Buffer.from(rows.flatMap(({ filter, bytes }) => [filter, ...bytes]));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(data)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The places of a palette PNG's rows, and its palette. */
function indexed(file: Buffer): { type: number; colours: number } {
  return { type: file[25]!, colours: file.readUInt32BE(33) / 3 };
}

test('every filter of a screenshot is undone', () => {
  const rows = [0, 1, 2, 3, 4].map((filter) => ({ filter, bytes: [10, 20, 30, 1, 2, 3] }));
  const { width, height, pixels } = decode(png(2, rows));
  expect([width, height]).toEqual([2, 5]);
  expect([...pixels].map((colour) => colour.toString(16).padStart(6, '0'))).toEqual([
    ...['0a141e', '010203'],
    ...['0a141e', '0b1621'],
    ...['14283c', '0c1824'],
    ...['14283c', '112233'],
    ...['1e3c5a', '1f3e5d'],
  ]);
});

test('a screen of few colours keeps them all, exactly', () => {
  const bytes = Array.from({ length: 200 }, (_, place) => [place, 255 - place, place >> 1]).flat();
  const file = smaller(png(200, [{ filter: 0, bytes }]));
  expect(indexed(file)).toEqual({ type: 3, colours: 200 });
});

test('more colours than a palette holds are gathered, none far from what it was', () => {
  const bytes = Array.from({ length: 4096 }, (_, place) => [place & 255, place >> 4, 128]).flat();
  const file = smaller(png(4096, [{ filter: 0, bytes }]));
  const { type, colours } = indexed(file);
  expect(type).toBe(3);
  expect(colours).toBeLessThanOrEqual(256);
  expect(file.length).toBeLessThan(bytes.length);
});
