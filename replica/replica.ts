import type Database from 'better-sqlite3';
import * as Y from 'yjs';
import type { Fold } from '../domain/fold.ts';
import type { Json } from '../domain/ledger/canonical.ts';
import type { Entry } from '../domain/ledger/entry.ts';
import { type Change, RunningWrite } from './change.ts';
import { openDatabase, openReadOnly } from './database.ts';
import { Checkpoints, Commits, rearrange } from './disk.ts';
import { type Doc, Documents, familyOf, type Head, type Kind, nextOf } from './documents.ts';
import { Drafts } from './drafts.ts';
import { Ledgers, newClientId } from './ledgers.ts';
import { Outbox, OWN } from './outbox.ts';
import { type Found, Projections } from './projections.ts';
import { rehome } from './rehome.ts';
import { Segments } from './segments.ts';
import { type Heads, readContent, type Struct, writeHeads } from './structs.ts';

/** A console is asked much of few documents; an office mostly passes bytes on. */
const CONSOLE_CACHE_KB = 32_000;
const OFFICE_CACHE_KB = 12_000;

/** Rows that a catch-up of the projections folds in one transaction. */
const PAGE_ROWS = 2000;

export interface ReplicaOptions {
  readOnly?: boolean;
  /**
   * Folds before a read instead of in each write. The office takes in far more than it looks at; how far the
   * projections have come is stored with them, so a crash leaves them behind the log and never beside it.
   */
  lazy?: boolean;
}

/**
 * One SQLite file that holds Yjs documents and their projections. One process writes it. Each write is one BEGIN
 * IMMEDIATE transaction that stores facts and folds the subjects they touch: a crash leaves all of it or none.
 */
export class Replica {
  readonly db: Database.Database;
  readonly ledgers: Ledgers;
  private readonly drafts: Drafts;
  private readonly segments: Segments;
  private readonly projections: Projections;
  private readonly docs: Documents;
  readonly outbox: Outbox;
  private readonly mine = new Map<string, number>();
  private readonly listeners = new Set<(changes: Change[]) => void>();
  private running: RunningWrite | null = null;
  private readonly lazy: boolean;
  private readonly commits: Commits;
  private readonly checkpoints: Checkpoints;
  private readonly getMeta: Database.Statement;
  private readonly putMeta: Database.Statement;

  /** @throws where the file cannot be opened; read-only also where its projections are of another version. */
  constructor(file: string, folds: Fold[], { readOnly = false, lazy = false }: ReplicaOptions = {}) {
    this.lazy = lazy;
    this.db = readOnly ? openReadOnly(file) : openDatabase(file, lazy ? OFFICE_CACHE_KB : CONSOLE_CACHE_KB);
    this.commits = new Commits(this.db);
    this.checkpoints = new Checkpoints(this.db);
    this.docs = new Documents(this.db);
    this.ledgers = new Ledgers(this.db);
    this.outbox = new Outbox(this.db);
    this.drafts = new Drafts(this.db);
    this.segments = new Segments(this.db);
    this.projections = new Projections(this.db, folds);
    this.getMeta = this.db.prepare('SELECT value FROM meta WHERE key = ?').pluck();
    this.putMeta = this.db.prepare(
      'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
    );
    if (this.meta('projections') === this.projections.version) return;
    if (readOnly)
      throw new Error('the projections are of another version; start the console once to rebuild them');
    this.rebuild();
    this.setMeta('projections', this.projections.version);
  }

  close(): void {
    this.commits.close();
    this.db.close();
  }

  meta(key: string): string | null {
    return (this.getMeta.get(key) as string | undefined) ?? null;
  }

  setMeta(key: string, value: string): void {
    this.putMeta.run(key, value);
  }

