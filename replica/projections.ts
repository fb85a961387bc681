import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { type Fold, readable } from '../domain/fold.ts';
import type { Json } from '../domain/ledger/canonical.ts';
import { byClock, type Entry, SCHEMA } from '../domain/ledger/entry.ts';
import { dropProjections } from './database.ts';
import { type Doc, familyOf } from './documents.ts';
import { readContent } from './structs.ts';

/** A subject whose words hold a text. */
export interface Found {
  noun: string;
  doc: string;
  subject: string;
  /** Its words, one a line. */
  text: string;
}

/** Upper case and the width of letters do not matter to who looks for something. */
const findable = (text: string) => text.normalize('NFKC').toUpperCase();

/** What is shown, made from what is stored: states by subject from ledgers, current values from gauges. */
export class Projections {
  readonly version: string;
  private readonly db: Database.Database;
  private readonly folds: Fold[];
  private touched = new Map<string, { fold: Fold; doc: Doc; subject: string }>();
  private readonly addPart: Database.Statement;
  private readonly dropPart: Database.Statement;
  private readonly parts: Database.Statement;
  private readonly putState: Database.Statement;
  private readonly dropState: Database.Statement;
  private readonly putWords: Database.Statement;
  private readonly dropWords: Database.Statement;
  private readonly withWord: Database.Statement;
  private readonly wordsOf: Database.Statement;
  private readonly putGauge: Database.Statement;
  private readonly dropGauge: Database.Statement;
  private readonly gauges: Database.Statement;
  private readonly all: Database.Statement;
  private readonly inDoc: Database.Statement;
  private readonly one: Database.Statement;
  private readonly running: Database.Statement;

  constructor(db: Database.Database, folds: Fold[]) {
    this.db = db;
    this.folds = folds;
    this.version = folds.map((fold) => `${fold.noun}:${fold.version}`).join(' ');
    this.addPart = db.prepare('INSERT OR IGNORE INTO part (noun, doc, subject, n) VALUES (?, ?, ?, ?)');
    this.dropPart = db.prepare('DELETE FROM part WHERE noun = ? AND doc = ? AND subject = ? AND n = ?');
    this.parts = db.prepare(
      'SELECT e.content FROM part p JOIN entry e ON e.n = p.n WHERE p.noun = ? AND p.doc = ? AND p.subject = ?',
    );
    this.putState = db.prepare(
      'INSERT INTO state (noun, doc, subject, json) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET json = excluded.json',
    );
    this.dropState = db.prepare('DELETE FROM state WHERE noun = ? AND doc = ? AND subject = ?');
    this.putWords = db.prepare(
      'INSERT OR REPLACE INTO word (noun, doc, subject, text, key) VALUES (?, ?, ?, ?, ?)',
    );
    this.dropWords = db.prepare('DELETE FROM word WHERE noun = ? AND doc = ? AND subject = ?');
    this.wordsOf = db.prepare('SELECT noun, subject, text FROM word WHERE doc = ? ORDER BY noun, subject');
    this.withWord = db.prepare(
      `SELECT noun, subject, text FROM word WHERE noun = ? AND doc = ? AND instr(coalesce(key, text), ?) > 0
       ORDER BY subject DESC LIMIT ?`,
    );
    this.putGauge = db.prepare(
      'INSERT INTO gauge (doc, key, json) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET json = excluded.json',
    );
    this.dropGauge = db.prepare('DELETE FROM gauge WHERE doc = ? AND key = ?');
    this.gauges = db.prepare('SELECT key, json FROM gauge WHERE doc = ?');
    this.all = db.prepare('SELECT json FROM state WHERE noun = ? ORDER BY doc, subject');
    this.inDoc = db.prepare('SELECT subject, json FROM state WHERE noun = ? AND doc = ? ORDER BY subject');
    this.running = db.prepare(
      "SELECT d.name AS doc, s.json FROM state s INDEXED BY state_running JOIN doc d ON d.n = s.doc WHERE s.noun = ? AND json_extract(s.json, '$.ended') = 0 ORDER BY s.doc, s.subject",
    );
    this.one = db.prepare('SELECT json FROM state WHERE noun = ? AND doc = ? AND subject = ?');
  }

  drop(): void {
    dropProjections(this.db);
    this.forget();
  }

  /** After a rollback: nothing is waiting to be folded. */
  forget(): void {
    this.touched = new Map();
  }

  /** Notes that an entry, row `n`, belongs to its subjects, which `fold` then folds. */
  touch(doc: Doc, entry: Entry, n: number): void {
    const of = familyOf(doc.name);
    for (const fold of this.folds) {
      if (fold.family !== of || entry.v > SCHEMA || !fold.takes(entry.kind)) continue;
      const subject = fold.subject(entry);
      this.addPart.run(fold.noun, doc.n, subject, n);
      this.touched.set(`${fold.noun}\n${doc.n}\n${subject}`, { fold, doc, subject });
    }
  }

