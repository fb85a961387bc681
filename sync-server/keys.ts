import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Entry, signedText } from '../domain/ledger/entry.ts';
import { fingerprint } from '../domain/ledger/trust.ts';
import { nodeCrypto } from '../replica/crypto.ts';

/** The office's own key, in its data folder, readable by its user alone. */
export interface OfficeKey {
  id: string;
  fingerprint: string;
  /** base64url SPKI DER */
  publicKey: string;
  sign(entry: Entry): Entry;
  /** Shown once, at the first start: rolls the office key when the office is lost. Null at later starts. */
  recovery: string | null;
}

const spki = (key: KeyObject) =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64url');

/** The same for any Ed25519 key: `sig` over the canonical JSON of the entry with key and alg. */
export function signWith(key: KeyObject, keyId: string, entry: Entry): Entry {
  const named: Entry = { ...entry, key: keyId, alg: 'Ed25519' };
  return { ...named, sig: sign(null, Buffer.from(signedText(named)), key).toString('base64url') };
}

export function loadOfficeKey(folder: string): OfficeKey {
  const file = join(folder, 'office.key');
  let recovery: string | null = null;
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync('ed25519');
    const spare = generateKeyPairSync('ed25519');
    writeFileSync(file, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600, flag: 'wx' });
    writeFileSync(join(folder, 'recovery.pub'), spki(spare.privateKey), { mode: 0o600 });
    recovery = spare.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url');
  }
  chmodSync(file, 0o600);
  const key = createPrivateKey(readFileSync(file));
  const publicKey = spki(key);
  const id = fingerprint(nodeCrypto, publicKey);
  return { id, fingerprint: id, publicKey, recovery, sign: (entry) => signWith(key, id, entry) };
}

/** The recovery key's public half, as `registry` names it beside the office key. */
export function recoveryKey(folder: string): string | null {
  const file = join(folder, 'recovery.pub');
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}
