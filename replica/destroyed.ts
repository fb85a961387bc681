import { FileDestroyed } from '../domain/keep.ts';
import type { Entry } from '../domain/ledger/entry.ts';
import type { Trust } from '../domain/ledger/trust.ts';
import type { Replica } from './replica.ts';

export interface Destroyed extends Pick<FileDestroyed, 'kind' | 'until'> {
  /** Clock of the word that says so: what named the file later says that it is kept again. */
  at: string;
}

/**
 * Files that the office deleted when their time was over, by the words that its key signed: what a server without
 * that key says deletes nothing. Read on as they come.
 */
export class DestroyedFiles {
  private readonly replica: Replica;
  private readonly trust: () => Trust;
  private readonly files = new Map<string, Destroyed>();
  /** Words whose signer is not known yet. */
  private open: Entry[] = [];
  private upTo = 0;

  constructor(replica: Replica, trust: () => Trust) {
    this.replica = replica;
    this.trust = trust;
  }

  get(hash: string): Destroyed | null {
    return this.all().get(hash) ?? null;
  }

  all(): ReadonlyMap<string, Destroyed> {
    for (const { n, entry } of this.replica.entriesAfter('registry', this.upTo)) {
      this.upTo = n;
      if (entry.kind === 'file.destroyed') this.open.push(entry);
    }
    if (this.open.length) this.open = this.open.filter((entry) => !this.take(entry));
    return this.files;
  }

  private take(entry: Entry): boolean {
    const read = FileDestroyed.safeParse(entry.body);
    if (!read.success) return true;
    const signer = this.trust().signer(entry);
    if (!('certificate' in signer) || signer.certificate.person !== null) return false;
    const { files, kind, until } = read.data;
    for (const hash of files) this.files.set(hash, { kind, until, at: entry.at });
    return true;
  }
}
