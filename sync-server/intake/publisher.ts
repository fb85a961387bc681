import { createHash } from 'node:crypto';
import { setTimeout as rest, setImmediate as turn } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import { dayOf } from '../../domain/day.ts';
import type { GateCounters } from '../../domain/gate-day.ts';
import type { Json } from '../../domain/ledger/canonical.ts';
import type { Office } from '../office.ts';
import { countDay } from './counters.ts';
import { type GateDays, isClosed, settlementsOf } from './gate-days.ts';
import type { GateDayRow, Passages } from './passages.ts';

export interface Pace {
  /** A gauge is written at most this often (DESIGN.md, Documents). */
  everyMs: number;
  /** The detail file of an enterprise's day while its passages keep coming. */
  detailMs: number;
}
export const PACE: Pace = { everyMs: 2000, detailMs: 30_000 };

/** Counting gives way to requests after this long. */
const SLICE_MS = 20;
const BUSY_REST_MS = 60;
/** What `flush` may take: the server has 5 s to end. */
const FLUSH_MS = 2500;

interface Prepared {
  enterprise: string;
  seq: number;
  value: GateCounters;
  detail: string | null;
  detailed: number;
  frozen: number;
  /** A detail file that is not written yet; whether one was. */
  file: Uint8Array | null;
  made: boolean;
  /** The one before it. */
  gone: string | null;
}

/** Work in slices, between which requests are served. */
class Breath {
  /** Milliseconds at work so far. */
  worked = 0;
  private readonly touches: () => number;
  private start = performance.now();

  constructor(touches: () => number) {
    this.touches = touches;
  }

  async take(): Promise<void> {
    const spent = performance.now() - this.start;
    if (spent < SLICE_MS) return;
    this.worked += spent;
    const touches = this.touches();
    await turn();
    // While requests keep coming they have the greater part of the time.
    if (touches !== this.touches()) await rest(BUSY_REST_MS);
    this.start = performance.now();
  }
}

/** Publishes the counters of days that were touched as gauges `gates/<day>`, and their passages as detail files. */
export class Publisher {
  private readonly office: Office;
  private readonly stores: { passages: Passages; days: GateDays };
  private readonly pace: Pace;
  /** Touched, by day. */
  private readonly waiting = new Map<string, Set<string>>();
  private readonly written = new Map<string, number>();
  /** When the detail file of a day and enterprise was last written. */
  private readonly detailAt = new Map<string, number>();
  /** What a run has counted of a day and not yet written, and what it has still to count. */
  private ready: { day: string; ready: Prepared[] } | null = null;
  private taken: { day: string; set: Set<string> } | null = null;
  private held: string | null = null;
  private touches = 0;
  private timer: NodeJS.Timeout | null = null;
  private running = false;
  private closed = false;
  private readonly mark: Database.Statement;
  private readonly noteFile: Database.Statement;
  private readonly forgetFile: Database.Statement;

  constructor(office: Office, stores: { passages: Passages; days: GateDays }, pace: Pace = PACE) {
    this.office = office;
    this.stores = stores;
    this.pace = pace;
    const { db } = office.replica;
    this.mark = db.prepare(
      'UPDATE gate_day SET published = ?, detail = ?, detailed = ?, frozen = ? WHERE day = ? AND enterprise = ?',
    );
    this.noteFile = db.prepare('INSERT OR IGNORE INTO gate_file (hash) VALUES (?)');
    this.forgetFile = db.prepare('DELETE FROM gate_file WHERE hash = ?');
    this.resume(db);
  }

  /** What the last run took in and did not publish, and files it did not come to remove. */
  private resume(db: Database.Database): void {
    const open = db
      .prepare('SELECT day, enterprise FROM gate_day WHERE published < seq OR detailed < seq ORDER BY day')
      .all() as { day: string; enterprise: string }[];
    for (const { day, enterprise } of open) this.touch(enterprise, day);
    const named = db.prepare('SELECT 1 FROM gate_day WHERE detail = ?').pluck();
    const files = db.prepare('SELECT hash FROM gate_file').pluck().all() as string[];
    for (const hash of files) if (named.get(hash) === undefined) this.office.blobs.remove(hash);
    db.exec('DELETE FROM gate_file');
  }

  /** An enterprise's day changed; its `seq` in the store says so already. */
  touch(enterprise: string, day: string): void {
    this.touches++;
    this.waitingOf(day).add(enterprise);
    this.plan();
  }

