import { type Phase, Phases, type PlanProposal, phaseOn } from '../domain/plan.ts';
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

/** The phases of a decision that amends, binding or signed and on its way. */
function amendedOf({ decision, signed }: PlanProposal): Phase[] | null {
  const last = decision ?? signed.at(-1);
  return Phases.safeParse(last?.amended?.phases).data ?? null;
}

function groupRow(context: Context, group: Group, date: string) {
  const { plans } = decisionsOf(context);
  const name = nameOf(context);
  const versions = plans.versions.filter((each) => each.group === group);
  const plan = versions.find(({ until }) => until === null);
  const rows = (phases: readonly Phase[]) => phases.map(phaseRow(date));
  const proposals = plans.proposals.filter((each: PlanProposal) => each.body.group === group);
  return {
    ...{ group, name: groupOf(group).zh },
    plan: plan
      ? {
          ...{ title: plan.title, number: plan.number, since: plan.since, paper: plan.paper },
          ...{ decidedBy: name(plan.decidedBy), proposal: plan.proposal, targets: [...plan.targets] },
          phases: rows(plan.phases),
        }
      : null,
    proposals: proposals.map((each) => ({
      ...matterRow(each, name, context.me.person),
      title: each.body.title,
      phases: rows(each.body.phases),
      amended: amendedOf(each)?.map(phaseRow(date)) ?? null,
      writtenOn: versions.find(({ proposal }) => proposal === each.body.replaces)?.number ?? null,
    })),
    versions: versions.toReversed().map((each) => {
      const from = proposals.find(({ id }) => id === each.proposal);
      return {
        ...{ number: each.number, title: each.title, since: each.since, until: each.until },
        ...{ proposal: each.proposal, by: name(from?.by ?? ''), reason: from?.body.reason ?? '' },
        ...{ decidedBy: name(each.decidedBy), paper: each.paper },
        ...{ amended: each.amended },
        phases: rows(each.phases),
      };
    }),
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
