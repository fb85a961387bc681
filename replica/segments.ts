import type Database from 'better-sqlite3';
import { type Heads, readHeads, type Struct, writeHeads, writeUpdates } from './structs.ts';

/** Rows of one segment: about a hundred kilobytes of a case ledger, so that five readers at once cost little memory. */
const ROWS = 256;

interface Segment {
  upto: number;
  heads: Buffer;
}

/**
 * Ready-made updates of a ledger's older rows, so that a reader who holds nothing is served bytes and not rows.
 * Made of rows and dropped with the projections: nothing is only here.
 */
export class Segments {
  private readonly newest: Database.Statement;
  private readonly rows: Database.Statement;
  private readonly insert: Database.Statement;
  private readonly next: Database.Statement;

  constructor(db: Database.Database) {
    this.newest = db.prepare('SELECT upto, heads FROM segment WHERE doc = ? ORDER BY upto DESC LIMIT 1');
    this.rows = db.prepare(
      'SELECT n, client, clock, id, content FROM entry NOT INDEXED WHERE n > ? AND doc = ? ORDER BY n LIMIT ?',
    );
    this.insert = db.prepare('INSERT INTO segment (doc, upto, heads, data) VALUES (?, ?, ?, ?)');
    this.next = db.prepare('SELECT upto, data FROM segment WHERE doc = ? AND upto > ? ORDER BY upto LIMIT 1');
  }

  /** State vector that all segments of a document make together. */
  covered(doc: number): { heads: Heads; rows: number } {
    const last = this.newest.get(doc) as Segment | undefined;
    const heads: Heads = last ? readHeads(last.heads) : new Map();
    let rows = 0;
    for (const next of heads.values()) rows += next;
    return { heads, rows };
  }

  /** Makes the next segment where the document's `total` rows are enough; in one transaction of the caller's. */
  grow(doc: number, total: number): boolean {
    if (total - this.covered(doc).rows < ROWS) return false;
    const last = this.newest.get(doc) as Segment | undefined;
    const page = this.rows.all(last?.upto ?? 0, doc, ROWS) as (Struct & { n: number })[];
    if (page.length < ROWS) return false;
    const heads = last ? readHeads(last.heads) : new Map<number, number>();
    for (const { client, clock } of page) heads.set(client, clock + 1);
    const updates = writeUpdates(page);
    // Rows stand in the order of their clocks, so a client's run within a page has no gap.
    if (updates.length !== 1) throw new Error(`document ${doc}: rows out of order after ${last?.upto ?? 0}`);
    this.insert.run(doc, page.at(-1)!.n, writeHeads(heads), updates[0]);
    return true;
  }

  /** All segments in order, one in memory at a time. */
  *all(doc: number): Generator<Uint8Array> {
    for (let upto = 0; ; ) {
      const row = this.next.get(doc, upto) as { upto: number; data: Buffer } | undefined;
      if (!row) return;
      yield row.data;
      upto = row.upto;
    }
  }
}
