import { type AlarmFacts, type AlarmKind, alarmId, PRIORITIES, type Priority } from './alarm.ts';
import type { Plan } from './alert.ts';
import { STALE_AFTER_MS } from './charger.ts';
import { hourOf, isoShanghai, startOfDay } from './day.ts';
import { percentFloor1, shareStatus, tripsShort } from './share.ts';

/**
 * When the office raises an alarm and takes it back (WALL.md, Alarms): what is watched is looked at as a whole every
 * few seconds, and delays keep what flaps from ringing. Every figure in ALARM_CONFIG is ours: configuration, not law.
 */
const MINUTE = 60_000;

export interface Delays {
  /** A condition must have lasted so long before it is an alarm, and be gone so long before it is over. */
  onMs: number;
  offMs: number;
}
export interface AlarmConfig {
  delays: Record<AlarmKind, Delays>;
  /** From this hour on the day's share is judged, of enterprises with at least so much traffic. */
  belowTarget: { hour: number; leastReleased: number };
  /** A gate that sends heartbeats is silent after the first; any other after the second, if so many were expected. */
  gate: { heartbeatMs: number; quietMs: number; leastExpected: number };
  charger: { silentMs: number };
  /** A device's time this far from its arrival's. */
  clock: { limitMs: number };
  device: { quietMs: number; leastExpected: number };
}

export const ALARM_CONFIG: AlarmConfig = {
  delays: {
    below_target: { onMs: 10 * MINUTE, offMs: 10 * MINUTE },
    // Of silence the limits below are the on-delay.
    gate_silent: { onMs: 0, offMs: 2 * MINUTE },
    charger_silent: { onMs: 0, offMs: 2 * MINUTE },
    charger_fault: { onMs: 5 * MINUTE, offMs: 5 * MINUTE },
    case_overdue: { onMs: 0, offMs: 0 },
    clock_off: { onMs: 2 * MINUTE, offMs: 5 * MINUTE },
    device_silent: { onMs: 0, offMs: 2 * MINUTE },
  },
  belowTarget: { hour: 16, leastReleased: 20 },
  // Five expected and none come: less than one chance in a hundred if they come at random (e^-5).
  gate: { heartbeatMs: 10 * MINUTE, quietMs: 30 * MINUTE, leastExpected: 5 },
  charger: { silentMs: STALE_AFTER_MS },
  clock: { limitMs: 5 * MINUTE },
  device: { quietMs: 30 * MINUTE, leastExpected: 5 },
};

interface Place {
  name: string;
  county: string | null;
}
export interface WatchedGate {
  gate: string;
  /** Latest heartbeat and passage, also of days before; null: never any that is still known. */
  heartbeatAt: number | null;
  lastAt: number | null;
  /** Passages that were to be expected since it was last heard, at its usual rate; null where there is none. */
  expected: number | null;
}
export interface WatchedEnterprise extends Place {
  id: string;
  tier: string;
  /** Today so far. */
  released: number;
  green: number;
  /** In force today, in percent; null where there is none. */
  target: number | null;
  plan: Plan;
  gates: readonly WatchedGate[];
}
export interface WatchedStation extends Place {
  id: string;
  operator: string;
  /** In normal use, by its own word; one under maintenance or closed is silent by design. */
  inUse: boolean;
  connectors: readonly { status: number; since: number; reportedAt: number }[];
}
/** Overdue cases of one kind at one place. */
export interface WatchedCases extends Place {
  source: string;
  kind: string;
  count: number;
  /** When the oldest was due. */
  dueAt: number;
}
export interface Watched {
  now: number;
  day: string;
  /** Since when the office could be heard from: what was silent while it was away says nothing. */
  listeningSince: number;
  enterprises: readonly WatchedEnterprise[];
  /** `lastAt`: the last push or answered poll. */
  operators: readonly { id: string; name: string; lastAt: number | null }[];
  stations: readonly WatchedStation[];
  overdue: readonly WatchedCases[];
  /** A device's time less the time of arrival, of the latest that came. */
  clocks: readonly (Place & { source: string; offMs: number })[];
  devices: readonly (Place & { id: string; lastAt: number | null; expected: number | null })[];
}

export interface Condition extends Place {
  kind: AlarmKind;
  source: string;
  priority: Priority;
  /** When it began; null where that is not known: from the first look that saw it. */
  since: number | null;
  facts: Record<string, string | number>;
}
export interface Verdict {
  holds: Condition[];
  /** Keys of which nothing can be said now: no alarm is raised, and none that runs is taken back. */
  unknown: Set<string>;
}

export const keyOf = (of: { kind: AlarmKind; source: string }): string => `${of.kind} ${of.source}`;
const minutes = (ms: number): number => Math.floor(ms / MINUTE);
const latest = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.max(a, b);

