import { z } from 'zod';
import { Day, Percent, State, TargetRef, Tier, Time } from './shapes.ts';

const Count = z.number().int();
const Unit = z.enum(['percent', 'count']);

export const TargetsInForceInput = z.object({ date: Day });
export const TargetsInForce = z.object({
  targets: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      scope: z.record(z.string(), z.string()),
      value: z.number(),
      unit: Unit,
      dueOn: Day,
      since: Day,
      basis: TargetRef.shape.basis,
      proposal: z.string().optional(),
      decidedBy: z.string().optional(),
      /** False until its due date: there is no target yet, only the next one. */
      inForce: z.boolean(),
    }),
  ),
});

export const TargetsProposals = z.object({
  proposals: z.array(
    z.object({
      id: z.string(),
      target: z.string(),
      value: z.number(),
      state: z.enum(['pending', 'signed', 'approved', 'rejected', 'returned', 'withdrawn']),
      by: z.string(),
      at: Time,
      decision: z
        .object({
          id: z.string(),
          decision: z.string(),
          by: z.string(),
          remark: z.string(),
          paper: z.boolean(),
        })
        .optional(),
      body: z.record(z.string(), z.unknown()),
      receipted: z.boolean(),
      superseded: z.array(z.object({ id: z.string(), reason: z.string() })),
    }),
  ),
  refused: z.array(z.object({ id: z.string(), kind: z.string(), reason: z.string() })),
});

/** A request that stands in the ledger, or one that is being written: the body of `target.proposed`. */
export const WhatIfInput = z
  .object({
    proposal: z.string().optional(),
    draft: z.looseObject({ target: z.string(), value: z.number() }).optional(),
    /** What a decision would change of it (修改后批准). */
    amended: z
      .object({ value: z.number().optional(), dueOn: Day.optional(), effectiveFrom: Day.optional() })
      .optional(),
    date: Day.optional(),
    days: z.number().int().min(1).max(90).default(30),
  })
  .refine((input) => (input.proposal === undefined) !== (input.draft === undefined), 'proposal or draft');

const both = <T extends z.ZodType>(of: T) => z.object({ current: of, proposed: of });
const Verdict = z.enum(['met', 'below', 'no_traffic', 'no_target']);

const Group = z.object({
  enterprises: Count,
  /** Those with a day of traffic. */
  judged: Count,
  /** By their median day. */
  met: both(Count),
  gains: Count,
  loses: Count,
  metDays: both(Count),
  ofDays: Count,
  short: both(Count),
});

const TrialRow = z.object({
  enterprise: z.string(),
  name: z.string(),
  shortName: z.string(),
  county: z.string(),
  countyName: z.string(),
  tier: Tier,
  responsible: z.string().nullable(),
  target: both(z.number().nullable()),
  verdict: both(Verdict),
  /** `gains`: below by the line of now, met by the one proposed; `loses`: the other way. By the median day. */
  change: z.enum(['gains', 'loses', 'none']),
  days: Count,
  noTraffic: Count,
  noData: Count,
  low: Percent,
  median: Percent,
  high: Percent,
  metDays: both(Count),
  short: both(Count),
});
export type TrialRow = z.infer<typeof TrialRow>;

const ShareTrial = z.object({
  enterprises: z.array(TrialRow),
  series: z.array(
    z.object({
      date: Day,
      day: z.enum(['open', 'provisional', 'none']),
      alert: z.boolean(),
      met: both(Count),
      judged: Count,
      short: both(Count),
      noTraffic: Count,
      noData: Count,
    }),
  ),
  totals: Group.extend({ shortPerDay: both(Count) }),
  tiers: z.array(Group.extend({ tier: Tier })),
  counties: z.array(Group.extend({ county: z.string(), name: z.string() })),
  alerts: Group.extend({ days: z.array(Day) }),
  ahead: z.object({
    /** Until the new line stands; null where it never would. */
    days: Count.nullable(),
    spans: z.array(z.object({ from: Day, to: Day, target: both(z.number().nullable()), met: both(Count) })),
  }),
});

const CountTrial = z.object({
  actual: Count.nullable(),
  trend: z.array(z.object({ date: Day, value: Count })),
  progress: both(
    z
      .object({
        goal: z.number(),
        due: Day,
        short: Count.nullable(),
        daysLeft: Count,
        neededPerDay: z.number().nullable(),
        state: State,
      })
      .nullable(),
  ),
});

export const WhatIf = z.object({
  date: Day,
  from: Day,
  days: Count,
  target: z.string(),
  name: z.string(),
  unit: Unit,
  scope: z.record(z.string(), z.string()),
  proposal: z.string().nullable(),
  /** The line that would count then without the request; null where there is none. */
  current: TargetRef.nullable(),
  proposed: z.object({
    value: z.number(),
    dueOn: Day,
    effectiveFrom: Day,
    effectiveTo: Day.nullable(),
  }),
  /** First day on which the new line would count; null where its time is over before. */
  standsOn: Day.nullable(),
  share: ShareTrial.nullable(),
  count: CountTrial.nullable(),
});
export type WhatIf = z.infer<typeof WhatIf>;
