import { dayOf } from '../domain/day.ts';
import { delivery, type Path, type Post } from './delivery.ts';
import { enforcement } from './enforcement.ts';
import type { Enterprise } from './enterprises.ts';
import type { Source } from './feed.ts';
import { type Line, postRecords, type Taken } from './http.ts';

const fields: Record<Path, string> = {
  '/intake/gates': 'passages',
  '/intake/gate-days': 'days',
  '/intake/heartbeats': 'heartbeats',
  '/intake/enforcement': 'events',
};

/** What one request may hold (CONTRACT.md, Intake: gates). */
const MOST_RECORDS = 5000;
const LIVE_HEARTBEAT_MS = 5 * 60_000;
/** Of a day gone by, an hour's pulse is enough to tell a dead feed from a stopped plant. */
const PAST_HEARTBEAT_MS = 60 * 60_000;

/** What the office took, by what was sent. */
export type RecordCounts = Record<'passages' | 'days' | 'heartbeats' | 'events', Taken>;

export function noCounts(): RecordCounts {
  const nothing = (): Taken => ({ accepted: 0, duplicates: 0, refused: 0 });
  return { passages: nothing(), days: nothing(), heartbeats: nothing(), events: nothing() };
}

/** A sender of records by one token: a vendor's gates, or the city's cameras where `enterprises` is null. */
export class RecordSource implements Source<Post> {
  private readonly seed: number;
  private readonly enterprises: Enterprise[] | null;
  private readonly token: string;
  private readonly line: Line;
  private readonly counts: RecordCounts;

  constructor(
    seed: number,
    enterprises: Enterprise[] | null,
    token: string,
    line: Line,
    counts: RecordCounts,
  ) {
    this.seed = seed;
    this.enterprises = enterprises;
    this.token = token;
    this.line = line;
    this.counts = counts;
  }

  day(day: string): Post[] {
    if (this.enterprises === null) return enforcement(this.seed, day);
    const heartbeat = day < dayOf(Date.now()) ? PAST_HEARTBEAT_MS : LIVE_HEARTBEAT_MS;
    return this.enterprises
      .flatMap((each) => delivery(this.seed, each, day, { heartbeat }))
      .sort((a, b) => a.at - b.at);
  }

  async send(posts: Post[]): Promise<void> {
    for (const path of Object.keys(fields) as Path[]) {
      const records = posts.filter((each) => each.path === path).map((each) => each.record);
      for (let i = 0; i < records.length; i += MOST_RECORDS) {
        const batch = records.slice(i, i + MOST_RECORDS);
        const taken = await postRecords(this.line, path, this.token, fields[path], batch);
        const sum = this.counts[fields[path] as keyof RecordCounts];
        sum.accepted += taken.accepted;
        sum.duplicates += taken.duplicates;
        sum.refused += taken.refused;
      }
    }
  }
}
