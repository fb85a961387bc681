import Database from 'better-sqlite3';
import { makeRoom } from './disk.ts';

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

/** WAL and synchronous=FULL: a commit that returned is on the disk (invariant 1). `cacheKb`: pages kept in memory. */
export function openDatabase(file: string, cacheKb: number): Database.Database {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('busy_timeout = 5000');
  db.pragma(`cache_size = -${cacheKb}`);
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
