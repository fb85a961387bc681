import { addDays } from './day.ts';
import {
  foldMatter,
  type Matter,
  type Matters,
  type Means,
  type Proposal,
  type Settled,
  type Weighed,
} from './matter.ts';
import { Amended, type Approval, inOrder, Proposed, sameScope, scopeOf, valueProblem } from './target.ts';

export type TargetProposal = Proposal<Proposed>;

export interface Decisions {
  /** In order of receipt; those without one last, by their clock. */
  proposals: TargetProposal[];
  approvals: Approval[];
  /** Entries that change nothing because something they need has not come. */
  waiting: Matters<Proposed>['waiting'];
  refused: Matters<Proposed>['refused'];
}

/** What else the fold of targets must know. */
export interface TargetMeans extends Means {
  /** The day on which a pollution alert was lifted, from the ledger of alerts; null while it holds or is unknown. */
  liftedOn(alert: string): string | null;
}

function amendFault(body: Proposed, given: Record<string, unknown>): string | null {
  const amended = Amended.safeParse(given);
  if (!amended.success) {
    const issue = amended.error.issues[0];
    return `amended.${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not readable'}`;
  }
  const { value } = amended.data;
  const wrong = value === undefined ? null : valueProblem(body.unit, value);
  return wrong && `amended.value: ${wrong}`;
}

export const TARGET: Matter<Proposed> = {
  noun: 'target',
  schema: Proposed,
  offerFault: () => null,
  amendFault,
};

const later = (a: string, b: string): string => (a > b ? a : b);
const earliest = (ends: readonly (string | null | undefined)[]) =>
  ends.reduce<string | null>((a, b) => (b && (!a || b < a) ? b : a), null);

/**
 * The approvals that a chain of decisions makes, each until the day before the next takes its place, until the last
 * day it was asked for, or until the day on which the alert was lifted that it was asked for; of these the first.
 */
function approvalsOf({ offer, chain }: Settled<Proposed>, { liftedOn }: TargetMeans): Approval[] {
  const { body } = offer;
  const lifted = body.untilAlert ? liftedOn(body.untilAlert) : null;
  return chain.flatMap((each, index) => {
    if (each.decision !== 'approve' && each.decision !== 'amend') return [];
    // A decision receipted before its proposal waits for it, so nothing before the later of the two is changed.
    const on = later(each.mark.day, offer.mark.day);
    const amended = Amended.parse(each.amended ?? {});
    const from = later(on, amended.effectiveFrom ?? body.effectiveFrom);
    const after = chain[index + 1];
    const replacedOn = after && later(after.mark.day, offer.mark.day);
    const until = earliest([body.effectiveTo, replacedOn && addDays(replacedOn, -1), lifted]);
    if (until !== null && until < from) return [];
    const approval: Approval = {
      decision: each.id,
      proposal: offer.entry.id,
      target: body.target,
      value: amended.value ?? body.value,
      unit: body.unit,
      scope: scopeOf(body.target, body.scope),
      dueOn: later(on, amended.dueOn ?? body.dueOn),
      replaces: body.replaces,
      from,
      until,
      receivedOn: on,
      place: [Math.max(each.mark.seq, offer.mark.seq), each.mark.seq],
      decidedBy: each.by,
      paper: each.paper,
    };
    return [approval];
  });
}

/** What the entries of `targets` mean for targets: proposals with their state, and the approvals that bind. */
export function foldDecisions(all: readonly Weighed[], means: TargetMeans): Decisions {
  const { proposals, settled, waiting, refused } = foldMatter(all, means, TARGET);
  const approvals = settled.flatMap((each) => approvalsOf(each, means)).sort(inOrder);
  return { proposals, approvals, waiting, refused };
}

const isOpen = ({ state }: TargetProposal) => state === 'pending' || state === 'signed';

/** Whether two proposals are about the same line: target, scope, and the due date of what they would change or add. */
function sameLine({ body: a }: TargetProposal, { body: b }: TargetProposal): boolean {
  return (
    a.target === b.target &&
    (a.replaces ?? a.dueOn) === (b.replaces ?? b.dueOn) &&
    sameScope(scopeOf(a.target, a.scope), scopeOf(b.target, b.scope))
  );
}

/** Open requests about the same line as this one: a person settles which of them goes on. */
export function rivalsOf(proposal: TargetProposal, proposals: readonly TargetProposal[]): string[] {
  if (!isOpen(proposal)) return [];
  return proposals
    .filter((each) => each.id !== proposal.id && isOpen(each) && sameLine(proposal, each))
    .map((each) => each.id);
}

/**
 * Decisions to be looked at again on a day: approved, their review day has come, and their time is neither over nor
 * was another approval given on the same line since.
 */
export function dueForReview(decisions: Decisions, day: string): string[] {
  const { proposals, approvals } = decisions;
  return proposals.flatMap((proposal) => {
    if (proposal.state !== 'approved' || proposal.reviewOn === null || proposal.reviewOn > day) return [];
    const own = approvals.findLast((each) => each.proposal === proposal.id);
    if (!own || (own.until !== null && own.until < day)) return [];
    const replaced = approvals.some((each) => {
      const other = proposals.find(({ id }) => id === each.proposal);
      return each.proposal !== proposal.id && inOrder(each, own) > 0 && other && sameLine(proposal, other);
    });
    return replaced ? [] : [proposal.id];
  });
}
