import { createHash, randomBytes } from 'node:crypto';
import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { OperatorFeed } from '../../domain/charger.ts';
import { type Office, Rejection } from '../office.ts';
import type { Secrets } from './tcec-crypto.ts';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS charge_operator (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, secret TEXT NOT NULL, data_secret TEXT NOT NULL, data_iv TEXT NOT NULL,
  sig_secret TEXT NOT NULL, address TEXT, feed TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS charge_token (
  hash TEXT PRIMARY KEY, operator TEXT NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID;
`;

/** A token's life: the standard's own example; its limit is seven days. */
export const TOKEN_SECONDS = 7200;

export interface Operator extends Secrets {
  id: string;
  name: string;
  /** Where the office asks it, if it may. */
  address: string | null;
}

const Sixteen = z.string().refine((text) => Buffer.byteLength(text) === 16, 'must be 16 bytes');

/** What `admin operator` takes. */
export const OperatorInput = z.object({
  id: z.string().regex(/^[0-9A-Za-z]{1,20}$/, 'not an operator id'),
  name: z.string().trim().min(1).max(200),
  secret: z.string().min(1).max(200),
  dataSecret: Sixteen,
  dataIv: Sixteen,
  sigSecret: z.string().min(1).max(200),
  address: z.url({ protocol: /^https?$/ }).optional(),
});

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

/** Charging operators with their secrets. Never cached: a change is in force for the next request. */
export class Operators {
  private readonly db: Database.Database;

  constructor(db: Database.Database) {
    this.db = db;
    db.exec(SCHEMA);
  }

  get(id: string): Operator | null {
    const row = this.db
      .prepare(
        `SELECT id, name, secret, data_secret AS dataSecret, data_iv AS dataIv, sig_secret AS sigSecret, address
         FROM charge_operator WHERE id = ?`,
      )
      .get(id) as Operator | undefined;
    return row ?? null;
  }

  withAddress(): Operator[] {
    const rows = this.db
      .prepare('SELECT id FROM charge_operator WHERE address IS NOT NULL ORDER BY id')
      .all() as { id: string }[];
    return rows.map(({ id }) => this.get(id)!);
  }

  put(operator: z.infer<typeof OperatorInput>): void {
    this.db
      .prepare(
        `INSERT INTO charge_operator (id, name, secret, data_secret, data_iv, sig_secret, address)
         VALUES (@id, @name, @secret, @dataSecret, @dataIv, @sigSecret, @address)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, secret = excluded.secret,
           data_secret = excluded.data_secret, data_iv = excluded.data_iv, sig_secret = excluded.sig_secret,
           address = excluded.address`,
      )
      .run({ ...operator, address: operator.address ?? null });
  }

  issueToken(operator: string, now: number): string {
    const token = randomBytes(32).toString('hex');
    this.db.prepare('DELETE FROM charge_token WHERE until < ?').run(now);
    this.db
      .prepare('INSERT INTO charge_token (hash, operator, until) VALUES (?, ?, ?)')
      .run(digest(token), operator, now + TOKEN_SECONDS * 1000);
    return token;
  }

  holdsToken(operator: string, token: string | null, now: number): boolean {
    if (token === null) return false;
    const row = this.db
      .prepare('SELECT operator, until FROM charge_token WHERE hash = ?')
      .get(digest(token)) as { operator: string; until: number } | undefined;
    return row !== undefined && row.operator === operator && row.until >= now;
  }

  feed(id: string): OperatorFeed | null {
    const row = this.db.prepare('SELECT feed FROM charge_operator WHERE id = ?').get(id) as
      | { feed: string | null }
      | undefined;
    return row?.feed ? (JSON.parse(row.feed) as OperatorFeed) : null;
  }

  setFeed(id: string, feed: OperatorFeed): void {
    this.db.prepare('UPDATE charge_operator SET feed = ? WHERE id = ?').run(JSON.stringify(feed), id);
  }
}

/** Makes or changes a charging operator; its name goes into `registry`, its secrets do not. */
export function putOperator(office: Office, input: z.infer<typeof OperatorInput>): { operator: string } {
  if (new URL(input.address ?? 'http://x').username)
    throw new Rejection(400, 'the address must not carry a name or password');
  office.replica.write(() => {
    const operators = new Operators(office.replica.db);
    const before = operators.get(input.id);
    operators.put(input);
    if (before?.name !== input.name)
      office.record('registry', 'operator.registered', input.id, { operator: input.id, name: input.name });
  });
  return { operator: input.id };
}
