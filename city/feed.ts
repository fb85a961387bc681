import { setTimeout as sleep } from 'node:timers/promises';
import { addDays, dayOf, endOfDay } from '../domain/day.ts';
import type { Clock } from './clock.ts';

export interface Source<T extends { at: number }> {
  /** All items that belong to a day, in time order; some may be due on a later one. */
  day(day: string): T[];
  /** Sends items, in order, and returns once the office has them. */
  send(items: T[]): Promise<void>;
}

export interface Feed {
  /** City time up to which everything was sent and answered. */
  through: number;
  /** Items due and not yet sent. */
  waiting: number;
}

const TICK_MS = 1000;
/** A feed that has nothing to send looks at the clock so often, so that `through` goes on. */
const IDLE_MS = 5000;
/** So many items are handed to `send` at once. */
const SLICE = 20_000;

/**
 * Runs one source from a city time on: first what is past, day by day, then each item when its time comes. Ends when
 * the signal does, by rejecting.
 */
export async function run<T extends { at: number }>(
  feed: Feed,
  source: Source<T>,
  clock: Clock,
  from: number,
  resume: boolean,
  signal: AbortSignal,
): Promise<never> {
  let day = dayOf(from);
  // What was recorded the day before may still be on its way: late batches, recounts, declared counts.
  let queue = resume ? source.day(addDays(day, -1)).filter(({ at }) => at >= from) : [];
  queue = merge(
    queue,
    source.day(day).filter(({ at }) => at >= from || !resume),
  );
  for (;;) {
    const until = Math.min(clock.now(), endOfDay(day));
    const due = queue.findIndex(({ at }) => at > until);
    const items = queue.splice(0, due < 0 ? queue.length : due);
    for (feed.waiting = items.length; items.length > 0; feed.waiting = items.length) {
      const slice = items.splice(0, SLICE);
      await source.send(slice);
      // Lets the other feeds and signals have their turn.
      await sleep(0, undefined, { signal });
    }
    feed.through = until;
    if (until >= endOfDay(day)) {
      day = addDays(day, 1);
      queue = merge(queue, source.day(day));
    } else {
      const next = Math.min(queue[0]?.at ?? endOfDay(day), endOfDay(day));
      await sleep(Math.max(TICK_MS, Math.min(IDLE_MS, clock.until(next))), undefined, { signal });
    }
  }
}

function merge<T extends { at: number }>(a: T[], b: T[]): T[] {
  return a.length === 0 ? b : [...a, ...b].sort((x, y) => x.at - y.at);
}
