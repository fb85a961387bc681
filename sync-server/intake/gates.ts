import type { FastifyInstance } from 'fastify';
import { dayOf, isDay, parseTime } from '../../domain/day.ts';
import { parseDocument } from '../../domain/documents.ts';
import { type Passage, parsePassage } from '../../domain/passage.ts';
import { parsePost } from '../../domain/post.ts';
import { callerOf, type Office, Rejection } from '../office.ts';
import type { Caller } from '../tokens.ts';
import { mayOpen } from '../upgrade.ts';
import { Batch, type Fault, type Row } from './batch.ts';
import { Enterprises } from './enterprises.ts';
import { type Answer, acceptFeed, type Intake } from './feed.ts';
import { GateDays } from './gate-days.ts';
import { Passages } from './passages.ts';
import { PACE, type Pace, Publisher } from './publisher.ts';

/** The gates' intake (CONTRACT.md, Intake: gates), its gauges and its detail files. */
export function registerGates(app: FastifyInstance, office: Office, pace: Pace = PACE): Intake {
  const gates = new Gates(office, pace);
  acceptFeed(app, office, '/intake/gates', 'passages', (rows, caller) => gates.take(rows, caller));
  acceptFeed(app, office, '/intake/gate-days', 'days', (rows, caller) => gates.takeDays(rows, caller));
  acceptFeed(app, office, '/intake/heartbeats', 'heartbeats', (rows, caller) =>
    gates.takeHeartbeats(rows, caller),
  );
  app.get<{ Params: { hash: string } }>('/details/:hash', async (request, reply) => {
    const caller = callerOf(office, request.headers);
    const bytes = gates.detail(request.params.hash, caller);
    return reply.type('application/gzip').send(bytes);
  });
  return { flush: () => gates.publisher.flush(), close: () => gates.close() };
}

class Gates {
  readonly publisher: Publisher;
  private readonly office: Office;
  private readonly passages: Passages;
  private readonly days: GateDays;
  private readonly enterprises: Enterprises;
  private readonly stop: () => void;

  constructor(office: Office, pace: Pace) {
    this.office = office;
    this.passages = new Passages(office.replica.db);
    this.days = new GateDays(office.replica.db);
    this.enterprises = new Enterprises(office.replica);
    this.publisher = new Publisher(office, { passages: this.passages, days: this.days }, pace);
    this.stop = office.replica.onCommit((changes) => {
      for (const { doc, entries } of changes)
        for (const { kind, body } of doc.startsWith('gate-days/') ? entries : [])
          if (kind === 'gate-day.closed' || kind === 'gate-day.settled')
            this.recount(String(body.enterprise), String(body.date));
    });
  }

  close(): void {
    this.stop();
    this.publisher.close();
    this.enterprises.close();
  }

  /** A day was closed and is counted for the last time, or a read of it was settled and it is counted again. */
  private recount(enterprise: string, day: string): void {
    if (!isDay(day) || !this.passages.knows(enterprise, day)) return;
    if (this.passages.over(enterprise, day) !== null) return;
    // Later: a listener hears of a commit before the next write may begin.
    queueMicrotask(() => {
      this.passages.touch(enterprise, day);
      this.publisher.touch(enterprise, day);
    });
  }

  /** One request of passages: one transaction, and an answer once it is on the disk. @throws {Rejection} 403 */
  take(rows: unknown[], caller: Caller): Answer {
    const batch = new Batch(this.office, this.passages, this.enterprises, caller);
    return batch.run(this.publisher, rows, (row) => {
      const read = parsePassage(row);
      if (!read.ok) return read;
      const { passage } = read;
      const { enterprise } = passage;
      const day = batch.dayOf(passage.at);
      const over = batch.over(enterprise, day);
      if (over) return over;
      return batch.closed(enterprise, day)
        ? this.afterClosing(batch, passage, day, row)
        : this.store(batch, passage, day, row);
    });
  }

  /** True where it is new, false for a duplicate. */
  private store(batch: Batch, passage: Passage, day: string, row: Row): Fault | boolean {
    const { enterprise, revision } = passage;
    if (this.passages.aside(passage) >= revision) return false;
    if (!this.passages.add(passage, row, batch.now)) {
      const standing = this.passages.standing(passage)!;
      if (revision <= standing.revision) return false;
      const oldDay = dayOf(standing.at);
      const over = batch.over(enterprise, oldDay);
      if (over) return over;
      // It is a passage of a closed day: the correction stands beside that day.
      if (batch.closed(enterprise, oldDay)) return this.correct(batch, passage, oldDay, row);
      this.passages.supersede(passage, row, batch.now, oldDay);
      if (oldDay !== day) batch.touch(enterprise, oldDay);
    }
    batch.touch(enterprise, day);
    return true;
  }

  private afterClosing(batch: Batch, passage: Passage, day: string, row: Row): boolean {
    const standing = this.passages.standing(passage)?.revision ?? -1;
    if (passage.revision <= Math.max(standing, this.passages.aside(passage))) return false;
    return this.correct(batch, passage, day, row);
  }

