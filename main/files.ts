import type { Output, Parsed } from '../domain/contract.ts';
import { Refusal } from '../domain/rpc.ts';
import type { Blobs } from '../replica/blobs.ts';
import type { Replica } from '../replica/replica.ts';
import { uuid7 } from '../replica/uuid.ts';
import type { Context, Errands } from './app.ts';
import { type Address, putFile } from './office.ts';

/** A scan of some pages in colour; what is larger goes by courier. */
const LARGEST_FILE = 32 * 1024 * 1024;
/** So much of a file goes in one answer: a frame of the wire holds 4 MB. */
const PART = 1024 * 1024;
const WAITING = 'filesWaiting';

interface Upload {
  parts: Buffer[];
  size: number;
}

/**
 * Files that entries name by their hash (scans, papers): kept here first, and brought to the office in the background,
 * so that recording works with the cable pulled.
 */
export class Files {
  private readonly replica: Replica;
  private readonly blobs: Blobs;
  private readonly uploads = new Map<string, Upload>();

  constructor(replica: Replica, blobs: Blobs) {
    this.replica = replica;
    this.blobs = blobs;
  }

  /** Files of this console that the office has not got yet. */
  waiting(): string[] {
    return JSON.parse(this.replica.meta(WAITING) ?? '[]') as string[];
  }

  private setWaiting(hashes: Iterable<string>): void {
    this.replica.setMeta(WAITING, JSON.stringify([...new Set(hashes)]));
  }

  keep(bytes: Buffer): string {
    const hash = this.blobs.write(bytes);
    this.setWaiting([...this.waiting(), hash]);
    return hash;
  }

  /** Takes a part of a file that comes in several; its hash once the last is there. @throws {Refusal} */
  take(
    upload: string | null,
    part: Buffer,
    last: boolean,
  ): { upload: string; bytes: number; sha256: string | null } {
    // Half a file that nobody ended makes room for the next one.
    if (upload === null && this.uploads.size >= 4) this.uploads.delete([...this.uploads.keys()][0]!);
    const id = upload ?? uuid7(Date.now());
    const taken = upload === null ? { parts: [], size: 0 } : this.uploads.get(id);
    if (!taken) throw new Refusal('bad_input', 'the beginning of this file is no longer here: send it again');
    taken.parts.push(part);
    taken.size += part.length;
    if (taken.size > LARGEST_FILE) {
      this.uploads.delete(id);
      throw new Refusal('too_large', `a file has at most ${LARGEST_FILE >> 20} MB`);
    }
    if (!last) {
      this.uploads.set(id, taken);
      return { upload: id, bytes: taken.size, sha256: null };
    }
    this.uploads.delete(id);
    if (taken.size === 0) throw new Refusal('bad_input', 'the file is empty');
    return { upload: id, bytes: taken.size, sha256: this.keep(Buffer.concat(taken.parts)) };
  }

  /** Brings what waits to the office, one after the other, while it goes on. @throws {OfficeTrouble} */
  async bring(to: Address, goesOn: () => boolean): Promise<void> {
    for (const hash of this.waiting()) {
      const bytes = this.blobs.read(hash);
      if (bytes) await putFile(to, hash, bytes);
      if (!goesOn()) return;
      this.setWaiting(this.waiting().filter((each) => each !== hash));
    }
  }
}

async function read(context: Context, { sha256, from }: Parsed<'file.read'>): Promise<Output<'file.read'>> {
  const bytes = await context.fetchFile(sha256);
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
    run(context, { upload, part, last }) {
      if (context.me.person === '') throw new Refusal('unidentified', 'nobody is known on this console yet');
      return context.files.take(upload, Buffer.from(part, 'base64'), last);
    },
  },
  'file.read': { run: read },
} satisfies Partial<Errands>;
