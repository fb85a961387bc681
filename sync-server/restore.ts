import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Blobs } from '../replica/blobs.ts';
import { Lock } from '../replica/lock.ts';
import { type SealKey, Seals } from '../replica/seals.ts';
import { type Office, Rejection } from './office.ts';

/** Files beside the database that an office cannot be itself without. */
const BESIDE = ['office.key', 'recovery.pub'];

/**
 * One file with all of the office: database, keys, evidence. Taken while the server runs; readable by its user
 * alone, since it holds the office key.
 */
export async function backup(office: Office, file: string): Promise<{ file: string; blobs: number }> {
  if (existsSync(file)) throw new Rejection(409, `${file} exists already`);
  const part = `${file}.part`;
  rmSync(part, { force: true });
  await office.replica.db.backup(part);
  chmodSync(part, 0o600);
  const db = new Database(part);
  db.pragma('journal_mode = DELETE');
  db.exec('CREATE TABLE backup_file (name TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID');
  const put = db.prepare('INSERT INTO backup_file (name, data) VALUES (?, ?)');
  for (const name of BESIDE) {
    const path = join(office.folder, name);
    if (existsSync(path)) put.run(name, readFileSync(path));
  }
  let blobs = 0;
  const arrived: Record<string, number> = {};
  for (const hash of office.blobs.all()) {
    const bytes = office.blobs.read(hash);
    if (!bytes) continue;
    blobs += put.run(`blob:${hash}`, bytes).changes;
    arrived[hash] = office.blobs.arrivedAt(hash);
  }
  // The time of keeping counts from then, not from the restore.
  put.run('arrived.json', Buffer.from(JSON.stringify(arrived)));
  // What was destroyed before this day stands in no backup of it.
  put.run('seals.json', Buffer.from(JSON.stringify([...office.seals.all()])));
  db.close();
  renameSync(part, file);
  return { file, blobs };
}

/**
 * Puts a backup in the place of an office's data, which is kept aside. The office then has a new epoch and is in
 * recovery: it takes in what consoles hold and it lost, and issues no receipt until `admin recovered`.
 * @throws {Locked} while a server runs on the folder.
 */
export async function restore(
  folder: string,
  file: string,
): Promise<{ epoch: string; keptAside: string | null }> {
  if (!existsSync(file)) throw new Rejection(400, `${file}: no such file`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = new Lock(folder);
  try {
    const target = join(folder, 'replica.db');
    const aside = existsSync(target) ? `${target}.before-${randomBytes(4).toString('hex')}` : null;
    const fresh = join(folder, 'replica.restored');
    copyFileSync(file, fresh);
    chmodSync(fresh, 0o600);
    const epoch = takeApart(folder, fresh);
    if (aside)
      for (const end of ['', '-wal', '-shm'])
        if (existsSync(target + end)) renameSync(target + end, aside + end);
    renameSync(fresh, target);
    return { epoch, keptAside: aside };
  } finally {
    lock.release();
  }
}

/** Beside what the folder held: a key that was destroyed there stays so. */
function putSeals(folder: string, data: Buffer): void {
  const seals = new Seals(join(folder, 'seals.db'));
  for (const key of JSON.parse(data.toString('utf8')) as SealKey[]) seals.take(key, true);
  seals.close();
}

/** A newer office key that lies there is kept: the backup's may have been rolled to it. */
function putBeside(file: string, data: Buffer): void {
  if (existsSync(file) && !readFileSync(file).equals(data))
    renameSync(file, `${file}.before-${randomBytes(4).toString('hex')}`);
  writeFileSync(file, data, { mode: 0o600 });
}

function takeApart(folder: string, file: string): string {
  const db = new Database(file);
  try {
    const sound = db.pragma('quick_check', { simple: true });
    if (sound !== 'ok') throw new Rejection(400, `the backup is damaged: ${sound}`);
    const blobs = new Blobs(join(folder, 'blobs'));
    let arrived: Record<string, number> = {};
    for (const row of db.prepare('SELECT name, data FROM backup_file').iterate() as Iterable<{
      name: string;
      data: Buffer;
    }>) {
      if (row.name.startsWith('blob:')) blobs.write(row.data);
      else if (row.name === 'arrived.json') arrived = JSON.parse(row.data.toString('utf8'));
      else if (row.name === 'seals.json') putSeals(folder, row.data);
      else if (BESIDE.includes(row.name)) putBeside(join(folder, row.name), row.data);
    }
    for (const [hash, at] of Object.entries(arrived)) if (blobs.has(hash)) blobs.setArrivedAt(hash, at);
    db.exec('DROP TABLE backup_file');
    const epoch = randomBytes(8).toString('hex');
    const set = db.prepare(
      'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
    );
    set.run('epoch', epoch);
    set.run('recovering', 'yes');
    return epoch;
  } catch (error) {
    rmSync(file, { force: true });
    if ((error as Error).message.includes('no such table'))
      throw new Rejection(400, 'not a backup of an office');
    throw error;
  } finally {
    db.close();
  }
}

/** Whether a folder holds an office's data. */
export function isOfficeFolder(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).includes('office.key');
}
