import { covers } from '../domain/carry.ts';
import { addDays, dayOf, isoShanghai, parseTime } from '../domain/day.ts';
import { type DocumentName, parseDocument } from '../domain/documents.ts';
import { mayRead, parsePost } from '../domain/post.ts';
import { Refusal } from '../domain/rpc.ts';
import type { Blobs } from '../replica/blobs.ts';
import { OWN } from '../replica/outbox.ts';
import type { Denial } from '../replica/protocol.ts';
import type { Replica } from '../replica/replica.ts';
import type { Seals } from '../replica/seals.ts';
import type { Files } from './files.ts';
import type { Luggage } from './luggage.ts';
import {
  type Address,
  askOffice,
  type Catalogue,
  catalogue,
  detail,
  LARGEST_DETAIL,
  OfficeTrouble,
  type Trouble,
} from './office.ts';
import { type End, Room } from './room.ts';

export interface SyncOptions {
  replica: Replica;
  blobs: Blobs;
  files: Files;
  seals: Seals;
  luggage: Luggage;
  now(): number;
  /** Where and with what; null while the office has not enrolled this console. */
  address(): Address | null;
  /** Tries to become enrolled. @throws where the office is away or refuses. */
  enrol(): Promise<void>;
  /** Documents or families chosen; null carries every one that the office lists. */
  carried(): string[] | null;
  /** The post as last told; null while it is not known. */
  post(): string | null;
  /** The office answered: whose token this is, and whether it holds demonstration data. */
  told(catalogue: Catalogue): void;
  /** Something failed that nobody can see: for the program's own log. */
  warn(error: unknown): void;
}

/** How often a connected console asks what there is. */
const POLL_MS = 3000;
/** Waits before a retry, spread by a quarter each way: never above 10 s (CONTRACT.md, Sync). */
const RETRY_MS = [300, 600, 1200, 2500, 5000, 8000];
/** What the office refused for now is offered again after so long. */
const DEFER_MS = 7000;
/** Documents that are caught up beside each other. */
const AT_ONCE = 6;
/** A document whose office sends nothing more for so long is left for the next round. */
const STALLED_MS = 30_000;

interface Line {
  room: Room;
  live: boolean;
  heardAt: number;
  /** The office's hash of the document when this line was opened. */
  hash: string | null;
}

const retryAfter = (failed: number) =>
  failed === 0 ? 0 : RETRY_MS[Math.min(failed, RETRY_MS.length) - 1]! * (0.75 + Math.random() / 2);

const monotonic = () => performance.now();

/** Keeps the replica and the office alike, in the background: nothing that the screen shows ever waits for it. */
export class Sync {
  private readonly options: SyncOptions;
  private readonly replica: Replica;
  private readonly lines = new Map<string, Line>();
  private readonly listed = new Map<string, string>();
  /** Every document that the office offers this console, carried or not, with its bytes there. */
  readonly offered = new Map<string, number>();
  offeredAt: number | null = null;
  clockAhead: number | null = null;
  awaySince: number | null;
  /** The office's hash that a document was last caught up with, though the replica's own may differ. */
  private readonly caughtUp = new Map<string, string>();
  private readonly notBefore = new Map<string, number>();
  private readonly failures = new Map<string, number>();
  /** `document\nclient` -> epoch ms until when its structs are not offered. */
  private readonly deferred = new Map<string, number>();
  private readonly listeners = new Set<() => void>();
  private readonly stopListening: () => void;
  private to: Address | null = null;
  private closed = false;
  private upgrade = false;
  private poked = false;
  private wake: (() => void) | null = null;
  private running: Promise<void> | null = null;
  private readonly busy = new Set<string>();
  connected = false;
  trouble: Trouble | null = null;
  private lastSync: number | null = null;

  constructor(options: SyncOptions) {
    this.options = options;
    this.awaySince = options.now();
    this.replica = options.replica;
    const last = this.replica.meta('lastSync');
    this.lastSync = last === null ? null : Number(last);
    this.stopListening = this.replica.onCommit((changes) => {
      for (const { doc, owners } of changes) if ([...owners].some((owner) => OWN.has(owner))) this.send(doc);
    });
  }

