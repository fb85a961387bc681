import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alertAt, alertFold, calendarFold, planOn } from '../../domain/alert.ts';
import { type CaseState, foldCase, isOverdue } from '../../domain/case.ts';
import { BOARD_ROWS, caseAsOf, caseload, worstFirst } from '../../domain/caseload.ts';
import { closingFold, openEnds, standing } from '../../domain/closing.ts';
import { addDays, endOfDay, isoShanghai, parseTime } from '../../domain/day.ts';
import { fleetFold, inService } from '../../domain/fleet.ts';
import { clockText } from '../../domain/ledger/clock.ts';
import { byClock, type Entry } from '../../domain/ledger/entry.ts';
import { commissionedOn, projectFold } from '../../domain/project.ts';

const START = parseTime('2024-11-01T00:00:00+08:00')!;
let made = 0;
function entry(kind: string, body: Record<string, unknown>, ms = START): Entry {
  const id = `e${String(made++).padStart(8, '0')}`;
  const at = clockText({ ms, count: made % 65_536 }, 'd');
  return { v: 1, id, kind, subject: 's', at, by: { person: 'p', device: 'd' }, body };
}
const day = fc.integer({ min: 0, max: 40 }).map((n) => addDays('2024-11-01', n));

test('a truck runs from its registration to the day it is struck off, whatever the order of writing', () => {
  fc.assert(
    fc.property(fc.uniqueArray(day, { minLength: 1, maxLength: 8 }), fc.nat(), (days, seed) => {
      const turns = days.toSorted();
      const entries = turns.map((on, index) =>
        entry(index % 2 ? 'fleet.struck' : 'fleet.registered', { on }, START + ((index * (seed + 7)) % 1000)),
      );
      const truck = fleetFold.fold(entries.toSorted(byClock))!;
      for (const on of turns.flatMap((each) => [addDays(each, -1), each, addDays(each, 1)])) {
        const past = turns.filter((each) => each <= on).length;
        expect(inService(truck, on)).toBe(past % 2 === 1);
      }
    }),
  );
});

test('the furthest stage of a project counts, not the later clock', () => {
  const stated = entry('project.stated', { name: '站', stage: 1, guns: 4 });
  const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 8 }), day), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(steps, fc.nat(1000), (all, shift) => {
      const advanced = all.map(([to, on], index) =>
        entry('project.advanced', { to, on }, START + ((index * (shift + 3)) % 97)),
      );
      const project = projectFold.fold([stated, ...advanced].toSorted(byClock))!;
      expect(project.stage).toBe(Math.max(1, ...all.map(([to]) => to)));
      const since = all
        .filter(([to]) => to >= 7)
        .map(([, on]) => on)
        .sort()[0];
      expect(commissionedOn(project, '2025-01-01')).toBe(since !== undefined);
      if (since) expect(commissionedOn(project, addDays(since, -1))).toBe(false);
    }),
  );
});

test('the closing that was receipted first stands, whatever is written before or after', () => {
  const figures = (green: number) => ({
    ...{ date: '2024-11-30', enterprise: 'a', released: 100, green, unread: 0, suspect: 0, strict: green },
    received: 100,
  });
  const one = fc.record({ green: fc.nat(100), seq: fc.option(fc.nat(1000)) });
  fc.assert(
    fc.property(fc.uniqueArray(one, { selector: ({ seq }) => seq ?? -1 }), fc.nat(5), (all, count) => {
      const closings = all.map(({ green }, n) => entry('gate-day.closed', figures(green), START + n));
      const beside = Array.from({ length: count }, (_, n) =>
        entry('gate-day.corrected', { date: '2024-11-30', enterprise: 'a', reason: '补传' }, START + 500 + n),
      );
      if (closings.length + beside.length === 0) return;
      const closing = closingFold.fold([...closings, ...beside])!;
      const seqs = new Map(closings.map(({ id }, n) => [id, all[n]!.seq]));
      const first = all.filter(({ seq }) => seq !== null).sort((a, b) => a.seq! - b.seq!)[0];
      expect(standing(closing, (id) => seqs.get(id) ?? null)?.figures.green).toBe(first?.green);
      expect(closing.corrections).toHaveLength(count);
    }),
  );
});

test('a day is in order where every gate declared what came in from it', () => {
  expect(openEnds(['1', '2'], { 1: 5, 2: 3 }, { 1: 5, 2: 3 })).toEqual([]);
  // Off by as much in opposite ways is not in order, and silence is no declaration of zero.
  expect(openEnds(['1', '2'], { 1: 6, 2: 2 }, { 1: 5, 2: 3 }).map(({ gate }) => gate)).toEqual(['1', '2']);
  expect(openEnds(['1'], null, {})).toEqual([{ gate: '1', declared: null, received: 0 }]);
  expect(openEnds([], { 9: 1 }, {})).toEqual([{ gate: '9', declared: 1, received: 0 }]);
});

