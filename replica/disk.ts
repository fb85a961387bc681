import { closeSync, existsSync, fdatasyncSync, openSync } from 'node:fs';
import type Database from 'better-sqlite3';

/** Pages that the WAL holds between two checkpoints, about. */
const CHECKPOINT_PAGES = 1000;
const PAGE_BYTES = 4096;

/**
 * Makes the WAL as long as it will get, by a write that is taken back. A commit then writes over what is there, and its
 * fsync has no new length to record: half the time of one that grows the file.
 */
export function makeRoom(db: Database.Database): void {
  const cache = db.pragma('cache_size', { simple: true });
  db.pragma('cache_size = 16');
  db.exec('BEGIN IMMEDIATE; CREATE TABLE room (bytes);');
  db.prepare('INSERT INTO room VALUES (zeroblob(?))').run(CHECKPOINT_PAGES * 1.5 * PAGE_BYTES);
  db.exec('ROLLBACK');
  db.pragma(`cache_size = ${cache}`);
}

/**
 * Transactions that are on the disk when they return (invariant 1). On Linux the WAL is synced by fdatasync: SQLite as it
 * is built here asks for fsync, which records a new time in the file system's journal with each commit, and takes
 * several times as long.
 */
export class Commits {
  private readonly db: Database.Database;
  private wal: number | null;

  constructor(db: Database.Database) {
    this.db = db;
    const file = `${db.name}-wal`;
    this.wal = process.platform === 'linux' && !db.readonly && existsSync(file) ? openSync(file, 'r+') : null;
  }

  begin(): void {
    this.db.exec(this.wal === null ? 'BEGIN IMMEDIATE' : 'PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE');
  }

  commit(): void {
    if (this.wal === null) {
      this.db.exec('COMMIT');
      return;
    }
    this.db.exec('COMMIT; PRAGMA synchronous = FULL');
    fdatasyncSync(this.wal);
  }

  rollback(): void {
    if (this.db.inTransaction) this.db.exec('ROLLBACK');
    if (this.wal !== null) this.db.pragma('synchronous = FULL');
  }

  /** Once: the number of a closed file is soon another file's. */
  close(): void {
    const { wal } = this;
    this.wal = null;
    if (wal !== null) closeSync(wal);
  }
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
