import { z } from 'zod';
import { Day, Freshness, NextTarget, Percent, State, TargetRef, Tier, Time } from './shapes.ts';

const Hour = z.tuple([z.number().int(), z.number().int(), z.number().int()]);

/** One enterprise's day. CONTRACT.md, Queries, `gates.day`; what stands below `lastAt` is ours beside it. */
export const GateRow = z.object({
  enterprise: z.string(),
  name: z.string(),
  tier: Tier,
  county: z.string(),
  released: z.number().int(),
  green: z.number().int(),
  unread: z.number().int(),
  suspect: z.number().int(),
  refused: z.number().int(),
  percent: Percent,
  strictPercent: Percent,
  target: z.number().nullable(),
  status: z.enum(['met', 'below', 'no_traffic', 'no_target']),
  next: NextTarget,
  feed: z.enum(['complete', 'partial', 'none']),
  day: z.enum(['open', 'provisional', 'final']),
  corrections: z.number().int(),
  declared: z.number().int().nullable(),
  received: z.number().int(),
  manualLifts: z.number().int(),
  lastAt: Time.nullable(),
  shortName: z.string(),
  countyName: z.string(),
  responsible: z.string().nullable(),
  rank: z.number().int().nullable(),
  state: State,
  /** Days in a row below the target in force on each, up to and with this one. */
  streak: z.number().int(),
  /** Passages that must turn green to reach the target in force; null without target. */
  tripsShort: z.number().int().nullable(),
  /** 24 cells of [released, green, unread]. */
  hours: z.array(Hour),
  gates: z.object({ due: z.number().int(), reporting: z.number().int() }),
  freshness: Freshness,
  /** Epoch milliseconds of what this row was last computed from; null where nothing came. */
  asOf: z.number().nullable(),
  yesterday: Percent,
  plan: z.enum(['running', 'staggered', 'stopped', 'maintenance']),
});
export type GateRow = z.infer<typeof GateRow>;

const TierSum = z.object({
  released: z.number().int(),
  green: z.number().int(),
  target: z.number().nullable(),
  met: z.number().int(),
  below: z.number().int(),
  percent: Percent,
  tripsShort: z.number().int().nullable(),
  next: NextTarget,
  enterprises: z.number().int(),
  /** Percent of the day before, over the same enterprises. */
  yesterday: Percent,
  state: State,
  targetRef: TargetRef.nullable(),
});
export type TierSum = z.infer<typeof TierSum>;

export const CountySum = z.object({
  county: z.string(),
  name: z.string(),
  released: z.number().int(),
  green: z.number().int(),
  percent: Percent,
  yesterday: Percent,
  state: State,
  below: z.number().int(),
  enterprises: z.number().int(),
  freshness: Freshness,
  feed: z.enum(['complete', 'partial', 'none']),
});
export type CountySum = z.infer<typeof CountySum>;

export const GatesDay = z.object({
  date: Day,
  asOf: Time.nullable(),
  rows: z.array(GateRow),
  tiers: z.object({ key_dual_high: TierSum, other_gated: TierSum }),
  /** Last place first. */
  counties: z.array(CountySum),
  coverage: z.object({
    gatesDue: z.number().int(),
    gatesReporting: z.number().int(),
    declared: z.number().int().nullable(),
    received: z.number().int(),
  }),
});
export type GatesDay = z.infer<typeof GatesDay>;

export const GatesExplainInput = z.object({ date: Day, enterprise: z.string() });

const ExplainedPassage = z.object({
  id: z.string(),
  at: Time,
  gate: z.string(),
  plate: z.string().nullable(),
  colour: z.string(),
  vehicleType: z.string().nullable(),
  outcome: z.enum(['released', 'left_out']),
  green: z.boolean(),
  unread: z.boolean(),
  suspect: z.boolean(),
  unknownClass: z.boolean(),
  /** Why it was left out, or how it was counted: a code of the gate rule, and its sentence. */
  reason: z.string(),
  why: z.string(),
  duplicateOf: z.string().optional(),
});
export type ExplainedPassage = z.infer<typeof ExplainedPassage>;

export const GatesExplain = z.object({
  date: Day,
  enterprise: z.string(),
  name: z.string(),
  rule: z.object({ version: z.string(), zh: z.string(), en: z.string(), basis: z.string() }),
  target: TargetRef.nullable(),
  row: GateRow.nullable(),
  left: z.record(z.string(), z.number().int()),
  notDownloaded: z.boolean().optional(),
  /** The passages are past their time of keeping and deleted everywhere: this was its last day. */
  expired: Day.optional(),
  passages: z.array(ExplainedPassage),
});
export type GatesExplain = z.infer<typeof GatesExplain>;

export const GatesTrendInput = z.object({
  until: Day,
  days: z.number().int().min(1).max(400).default(30),
  enterprise: z.string().optional(),
  tier: Tier.optional(),
  county: z.string().optional(),
});
export const GatesTrend = z.object({
  points: z.array(
    z.object({
      date: Day,
      released: z.number().int(),
      green: z.number().int(),
      percent: Percent,
      target: z.number().nullable(),
      day: z.enum(['open', 'provisional', 'final', 'none']),
    }),
  ),
});
