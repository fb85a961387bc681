import { z } from 'zod';
import { readable } from './fold.ts';
import { byClock, type Entry } from './ledger/entry.ts';
import type { Trust } from './ledger/trust.ts';
import { mayWrite, parsePost } from './post.ts';
import { Day, Id } from './shape.ts';
import { rolesIn } from './weigh.ts';

/** People as they were appointed: name, unit, post. Their telephones and papers stand in `people` (paper.ts). */

const Words = z.string().trim().min(1).max(200);

/** Body of `person.appointed`: the whole of it, not a change. `unitId` where the unit is one of the registry's. */
export const PersonAppointed = z.looseObject({
  person: Id,
  name: Words,
  unit: Words,
  unitId: Id.nullish(),
  post: Words.refine((post) => parsePost(post) !== null, 'no such post'),
});

/** Body of `person.left`: `on` is the first day without the post. */
export const PersonLeft = z.looseObject({
  person: Id,
  on: Day,
  reason: z.string().trim().max(500).nullish(),
});

export interface Person {
  id: string;
  name: string;
  unit: string;
  unitId: string | null;
  post: string;
  /** The entry that says so, and who wrote it. */
  entry: string;
  by: string;
  at: string;
  /** False: neither the office nor an administrator stands behind it. It is shown so, and gives no right. */
  believed: boolean;
  left: { on: string; reason: string | null; by: string } | null;
  /** Posts held, from one receipt to before another. */
  held: { post: string; from: number; to: number }[];
}

/** Where a word on a person stands in the office's order; null where nobody who may appoint stands behind it. */
function placeOf(entry: Entry, trust: Trust): number | null {
  const seq = trust.receiptOf('registry', entry)?.seq ?? Number.POSITIVE_INFINITY;
  if (trust.certified(entry)) return seq;
  const binding = trust.binding('registry', entry);
  if (binding.state !== 'binding') return null;
  const may = rolesIn(binding.certificate).some((role) => {
    const post = parsePost(role);
    // The office keeps names and units; whom it names gets no right by that. Appointing is the administrator's.
    return post !== null && post.role !== 'office' && mayWrite(post, entry.kind);
  });
  return may ? seq : null;
}

interface Word {
  entry: Entry;
  seq: number | null;
  appointed: z.output<typeof PersonAppointed> | null;
  left: z.output<typeof PersonLeft> | null;
}

function wordOf(entry: Entry, trust: Trust): Word[] {
  const appointed =
    entry.kind === 'person.appointed' ? PersonAppointed.safeParse(entry.body).data : undefined;
  const left = entry.kind === 'person.left' ? PersonLeft.safeParse(entry.body).data : undefined;
  if (!appointed && !left) return [];
  return [{ entry, seq: placeOf(entry, trust), appointed: appointed ?? null, left: left ?? null }];
}

/** In the office's order, whatever the clocks say. */
const inOrder = (a: Word, b: Word) => a.seq! - b.seq! || byClock(a.entry, b.entry);

function personOf(words: readonly Word[]): Person | null {
  const good = words.filter(({ seq }) => seq !== null).sort(inOrder);
  const last = good.findLast(({ appointed }) => appointed) ?? words.findLast(({ appointed }) => appointed);
  if (!last?.appointed) return null;
  const { entry, appointed } = last;
  // Who was appointed again after leaving is back.
  const leaving = good.at(-1)?.left ? good.at(-1)! : null;
  return {
    ...{ id: entry.subject, name: appointed.name, unit: appointed.unit, unitId: appointed.unitId ?? null },
    ...{
      post: appointed.post,
      entry: entry.id,
      by: entry.by.person,
      at: entry.at,
      believed: last.seq !== null,
    },
    left: leaving && {
      ...{ on: leaving.left!.on, reason: leaving.left!.reason ?? null, by: leaving.entry.by.person },
    },
    held: good.flatMap((word, i) =>
      word.appointed
        ? [{ post: word.appointed.post, from: word.seq!, to: good[i + 1]?.seq ?? Number.POSITIVE_INFINITY }]
        : [],
    ),
  };
}

/**
 * Everybody who was ever appointed. Of several statements on one person the last that is believed counts; where none
 * is, the last. What is not believed gives a name and no more.
 */
export function foldPeople(registry: readonly Entry[], trust: Trust): Person[] {
  const kinds = ['person.appointed', 'person.left'];
  const entries = readable(registry.filter(({ kind }) => kinds.includes(kind))).sort(byClock);
  const bySubject = Map.groupBy(
    entries.flatMap((entry) => wordOf(entry, trust)),
    ({ entry }) => entry.subject,
  );
  return [...bySubject.values()].flatMap((words) => personOf(words) ?? []);
}

/**
 * The roles that a person had when the office marked something: by certificate until it was revoked, and by
 * appointment, since the approver of a decision on paper needs no key. Without a place, those of now.
 */
export function rolesOfPeople(
  people: readonly Person[],
  trust: Trust,
): (person: string, seq?: number) => readonly string[] {
  const spans = new Map<string, { role: string; from: number; to: number }[]>();
  const add = (person: string, role: string, from: number, to: number) =>
    spans.set(person, [...(spans.get(person) ?? []), { role, from, to }]);
  for (const { key, person, ...of } of trust.people.values())
    for (const role of rolesIn(of)) add(person!, role, 0, trust.revoked.get(key) ?? Number.POSITIVE_INFINITY);
  for (const { id, held } of people) for (const { post, from, to } of held) add(id, post, from, to);
  return (person, seq = Number.MAX_SAFE_INTEGER) => {
    const those = (spans.get(person) ?? []).filter(({ from, to }) => from <= seq && seq < to);
    return [...new Set(those.map(({ role }) => role))];
  };
}

/** Administration, security and audit are three different people's. */
const APART: readonly string[] = ['admin', 'security', 'audit'];

/** Why somebody may not be given a post beside those that the same person holds; null where they may. */
export function keptApart(post: string, held: readonly string[]): string | null {
  const other = APART.includes(post) ? held.find((each) => each !== post && APART.includes(each)) : undefined;
  return other === undefined ? null : `who is ${other} can't be ${post} too`;
}
