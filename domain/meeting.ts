import { z } from 'zod';
import { Binding, type MeetingStage, SummaryStep } from './contract/meetings.ts';
import type { Fold } from './fold.ts';
import { readClock } from './ledger/clock.ts';
import type { Entry } from './ledger/entry.ts';
import { Id } from './shape.ts';

/**
 * The facts of scheduling meetings (调度会) as they stand in `actions`: created, called, started, at which item, on the
 * wall, closed, sealed, reopened, and the way of its 纪要. What is still being written together is the draft's
 * (meeting-plan.ts). A step that the state does not allow, such as going to an item of a closed meeting, is kept and
 * changes nothing.
 */
const Stated = z.looseObject({
  title: z.string().optional(),
  /** When it is to begin, ISO. */
  at: z.string().optional(),
  place: z.string().optional(),
  chair: z.string().optional(),
  number: z.number().int().optional(),
});
export const Went = z.looseObject({ item: Id, scene: Binding.nullish() });
const Started = z.looseObject({ item: z.string().nullish(), scene: Binding.nullish() });
export const Showed = z.looseObject({
  scene: z.string().min(1).max(64).nullable(),
  params: z.record(z.string(), z.string()).default({}),
  hold: z.boolean().default(false),
});
export const Reopened = z.looseObject({ reason: z.string().min(1).max(2000) });
/** A step of the 纪要: `submitted` names the text by its hash, so that nobody approves another; `issued` carries it. */
export const SummaryMoved = z.looseObject({
  text: z.string().max(100_000).optional(),
  hash: z.string().optional(),
  unit: z.string().optional(),
  remark: z.string().optional(),
  number: z.string().optional(),
  issuedOn: z.string().optional(),
  /** 代录. */
  approver: z.string().optional(),
});

export type WallShown = {
  scene: string | null;
  params: { [name: string]: string };
  hold: boolean;
  /** The current item's own scene, not one that somebody put there. */
  follows: boolean;
  by: string;
  at: number;
};

export type SummaryState = {
  step: z.infer<typeof SummaryStep> | null;
  /** Null until it is issued. */
  text: string | null;
  /** Of what was submitted. */
  hash: string | null;
  number: string | null;
  issuedOn: string | null;
  history: {
    step: z.infer<typeof SummaryStep> | 'returned';
    at: number;
    by: string;
    unit: string | null;
    remark: string;
    paper: boolean;
  }[];
};

export type MeetingState = {
  id: string;
  number: number | null;
  title: string;
  /** When it is to begin, ISO; empty where nobody said. */
  at: string;
  place: string;
  chair: string;
  state: MeetingStage;
  createdAt: number;
  startedAt: number | null;
  closedAt: number | null;
  /** Where it went and when; `item` null: it is interrupted or over. */
  course: { at: number; item: string | null }[];
  wall: WallShown | null;
  /** Ids of `meeting.sealed` entries in order, and of those the ones from before a reopening. */
  seals: string[];
  superseded: string[];
  reopened: { at: number; by: string; reason: string }[];
  summary: SummaryState;
  /** Closed and sealed: nothing of it goes on. */
  ended: boolean;
};

const SUMMARY_KINDS: ReadonlyMap<string, z.infer<typeof SummaryStep> | 'returned'> = new Map(
  [...SummaryStep.options, 'returned' as const].map((step) => [`meeting.${step}`, step]),
);

function blank(id: string, at: number): MeetingState {
  return {
    ...{ id, number: null, title: '', at: '', place: '', chair: '', state: 'draft', createdAt: at },
    ...{ startedAt: null, closedAt: null, course: [], wall: null, seals: [], superseded: [], reopened: [] },
    summary: { step: null, text: null, hash: null, number: null, issuedOn: null, history: [] },
    ended: false,
  };
}

const moment = (entry: Entry): number => readClock(entry.at).ms;

function shown(
  entry: Entry,
  scene: z.infer<typeof Binding> | null | undefined,
  more: { hold?: boolean; follows: boolean },
): WallShown {
  return {
    scene: scene?.scene ?? null,
    params: scene?.params ?? {},
    hold: more.hold ?? false,
    follows: more.follows,
    by: entry.by.person,
    at: moment(entry),
  };
}

function stated(state: MeetingState, entry: Entry): void {
  const { data } = Stated.safeParse(entry.body);
  if (!data) return;
  state.title = data.title ?? state.title;
  state.at = data.at ?? state.at;
  state.place = data.place ?? state.place;
  state.chair = data.chair ?? state.chair;
  state.number = data.number ?? state.number;
}

function started(state: MeetingState, entry: Entry): void {
  if (state.state === 'running' || state.state === 'closed') return;
  const { item = null, scene } = Started.safeParse(entry.body).data ?? {};
  state.state = 'running';
  state.startedAt ??= moment(entry);
  state.closedAt = null;
  state.course.push({ at: moment(entry), item });
  state.wall = shown(entry, scene, { follows: true });
}

function went(state: MeetingState, entry: Entry): void {
  const { data } = Went.safeParse(entry.body);
  if (!data || state.state !== 'running') return;
  state.course.push({ at: moment(entry), item: data.item });
  if (!state.wall?.hold) state.wall = shown(entry, data.scene, { follows: true });
}

