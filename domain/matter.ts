import { isDay } from './day.ts';
import type { Refused } from './ledger/chain.ts';
import { byClock, type Entry, wholeText } from './ledger/entry.ts';
import { Confirmed, Decided, Noted, Recorded, Reviewed, Withdrawn } from './matter-body.ts';
import { mayWrite, parsePost } from './post.ts';

/**
 * A matter is what a group's leader proposes and the commander or the deputy decides: a target, a group's plan. How it
 * is checked, decided, recorded from paper and withdrawn is the same for all (CONTRACT.md, "Which decision counts").
 */

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
  /**
   * Roles of a person who need not have a key: the approver of a decision on paper. As they were at a place in the
   * office's order, so that who leaves takes none of their decisions along.
   */
  rolesOf(person: string, seq?: number): readonly string[];
  /** Whether a person stands in for another: to chair or to attend, never to decide. */
  standsIn?(person: string): boolean;
}

const STAND_IN = 'a stand-in chairs or attends, and decides nothing';

type Schema<T> = { safeParse(body: unknown): Parsed<T> };
type Parsed<T> =
  | { success: true; data: T }
  | { success: false; error: { issues: { path: PropertyKey[]; message: string }[] } };

/** What one kind of matter brings of its own. */
export interface Matter<B> {
  /** First word of its kinds. */
  noun: 'target' | 'plan';
  schema: Schema<B>;
  /** What is wrong with who proposes it, beyond the table of posts. */
  offerFault(body: B, roles: readonly string[]): string | null;
  /** What is wrong with what a decision would change of it. */
  amendFault(body: B, amended: Record<string, unknown>): string | null;
}

export type ProposalState = 'pending' | 'signed' | 'approved' | 'rejected' | 'returned' | 'withdrawn';

export interface Decision {
  id: string;
  decision: Decided['decision'];
  by: string;
  rank: 'commander' | 'deputy';
  remark: string;
  amended: Record<string, unknown> | null;
  mark: Mark | null;
  /** Epoch-millisecond clock text of its entry, for display. */
  at: string;
  /** From paper (代录): who wrote it down, who compared it, and the paper itself. */
  paper: boolean;
  record: {
    writer: string;
    confirmedBy: string | null;
    decidedOn: string;
    scan: string | null;
    channel: string | null;
  } | null;
}

export interface Note {
  id: string;
  kind: 'checked' | 'cosigned';
  outcome: 'agreed' | 'objected';
  by: string;
  unit: string | null;
  remark: string;
  at: string;
  receipted: boolean;
}

export interface Proposal<B> {
  id: string;
  by: string;
  entry: Entry;
  body: B;
  state: ProposalState;
  receipted: boolean;
  /** The one that counts now. */
  decision: Decision | null;
  /** Signed here or there, and without effect until they and their proposal are receipted. */
  signed: Decision[];
  superseded: { id: string; reason: string }[];
  notes: Note[];
  /** When the decision that counts is to be looked at again; null for never. */
  reviewOn: string | null;
}

export interface Candidate extends Decision {
  proposal: string;
  body: Decided;
}
export type Binding = Candidate & { mark: Mark };

export interface Offer<B> extends Weighed {
  body: B;
}

/** A receipted proposal with the decisions that have effect on it, one after the other. */
export interface Settled<B> {
  offer: Offer<B> & { mark: Mark };
  chain: Binding[];
}

export interface Matters<B> {
  /** In order of receipt; those without one last, by their clock. */
  proposals: Proposal<B>[];
  settled: Settled<B>[];
  /** Entries that change nothing because something they need has not come. */
  waiting: { id: string; kind: string; reason: string }[];
  refused: Refused[];
}

/** Whether one of these roles may write this kind: post.ts is the only table. */
export function may(roles: readonly string[], kind: string): boolean {
  return roles.some((role) => {
    const post = parsePost(role);
    return post !== null && mayWrite(post, kind);
  });
}

