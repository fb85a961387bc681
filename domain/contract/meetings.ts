import { z } from 'zod';
import { Id } from '../shape.ts';
import { Day, State, Time } from './shapes.ts';

/**
 * The scheduling meeting (调度会): what clerk and chair see of it, and what they do. The times of an item are worked
 * out by `timing` (domain/timing.ts), which a screen may run again each second on the same `course`.
 */
const Words = z.string().trim().max(2000);
const Short = z.string().trim().min(1).max(200);

export const MeetingStage = z.enum(['draft', 'open', 'running', 'closed']);
export type MeetingStage = z.infer<typeof MeetingStage>;

/** 听取、审议、决定. */
export const Ask = z.enum(['hear', 'review', 'decide']);
export type Ask = z.infer<typeof Ask>;

/** Parts of the usual agenda (DOMAIN.md 8): tasks, the whole, groups, counties, matters, comment, read-back. */
export const Section = z.enum(['tasks', 'whole', 'groups', 'counties', 'matters', 'comment', 'readback']);
export type Section = z.infer<typeof Section>;

/** A scene of the wall with what it is to show: the same words as `wall.send`. */
export const Binding = z.object({
  scene: z.string().min(1).max(64),
  params: z.record(z.string(), z.string()).default({}),
});
export type Binding = z.infer<typeof Binding>;

export const LinkKind = z.enum(['proposal', 'enterprise', 'station', 'case', 'alarm', 'action', 'county']);
export type LinkKind = z.infer<typeof LinkKind>;
const Link = z.object({ kind: LinkKind, id: Id });

/** Queries whose figures can be frozen. */
export const FigureQuery = z.enum([
  'gates.day',
  'goals.progress',
  'chargers.now',
  'enforcement.board',
  'overview.now',
  'targets.inForce',
]);
export type FigureQuery = z.infer<typeof FigureQuery>;

const FigureValue = z.union([z.number(), z.string(), z.null()]);

/**
 * A number as it stood: query, parameters, the place in its result, time, and the SHA-256 of the canonical JSON of
 * `{query, params, at, result}`. Figures frozen from one result share the hash.
 */
export const Frozen = z.object({
  id: Id,
  label: z.string(),
  unit: z.string(),
  query: FigureQuery,
  params: z.record(z.string(), z.string()),
  /** `tiers.key_dual_high.percent`, `rows[enterprise=9141…].percent`. */
  path: z.string(),
  value: FigureValue,
  at: Time,
  hash: z.string(),
});
export type Frozen = z.infer<typeof Frozen>;

export const OutcomeKind = z.enum(['information', 'decision', 'task']);
export type OutcomeKind = z.infer<typeof OutcomeKind>;

/** A task lacks none of these when it is handed out: measure, one lead unit, due day. */
export const Task = z.object({
  measure: Words,
  lead: Words,
  supporting: z.array(Short),
  person: Words,
  dueOn: Day.nullable(),
});
export type Task = z.infer<typeof Task>;

const Outcome = z.object({
  id: Id,
  item: Id,
  kind: OutcomeKind,
  text: z.string(),
  /** Null for what is no task. */
  task: Task.nullable(),
  /** What a task lacks to be handed out: `text`, `measure`, `lead`, `dueOn`. */
  lacking: z.array(z.string()),
  /** The action that a task became, under the same id; null until it is handed out. */
  action: Id.nullable(),
  at: Time,
  by: z.string(),
});
export type Outcome = z.infer<typeof Outcome>;

export const Presence = z.enum(['expected', 'present', 'standIn', 'leave', 'absent']);
export type Presence = z.infer<typeof Presence>;

const Attendee = z.object({
  unit: z.string(),
  /** Who is expected, or who came in their place. */
  name: z.string(),
  presence: Presence,
  note: z.string(),
});
export type Attendee = z.infer<typeof Attendee>;