/** What holds now, of each kind. Pure. */
export function evaluate(watched: Watched, config: AlarmConfig = ALARM_CONFIG): Verdict {
  const verdict: Verdict = { holds: [], unknown: new Set() };
  for (const enterprise of watched.enterprises) {
    belowTarget(verdict, enterprise, watched, config);
    silentGates(verdict, enterprise, watched, config);
  }
  const silent = silentOperators(verdict, watched, config);
  for (const station of watched.stations) {
    chargers(verdict, station, silent.has(station.operator), watched, config);
  }
  for (const { source, name, county, kind, count, dueAt } of watched.overdue) {
    const days = Math.ceil((watched.now - dueAt) / 86_400_000);
    const facts = { case: kind, cases: count, days };
    verdict.holds.push({
      ...{ kind: 'case_overdue', source, name, county, priority: 'low' },
      since: dueAt,
      facts,
    });
  }
  for (const { source, name, county, offMs } of watched.clocks) {
    if (Math.abs(offMs) <= config.clock.limitMs) continue;
    const facts = { seconds: Math.round(offMs / 1000) };
    verdict.holds.push({ kind: 'clock_off', source, name, county, priority: 'low', since: null, facts });
  }
  silentDevices(verdict, watched, config);
  return verdict;
}

/** Below the target in force from the set hour on. The day is open: a look is always at today's. */
function belowTarget(
  verdict: Verdict,
  enterprise: WatchedEnterprise,
  { now, day }: Watched,
  { belowTarget: { hour, leastReleased } }: AlarmConfig,
): void {
  const { id: source, name, county, released, green, target, tier } = enterprise;
  if (now < startOfDay(day) + hour * 3_600_000 || target === null || released < leastReleased) return;
  if (shareStatus({ released, green, target }) !== 'below') return;
  const facts = {
    percent: percentFloor1(green, released) ?? 0,
    target,
    released,
    short: tripsShort(target, released, green),
  };
  const priority = tier === 'key_dual_high' ? 'medium' : 'low';
  verdict.holds.push({ kind: 'below_target', source, name, county, priority, since: null, facts });
}

type Ears = Pick<Watched, 'now' | 'listeningSince'>;
/** Since when something is silent, null while it is not; undefined where nothing can be said. */
type Silence = number | null | undefined;

function silence(heard: number | null, limit: number, { now, listeningSince }: Ears): Silence {
  if (heard === null) return undefined;
  if (now - heard <= limit) return null;
  return now - listeningSince <= limit ? undefined : heard;
}

function gateSilence(gate: WatchedGate, ears: Ears, config: AlarmConfig['gate']): Silence {
  const limit = gate.heartbeatAt === null ? config.quietMs : config.heartbeatMs;
  const heard = silence(latest(gate.heartbeatAt, gate.lastAt), limit, ears);
  if (typeof heard !== 'number' || gate.heartbeatAt !== null) return heard;
  // Without heartbeats a quiet gate and a dead one look alike until enough passages have failed to come.
  if (gate.expected === null || gate.expected < config.leastExpected) return undefined;
  return heard;
}

/** A plant that is stopped or under maintenance is silent by design; a heartbeat without passages is not silence. */
function silentGates(verdict: Verdict, enterprise: WatchedEnterprise, ears: Ears, config: AlarmConfig): void {
  const { id, name, county, tier, plan, gates } = enterprise;
  if (plan === 'stopped' || plan === 'maintenance') return;
  const silences = gates.map((gate) => gateSilence(gate, ears, config.gate));
  const whole = silences.every((since) => typeof since === 'number');
  const graver = (whole ? 1 : 0) + (tier === 'key_dual_high' ? 1 : 0);
  gates.forEach(({ gate }, index) => {
    const since = silences[index];
    const source = `${id}/${gate}`;
    if (since === undefined) verdict.unknown.add(keyOf({ kind: 'gate_silent', source }));
    if (typeof since !== 'number') return;
    const facts = { gate, minutes: minutes(ears.now - since) };
    const priority = PRIORITIES[2 - graver]!;
    verdict.holds.push({ kind: 'gate_silent', source, name, county, priority, since, facts });
  });
}

function silentOperators(verdict: Verdict, watched: Watched, config: AlarmConfig): Set<string> {
  const silent = new Set<string>();
  for (const { id: source, name, lastAt } of watched.operators) {
    const since = silence(lastAt, config.charger.silentMs, watched);
    if (since === undefined) verdict.unknown.add(keyOf({ kind: 'charger_silent', source }));
    if (lastAt !== null && since !== null) silent.add(source);
    if (typeof since !== 'number') continue;
    verdict.holds.push({
      ...{ kind: 'charger_silent', source, name, county: null, priority: 'medium', since },
      facts: { minutes: minutes(watched.now - since) },
    });
  }
  return silent;
}

const FAULT = 255;

/**
 * Of a station that is silent nothing else can be said. Where its operator is silent that is the one alarm, and of the
 * station nothing can be said at all.
 */
