import { z } from 'zod';
import { ACTION_STAGES } from '../action.ts';
import { Evidence, SOURCE_KINDS, Source } from '../action-body.ts';
import { LIGHT_REASONS, LIGHTS } from '../action-light.ts';
import { Id, Text } from '../shape.ts';
import { Day, Freshness, Time } from './shapes.ts';

const Unit = z.string().trim().min(1).max(128);
const Count = z.number().int();
/** A term in working days; the console makes the date of it. */
const Workdays = z.number().int().min(1).max(250);

/** `dueOn` or `workdays`, one of them. */
export const ActionCreate = z.looseObject({
  content: Text,
  measure: z.string().max(2000).optional(),
  lead: Unit,
  supporting: z.array(Unit).max(30).optional(),
  person: z.string().max(128).optional(),
  county: z.string().max(16).optional(),
  source: z.union([z.enum(SOURCE_KINDS).transform((kind) => ({ kind })), Source]),
  number: z.string().max(128).optional(),
  dueOn: Day.optional(),
  workdays: Workdays.optional(),
});
const Spoken = z.looseObject({ action: Id, unit: Unit.optional() });
export const ActionReceive = Spoken;
export const ActionReport = Spoken.extend({
  text: Text,
  on: Day.optional(),
  percent: z.number().int().min(0).max(100).optional(),
  evidence: z.array(Evidence).max(50).optional(),
});
export const ActionExtend = Spoken.extend({
  reason: Text,
  dueOn: Day.optional(),
  workdays: Workdays.optional(),
});
/** The request is the one that waits, where none is named. A date other than the one asked for may be granted. */
export const ActionDecide = z.looseObject({
  action: Id,
  request: Id.optional(),
  granted: z.boolean(),
  dueOn: Day.optional(),
  remark: z.string().max(2000).optional(),
});
export const ActionClose = Spoken.extend({
  text: z.string().trim().max(2000).optional(),
  evidence: z.array(Evidence).max(50).optional(),
});
export const ActionConfirm = z.looseObject({
  action: Id,
  request: Id.optional(),
  result: z.enum(['confirmed', 'returned']).optional(),
  remark: z.string().max(2000).optional(),
});
export const ActionDrop = z.looseObject({ action: Id, reason: Text });

const Light = z.enum(LIGHTS);
const Reason = z.enum(LIGHT_REASONS);
const NamedUnit = z.object({ unit: z.string(), name: z.string() });

/** What lists, the board and a wall show of one task. Units and people are ids; their names stand beside them. */
export const ActionRow = z.object({
  id: z.string(),
  number: z.string().nullable(),
  content: z.string(),
  lead: z.string(),
  leadName: z.string(),
  supporting: z.array(NamedUnit),
  person: z.string().nullable(),
  county: z.string().nullable(),
  source: z.enum(SOURCE_KINDS),
  createdAt: Time,
  givenOn: Day,
  dueOn: Day,
  stage: z.enum(ACTION_STAGES),
  light: Light,
  reasons: z.array(Reason),
  daysLate: Count,
  workdaysLeft: Count,
  percent: Count.nullable(),
  lastReport: z.object({ on: Day, text: z.string() }).nullable(),
  /** A request for more time that waits for a decision: the date asked for. */
  extensionAsked: Day.nullable(),
  closingAsked: z.boolean(),
  conflicts: Count,
});
export type ActionRow = z.infer<typeof ActionRow>;

const LightCounts = z.object({
  overdue: Count,
  behind: Count,
  due: Count,
  normal: Count,
  /** Ended: closed or dropped. */
  closed: Count,
  total: Count,
});
export type LightCounts = z.infer<typeof LightCounts>;

export const ActionsListInput = z.object({
  unit: z.string().optional(),
  county: z.string().optional(),
  light: Light.optional(),
  source: z.enum(SOURCE_KINDS).optional(),
  meeting: z.string().optional(),
  person: z.string().optional(),
  /** Due by the end of this week and not ended, late ones too. */
  thisWeek: z.boolean().optional(),
  /** Ended ones are left out unless they are asked for. */
  ended: z.boolean().optional(),
});
export const ActionsList = z.object({
  asOf: Time.nullable(),
  freshness: Freshness,
  actions: z.array(
    ActionRow.extend({
      saved: z.enum(['here', 'office']),
      /** Two consoles apart gave this number to different tasks. */
      numberTwice: z.boolean(),
    }),
  ),
});
export type ActionsList = z.infer<typeof ActionsList>;

