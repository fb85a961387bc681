import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
  scryptSync,
  sign,
} from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isPin } from '../domain/enrolment.ts';
import { type Entry, signedText } from '../domain/ledger/entry.ts';
import { fingerprint } from '../domain/ledger/signature.ts';
import { Refusal } from '../domain/rpc.ts';
import { nodeCrypto } from '../replica/crypto.ts';
import { writeDurably, writePrivate } from './settings.ts';

/** Another cover around the sealed key, where the system keeps one (Electron's safeStorage). */
export interface Vault {
  cover(text: string): string;
  uncover(text: string): string;
}

/** At the fifth wrong PIN the wait begins; each further one doubles it, from half a minute to an hour. */
const FREE_TRIES = 5;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 3_600_000;
/** A desk that nobody touched for so long asks for the PIN again. */
export const IDLE_MS = 15 * 60_000;

const KeyFile = z.object({
  alg: z.literal('Ed25519'),
  key: z.string(),
  publicKey: z.string(),
  kdf: z.object({ name: z.literal('scrypt'), N: z.number(), r: z.number(), p: z.number(), salt: z.string() }),
  cipher: z.literal('aes-256-gcm'),
  iv: z.string(),
  tag: z.string(),
  sealed: z.string(),
  covered: z.boolean(),
  wrong: z.number().int(),
  lockedUntil: z.number(),
});
type KeyFile = z.infer<typeof KeyFile>;

/** Seals and opens bytes; opening gives null for what was changed, or sealed with another key. */
export interface Sealer {
  seal(bytes: Uint8Array): Buffer;
  open(sealed: Uint8Array): Buffer | null;
}

/** From the signing key, so that the PIN guards both and a changed PIN changes neither. */
function fileKeyOf(key: KeyObject): Buffer {
  const seed = key.export({ format: 'der', type: 'pkcs8' });
  return Buffer.from(hkdfSync('sha256', seed, Buffer.alloc(0), 'files at rest', 32));
}

function sealerOf(key: Buffer): Sealer {
  return {
    seal(bytes) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
    },
    open(sealed) {
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
      } catch {
        return null;
      }
    },
  };
}

const fileOf = (folder: string) => join(folder, 'key.json');

/** A PIN has few possibilities, so each guess is made dear: 32 MB and about a tenth of a second. */
function stretched(pin: string, kdf: KeyFile['kdf']): Buffer {
  const { N, r, p } = kdf;
  return scryptSync(pin, Buffer.from(kdf.salt, 'base64url'), 32, { N, r, p, maxmem: 256 * N * r });
}

/** The private key, sealed with a PIN and covered where there is a vault. */
function seal(key: KeyObject, pin: string, vault: Vault | undefined) {
  if (!isPin(pin)) throw new Refusal('pin', 'a PIN has four characters or more');
  const kdf = {
    name: 'scrypt' as const,
    ...{ N: 32_768, r: 8, p: 1, salt: randomBytes(16).toString('base64url') },
  };
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', stretched(pin, kdf), iv);
  const plain = key.export({ format: 'der', type: 'pkcs8' });
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64url');
  return {
    ...{ kdf, cipher: 'aes-256-gcm' as const, iv: iv.toString('base64url') },
    tag: cipher.getAuthTag().toString('base64url'),
    ...{ sealed: vault ? vault.cover(sealed) : sealed, covered: vault !== undefined },
    ...{ wrong: 0, lockedUntil: 0 },
  };
}

/** Makes this device's key, sealed with a PIN. The private key is on the disk in no other form. */
export function makeKey(folder: string, pin: string, vault?: Vault): void {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const spki = publicKey.export({ format: 'der', type: 'spki' }).toString('base64url');
  const key = fingerprint(nodeCrypto, spki);
  const file: KeyFile = { alg: 'Ed25519', key, publicKey: spki, ...seal(privateKey, pin, vault) };
  writeDurably(fileOf(folder), Buffer.from(JSON.stringify(file, null, 2)));
}

/** A key that no office certified goes as if it had never been. */
export function dropKey(folder: string): void {
  rmSync(fileOf(folder), { force: true });
}

/** The signing key of a person on this device. */
export class Keys {
  private readonly folder: string;
  private readonly now: () => number;
  private readonly idle: number;
  private readonly vault: Vault | undefined;
  private open: KeyObject | null = null;
  /** Seals files at rest; stays for as long as this process lives, so that they go on to the office after a lock. */
  private fileKey: Buffer | null = null;
  private touched = 0;
  private readonly listeners: (() => void)[] = [];

  constructor(folder: string, now: () => number, idle = IDLE_MS, vault?: Vault) {
    this.folder = folder;
    this.now = now;
    this.idle = idle;
    this.vault = vault;
  }

  get exists(): boolean {
    return existsSync(fileOf(this.folder));
  }

