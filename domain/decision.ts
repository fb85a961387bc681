import { addDays } from './day.ts';
import { byClock, type Entry, wholeText } from './ledger/entry.ts';
import type { Refused } from './ledger/trust.ts';
import { mayWrite, parsePost } from './post.ts';
import {
  type Approval,
  Confirmed,
  Decided,
  inOrder,
  Proposed,
  Recorded,
  scopeOf,
  valueProblem,
  Withdrawn,
} from './target.ts';

/** The office's mark, as far as the fold needs it: order, and the day in Asia/Shanghai. */
export interface Mark {
  seq: number;
  day: string;
}

/** An entry of `targets` whose signature has been checked. Those that failed do not come here. */
export interface Weighed {
  entry: Entry;
  /** Null: signed and not yet at the office. */
  mark: Mark | null;
  /** Post and roles of who signed, as the certificate says. */
  roles: readonly string[];
}

export interface Means {
  /** Lower-case hex. */
  sha256(text: string): string;
  /** Roles of a person who need not have a key: the approver of a decision on paper. */
  rolesOf(person: string): readonly string[];
}

export type ProposalState = 'pending' | 'signed' | 'approved' | 'rejected' | 'returned' | 'withdrawn';

export interface Decision {
  id: string;
  decision: Decided['decision'];
  by: string;
  rank: 'commander' | 'deputy';
  remark: string;
  paper: boolean;
  mark: Mark | null;
}

export interface Proposal {
  id: string;
  by: string;
  entry: Entry;
  body: Proposed;
  state: ProposalState;
  receipted: boolean;
  /** The one that counts now. */
  decision: Decision | null;
  /** Signed here or there, and without effect until they and their proposal are receipted. */
  signed: Decision[];
  superseded: { id: string; reason: string }[];
}

export interface Decisions {
  /** In order of receipt; those without one last, by their clock. */
  proposals: Proposal[];
  approvals: Approval[];
  /** Entries that change nothing because something they need has not come. */
  waiting: { id: string; kind: string; reason: string }[];
  refused: Refused[];
}

interface Candidate extends Decision {
  proposal: string;
  body: Decided;
}

interface Offer extends Weighed {
  body: Proposed;
}

/** Whether one of these roles may write this kind: post.ts is the only table. */
function may(roles: readonly string[], kind: string): boolean {
  return roles.some((role) => {
    const post = parsePost(role);
    return post !== null && mayWrite(post, kind);
  });
}

function rankOf(roles: readonly string[]): 'commander' | 'deputy' | null {
  return roles.includes('commander') ? 'commander' : roles.includes('deputy') ? 'deputy' : null;
}

/** One of each id, receipted before not: the same set gives the same list. */
function once(all: readonly Weighed[]): Weighed[] {
  const byId = new Map<string, Weighed>();
  for (const item of all) {
    const had = byId.get(item.entry.id);
    if (!had || (item.mark && (!had.mark || item.mark.seq < had.mark.seq))) byId.set(item.entry.id, item);
  }
  return [...byId.values()].sort((a, b) => byClock(a.entry, b.entry));
}

class Fold {
  readonly waiting: Decisions['waiting'] = [];
  readonly refused: Refused[] = [];
  readonly offers = new Map<string, Offer>();
  private readonly items: Weighed[];
  private readonly means: Means;

  constructor(all: readonly Weighed[], means: Means) {
    this.means = means;
    this.items = once(all);
    for (const item of this.allowed('target.proposed')) {
      const body = this.parsed(item, Proposed);
      if (body) this.offers.set(item.entry.id, { ...item, body });
    }
  }

  private refuse({ entry }: Weighed, reason: string): void {
    this.refused.push({ id: entry.id, kind: entry.kind, reason });
  }

  private wait({ entry }: Weighed, reason: string): void {
    this.waiting.push({ id: entry.id, kind: entry.kind, reason });
  }

  private allowed(kind: string): Weighed[] {
    const those = this.items.filter((item) => item.entry.kind === kind);
    return those.filter((item) => {
      if (may(item.roles, kind)) return true;
      this.refuse(item, `${item.roles.join(', ') || 'nobody'} may not write ${kind}`);
      return false;
    });
  }

  private parsed<T>(item: Weighed, schema: { safeParse(body: unknown): Parsed<T> }): T | null {
    const result = schema.safeParse(item.entry.body);
    if (result.success) return result.data;
    const issue = result.error.issues[0];
    this.refuse(item, `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'not readable'}`);
    return null;
  }

