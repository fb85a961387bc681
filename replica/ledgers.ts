import { randomBytes } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { Entry } from '../domain/ledger/entry.ts';
import type { Head } from './documents.ts';
import { type Heads, readContent, type Struct, writeContent, writeUpdates } from './structs.ts';

interface Row {
  client: number;
  clock: number;
  id: string;
  content: Buffer;
}

/** How many bytes of structs one update message carries at most: a reader sees progress, the sender stays small. */
const CHUNK_BYTES = 512 * 1024;

export function newClientId(): number {
  return randomBytes(4).readUInt32LE();
}

/** Rows of ledgers in SQLite. Reads and writes; every write is inside the caller's transaction. */
export class Ledgers {
  private readonly insert: Database.Statement;
  private readonly byId: Database.Statement;
  private readonly byIdFrom: Database.Statement;
  private readonly allOf: Database.Statement;
  private readonly at: Database.Statement;
  private readonly newest: Database.Statement;
  private readonly everywhere: Database.Statement;
  private readonly since: Database.Statement;
  private readonly ofClient: Database.Statement;

  constructor(db: Database.Database) {
    this.insert = db.prepare(
      'INSERT INTO entry (doc, client, clock, id, kind, subject, known, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.byId = db.prepare('SELECT content FROM entry WHERE doc = ? AND id = ? AND known = 0');
    this.byIdFrom = db.prepare('SELECT client, clock FROM entry WHERE doc = ? AND id = ?');
    this.newest = db.prepare('SELECT max(n) AS n FROM entry');
    this.everywhere = db.prepare(
      'SELECT n, doc, known, content FROM entry WHERE n > ? AND n <= ? ORDER BY n LIMIT 4096',
    );
    this.at = db.prepare('SELECT id FROM entry WHERE doc = ? AND client = ? AND clock = ?');
    this.allOf = db.prepare('SELECT content FROM entry WHERE doc = ? AND known = 0 ORDER BY n');
    this.since = db.prepare(
      'SELECT n, content FROM entry WHERE doc = ? AND known = 0 AND n > ? ORDER BY n LIMIT 4096',
    );
    this.ofClient = db.prepare(
      'SELECT client, clock, id, content FROM entry WHERE doc = ? AND client = ? AND clock >= ? ORDER BY clock LIMIT 2048',
    );
  }

  /** Stores one struct; returns the row number. `known`: the document has this id already. */
  store(doc: number, struct: Struct, kind: string, subject: string, known: boolean): number {
    const { client, clock, id, content } = struct;
    return Number(
      this.insert.run(doc, client, clock, id, kind, subject, known ? 1 : 0, content).lastInsertRowid,
    );
  }

  entry(doc: number, id: string): Entry | null {
    const row = this.byId.get(doc, id) as { content: Buffer } | undefined;
    return row ? (readContent(row.content) as Entry) : null;
  }

  /** Where an id stands: the Yjs clients that wrote it. */
  placesOf(doc: number, id: string): { client: number; clock: number }[] {
    return this.byIdFrom.all(doc, id) as { client: number; clock: number }[];
  }

  /** Number of the newest row. */
  last(): number {
    return (this.newest.get() as { n: number | null }).n ?? 0;
  }

  /** New facts of all documents after a row and up to another, page by page. */
  *allBetween(after: number, upTo: number): Generator<{ n: number; doc: number; entry: Entry }> {
    for (let from = after; from < upTo; ) {
      const page = this.everywhere.all(from, upTo) as {
        n: number;
        doc: number;
        known: number;
        content: Buffer;
      }[];
      for (const row of page)
        if (row.known === 0) yield { n: row.n, doc: row.doc, entry: readContent(row.content) as Entry };
      if (!page.length) return;
      from = page.at(-1)!.n;
    }
  }

  idAt(doc: number, client: number, clock: number): string | null {
    return (this.at.get(doc, client, clock) as { id: string } | undefined)?.id ?? null;
  }

  *entries(doc: number): Generator<Entry> {
    for (const row of this.allOf.iterate(doc) as Iterable<{ content: Buffer }>)
      yield readContent(row.content) as Entry;
  }

  /** Page by page, so that the caller may write between two entries. */
  *entriesAfter(doc: number, after: number): Generator<{ n: number; entry: Entry }> {
    for (let from = after; ; ) {
      const page = this.since.all(doc, from) as { n: number; content: Buffer }[];
      for (const row of page) yield { n: row.n, entry: readContent(row.content) as Entry };
      if (!page.length) return;
      from = page.at(-1)!.n;
    }
  }

  /**
   * What a reader with these heads lacks, as updates of at most half a megabyte, made row by row: serving costs what
   * changed and never holds the document.
   */
  *difference(doc: number, heads: Map<number, Head>, have: Heads): Generator<Uint8Array> {
    let part: Struct[] = [];
    let bytes = 0;
    for (const row of this.missing(doc, heads, have)) {
      part.push(row);
      bytes += row.content.length + row.id.length + 16;
      if (bytes < CHUNK_BYTES) continue;
      yield* writeUpdates(part);
      part = [];
      bytes = 0;
    }
    if (part.length) yield* writeUpdates(part);
  }

  /** Page by page: between two of them the event loop may turn and others may write. */
  private *missing(doc: number, heads: Map<number, Head>, have: Heads): Generator<Row> {
    for (const [client, head] of [...heads]) {
      for (let from = have.get(client) ?? 0; from < head.next; ) {
        const page = this.ofClient.all(doc, client, from) as Row[];
        if (!page.length) break;
        for (const row of page) if (row.clock < head.next) yield row;
        from = page.at(-1)!.clock + 1;
      }
    }
  }

  structOf(entry: Entry, client: number, clock: number): Struct {
    return { client, clock, id: entry.id, content: writeContent(entry) };
  }
}
