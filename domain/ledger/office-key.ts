import { type Certificate, certificateOf, text } from './certificate.ts';
import { type Entry, isObject } from './entry.ts';
import { type Crypto, fingerprint, signedBy } from './signature.ts';

/** A receipt by its place and hash. What is signed over one fixes the chain up to it. */
export interface Anchor {
  seq: number;
  hash: string;
}

/** An office key with its time: it signs receipts after `start` and up to `end`, where those are known. */
export interface OfficeKey extends Certificate {
  /** The public half of the recovery key that may roll this one. */
  recovery: string | null;
  start: Anchor | null;
  end: Anchor | null;
}

/** Null where it names no receipt. */
export function anchorOf(value: unknown): Anchor | null {
  if (!isObject(value) || !Number.isInteger(value.seq)) return null;
  const hash = text(value.hash);
  return hash === null ? null : { seq: value.seq as number, hash };
}

function officeKeyOf(body: Record<string, unknown>, entry: string): OfficeKey | null {
  const certificate = certificateOf(body, entry);
  return certificate && { ...certificate, recovery: text(body.recovery), start: null, end: null };
}

/**
 * The office's keys, oldest first, from the one whose fingerprint came with token or code. Onward: a key was rolled
 * by itself, or by its recovery key, which has the last word; rolled twice with nobody to decide, it is rolled to
 * neither. Backward: a key that succeeded others names them, with the receipt that each of them ended at.
 */
export function officeKeys(root: string, registry: Entry[], crypto: Crypto): OfficeKey[] {
  const own = registry.flatMap((entry) => {
    const key = entry.kind === 'key.office' ? officeKeyOf(entry.body, entry.id) : null;
    return key && fingerprint(crypto, key.publicKey) === root && signedBy(entry, key, crypto)
      ? [{ key, before: Array.isArray(entry.body.before) ? entry.body.before.filter(isObject) : [] }]
      : [];
  });
  // The same key says it again after each roll: the longest list is the newest.
  own.sort((a, b) => b.before.length - a.before.length || (a.key.entry < b.key.entry ? -1 : 1));
  const first = own[0];
  if (!first) return [];
  const keys = first.before.flatMap((body) => {
    const key = officeKeyOf(body, first.key.entry);
    return key ? [{ ...key, end: anchorOf(body.until) }] : [];
  });
  keys.push(first.key);
  for (let last = first.key; ; ) {
    const next = successor(last, registry, crypto);
    if (!next || keys.some((each) => each.key === next.key)) break;
    last.end = next.start;
    keys.push(next);
    last = next;
  }
  keys.forEach((key, i) => {
    key.start ??= keys[i - 1]?.end ?? null;
  });
  return keys;
}

const recoveryOf = (publicKey: string, crypto: Crypto) => ({
  key: fingerprint(crypto, publicKey),
  alg: 'Ed25519',
  publicKey,
});

function successor(old: OfficeKey, registry: Entry[], crypto: Crypto): OfficeKey | null {
  const rolls = registry.filter((entry) => entry.kind === 'key.rolled');
  const by = (key: { key: string; alg: string; publicKey: string }, replaces?: string) => {
    const found = new Map<string, OfficeKey>();
    for (const entry of rolls) {
      if (replaces !== undefined && entry.body.replaces !== replaces) continue;
      const next = signedBy(entry, key, crypto) ? officeKeyOf(entry.body, entry.id) : null;
      if (next && next.key === fingerprint(crypto, next.publicKey) && next.key !== old.key)
        found.set(next.key, { ...next, start: anchorOf(entry.body.after) });
    }
    return [...found.values()];
  };
  // One recovery key outlives several office keys: its word is about the one that it names.
  const recovered = old.recovery === null ? [] : by(recoveryOf(old.recovery, crypto), old.key);
  const offered = recovered.length ? recovered : by(old);
  return offered.length === 1 ? offered[0]! : null;
}

/** Whether one of the keys, or the recovery key of one, signed an entry. */
export function rolledBy(entry: Entry, keys: Iterable<OfficeKey>, crypto: Crypto): boolean {
  return [...keys].some(
    (key) =>
      signedBy(entry, key, crypto) ||
      (key.recovery !== null && signedBy(entry, recoveryOf(key.recovery, crypto), crypto)),
  );
}

/** The office key that signed an entry; null where none did. */
export function signingKey(
  entry: Entry,
  office: ReadonlyMap<string, OfficeKey>,
  crypto: Crypto,
): OfficeKey | null {
  const key = entry.key === undefined ? undefined : office.get(entry.key);
  return key && signedBy(entry, key, crypto) ? key : null;
}

/** Whether a receipt of this number lies in the key's time. */
export function inTime(key: OfficeKey, seq: number): boolean {
  return (key.start?.seq ?? 0) < seq && seq <= (key.end?.seq ?? Number.POSITIVE_INFINITY);
}
