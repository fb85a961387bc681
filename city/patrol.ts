/** People on the road and at desks, as a stock sync client with a `field` token: checks, and cases that move on. */
import { createHash } from 'node:crypto';
import { isoShanghai, monthOf, parseTime, startOfDay } from '../domain/day.ts';
import { clockText, readClock } from '../domain/ledger/clock.ts';
import type { Entry } from '../domain/ledger/entry.ts';
import type { Stage } from '../domain/stage.ts';
import { devices } from './enforcement.ts';
import type { Source } from './feed.ts';
import type { Line } from './http.ts';
import { random } from './random.ts';
import { put, Rooms } from './rooms.ts';
import { dieselTruck, greenTruck } from './trucks.ts';

/** Name of the patrol's token, which stands as the person of its entries. */
export const PATROL = '路面巡查';
const DEVICE = 'city-patrol';
const HOUR_MS = 3_600_000;

/** A UUIDv7 of a time and a name, so that a second run makes the same entry again. */
export function entryId(at: number, name: string): string {
  const time = at.toString(16).padStart(12, '0');
  const rest = createHash('sha256').update(name).digest('hex');
  const variant = (8 + (Number.parseInt(rest[15]!, 16) % 4)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(0, 3)}-${variant}${rest.slice(3, 6)}-${rest.slice(16, 28)}`;
}

function entry(kind: string, subject: string, at: number, id: string, body: Record<string, unknown>): Entry {
  const by = { person: PATROL, device: DEVICE };
  return { v: 1, id, kind, subject, at: clockText({ ms: at, count: 0 }, DEVICE), by, body };
}

export interface CheckItem {
  at: number;
  entry: Entry;
}

/** Some 30 roadside and emission checks a day, on duty hours; one in eight is a hit. Pure. */
export function checks(seed: number, day: string): CheckItem[] {
  const chance = random(seed, 'checks', day);
  const places = devices(seed);
  const items: CheckItem[] = [];
  for (let i = 0, count = chance.int(20, 40); i < count; i++) {
    const at = startOfDay(day) + chance.int(7 * 60, 22 * 60) * 60_000 + chance.int(0, 59) * 1000;
    const truck = chance.chance(0.3) ? greenTruck(chance) : dieselTruck(chance);
    const id = entryId(at, `${seed} check ${day} ${i}`);
    const body = {
      kind: chance.weighted({ road: 6, emission: 4 }),
      result: chance.weighted({ fit: 84, unfit: 12, unclear: 4 }),
      at: isoShanghai(at),
      plate: truck.plate,
      place: chance.pick(places).place,
    };
    items.push({ at, entry: entry('check.recorded', id, at, id, body) });
  }
  return items.sort((a, b) => a.at - b.at);
}

interface Step {
  to: Stage;
  /** Hours after the step before. */
  hours: number;
}

const ways: Record<'restricted_road' | 'emission', Step[]> = {
  restricted_road: [
    { to: 'evidence', hours: 3 },
    { to: 'review', hours: 30 },
    { to: 'handed_to_police', hours: 20 },
    { to: 'entered', hours: 24 },
    { to: 'penalty', hours: 90 },
    { to: 'closed', hours: 120 },
  ],
  emission: [
    { to: 'evidence', hours: 5 },
    { to: 'review', hours: 60 },
    { to: 'handed_to_police', hours: 30 },
    { to: 'entered', hours: 40 },
    { to: 'penalty', hours: 100 },
    { to: 'handed_to_transport', hours: 40 },
    { to: 'repair', hours: 150 },
    { to: 'recheck', hours: 48 },
    { to: 'closed', hours: 24 },
  ],
};

/**
 * How a case moves on from its capture, up to `now`: the same for the same opening. One in seven is left lying at
 * some stage, which is how cases become overdue; a few are false alarms. Of a case that the office learnt of late,
 * the steps follow the opening second by second.
 */
export function advances({ id: opening, subject, at: openedAt, body }: Entry, now: number): Entry[] {
  const chance = random('case', subject);
  const way = body.kind === 'restricted_road' ? ways.restricted_road : ways.emission;
  const last = chance.chance(1 / 7) ? chance.int(0, 3) : way.length;
  const falseAlarm = chance.chance(0.06);
  const made: Entry[] = [];
  const opened = readClock(openedAt).ms;
  let [due, after] = [parseTime(String(body.capturedAt)) ?? opened, opening];
  for (const [index, step] of way.slice(0, last).entries()) {
    due += Math.round(step.hours * chance.between(0.4, 1.4) * HOUR_MS);
    const at = Math.max(due, opened + (index + 1) * 1000);
    if (at > now) break;
    const to: Stage = falseAlarm && step.to === 'review' ? 'false_alarm' : step.to;
    const id = entryId(at, `${subject} ${index}`);
    made.push(entry('case.advanced', subject, at, id, { to, after }));
    if (to === 'false_alarm') break;
    after = id;
  }
  return made;
}

/** The patrol's connection: one document for each month that it works in. */
export class Patrol implements Source<CheckItem> {
  private readonly seed: number;
  private readonly counts: { checks: number; advances: number };
  private readonly rooms: Rooms;

  constructor(seed: number, token: string, line: Line, counts: { checks: number; advances: number }) {
    this.seed = seed;
    this.rooms = new Rooms(token, line);
    this.counts = counts;
  }

  day(day: string): CheckItem[] {
    return checks(this.seed, day);
  }

  async send(items: CheckItem[]): Promise<void> {
    for (const { at, entry: draft } of items) {
      const room = await this.rooms.room(`checks/${monthOf(isoShanghai(at))}`);
      if (put(room, [draft]) > 0) this.counts.checks++;
    }
  }

  /** Moves the cases of a month on to where they are at `now`. */
  async moveCases(month: string, now: number): Promise<void> {
    const room = await this.rooms.room(`cases/${month}`);
    const due: Entry[] = [];
    for (const value of room.entries.values()) {
      const opening = value as Entry;
      if (opening.kind === 'case.opened') due.push(...advances(opening, now));
    }
    this.counts.advances += put(room, due);
  }
}
