import type Database from 'better-sqlite3';
import {
  type ConnectorNow,
  countConnectors,
  heard,
  type KnownConnector,
  QUARTERS,
  reported,
  type Sample,
  type StationDay,
  sampleOf,
} from '../../domain/charger.ts';
import { dayOf, startOfDay } from '../../domain/day.ts';
import { canonical, type Json } from '../../domain/ledger/canonical.ts';
import { eachConnectorOnce, type StationState } from '../../domain/registry.ts';
import type { TcecOrder, TcecStation, TcecStatus } from '../../domain/tcec.ts';
import type { Office } from '../office.ts';
import type { Operators } from './operators.ts';

export const CHARGE_TABLES = `
-- The latest status of every connector that was ever named, also before its station is known.
CREATE TABLE IF NOT EXISTS charge_connector (
  id TEXT PRIMARY KEY, operator TEXT NOT NULL, status INTEGER NOT NULL, since INTEGER NOT NULL,
  reported INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS charge_order (
  operator TEXT NOT NULL, id TEXT NOT NULL, connector TEXT NOT NULL, day TEXT NOT NULL, kwh REAL, json TEXT NOT NULL,
  arrived INTEGER NOT NULL, PRIMARY KEY (operator, id)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS charge_order_connector ON charge_order (connector, day);
`;

/** A gauge is written at most so often. */
const EVERY_MS = 2000;
/** An operator's sign of life is published at most so often while nothing else of it changed. */
const LIFE_MS = 20_000;
const QUARTER_MS = 15 * 60_000;
/** How far back a start looks for orders that were stored and not published. */
const RECALL_MS = 10 * 60_000;
/** Silences are kept so long for collecting what was missed. */
const GAPS_MS = 35 * 86_400_000;

const gaugeOf = (day: string) => `chargers/${day}`;

/** What charging operators report: stored as it comes, published as the gauge `chargers/<day>`. */
export class Connectors {
  private readonly office: Office;
  private readonly operators: Operators;
  private readonly db: Database.Database;
  /** connector -> station, from the registry. */
  private stationOf = new Map<string, string>();
  private stations = new Map<string, StationState>();
  /** As its operator said it last. */
  private registered = new Map<string, StationState>();
  private readonly dirty = new Set<string>();
  private readonly dirtyDays = new Map<string, Set<string>>();
  private readonly dirtyFeeds = new Set<string>();
  private readonly livedAt = new Map<string, number>();
  private held: string | null = null;
  private lastQuarter = -1;
  private readonly timer: NodeJS.Timeout;

  constructor(office: Office, operators: Operators, everyMs = EVERY_MS) {
    this.office = office;
    this.operators = operators;
    this.db = office.replica.db;
    this.db.exec(CHARGE_TABLES);
    this.readStations();
    for (const row of this.db.prepare('SELECT id FROM charge_connector').all() as { id: string }[])
      this.dirty.add(row.id);
    this.recallOrders();
    this.timer = setInterval(() => this.publish(), everyMs);
  }

  /** The last orders that came: the gauge of their day may not have them yet. */
  private recallOrders(): void {
    const last = this.db
      .prepare(
        'SELECT DISTINCT day, connector FROM charge_order WHERE arrived > (SELECT max(arrived) - ? FROM charge_order)',
      )
      .all(RECALL_MS) as { day: string; connector: string }[];
    for (const { day, connector } of last) {
      const station = this.stationOf.get(connector);
      if (station !== undefined) this.dirtyDay(day, station);
    }
  }

  private readStations(): void {
    const registered = this.office.replica.states<StationState>('station');
    this.registered = new Map(registered.map((each) => [each.id, each]));
    this.stations = new Map(eachConnectorOnce(registered).map((each) => [each.id, each]));
    this.stationOf = new Map();
    for (const station of this.stations.values())
      for (const { connectors } of station.equipment)
        for (const { id } of connectors) this.stationOf.set(id, station.id);
  }

  close(): void {
    clearInterval(this.timer);
    this.publish();
    if (this.held !== null) this.office.replica.release(gaugeOf(this.held));
  }