  /** Hears of each commit, after it is on the disk. */
  onCommit(listener: (changes: Change[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The documents that this replica holds, by name, each with the bytes of what was stored in it. */
  documents(): { name: string; kind: Kind; bytes: number }[] {
    return this.docs.list();
  }

  has(name: string): boolean {
    return this.docs.get(name) !== undefined;
  }

  /**
   * One transaction. What is written inside is folded before it commits, and told to the listeners after. Nothing
   * inside may wait. Writes inside a write join it.
   */
  write<T>(work: () => T): T {
    if (this.running) return work();
    const running = new RunningWrite();
    this.running = running;
    let result: T;
    try {
      this.commits.begin();
      result = work();
      running.settle(this.docs);
      if (!this.lazy) this.projections.fold();
      this.commits.commit();
    } catch (error) {
      this.commits.rollback();
      this.projections.forget();
      this.docs.reload();
      for (const n of running.drafts) this.drafts.forget(n);
      throw error;
    } finally {
      this.running = null;
    }
    const changes = running.changes;
    if (changes.length) {
      for (const { doc } of changes) this.docs.forgetHash(doc);
      for (const listener of this.listeners) listener(changes);
    }
    this.checkpoints.look();
    return result;
  }

  private get writing(): RunningWrite {
    if (!this.running) throw new Error('a write outside a transaction');
    return this.running;
  }

  // Ledgers

  headsOf(name: string): Map<number, Head> {
    const doc = this.docs.get(name);
    return doc ? this.docs.headsOf(doc) : new Map();
  }

  entry(name: string, id: string): Entry | null {
    const doc = this.docs.get(name);
    return doc ? this.ledgers.entry(doc.n, id) : null;
  }

  placesOf(name: string, id: string): { client: number; clock: number }[] {
    const doc = this.docs.get(name);
    return doc ? this.ledgers.placesOf(doc.n, id) : [];
  }

  /** The entry id that a client wrote at a clock; null where nothing stands there. */
  idAt(name: string, client: number, clock: number): string | null {
    const doc = this.docs.get(name);
    return doc ? this.ledgers.idAt(doc.n, client, clock) : null;
  }

  /** Entries with their row number, page by page from a row on: the order of the log over all documents. */
  *entriesAfter(name: string, after: number): Generator<{ n: number; entry: Entry }> {
    const doc = this.docs.get(name);
    if (doc) yield* this.ledgers.entriesAfter(doc.n, after);
  }

  /** All entries of a ledger in the order of their arrival here. */
  entries(name: string): Entry[] {
    const doc = this.docs.get(name);
    return doc ? [...this.ledgers.entries(doc.n)] : [];
  }

  /** Documents of a family, by name. */
  family(of: string): string[] {
    return this.docs
      .all()
      .map(({ name }) => name)
      .filter((name) => familyOf(name) === of)
      .sort();
  }

  /**
   * Stores structs that were checked, and are the next of their clients. An entry whose id is known already is kept
   * for its clock's sake and is no new fact. Inside or outside a write. Returns the new entries.
   */
  take(name: string, structs: Struct[], owner: string): Entry[] {
    return this.write(() => {
      const doc = this.docs.open(name, 'ledger');
      const heads = this.docs.headsOf(doc);
      for (const client of new Set(structs.map((struct) => struct.client)))
        if (!heads.has(client)) heads.set(client, { next: 0, owner, acked: 0 });
      for (const { client, clock } of structs) {
        const head = heads.get(client)!;
        if (clock !== head.next)
          throw new Error(`${name}: client ${client} is at ${head.next}, not at ${clock}`);
        head.next++;
      }
      return this.store(doc, structs, owner);
    });
  }

  /**
   * A console's way in: stores what the office sent, all of it acknowledged. A struct may stand beyond its client's
   * next clock, where what lies between was refused here; the clock moves on when that gap is filled.
   */
  receive(name: string, structs: Struct[]): Entry[] {
    return this.write(() => {
      const doc = this.docs.open(name, 'ledger');
      const heads = this.docs.headsOf(doc);
      const fresh = structs.filter(
        ({ client, clock }) =>
          clock >= (heads.get(client)?.next ?? 0) && this.ledgers.idAt(doc.n, client, clock) === null,
      );
      for (const { client } of fresh)
        if (!heads.has(client)) heads.set(client, { next: 0, owner: 'office', acked: 0 });
      return this.store(doc, fresh, 'office', () => {
        for (const client of new Set(fresh.map((struct) => struct.client))) {
          const head = heads.get(client)!;
          while (this.ledgers.idAt(doc.n, client, head.next) !== null) head.next++;
          head.acked = head.next;
        }
      });
    });
  }

  /** Rows, heads and projections of structs that may be stored. Returns the entries that were not known. */
  private store(doc: Doc, structs: Struct[], owner: string, settle: () => void = () => {}): Entry[] {
    const change = this.writing.change(doc, owner);
    const fresh: Entry[] = [];
    let bytes = 0;
    for (const struct of structs) {
      const entry = struct.checked?.entry ?? (readContent(struct.content) as Entry);
      const known = struct.checked?.known ?? this.ledgers.entry(doc.n, struct.id) !== null;
      const n = this.ledgers.store(doc.n, struct, entry.kind, entry.subject, known);
      bytes += struct.content.length;
      change.structs.push(struct);
      if (known) continue;
      fresh.push(entry);
      if (!this.lazy) this.projections.touch(doc, entry, n);
    }
    settle();
    this.writing.grew(doc, new Set(structs.map(({ client }) => client)), bytes);
    change.entries.push(...fresh);
    return fresh;
  }

  /** What the office refused leaves the way of what follows it (`rehome`). Returns client ids not to be offered now. */
  rehome(name: string, refused: ReadonlyMap<string, string>, keep: boolean): number[] {
    return this.write(() => {
      this.writing.settle(this.docs);
      const doc = this.docs.open(name, 'ledger');
      const { docs, outbox, projections } = this;
      const { aside, moved } = rehome({ docs, outbox, projections }, doc, refused, keep);
      if (moved) this.writing.change(doc, 'rehome');
      for (const owner of OWN) this.mine.delete(`${doc.n} ${owner}`);
      return aside;
    });
  }

  /** Writes entries of this process' own, under its own Yjs client id of the document. */
  append(name: string, entries: Entry[], owner = 'self'): Entry[] {
    return this.write(() => {
      const doc = this.docs.open(name, 'ledger');
      const client = this.mine.get(`${doc.n} ${owner}`) ?? newClientId();
      this.mine.set(`${doc.n} ${owner}`, client);
      let clock = this.docs.headsOf(doc).get(client)?.next ?? 0;
      const structs = entries
        .filter((entry) => this.ledgers.entry(doc.n, entry.id) === null)
        .map((entry) => this.ledgers.structOf(entry, client, clock++));
      return this.take(name, structs, owner);
    });
  }

  /** The office has stored this client's structs below `clock`. */
  acknowledge(name: string, pairs: Iterable<[number, number]>): void {
    const doc = this.docs.get(name);
    if (!doc) return;
    const heads = this.docs.headsOf(doc);
    this.db.transaction(() => {
      for (const [client, clock] of pairs) {
        const head = heads.get(client);
        if (!head || clock <= head.acked) continue;
        head.acked = Math.min(clock, head.next);
        this.docs.storeHead(doc, client, head);
      }
    })();
  }

  /** A new epoch of the office: what it had stored of ours it may have lost. */
  unacknowledge(): void {
    this.write(() => {
      this.writing.settle(this.docs);
      this.outbox.unacknowledge();
      this.docs.forgetHeads();
    });
  }

  /** Whether the office has an entry: it came from there, or it was acknowledged. */
  stored(name: string, id: string): boolean {
    const heads = this.headsOf(name);
    return this.placesOf(name, id).some(({ client, clock }) => {
      const head = heads.get(client);
      return head !== undefined && (!OWN.has(head.owner) || clock < head.acked);
    });
  }

  /** Updates that hold what a reader with these heads lacks, ledger or not; of a ledger, only of `clients`. */
  *difference(name: string, have: Heads, clients?: (client: number) => boolean): Generator<Uint8Array> {
    const doc = this.docs.get(name);
    if (!doc) return;
    if (doc.kind === 'ledger') {
      const all = this.docs.headsOf(doc);
      if (clients) {
        yield* this.ledgers.difference(doc.n, new Map([...all].filter(([client]) => clients(client))), have);
        return;
      }
      let from = have;
      if (have.size === 0) {
        yield* this.segments.all(doc.n);
        from = this.segments.covered(doc.n).heads;
      }
      yield* this.ledgers.difference(doc.n, all, from);
      return;
    }
    if (have.size === 0) {
      yield* this.drafts.stored(doc.n);
      return;
    }
    const held = this.drafts.hold(doc.n);
    try {
      yield Y.encodeStateAsUpdate(held, writeHeads(have));
    } finally {
      this.drafts.release(doc.n);
    }
  }

  stateVector(name: string): Heads {
    return nextOf(this.headsOf(name));
  }

  /** Hash of the sorted state vector: two replicas with the same one hold the same structs of the document. */
  hash(name: string): string {
    return this.docs.hash(this.docs.get(name));
  }

  // Gauges and drafts

  /** Keeps a gauge or draft in memory until `release`. */
  hold(name: string, kind: Kind): Y.Doc {
    const doc = this.docs.get(name) ?? this.write(() => this.docs.open(name, kind));
    return this.drafts.hold(doc.n);
  }

  release(name: string): void {
    const doc = this.docs.get(name);
    if (doc) this.drafts.release(doc.n);
  }

  /** Takes in an update of a gauge or draft. Nothing is stored where it brings nothing new. */
  merge(name: string, kind: Kind, update: Uint8Array, owner: string): void {
    this.changeDraft(name, kind, owner, (doc) => Y.applyUpdate(doc, update, owner));
  }

  /** Changes a draft as this process' own person. Inside or outside a write. */
  edit(name: string, work: (doc: Y.Doc) => void): void {
    this.changeDraft(name, 'draft', 'self', (doc) => doc.transact(() => work(doc)));
  }

  /** Reads a draft; null where it is not here. Nothing of the document may be kept. */
  look<T>(name: string, read: (doc: Y.Doc) => T): T | null {
    const doc = this.docs.get(name);
    if (doc?.kind !== 'draft') return null;
    try {
      return read(this.drafts.hold(doc.n));
    } finally {
      this.drafts.release(doc.n);
    }
  }

  /** Sets values of a gauge; null removes a key. The office's intake is the one writer. */
  setGauge(name: string, values: Record<string, Json>): void {
    this.changeDraft(name, 'gauge', 'self', (doc) => {
      const map = doc.getMap('state');
      doc.transact(() => {
        for (const [key, value] of Object.entries(values)) {
          if (value === null) map.delete(key);
          else map.set(key, value);
        }
      });
    });
  }

  private changeDraft(name: string, kind: Kind, owner: string, work: (doc: Y.Doc) => void): void {
    this.write(() => {
      const doc = this.docs.open(name, kind);
      this.writing.drafts.add(doc.n);
      const { updates, values, next } = this.drafts.change(doc, work);
      if (!updates.length) return;
      this.moveHeads(doc, next, owner);
      for (const [key, value] of values) this.projections.setGauge(doc.n, key, value);
      const change = this.writing.change(doc, owner);
      change.updates.push(...updates);
      change.keys.push(...values.keys());
      this.docs.grew(
        doc,
        updates.reduce((sum, update) => sum + update.length, 0),
      );
    });
  }

  private moveHeads(doc: Doc, to: Heads, owner: string): void {
    const heads = this.docs.headsOf(doc);
    for (const [client, next] of to) {
      const head = heads.get(client) ?? { next: 0, owner, acked: 0 };
      if (head.next === next) continue;
      head.next = next;
      heads.set(client, head);
      this.docs.storeHead(doc, client, head);
    }
  }

  /** Folds a long log into its snapshot, or makes a ledger's next segment. True where there may be more to do. */
  compact(name: string): boolean {
    const doc = this.docs.get(name);
    if (!doc) return false;
    if (doc.kind !== 'ledger') return this.drafts.compact(doc.n);
    let rows = 0;
    for (const head of this.docs.headsOf(doc).values()) rows += head.next;
    return rearrange(this.db, () => this.segments.grow(doc.n, rows));
  }

  /** Removes a gauge whole: on a new epoch of the office, or when its day has left the catalogue. */
  dropGauge(name: string): void {
    const doc = this.docs.get(name);
    if (doc?.kind !== 'gauge') return;
    this.db.transaction(() => {
      for (const table of ['log', 'snapshot', 'head', 'gauge'])
        this.db.prepare(`DELETE FROM ${table} WHERE doc = ?`).run(doc.n);
      this.db.prepare('DELETE FROM doc WHERE n = ?').run(doc.n);
    })();
    this.docs.forget(doc);
  }

  // Projections

  /** Drops every projection and makes it anew from log and entries; the result is the same, byte for byte. */
  rebuild(): void {
    this.db.transaction(() => {
      this.projections.drop();
      this.setMeta('folded', String(this.ledgers.last()));
      for (const doc of this.docs.all()) {
        if (doc.kind === 'ledger')
          for (const { n, entry } of this.ledgers.entriesAfter(doc.n, 0))
            this.projections.touch(doc, entry, n);
        if (doc.kind !== 'gauge') continue;
        const held = this.drafts.hold(doc.n);
        for (const [key, value] of held.getMap('state')) this.projections.setGauge(doc.n, key, value);
        this.drafts.release(doc.n);
      }
      this.projections.fold();
    })();
  }

  /** Rows of the log that a lazy replica has not folded. */
  get behind(): number {
    return this.lazy ? this.ledgers.last() - Number(this.meta('folded') ?? 0) : 0;
  }

  /** Brings the projections of a lazy replica up to its log, or `most` rows nearer; in pages, to hold little at once. */
  catchUp(most = Number.POSITIVE_INFINITY): void {
    for (let left = Math.min(most, this.behind); left > 0; left -= PAGE_ROWS)
      this.foldNext(Math.min(left, PAGE_ROWS));
  }

  private foldNext(rows: number): void {
    const folded = Number(this.meta('folded') ?? 0);
    const upTo = Math.min(this.ledgers.last(), folded + rows);
    const names = new Map(this.docs.all().map((doc) => [doc.n, doc]));
    rearrange(this.db, () => {
      for (const { n, doc, entry } of this.ledgers.allBetween(folded, upTo))
        this.projections.touch(names.get(doc)!, entry, n);
      this.projections.fold();
      this.setMeta('folded', String(upTo));
    });
  }

  /** Current values of a gauge; null where this replica has no such document. */
  gauge(name: string): Map<string, Json> | null {
    const doc = this.docs.get(name);
    return doc ? this.projections.gauge(doc.n) : null;
  }

  /** States of a noun: in one document, or in all of its family. */
  states<T>(noun: string, name?: string): T[] {
    this.catchUp();
    if (name === undefined) return this.projections.states<T>(noun);
    const doc = this.docs.get(name);
    return doc ? this.projections.statesIn<T>(noun, doc.n) : [];
  }

  /** States of a noun in one document, by subject. */
  statesBySubject<T>(noun: string, name: string): Map<string, T> {
    this.catchUp();
    const doc = this.docs.get(name);
    return doc ? this.projections.statesBySubject<T>(noun, doc.n) : new Map();
  }

  /**
   * States that say `ended: false`, in all documents but these, one in memory at a time; costs as many rows as there
   * are of them. Nothing can be written before the last is read.
   */
  runningStates<T>(noun: string, except: ReadonlySet<string>): Generator<T> {
    this.catchUp();
    return this.projections.runningStates<T>(noun, except);
  }

  state<T>(noun: string, name: string, subject: string): T | null {
    this.catchUp();
    const doc = this.docs.get(name);
    return doc ? this.projections.state<T>(noun, doc.n, subject) : null;
  }

  /** A subject whose document is not known, in the newest of its family that has it. */
  find<T>(noun: string, family: string, subject: string): { doc: string; state: T } | null {
    for (const doc of this.family(family).toReversed()) {
      const state = this.state<T>(noun, doc, subject);
      if (state) return { doc, state };
    }
    return null;
  }

  /** The words of every subject in one document. */
  wordsIn(name: string): Found[] {
    this.catchUp();
    const doc = this.docs.get(name);
    return doc ? this.projections.wordsIn(doc.n).map((each) => ({ ...each, doc: name })) : [];
  }

  /** Subjects whose words hold a text, at most so many of each noun, those of the newest documents first. */
  found(text: string, most: number): Found[] {
    this.catchUp();
    const docs = this.docs.all().sort((a, b) => (a.name < b.name ? 1 : -1));
    return this.projections.found(text, most, docs);
  }

  /** A digest of all projections, for comparing replicas and rebuilds. */
  projectionDigest(): string {
    this.catchUp();
    return this.projections.digest();
  }
}
