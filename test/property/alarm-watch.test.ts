import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AlarmFacts, foldAlarm, raisedEntry, returnedEntry } from '../../domain/alarm.ts';
import {
  ALARM_CONFIG,
  type Condition,
  keyOf,
  type Memory,
  NO_MEMORY,
  step,
  type Verdict,
} from '../../domain/alarm-watch.ts';
import type { Entry } from '../../domain/ledger/entry.ts';

/** A ledger as the office writes it: an id that stands already writes nothing. */
class Duty {
  readonly entries = new Map<string, Entry>();
  private memory: Memory = NO_MEMORY;
  raised = 0;

  alarms(): AlarmFacts[] {
    const ids = new Set([...this.entries.values()].map((entry) => entry.subject));
    return [...ids].map((id) => foldAlarm([...this.entries.values()].filter((e) => e.subject === id))!);
  }
  running = () => this.alarms().filter((alarm) => alarm.returnedAt === null);

  private put(kind: string, id: string, now: number, body: { alarm: string }) {
    const [at, by] = [`${now}-0000-office`, { person: 'office', device: 'office' }];
    if (!this.entries.has(id)) this.entries.set(id, { v: 1, id, kind, subject: body.alarm, at, by, body });
  }
  look(verdict: Verdict, now: number, stopAfter = Number.POSITIVE_INFINITY) {
    const made = step(this.running(), verdict, this.memory, now);
    this.memory = made.memory;
    const writes = [
      ...made.returned.map((body) => () => this.put('alarm.returned', returnedEntry(body.alarm), now, body)),
      ...made.raise.map((body) => () => this.put('alarm.raised', raisedEntry(body.alarm), now, body)),
    ];
    for (const write of writes.slice(0, stopAfter)) write();
    this.raised += made.raise.length;
    return writes.length;
  }
  restart() {
    this.memory = NO_MEMORY;
  }
}

const START = 1_733_380_320_000;
const kinds = ['charger_fault', 'clock_off', 'gate_silent'] as const;
const condition = fc
  .record({
    kind: fc.constantFrom(...kinds),
    source: fc.constantFrom('A', 'B'),
    ago: fc.option(fc.nat(30 * 60_000), { freq: 3 }),
  })
  .map(({ kind, source, ago }) => (now: number): Condition => {
    const since = ago === null ? null : now - ago;
    return { kind, source, name: source, county: null, priority: 'low', since, facts: {} };
  });
const look = fc.record({
  after: fc.integer({ min: 1, max: 8 * 60_000 }),
  holds: fc.array(condition, { maxLength: 6 }),
  unknown: fc.array(fc.constantFrom('charger_fault A', 'clock_off B'), { maxLength: 1 }),
  /** The server dies after so many of its writes, and starts again. */
  dies: fc.option(fc.nat(3), { freq: 3 }),
});

test('never two running alarms of one source and kind, whatever holds and whenever the server dies', () => {
  let raised = 0;
  fc.assert(
    fc.property(fc.array(look, { minLength: 3, maxLength: 20 }), (looks) => {
      const duty = new Duty();
      let now = START;
      for (const { after, holds, unknown, dies } of looks) {
        now += after;
        const verdict = { holds: holds.map((make) => make(now)), unknown: new Set(unknown) };
        duty.look(verdict, now, dies ?? undefined);
        if (dies !== null) {
          duty.restart();
          duty.look(verdict, now);
        }
        const keys = duty.running().map(keyOf);
        expect(new Set(keys).size).toBe(keys.length);
        // The same look again says nothing new.
        expect(duty.look(verdict, now)).toBe(0);
      }
      raised += duty.raised;
    }),
  );
  expect(raised).toBeGreaterThan(50);
});

test('what flaps faster than its on-delay raises nothing', () => {
  const { onMs } = ALARM_CONFIG.delays.charger_fault;
  const flaps = fc.array(fc.record({ on: fc.nat(onMs - 1), off: fc.integer({ min: 1, max: 60_000 }) }), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(flaps, fc.boolean(), (all, known) => {
      const duty = new Duty();
      const kind = known ? 'charger_fault' : 'clock_off';
      const limit = ALARM_CONFIG.delays[kind].onMs;
      let now = START;
      for (const { on, off } of all) {
        const since = now;
        for (const at of [now, now + Math.floor(on / 2), now + on]) {
          if (at - since >= limit) continue;
          const holds: Condition[] = [
            {
              kind,
              source: 'A',
              name: 'A',
              county: null,
              priority: 'low',
              since: known ? since : null,
              facts: {},
            },
          ];
          duty.look({ holds, unknown: new Set() }, at);
        }
        now += on + off;
        duty.look({ holds: [], unknown: new Set() }, now - off);
      }
      expect(duty.raised).toBe(0);
    }),
  );
});

test('an alarm does not return while its condition is away for less than the off-delay', () => {
  const { offMs } = ALARM_CONFIG.delays.charger_fault;
  fc.assert(
    fc.property(fc.array(fc.nat(offMs - 1), { minLength: 1, maxLength: 20 }), (gaps) => {
      const duty = new Duty();
      const holds: Condition[] = [
        ...[
          { kind: 'charger_fault' as const, source: 'A', name: 'A', county: null, priority: 'low' as const },
        ],
      ].map((each) => ({ ...each, since: START - 3_600_000, facts: {} }));
      let now = START;
      duty.look({ holds, unknown: new Set() }, now);
      for (const gap of gaps) {
        duty.look({ holds: [], unknown: new Set() }, now + 1);
        duty.look({ holds: [], unknown: new Set() }, now + 1 + gap);
        now += gap + 2;
        duty.look({ holds, unknown: new Set() }, now);
      }
      expect(duty.alarms()).toHaveLength(1);
      expect(duty.running()).toHaveLength(1);
    }),
  );
});
