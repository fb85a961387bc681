import { z } from 'zod';
import { Day, State, Time } from './shapes.ts';

/** A card for what is named in the room: who answers for it, how it stands, what was promised before. */
const Id = z.string();
const Responsible = z.object({
  unit: z.string().nullable(),
  person: z.string().nullable(),
  phone: z.string().nullable(),
  /** Whose word it is, and when it was said; null where nobody said anything. */
  said: z.object({ by: z.string(), at: Time }).nullable(),
});
const Promised = z.object({
  meeting: Id.nullable(),
  id: Id,
  text: z.string(),
  dueOn: Day.nullable(),
  at: Time,
  state: State,
  done: z.boolean(),
});
const CardCase = z.object({
  id: Id,
  kind: z.string(),
  stage: z.string(),
  plate: z.string().nullable(),
  openedAt: Time,
  overdue: z.boolean(),
});
const CardTarget = z.object({ value: z.number(), dueOn: Day, tripsShort: z.number().int() }).nullable();

/** A day of a station: connectors charging of those that can, and those that can of all; null where nothing is known. */
const StationTrend = z.object({
  date: Day,
  load: z.number().nullable(),
  available: z.number().nullable(),
  kwh: z.number().nullable(),
});
const Milestones = z.object({
  name: z.string(),
  stage: z.number().int(),
  dueOn: Day.nullable(),
  late: z.boolean(),
  /** First day at each stage that it reached. */
  reached: z.array(z.object({ stage: z.number().int(), on: Day })),
});

/** Who answers for a station, as the office has it: at least a unit or a person. */
export const StationEntrust = z.looseObject({
  station: Id.max(128),
  unit: z.string().max(200).nullish(),
  person: z.string().max(200).nullish(),
  phone: z.string().max(60).nullish(),
});

/** An enterprise that is named in the room. */
export const EnterpriseCard = z.object({
  id: Id,
  name: z.string(),
  county: z.string(),
  countyName: z.string(),
  tier: z.enum(['key_dual_high', 'other_gated']),
  industry: z.string().nullable(),
  responsible: Responsible,
  date: Day,
  released: z.number().int(),
  green: z.number().int(),
  percent: z.number().nullable(),
  status: z.string(),
  feed: z.string(),
  current: CardTarget,
  next: CardTarget,
  trend: z.array(z.object({ date: Day, percent: z.number().nullable(), target: z.number().nullable() })),
  cases: z.array(CardCase),
  /** 一企一策: trucks that it promised, by carrier. */
  pledges: z.array(
    z.object({
      carrier: z.string(),
      contract: z.string().nullable(),
      trucks: z.number().int(),
      dueOn: Day.nullable(),
    }),
  ),
  /** Tasks that name it, the newest first. */
  promised: z.array(Promised),
});
export type EnterpriseCard = z.infer<typeof EnterpriseCard>;

export const StationCard = z.object({
  id: Id,
  name: z.string(),
  county: z.string().nullable(),
  countyName: z.string(),
  operator: z.string(),
  address: z.string().nullable(),
  responsible: Responsible,
  /** Telephones that its operator sent with the station, as of when. */
  phones: z.object({ station: z.string().nullable(), service: z.string().nullable(), at: Time }),
  guns: z.number().int(),
  /** Connectors by their last status; stale ones stand there too, and once more under `stale`. */
  counts: z.object({
    charging: z.number().int(),
    plugged: z.number().int(),
    reserved: z.number().int(),
    idle: z.number().int(),
    fault: z.number().int(),
    offline: z.number().int(),
    unknown: z.number().int(),
    stale: z.number().int(),
  }),
  freshness: z.enum(['fresh', 'stale', 'none']),
  trend: z.array(StationTrend),
  utilisation: z.number().nullable(),
  kwhToday: z.number().nullable(),
  reportedAt: Time.nullable(),
  /** Connectors at fault, offline, or silent for longer than a feed may be: since when. */
  faults: z.array(
    z.object({ id: Id, name: z.string(), status: z.string(), since: Time.nullable(), stale: z.boolean() }),
  ),
  /** Its project; null where none names this station. */
  project: Milestones.nullable(),
  promised: z.array(Promised),
});
export type StationCard = z.infer<typeof StationCard>;
