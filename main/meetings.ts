import type {
  Frozen,
  LateEdit,
  LateText,
  MeetingFigures,
  MeetingHead,
  MeetingItem,
  MeetingsList,
  MeetingView,
  Outcome,
  Seal,
} from '../domain/contract/meetings.ts';
import { dayOf, isoShanghai, parseTime } from '../domain/day.ts';
import { readable } from '../domain/fold.ts';
import { readClock } from '../domain/ledger/clock.ts';
import { type MeetingState, nextNumber, runningMeeting } from '../domain/meeting.ts';
import {
  actsFor,
  isOpenTo,
  MEETING_RULES,
  type MeetingAct,
  mayFollow,
  SUMMARY_MOVES,
  type SummaryMove,
} from '../domain/meeting-acts.ts';
import {
  lacking,
  type Plan,
  type PlanItem,
  type PlanOutcome,
  readPaper,
  readPlan,
  Sealed,
  SUMMARY,
  Texts,
} from '../domain/meeting-plan.ts';
import { mayWrite, parsePost } from '../domain/post.ts';
import { Refusal } from '../domain/rpc.ts';
import { type Timing, timing } from '../domain/timing.ts';
import { rolesIn } from '../domain/weigh.ts';
import type { Context, Queries, Reads } from './app.ts';
import { nameOf } from './decisions.ts';
import { FIGURE_READS, hashOf, type Taken, valueNow, verify } from './freeze.ts';
import { linkNames } from './links.ts';
import { carried, mayDo } from './may.ts';
import { type Draft, draftOf, isStored, readDraft } from './meeting-draft.ts';
import { lateEdits, lateWords } from './meeting-late.ts';
import { isHandedOut } from './meeting-tasks.ts';
import { statesIn } from './states.ts';

/** Scheduling meetings (调度会) as clerk and chair see them. */
const READS: readonly Reads[] = ['actions', 'meetings', 'registry', 'receipts', 'sync'];

export function meetingsOf(context: Context): MeetingState[] {
  return statesIn<MeetingState>(context.replica, 'meeting', 'actions');
}

/**
 * The meeting that is named; else the running one, else the one that is next: not yet ended, by the time it is to
 * begin; else the last. @throws {Refusal} `unknown_meeting`
 */
export function meetingOf(context: Context, id: string | undefined): MeetingState {
  carried(context, 'actions');
  const meetings = meetingsOf(context);
  if (id !== undefined) {
    const found = meetings.find((each) => each.id === id);
    if (!found) throw new Refusal('unknown_meeting', `${id}: no such meeting here`, id);
    return found;
  }
  const running = runningMeeting(meetings)?.id;
  const next = meetings.filter((each) => !each.ended).sort((a, b) => (a.at < b.at ? -1 : 1))[0];
  const last = meetings.toSorted((a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0))[0];
  const found = meetings.find((each) => each.id === running) ?? next ?? last;
  if (!found) throw new Refusal('unknown_meeting', 'no meeting is being prepared or held here');
  return found;
}

interface Sealing {
  seal: Seal;
  body: Sealed;
  /** Place of its receipt; infinite without one. */
  seq: number;
}

/** Seals of a meeting with what their signature and receipt are worth; those that fail a check seal nothing. */
export function sealsOf(context: Context, meeting: MeetingState): Sealing[] {
  const name = nameOf(context);
  return meeting.seals.flatMap((id) => {
    const entry = context.replica.entry('actions', id);
    const body = entry && readable([entry]).length ? Sealed.safeParse(entry.body) : null;
    const binding = entry && context.trust().binding('actions', entry);
    if (!entry || !body?.success || !binding || binding.state === 'refused') return [];
    if (!rolesIn(binding.certificate).some((role) => maySeal(role))) return [];
    const seal: Seal = {
      ...{ entry: id, at: isoShanghai(readClock(entry.at).ms), by: name(entry.by.person) },
      hash: body.data.textHash,
      state: binding.state === 'binding' ? 'binding' : 'signed',
      superseded: meeting.superseded.includes(id),
    };
    const seq = binding.state === 'binding' ? binding.receipt.seq : Number.POSITIVE_INFINITY;
    return [{ seal, body: body.data, seq }];
  });
}

function maySeal(role: string): boolean {
  const post = parsePost(role);
  return post !== null && mayWrite(post, 'meeting.sealed');
}

/** The seal that counts: since the last reopening the first that the office received. */
export const counting = (seals: readonly Sealing[]): Sealing | null =>
  seals.filter(({ seal }) => !seal.superseded).sort((a, b) => a.seq - b.seq)[0] ?? null;

function headOf(context: Context, meeting: MeetingState): MeetingHead {
  const { id, number, title, at, place, chair, state, createdAt, summary } = meeting;
  return {
    ...{ id, number, title, place, chair, state },
    at: at || isoShanghai(createdAt),
    sealed: counting(sealsOf(context, meeting))?.seal ?? null,
    summaryStep: summary.step,
  };
}