  /** Whether a decision fits the proposal that it names, word for word. */
  private fits(item: Weighed, body: Decided): boolean {
    const offer = this.offers.get(body.proposal);
    if (!offer) {
      const bad = this.refused.some((each) => each.id === body.proposal);
      if (bad) this.refuse(item, 'its proposal is refused');
      else this.wait(item, 'its proposal has not come');
      return false;
    }
    if (this.means.sha256(wholeText(offer.entry)) !== body.proposalHash) {
      this.refuse(item, 'proposalHash is not that of the proposal');
      return false;
    }
    const value = body.decision === 'amend' ? body.amended?.value : undefined;
    const wrong = value === undefined ? null : valueProblem(offer.body.unit, value);
    if (wrong) this.refuse(item, `amended.value: ${wrong}`);
    return !wrong;
  }

  signedDecisions(): Candidate[] {
    const found: Candidate[] = [];
    for (const item of this.allowed('target.decided')) {
      const body = this.parsed(item, Decided);
      const rank = rankOf(item.roles);
      if (!body || !rank || !this.fits(item, body)) continue;
      found.push(candidate(item.entry, body, item.entry.by.person, rank, false, item.mark));
    }
    return found;
  }

  /**
   * Decisions on paper. One binds once its confirmation by another person is receipted too, and takes its place in
   * the order from the later of the two receipts.
   */
  paperDecisions(): Candidate[] {
    const confirmations = this.allowed('target.confirmed').flatMap((item) => {
      const body = this.parsed(item, Confirmed);
      return body ? [{ item, recorded: body.recorded }] : [];
    });
    const records = this.allowed('target.recorded');
    for (const { item, recorded } of confirmations) {
      const of = this.items.find(({ entry }) => entry.id === recorded);
      if (!of) this.wait(item, 'its record has not come');
      else if (of.entry.kind !== 'target.recorded') this.refuse(item, 'confirms what is no record');
      else if (of.entry.by.person === item.entry.by.person)
        this.refuse(item, 'a record is confirmed by another person than its writer');
    }
    const found: Candidate[] = [];
    for (const item of records) {
      const body = this.parsed(item, Recorded);
      if (!body) continue;
      const rank = rankOf(this.means.rolesOf(body.approver));
      if (!rank) this.refuse(item, `${body.approver} is neither commander nor deputy`);
      else if (this.fits(item, body)) {
        const marks = confirmations
          .filter(
            (each) => each.recorded === item.entry.id && each.item.entry.by.person !== item.entry.by.person,
          )
          .flatMap((each) => each.item.mark ?? []);
        const confirmed = marks.length ? marks.reduce((a, b) => (a.seq <= b.seq ? a : b)) : null;
        found.push(candidate(item.entry, body, body.approver, rank, true, latest(item.mark, confirmed)));
      }
    }
    return found;
  }

  /** Proposal -> place of its first receipted withdrawal, by a leader of the group that proposed. */
  withdrawals(): Map<string, Mark> {
    const found = new Map<string, Mark>();
    for (const item of this.allowed('target.withdrawn')) {
      const body = this.parsed(item, Withdrawn);
      if (!body) continue;
      const offer = this.offers.get(body.proposal);
      if (!offer) {
        this.wait(item, 'its proposal has not come');
        continue;
      }
      const own = item.entry.by.person === offer.entry.by.person;
      if (!own && !item.roles.some((role) => role.startsWith('leader:') && offer.roles.includes(role)))
        this.refuse(item, 'a proposal is withdrawn by the group that made it');
      else if (!item.mark) this.wait(item, 'not yet at the office');
      else {
        const had = found.get(body.proposal);
        if (!had || item.mark.seq < had.seq) found.set(body.proposal, item.mark);
      }
    }
    return found;
  }
}

type Parsed<T> =
  | { success: true; data: T }
  | { success: false; error: { issues: { path: PropertyKey[]; message: string }[] } };

function candidate(
  entry: Entry,
  body: Decided,
  by: string,
  rank: 'commander' | 'deputy',
  paper: boolean,
  mark: Mark | null,
): Candidate {
  const { proposal, decision, remark } = body;
  return { id: entry.id, proposal, decision, by, rank, remark, paper, mark, body };
}

