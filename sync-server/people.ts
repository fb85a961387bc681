import { createHash, randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { dayOf, isoShanghai } from '../domain/day.ts';
import { parseDocument } from '../domain/documents.ts';
import type { Entry } from '../domain/ledger/entry.ts';
import { fingerprint } from '../domain/ledger/signature.ts';
import { type UnitState, unitCalled } from '../domain/organisation.ts';
import { foldPeople, keptApart, type Person } from '../domain/person.ts';
import { type Paper, PaperKept, PaperRead, papersOf } from '../domain/personal-paper.ts';
import { mayRead, mayWrite, parsePost } from '../domain/post.ts';
import { nodeCrypto } from '../replica/crypto.ts';
import { callerOf, type Office, Rejection } from './office.ts';
import { noteReading } from './seals.ts';
import type { Caller } from './tokens.ts';

/** A person's one-time enrolment codes. A code carries the office key's fingerprint: `<fingerprint>.<secret>`. */
const SCHEMA = `CREATE TABLE IF NOT EXISTS enrolment (
  hash TEXT PRIMARY KEY, person TEXT NOT NULL, name TEXT NOT NULL, unit TEXT NOT NULL, post TEXT NOT NULL,
  used INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID`;

/** How long a code is good for, and until when the key holds that it certifies (epoch ms, ISO; null without end). */
const MORE = { expires: 'INTEGER', until: 'TEXT' };

/** A code that nobody used for so long is good for nothing. */
const CODE_MS = 7 * 86_400_000;

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
  expires: number | null;
  until: string | null;
}

export interface Invitation {
  person: string;
  /** Shown once. */
  code: string;
  expires: string;
}

export class People {
  private readonly office: Office;

  constructor(office: Office) {
    this.office = office;
    const { db } = office.replica;
    db.exec(SCHEMA);
    const there = new Set((db.pragma('table_info(enrolment)') as { name: string }[]).map(({ name }) => name));
    for (const [name, type] of Object.entries(MORE))
      if (!there.has(name)) db.exec(`ALTER TABLE enrolment ADD COLUMN ${name} ${type}`);
  }

  private all(): Person[] {
    return foldPeople(this.office.replica.entries('registry'), this.office.receipts.trust());
  }

  /** Appoints a person, or finds the one that is there, and gives a device's code. */
  invite(who: { name: string; unit: string; post: string; until?: string | undefined }): Invitation {
    const { until, ...person } = who;
    if (!parsePost(person.post)) throw new Rejection(400, `${person.post}: no such post`);
    const same = this.all().filter(
      ({ name, unit, left }) => left === null && name === person.name && unit === person.unit,
    );
    const apart = keptApart(
      person.post,
      same.map(({ post }) => post),
    );
    if (apart !== null) throw new Rejection(409, `${person.name}: ${apart}`);
    const known = same.find(({ post, believed }) => believed && post === person.post);
    return this.office.replica.write(() => {
      const id = known?.id ?? `p-${randomBytes(6).toString('hex')}`;
      const unitId = unitCalled(this.office.replica.states<UnitState>('unit'), person.unit)?.id;
      const body = { person: id, ...person, ...(unitId === undefined ? {} : { unitId }) };
      if (!known) this.office.certify('person.appointed', id, body);
      return this.code({ id, ...person }, until);
    });
  }

  /** Another device's code for somebody whom an administrator appointed. */
  again(person: string): Invitation {
    const known = this.all().find(({ id }) => id === person);
    if (!known?.believed)
      throw new Rejection(404, `${person}: not appointed here, or the appointment has not come yet`);
    if (known.left) throw new Rejection(409, `${known.name} has left the post on ${known.left.on}`);
    return this.code(known, undefined);
  }