  start(): void {
    this.running ??= this.run();
  }

  async close(): Promise<void> {
    this.closed = true;
    this.stopListening();
    this.poke();
    await this.running;
    await this.hangUp();
  }

  /** Hears when connection, waiting or trouble changed. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }

  /** Tries now instead of later. */
  poke(): void {
    this.poked = true;
    this.wake?.();
  }

  private async run(): Promise<void> {
    for (let failed = 0; !this.closed; ) {
      const good = await this.cycle();
      failed = good ? 0 : failed + 1;
      await this.pause(good ? POLL_MS : retryAfter(failed));
    }
  }

  private async pause(ms: number): Promise<void> {
    if (!this.closed && !this.poked)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    this.wake = null;
    this.poked = false;
  }

  /** Asks what there is and opens what has to be opened. False where the office can't be used. */
  private async cycle(): Promise<boolean> {
    try {
      let to = this.options.address();
      if (!to) {
        await this.options.enrol();
        to = this.options.address();
        if (!to) throw new OfficeTrouble('unauthorised', 'not enrolled');
      }
      const asked = this.options.now();
      const there = await catalogue(to);
      if (this.closed) return true;
      this.compareClocks(there, asked);
      await this.onEpoch(there.epoch);
      this.options.told(there);
      this.to = to;
      this.set(!this.upgrade, this.upgrade ? 'upgrade' : null);
      this.compare(there);
      this.openLines(to);
      this.noteSynced();
      this.besides(to);
      return true;
    } catch (error) {
      this.to = null;
      if (!(error instanceof OfficeTrouble)) this.options.warn(error);
      this.set(false, error instanceof OfficeTrouble ? error.trouble : 'unreachable');
      await this.hangUp();
      return false;
    }
  }

  /** By the middle of question and answer; a clock that the office does not tell is not compared. */
  private compareClocks({ now }: Catalogue, asked: number): void {
    const theirs = now === undefined ? null : parseTime(now);
    this.clockAhead = theirs === null ? null : Math.round((asked + this.options.now()) / 2 - theirs);
  }

  private set(connected: boolean, trouble: Trouble | null): void {
    if (this.connected === connected && this.trouble === trouble) return;
    if (connected) this.awaySince = null;
    else if (this.connected) this.awaySince = this.options.now();
    this.connected = connected;
    this.trouble = trouble;
    this.changed();
  }

  /** An office that was restored from a backup says so by another epoch: gauges go, ledgers stay and are offered. */
  private async onEpoch(epoch: string): Promise<void> {
    const known = this.replica.meta('epoch');
    if (known === epoch) return;
    await this.hangUp();
    if (known !== null) {
      for (const { name, kind } of this.replica.documents())
        if (kind === 'gauge') this.replica.dropGauge(name);
      this.replica.unacknowledge();
    }
    for (const map of [this.caughtUp, this.deferred, this.failures, this.notBefore]) map.clear();
    this.replica.setMeta('epoch', epoch);
  }

  private compare(there: Catalogue): void {
    this.listed.clear();
    this.offered.clear();
    this.offeredAt = this.options.now();
    for (const { name, hash, bytes } of there.documents) {
      const document = parseDocument(name);
      if (document) this.offered.set(name, bytes ?? 0);
      if (!document || !this.carries(name)) continue;
      this.listed.set(name, hash);
      if (document.kind !== 'ledger' || hash !== this.replica.hash(name)) continue;
      this.caughtUp.set(name, hash);
      // The same state on both ends: the office has all that we have.
      const heads = this.replica.headsOf(name);
      if ([...heads.values()].some((head) => head.acked < head.next && OWN.has(head.owner)))
        this.replica.acknowledge(name, this.replica.stateVector(name));
    }
  }

  /** Whether this console holds a document: inside its choice, and its role may read it. */
  carries(name: string): boolean {
    const document = parseDocument(name);
    if (!document) return false;
    const chosen = this.options.carried();
    if (chosen && !covers(chosen, name)) return false;
    const post = parsePost(this.options.post() ?? '');
    return !post || mayRead(post, document);
  }

