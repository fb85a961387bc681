import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { type AlarmFacts, alarmState } from '../../domain/alarm.ts';
import { isoShanghai, parseTime } from '../../domain/day.ts';
import type { GateCounters } from '../../domain/gate-day.ts';
import type { Json } from '../../domain/ledger/canonical.ts';
import { type Alarms, startAlarms } from '../../sync-server/alarms.ts';
import { openOffice } from '../../sync-server/server.ts';
import { temporary } from './office.ts';

/** The office's alarms on a real replica, with a clock of the test's own. */
const MINUTE = 60_000;
const START = parseTime('2024-12-05T15:00:00+08:00')!;

class Bench {
  now: number;
  readonly folder = temporary('alarms');
  office: ReturnType<typeof openOffice>;
  alarms: Alarms;

  constructor(begins = START) {
    this.now = begins;
    this.office = this.open();
    this.alarms = this.start();
  }
  private open() {
    return openOffice(this.folder.path, () => this.now, pino({ level: 'silent' }));
  }
  private start() {
    return startAlarms(this.office, { everyMs: 3_600_000 });
  }
  /** As a server that was killed: nothing is carried over but the file. */
  restart(away = 0) {
    this.stop();
    this.now += away;
    this.office = this.open();
    this.alarms = this.start();
  }
  stop() {
    this.alarms.close();
    this.office.replica.close();
  }
  /** Looks every ten seconds for so many minutes, with what happens in between. */
  run(minutes: number, meanwhile: () => void = () => {}) {
    for (let n = 0; n < minutes * 6; n++) {
      this.now += 10_000;
      meanwhile();
      this.alarms.tick();
    }
  }
  all(): AlarmFacts[] {
    return this.office.replica
      .family('duty')
      .flatMap((doc) => this.office.replica.states<AlarmFacts>('alarm', doc));
  }
  says = () => this.all().map((each) => `${each.kind} ${each.source} ${alarmState(each, this.now)}`);

  gates(
    values: Partial<GateCounters>,
    gates: Record<string, { lastAt?: number | null; heartbeatAt?: number | null; queued?: number }>,
    enterprise = 'E1',
  ) {
    const day = isoShanghai(this.now).slice(0, 10);
    const counters: GateCounters = {
      ...{ released: 0, green: 0, unread: 0, suspect: 0, strict: 0, unknownClass: 0, refused: 0 },
      ...{ manualLifts: 0, received: 0, declared: null, receivedByGate: {}, left: {}, detail: null },
      hours: Array.from({ length: 24 }, (): [number, number, number] => [0, 0, 0]),
      lastAt: null,
      asOf: this.now,
      gates: Object.fromEntries(
        Object.entries(gates).map(([gate, { lastAt = null, heartbeatAt = null, queued = 0 }]) => [
          gate,
          { lastAt, heartbeatAt, cameras: null, queued },
        ]),
      ),
      ...values,
    };
    this.office.replica.setGauge(`gates/${day}`, { [enterprise]: counters as unknown as Json });
  }
  enterprise(more: Record<string, unknown> = {}) {
    const body = {
      enterprise: 'E1',
      name: '怀川焦化',
      tier: 'key_dual_high',
      county: '410804',
      gates: ['1'],
    };
    this.office.record('registry', 'enterprise.registered', 'E1', { ...body, ...more });
  }
}

let bench: Bench;
afterEach(() => {
  bench.stop();
  bench.folder.remove();
});