function chargers(
  verdict: Verdict,
  { id: source, name, county, inUse, connectors }: WatchedStation,
  operatorSilent: boolean,
  ears: Ears,
  config: AlarmConfig,
): void {
  const fault = connectors.filter(({ status }) => status === FAULT);
  const heard = connectors.reduce<number | null>((last, each) => latest(last, each.reportedAt), null);
  const silent = operatorSilent ? undefined : silence(heard, config.charger.silentMs, ears);
  if (silent === undefined) verdict.unknown.add(keyOf({ kind: 'charger_silent', source }));
  if (silent !== null) verdict.unknown.add(keyOf({ kind: 'charger_fault', source }));
  if (silent === undefined || !inUse) return;
  const about = { source, name, county };
  if (silent !== null) {
    const facts = { minutes: minutes(ears.now - silent) };
    verdict.holds.push({ ...about, kind: 'charger_silent', priority: 'low', since: silent, facts });
  } else if (fault.length > 0) {
    const since = Math.min(...fault.map((each) => each.since));
    const priority = fault.length === connectors.length ? 'medium' : 'low';
    const facts = { guns: fault.length, minutes: minutes(ears.now - since) };
    verdict.holds.push({ ...about, kind: 'charger_fault', priority, since, facts });
  }
}

function silentDevices(verdict: Verdict, watched: Watched, { device }: AlarmConfig): void {
  for (const { id: source, name, county, lastAt, expected } of watched.devices) {
    const since = silence(lastAt, device.quietMs, watched);
    if (since === null) continue;
    if (since === undefined || expected === null || expected < device.leastExpected)
      verdict.unknown.add(keyOf({ kind: 'device_silent', source }));
    else
      verdict.holds.push({
        ...{ kind: 'device_silent', source, name, county, priority: 'low', since },
        facts: { minutes: minutes(watched.now - since) },
      });
  }
}

/** Passages of each hour of the day on average over some days, to tell what is usual. Empty days count as none. */
export function usualHours(days: readonly (readonly number[])[]): number[] | null {
  if (days.length === 0) return null;
  return Array.from(
    { length: 24 },
    (_, hour) => days.reduce((sum, day) => sum + (day[hour] ?? 0), 0) / days.length,
  );
}

/** How many were to be expected between two instants, two days at most, at the usual rate of each hour. */
export function expectedBetween(hours: readonly number[], from: number, to: number): number {
  let sum = 0;
  for (let at = Math.max(from, to - 48 * 3_600_000); at < to; ) {
    const next = Math.min(to, (Math.floor(at / 3_600_000) + 1) * 3_600_000);
    sum += ((hours[hourOf(at)] ?? 0) * (next - at)) / 3_600_000;
    at = next;
  }
  return sum;
}

/** What a look remembers for the next. Lost in a restart, which only starts the delays anew. */
export interface Memory {
  /** When a condition without a beginning of its own was first seen, and when one that was an alarm went away. */
  appeared: ReadonlyMap<string, number>;
  gone: ReadonlyMap<string, number>;
}
export const NO_MEMORY: Memory = { appeared: new Map(), gone: new Map() };

export interface Step {
  /** Bodies of `alarm.raised` and `alarm.returned`. */
  raise: {
    alarm: string;
    kind: AlarmKind;
    source: string;
    name: string;
    county: string | null;
    priority: Priority;
    facts: Record<string, string | number>;
    raisedAt: string;
    since: string;
  }[];
  returned: { alarm: string; at: string }[];
  memory: Memory;
}

/**
 * From the alarms that run and the verdict of now to what is to be recorded. One alarm runs per source and kind: where
 * two do (two offices before a restore), the younger is taken back.
 */
export function step(
  running: readonly AlarmFacts[],
  verdict: Verdict,
  memory: Memory,
  now: number,
  config: AlarmConfig = ALARM_CONFIG,
): Step {
  const made: Step = { raise: [], returned: [], memory: NO_MEMORY };
  const appeared = new Map<string, number>();
  const gone = new Map<string, number>();
  const holding = new Map<string, Condition>();
  for (const condition of verdict.holds)
    if (!holding.has(keyOf(condition))) holding.set(keyOf(condition), condition);

  const runs = new Set<string>();
  const takeBack = (alarm: AlarmFacts) =>
    made.returned.push({ alarm: alarm.id, at: isoShanghai(Math.max(now, alarm.raisedAt)) });
  for (const alarm of running.toSorted((a, b) => a.raisedAt - b.raisedAt || (a.id < b.id ? -1 : 1))) {
    const key = keyOf(alarm);
    if (runs.has(key)) {
      takeBack(alarm);
      continue;
    }
    runs.add(key);
    if (holding.has(key) || verdict.unknown.has(key)) continue;
    const since = memory.gone.get(key) ?? now;
    if (now - since < config.delays[alarm.kind].offMs) gone.set(key, since);
    else takeBack(alarm);
  }
  for (const [key, condition] of holding) {
    const since = condition.since ?? memory.appeared.get(key) ?? now;
    if (condition.since === null) appeared.set(key, since);
    if (runs.has(key) || now - since < config.delays[condition.kind].onMs) continue;
    const { kind, source, name, county, priority, facts } = condition;
    made.raise.push({
      alarm: alarmId(kind, source, now),
      ...{ kind, source, name, county, priority, facts },
      raisedAt: isoShanghai(now),
      since: isoShanghai(since),
    });
  }
  made.memory = { appeared, gone };
  return made;
}
