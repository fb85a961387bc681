import { z } from 'zod';
import { Day, Month, NextTarget, Percent, State, Tier, Time } from './shapes.ts';

/** Closing of days, doubtful reads, disputes, and what it takes: the source group's work at the gates. */

const OpenEnd = z.object({
  gate: z.string(),
  declared: z.number().int().nullable(),
  received: z.number().int(),
});

/** A day as the office closes it: which enterprises are in order, and what stands open of the others. */
export const GateDaysClosing = z.object({
  date: Day,
  /** The day is over, so that it may be closed. */
  over: z.boolean(),
  rows: z.array(
    z.object({
      enterprise: z.string(),
      name: z.string(),
      tier: Tier,
      county: z.string(),
      countyName: z.string(),
      released: z.number().int(),
      green: z.number().int(),
      percent: Percent,
      declared: z.number().int().nullable(),
      received: z.number().int(),
      manualLifts: z.number().int(),
      openEnds: z.array(OpenEnd),
      doubtful: z.number().int(),
      state: z.enum(['ready', 'waiver_needed', 'waived', 'signed', 'final']),
      waiver: z.object({ reason: z.string(), by: z.string(), at: Time }).nullable(),
      closed: z.object({ by: z.string(), at: Time, entry: z.string() }).nullable(),
      corrections: z.array(
        z.object({
          reason: z.string(),
          released: z.number().int().nullable(),
          green: z.number().int().nullable(),
          by: z.string(),
          at: Time,
        }),
      ),
      /** Records that came after the closing: they stand beside it. */
      late: z.number().int(),
    }),
  ),
  counts: z.object({ final: z.number().int(), ready: z.number().int(), open: z.number().int() }),
});
export type GateDaysClosing = z.infer<typeof GateDaysClosing>;

export const GatesDoubtfulInput = z.object({ date: Day, enterprise: z.string().min(1).max(64) });
export const GatesDoubtful = z.object({
  date: Day,
  enterprise: z.string(),
  /** The day's passages are not on this console. */
  notDownloaded: z.boolean(),
  /** Last day on which the passages were kept, where they are deleted. */
  expired: Day.nullable(),
  closed: z.boolean(),
  reads: z.array(
    z.object({
      passage: z.string(),
      revision: z.number().int(),
      at: Time,
      gate: z.string(),
      plate: z.string().nullable(),
      colour: z.string(),
      vehicleType: z.string().nullable(),
      green: z.boolean(),
      doubt: z.enum(['unread', 'disagree', 'short_green', 'no_class']),
    }),
  ),
  settled: z.array(
    z.object({
      passage: z.string(),
      plate: z.string().nullable(),
      colour: z.string().nullable(),
      vehicleType: z.string().nullable(),
      reason: z.string(),
      by: z.string(),
      at: Time,
    }),
  ),
});
export type GatesDoubtful = z.infer<typeof GatesDoubtful>;

export const GateDisputesInput = z.object({ month: Month.optional(), enterprise: z.string().optional() });
export const GateDisputes = z.object({
  disputes: z.array(
    z.object({
      id: z.string(),
      date: Day,
      enterprise: z.string(),
      name: z.string(),
      who: z.string(),
      ground: z.string(),
      attachments: z.array(z.string()),
      passages: z.array(z.string()),
      at: Time,
      by: z.string(),
      dueOn: Day,
      state: z.enum(['open', 'due', 'overdue', 'answered']),
      answer: z
        .object({
          outcome: z.enum(['upheld', 'partly', 'rejected']),
          text: z.string(),
          by: z.string(),
          at: Time,
        })
        .nullable(),
    }),
  ),
});
export type GateDisputes = z.infer<typeof GateDisputes>;

const Short = z.object({
  /** Trips a day that must turn green, and trucks for them; null without a target. */
  trips: z.number().int().nullable(),
  trucks: z.number().int().nullable(),
});
const Takes = z.object({
  released: z.number().int(),
  green: z.number().int(),
  percent: Percent,
  now: Short,
  next: Short.extend({ value: z.number().nullable(), dueOn: Day.nullable() }),
});