function rankOf(roles: readonly string[]): 'commander' | 'deputy' | null {
  return roles.includes('commander') ? 'commander' : roles.includes('deputy') ? 'deputy' : null;
}

/** One of each id, receipted before not: the same set gives the same list. */
export function once(all: readonly Weighed[]): Weighed[] {
  const byId = new Map<string, Weighed>();
  for (const item of all) {
    const had = byId.get(item.entry.id);
    if (!had || (item.mark && (!had.mark || item.mark.seq < had.mark.seq))) byId.set(item.entry.id, item);
  }
  return [...byId.values()].sort((a, b) => byClock(a.entry, b.entry));
}

class Fold<B> {
  readonly waiting: Matters<B>['waiting'] = [];
  readonly refused: Refused[] = [];
  readonly offers = new Map<string, Offer<B>>();
  private readonly items: Weighed[];
  private readonly means: Means;
  private readonly matter: Matter<B>;

  constructor(all: readonly Weighed[], means: Means, matter: Matter<B>) {
    this.means = means;
    this.matter = matter;
    this.items = once(all);
    for (const item of this.allowed('proposed')) {
      const body = this.parsed(item, matter.schema);
      const wrong = body && matter.offerFault(body, item.roles);
      if (wrong) this.refuse(item, wrong);
      else if (body) this.offers.set(item.entry.id, { ...item, body });
    }
  }

  private refuse({ entry }: Weighed, reason: string): void {
    this.refused.push({ id: entry.id, kind: entry.kind, reason });
  }

  private wait({ entry }: Weighed, reason: string): void {
    this.waiting.push({ id: entry.id, kind: entry.kind, reason });
  }

  private allowed(verb: string): Weighed[] {
    const kind = `${this.matter.noun}.${verb}`;
    const those = this.items.filter((item) => item.entry.kind === kind);
    return those.filter((item) => {
      if (may(item.roles, kind)) return true;
      const standsIn = verb === 'decided' && this.means.standsIn?.(item.entry.by.person);
      if (standsIn) this.refuse(item, STAND_IN);
      else this.refuse(item, `${item.roles.join(', ') || 'nobody'} may not write ${kind}`);
      return false;
    });
  }

  private parsed<T>(item: Weighed, schema: Schema<T>): T | null {
    const result = schema.safeParse(item.entry.body);
    if (result.success) return result.data;
    const issue = result.error.issues[0];
    this.refuse(item, `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'not readable'}`);
    return null;
  }

  /** The proposal that an entry is about; says what becomes of the entry where it is not there. */
  private offerOf(item: Weighed, proposal: string): Offer<B> | null {
    const offer = this.offers.get(proposal);
    if (offer) return offer;
    const bad = this.refused.some((each) => each.id === proposal);
    if (bad) this.refuse(item, 'its proposal is refused');
    else this.wait(item, 'its proposal has not come');
    return null;
  }

  /** Whether a decision fits the proposal that it names, word for word. */
  private fits(item: Weighed, body: Decided): boolean {
    const offer = this.offerOf(item, body.proposal);
    if (!offer) return false;
    if (this.means.sha256(wholeText(offer.entry)) !== body.proposalHash) {
      this.refuse(item, 'proposalHash is not that of the proposal');
      return false;
    }
    const wrong =
      body.decision === 'amend' && body.amended ? this.matter.amendFault(offer.body, body.amended) : null;
    if (wrong) this.refuse(item, wrong);
    return !wrong;
  }

  signedDecisions(): Candidate[] {
    const found: Candidate[] = [];
    for (const item of this.allowed('decided')) {
      const body = this.parsed(item, Decided);
      const rank = rankOf(item.roles);
      if (!body || !rank) continue;
      // Whoever decides does so in their own right: on behalf of another it is nobody's decision.
      if (typeof body.standsInFor === 'string') this.refuse(item, STAND_IN);
      else if (this.fits(item, body))
        found.push({ ...candidate(item.entry, body, item.entry.by.person, rank), mark: item.mark });
    }
    return found;
  }