  /** Documents that go on: those without a period, those of today and yesterday, and meetings that are not sealed. */
  private isLive({ name, family, period }: DocumentName): boolean {
    if (period === '') return this.listed.has(name);
    if (family === 'meetings')
      return this.replica.state<{ ended: boolean }>('meeting', 'actions', period)?.ended !== true;
    const today = dayOf(this.options.now());
    return [today, addDays(today, -1)].some((day) => day.startsWith(period));
  }

  private openLines(to: Address): void {
    const names = new Set([...this.listed.keys(), ...this.replica.outbox.pending()]);
    let busy = [...this.lines.values()].filter((line) => !line.live).length;
    for (const name of names) {
      const document = parseDocument(name)!;
      const line = this.lines.get(name);
      const live = this.isLive(document) && this.listed.has(name);
      if (line) {
        line.live = live;
        this.look(name, line);
        continue;
      }
      if ((this.notBefore.get(name) ?? 0) > monotonic()) continue;
      if (!live && ((!this.waits(name) && !this.behind(name)) || busy >= AT_ONCE)) continue;
      if (!live) busy++;
      this.open(document, to, live);
    }
  }

  /** What an open line needs from time to time. */
  private look(name: string, line: Line): void {
    const quiet = monotonic() - line.heardAt > STALLED_MS;
    if (quiet && (!line.room.settled || this.behind(name))) line.room.terminate();
    else if (this.waits(name)) line.room.push();
    else this.closeDone(name);
    if (line.room.document.kind !== 'ledger') this.replica.compact(name);
  }

  private behind(name: string): boolean {
    const hash = this.listed.get(name);
    return hash !== undefined && hash !== this.replica.hash(name) && hash !== this.caughtUp.get(name);
  }

  private open(document: DocumentName, to: Address, live: boolean): void {
    const { name } = document;
    const line: Line = {
      live,
      heardAt: monotonic(),
      hash: this.listed.get(name) ?? null,
      room: new Room(document, this.replica, to, {
        changed: () => {
          line.heardAt = monotonic();
          this.upgrade = false;
          this.closeDone(name);
          this.changed();
        },
        ended: (end) => this.onEnd(name, line, end),
        withheld: (client) => this.isDeferred(name, client),
      }),
    };
    this.lines.set(name, line);
  }

  /** A document that does not go on is left once both ends have the same. */
  private closeDone(name: string): void {
    const line = this.lines.get(name);
    if (!line?.room.settled) return;
    this.failures.delete(name);
    if (line.hash !== null) this.caughtUp.set(name, line.hash);
    if (!line.live && !this.waits(name)) line.room.close();
  }

  private isDeferred(name: string, client: number): boolean {
    return (this.deferred.get(`${name}\n${client}`) ?? 0) > monotonic();
  }

  /** Whether something of ours is to be offered now. */
  private waits(name: string): boolean {
    for (const [client, head] of this.replica.headsOf(name))
      if (OWN.has(head.owner) && head.acked < head.next && !this.isDeferred(name, client)) return true;
    return false;
  }

  /** Own entries were stored here: on their way at once where there is a line, else one is opened. */
  private send(name: string): void {
    const line = this.lines.get(name);
    if (line) line.room.push();
    else if (this.connected) this.poke();
    this.changed();
  }

  private onEnd(name: string, line: Line, end: End): void {
    if (this.lines.get(name) === line) this.lines.delete(name);
    this.changed();
    if (this.closed || !this.to) return;
    if (end.code === 1000) {
      this.openLines(this.to);
      return;
    }
    if (end.code === 4426) {
      this.upgrade = true;
      this.set(false, 'upgrade');
    }
    const progress = end.denial !== null && this.onDenial(name, end.denial);
    const failed = progress ? 0 : (this.failures.get(name) ?? 0) + 1;
    this.failures.set(name, failed);
    const wait = retryAfter(failed);
    this.notBefore.set(name, monotonic() + wait);
    setTimeout(() => this.to && this.poke(), wait + 10).unref();
  }

