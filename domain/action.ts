import type { z } from 'zod';
import {
  ActionCreated,
  ActionEnded,
  ActionReceived,
  ActionReported,
  ClosingAsked,
  ClosingDecided,
  type Evidence,
  Extended,
  ExtensionAsked,
  type SourceKind,
} from './action-body.ts';
import { dayOf } from './day.ts';
import type { Fold } from './fold.ts';
import { readClock } from './ledger/clock.ts';
import { byClock, type Entry, eachOnce } from './ledger/entry.ts';

/**
 * Tasks handed out (交办事项, DOMAIN.md 8): from a meeting, a written instruction (批示), a call or a visit on site, to
 * one lead unit. The due date is never edited: an extension is asked for and decided, and closing (销号) is asked for
 * by one person and confirmed by another.
 */

// Types, not interfaces, so that a state is plain JSON to the replica.
export type Said = { id: string; at: number; by: string; unit: string };
export type Proof = { sha256: string; name: string | null };
export type Report = Said & { on: string; text: string; percent: number | null; evidence: Proof[] };
export type Answer = { id: string; at: number; by: string; remark: string | null };
export type Extension = Said & {
  dueOn: string;
  reason: string;
  state: 'asked' | 'granted' | 'refused';
  /** The day that was granted; null before and where it was refused. */
  granted: string | null;
  decision: Answer | null;
};
export type Closing = Said & {
  text: string;
  evidence: Proof[];
  state: 'asked' | 'confirmed' | 'returned';
  decision: Answer | null;
};

export const ACTION_STAGES = ['issued', 'received', 'working', 'closing', 'closed', 'ended'] as const;
export type ActionStage = (typeof ACTION_STAGES)[number];

export type ActionState = {
  id: string;
  number: string | null;
  content: string;
  measure: string | null;
  lead: string;
  supporting: string[];
  person: string | null;
  county: string | null;
  source: {
    kind: SourceKind;
    meeting: string | null;
    item: string | null;
    by: string | null;
    on: string | null;
    note: string | null;
  };
  /** The entry that handed it out. */
  createdEntry: string;
  createdAt: number;
  createdBy: string;
  /** The date that it was given with, and how many working days those were. */
  givenOn: string;
  workdays: number | null;
  /** The date that counts now, after what was granted. */
  dueOn: string;
  stage: ActionStage;
  received: Said | null;
  /** Receipts of supporting units, and second ones. */
  receipts: Said[];
  reports: Report[];
  extensions: Extension[];
  closings: Closing[];
  /** When closing was confirmed. */
  closedAt: number | null;
  endedWith: Answer | null;
  ended: boolean;
  /** Where people disagree: what holds until somebody settles it, and the entries that say otherwise. */
  conflicts: { about: 'created' | 'extension' | 'closing' | 'ended'; holds: string; entries: string[] }[];
  /** Entries that change nothing, with the reason. */
  refused: { id: string; kind: string; by: string; reason: string }[];
};

/** The code of a unit that is a county; null for any other. */
export function countyOfUnit(unit: string): string | null {
  return unit.startsWith('county:') ? unit.slice('county:'.length) : null;
}

const proofs = (evidence: z.infer<typeof Evidence>[] | null | undefined): Proof[] =>
  (evidence ?? []).map(({ sha256, name }) => ({ sha256, name: name ?? null }));

/** What the entries say of one task, put in its place one kind after the other, so that their order does not matter. */
class Folding {
  readonly refused: ActionState['refused'] = [];
  readonly conflicts: ActionState['conflicts'] = [];
  private readonly entries: readonly Entry[];
  private readonly units: readonly string[];
  private readonly lead: string;

  constructor(entries: readonly Entry[], { lead, supporting }: ActionCreated) {
    this.entries = entries;
    this.lead = lead;
    this.units = [lead, ...(supporting ?? [])];
  }

  private refuse({ id, kind, by }: Entry, reason: string): null {
    this.refused.push({ id, kind, by: by.person, reason });
    return null;
  }

  /** Entries of a kind with what they say, without those that can't be read. */
  read<T>(kind: string, schema: z.ZodType<T>): { entry: Entry; body: T }[] {
    return this.entries.flatMap((entry) => {
      if (entry.kind !== kind) return [];
      const body = schema.safeParse(entry.body);
      if (body.success) return [{ entry, body: body.data }];
      const issue = body.error.issues[0];
      this.refuse(entry, `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'not readable'}`);
      return [];
    });
  }

