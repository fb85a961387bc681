import { type CaseState, dueAt, isOverdue, NOTICE_DAYS, overdueDays, REVIEW_DAYS } from './case.ts';
import { addDays, endOfDay, isoShanghai, startOfDay } from './day.ts';
import { mask } from './plate.ts';
import { type CaseKind, isEnd } from './stage.ts';

/** What the enforcement scene and the overview show of the running cases: counts, the worst, thirty days. */

/** So many days before its limit a case is 临期 (DOMAIN.md 8 says 3 workdays; calendar days here: configuration). */
const NEAR_MS = 3 * 86_400_000;
/** The scene's rows, at most. */
export const BOARD_ROWS = 60;

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

/** For each day: cases opened on it, and cases past their limit at its end (at `now` on the last day). */
export function caseTrend(cases: readonly CaseState[], until: string, days: number, now: number) {
  const trend = Array.from({ length: days }, (_, index) => {
    const date = addDays(until, index - days + 1);
    return { date, opened: 0, overdue: 0, end: Math.min(endOfDay(date) - 1000, now) };
  });
  const first = startOfDay(trend[0]!.date);
  const last = endOfDay(until);
  for (const state of cases) {
    if (state.openedAt >= first && state.openedAt < last)
      trend[Math.floor((state.openedAt - first) / DAY_MS)]!.opened++;
    for (const [from, to] of lateSpans(state)) {
      if (to !== null && to < first) continue;
      for (const point of trend) if (from < point.end && (to === null || to >= point.end)) point.overdue++;
    }
  }
  return trend.map(({ date, opened, overdue }) => ({ date, opened, overdue }));
}

const running = (cases: readonly CaseState[]) => cases.filter((each) => !each.ended);

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
export function worstFirst(cases: readonly CaseState[], now: number): CaseState[] {
  return cases.toSorted((a, b) => {
    const late = overdueDays(b, now) - overdueDays(a, now);
    return late || b.openedAt - a.openedAt || (a.id < b.id ? -1 : 1);
  });
}

/** Counts of one work line: 逾期, 临期, running, thirty days of 逾期, and the worst with where they are. */
export function lineLoad(cases: readonly CaseState[], date: string, now: number) {
  const open = running(cases);
  const overdue = open.filter((each) => isOverdue(each, now));
  return {
    running: open.length,
    overdue: overdue.length,
    dueSoon: open.filter((each) => isDueSoon(each, now)).length,
    trend: caseTrend(cases, date, 30, now).map((point) => ({ date: point.date, value: point.overdue })),
    worst: worstFirst(overdue, now)
      .slice(0, 3)
      .map((each) => boardRow(each, now)),
  };
}
export type LineLoad = ReturnType<typeof lineLoad>;

/** When a device last sent what opened a case, epoch ms: a camera's silence is known by nothing else. */
function heardOf(cases: readonly CaseState[]): Record<'cameras' | 'remote_sensing', number | null> {
  const heard: ReturnType<typeof heardOf> = { cameras: null, remote_sensing: null };
  for (const { device, kind, openedAt } of cases) {
    if (device === null) continue;
    const feed = kind === 'emission_over_limit' ? 'remote_sensing' : 'cameras';
    heard[feed] = Math.max(heard[feed] ?? 0, openedAt);
  }
  return heard;
}

/** Everything of the cases that a wall may see. `now` is the end of the day where a past day is looked at. */
export function caseload(cases: readonly CaseState[], date: string, now: number) {
  const open = running(cases);
  const byKindStage: Record<string, Record<string, number>> = {};
  const events: Record<string, number> = {};
  let unplaced = 0;
  for (const each of open) {
    if (each.county === null) unplaced++;
    else events[each.county] = (events[each.county] ?? 0) + 1;
    const stages = byKindStage[each.kind] ?? {};
    stages[each.stage] = (stages[each.stage] ?? 0) + 1;
    byKindStage[each.kind] = stages;
  }
  const [start, end] = [startOfDay(date), endOfDay(date)];
  const today = cases.filter((each) => each.openedAt >= start && each.openedAt < end).length;
  const line = (of: keyof typeof LINE_KINDS) =>
    lineLoad(
      cases.filter((each) => LINE_KINDS[of].includes(each.kind)),
      date,
      now,
    );
  return {
    running: open.length,
    overdue: open.filter((each) => isOverdue(each, now)).length,
    dueSoon: open.filter((each) => isDueSoon(each, now)).length,
    today,
    byKindStage,
    trend: caseTrend(cases, date, 30, now),
    /** County -> running cases, and those whose place names none. */
    events,
    unplaced,
    heard: heardOf(cases),
    lines: { road: line('road'), emission: line('emission') },
    cases: worstFirst(open, now)
      .slice(0, BOARD_ROWS)
      .map((each) => boardRow(each, now)),
  };
}
export type Caseload = ReturnType<typeof caseload>;