/** What it takes: trips and trucks short of the target in force and of the next one, beside what is there. */
export const GatesTakes = z.object({
  date: Day,
  /** Trips a truck makes in a day, as configured: 依据待核. */
  tripsPerTruck: z.number(),
  city: Takes,
  tiers: z.array(Takes.extend({ tier: Tier })),
  counties: z.array(Takes.extend({ county: z.string(), name: z.string() })),
  enterprises: z.array(
    Takes.extend({
      enterprise: z.string(),
      name: z.string(),
      tier: Tier,
      county: z.string(),
      promised: z.number().int(),
    }),
  ),
  /** New-energy trucks in service and what enterprises promised by then; null where the ledger is not here. */
  fleet: z.object({ inService: z.number().int().nullable(), promised: z.number().int() }),
});
export type GatesTakes = z.infer<typeof GatesTakes>;

/** An enterprise's page: who, what, where it stands, what it promised. */
export const EnterpriseViewInput = z.object({ enterprise: z.string().min(1).max(64), date: Day.optional() });
export const EnterpriseView = z.object({
  enterprise: z.string(),
  name: z.string(),
  shortName: z.string(),
  tier: Tier,
  county: z.string(),
  countyName: z.string(),
  industry: z.string().nullable(),
  responsible: z
    .object({ unit: z.string().nullable(), person: z.string().nullable(), phone: z.string().nullable() })
    .nullable(),
  performance: z
    .object({
      grade: z.string().nullable(),
      aim: z.string().nullable(),
      organised: z.string().nullable(),
      unorganised: z.string().nullable(),
      transport: z.string().nullable(),
      path: z.array(
        z.object({
          step: z.enum(['county', 'city', 'province']),
          state: z.string(),
          on: z.string().nullable(),
        }),
      ),
    })
    .nullable(),
  gates: z.array(
    z.object({
      gate: z.string(),
      vendor: z.string().nullable(),
      expected: z.number().nullable(),
      lastAt: Time.nullable(),
      heartbeatAt: Time.nullable(),
      cameras: z.number().int().nullable(),
      queued: z.number().int().nullable(),
    }),
  ),
  plan: z.object({
    now: z.enum(['running', 'staggered', 'stopped', 'maintenance']),
    spans: z.array(
      z.object({
        plan: z.enum(['running', 'staggered', 'stopped', 'maintenance']),
        from: Day,
        to: Day.nullable(),
      }),
    ),
  }),
  /** 一企一策: carriers, contracts, trucks promised and by when. */
  promises: z.array(
    z.object({
      id: z.string(),
      carrier: z.string(),
      contract: z.string().nullable(),
      trucks: z.number().int(),
      dueOn: Day.nullable(),
    }),
  ),
  date: Day,
  row: z
    .object({
      released: z.number().int(),
      green: z.number().int(),
      percent: Percent,
      strictPercent: Percent,
      target: z.number().nullable(),
      status: z.enum(['met', 'below', 'no_traffic', 'no_target']),
      state: State,
      next: NextTarget,
      tripsShort: z.number().int().nullable(),
      streak: z.number().int(),
      manualLifts: z.number().int(),
      feed: z.enum(['complete', 'partial', 'none']),
      day: z.enum(['open', 'provisional', 'final']),
    })
    .nullable(),
  takes: Takes.nullable(),
  lifts: z.array(z.object({ date: Day, lifts: z.number().int() })),
  disputes: z.number().int(),
});
export type EnterpriseView = z.infer<typeof EnterpriseView>;

export const EnterprisesListInput = z.object({ date: Day.optional() });
export const EnterprisesList = z.object({
  date: Day,
  enterprises: z.array(
    z.object({
      enterprise: z.string(),
      name: z.string(),
      tier: Tier,
      county: z.string(),
      countyName: z.string(),
      percent: Percent,
      target: z.number().nullable(),
      status: z.enum(['met', 'below', 'no_traffic', 'no_target']),
      state: z.enum(['overdue', 'behind', 'due', 'normal', 'none']),
      streak: z.number().int(),
      tripsShort: z.number().int().nullable(),
      manualLifts: z.number().int(),
      feed: z.enum(['complete', 'partial', 'none']),
      plan: z.enum(['running', 'staggered', 'stopped', 'maintenance']),
    }),
  ),
});
