import { z } from 'zod';
import { foldMatter, type Matter, type Matters, type Means, type Proposal, type Weighed } from './matter.ts';
import { changed, phaseChanges } from './plan-change.ts';
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

export const Phases = z.array(Phase).min(1).max(40);

/** Body of `plan.proposed`. */
export const PlanProposed = z.looseObject({
  group: z.enum(GROUPS),
  title: z.string().trim().min(1).max(200),
  phases: Phases,
  /** Targets that it works towards. */
  targets: z.array(z.string().max(64)).max(20).default([]),
  reason: z.string().max(4000).default(''),
  /** The proposal of the version that was in force when it was written; null where none was. */
  replaces: z.string().min(1).max(128).nullish(),
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
  /** Its phases are the decision's own (按…同意), not those proposed. */
  amended: boolean;
  /** The day of the receipt that made it bind. */
  since: string;
}

/** A version that was in force, from one receipt to the next. */
export interface PlanVersion extends PlanInForce {
  /** Counted from one in each group. */
  number: number;
  /** The day of the receipt that ended it; null while it is in force. */
  until: string | null;
}

export interface Plans extends Omit<Matters<PlanProposed>, 'settled'> {
  /** One a group at most: of several that were approved the one that was received last. */
  inForce: PlanInForce[];
  /** Every version that was in force, of each group the oldest first. */
  versions: PlanVersion[];
}

type Settled = Matters<PlanProposed>['settled'][number];

/** What a decision that binds makes of a proposal; null where it consents to nothing. */
function consented({ offer }: Settled, decision: Settled['chain'][number]): PlanInForce | null {
  if (decision.decision !== 'approve' && decision.decision !== 'amend') return null;
  const { group, title, phases, targets } = offer.body;
  const amended = Phases.safeParse(decision.amended?.phases);
  const later = decision.mark.seq >= offer.mark.seq ? decision.mark : offer.mark;
  return {
    ...{ group, title, targets, proposal: offer.entry.id, decision: decision.id, decidedBy: decision.by },
    ...{ paper: decision.paper, amended: amended.success, since: later.day },
    phases: amended.success ? amended.data : phases,
  };
}

const sameText = (a: PlanInForce, b: PlanInForce): boolean => changed(phaseChanges(a.phases, b.phases)) === 0;

/**
 * The versions of one group, decision by decision in the order of receipt: one consented to takes the place of the one
 * before; one whose consent the commander takes back gives it to the one consented to last of those that still are.
 */
function versionsOf(settled: readonly Settled[]): PlanVersion[] {
  const steps = settled.flatMap((each) =>
    each.chain.map((decision) => ({
      each,
      decision,
      place: Math.max(decision.mark.seq, each.offer.mark.seq),
    })),
  );
  steps.sort((a, b) => a.place - b.place || a.decision.mark.seq - b.decision.mark.seq);
  const standing = new Map<string, PlanInForce>();
  const versions: PlanVersion[] = [];
  for (const { each, decision } of steps) {
    const plan = consented(each, decision);
    const day = decision.mark.seq >= each.offer.mark.seq ? decision.mark.day : each.offer.mark.day;
    standing.delete(each.offer.entry.id);
    if (plan) standing.set(plan.proposal, plan);
    const now = [...standing.values()].at(-1);
    const last = versions.at(-1);
    const open = last?.until === null ? last : null;
    // Consented to once more, by the commander, without another word: the same version.
    if (open && now && open.proposal === now.proposal && sameText(open, now))
      Object.assign(open, now, { since: open.since });
    else if (open) open.until = day;
    if (now && open?.until !== null)
      versions.push({ ...now, since: day, number: versions.length + 1, until: null });
  }
  return versions;
}

export function foldPlans(all: readonly Weighed[], means: Means): Plans {
  const { settled, ...rest } = foldMatter(all, means, PLAN);
  const versions = GROUPS.flatMap((group) =>
    versionsOf(settled.filter(({ offer }) => offer.body.group === group)),
  );
  const inForce = versions
    .filter(({ until }) => until === null)
    .map(({ number: _, until: __, ...plan }) => plan);
  return { ...rest, inForce, versions };
}

/** Where a phase stands on a day: whether it is done is not said by its dates. */
export function phaseOn({ from, to }: Pick<Phase, 'from' | 'to'>, day: string): 'ahead' | 'running' | 'over' {
  if (day < from) return 'ahead';
  return day <= to ? 'running' : 'over';
}