function showed(state: MeetingState, entry: Entry): void {
  const { data } = Showed.safeParse(entry.body);
  if (!data || state.state !== 'running') return;
  const { scene, params, hold, follows } = data;
  const of = scene === null ? null : { scene, params };
  state.wall = shown(entry, of, { hold, follows: follows === true });
}

function closed(state: MeetingState, entry: Entry): void {
  if (state.state === 'closed') return;
  if (state.state === 'running') state.course.push({ at: moment(entry), item: null });
  state.state = 'closed';
  state.closedAt = moment(entry);
  state.wall = null;
}

function sealed(state: MeetingState, entry: Entry): void {
  closed(state, entry);
  state.seals.push(entry.id);
  state.ended = true;
}

function reopened(state: MeetingState, entry: Entry): void {
  const { data } = Reopened.safeParse(entry.body);
  if (!data || state.state !== 'closed') return;
  state.state = 'open';
  state.superseded = [...state.seals];
  state.reopened.push({ at: moment(entry), by: entry.by.person, reason: data.reason });
  state.ended = false;
}

/** A return sends it back to its drafting; what was co-signed or approved before counts no more. */
function moved(
  { summary }: MeetingState,
  entry: Entry,
  step: z.infer<typeof SummaryStep> | 'returned',
): void {
  const { data } = SummaryMoved.safeParse(entry.body);
  if (!data) return;
  const rank = (of: z.infer<typeof SummaryStep> | null) => (of ? SummaryStep.options.indexOf(of) : -1);
  if (step === 'returned') summary.step = 'drafted';
  else if (rank(step) > rank(summary.step)) summary.step = step;
  if (step === 'submitted') summary.hash = data.hash ?? null;
  if (step === 'returned') summary.hash = null;
  if (step === 'issued') summary.text = data.text ?? null;
  summary.number = data.number ?? summary.number;
  summary.issuedOn = data.issuedOn ?? summary.issuedOn;
  summary.history.push({
    ...{ step, at: moment(entry), by: data.approver ?? entry.by.person, unit: data.unit ?? null },
    ...{ remark: data.remark ?? '', paper: data.approver !== undefined },
  });
}

const STEPS: Record<string, (state: MeetingState, entry: Entry) => void> = {
  'meeting.created': stated,
  'meeting.stated': stated,
  'meeting.called': (state) => {
    if (state.state === 'draft') state.state = 'open';
  },
  'meeting.started': started,
  'meeting.went': went,
  'meeting.showed': showed,
  'meeting.closed': closed,
  'meeting.sealed': sealed,
  'meeting.reopened': reopened,
};

export const meetingFold: Fold<MeetingState> = {
  noun: 'meeting',
  version: 2,
  family: 'actions',
  takes: (kind) => Object.hasOwn(STEPS, kind) || SUMMARY_KINDS.has(kind),
  subject: (entry) => entry.subject,
  fold(entries) {
    const [first] = entries;
    if (!first) return null;
    const state = blank(first.subject, moment(first));
    for (const entry of entries) {
      const step = SUMMARY_KINDS.get(entry.kind);
      if (step) moved(state, entry, step);
      else STEPS[entry.kind]?.(state, entry);
    }
    return state;
  },
  words: ({ id, title, number, place, at, summary }) => [
    title || (number === null ? null : `第 ${number} 次调度会`),
    title && number !== null ? `第 ${number} 次` : null,
    at.slice(0, 10),
    place,
    summary.number,
    id,
  ],
};

/** What a wall needs to know of the meeting that runs. */
export const Meeting = z.object({
  id: z.string(),
  startedAt: z.number().int(),
  /** The agenda item that it stands at. */
  item: z.string().nullable(),
  /** What it shows; absent in what an older office wrote. */
  wall: z
    .object({
      scene: z.string().nullable(),
      params: z.record(z.string(), z.string()),
      hold: z.boolean(),
      by: z.string(),
      at: z.number().int(),
    })
    .nullish(),
});
export type Meeting = z.infer<typeof Meeting>;

/** The meeting that runs: of several the one that started last. */
export function runningMeeting(meetings: readonly MeetingState[]): Meeting | null {
  let found: MeetingState | null = null;
  for (const each of meetings) {
    if (each.state !== 'running' || each.startedAt === null) continue;
    const later = !found || each.startedAt > found.startedAt!;
    if (later || (each.startedAt === found!.startedAt && each.id > found!.id)) found = each;
  }
  if (!found) return null;
  const { id, startedAt, course, wall } = found;
  const item = course.at(-1)?.item ?? null;
  if (!wall) return { id, startedAt: startedAt!, item, wall: null };
  const { follows: _, ...shows } = wall;
  return { id, startedAt: startedAt!, item, wall: shows };
}

/** The number of the next meeting of a year: after the highest that is known. */
export function nextNumber(meetings: readonly MeetingState[], year: string): number {
  const known = meetings.filter((each) => each.at.startsWith(year)).map((each) => each.number ?? 0);
  return Math.max(0, ...known) + 1;
}
