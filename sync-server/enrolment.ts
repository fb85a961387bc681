import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { isoShanghai } from '../domain/day.ts';
import { CLOCK_APART_MS, type EnrolmentRefusal, enrolmentText } from '../domain/enrolment.ts';
import type { Entry } from '../domain/ledger/entry.ts';
import { fingerprint } from '../domain/ledger/signature.ts';
import type { Person } from '../domain/person.ts';
import { nodeCrypto } from '../replica/crypto.ts';
import { type Office, Rejection } from './office.ts';

/** A person's one-time enrolment codes. A code carries the office key's fingerprint: `<fingerprint>.<secret>`. */
const SCHEMA = `CREATE TABLE IF NOT EXISTS enrolment (
  hash TEXT PRIMARY KEY, person TEXT NOT NULL, name TEXT NOT NULL, unit TEXT NOT NULL, post TEXT NOT NULL,
  used INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID`;

/**
 * How long a code is good for, until when the key holds that it certifies (null without end), who gave it out and when,
 * whether it was taken back, and the key that used it. Times in epoch ms, `until` ISO.
 */
const MORE = {
  ...{ expires: 'INTEGER', until: 'TEXT', issued: 'INTEGER', issuer: 'TEXT' },
  ...{ back: 'INTEGER NOT NULL DEFAULT 0', key: 'TEXT' },
};

/** A code that nobody used for so long is good for nothing. */
const CODE_MS = 7 * 86_400_000;

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

/** What names a code without being one. */
const idOf = (hash: string) => hash.slice(0, 16);

const Request = z.object({
  code: z.string().min(1).max(200),
  alg: z.literal('Ed25519'),
  publicKey: z.string().regex(/^[A-Za-z0-9_-]{40,120}$/),
  device: z.string().min(1).max(64),
  /** The new key's signature (domain/enrolment.ts): who brings it may ask again for an answer that was lost. */
  proof: z.string().max(200).optional(),
  /** The device's clock, epoch ms, where it asks for that to be looked at. */
  now: z.number().optional(),
});
type Request = z.infer<typeof Request>;

interface Row {
  hash: string;
  person: string;
  name: string;
  unit: string;
  post: string;
  used: number;
  expires: number | null;
  until: string | null;
  issued: number | null;
  issuer: string | null;
  back: number;
  key: string | null;
}

export interface Invitation {
  person: string;
  /** Shown once. */
  code: string;
  expires: string;
}

export interface Enrolled {
  token: string;
  person: string;
  name: string;
  unit: string;
  post: string;
  certificate: Entry;
  office: Entry;
}

const refused = (code: EnrolmentRefusal, message: string, more: Record<string, unknown> = {}) =>
  new Rejection(403, message, { code, ...more });

/** A code that was given out and not yet used. */
export interface Unused {
  id: string;
  person: string;
  name: string;
  post: string;
  /** Null for one of before it was written down; `by` from the office's own command line. */
  issued: string | null;
  by: string | null;
  expires: string | null;
}

/** Codes given out, and the devices that come with them. */
export class Enrolment {
  private readonly office: Office;
  private readonly find: (person: string) => Person | undefined;

  constructor(office: Office, find: (person: string) => Person | undefined) {
    this.office = office;
    this.find = find;
    const { db } = office.replica;
    db.exec(SCHEMA);
    const there = new Set((db.pragma('table_info(enrolment)') as { name: string }[]).map(({ name }) => name));
    for (const [name, type] of Object.entries(MORE))
      if (!there.has(name)) db.exec(`ALTER TABLE enrolment ADD COLUMN ${name} ${type}`);
  }

