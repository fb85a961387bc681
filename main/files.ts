import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Output, Parsed } from '../domain/contract.ts';
import { Refusal } from '../domain/rpc.ts';
import type { Blobs } from '../replica/blobs.ts';
import type { Replica } from '../replica/replica.ts';
import { uuid7 } from '../replica/uuid.ts';
import type { Context, Errands } from './app.ts';
import { beside } from './beside.ts';
import type { Sealer } from './keys.ts';
import { type Address, putFile } from './office.ts';
import { writeDurably } from './settings.ts';

/** A scan of some pages in colour, a photo from a body recorder; what is larger goes by courier. */
const LARGEST_FILE = 32 * 1024 * 1024;
/** So much of a file goes in one answer: a frame of the wire holds 4 MB. */
const PART = 1024 * 1024;
const WAITING = 'filesWaiting';
/** Files that go up beside each other: while the office writes one to its disk, the next is on the line. */
const AT_ONCE = 2;

interface Upload {
  parts: Buffer[];
  size: number;
}

/** A file that the office has not got yet. */
const Waiting = z.object({ sha256: z.string(), bytes: z.number(), first: z.boolean(), sealed: z.boolean() });
export type Waiting = z.infer<typeof Waiting>;
/** As an earlier version wrote it: hashes alone. */
const Kept = z.array(
  z.union([Waiting, z.string().transform((sha256) => ({ sha256, bytes: 0, first: false, sealed: false }))]),
);

/**
 * Files that entries name by their hash (scans, papers, photos): kept here first, and brought to the office in the
 * background, so that recording works with the cable pulled. Where this console has a key, what waits is sealed with
 * it: a lost laptop shows nobody what it had not yet brought home.
 */
export class Files {
  private readonly replica: Replica;
  private readonly blobs: Blobs;
  /** Sealed files by the hash of what is in them. */
  private readonly folder: string;
  private readonly sealer: () => { needed: boolean; sealer: Sealer | null };
  private readonly uploads = new Map<string, Upload>();
  /** Tried since this program began: a part of them may be at the office. */
  private readonly begun = new Set<string>();
  private lent: { sha256: string; bytes: Buffer } | null = null;

  constructor(
    replica: Replica,
    blobs: Blobs,
    folder: string,
    sealer: () => { needed: boolean; sealer: Sealer | null } = () => ({ needed: false, sealer: null }),
  ) {
    this.replica = replica;
    this.blobs = blobs;
    this.folder = folder;
    this.sealer = sealer;
  }

  /** What is to be brought, small copies before originals, else in the order of keeping. */
  waiting(): Waiting[] {
    const kept = Kept.safeParse(JSON.parse(this.replica.meta(WAITING) ?? '[]'));
    const all = kept.success ? kept.data : [];
    return [...all.filter((each) => each.first), ...all.filter((each) => !each.first)];
  }

  private setWaiting(all: readonly Waiting[]): void {
    this.replica.setMeta(WAITING, JSON.stringify(all));
  }

  /** True while something waits that only the PIN opens. */
  get locked(): boolean {
    return this.sealer().sealer === null && this.waiting().some((each) => each.sealed);
  }

  /** Keeps a file durably. `first`: it goes before the others. @throws {Refusal} `locked` */
  keep(bytes: Buffer, first = false): string {
    const { needed, sealer } = this.sealer();
    if (needed && !sealer) throw new Refusal('locked', 'a file is sealed with your key: enter the PIN');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (sealer) {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      writeDurably(join(this.folder, sha256), sealer.seal(bytes));
    } else this.blobs.write(bytes);
    const rest = this.waiting().filter((each) => each.sha256 !== sha256);
    this.setWaiting([...rest, { sha256, bytes: bytes.length, first, sealed: sealer !== null }]);
    return sha256;
  }

  /** A file of this console, opened where it is sealed; null where it is not here, or locked. */
  read(sha256: string): Buffer | null {
    if (this.lent?.sha256 === sha256) return this.lent.bytes;
    const path = join(this.folder, sha256);
    if (!/^[0-9a-f]{64}$/.test(sha256) || !existsSync(path)) return this.blobs.read(sha256);
    const { sealer } = this.sealer();
    return sealer ? sealer.open(readFileSync(path)) : null;
  }

