import { canonical, type Json } from './canonical.ts';
import { type Entry, formFault } from './entry.ts';
import { type Crypto, fingerprint, hashOf, signedBy } from './signature.ts';

export type { Crypto } from './signature.ts';
export { fingerprint } from './signature.ts';

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
export interface Anchor {
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
  const by = (key: { key: string; alg: string; publicKey: string }, replaces?: string) => {
    const found = new Map<string, OfficeKey>();
    for (const entry of rolls) {
      if (replaces !== undefined && entry.body.replaces !== replaces) continue;
      const next = signedBy(entry, key, crypto) ? officeKeyOf(entry.body, entry.id) : null;
      if (next && next.key === fingerprint(crypto, next.publicKey) && next.key !== old.key)
        found.set(next.key, { ...next, start: anchorOf(entry.body.after) });
    }
    return [...found.values()];
  };
  // One recovery key outlives several office keys: its word is about the one that it names.
  const recovered = old.recovery === null ? [] : by(recoveryOf(old.recovery, crypto), old.key);
  const offered = recovered.length ? recovered : by(old);
  return offered.length === 1 ? offered[0]! : null;
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
  /** What the office marked: receipts of the unbroken chain. */
  readonly receipts: Marks;
  readonly refused: Refused[] = [];
  /** The last receipt of the unbroken chain. */
  readonly head: Anchor;
  /** The whole way, where this trust walked it itself. */
  readonly walk: { walked: Walked; steps: Step[] } | null;
  private readonly anchors: Anchor[];
  /** Hash of a receipt -> the entry that the next one must mark: the office's word that it goes on from there. */
  private readonly heirs = new Map<string, string>();
  private readonly crypto: Crypto;

  /** `receipts`: all of them, or the chain that they were found to be by a trust of the same `ground`. */
  constructor(root: string, registry: Entry[], receipts: Entry[] | Walked, crypto: Crypto) {
    this.crypto = crypto;
    const known = this.sound(registry);
    this.takeOffice(root, known);
    this.anchors = this.takeAnchors(known);
    this.walk = Array.isArray(receipts) ? this.walkAll(receipts) : null;
    const { marks, end, refused, beside } = this.walk?.walked ?? (receipts as Walked);
    this.receipts = marks;
    this.head = { seq: end.seq, hash: end.hash };
    this.refused.push(...refused);
    for (const { entry, seq } of beside)
      this.refuse(
        entry,
        seq > end.seq ? `not in the chain, which ends at ${end.seq}` : 'a fork of the chain',
      );
    this.takePeople(known);
    this.takeRevocations(known);
  }

  /** What decides which receipts make a chain: the office's keys, and what it signed over. */
  get ground(): string {
    const said = [[...this.office.values()], this.anchors, [...this.heirs]];
    return this.crypto.sha256(canonical(said as unknown as Json));
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
    this.refused.push(refusal(entry, reason));
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
  private takeAnchors(registry: Entry[]): Anchor[] {
    const found: Anchor[] = [];
    for (const { end } of this.office.values()) if (end) found.push(end);
    const epochs = registry.filter((entry) => entry.kind === 'office.epoch');
    // Of two restores from one backup the later goes on.
    for (const entry of epochs.sort((a, b) => (a.at < b.at ? -1 : 1))) {
      const after = anchorOf(entry.body.after);
      if (!this.byOffice(entry)) this.refuse(entry, 'an epoch not signed by the office');
      else if (after) {
        found.push(after);
        this.heirs.set(after.hash, entry.id);
      }
    }
    return found;
  }

  /**
   * The unbroken chain from the first receipt on. Where two follow one, the office's own word on its way decides (a
   * restored office goes on from what it had, a thief of an old key does not); without it the chain ends there.
   */
  private walkAll(entries: Entry[]): { walked: Walked; steps: Step[] } {
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
    const key = this.byOffice(entry);
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
    return wanted.has(at.hash) || (last && !this.byOffice(last)) ? null : steps;
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
  receiptOf(document: string, entry: Entry, hash = hashOf(entry, this.crypto)): Receipt | null {
    const receipt = this.receipts.get(`${document}\n${entry.id}`);
    return receipt && receipt.hash === hash ? receipt : null;
  }

  /** The certificate of the key that an entry names; whether it signed, `signer` says. */
  certificateFor({ key }: Entry): Certificate | undefined {
    return key === undefined ? undefined : (this.people.get(key) ?? this.office.get(key));
  }

  /** Who signed an entry; or why nobody that counts did. Says nothing of order: for that, `binding`. */
  signer(entry: Entry, hash = hashOf(entry, this.crypto)): { certificate: Certificate } | { reason: string } {
    const fault = formFault(entry);
    if (fault !== null) return { reason: fault };
    if (entry.sig === undefined || entry.key === undefined || entry.alg === undefined)
      return { reason: 'not signed' };
    const certificate = this.certificateFor(entry);
    if (!certificate) return { reason: `no certificate for key ${entry.key}` };
    if (!signedBy(entry, certificate, this.crypto, hash)) return { reason: 'the signature does not fit' };
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
    const hash = hashOf(entry, this.crypto);
    const signer = this.signer(entry, hash);
    if ('reason' in signer) return { state: 'refused', reason: signer.reason };
    const { certificate } = signer;
    const receipt = this.receipts.get(`${document}\n${entry.id}`);
    if (receipt && receipt.hash !== hash)
      return { state: 'refused', reason: 'the receipt is for another text' };
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

const refusal = (entry: Entry, reason: string): Refused => ({
  id: String(entry?.id),
  kind: String(entry?.kind),
  reason,
});

interface Link {
  entry: Entry;
  seq: number;
  prev: string;
  hash: string;
}

function receiptPlace({ kind, body }: Entry): { seq: number; prev: string } | null {
  const seq = body.seq as number;
  const prev = text(body.prev);
  return kind === 'office.receipt' && Number.isInteger(seq) && seq >= 1 && prev !== null
    ? { seq, prev }
    : null;
}

function inTime(key: OfficeKey, seq: number): boolean {
  return (key.start?.seq ?? 0) < seq && seq <= (key.end?.seq ?? Number.POSITIVE_INFINITY);
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
