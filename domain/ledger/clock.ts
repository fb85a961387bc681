/** A hybrid logical clock: wall milliseconds and a counter for events of the same millisecond. */
export interface Clock {
  ms: number;
  count: number;
}

/** Further ahead than this, another's clock is stored with its entry but not merged into ours (DESIGN.md, Trust). */
export const FAR_AHEAD_MS = 5 * 60_000;

/** The next reading of a clock that last read `last`, at wall time `now` (epoch ms). Never goes back. */
export function tick(last: Clock, now: number): Clock {
  if (now > last.ms) return { ms: now, count: 0 };
  if (last.count < 0xffff) return { ms: last.ms, count: last.count + 1 };
  return { ms: last.ms + 1, count: 0 };
}

/** Our clock after seeing another's; unchanged where that one is far ahead of our wall time. */
export function merge(last: Clock, seen: Clock, now: number): Clock {
  if (seen.ms > now + FAR_AHEAD_MS) return last;
  return seen.ms > last.ms || (seen.ms === last.ms && seen.count > last.count) ? { ...seen } : last;
}

/** `1732953600000-0000-<device>`: sorts as text, for years 2001 to 2286. */
export function clockText(clock: Clock, device: string): string {
  return `${String(clock.ms).padStart(13, '0')}-${clock.count.toString(16).padStart(4, '0')}-${device}`;
}

/** Reads what `clockText` wrote. The text was checked at the edge. */
export function readClock(text: string): Clock & { device: string } {
  return {
    ms: Number(text.slice(0, 13)),
    count: Number.parseInt(text.slice(14, 18), 16),
    device: text.slice(19),
  };
}
