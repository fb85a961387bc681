import { verify } from 'node:crypto';
import { type Entry, signedText } from '../domain/ledger/entry.ts';
import { type Crypto, claims, hashOf, type PublicKey, whatOf } from '../domain/ledger/signature.ts';
import { publicKey } from './crypto.ts';

/** So many signatures are being verified at a time, on the threads beside this one: taking entries in goes first. */
const AT_ONCE = 2;
/** More than this do not wait: they are verified when somebody asks. */
const MOST_WAITING = 20_000;

/** Verifies signatures beside the main thread before anybody asks, so that a catch-up does not stand still for them. */
export class Ahead {
  private readonly crypto: Crypto;
  private readonly keyOf: (entry: Entry) => PublicKey | undefined;
  private readonly open: () => boolean;
  private queue: Entry[] = [];
  private at = 0;
  private running = 0;
  /** Signed with keys that are not certified yet: the registry may be on its way. */
  private unknown: Entry[] = [];

  /** `open`: false once the replica is closed, while verdicts may still be on their way. */
  constructor(crypto: Crypto, keyOf: (entry: Entry) => PublicKey | undefined, open: () => boolean) {
    this.crypto = crypto;
    this.open = open;
    this.keyOf = keyOf;
  }

  add(entries: readonly Entry[]): void {
    for (const entry of entries)
      if (entry.sig !== undefined && this.queue.length - this.at < MOST_WAITING) this.queue.push(entry);
    if (this.running === 0) setImmediate(() => this.run());
  }

  /** Keys may be certified that were not. */
  again(): void {
    const { unknown } = this;
    this.unknown = [];
    this.add(unknown);
  }

  private run(): void {
    if (!this.open()) return;
    while (this.running < AT_ONCE && this.at < this.queue.length) this.start(this.queue[this.at++]!);
    if (this.at < this.queue.length) return;
    this.queue = [];
    this.at = 0;
  }

  private start(entry: Entry): void {
    const key = this.keyOf(entry);
    if (!key) {
      if (this.unknown.length < MOST_WAITING) this.unknown.push(entry);
      return;
    }
    const spki = publicKey(key.alg, key.publicKey);
    const hash = hashOf(entry, this.crypto);
    if (!spki || hash === null || !claims(entry, key)) return;
    const what = whatOf(hash, key, this.crypto);
    if (this.crypto.checked.get(what) !== undefined) return;
    this.running++;
    const sig = Buffer.from(entry.sig, 'base64url');
    verify(null, Buffer.from(signedText(entry)), spki, sig, (error, good) => {
      this.running--;
      if (!error) this.crypto.checked.set(what, good);
      this.run();
    });
  }
}
