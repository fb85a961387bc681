import { createPublicKey, hash, type KeyObject, verify } from 'node:crypto';
import type { Checked, Crypto } from '../domain/ledger/signature.ts';

const keys = new Map<string, KeyObject>();

/** Null for what is no Ed25519 key. */
export function publicKey(alg: string, spki: string): KeyObject | null {
  if (alg !== 'Ed25519') return null;
  let key = keys.get(spki);
  if (!key) {
    try {
      key = createPublicKey({ key: Buffer.from(spki, 'base64url'), format: 'der', type: 'spki' });
    } catch {
      return null;
    }
    if (key.asymmetricKeyType !== 'ed25519') return null;
    keys.set(spki, key);
  }
  return key;
}

/** Verdicts of this process: the newest so many, and at most as many before them. */
const NEWEST = 50_000;

export class CheckedInMemory implements Checked {
  private newer = new Map<string, boolean>();
  private older = new Map<string, boolean>();

  get(what: string): boolean | undefined {
    return this.newer.get(what) ?? this.older.get(what);
  }

  set(what: string, good: boolean): void {
    this.newer.set(what, good);
    if (this.newer.size < NEWEST) return;
    this.older = this.newer;
    this.newer = new Map();
  }
}

export const nodeCrypto: Crypto = {
  sha256: (text) => hash('sha256', text, 'hex'),
  sha256Of: (base64url) => hash('sha256', Buffer.from(base64url, 'base64url'), 'hex'),
  verify(alg, spki, text, sig) {
    const key = publicKey(alg, spki);
    return key !== null && verify(null, Buffer.from(text), key, Buffer.from(sig, 'base64url'));
  },
  checked: new CheckedInMemory(),
};