  /** The operator spoke. Inside the write that stores what it said. */
  hear(operator: string): void {
    const now = this.office.now();
    const { lastAt, gaps } = heard(this.operators.feed(operator), now);
    this.operators.setFeed(operator, { lastAt, gaps: gaps.filter(([, to]) => to > now - GAPS_MS) });
    this.dirtyFeeds.add(operator);
  }

  /** Why this operator may not speak of that connector; null where it may. */
  strange(operator: string, connector: string): string | null {
    const station = this.stations.get(this.stationOf.get(connector) ?? '');
    const owner = station?.operator ?? this.named(connector);
    return owner !== null && owner !== operator ? `${connector} is another operator’s` : null;
  }

  /** Why this operator may not register that station: it is another's, or one of its connectors is. */
  strangeStation(operator: string, { id, equipment }: TcecStation): string | null {
    const owner = this.stations.get(id)?.operator;
    if (owner !== undefined && owner !== operator) return `${id} is another operator’s`;
    for (const { connectors } of equipment)
      for (const each of connectors) {
        const station = this.stations.get(this.stationOf.get(each.id) ?? '');
        if (station && station.operator !== operator) return `${each.id} is another operator’s`;
      }
    return null;
  }

  /** Who spoke of a connector whose station is not known. */
  private named(connector: string): string | null {
    const row = this.db.prepare('SELECT operator FROM charge_connector WHERE id = ?').get(connector) as
      | { operator: string }
      | undefined;
    return row?.operator ?? null;
  }

  /** Base data of a station; an entry only where something changed. Statuses that were kept aside count from now. */
  takeStation(operator: string, station: TcecStation): void {
    const { id, operatorId: _, areaCode, ...rest } = station;
    const body = { station: id, operator, ...rest, county: areaCode };
    const { id: __, at: ___, ...known } = this.registered.get(id) ?? { id: '', at: '' };
    const same = { ...known, station: id } as unknown as Json;
    if (canonical(same) === canonical(body as unknown as Json)) return;
    this.office.record('registry', 'station.registered', id, body);
    this.readStations();
    const daysOf = this.db.prepare('SELECT DISTINCT day FROM charge_order WHERE connector = ?').pluck();
    for (const { connectors } of station.equipment)
      for (const each of connectors) {
        this.dirty.add(each.id);
        for (const day of daysOf.all(each.id) as string[]) this.dirtyDay(day, id);
      }
  }

  takeStatus(operator: string, status: TcecStatus, at: number): void {
    const row = this.db
      .prepare('SELECT status, since, reported AS reportedAt FROM charge_connector WHERE id = ?')
      .get(status.connectorId) as Omit<ConnectorNow, 'station'> | undefined;
    const next = reported(row ? { station: '', ...row } : null, { station: '', status: status.status, at });
    this.db
      .prepare(
        `INSERT INTO charge_connector (id, operator, status, since, reported) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET operator = excluded.operator, status = excluded.status,
           since = excluded.since, reported = excluded.reported`,
      )
      .run(status.connectorId, operator, next.status, next.since, next.reportedAt);
    this.dirty.add(status.connectorId);
  }

  /** A finished order counts once, on the day that it ended. False where it was here already. */
  takeOrder(operator: string, order: TcecOrder): boolean {
    const day = dayOf(order.endAt ?? order.startAt ?? this.office.now());
    const { changes } = this.db
      .prepare(
        'INSERT OR IGNORE INTO charge_order (operator, id, connector, day, kwh, json, arrived) VALUES (?, ?, ?, ?, ?, ?, ?)',
      )
      .run(operator, order.id, order.connectorId, day, order.kwh, JSON.stringify(order), this.office.now());
    const station = this.stationOf.get(order.connectorId);
    if (changes && station) this.dirtyDay(day, station);
    return changes > 0;
  }

  private dirtyDay(day: string, station: string): void {
    const set = this.dirtyDays.get(day) ?? new Set();
    this.dirtyDays.set(day, set.add(station));
  }

  private now(connector: string): ConnectorNow | null {
    const station = this.stationOf.get(connector);
    if (station === undefined) return null;
    const row = this.db
      .prepare('SELECT status, since, reported AS reportedAt FROM charge_connector WHERE id = ?')
      .get(connector) as Omit<ConnectorNow, 'station'> | undefined;
    return row ? { station, ...row } : null;
  }

