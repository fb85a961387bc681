import fc from 'fast-check';
import { expect, test } from 'vitest';
import { takenOf } from '../../domain/exif.ts';

/** A JPEG's head with an EXIF block of these ASCII tags, in either byte order. */
function photo(little: boolean, main: [number, string][], exif: [number, string][] = []): Uint8Array {
  const tiff = new DataView(new ArrayBuffer(1024));
  tiff.setUint16(0, little ? 0x4949 : 0x4d4d);
  tiff.setUint16(2, 42, little);
  tiff.setUint32(4, 8, little);
  let free = 400;
  const ifd = (at: number, tags: [number, string | number][]) => {
    tiff.setUint16(at, tags.length, little);
    for (const [index, [tag, value]] of tags.entries()) {
      const entry = at + 2 + index * 12;
      tiff.setUint16(entry, tag, little);
      if (typeof value === 'number') {
        tiff.setUint16(entry + 2, 4, little);
        tiff.setUint32(entry + 4, 1, little);
        tiff.setUint32(entry + 8, value, little);
        continue;
      }
      tiff.setUint16(entry + 2, 2, little);
      tiff.setUint32(entry + 4, value.length + 1, little);
      tiff.setUint32(entry + 8, free, little);
      for (const [i, char] of [...value].entries()) tiff.setUint8(free + i, char.charCodeAt(0));
      free += value.length + 1;
    }
  };
  ifd(8, [...main, ...(exif.length ? ([[0x8769, 200]] as [number, number][]) : [])]);
  if (exif.length) ifd(200, exif);
  const block = new Uint8Array(tiff.buffer, 0, free);
  const head = new Uint8Array(12 + block.length + 4);
  head.set([0xff, 0xd8, 0xff, 0xe1]);
  new DataView(head.buffer).setUint16(4, block.length + 8);
  head.set([0x45, 0x78, 0x69, 0x66, 0, 0], 6);
  head.set(block, 12);
  head.set([0xff, 0xda, 0, 0], 12 + block.length);
  return head;
}

test('the time of the original, with its offset where the camera knows it', () => {
  for (const little of [true, false]) {
    const exif: [number, string][] = [
      [0x9003, '2024:12:05 14:31:48'],
      [0x9011, '+08:00'],
    ];
    expect(takenOf(photo(little, [[0x0132, '2024:12:06 00:00:00']], exif))).toEqual({
      local: '2024-12-05T14:31:48',
      offset: '+08:00',
    });
    expect(takenOf(photo(little, [[0x0132, '2024:12:06 00:00:00']]))).toEqual({
      local: '2024-12-06T00:00:00',
      offset: null,
    });
  }
});

test('what is no such time is none', () => {
  expect(takenOf(photo(true, [[0x0132, '    :  :     :  :  ']]))).toEqual({ local: null, offset: null });
  expect(takenOf(new Uint8Array([0x89, 0x50]))).toEqual({ local: null, offset: null });
});

test('no file, however broken, makes it fail', () => {
  const good = photo(true, [[0x0132, '2024:12:06 00:00:00']], [[0x9003, '2024:12:05 14:31:48']]);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 12 }),
      fc.nat(good.length),
      (changes, end) => {
        const bytes = good.slice(0, end);
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        const { local } = takenOf(bytes);
        expect(local === null || /^\d{4}-\d\d-\d\dT/.test(local)).toBe(true);
      },
    ),
    { numRuns: 5000 },
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void takenOf(bytes)));
});