  private read(): KeyFile {
    if (!this.exists) throw new Refusal('key', 'this console has no signing key: it was given a token');
    return KeyFile.parse(JSON.parse(readFileSync(fileOf(this.folder), 'utf8')));
  }

  get publicKey(): { alg: string; key: string; publicKey: string } {
    const { alg, key, publicKey } = this.read();
    return { alg, key, publicKey };
  }

  /** False once it was locked, or nobody used it for the idle time; a clock that was set back locks it too. */
  get unlocked(): boolean {
    if (this.open && Math.abs(this.now() - this.touched) > this.idle) this.open = null;
    return this.open !== null;
  }

  /** Where the PIN stands: how many wrong ones are free yet, and until when none is looked at (epoch ms). */
  get tries(): { left: number; waitUntil: number | null } {
    const { wrong, lockedUntil } = this.read();
    const waits = lockedUntil > this.now();
    return { left: Math.max(0, FREE_TRIES - wrong), waitUntil: waits ? this.until(lockedUntil) : null };
  }

  get idleMinutes(): number {
    return this.idle / 60_000;
  }

  /** Hears when the key was opened or locked. */
  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }

  lock(): void {
    this.open = null;
    this.changed();
  }

  /** Somebody is at the desk: the idle time begins anew. */
  touch(): void {
    if (this.unlocked) this.touched = this.now();
  }

  /**
   * Opens the key.
   * @throws {Refusal} `pin` where it is wrong, `pin_wait` while too many were wrong.
   */
  unlock(pin: string): void {
    this.open = this.opened(pin);
    this.fileKey = fileKeyOf(this.open);
    this.touched = this.now();
    this.changed();
  }

  /** Seals bytes with a key that only the PIN brings back. Null before the first unlocking of this process. */
  get sealer(): Sealer | null {
    return this.fileKey && sealerOf(this.fileKey);
  }

  /** Seals the same key with another PIN. @throws {Refusal} `pin`, `pin_wait` as `unlock` does. */
  changePin(pin: string, next: string): void {
    const key = this.opened(pin);
    const file = { ...this.read(), ...seal(key, next, this.vault) };
    writePrivate(fileOf(this.folder), JSON.stringify(file, null, 2));
    this.unlock(next);
  }

  /** A clock that was set back far does not lock a key for longer than the longest wait. */
  private until(lockedUntil: number): number {
    return Math.min(lockedUntil, this.now() + LONGEST_WAIT_MS);
  }

  /** Each try is written down before it is looked at: neither a restart nor a killed process gives one for free. */
  private opened(pin: string): KeyObject {
    const file = this.read();
    const wait = this.until(file.lockedUntil) - this.now();
    if (wait > 0)
      throw new Refusal('pin_wait', `too many wrong PINs: wait ${Math.ceil(wait / 1000)} s and try again`);
    const wrong = file.wrong + 1;
    const over = wrong - FREE_TRIES;
    const lockedUntil =
      over < 0 ? 0 : this.now() + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(over, 10));
    const write = (tries: { wrong: number; lockedUntil: number }) =>
      writePrivate(fileOf(this.folder), JSON.stringify({ ...file, ...tries }, null, 2));
    write({ wrong, lockedUntil });
    const key = this.unseal(file, pin);
    if (!key) {
      this.changed();
      throw new Refusal('pin', 'the PIN is wrong');
    }
    write({ wrong: 0, lockedUntil: 0 });
    return key;
  }

  private unseal(file: KeyFile, pin: string): KeyObject | null {
    if (file.covered && !this.vault)
      throw new Refusal('key', 'this key is kept by the desktop program: start that one');
    const sealed = file.covered ? this.vault!.uncover(file.sealed) : file.sealed;
    const bytes = (text: string) => Buffer.from(text, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', stretched(pin, file.kdf), bytes(file.iv));
    decipher.setAuthTag(bytes(file.tag));
    let plain: Buffer;
    try {
      plain = Buffer.concat([decipher.update(bytes(sealed)), decipher.final()]);
    } catch {
      return null;
    }
    const key = createPrivateKey({ key: plain, format: 'der', type: 'pkcs8' });
    const spki = createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64url');
    return spki === file.publicKey ? key : null;
  }

  /** The entry with key, alg and sig over its canonical JSON. @throws {Refusal} `locked` */
  sign(entry: Entry): Entry {
    if (!this.unlocked) throw new Refusal('locked', 'this needs your signature: enter the PIN');
    this.touched = this.now();
    const { key, alg } = this.read();
    const named: Entry = { ...entry, key, alg };
    return { ...named, sig: this.signed(signedText(named)) };
  }

  /** A signature over what is no entry (domain/enrolment.ts). @throws {Refusal} `locked` */
  prove(text: string): string {
    if (!this.unlocked) throw new Refusal('locked', 'this needs your signature: enter the PIN');
    return this.signed(text);
  }

  private signed(text: string): string {
    return sign(null, Buffer.from(text), this.open!).toString('base64url');
  }
}