const Proof = z.object({ sha256: z.string(), name: z.string().nullable() });
/** One line of a task's history, oldest first. */
const ActionEvent = z.object({
  id: z.string(),
  kind: z.enum([
    'created',
    'received',
    'reported',
    'extensionAsked',
    'extended',
    'closingAsked',
    'confirmed',
    'closed',
  ]),
  at: Time,
  by: z.string(),
  unit: NamedUnit.nullable(),
  text: z.string().nullable(),
  on: Day.nullable(),
  percent: Count.nullable(),
  evidence: z.array(Proof),
  /** Of a decision: whether it was granted or confirmed, and the request that it decides. */
  granted: z.boolean().nullable(),
  request: z.string().nullable(),
  saved: z.enum(['here', 'office']),
});
export type ActionEvent = z.infer<typeof ActionEvent>;

export const ACTION_ACTS = ['receive', 'report', 'extend', 'decide', 'close', 'confirm', 'drop'] as const;
export const ActionsViewInput = z.object({ action: Id });
export const ActionsView = z.object({
  asOf: Time.nullable(),
  freshness: Freshness,
  action: ActionRow.extend({
    measure: z.string().nullable(),
    personName: z.string().nullable(),
    sourceBy: z.string().nullable(),
    sourceOn: Day.nullable(),
    sourceNote: z.string().nullable(),
    meeting: z.string().nullable(),
    /** What the meeting is called; null where it is not known here. */
    meetingTitle: z.string().nullable(),
    item: z.string().nullable(),
    createdBy: z.string(),
    workdays: Count.nullable(),
  }).nullable(),
  events: z.array(ActionEvent),
  conflicts: z.array(
    z.object({
      about: z.enum(['created', 'extension', 'closing', 'ended']),
      holds: z.string(),
      entries: z.array(z.string()),
    }),
  ),
  refused: z.array(z.object({ id: z.string(), kind: z.string(), by: z.string(), reason: z.string() })),
  /** What this console's person may do now. */
  may: z.array(z.enum(ACTION_ACTS)),
  /** Of those, what is shut, and why: `same_person`. */
  shut: z.array(z.object({ act: z.enum(ACTION_ACTS), reason: z.string() })),
});
export type ActionsView = z.infer<typeof ActionsView>;

/** One unit's or county's share of the tasks. */
const UnitLoad = LightCounts.extend({
  unit: z.string(),
  name: z.string(),
  notStarted: Count,
  working: Count,
});
export type UnitLoad = z.infer<typeof UnitLoad>;

/** What the board of the wall says; names of units and people are put to it where it is shown. */
export const ActionLoad = z.object({
  counts: LightCounts,
  dueThisWeek: Count,
  units: z.array(UnitLoad),
  counties: z.array(UnitLoad),
  /** Overdue, behind and due ones by name, the worst first; at most 40 of `listedTotal`. */
  listed: z.array(ActionRow),
  listedTotal: Count,
});
export type ActionLoad = z.infer<typeof ActionLoad>;

export const ActionsBoard = z.object({
  date: Day,
  asOf: Time.nullable(),
  freshness: Freshness,
  source: z.enum(['actions', 'board', 'none']),
  /** Null where neither the ledger nor the board is here, or nothing was ever handed out: unknown, not zero. */
  load: ActionLoad.nullable(),
  /** What the lights are judged by here: configuration of the office, 依据待核. */
  rules: z.object({ near: Count, receive: Count, silent: Count, behind: Count, escalate: Count.nullable() }),
});
export type ActionsBoard = z.infer<typeof ActionsBoard>;

/** Most not started first; `place` is shared by equals. */
const RankedUnit = UnitLoad.extend({ place: Count, donePercent: z.number().nullable() });
export type RankedUnit = z.infer<typeof RankedUnit>;

/** The one-page 通报 of a week, in the shape of the city's bulletins: ranking, red ones by name, what waits. */
export const ActionsWeekly = z.object({
  from: Day,
  to: Day,
  asOf: Time.nullable(),
  freshness: Freshness,
  counts: LightCounts,
  created: Count,
  closed: Count,
  counties: z.array(RankedUnit),
  units: z.array(RankedUnit),
  red: z.array(ActionRow),
  behind: z.array(ActionRow),
  /** Requests that wait for a 批示: more time, and changes of targets. */
  waiting: z.array(
    z.object({
      kind: z.enum(['extension', 'target']),
      id: z.string(),
      title: z.string(),
      by: z.string(),
      since: Time,
      asked: z.string(),
    }),
  ),
});
export type ActionsWeekly = z.infer<typeof ActionsWeekly>;

export const ActionsDueInput = z.object({ workdays: Workdays });
export const ActionsDue = z.object({ dueOn: Day });
