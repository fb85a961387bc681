import { z } from 'zod';
import { Day, Id, Sha256, Text } from './shape.ts';

/** Bodies of the entries about a task handed out. Unknown fields are kept. */
const Short = z.string().trim().min(1).max(128);

export const SOURCE_KINDS = ['meeting', 'instruction', 'call', 'site'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** Where a task comes from: `meeting` and `item` name a meeting and its agenda item, `note` says the rest in words. */
export const Source = z.looseObject({
  kind: z.enum(SOURCE_KINDS),
  meeting: Id.nullish(),
  item: Id.nullish(),
  /** Who gave it: the leader whose 批示 it is, who called. */
  by: Short.nullish(),
  on: Day.nullish(),
  note: Text.nullish(),
});
export type Source = z.infer<typeof Source>;

/** A unit: `county:410803` for a county, as the post is written; else the unit's id or name. */
const Unit = Short;

export const Evidence = z.looseObject({
  sha256: Sha256,
  name: z.string().max(256).nullish(),
});

/** Body of `action.created`. */
export const ActionCreated = z.looseObject({
  number: Short.nullish(),
  content: Text,
  /** What makes it done (衡量标准). */
  measure: z.string().max(2000).nullish(),
  /** 牵头单位: exactly one. */
  lead: Unit,
  supporting: z.array(Unit).max(30).nullish(),
  /** 责任人: an id or a name. */
  person: Short.nullish(),
  /** GB/T 2260, where the task concerns a county that does not lead it. */
  county: z.string().max(16).nullish(),
  source: Source,
  dueOn: Day,
  /** As it was given, where it was given in working days. */
  workdays: z.number().int().positive().nullish(),
});
export type ActionCreated = z.infer<typeof ActionCreated>;

/**
 * Bodies of what a unit says of its task. `unit` is the unit that speaks; without it the lead unit is meant. The
 * office lets a county speak for itself alone (`mayWriteEntry`), and here it changes nothing unless the task is its.
 */
export const ActionReceived = z.looseObject({ unit: Unit.nullish() });
export const ActionReported = ActionReceived.extend({
  text: Text,
  /** The day that the report speaks of; that of the entry without it. */
  on: Day.nullish(),
  percent: z.number().int().min(0).max(100).nullish(),
  evidence: z.array(Evidence).max(50).nullish(),
});
export const ExtensionAsked = ActionReceived.extend({ dueOn: Day, reason: Text });
export const ClosingAsked = ActionReceived.extend({
  text: Text,
  evidence: z.array(Evidence).max(50).nullish(),
});

/** Body of `action.extended`: the decision on a request. `dueOn` is the new date, where it is granted. */
export const Extended = z.looseObject({
  request: Id,
  granted: z.boolean(),
  dueOn: Day.nullish(),
  remark: z.string().max(2000).nullish(),
});
/** Body of `action.confirmed`: what the second person (复核人) says to a request to close. */
export const ClosingDecided = z.looseObject({
  request: Id,
  result: z.enum(['confirmed', 'returned']),
  remark: z.string().max(2000).nullish(),
});
/** Body of `action.closed`: ended by the office without having been done, overtaken by events (终止). */
export const ActionEnded = z.looseObject({ reason: Text });
