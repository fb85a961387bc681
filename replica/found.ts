import type Database from 'better-sqlite3';
import type { End, Marks, Receipt, Step } from '../domain/ledger/chain.ts';
import type { Entry } from '../domain/ledger/entry.ts';
import { type Checked, hashOf } from '../domain/ledger/signature.ts';
import { CheckedInMemory, nodeCrypto } from './crypto.ts';

/** More good signatures than this are not remembered in the file: it begins anew. */
const MOST_CHECKED = 1_000_000;

/** Signatures found good, in this replica's file once `keep` wrote them; bad ones are remembered by the process alone. */
export class CheckedInFile implements Checked {
  private readonly memory = new CheckedInMemory();
  private readonly fresh = new Set<string>();
  private readonly one: Database.Statement;
  private readonly insert: Database.Statement;
  private readonly count: Database.Statement;
  private readonly db: Database.Database;

  constructor(db: Database.Database) {
    this.db = db;
    this.one = db.prepare('SELECT 1 FROM checked WHERE what = ?').pluck();
    this.insert = db.prepare('INSERT OR IGNORE INTO checked (what) VALUES (?)');
    this.count = db.prepare('SELECT count(*) FROM checked').pluck();
  }

  get(what: string): boolean | undefined {
    const known = this.memory.get(what);
    if (known !== undefined || this.one.get(Buffer.from(what, 'hex')) === undefined) return known;
    this.memory.set(what, true);
    return true;
  }

  set(what: string, good: boolean): void {
    this.memory.set(what, good);
    if (good) this.fresh.add(what);
  }

  get waiting(): number {
    return this.fresh.size;
  }

  /** Inside the caller's transaction. */
  keep(): void {
    if ((this.count.get() as number) > MOST_CHECKED) this.db.exec('DELETE FROM checked');
    for (const what of this.fresh) this.insert.run(Buffer.from(what, 'hex'));
    this.fresh.clear();
  }
}

/** Receipts of the chain, in this replica's file up to where `keep` wrote them; what came since is in memory. */
export class MarksInFile implements Marks {
  private readonly fresh = new Map<number, Step>();
  private readonly freshOf = new Map<string, Receipt>();
  /** False: what the file holds is of another chain. */
  private filed = true;
  private readonly receipt: (id: string) => Entry | null;
  private readonly one: Database.Statement;
  private readonly insert: Database.Statement;
  private readonly db: Database.Database;

  /** `receipt`: the entry of a receipt, by its id. */
  constructor(db: Database.Database, receipt: (id: string) => Entry | null) {
    this.db = db;
    this.receipt = receipt;
    this.one = db.prepare(
      'SELECT id, hash, received FROM mark WHERE entry = ? AND document = ? ORDER BY seq LIMIT 1',
    );
    this.insert = db.prepare(
      'INSERT INTO mark (seq, id, hash, document, entry, received) VALUES (?, ?, ?, ?, ?, ?)',
    );
  }

  private row(place: string): { id: string; hash: string; received: string } | undefined {
    if (!this.filed) return undefined;
    const end = place.indexOf('\n');
    return this.one.get(place.slice(end + 1), place.slice(0, end)) as ReturnType<typeof this.row>;
  }

  has(place: string): boolean {
    return this.freshOf.has(place) || this.row(place) !== undefined;
  }

  get(place: string): Receipt | undefined {
    const row = this.row(place);
    if (!row) return this.freshOf.get(place);
    const entry = this.receipt(row.id);
    if (!entry || hashOf(entry, nodeCrypto) !== row.hash) return undefined;
    return { id: row.id, ...(entry.body as unknown as Omit<Receipt, 'id'>), receivedAt: row.received };
  }

  add(steps: readonly Step[]): void {
    for (const step of steps) {
      const { seq, document, entry } = step.receipt;
      this.fresh.set(seq, step);
      const place = `${document}\n${entry}`;
      if (!this.freshOf.has(place)) this.freshOf.set(place, step.receipt);
    }
  }

  /** `filed`: goes on from the file; else what that holds counts no more. */
  begin(filed: boolean): void {
    this.filed = filed;
    this.fresh.clear();
    this.freshOf.clear();
  }

  get waiting(): number {
    return this.fresh.size;
  }

  /** Inside the caller's transaction. */
  keep(): void {
    if (!this.filed) this.db.exec('DELETE FROM mark');
    for (const [seq, { receipt, hash }] of this.fresh)
      this.insert.run(seq, receipt.id, hash, receipt.document, receipt.entry, receipt.receivedAt);
    this.begin(true);
  }
}

/** How far the chain in the file goes, what it stands on, and the newest row looked at. */
export interface Kept {
  end: End;
  ground: string;
  row: number;
}
