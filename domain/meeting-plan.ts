import { z } from 'zod';
import {
  Ask,
  type Attendee,
  Binding,
  Frozen,
  LinkKind,
  OutcomeKind,
  type Paper,
  Presence,
  Section,
  type Task,
} from './contract/meetings.ts';
import type { Json } from './ledger/canonical.ts';

/**
 * The draft of a meeting: agenda, papers, attendance, outcomes and frozen figures as one flat map, a key for each
 * field, so that two people who change different fields of one item both keep their change. The texts of the minutes
 * stand beside it. What a newer console wrote and this one cannot read is left out.
 */
export const PLAN = 'plan';
/** Papers are the groups' own to send, so they stand apart. */
export const PAPERS = 'papers';
/** Yjs client id -> person: who wrote which text. */
export const WRITERS = 'writers';
const TEXT = 'text/';
/** The text of the 纪要 stands beside those of the items. */
export const SUMMARY = 'summary';

export const textName = (item: string): string => TEXT + item;
/** The item that a shared text belongs to; null for what is no text of ours. */
export const itemOfText = (name: string): string | null =>
  name.startsWith(TEXT) ? name.slice(TEXT.length) : null;

/** Parts of the draft that the groups may write beside office and chair. */
export function isOpenPart(name: string): boolean {
  return name === PAPERS || name === WRITERS || itemOfText(name) !== null;
}

export const itemKey = (item: string, field: keyof ItemFields) => `item/${item}/${field}`;
export const linkKey = (item: string, kind: string, id: string) => `link/${item}/${kind}/${id}`;
export const figureKey = (item: string, figure: string) => `figure/${item}/${figure}`;
export const resultKey = (hash: string) => `result/${hash}`;
/** Texts as they were sealed or submitted, under the SHA-256 of their canonical JSON: what comes late cannot touch them. */
export const keptKey = (hash: string) => `kept/${hash}`;
export const attendKey = (unit: string) => `attend/${unit}`;
export const outcomeKey = (outcome: string, field: keyof OutcomeFields) => `outcome/${outcome}/${field}`;

/** Fields of an item, each last-writer-wins by itself. `gone` hides it: what was written about it stays. */
export interface ItemFields {
  section: Section;
  title: string;
  ask: Ask;
  minutes: number;
  unit: string;
  person: string;
  scene: Binding | null;
  order: number;
  gone: boolean;
}
export interface OutcomeFields extends Task {
  item: string;
  kind: OutcomeKind;
  text: string;
  at: number;
  by: string;
  gone: boolean;
}

const ITEM: { [F in keyof ItemFields]: z.ZodType<ItemFields[F]> } = {
  section: Section,
  title: z.string(),
  ask: Ask,
  minutes: z.number().min(0),
  unit: z.string(),
  person: z.string(),
  scene: Binding.nullable(),
  order: z.number(),
  gone: z.boolean(),
};
const OUTCOME: { [F in keyof OutcomeFields]: z.ZodType<OutcomeFields[F]> } = {
  item: z.string(),
  kind: OutcomeKind,
  text: z.string(),
  measure: z.string(),
  lead: z.string(),
  supporting: z.array(z.string()),
  person: z.string(),
  dueOn: z.string().nullable(),
  at: z.number(),
  by: z.string(),
  gone: z.boolean(),
};
const { gone: _, ...SEALED_OUTCOME } = OUTCOME;
const Attended = z.object({ name: z.string(), presence: Presence, note: z.string(), order: z.number() });
const Sent = z.object({
  due: z.boolean(),
  sent: z.boolean(),
  name: z.string().nullable(),
  sha256: z.string().nullable(),
  at: z.number().nullable(),
  by: z.string().nullable(),
});
const Figure = Frozen.omit({ id: true });

export interface PlanItem extends Omit<ItemFields, 'gone'> {
  id: string;
  links: { kind: z.infer<typeof LinkKind>; id: string }[];
  figures: Frozen[];
}
export interface PlanOutcome extends Omit<OutcomeFields, 'gone'> {
  id: string;
}
export interface Plan {
  /** In the order of the agenda. */
  items: PlanItem[];
  outcomes: PlanOutcome[];
  attendance: Attendee[];
  /** Hash -> the result that figures were frozen from. */
  results: Map<string, Json>;
  /** Hash -> texts as they were sealed or submitted. */
  kept: Map<string, Json>;
}

const NEW_ITEM: Omit<ItemFields, 'gone'> = {
  ...{ section: 'matters', title: '', ask: 'hear', minutes: 5, unit: '', person: '', scene: null, order: 0 },
};
const NEW_OUTCOME: Omit<OutcomeFields, 'gone'> = {
  ...{ item: '', kind: 'information', text: '', measure: '', lead: '', supporting: [], person: '' },
  ...{ dueOn: null, at: 0, by: '' },
};

/** Key -> value of a flat map, grouped by id: `item/<id>/<field>`. */
function grouped(map: ReadonlyMap<string, Json>, head: string): Map<string, Map<string, Json>> {
  const found = new Map<string, Map<string, Json>>();
  for (const [key, value] of map) {
    if (!key.startsWith(`${head}/`)) continue;
    const cut = key.indexOf('/', head.length + 1);
    if (cut < 0) continue;
    const id = key.slice(head.length + 1, cut);
    const fields = found.get(id) ?? new Map<string, Json>();
    fields.set(key.slice(cut + 1), value);
    found.set(id, fields);
  }
  return found;
}

