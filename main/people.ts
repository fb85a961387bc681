import type { PeopleList, PersonRow, StandInRow } from '../domain/contract/people.ts';
import type { Output } from '../domain/contract.ts';
import { addDays, dayOf, isoShanghai } from '../domain/day.ts';
import { foldDeciding } from '../domain/deciding.ts';
import { invitationText } from '../domain/enrolment.ts';
import { readable } from '../domain/fold.ts';
import { readClock } from '../domain/ledger/clock.ts';
import { byClock, type Entry } from '../domain/ledger/entry.ts';
import { type UnitState, unitCalled, unitName } from '../domain/organisation.ts';
import { keptApart, type Person, PersonAppointed } from '../domain/person.ts';
import { parsePost } from '../domain/post.ts';
import { Refusal } from '../domain/rpc.ts';
import { type StandInState, StoodIn } from '../domain/stand-in.ts';
import type { Acts, Context, Errands, Queries, Reads } from './app.ts';
import { nameOf, peopleOf, standInsOf } from './decisions.ts';
import { must, parsed } from './may.ts';
import { Invited, Unused } from './office.ts';
import { standingOf } from './own-key.ts';
import { unitsOf } from './units.ts';

/** Units, people, stand-ins and keys. */
const READS: readonly Reads[] = ['registry', 'receipts', 'key', 'sync'];
const DOCUMENT = 'registry';

function unitRow(unit: UnitState, day: string): PeopleList['units'][number] {
  const now = unitName(unit, day);
  const before = unit.names.slice(0, unit.names.indexOf(now));
  return {
    ...{ id: unit.id, kind: unit.kind, parent: unit.parent, county: unit.county, groups: unit.groups },
    ...{ name: now.name, shortName: now.shortName, en: now.en, confirmed: now.confirmed, basis: now.basis },
    former: before.map(({ name }, i) => ({ name, until: addDays(unit.names[i + 1]!.from!, -1) })),
  };
}

const when = (entry: Entry) => isoShanghai(readClock(entry.at).ms);

/** Entries of one kind by what they are about. */
function byKey(context: Context, kind: string): Map<string, Entry[]> {
  const those = readable(context.replica.entries(DOCUMENT)).filter((entry) => entry.kind === kind);
  return Map.groupBy(those, (entry) => String(entry.body.key));
}

function keyRows(context: Context): (person: string) => PersonRow['keys'] {
  const trust = context.trust();
  const name = nameOf(context);
  const own = context.keys.exists ? context.keys.publicKey.key : null;
  const revocations = byKey(context, 'key.revoked');
  const certificates = byKey(context, 'key.certified');
  const keys = [...trust.people.values()].map((certificate) => {
    const { key, person, device, until } = certificate;
    const entry = certificates.get(key)?.find(({ id }) => id === certificate.entry);
    // Of several revocations the one in force is shown, else the one that waits.
    const revoked = revocations.get(key)?.sort(byClock) ?? [];
    const shown = revoked.find((each) => trust.receiptOf(DOCUMENT, each)) ?? revoked[0];
    const standing = standingOf(trust, key, context.now());
    return {
      person,
      row: {
        ...{ key, device, standing, until, own: key === own },
        certifiedAt: (entry && (trust.receiptOf(DOCUMENT, entry)?.receivedAt ?? when(entry))) ?? null,
        revoked: shown
          ? {
              at: trust.receiptOf(DOCUMENT, shown)?.receivedAt ?? null,
              by: shown.by.person === 'office' ? '' : name(shown.by.person),
              reason: String(shown.body.reason ?? ''),
              waiting: standing !== 'revoked',
            }
          : null,
      },
    };
  });
  return (person) => keys.filter((each) => each.person === person).map(({ row }) => row);
}

function standInRow(context: Context, each: StandInState, day: string): StandInRow {
  const name = nameOf(context);
  const { id, absent, standIn, from, until, duties, reason, ended } = each;
  const over = until < day ? (ended ? 'ended' : 'over') : null;
  return {
    ...{ id, from, until, duties, reason },
    absent: { id: absent, name: name(absent) },
    standIn: { id: standIn, name: name(standIn) },
    state: over ?? (from > day ? 'coming' : 'now'),
    saved: context.saved(DOCUMENT, id),
  };
}

