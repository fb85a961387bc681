import type Database from 'better-sqlite3';
import { endOfDay, startOfDay } from '../../domain/day.ts';
import { carriedIn } from '../../domain/gate.ts';
import type { Passage } from '../../domain/passage.ts';
import { packPassage, unpackPassage } from './fact.ts';

/**
 * What the gates sent, in the office's own file beside its documents. Passages are facts: kept as they came.
 * gate_passage holds the record of each id that counts; gate_beside what stands beside: superseded revisions, and what
 * came after the day was closed.
 */
export const GATE_TABLES = `
-- Enterprises by a small number, which stands in every passage and both of its indexes.
CREATE TABLE IF NOT EXISTS gate_enterprise (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS gate_passage (
  n INTEGER PRIMARY KEY, enterprise INTEGER NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL,
  at INTEGER NOT NULL, arrived INTEGER NOT NULL, fact TEXT NOT NULL, UNIQUE (enterprise, id));
CREATE INDEX IF NOT EXISTS gate_passage_at ON gate_passage (enterprise, at);
CREATE TABLE IF NOT EXISTS gate_beside (
  enterprise TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, day TEXT NOT NULL, why TEXT NOT NULL,
  arrived INTEGER NOT NULL, record TEXT NOT NULL, PRIMARY KEY (enterprise, id, revision)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS gate_refused (
  enterprise TEXT NOT NULL, day TEXT NOT NULL, digest TEXT NOT NULL, field TEXT NOT NULL, reason TEXT NOT NULL,
  arrived INTEGER NOT NULL, raw TEXT NOT NULL, PRIMARY KEY (enterprise, day, digest)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS gate_declared (
  enterprise TEXT NOT NULL, day TEXT NOT NULL, gate TEXT NOT NULL, declared INTEGER NOT NULL,
  PRIMARY KEY (enterprise, day, gate)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS gate_heartbeat (
  enterprise TEXT NOT NULL, day TEXT NOT NULL, gate TEXT NOT NULL, at INTEGER NOT NULL, cameras INTEGER,
  queued INTEGER, PRIMARY KEY (enterprise, day, gate)) WITHOUT ROWID;
-- An enterprise's day: seq rises with each request that touches it, published follows once the gauge has it.
CREATE TABLE IF NOT EXISTS gate_day (
  day TEXT NOT NULL, enterprise TEXT NOT NULL, seq INTEGER NOT NULL, published INTEGER NOT NULL DEFAULT 0,
  refused INTEGER NOT NULL DEFAULT 0, corrections INTEGER NOT NULL DEFAULT 0, frozen INTEGER NOT NULL DEFAULT 0,
  detail TEXT, detailed INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (day, enterprise)) WITHOUT ROWID;
-- Detail files that are being written or removed: after a crash those that no day names are removed.
CREATE TABLE IF NOT EXISTS gate_file (hash TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS gate_day_detail ON gate_day (detail) WHERE detail IS NOT NULL;
CREATE INDEX IF NOT EXISTS gate_day_waiting ON gate_day (day) WHERE published < seq OR detailed < seq;
-- Days whose passages were kept through until and are deleted. Rows follow once the next day needs none of them.
CREATE TABLE IF NOT EXISTS gate_over (
  day TEXT NOT NULL, enterprise TEXT NOT NULL, until TEXT NOT NULL, purged INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (day, enterprise)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS gate_over_left ON gate_over (day) WHERE purged = 0;
`;

export interface GateDayRow {
  seq: number;
  published: number;
  refused: number;
  corrections: number;
  /** 1 once the gauge holds the counts of a day that the office has closed: they are not counted again. */
  frozen: number;
  /** Hash of the detail file, and the seq that it holds. */
  detail: string | null;
  detailed: number;
}

type Row = Record<string, unknown>;

/** Longest text of a refused record that is kept for export. */
const RAW_MAX = 4096;

/** What was there before midnight is read in steps of this. */
const STEP_MS = 10 * 60_000;

