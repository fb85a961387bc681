import { z } from 'zod';
import { LEVELS } from '../allotment.ts';
import { GROUPS } from '../post.ts';
import { Frozen } from './meetings.ts';
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

const Decision = z.object({
  id: z.string(),
  decision: z.string(),
  by: z.string(),
  rank: z.enum(['commander', 'deputy']),
  remark: z.string(),
  amended: z.record(z.string(), z.unknown()).nullable(),
  at: Time,
  /** Day of the receipt that made it bind; null: signed and not yet at the office, or not confirmed. */
  receivedOn: Day.nullable(),
  paper: z.boolean(),
  /** What was written down from paper (代录). */
  record: z
    .object({
      writer: z.string(),
      confirmedBy: z.string().nullable(),
      decidedOn: z.string(),
      scan: z.string().nullable(),
      channel: z.string().nullable(),
    })
    .nullable(),
});
export type DecisionRow = z.infer<typeof Decision>;

/** A proposal of any kind of matter: how it stands, and what was said and decided about it. */
const MatterRow = z.object({
  id: z.string(),
  state: z.enum(['pending', 'signed', 'approved', 'rejected', 'returned', 'withdrawn']),
  by: z.string(),
  mine: z.boolean(),
  at: Time,
  /** Of the whole entry: what a decision about it names. */
  hash: z.string(),
  decision: Decision.optional(),
  body: z.record(z.string(), z.unknown()),
  receipted: z.boolean(),
  superseded: z.array(z.object({ id: z.string(), reason: z.string() })),
  reviewOn: Day.nullable(),
  /** The office's check (核稿) and the units asked (会签). */
  notes: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['checked', 'cosigned']),
      outcome: z.enum(['agreed', 'objected']),
      by: z.string(),
      unit: z.string().nullable(),
      remark: z.string(),
      at: Time,
      receipted: z.boolean(),
    }),
  ),
  /** Decisions on paper that nobody has compared yet. */
  papers: z.array(Decision.extend({ mayConfirm: z.boolean() })),
});
export type MatterRow = z.infer<typeof MatterRow>;

const Refused = z.array(z.object({ id: z.string(), kind: z.string(), reason: z.string() }));

export const TargetsProposals = z.object({
  proposals: z.array(
    MatterRow.extend({
      target: z.string(),
      value: z.number(),
      /** Open requests about the same target, scope and line. */
      rivals: z.array(z.string()),
      /** The alert that its approval ends with, and the day on which that was lifted. */
      untilAlert: z.object({ id: z.string(), liftedOn: Day.nullable() }).nullable(),
    }),
  ),
  /** Approved requests whose review day has come: for the agenda of the next meeting. */
  dueForReview: z.array(z.string()),
  refused: Refused,
});

const Phase = z.object({
  name: z.string(),
  from: Day,
  to: Day,
  measure: z.string(),
  unit: z.string(),
  stands: z.enum(['ahead', 'running', 'over']),
});
/** The six groups' plans: the one consented to, and what is proposed. */
export const PlansNow = z.object({
  date: Day,
  groups: z.array(
    z.object({
      group: z.enum(GROUPS),
      name: z.string(),
      plan: z
        .object({
          title: z.string(),
          number: z.number().int(),
          since: Day,
          decidedBy: z.string(),
          paper: z.boolean(),
          proposal: z.string(),
          targets: z.array(z.string()),
          phases: z.array(Phase),
        })
        .nullable(),
      proposals: z.array(
        MatterRow.extend({
          title: z.string(),
          phases: z.array(Phase),
          /** The phases as a decision that counts, or waits for its receipt, amends them. */
          amended: z.array(Phase).nullable(),
          /** The version that was in force when it was written: its number, null where that is not known here. */
          writtenOn: z.number().int().nullable(),
        }),
      ),
      /** Every version that was in force, the newest first. */
      versions: z.array(
        z.object({
          number: z.number().int(),
          title: z.string(),
          since: Day,
          until: Day.nullable(),
          proposal: z.string(),
          by: z.string(),
          reason: z.string(),
          decidedBy: z.string(),
          amended: z.boolean(),
          paper: z.boolean(),
          phases: z.array(Phase),
        }),
      ),
    }),
  ),
});
export type PlansNow = z.infer<typeof PlansNow>;

/** Every line that a target ever had and every request about it: who, when, on what grounds, on which basis. */
export const TargetsHistory = z.object({
  target: z.string(),
  /** What counted from which day on, and will by what is known now, for all of the target. */
  steps: z.array(z.object({ from: Day, value: z.number().nullable() })),
  lines: z.array(
    z.object({
      value: z.number(),
      unit: Unit,
      dueOn: Day,
      since: Day,
      until: Day.nullable(),
      scope: z.record(z.string(), z.string()),
      basis: TargetRef.shape.basis,
      proposal: z.string().nullable(),
      decidedBy: z.string().nullable(),
      paper: z.boolean(),
      reason: z.string(),
      grounds: z.array(z.unknown()),
    }),
  ),
});

const Fit = z.object({
  fits: z.boolean(),
  why: z.enum(['short', 'over', 'unweighed', 'no_line']).nullable(),
  total: z.number().nullable(),
  line: z.number().nullable(),
});
/** Breakdowns of a target's lines, and whether each adds up to the line as it stands now. */
export const TargetsBreakdown = z.object({
  target: z.string(),
  date: Day,
  breakdowns: z.array(
    z.object({
      id: z.string(),
      by: z.string(),
      at: Time,
      receipted: z.boolean(),
      dueOn: Day,
      level: z.enum(LEVELS),
      reason: z.string(),
      parts: z.array(
        z.object({ to: z.string(), name: z.string(), value: z.number(), released: Count.nullable() }),
      ),
      fit: Fit,
    }),
  ),
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

/** Who may have decided on paper: persons in post. */
export const TargetsLeaders = z.object({
  leaders: z.array(z.object({ id: z.string(), name: z.string(), post: z.enum(['commander', 'deputy']) })),
});

const GroundRow = z.object({
  label: z.string(),
  unit: z.string(),
  query: z.string(),
  value: z.union([z.number(), z.string(), z.null()]),
  at: z.string(),
  hash: z.string(),
  /** The value of this moment; null where it is not known here. */
  now: z.union([z.number(), z.string(), z.null()]),
});
export const TargetsGrounds = z.object({ grounds: z.array(GroundRow) });
export const Grounds = z.object({ grounds: z.array(Frozen.omit({ id: true })) });

/** What somebody is still writing on this console. */
export const Drafts = z.object({
  drafts: z.array(
    z.object({
      id: z.string(),
      noun: z.enum(['target', 'plan', 'check']),
      at: Time,
      body: z.record(z.string(), z.unknown()),
    }),
  ),
});
export const DraftInput = z.object({
  id: z.string().max(128).nullable(),
  noun: z.enum(['target', 'plan', 'check']),
  body: z.record(z.string(), z.unknown()),
});
export const DraftKept = Drafts.extend({ id: z.string() });
