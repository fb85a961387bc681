import { type CaseState, dueAt, isOverdue, NOTICE_DAYS, overdueDays, REVIEW_DAYS } from './case.ts';
import { addDays, endOfDay, isoShanghai, startOfDay } from './day.ts';
import { mask } from './plate.ts';
import { type CaseKind, isEnd } from './stage.ts';

/** What the enforcement scene and the overview show of the running cases: counts, the worst, thirty days. */

/** So many days before its limit a case is 临期 (DOMAIN.md 8 says 3 workdays; calendar days here: configuration). */
const NEAR_MS = 3 * 86_400_000;
/** The scene's rows, at most. */
export const BOARD_ROWS = 60;
/** Cases that a work line names, at most. */
const WORST_ROWS = 3;

/** Kinds of the two work lines. A gate's case belongs to 源头, whose figure is the share. */
export const LINE_KINDS: Record<'road' | 'emission', readonly CaseKind[]> = {
  road: ['restricted_road'],
  emission: ['emission_over_limit', 'black_smoke'],
};

/** The case as it stood at an instant; null where it was not open yet. What is now is the same as now. */
export function caseAsOf(state: CaseState, at: number): CaseState | null {
  if (state.openedAt > at) return null;
  const history = state.history.filter((step) => step.at <= at);
  if (history.length === state.history.length || history.length === 0) return state;
  const { stage, at: stageSince } = history.at(-1)!;
  const due = dueAt(state.kind, stage, state.capturedAt ?? state.openedAt, stageSince);
  return { ...state, stage, stageSince, history, dueAt: due, ended: isEnd(stage) };
}

type Spans = readonly (readonly [from: number, to: number | null])[];
const NONE: Spans = [];
const DAY_MS = 86_400_000;

function spansOf(state: CaseState): Spans {
  const captured = state.capturedAt ?? state.openedAt;
  const spans: [number, number | null][] = [];
  for (const [index, step] of state.history.entries()) {
    const left = state.history[index + 1]?.at ?? null;
    // Most cases move on long before any limit: no need to work it out.
    if (
      left !== null &&
      left < Math.min(captured + REVIEW_DAYS * DAY_MS, step.at + NOTICE_DAYS * DAY_MS) - 1000
    )
      continue;
    const due = dueAt(state.kind, step.stage, captured, step.at);
    if (due !== null && (left === null || left > due)) spans.push([Math.max(due, step.at), left]);
  }
  return spans.length > 0 ? spans : NONE;
}

/** States are never changed once they are folded, so what is worked out of one holds as long as it lives. */
const known = new WeakMap<CaseState, Spans>();

/** Spans [from, to) in which a case was past the limit of the stage it stood at; `to` null while it is. */
export function lateSpans(state: CaseState): Spans {
  let spans = known.get(state);
  if (!spans) {
    spans = spansOf(state);
    known.set(state, spans);
  }
  return spans;
}

/** For each of so many days: cases opened on it, and cases past their limit at its end (at `now` on the last day). */
function trendUntil(until: string, days: number, now: number) {
  const points = Array.from({ length: days }, (_, index) => {
    const date = addDays(until, index - days + 1);
    return { date, opened: 0, overdue: 0, end: Math.min(endOfDay(date) - 1000, now) };
  });
  const first = startOfDay(points[0]!.date);
  const last = endOfDay(until);
  return {
    add(state: CaseState): void {
      if (state.openedAt >= first && state.openedAt < last)
        points[Math.floor((state.openedAt - first) / DAY_MS)]!.opened++;
      for (const [from, to] of lateSpans(state)) {
        if (to !== null && to < first) continue;
        for (const point of points) if (from < point.end && (to === null || to >= point.end)) point.overdue++;
      }
    },
    points: () => points.map(({ date, opened, overdue }) => ({ date, opened, overdue })),
  };
}

function isDueSoon(state: CaseState, now: number): boolean {
  return state.dueAt !== null && state.dueAt >= now && state.dueAt - now <= NEAR_MS;
}

/** A case as the board shows it: its plate masked, since the board is for walls. */
export function boardRow(state: CaseState, now: number) {
  return {
    id: state.id,
    kind: state.kind as string,
    stage: state.stage as string,
    plate: state.plate === null ? null : mask(state.plate),
    place: state.place,
    openedAt: isoShanghai(state.openedAt),
    dueAt: state.dueAt === null ? null : isoShanghai(state.dueAt),
    overdue: isOverdue(state, now),
    capturedAt: state.capturedAt === null ? null : isoShanghai(state.capturedAt),
    county: state.county,
    device: state.device,
    overdueDays: overdueDays(state, now),
  };
}
export type BoardRow = ReturnType<typeof boardRow>;

