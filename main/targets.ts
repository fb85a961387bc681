import { isoShanghai } from '../domain/day.ts';
import type { Proposal } from '../domain/decision.ts';
import { targetRef } from '../domain/gate-table.ts';
import { readClock } from '../domain/ledger/clock.ts';
import { type Entry, wholeText } from '../domain/ledger/entry.ts';
import { Refusal } from '../domain/rpc.ts';
import {
  Confirmed,
  Decided,
  type Line,
  Proposed,
  Recorded,
  type Scope,
  TARGETS,
  type TargetId,
  targetsOn,
  valueProblem,
  Withdrawn,
} from '../domain/target.ts';
import { nodeCrypto } from '../replica/crypto.ts';
import type { Acts, Context, Queries, Reads } from './app.ts';
import { decisionsOf, nameOf, rolesOf } from './decisions.ts';
import { must, parsed } from './may.ts';

/** Dated targets, proposals, and what commander and deputy decide. */
const READS: readonly Reads[] = ['targets', 'receipts', 'registry'];
const DOCUMENT = 'targets';

export const kindOf = (target: string) =>
  Object.hasOwn(TARGETS, target) ? TARGETS[target as TargetId] : null;

export function scopeText(scope: Scope): Record<string, string> {
  return Object.fromEntries(Object.entries(scope).filter(([, value]) => value !== undefined));
}

const lineRow = (line: Line, inForce: boolean) => ({
  id: line.target,
  name: kindOf(line.target)?.zh ?? line.target,
  scope: scopeText(line.scope),
  unit: line.unit,
  ...targetRef(line),
  inForce,
});

function proposalRow(proposal: Proposal, nameTo: (person: string) => string) {
  const { id, body, state, by, entry, receipted, superseded } = proposal;
  const decision = proposal.decision ?? proposal.signed.at(-1) ?? null;
  return {
    id,
    target: body.target,
    value: body.value,
    state,
    by: nameTo(by),
    at: isoShanghai(readClock(entry.at).ms),
    ...(decision && {
      decision: {
        id: decision.id,
        decision: decision.decision,
        by: nameTo(decision.by),
        remark: decision.remark,
        paper: decision.paper,
      },
    }),
    body,
    receipted,
    superseded,
  };
}

export const queries = {
  'targets.inForce': {
    reads: READS,
    run(context, { date }) {
      const { inForce, next } = targetsOn(decisionsOf(context).book, date);
      return {
        targets: [...inForce.map((line) => lineRow(line, true)), ...next.map((line) => lineRow(line, false))],
      };
    },
  },
  'targets.proposals': {
    reads: READS,
    run(context) {
      const { proposals, refused } = decisionsOf(context);
      const name = nameOf(context);
      return {
        proposals: proposals.map((each) => proposalRow(each, name)),
        refused: [...refused, ...context.trust().refused, ...context.refused()],
      };
    },
  },
} satisfies Partial<Queries>;

export function proposalOf(context: Context, id: string): Proposal {
  const found = decisionsOf(context).proposals.find((each) => each.id === id);
  if (!found) throw new Refusal('unknown_proposal', `${id}: no such proposal here`, id);
  return found;
}

/** A request as its writer gives it, with what may be left out. @throws {Refusal} `unknown_target` */
export function draftBody<T extends { target: string }>(input: T) {
  const kind = kindOf(input.target);
  if (!kind) throw new Refusal('unknown_target', `${input.target}: no such target`, input.target);
  return { unit: kind.unit, scope: {}, replaces: null, reason: '', ...input };
}

const hashOf = (entry: Entry): string => nodeCrypto.sha256(wholeText(entry));

/** What a decision says, on the screen or on paper, must fit its proposal. */
function checkAmended(proposal: Proposal, { decision, amended }: Decided): void {
  if (decision !== 'amend') return;
  if (!amended || Object.keys(amended).length === 0)
    throw new Refusal('bad_input', 'amend: amended is missing', proposal.id);
  const wrong = amended.value === undefined ? null : valueProblem(proposal.body.unit, amended.value);
  if (wrong) throw new Refusal('bad_input', `amended.value: ${wrong}`, proposal.id);
}

function sign(
  context: Context,
  kind: string,
  subject: string,
  body: Record<string, unknown>,
): { id: string } {
  return { id: context.record(DOCUMENT, kind, subject, body, { sign: true }).id };
}

export const acts = {
  'target.propose': {
    run(context, input) {
      must(context, 'target.proposed');
      const given = draftBody(input);
      parsed('target.proposed', Proposed, given);
      return sign(context, 'target.proposed', input.target, given);
    },
  },
  'target.decide': {
    run(context, input) {
      must(context, 'target.decided');
      const proposal = proposalOf(context, input.proposal);
      const given = { ...input, proposalHash: hashOf(proposal.entry) };
      checkAmended(proposal, parsed('target.decided', Decided, given));
      return sign(context, 'target.decided', proposal.id, given);
    },
  },
  'target.withdraw': {
    run(context, input) {
      must(context, 'target.withdrawn');
      const proposal = proposalOf(context, parsed('target.withdrawn', Withdrawn, input).proposal);
      const { person, post } = context.me;
      // By whoever made it, or by a leader of the group that did.
      if (proposal.by !== person && !rolesOf(context, proposal.by).includes(post))
        throw new Refusal('post', 'a proposal is withdrawn by the group that made it', proposal.id);
      return sign(context, 'target.withdrawn', proposal.id, input);
    },
  },
  'target.record': {
    run(context, input) {
      must(context, 'target.recorded');
      const proposal = proposalOf(context, input.proposal);
      const given = { remark: '', ...input, proposalHash: hashOf(proposal.entry) };
      const body = parsed('target.recorded', Recorded, given);
      checkAmended(proposal, body);
      const roles = rolesOf(context, body.approver);
      if (!roles.includes('commander') && !roles.includes('deputy'))
        throw new Refusal('approver', `${body.approver} is neither commander nor deputy`, proposal.id);
      return sign(context, 'target.recorded', proposal.id, given);
    },
  },
  'target.confirm': {
    run(context, input) {
      must(context, 'target.confirmed');
      const { recorded } = parsed('target.confirmed', Confirmed, input);
      const entry = context.replica.entry(DOCUMENT, recorded);
      if (entry?.kind !== 'target.recorded')
        throw new Refusal('unknown_record', `${recorded}: no such decision on paper here`, recorded);
      if (entry.by.person === context.me.person)
        throw new Refusal('same_person', 'a record is confirmed by another person than its writer', recorded);
      return sign(context, 'target.confirmed', recorded, input);
    },
  },
} satisfies Partial<Acts>;
