import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Entry, signedText } from '../domain/ledger/entry.ts';
import { fingerprint } from '../domain/ledger/signature.ts';
import { nodeCrypto } from '../replica/crypto.ts';

/** The office's own key, in its data folder, readable by its user alone. */
export interface OfficeKey {
  readonly id: string;
  readonly fingerprint: string;
  /** base64url SPKI DER */
  readonly publicKey: string;
  /** Public half of the recovery key; null where there is none. */
  readonly recoveryKey: string | null;
  sign(entry: Entry): Entry;
  /** Shown once, at the first start: rolls the office key when the office is lost. Null at later starts. */
  readonly recovery: string | null;
  /** Reads a recovery key as it was printed; null where the text is none. */
  readRecovery(text: string): { publicKey: string; sign(entry: Entry): Entry } | null;
  /** A key for the time after this one, on the disk beside it and not yet in force. */
  next(newRecovery: boolean): NextKey;
}

export interface NextKey {
  id: string;
  publicKey: string;
  recoveryKey: string | null;
  /** The new recovery key, to be printed once; null where the old one stays. */
  recovery: string | null;
  sign(entry: Entry): Entry;
  /** From now on this is the office's key. */
  adopt(): void;
}

const spki = (key: KeyObject) =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64url');

/** The same for any Ed25519 key: `sig` over the canonical JSON of the entry with key and alg. */
export function signWith(key: KeyObject, keyId: string, entry: Entry): Entry {
  const named: Entry = { ...entry, key: keyId, alg: 'Ed25519' };
  return { ...named, sig: sign(null, Buffer.from(signedText(named)), key).toString('base64url') };
}

const pemOf = (key: KeyObject) => key.export({ format: 'pem', type: 'pkcs8' });
const paperOf = (key: KeyObject) => key.export({ format: 'der', type: 'pkcs8' }).toString('base64url');

/** The recovery key as it was printed; null where a text is none. */
function readRecovery(text: string): ReturnType<OfficeKey['readRecovery']> {
  try {
    const bytes = Buffer.from(text.trim(), 'base64url');
    const key = createPrivateKey({ key: bytes, format: 'der', type: 'pkcs8' });
    const publicKey = spki(key);
    return { publicKey, sign: (entry) => signWith(key, fingerprint(nodeCrypto, publicKey), entry) };
  } catch {
    return null;
  }
}

const files = (folder: string) => ({
  key: join(folder, 'office.key'),
  recovery: join(folder, 'recovery.pub'),
  nextKey: join(folder, 'office.key.next'),
  nextRecovery: join(folder, 'recovery.pub.next'),
});

function writeSecret(file: string, text: string | Buffer): void {
  rmSync(file, { force: true });
  writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
}

export function loadOfficeKey(folder: string): OfficeKey {
  const { key: file, recovery: recoveryFile } = files(folder);
  let recovery: string | null = null;
  if (!existsSync(file)) {
    const spare = generateKeyPairSync('ed25519').privateKey;
    writeSecret(file, pemOf(generateKeyPairSync('ed25519').privateKey) as string);
    writeSecret(recoveryFile, spki(spare));
    recovery = paperOf(spare);
  }
  chmodSync(file, 0o600);
  let current = readKey(file);
  return {
    get id() {
      return current.id;
    },
    get fingerprint() {
      return current.id;
    },
    get publicKey() {
      return current.publicKey;
    },
    get recoveryKey() {
      return existsSync(recoveryFile) ? readFileSync(recoveryFile, 'utf8') : null;
    },
    recovery,
    readRecovery,
    sign: (entry) => signWith(current.key, current.id, entry),
    next(newRecovery) {
      const next = makeNext(folder, newRecovery);
      return {
        ...next,
        adopt() {
          settleNext(folder, (id) => id === next.id);
          current = readKey(file);
        },
      };
    },
  };
}

function readKey(file: string): { key: KeyObject; id: string; publicKey: string } {
  const key = createPrivateKey(readFileSync(file));
  const publicKey = spki(key);
  return { key, publicKey, id: fingerprint(nodeCrypto, publicKey) };
}

function makeNext(folder: string, newRecovery: boolean): Omit<NextKey, 'adopt'> {
  const { nextKey, nextRecovery, recovery } = files(folder);
  const { privateKey } = generateKeyPairSync('ed25519');
  const spare = newRecovery ? generateKeyPairSync('ed25519').privateKey : null;
  writeSecret(nextKey, pemOf(privateKey) as string);
  if (spare) writeSecret(nextRecovery, spki(spare));
  else rmSync(nextRecovery, { force: true });
  const publicKey = spki(privateKey);
  const id = fingerprint(nodeCrypto, publicKey);
  const standing = existsSync(recovery) ? readFileSync(recovery, 'utf8') : null;
  return {
    ...{ id, publicKey, sign: (entry: Entry) => signWith(privateKey, id, entry) },
    recoveryKey: spare ? spki(spare) : standing,
    recovery: spare ? paperOf(spare) : null,
  };
}

/**
 * A key that was made for the time after this one takes its place where the registry says that it was rolled to, and
 * is thrown away where it does not: the registry is written first, so a crash between leaves one or the other.
 */
export function settleNext(folder: string, rolledTo: (id: string) => boolean): void {
  const { key, recovery, nextKey, nextRecovery } = files(folder);
  if (!existsSync(nextKey)) return;
  if (!rolledTo(readKey(nextKey).id)) {
    rmSync(nextKey);
    rmSync(nextRecovery, { force: true });
    return;
  }
  if (existsSync(nextRecovery)) renameSync(nextRecovery, recovery);
  renameSync(nextKey, key);
}
