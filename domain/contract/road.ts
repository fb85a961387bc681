import { z } from 'zod';
import { Basis } from '../basis.ts';
import { POLLUTANTS } from '../repeat.ts';
import { Id } from '../shape.ts';
import { Area, Day, Narrowed, Time } from './shapes.ts';

/** Rules of the road, what a case means under them, and the history of a vehicle. */

const Reason = z.object({
  rule: z.string(),
  name: z.string(),
  zone: z.string(),
  why: z.enum(['forbidden', 'no_pass', 'pass_elsewhen', 'open']),
  lacks: z.array(z.enum(['place', 'vehicle'])),
  alert: z.string().nullable(),
  basis: Basis,
});
const Verdict = z.object({
  verdict: z.enum(['allowed', 'forbidden', 'open']),
  reasons: z.array(Reason),
  pass: z.string().nullable(),
});

const Place = z.object({
  name: z.string().nullish(),
  zone: z.string().nullish(),
  lon: z.number().nullish(),
  lat: z.number().nullish(),
});

export const RoadJudgeInput = z.object({
  plate: z.string().max(32).nullish(),
  plateColor: z.object({ system: z.string(), code: z.string() }).nullish(),
  vehicleType: z.string().max(64).nullish(),
  fuel: z.string().max(16).nullish(),
  place: Place,
  at: Time,
});
/** `colours`: where the plate's colour is not said and the answer hangs on it, what each would lead to. */
export const RoadJudge = Verdict.extend({
  colours: z.array(z.object({ colour: z.string(), verdict: Verdict.shape.verdict })),
});

/** A pass code (货车通行码); `valid` on the day that was asked for. */
const PassRow = z.object({
  id: z.string(),
  plate: z.string(),
  code: z.string(),
  zones: z.array(z.string()),
  from: Day,
  to: Day,
  valid: z.boolean(),
});
export type PassRow = z.infer<typeof PassRow>;

/** Points and instruments with what their records' worth as evidence rests on, on the day of asking. */
const Review = z.object({ on: Day, number: z.string().nullable() }).nullable();
export const DevicesList = z.object({
  date: Day,
  devices: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      kind: z.string(),
      county: z.string().nullable(),
      zone: z.string().nullable(),
      calibratedTo: Day.nullable(),
      legalReview: Review,
      technicalReview: Review,
      publishedOn: Day.nullable(),
      lacks: z.array(z.enum(['calibration', 'legal_review', 'technical_review', 'publication'])),
    }),
  ),
});
export type DevicesList = z.infer<typeof DevicesList>;

export const RoadRules = z.object({
  date: Day,
  zones: z.array(
    z.object({
      zone: z.string(),
      name: z.string(),
      within: z.string().nullable(),
      /** Corners in GCJ-02 degrees; null: a place is in it by name alone. */
      polygon: z.array(z.tuple([z.number(), z.number()])).nullable(),
      from: Day,
      to: Day.nullable(),
      basis: Basis,
      stated: z.boolean(),
    }),
  ),
  rules: z.array(
    z.object({
      rule: z.string(),
      name: z.string(),
      phase: z.string().nullable(),
      zones: z.array(z.string()),
      from: Day,
      to: Day.nullable(),
      hours: z.array(z.object({ from: z.string(), to: z.string() })),
      alert: z.array(z.string()).nullable(),
      sizes: z.array(z.string()).nullable(),
      energies: z.array(z.string()).nullable(),
      effect: z.enum(['forbid', 'pass']),
      /** Holds at this instant: its day has come, its hours run, and the alert it needs is there. */
      active: z.boolean(),
      /** Its first day is still to come. */
      ahead: z.boolean(),
      basis: Basis,
      /** From a signed statement; false for what the plan names. */
      stated: z.boolean(),
      by: z.string().nullable(),
    }),
  ),
  /** The repeat rule of emissions in force: what the next version is written from. */
  repeat: z.object({
    from: Day,
    times: z.number().int(),
    months: z.number().int(),
    passResets: z.boolean(),
    limits: z.partialRecord(z.enum(POLLUTANTS), z.number()),
    screening: z.array(z.enum(POLLUTANTS)),
    basis: Basis,
  }),
  /** `list`: those that hold on the day or later, the newest first, some hundred at most. */
  passes: z.object({ valid: z.number().int(), all: z.number().int(), list: z.array(PassRow) }),
  /** Statements that failed a check and change nothing. */
  refused: z.array(z.object({ id: z.string(), kind: z.string(), reason: z.string() })),
});
export type RoadRules = z.infer<typeof RoadRules>;

const Holder = z.enum(['environment', 'police', 'transport', 'nobody']);
const Lack = z.enum(['calibration', 'legal_review', 'technical_review', 'publication']);

const Repeat = z.object({
  pollutant: z.enum(['opacity', 'blackness', 'no']),
  value: z.number().nullable(),
  limit: z.number().nullable(),
  count: z.number().int(),
  with: z.array(z.string()),
  leads: z.enum(['remind', 'punish', 'screen', 'unknown']),
});