function readFields<T extends object>(
  schemas: { [F in keyof T]: z.ZodType<T[F]> },
  fields: ReadonlyMap<string, Json>,
): Partial<T> {
  const read: Partial<T> = {};
  for (const name of Object.keys(schemas) as (keyof T & string)[]) {
    const value = schemas[name].safeParse(fields.get(name));
    if (value.success) read[name] = value.data;
  }
  return read;
}

const byOrder = (a: { order: number; id: string }, b: { order: number; id: string }): number =>
  a.order - b.order || (a.id < b.id ? -1 : 1);

function linksOf(fields: ReadonlyMap<string, Json> | undefined): PlanItem['links'] {
  return [...(fields ?? [])].flatMap(([key, value]) => {
    const cut = key.indexOf('/');
    const kind = LinkKind.safeParse(key.slice(0, cut));
    return kind.success && value === true ? [{ kind: kind.data, id: key.slice(cut + 1) }] : [];
  });
}

function figuresOf(fields: ReadonlyMap<string, Json> | undefined): Frozen[] {
  const figures = [...(fields ?? [])].flatMap(([id, value]) => {
    const figure = Figure.safeParse(value);
    return figure.success ? [{ id, ...figure.data }] : [];
  });
  return figures.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1));
}

function itemsOf(map: ReadonlyMap<string, Json>): PlanItem[] {
  const links = grouped(map, 'link');
  const figures = grouped(map, 'figure');
  const items = [...grouped(map, 'item')].flatMap(([id, fields]) => {
    const { gone, ...read } = readFields<ItemFields>(ITEM, fields);
    if (gone || read.title === undefined) return [];
    return [{ ...NEW_ITEM, ...read, id, links: linksOf(links.get(id)), figures: figuresOf(figures.get(id)) }];
  });
  return items.sort(byOrder);
}

function outcomesOf(map: ReadonlyMap<string, Json>): PlanOutcome[] {
  const found = [...grouped(map, 'outcome')].flatMap(([id, fields]) => {
    const { gone, ...read } = readFields<OutcomeFields>(OUTCOME, fields);
    return gone || read.text === undefined ? [] : [{ ...NEW_OUTCOME, ...read, id }];
  });
  return found.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

function attendanceOf(map: ReadonlyMap<string, Json>): Attendee[] {
  const found = [...map].flatMap(([key, value]) => {
    const read = key.startsWith('attend/') ? Attended.safeParse(value) : null;
    return read?.success ? [{ id: key.slice('attend/'.length), ...read.data }] : [];
  });
  return found.sort(byOrder).map(({ id, name, presence, note }) => ({ unit: id, name, presence, note }));
}

export function readPlan(map: ReadonlyMap<string, Json>): Plan {
  const under = (head: string) =>
    new Map(
      [...map].flatMap(([key, value]) => (key.startsWith(head) ? [[key.slice(head.length), value]] : [])),
    );
  return {
    ...{ items: itemsOf(map), outcomes: outcomesOf(map), attendance: attendanceOf(map) },
    ...{ results: under('result/'), kept: under('kept/') },
  };
}

/** Whether papers of an item are asked for and have come; `when` writes a time for people. */
export function readPaper(value: Json | undefined, when: (ms: number) => string): Paper {
  const read = Sent.safeParse(value);
  if (!read.success) return { due: false, sent: false, name: null, sha256: null, at: null, by: null };
  return { ...read.data, at: read.data.at === null ? null : when(read.data.at) };
}

/** The order that puts a new item last. */
export function lastOrder(plan: Plan): number {
  return Math.max(0, ...plan.items.map((item) => item.order)) + 1;
}

/** What a task lacks to be handed out, by field (四项缺一不可: content, measure, lead unit, day). */
export function lacking(outcome: PlanOutcome): ('text' | 'measure' | 'lead' | 'dueOn')[] {
  const { text, measure, lead, dueOn } = outcome;
  const given = { text, measure, lead, dueOn: dueOn ?? '' };
  return (Object.keys(given) as (keyof typeof given)[]).filter((field) => given[field] === '');
}

/** Texts of the items of a meeting, as they are hashed and kept. */
export const Texts = z.array(z.tuple([z.string(), z.string()]));

/**
 * Body of `meeting.sealed`: the facts as they stood, and the hash of the texts. The texts themselves stay in the draft:
 * `actions` is read by those who do not read minutes.
 */
export const Sealed = z.object({
  number: z.number().int().nullable(),
  title: z.string(),
  at: z.string(),
  place: z.string(),
  chair: z.string(),
  startedAt: z.string().nullable(),
  closedAt: z.string(),
  items: z.array(
    z.object({
      id: z.string(),
      section: Section,
      title: z.string(),
      ask: Ask,
      minutes: z.number(),
      unit: z.string(),
      person: z.string(),
      scene: Binding.nullable(),
      spentMs: z.number().int(),
      links: z.array(z.object({ kind: LinkKind, id: z.string() })),
      figures: z.array(Frozen),
    }),
  ),
  outcomes: z.array(z.object({ id: z.string(), ...SEALED_OUTCOME })),
  attendance: z.array(z.object({ unit: z.string(), name: z.string(), presence: Presence, note: z.string() })),
  /** SHA-256 of the canonical JSON of `[[item, text], …]`, kept under it in the draft. */
  textHash: z.string(),
  /** Yjs client id -> clock of the draft as it was sealed: what lies beyond came later. */
  heads: z.record(z.string(), z.number().int()),
});
export type Sealed = z.infer<typeof Sealed>;