  private correct(batch: Batch, passage: Passage, day: string, row: Row): boolean {
    if (!this.passages.correct(passage, day, JSON.stringify(row), batch.now)) return false;
    batch.touch(passage.enterprise, day, { corrections: 1 });
    return true;
  }

  /** What enterprises say they recorded. The same again is a duplicate; another number takes its place. */
  takeDays(rows: unknown[], caller: Caller): Answer {
    const batch = new Batch(this.office, this.passages, this.enterprises, caller);
    return batch.run(this.publisher, rows, (row) => {
      const { enterprise, gate, date, declared } = row;
      const fault =
        textFault('enterprise', enterprise) ??
        gateFault(gate) ??
        (typeof date === 'string' && isDay(date)
          ? null
          : { field: 'date', reason: 'date is no day (YYYY-MM-DD)' }) ??
        (Number.isSafeInteger(declared) && (declared as number) >= 0
          ? null
          : { field: 'declared', reason: 'declared is no whole number from 0' });
      if (fault) return fault;
      const over = batch.over(enterprise as string, date as string, 'date');
      if (over) return over;
      return this.takeDeclared(
        batch,
        enterprise as string,
        date as string,
        String(gate),
        declared as number,
        row,
      );
    });
  }

  private takeDeclared(
    batch: Batch,
    enterprise: string,
    day: string,
    gate: string,
    declared: number,
    row: unknown,
  ): boolean {
    if (batch.closed(enterprise, day)) {
      if (this.days.declaredBy(enterprise, day, gate) === declared) return false;
      const id = `declared ${day} ${gate}`;
      const of = { enterprise, id, revision: declared };
      if (!this.passages.correct(of, day, JSON.stringify(row), batch.now, 'declared')) return false;
      batch.touch(enterprise, day, { corrections: 1 });
      return true;
    }
    if (!this.days.setDeclared(enterprise, day, gate, declared)) return false;
    batch.touch(enterprise, day);
    return true;
  }

  /** Signs of life. One that is no later than the last of its gate and day is a duplicate. */
  takeHeartbeats(rows: unknown[], caller: Caller): Answer {
    const batch = new Batch(this.office, this.passages, this.enterprises, caller);
    return batch.run(this.publisher, rows, (row) => {
      const { enterprise, gate, at: text, cameras, queued } = row;
      const at = typeof text === 'string' ? parseTime(text) : null;
      const fault =
        textFault('enterprise', enterprise) ??
        gateFault(gate) ??
        (at === null ? { field: 'at', reason: 'at is no ISO 8601 time with offset' } : null) ??
        countFault('cameras', cameras) ??
        countFault('queued', queued);
      if (fault || at === null) return fault!;
      const beat = {
        gate: String(gate),
        at,
        cameras: (cameras as number | undefined) ?? null,
        queued: (queued as number | undefined) ?? null,
      };
      const day = dayOf(at);
      const over = batch.over(enterprise as string, day);
      if (over) return over;
      if (!this.days.setHeartbeat(enterprise as string, day, beat)) return false;
      batch.touch(enterprise as string, day);
      return true;
    });
  }

  /** A detail file, for whoever may read that day's gauge. @throws {Rejection} 403, 404 */
  detail(hash: string, caller: Caller): Buffer {
    const row = this.office.replica.db
      .prepare('SELECT day, enterprise FROM gate_day WHERE detail = ?')
      .get(hash) as { day: string; enterprise: string } | undefined;
    const document = parseDocument(`gates/${row?.day ?? dayOf(this.office.now())}`);
    if (!document || !mayOpen(this.office, caller, document))
      throw new Rejection(403, `${caller.role} reads no passages`);
    const post = parsePost(caller.role);
    const county = row && this.enterprises.get(row.enterprise)?.county;
    if (post?.role === 'county' && county && county !== post.county)
      throw new Rejection(403, 'a county reads its own enterprises');
    const bytes = row ? this.office.blobs.read(hash) : null;
    if (!bytes) throw new Rejection(404, 'no such file here');
    return bytes;
  }
}

function textFault(field: string, value: unknown): Fault | null {
  const ok = typeof value === 'string' && value.trim() !== '' && value.length <= 64 && value.isWellFormed();
  return ok ? null : { field, reason: `${field} is no text of 1 to 64 characters` };
}

function gateFault(value: unknown): Fault | null {
  if (typeof value === 'number' && Number.isFinite(value)) return null;
  // Gates are keys of the day's counters.
  return value === '__proto__'
    ? { field: 'gate', reason: 'gate cannot be named so' }
    : textFault('gate', value);
}

function countFault(field: string, value: unknown): Fault | null {
  if (value === undefined || value === null || (Number.isSafeInteger(value) && (value as number) >= 0))
    return null;
  return { field, reason: `${field} is no whole number from 0` };
}
