import { z } from 'zod';
import { countyIn } from './county.ts';
import { addDays, dayOf, endOfDay, isoShanghai, parseTime } from './day.ts';
import type { Fold } from './fold.ts';
import type { Json } from './ledger/canonical.ts';
import { readClock } from './ledger/clock.ts';
import { type Entry, eachOnce } from './ledger/entry.ts';
import { normalise } from './plate.ts';
import { Id } from './shape.ts';
import { CASE_KINDS, type CaseKind, isEnd, nextStages, reach, type Stage, stageOf } from './stage.ts';

/** Body of `case.opened` (CONTRACT.md, Sync). Unknown fields are kept. */
export const CaseOpened = z.looseObject({
  kind: z.enum(CASE_KINDS),
  plate: z.string().nullish(),
  capturedAt: z.string().nullish(),
  device: z.string().nullish(),
  place: z.unknown().optional(),
  readings: z.record(z.string(), z.unknown()).nullish(),
  media: z.array(z.unknown()).nullish(),
});

/**
 * Body of `case.advanced`. `after` is the entry that it follows, the opening or an advance: what its author saw. A
 * client that gives neither `after` nor `from` means the furthest stage that allows `to`.
 */
export const CaseAdvanced = z.looseObject({
  to: z.string(),
  from: z.string().optional(),
  after: z.string().optional(),
  note: z.string().nullish(),
});

/** Body of `case.joined`: this case is the same as another; `into` null takes that back. */
export const CaseJoined = z.looseObject({
  into: Id.nullable(),
  reason: z.string().nullish(),
});

/** Of several statements the last by clock. A case is never joined into itself. */
function joinedInto(entries: readonly Entry[]): string | null {
  let into: string | null = null;
  for (const entry of entries) {
    if (entry.kind !== 'case.joined') continue;
    const body = CaseJoined.safeParse(entry.body);
    if (body.success && body.data.into !== entry.subject) into = body.data.into;
  }
  return into;
}

// Types, not interfaces, so that a state is plain JSON to the replica.
export type CaseStep = {
  stage: Stage;
  /** Epoch ms. */
  at: number;
  by: string;
  note: string | null;
  /** The entries that say so; more than one where two people did the same. */
  entries: string[];
};

export type CaseState = {
  id: string;
  kind: CaseKind;
  stage: Stage;
  plate: string | null;
  place: string | null;
  county: string | null;
  lon: number | null;
  lat: number | null;
  device: string | null;
  openedAt: number;
  capturedAt: number | null;
  /** When the stage was reached. */
  stageSince: number;
  dueAt: number | null;
  ended: boolean;
  /** From the clue to the stage that stands. */
  history: CaseStep[];
  /** Where people went different ways from one stage: both are kept, `kept` stands until somebody looks. */
  conflicts: { from: Stage; kept: Stage; other: Stage; entries: string[] }[];
  /** Advances that the machine does not allow from where the case stands, or whose forerunner has not come. */
  refused: { id: string; to: string; reason: string }[];
  /** The case that a person said is the same; it ends with it and is counted there. */
  joinedInto: string | null;
  /** The opening as it was written. */
  opened: { [key: string]: Json };
};

/**
 * Limits of evidence from technical monitors: reviewed within 10 days of capture; the owner notified within 3 days of
 * entry (道路交通安全违法行为处理程序规定, articles 19 and 20; 2020 edition not compared: 依据待核). They warn, they
 * never void a case.
 */
export const REVIEW_DAYS = 10;
export const NOTICE_DAYS = 3;
const BEFORE_REVIEW: readonly Stage[] = ['clue', 'evidence', 'review', 'returned'];

/** Last second of the last day allowed for the stage, epoch ms; null where the stage has no limit. */
export function dueAt(kind: CaseKind, stage: Stage, capturedAt: number, stageSince: number): number | null {
  const last = (from: number, days: number) => endOfDay(addDays(dayOf(from), days)) - 1000;
  if (kind === 'gate') return null;
  if (BEFORE_REVIEW.includes(stage)) return last(capturedAt, REVIEW_DAYS);
  return stage === 'entered' ? last(stageSince, NOTICE_DAYS) : null;
}

