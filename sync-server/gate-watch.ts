import {
  expectedBetween,
  usualHours,
  type Watched,
  type WatchedEnterprise,
  type WatchedGate,
} from '../domain/alarm-watch.ts';
import { type Calendar, planOn } from '../domain/alert.ts';
import { addDays } from '../domain/day.ts';
import type { GateCounters } from '../domain/gate-day.ts';
import type { EnterpriseState } from '../domain/registry.ts';
import { gateTarget } from '../domain/target.ts';
import type { Office } from './office.ts';
import type { Targets } from './targets.ts';

type Day = ReadonlyMap<string, GateCounters>;

/** How far back a gate's last sign of life and its usual traffic are looked for. Ours, configuration. */
const REACH_DAYS = 7;

/** A gate's times as the gauge has them, by its own clock. */
interface Said {
  beat: number | null;
  last: number | null;
  queued: number;
  /** When the office counted them. */
  asOf: number;
}
/** What was seen of a gate since the office runs. */
interface Seen {
  said: Said;
  /** When the latest of either came in; null where nothing came yet. */
  arrivedAt: number | null;
  /** The gate's clock less ours, by its latest heartbeat and its latest passage; null where neither tells. */
  beatOff: number | null;
  lastOff: number | null;
}

const latest = (...all: (number | null)[]): number | null =>
  all.reduce<number | null>((a, b) => (a === null ? b : b === null ? a : Math.max(a, b)), null);

/** The gates as the alarms look at them. Two looks tell when something arrived: a gauge has only the gate's own time. */
export class GateWatch {
  private readonly office: Office;
  private readonly targets: Targets;
  private readonly days = new Map<string, Day>();
  private readonly seen = new Map<string, Seen>();
  /** What is usual of each gate on the days before `today`. */
  private readonly usual = new Map<string, number[] | null>();
  private today = '';
  private readonly stop: () => void;

  constructor(office: Office, targets: Targets) {
    this.office = office;
    this.targets = targets;
    this.stop = office.replica.onCommit((changes) => {
      for (const { doc } of changes) {
        if (!doc.startsWith('gates/')) continue;
        this.days.delete(doc.slice(6));
        if (doc !== `gates/${this.today}`) this.usual.clear();
      }
    });
  }

  look(now: number, day: string, listeningSince: number): Pick<Watched, 'enterprises' | 'clocks'> {
    const dates = Array.from({ length: REACH_DAYS + 1 }, (_, back) => addDays(day, -back));
    for (const known of [...this.days.keys()]) if (!dates.includes(known)) this.days.delete(known);
    const days = dates.map((date) => this.day(date));
    if (this.today !== day) this.usual.clear();
    this.today = day;
    const { replica } = this.office;
    const plans = new Map<string, Calendar>();
    for (const year of new Set([addDays(day, -31).slice(0, 4), day.slice(0, 4)]))
      for (const { enterprise, spans } of replica.states<Calendar>('calendar', `alerts/${year}`))
        plans.set(enterprise, { enterprise, spans: [...(plans.get(enterprise)?.spans ?? []), ...spans] });
    const clocks: Watched['clocks'][number][] = [];
    const enterprises = replica.states<EnterpriseState>('enterprise', 'registry').map((enterprise) => {
      const calendar = plans.get(enterprise.id);
      const gates = enterprise.gates.map((gate) => this.gate(enterprise, gate, days, now, listeningSince));
      for (const { gate, offMs } of gates) {
        const { id, shortName: name, county } = enterprise;
        if (offMs !== null) clocks.push({ source: `${id}/${gate}`, name, county, offMs });
      }
      return {
        ...this.share(enterprise, days[0]!, day),
        plan: calendar ? planOn(calendar, day) : 'running',
        gates,
      };
    });
    return { enterprises, clocks };
  }