/** Overdue first, the longest overdue before; then the newest. Ties by id. */
function worseFirst(now: number) {
  return (a: CaseState, b: CaseState): number =>
    overdueDays(b, now) - overdueDays(a, now) || b.openedAt - a.openedAt || (a.id < b.id ? -1 : 1);
}

export function worstFirst(cases: readonly CaseState[], now: number): CaseState[] {
  return cases.toSorted(worseFirst(now));
}

/** Of all that are added, the first `most` in an order: a year of cases passes by and is not kept. */
function firstOf<T>(most: number, order: (a: T, b: T) => number) {
  const kept: T[] = [];
  return {
    add(one: T): void {
      if (kept.length === most && order(one, kept.at(-1)!) > 0) return;
      const place = kept.findIndex((each) => order(one, each) < 0);
      kept.splice(place === -1 ? kept.length : place, 0, one);
      if (kept.length > most) kept.pop();
    },
    all: (): readonly T[] => kept,
  };
}

/** Counts of cases as they pass by: running, 逾期, 临期, thirty days, and the worst that run. */
function count(date: string, now: number, { most, worst }: { most: number; worst: 'overdue' | 'running' }) {
  const counts = { running: 0, overdue: 0, dueSoon: 0 };
  const first = firstOf(most, worseFirst(now));
  const trend = trendUntil(date, 30, now);
  return {
    counts,
    trend: trend.points,
    rows: () => first.all().map((each) => boardRow(each, now)),
    add(state: CaseState): void {
      trend.add(state);
      if (state.ended) return;
      const overdue = isOverdue(state, now);
      counts.running++;
      if (overdue) counts.overdue++;
      if (isDueSoon(state, now)) counts.dueSoon++;
      if (overdue || worst === 'running') first.add(state);
    },
  };
}

/** What one work line's counter says: thirty days of 逾期, and the worst with where they are. */
function lineLoad(line: ReturnType<typeof count>) {
  const trend = line.trend().map(({ date, overdue }) => ({ date, value: overdue }));
  return { ...line.counts, trend, worst: line.rows() };
}
export type LineLoad = ReturnType<typeof lineLoad>;

/**
 * Everything of the cases that a wall may see; they are read once, in any order. `now` is the end of the day where a
 * past day is looked at.
 */
export function caseload(cases: Iterable<CaseState>, date: string, now: number) {
  const byKindStage: Record<string, Record<string, number>> = {};
  const events: Record<string, number> = {};
  /** When a device last sent what opened a case, epoch ms: a camera's silence is known by nothing else. */
  const heard: Record<'cameras' | 'remote_sensing', number | null> = { cameras: null, remote_sensing: null };
  let unplaced = 0;
  let today = 0;
  const [start, end] = [startOfDay(date), endOfDay(date)];
  const all = count(date, now, { most: BOARD_ROWS, worst: 'running' });
  const road = count(date, now, { most: WORST_ROWS, worst: 'overdue' });
  const emission = count(date, now, { most: WORST_ROWS, worst: 'overdue' });
  for (const each of cases) {
    all.add(each);
    if (LINE_KINDS.road.includes(each.kind)) road.add(each);
    if (LINE_KINDS.emission.includes(each.kind)) emission.add(each);
    if (each.openedAt >= start && each.openedAt < end) today++;
    if (each.device !== null) {
      const feed = each.kind === 'emission_over_limit' ? 'remote_sensing' : 'cameras';
      heard[feed] = Math.max(heard[feed] ?? 0, each.openedAt);
    }
    if (each.ended) continue;
    if (each.county === null) unplaced++;
    else events[each.county] = (events[each.county] ?? 0) + 1;
    const stages = byKindStage[each.kind] ?? {};
    stages[each.stage] = (stages[each.stage] ?? 0) + 1;
    byKindStage[each.kind] = stages;
  }
  return {
    ...all.counts,
    today,
    byKindStage,
    trend: all.trend(),
    /** County -> running cases, and those whose place names none. */
    events,
    unplaced,
    heard,
    lines: { road: lineLoad(road), emission: lineLoad(emission) },
    cases: all.rows(),
  };
}
export type Caseload = ReturnType<typeof caseload>;