interface Node {
  step: CaseStep;
  depth: number;
  children: Node[];
}

interface Advance {
  entry: Entry;
  to: Stage;
  from: Stage | null;
  after: string | null;
  note: string | null;
}

/** The node that an advance follows, or why there is none (yet). */
function forerunner(all: readonly Node[], kind: CaseKind, advance: Advance): Node | { reason: string } {
  if (advance.after !== null) {
    const node = all.find((each) => each.step.entries.includes(advance.after!));
    if (!node) return { reason: 'what it follows has not come' };
    if (nextStages(kind, node.step.stage).includes(advance.to)) return node;
    return { reason: `${advance.to} does not follow ${node.step.stage}` };
  }
  const able = all.filter(
    ({ step }) =>
      (advance.from === null || step.stage === advance.from) &&
      nextStages(kind, step.stage).includes(advance.to),
  );
  const node = able.reduce<Node | null>((a, b) => (a && a.depth >= b.depth ? a : b), null);
  return node ?? { reason: `${advance.to} does not follow any stage that was reached` };
}

/** Puts the advance under its forerunner; the same step by two people is one. @returns the node if it is new. */
function place(parent: Node, advance: Advance): Node | null {
  const { entry, to, note } = advance;
  const twin = parent.children.find((child) => child.step.stage === to);
  if (twin) {
    twin.step.entries.push(entry.id);
    return null;
  }
  const step = { stage: to, at: readClock(entry.at).ms, by: entry.by.person, note, entries: [entry.id] };
  const node: Node = { step, depth: parent.depth + 1, children: [] };
  parent.children.push(node);
  return node;
}

/** Hangs the advances on the tree, as many passes as it takes: what one follows may stand behind it in clock order. */
function grow(root: Node, kind: CaseKind, advances: readonly Advance[]): CaseState['refused'] {
  const all = [root];
  let open = [...advances];
  for (let before = -1; before !== open.length; ) {
    before = open.length;
    open = open.filter((advance) => {
      const parent = forerunner(all, kind, advance);
      if ('reason' in parent) return true;
      const node = place(parent, advance);
      if (node) all.push(node);
      return false;
    });
  }
  return open.map((advance) => {
    const parent = forerunner(all, kind, advance);
    const reason = 'reason' in parent ? parent.reason : '';
    return { id: advance.entry.id, to: advance.to, reason };
  });
}

/** The furthest stage of a branch. A loop, not a recursion: a case may have any number of steps. */
function furthest(branch: Node): number {
  let best = reach(branch.step.stage);
  const open = [branch];
  for (let node = open.pop(); node; node = open.pop()) {
    best = Math.max(best, reach(node.step.stage));
    open.push(...node.children);
  }
  return best;
}

/**
 * The branch that stands. Where two people went different ways from one stage the machine decides, not the later
 * clock: the way that leads furthest along the chain, and the order of the stages where two lead equally far.
 */
function walk(root: Node): Pick<CaseState, 'history' | 'conflicts'> {
  const history = [root.step];
  const conflicts: CaseState['conflicts'] = [];
  for (let node = root; node.children.length > 0; ) {
    const ways = node.children.toSorted(
      (a, b) => furthest(b) - furthest(a) || reach(b.step.stage) - reach(a.step.stage),
    );
    const [kept, ...others] = ways as [Node, ...Node[]];
    for (const other of others)
      conflicts.push({
        from: node.step.stage,
        kept: kept.step.stage,
        other: other.step.stage,
        entries: [...kept.step.entries, ...other.step.entries].sort(),
      });
    history.push(kept.step);
    node = kept;
  }
  return { history, conflicts };
}

