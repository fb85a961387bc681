import { z } from 'zod';
import type { AlarmRow, AlarmsNow } from './contract/operations.ts';
import type { WallNow } from './contract/overview.ts';
import { dayOf, isoShanghai, parseTime } from './day.ts';
import { documentOn } from './documents.ts';
import type { Fold } from './fold.ts';
import { readClock } from './ledger/clock.ts';
import { type Entry, eachOnce } from './ledger/entry.ts';
import { Id, Moment } from './shape.ts';

/**
 * Alarms as they stand in `duty/<month>` (WALL.md, Alarms). The office raises and returns them; that somebody has
 * acknowledged one, was given it, or has shelved it are three facts of their own, each with who, when and why.
 */
export const ALARM_KINDS = [
  'below_target',
  'gate_silent',
  'charger_silent',
  'charger_fault',
  'case_overdue',
  'clock_off',
  'device_silent',
] as const;
export type AlarmKind = (typeof ALARM_KINDS)[number];
/** About 5, 15 and 80 in a hundred (EEMUA 191). */
export const PRIORITIES = ['high', 'medium', 'low'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Nothing stays shelved for longer, whatever the entry says: shelving always ends. Ours, configuration. */
export const LONGEST_SHELF_MS = 7 * 86_400_000;
/** How long an alarm that is over and acknowledged stays listed. Ours, configuration. */
export const SETTLED_SHOWN_MS = 12 * 3_600_000;

const Words = z.string().max(2000);

/** Body of `alarm.raised`. `since`: when what it tells of began. Unknown fields are kept, here and below. */
export const AlarmRaised = z.looseObject({
  alarm: Id,
  kind: z.enum(ALARM_KINDS),
  source: z.string().min(1),
  name: z.string(),
  county: z.string().nullable(),
  priority: z.enum(PRIORITIES),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  raisedAt: Moment,
  since: Moment.optional(),
});
export const AlarmReturned = z.looseObject({ alarm: Id, at: Moment });
export const AlarmAcknowledged = z.looseObject({ alarm: Id, note: Words.nullish() });
export const AlarmAssigned = z.looseObject({ alarm: Id, to: Words.min(1) });
export const AlarmShelved = z.looseObject({ alarm: Id, until: Moment, reason: Words.min(1) });
export const AlarmUnshelved = z.looseObject({ alarm: Id });
/** Body of `duty.called`: a call to whoever can mend it, about an alarm or not. */
export const DutyCalled = z.looseObject({
  alarm: Id.nullish(),
  called: Words.min(1),
  about: Words.min(1),
  answer: Words.nullish(),
});
/** Body of `duty.handedOver`: from now on `to` has the shift. */
export const DutyHandedOver = z.looseObject({ to: Words.min(1), note: Words });
/** Body of `wall.sent`: what the wall shows. `scene` null: back to rotation. */
export const WallSent = z.looseObject({
  scene: z.string().max(64).nullable(),
  hold: z.boolean(),
  params: z.record(z.string(), z.string()).nullish(),
});

/** An alarm as its entries say; times in epoch ms. What its state is depends on the time too: `alarmState`. */
export const AlarmFacts = z.object({
  id: z.string(),
  kind: z.enum(ALARM_KINDS),
  source: z.string(),
  name: z.string(),
  county: z.string().nullable(),
  priority: z.enum(PRIORITIES),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  raisedAt: z.number().int(),
  since: z.number().int(),
  returnedAt: z.number().int().nullable(),
  acknowledged: z.object({ by: z.string(), at: z.number().int(), note: z.string().nullable() }).nullable(),
  assigned: z.object({ to: z.string(), by: z.string(), at: z.number().int() }).nullable(),
  shelved: z
    .object({ until: z.number().int(), reason: z.string(), by: z.string(), at: z.number().int() })
    .nullable(),
  calls: z.number().int(),
  /** Over and acknowledged: nobody needs to do anything any more. */
  ended: z.boolean(),
});
export type AlarmFacts = z.infer<typeof AlarmFacts>;

/** `<kind>:<source>:<raisedAt ms>`: the same occurrence has the same id, so nothing that restarts can double it. */
export function alarmId(kind: AlarmKind, source: string, raisedAt: number): string {
  // An id has 128 places, none of them a control character or half a sign.
  const short = source
    .replace(/[\u0000-\u001f\u007f]/g, ' ')
    .slice(0, 80)
    .replace(/[\ud800-\udbff]$/, '');
  return `${kind}:${short}:${raisedAt}`;
}

/** Ids of the office's own entries about an alarm. */
export const raisedEntry = (alarm: string): string => `${alarm}:raised`;
export const returnedEntry = (alarm: string): string => `${alarm}:returned`;

/**
 * The document that holds everything about an alarm: the duty ledger of the month it was raised in, also for what is
 * said of it later, so that its fold sees it whole. Null for what is no alarm's id.
 */
export function alarmDocument(alarm: string): string | null {
  const raisedAt = /^[a-z_]+:.+:(\d{1,13})$/.exec(alarm)?.[1];
  return raisedAt === undefined ? null : documentOn('duty', dayOf(Number(raisedAt)));
}

const clockMs = (entry: Entry): number => readClock(entry.at).ms;

function foldRaised(entry: Entry): AlarmFacts | null {
  const body = AlarmRaised.safeParse(entry.body);
  if (!body.success) return null;
  const { alarm, kind, source, name, county, priority, facts, raisedAt, since } = body.data;
  return {
    id: alarm,
    ...{ kind, source, name, county, priority, facts },
    raisedAt: parseTime(raisedAt)!,
    since: parseTime(since ?? raisedAt)!,
    returnedAt: null,
    acknowledged: null,
    assigned: null,
    shelved: null,
    calls: 0,
    ended: false,
  };
}

/** What one later entry changes. The first to acknowledge has it; the last assignment and shelving hold. */
function apply(alarm: AlarmFacts, entry: Entry): void {
  const by = entry.by.person;
  const at = clockMs(entry);
  if (entry.kind === 'alarm.returned') {
    const body = AlarmReturned.safeParse(entry.body);
    if (!body.success) return;
    const over = parseTime(body.data.at)!;
    alarm.returnedAt = alarm.returnedAt === null ? over : Math.min(alarm.returnedAt, over);
  } else if (entry.kind === 'alarm.acknowledged') {
    const body = AlarmAcknowledged.safeParse(entry.body);
    if (body.success) alarm.acknowledged ??= { by, at, note: body.data.note ?? null };
  } else if (entry.kind === 'alarm.assigned') {
    const body = AlarmAssigned.safeParse(entry.body);
    if (body.success) alarm.assigned = { to: body.data.to, by, at };
  } else if (entry.kind === 'alarm.shelved') {
    const body = AlarmShelved.safeParse(entry.body);
    if (!body.success) return;
    const until = Math.min(parseTime(body.data.until)!, at + LONGEST_SHELF_MS);
    alarm.shelved = { until, reason: body.data.reason, by, at };
  } else if (entry.kind === 'alarm.unshelved') {
    alarm.shelved = null;
  } else if (entry.kind === 'duty.called' && DutyCalled.safeParse(entry.body).success) {
    alarm.calls++;
  }
}

/** An alarm from its entries, in any order and with duplicates. Null until it is known to have been raised. */
export function foldAlarm(entries: readonly Entry[]): AlarmFacts | null {
  const own = eachOnce(entries);
  let alarm: AlarmFacts | null = null;
  for (const entry of own) if (entry.kind === 'alarm.raised') alarm ??= foldRaised(entry);
  if (!alarm) return null;
  for (const entry of own) apply(alarm, entry);
  return { ...alarm, ended: alarm.returnedAt !== null && alarm.acknowledged !== null };
}

export const alarmFold: Fold<AlarmFacts> = {
  noun: 'alarm',
  version: 1,
  family: 'duty',
  takes: (kind) => kind.startsWith('alarm.') || kind === 'duty.called',
  subject: (entry) => (typeof entry.body.alarm === 'string' ? entry.body.alarm : entry.subject),
  fold: foldAlarm,
};

export type Sent = {
  id: string;
  scene: string | null;
  hold: boolean;
  params: Record<string, string>;
  by: string;
  /** Hybrid clock of the entry: of two the later counts, also across months. */
  clock: string;
  at: number;
};

/** What was last sent to the wall in a month. */
export const wallFold: Fold<Sent> = {
  noun: 'wall',
  version: 1,
  family: 'duty',
  takes: (kind) => kind === 'wall.sent',
  subject: () => 'wall',
  fold(entries) {
    for (const entry of entries.toReversed()) {
      const body = WallSent.safeParse(entry.body);
      if (!body.success) continue;
      const { scene, hold, params } = body.data;
      const { id, at: clock } = entry;
      return { id, scene, hold, params: params ?? {}, by: entry.by.person, clock, at: clockMs(entry) };
    }
    return null;
  },
};

/** Of several months' the one that counts. */
export function latestSent(all: readonly Sent[]): Sent | null {
  const later = (a: Sent, b: Sent) => (a.clock < b.clock || (a.clock === b.clock && a.id < b.id) ? b : a);
  return all.reduce<Sent | null>((best, sent) => (best ? later(best, sent) : sent), null);
}

/** What the followers of a display show: rotation, or the scene that somebody sent. */
export function wallNow(sent: Sent | null, nameOf: (person: string) => string = (person) => person): WallNow {
  if (!sent) return { mode: 'rotate', scene: null, params: {}, hold: false, by: null, at: null };
  const { scene, hold, params, by, at } = sent;
  return {
    mode: scene === null ? 'rotate' : 'sent',
    ...{ scene, params, hold },
    by: nameOf(by),
    at: isoShanghai(at),
  };
}

/**
 * The state of an alarm at an instant. A shelved one is out of sight until its time; one that returned unseen waits
 * for its acknowledgement after that all the same.
 */
export function alarmState(alarm: AlarmFacts, now: number): AlarmRow['state'] {
  if (alarm.ended) return 'normal';
  if (alarm.shelved && now < alarm.shelved.until) return 'shelved';
  if (alarm.returnedAt !== null) return 'returned';
  return alarm.acknowledged ? 'acknowledged' : 'unacknowledged';
}

/** Lengths of time in the facts go on while the alarm runs. */
function factsAt(alarm: AlarmFacts, now: number): AlarmFacts['facts'] {
  const lasted = Math.max(0, (alarm.returnedAt ?? now) - alarm.since);
  const facts = { ...alarm.facts };
  if ('minutes' in facts) facts.minutes = Math.floor(lasted / 60_000);
  if ('days' in facts) facts.days = Math.ceil(lasted / 86_400_000);
  return facts;
}

/** A row of `alarms.now`. `nameOf` turns a person's id into a name. */
export function alarmRow(
  alarm: AlarmFacts,
  now: number,
  nameOf: (person: string) => string = (person) => person,
): AlarmRow {
  const { acknowledged, assigned, shelved } = alarm;
  return {
    id: alarm.id,
    kind: alarm.kind,
    priority: alarm.priority,
    source: alarm.source,
    name: alarm.name,
    county: alarm.county,
    facts: factsAt(alarm, now),
    state: alarmState(alarm, now),
    raisedAt: isoShanghai(alarm.raisedAt),
    returnedAt: alarm.returnedAt === null ? null : isoShanghai(alarm.returnedAt),
    acknowledged: acknowledged && { by: nameOf(acknowledged.by), at: isoShanghai(acknowledged.at) },
    assigned: assigned && {
      to: nameOf(assigned.to),
      by: nameOf(assigned.by),
      at: isoShanghai(assigned.at),
    },
    shelved: shelved && {
      until: isoShanghai(shelved.until),
      reason: shelved.reason,
      by: nameOf(shelved.by),
    },
    calls: alarm.calls,
  };
}

const STATE_ORDER: readonly AlarmRow['state'][] = [
  'unacknowledged',
  'acknowledged',
  'returned',
  'shelved',
  'normal',
];

/** Unacknowledged first, then by priority, then the newest; ties by id, so that no two screens differ. */
function inOrder(now: number): (a: AlarmFacts, b: AlarmFacts) => number {
  const rank = (alarm: AlarmFacts) => STATE_ORDER.indexOf(alarmState(alarm, now));
  return (a, b) =>
    rank(a) - rank(b) ||
    PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority) ||
    b.raisedAt - a.raisedAt ||
    (a.id < b.id ? -1 : 1);
}