  /** Gathers a file that comes in several parts; whole once the last is there. @throws {Refusal} */
  gather(
    upload: string | null,
    part: Buffer,
    last: boolean,
    most = LARGEST_FILE,
  ): { upload: string; bytes: number; whole: Buffer | null } {
    // Half a file that nobody ended makes room for the next one.
    if (upload === null && this.uploads.size >= 4) this.uploads.delete([...this.uploads.keys()][0]!);
    const id = upload ?? uuid7(Date.now());
    const taken = upload === null ? { parts: [], size: 0 } : this.uploads.get(id);
    if (!taken) throw new Refusal('bad_input', 'the beginning of this file is no longer here: send it again');
    taken.parts.push(part);
    taken.size += part.length;
    if (taken.size > most) {
      this.uploads.delete(id);
      throw new Refusal('too_large', `a file has at most ${most >> 20} MB`);
    }
    if (!last) {
      this.uploads.set(id, taken);
      return { upload: id, bytes: taken.size, whole: null };
    }
    this.uploads.delete(id);
    if (taken.size === 0) throw new Refusal('bad_input', 'the file is empty');
    return { upload: id, bytes: taken.size, whole: Buffer.concat(taken.parts) };
  }

  /** Gives a file to be read that is kept nowhere, until the next one is lent. */
  lend(bytes: Buffer): string {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    this.lent = { sha256, bytes };
    return sha256;
  }

  /**
   * Brings what waits to the office, two beside each other, while it goes on; each from where it broke off.
   * @throws {OfficeTrouble}
   */
  bring(to: Address, goesOn: () => boolean): Promise<void> {
    return beside(AT_ONCE, this.waiting(), goesOn, ({ sha256 }) => this.bringOne(to, sha256, goesOn));
  }

  /** What is brought is unsealed no more: its sealed copy goes. */
  private async bringOne(to: Address, sha256: string, goesOn: () => boolean): Promise<void> {
    const bytes = this.read(sha256);
    if (!bytes && existsSync(join(this.folder, sha256))) return;
    const begun = this.begun.has(sha256);
    this.begun.add(sha256);
    if (bytes && !(await putFile(to, sha256, bytes, { goesOn, begun }))) return;
    this.begun.delete(sha256);
    this.setWaiting(this.waiting().filter((each) => each.sha256 !== sha256));
    rmSync(join(this.folder, sha256), { force: true });
  }

  /** After a crash: sealed files that nothing names any more, since they were brought. */
  tidy(): void {
    if (!existsSync(this.folder)) return;
    const named = new Set(this.waiting().map((each) => each.sha256));
    for (const name of readdirSync(this.folder))
      if (!named.has(name)) rmSync(join(this.folder, name), { force: true });
  }
}

async function read(context: Context, { sha256, from }: Parsed<'file.read'>): Promise<Output<'file.read'>> {
  const bytes = context.files.read(sha256) ?? (await context.fetchFile(sha256));
  const over = bytes ? null : context.destroyed.get(sha256);
  if (over) throw new Refusal('expired', `this file was kept until ${over.until} and is deleted`, sha256);
  if (!bytes)
    throw new Refusal('file_away', 'this file is not here, and the office can’t be reached', sha256);
  const part = bytes.subarray(from, from + PART);
  const end = from + part.length;
  return {
    ...{ sha256, size: bytes.length, part: part.toString('base64') },
    next: end < bytes.length ? end : null,
  };
}

export const errands = {
  'file.keep': {
    run(context, { upload, part, last, first }) {
      if (context.me.person === '') throw new Refusal('unidentified', 'nobody is known on this console yet');
      const came = context.files.gather(upload, Buffer.from(part, 'base64'), last);
      const sha256 = came.whole && context.files.keep(came.whole, first);
      return { upload: came.upload, bytes: came.bytes, sha256 };
    },
  },
  'file.read': { run: read },
} satisfies Partial<Errands>;
