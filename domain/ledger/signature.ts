import { canonicalOf } from './canonical.ts';
import { type Entry, signedText } from './entry.ts';

/** What trust needs from the outside. Keys are base64url SPKI DER, signatures base64url, hashes lower-case hex. */
export interface Crypto {
  sha256(text: string): string;
  /** SHA-256 over the bytes of a base64url text. */
  sha256Of(base64url: string): string;
  /** False for a bad signature and for a key or algorithm that it does not know. */
  verify(alg: string, publicKey: string, text: string, sig: string): boolean;
  /** What was verified before: each signature is paid for once. */
  checked: Checked;
}

/** Verdicts by `what`, a hash that covers key, algorithm, text and signature. May forget, never mistake. */
export interface Checked {
  get(what: string): boolean | undefined;
  set(what: string, good: boolean): void;
}

/** A key as far as a signature goes. */
export interface PublicKey {
  key: string;
  alg: string;
  publicKey: string;
}

/** First 16 hex digits of the SHA-256 of a key's SPKI DER: what tokens and enrolment codes carry. */
export function fingerprint(crypto: Crypto, publicKey: string): string {
  return crypto.sha256Of(publicKey).slice(0, 16);
}

/** SHA-256 of the whole entry, as receipts carry it. Null for what has no canonical form: nobody can have signed it. */
export function hashOf(entry: Entry, crypto: Crypto): string | null {
  const text = canonicalOf(entry);
  return text === null ? null : crypto.sha256(text);
}

/** What a verdict is kept under. The whole entry holds algorithm, text and signature. */
export function whatOf(hash: string, { publicKey }: PublicKey, crypto: Crypto): string {
  return crypto.sha256(`${publicKey}\n${hash}`);
}

/** Whether an entry claims to be signed with this key. */
export function claims(entry: Entry, { key, alg }: PublicKey): entry is Entry & { sig: string } {
  return entry.key === key && entry.alg === alg && typeof entry.sig === 'string';
}

/** Whether this key signed this entry. `hash` is the entry's, where the caller has it already. */
export function signedBy(
  entry: Entry,
  key: PublicKey,
  crypto: Crypto,
  hash = hashOf(entry, crypto),
): boolean {
  if (hash === null || !claims(entry, key)) return false;
  const what = whatOf(hash, key, crypto);
  let good = crypto.checked.get(what);
  if (good === undefined) {
    good = crypto.verify(key.alg, key.publicKey, signedText(entry), entry.sig);
    crypto.checked.set(what, good);
  }
  return good;
}