  /**
   * The office refused an update. Ours that it named go to quarantine and the rest is offered under a new client id;
   * what only a newer office can take waits. True where the next offer will be another one.
   */
  private onDenial(name: string, denial: Denial): boolean {
    const reasons = new Map(denial.entries.map((each) => [each.id, `${denial.code}: ${each.reason}`]));
    const keep = denial.code === 'newer' || denial.code === 'client';
    const until = denial.code === 'newer' ? monotonic() + DEFER_MS : Number.POSITIVE_INFINITY;
    const heads = this.replica.headsOf(name);
    let progress = false;
    for (const id of reasons.keys())
      for (const { client } of this.replica.placesOf(name, id)) {
        const head = heads.get(client);
        if (!head) continue;
        if (OWN.has(head.owner)) progress ||= head.acked < head.next;
        else {
          this.deferred.set(`${name}\n${client}`, until);
          progress = true;
        }
      }
    const aside = this.replica.rehome(name, reasons, keep);
    if (denial.code !== 'client') for (const client of aside) this.deferred.set(`${name}\n${client}`, until);
    return progress;
  }

  private noteSynced(): void {
    if (![...this.listed.keys()].every((name) => this.synced(name))) return;
    const now = this.options.now();
    if (this.lastSync === null || now - this.lastSync > 10_000) this.replica.setMeta('lastSync', String(now));
    this.lastSync = now;
  }

  /** All that the office has of a document is here, and all of ours is there. */
  synced(name: string): boolean {
    if (!this.connected || this.waits(name)) return false;
    const line = this.lines.get(name);
    if (line) return line.room.taken;
    const hash = this.listed.get(name);
    return hash === undefined || hash === this.replica.hash(name) || hash === this.caughtUp.get(name);
  }

  /** Documents that the office lists for this console. */
  get known(): string[] {
    return [...this.listed.keys()];
  }

  get syncedAt(): string | null {
    return this.lastSync === null ? null : isoShanghai(this.lastSync);
  }

  /** A file named by its hash: from the disk, else from the office, and then kept. Null while it can't be had. */
  async fetchFile(hash: string, of: 'details' | 'blobs'): Promise<Buffer | null> {
    const { blobs } = this.options;
    const here = blobs.read(hash);
    const to = this.options.address();
    if (here || !to || !this.connected) return here;
    try {
      await blobs.receive(hash, await detail(to, hash, of), LARGEST_DETAIL);
      return blobs.read(hash);
    } catch {
      return null;
    }
  }

  /**
   * What goes on beside everything else: a large scan holds up no entry, what rides along holds up nothing that goes
   * up, and its size is told while it comes.
   */
  private besides(to: Address): void {
    const { files, luggage } = this.options;
    this.aside('up', async () => {
      await this.bringSeals(to);
      await files.bring(to, () => !this.closed);
    });
    this.aside('along', () => luggage.bring(to, () => !this.closed && this.connected));
    this.aside('sizes', () => luggage.tell(to));
  }

  private aside(what: string, work: () => Promise<void>): void {
    if (this.busy.has(what)) return;
    this.busy.add(what);
    work()
      .catch((error) => {
        if (!(error instanceof OfficeTrouble || error instanceof Refusal)) this.options.warn(error);
      })
      .finally(() => this.busy.delete(what));
  }

  /** Keys of personal fields, and what was opened with them here while the office was away. */
  private async bringSeals(to: Address): Promise<void> {
    const { seals } = this.options;
    for (const key of seals.waiting()) {
      await askOffice(to, '/seals', key);
      seals.brought(key.seal);
      if (this.closed) return;
    }
    for (const { n, subject, reason } of seals.notes()) {
      await askOffice(to, '/seals/readings', { subject, reason });
      seals.noted(n);
      if (this.closed) return;
    }
  }

  private async hangUp(): Promise<void> {
    const open = [...this.lines.values()];
    for (const line of open) line.room.terminate();
    const end = Date.now() + 2000;
    while (this.lines.size && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 5));
    this.lines.clear();
  }
}
