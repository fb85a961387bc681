import { expect, test } from 'vitest';
import {
  ALARM_CONFIG,
  type Condition,
  evaluate,
  expectedBetween,
  NO_MEMORY,
  step,
  usualHours,
  type Verdict,
  type Watched,
  type WatchedEnterprise,
} from '../../domain/alarm-watch.ts';
import { parseTime } from '../../domain/day.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = parseTime('2024-12-05T16:30:00+08:00')!;

const nothing: Watched = {
  now: NOW,
  day: '2024-12-05',
  listeningSince: 0,
  enterprises: [],
  operators: [],
  stations: [],
  overdue: [],
  clocks: [],
  devices: [],
};
const plant = (more: Partial<WatchedEnterprise> = {}): WatchedEnterprise => ({
  id: 'E1',
  name: '怀川焦化',
  county: '410804',
  tier: 'key_dual_high',
  released: 2500,
  green: 2000,
  target: 80,
  plan: 'running',
  gates: [],
  ...more,
});
const gate = (
  of: string,
  heartbeatAgo: number | null,
  lastAgo: number | null,
  expected: number | null = null,
) => ({
  gate: of,
  heartbeatAt: heartbeatAgo === null ? null : NOW - heartbeatAgo * MINUTE,
  lastAt: lastAgo === null ? null : NOW - lastAgo * MINUTE,
  expected,
});
const kindsOf = (verdict: Verdict) => verdict.holds.map(({ kind, source }) => `${kind} ${source}`);
const look = (watched: Partial<Watched>) => evaluate({ ...nothing, ...watched });

test('below target: judged from the set hour, as integers, and only with enough traffic', () => {
  const at = (green: number, more: Partial<Watched> = {}, plants = plant({ green })) =>
    kindsOf(look({ enterprises: [plants], ...more }));
  expect(at(2000)).toEqual([]);
  expect(at(1999)).toEqual(['below_target E1']);
  expect(at(1999, { now: NOW - HOUR })).toEqual([]);
  expect(at(0, {}, plant({ released: 19, green: 0 }))).toEqual([]);
  expect(at(0, {}, plant({ released: 0, green: 0 }))).toEqual([]);
  expect(at(0, {}, plant({ green: 0, target: null }))).toEqual([]);
  const { facts, priority } = look({ enterprises: [plant({ green: 1999 })] }).holds[0]!;
  expect(facts).toEqual({ percent: 79.9, target: 80, released: 2500, short: 1 });
  expect(priority).toBe('medium');
});

test('a gate is silent without heartbeat and passage; a heartbeat alone keeps it alive', () => {
  const gates = (all: WatchedEnterprise['gates'], more: Partial<WatchedEnterprise> = {}) =>
    look({ enterprises: [plant({ gates: all, ...more })] });
  expect(kindsOf(gates([gate('1', 1, 300, 90)]))).toEqual([]);
  expect(kindsOf(gates([gate('1', 300, 1)]))).toEqual([]);
  expect(gates([gate('1', 11, 12), gate('2', 1, 1)]).holds).toEqual([
    {
      ...{ kind: 'gate_silent', source: 'E1/1', name: '怀川焦化', county: '410804', priority: 'medium' },
      since: NOW - 11 * MINUTE,
      facts: { gate: '1', minutes: 11 },
    },
  ]);
  expect(gates([gate('1', 11, 12), gate('2', 40, 40)]).holds.map((each) => each.priority)).toEqual([
    'high',
    'high',
  ]);
  expect(gates([gate('1', 11, 12)], { tier: 'other_gated' }).holds[0]!.priority).toBe('medium');
});

test('a gate without heartbeats is judged by what was to be expected of it', () => {
  const of = (lastAgo: number | null, expected: number | null) =>
    look({ enterprises: [plant({ gates: [gate('1', null, lastAgo, expected)] })] });
  expect(kindsOf(of(31, 5))).toEqual(['gate_silent E1/1']);
  expect(kindsOf(of(29, 50))).toEqual([]);
  const quiet = of(31, 4.9);
  expect(kindsOf(quiet)).toEqual([]);
  expect([...quiet.unknown]).toEqual(['gate_silent E1/1']);
  expect(of(29, 50).unknown.size).toBe(0);
  expect([...of(null, 50).unknown]).toEqual(['gate_silent E1/1']);
});