  /** What units say, each of its own task: `who` may. */
  spoken<T extends z.infer<typeof ActionReceived>>(kind: string, schema: z.ZodType<T>, who: 'lead' | 'any') {
    return this.read(kind, schema).flatMap(({ entry, body }) => {
      const unit = body.unit ?? this.lead;
      const able = who === 'lead' ? unit === this.lead : this.units.includes(unit);
      if (!able) {
        this.refuse(
          entry,
          `${unit} ${who === 'lead' ? 'does not lead this task' : 'has no part in this task'}`,
        );
        return [];
      }
      const said: Said = { id: entry.id, at: readClock(entry.at).ms, by: entry.by.person, unit };
      return [{ said, body }];
    });
  }

  /**
   * What was decided on requests, by request. A decision of who asked is none; one on what is not here (yet) changes
   * nothing.
   */
  decided<T extends { request: string }>(kind: string, schema: z.ZodType<T>, requests: readonly Said[]) {
    const found = new Map<string, { entry: Entry; body: T }[]>();
    for (const each of this.read(kind, schema)) {
      const request = requests.find(({ id }) => id === each.body.request);
      if (!request) this.refuse(each.entry, 'what it decides has not come');
      else if (request.by === each.entry.by.person)
        this.refuse(each.entry, 'a request is decided by another person than who asked');
      else found.set(request.id, [...(found.get(request.id) ?? []), each]);
    }
    return found;
  }

  differ(about: ActionState['conflicts'][number]['about'], holds: string, entries: readonly Entry[]): void {
    this.conflicts.push({ about, holds, entries: entries.map(({ id }) => id).sort() });
  }
}

const answer = ({ id, at, by }: Entry, remark: string | null | undefined): Answer => ({
  id,
  at: readClock(at).ms,
  by: by.person,
  remark: remark ?? null,
});

/**
 * Requests for more time with what was decided on each. Where two decided differently the stricter holds: a refusal
 * over a grant, the earlier date over the later. A new request settles it.
 */
function extensionsOf(fold: Folding): Extension[] {
  const asked = fold.spoken('action.extensionAsked', ExtensionAsked, 'lead');
  const decided = fold.decided(
    'action.extended',
    Extended,
    asked.map(({ said }) => said),
  );
  return asked.map(({ said, body }) => {
    const date = (each: z.infer<typeof Extended>) => (each.granted ? (each.dueOn ?? body.dueOn) : '');
    const answers = (decided.get(said.id) ?? []).toSorted((a, b) => (date(a.body) < date(b.body) ? -1 : 1));
    // Sorted by clock before: of those that say the same the first counts.
    const first = answers.reduce<(typeof answers)[number] | null>(
      (best, each) =>
        best && (date(best.body) < date(each.body) || byClock(best.entry, each.entry) < 0) ? best : each,
      null,
    );
    if (first && answers.some((each) => date(each.body) !== date(first.body)))
      fold.differ(
        'extension',
        first.entry.id,
        answers.map(({ entry }) => entry),
      );
    return {
      ...said,
      dueOn: body.dueOn,
      reason: body.reason,
      state: first ? (first.body.granted ? 'granted' : 'refused') : 'asked',
      granted: first?.body.granted ? date(first.body) : null,
      decision: first && answer(first.entry, first.body.remark),
    };
  });
}

/** Requests to close, with what another person said. Where two differ the task stays open: returned holds. */
function closingsOf(fold: Folding): Closing[] {
  const asked = fold.spoken('action.closingAsked', ClosingAsked, 'lead');
  const decided = fold.decided(
    'action.confirmed',
    ClosingDecided,
    asked.map(({ said }) => said),
  );
  return asked.map(({ said, body }) => {
    const answers = decided.get(said.id) ?? [];
    const first = answers.find((each) => each.body.result === 'returned') ?? answers[0] ?? null;
    if (first && answers.some((each) => each.body.result !== first.body.result))
      fold.differ(
        'closing',
        first.entry.id,
        answers.map(({ entry }) => entry),
      );
    return {
      ...said,
      text: body.text,
      evidence: proofs(body.evidence),
      state: first?.body.result ?? 'asked',
      decision: first && answer(first.entry, first.body.remark),
    };
  });
}

/** When closing was first confirmed; a clock that runs behind does not confirm before it was asked. */
export function closedOn(closings: readonly Closing[]): number | null {
  const times = closings.flatMap(({ at, state, decision }) =>
    state === 'confirmed' && decision ? [Math.max(at, decision.at)] : [],
  );
  return times.length ? Math.min(...times) : null;
}