test('a gate falls silent, is taken up again after a restart, and comes back', () => {
  bench = new Bench();
  bench.enterprise();
  let alive = true;
  const beat = () => {
    if (alive && bench.now % (5 * MINUTE) === 0) bench.gates({}, { 1: { heartbeatAt: bench.now } });
  };
  bench.run(20, beat);
  expect(bench.says()).toEqual([]);
  alive = false;
  bench.run(16, beat);
  expect(bench.says()).toEqual(['gate_silent E1/1 unacknowledged']);
  const [alarm] = bench.all();
  expect(alarm).toMatchObject({ name: '怀川焦化', county: '410804', priority: 'high' });
  // The only gate of a key enterprise, silent since its last heartbeat.
  expect(alarm!.since).toBe(START + 20 * MINUTE);

  bench.restart();
  bench.run(30, beat);
  expect(bench.says()).toEqual(['gate_silent E1/1 unacknowledged']);
  alive = true;
  bench.run(4, beat);
  bench.run(4, beat);
  expect(bench.says()).toEqual(['gate_silent E1/1 returned']);
  bench.office.record('duty/2024-12', 'alarm.acknowledged', alarm!.id, { alarm: alarm!.id });
  expect(bench.says()).toEqual(['gate_silent E1/1 normal']);
});

test('an office that was away does not raise what was silent meanwhile', () => {
  bench = new Bench();
  bench.enterprise();
  bench.gates({}, { 1: { heartbeatAt: bench.now } });
  bench.run(2);
  bench.restart(120 * MINUTE);
  bench.run(9);
  expect(bench.says()).toEqual([]);
  bench.run(2);
  expect(bench.says()).toEqual(['gate_silent E1/1 unacknowledged']);
});

test('a stopped plant is silent by design; so is a slow hour at a gate without heartbeats', () => {
  bench = new Bench();
  bench.enterprise({ expected: { 1: 4 } });
  bench.gates({}, { 1: { lastAt: bench.now } });
  // Four an hour: five are to be expected after an hour and a quarter.
  bench.run(74);
  expect(bench.says()).toEqual([]);
  bench.run(3);
  expect(bench.says()).toEqual(['gate_silent E1/1 unacknowledged']);
  const calendar = { enterprise: 'E1', plan: 'maintenance', from: '2024-12-05', to: '2024-12-08' };
  bench.office.record('alerts/2024', 'calendar.stated', 'E1', calendar);
  bench.run(3);
  expect(bench.says()).toEqual(['gate_silent E1/1 returned']);
});

test('below target from four in the afternoon until the day is over, once', () => {
  bench = new Bench();
  bench.enterprise({ gates: [] });
  const traffic = () => {
    if (bench.now % MINUTE === 0)
      bench.gates({ released: 100, green: 79 }, { 1: { heartbeatAt: bench.now } });
  };
  bench.run(60, traffic);
  expect(bench.says()).toEqual([]);
  bench.run(15, traffic);
  expect(bench.says()).toEqual(['below_target E1 unacknowledged']);
  expect(bench.all()[0]!.facts).toMatchObject({ percent: 79, target: 80, short: 1 });
  bench.now = parseTime('2024-12-05T23:58:00+08:00')!;
  bench.run(1, traffic);
  bench.now = parseTime('2024-12-06T00:00:00+08:00')!;
  bench.run(12, () => bench.gates({}, { 1: { heartbeatAt: bench.now } }));
  expect(bench.says()).toEqual(['below_target E1 returned']);
});

test('chargers: a fault that lasts, a station and an operator that fall silent', () => {
  bench = new Bench();
  bench.office.record('registry', 'operator.registered', 'O1', { operator: 'O1', name: '云台充电' });
  const connectors = ['A1', 'A2'].map((id) => ({ id, name: id }));
  bench.office.record('registry', 'station.registered', 'A', {
    ...{
      station: 'A',
      operator: 'O1',
      name: '九里山站',
      county: '410811',
      lon: 113.2,
      lat: 35.2,
      status: 50,
    },
    equipment: [{ id: 'P1', connectors }],
  });
  const report = (status: number, since: number, operator = bench.now) => {
    const now = (code: number) => ({ station: 'A', status: code, since, reportedAt: bench.now });
    bench.office.replica.setGauge('chargers/2024-12-05', {
      'connector/A1': now(status),
      'connector/A2': now(1),
      'operator/O1': { lastAt: operator, gaps: [] },
    });
  };
  const since = bench.now;
  bench.run(4, () => report(255, since));
  expect(bench.says()).toEqual([]);
  bench.run(2, () => report(255, since));
  expect(bench.all()).toMatchObject([{ kind: 'charger_fault', source: 'A', facts: { guns: 1, minutes: 5 } }]);
  bench.run(6, () => report(1, since));
  expect(bench.says()).toEqual(['charger_fault A returned']);
  const speaks = () => {
    const operator = { lastAt: bench.now, gaps: [] };
    bench.office.replica.setGauge('chargers/2024-12-05', { 'operator/O1': operator });
  };
  bench.run(16, speaks);
  expect(bench.says().sort()).toEqual(['charger_fault A returned', 'charger_silent A unacknowledged']);
  bench.run(16);
  // The station's own alarm stays as it is: of a silent operator's stations nothing can be said.
  expect(bench.says().sort()).toEqual([
    'charger_fault A returned',
    'charger_silent A unacknowledged',
    'charger_silent O1 unacknowledged',
  ]);
});

