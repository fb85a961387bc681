import { Allotted, fitOf } from '../domain/allotment.ts';
import { countyName } from '../domain/county.ts';
import { addDays, isoShanghai } from '../domain/day.ts';
import { dueForReview, rivalsOf, type TargetProposal } from '../domain/decision.ts';
import { targetRef } from '../domain/gate-table.ts';
import { readClock } from '../domain/ledger/clock.ts';
import { Refusal } from '../domain/rpc.ts';
import { type Share, sumShares } from '../domain/share.ts';
import {
  historyOf,
  type Line,
  type Scope,
  stepsOf,
  TARGETS,
  type TargetId,
  targetFor,
  targetsOn,
} from '../domain/target.ts';
import { groupOf } from '../domain/unit.ts';
import type { Acts, Context, Queries, Reads } from './app.ts';
import { alertsOf, decisionsOf, nameOf, personsOf, rolesOf } from './decisions.ts';
import { sharesOn } from './gates.ts';
import { matterActs, matterRow, sign } from './matters.ts';
import { must, parsed } from './may.ts';
import { momentOf } from './moment.ts';
import { enterprisesOf } from './registry.ts';

/** Dated targets, requests to change them, what commander and deputy decide, and how a target is broken down. */
const READS: readonly Reads[] = ['targets', 'receipts', 'registry', 'alerts'];
/** So many days' traffic weighs the parts of a share that is broken down. */
const WEIGHED_DAYS = 30;

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

export function proposalOf(context: Context, id: string): TargetProposal {
  const found = decisionsOf(context).proposals.find((each) => each.id === id);
  if (!found) throw new Refusal('unknown_proposal', `${id}: no such proposal here`, id);
  return found;
}

/** A request as its writer gives it, with what may be left out. @throws {Refusal} `unknown_target` */
export function draftBody<T extends { target?: unknown }>(input: T) {
  const kind = kindOf(String(input.target));
  if (!kind) throw new Refusal('unknown_target', `${input.target}: no such target`, String(input.target));
  return { unit: kind.unit, scope: {}, replaces: null, reason: '', ...input };
}

function untilAlert(context: Context, { body }: TargetProposal) {
  if (!body.untilAlert) return null;
  const lifted = alertsOf(context).find((each) => each.id === body.untilAlert)?.liftedAt ?? null;
  return { id: body.untilAlert, liftedOn: lifted === null ? null : isoShanghai(lifted).slice(0, 10) };
}

function history(context: Context, target: string) {
  const { book, proposals } = decisionsOf(context);
  const name = nameOf(context);
  return historyOf(book, target).map((line) => {
    const proposal = proposals.find((each) => each.id === line.proposal);
    const approval = book.approvals.find((each) => each.decision === line.decision);
    return {
      ...{ value: line.value, unit: line.unit, dueOn: line.dueOn, since: line.since, until: line.until },
      ...{ scope: scopeText(line.scope), basis: line.basis, proposal: line.proposal },
      decidedBy: line.decidedBy === null ? null : name(line.decidedBy),
      paper: approval?.paper ?? false,
      reason: proposal?.body.reason ?? '',
      grounds: proposal?.body.grounds ?? [],
    };
  });
}

/** What each part releases, by which a share that is broken down is weighed: a county's or an enterprise's traffic. */
function releasedBy(
  context: Context,
  target: string,
  level: Allotted['level'],
  date: string,
): Map<string, Share> {
  if (level === 'group' || !target.startsWith('gate.')) return new Map();
  const tier = kindOf(target)?.scope.tier;
  const own = enterprisesOf(context).filter((each) => each.tier === tier);
  const days = Array.from({ length: WEIGHED_DAYS }, (_, back) => sharesOn(context, addDays(date, -back)));
  const of = Map.groupBy(own, (each) => (level === 'county' ? each.county : each.id));
  return new Map(
    [...of].map(([key, members]) => [
      key,
      sumShares(days.flatMap((shares) => members.flatMap(({ id }) => shares?.get(id) ?? []))),
    ]),
  );
}

function partName(context: Context, level: Allotted['level'], to: string): string {
  if (level === 'county') return countyName(to);
  if (level === 'enterprise') return enterprisesOf(context).find((each) => each.id === to)?.shortName ?? to;
  return groupOf(to as Parameters<typeof groupOf>[0])?.zh ?? to;
}

function breakdown(context: Context, target: string, date: string) {
  const { allotments, book } = decisionsOf(context);
  const name = nameOf(context);
  const own = [...allotments.inForce, ...allotments.signed].filter((each) => each.body.target === target);
  return own.map(({ id, by, at, receipted, body }) => {
    const { dueOn, level, parts, reason, unit } = body;
    const { inForce } = targetFor(book, { target, day: dueOn > date ? dueOn : date });
    // The line may have been moved since: then there is nothing that this adds up to.
    const line = inForce?.dueOn === dueOn ? inForce : null;
    const released = releasedBy(context, target, level, date);
    const fit = line && fitOf(unit, line, parts, released);
    return {
      ...{ id, receipted, dueOn, level, reason, by: name(by), at: isoShanghai(readClock(at).ms) },
      parts: parts.map(({ to, value }) => ({
        ...{ to, value, name: partName(context, level, to) },
        released: released.get(to)?.released ?? null,
      })),
      fit: {
        fits: fit?.fits ?? false,
        why: fit ? (fit.fits ? null : fit.why) : ('no_line' as const),
        total: fit?.total ?? null,
        line: line?.value ?? null,
      },
    };
  });
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
    timed: true,
    run(context) {
      const believed = decisionsOf(context);
      const name = nameOf(context);
      return {
        proposals: believed.proposals.map((each) => ({
          ...matterRow(each, name, context.me.person),
          ...{ target: each.body.target, value: each.body.value },
          rivals: rivalsOf(each, believed.proposals),
          untilAlert: untilAlert(context, each),
        })),
        dueForReview: dueForReview(believed, momentOf(context).date),
        refused: [...believed.refused, ...context.trust().refused, ...context.refused()],
      };
    },
  },
  'targets.history': {
    reads: READS,
    run: (context, { target }) => ({
      target,
      steps: stepsOf(decisionsOf(context).book, target),
      lines: history(context, target),
    }),
  },
  'targets.leaders': {
    reads: READS,
    run: (context) => ({
      leaders: personsOf(context.replica).flatMap(({ id, name }) => {
        const roles = rolesOf(context, id);
        const post = (['commander', 'deputy'] as const).find((each) => roles.includes(each));
        return post ? [{ id, name, post }] : [];
      }),
    }),
  },
  'targets.breakdown': {
    reads: [...READS, 'gates', 'gate-days'],
    run(context, { target, date: given }) {
      const { date } = momentOf(context, given);
      return { target, date, breakdowns: breakdown(context, target, date) };
    },
  },
} satisfies Partial<Queries>;

const act = matterActs('target', draftBody);

export const acts = {
  'target.propose': act.propose,
  'target.decide': act.decide,
  'target.withdraw': act.withdraw,
  'target.record': act.record,
  'target.confirm': act.confirm,
  'target.check': act.check,
  'target.cosign': act.cosign,
  'target.review': act.review,
  'target.allot': {
    run(context, input) {
      must(context, 'target.allotted');
      const kind = kindOf(input.target);
      if (!kind) throw new Refusal('unknown_target', `${input.target}: no such target`, input.target);
      const given = { unit: kind.unit, ...input };
      parsed('target.allotted', Allotted, given);
      return sign(context, 'target.allotted', input.target, given);
    },
  },
} satisfies Partial<Acts>;
