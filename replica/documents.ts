import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { type Heads, writeHeads } from './structs.ts';

export type Kind = 'ledger' | 'gauge' | 'draft';

export interface Doc {
  n: number;
  name: string;
  kind: Kind;
}

/** A client's place in a document: what comes next, whose id it is, and how far the office has stored it. */
export interface Head {
  next: number;
  owner: string;
  acked: number;
}

export const familyOf = (name: string) => name.split('/')[0]!;

/** State vector of a document's heads. */
export const nextOf = (heads: ReadonlyMap<number, Head>): Heads =>
  new Map([...heads].map(([client, head]) => [client, head.next]));

/**
 * Which documents a replica holds, and how far each Yjs client has come in them. Kept in memory as it is stored;
 * `reload` after a rollback. Writes are the caller's transaction's.
 */
export class Documents {
  private readonly db: Database.Database;
  private readonly byName = new Map<string, Doc>();
  private readonly heads = new Map<number, Map<number, Head>>();
  private readonly hashes = new Map<number, string>();
  private readonly putHead: Database.Statement;
  private readonly headRows: Database.Statement;
  private readonly addBytes: Database.Statement;

  constructor(db: Database.Database) {
    this.db = db;
    this.putHead = db.prepare(
      `INSERT INTO head (doc, client, next, owner, acked) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (doc, client) DO UPDATE SET next = excluded.next, acked = max(acked, excluded.acked)`,
    );
    this.headRows = db.prepare('SELECT client, next, owner, acked FROM head WHERE doc = ?');
    this.addBytes = db.prepare('UPDATE doc SET bytes = bytes + ? WHERE n = ?');
    this.reload();
  }

  /** What is in memory follows what is stored again. */
  reload(): void {
    this.heads.clear();
    this.byName.clear();
    for (const row of this.db.prepare('SELECT n, name, kind FROM doc').all() as Doc[])
      this.byName.set(row.name, row);
  }

  get(name: string): Doc | undefined {
    return this.byName.get(name);
  }

  /** The document's own row, made where it is new. */
  open(name: string, kind: Kind): Doc {
    const known = this.byName.get(name);
    if (known) return known;
    const { lastInsertRowid } = this.db.prepare('INSERT INTO doc (name, kind) VALUES (?, ?)').run(name, kind);
    const doc = { n: Number(lastInsertRowid), name, kind };
    this.byName.set(name, doc);
    return doc;
  }

  all(): Doc[] {
    return [...this.byName.values()];
  }

  /** Each with the bytes of what was stored in it, by name. */
  list(): { name: string; kind: Kind; bytes: number }[] {
    return this.db.prepare('SELECT name, kind, bytes FROM doc ORDER BY name').all() as {
      name: string;
      kind: Kind;
      bytes: number;
    }[];
  }

  grew(doc: Doc, bytes: number): void {
    this.addBytes.run(bytes, doc.n);
  }

  headsOf(doc: Doc): Map<number, Head> {
    let heads = this.heads.get(doc.n);
    if (!heads) {
      heads = new Map();
      for (const { client, ...head } of this.headRows.all(doc.n) as (Head & { client: number })[])
        heads.set(client, head);
      this.heads.set(doc.n, heads);
    }
    return heads;
  }

  storeHead(doc: Doc, client: number, head: Head): void {
    this.putHead.run(doc.n, client, head.next, head.owner, head.acked);
  }

  /** Heads are read anew: they were changed in SQLite. */
  forgetHeads(): void {
    this.heads.clear();
  }

  /** Hash of the sorted state vector: two replicas with the same one hold the same structs of the document. */
  hash(doc: Doc | undefined): string {
    const known = doc && this.hashes.get(doc.n);
    if (known) return known;
    const heads = doc ? nextOf(this.headsOf(doc)) : new Map();
    const hash = createHash('sha256').update(writeHeads(heads)).digest('hex');
    if (doc) this.hashes.set(doc.n, hash);
    return hash;
  }

  /** After a commit that changed the document. */
  forgetHash(name: string): void {
    this.hashes.delete(this.byName.get(name)!.n);
  }

  /** A document that is no longer in SQLite. */
  forget(doc: Doc): void {
    this.byName.delete(doc.name);
    this.heads.delete(doc.n);
    this.hashes.delete(doc.n);
  }
}
