import type { ActionState } from '../domain/action.ts';
import { actionLoad } from '../domain/action-board.ts';
import { lightRules } from '../domain/action-light.ts';
import {
  type AlarmFacts,
  alarmFold,
  isFlood,
  latestSent,
  listed,
  type Sent,
  wallNow,
} from '../domain/alarm.ts';
import { type BoardParts, boardOf, PART_KEYS } from '../domain/board.ts';
import { type CaseState, caseFold } from '../domain/case.ts';
import type { CheckState } from '../domain/check.ts';
import { addDays, dayOf, monthOf } from '../domain/day.ts';
import { documentOn } from '../domain/documents.ts';
import type { Truck } from '../domain/fleet.ts';
import type { Json } from '../domain/ledger/canonical.ts';
import { CHAINS, tallyOf } from '../domain/tally.ts';
import { familyOf } from '../replica/documents.ts';
import { workdays } from '../replica/workdays.ts';
import { isBehind } from './folding.ts';
import { runningNow } from './meetings.ts';
import type { Office } from './office.ts';
import { States } from './states.ts';

type Part = keyof BoardParts;

/** What is worked out anew when a ledger of a family changes. */
const OF_FAMILY: Record<string, readonly Part[]> = {
  cases: ['cases'],
  checks: ['checks'],
  fleet: ['trucks'],
  subsidies: ['subsidies'],
  services: ['services'],
  actions: ['actions', 'meeting'],
  duty: ['alarms', 'wall'],
};
const ALL = Object.keys(PART_KEYS) as Part[];
/** What people in a room wait for: told at once. */
const URGENT: Record<string, readonly Part[]> = { duty: ['alarms', 'wall'], actions: ['meeting'] };
/** Everything again, since limits pass and alarms are settled with time alone. */
const WHOLE_MS = 60_000;
/** While a burst is folded, the board waits this much longer. */
const LONGER_MS = 10_000;
/** Thirty days of trend, and the days that a case has for its review. */
const REACH_DAYS = 40;

export interface BoardWriter {
  /** Writes now what is new. */
  flush(): void;
  close(): void;
}

/**
 * Keeps the gauge `board/<today>`: what a wall may see of ledgers that it does not carry. At most every `everyMs`,
 * alarms and what is sent to the wall at once; after midnight the new day's starts whole.
 */
export function startBoard(office: Office, { everyMs = 2000 }: { everyMs?: number } = {}): BoardWriter {
  const board = new Board(office);
  let ranAt = performance.now();
  let wholeAt = ranAt;
  let timer: NodeJS.Timeout | null = null;
  let soon: NodeJS.Immediate | null = null;
  const waited = new Set<Part>();
  const run = (work: () => void) => {
    try {
      work();
    } catch (error) {
      office.log.error({ error }, 'the board could not be written; tried again');
    }
  };
  const flush = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    ranAt = performance.now();
    run(() => board.write());
  };
  const due = () => {
    if (isBehind(office) && performance.now() - ranAt < everyMs + LONGER_MS) timer = setTimeout(due, 100);
    else flush();
  };
  const urgent = () => {
    soon = null;
    run(() => board.write([...waited]));
    waited.clear();
  };
  const stop = office.replica.onCommit((changes) => {
    for (const { doc } of changes) {
      const family = familyOf(doc);
      const parts = OF_FAMILY[family];
      if (!parts) continue;
      board.touch(parts);
      for (const part of URGENT[family] ?? []) waited.add(part);
      if (URGENT[family]) soon ??= setImmediate(urgent);
      if (parts.some((part) => !URGENT[family]?.includes(part)))
        timer ??= setTimeout(due, Math.max(0, ranAt + everyMs - performance.now()));
    }
  });
  const clock = setInterval(() => {
    if (performance.now() - wholeAt >= WHOLE_MS) {
      wholeAt = performance.now();
      board.touch(ALL);
      flush();
    } else if (board.isOver()) flush();
  }, 1000);
  flush();
  return {
    flush,
    close() {
      stop();
      clearInterval(clock);
      if (timer) clearTimeout(timer);
      if (soon) clearImmediate(soon);
      board.close();
    },
  };
}

class Board {
  private readonly office: Office;
  private readonly cases: States<CaseState>;
  private readonly alarms: States<AlarmFacts>;
  private readonly dirty = new Set<Part>();
  /** Key -> JSON as it stands in the gauge. */
  private written = new Map<string, string>();
  private day: string | null = null;
  private flood = false;

