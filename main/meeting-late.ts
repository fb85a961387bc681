import * as Y from 'yjs';
import type { LateEdit, LateText } from '../domain/contract/meetings.ts';
import { isoShanghai } from '../domain/day.ts';
import type { Json } from '../domain/ledger/canonical.ts';
import { itemOfText, PLAN, type PlanOutcome, readPlan, type Sealed } from '../domain/meeting-plan.ts';
import type { Replica } from '../replica/replica.ts';
import { type Draft, draftOf } from './meeting-draft.ts';

/** What somebody who was away wrote beyond what a seal saw: remarks beside the sealed facts, which they never change. */
type Heads = Sealed['heads'];

export interface Late {
  item: string;
  client: string;
  text: string;
}

/** Text that lies beyond what a seal saw: kept beside it, by item and writer. */
export function lateTexts(replica: Replica, meeting: string, heads: Readonly<Heads>): Late[] {
  const read = (draft: Y.Doc): Late[] => {
    const found = new Map<string, Late>();
    for (const name of [...draft.share.keys()].sort()) {
      const item = itemOfText(name);
      if (item === null) continue;
      for (let part = draft.getText(name)._start; part; part = part.right) {
        if (part.deleted || !(part.content instanceof Y.ContentString)) continue;
        const client = String(part.id.client);
        const fresh = part.content.str.slice(Math.max(0, (heads[client] ?? 0) - part.id.clock));
        if (fresh === '') continue;
        const late = found.get(`${item}\n${client}`) ?? { item, client, text: '' };
        late.text += fresh;
        found.set(`${item}\n${client}`, late);
      }
    }
    return [...found.values()];
  };
  return replica.look(draftOf(meeting), read) ?? [];
}

/** Key -> the last value that each writer gave it beyond the heads, also where another's value won over it. */
function lateFields(
  replica: Replica,
  meeting: string,
  heads: Readonly<Heads>,
): Map<string, Map<string, Json>> {
  const read = (draft: Y.Doc) => {
    const byClient = new Map<string, Map<string, Json>>();
    for (const [key, last] of draft.getMap(PLAN)._map) {
      if (!key.startsWith('attend/') && !key.startsWith('outcome/')) continue;
      // From the winner back: a writer's later edit of a key stands behind their earlier one.
      for (let set: Y.Item | null = last; set; set = set.left) {
        const client = String(set.id.client);
        if (set.id.clock < (heads[client] ?? 0) || !(set.content instanceof Y.ContentAny)) continue;
        const fields = byClient.get(client) ?? new Map<string, Json>();
        if (!fields.has(key)) fields.set(key, set.content.arr.at(-1) as Json);
        byClient.set(client, fields);
      }
    }
    return byClient;
  };
  return replica.look(draftOf(meeting), read) ?? new Map();
}

type Told = Pick<PlanOutcome, 'kind' | 'text' | 'measure' | 'lead' | 'supporting' | 'person' | 'dueOn'>;
const told = ({ kind, text, measure, lead, supporting, person, dueOn }: Told): Told => ({
  ...{ kind, text, measure, lead, supporting, person, dueOn },
});
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Fields of an outcome as its draft holds them. */
const fieldsOf = (outcome: PlanOutcome): [string, Json][] =>
  Object.entries(outcome).map(([field, value]) => [`outcome/${outcome.id}/${field}`, value as Json]);

type Edit = LateEdit['edit'];

function attendanceEdits(fields: ReadonlyMap<string, Json>, seal: Sealed): Edit[] {
  const said = new Map([...fields].filter(([key]) => key.startsWith('attend/')));
  return readPlan(said).attendance.flatMap(({ unit, presence, name, note }) => {
    const was = seal.attendance.find((each) => each.unit === unit);
    const before = was ? { presence: was.presence, name: was.name, note: was.note } : null;
    const says = { presence, name, note };
    return same(before, says) ? [] : [{ about: 'attendance' as const, unit, was: before, says }];
  });
}

function outcomeEdits(fields: ReadonlyMap<string, Json>, seal: Sealed): Edit[] {
  const ids = new Set([...fields.keys()].flatMap((key) => /^outcome\/([^/]+)\//.exec(key)?.[1] ?? []));
  return [...ids].flatMap((id) => {
    const was = seal.outcomes.find((each) => each.id === id);
    const own = [...fields].filter(([key]) => key.startsWith(`outcome/${id}/`));
    // What they did not touch stands as it was sealed: their edit is to be read whole.
    const plan = readPlan(new Map([...(was ? fieldsOf(was) : []), ...own]));
    const says = plan.outcomes.find((each) => each.id === id);
    const before = was ? told(was) : null;
    const after = says ? told(says) : null;
    if (same(before, after)) return [];
    const item = (says ?? was)?.item ?? '';
    return [{ about: 'outcome' as const, outcome: id, item, was: before, says: after }];
  });
}

const moment = (ms: number | undefined): string | null => (ms === undefined ? null : isoShanghai(ms));

/** Who a writer was, and when they wrote last; a client that nobody named is shown as it is. */
function writerOf(draft: Draft, client: string, name: (person: string) => string) {
  const writer = draft.writers.get(client);
  return { by: writer ? name(writer.person) : client, at: moment(writer?.edited ?? writer?.at) };
}

/** Edits of outcomes and attendance that a seal did not see, by writer. */
export function lateEdits(
  replica: Replica,
  meeting: string,
  { draft, seal }: { draft: Draft; seal: Sealed },
  name: (person: string) => string,
): LateEdit[] {
  return [...lateFields(replica, meeting, seal.heads)].flatMap(([client, fields]) =>
    [...attendanceEdits(fields, seal), ...outcomeEdits(fields, seal)].map((edit) => ({
      ...writerOf(draft, client, name),
      edit,
    })),
  );
}

/** Text that a seal did not see, of each item by writer. */
export function lateWords(
  replica: Replica,
  meeting: string,
  { draft, seal }: { draft: Draft; seal: Sealed },
  name: (person: string) => string,
): (item: string) => LateText[] {
  const late = lateTexts(replica, meeting, seal.heads);
  return (item) =>
    late
      .filter((each) => each.item === item)
      .map(({ client, text }) => ({
        by: writerOf(draft, client, name).by,
        at: moment(draft.writers.get(client)?.at),
        text,
      }));
}