  private waitingOf(day: string): Set<string> {
    let set = this.waiting.get(day);
    if (!set) {
      set = new Set();
      this.waiting.set(day, set);
    }
    return set;
  }

  /** At once where the gauge has been quiet, else when its time comes. */
  private plan(): void {
    if (this.timer || this.running || this.closed || this.waiting.size === 0) return;
    const now = performance.now();
    let due = Number.POSITIVE_INFINITY;
    for (const day of this.waiting.keys()) due = Math.min(due, this.dueAt(day));
    this.timer = setTimeout(
      () => {
        this.timer = null;
        this.run().catch((error) => this.office.log.error({ error }, 'counters could not be published'));
      },
      Math.max(0, due - now),
    );
  }

  private dueAt(day: string): number {
    return (this.written.get(day) ?? Number.NEGATIVE_INFINITY) + this.pace.everyMs;
  }

  private async run(): Promise<void> {
    this.running = true;
    try {
      for (const day of [...this.waiting.keys()].sort().reverse()) {
        if (this.dueAt(day) > performance.now()) continue;
        const worked = await this.publish(day);
        if (this.closed) return;
        // Never more than half of the time, so that a year taken in at once leaves room for what comes now.
        if (this.waiting.size > 1) await rest(Math.min(worked, 200));
        if (this.closed) return;
      }
    } finally {
      this.running = false;
      this.plan();
    }
  }

  /** Counts what waits of a day and writes it. Returns the milliseconds of work. */
  private async publish(day: string): Promise<number> {
    const ready: Prepared[] = [];
    this.ready = { day, ready };
    const breath = new Breath(() => this.touches);
    for (const enterprise of this.take(day)) {
      this.prepare(enterprise, day, ready);
      await breath.take();
      if (this.closed) return breath.worked;
    }
    this.noteFiles(ready);
    for (const each of ready) {
      this.writeFile(each);
      await breath.take();
      if (this.closed) return breath.worked;
    }
    this.write(day, ready);
    this.ready = null;
    return breath.worked;
  }

  /** Takes enterprises of a day out of the waiting ones, one at a time: who stops in between loses none. */
  private *take(day: string): Generator<string> {
    const set = this.waiting.get(day);
    if (!set) return;
    this.waiting.delete(day);
    this.taken = { day, set };
    for (const enterprise of set) {
      set.delete(enterprise);
      yield enterprise;
    }
    this.taken = null;
  }

  private prepare(enterprise: string, day: string, ready: Prepared[], last = false): void {
    try {
      const one = this.count(enterprise, day, last);
      if (one) ready.push(one);
    } catch (error) {
      // The others are published all the same; this one is tried again at the next start.
      this.office.log.error({ error, enterprise, day }, 'a day could not be counted');
    }
  }

  /** Counts one enterprise's day; null where the gauge has it all already. */
  private count(enterprise: string, day: string, last: boolean): Prepared | null {
    if (this.stores.passages.over(enterprise, day) !== null) return null;
    const row = this.stores.passages.day(enterprise, day);
    const { seq, detail, detailed, frozen } = row;
    const prepared: Omit<Prepared, 'value'> = {
      ...{ enterprise, seq, detail, detailed, frozen },
      file: null,
      made: false,
      gone: null,
    };
    if (row.frozen) return { ...prepared, value: this.beside(enterprise, day, row) };
    if (row.published === seq && detailed === seq) return null;
    const counted = this.countNow(enterprise, day, row);
    const key = `${day} ${enterprise}`;
    // The first file waits for quiet like every other: a burst is not held up by files that it outdates.
    const detailAt = this.detailAt.get(key) ?? performance.now();
    this.detailAt.set(key, detailAt);
    const since = performance.now() - detailAt;
    prepared.frozen = Number(isClosed(this.office.replica, enterprise, day));
    // Quiet: nothing came since the counters were last published.
    const quiet = row.published === seq;
    if (quiet || last || prepared.frozen || since >= this.pace.detailMs) {
      const file = counted.detail();
      prepared.detail = file && createHash('sha256').update(file).digest('hex');
      prepared.detailed = seq;
      if (prepared.detail !== detail) Object.assign(prepared, { file, gone: detail });
      this.detailAt.set(key, performance.now());
    }
    return { ...prepared, value: { ...counted.counters, detail: prepared.detail } };
  }