  private share(
    { id, shortName: name, county, tier }: EnterpriseState,
    today: Day,
    day: string,
  ): Omit<WatchedEnterprise, 'plan' | 'gates'> {
    const { released = 0, green = 0 } = today.get(id) ?? {};
    const { inForce } = gateTarget(this.targets.book(), { day, tier, county, enterprise: id });
    return { id, name, county, tier, released, green, target: inForce?.value ?? null };
  }

  private day(date: string): Day {
    let day = this.days.get(date);
    if (!day) {
      // Written by this office's own intake: nobody else can.
      day = (this.office.replica.gauge(`gates/${date}`) ?? new Map()) as unknown as Day;
      this.days.set(date, day);
    }
    return day;
  }

  private gate(
    { id, expected }: EnterpriseState,
    gate: string,
    days: readonly Day[],
    now: number,
    listeningSince: number,
  ): WatchedGate & { offMs: number | null } {
    const said = saidOf(id, gate, days);
    if (!said) return { gate, heartbeatAt: null, lastAt: null, expected: null, offMs: null };
    const { arrivedAt, beatOff, lastOff } = this.notice(`${id}/${gate}`, said, now);
    // A gate whose clock is ahead is not alive for longer because of it.
    const heard = (at: number | null) => (at === null ? null : Math.min(at, said.asOf));
    const lastAt = latest(heard(said.last), arrivedAt);
    // Only asked where no heartbeats come.
    const expectedFrom = (from: number) => {
      const rate = expected?.[gate];
      const hours = rate === undefined ? this.usualOf(id, gate, days.slice(1)) : Array<number>(24).fill(rate);
      return hours && expectedBetween(hours, from, now);
    };
    const offs = [beatOff, lastOff].filter((off) => off !== null).sort((a, b) => Math.abs(b) - Math.abs(a));
    return {
      gate,
      heartbeatAt: heard(said.beat),
      lastAt,
      expected: said.beat === null ? expectedFrom(Math.max(lastAt ?? now, listeningSince)) : null,
      offMs: offs[0] ?? null,
    };
  }

  private usualOf(enterprise: string, gate: string, days: readonly Day[]): number[] | null {
    const key = `${enterprise}/${gate}`;
    let hours = this.usual.get(key);
    if (hours === undefined) {
      hours = usualOf(enterprise, gate, days);
      this.usual.set(key, hours);
    }
    return hours;
  }

  private notice(key: string, said: Said, now: number): Seen {
    const before = this.seen.get(key);
    const seen: Seen = { arrivedAt: null, beatOff: null, lastOff: null, ...before, said };
    const beaten = before !== undefined && said.beat !== null && said.beat !== before.said.beat;
    const passed = before !== undefined && said.last !== null && said.last !== before.said.last;
    if (beaten || passed) seen.arrivedAt = now;
    // What waited in a queue says nothing of the clock, and a passage may always come late.
    if (beaten && said.queued === 0) seen.beatOff = said.beat! - now;
    if (passed) seen.lastOff = null;
    if (said.last !== null && said.last > now && seen.lastOff === null) seen.lastOff = said.last - now;
    this.seen.set(key, seen);
    return seen;
  }

  close(): void {
    this.stop();
  }
}

/** A gate's latest times, of today or of the latest day that has any. */
function saidOf(enterprise: string, gate: string, days: readonly Day[]): Said | null {
  for (const day of days) {
    const counters = day.get(enterprise);
    const of = counters?.gates[gate];
    if (!counters || !of || (of.heartbeatAt === null && of.lastAt === null)) continue;
    const { asOf } = counters;
    return { beat: of.heartbeatAt, last: of.lastAt, queued: of.queued ?? 0, asOf };
  }
  return null;
}

/** A gate's passages of each hour on earlier days: the enterprise's releases by the gate's part in what came in. */
function usualOf(enterprise: string, gate: string, days: readonly Day[]): number[] | null {
  return usualHours(
    days.flatMap((day) => {
      const counters = day.get(enterprise);
      if (!counters || counters.received === 0) return [];
      const part = (counters.receivedByGate[gate] ?? 0) / Math.max(1, counters.released);
      return [counters.hours.map(([released]) => released * part)];
    }),
  );
}