  constructor(office: Office) {
    this.office = office;
    this.cases = new States<CaseState>(office.replica, caseFold);
    this.alarms = new States<AlarmFacts>(office.replica, alarmFold);
  }

  touch(parts: readonly Part[]): void {
    for (const part of parts) this.dirty.add(part);
  }

  /** Whether a new day has begun, or a flood may be over. */
  isOver(): boolean {
    if (this.flood) this.touch(['alarms']);
    return this.flood || this.day !== dayOf(this.office.now());
  }

  /** Writes what is new of those parts, or of all; in a new day everything. */
  write(only: readonly Part[] = ALL): void {
    const now = this.office.now();
    const day = dayOf(now);
    const whole = this.day !== day;
    if (whole) this.turn(day);
    const parts = ALL.filter((part) => this.dirty.has(part) && (whole || only.includes(part)));
    const made: BoardParts = {};
    for (const part of parts) Object.assign(made, { [part]: this.part(part, now, day) });
    const values = boardOf({ date: day, now, ...made });
    if (parts.length === ALL.length) values.asOf = now;
    this.put(day, parts, values);
    for (const part of parts) this.dirty.delete(part);
  }

  /** From one day's gauge to the next. The one in use stays in memory. */
  private turn(day: string): void {
    const { replica } = this.office;
    this.release();
    replica.hold(`board/${day}`, 'gauge');
    const stands = replica.gauge(`board/${day}`) ?? new Map<string, Json>();
    this.written = new Map([...stands].map(([key, value]) => [key, JSON.stringify(value)]));
    this.day = day;
    this.touch(ALL);
  }

  private put(day: string, parts: readonly Part[], values: Record<string, Json>): void {
    const changed: Record<string, Json> = {};
    const own = parts.flatMap((part) => PART_KEYS[part]) as string[];
    for (const key of this.written.keys())
      if (!Object.hasOwn(values, key) && own.includes(key.replace(/\/.*$/, '/'))) changed[key] = null;
    for (const [key, value] of Object.entries(values))
      if (this.written.get(key) !== JSON.stringify(value)) changed[key] = value;
    if (Object.keys(changed).length === 0) return;
    this.office.replica.setGauge(`board/${day}`, changed);
    for (const [key, value] of Object.entries(changed)) {
      if (value === null) this.written.delete(key);
      else this.written.set(key, JSON.stringify(value));
    }
  }

  private part(part: Part, now: number, day: string): BoardParts[Part] {
    const { replica } = this.office;
    const entries = (family: 'subsidies' | 'services' | 'actions') =>
      replica.entries(documentOn(family, day));
    switch (part) {
      case 'cases':
        return replica.family('cases').length === 0 ? undefined : this.cases.look(lately('cases', day));
      case 'checks': {
        const documents = lately('checks', day).filter((name) => replica.has(name));
        if (documents.length === 0) return null;
        return documents.flatMap((name) => replica.states<CheckState>('check', name));
      }
      case 'trucks':
        return replica.states<Truck>('truck', 'fleet');
      case 'alarms': {
        const alarms = [...this.alarms.look(lately('duty', day))];
        this.flood = isFlood(
          alarms.map((alarm) => alarm.raisedAt),
          now,
        );
        return { listed: listed(alarms, now), flood: this.flood };
      }
      case 'wall': {
        const sent = lately('duty', day).flatMap((name) => replica.states<Sent>('wall', name));
        return wallNow(latestSent(sent));
      }
      case 'subsidies':
      case 'services':
        return tallyOf(entries(part), CHAINS[part], day);
      case 'actions': {
        const states = replica.states<ActionState>('action', 'actions');
        return actionLoad(states, now, workdays, lightRules(replica.entries('registry')));
      }
      case 'meeting':
        return runningNow(this.office);
    }
  }

  private release(): void {
    if (this.day === null) return;
    this.office.replica.release(`board/${this.day}`);
    this.day = null;
  }

  close(): void {
    this.release();
    this.cases.close();
    this.alarms.close();
  }
}

/** The ledgers of a family for the last forty days. */
function lately(family: 'cases' | 'checks' | 'duty', day: string): string[] {
  const months = new Set<string>();
  for (let back = REACH_DAYS; back >= 0; back -= 10) months.add(monthOf(addDays(day, -back)));
  return [...months].map((month) => `${family}/${month}`);
}
