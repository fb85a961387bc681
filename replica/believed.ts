import { NOTHING_WALKED, type Step, type Walked } from '../domain/ledger/chain.ts';
import type { Entry } from '../domain/ledger/entry.ts';
import type { Crypto } from '../domain/ledger/signature.ts';
import { Trust } from '../domain/ledger/trust.ts';
import { isWeighty } from '../domain/post.ts';
import { Ahead } from './ahead.ts';
import type { Change } from './change.ts';
import { nodeCrypto } from './crypto.ts';
import { familyOf } from './documents.ts';
import { CheckedInFile, type Kept, MarksInFile } from './found.ts';
import type { Replica } from './replica.ts';

/** So much that was found is written down at once. What a crash takes of it is found again. */
const KEEP = 512;
/** So many receipts wait to be asked for; more are looked at as they come. */
const WAITING = 4096;

/**
 * What of a replica's registry and receipts can be believed, kept while they grow and over restarts: each signature is
 * verified once, each receipt linked once, and a start pays for what came since the last. It is always what a new
 * Trust would make of all entries.
 */
export class Believed {
  private readonly replica: Replica;
  private readonly root: () => string;
  private readonly crypto: Crypto;
  private readonly checked: CheckedInFile;
  private readonly marks: MarksInFile;
  private readonly ahead: Ahead | null;
  /** The chain as far as it was walked, and the ground that it stands on; null before the first look. */
  private chain: { walked: Walked; ground: string } | null = null;
  /** Receipts that came since. */
  private fresh: Entry[] = [];
  private registry: Entry[] | null = null;
  private documents: string[] | null = null;
  private known: Trust | null = null;
  private keeping = false;

  /** `root`: fingerprint of the office key. `ahead`: signatures that come in are verified beside the main thread. */
  constructor(replica: Replica, root: () => string, { ahead = false } = {}) {
    this.replica = replica;
    this.root = root;
    this.checked = new CheckedInFile(replica.db);
    this.crypto = { ...nodeCrypto, checked: this.checked };
    this.marks = new MarksInFile(replica.db, (id) => this.receipt(id));
    const keyOf = (entry: Entry) => this.trust().certificateFor(entry);
    this.ahead = ahead ? new Ahead(this.crypto, keyOf, () => replica.db.open) : null;
    replica.onCommit((changes) => {
      for (const change of changes) this.note(change);
    });
  }

  /** As of now. The same object until registry or receipts change. */
  trust(): Trust {
    if (!this.known) {
      this.known = this.look();
      this.keepLater();
    }
    return this.known;
  }

  /** After a write was rolled back: what was read inside of it may never have been. */
  forget(): void {
    this.chain = null;
    this.registry = null;
    this.documents = null;
    this.known = null;
  }

  private note({ doc, entries }: Change): void {
    if (doc === 'registry') {
      this.registry = null;
      this.known = null;
      this.ahead?.again();
    } else if (familyOf(doc) === 'receipts') {
      this.documents = null;
      this.known = null;
      if (this.chain) this.fresh.push(...entries);
      if (this.fresh.length > WAITING) this.trust();
    } else this.ahead?.add(entries.filter((entry) => isWeighty(entry.kind)));
  }

  private look(): Trust {
    const before = this.trustIn(this.chain?.walked ?? NOTHING_WALKED);
    const { ground } = before.chain;
    if (this.chain?.ground !== ground) this.resume(ground);
    else if (this.fresh.length === 0) return before;
    const { walked } = this.chain!;
    const { fresh } = this;
    this.fresh = [];
    const steps = before.chain.following(walked, fresh);
    if (steps) return this.trustIn(this.advance(walked, steps));
    const whole = this.trustIn(this.receiptsAfter(0));
    this.marks.begin(false);
    this.marks.add(whole.walk!.steps);
    this.chain = { walked: { ...whole.walk!.walked, marks: this.marks }, ground };
    return whole;
  }

  private trustIn(receipts: Entry[] | Walked): Trust {
    this.registry ??= this.replica.entries('registry');
    return new Trust(this.root(), this.registry, receipts, this.crypto);
  }

  private advance(walked: Walked, steps: Step[]): Walked {
    this.marks.add(steps);
    const last = steps.at(-1);
    if (last) {
      const { seq, receivedAt } = last.receipt;
      this.chain!.walked = { ...walked, end: { seq, hash: last.hash, latest: receivedAt } };
    }
    return this.chain!.walked;
  }

  /** From where the file ends, where it stands on the same ground; else from the beginning. */
  private resume(ground: string): void {
    const text = this.replica.meta('chain');
    const kept = text === null ? null : (JSON.parse(text) as Kept);
    const goesOn = kept?.ground === ground;
    this.marks.begin(goesOn);
    const walked = { ...NOTHING_WALKED, marks: this.marks, ...(goesOn && { end: kept.end }) };
    this.chain = { walked, ground };
    this.fresh = this.receiptsAfter(goesOn ? kept.row : 0);
  }

  private receiptsAfter(row: number): Entry[] {
    return this.replica
      .family('receipts')
      .flatMap((name) => [...this.replica.entriesAfter(name, row)].map(({ entry }) => entry));
  }

  private receipt(id: string): Entry | null {
    // Looked up for each entry that is asked about: the list of documents is not made anew each time.
    this.documents ??= this.replica.family('receipts');
    for (const name of this.documents) {
      const entry = this.replica.entry(name, id);
      if (entry) return entry;
    }
    return null;
  }

  /** What a start could not go on from is not written down: receipts beside the chain would not be looked at again. */
  private get plain(): boolean {
    const { walked } = this.chain!;
    return walked.refused.length === 0 && walked.beside.length === 0;
  }

  /** Between two turns, when every commit was heard of and nothing is being written. */
  private keepLater(): void {
    const waiting = Math.max(this.checked.waiting, this.plain ? this.marks.waiting : 0);
    if (this.keeping || this.replica.db.readonly || waiting < KEEP) return;
    this.keeping = true;
    setImmediate(() => {
      this.keeping = false;
      if (this.replica.db.open) this.keep();
    });
  }

  private keep(): void {
    this.trust();
    this.replica.db.transaction(() => {
      this.checked.keep();
      if (!this.plain) return;
      this.marks.keep();
      const { walked, ground } = this.chain!;
      const kept: Kept = { end: walked.end, ground, row: this.replica.ledgers.last() };
      this.replica.setMeta('chain', JSON.stringify(kept));
    })();
  }
}