export class Passages {
  private readonly numbers = new Map<string, number>();
  private readonly putEnterprise: Database.Statement;
  private readonly numberOf: Database.Statement;
  private readonly insert: Database.Statement;
  private readonly revisionOf: Database.Statement;
  private readonly highestBeside: Database.Statement;
  private readonly putAside: Database.Statement;
  private readonly besideNew: Database.Statement;
  private readonly replace: Database.Statement;
  private readonly putRefused: Database.Statement;
  private readonly touchDay: Database.Statement;
  private readonly hasDay: Database.Statement;
  private readonly between: Database.Statement;
  private readonly before: Database.Statement;
  private readonly dayRow: Database.Statement;
  private readonly overUntil: Database.Statement;
  /** Enterprises with anything beside: most have nothing, and need no look. */
  private readonly withBeside: Set<string>;

  constructor(db: Database.Database) {
    db.exec(GATE_TABLES);
    // 16 MB of log before it is folded into the file: a full request is 1 MB, and each fold waits for the disk twice.
    db.pragma('wal_autocheckpoint = 4000');
    this.putEnterprise = db.prepare('INSERT INTO gate_enterprise (id) VALUES (?) ON CONFLICT DO NOTHING');
    this.numberOf = db.prepare('SELECT n FROM gate_enterprise WHERE id = ?').pluck();
    this.insert = db.prepare(
      'INSERT INTO gate_passage (enterprise, id, revision, at, arrived, fact) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    );
    this.revisionOf = db.prepare('SELECT revision, at FROM gate_passage WHERE enterprise = ? AND id = ?');
    this.highestBeside = db
      .prepare('SELECT max(revision) FROM gate_beside WHERE enterprise = ? AND id = ?')
      .pluck();
    this.putAside = db.prepare(
      `INSERT INTO gate_beside (enterprise, id, revision, day, why, arrived, record)
       SELECT ?, id, revision, ?, 'superseded', arrived, fact FROM gate_passage WHERE enterprise = ? AND id = ?`,
    );
    this.besideNew = db.prepare(
      'INSERT INTO gate_beside (enterprise, id, revision, day, why, arrived, record) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    );
    this.replace = db.prepare(
      'UPDATE gate_passage SET revision = ?, at = ?, arrived = ?, fact = ? WHERE enterprise = ? AND id = ?',
    );
    this.putRefused = db.prepare(
      'INSERT INTO gate_refused (enterprise, day, digest, field, reason, arrived, raw) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    );
    this.touchDay = db.prepare(
      `INSERT INTO gate_day (day, enterprise, seq, refused, corrections) VALUES (?, ?, 1, ?, ?)
       ON CONFLICT DO UPDATE SET seq = seq + 1, refused = refused + excluded.refused,
       corrections = corrections + excluded.corrections`,
    );
    this.hasDay = db.prepare('SELECT 1 FROM gate_day WHERE day = ? AND enterprise = ?').pluck();
    this.between = db
      .prepare('SELECT id, revision, at, fact FROM gate_passage WHERE enterprise = ? AND at >= ? AND at < ?')
      .raw();
    this.before = db.prepare('SELECT 1 FROM gate_passage WHERE enterprise = ? AND at < ? LIMIT 1').pluck();
    this.withBeside = new Set(
      db.prepare('SELECT DISTINCT enterprise FROM gate_beside').pluck().all() as string[],
    );
    this.dayRow = db.prepare('SELECT * FROM gate_day WHERE day = ? AND enterprise = ?');
    this.overUntil = db.prepare('SELECT until FROM gate_over WHERE day = ? AND enterprise = ?').pluck();
  }

  /** After a transaction that was rolled back: numbers that were given in it are nobody's again. */
  forget(): void {
    this.numbers.clear();
  }

  private number(enterprise: string): number {
    let n = this.numbers.get(enterprise);
    if (n === undefined) {
      this.putEnterprise.run(enterprise);
      n = this.numberOf.get(enterprise) as number;
      this.numbers.set(enterprise, n);
    }
    return n;
  }

  /** A passage that was not here: the quick way, taken by nearly all. False where its id is known. */
  add(passage: Passage, row: Row, arrived: number): boolean {
    const { enterprise, id, revision, at } = passage;
    const fact = packPassage(passage, row);
    return this.insert.run(this.number(enterprise), id, revision, at, arrived, fact).changes > 0;
  }

  /** The record that counts for an id; null where there is none. */
  standing({ enterprise, id }: Passage): { revision: number; at: number } | null {
    return (
      (this.revisionOf.get(this.number(enterprise), id) as { revision: number; at: number } | undefined) ??
      null
    );
  }

  /** The highest revision of an id that stands beside; -1 where none does. */
  aside({ enterprise, id }: Passage): number {
    if (!this.withBeside.has(enterprise)) return -1;
    return (this.highestBeside.get(enterprise, id) as number | null) ?? -1;
  }

  /** A higher revision takes the place of the one that counted, which is kept beside. */
  supersede(passage: Passage, row: Row, arrived: number, oldDay: string): void {
    const { enterprise, id, revision, at } = passage;
    const n = this.number(enterprise);
    this.withBeside.add(enterprise);
    this.putAside.run(enterprise, oldDay, n, id);
    this.replace.run(revision, at, arrived, packPassage(passage, row), n, id);
  }

  /** Keeps what came after `day` was closed. False where it stood beside already. */
  correct(
    of: { enterprise: string; id: string; revision: number },
    day: string,
    raw: string,
    arrived: number,
    why: 'late' | 'declared' = 'late',
  ): boolean {
    this.withBeside.add(of.enterprise);
    return this.besideNew.run(of.enterprise, of.id, of.revision, day, why, arrived, raw).changes > 0;
  }

  /** Keeps a refused record once, so that a repeated request is not counted twice. True where it is new. */
  refuse(
    enterprise: string,
    day: string,
    digest: string,
    fault: { field: string; reason: string },
    raw: string,
    arrived: number,
  ): boolean {
    const kept = raw.slice(0, RAW_MAX);
    return this.putRefused.run(enterprise, day, digest, fault.field, fault.reason, arrived, kept).changes > 0;
  }

  /** Marks an enterprise's day for publishing, in the transaction of what changed it. */
  touch(enterprise: string, day: string, refused = 0, corrections = 0): void {
    this.touchDay.run(day, enterprise, refused, corrections);
  }

  /** Whether anything was ever taken in for that day. */
  knows(enterprise: string, day: string): boolean {
    return this.hasDay.get(day, enterprise) !== undefined;
  }

  /** The last day on which that day's passages were kept, where they are deleted; else null. */
  over(enterprise: string, day: string): string | null {
    return (this.overUntil.get(day, enterprise) as string | undefined) ?? null;
  }

  day(enterprise: string, day: string): GateDayRow {
    const row = this.dayRow.get(day, enterprise) as GateDayRow | undefined;
    if (!row) throw new Error(`${enterprise} ${day}: nothing was taken in`);
    return row;
  }

  /** The day's passages, and of those before it the ones that the window carries over midnight. */
  ofDay(enterprise: string, day: string): Passage[] {
    const start = startOfDay(day);
    return [...this.carried(enterprise, day, start), ...this.read(enterprise, start, endOfDay(day))];
  }

  private carried(enterprise: string, day: string, start: number): Passage[] {
    for (let reach = STEP_MS; ; reach *= 2) {
      const carried = carriedIn(this.read(enterprise, start - reach, start), { day });
      const first = carried[0];
      // A chain that begins well inside what was read is whole.
      if (!first || first.at > start - reach + STEP_MS / 2) return carried;
      if (this.before.get(this.number(enterprise), start - reach) === undefined) return carried;
    }
  }

  private read(enterprise: string, from: number, to: number): Passage[] {
    const rows = this.between.all(this.number(enterprise), from, to) as [string, number, number, string][];
    const facts = JSON.parse(`[${rows.map((row) => row[3]).join(',')}]`) as unknown[];
    return rows.map(([id, revision, at], index) =>
      unpackPassage({ enterprise, id, revision, at }, facts[index]),
    );
  }
}
