import { canonical, type Json, notJson } from './canonical.ts';
import { type Entry, formFault, signedText, wholeText } from './entry.ts';

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
  /** The device that the key was made on. */
  device: string | null;
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

/** A receipt by its place and hash. What is signed over one fixes the chain up to it. */
interface Anchor {
  seq: number;
  hash: string;
}

/** An office key with its time: it signs receipts after `start` and up to `end`, where those are known. */
export interface OfficeKey extends Certificate {
  /** The public half of the recovery key that may roll this one. */
  recovery: string | null;
  start: Anchor | null;
  end: Anchor | null;
}

export const FIRST_PREV = '0'.repeat(64);

/** Who may revoke a key beside the office itself: administration, and security where that is another person. */
const REVOKERS = ['admin', 'security'];

/** First 16 hex digits of the SHA-256 of a key's SPKI DER: what tokens and enrolment codes carry. */
export function fingerprint(crypto: Crypto, publicKey: string): string {
  return crypto.sha256Of(publicKey).slice(0, 16);
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function anchorOf(value: unknown): Anchor | null {
  if (!isObject(value) || !Number.isInteger(value.seq)) return null;
  const hash = text(value.hash);
  return hash === null ? null : { seq: value.seq as number, hash };
}

function certificateOf(body: Record<string, unknown>, entry: string): Certificate | null {
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
    device: text(body.device),
    entry,
  };
}

function officeKeyOf(body: Record<string, unknown>, entry: string): OfficeKey | null {
  const certificate = certificateOf(body, entry);
  return certificate && { ...certificate, recovery: text(body.recovery), start: null, end: null };
}

function signedBy(
  entry: Entry,
  key: { key: string; alg: string; publicKey: string },
  crypto: Crypto,
): boolean {
  // An entry that a stranger serves has any shape at all: what is no text is no signature.
  if (entry.key !== key.key || entry.alg !== key.alg || typeof entry.sig !== 'string') return false;
  // What has no canonical form cannot have been signed.
  if (notJson(entry) !== null) return false;
  return crypto.verify(key.alg, key.publicKey, signedText(entry), entry.sig);
}

/**
 * The office's keys, oldest first, from the one whose fingerprint came with token or code. Onward: a key was rolled
 * by itself, or by its recovery key, which has the last word; rolled twice with nobody to decide, it is rolled to
 * neither. Backward: a key that succeeded others names them, with the receipt that each of them ended at.
 */
function officeKeys(root: string, registry: Entry[], crypto: Crypto): OfficeKey[] {
  const own = registry.flatMap((entry) => {
    const key = entry.kind === 'key.office' ? officeKeyOf(entry.body, entry.id) : null;
    return key && fingerprint(crypto, key.publicKey) === root && signedBy(entry, key, crypto)
      ? [{ key, before: Array.isArray(entry.body.before) ? entry.body.before.filter(isObject) : [] }]
      : [];
  });
  // The same key says it again after each roll: the longest list is the newest.
  own.sort((a, b) => b.before.length - a.before.length || (a.key.entry < b.key.entry ? -1 : 1));
  const first = own[0];
  if (!first) return [];
  const keys = first.before.flatMap((body) => {
    const key = officeKeyOf(body, first.key.entry);
    return key ? [{ ...key, end: anchorOf(body.until) }] : [];
  });
  keys.push(first.key);
  for (let last = first.key; ; ) {
    const next = successor(last, registry, crypto);
    if (!next || keys.some((each) => each.key === next.key)) break;
    last.end = next.start;
    keys.push(next);
    last = next;
  }
  keys.forEach((key, i) => {
    key.start ??= keys[i - 1]?.end ?? null;
  });
  return keys;
}

const recoveryOf = (publicKey: string, crypto: Crypto) => ({
  key: fingerprint(crypto, publicKey),
  alg: 'Ed25519',
  publicKey,
});

function successor(old: OfficeKey, registry: Entry[], crypto: Crypto): OfficeKey | null {
  const rolls = registry.filter((entry) => entry.kind === 'key.rolled');
  const by = (key: { key: string; alg: string; publicKey: string }) => {
    const found = new Map<string, OfficeKey>();
    for (const entry of rolls) {
      const next = signedBy(entry, key, crypto) ? officeKeyOf(entry.body, entry.id) : null;
      if (next && next.key === fingerprint(crypto, next.publicKey) && next.key !== old.key)
        found.set(next.key, { ...next, start: anchorOf(entry.body.after) });
    }
    return [...found.values()];
  };
  const recovered = old.recovery === null ? [] : by(recoveryOf(old.recovery, crypto));
  const offered = recovered.length ? recovered : by(old);
  return offered.length === 1 ? offered[0]! : null;
}