test('overdue cases of one place are one alarm; it returns when the last is dealt with', () => {
  bench = new Bench();
  const open = (id: string) => {
    const capturedAt = isoShanghai(START - 11 * 86_400_000);
    const body = { kind: 'restricted_road', plate: '豫H12345D', capturedAt, place: { name: '李封路口' } };
    bench.office.record('cases/2024-11', 'case.opened', id, body);
  };
  open('c1');
  open('c2');
  bench.run(1);
  expect(bench.all()).toMatchObject([
    { kind: 'case_overdue', name: '李封路口', facts: { cases: 2, case: 'restricted_road' } },
  ]);
  expect(JSON.stringify(bench.all())).not.toContain('12345');
  bench.office.record('cases/2024-11', 'case.advanced', 'c1', { to: 'false_alarm' });
  bench.run(1);
  expect(bench.says()).toEqual(['case_overdue restricted_road@李封路口 unacknowledged']);
  bench.office.record('cases/2024-11', 'case.advanced', 'c2', { to: 'false_alarm' });
  bench.run(1);
  expect(bench.says()).toEqual(['case_overdue restricted_road@李封路口 returned']);
});

test('a clock that is far off, in either direction; what waited in a queue tells nothing', () => {
  bench = new Bench();
  bench.enterprise({ gates: ['1', '2', '3', '4'] });
  bench.gates({}, { 1: {}, 2: {}, 3: {}, 4: {} });
  bench.alarms.tick();
  bench.run(12, () => {
    if (bench.now % MINUTE !== 0) return;
    bench.gates(
      {},
      {
        1: { heartbeatAt: bench.now - 7 * MINUTE },
        2: { heartbeatAt: bench.now + 7 * MINUTE },
        3: { heartbeatAt: bench.now - 7 * MINUTE, queued: 40 },
        4: { heartbeatAt: bench.now - MINUTE, lastAt: bench.now - 20 * MINUTE },
      },
    );
  });
  expect(bench.all().map(({ kind, source, facts }) => [kind, source, facts])).toEqual([
    ['clock_off', 'E1/1', { seconds: -420 }],
    ['clock_off', 'E1/2', { seconds: 420 }],
  ]);
});

test('a device is missed by what is usual of it at this hour', () => {
  bench = new Bench(START - 7 * 86_400_000);
  const device = { device: 'R1', name: '遥感 1 号线', kind: 'remote_sensing', county: '410803' };
  bench.office.record('registry', 'device.registered', 'R1', device);
  bench.office.record('registry', 'device.registered', 'R2', { ...device, device: 'R2' });
  // Twelve an hour for seven days, all of them told to be false.
  bench.office.replica.write(() => {
    for (let at = bench.now; at <= START; at += 5 * MINUTE) {
      bench.now = at;
      const id = `c${at}`;
      const month = isoShanghai(at).slice(0, 7);
      bench.office.record(`cases/${month}`, 'case.opened', id, { kind: 'black_smoke', device: 'R1' });
      bench.office.record(`cases/${month}`, 'case.advanced', id, { to: 'false_alarm' });
    }
  });
  bench.run(28);
  expect(bench.says()).toEqual([]);
  bench.run(4);
  expect(bench.says()).toEqual(['device_silent R1 unacknowledged']);
});
