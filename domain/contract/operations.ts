import { z } from 'zod';
import { Day, Freshness, Month, Percent, State, TargetRef, Time } from './shapes.ts';

const Counts = z.object({
  stations: z.number().int(),
  piles: z.number().int(),
  guns: z.number().int(),
  offline: z.number().int(),
  idle: z.number().int(),
  plugged: z.number().int(),
  charging: z.number().int(),
  reserved: z.number().int(),
  fault: z.number().int(),
  stale: z.number().int(),
  unknown: z.number().int(),
});

const Connector = z.object({
  id: z.string(),
  name: z.string(),
  pile: z.string(),
  status: z.enum(['offline', 'idle', 'plugged', 'charging', 'reserved', 'fault', 'unknown']),
  since: Time.nullable(),
  reportedAt: Time.nullable(),
  stale: z.boolean(),
});

export const ChargersNow = z.object({
  asOf: Time.nullable(),
  totals: Counts,
  stations: z.array(
    z.object({
      station: z.string(),
      name: z.string(),
      county: z.string().nullable(),
      countyName: z.string(),
      operator: z.string(),
      counts: Counts,
      connectors: z.array(Connector),
      freshness: Freshness,
      reportedAt: Time.nullable(),
      /** Utilisation now: charging of what is neither offline nor at fault, floored percent. */
      utilisation: Percent,
      kwhToday: z.number().nullable(),
      /** Faults and silent ones first. */
      order: z.number().int(),
    }),
  ),
});
export type ChargersNow = z.infer<typeof ChargersNow>;

/** 96 quarter hours of the day: [charging, plugged, idle, fault, offline] over all stations, null where unknown. */
export const ChargersLoad = z.object({
  date: Day,
  samples: z.array(
    z
      .tuple([z.number().int(), z.number().int(), z.number().int(), z.number().int(), z.number().int()])
      .nullable(),
  ),
});

export const CasesListInput = z.object({
  month: Month.optional(),
  kind: z.string().optional(),
  stage: z.string().optional(),
});
const CaseRow = z.object({
  id: z.string(),
  kind: z.string(),
  stage: z.string(),
  plate: z.string().nullable(),
  place: z.string().nullable(),
  openedAt: Time,
  dueAt: Time.nullable(),
  overdue: z.boolean(),
});
export const CasesList = z.object({ cases: z.array(CaseRow) });

/** What the enforcement scene shows: from `cases` where carried, else from the office's board, plates masked. */
/** Checks of the month, and by county and point of the last weeks, oldest first; null where a board has none. */
export const ChecksSeen = z.object({
  month: z.number().int(),
  unfit: z.number().int(),
  coverage: z
    .object({
      /** Mondays. */
      weeks: z.array(Day),
      /** A county that is missing had no check. */
      counties: z.array(z.object({ county: z.string().nullable(), byWeek: z.array(z.number().int()) })),
      /** Those longest unchecked first; `last` the day of the last check. */
      points: z.array(z.object({ point: z.string(), last: Day, byWeek: z.array(z.number().int()) })),
    })
    .nullable(),
});

export const EnforcementBoard = z.object({
  asOf: Time.nullable(),
  source: z.enum(['cases', 'board', 'none']),
  freshness: Freshness,
  running: z.number().int(),
  overdue: z.number().int(),
  dueSoon: z.number().int(),
  today: z.number().int(),
  /** kind -> stage -> number of running cases. */
  byKindStage: z.record(z.string(), z.record(z.string(), z.number().int())),
  /** Overdue first, then the newest. At most 60. */
  cases: z.array(
    CaseRow.extend({
      capturedAt: Time.nullable(),
      county: z.string().nullable(),
      device: z.string().nullable(),
      overdueDays: z.number().int(),
    }),
  ),
  /** Opened per day, the last 30. */
  trend: z.array(z.object({ date: Day, opened: z.number().int(), overdue: z.number().int() })),
  checks: ChecksSeen.nullable(),
});
export type EnforcementBoard = z.infer<typeof EnforcementBoard>;

const Goal = z.object({
  actual: z.number().int().nullable(),
  goal: z.number().int(),
  upper: z.number().int().nullable(),
  due: Day,
  /** Per day from now, one decimal, rounded up; null where the actual is not known. */
  neededPerDay: z.number().nullable(),
  state: State,
  asOf: Time.nullable(),
  trend: z.array(z.object({ date: Day, value: z.number().int() })),
  next: z.object({ goal: z.number().int(), due: Day }).nullable(),
  basis: TargetRef.shape.basis,
  /** Where the actual comes from: the ledger's name, or `none`. */
  source: z.string(),
});
export const GoalsProgress = z.object({
  date: Day,
  trucks: Goal,
  stations: Goal,
  piles: Goal,
  guns: Goal,
});
export type GoalsProgress = z.infer<typeof GoalsProgress>;

export const AlarmRow = z.object({
  id: z.string(),
  kind: z.enum([
    'below_target',
    'gate_silent',
    'charger_silent',
    'charger_fault',
    'case_overdue',
    'clock_off',
    'device_silent',
  ]),
  priority: z.enum(['high', 'medium', 'low']),
  source: z.string(),
  name: z.string(),
  county: z.string().nullable(),
  /** Numbers for the sentence, by kind: minutes, percent, target, gate, days, seconds. */
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  state: z.enum(['unacknowledged', 'acknowledged', 'returned', 'shelved', 'normal']),
  raisedAt: Time,
  returnedAt: Time.nullable(),
  acknowledged: z.object({ by: z.string(), at: Time }).nullable(),
  assigned: z.object({ to: z.string(), by: z.string(), at: Time }).nullable(),
  shelved: z.object({ until: Time, reason: z.string(), by: z.string() }).nullable(),
  calls: z.number().int(),
});
export type AlarmRow = z.infer<typeof AlarmRow>;
export const AlarmsNow = z.object({
  asOf: Time.nullable(),
  /** `none` on a console that carries neither duty nor board. */
  source: z.enum(['duty', 'board', 'none']),
  alarms: z.array(AlarmRow),
  counts: z.object({
    unacknowledged: z.number().int(),
    acknowledged: z.number().int(),
    returned: z.number().int(),
    shelved: z.number().int(),
  }),
  /** Above ten raised in ten minutes, until below five (EEMUA 191). */
  flood: z.boolean(),
  /** Sound is off while a meeting runs. */
  quiet: z.boolean(),
});
export type AlarmsNow = z.infer<typeof AlarmsNow>;

export const DutyLog = z.object({
  shift: z.object({ person: z.string(), since: Time, note: z.string() }).nullable(),
  entries: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      at: Time,
      by: z.string(),
      alarm: z.string().nullable(),
      text: z.string(),
      saved: z.enum(['here', 'office']),
    }),
  ),
});

export const FeedsStatus = z.object({
  feeds: z.array(
    z.object({
      feed: z.enum([
        'gates',
        'chargers',
        'cameras',
        'remote_sensing',
        'fleet',
        'subsidies',
        'field',
        'office',
      ]),
      freshness: Freshness,
      reporting: z.number().int().nullable(),
      due: z.number().int().nullable(),
      lastAt: Time.nullable(),
    }),
  ),
});
export type FeedsStatus = z.infer<typeof FeedsStatus>;