function peopleList(context: Context): PeopleList {
  const day = dayOf(context.now());
  const trust = context.trust();
  const keysOf = keyRows(context);
  const people = peopleOf(context).map(({ id, name, unit, unitId, post, believed, left, entry }) => ({
    ...{ id, name, unit, unitId, post, believed, keys: keysOf(id) },
    waiting: context.saved(DOCUMENT, entry) === 'here',
    left: left && { on: left.on, reason: left.reason },
  }));
  const office = [...trust.office.values()];
  return {
    date: day,
    units: unitsOf(context).map((unit) => unitRow(unit, day)),
    people,
    standIns: standInsOf(context)
      .map((each) => standInRow(context, each, day))
      .sort((a, b) => (a.from < b.from ? 1 : -1)),
    office: {
      root: context.root,
      keys: office.map(({ key, start, end }) => ({
        ...{ key, from: (start?.seq ?? 0) + 1, to: end?.seq ?? null },
      })),
      recovery: office.at(-1)?.recovery != null,
      head: trust.head,
    },
  };
}

const LOGGED = ['key.', 'office.epoch', 'person.'];

/** What a line of the log is about. */
function factsOf({ body }: Entry): Output<'people.log'>['entries'][number]['facts'] {
  const text = (key: string) => {
    const value = body[key];
    return typeof value === 'string' && value !== '' ? { [key]: value } : {};
  };
  return { ...text('post'), ...text('unit'), ...text('reason'), ...text('from'), ...text('until') };
}

function peopleLog(context: Context): Output<'people.log'> {
  const trust = context.trust();
  const name = nameOf(context);
  const entries = readable(context.replica.entries(DOCUMENT))
    .filter(({ kind }) => LOGGED.some((word) => kind.startsWith(word)))
    .sort(byClock)
    .toReversed();
  return {
    entries: entries.map((entry) => {
      const receipt = trust.receiptOf(DOCUMENT, entry);
      const whose = trust.people.get(entry.subject)?.person ?? entry.subject;
      return {
        ...{ id: entry.id, kind: entry.kind, at: when(entry), facts: factsOf(entry) },
        ...{ seq: receipt?.seq ?? null, receivedAt: receipt?.receivedAt ?? null },
        ...{ by: name(entry.by.person), subject: name(whose) },
      };
    }),
    refused: [...trust.refused, ...context.refused()],
  };
}

function deciding(context: Context): Output<'people.deciding'> {
  const nameFor = nameOf(context);
  return {
    given: foldDeciding(context.replica.entries(DOCUMENT), context.trust()).map(
      ({ entry: { id, kind, by }, person, name, post, seq, at }) => ({
        ...{ id, kind: kind as 'person.appointed' | 'key.certified', post, seq, at },
        person: { id: person, name },
        by: by.person === 'office' ? '' : nameFor(by.person),
      }),
    ),
  };
}

export const queries = {
  'people.list': { reads: READS, timed: true, run: peopleList },
  'people.log': { reads: READS, run: peopleLog },
  'people.deciding': { reads: ['registry', 'receipts'], run: deciding },
} satisfies Partial<Queries>;

/** Appointing is the administrator's alone: the office, which keeps the registry, gives nobody a right by a name. */
export function mayAppoint({ me }: Context): boolean {
  return parsePost(me.post)?.role === 'admin';
}

function mustAppoint(context: Context, kind: string): void {
  must(context, kind);
  if (!mayAppoint(context))
    throw new Refusal(
      'post',
      `${context.me.name} (${context.me.post}) appoints nobody: an administrator does`,
    );
}

function personOf(context: Context, id: string): Person {
  const found = peopleOf(context).find((each) => each.id === id);
  if (!found) throw new Refusal('unknown_person', `${id}: no such person here`, id);
  return found;
}

function revoke(context: Context, key: string, reason: string): Entry {
  const certificate = context.trust().people.get(key);
  if (!certificate) throw new Refusal('unknown_key', `${key}: no such key here`, key);
  if (context.trust().revoked.has(key)) throw new Refusal('revoked', `key ${key} is revoked already`, key);
  const body = { key, person: certificate.person, reason };
  return context.record(DOCUMENT, 'key.revoked', key, body, { sign: true });
}

