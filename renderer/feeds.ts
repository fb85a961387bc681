import type { Input, Output, QueryName } from '../domain/contract.ts';
import type { Line } from './wire.ts';

/** What a screen knows of a query: the last value stays while the wire is down. `at`: epoch ms it came. */
export interface Snapshot<N extends QueryName> {
  value: Output<N> | undefined;
  at: number | null;
  error: Error | null;
}

interface Feed {
  snapshot: Snapshot<QueryName>;
  follow(): void;
  stop: (() => void) | null;
  takers: Set<() => void>;
  /** Ends the following a little after the last taker left, so that a turn of scenes doesn't ask anew. */
  ending: ReturnType<typeof setTimeout> | null;
}

/** Values kept of queries that no screen shows now; a wall runs for weeks. */
const KEPT = 48;
const LINGER_MS = 5_000;

export interface Feeds {
  take<N extends QueryName>(name: N, input: Input<N>, changed: () => void): () => void;
  snapshot<N extends QueryName>(name: N, input: Input<N>): Snapshot<N>;
}

export const keyOf = (name: string, input: unknown): string => `${name} ${JSON.stringify(input)}`;

const nothing: Snapshot<QueryName> = { value: undefined, at: null, error: null };

/** Followed queries, one feed for all screens that show the same; they are followed anew when the line comes back. */
export function keepFeeds(line: Line): Feeds {
  const feeds = new Map<string, Feed>();

  function make<N extends QueryName>(name: N, input: Input<N>): Feed {
    const feed: Feed = {
      snapshot: nothing,
      stop: null,
      takers: new Set(),
      ending: null,
      follow() {
        const remote = line.remote();
        if (!remote) return;
        const tell = (snapshot: Snapshot<QueryName>) => {
          feed.snapshot = snapshot;
          for (const changed of feed.takers) changed();
        };
        feed.stop = remote.follow(
          name,
          input,
          (value) => tell({ value, at: Date.now(), error: null }),
          (error) => tell({ ...feed.snapshot, error }),
        );
      },
    };
    return feed;
  }

  function forgetOldest(): void {
    for (const [key, feed] of feeds) {
      if (feeds.size <= KEPT) return;
      if (feed.takers.size === 0 && feed.ending === null) feeds.delete(key);
    }
  }

  line.watch(() => {
    for (const feed of feeds.values()) {
      feed.stop = null;
      if (line.remote() && feed.takers.size > 0) feed.follow();
    }
  });

  return {
    take(name, input, changed) {
      const key = keyOf(name, input);
      const feed = feeds.get(key) ?? make(name, input);
      // Taken anew means young again: the map's order is what forgetOldest goes by.
      feeds.delete(key);
      feeds.set(key, feed);
      if (feed.ending !== null) clearTimeout(feed.ending);
      feed.ending = null;
      feed.takers.add(changed);
      if (!feed.stop) feed.follow();
      return () => {
        feed.takers.delete(changed);
        if (feed.takers.size > 0) return;
        feed.ending = setTimeout(() => {
          feed.ending = null;
          feed.stop?.();
          feed.stop = null;
          forgetOldest();
        }, LINGER_MS);
      };
    },
    snapshot<N extends QueryName>(name: N, input: Input<N>): Snapshot<N> {
      return (feeds.get(keyOf(name, input))?.snapshot ?? nothing) as Snapshot<N>;
    },
  };
}
