import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CaseState, foldCase } from '../../domain/case.ts';
import { addDays, addMonths, dayOf, endOfDay, startOfDay } from '../../domain/day.ts';
import {
  AFTER_POST_MONTHS,
  endedOn,
  fileUntil,
  isOver,
  KEEPING,
  type KeptKind,
  keptUntil,
  LATE_DAYS,
  maskVin,
  paperUntil,
  passagesUntil,
  withoutPlate,
} from '../../domain/keep.ts';
import type { Entry } from '../../domain/ledger/entry.ts';

const START = startOfDay('2024-01-01');
const DAY = 86_400_000;
const day = fc.integer({ min: 0, max: 2200 }).map((n) => addDays('2023-11-20', n));
const kind = fc.constantFrom(...(Object.keys(KEEPING) as KeptKind[]));

test('a term ends with the same day so many months on, through its last second in Shanghai', () => {
  fc.assert(
    fc.property(kind, day, fc.nat(DAY - 1), (of, from, ms) => {
      const until = keptUntil(of, from);
      const [year, month] = from.split('-').map(Number) as [number, number];
      const index = year * 12 + month - 1 + KEEPING[of].months;
      expect(until.slice(0, 7)).toBe(
        `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`,
      );
      // The month's last day where it has no such.
      const same = until.slice(8) === from.slice(8);
      expect(same || addDays(until, 1).slice(8) === '01').toBe(true);
      expect(isOver(until, dayOf(startOfDay(until) + ms))).toBe(false);
      expect(isOver(until, dayOf(endOfDay(until)))).toBe(true);
    }),
    { numRuns: 2000 },
  );
  expect(addMonths('2024-02-29', 12)).toBe('2025-02-28');
  expect(addMonths('2024-08-31', 6)).toBe('2025-02-28');
  // 2026-11-30 23:59:59.999 in Shanghai is still its day, though it is 16:00 in Greenwich.
  expect(isOver(keptUntil('passage', '2024-11-30'), dayOf(Date.UTC(2026, 10, 30, 15, 59, 59, 999)))).toBe(
    false,
  );
  expect(isOver(keptUntil('passage', '2024-11-30'), dayOf(Date.UTC(2026, 10, 30, 16)))).toBe(true);
});

test('what was recorded later is never over earlier; what came late is kept its days', () => {
  fc.assert(
    fc.property(kind, day, day, day, (of, a, b, arrived) => {
      const [first, second] = a < b ? [a, b] : [b, a];
      expect(keptUntil(of, first) <= keptUntil(of, second)).toBe(true);
      const until = passagesUntil(first, arrived);
      expect(until >= keptUntil('passage', first) && until >= addDays(arrived, LATE_DAYS)).toBe(true);
      expect([keptUntil('passage', first), addDays(arrived, LATE_DAYS)]).toContain(until);
      const left = paperUntil(second, first);
      expect(left === second || left === addMonths(first, AFTER_POST_MONTHS)).toBe(true);
      expect(left <= second && paperUntil(second, null) === second).toBe(true);
      expect(passagesUntil(first, null)).toBe(keptUntil('passage', first));
    }),
    { numRuns: 2000 },
  );
});

const claim = fc.record({
  kind: fc.constantFrom('case_file' as const, 'check_file' as const),
  until: fc.option(day, { nil: null, freq: 5 }),
});

test('a file is kept by whoever needs it longest, in any order; one open case holds it', () => {
  fc.assert(
    fc.property(
      fc.array(claim, { minLength: 1, maxLength: 6 }),
      fc.option(day, { nil: null }),
      fc.infiniteStream(fc.nat(1000)),
      (claims, arrived, keys) => {
        const until = fileUntil(claims, arrived);
        const shuffled = claims
          .map((each) => ({ each, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ each }) => each);
        expect(fileUntil([...shuffled, ...claims.slice(0, 2)], arrived)).toBe(until);
        if (claims.some((each) => each.until === null)) expect(until).toBeNull();
        else for (const each of claims) expect(until! >= each.until!).toBe(true);
        // A clock that is behind takes nothing from the term: it counts from the arrival at least.
        if (until !== null && arrived !== null)
          expect(until >= keptUntil(claims[0]!.kind, arrived)).toBe(true);
      },
    ),
    { numRuns: 2000 },
  );
});

const STEPS = ['evidence', 'review', 'handed_to_police', 'entered', 'penalty', 'closed'];
const story = fc.record({
  steps: fc.integer({ min: 0, max: STEPS.length }),
  skews: fc.array(fc.integer({ min: -900, max: 900 }), { minLength: 7, maxLength: 7 }),
  joined: fc.option(fc.constantFrom('A', 'B', 'C', 'gone'), { nil: null }),
});

/** A road case whose devices' clocks are off by days, each its own way. */
function caseOf(
  id: string,
  { steps, skews, joined }: typeof story extends fc.Arbitrary<infer T> ? T : never,
) {
  const entry = (n: number, of: string, body: Record<string, unknown>): Entry => ({
    ...{ v: 1, id: `${id}${n}`, kind: of, subject: id, by: { person: 'p', device: 'd' }, body },
    at: `${START + (n + (skews[n % 7] ?? 0)) * DAY}-0000-d`,
  });
  const advances = STEPS.slice(0, steps).map((to, n) =>
    entry(n + 1, 'case.advanced', { to, after: `${id}${n}` }),
  );
  const join = joined === null || joined === id ? [] : [entry(9, 'case.joined', { into: joined })];
  const entries = [
    entry(0, 'case.opened', { kind: 'restricted_road', plate: '豫H12345D' }),
    ...advances,
    ...join,
  ];
  return { entries, state: foldCase(entries.toReversed())! };
}

test('a case that runs, or is joined into one that runs, holds; the latest clock of its steps counts', () => {
  fc.assert(
    fc.property(story, story, story, (a, b, c) => {
      const all = [caseOf('A', a), caseOf('B', b), caseOf('C', c)];
      const find = (id: string): CaseState | null => all.find(({ state }) => state.id === id)?.state ?? null;
      for (const { state } of all) {
        const ended = endedOn(state, find);
        const chain: CaseState[] = [state];
        while (chain.at(-1)!.joinedInto !== null && chain.length < 4) {
          const next = find(chain.at(-1)!.joinedInto!);
          if (!next) break;
          chain.push(next);
        }
        const last = chain.at(-1)!;
        if (last.joinedInto !== null || last.stage !== 'closed') expect(ended).toBeNull();
        else
          expect(ended).toBe(
            dayOf(
              Math.max(...chain.flatMap((each) => [each.openedAt, ...each.history.map((step) => step.at)])),
            ),
          );
      }
    }),
    { numRuns: 3000 },
  );
});

test('a plate is masked wherever it stands in a record, however it was written, and nothing else is touched', () => {
  const rest = fc.jsonValue({ maxDepth: 3 });
  const written = fc.constantFrom('豫H12345D', '豫H·12345D', '豫h 12345d', '车牌豫H12345D逆行');
  fc.assert(
    fc.property(rest, fc.array(written, { maxLength: 4 }), (value, plates) => {
      const record = { plate: '豫H12345D', readings: { hphm: plates }, value } as const;
      const masked = withoutPlate(record, record.plate);
      expect(JSON.stringify(masked)).not.toContain('12345');
      expect(masked.plate).toBe('豫H·12**5D');
      expect(masked.readings.hphm).toHaveLength(plates.length);
      expect(masked.value).toEqual(value);
    }),
  );
  expect(maskVin('LZZ5ELND8KW123456')).toBe('*************3456');
});