function list(context: Context): MeetingsList {
  carried(context, 'actions');
  const meetings = meetingsOf(context);
  return {
    meetings: meetings
      .map((each) => headOf(context, each))
      .sort((a, b) => (a.at > b.at ? -1 : a.at < b.at ? 1 : a.id < b.id ? 1 : -1)),
    running: runningMeeting(meetings)?.id ?? null,
    nextNumber: nextNumber(meetings, dayOf(context.now()).slice(0, 4)),
  };
}

/** What the view is made of: the sealed facts where they are sealed, else the draft. */
interface Facts extends Pick<Plan, 'items' | 'outcomes' | 'attendance'> {
  minutes: MeetingView['minutes'];
  text(item: string): string;
  late(item: string): LateText[];
  lateEdits: LateEdit[];
}

const NO_PLAN = readPlan(new Map());

/** Item -> its text as it was sealed; null where that is not here, or is not what was signed. */
export function sealedTexts(draft: Draft | null, { textHash }: Sealed): Map<string, string> | null {
  const kept = draft?.plan.kept.get(textHash);
  const texts = Texts.safeParse(kept);
  return texts.success && hashOf(texts.data) === textHash ? new Map(texts.data) : null;
}

function factsOf(context: Context, meeting: MeetingState, draft: Draft | null, seal: Sealed | null): Facts {
  if (!seal)
    return {
      ...(draft?.plan ?? NO_PLAN),
      ...{ minutes: 'draft', text: (item) => draft?.texts.get(item) ?? '' },
      ...{ late: () => [], lateEdits: [] },
    };
  const texts = sealedTexts(draft, seal);
  const name = nameOf(context);
  const items = seal.items.map((item, order): PlanItem => ({ ...item, order }));
  return {
    ...{ items, outcomes: seal.outcomes, attendance: seal.attendance },
    minutes: texts ? 'sealed' : 'missing',
    text: (item) => texts?.get(item) ?? '',
    late: draft ? lateWords(context.replica, meeting.id, { draft, seal }, name) : () => [],
    lateEdits: draft ? lateEdits(context.replica, meeting.id, { draft, seal }, name) : [],
  };
}

export function timingOf(meeting: MeetingState, items: readonly PlanItem[], now: number): Timing {
  const { at, createdAt, startedAt, closedAt, course } = meeting;
  const plannedAt = parseTime(at) ?? createdAt;
  return timing({ plannedAt, startedAt, closedAt, course, items }, now);
}

function outcomeRow(context: Context, outcome: PlanOutcome): Outcome {
  const { id, item, kind, text, measure, lead, supporting, person, dueOn, at, by } = outcome;
  const task = kind === 'task' ? { measure, lead, supporting, person, dueOn } : null;
  return {
    ...{ id, item, kind, text, task },
    lacking: task ? lacking(outcome) : [],
    action: task && isHandedOut(context, outcome) ? id : null,
    ...{ at: isoShanghai(at), by: nameOf(context)(by) },
  };
}

function itemRows(context: Context, facts: Facts, draft: Draft | null, times: Timing): MeetingItem[] {
  const name = nameOf(context);
  const linked = linkNames(context);
  return facts.items.map((item, index) => {
    const time = times.items[index]!;
    const { id, section, title, ask, minutes, unit, person, scene, links, figures } = item;
    const paper = readPaper(draft?.papers.get(id), isoShanghai);
    return {
      ...{ id, number: index + 1, section, title, ask, minutes, unit, person, scene, figures },
      links: links.map((link) => ({ ...link, name: linked(link) })),
      paper: { ...paper, by: paper.by === null ? null : name(paper.by) },
      outcomes: facts.outcomes.filter((each) => each.item === id).map((each) => outcomeRow(context, each)),
      text: facts.text(id),
      late: facts.late(id),
      state: time.state,
      plannedAt: isoShanghai(time.plannedAt),
      expectedAt: isoShanghai(time.expectedAt),
      deviation: Math.round((time.expectedAt - time.plannedAt) / 60_000),
      ...{ spentMs: time.spentMs, overMs: time.overMs },
    };
  });
}

function present(attendance: Facts['attendance']): MeetingView['present'] {
  const count = (of: string) => attendance.filter(({ presence }) => presence === of).length;
  return {
    ...{ expected: attendance.length, present: count('present'), standIn: count('standIn') },
    ...{ leave: count('leave'), absent: count('absent') },
  };
}

/** Whoever wrote within so long is writing. */
const WRITING_MS = 2 * 60_000;

function writing(context: Context, draft: Draft | null): MeetingView['writing'] {
  const since = context.now() - WRITING_MS;
  const latest = new Map<string, { by: string; item: string; at: string }>();
  const name = nameOf(context);
  for (const { person, item, at } of [...(draft?.writers.values() ?? [])].sort((a, b) => a.at - b.at))
    if (at >= since && item !== '') latest.set(person, { by: name(person), item, at: isoShanghai(at) });
  return [...latest.values()];
}

