import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../../domain/ledger/canonical.ts';
import { byClock, type Entry } from '../../domain/ledger/entry.ts';
import { type MeetingState, meetingFold, runningMeeting } from '../../domain/meeting.ts';
import { type Course, timing } from '../../domain/timing.ts';

const KINDS = [
  ...['meeting.created', 'meeting.stated', 'meeting.called', 'meeting.started', 'meeting.went'],
  ...['meeting.showed', 'meeting.closed', 'meeting.sealed', 'meeting.reopened', 'meeting.drafted'],
  ...['meeting.submitted', 'meeting.returned', 'meeting.approved', 'meeting.issued'],
];
const entries = fc
  .array(fc.record({ kind: fc.constantFrom(...KINDS), ms: fc.integer({ min: 0, max: 40 }) }), {
    maxLength: 24,
  })
  .map((all) =>
    all.map(
      ({ kind, ms }, n): Entry => ({
        ...{ v: 1, id: `e${String(n).padStart(3, '0')}`, kind, subject: 'M' },
        at: `${String(1_733_378_400_000 + ms * 1000)}-0000-d${n % 3}`,
        by: { person: `p${n % 3}`, device: `d${n % 3}` },
        body: { item: `i${n % 4}`, scene: { scene: 'gates', params: {} }, reason: '补记', hold: n % 5 === 0 },
      }),
    ),
  );
const folded = (all: readonly Entry[]) => meetingFold.fold(all.toSorted(byClock)) as MeetingState | null;

test('the same entries in any order make the same meeting', () => {
  fc.assert(
    fc.property(
      entries.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, shuffled]) => {
        expect(folded(shuffled)).toEqual(folded(all));
      },
    ),
  );
});

test('a meeting that does not run shows nothing and is at no item; one that runs has begun and not closed', () => {
  fc.assert(
    fc.property(entries, (all) => {
      const meeting = folded(all);
      if (!meeting) return;
      const runs = meeting.state === 'running';
      expect(meeting.wall !== null).toBe(runs);
      expect(runningMeeting([meeting]) !== null).toBe(runs);
      if (runs) expect([meeting.startedAt === null, meeting.closedAt]).toEqual([false, null]);
      else expect(meeting.course.at(-1)?.item ?? null).toBeNull();
      expect(meeting.ended).toBe(
        meeting.state === 'closed' && meeting.seals.length > meeting.superseded.length,
      );
      expect(meeting.course).toEqual(meeting.course.toSorted((a, b) => a.at - b.at));
    }),
  );
});

const course = fc
  .record({
    items: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 8 }),
    steps: fc.array(fc.record({ after: fc.integer({ min: 0, max: 600_000 }), to: fc.nat(9) }), {
      maxLength: 12,
    }),
    late: fc.integer({ min: -600_000, max: 600_000 }),
    over: fc.boolean(),
    rest: fc.integer({ min: 0, max: 600_000 }),
  })
  .map(({ items, steps, late, over, rest }) => {
    const plannedAt = 1_733_378_400_000;
    const startedAt = plannedAt + late;
    let at = startedAt;
    const went = steps.map(({ after, to }) => {
      at += after;
      return { at, item: to === 9 ? null : `i${to}` };
    });
    const now = at + rest;
    const of: Course = {
      ...{ plannedAt, startedAt, closedAt: over ? now : null },
      course: [{ at: startedAt, item: 'i0' }, ...went],
      items: items.map((minutes, index) => ({ id: `i${index}`, minutes })),
    };
    return { of, now };
  });

test('time at items adds up to the time of the meeting, less its breaks; what is ahead follows without gaps', () => {
  fc.assert(
    fc.property(course, ({ of, now }) => {
      const times = timing(of, now);
      const breaks = of.course.reduce((sum, { at, item }, index) => {
        const until = of.course[index + 1]?.at ?? now;
        return item === null ? sum + until - at : sum;
      }, 0);
      expect(times.spentMs).toBe(now - of.startedAt! - breaks);
      const ahead = times.items.filter((item) => item.state === 'ahead');
      const left = ahead.reduce(
        (sum, { id }) => sum + of.items.find((item) => item.id === id)!.minutes * 60_000,
        0,
      );
      const current = times.items.find((item) => item.state === 'current');
      const allotted = of.items.find(({ id }) => id === current?.id)?.minutes ?? 0;
      const rest = current ? Math.max(0, allotted * 60_000 - current.spentMs) : 0;
      expect(times.expectedEnd).toBe(of.closedAt ?? now + rest + left);
      expect(times.plannedEnd - of.plannedAt).toBe(times.allottedMs);
      for (const item of times.items) expect(item.overMs).toBeLessThanOrEqual(item.spentMs);
      if (of.closedAt !== null) expect(current).toBeUndefined();
    }),
  );
});

test('the state of a meeting is plain JSON', () => {
  fc.assert(
    fc.property(entries, (all) => {
      const state = folded(all) as Json;
      expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    }),
    { numRuns: 50 },
  );
});