/** A revocation's place in the order; those that the office has not marked come last. */
const placed = (a: { seq: number; entry: Entry }, b: { seq: number; entry: Entry }) =>
  a.seq - b.seq || (a.entry.id < b.entry.id ? -1 : 1);

/**
 * What of registry and receipts can be believed, from one root: the fingerprint of the office key. Pure: the same
 * entries in any order give the same trust (DESIGN.md, Trust).
 */
export class Trust {
  /** Office keys, oldest first: the root's, those that it succeeded, and those rolled from it. */
  readonly office = new Map<string, OfficeKey>();
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
    const known = this.sound(registry);
    this.takeOffice(root, known);
    this.head = this.takeReceipts(this.sound(receipts), this.anchors(known));
    this.takePeople(known);
    this.takeRevocations(known);
  }

  /** A stranger's server may serve anything at all. */
  private sound(entries: Entry[]): Entry[] {
    return entries.filter((entry) => {
      const fault = formFault(entry);
      if (fault !== null) this.refuse(entry, fault);
      return fault === null;
    });
  }

  private refuse(entry: Entry, reason: string): void {
    this.refused.push({ id: String(entry?.id), kind: String(entry?.kind), reason });
  }

  private takeOffice(root: string, registry: Entry[]): void {
    for (const key of officeKeys(root, registry, this.crypto)) this.office.set(key.key, key);
    for (const entry of registry) {
      if (entry.kind !== 'key.office' && entry.kind !== 'key.rolled') continue;
      const key = certificateOf(entry.body, entry.id);
      const known = key === null ? undefined : this.office.get(key.key);
      // A key speaks for itself; it was rolled by one before it, or by the recovery key of one.
      const good =
        known && (entry.kind === 'key.office' ? signedBy(entry, known, this.crypto) : this.rolledBy(entry));
      if (!good) this.refuse(entry, 'not a key of this office');
    }
  }

  private rolledBy(entry: Entry): boolean {
    return [...this.office.values()].some(
      (key) =>
        signedBy(entry, key, this.crypto) ||
        (key.recovery !== null && signedBy(entry, recoveryOf(key.recovery, this.crypto), this.crypto)),
    );
  }

  private byOffice(entry: Entry): OfficeKey | null {
    const key = entry.key === undefined ? undefined : this.office.get(entry.key);
    return key && signedBy(entry, key, this.crypto) ? key : null;
  }

  /** Receipts that the office signed over: where it rolled its key, and where it went on after a restore. */
  private anchors(registry: Entry[]): Anchor[] {
    const found: Anchor[] = [];
    for (const { end } of this.office.values()) if (end) found.push(end);
    for (const entry of registry) {
      if (entry.kind !== 'office.epoch') continue;
      if (!this.byOffice(entry)) {
        this.refuse(entry, 'an epoch not signed by the office');
        continue;
      }
      const after = anchorOf(entry.body.after);
      if (after) found.push(after);
    }
    return found;
  }

  /**
   * The unbroken chain from the first receipt on. Where two follow one, the office's own word on its way decides (a
   * restored office goes on from what it had, a thief of an old key does not); without it the chain ends there.
   */
  private takeReceipts(entries: Entry[], anchors: Anchor[]): { seq: number; hash: string } {
    const links = entries.flatMap((entry) => this.link(entry));
    const byHash = new Map(links.map((link) => [link.hash, link]));
    const chosen = new Set<string>();
    for (const { hash } of anchors)
      for (let link = byHash.get(hash); link && !chosen.has(link.hash); link = byHash.get(link.prev))
        chosen.add(link.hash);
    const after = new Map<string, Link[]>();
    for (const link of byHash.values()) after.set(link.prev, [...(after.get(link.prev) ?? []), link]);

    let head = { seq: 0, hash: FIRST_PREV };
    let latest = '';
    const inChain = new Set<string>();
    for (;;) {
      const next = (after.get(head.hash) ?? []).filter((link) => link.seq === head.seq + 1);
      const told = next.filter((link) => chosen.has(link.hash));
      const link = told.length ? (told.length === 1 ? told[0] : null) : next.length === 1 ? next[0] : null;
      if (!link) break;
      latest = laterTime(latest, String(link.entry.body.receivedAt));
      this.mark(link.entry, latest);
      head = { seq: link.seq, hash: link.hash };
      inChain.add(link.hash);
    }
    for (const link of links)
      if (inChain.has(link.hash)) continue;
      else if (link.seq > head.seq) this.refuse(link.entry, `not in the chain, which ends at ${head.seq}`);
      else this.refuse(link.entry, 'a fork of the chain');
    return head;
  }

  private link(entry: Entry): Link[] {
    const seq = entry.body.seq as number;
    const prev = text(entry.body.prev);
    if (entry.kind !== 'office.receipt' || !Number.isInteger(seq) || seq < 1 || prev === null) {
      this.refuse(entry, 'not a receipt');
      return [];
    }
    const key = this.byOffice(entry);
    if (key && (key.start?.seq ?? 0) < seq && seq <= (key.end?.seq ?? Number.POSITIVE_INFINITY))
      return [{ entry, seq, prev, hash: this.crypto.sha256(wholeText(entry)) }];
    this.refuse(entry, key ? 'signed by an office key outside its time' : 'not signed by the office');
    return [];
  }

  /** Time never runs back along the chain: a clock that was set back changes no day that is over. */
  private mark(entry: Entry, receivedAt: string): void {
    const receipt = { id: entry.id, ...(entry.body as unknown as Omit<Receipt, 'id'>), receivedAt };
    const place = `${receipt.document}\n${receipt.entry}`;
    if (this.receipts.has(place)) this.refuse(entry, 'receipts an entry a second time');
    else this.receipts.set(place, receipt);
  }

  private placeOf(entry: Entry): number {
    return this.receiptOf('registry', entry)?.seq ?? Number.POSITIVE_INFINITY;
  }

  /**
   * Whether the office itself stands behind an entry of `registry`. Of what a key signed that was rolled away since,
   * only what was marked in its time counts.
   */
  certified(entry: Entry): boolean {
    const key = this.byOffice(entry);
    if (!key) return false;
    return key.end === null || this.placeOf(entry) <= key.end.seq;
  }

  private takePeople(registry: Entry[]): void {
    const offers = registry
      .filter((entry) => entry.kind === 'key.certified')
      .map((entry) => ({ entry, seq: this.placeOf(entry) }))
      .sort(placed);
    for (const { entry } of offers) {
      const key = certificateOf(entry.body, entry.id);
      if (!key?.person) this.refuse(entry, 'a certificate without key or person');
      else if (!this.certified(entry)) this.refuse(entry, 'a certificate not signed by the office');
      else if (!this.people.has(key.key)) this.people.set(key.key, key);
      else if (!sameCertificate(this.people.get(key.key)!, key))
        this.refuse(entry, 'a second certificate for one key');
    }
  }

  /** In order of receipt, since a revoker may have been revoked before. */
  private takeRevocations(registry: Entry[]): void {
    const offers = registry
      .filter((entry) => entry.kind === 'key.revoked')
      .map((entry) => ({ entry, seq: this.placeOf(entry) }))
      .sort(placed);
    for (const { entry, seq } of offers) {
      const key = text(entry.body.key);
      const why = key === null ? 'a revocation without a key' : this.mayNotRevoke(entry);
      if (why === 'waits') continue;
      if (why !== null) this.refuse(entry, why);
      else this.revoked.set(key!, Math.min(this.revoked.get(key!) ?? Number.POSITIVE_INFINITY, seq));
    }
  }

  /** A person's revocation waits for its receipt, as every act of a person does; the office's own counts at once. */
  private mayNotRevoke(entry: Entry): string | null {
    if (this.certified(entry)) return null;
    const binding = this.binding('registry', entry);
    if (binding.state === 'refused') return `a revocation not signed by the office: ${binding.reason}`;
    const { person, post, roles } = binding.certificate;
    if (person === null || ![post, ...roles].some((role) => role !== null && REVOKERS.includes(role)))
      return `${post ?? 'nobody'} may not revoke a key`;
    return binding.state === 'waiting' ? 'waits' : null;
  }

  /** The entry's receipt where the office marked just this text at just this place. */
  receiptOf(document: string, entry: Entry): Receipt | null {
    const receipt = this.receipts.get(`${document}\n${entry.id}`);
    if (!receipt) return null;
    return receipt.hash === this.crypto.sha256(wholeText(entry)) ? receipt : null;
  }

  /** Who signed an entry; or why nobody that counts did. Says nothing of order: for that, `binding`. */
  signer(entry: Entry): { certificate: Certificate } | { reason: string } {
    const fault = formFault(entry);
    if (fault !== null) return { reason: fault };
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
    if (certificate.until !== null && !endsAfter(certificate.until, receipt.receivedAt))
      return { state: 'refused', reason: 'receipted after the certificate ended' };
    return { state: 'binding', certificate, receipt };
  }
}

interface Link {
  entry: Entry;
  seq: number;
  prev: string;
  hash: string;
}

function sameCertificate(a: Certificate, b: Certificate): boolean {
  const bare = ({ entry: _, ...rest }: Certificate) => canonical(rest as unknown as Json);
  return bare(a) === bare(b);
}

/** The later of two ISO times; one that can't be read counts for nothing. */
function laterTime(a: string, b: string): string {
  const [from, to] = [Date.parse(a), Date.parse(b)];
  return Number.isNaN(to) || to < from ? a || b : b;
}

/** Whether a certificate's end lies after an instant; an end that can't be read has passed. */
function endsAfter(until: string, at: string): boolean {
  return Date.parse(at) <= Date.parse(until);
}
