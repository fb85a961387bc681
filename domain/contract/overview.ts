import { z } from 'zod';
import { CountySum } from './gates.ts';
import { Day, Freshness, State, Time } from './shapes.ts';

/**
 * One of the six work lines as the overview shows it: a figure is value, unit, target, trend and age. The words
 * are the screen's: `what` names a sentence of its catalogue and `facts` fill it.
 */
export const WorkLine = z.object({
  line: z.enum(['source', 'road', 'emission', 'subsidy', 'facility', 'service']),
  state: State,
  freshness: Freshness,
  asOf: Time.nullable(),
  /** Null: not known here (not carried, or nothing ever came); never a zero in its place. */
  value: z.number().nullable(),
  unit: z.enum(['percent', 'cases', 'vehicles', 'days', 'guns', 'trucks', 'applications']),
  target: z.number().nullable(),
  nextTarget: z.object({ value: z.number(), dueOn: Day }).nullable(),
  /** Change against yesterday at its end, in the figure's unit. */
  delta: z.number().nullable(),
  /** 30 days, oldest first; null where there is no value. Target in force on each day beside it. */
  trend: z.array(z.object({ date: Day, value: z.number().nullable(), target: z.number().nullable() })),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  laggards: z.array(
    z.object({ id: z.string(), name: z.string(), value: z.string(), provisional: z.boolean() }),
  ),
  laggardsTotal: z.number().int(),
  responsible: z.object({ unit: z.string(), person: z.string().nullable() }),
});
export type WorkLine = z.infer<typeof WorkLine>;

export const Overview = z.object({
  date: Day,
  now: Time,
  asOf: Time.nullable(),
  lines: z.array(WorkLine),
  /** `events`: running cases; null where neither cases nor the board are carried, never a zero in its place. */
  counties: z.array(CountySum.extend({ stations: z.number().int(), events: z.number().int().nullable() })),
  /** Running cases whose place names no county: they are in no tile. Null where `events` is. */
  unplaced: z.number().int().nullable(),
  daysToGoal: z.number().int(),
  alert: z
    .object({
      id: z.string(),
      level: z.enum(['blue', 'yellow', 'orange', 'red']),
      response: z.string(),
      from: Time,
      until: Time.nullable(),
      measures: z.string(),
    })
    .nullable(),
});
export type Overview = z.infer<typeof Overview>;

/** What the followers of a display should show: rotation, or a scene that somebody sent. */
export const WallNow = z.object({
  mode: z.enum(['rotate', 'sent', 'meeting']),
  scene: z.string().nullable(),
  params: z.record(z.string(), z.string()),
  hold: z.boolean(),
  by: z.string().nullable(),
  at: Time.nullable(),
});
export type WallNow = z.infer<typeof WallNow>;

export const Me = z.object({
  person: z.string(),
  name: z.string(),
  unit: z.string().nullable(),
  post: z.string(),
  device: z.string(),
  /** Whether the signing key is unlocked; null where this console has none (a token's). */
  unlocked: z.boolean().nullable(),
  /** Everything shown is marked 演示数据. */
  demo: z.boolean(),
  readOnly: z.boolean(),
  acts: z.array(z.string()),
});
export type Me = z.infer<typeof Me>;

export const SyncStatus = z.object({
  server: z.string(),
  connected: z.boolean(),
  epoch: z.string().nullable(),
  lastSync: Time.nullable(),
  /** Why the office is away or refuses us, in a word: `refused`, `unreachable`, `unauthorised`, `upgrade`; null when connected. */
  trouble: z.string().nullable(),
  /** Own entries saved here and not yet stored at the office. */
  waiting: z.number().int(),
  waitingSince: Time.nullable(),
  quarantined: z.number().int(),
  quarantine: z.array(
    z.object({ id: z.string(), document: z.string(), kind: z.string(), reason: z.string() }),
  ),
  carried: z.array(z.string()),
  /** Records of a newer schema that are kept and not shown. */
  newer: z.number().int(),
  documents: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['ledger', 'gauge', 'draft']),
      entries: z.number().int(),
      waiting: z.number().int(),
      synced: z.boolean(),
      bytes: z.number().int(),
    }),
  ),
});
export type SyncStatus = z.infer<typeof SyncStatus>;
