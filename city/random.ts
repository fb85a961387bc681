import { createHash } from 'node:crypto';

/** Chance that repeats: the same labels always give the same numbers, whatever else was drawn before. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number, both ends included. */
  int(from: number, to: number): number;
  between(from: number, to: number): number;
  chance(share: number): boolean;
  pick<T>(of: readonly T[]): T;
  /** One of the keys, as often as its weight says. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K;
  /** Bell curve (mean 0, deviation 1), cut at 3. */
  normal(): number;
}

/** The sfc32 generator of PractRand, started with the SHA-256 of the labels. */
export function random(...labels: (string | number)[]): Random {
  const seed = createHash('sha256').update(labels.join('\u0000')).digest();
  let [a, b, c, count] = [seed.readInt32LE(0), seed.readInt32LE(4), seed.readInt32LE(8), 1];
  const next = () => {
    const sum = (((a + b) | 0) + count) | 0;
    count = (count + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    int,
    between: (from, to) => from + next() * (to - from),
    chance: (share) => next() < share,
    pick: (of) => of[int(0, of.length - 1)]!,
    weighted: (weights) => weigh(weights, next()),
    normal: () => {
      // The sum of twelve even draws has a deviation of 1.
      let sum = -6;
      for (let i = 0; i < 12; i++) sum += next();
      return Math.max(-3, Math.min(3, sum));
    },
  };
}

function weigh<K extends string>(weights: Readonly<Record<K, number>>, draw: number): K {
  let total = 0;
  let last: K | undefined;
  for (const key in weights) total += weights[key];
  let left = draw * total;
  for (const key in weights) {
    last = key;
    left -= weights[key];
    if (left < 0) return key;
  }
  if (last === undefined) throw new RangeError('nothing to draw from');
  return last;
}
