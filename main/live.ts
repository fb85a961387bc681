import type { Output, QueryName } from '../domain/contract.ts';
import { familyOf } from '../replica/documents.ts';
import type { Replica } from '../replica/replica.ts';
import type { Reads } from './app.ts';

/** At most four changes a second (DESIGN.md, Replica). */
const APART_MS = 250;
/** A result that changes with time alone is looked at so often. */
const TIMED_MS = 5000;

interface Feed {
  reads: ReadonlySet<Reads>;
  timed: boolean;
  prompt: boolean;
  run(): Promise<void>;
  due: NodeJS.Timeout | null;
  ranAt: number;
  toldAt: number;
  running: boolean;
  again: boolean;
}

/** Queries that somebody follows: run again after a commit that touches what they read, told only when changed. */
export class Live {
  private readonly feeds = new Set<Feed>();
  private readonly stopListening: () => void;
  private readonly timer: NodeJS.Timeout;

  constructor(replica: Replica) {
    this.stopListening = replica.onCommit((changes) =>
      this.touch(new Set(changes.map((change) => familyOf(change.doc) as Reads))),
    );
    this.timer = setInterval(() => {
      for (const feed of this.feeds) if (feed.timed) this.schedule(feed);
    }, TIMED_MS);
    this.timer.unref();
  }

  close(): void {
    this.stopListening();
    clearInterval(this.timer);
    for (const feed of this.feeds) if (feed.due) clearTimeout(feed.due);
    this.feeds.clear();
  }

  /** Something of these changed. */
  touch(what: ReadonlySet<Reads>): void {
    for (const feed of this.feeds) if ([...what].some((each) => feed.reads.has(each))) this.schedule(feed);
  }

  private schedule(feed: Feed): void {
    if (feed.due) return;
    if (feed.running) {
      feed.again = true;
      return;
    }
    const last = feed.prompt ? feed.toldAt : feed.ranAt;
    const wait = Math.max(0, last + APART_MS - performance.now());
    feed.due = setTimeout(() => {
      feed.due = null;
      void this.runNow(feed);
    }, wait);
  }

  private async runNow(feed: Feed): Promise<void> {
    feed.running = true;
    feed.ranAt = performance.now();
    await feed.run();
    feed.running = false;
    if (!feed.again) return;
    feed.again = false;
    if (this.feeds.has(feed)) this.schedule(feed);
  }

  /** The result at once, then each that differs from the one before, until stopped. */
  follow<N extends QueryName>(
    query: { reads: readonly Reads[]; timed?: true; prompt?: true },
    ask: () => Promise<Output<N>>,
    take: (value: Output<N>) => void,
    fail: (error: Error) => void,
  ): () => void {
    let last: string | null = null;
    const feed: Feed = {
      reads: new Set(query.reads),
      timed: query.timed === true,
      prompt: query.prompt === true,
      run: async () => {
        try {
          const value = await ask();
          const text = JSON.stringify(value);
          if (!this.feeds.has(feed) || text === last) return;
          last = text;
          feed.toldAt = performance.now();
          take(value);
        } catch (error) {
          // The next good result is told in any case, so that an error does not stay on the screen.
          last = null;
          if (this.feeds.has(feed)) fail(error instanceof Error ? error : new Error(String(error)));
        }
      },
      ...{ due: null, ranAt: 0, toldAt: 0, running: false, again: false },
    };
    this.feeds.add(feed);
    void this.runNow(feed);
    return () => {
      this.feeds.delete(feed);
      if (feed.due) clearTimeout(feed.due);
    };
  }
}
