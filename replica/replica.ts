import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import * as Y from 'yjs';
import type { Fold } from '../domain/fold.ts';
import type { Json } from '../domain/ledger/canonical.ts';
import type { Entry } from '../domain/ledger/entry.ts';
import { openDatabase, openReadOnly } from './database.ts';
import { Checkpoints, Commits, rearrange } from './disk.ts';
import { Drafts } from './drafts.ts';
import { type Head, Ledgers, newClientId } from './ledgers.ts';
import { Outbox, OWN, type OwnRow } from './outbox.ts';
import { type Found, Projections } from './projections.ts';
import { Segments } from './segments.ts';
import { type Heads, readContent, type Struct, writeHeads } from './structs.ts';

export type Kind = 'ledger' | 'gauge' | 'draft';

/** What one commit changed in one document: what others are to be sent, and what is new. */
export interface Change {
  doc: string;
  kind: Kind;
  /** Ledgers: new structs, in order. */
  structs: Struct[];
  /** Ledgers: entries that were not known before. */
  entries: Entry[];
  /** Gauges and drafts: new updates, in order. */
  updates: Uint8Array[];
  /** Gauges: keys whose value changed. */
  keys: string[];
  /** Who caused it: an owner's name, or `self`. */
  owners: Set<string>;
}

export interface Doc {
  n: number;
  name: string;
  kind: Kind;
}