/** Alarms to list: all that ask for somebody, however old, and for some hours those that are settled. */
export function listed(alarms: readonly AlarmFacts[], now: number): AlarmFacts[] {
  const settled = (alarm: AlarmFacts) => Math.max(alarm.returnedAt ?? 0, alarm.acknowledged?.at ?? 0);
  return alarms
    .filter((alarm) => alarmState(alarm, now) !== 'normal' || now - settled(alarm) < SETTLED_SHOWN_MS)
    .sort(inOrder(now));
}

export function countStates(alarms: readonly AlarmFacts[], now: number): AlarmsNow['counts'] {
  const counts = { unacknowledged: 0, acknowledged: 0, returned: 0, shelved: 0 };
  for (const alarm of alarms) {
    const state = alarmState(alarm, now);
    if (state !== 'normal') counts[state]++;
  }
  return counts;
}

/** A flood starts above ten raised in ten minutes and ends below five (EEMUA 191). */
export const FLOOD = { windowMs: 10 * 60_000, above: 10, below: 5 } as const;

/** Whether a flood lasts at `now`, from the times at which alarms were raised (any order). Pure: it replays them. */
export function isFlood(raisedAt: readonly number[], now: number): boolean {
  const times = raisedAt.filter((at) => at <= now).sort((a, b) => a - b);
  let flood = false;
  let first = 0;
  const settle = (at: number, next: number) => {
    while (first < next && times[first]! <= at - FLOOD.windowMs) {
      first++;
      if (next - first < FLOOD.below) flood = false;
    }
  };
  for (let next = 0; next < times.length; next++) {
    settle(times[next]!, next);
    if (next + 1 - first > FLOOD.above) flood = true;
  }
  settle(now, times.length);
  return flood;
}