  /** Confirmations of records on paper, by another person than the record's writer. */
  private confirmations(): { item: Weighed; recorded: string }[] {
    const recordKind = `${this.matter.noun}.recorded`;
    return this.allowed('confirmed').flatMap((item) => {
      const body = this.parsed(item, Confirmed);
      if (!body) return [];
      const of = this.items.find(({ entry }) => entry.id === body.recorded);
      if (!of) this.wait(item, 'its record has not come');
      else if (of.entry.kind !== recordKind) this.refuse(item, 'confirms what is no record');
      else if (of.entry.by.person === item.entry.by.person)
        this.refuse(item, 'a record is confirmed by another person than its writer');
      else return [{ item, recorded: body.recorded }];
      return [];
    });
  }

  /**
   * Decisions on paper. One binds once its confirmation by another person is receipted too, and takes its place in
   * the order from the later of the two receipts.
   */
  paperDecisions(): Candidate[] {
    const confirmations = this.confirmations();
    const found: Candidate[] = [];
    for (const item of this.allowed('recorded')) {
      const body = this.parsed(item, Recorded);
      if (!body) continue;
      const rank = rankOf(this.means.rolesOf(body.approver, item.mark?.seq));
      const standsIn = this.means.standsIn?.(body.approver) || typeof body.standsInFor === 'string';
      if (!rank || typeof body.standsInFor === 'string')
        this.refuse(item, standsIn ? STAND_IN : `${body.approver} is neither commander nor deputy`);
      else if (this.fits(item, body)) {
        const own = confirmations.filter((each) => each.recorded === item.entry.id).map((each) => each.item);
        const first = own.reduce<Weighed | null>((best, each) => (best ? earlier(best, each) : each), null);
        const record = {
          ...{ writer: item.entry.by.person, confirmedBy: first?.entry.by.person ?? null },
          ...{ decidedOn: body.decidedOn, scan: body.scan ?? null, channel: body.channel ?? null },
        };
        const made = candidate(item.entry, body, body.approver, rank);
        found.push({ ...made, mark: latest(item.mark, first?.mark ?? null), paper: true, record });
      }
    }
    for (const { item, recorded } of confirmations)
      if (this.refused.some(({ id }) => id === recorded)) this.refuse(item, 'its record is refused');
    return found;
  }

