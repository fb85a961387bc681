import { type Phase, type PlanProposal, phaseOn } from '../domain/plan.ts';
import { GROUPS, type Group, parsePost } from '../domain/post.ts';
import { groupOf } from '../domain/unit.ts';
import type { Acts, Context, Queries } from './app.ts';
import { decisionsOf, nameOf } from './decisions.ts';
import { matterActs, matterRow } from './matters.ts';
import { momentOf } from './moment.ts';

/** The six groups' plans (具体方案), beside the targets and decided like them. */

const phaseRow = (date: string) => (phase: Phase) => ({
  ...{ name: phase.name, from: phase.from, to: phase.to, measure: phase.measure, unit: phase.unit },
  stands: phaseOn(phase, date),
});

function groupRow(context: Context, group: Group, date: string) {
  const { plans } = decisionsOf(context);
  const name = nameOf(context);
  const plan = plans.inForce.find((each) => each.group === group);
  const proposals = plans.proposals.filter((each: PlanProposal) => each.body.group === group);
  return {
    ...{ group, name: groupOf(group).zh },
    plan: plan
      ? {
          ...{ title: plan.title, since: plan.since, decidedBy: name(plan.decidedBy), paper: plan.paper },
          ...{ proposal: plan.proposal, targets: [...plan.targets], phases: plan.phases.map(phaseRow(date)) },
        }
      : null,
    proposals: proposals.map((each) => ({
      ...matterRow(each, name, context.me.person),
      title: each.body.title,
      phases: each.body.phases.map(phaseRow(date)),
    })),
  };
}

export const queries = {
  'plans.now': {
    reads: ['targets', 'receipts', 'registry', 'alerts'],
    timed: true,
    run(context, given) {
      const { date } = momentOf(context, given.date);
      return { date, groups: GROUPS.map((group) => groupRow(context, group, date)) };
    },
  },
} satisfies Partial<Queries>;

const act = matterActs('plan', (input) => input);

export const acts = {
  'plan.propose': {
    run(context, input) {
      const post = parsePost(context.me.post);
      const own = post?.role === 'leader' ? { group: post.group } : {};
      return act.propose.run(context, { ...own, ...input });
    },
  },
  'plan.decide': act.decide,
  'plan.withdraw': act.withdraw,
  'plan.record': act.record,
  'plan.confirm': act.confirm,
  'plan.check': act.check,
  'plan.cosign': act.cosign,
  'plan.review': act.review,
} satisfies Partial<Acts>;