  /** The entry of row `n` is no longer a fact: its subjects are folded without it. */
  untouch(doc: Doc, entry: Entry, n: number): void {
    const of = familyOf(doc.name);
    for (const fold of this.folds) {
      if (fold.family !== of || entry.v > SCHEMA || !fold.takes(entry.kind)) continue;
      const subject = fold.subject(entry);
      this.dropPart.run(fold.noun, doc.n, subject, n);
      this.touched.set(`${fold.noun}\n${doc.n}\n${subject}`, { fold, doc, subject });
    }
  }

  fold(): void {
    for (const { fold, doc, subject } of this.touched.values()) {
      const rows = this.parts.all(fold.noun, doc.n, subject) as { content: Buffer }[];
      const entries = readable(rows.map((row) => readContent(row.content) as Entry)).sort(byClock);
      const state = entries.length ? fold.fold(entries) : null;
      if (state === null) this.dropState.run(fold.noun, doc.n, subject);
      else this.putState.run(fold.noun, doc.n, subject, JSON.stringify(state));
      const words = state === null ? [] : (fold.words?.(state) ?? []).filter((word) => word);
      const text = words.join('\n');
      const key = findable(text);
      if (text) this.putWords.run(fold.noun, doc.n, subject, text, key === text ? null : key);
      else if (fold.words) this.dropWords.run(fold.noun, doc.n, subject);
    }
    this.forget();
  }

  setGauge(doc: number, key: string, value: unknown): void {
    if (value === undefined) this.dropGauge.run(doc, key);
    else this.putGauge.run(doc, key, JSON.stringify(value));
  }

  gauge(doc: number): Map<string, Json> {
    const rows = this.gauges.all(doc) as { key: string; json: string }[];
    return new Map(rows.map((row) => [row.key, JSON.parse(row.json) as Json]));
  }

  states<T>(noun: string): T[] {
    return (this.all.all(noun) as { json: string }[]).map((row) => JSON.parse(row.json) as T);
  }

  statesIn<T>(noun: string, doc: number): T[] {
    return (this.inDoc.all(noun, doc) as { json: string }[]).map((row) => JSON.parse(row.json) as T);
  }

  statesBySubject<T>(noun: string, doc: number): Map<string, T> {
    const rows = this.inDoc.all(noun, doc) as { subject: string; json: string }[];
    return new Map(rows.map((row) => [row.subject, JSON.parse(row.json) as T]));
  }

  *runningStates<T>(noun: string, except: ReadonlySet<string>): Generator<T> {
    for (const row of this.running.iterate(noun) as IterableIterator<{ doc: string; json: string }>)
      if (!except.has(row.doc)) yield JSON.parse(row.json) as T;
  }

  state<T>(noun: string, doc: number, subject: string): T | null {
    const row = this.one.get(noun, doc, subject) as { json: string } | undefined;
    return row ? (JSON.parse(row.json) as T) : null;
  }

  wordsIn(doc: number): Omit<Found, 'doc'>[] {
    return this.wordsOf.all(doc) as Omit<Found, 'doc'>[];
  }

  /** Of each noun the first so many whose words hold a text, document by document: a frequent noun hides no other. */
  found(text: string, most: number, docs: readonly Doc[]): Found[] {
    const asked = findable(text);
    return this.folds.flatMap(({ noun, family, words }) => {
      const found: Found[] = [];
      for (const { n, name } of words ? docs : []) {
        if (familyOf(name) !== family) continue;
        const rows = this.withWord.all(noun, n, asked, most - found.length) as Omit<Found, 'doc'>[];
        found.push(...rows.map((row) => ({ ...row, doc: name })));
        if (found.length >= most) break;
      }
      return found;
    });
  }

  digest(): string {
    const hash = createHash('sha256');
    const states =
      'SELECT d.name, s.noun, s.subject, s.json FROM state s JOIN doc d ON d.n = s.doc ORDER BY 1, 2, 3';
    for (const row of this.db.prepare(states).raw().iterate()) hash.update(JSON.stringify(row));
    const words =
      'SELECT d.name, w.noun, w.subject, w.text FROM word w JOIN doc d ON d.n = w.doc ORDER BY 1, 2, 3';
    for (const row of this.db.prepare(words).raw().iterate()) hash.update(JSON.stringify(row));
    const gauges = 'SELECT d.name, g.key, g.json FROM gauge g JOIN doc d ON d.n = g.doc ORDER BY 1, 2';
    for (const row of this.db.prepare(gauges).raw().iterate()) hash.update(JSON.stringify(row));
    return hash.digest('hex');
  }
}