  /** Proposal -> place of its first receipted withdrawal, by a leader of the group that proposed. */
  withdrawals(): Map<string, Mark> {
    const found = new Map<string, Mark>();
    for (const item of this.allowed('withdrawn')) {
      const body = this.parsed(item, Withdrawn);
      const offer = body && this.offerOf(item, body.proposal);
      if (!offer) continue;
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

  /** What the office's check and the units asked have said of each proposal. They decide nothing. */
  notes(): Map<string, Note[]> {
    const found = new Map<string, Note[]>();
    for (const kind of ['checked', 'cosigned'] as const)
      for (const item of this.allowed(kind)) {
        const body = this.parsed(item, Noted);
        if (!body || !this.offerOf(item, body.proposal)) continue;
        const { id, at, by } = item.entry;
        const { outcome, remark, unit } = body;
        const note = { id, kind, outcome, remark, at, by: by.person, unit: unit ?? null };
        const notes = found.get(body.proposal) ?? [];
        found.set(body.proposal, [...notes, { ...note, receipted: item.mark !== null }]);
      }
    return found;
  }

  /** Proposal -> its last receipted review. */
  reviews(): Map<string, { mark: Mark; reviewOn: string | null }> {
    const found = new Map<string, { mark: Mark; reviewOn: string | null }>();
    for (const item of this.allowed('reviewed')) {
      const body = this.parsed(item, Reviewed);
      if (!body || !this.offerOf(item, body.proposal)) continue;
      if (!item.mark) this.wait(item, 'not yet at the office');
      else if ((found.get(body.proposal)?.mark.seq ?? -1) < item.mark.seq)
        found.set(body.proposal, { mark: item.mark, reviewOn: body.reviewOn ?? null });
    }
    return found;
  }
}

function candidate(
  entry: Entry,
  body: Decided,
  by: string,
  rank: 'commander' | 'deputy',
): Omit<Candidate, 'mark'> {
  const { proposal, decision, remark } = body;
  const amended = (decision === 'amend' && body.amended) || null;
  return {
    ...{ id: entry.id, at: entry.at, proposal, decision, by, rank, remark, amended, body },
    ...{ paper: false, record: null },
  };
}

/** The later of two receipts; null where one is missing. */
function latest(a: Mark | null, b: Mark | null): Mark | null {
  return a && b ? (a.seq >= b.seq ? a : b) : null;
}

/** The one that the office received first; one that it has not received comes last. */
function earlier(a: Weighed, b: Weighed): Weighed {
  return (a.mark?.seq ?? Number.MAX_SAFE_INTEGER) <= (b.mark?.seq ?? Number.MAX_SAFE_INTEGER) ? a : b;
}

/**
 * Which decisions on a proposal have effect, one after the other: the first receipted one, then the commander's over
 * the deputy's (CONTRACT.md, "Which decision counts"). The last of them counts now.
 */
function effective(receipted: Binding[], withdrawn: Mark | undefined) {
  const chain: Binding[] = [];
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

const STATE: Record<Decided['decision'], ProposalState> = {
  approve: 'approved',
  amend: 'approved',
  reject: 'rejected',
  return: 'returned',
};

function shown({ proposal: _, body: __, ...decision }: Candidate): Decision {
  return decision;
}

const dayText = (value: unknown): string | null => (typeof value === 'string' && isDay(value) ? value : null);

/**
 * What the entries of one kind of matter mean: proposals with their state, the decisions that bind, and what was
 * refused and why. Pure: the same entries and marks in any order, any number of times, give the same.
 */
export function foldMatter<B extends Record<string, unknown>>(
  all: readonly Weighed[],
  means: Means,
  matter: Matter<B>,
): Matters<B> {
  const fold = new Fold(all, means, matter);
  const candidates = [...fold.signedDecisions(), ...fold.paperDecisions()];
  const withdrawals = fold.withdrawals();
  const notes = fold.notes();
  const reviews = fold.reviews();
  const proposals: Proposal<B>[] = [];
  const settled: Settled<B>[] = [];
  for (const offer of fold.offers.values()) {
    const { id } = offer.entry;
    const own = candidates.filter((each) => each.proposal === id);
    const binding = own.filter((each) => each.mark && offer.mark) as Binding[];
    const withdrawn = offer.mark ? withdrawals.get(id) : undefined;
    const { chain, superseded } = effective(binding, withdrawn);
    if (offer.mark) settled.push({ offer: { ...offer, mark: offer.mark }, chain });
    const counts = chain.at(-1) ?? null;
    const signed = own.filter((each) => !each.mark || !offer.mark).map(shown);
    const review = reviews.get(id);
    const first = counts && (counts.body.reviewOn ?? dayText(offer.body.reviewOn));
    let state: ProposalState = 'pending';
    if (counts) state = STATE[counts.decision];
    else if (withdrawn) state = 'withdrawn';
    else if (signed.length) state = 'signed';
    proposals.push({
      ...{ id, by: offer.entry.by.person, entry: offer.entry, body: offer.body, state, signed, superseded },
      receipted: offer.mark !== null,
      decision: counts && shown(counts),
      notes: notes.get(id) ?? [],
      reviewOn: counts && review && review.mark.seq > counts.mark.seq ? review.reviewOn : (first ?? null),
    });
  }
  const seq = (proposal: Proposal<B>) => fold.offers.get(proposal.id)?.mark?.seq ?? Number.MAX_SAFE_INTEGER;
  proposals.sort((a, b) => seq(a) - seq(b) || byClock(a.entry, b.entry));
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
  return { proposals, settled, waiting: fold.waiting.sort(byId), refused: fold.refused.sort(byId) };
}
