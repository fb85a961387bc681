import { canonical, type Json, notJson } from './canonical.ts';
import { type Entry, signedText, wholeText } from './entry.ts';

/** What trust needs from the outside. Keys are base64url SPKI DER, signatures base64url, hashes lower-case hex. */
export interface Crypto {
  sha256(text: string): string;
  /** SHA-256 over the bytes of a base64url text. */
  sha256Of(base64url: string): string;
  /** False for a bad signature and for a key or algorithm that it does not know. */
  verify(alg: string, publicKey: string, text: string, sig: string): boolean;
}

/** A key that the office answers for: its own, or a person's on a device. */
export interface Certificate {
  key: string;
  alg: string;
  publicKey: string;
  person: string | null;
  name: string | null;
  unit: string | null;
  post: string | null;
  roles: string[];
  /** ISO time after which nothing receipted counts; null without end. */
  until: string | null;
  entry: string;
}

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

export interface Refused {
  id: string;
  kind: string;
  reason: string;
}

export const FIRST_PREV = '0'.repeat(64);

/** First 16 hex digits of the SHA-256 of a key's SPKI DER: what tokens and enrolment codes carry. */
export function fingerprint(crypto: Crypto, publicKey: string): string {
  return crypto.sha256Of(publicKey).slice(0, 16);
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function certificateOf(entry: Entry): Certificate | null {
  const body = entry.body;
  const key = text(body.key);
  const publicKey = text(body.publicKey);
  if (key === null || publicKey === null) return null;
  return {
    key,
    alg: text(body.alg) ?? 'Ed25519',
    publicKey,
    person: text(body.person),
    name: text(body.name),
    unit: text(body.unit),
    post: text(body.post),
    roles: Array.isArray(body.roles) ? body.roles.filter((role) => typeof role === 'string') : [],
    until: text(body.until),
    entry: entry.id,
  };
}

function signedBy(
  entry: Entry,
  key: { key: string; alg: string; publicKey: string },
  crypto: Crypto,
): boolean {
  if (entry.key !== key.key || entry.alg !== key.alg || entry.sig === undefined) return false;
  // What has no canonical form cannot have been signed.
  if (notJson(entry) !== null) return false;
  return crypto.verify(key.alg, key.publicKey, signedText(entry), entry.sig);
}

/**
 * What of registry and receipts can be believed, from one root: the fingerprint of the office key. Pure: the same
 * entries in any order give the same trust (DESIGN.md, Trust).
 */
export class Trust {
  /** Office keys, the root's and those rolled from it. */
  readonly office = new Map<string, Certificate>();
  readonly people = new Map<string, Certificate>();
  /** key id -> sequence number of its revocation. */
  readonly revoked = new Map<string, number>();
  /** `document\nentry` -> its receipt. */
  readonly receipts = new Map<string, Receipt>();
  readonly refused: Refused[] = [];
  /** The last receipt of the unbroken chain. */
  readonly head: { seq: number; hash: string };
  private readonly crypto: Crypto;

  constructor(root: string, registry: Entry[], receipts: Entry[], crypto: Crypto) {
    this.crypto = crypto;
    this.takeOffice(root, registry);
    this.head = this.takeReceipts(receipts);
    this.takePeople(registry);
    this.takeRevocations(registry);
  }

  private refuse(entry: Entry, reason: string): void {
    this.refused.push({ id: entry.id, kind: entry.kind, reason });
  }

  private takeOffice(root: string, registry: Entry[]): void {
    const offers = registry.filter((entry) => entry.kind === 'key.office' || entry.kind === 'key.rolled');
    for (const entry of offers) {
      const key = certificateOf(entry);
      if (
        key &&
        entry.kind === 'key.office' &&
        fingerprint(this.crypto, key.publicKey) === root &&
        signedBy(entry, key, this.crypto)
      )
        this.office.set(key.key, key);
    }
    // A rolled key may have been rolled again: go on until nothing more is signed by a key that is believed.
    for (let grown = true; grown; ) {
      grown = false;
      for (const entry of offers) {
        const key = certificateOf(entry);
        if (!key || entry.kind !== 'key.rolled' || this.office.has(key.key)) continue;
        if (![...this.office.values()].some((old) => signedBy(entry, old, this.crypto))) continue;
        this.office.set(key.key, key);
        grown = true;
      }
    }
    for (const entry of offers) {
      const key = certificateOf(entry);
      if (!key || !this.office.has(key.key)) this.refuse(entry, 'not a key of this office');
    }
  }

  private byOffice(entry: Entry): boolean {
    const key = entry.key === undefined ? undefined : this.office.get(entry.key);
    return key !== undefined && signedBy(entry, key, this.crypto);
  }

  /** The longest unbroken chain from the first receipt on; what is off it, or forks it, counts for nothing. */
  private takeReceipts(entries: Entry[]): { seq: number; hash: string } {
    const bySeq = new Map<number, Entry[]>();
    for (const entry of entries) {
      if (entry.kind !== 'office.receipt' || !Number.isInteger(entry.body.seq))
        this.refuse(entry, 'not a receipt');
      else if (!this.byOffice(entry)) this.refuse(entry, 'not signed by the office');
      else {
        const seq = entry.body.seq as number;
        bySeq.set(seq, [...(bySeq.get(seq) ?? []), entry]);
      }
    }
    let head = { seq: 0, hash: FIRST_PREV };
    for (let seq = 1; bySeq.has(seq); seq++) {
      const next = bySeq.get(seq)!.filter((entry) => entry.body.prev === head.hash);
      if (next.length !== 1) break;
      const entry = next[0]!;
      const receipt = { id: entry.id, ...(entry.body as unknown as Omit<Receipt, 'id'>) };
      const place = `${receipt.document}\n${receipt.entry}`;
      if (this.receipts.has(place)) this.refuse(entry, 'receipts an entry a second time');
      else this.receipts.set(place, receipt);
      head = { seq, hash: this.crypto.sha256(wholeText(entry)) };
    }
    for (const [seq, list] of bySeq)
      for (const entry of list)
        if (seq > head.seq) this.refuse(entry, `not in the chain, which ends at ${head.seq}`);
        else if (this.receipts.get(`${entry.body.document}\n${entry.body.entry}`)?.id !== entry.id)
          this.refuse(entry, 'a fork of the chain');
    return head;
  }

  private takePeople(registry: Entry[]): void {
    for (const entry of registry) {
      if (entry.kind !== 'key.certified') continue;
      const key = certificateOf(entry);
      if (!key?.person) this.refuse(entry, 'a certificate without key or person');
      else if (!this.byOffice(entry)) this.refuse(entry, 'a certificate not signed by the office');
      else if (!this.people.has(key.key)) this.people.set(key.key, key);
      else if (canonical(this.people.get(key.key)! as unknown as Json) !== canonical(key as unknown as Json))
        this.refuse(entry, 'a second certificate for one key');
    }
  }

  private takeRevocations(registry: Entry[]): void {
    for (const entry of registry) {
      if (entry.kind !== 'key.revoked') continue;
      const key = text(entry.body.key);
      if (key === null || !this.byOffice(entry)) {
        this.refuse(entry, 'a revocation not signed by the office');
        continue;
      }
      const seq = this.receiptOf('registry', entry)?.seq ?? Number.POSITIVE_INFINITY;
      this.revoked.set(key, Math.min(this.revoked.get(key) ?? Number.POSITIVE_INFINITY, seq));
    }
  }

  /** The entry's receipt where the office marked just this text at just this place. */
  receiptOf(document: string, entry: Entry): Receipt | null {
    const receipt = this.receipts.get(`${document}\n${entry.id}`);
    if (!receipt) return null;
    return receipt.hash === this.crypto.sha256(wholeText(entry)) ? receipt : null;
  }

  /** Who signed an entry; or why nobody that counts did. Says nothing of order: for that, `binding`. */
  signer(entry: Entry): { certificate: Certificate } | { reason: string } {
    if (entry.sig === undefined || entry.key === undefined || entry.alg === undefined)
      return { reason: 'not signed' };
    const certificate = this.people.get(entry.key) ?? this.office.get(entry.key);
    if (!certificate) return { reason: `no certificate for key ${entry.key}` };
    if (!signedBy(entry, certificate, this.crypto)) return { reason: 'the signature does not fit' };
    if (certificate.person !== null && certificate.person !== entry.by.person)
      return { reason: `signed by ${certificate.person}, not by ${entry.by.person}` };
    return { certificate };
  }

  /**
   * Whether a weighty entry binds: signed by somebody certified, and receipted while that certificate stood.
   * `waiting`: signed, and not yet receipted.
   */
  binding(
    document: string,
    entry: Entry,
  ):
    | { state: 'binding'; certificate: Certificate; receipt: Receipt }
    | { state: 'waiting'; certificate: Certificate }
    | { state: 'refused'; reason: string } {
    const signer = this.signer(entry);
    if ('reason' in signer) return { state: 'refused', reason: signer.reason };
    const { certificate } = signer;
    const marked = this.receipts.get(`${document}\n${entry.id}`);
    const receipt = this.receiptOf(document, entry);
    if (marked && !receipt) return { state: 'refused', reason: 'the receipt is for another text' };
    const revokedAt = this.revoked.get(certificate.key);
    if (!receipt)
      return revokedAt === undefined
        ? { state: 'waiting', certificate }
        : { state: 'refused', reason: 'the key is revoked' };
    if (revokedAt !== undefined && receipt.seq > revokedAt)
      return { state: 'refused', reason: 'receipted after the key was revoked' };
    if (certificate.until !== null && receipt.receivedAt > certificate.until)
      return { state: 'refused', reason: 'receipted after the certificate ended' };
    return { state: 'binding', certificate, receipt };
  }
}
