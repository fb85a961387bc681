import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import Database from 'better-sqlite3';
import { keptUntil } from '../domain/keep.ts';
import type { Personal, Sealed } from '../domain/personal.ts';

/** A key as it travels between a console and the office. */
export interface SealKey {
  seal: string;
  /** base64url. */
  key: string;
  kind: string;
  subject: string;
  until: string;
}

export interface Reading {
  n: number;
  seal: string;
  subject: string;
  reason: string;
  at: number;
}

/**
 * The keys of personal fields, in a file of their own: what is destroyed here is overwritten on the disk, stands in no
 * log of changes, and in no backup that is made later.
 */
export class Seals {
  private readonly db: Database.Database;

  constructor(file: string, { readOnly = false } = {}) {
    this.db = new Database(file, readOnly ? { readonly: true } : {});
    if (readOnly) return;
    this.db.pragma('secure_delete = ON');
    this.db.pragma('journal_mode = DELETE');
    this.db.pragma('synchronous = FULL');
    this.db.exec(`
      CREATE TABLE IF NOT EXISTS seal (
        id TEXT PRIMARY KEY, key BLOB, kind TEXT NOT NULL, subject TEXT NOT NULL, until TEXT NOT NULL,
        brought INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS reading (
        n INTEGER PRIMARY KEY, seal TEXT NOT NULL, subject TEXT NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL);
    `);
  }

  close(): void {
    this.db.close();
  }

  /** Seals fields under a new key of the subject's; `day` is that of the record. */
  seal(personal: Personal, subject: string, day: string): Sealed {
    const { kind, ...fields } = personal;
    const seal = randomBytes(16).toString('hex');
    const key = randomBytes(32);
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(`${seal} ${subject}`));
    const text = Buffer.concat([cipher.update(JSON.stringify(fields)), cipher.final(), cipher.getAuthTag()]);
    const until = keptUntil(kind, day);
    this.take({ seal, key: key.toString('base64url'), kind, subject, until }, false);
    return {
      seal,
      kind,
      alg: 'A256GCM',
      iv: iv.toString('base64url'),
      data: text.toString('base64url'),
      until,
    };
  }

  /** Keeps a key. One that was destroyed stays so: a late copy does not bring it back. */
  take({ seal, key, kind, subject, until }: SealKey, brought: boolean): void {
    this.db
      .prepare(
        'INSERT INTO seal (id, key, kind, subject, until, brought) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
      )
      .run(seal, Buffer.from(key, 'base64url'), kind, subject, until, brought ? 1 : 0);
  }

  get(seal: string): SealKey | 'destroyed' | null {
    const row = this.db.prepare('SELECT * FROM seal WHERE id = ?').get(seal) as
      | { id: string; key: Buffer | null; kind: string; subject: string; until: string }
      | undefined;
    if (!row) return null;
    if (!row.key) return 'destroyed';
    return { ...row, seal: row.id, key: row.key.toString('base64url') };
  }

  /** The fields in the clear; null where the key does not fit what stands there. */
  open({ seal, kind, iv, data }: Sealed, { key, subject }: SealKey): Personal | null {
    const bytes = Buffer.from(data, 'base64url');
    try {
      const decipher = createDecipheriv(
        'aes-256-gcm',
        Buffer.from(key, 'base64url'),
        Buffer.from(iv, 'base64url'),
      ).setAAD(Buffer.from(`${seal} ${subject}`));
      decipher.setAuthTag(bytes.subarray(-16));
      const text = Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]);
      return { kind, ...(JSON.parse(text.toString('utf8')) as object) };
    } catch {
      return null;
    }
  }

  /** Keys that the office has not got yet. */
  waiting(): SealKey[] {
    const rows = this.db.prepare('SELECT id FROM seal WHERE brought = 0 AND key IS NOT NULL').all() as {
      id: string;
    }[];
    return rows.map(({ id }) => this.get(id) as SealKey);
  }

  brought(seal: string): void {
    this.db.prepare('UPDATE seal SET brought = 1 WHERE id = ?').run(seal);
  }

  /** Keys whose time is over on a day, and those of a subject whose deletion was asked for. */
  due(day: string): string[] {
    return this.db
      .prepare('SELECT id FROM seal WHERE until < ? AND key IS NOT NULL')
      .pluck()
      .all(day) as string[];
  }

  /** Every key that stands, without the key. */
  standing(): Omit<SealKey, 'key'>[] {
    return this.db
      .prepare('SELECT id AS seal, kind, subject, until FROM seal WHERE key IS NOT NULL')
      .all() as Omit<SealKey, 'key'>[];
  }

  /** How many were destroyed so far. */
  destroyed(): number {
    return this.db.prepare('SELECT count(*) FROM seal WHERE key IS NULL').pluck().get() as number;
  }

  ofSubject(subject: string): string[] {
    return this.db
      .prepare('SELECT id FROM seal WHERE subject = ? AND key IS NOT NULL')
      .pluck()
      .all(subject) as string[];
  }

  /** For good: the key's bytes are overwritten. A key that was never here is remembered as destroyed. */
  destroy(seals: readonly string[]): void {
    const gone = this.db.prepare(
      `INSERT INTO seal (id, key, kind, subject, until, brought) VALUES (?, NULL, '', '', '', 1)
       ON CONFLICT DO UPDATE SET key = NULL, subject = '', brought = 1`,
    );
    this.db.transaction(() => {
      for (const seal of seals) gone.run(seal);
    })();
  }

  /** Who opened what and why, until it is written down at the office. */
  note(seal: string, subject: string, reason: string, at: number): void {
    this.db
      .prepare('INSERT INTO reading (seal, subject, reason, at) VALUES (?, ?, ?, ?)')
      .run(seal, subject, reason, at);
  }

  notes(): Reading[] {
    return this.db.prepare('SELECT * FROM reading ORDER BY n').all() as Reading[];
  }

  noted(n: number): void {
    this.db.prepare('DELETE FROM reading WHERE n = ?').run(n);
  }

  /** Every key that stands, for a backup. */
  *all(): Generator<SealKey> {
    for (const id of this.db.prepare('SELECT id FROM seal WHERE key IS NOT NULL').pluck().all() as string[])
      yield this.get(id) as SealKey;
  }
}
