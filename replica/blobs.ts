import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

const NAME = /^[0-9a-f]{64}$/;

/** Files addressed by the SHA-256 of what is in them: detail files of gates, evidence. Written once, never changed. */
export class Blobs {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  private path(hash: string): string {
    if (!NAME.test(hash)) throw new Error(`${hash}: not a SHA-256 in lower-case hex`);
    return join(this.folder, hash.slice(0, 2), hash);
  }

  has(hash: string): boolean {
    return NAME.test(hash) && existsSync(this.path(hash));
  }

  size(hash: string): number {
    return statSync(this.path(hash)).size;
  }

  /** When it came here, epoch ms. */
  arrivedAt(hash: string): number {
    return statSync(this.path(hash)).mtimeMs;
  }

  /** A file that a backup brought back came when it first did. */
  setArrivedAt(hash: string, at: number): void {
    utimesSync(this.path(hash), at / 1000, at / 1000);
  }

  /** Null where it is not here. @throws where what is on the disk is no longer what its name says. */
  read(hash: string): Buffer | null {
    if (!this.has(hash)) return null;
    const bytes = readFileSync(this.path(hash));
    if (createHash('sha256').update(bytes).digest('hex') !== hash)
      throw new Error(`${hash}: the file is damaged`);
    return bytes;
  }

  /** Stores a stream durably. @throws where it is longer than `most` bytes or is not what its name says. */
  async receive(hash: string, stream: AsyncIterable<Uint8Array>, most: number): Promise<void> {
    const path = this.path(hash);
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const part = `${path}.${randomBytes(6).toString('hex')}`;
    const file = openSync(part, 'w', 0o600);
    const digest = createHash('sha256');
    let size = 0;
    try {
      for await (const bytes of stream) {
        size += bytes.length;
        if (size > most) throw new Error(`longer than ${most} bytes`);
        digest.update(bytes);
        writeSync(file, bytes);
      }
      if (digest.digest('hex') !== hash) throw new Error(`what came is not ${hash}`);
      fsyncSync(file);
      renameSync(part, path);
    } finally {
      closeSync(file);
      rmSync(part, { force: true });
    }
  }

  private part(hash: string, owner: string): string {
    return `${this.path(hash)}.${createHash('sha256').update(owner).digest('hex').slice(0, 16)}.part`;
  }

  /** How many bytes of a file an owner has brought so far; a file that is whole here has none in parts. */
  brought(hash: string, owner: string): number {
    const part = this.part(hash, owner);
    return existsSync(part) ? statSync(part).size : 0;
  }

  /**
   * Goes on with a file where it broke off. What arrived is on the disk when this ends, also where the stream broke:
   * the next try begins there. True once the file is whole.
   * @throws {RangeError} where `from` is not what was brought; {Error} where what came is not what its name says, and
   * then all of it is dropped, or where it is longer than `most` bytes.
   */
  async resume(
    hash: string,
    owner: string,
    range: { from: number; total: number },
    stream: AsyncIterable<Uint8Array>,
    most: number,
  ): Promise<boolean> {
    if (range.total > most) throw new Error(`longer than ${most} bytes`);
    const part = this.part(hash, owner);
    mkdirSync(dirname(part), { recursive: true, mode: 0o700 });
    if (this.brought(hash, owner) !== range.from)
      throw new RangeError(`${this.brought(hash, owner)} bytes are here, not ${range.from}`);
    const file = openSync(part, 'a', 0o600);
    // What comes from the beginning is hashed as it comes; what goes on, once it is whole.
    const digest = range.from === 0 ? createHash('sha256') : null;
    let size = range.from;
    try {
      for await (const bytes of stream) {
        size += bytes.length;
        if (size > range.total) throw new Error('longer than it says');
        digest?.update(bytes);
        writeSync(file, bytes);
      }
    } finally {
      fsyncSync(file);
      closeSync(file);
    }
    if (size < range.total) return false;
    const whole = digest ?? createHash('sha256').update(readFileSync(part));
    if (whole.digest('hex') !== hash) {
      rmSync(part, { force: true });
      throw new Error(`what came is not ${hash}`);
    }
    renameSync(part, this.path(hash));
    return true;
  }

  /** After a kill: what was being written. Only for the one process that writes here. */
  tidy(): void {
    if (!existsSync(this.folder)) return;
    for (const part of readdirSync(this.folder))
      for (const name of readdirSync(join(this.folder, part)))
        if (/^[0-9a-f]{64}\.[0-9a-f]{1,12}$/.test(name))
          rmSync(join(this.folder, part, name), { force: true });
  }

  *all(): Generator<string> {
    if (!existsSync(this.folder)) return;
    for (const part of readdirSync(this.folder))
      for (const name of readdirSync(join(this.folder, part))) if (NAME.test(name)) yield name;
  }

  remove(hash: string): void {
    rmSync(this.path(hash), { force: true });
  }

  /** Stores bytes durably and returns their hash. */
  write(bytes: Uint8Array): string {
    const hash = createHash('sha256').update(bytes).digest('hex');
    const path = this.path(hash);
    if (existsSync(path)) return hash;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const file = openSync(`${path}.${process.pid}`, 'w', 0o600);
    writeSync(file, bytes);
    fsyncSync(file);
    closeSync(file);
    renameSync(`${path}.${process.pid}`, path);
    return hash;
  }
}
