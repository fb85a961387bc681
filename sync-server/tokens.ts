import { createHash, randomBytes } from 'node:crypto';
import type Database from 'better-sqlite3';

/** Who a request or connection comes from, as its token says. */
export interface Caller {
  /** Id of the token. */
  token: string;
  /** The token's name, which stands as `by.person` of its entries where there is no person. */
  name: string;
  /** Post or role, as in CONTRACT.md: `office`, `leader:source`, `wall` … */
  role: string;
  person: string | null;
  device: string | null;
  /** Enterprises that an operator may post for. */
  enterprises: 'all' | string[];
}

interface Row {
  id: string;
  name: string;
  role: string;
  person: string | null;
  device: string | null;
  enterprises: string;
}

const SCHEMA = `CREATE TABLE IF NOT EXISTS token (
  id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, name TEXT NOT NULL, role TEXT NOT NULL, person TEXT, device TEXT,
  enterprises TEXT NOT NULL, revoked INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID`;

const digest = (secret: string) => createHash('sha256').update(secret).digest('hex');

/**
 * Tokens are kept as hashes. One carries the fingerprint of the office key, so that who is given it knows which
 * office to trust: `<fingerprint>.<secret>`.
 */
export class Tokens {
  private readonly db: Database.Database;
  private readonly fingerprint: () => string;
  private readonly cache = new Map<string, Caller | null>();
  private readonly listeners: ((tokens: ReadonlySet<string>) => void)[] = [];

  constructor(db: Database.Database, fingerprint: () => string) {
    this.db = db;
    this.fingerprint = fingerprint;
    db.exec(SCHEMA);
  }

  /** Makes a token; a second one of the same name is allowed, both are valid. */
  issue(of: Omit<Caller, 'token'>): string {
    const token = `${this.fingerprint()}.${randomBytes(24).toString('base64url')}`;
    this.db
      .prepare(
        'INSERT INTO token (id, hash, name, role, person, device, enterprises) VALUES (?, ?, ?, ?, ?, ?, ?)',
      )
      .run(
        randomBytes(9).toString('base64url'),
        digest(token),
        of.name,
        of.role,
        of.person,
        of.device,
        JSON.stringify(of.enterprises),
      );
    this.cache.clear();
    return token;
  }

  /** Null for a token that is unknown or revoked. */
  caller(token: string): Caller | null {
    const hash = digest(token);
    let caller = this.cache.get(hash);
    if (caller !== undefined) return caller;
    const row = this.db
      .prepare('SELECT id, name, role, person, device, enterprises FROM token WHERE hash = ? AND revoked = 0')
      .get(hash) as Row | undefined;
    caller = row
      ? {
          token: row.id,
          name: row.name,
          role: row.role,
          person: row.person,
          device: row.device,
          enterprises: JSON.parse(row.enterprises) as Caller['enterprises'],
        }
      : null;
    if (this.cache.size > 10_000) this.cache.clear();
    this.cache.set(hash, caller);
    return caller;
  }

  /** Hears of tokens that were taken away, by id: what they hold open is to be closed. */
  onRevoked(listener: (tokens: ReadonlySet<string>) => void): void {
    this.listeners.push(listener);
  }

  revokePerson(person: string): number {
    return this.revoke('person = ?', person);
  }

  /** The tokens that a person was given on one device. */
  revokeDevice(person: string, device: string): number {
    return this.revoke('person = ? AND device = ?', person, device);
  }

  private revoke(where: string, ...values: string[]): number {
    const ids = this.db
      .prepare(`UPDATE token SET revoked = 1 WHERE revoked = 0 AND ${where} RETURNING id`)
      .all(...values) as { id: string }[];
    this.cache.clear();
    const tokens = new Set(ids.map(({ id }) => id));
    if (tokens.size) for (const listener of this.listeners) listener(tokens);
    return tokens.size;
  }
}

/** The token of a request: `Authorization: Bearer …`. */
export function bearer(header: string | undefined): string | null {
  const match = /^Bearer\s+(\S+)$/i.exec(header ?? '');
  return match ? match[1]! : null;
}