export const familyOf = (name: string) => name.split('/')[0]!;

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
  private readonly docs = new Map<string, Doc>();
  private readonly heads = new Map<number, Map<number, Head>>();
  readonly outbox: Outbox;
  private readonly mine = new Map<string, number>();
  private readonly listeners = new Set<(changes: Change[]) => void>();
  private readonly hashes = new Map<number, string>();
  private changes: Map<string, Change> | null = null;
  /** What the running write has still to store of each ledger: clients whose heads moved, and bytes. */
  private readonly later = new Map<number, { clients: Set<number>; bytes: number }>();
  private readonly undo = new Set<number>();
  private readonly lazy: boolean;
  private readonly commits: Commits;
  private readonly checkpoints: Checkpoints;
  private readonly addBytes: Database.Statement;
  private readonly getMeta: Database.Statement;
  private readonly putMeta: Database.Statement;

  /** @throws where the file cannot be opened; read-only also where its projections are of another version. */
  constructor(file: string, folds: Fold[], { readOnly = false, lazy = false }: ReplicaOptions = {}) {
    this.lazy = lazy;
    this.db = readOnly ? openReadOnly(file) : openDatabase(file);
    this.commits = new Commits(this.db);
    this.checkpoints = new Checkpoints(this.db);
    this.ledgers = new Ledgers(this.db);
    this.outbox = new Outbox(this.db);
    this.drafts = new Drafts(this.db);
    this.segments = new Segments(this.db);
    this.projections = new Projections(this.db, folds);
    this.getMeta = this.db.prepare('SELECT value FROM meta WHERE key = ?').pluck();
    this.putMeta = this.db.prepare(
      'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
    );
    this.addBytes = this.db.prepare('UPDATE doc SET bytes = bytes + ? WHERE n = ?');
    for (const row of this.db.prepare('SELECT n, name, kind FROM doc').all() as Doc[])
      this.docs.set(row.name, row);
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

  documents(): { name: string; kind: Kind; bytes: number }[] {
    return this.db.prepare('SELECT name, kind, bytes FROM doc ORDER BY name').all() as {
      name: string;
      kind: Kind;
      bytes: number;
    }[];
  }

  has(name: string): boolean {
    return this.docs.has(name);
  }

  /** The document's own row, made where it is new. Only inside a write. */
  private open(name: string, kind: Kind): Doc {
    const known = this.docs.get(name);
    if (known) return known;
    const n = Number(
      this.db.prepare('INSERT INTO doc (name, kind) VALUES (?, ?)').run(name, kind).lastInsertRowid,
    );
    const doc = { n, name, kind };
    this.docs.set(name, doc);
    return doc;
  }

  /**
   * One transaction. What is written inside is folded before it commits, and told to the listeners after. Nothing
   * inside may wait. Writes inside a write join it.
   */
  write<T>(work: () => T): T {
    if (this.changes) return work();
    const changes = new Map<string, Change>();
    this.changes = changes;
    let result: T;
    try {
      this.commits.begin();
      result = work();
      this.settle();
      if (!this.lazy) this.projections.fold();
      this.commits.commit();
    } catch (error) {
      this.commits.rollback();
      this.projections.forget();
      this.recover();
      throw error;
    } finally {
      this.changes = null;
      this.later.clear();
      this.undo.clear();
    }
    if (changes.size) {
      const list = [...changes.values()];
      for (const { doc } of list) this.hashes.delete(this.docs.get(doc)!.n);
      for (const listener of this.listeners) listener(list);
    }
    this.checkpoints.look();
    return result;
  }

  private laterOf(doc: number): { clients: Set<number>; bytes: number } {
    let later = this.later.get(doc);
    if (!later) {
      later = { clients: new Set(), bytes: 0 };
      this.later.set(doc, later);
    }
    return later;
  }

  /** Heads and sizes, once for all updates of a commit. */
  private settle(): void {
    for (const [doc, { clients, bytes }] of this.later) {
      const heads = this.heads.get(doc);
      for (const client of clients) {
        const head = heads?.get(client);
        if (head) this.ledgers.setHead(doc, client, head);
      }
      this.addBytes.run(bytes, doc);
    }
    this.later.clear();
  }

  /** What is in memory follows what is stored again after a rollback. */
  private recover(): void {
    this.heads.clear();
    this.docs.clear();
    for (const row of this.db.prepare('SELECT n, name, kind FROM doc').all() as Doc[])
      this.docs.set(row.name, row);
    for (const n of this.undo) this.drafts.forget(n);
  }

  private change(doc: Doc, owner: string): Change {
    if (!this.changes) throw new Error('a write outside a transaction');
    let change = this.changes.get(doc.name);
    if (!change) {
      change = {
        doc: doc.name,
        kind: doc.kind,
        structs: [],
        entries: [],
        updates: [],
        keys: [],
        owners: new Set(),
      };
      this.changes.set(doc.name, change);
    }
    change.owners.add(owner);
    return change;
  }

  // Ledgers

  headsOf(name: string): Map<number, Head> {
    const doc = this.docs.get(name);
    if (!doc) return new Map();
    let heads = this.heads.get(doc.n);
    if (!heads) {
      heads = this.ledgers.heads(doc.n);
      this.heads.set(doc.n, heads);
    }
    return heads;
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
    return [...this.docs.keys()].filter((name) => familyOf(name) === of).sort();
  }

  /**
   * Stores structs that were checked, and are the next of their clients. An entry whose id is known already is kept
   * for its clock's sake and is no new fact. Inside or outside a write. Returns the new entries.
   */
  take(name: string, structs: Struct[], owner: string): Entry[] {
    return this.write(() => {
      const doc = this.open(name, 'ledger');
      const heads = this.headsOf(name);
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
      const doc = this.open(name, 'ledger');
      const heads = this.headsOf(name);
      const fresh = structs.filter(
        ({ client, clock }) =>
          clock >= (heads.get(client)?.next ?? 0) && this.ledgers.idAt(doc.n, client, clock) === null,
      );
      for (const { client } of fresh)
        if (!heads.has(client)) heads.set(client, { next: 0, owner: 'office', acked: 0 });
      const entries = this.store(doc, fresh, 'office', () => {
        for (const client of new Set(fresh.map((struct) => struct.client))) {
          const head = heads.get(client)!;
          while (this.ledgers.idAt(doc.n, client, head.next) !== null) head.next++;
          head.acked = head.next;
        }
      });
      return entries;
    });
  }

  /** Rows, heads and projections of structs that may be stored. Returns the entries that were not known. */
  private store(doc: Doc, structs: Struct[], owner: string, settle: () => void = () => {}): Entry[] {
    const change = this.change(doc, owner);
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
    const later = this.laterOf(doc.n);
    for (const { client } of structs) later.clients.add(client);
    later.bytes += bytes;
    change.entries.push(...fresh);
    return fresh;
  }

  /**
   * The office refused structs of ours, so nothing after them of their client can ever be taken there. What it has
   * not stored of such a client moves to a new client id; the refused ones go to quarantine, or, with `keep`, to a
   * client id of their own. Returns those client ids.
   */
  rehome(name: string, refused: ReadonlyMap<string, string>, keep: boolean): number[] {
    return this.write(() => {
      this.settle();
      const doc = this.open(name, 'ledger');
      const heads = this.headsOf(name);
      const aside: number[] = [];
      for (const [client, head] of [...heads]) {
        if (!OWN.has(head.owner) || head.acked >= head.next) continue;
        const rows = this.outbox.tail(doc.n, client, head.acked);
        const bad = rows.filter((row) => refused.has(row.id));
        if (!bad.length) continue;
        this.change(doc, 'rehome');
        this.outbox.cut(doc.n, client, head.acked);
        if (head.acked === 0) heads.delete(client);
        else head.next = head.acked;
        this.moveRows(
          doc,
          heads,
          head.owner,
          rows.filter((row) => !refused.has(row.id)),
        );
        // What a courier brought is somebody else's: it is not ours to take back, only not to be sent again.
        if (keep || head.owner === 'courier') aside.push(this.moveRows(doc, heads, head.owner, bad));
        else for (const row of bad) this.setAside(doc, row, refused.get(row.id)!);
      }
      for (const owner of OWN) this.mine.delete(`${doc.n} ${owner}`);
      return aside;
    });
  }

  private moveRows(doc: Doc, heads: Map<number, Head>, owner: string, rows: OwnRow[]): number {
    const client = newClientId();
    if (!rows.length) return client;
    rows.forEach((row, clock) => {
      this.outbox.move(row.n, client, clock);
    });
    const head = { next: rows.length, owner, acked: 0 };
    heads.set(client, head);
    this.ledgers.setHead(doc.n, client, head);
    return client;
  }

  private setAside(doc: Doc, row: OwnRow, reason: string): void {
    if (row.known === 0) this.projections.untouch(doc, readContent(row.content) as Entry, row.n);
    const other = this.outbox.quarantine(doc, row, reason);
    if (other) this.projections.touch(doc, other.entry, other.n);
  }

  /** Writes entries of this process' own, under its own Yjs client id of the document. */
  append(name: string, entries: Entry[], owner = 'self'): Entry[] {
    return this.write(() => {
      const doc = this.open(name, 'ledger');
      const client = this.mine.get(`${doc.n} ${owner}`) ?? newClientId();
      this.mine.set(`${doc.n} ${owner}`, client);
      let clock = this.headsOf(name).get(client)?.next ?? 0;
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
    const heads = this.headsOf(name);
    this.db.transaction(() => {
      for (const [client, clock] of pairs) {
        const head = heads.get(client);
        if (!head || clock <= head.acked) continue;
        head.acked = Math.min(clock, head.next);
        this.ledgers.setHead(doc.n, client, head);
      }
    })();
  }

  /** A new epoch of the office: what it had stored of ours it may have lost. */
  unacknowledge(): void {
    this.write(() => {
      this.settle();
      this.outbox.unacknowledge();
      this.heads.clear();
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
      const all = this.headsOf(name);
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
    return new Map([...this.headsOf(name)].map(([client, head]) => [client, head.next]));
  }

  /** Hash of the sorted state vector: two replicas with the same one hold the same structs of the document. */
  hash(name: string): string {
    const doc = this.docs.get(name);
    if (!doc) return createHash('sha256').update(writeHeads(new Map())).digest('hex');
    let hash = this.hashes.get(doc.n);
    if (!hash) {
      hash = createHash('sha256')
        .update(writeHeads(this.stateVector(name)))
        .digest('hex');
      this.hashes.set(doc.n, hash);
    }
    return hash;
  }

  // Gauges and drafts

  /** Keeps a gauge or draft in memory until `release`. */
  hold(name: string, kind: Kind): Y.Doc {
    const doc = this.docs.get(name) ?? this.write(() => this.open(name, kind));
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
      const row = this.open(name, kind);
      const doc = this.drafts.hold(row.n);
      this.undo.add(row.n);
      const updates: Uint8Array[] = [];
      const keys = new Set<string>();
      const keep = (update: Uint8Array) => updates.push(update);
      const map = kind === 'gauge' ? doc.getMap('state') : null;
      const note = (event: Y.YMapEvent<unknown>) => {
        for (const key of event.keysChanged) keys.add(key);
      };
      doc.on('update', keep);
      map?.observe(note);
      try {
        work(doc);
        if (!updates.length) return;
        for (const update of updates) this.drafts.append(row.n, update);
        this.storeHeads(row, doc, owner);
        for (const key of keys) this.projections.setGauge(row.n, key, map?.get(key));
        const change = this.change(row, owner);
        change.updates.push(...updates);
        change.keys.push(...keys);
        const bytes = updates.reduce((sum, update) => sum + update.length, 0);
        this.addBytes.run(bytes, row.n);
      } finally {
        doc.off('update', keep);
        map?.unobserve(note);
        this.drafts.release(row.n);
      }
    });
  }

  private storeHeads(row: Doc, doc: Y.Doc, owner: string): void {
    const heads = this.headsOf(row.name);
    for (const [client, next] of Y.decodeStateVector(Y.encodeStateVector(doc))) {
      const head = heads.get(client) ?? { next: 0, owner, acked: 0 };
      if (head.next === next) continue;
      head.next = next;
      heads.set(client, head);
      this.ledgers.setHead(row.n, client, head);
    }
  }

  /** Folds a long log into its snapshot, or makes a ledger's next segment. True where there may be more to do. */
  compact(name: string): boolean {
    const doc = this.docs.get(name);
    if (!doc) return false;
    if (doc.kind !== 'ledger') return this.drafts.compact(doc.n);
    let rows = 0;
    for (const head of this.headsOf(name).values()) rows += head.next;
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
    this.docs.delete(name);
    this.heads.delete(doc.n);
    this.hashes.delete(doc.n);
  }

  // Projections

  /** Drops every projection and makes it anew from log and entries; the result is the same, byte for byte. */
  rebuild(): void {
    this.db.transaction(() => {
      this.projections.drop();
      this.setMeta('folded', String(this.ledgers.last()));
      for (const doc of this.docs.values()) {
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

  /** Brings the projections of a lazy replica up to its log, or `most` rows nearer. */
  catchUp(most = Number.POSITIVE_INFINITY): void {
    if (this.behind === 0) return;
    const folded = Number(this.meta('folded') ?? 0);
    const upTo = Math.min(this.ledgers.last(), folded + most);
    const names = new Map([...this.docs.values()].map((doc) => [doc.n, doc]));
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

  /** States that say `ended: false`, in all documents but these; costs as many rows as there are of them. */
  runningStates<T>(noun: string, except: ReadonlySet<string>): T[] {
    this.catchUp();
    return this.projections.runningStates<T>(noun, except);
  }

  state<T>(noun: string, name: string, subject: string): T | null {
    this.catchUp();
    const doc = this.docs.get(name);
    return doc ? this.projections.state<T>(noun, doc.n, subject) : null;
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
    const docs = [...this.docs.values()].sort((a, b) => (a.name < b.name ? 1 : -1));
    return this.projections.found(text, most, docs);
  }

  /** A digest of all projections, for comparing replicas and rebuilds. */
  projectionDigest(): string {
    this.catchUp();
    return this.projections.digest();
  }
}
