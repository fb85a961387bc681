import { createHash } from 'node:crypto';
import { dayOf, endOfDay, isDay, nextDay, parseTime, startOfDay } from '../../domain/day.ts';
import { type Office, Rejection } from '../office.ts';
import type { Caller } from '../tokens.ts';
import type { Enterprises } from './enterprises.ts';
import type { Answer, Refused } from './feed.ts';
import { isClosed } from './gate-days.ts';
import type { Passages } from './passages.ts';
import type { Publisher } from './publisher.ts';

/** What is wrong with a row. */
export interface Fault {
  field: string;
  reason: string;
}

interface Touched {
  enterprise: string;
  day: string;
  refused: number;
  corrections: number;
}

export type Row = Record<string, unknown>;

const shown = (text: string): string => JSON.stringify(text.length > 48 ? `${text.slice(0, 47)}…` : text);

const isRow = (row: unknown): row is Row => typeof row === 'object' && row !== null && !Array.isArray(row);

/** One request of a gate feed on its way into the store. */
export class Batch {
  /** Arrival, epoch ms. */
  readonly now: number;
  private readonly office: Office;
  private readonly passages: Passages;
  private readonly enterprises: Enterprises;
  private readonly caller: Caller;
  private readonly touched = new Map<string, Touched>();
  private readonly closings = new Map<string, boolean>();
  private readonly overs = new Map<string, Fault | null>();
  private day = { text: '', start: 0, end: 0 };
  private readonly digests = new Map<string, number>();

  constructor(office: Office, passages: Passages, enterprises: Enterprises, caller: Caller) {
    this.office = office;
    this.passages = passages;
    this.enterprises = enterprises;
    this.caller = caller;
    this.now = office.now();
  }

  /** Whether the office closed that day; asked once a request. */
  closed(enterprise: string, day: string): boolean {
    const key = `${day} ${enterprise}`;
    let closed = this.closings.get(key);
    if (closed === undefined) {
      closed = isClosed(this.office.replica, enterprise, day);
      this.closings.set(key, closed);
    }
    return closed;
  }

  /** Why nothing more is taken in of a day whose passages are past their time of keeping; asked once a request. */
  over(enterprise: string, day: string, field = 'at'): Fault | null {
    const key = `${day} ${enterprise} ${field}`;
    let over = this.overs.get(key);
    if (over === undefined) {
      const until = this.passages.over(enterprise, day);
      const reason = `the passages of ${day} were kept until ${until} and are deleted: nothing is counted beside them`;
      over = until === null ? null : { field, reason };
      this.overs.set(key, over);
    }
    return over;
  }

  /** The day of an instant; records of one request mostly share it. */
  dayOf(at: number): string {
    if (at < this.day.start || at >= this.day.end) {
      const text = dayOf(at);
      this.day = { text, start: startOfDay(text), end: endOfDay(text) };
    }
    return this.day.text;
  }

  touch(enterprise: string, day: string, more: { refused?: number; corrections?: number } = {}): void {
    const key = `${day} ${enterprise}`;
    let touched = this.touched.get(key);
    if (!touched) {
      touched = { enterprise, day, refused: 0, corrections: 0 };
      this.touched.set(key, touched);
    }
    touched.refused += more.refused ?? 0;
    touched.corrections += more.corrections ?? 0;
  }

  /**
   * Takes each row in one transaction; `store` says what is wrong with a row, or whether it is new. What it touched
   * is then published. @throws {Rejection} 403 where every row is another operator's: nothing is kept then.
   */
  run(publisher: Publisher, rows: unknown[], store: (row: Row) => Fault | boolean): Answer {
    const answer: Answer = { accepted: 0, duplicates: 0, refused: [] };
    let foreign = 0;
    try {
      this.office.replica.write(() => {
        for (const [index, row] of rows.entries()) {
          const owner = this.ownerOf(row);
          if (owner === 'foreign') foreign++;
          const done = isRow(row) && owner === 'own' ? store(row) : this.faultOf(row, owner);
          if (done === true) answer.accepted++;
          else if (done === false) answer.duplicates++;
          else answer.refused.push(this.refuse(row, index, owner, done));
        }
        if (foreign > 0 && foreign === rows.length)
          throw new Rejection(403, "every record is another operator's");
        this.mark();
      });
    } catch (error) {
      this.passages.forget();
      throw error;
    }
    for (const { enterprise, day } of this.touched.values()) publisher.touch(enterprise, day);
    return answer;
  }

  /** `own` also where the row does not say whose it is: `store` then says what it lacks. */
  private ownerOf(row: unknown): 'own' | 'foreign' | 'unknown' {
    const enterprise = isRow(row) ? row.enterprise : undefined;
    if (typeof enterprise !== 'string' || enterprise.trim() === '') return 'own';
    if (!this.enterprises.has(enterprise)) return 'unknown';
    const { enterprises } = this.caller;
    return enterprises === 'all' || enterprises.includes(enterprise) ? 'own' : 'foreign';
  }

  private faultOf(row: unknown, owner: 'own' | 'foreign' | 'unknown'): Fault {
    if (!isRow(row)) return { field: 'record', reason: 'record must be an object' };
    const enterprise = shown(String(row.enterprise));
    const reason =
      owner === 'foreign'
        ? `enterprise ${enterprise} is another operator's`
        : `enterprise ${enterprise} is not registered`;
    return { field: 'enterprise', reason };
  }

  /**
   * A refused row is kept for export and counted once, also when the request is repeated, on the row of its
   * enterprise: the one it names, else the only one that the token has. What another operator sends in an
   * enterprise's name is not laid at that enterprise's door.
   */
  private refuse(row: unknown, index: number, owner: string, { field, reason }: Fault): Refused {
    const id = isRow(row) && typeof row.id === 'string' && row.id.length <= 128 ? row.id : null;
    const { enterprises } = this.caller;
    const only = enterprises !== 'all' && enterprises.length === 1 ? enterprises[0]! : null;
    const named = isRow(row) && typeof row.enterprise === 'string' ? row.enterprise : only;
    if (owner === 'own' && named !== null && this.enterprises.has(named)) {
      const day = this.dayOfRefused(row);
      if (this.over(named, day)) return { index, id, field, reason };
      const raw = JSON.stringify(row);
      // Two equal rows of one request are two refusals; the same request again is none.
      const digest = createHash('sha256').update(raw).digest('base64url');
      const times = (this.digests.get(digest) ?? 0) + 1;
      this.digests.set(digest, times);
      if (this.passages.refuse(named, day, `${digest} ${times}`, { field, reason }, raw, this.now))
        this.touch(named, day, { refused: 1 });
    }
    return { index, id, field, reason };
  }

  /** The day of a refused row: of its `at` or `date`, or of its arrival where that can't be read. */
  private dayOfRefused(row: unknown): string {
    if (isRow(row)) {
      const at = typeof row.at === 'string' ? parseTime(row.at) : null;
      if (at !== null) return dayOf(at);
      if (typeof row.date === 'string' && isDay(row.date)) return row.date;
    }
    return dayOf(this.now);
  }

  /** Marks the days in the same transaction, and those after them, into which the window may carry. */
  private mark(): void {
    for (const { enterprise, day, refused, corrections } of [...this.touched.values()]) {
      this.passages.touch(enterprise, day, refused, corrections);
      const next = nextDay(day);
      if (this.touched.has(`${next} ${enterprise}`) || !this.passages.knows(enterprise, next)) continue;
      if (this.over(enterprise, next)) continue;
      this.passages.touch(enterprise, next);
      this.touch(enterprise, next);
    }
  }
}