function readAdvances(entries: readonly Entry[]): { advances: Advance[]; refused: CaseState['refused'] } {
  const advances: Advance[] = [];
  const refused: CaseState['refused'] = [];
  for (const entry of entries) {
    if (entry.kind !== 'case.advanced') continue;
    const body = CaseAdvanced.safeParse(entry.body);
    const to = body.success ? stageOf(body.data.to) : null;
    if (!body.success || to === null) {
      refused.push({ id: entry.id, to: String(entry.body.to ?? ''), reason: 'not a stage' });
      continue;
    }
    const from = body.data.from === undefined ? null : stageOf(body.data.from);
    advances.push({ entry, to, from, after: body.data.after ?? null, note: body.data.note ?? null });
  }
  return { advances, refused };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/**
 * Name, county and position of a place as records give it: in parts, or as one text. The county is the one that it
 * names, as such, as its zone, or at the beginning of its name; a position alone is not taken for one.
 */
export function placeOf(value: unknown): Pick<CaseState, 'place' | 'county' | 'lon' | 'lat'> {
  const fields = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const zone = textOf(fields.zone);
  const place = textOf(value) ?? textOf(fields.name) ?? zone;
  return {
    place,
    county: textOf(fields.county) ?? (countyIn(zone ?? '') ?? countyIn(place ?? ''))?.code ?? null,
    lon: numberOf(fields.lon),
    lat: numberOf(fields.lat),
  };
}

/**
 * A case from the entries of its subject, in any order and with duplicates. The opening first by clock counts; what a
 * later one says beside it fills its gaps. Null until the case is opened.
 */
export function foldCase(entries: readonly Entry[]): CaseState | null {
  const own = eachOnce(entries);
  const openings = own.filter(
    (entry) => entry.kind === 'case.opened' && CaseOpened.safeParse(entry.body).success,
  );
  const first = openings[0];
  if (!first) return null;
  const body: Record<string, unknown> = {};
  for (const opening of openings)
    for (const [key, value] of Object.entries(opening.body)) if (body[key] == null) body[key] = value;
  const kind = body.kind as CaseKind;
  const openedAt = readClock(first.at).ms;
  const captured = textOf(body.capturedAt);
  const capturedAt = captured === null ? null : parseTime(captured);

  const { advances, refused } = readAdvances(own);
  const step: CaseStep = {
    stage: 'clue',
    at: openedAt,
    by: first.by.person,
    note: null,
    entries: openings.map((entry) => entry.id),
  };
  const root: Node = { step, depth: 0, children: [] };
  refused.push(...grow(root, kind, advances));
  const { history, conflicts } = walk(root);
  const { stage, at: stageSince } = history.at(-1)!;
  const into = joinedInto(own);
  return {
    id: first.subject,
    kind,
    stage,
    plate: textOf(body.plate),
    ...placeOf(body.place),
    device: textOf(body.device),
    openedAt,
    capturedAt,
    stageSince,
    dueAt: into === null ? dueAt(kind, stage, capturedAt ?? openedAt, stageSince) : null,
    ended: into !== null || isEnd(stage),
    history,
    conflicts,
    refused,
    joinedInto: into,
    opened: body as { [key: string]: Json },
  };
}

export const caseFold: Fold<CaseState> = {
  noun: 'case',
  version: 3,
  family: 'cases',
  takes: (kind) => kind === 'case.opened' || kind === 'case.advanced' || kind === 'case.joined',
  subject: (entry) => entry.subject,
  fold: foldCase,
  words: ({ id, plate, place, opened }) => [
    plate && normalise(plate),
    place,
    id,
    typeof opened.vin === 'string' ? opened.vin : null,
  ],
};

export function isOverdue(state: CaseState, now: number): boolean {
  return state.dueAt !== null && now > state.dueAt;
}

/** Started days past the limit; 0 before it. */
export function overdueDays(state: CaseState, now: number): number {
  return state.dueAt !== null && now > state.dueAt ? Math.ceil((now - state.dueAt) / 86_400_000) : 0;
}

/** A row of `cases.list` (CONTRACT.md, Queries). */
export function caseRow(state: CaseState, now: number) {
  return {
    id: state.id,
    kind: state.kind,
    stage: state.stage,
    plate: state.plate,
    place: state.place,
    openedAt: isoShanghai(state.openedAt),
    dueAt: state.dueAt === null ? null : isoShanghai(state.dueAt),
    overdue: isOverdue(state, now),
  };
}
