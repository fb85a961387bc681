import { z } from 'zod';
import { Day, State, Time } from './shapes.ts';

/** A card for what is named in the room: who answers for it, how it stands, what was promised before. */
const Id = z.string();
const Responsible = z.object({
  unit: z.string().nullable(),
  person: z.string().nullable(),
  phone: z.string().nullable(),
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
  guns: z.number().int(),
  charging: z.number().int(),
  fault: z.number().int(),
  offline: z.number().int(),
  utilisation: z.number().nullable(),
  kwhToday: z.number().nullable(),
  reportedAt: Time.nullable(),
  faults: z.array(z.object({ id: Id, name: z.string(), status: z.string(), since: Time.nullable() })),
  promised: z.array(Promised),
});
export type StationCard = z.infer<typeof StationCard>;
