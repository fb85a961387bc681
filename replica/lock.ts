import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** Where the process that holds the lock listens for commands, and the key that it asks for. */
export interface Running {
  url: string;
  key: string;
  pid: number;
}

export class Locked extends Error {}

/**
 * One process writes a data folder. The lock is SQLite's own exclusive lock on a file beside the data: the system
 * lets go of it when the process dies, however it dies.
 */
export class Lock {
  private readonly db: Database.Database;
  private readonly folder: string;

  /** @throws {Locked} where another process holds the folder. */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.folder = folder;
    this.db = new Database(join(folder, 'lock'), { timeout: 300 });
    try {
      this.db.pragma('locking_mode = EXCLUSIVE');
      this.db.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      this.db.close();
      throw new Locked(`${folder} is in use by another process`, { cause: error });
    }
    rmSync(join(folder, 'running.json'), { force: true });
  }

  /** Says where commands are taken, readable by this user alone. Returns the key that they must carry. */
  publish(url: string): string {
    const key = randomBytes(24).toString('base64url');
    const running: Running = { url, key, pid: process.pid };
    const file = join(this.folder, 'running.json');
    writeFileSync(`${file}.new`, JSON.stringify(running), { mode: 0o600 });
    chmodSync(`${file}.new`, 0o600);
    renameSync(`${file}.new`, file);
    return key;
  }

  release(): void {
    rmSync(join(this.folder, 'running.json'), { force: true });
    this.db.close();
  }
}

/** The process that says it runs on a folder; null where none does. It may have died: a refused connection tells. */
export function runningOn(folder: string): Running | null {
  try {
    return JSON.parse(readFileSync(join(folder, 'running.json'), 'utf8')) as Running;
  } catch {
    return null;
  }
}
