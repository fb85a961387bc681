/** When each item of an agenda comes, worked out from what was planned and what happened. Pure; epoch ms. */
export interface Stop {
  id: string;
  /** Minutes allotted. */
  minutes: number;
  /** When the meeting first came to it; null while it has not. */
  startedAt: number | null;
  /** Time spent in it so far, without the visit that is going on. */
  spentMs: number;
}

export interface TimedStop {
  id: string;
  state: 'done' | 'now' | 'next';
  /** When it came, or is expected to come. */
  at: number;
  /** Whole minutes behind the plan (negative: ahead); null before the meeting has begun. */
  late: number | null;
}

export interface Timetable {
  stops: TimedStop[];
  /** When the meeting is expected to end, and minutes behind the plan. */
  end: number;
  endLate: number | null;
}

const MINUTE = 60_000;

/** Minutes towards zero: half a minute late is on time. */
const lateness = (ms: number): number => Math.trunc(ms / MINUTE) || 0;

/**
 * Planned times add up from the start that was called; an item that is on ends after its allotted minutes, or now
 * where it has run over; what follows moves along. An item that was left out when the next began counts as done.
 */
export function timetable(
  agenda: readonly Stop[],
  of: {
    plannedStart: number;
    current: string | null;
    currentSince: number | null;
    now: number;
    begun: boolean;
  },
): Timetable {
  const at = agenda.findIndex((stop) => stop.id === of.current);
  let planned = of.plannedStart;
  // Without an item that is on, what is to come starts now, once the meeting has begun.
  let expected = of.begun ? Math.max(of.now, of.plannedStart) : of.plannedStart;
  const stops = agenda.map((stop, index): TimedStop => {
    const state =
      at >= 0 && index === at ? 'now' : stop.startedAt !== null && (at < 0 || index < at) ? 'done' : 'next';
    const came = state === 'next' ? expected : (stop.startedAt ?? expected);
    if (state === 'now') expected = Math.max(of.now, of.now + remainingMs(stop, of));
    else if (state === 'next') expected += stop.minutes * MINUTE;
    const late = of.begun ? lateness(came - planned) : null;
    planned += stop.minutes * MINUTE;
    return { id: stop.id, state, at: came, late };
  });
  return { stops, end: expected, endLate: of.begun ? lateness(expected - planned) : null };
}

/** What is left of an item's minutes, negative once it runs over. */
export function remainingMs(stop: Stop, of: { currentSince: number | null; now: number }): number {
  const visit = of.currentSince === null ? 0 : Math.max(0, of.now - of.currentSince);
  return stop.minutes * MINUTE - stop.spentMs - visit;
}

/** '08:12', '1:02:03' over an hour; an over-run is written with its plus by the caller. */
export function countdown(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}
