import type * as Y from 'yjs';
import type { Json } from '../domain/ledger/canonical.ts';
import { itemOfText, PAPERS, PLAN, type Plan, readPlan, textName, WRITERS } from '../domain/meeting-plan.ts';
import { merge } from '../domain/splice.ts';
import { OWN } from '../replica/outbox.ts';
import type { Replica } from '../replica/replica.ts';
import type { Context } from './app.ts';
import { madeOf } from './states.ts';

/** The Yjs side of a meeting's draft: read whole, changed key by key, its texts edit by edit. */
export const draftOf = (meeting: string): string => `meetings/${meeting}`;

interface Writer {
  person: string;
  item: string;
  at: number;
  /** When they set a field last, as far as it was noted: not with each one. */
  edited?: number;
}

export interface Draft {
  plan: Plan;
  papers: ReadonlyMap<string, Json>;
  /** Item -> its minutes; that of the 纪要 under `summary`. */
  texts: ReadonlyMap<string, string>;
  /** Yjs client id -> who it was, where last and when. */
  writers: ReadonlyMap<string, Writer>;
}

const valuesOf = (map: Y.Map<unknown>): Map<string, Json> => new Map(map.entries()) as Map<string, Json>;

function readWriters(map: Y.Map<unknown>): Map<string, Writer> {
  const found = new Map<string, Writer>();
  for (const [client, value] of valuesOf(map)) {
    const { person, item, at, edited } = (value ?? {}) as Partial<Writer>;
    if (typeof person === 'string' && typeof item === 'string' && typeof at === 'number')
      found.set(client, { person, item, at, ...(typeof edited === 'number' ? { edited } : {}) });
  }
  return found;
}

/** The draft as it stands here; null where it is not. Kept until a commit touches it. */
export function readDraft(replica: Replica, meeting: string): Draft | null {
  const doc = draftOf(meeting);
  return madeOf(replica, doc, 'draft', () =>
    replica.look(doc, (draft) => {
      const texts = new Map<string, string>();
      for (const name of draft.share.keys()) {
        const item = itemOfText(name);
        if (item !== null) texts.set(item, draft.getText(name).toString());
      }
      return {
        plan: readPlan(valuesOf(draft.getMap(PLAN))),
        papers: valuesOf(draft.getMap(PAPERS)),
        texts,
        writers: readWriters(draft.getMap(WRITERS)),
      };
    }),
  );
}

/** Sets fields of the plan, or of the papers. What stands already as it is given is not written again. */
export function setFields(
  context: Context,
  meeting: string,
  fields: Record<string, Json>,
  part: typeof PLAN | typeof PAPERS = PLAN,
): void {
  context.replica.edit(draftOf(meeting), (draft) => {
    const map = draft.getMap(part);
    for (const [key, value] of Object.entries(fields))
      if (JSON.stringify(map.get(key)) !== JSON.stringify(value)) map.set(key, value);
    note(context, draft, null);
  });
}

/** A person is named again after so long, so that others see who writes without a mark for each letter. */
const NAMED_MS = 60_000;

/** Whose this Yjs client is, for what comes late: where they write now with an item, else that they set a field. */
function note(context: Context, draft: Y.Doc, item: string | null): void {
  const writers = draft.getMap(WRITERS);
  const client = String(draft.clientID);
  const known = readWriters(writers).get(client);
  const now = context.now();
  const mine = known?.person === context.me.person ? known : null;
  const noted = item === null ? mine?.edited : mine?.at;
  if (mine && noted !== undefined && now - noted < NAMED_MS && (item === null || mine.item === item)) return;
  const { person } = context.me;
  if (item === null)
    writers.set(client, { person, item: mine?.item ?? '', at: mine?.at ?? now, edited: now });
  else writers.set(client, { ...mine, person, item, at: now });
}

/** Writes into a text what this person changed against what they saw. */
export function writeText(context: Context, meeting: string, item: string, base: string, mine: string): void {
  context.replica.edit(draftOf(meeting), (draft) => {
    const text = draft.getText(textName(item));
    const edits = merge(base, mine, text.toString());
    if (edits.length === 0) return;
    for (const { at, remove, insert } of edits.toReversed()) {
      if (remove > 0) text.delete(at, remove);
      if (insert !== '') text.insert(at, insert);
    }
    note(context, draft, item);
  });
}

/** Yjs client id -> clock, as the draft stands here. */
export function headsOf(replica: Replica, meeting: string): Record<string, number> {
  const heads = [...replica.stateVector(draftOf(meeting))].map(([client, next]) => [String(client), next]);
  return Object.fromEntries(heads) as Record<string, number>;
}

/** Whether everything that was written here of a document is at the office. */
export function isStored(replica: Replica, doc: string): boolean {
  return [...replica.headsOf(doc).values()].every((head) => !OWN.has(head.owner) || head.acked >= head.next);
}