  /** Writes what changed since the last time, in one write a gauge. */
  publish(): void {
    try {
      const now = this.office.now();
      const today = dayOf(now);
      this.hold(today);
      const quarter = Math.floor((now - startOfDay(today)) / QUARTER_MS);
      if (quarter !== this.lastQuarter)
        for (const station of this.stations.keys()) this.dirtyDay(today, station);
      this.lastQuarter = quarter;
      const values: Record<string, Json> = {};
      for (const id of this.dirty) {
        const state = this.now(id);
        if (!state) continue;
        values[`connector/${id}`] = state;
        this.dirtyDay(today, state.station);
      }
      this.dirty.clear();
      this.addFeeds(values, now);
      for (const [day, stations] of this.dirtyDays)
        if (day !== today) this.write(day, this.stationDays(day, stations, null, now));
      Object.assign(values, this.stationDays(today, this.dirtyDays.get(today) ?? new Set(), quarter, now));
      this.dirtyDays.clear();
      this.write(today, values);
    } catch (error) {
      this.office.log.error({ error }, 'charger gauge not written');
    }
  }

  private write(day: string, values: Record<string, Json>): void {
    if (Object.keys(values).length) this.office.replica.setGauge(gaugeOf(day), values);
  }

  private addFeeds(values: Record<string, Json>, now: number): void {
    for (const operator of this.dirtyFeeds) {
      const feed = this.operators.feed(operator);
      if (!feed || now - (this.livedAt.get(operator) ?? 0) < LIFE_MS) continue;
      // A day shows the silences that reach into it.
      const gaps = feed.gaps.filter(([, to]) => to > startOfDay(dayOf(now)));
      values[`operator/${operator}`] = { lastAt: feed.lastAt, gaps };
      this.livedAt.set(operator, now);
      this.dirtyFeeds.delete(operator);
    }
  }

  /** Samples and energy of stations on a day; the sample of `quarter` is that of this moment, null on a past day. */
  private stationDays(
    day: string,
    stations: Set<string>,
    quarter: number | null,
    now: number,
  ): Record<string, Json> {
    const gauge = stations.size ? this.office.replica.gauge(gaugeOf(day)) : null;
    const values: Record<string, Json> = {};
    for (const id of stations) {
      const station = this.stations.get(id);
      if (!station) continue;
      const before = gauge?.get(`station/${id}`) as StationDay | undefined;
      const samples: (Sample | null)[] = [...(before?.samples ?? new Array<null>(QUARTERS).fill(null))];
      if (quarter !== null) samples[quarter] = this.sample(station, now);
      const after = { samples, kwh: this.kwh(station, day) };
      if (!before || canonical(before as unknown as Json) !== canonical(after as unknown as Json))
        values[`station/${id}`] = after as unknown as Json;
    }
    return values;
  }

  private sample(station: StationState, now: number): Sample | null {
    const known: KnownConnector[] = station.equipment.flatMap((pile) =>
      pile.connectors.map(({ id }) => ({ pile: pile.id, now: this.now(id) })),
    );
    return sampleOf(countConnectors(known, now));
  }

  private kwh(station: StationState, day: string): number | null {
    const sum = this.db.prepare('SELECT sum(kwh) AS kwh FROM charge_order WHERE day = ? AND connector = ?');
    let total: number | null = null;
    for (const { connectors } of station.equipment)
      for (const { id } of connectors) {
        const { kwh } = sum.get(day, id) as { kwh: number | null };
        if (kwh !== null) total = (total ?? 0) + kwh;
      }
    return total === null ? null : Math.round(total * 100) / 100;
  }

  /** Today's gauge stays in memory. A new day starts from the last values of the day before. */
  private hold(today: string): void {
    if (this.held === today) return;
    const { replica } = this.office;
    if (this.held !== null) {
      replica.release(gaugeOf(this.held));
      replica.compact(gaugeOf(this.held));
    }
    replica.hold(gaugeOf(today), 'gauge');
    this.held = today;
    for (const row of this.db.prepare('SELECT id FROM charge_connector').all() as { id: string }[])
      this.dirty.add(row.id);
    for (const row of this.db.prepare('SELECT id FROM charge_operator WHERE feed IS NOT NULL').all() as {
      id: string;
    }[]) {
      this.dirtyFeeds.add(row.id);
      this.livedAt.delete(row.id);
    }
  }
}