const Paper = z.object({
  /** Whether papers are asked for at all. */
  due: z.boolean(),
  sent: z.boolean(),
  name: z.string().nullable(),
  sha256: z.string().nullable(),
  at: Time.nullable(),
  by: z.string().nullable(),
});
export type Paper = z.infer<typeof Paper>;

/** Text that came after the sealing, from somebody who was away: kept beside the sealed text. */
const LateText = z.object({ by: z.string(), at: Time.nullable(), text: z.string() });
export type LateText = z.infer<typeof LateText>;

const Said = z.object({ presence: Presence, name: z.string(), note: z.string() });
const Told = Task.extend({ kind: OutcomeKind, text: z.string() });
/** An edit that the seal did not see: what was sealed, and what they say. It changes nothing of the sealed facts. */
const LateEdit = z.object({
  by: z.string(),
  at: Time.nullable(),
  edit: z.discriminatedUnion('about', [
    z.object({ about: z.literal('attendance'), unit: z.string(), was: Said.nullable(), says: Said }),
    z.object({
      about: z.literal('outcome'),
      outcome: Id,
      item: z.string(),
      /** Null: not among what was sealed. */
      was: Told.nullable(),
      /** Null: taken out. */
      says: Told.nullable(),
    }),
  ]),
});
export type LateEdit = z.infer<typeof LateEdit>;

const Item = z.object({
  id: Id,
  /** 1, 2, 3 as they stand now. */
  number: z.number().int(),
  section: Section,
  title: z.string(),
  ask: Ask,
  /** Allotted. */
  minutes: z.number(),
  unit: z.string(),
  person: z.string(),
  scene: Binding.nullable(),
  links: z.array(Link.extend({ name: z.string() })),
  figures: z.array(Frozen),
  paper: Paper,
  outcomes: z.array(Outcome),
  /** The minutes of this item: paragraphs, one a line. Sealed: as sealed. */
  text: z.string(),
  late: z.array(LateText),
  state: z.enum(['ahead', 'current', 'done']),
  /** When it was to begin, and when it began or is expected to. */
  plannedAt: Time,
  expectedAt: Time,
  /** Minutes that it begins or began later than planned; below zero: earlier. */
  deviation: z.number().int(),
  spentMs: z.number().int(),
  /** Beyond what is allotted. */
  overMs: z.number().int(),
});
export type MeetingItem = z.infer<typeof Item>;

/** The way of the 会议纪要: 起草, 送审, 会签, 签发, 文号, 印发. */
export const SummaryStep = z.enum(['drafted', 'submitted', 'cosigned', 'approved', 'numbered', 'issued']);
export type SummaryStep = z.infer<typeof SummaryStep>;

const Summary = z.object({
  /** The furthest step reached; null before it is begun. A return goes back to `drafted`. */
  step: SummaryStep.nullable(),
  /** Written together until it is submitted; then as submitted. */
  text: z.string(),
  hash: z.string().nullable(),
  /** 文号. */
  number: z.string().nullable(),
  issuedOn: Day.nullable(),
  /** Steps that this console's person may take now. */
  next: z.array(z.enum([...SummaryStep.options, 'returned'])),
  history: z.array(
    z.object({
      step: z.enum([...SummaryStep.options, 'returned']),
      at: Time,
      by: z.string(),
      unit: z.string().nullable(),
      remark: z.string(),
      /** 代录: given on paper, written down by a clerk. */
      paper: z.boolean(),
    }),
  ),
});
export type Summary = z.infer<typeof Summary>;

const Seal = z.object({
  entry: Id,
  at: Time,
  by: z.string(),
  /** SHA-256 of the canonical JSON of the texts of all items. */
  hash: z.string(),
  /** `signed`: not yet at the office. */
  state: z.enum(['signed', 'binding']),
  /** Set aside by a later reopening. */
  superseded: z.boolean(),
});
export type Seal = z.infer<typeof Seal>;