test('of alerts that hold the highest is shown, until it ends or is lifted', () => {
  const alert = (id: string, level: string, from: number, until: number | null) => {
    const body = { level, from: isoShanghai(from), until: until === null ? null : isoShanghai(until) };
    return alertFold.fold([{ ...entry('alert.raised', body), subject: id }])!;
  };
  const yellow = alert('y', 'yellow', START, null);
  const red = alert('r', 'red', START + 1000, START + 5000);
  expect(alertAt([yellow, red], START - 1)).toBeNull();
  expect(alertAt([yellow, red], START)!.id).toBe('y');
  expect(alertAt([yellow, red], START + 1000)!.id).toBe('r');
  expect(alertAt([yellow, red], START + 5000)!.id).toBe('y');
  expect(alertFold.fold([entry('alert.lifted', { alert: 's' })])).toBeNull();
  // A look back at the time before it was lifted still shows it.
  const lifted = alertFold.fold([
    entry('alert.raised', { level: 'yellow', from: isoShanghai(START) }),
    entry('alert.lifted', {}, START + 3000),
    entry('alert.lifted', { at: isoShanghai(START + 2000) }, START + 4000),
  ])!;
  expect(alertAt([lifted], START + 1999)).not.toBeNull();
  expect(alertAt([lifted], START + 2000)).toBeNull();
});

test('the last statement of the calendar that covers a day holds on it', () => {
  const stated = (plan: string, from: string, to?: string) =>
    entry('calendar.stated', { enterprise: 'a', plan, from, ...(to ? { to } : {}) });
  const calendar = calendarFold.fold([
    stated('staggered', '2024-11-15'),
    stated('stopped', '2024-12-01', '2024-12-03'),
    stated('nap', '2024-12-01'),
  ])!;
  expect(
    ['2024-11-14', '2024-11-15', '2024-12-01', '2024-12-03', '2024-12-04'].map((on) => planOn(calendar, on)),
  ).toEqual(['running', 'staggered', 'stopped', 'stopped', 'staggered']);
});

const STEPS = ['review', 'handed_to_police', 'entered', 'penalty', 'closed'] as const;

/** A road case that went some way, a step every so many days. */
const cases = fc
  .array(
    fc.tuple(fc.integer({ min: 0, max: 40 }), fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 5 })),
    { maxLength: 15 },
  )
  .map((all) =>
    all.map(([opened, steps], n): CaseState => {
      let ms = START + opened * 86_400_000 + n * 1000;
      const body = { kind: 'restricted_road', plate: '豫H12345D', capturedAt: isoShanghai(ms) };
      const entries = [entry('case.opened', body, ms)];
      for (const [index, days] of steps.entries()) {
        ms += days * 86_400_000;
        entries.push(entry('case.advanced', { to: STEPS[index] }, ms));
      }
      return { ...foldCase(entries)!, id: `c${n}` };
    }),
  );

test('the trend of cases past their limit is, day by day, what the board of that day said', () => {
  fc.assert(
    fc.property(cases, (all) => {
      const last = '2024-12-20';
      const { trend } = caseload(all, last, endOfDay(last) - 1000);
      for (const point of trend) {
        const end = endOfDay(point.date) - 1000;
        const then = all.flatMap((each) => caseAsOf(each, end) ?? []);
        const board = caseload(then, point.date, end);
        expect([point.date, point.overdue, point.opened]).toEqual([point.date, board.overdue, board.today]);
        expect(board.running).toBe(then.filter((each) => !each.ended).length);
        expect(board.overdue + board.dueSoon).toBeLessThanOrEqual(board.running);
      }
    }),
    { numRuns: 50 },
  );
});

test('the board names the worst that run, in whatever order the cases are read', () => {
  fc.assert(
    fc.property(fc.array(cases, { minLength: 4, maxLength: 12 }), (some) => {
      const all = some.flat().map((each, n): CaseState => ({ ...each, id: `c${n}` }));
      const now = endOfDay('2024-12-20');
      const worst = worstFirst(
        all.filter((each) => !each.ended),
        now,
      );
      const board = caseload(all.toReversed(), '2024-12-20', now);
      expect(board.cases.map(({ id }) => id)).toEqual(worst.slice(0, BOARD_ROWS).map(({ id }) => id));
      const late = worst.filter((each) => isOverdue(each, now)).map(({ id }) => id);
      expect(board.lines.road.worst.map(({ id }) => id)).toEqual(late.slice(0, 3));
    }),
  );
});

test('no plate on the board can be read whole', () => {
  fc.assert(
    fc.property(cases, (all) => {
      const board = JSON.stringify(caseload(all, '2024-12-20', endOfDay('2024-12-20')));
      expect(board).not.toContain('12345D');
    }),
  );
});
