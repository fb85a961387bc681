import { canonical, type Json } from './canonical.ts';
import { text } from './certificate.ts';
import { type Entry, formFault } from './entry.ts';
import { type Anchor, inTime, type OfficeKey, signingKey } from './office-key.ts';
import { type Crypto, hashOf } from './signature.ts';

/** The office's mark on an entry: order and time that count. */
export interface Receipt {
  id: string;
  document: string;
  entry: string;
  hash: string;
  seq: number;
  epoch: string;
  receivedAt: string;
  prev: string;
}

/** An entry or receipt that failed a check, and why. */
export interface Refused {
  id: string;
  kind: string;
  reason: string;
}

export const refusal = (entry: Entry, reason: string): Refused => ({
  id: String(entry?.id),
  kind: String(entry?.kind),
  reason,
});

/** `prev` of the first receipt. */
export const FIRST_PREV = '0'.repeat(64);

/** A receipt of the office that is not yet known to stand in the chain. */
interface Link {
  entry: Entry;
  seq: number;
  prev: string;
  hash: string;
}

/** Receipts by `document\nentry`. */
export type Marks = Pick<ReadonlyMap<string, Receipt>, 'get' | 'has'>;

/** Where a chain ends, and the latest time in it. */
export interface End extends Anchor {
  latest: string;
}

/** A chain that was walked before, with what is beside it: enough to go on from its end. */
export interface Walked {
  marks: Marks;
  end: End;
  /** What is no receipt of the office. */
  refused: readonly Refused[];
  /** Receipts that are not in it. What they are may change once one that they follow is. */
  beside: readonly Link[];
}

/** One more receipt of a chain, with the hash of its entry. */
export interface Step {
  receipt: Receipt;
  hash: string;
}

const START: End = { seq: 0, hash: FIRST_PREV, latest: '' };
/** The chain before any receipt came. */
export const NOTHING_WALKED: Walked = { marks: new Map(), end: START, refused: [], beside: [] };

/** Which receipts make one chain, by the office's keys and by what it signed over. */
export class Chain {
  private readonly office: ReadonlyMap<string, OfficeKey>;
  private readonly anchors: readonly Anchor[];
  private readonly heirs: ReadonlyMap<string, string>;
  private readonly crypto: Crypto;

  /**
   * `anchors`: receipts that the office signed over. `heirs`: hash of a receipt -> the entry that the next one must
   * mark, the office's word that it goes on from there.
   */
  constructor(
    office: ReadonlyMap<string, OfficeKey>,
    anchors: readonly Anchor[],
    heirs: ReadonlyMap<string, string>,
    crypto: Crypto,
  ) {
    this.office = office;
    this.anchors = anchors;
    this.heirs = heirs;
    this.crypto = crypto;
  }

  /** What decides which receipts make a chain: the office's keys, and what it signed over. */
  get ground(): string {
    const said = [[...this.office.values()], this.anchors, [...this.heirs]];
    return this.crypto.sha256(canonical(said as unknown as Json));
  }

  /**
   * The unbroken chain from the first receipt on. Where two follow one, the office's own word on its way decides (a
   * restored office goes on from what it had, a thief of an old key does not); without it the chain ends there.
   */
  walk(entries: Entry[]): { walked: Walked; steps: Step[] } {
    const refused: Refused[] = [];
    const refuse = (entry: Entry, reason: string) => refused.push(refusal(entry, reason));
    const links: Link[] = [];
    for (const entry of entries) {
      const link = this.link(entry);
      if (typeof link === 'string') refuse(entry, link);
      else links.push(link);
    }
    const byHash = new Map(links.map((link) => [link.hash, link]));
    const chosen = new Set<string>();
    for (const { hash } of this.anchors)
      for (let link = byHash.get(hash); link && !chosen.has(link.hash); link = byHash.get(link.prev))
        chosen.add(link.hash);
    const after = new Map<string, Link[]>();
    for (const link of byHash.values()) after.set(link.prev, [...(after.get(link.prev) ?? []), link]);

    const marks = new Map<string, Receipt>();
    const steps: Step[] = [];
    let end = START;
    const inChain = new Set<string>();
    for (;;) {
      const from = end;
      const next = (after.get(from.hash) ?? []).filter((link) => this.mayFollow(from, link));
      const told = next.filter((link) => chosen.has(link.hash));
      const link = told.length ? (told.length === 1 ? told[0] : null) : next.length === 1 ? next[0] : null;
      if (!link) break;
      const step = stepOf(link, end);
      const place = `${step.receipt.document}\n${step.receipt.entry}`;
      if (marks.has(place)) refuse(link.entry, 'receipts an entry a second time');
      else marks.set(place, step.receipt);
      steps.push(step);
      end = endOf(step);
      inChain.add(link.hash);
    }
    const beside = links.filter((link) => !inChain.has(link.hash));
    return { walked: { marks, end, refused, beside }, steps };
  }