/** A date moves only later, and only by what was granted. */
export function dueAfter(given: string, extensions: readonly Extension[]): string {
  return extensions.reduce((due, { granted }) => (granted !== null && granted > due ? granted : due), given);
}

export function stageOf(
  parts: Pick<ActionState, 'received' | 'reports' | 'closings' | 'endedWith' | 'closedAt'>,
): ActionStage {
  if (parts.closedAt !== null) return 'closed';
  if (parts.endedWith !== null) return 'ended';
  if (parts.closings.some(({ state }) => state === 'asked')) return 'closing';
  if (parts.reports.length > 0 || parts.closings.length > 0) return 'working';
  return parts.received ? 'received' : 'issued';
}

/** Of several creations under one id the first by clock counts; one that says something else is a conflict. */
function creation(fold: Folding, all: readonly { entry: Entry; body: ActionCreated }[]): void {
  const [first, ...others] = all;
  const same = (a: ActionCreated, b: ActionCreated) =>
    a.content === b.content && a.lead === b.lead && a.dueOn === b.dueOn;
  if (first && others.some((each) => !same(each.body, first.body)))
    fold.differ(
      'created',
      first.entry.id,
      all.map(({ entry }) => entry),
    );
}

/** A task from the entries of its subject, in any order and with duplicates. Null until it is handed out. */
export function foldAction(entries: readonly Entry[]): ActionState | null {
  const own = eachOnce(entries);
  const created = own.flatMap((entry) => {
    const body = entry.kind === 'action.created' ? ActionCreated.safeParse(entry.body) : null;
    return body?.success ? [{ entry, body: body.data }] : [];
  });
  const first = created[0];
  if (!first) return null;
  const { entry, body } = first;
  const fold = new Folding(own, body);
  creation(fold, created);

  const receipts = fold.spoken('action.received', ActionReceived, 'any').map(({ said }) => said);
  const received = receipts.find(({ unit }) => unit === body.lead) ?? null;
  const reports = fold.spoken('action.reported', ActionReported, 'any').map(({ said, body: report }) => ({
    ...said,
    on: report.on ?? dayOf(said.at),
    text: report.text,
    percent: report.percent ?? null,
    evidence: proofs(report.evidence),
  }));
  const extensions = extensionsOf(fold);
  const closings = closingsOf(fold);
  const ends = fold.read('action.closed', ActionEnded);
  const closedAt = closedOn(closings);
  const endedWith = ends[0] ? answer(ends[0].entry, ends[0].body.reason) : null;
  if (closedAt !== null && ends[0])
    fold.differ(
      'ended',
      closings.find(({ state }) => state === 'confirmed')!.decision!.id,
      ends.map((each) => each.entry),
    );
  const stage = stageOf({ received, reports, closings, endedWith, closedAt });
  const { source } = body;
  return {
    id: entry.subject,
    number: body.number ?? null,
    content: body.content,
    measure: body.measure || null,
    lead: body.lead,
    supporting: [...new Set(body.supporting ?? [])].filter((unit) => unit !== body.lead),
    person: body.person ?? null,
    county: countyOfUnit(body.lead) ?? body.county ?? null,
    source: {
      kind: source.kind,
      meeting: source.meeting ?? null,
      item: source.item ?? null,
      by: source.by ?? null,
      on: source.on ?? null,
      note: source.note ?? null,
    },
    createdEntry: entry.id,
    createdAt: readClock(entry.at).ms,
    createdBy: entry.by.person,
    givenOn: body.dueOn,
    workdays: body.workdays ?? null,
    dueOn: dueAfter(body.dueOn, extensions),
    stage,
    received,
    receipts: receipts.filter((each) => each !== received),
    reports: reports.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.at - b.at)),
    extensions,
    closings,
    closedAt,
    endedWith,
    ended: stage === 'closed' || stage === 'ended',
    conflicts: fold.conflicts,
    refused: fold.refused.sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

/** `2024-12` as papers write it: 〔2024〕12号; a number of another make as it is. */
export function numberZh(number: string): string {
  const [, year, n] = /^(\d{4})-(\d+)$/.exec(number) ?? [];
  return year && n ? `〔${year}〕${n}号` : number;
}

export const actionFold: Fold<ActionState> = {
  noun: 'action',
  version: 2,
  family: 'actions',
  takes: (kind) => kind.startsWith('action.'),
  subject: (entry) => entry.subject,
  fold: foldAction,
  words: ({ id, content, number, person }) => [content, number && numberZh(number), number, person, id],
};
