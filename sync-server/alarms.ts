import { type AlarmFacts, alarmDocument, alarmFold, raisedEntry, returnedEntry } from '../domain/alarm.ts';
import {
  evaluate,
  expectedBetween,
  type Memory,
  NO_MEMORY,
  step,
  usualHours,
  type Watched,
  type WatchedCases,
} from '../domain/alarm-watch.ts';
import { type CaseState, caseFold, isOverdue } from '../domain/case.ts';
import { ConnectorNow, OperatorFeed } from '../domain/charger.ts';
import { countyName } from '../domain/county.ts';
import { addDays, dayOf, daysBetween, hourOf } from '../domain/day.ts';
import { documentOn } from '../domain/documents.ts';
import type { Json } from '../domain/ledger/canonical.ts';
import {
  type DeviceState,
  eachConnectorOnce,
  type OperatorState,
  type StationState,
} from '../domain/registry.ts';
import { isBehind } from './folding.ts';
import { GateWatch } from './gate-watch.ts';
import type { Office } from './office.ts';
import { States } from './states.ts';
import { Targets } from './targets.ts';

/** StationStatus of T/CEC 102.2: 正常使用. */
const IN_USE = 50;
/** How far back what is usual of a device is looked for; fewer events than these say nothing. Ours, configuration. */
const USUAL_DAYS = 7;
const LEAST_EVENTS = 20;

export interface Alarms {
  /** Looks now, and records what begins and what is over. */
  tick(): void;
  close(): void;
}

/** Looks at everything that alarms watch each `everyMs`. After a restart it goes on from what is recorded. */
export function startAlarms(office: Office, { everyMs = 10_000 }: { everyMs?: number } = {}): Alarms {
  const watch = new Watch(office);
  const tick = () => {
    try {
      watch.tick();
    } catch (error) {
      office.log.error({ error }, 'the alarms could not be looked at; tried again');
    }
  };
  let waited = false;
  const timer = setInterval(() => {
    waited = !waited && isBehind(office);
    if (!waited) tick();
  }, everyMs);
  return {
    tick,
    close() {
      clearInterval(timer);
      watch.close();
    },
  };
}

class Watch {
  private readonly office: Office;
  private readonly targets: Targets;
  private readonly gates: GateWatch;
  private readonly cases: States<CaseState>;
  private readonly alarms: States<AlarmFacts>;
  private readonly since: number;
  private memory: Memory = NO_MEMORY;

  constructor(office: Office) {
    this.office = office;
    this.targets = new Targets(office);
    this.gates = new GateWatch(office, this.targets);
    this.cases = new States<CaseState>(office.replica, caseFold);
    this.alarms = new States<AlarmFacts>(office.replica, alarmFold);
    this.since = office.now();
  }

  tick(): void {
    const now = this.office.now();
    const running = [...this.alarms.look([])].filter((alarm) => alarm.returnedAt === null);
    const { raise, returned, memory } = step(running, evaluate(this.look(now)), this.memory, now);
    this.memory = memory;
    if (raise.length + returned.length === 0) return;
    const today = documentOn('duty', dayOf(now));
    // All or none: a server that dies in between finds what it left and says it again.
    this.office.replica.write(() => {
      for (const body of returned) {
        const document = alarmDocument(body.alarm) ?? today;
        this.office.record(document, 'alarm.returned', body.alarm, body, returnedEntry(body.alarm));
      }
      for (const body of raise)
        this.office.record(today, 'alarm.raised', body.alarm, body, raisedEntry(body.alarm));
    });
  }

  private look(now: number): Watched {
    const day = dayOf(now);
    const months = new Set([`cases/${day.slice(0, 7)}`, `cases/${addDays(day, -USUAL_DAYS).slice(0, 7)}`]);
    const overdue = overdueAt(now);
    const devices = this.devices(now, day);
    for (const each of this.cases.look([...months])) {
      overdue.add(each);
      devices.add(each);
    }
    return {
      now,
      day,
      listeningSince: this.since,
      ...this.gates.look(now, day, this.since),
      ...this.chargers(day),
      overdue: overdue.found(),
      devices: devices.found(),
    };
  }

  private chargers(day: string): Pick<Watched, 'operators' | 'stations'> {
    const { replica } = this.office;
    const gauge: ReadonlyMap<string, Json> =
      replica.gauge(`chargers/${day}`) ?? replica.gauge(`chargers/${addDays(day, -1)}`) ?? new Map();
    const operators = replica.states<OperatorState>('operator', 'registry').map(({ id, name }) => {
      const feed = OperatorFeed.safeParse(gauge.get(`operator/${id}`));
      return { id, name, lastAt: feed.success ? feed.data.lastAt : null };
    });
    const stations = eachConnectorOnce(replica.states<StationState>('station', 'registry')).map((station) => {
      const { id, name, county, operator, status, equipment } = station;
      const connectors = equipment
        .flatMap((each) => each.connectors)
        .flatMap((connector) => ConnectorNow.safeParse(gauge.get(`connector/${connector.id}`)).data ?? []);
      return { id, name, county, operator, inUse: status === IN_USE, connectors };
    });
    return { operators, stations };
  }

  /** A device is heard by the cases that it opens; what is usual of it, by the hour, is that of the last week. */
  private devices(now: number, day: string) {
    const registered = this.office.replica.states<DeviceState>('device', 'registry');
    const heard = new Map(registered.map(({ id }) => [id, { lastAt: 0, events: 0, days: week() }]));
    return {
      add({ device, openedAt }: CaseState): void {
        const of = device === null ? undefined : heard.get(device);
        if (!of) return;
        of.lastAt = Math.max(of.lastAt, openedAt);
        const back = daysBetween(dayOf(openedAt), day);
        if (back < 1 || back > USUAL_DAYS) return;
        of.events++;
        of.days[back - 1]![hourOf(openedAt)]!++;
      },
      found: (): Watched['devices'] =>
        registered.map(({ id, name, county }) => {
          const { lastAt, events, days } = heard.get(id)!;
          const hours = events < LEAST_EVENTS ? null : usualHours(days);
          return {
            ...{ id, name, county },
            lastAt: lastAt === 0 ? null : lastAt,
            expected: hours && expectedBetween(hours, Math.max(lastAt, this.since), now),
          };
        }),
    };
  }

  close(): void {
    for (const part of [this.targets, this.gates, this.cases, this.alarms]) part.close();
  }
}

const week = (): number[][] => Array.from({ length: USUAL_DAYS }, () => Array<number>(24).fill(0));

/** Overdue cases of one kind at one place are one alarm: a hundred of them would only be noise. */
function overdueAt(now: number) {
  const found = new Map<string, WatchedCases>();
  return {
    add(each: CaseState): void {
      if (each.ended || each.dueAt === null || !isOverdue(each, now)) return;
      const source = `${each.kind}@${each.place ?? each.county ?? ''}`;
      const before = found.get(source);
      found.set(source, {
        ...{ source, kind: each.kind, county: each.county },
        name: each.place ?? countyName(each.county),
        count: (before?.count ?? 0) + 1,
        dueAt: Math.min(before?.dueAt ?? each.dueAt, each.dueAt),
      });
    },
    found: () => [...found.values()],
  };
}
