import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Entry } from '../domain/ledger/entry.ts';
import { fingerprint } from '../domain/ledger/trust.ts';
import { parsePost } from '../domain/post.ts';
import { nodeCrypto } from '../replica/crypto.ts';
import { type Office, Rejection } from './office.ts';

/** A person's one-time enrolment codes. A code carries the office key's fingerprint: `<fingerprint>.<secret>`. */
const SCHEMA = `CREATE TABLE IF NOT EXISTS enrolment (
  hash TEXT PRIMARY KEY, person TEXT NOT NULL, name TEXT NOT NULL, unit TEXT NOT NULL, post TEXT NOT NULL,
  used INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID`;

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

const Enrolment = z.object({
  code: z.string().min(1).max(200),
  alg: z.literal('Ed25519'),
  publicKey: z.string().regex(/^[A-Za-z0-9_-]{40,120}$/),
  device: z.string().min(1).max(64),
});

interface Row {
  hash: string;
  person: string;
  name: string;
  unit: string;
  post: string;
  used: number;
}

export class People {
  private readonly office: Office;

  constructor(office: Office) {
    this.office = office;
    office.replica.db.exec(SCHEMA);
  }

  /** Appoints a person, or gives one that is there another device's code. */
  invite(person: { name: string; unit: string; post: string }): { person: string; code: string } {
    if (!parsePost(person.post)) throw new Rejection(400, `${person.post}: no such post`);
    const { replica } = this.office;
    const known = replica
      .entries('registry')
      .find(
        (entry) =>
          entry.kind === 'person.appointed' &&
          ['name', 'unit', 'post'].every((key) => entry.body[key] === person[key as 'name']),
      );
    const id = known?.subject ?? `p-${randomBytes(6).toString('hex')}`;
    const code = `${this.office.key.fingerprint}.${randomBytes(15).toString('base64url')}`;
    replica.write(() => {
      if (!known) this.office.record('registry', 'person.appointed', id, { person: id, ...person });
      replica.db
        .prepare('INSERT INTO enrolment (hash, person, name, unit, post) VALUES (?, ?, ?, ?, ?)')
        .run(digest(code), id, person.name, person.unit, person.post);
    });
    return { person: id, code };
  }

  /** A device brings its public key and a code; it is certified by the office key and given its own token. */
  enrol(value: unknown): {
    token: string;
    person: string;
    name: string;
    unit: string;
    post: string;
    certificate: Entry;
    office: Entry;
  } {
    const parsed = Enrolment.safeParse(value);
    if (!parsed.success) throw new Rejection(400, parsed.error.issues[0]?.message ?? 'not an enrolment');
    const { code, alg, publicKey, device } = parsed.data;
    const { replica, tokens } = this.office;
    return replica.write(() => {
      const row = replica.db.prepare('SELECT * FROM enrolment WHERE hash = ?').get(digest(code)) as
        | Row
        | undefined;
      if (!row) throw new Rejection(403, 'this code is not known here');
      if (row.used) throw new Rejection(403, 'this code was used already');
      replica.db.prepare('UPDATE enrolment SET used = 1 WHERE hash = ?').run(row.hash);
      const { person, name, unit, post } = row;
      const key = fingerprint(nodeCrypto, publicKey);
      const body = { key, alg, publicKey, person, name, unit, post, roles: [post], device };
      const certificate = this.office.certify('key.certified', key, body);
      const token = tokens.issue({ name: person, role: post, person, device, enterprises: [] });
      const office = replica.entries('registry').find((entry) => entry.kind === 'key.office')!;
      return { token, person, name, unit, post, certificate, office };
    });
  }

  /** Takes a person's keys and tokens away. In force at once here, and everywhere from its receipt. */
  revoke(person: string): { keys: number; tokens: number } {
    const { replica, tokens } = this.office;
    return replica.write(() => {
      const keys = replica
        .entries('registry')
        .filter((entry) => entry.kind === 'key.certified' && entry.body.person === person)
        .map((entry) => String(entry.body.key));
      const count = tokens.revokePerson(person);
      if (!keys.length && !count) throw new Rejection(404, `${person}: no such person, or nothing to revoke`);
      for (const key of keys) this.office.certify('key.revoked', key, { key, person });
      return { keys: keys.length, tokens: count };
    });
  }
}
