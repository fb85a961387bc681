import type Database from 'better-sqlite3';
import type { Closing } from '../../domain/closing.ts';
import { monthOf } from '../../domain/day.ts';
import type { Settled, Settlement } from '../../domain/settle.ts';
import type { Replica } from '../../replica/replica.ts';

/** Whether the office has closed an enterprise's day (定数). What stands in its ledger was checked at the door. */
export function isClosed(replica: Replica, enterprise: string, day: string): boolean {
  const document = `gate-days/${monthOf(day)}`;
  if (!replica.has(document)) return false;
  const closing = replica.state<Closing>('closing', document, `${day} ${enterprise}`);
  return (closing?.closures.length ?? 0) > 0;
}

/** What persons said of doubtful reads of a day, by passage. */
export function settlementsOf(replica: Replica, enterprise: string, day: string): Map<string, Settlement> {
  const document = `gate-days/${monthOf(day)}`;
  const settled = replica.has(document)
    ? replica.state<Settled>('settled', document, `${day} ${enterprise}`)
    : null;
  return new Map((settled?.items ?? []).map((each) => [each.passage, each]));
}

export interface Heartbeat {
  gate: string;
  at: number;
  cameras: number | null;
  queued: number | null;
}

/** What enterprises say of their gates beside the passages: counts of the day, and signs of life. */
export class GateDays {
  private readonly putDeclared: Database.Statement;
  private readonly declaredOf: Database.Statement;
  private readonly declaredAt: Database.Statement;
  private readonly beat: Database.Statement;
  private readonly beatsOf: Database.Statement;

  /** The tables are made by Passages. */
  constructor(db: Database.Database) {
    this.putDeclared = db.prepare(
      `INSERT INTO gate_declared (enterprise, day, gate, declared) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET declared = excluded.declared WHERE declared <> excluded.declared`,
    );
    this.declaredAt = db
      .prepare('SELECT declared FROM gate_declared WHERE enterprise = ? AND day = ? AND gate = ?')
      .pluck();
    this.declaredOf = db.prepare(
      'SELECT gate, declared FROM gate_declared WHERE enterprise = ? AND day = ? ORDER BY gate',
    );
    this.beat = db.prepare(
      `INSERT INTO gate_heartbeat (enterprise, day, gate, at, cameras, queued) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET at = excluded.at, cameras = excluded.cameras, queued = excluded.queued
       WHERE excluded.at > at`,
    );
    this.beatsOf = db.prepare(
      'SELECT gate, at, cameras, queued FROM gate_heartbeat WHERE enterprise = ? AND day = ? ORDER BY gate',
    );
  }

  /** False where that was said already. */
  setDeclared(enterprise: string, day: string, gate: string, declared: number): boolean {
    return this.putDeclared.run(enterprise, day, gate, declared).changes > 0;
  }

  declaredBy(enterprise: string, day: string, gate: string): number | null {
    return (this.declaredAt.get(enterprise, day, gate) as number | undefined) ?? null;
  }

  /** By gate; null where nothing was declared. */
  declared(enterprise: string, day: string): Record<string, number> | null {
    const rows = this.declaredOf.all(enterprise, day) as { gate: string; declared: number }[];
    return rows.length ? Object.fromEntries(rows.map((row) => [row.gate, row.declared])) : null;
  }

  /** False where one as late as this is here. */
  setHeartbeat(enterprise: string, day: string, of: Heartbeat): boolean {
    return this.beat.run(enterprise, day, of.gate, of.at, of.cameras, of.queued).changes > 0;
  }

  heartbeats(enterprise: string, day: string): Heartbeat[] {
    return this.beatsOf.all(enterprise, day) as Heartbeat[];
  }
}
