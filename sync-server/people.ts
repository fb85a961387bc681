import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { dayOf } from '../domain/day.ts';
import { parseDocument } from '../domain/documents.ts';
import { CLOCK_APART_MS, invitationText } from '../domain/enrolment.ts';
import { type UnitState, unitCalled } from '../domain/organisation.ts';
import { foldPeople, keptApart, type Person } from '../domain/person.ts';
import { type Paper, PaperKept, PaperRead, papersOf } from '../domain/personal-paper.ts';
import { mayRead, mayWrite, parsePost } from '../domain/post.ts';
import { nodeCrypto } from '../replica/crypto.ts';
import { Enrolment, type Invitation } from './enrolment.ts';
import { callerOf, type Office, Rejection } from './office.ts';
import { noteReading } from './seals.ts';
import type { Caller } from './tokens.ts';

export class People {
  private readonly office: Office;
  readonly codes: Enrolment;

  constructor(office: Office) {
    this.office = office;
    this.codes = new Enrolment(office, (person) => this.all().find(({ id }) => id === person));
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
      return this.codes.issue({ id, ...person }, null, until);
    });
  }

  /** Another device's code for somebody whom an administrator appointed. */
  again(person: string, issuer: string): Invitation {
    const known = this.all().find(({ id }) => id === person);
    if (!known?.believed)
      throw new Rejection(404, `${person}: not appointed here, or the appointment has not come yet`);
    if (known.left) throw new Rejection(409, `${known.name} has left the post on ${known.left.on}`);
    return this.codes.issue(known, issuer);
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

const Asked = z.object({ person: z.string().min(1).max(128), at: z.number(), proof: z.string().max(200) });
type Asked = z.infer<typeof Asked>;

/** The office keeps the registry; who gets a key is the administrator's to say. @throws {Rejection} 403 */
function appointing(caller: Caller): Caller {
  const post = parsePost(caller.role);
  if (!post || post.role === 'office' || !mayWrite(post, 'person.appointed'))
    throw new Rejection(403, `${caller.role} may not invite anybody`);
  return caller;
}

/** @throws {Rejection} 403 where not the caller's own key, certified and not revoked, asked for this just now. */
function mustHaveSigned(office: Office, { person, device }: Caller, { at, proof, ...asked }: Asked): void {
  if (Math.abs(at - office.now()) > CLOCK_APART_MS)
    throw new Rejection(403, 'the clock of this device is too far from the office’s: set it');
  const { people, revoked } = office.receipts.trust();
  const text = invitationText({ person: asked.person, device: device ?? '', at });
  const good = [...people.values()].some(
    (each) =>
      each.person === person &&
      each.device === device &&
      !revoked.has(each.key) &&
      nodeCrypto.verify(each.alg, each.publicKey, text, proof),
  );
  if (!good) throw new Rejection(403, 'a code is given out over the signature of an administrator’s key');
}

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
    const caller = appointing(callerOf(office, request.headers));
    const asked = read(Asked, request.body);
    mustHaveSigned(office, caller, asked);
    return people.again(asked.person, caller.name);
  });

  app.get('/people/codes', async (request) => {
    appointing(callerOf(office, request.headers));
    return { codes: people.codes.unused() };
  });

  app.post('/people/codes/back', async (request) => {
    appointing(callerOf(office, request.headers));
    people.codes.takeBack(read(z.object({ id: z.string() }), request.body).id);
    return { codes: people.codes.unused() };
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
