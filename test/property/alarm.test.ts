import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alarmId, alarmState, FLOOD, foldAlarm, isFlood } from '../../domain/alarm.ts';
import { isoShanghai } from '../../domain/day.ts';
import type { Entry } from '../../domain/ledger/entry.ts';

const T = 1_733_380_320_000;
const ID = alarmId('charger_fault', 'S1', T);

const acts = fc.array(
  fc.record({
    kind: fc.constantFrom(
      'alarm.raised',
      'alarm.returned',
      'alarm.acknowledged',
      'alarm.assigned',
      'alarm.shelved',
      'alarm.unshelved',
      'duty.called',
    ),
    ms: fc.nat(5000),
    by: fc.constantFrom('li', 'wang'),
    until: fc.integer({ min: -10, max: 20 * 86_400_000 }),
  }),
  { maxLength: 14 },
);

function entryOf(
  { kind, ms, by, until }: { kind: string; ms: number; by: string; until: number },
  n: number,
) {
  const body = {
    alarm: ID,
    ...{ source: 'S1', name: 'S1', county: null, priority: 'low', facts: {} },
    ...(kind === 'alarm.raised' ? { kind: 'charger_fault', raisedAt: isoShanghai(T) } : {}),
    ...{ at: isoShanghai(T + ms), to: `to${n}`, until: isoShanghai(T + until) },
    ...{ reason: 'r', called: 'c', about: 'a' },
  };
  const at = `${T + ms}-0000-d`;
  return { v: 1, id: `e${n}`, kind, subject: ID, at, by: { person: by, device: 'd' }, body } as Entry;
}

test('any order and any duplicates of duty entries fold to the same alarm', () => {
  fc.assert(
    fc.property(acts, fc.infiniteStream(fc.nat(1000)), (some, keys) => {
      const all = some.map(entryOf);
      const shuffled = [...all, ...all.slice(0, 4)]
        .map((item) => ({ item, key: keys.next().value as number }))
        .sort((a, b) => a.key - b.key)
        .map(({ item }) => item);
      expect(foldAlarm(shuffled)).toEqual(foldAlarm(all));
    }),
  );
});

test('no alarm stays shelved for ever, and one that is over waits for its acknowledgement', () => {
  fc.assert(
    fc.property(acts, (some) => {
      const alarm = foldAlarm(some.map(entryOf));
      if (!alarm) return;
      const later = alarmState(alarm, T + 8 * 86_400_000);
      expect(later).not.toBe('shelved');
      expect(later === 'normal').toBe(alarm.returnedAt !== null && alarm.acknowledged !== null);
    }),
  );
});

test('a flood agrees with a count made second by second', () => {
  const burst = fc
    .tuple(fc.nat(1500), fc.array(fc.nat(400), { minLength: 2, maxLength: 16, size: 'max' }))
    .map(([start, after]) => after.map((seconds) => start + seconds));
  const seconds = fc.array(burst, { maxLength: 5, size: 'max' }).map((bursts) => bursts.flat());
  let floods = 0;
  fc.assert(
    fc.property(seconds, fc.nat(2200), (some, now) => {
      let flood = false;
      for (let second = 0; second <= now; second++) {
        const count = some.filter((at) => at <= second && at > second - FLOOD.windowMs / 1000).length;
        if (count < FLOOD.below) flood = false;
        if (count > FLOOD.above) flood = true;
      }
      if (flood) floods++;
      const times = some.map((second) => second * 1000);
      expect(isFlood(times, now * 1000)).toBe(flood);
    }),
  );
  expect(floods).toBeGreaterThan(0);
});