  private code(
    { id, name, unit, post }: Pick<Person, 'id' | 'name' | 'unit' | 'post'>,
    until: string | undefined,
  ): Invitation {
    const { replica, key, now } = this.office;
    const code = `${key.fingerprint}.${randomBytes(15).toString('base64url')}`;
    const expires = now() + CODE_MS;
    replica.db
      .prepare(
        'INSERT INTO enrolment (hash, person, name, unit, post, expires, until) VALUES (?, ?, ?, ?, ?, ?, ?)',
      )
      .run(digest(code), id, name, unit, post, expires, until ?? null);
    return { person: id, code, expires: isoShanghai(expires) };
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
      if (!row || !code.startsWith(`${this.office.key.fingerprint}.`))
        throw new Rejection(403, 'this code is not known here');
      if (row.used) throw new Rejection(403, 'this code was used already');
      if (row.expires !== null && row.expires < this.office.now())
        throw new Rejection(403, `this code was good until ${isoShanghai(row.expires)}: ask for another`);
      replica.db.prepare('UPDATE enrolment SET used = 1 WHERE hash = ?').run(row.hash);
      const { person, name, unit, post, until } = row;
      const key = fingerprint(nodeCrypto, publicKey);
      const body = {
        key,
        alg,
        publicKey,
        person,
        name,
        unit,
        post,
        roles: [post],
        device,
        ...(until && { until }),
      };
      const certificate = this.office.certify('key.certified', key, body);
      const token = tokens.issue({ name: person, role: post, person, device, enterprises: [] });
      // The newest word of the office key that the code's fingerprint means: it names the keys before it.
      const office = replica
        .entries('registry')
        .findLast(({ kind, body: said }) => kind === 'key.office' && said.key === this.office.key.id)!;
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

/** A person's own paper, opened for them. */
function clear(office: Office, { value, sealed }: Paper) {
  const key = sealed && office.seals.get(sealed.seal);
  const open = sealed && key && key !== 'destroyed' ? office.seals.open(sealed, key)?.value : value;
  return { value: open ?? '—', sealed: undefined };
}

const Named = z.object({ person: z.string().min(1).max(128) });

function read<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Rejection(400, `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'wrong'}`);
}

/** The person that a token was enrolled for. @throws {Rejection} 403 for a token that is nobody's */
function personOf(caller: Caller): string {
  if (caller.person === null) throw new Rejection(403, 'this token belongs to no person');
  return caller.person;
}

/** What consoles ask about people that no ledger can answer for them. Each by its own token, never another's. */
export function servePeople(app: FastifyInstance, office: Office, people: People): void {
  const { replica } = office;
  app.post('/people/invite', async (request) => {
    const caller = callerOf(office, request.headers);
    const post = parsePost(caller.role);
    // The office keeps the registry; who gets a key is the administrator's to say.
    if (!post || post.role === 'office' || !mayWrite(post, 'person.appointed'))
      throw new Rejection(403, `${caller.role} may not invite anybody`);
    return people.again(read(Named, request.body).person);
  });

  app.get('/people/papers', async (request) => {
    const person = personOf(callerOf(office, request.headers));
    const papers = papersOf(replica.entries('people'), person);
    return { papers: papers.map((paper) => ({ ...paper, ...clear(office, paper) })) };
  });

  /** A person's own papers: they do not carry the document, so the office writes down what they say of themselves. */
  app.post('/people/papers', async (request) => {
    const person = personOf(callerOf(office, request.headers));
    const body = read(PaperKept, { ...(request.body as object), person, toldBy: person });
    const { value = '', ...rest } = body;
    const day = dayOf(office.now());
    const kept =
      value === '' ? body : { ...rest, sealed: office.seals.seal({ kind: 'paper', value }, person, day) };
    return { id: office.record('people', 'paper.kept', person, kept) };
  });

  /** Who reads everything and writes nothing says here whose papers were opened: the office writes it down. */
  app.post('/people/readings', async (request) => {
    const caller = callerOf(office, request.headers);
    const post = parsePost(caller.role);
    if (!post || !mayRead(post, parseDocument('people')!))
      throw new Rejection(403, `${caller.role} does not read papers`);
    const body = read(PaperRead, request.body);
    return { id: noteReading(office, caller, body.person, body.reason) };
  });
}