function keptText(draft: Draft | null, hash: string | null): string | null {
  const kept = hash === null ? undefined : draft?.plan.kept.get(hash);
  return typeof kept === 'string' && hashOf(kept) === hash ? kept : null;
}

/** Steps of the 纪要 that may follow and that this person's post takes. */
function nextSteps(context: Context, meeting: MeetingState): SummaryMove[] {
  if (!isOpenTo('meeting.minutes', meeting)) return [];
  return SUMMARY_MOVES.filter(
    (step) => mayFollow(step, meeting.summary.step) && mayDo(context, `meeting.${step}`),
  );
}

function summaryOf(context: Context, meeting: MeetingState, draft: Draft | null): MeetingView['summary'] {
  const { summary } = meeting;
  const name = nameOf(context);
  const { step, text, hash, number, issuedOn, history } = summary;
  return {
    ...{ step, hash, number, issuedOn, next: nextSteps(context, meeting) },
    // Submitted and not issued: the text that was kept under its hash.
    text: text ?? keptText(draft, hash) ?? draft?.texts.get(SUMMARY) ?? '',
    history: history.map((each) => ({ ...each, at: isoShanghai(each.at), by: name(each.by) })),
  };
}

function wallOf(context: Context, { wall }: MeetingState): MeetingView['wall'] {
  return wall && { ...wall, by: nameOf(context)(wall.by), at: isoShanghai(wall.at) };
}

function mayDoAct(context: Context, meeting: MeetingState, act: MeetingAct): boolean {
  if (act === 'meeting.minutes') return nextSteps(context, meeting).length > 0;
  const { kind, also } = MEETING_RULES[act];
  return mayDo(context, kind) && (also === undefined || mayDo(context, also));
}

const iso = (ms: number | null): string | null => (ms === null ? null : isoShanghai(ms));

function view(context: Context, id: string | undefined): MeetingView {
  const meeting = meetingOf(context, id);
  const doc = draftOf(meeting.id);
  const draft = context.carries(doc) ? readDraft(context.replica, meeting.id) : null;
  const seals = sealsOf(context, meeting);
  const counts = counting(seals);
  const facts = factsOf(context, meeting, draft, counts?.body ?? null);
  const now = context.now();
  const times = timingOf(meeting, facts.items, now);
  const name = nameOf(context);
  const stored = isStored(context.replica, doc) && isStored(context.replica, 'actions');
  return {
    ...headOf(context, meeting),
    carried: draft !== null || counts !== null,
    minutes: facts.minutes,
    asOf: isoShanghai(now),
    ...{ startedAt: iso(meeting.startedAt), closedAt: iso(meeting.closedAt) },
    item: times.current,
    items: itemRows(context, facts, draft, times),
    course: meeting.course,
    ...{ allottedMs: times.allottedMs, spentMs: times.spentMs },
    ...{ plannedEnd: isoShanghai(times.plannedEnd), expectedEnd: isoShanghai(times.expectedEnd) },
    wall: wallOf(context, meeting),
    attendance: facts.attendance,
    lateEdits: facts.lateEdits,
    present: present(facts.attendance),
    writing: writing(context, draft),
    saved: stored ? 'office' : 'here',
    seals: seals.map(({ seal }) => seal),
    reopened: meeting.reopened.map((each) => ({ ...each, at: isoShanghai(each.at), by: name(each.by) })),
    summary: summaryOf(context, meeting, draft),
    may: actsFor(meeting).filter((act) => mayDoAct(context, meeting, act)),
  };
}

/** The facts of a meeting as they are known here: sealed, else as the draft has them. */
export function factsNow(context: Context, meeting: MeetingState): Facts {
  const draft = readDraft(context.replica, meeting.id);
  return factsOf(context, meeting, draft, counting(sealsOf(context, meeting))?.body ?? null);
}

function figuresOf(context: Context, meeting: MeetingState): { item: string; figure: Frozen }[] {
  const { items } = factsNow(context, meeting);
  return items.flatMap(({ id, figures }) => figures.map((figure) => ({ item: id, figure })));
}

function figures(context: Context, id: string | undefined): MeetingFigures {
  const meeting = meetingOf(context, id);
  const results = readDraft(context.replica, meeting.id)?.plan.results;
  const asked = new Map<string, Taken | null>();
  return {
    asOf: isoShanghai(context.now()),
    figures: figuresOf(context, meeting).map(({ item, figure }) => {
      const now = valueNow(context, figure, asked);
      return {
        ...{ item, id: figure.id, frozen: figure.value, now },
        changed: now !== null && now !== figure.value,
        verified: verify(figure, results?.get(figure.hash)),
      };
    }),
  };
}

export const queries = {
  'meetings.list': { reads: ['actions', 'registry', 'receipts'], run: list },
  'meeting.view': { reads: READS, timed: true, run: (context, { meeting }) => view(context, meeting) },
  'meeting.figures': {
    reads: ['meetings', 'actions', ...FIGURE_READS],
    timed: true,
    run: (context, { meeting }) => figures(context, meeting),
  },
} satisfies Partial<Queries>;