  private countNow(enterprise: string, day: string, row: GateDayRow) {
    const { replica } = this.office;
    return countDay(
      this.stores,
      enterprise,
      day,
      row,
      this.office.now(),
      settlementsOf(replica, enterprise, day),
    );
  }

  /** A closed day's counts stand as they are; what is beside them moves (invariant 5). */
  private beside(enterprise: string, day: string, row: GateDayRow): GateCounters {
    const value = this.office.replica.gauge(`gates/${day}`)?.get(enterprise) as GateCounters | undefined;
    if (value)
      return { ...value, refused: row.refused, corrections: row.corrections, asOf: this.office.now() };
    const counted = this.countNow(enterprise, day, row);
    return { ...counted.counters, detail: row.detail };
  }

  /**
   * The detail files first, then in one transaction the gauge and the marks that it holds what was taken in. A crash
   * in between leaves files that gate_file names.
   */
  private write(day: string, prepared: Prepared[]): void {
    if (!prepared.length) return;
    const { replica } = this.office;
    this.hold(day);
    this.noteFiles(prepared);
    for (const each of prepared) this.writeFile(each);
    replica.write(() => {
      const values = prepared.map(({ enterprise, value }) => [enterprise, value as unknown as Json]);
      replica.setGauge(`gates/${day}`, Object.fromEntries(values) as Record<string, Json>);
      for (const { enterprise, seq, detail, detailed, frozen, made, gone } of prepared) {
        this.mark.run(seq, detail, frozen ? seq : detailed, frozen, day, enterprise);
        if (made && detail) this.forgetFile.run(detail);
        if (gone) this.noteFile.run(gone);
      }
    });
    this.written.set(day, performance.now());
    this.drop(prepared);
    for (const { enterprise, seq, detailed, frozen } of prepared)
      if (detailed < seq && !frozen) this.touch(enterprise, day);
    this.tidy(day);
  }

  private noteFiles(prepared: Prepared[]): void {
    if (!prepared.some(({ file }) => file)) return;
    this.office.replica.write(() => {
      for (const { file, detail } of prepared) if (file && detail) this.noteFile.run(detail);
    });
  }

  private writeFile(prepared: Prepared): void {
    if (!prepared.file) return;
    this.office.blobs.write(prepared.file);
    prepared.file = null;
    prepared.made = true;
  }

  /** Removes the files that were superseded. */
  private drop(prepared: Prepared[]): void {
    const gone = prepared.flatMap((each) => each.gone ?? []);
    if (!gone.length) return;
    for (const hash of gone) this.office.blobs.remove(hash);
    this.office.replica.write(() => {
      for (const hash of gone) this.forgetFile.run(hash);
    });
  }

  /** Today's gauge stays in memory; that of the day before is folded up. */
  private hold(day: string): void {
    const { replica } = this.office;
    const today = dayOf(this.office.now());
    if (this.held !== null && this.held !== today) {
      replica.release(`gates/${this.held}`);
      replica.compact(`gates/${this.held}`);
      this.held = null;
    }
    if (day !== today || this.held === today) return;
    replica.hold(`gates/${day}`, 'gauge');
    this.held = day;
  }

  private tidy(day: string): void {
    if (this.written.size < 1000) return;
    const kept = performance.now() - this.pace.everyMs;
    for (const [each, at] of this.written) if (at < kept && each !== day) this.written.delete(each);
    const old = performance.now() - this.pace.detailMs;
    for (const [key, at] of this.detailAt) if (at < old) this.detailAt.delete(key);
  }

  /** All that waits, now, newest days first, as far as the time allows. */
  flush(): void {
    const until = performance.now() + FLUSH_MS;
    const { ready, taken } = this;
    if (ready) this.write(ready.day, ready.ready.splice(0));
    if (taken) for (const enterprise of taken.set) this.waitingOf(taken.day).add(enterprise);
    taken?.set.clear();
    for (const day of [...this.waiting.keys()].sort().reverse()) {
      const now: Prepared[] = [];
      for (const enterprise of this.waitingOf(day)) {
        if (performance.now() > until) break;
        this.waitingOf(day).delete(enterprise);
        this.prepare(enterprise, day, now, true);
      }
      if (this.waitingOf(day).size === 0) this.waiting.delete(day);
      this.write(day, now);
      if (performance.now() > until) return;
    }
  }

  close(): void {
    if (this.closed) return;
    this.flush();
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (this.held !== null) this.office.replica.release(`gates/${this.held}`);
    this.held = null;
  }
}