test('a plant that is stopped or under maintenance is silent by design', () => {
  for (const plan of ['stopped', 'maintenance'] as const)
    expect(look({ enterprises: [plant({ plan, gates: [gate('1', 60, 60)] })] }).holds).toEqual([]);
  expect(
    look({ enterprises: [plant({ plan: 'staggered', gates: [gate('1', 60, 60)] })] }).holds,
  ).toHaveLength(1);
});

const connector = (status: number, sinceAgo: number, reportedAgo: number) => ({
  status,
  since: NOW - sinceAgo * MINUTE,
  reportedAt: NOW - reportedAgo * MINUTE,
});
const station = (id: string, ...connectors: ReturnType<typeof connector>[]) => ({
  ...{ id, name: id, county: '410882', operator: 'O1', inUse: true },
  connectors,
});

test('chargers: one alarm per station with its count; a silent operator is one alarm for all its stations', () => {
  const operators = [{ id: 'O1', name: '运营商', lastAt: NOW - MINUTE }];
  const stations = [
    station('A', connector(255, 40, 1), connector(255, 90, 3), connector(1, 5, 1)),
    station('B', connector(3, 20, 16), connector(255, 20, 16)),
    station('C', connector(1, 900, 15)),
    { ...station('D', connector(255, 40, 1)), inUse: false },
    station('E'),
  ];
  const verdict = look({ operators, stations });
  expect(verdict.holds.map(({ kind, source, facts }) => [kind, source, facts])).toEqual([
    ['charger_fault', 'A', { guns: 2, minutes: 90 }],
    ['charger_silent', 'B', { minutes: 16 }],
  ]);
  expect([...verdict.unknown].sort()).toEqual(['charger_fault B', 'charger_fault E', 'charger_silent E']);
  const dark = look({ operators: [{ ...operators[0]!, lastAt: NOW - 16 * MINUTE }], stations });
  expect(kindsOf(dark)).toEqual(['charger_silent O1']);
  expect(dark.unknown.has('charger_fault A')).toBe(true);
  const never = look({ operators: [{ ...operators[0]!, lastAt: null }] });
  expect([...never.unknown]).toEqual(['charger_silent O1']);
});

test('cases overdue, clocks far off in either direction, devices that should have spoken', () => {
  const at = { name: '李封路口', county: '410803' };
  const verdict = look({
    overdue: [
      {
        ...at,
        source: 'restricted_road@李封路口',
        kind: 'restricted_road',
        count: 3,
        dueAt: NOW - 25 * HOUR,
      },
    ],
    clocks: [
      { ...at, source: 'E1/1', offMs: 420_000 },
      { ...at, source: 'E1/2', offMs: -420_000 },
      { ...at, source: 'E1/3', offMs: 300_000 },
    ],
    devices: [
      { ...at, id: 'R1', lastAt: NOW - 47 * MINUTE, expected: 9 },
      { ...at, id: 'R2', lastAt: NOW - 47 * MINUTE, expected: 1 },
      { ...at, id: 'R3', lastAt: null, expected: null },
    ],
  });
  expect(verdict.holds.map(({ kind, source, facts }) => [kind, source, facts])).toEqual([
    ['case_overdue', 'restricted_road@李封路口', { case: 'restricted_road', cases: 3, days: 2 }],
    ['clock_off', 'E1/1', { seconds: 420 }],
    ['clock_off', 'E1/2', { seconds: -420 }],
    ['device_silent', 'R1', { minutes: 47 }],
  ]);
});