export const DeskCase = z.object({
  id: z.string(),
  kind: z.string(),
  stage: z.string(),
  plate: z.string().nullable(),
  place: z.string().nullable(),
  county: z.string().nullable(),
  device: z.string().nullable(),
  capturedAt: Time.nullable(),
  openedAt: Time,
  dueAt: Time.nullable(),
  overdue: z.boolean(),
  holder: Holder,
  heldSince: Time,
  /** What the rules say is at odds with what the camera claims. Null where no road rule is asked. */
  clash: z.boolean().nullable(),
  verdict: z.enum(['allowed', 'forbidden', 'open']).nullable(),
  leads: z.enum(['remind', 'punish', 'screen', 'unknown']).nullable(),
  lacks: z.array(Lack),
  /** By the registry; null where it is not registered. */
  deviceName: z.string().nullable(),
  /** Whether the device is registered: of one that is not, nothing is known of what its evidence lacks. */
  deviceKnown: z.boolean(),
  twins: z.array(z.string()),
  conflicts: z.number().int(),
});
export type DeskCase = z.infer<typeof DeskCase>;

export const CasesDeskInput = z.object({
  line: z.enum(['road', 'emission']),
  holder: Holder.optional(),
  /** Also what has ended, of the last forty days. */
  ended: z.boolean().optional(),
  counties: Area.optional(),
});
export const CasesDesk = z.object({
  asOf: Time.nullable(),
  counts: z.object({ running: z.number().int(), overdue: z.number().int(), clash: z.number().int() }),
  byHolder: z.record(Holder, z.number().int()),
  cases: z.array(DeskCase),
  more: z.number().int(),
  area: Narrowed,
});

export const CaseViewInput = z.object({ case: Id });
export const CaseView = DeskCase.extend({
  document: z.string(),
  /** The entry that opened it: what personal fields are asked for by. */
  entry: z.string(),
  saved: z.enum(['here', 'office']),
  next: z.array(z.string()),
  history: z.array(z.object({ stage: z.string(), at: Time, by: z.string(), note: z.string().nullable() })),
  conflicted: z.array(z.object({ from: z.string(), kept: z.string(), other: z.string() })),
  refused: z.array(z.object({ id: z.string(), to: z.string(), reason: z.string() })),
  joinedInto: z.string().nullable(),
  judged: Verdict.nullable(),
  repeats: z.array(Repeat),
  opened: z.record(z.string(), z.unknown()),
  /** Files that are past their time of keeping and deleted: hash and last day. */
  filesExpired: z.record(z.string(), Day),
});
export type CaseView = z.infer<typeof CaseView>;

export const VehicleHistoryInput = z.object({
  plate: z.string().max(32).nullish(),
  vin: z.string().max(32).nullish(),
});
export const VehicleHistory = z.object({
  plate: z.string().nullable(),
  plateClass: z.string().nullable(),
  vin: z.string().nullable(),
  items: z.array(
    z.object({
      noun: z.enum(['case', 'check']),
      id: z.string(),
      kind: z.string(),
      at: Time,
      place: z.string().nullable(),
      /** Stage of a case, result of a check. */
      state: z.string(),
      joinedInto: z.string().nullable(),
      repeats: z.array(Repeat),
    }),
  ),
  passes: z.array(PassRow),
  rule: z.object({
    times: z.number().int(),
    months: z.number().int(),
    passResets: z.boolean(),
    basis: Basis,
  }),
});
export type VehicleHistory = z.infer<typeof VehicleHistory>;

/** 移送清单: what is handed to the police's own network, on a file. No data of an owner goes with it. */
/** Each line hands over for itself; without one both are listed. */
export const HandoverListInput = z.object({
  to: z.enum(['police', 'transport']),
  line: z.enum(['road', 'emission']).optional(),
});
export const HandoverList = z.object({
  to: z.enum(['police', 'transport']),
  line: z.enum(['road', 'emission']).nullable(),
  asOf: Time,
  rows: z.array(
    z.object({
      case: z.string(),
      kind: z.string(),
      plate: z.string().nullable(),
      colour: z.string().nullable(),
      vehicleType: z.string().nullable(),
      capturedAt: Time.nullable(),
      place: z.string().nullable(),
      device: z.string().nullable(),
      /** By the registry; null where nobody has registered it. */
      deviceName: z.string().nullable(),
      readings: z.string(),
      media: z.number().int(),
      heldSince: Time,
      days: z.number().int(),
    }),
  ),
});
export type HandoverList = z.infer<typeof HandoverList>;

/** Results that came back on a list from a network that this one does not reach: row by row. */
export const HandoverResults = z.object({
  rows: z
    .array(
      z.looseObject({
        case: Id,
        result: z.string().min(1).max(64),
        number: z.string().max(100).nullish(),
        note: z.string().max(500).nullish(),
      }),
    )
    .min(1)
    .max(5000),
});
export const RowReport = z.object({
  id: z.string(),
  accepted: z.number().int(),
  duplicates: z.number().int(),
  refused: z.array(
    z.object({ index: z.number().int(), id: z.string().nullable(), field: z.string(), reason: z.string() }),
  ),
});
export type RowReport = z.infer<typeof RowReport>;
