import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../../domain/day.ts';
import type { GateCounters } from '../../domain/gate-day.ts';
import { type Gated, gateState, gateTable, standingsOf, streakBelow } from '../../domain/gate-table.ts';
import type { Share } from '../../domain/share.ts';
import { SEEDS, type TargetBook } from '../../domain/target.ts';

const DAY = '2024-12-20';
const book: TargetBook = { seeds: SEEDS, approvals: [] };

const share = fc
  .tuple(fc.nat(300), fc.nat(300))
  .map(([a, b]): Share => ({ released: Math.max(a, b), green: Math.min(a, b) }));
const tier = fc.constantFrom('key_dual_high' as const, 'other_gated' as const);
const county = fc.constantFrom('410803', '410804', '410882', '419001');

const scene = fc.uniqueArray(
  fc.record({
    id: fc.stringMatching(/^[0-9a-f]{1,6}$/),
    tier,
    county,
    shares: fc.array(fc.option(share), { maxLength: 32 }),
  }),
  { maxLength: 12, selector: (each) => each.id },
);

type Of = { id: string; tier: Gated['tier']; county: string; shares: (Share | null)[] };

const gated = ({ id, tier: of, county: where }: Of): Gated => ({
  ...{ id, name: id, shortName: id, tier: of, county: where, gates: ['1'], responsible: null },
});

const counters = ({ released, green }: Share): GateCounters => ({
  ...{ released, green, unread: 0, suspect: 0, strict: green, unknownClass: 0, refused: 0 },
  ...{ manualLifts: 0, received: released, declared: null, receivedByGate: {}, left: {}, hours: [] },
  ...{ gates: { '1': { lastAt: 1, heartbeatAt: null, cameras: null, queued: null } }, lastAt: 1 },
  ...{ detail: null, asOf: 1 },
});

function table(all: Of[]) {
  const on = (day: string) => {
    const back = Array.from({ length: 33 }, (_, n) => addDays(DAY, -n)).indexOf(day);
    return new Map(
      all.flatMap((each) => (each.shares[back] ? [[each.id, each.shares[back]!] as const] : [])),
    );
  };
  return gateTable({
    date: DAY,
    now: Date.parse('2024-12-20T20:00:00+08:00'),
    enterprises: all.map(gated),
    counters: new Map([...on(DAY)].map(([id, each]) => [id, counters(each)])),
    ...{ closed: new Map(), corrected: new Map(), plans: new Map(), book, past: on },
  });
}

test('every enterprise stands in the table once, and tiers and counties add up to the same', () => {
  fc.assert(
    fc.property(scene, (all) => {
      const { rows, tiers, counties, coverage } = table(all);
      expect(rows.map((row) => row.enterprise).sort()).toEqual(all.map((each) => each.id).sort());
      const sum = (of: { released: number; green: number }[]) =>
        of.reduce((total, each) => [total[0]! + each.released, total[1]! + each.green], [0, 0]);
      expect(sum(Object.values(tiers))).toEqual(sum(rows));
      expect(sum(counties)).toEqual(sum(rows));
      expect(coverage.received).toBe(sum(rows)[0]);
    }),
  );
});

test('ranks are 1 to n of those with traffic, last place first, and no share is below a worse rank', () => {
  fc.assert(
    fc.property(scene, (all) => {
      for (const of of ['key_dual_high', 'other_gated'] as const) {
        const rows = table(all).rows.filter((row) => row.tier === of);
        const ranked = rows.filter((row) => row.rank !== null);
        expect(ranked.map((row) => row.rank)).toEqual(ranked.map((_, index) => ranked.length - index));
        expect(rows.slice(0, ranked.length)).toEqual(ranked);
        expect(rows.slice(ranked.length).every((row) => row.released === 0)).toBe(true);
        for (const [index, row] of ranked.entries()) {
          const better = ranked[index + 1];
          if (better) expect(row.green * better.released).toBeLessThanOrEqual(better.green * row.released);
        }
      }
    }),
  );
});

test('met and below are one integer comparison, and a percentage never shows a pass that is none', () => {
  fc.assert(
    fc.property(scene, (all) => {
      for (const row of table(all).rows) {
        if (row.released === 0) expect([row.status, row.percent]).toEqual(['no_traffic', null]);
        else expect(row.status === 'met').toBe(row.green * 100 >= row.target! * row.released);
        if (row.status === 'below') expect(row.percent!).toBeLessThan(row.target!);
        if (row.tripsShort !== null) expect(row.tripsShort === 0).toBe(row.status !== 'below');
      }
    }),
  );
});

// NOTES: 逾期 at the gates is below on three days running once the due date has passed.
test('a run of days below skips days without data or traffic, and a day that met ends it', () => {
  const of = gated({ id: 'a', tier: 'key_dual_high', county: '410803', shares: [] });
  const verdict = fc.constantFrom('below', 'met', 'none', 'no traffic');
  fc.assert(
    fc.property(fc.array(verdict, { maxLength: 19 }), (before) => {
      const shares = new Map<string, Share>();
      for (const [index, each] of before.entries()) {
        const day = addDays(DAY, -1 - index);
        if (each !== 'none')
          shares.set(day, { released: each === 'no traffic' ? 0 : 10, green: each === 'met' ? 9 : 0 });
      }
      const past = (day: string) => (shares.has(day) ? new Map([['a', shares.get(day)!]]) : null);
      const streak = streakBelow({ released: 10, green: 1 }, of, { date: DAY, past }, standingsOf(book));
      const until = before.indexOf('met');
      const run = until < 0 ? before : before.slice(0, until);
      expect(streak).toBe(1 + run.filter((each) => each === 'below').length);
      expect(streakBelow({ released: 10, green: 9 }, of, { date: DAY, past }, standingsOf(book))).toBe(0);
    }),
  );
});

test('overdue needs both: three days, and a date that has passed', () => {
  const line = SEEDS[0]!;
  expect(gateState('below', 2, line, '2024-12-20')).toBe('behind');
  expect(gateState('below', 3, line, '2024-12-20')).toBe('overdue');
  expect(gateState('below', 3, line, line.dueOn)).toBe('behind');
  expect(gateState('no_traffic', 0, line, '2024-12-20')).toBe('none');
});
