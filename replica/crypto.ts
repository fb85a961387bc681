import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { Crypto } from '../domain/ledger/trust.ts';

const keys = new Map<string, KeyObject>();
/** Checked once per text, key and signature: a catch-up must not pay twice. */
const checked = new Map<string, boolean>();

function publicKey(spki: string): KeyObject {
  let key = keys.get(spki);
  if (!key) {
    key = createPublicKey({ key: Buffer.from(spki, 'base64url'), format: 'der', type: 'spki' });
    keys.set(spki, key);
  }
  return key;
}

function verifyNow(alg: string, spki: string, text: string, sig: string): boolean {
  if (alg !== 'Ed25519') return false;
  try {
    const key = publicKey(spki);
    if (key.asymmetricKeyType !== 'ed25519') return false;
    return verify(null, Buffer.from(text), key, Buffer.from(sig, 'base64url'));
  } catch {
    return false;
  }
}

export const nodeCrypto: Crypto = {
  sha256: (text) => createHash('sha256').update(text).digest('hex'),
  sha256Of: (base64url) => createHash('sha256').update(Buffer.from(base64url, 'base64url')).digest('hex'),
  verify(alg, spki, text, sig) {
    const about = createHash('sha256').update(`${alg}\n${spki}\n${sig}\n${text}`).digest('base64');
    let good = checked.get(about);
    if (good === undefined) {
      good = verifyNow(alg, spki, text, sig);
      if (checked.size > 200_000) checked.clear();
      checked.set(about, good);
    }
    return good;
  },
};
