import type Database from 'better-sqlite3';
import * as Y from 'yjs';
import type { Doc } from './documents.ts';
import { newClientId } from './ledgers.ts';
import type { Heads } from './structs.ts';

/** From so many log rows on, a document is compacted when it is opened or written. */
const COMPACT_ROWS = 400;

/**
 * Documents that need Yjs itself: gauges (one writer, latest value wins) and drafts (texts written together). Held
 * in memory only while somebody uses them; stored as the updates that came and a snapshot of all before.
 */
export class Drafts {
  private readonly db: Database.Database;
  private readonly loaded = new Map<number, { doc: Y.Doc; users: number }>();
  /** Yjs client ids of this process, one a document: new ones at each start, never stored. */
  private readonly mine = new Map<number, number>();
  private readonly insert: Database.Statement;
  private readonly rowsOf: Database.Statement;
  private readonly snapshotOf: Database.Statement;
  private readonly count: Database.Statement;
  private readonly kindOf: Database.Statement;

  constructor(db: Database.Database) {
    this.db = db;
    this.insert = db.prepare('INSERT INTO log (doc, data) VALUES (?, ?)');
    this.rowsOf = db.prepare('SELECT data FROM log WHERE doc = ? ORDER BY n');
    this.snapshotOf = db.prepare('SELECT data FROM snapshot WHERE doc = ?');
    this.kindOf = db.prepare('SELECT kind FROM doc WHERE n = ?').pluck();
    this.count = db.prepare('SELECT count(*) AS rows FROM log WHERE doc = ?');
  }

  /** The document in memory, read from snapshot and log where it is not there yet. Pair with `release`. */
  hold(doc: number): Y.Doc {
    const held = this.loaded.get(doc);
    if (held) {
      held.users++;
      return held.doc;
    }
    const made = this.build(doc);
    this.loaded.set(doc, { doc: made, users: 1 });
    return made;
  }

  release(doc: number): void {
    const held = this.loaded.get(doc);
    if (!held || --held.users > 0) return;
    this.loaded.delete(doc);
    held.doc.destroy();
  }

  /** After a transaction that was rolled back: what is in memory is no longer what is stored. */
  forget(doc: number): void {
    this.mine.delete(doc);
    const held = this.loaded.get(doc);
    if (!held) return;
    const fresh = this.build(doc);
    held.doc.destroy();
    held.doc = fresh;
  }

  /** A draft keeps what was overwritten: of two edits of one field that met, the one that lost is somebody's word. */
  private build(doc: number): Y.Doc {
    const made = new Y.Doc({ gc: this.kindOf.get(doc) !== 'draft' });
    for (const update of this.stored(doc)) Y.applyUpdate(made, update);
    const client = this.mine.get(doc) ?? newClientId();
    this.mine.set(doc, client);
    made.clientID = client;
    return made;
  }

  /** Snapshot and tail, as stored. */
  *stored(doc: number): Generator<Uint8Array> {
    const snapshot = this.snapshotOf.get(doc) as { data: Buffer } | undefined;
    if (snapshot) yield snapshot.data;
    for (const row of this.rowsOf.all(doc) as { data: Buffer }[]) yield row.data;
  }

  /**
   * Changes a document in memory and appends to its log what came of it: the updates, in order (none where the work
   * brought nothing new), the values of a gauge's changed keys (undefined where a key is gone), and the state vector.
   */
  change(
    doc: Doc,
    work: (made: Y.Doc) => void,
  ): { updates: Uint8Array[]; values: Map<string, unknown>; next: Heads } {
    const held = this.hold(doc.n);
    const updates: Uint8Array[] = [];
    const keys = new Set<string>();
    const keep = (update: Uint8Array) => updates.push(update);
    const map = doc.kind === 'gauge' ? held.getMap('state') : null;
    const note = (event: Y.YMapEvent<unknown>) => {
      for (const key of event.keysChanged) keys.add(key);
    };
    held.on('update', keep);
    map?.observe(note);
    try {
      work(held);
      for (const update of updates) this.insert.run(doc.n, update);
      const values = new Map([...keys].map((key) => [key, map?.get(key)]));
      return {
        updates,
        values,
        next: updates.length ? Y.decodeStateVector(Y.encodeStateVector(held)) : new Map(),
      };
    } finally {
      held.off('update', keep);
      map?.unobserve(note);
      this.release(doc.n);
    }
  }

  /**
   * Folds the log into the snapshot: reads the stored rows (never a live document), builds a fresh one, refuses while
   * anything in it waits for a missing part, encodes, decodes again and compares, swaps in one transaction, and keeps
   * the snapshot before. True where it compacted.
   */
  compact(doc: number, atLeast = COMPACT_ROWS): boolean {
    if ((this.count.get(doc) as { rows: number }).rows < atLeast) return false;
    const before = this.build(doc);
    if (before.store.pendingStructs || before.store.pendingDs) return false;
    const data = Y.encodeStateAsUpdate(before);
    const again = new Y.Doc({ gc: before.gc });
    Y.applyUpdate(again, data);
    const same =
      Buffer.from(Y.encodeStateVector(again)).equals(Buffer.from(Y.encodeStateVector(before))) &&
      Buffer.from(Y.encodeStateAsUpdate(again)).equals(Buffer.from(data));
    before.destroy();
    again.destroy();
    if (!same) throw new Error(`compaction of document ${doc} does not read back the same; left as it was`);
    this.db.transaction(() => {
      this.db
        .prepare(
          `INSERT INTO snapshot (doc, data) VALUES (?, ?)
           ON CONFLICT (doc) DO UPDATE SET previous = snapshot.data, data = excluded.data`,
        )
        .run(doc, data);
      this.db.prepare('DELETE FROM log WHERE doc = ?').run(doc);
    })();
    return true;
  }
}