  /** `issuer`: the administrator who gives it out; null from the office's own command line. */
  issue(
    { id, name, unit, post }: Pick<Person, 'id' | 'name' | 'unit' | 'post'>,
    issuer: string | null,
    until?: string,
  ): Invitation {
    const { replica, key, now } = this.office;
    const code = `${key.fingerprint}.${randomBytes(15).toString('base64url')}`;
    const expires = now() + CODE_MS;
    replica.db
      .prepare(
        `INSERT INTO enrolment (hash, person, name, unit, post, expires, until, issued, issuer)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(digest(code), id, name, unit, post, expires, until ?? null, now(), issuer);
    return { person: id, code, expires: isoShanghai(expires) };
  }

  /** Codes that somebody could still use, those that end first before the others. */
  unused(): Unused[] {
    const { replica, now } = this.office;
    const rows = replica.db
      .prepare(
        `SELECT * FROM enrolment WHERE used = 0 AND back = 0 AND (expires IS NULL OR expires >= ?)
         ORDER BY expires, hash`,
      )
      .all(now()) as Row[];
    const time = (ms: number | null) => (ms === null ? null : isoShanghai(ms));
    return rows.map(({ hash, person, name, post, issued, issuer, expires }) => ({
      ...{ id: idOf(hash), person, name, post, by: issuer },
      ...{ issued: time(issued), expires: time(expires) },
    }));
  }

  /** From now on a code is good for nothing. @throws {Rejection} 404, 409 where it was used before */
  takeBack(id: string): void {
    const { db } = this.office.replica;
    const row = db.prepare('SELECT * FROM enrolment WHERE substr(hash, 1, 16) = ?').get(id) as
      | Row
      | undefined;
    if (!row) throw new Rejection(404, `${id}: no such code`);
    if (row.used) throw new Rejection(409, 'this code was used already: revoke the key instead');
    db.prepare('UPDATE enrolment SET back = 1 WHERE hash = ?').run(row.hash);
  }

  /** A device brings its public key and a code; it is certified by the office key and given its own token. */
  take(value: unknown): Enrolled {
    const parsed = Request.safeParse(value);
    if (!parsed.success) throw new Rejection(400, parsed.error.issues[0]?.message ?? 'not an enrolment');
    const request = parsed.data;
    const { replica } = this.office;
    return replica.write(() => {
      const row = replica.db.prepare('SELECT * FROM enrolment WHERE hash = ?').get(digest(request.code)) as
        | Row
        | undefined;
      const key = fingerprint(nodeCrypto, request.publicKey);
      if (row && this.isRepeat(row, key, request)) return this.answerAgain(row, key, request);
      this.check(row, request);
      return this.certify(row!, key, request);
    });
  }

  /** @throws {Rejection} 403 with the reason in a word; nothing is used up by it. */
  private check(row: Row | undefined, { code, now }: Request): void {
    const { office } = this;
    if (!code.startsWith(`${office.key.fingerprint}.`))
      throw refused('other_office', 'this code is not known here: it is of another office key');
    if (!row) throw refused('unknown_code', 'this code is not known here');
    if (row.used) throw refused('used', 'this code was used already');
    if (row.back) throw refused('taken_back', 'this code was taken back: ask for another');
    if (row.expires !== null && row.expires < office.now())
      throw refused('expired', `this code was good until ${isoShanghai(row.expires)}: ask for another`);
    const person = this.find(row.person);
    if (person?.left) throw refused('left', `${row.name} has left the post`);
    if (person && person.post !== row.post)
      throw refused('changed', `${row.name} has another post since: ask for another code`);
    const ahead = now === undefined ? 0 : now - office.now();
    if (Math.abs(ahead) > CLOCK_APART_MS) {
      const minutes = Math.round(ahead / 60_000);
      throw refused('clock', `the device's clock is ${minutes} minutes from the office's: set it`, {
        record: String(minutes),
      });
    }
  }

  private certify(row: Row, key: string, { alg, publicKey, device }: Request): Enrolled {
    const { replica } = this.office;
    replica.db.prepare('UPDATE enrolment SET used = 1, key = ? WHERE hash = ?').run(key, row.hash);
    const { person, name, unit, post, until } = row;
    const body = { key, alg, publicKey, person, name, unit, post, roles: [post], device };
    const certificate = this.office.certify('key.certified', key, { ...body, ...(until && { until }) });
    return this.answer(row, certificate, device);
  }

  /** The same device with the same key, whose answer was lost on the way, or the device killed before it was kept. */
  private isRepeat(row: Row, key: string, { proof, ...request }: Request): boolean {
    return (
      row.used === 1 &&
      row.key === key &&
      proof !== undefined &&
      nodeCrypto.verify(request.alg, request.publicKey, enrolmentText(request), proof)
    );
  }

  private answerAgain(row: Row, key: string, { device }: Request): Enrolled {
    const trust = this.office.receipts.trust();
    if (trust.revoked.has(key)) throw refused('used', 'this code was used already, and its key is revoked');
    const certificate = this.office.replica
      .entries('registry')
      .find(({ kind, subject }) => kind === 'key.certified' && subject === key)!;
    this.office.tokens.revokeDevice(row.person, device);
    return this.answer(row, certificate, device);
  }

  private answer({ person, name, unit, post }: Row, certificate: Entry, device: string): Enrolled {
    const { replica, tokens, key } = this.office;
    const token = tokens.issue({ name: person, role: post, person, device, enterprises: [] });
    // The newest word of the office key that the code's fingerprint means: it names the keys before it.
    const office = replica
      .entries('registry')
      .findLast(({ kind, body }) => kind === 'key.office' && body.key === key.id)!;
    return { token, person, name, unit, post, certificate, office };
  }
}