/** The later of two receipts; null where one is missing. */
function latest(a: Mark | null, b: Mark | null): Mark | null {
  return a && b ? (a.seq >= b.seq ? a : b) : null;
}

/**
 * Which decisions on a proposal have effect, one after the other: the first receipted one, then the commander's over
 * the deputy's (CONTRACT.md, "Which decision counts"). The last of them counts now.
 */
function effective(receipted: (Candidate & { mark: Mark })[], withdrawn: Mark | undefined) {
  const chain: (Candidate & { mark: Mark })[] = [];
  const superseded: { id: string; reason: string }[] = [];
  for (const each of receipted.toSorted((a, b) => a.mark.seq - b.mark.seq || (a.id < b.id ? -1 : 1))) {
    const now = chain.at(-1);
    if (!now && withdrawn && withdrawn.seq < each.mark.seq)
      superseded.push({ id: each.id, reason: 'the proposal was withdrawn before' });
    else if (!now) chain.push(each);
    else if (each.rank === 'commander' && now.rank === 'deputy') {
      superseded.push({ id: now.id, reason: `the commander decided on ${each.mark.day}` });
      chain.push(each);
    } else superseded.push({ id: each.id, reason: `decided before by the ${now.rank}` });
  }
  return { chain, superseded };
}

const later = (a: string, b: string): string => (a > b ? a : b);

/** The approvals that a chain of decisions makes, each until the day before the next takes its place. */
function approvalsOf(offer: Offer & { mark: Mark }, chain: (Candidate & { mark: Mark })[]): Approval[] {
  const { body } = offer;
  return chain.flatMap((each, index) => {
    if (each.decision !== 'approve' && each.decision !== 'amend') return [];
    // A decision receipted before its proposal waits for it, so nothing before the later of the two is changed.
    const on = later(each.mark.day, offer.mark.day);
    const amended = (each.decision === 'amend' && each.body.amended) || {};
    const from = later(on, amended.effectiveFrom ?? body.effectiveFrom);
    const after = chain[index + 1];
    const ends = [body.effectiveTo, after && addDays(later(after.mark.day, offer.mark.day), -1)];
    const until = ends.reduce<string | null>((a, b) => (b && (!a || b < a) ? b : a), null);
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

const STATE: Record<Decided['decision'], ProposalState> = {
  approve: 'approved',
  amend: 'approved',
  reject: 'rejected',
  return: 'returned',
};

/**
 * What the entries of `targets` mean: proposals with their state, the approvals that bind, and what was refused and
 * why. Pure: the same entries and marks in any order, any number of times, give the same.
 */
export function foldDecisions(all: readonly Weighed[], means: Means): Decisions {
  const fold = new Fold(all, means);
  const candidates = [...fold.signedDecisions(), ...fold.paperDecisions()];
  const withdrawals = fold.withdrawals();
  const proposals: Proposal[] = [];
  const approvals: Approval[] = [];
  for (const offer of fold.offers.values()) {
    const own = candidates.filter((each) => each.proposal === offer.entry.id);
    const binding = own.filter((each) => each.mark && offer.mark) as (Candidate & { mark: Mark })[];
    const withdrawn = offer.mark ? withdrawals.get(offer.entry.id) : undefined;
    const { chain, superseded } = effective(binding, withdrawn);
    if (offer.mark) approvals.push(...approvalsOf({ ...offer, mark: offer.mark }, chain));
    const counts = chain.at(-1) ?? null;
    const signed = own.filter((each) => !each.mark || !offer.mark).map(shown);
    let state: ProposalState = 'pending';
    if (counts) state = STATE[counts.decision];
    else if (withdrawn) state = 'withdrawn';
    else if (signed.length) state = 'signed';
    proposals.push({
      id: offer.entry.id,
      by: offer.entry.by.person,
      entry: offer.entry,
      body: offer.body,
      state,
      receipted: offer.mark !== null,
      decision: counts && shown(counts),
      signed,
      superseded,
    });
  }
  const seq = (proposal: Proposal) => fold.offers.get(proposal.id)?.mark?.seq ?? Number.MAX_SAFE_INTEGER;
  proposals.sort((a, b) => seq(a) - seq(b) || byClock(a.entry, b.entry));
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
  return {
    proposals,
    approvals: approvals.sort(inOrder),
    waiting: fold.waiting.sort(byId),
    refused: fold.refused.sort(byId),
  };
}

function shown({ proposal: _, body: __, ...decision }: Candidate): Decision {
  return decision;
}
