import fc from 'fast-check';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { expect, test } from 'vitest';
import { readAny } from '../../replica/any.ts';

const written = (value: unknown) => {
  const to = encoding.createEncoder();
  encoding.writeAny(to, value as Parameters<typeof encoding.writeAny>[1]);
  return encoding.toUint8Array(to);
};
const lib0 = (bytes: Uint8Array) => decoding.readAny(decoding.createDecoder(bytes));
const tried = (read: (bytes: Uint8Array) => unknown, bytes: Uint8Array) => {
  try {
    return { value: read(bytes) };
  } catch {
    return null;
  }
};

const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('é', 'Ã©', '企业', 'at', ''),
);
const { tree: value } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    texts,
    fc.integer(),
    fc.double(),
    fc.float(),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.boolean(),
    fc.constantFrom(null, undefined),
    fc.uint8Array({ maxLength: 20 }),
    fc.array(tie('tree'), { maxLength: 5 }),
    fc.dictionary(texts, tie('tree'), { maxKeys: 5 }),
  ),
}));

test('what lib0 wrote is read as lib0 reads it', () => {
  fc.assert(
    fc.property(value, (given) => {
      const bytes = written(given);
      expect(readAny(bytes)).toEqual(lib0(bytes));
      expect(readAny(Buffer.from(bytes))).toEqual(lib0(bytes));
    }),
    { numRuns: 3000 },
  );
});

test('of bytes that nobody wrote it makes what lib0 makes, or refuses them', () => {
  const broken = fc
    .tuple(value.map(written), fc.nat(), fc.nat(255), fc.nat(3))
    .map(([bytes, at, byte, cut]) => {
      const other = bytes.slice(0, Math.max(0, bytes.length - cut));
      if (other.length) other[at % other.length] = byte;
      return other;
    });
  fc.assert(
    fc.property(fc.oneof(broken, fc.uint8Array({ maxLength: 40 })), (bytes) => {
      const ours = tried(readAny, bytes);
      if (ours) expect(ours).toEqual(tried(lib0, bytes));
    }),
    { numRuns: 5000 },
  );
});
