import type Database from 'better-sqlite3';
import type { Entry } from '../domain/ledger/entry.ts';
import { readContent } from './structs.ts';
import { msOf, uuid7From } from './uuid.ts';

/**
 * Owners of what this replica wrote: its person (`self`), and others whose entries came here in a bundle (`courier`).
 * The office takes the second only where they are signed.
 */
export const OWN: ReadonlySet<string> = new Set(['self', 'courier']);

export interface Waiting {
  doc: string;
  count: number;
  /** The oldest of them. */
  first: Entry;
}

export interface OwnRow {
  n: number;
  clock: number;
  id: string;
  known: number;
  content: Buffer;
}

/** What was written here and the office has not stored yet, and what it refused. Writes are the caller's transaction's. */
export class Outbox {
  private readonly db: Database.Database;

  constructor(db: Database.Database) {
    this.db = db;
  }

  waiting(): Waiting[] {
    const heads = this.db
      .prepare(
        `SELECT d.name, h.doc, h.client, h.acked, h.next FROM head h JOIN doc d ON d.n = h.doc
         WHERE h.owner = 'self' AND h.acked < h.next AND d.kind = 'ledger' ORDER BY d.name`,
      )
      .all() as { name: string; doc: number; client: number; acked: number; next: number }[];
    const at = this.db.prepare('SELECT content FROM entry WHERE doc = ? AND client = ? AND clock = ?');
    const by = new Map<string, Waiting>();
    for (const { name, doc, client, acked, next } of heads) {
      const row = at.get(doc, client, acked) as { content: Buffer };
      const first = readContent(row.content) as Entry;
      const before = by.get(name);
      by.set(name, {
        doc: name,
        count: (before?.count ?? 0) + next - acked,
        first: before && before.first.at < first.at ? before.first : first,
      });
    }
    return [...by.values()];
  }

  /** Documents with anything that the office has not stored, drafts and a courier's entries too. */
  pending(): string[] {
    const rows = this.db
      .prepare(
        `SELECT DISTINCT d.name FROM head h JOIN doc d ON d.n = h.doc
         WHERE h.owner IN ('self', 'courier') AND h.acked < h.next AND d.kind != 'gauge'`,
      )
      .all() as { name: string }[];
    return rows.map((row) => row.name);
  }

  /** Rows of a client from a clock on. */
  tail(doc: number, client: number, from: number): OwnRow[] {
    return this.db
      .prepare(
        'SELECT n, clock, id, known, content FROM entry WHERE doc = ? AND client = ? AND clock >= ? ORDER BY clock',
      )
      .all(doc, client, from) as OwnRow[];
  }

  move(n: number, client: number, clock: number): void {
    this.db.prepare('UPDATE entry SET client = ?, clock = ? WHERE n = ?').run(client, clock, n);
  }

  /** The client ends at what the office has of it. */
  cut(doc: number, client: number, acked: number): void {
    if (acked === 0) this.db.prepare('DELETE FROM head WHERE doc = ? AND client = ?').run(doc, client);
    else
      this.db
        .prepare('UPDATE head SET next = ?, acked = ? WHERE doc = ? AND client = ?')
        .run(acked, acked, doc, client);
  }

  /**
   * Takes a refused entry out of the ledger and keeps it apart. Where somebody else's text stood hidden behind its
   * id, that one is the fact from now on and is returned.
   */
  quarantine(
    doc: { n: number; name: string },
    row: OwnRow,
    reason: string,
  ): { n: number; entry: Entry } | null {
    const entry = readContent(row.content) as Entry;
    this.db.prepare('DELETE FROM entry WHERE n = ?').run(row.n);
    if (row.known === 1) return null;
    this.db
      .prepare('INSERT OR REPLACE INTO quarantine (doc, id, kind, reason, json) VALUES (?, ?, ?, ?, ?)')
      .run(doc.name, row.id, entry.kind, reason, JSON.stringify(entry));
    const other = this.db
      .prepare('SELECT n, content FROM entry WHERE doc = ? AND id = ? AND known = 1 ORDER BY n LIMIT 1')
      .get(doc.n, row.id) as { n: number; content: Buffer } | undefined;
    if (!other) return null;
    this.db.prepare('UPDATE entry SET known = 0 WHERE n = ?').run(other.n);
    return { n: other.n, entry: readContent(other.content) as Entry };
  }

  quarantined(): { id: string; document: string; kind: string; reason: string }[] {
    return this.db
      .prepare('SELECT id, doc AS document, kind, reason FROM quarantine ORDER BY doc, id')
      .all() as { id: string; document: string; kind: string; reason: string }[];
  }

  /** On a new epoch of the office: what it had stored it may have lost. */
  unacknowledge(): void {
    this.db.prepare("UPDATE head SET acked = 0 WHERE owner IN ('self', 'courier')").run();
  }

  /** Keeps what somebody sent and a check here refused, once. */
  refuse(doc: string, id: string, kind: string, reason: string): void {
    this.db
      .prepare('INSERT OR IGNORE INTO refused (doc, id, kind, reason) VALUES (?, ?, ?, ?)')
      .run(doc, id, kind, reason);
  }

  refused(): { id: string; document: string; kind: string; reason: string }[] {
    return this.db
      .prepare('SELECT id, doc AS document, kind, reason FROM refused ORDER BY doc, id, reason')
      .all() as { id: string; document: string; kind: string; reason: string }[];
  }

  /**
   * Entries that this console made from an instant on, how many of them the office has, and when the newest of those
   * was made (epoch ms). The instant stands in an entry's id (UUIDv7).
   */
  made(since: number): { count: number; stored: number; lastStored: number | null } {
    const row = this.db
      .prepare(
        `SELECT count(*) AS count, coalesce(sum(e.clock < h.acked), 0) AS stored,
           max(CASE WHEN e.clock < h.acked THEN e.id END) AS last
         FROM head h JOIN entry e ON e.doc = h.doc AND e.client = h.client
         WHERE h.owner = 'self' AND e.known = 0 AND e.id >= ?`,
      )
      .get(uuid7From(since)) as { count: number; stored: number; last: string | null };
    return { count: row.count, stored: row.stored, lastStored: row.last === null ? null : msOf(row.last) };
  }
}
