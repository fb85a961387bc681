import { dayOf, isoShanghai } from '../domain/day.ts';
import { documentOn } from '../domain/documents.ts';
import { FIRST_PREV } from '../domain/ledger/chain.ts';
import type { Entry } from '../domain/ledger/entry.ts';
import { wholeText } from '../domain/ledger/entry.ts';
import type { Trust } from '../domain/ledger/trust.ts';
import { isReceipted } from '../domain/post.ts';
import { Believed } from '../replica/believed.ts';
import { nodeCrypto } from '../replica/crypto.ts';
import type { Replica } from '../replica/replica.ts';
import type { OfficeKey } from './keys.ts';

/** What is weighty stands in ledgers of these families only; receipts themselves are not receipted. */
const FAMILIES = ['registry', 'targets', 'gate-days', 'actions', 'subsidies'];

/**
 * The office's receipts: one chain. Each is written in the transaction that stores its entry, so an entry is never
 * on the disk without its place in the order, and none is receipted twice.
 */
export class Receipts {
  private readonly replica: Replica;
  private readonly key: OfficeKey;
  private readonly now: () => number;
  private readonly draft: (kind: string, subject: string, body: Record<string, unknown>) => Entry;
  private seq = 0;
  private prev = FIRST_PREV;
  private readonly believed: Believed;

  constructor(
    replica: Replica,
    key: OfficeKey,
    now: () => number,
    draft: (kind: string, subject: string, body: Record<string, unknown>) => Entry,
  ) {
    this.replica = replica;
    this.key = key;
    this.now = now;
    this.draft = draft;
    this.believed = new Believed(replica, () => key.fingerprint);
    this.readHead();
  }

  /** Takes the end of the stored chain as the place to go on from. */
  private readHead(): void {
    const { head } = this.trust();
    this.seq = head.seq;
    this.prev = head.hash;
  }

  /** What is certified, revoked and receipted as of now. */
  trust(): Trust {
    return this.believed.trust();
  }

  get recovering(): boolean {
    return this.replica.meta('recovering') === 'yes';
  }

  /** Where the chain ends: printed on the daily bulletin. */
  get head(): { seq: number; hash: string } {
    return { seq: this.seq, hash: this.prev };
  }

  /** Receipts what of these entries gets one. Inside the write that stores them. */
  issue(document: string, entries: Entry[]): void {
    if (this.recovering) return;
    for (const entry of entries) if (isReceipted(entry)) this.mark(document, entry);
  }

  private mark(document: string, entry: Entry): void {
    const at = this.now();
    const body = {
      document,
      entry: entry.id,
      hash: nodeCrypto.sha256(wholeText(entry)),
      seq: this.seq + 1,
      epoch: this.replica.meta('epoch') ?? '',
      receivedAt: isoShanghai(at),
      prev: this.prev,
    };
    const receipt = this.key.sign(this.draft('office.receipt', entry.id, body));
    this.replica.append(documentOn('receipts', dayOf(at)), [receipt], 'office');
    this.seq++;
    this.prev = nodeCrypto.sha256(wholeText(receipt));
  }

  /** After a write was rolled back, its receipts never were. */
  forget(): void {
    this.believed.forget();
    this.readHead();
  }

  /** At start and after recovery: receipts, in the order of the log, what lacks one. */
  catchUp(): number {
    if (this.recovering) return 0;
    // Marked on the chain that counts: a receipt beside it marks nothing.
    const marked = this.trust().receipts;
    const missing: { n: number; document: string; entry: Entry }[] = [];
    for (const family of FAMILIES)
      for (const document of this.replica.family(family))
        for (const { n, entry } of this.replica.entriesAfter(document, 0))
          if (isReceipted(entry) && !marked.has(`${document}\n${entry.id}`))
            missing.push({ n, document, entry });
    missing.sort((a, b) => a.n - b.n);
    this.replica.write(() => {
      for (const { document, entry } of missing) this.mark(document, entry);
    });
    return missing.length;
  }
}
