import Database from 'better-sqlite3';

/** Facts: never migrated, only added to. Projections stand in PROJECTIONS and can be dropped at any time. */
const FACTS = `
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS doc (
  n INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, bytes INTEGER NOT NULL DEFAULT 0);
-- Next expected clock of each Yjs client in each document; who first used the id; how far the office has it.
CREATE TABLE IF NOT EXISTS head (
  doc INTEGER NOT NULL, client INTEGER NOT NULL, next INTEGER NOT NULL, owner TEXT NOT NULL,
  acked INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (doc, client)) WITHOUT ROWID;
-- Ledgers: log, snapshot and id index in one. n is the order of arrival here. known = 1 where an earlier row of the
-- document has the same id: kept, since the clocks of its client must stay unbroken, but not a fact of its own.
CREATE TABLE IF NOT EXISTS entry (
  n INTEGER PRIMARY KEY, doc INTEGER NOT NULL, client INTEGER NOT NULL, clock INTEGER NOT NULL,
  id TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, known INTEGER NOT NULL, content BLOB NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS entry_struct ON entry (doc, client, clock);
CREATE UNIQUE INDEX IF NOT EXISTS entry_id ON entry (doc, id) WHERE known = 0;
-- Gauges and drafts: Yjs updates as they came, and a snapshot of all before them.
CREATE TABLE IF NOT EXISTS log (n INTEGER PRIMARY KEY, doc INTEGER NOT NULL, data BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS log_doc ON log (doc, n);
CREATE TABLE IF NOT EXISTS snapshot (doc INTEGER PRIMARY KEY, data BLOB NOT NULL, previous BLOB);
-- Entries of ours that the office refused: kept, shown, exportable, never sent again.
CREATE TABLE IF NOT EXISTS quarantine (
  doc TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, reason TEXT NOT NULL, json TEXT NOT NULL,
  PRIMARY KEY (doc, id)) WITHOUT ROWID;
-- What others sent and a check here refused: another text under a known id, a forged shape.
CREATE TABLE IF NOT EXISTS refused (
  doc TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, reason TEXT NOT NULL,
  PRIMARY KEY (doc, id, reason)) WITHOUT ROWID;
-- What waits to be stored at the office.
CREATE INDEX IF NOT EXISTS head_waiting ON head (doc, client) WHERE owner = 'self' AND acked < next;
`;

const PROJECTIONS = `
CREATE TABLE IF NOT EXISTS state (
  noun TEXT NOT NULL, doc INTEGER NOT NULL, subject TEXT NOT NULL, json TEXT NOT NULL,
  PRIMARY KEY (noun, doc, subject)) WITHOUT ROWID;
-- States that say they have not ended, of every document: running cases are found without reading the ended ones.
CREATE INDEX IF NOT EXISTS state_running ON state (noun) WHERE json_extract(json, '$.ended') = 0;
-- What subjects are found by, one word a line. Read through, which a year's subjects allow.
CREATE TABLE IF NOT EXISTS word (
  noun TEXT NOT NULL, doc INTEGER NOT NULL, subject TEXT NOT NULL, text TEXT NOT NULL,
  -- As it is looked for, where that is another text.
  key TEXT, PRIMARY KEY (noun, doc, subject)) WITHOUT ROWID;
-- Which entries a subject of a noun is folded from.
CREATE TABLE IF NOT EXISTS part (
  noun TEXT NOT NULL, doc INTEGER NOT NULL, subject TEXT NOT NULL, n INTEGER NOT NULL,
  PRIMARY KEY (noun, doc, subject, n)) WITHOUT ROWID;
-- Updates made ready of a ledger's rows up to row number upto, with the state vector that they make together.
CREATE TABLE IF NOT EXISTS segment (doc INTEGER NOT NULL, upto INTEGER NOT NULL, heads BLOB NOT NULL, data BLOB NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS segment_doc ON segment (doc, upto);
CREATE TABLE IF NOT EXISTS gauge (
  doc INTEGER NOT NULL, key TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (doc, key)) WITHOUT ROWID;
`;

/** What checks found, so that a start need not find it again. All of it can go at any time. */
const FOUND = `
-- Signatures that are good, by the hash of what was checked.
CREATE TABLE IF NOT EXISTS checked (what BLOB PRIMARY KEY) WITHOUT ROWID;
-- The chain of receipts: of each the number, id and hash, what it marks, and when that counts as received.
CREATE TABLE IF NOT EXISTS mark (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL, hash TEXT NOT NULL, document TEXT NOT NULL, entry TEXT NOT NULL,
  received TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS mark_entry ON mark (entry);
`;

export function dropProjections(db: Database.Database): void {
  db.exec('DELETE FROM state; DELETE FROM word; DELETE FROM part; DELETE FROM gauge; DELETE FROM segment;');
}

/** WAL and synchronous=FULL: a commit that returned is on the disk (invariant 1). */
export function openDatabase(file: string): Database.Database {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('busy_timeout = 5000');
  db.pragma('cache_size = -32000');
  db.exec(FACTS);
  db.exec(PROJECTIONS);
  db.exec(FOUND);
  makeRoom(db);
  return db;
}

/** For `query` beside a running console: sees each commit, changes nothing. */
export function openReadOnly(file: string): Database.Database {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  db.pragma('busy_timeout = 5000');
  return db;
}

/** Pages that the WAL holds between two checkpoints, about. */
const CHECKPOINT_PAGES = 1000;
const PAGE_BYTES = 4096;
/**
 * Makes the WAL as long as it will get, by a write that is taken back. A commit then writes over what is there, and its
 * fsync has no new length to record: half the time of one that grows the file.
 */
function makeRoom(db: Database.Database): void {
  const cache = db.pragma('cache_size', { simple: true });
  db.pragma('cache_size = 16');
  db.exec('BEGIN IMMEDIATE; CREATE TABLE room (bytes);');
  db.prepare('INSERT INTO room VALUES (zeroblob(?))').run(CHECKPOINT_PAGES * 1.5 * PAGE_BYTES);
  db.exec('ROLLBACK');
  db.pragma(`cache_size = ${cache}`);
}

/**
 * Checkpoints between two turns, when what was committed has been sent on: SQLite would do it inside the commit that
 * fills the WAL, and everybody would wait for it.
 */
export class Checkpoints {
  private readonly db: Database.Database;
  private readonly length: Database.Statement;
  private scheduled = false;

  constructor(db: Database.Database) {
    this.db = db;
    this.length = db.prepare('PRAGMA wal_checkpoint(NOOP)');
    if (!db.readonly) db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES * 16}`);
  }

  /** After a commit. */
  look(): void {
    if (this.scheduled || (this.length.get() as { log: number }).log < CHECKPOINT_PAGES) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      if (this.db.open) this.db.pragma('wal_checkpoint(PASSIVE)');
    });
  }
}

/**
 * A transaction that only rearranges what is stored: after a power cut it may never have been, so it does not wait for
 * the disk. The next commit of facts takes it along.
 */
export function rearrange<T>(db: Database.Database, work: () => T): T {
  if (db.inTransaction) return work();
  db.pragma('synchronous = NORMAL');
  try {
    return db.transaction(work)();
  } finally {
    db.pragma('synchronous = FULL');
  }
}
