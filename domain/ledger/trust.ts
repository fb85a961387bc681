import { type Certificate, certificateOf, endsAfter, sameCertificate, text } from './certificate.ts';
import { Chain, type Marks, type Receipt, type Refused, refusal, type Step, type Walked } from './chain.ts';
import { byClock, type Entry, formFault } from './entry.ts';
import { type Anchor, anchorOf, type OfficeKey, officeKeys, rolledBy, signingKey } from './office-key.ts';
import { type Crypto, hashOf, signedBy } from './signature.ts';

/** Who may revoke a key beside the office itself: administration, and security where that is another person. */
const REVOKERS = ['admin', 'security'];

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
  /** By what receipts make a chain. */
  readonly chain: Chain;
  private readonly crypto: Crypto;

  /** `receipts`: all of them, or the chain that they were found to be by a trust whose chain has the same `ground`. */
  constructor(root: string, registry: Entry[], receipts: Entry[] | Walked, crypto: Crypto) {
    this.crypto = crypto;
    const known = this.sound(registry);
    this.takeOffice(root, known);
    const { anchors, heirs } = this.anchorsIn(known);
    this.chain = new Chain(this.office, anchors, heirs, crypto);
    this.walk = Array.isArray(receipts) ? this.chain.walk(receipts) : null;
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
        known &&
        (entry.kind === 'key.office'
          ? signedBy(entry, known, this.crypto)
          : rolledBy(entry, this.office.values(), this.crypto));
      if (!good) this.refuse(entry, 'not a key of this office');
    }
  }

  private byOffice(entry: Entry): OfficeKey | null {
    return signingKey(entry, this.office, this.crypto);
  }

  /** Receipts that the office signed over: where it rolled its key, and where it went on after a restore. */
  private anchorsIn(registry: Entry[]): { anchors: Anchor[]; heirs: Map<string, string> } {
    const anchors: Anchor[] = [];
    const heirs = new Map<string, string>();
    for (const { end } of this.office.values()) if (end) anchors.push(end);
    const epochs = registry.filter((entry) => entry.kind === 'office.epoch');
    // Of two restores from one backup the later goes on.
    for (const entry of epochs.sort(byClock)) {
      const after = anchorOf(entry.body.after);
      if (!this.byOffice(entry)) this.refuse(entry, 'an epoch not signed by the office');
      else if (after) {
        anchors.push(after);
        heirs.set(after.hash, entry.id);
      }
    }
    return { anchors, heirs };
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