test('what was silent while the office was away is unknown until it has listened for as long', () => {
  const silentAll = (minutesUp: number) =>
    look({
      listeningSince: NOW - minutesUp * MINUTE,
      enterprises: [plant({ gates: [gate('1', 60, 60), gate('2', null, 60, 9)] })],
      operators: [
        { id: 'O1', name: '运营商', lastAt: NOW - MINUTE },
        { id: 'O2', name: '运营商', lastAt: NOW - HOUR },
      ],
      stations: [
        station('A', connector(255, 40, 40)),
        { ...station('B', connector(1, 5, 1)), operator: 'O2' },
      ],
      devices: [{ id: 'R1', name: 'R1', county: null, lastAt: NOW - HOUR, expected: 9 }],
    });
  const soon = silentAll(9);
  expect(soon.holds).toEqual([]);
  expect([...soon.unknown].sort()).toEqual([
    ...['charger_fault A', 'charger_fault B', 'charger_silent A', 'charger_silent B', 'charger_silent O2'],
    ...['device_silent R1', 'gate_silent E1/1', 'gate_silent E1/2'],
  ]);
  expect(kindsOf(silentAll(31)).sort()).toEqual([
    ...['charger_silent A', 'charger_silent O2', 'device_silent R1', 'gate_silent E1/1', 'gate_silent E1/2'],
  ]);
});

test('what is usual: mean of each hour, and what it lets expect between two instants', () => {
  const busy = Array.from({ length: 24 }, (_, hour) => (hour === 15 ? 30 : hour === 16 ? 12 : 0));
  const hours = usualHours([busy, Array(24).fill(0)])!;
  expect(hours[15]).toBe(15);
  // 15:30 to 16:30: half an hour at 15, half an hour at 6.
  expect(expectedBetween(hours, NOW - HOUR, NOW)).toBeCloseTo(10.5);
  expect(expectedBetween(hours, NOW, NOW)).toBe(0);
  expect(usualHours([])).toBeNull();
});

const fault = (since: number | null, more: Partial<Condition> = {}): Condition => ({
  ...{ kind: 'charger_fault', source: 'A', name: 'A', county: null, priority: 'low' },
  since,
  facts: { guns: 1, minutes: 0 },
  ...more,
});
const says = (...holds: Condition[]): Verdict => ({ holds, unknown: new Set() });
const { onMs, offMs } = ALARM_CONFIG.delays.charger_fault;

test('an alarm is raised after its on-delay, once, with an id of its occurrence', () => {
  expect(step([], says(fault(NOW - onMs + 1)), NO_MEMORY, NOW).raise).toEqual([]);
  const { raise } = step([], says(fault(NOW - onMs), fault(NOW - onMs)), NO_MEMORY, NOW);
  expect(raise.map(({ alarm }) => alarm)).toEqual([`charger_fault:A:${NOW}`]);
});

test('a condition without a beginning lasts from the look that saw it first', () => {
  const off = (): Verdict => says(fault(null, { kind: 'clock_off' }));
  let made = step([], off(), NO_MEMORY, NOW);
  expect(made.raise).toEqual([]);
  made = step([], says(), made.memory, NOW + MINUTE);
  made = step([], off(), made.memory, NOW + 2 * MINUTE);
  expect(made.raise).toEqual([]);
  made = step([], off(), made.memory, NOW + 4 * MINUTE);
  expect(made.raise).toHaveLength(1);
});

test('an alarm returns after its off-delay; while nothing can be said of it it stays', () => {
  const running = {
    ...{ id: 'x', kind: 'charger_fault' as const, source: 'A', name: 'A', county: null },
    ...{ priority: 'low' as const, facts: {}, raisedAt: NOW - HOUR, since: NOW - HOUR, returnedAt: null },
    ...{ acknowledged: null, assigned: null, shelved: null, calls: 0, ended: false },
  };
  let made = step([running], says(), NO_MEMORY, NOW);
  expect(made.returned).toEqual([]);
  made = step([running], says(fault(NOW - MINUTE)), made.memory, NOW + offMs - 1);
  made = step([running], says(), made.memory, NOW + offMs);
  expect(made.returned).toEqual([]);
  const unknown: Verdict = { holds: [], unknown: new Set(['charger_fault A']) };
  expect(step([running], unknown, made.memory, NOW + 9 * offMs).returned).toEqual([]);
  made = step([running], says(), made.memory, NOW + 2 * offMs);
  expect(made.returned.map(({ alarm }) => alarm)).toEqual(['x']);
  const twin = { ...running, id: 'y', raisedAt: NOW - HOUR + 1 };
  expect(step([twin, running], says(fault(NOW - HOUR)), NO_MEMORY, NOW).returned).toEqual([
    { alarm: 'y', at: '2024-12-05T16:30:00+08:00' },
  ]);
});