export const acts = {
  'person.appoint': {
    run(context, { person, ...given }) {
      mustAppoint(context, 'person.appointed');
      const people = peopleOf(context).filter(({ left }) => !left);
      const same = people.filter((each) => each.name === given.name && each.unit === given.unit);
      const others = same.filter(({ id }) => id !== person);
      if (person === undefined && same.some(({ post, believed }) => believed && post === given.post))
        throw new Refusal('appointed', `${given.name} is ${given.post} already`, given.name);
      const apart = keptApart(
        given.post,
        others.map(({ post }) => post),
      );
      if (apart !== null) throw new Refusal('apart', `${given.name}: ${apart}`, given.name);
      const id = person === undefined ? `p-${context.newId()}` : personOf(context, person).id;
      const unitId = unitCalled(unitsOf(context), given.unit)?.id;
      const body = parsed('person.appointed', PersonAppointed, {
        ...{ person: id, ...given },
        ...(unitId === undefined ? {} : { unitId }),
      });
      context.record(DOCUMENT, 'person.appointed', id, body, { sign: true });
      return { id };
    },
  },
  /** Leaves the post, and every key of theirs with it. */
  'person.leave': {
    run(context, { person, ...given }) {
      mustAppoint(context, 'person.left');
      const { id, left } = personOf(context, person);
      if (left) throw new Refusal('left', `${person} has left already`, person);
      const entry = context.record(DOCUMENT, 'person.left', id, { person, ...given }, { sign: true });
      const trust = context.trust();
      for (const certificate of trust.people.values())
        if (certificate.person === id && !trust.revoked.has(certificate.key))
          revoke(context, certificate.key, given.reason);
      return { id: entry.id };
    },
  },
  'person.standIn': {
    run(context, input) {
      must(context, 'person.stoodIn');
      const body = parsed('person.stoodIn', StoodIn, input);
      personOf(context, body.absent);
      personOf(context, body.standIn);
      const clash = standInsOf(context).find(
        (each) =>
          each.absent === body.absent &&
          each.from <= body.until &&
          body.from <= each.until &&
          each.duties.some((duty) => body.duties.includes(duty)),
      );
      if (clash)
        throw new Refusal(
          'overlap',
          `${clash.standIn} stands in from ${clash.from} to ${clash.until}`,
          clash.id,
        );
      const id = context.newId();
      context.record(DOCUMENT, 'person.stoodIn', id, body, { id });
      return { id };
    },
  },
  'person.endStandIn': {
    run(context, { standIn, on }) {
      must(context, 'person.standInEnded');
      const day = dayOf(context.now());
      const known = standInsOf(context).find(({ id }) => id === standIn);
      if (!known) throw new Refusal('unknown_stand_in', `${standIn}: no such stand-in here`, standIn);
      if (known.ended || known.until < day) throw new Refusal('over', 'this stand-in is over', standIn);
      const body = { standIn, on: on ?? addDays(day, -1) };
      return { id: context.record(DOCUMENT, 'person.standInEnded', standIn, body).id };
    },
  },
  'key.revoke': {
    run(context, { key, reason }) {
      must(context, 'key.revoked');
      return { id: revoke(context, key, reason).id };
    },
  },
} satisfies Partial<Acts>;

/** Codes that are out, by whom in a name. Only the office has them, so it has to be there. */
async function codesOf(context: Context, answer: Promise<unknown>): Promise<Output<'person.codes'>> {
  const name = nameOf(context);
  const { codes } = Unused.parse(await answer);
  return { codes: codes.map(({ by, ...code }) => ({ ...code, by: by === null ? null : name(by) })) };
}

function mustInvite(context: Context): void {
  if (!mayAppoint(context)) throw new Refusal('post', 'only an administrator gives out codes');
}

export const errands = {
  /** A one-time code for somebody's device: the office makes it, so it has to be there. */
  'person.invite': {
    async run(context, { person }) {
      mustInvite(context);
      const known = personOf(context, person);
      if (context.saved(DOCUMENT, known.entry) === 'here')
        throw new Refusal('away', 'the appointment is not at the office yet', person);
      const at = context.now();
      const proof = context.keys.prove(invitationText({ person, device: context.me.device, at }));
      return Invited.parse(await context.askOffice('/people/invite', { person, at, proof }));
    },
  },
  'person.codes': {
    async run(context) {
      mustInvite(context);
      return codesOf(context, context.askOffice('/people/codes'));
    },
  },
  'person.takeBack': {
    async run(context, { code }) {
      mustInvite(context);
      return codesOf(context, context.askOffice('/people/codes/back', { id: code }));
    },
  },
} satisfies Partial<Errands>;
