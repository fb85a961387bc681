import type { z } from 'zod';
import type { MatterRow } from '../domain/contract/targets.ts';
import { isoShanghai } from '../domain/day.ts';
import { TARGET } from '../domain/decision.ts';
import { readClock } from '../domain/ledger/clock.ts';
import { type Entry, wholeText } from '../domain/ledger/entry.ts';
import type { Decision, Matter, Note, Proposal } from '../domain/matter.ts';
import { Confirmed, Decided, Noted, Recorded, Reviewed, Withdrawn } from '../domain/matter-body.ts';
import { PLAN } from '../domain/plan.ts';
import { Refusal } from '../domain/rpc.ts';
import { nodeCrypto } from '../replica/crypto.ts';
import type { Context } from './app.ts';
import { decisionsOf, rolesOf } from './decisions.ts';
import { must, parsed } from './may.ts';

/** What is done about a matter, the same for a target and a group's plan: each act signs one entry of `targets`. */
const DOCUMENT = 'targets';
type Body = Record<string, unknown>;
type Noun = Matter<Body>['noun'];

const matters = { target: TARGET, plan: PLAN } as unknown as Record<Noun, Matter<Body>>;

function proposalsOf(context: Context, noun: Noun): readonly Proposal<Body>[] {
  const believed = decisionsOf(context);
  return noun === 'target' ? believed.proposals : believed.plans.proposals;
}

function proposalOf(context: Context, noun: Noun, id: string): Proposal<Body> {
  const found = proposalsOf(context, noun).find((each) => each.id === id);
  if (!found) throw new Refusal('unknown_proposal', `${id}: no such proposal here`, id);
  return found;
}

export const hashOf = (entry: Entry): string => nodeCrypto.sha256(wholeText(entry));

export function sign(context: Context, kind: string, subject: string, body: Body): { id: string } {
  return { id: context.record(DOCUMENT, kind, subject, body, { sign: true }).id };
}

/** What a decision says, on the screen or on paper, must fit its proposal. */
function checkAmended(noun: Noun, proposal: Proposal<Body>, { decision, amended }: Decided): void {
  if (decision !== 'amend') return;
  if (!amended || Object.keys(amended).length === 0)
    throw new Refusal('bad_input', 'amend: amended is missing', proposal.id);
  const wrong = matters[noun].amendFault(proposal.body, amended);
  if (wrong) throw new Refusal('bad_input', wrong, proposal.id);
}

/** The acts about one kind of matter. What is proposed, and what may be left out of it, is the matter's own. */
export function matterActs(noun: Noun, complete: (input: Body) => Body) {
  const kind = (verb: string) => `${noun}.${verb}`;
  /** Reads a body that is about a proposal, and the proposal itself. */
  const about = <S extends z.ZodType<{ proposal: string }>>(
    context: Context,
    verb: string,
    schema: S,
    input: Body,
  ) => {
    const body = parsed(kind(verb), schema, input);
    return { body, proposal: proposalOf(context, noun, body.proposal) };
  };
  const simple = (verb: string, schema: z.ZodType<{ proposal: string }>) => ({
    run(context: Context, input: Body) {
      must(context, kind(verb));
      const { proposal } = about(context, verb, schema, input);
      return sign(context, kind(verb), proposal.id, input);
    },
  });
  return {
    propose: {
      run(context: Context, input: Body) {
        must(context, kind('proposed'));
        const given = complete(input);
        const body = parsed(kind('proposed'), matters[noun].schema as z.ZodType<Body>, given);
        const { person, post } = context.me;
        const wrong = matters[noun].offerFault(body, [post, ...rolesOf(context, person)]);
        if (wrong) throw new Refusal('post', wrong, kind('proposed'));
        return sign(context, kind('proposed'), String(given.target ?? given.group), given);
      },
    },
    decide: {
      run(context: Context, input: Body) {
        must(context, kind('decided'));
        const proposal = proposalOf(context, noun, String(input.proposal));
        const given = { ...input, proposalHash: hashOf(proposal.entry) };
        checkAmended(noun, proposal, parsed(kind('decided'), Decided, given));
        return sign(context, kind('decided'), proposal.id, given);
      },
    },
    withdraw: {
      run(context: Context, input: Body) {
        must(context, kind('withdrawn'));
        const { proposal } = about(context, 'withdrawn', Withdrawn, input);
        const { person, post } = context.me;
        // By whoever made it, or by a leader of the group that did.
        if (proposal.by !== person && !rolesOf(context, proposal.by).includes(post))
          throw new Refusal('post', 'a proposal is withdrawn by the group that made it', proposal.id);
        return sign(context, kind('withdrawn'), proposal.id, input);
      },
    },
    record: {
      run(context: Context, input: Body) {
        must(context, kind('recorded'));
        const proposal = proposalOf(context, noun, String(input.proposal));
        const given = { remark: '', ...input, proposalHash: hashOf(proposal.entry) };
        const body = parsed(kind('recorded'), Recorded, given);
        checkAmended(noun, proposal, body);
        const roles = rolesOf(context, body.approver);
        if (!roles.includes('commander') && !roles.includes('deputy'))
          throw new Refusal('approver', `${body.approver} is neither commander nor deputy`, proposal.id);
        return sign(context, kind('recorded'), proposal.id, given);
      },
    },
    confirm: {
      run(context: Context, input: Body) {
        must(context, kind('confirmed'));
        const { recorded } = parsed(kind('confirmed'), Confirmed, input);
        const entry = context.replica.entry(DOCUMENT, recorded);
        if (entry?.kind !== kind('recorded'))
          throw new Refusal('unknown_record', `${recorded}: no such decision on paper here`, recorded);
        if (entry.by.person === context.me.person)
          throw new Refusal(
            'same_person',
            'a record is confirmed by another person than its writer',
            recorded,
          );
        return sign(context, kind('confirmed'), recorded, input);
      },
    },
    check: simple('checked', Noted),
    cosign: simple('cosigned', Noted),
    review: simple('reviewed', Reviewed),
  };
}

const timeOf = (clock: string) => isoShanghai(readClock(clock).ms);

/** Names of persons; an id that nobody knows is shown as it is. */
type NameTo = (person: string) => string;

function decisionRow(each: Decision, name: NameTo) {
  const { id, decision, remark, paper, amended, rank, at, mark, record } = each;
  return {
    ...{ id, decision, remark, paper, rank, amended, by: name(each.by), at: timeOf(at) },
    receivedOn: mark?.day ?? null,
    record: record && {
      ...record,
      writer: name(record.writer),
      confirmedBy: record.confirmedBy === null ? null : name(record.confirmedBy),
    },
  };
}

const noteRow = ({ at, by, ...note }: Note, name: NameTo) => ({ ...note, by: name(by), at: timeOf(at) });

/** What a screen is told of any proposal. */
export function matterRow(proposal: Proposal<Body>, name: NameTo, me: string): MatterRow {
  const { id, state, by, entry, receipted, superseded, reviewOn } = proposal;
  const decision = proposal.decision ?? proposal.signed.at(-1) ?? null;
  return {
    ...{ id, state, receipted, superseded, reviewOn, by: name(by), mine: by === me, at: timeOf(entry.at) },
    hash: hashOf(entry),
    ...(decision && { decision: decisionRow(decision, name) }),
    body: entry.body,
    notes: proposal.notes.map((note) => noteRow(note, name)),
    // Written down from paper, and waiting for somebody else to compare it.
    papers: proposal.signed
      .filter((each) => each.record && each.record.confirmedBy === null)
      .map((each) => ({ ...decisionRow(each, name), mayConfirm: each.record!.writer !== me })),
  };
}
