import { z } from 'zod';
import { foldMatter, type Matter, type Matters, type Means, type Proposal, type Weighed } from './matter.ts';
import { GROUPS, type Group } from './post.ts';
import { Day } from './shape.ts';

/** The six groups' plans (具体方案): phases with dates, proposed by the group's leader and decided like a target. */

export const Phase = z
  .looseObject({
    name: z.string().trim().min(1).max(120),
    from: Day,
    to: Day,
    /** By what one sees that it is done (衡量标准). */
    measure: z.string().max(500).default(''),
    unit: z.string().max(64).default(''),
  })
  .refine((phase) => phase.from <= phase.to, { path: ['to'], message: 'earlier than from' });
export type Phase = z.infer<typeof Phase>;

const Phases = z.array(Phase).min(1).max(40);

/** Body of `plan.proposed`. */
export const PlanProposed = z.looseObject({
  group: z.enum(GROUPS),
  title: z.string().trim().min(1).max(200),
  phases: Phases,
  /** Targets that it works towards. */
  targets: z.array(z.string().max(64)).max(20).default([]),
  reason: z.string().max(4000).default(''),
  cosign: z.array(z.string().min(1).max(64)).max(20).nullish(),
  reviewOn: Day.nullish(),
});
export type PlanProposed = z.infer<typeof PlanProposed>;
export type PlanProposal = Proposal<PlanProposed>;

export const PLAN: Matter<PlanProposed> = {
  noun: 'plan',
  schema: PlanProposed,
  offerFault: ({ group }, roles) =>
    roles.includes(`leader:${group}`) ? null : `the plan of ${group} is proposed by its leader`,
  amendFault(_body, amended) {
    if (amended.phases === undefined) return null;
    const phases = Phases.safeParse(amended.phases);
    if (phases.success) return null;
    const issue = phases.error.issues[0];
    return `amended.phases.${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not readable'}`;
  },
};

/** A group's plan as it was consented to. */
export interface PlanInForce {
  group: Group;
  title: string;
  phases: Phase[];
  targets: readonly string[];
  proposal: string;
  decision: string;
  decidedBy: string;
  paper: boolean;
  /** The day of the receipt that made it bind. */
  since: string;
}

export interface Plans extends Omit<Matters<PlanProposed>, 'settled'> {
  /** One a group at most: of several that were approved the one that was received last. */
  inForce: PlanInForce[];
}

export function foldPlans(all: readonly Weighed[], means: Means): Plans {
  const { settled, ...rest } = foldMatter(all, means, PLAN);
  const consented = settled.flatMap(({ offer, chain }) => {
    const last = chain.at(-1);
    if (!last || (last.decision !== 'approve' && last.decision !== 'amend')) return [];
    const { group, title, targets } = offer.body;
    const amended = Phases.safeParse(last.amended?.phases);
    const place = Math.max(last.mark.seq, offer.mark.seq);
    const plan: PlanInForce = {
      ...{ group, title, targets, proposal: offer.entry.id, decision: last.id },
      ...{
        decidedBy: last.by,
        paper: last.paper,
        since: place === last.mark.seq ? last.mark.day : offer.mark.day,
      },
      phases: amended.success ? amended.data : offer.body.phases,
    };
    return [{ place, plan }];
  });
  consented.sort((a, b) => a.place - b.place || (a.plan.decision < b.plan.decision ? -1 : 1));
  const inForce = GROUPS.flatMap(
    (group) => consented.findLast(({ plan }) => plan.group === group)?.plan ?? [],
  );
  return { ...rest, inForce };
}

/** Where a phase stands on a day: whether it is done is not said by its dates. */
export function phaseOn({ from, to }: Pick<Phase, 'from' | 'to'>, day: string): 'ahead' | 'running' | 'over' {
  if (day < from) return 'ahead';
  return day <= to ? 'running' : 'over';
}
