import { setImmediate as turn } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import { addMonths, dayOf, endOfDay, monthOf, nextDay, startOfDay } from '../domain/day.ts';
import type { Dispute } from '../domain/dispute.ts';
import type { GateCounters } from '../domain/gate-day.ts';
import { isOver, KEEPING, passagesUntil } from '../domain/keep.ts';
import type { Json } from '../domain/ledger/canonical.ts';
import { GATE_TABLES } from './intake/passages.ts';
import type { Office } from './office.ts';

/** An enterprise's day of passages, with the last day on which it is kept. */
export interface KeptDay {
  day: string;
  enterprise: string;
  /** Hash of its detail file. */
  file: string | null;
  until: string;
  /** A dispute waits for its answer: kept until it has one. */
  held: boolean;
}

/** So many days are looked at before requests have their turn. */
const ROWS = 50;

type Row = Pick<KeptDay, 'day' | 'enterprise' | 'file'>;

/** Passages past their time: their detail files and rows go, the counts stay. */
export class KeptPassages {
  private readonly office: Office;
  private readonly candidates: Database.Statement;
  private readonly candidate: Database.Statement;
  private readonly lastArrival: Database.Statement;
  private readonly putOver: Database.Statement;
  private readonly settleDay: Database.Statement;
  private readonly left: Database.Statement;
  private readonly dayIs: Database.Statement;
  private readonly purges: Database.Statement[];

  constructor(office: Office) {
    this.office = office;
    const { db } = office.replica;
    db.exec(GATE_TABLES);
    // What is still to be counted or published is not touched: the publisher has it in hand.
    const quiet = `SELECT d.day, d.enterprise, d.detail AS file FROM gate_day d LEFT JOIN gate_over o USING (day, enterprise)
       WHERE o.day IS NULL AND d.published = d.seq AND d.detailed = d.seq`;
    this.candidates = db.prepare(`${quiet} AND d.day <= ? ORDER BY d.day, d.enterprise`);
    this.candidate = db.prepare(`${quiet} AND d.day = ? AND d.enterprise = ?`);
    const number = '(SELECT n FROM gate_enterprise WHERE id = @enterprise)';
    const passages = `gate_passage WHERE enterprise = ${number} AND at >= @start AND at < @end`;
    const beside = 'WHERE enterprise = @enterprise AND day = @day';
    this.lastArrival = db
      .prepare(
        `SELECT max(arrived) FROM (SELECT max(arrived) AS arrived FROM ${passages}
         UNION ALL SELECT max(arrived) FROM gate_beside ${beside}
         UNION ALL SELECT max(arrived) FROM gate_refused ${beside})`,
      )
      .pluck();
    this.putOver = db.prepare('INSERT INTO gate_over (day, enterprise, until) VALUES (?, ?, ?)');
    this.settleDay = db.prepare('UPDATE gate_day SET detail = NULL WHERE day = ? AND enterprise = ?');
    this.left = db.prepare('SELECT day, enterprise FROM gate_over WHERE purged = 0');
    this.dayIs = db
      .prepare(
        `SELECT o.day IS NOT NULL FROM gate_day d LEFT JOIN gate_over o USING (day, enterprise)
         WHERE d.day = ? AND d.enterprise = ?`,
      )
      .pluck();
    this.purges = [
      db.prepare(`DELETE FROM ${passages}`),
      db.prepare(`DELETE FROM gate_beside ${beside}`),
      db.prepare(`DELETE FROM gate_refused ${beside}`),
      db.prepare('UPDATE gate_over SET purged = 1 WHERE day = @day AND enterprise = @enterprise'),
    ];
  }

  private of(day: string, enterprise: string) {
    return { day, enterprise, start: startOfDay(day), end: endOfDay(day) };
  }

  /** What is over on a day, by what is known now. */
  async due(on: string): Promise<KeptDay[]> {
    const due: KeptDay[] = [];
    const disputed = new Map<string, Set<string>>();
    const rows = this.candidates.all(addMonths(on, -KEEPING.passage.months)) as Row[];
    for (const [index, row] of rows.entries()) {
      if (index % ROWS === ROWS - 1) await turn();
      const until = this.until(row);
      if (!isOver(until, on)) continue;
      const month = monthOf(row.day);
      const open = disputed.get(month) ?? this.disputed(month);
      disputed.set(month, open);
      due.push({ ...row, until, held: open.has(`${row.day} ${row.enterprise}`) });
    }
    return due;
  }

  private until({ day, enterprise }: Row): string {
    const arrived = this.lastArrival.get(this.of(day, enterprise)) as number | null;
    return passagesUntil(day, arrived === null ? null : dayOf(arrived));
  }

  /** Inside the write that gives the word: of days that were due those to which nothing came meanwhile. */
  stillDue(days: readonly KeptDay[], on: string): KeptDay[] {
    return days.flatMap((each) => {
      const row = this.candidate.get(each.day, each.enterprise) as Row | undefined;
      return row && isOver(this.until(row), on) ? [{ ...each, file: row.file }] : [];
    });
  }

  private disputed(month: string): Set<string> {
    const all = this.office.replica.states<Dispute>('dispute', `gate-days/${month}`);
    return new Set(all.filter((each) => !each.ended).map((each) => `${each.date} ${each.enterprise}`));
  }

  /** Inside the write that gives the word: from here on the day says that its passages are over. */
  end(days: readonly KeptDay[]): void {
    const { replica } = this.office;
    for (const [day, all] of Map.groupBy(days, (each) => each.day)) {
      const gauge = replica.gauge(`gates/${day}`) as Map<string, unknown> | null;
      const values: Record<string, Json> = {};
      for (const { enterprise, until } of all) {
        const value = gauge?.get(enterprise) as GateCounters | undefined;
        if (value) values[enterprise] = { ...value, detail: null, expired: until } as unknown as Json;
        this.putOver.run(day, enterprise, until);
        this.settleDay.run(day, enterprise);
      }
      if (Object.keys(values).length) replica.setGauge(`gates/${day}`, values);
    }
  }

  /** Whether a day names this detail file. */
  names(hash: string): boolean {
    return this.office.replica.db.prepare('SELECT 1 FROM gate_day WHERE detail = ?').get(hash) !== undefined;
  }

  /**
   * Deletes the rows of days that are over. The passages around midnight are counted on the next day too: that one is
   * over first, or was never there.
   */
  async purge(): Promise<void> {
    const rows = this.left.all() as Pick<KeptDay, 'day' | 'enterprise'>[];
    for (const { day, enterprise } of rows) {
      if (this.dayIs.get(nextDay(day), enterprise) === 0) continue;
      overwriting(this.office, () => {
        for (const each of this.purges) each.run(this.of(day, enterprise));
      });
      await turn();
    }
  }
}

/** What is deleted in it is overwritten in the file. */
export function overwriting({ replica }: Office, work: () => void): void {
  replica.db.pragma('secure_delete = ON');
  try {
    replica.write(work);
  } finally {
    replica.db.pragma('secure_delete = OFF');
  }
}