  /** Where a restored office went on, only its own word that it did comes next. */
  private mayFollow(end: Anchor, { seq, entry }: Pick<Link, 'seq' | 'entry'>): boolean {
    const heir = this.heirs.get(end.hash);
    return seq === end.seq + 1 && (heir === undefined || heir === entry.body.entry);
  }

  private link(entry: Entry): Link | string {
    const fault = formFault(entry);
    if (fault !== null) return fault;
    const place = receiptPlace(entry);
    if (!place) return 'not a receipt';
    const key = signingKey(entry, this.office, this.crypto);
    if (!key) return 'not signed by the office';
    if (!inTime(key, place.seq)) return 'signed by an office key outside its time';
    return { ...place, entry, hash: hashOf(entry, this.crypto)! };
  }

  /**
   * The steps that receipts make from the end of a chain on, where they just follow it and each other; null where any
   * of them does not, so that all there are have to be looked at together. The last one's signature vouches for those
   * before it, since it covers their hashes.
   */
  following({ end, beside, marks }: Walked, entries: Entry[]): Step[] | null {
    const steps: Step[] = [];
    const wanted = new Set(beside.map(({ prev }) => prev));
    const marked = new Set<string>();
    const inOrder = [...entries].sort((a, b) => Number(a.body?.seq) - Number(b.body?.seq));
    let at = end;
    for (const entry of inOrder) {
      const place = formFault(entry) === null ? receiptPlace(entry) : null;
      const key = this.office.get(entry.key ?? '');
      const hash = hashOf(entry, this.crypto);
      if (!place || !key || hash === null || !inTime(key, place.seq)) return null;
      const follows = place.prev === at.hash && this.mayFollow(at, { ...place, entry });
      if (!follows || wanted.has(at.hash)) return null;
      const step = stepOf({ ...place, entry, hash }, at);
      const of = `${step.receipt.document}\n${step.receipt.entry}`;
      if (marked.has(of) || marks.has(of)) return null;
      marked.add(of);
      steps.push(step);
      at = endOf(step);
    }
    const last = inOrder.at(-1);
    return wanted.has(at.hash) || (last && !signingKey(last, this.office, this.crypto)) ? null : steps;
  }
}

function receiptPlace({ kind, body }: Entry): { seq: number; prev: string } | null {
  const seq = body.seq as number;
  const prev = text(body.prev);
  return kind === 'office.receipt' && Number.isInteger(seq) && seq >= 1 && prev !== null
    ? { seq, prev }
    : null;
}

/** Time never runs back along the chain: a clock that was set back changes no day that is over. */
function stepOf({ entry, hash }: Link, { latest }: End): Step {
  const receivedAt = laterTime(latest, String(entry.body.receivedAt));
  return {
    receipt: { id: entry.id, ...(entry.body as unknown as Omit<Receipt, 'id'>), receivedAt },
    hash,
  };
}

const endOf = ({ receipt, hash }: Step): End => ({ seq: receipt.seq, hash, latest: receipt.receivedAt });

/** The later of two ISO times; one that can't be read counts for nothing. */
function laterTime(a: string, b: string): string {
  const [from, to] = [Date.parse(a), Date.parse(b)];
  return Number.isNaN(to) || to < from ? a || b : b;
}