const Head = z.object({
  id: Id,
  /** 第 n 次; null until it is given. */
  number: z.number().int().nullable(),
  title: z.string(),
  /** When it is to begin. */
  at: Time,
  place: z.string(),
  chair: z.string(),
  state: MeetingStage,
  /** The seal that counts; null while the facts are not sealed. */
  sealed: Seal.nullable(),
  summaryStep: SummaryStep.nullable(),
});
export type MeetingHead = z.infer<typeof Head>;

export const MeetingsList = z.object({
  /** The newest first. */
  meetings: z.array(Head),
  running: Id.nullable(),
  /** The number that the next one gets. */
  nextNumber: z.number().int(),
});
export type MeetingsList = z.infer<typeof MeetingsList>;

export const MeetingInput = z.object({ meeting: Id.optional() });

export const MeetingView = Head.extend({
  /** False: its draft is not here, so agenda and minutes are unknown and not empty. */
  carried: z.boolean(),
  /** `missing`: sealed, and the texts that were sealed are not here (yet). */
  minutes: z.enum(['draft', 'sealed', 'missing']),
  asOf: Time,
  startedAt: Time.nullable(),
  closedAt: Time.nullable(),
  /** The item that it stands at. */
  item: Id.nullable(),
  items: z.array(Item),
  /** Steps of the meeting as `timing` takes them, epoch ms. */
  course: z.array(z.object({ at: z.number().int(), item: Id.nullable() })),
  allottedMs: z.number().int(),
  spentMs: z.number().int(),
  /** When it was to end, and when it will, with what is left. */
  plannedEnd: Time,
  expectedEnd: Time,
  /** What the meeting shows on the wall; null: given back to the rotation. */
  wall: z
    .object({
      scene: z.string().nullable(),
      params: z.record(z.string(), z.string()),
      /** Kept while the meeting goes on to other items. */
      hold: z.boolean(),
      /** Whether it is the current item's own scene. */
      follows: z.boolean(),
      by: z.string(),
      at: Time,
    })
    .nullable(),
  /** Edits of outcomes and attendance that came after the sealing, from somebody who was away. */
  lateEdits: z.array(LateEdit),
  attendance: z.array(Attendee),
  present: z.object({
    expected: z.number().int(),
    present: z.number().int(),
    standIn: z.number().int(),
    leave: z.number().int(),
    absent: z.number().int(),
  }),
  /** Who wrote minutes within the last two minutes, and in which item. */
  writing: z.array(z.object({ by: z.string(), item: Id, at: Time })),
  /** Whether everything of this meeting that was written here is at the office. */
  saved: z.enum(['here', 'office']),
  seals: z.array(Seal),
  reopened: z.array(z.object({ at: Time, by: z.string(), reason: z.string() })),
  summary: Summary,
  /** What this console's person may do now, by name of act. */
  may: z.array(z.string()),
});
export type MeetingView = z.infer<typeof MeetingView>;

/** Frozen figures beside the value of this moment. */
export const MeetingFigures = z.object({
  asOf: Time,
  figures: z.array(
    z.object({
      item: Id,
      id: Id,
      frozen: FigureValue,
      /** Null: not known here now. */
      now: FigureValue,
      changed: z.boolean(),
      /** Whether the kept result still gives this value and hash; null: the result is not kept here. */
      verified: z.boolean().nullable(),
    }),
  ),
});
export type MeetingFigures = z.infer<typeof MeetingFigures>;

/** An item that the console proposes, with why, and its figures as they stand. */
const Proposed = z.object({
  /** Stable: what `meeting.proposeAgenda` is given. */
  key: z.string(),
  section: Section,
  title: z.string(),
  ask: Ask,
  minutes: z.number(),
  unit: z.string(),
  person: z.string(),
  scene: Binding.nullable(),
  links: z.array(Link),
  figures: z.array(Frozen.omit({ id: true })),
  state: State,
  /** Lines under the title: laggards, tasks by light, what is asked. */
  lines: z.array(z.string()),
});
export type ProposedItem = z.infer<typeof Proposed>;
export const MeetingsProposed = z.object({ asOf: Time, items: z.array(Proposed) });
export type MeetingsProposed = z.infer<typeof MeetingsProposed>;
