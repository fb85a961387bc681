import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ActionState, foldAction } from '../../domain/action.ts';
import { actionAsOf, LIGHT_RULES, lightOf } from '../../domain/action-light.ts';
import { addDays, dayOf, isDay } from '../../domain/day.ts';
import type { Entry } from '../../domain/ledger/entry.ts';
import { afterWorkdays, endOfWeek, workdaysBetween } from '../../domain/workday.ts';
import { workdays } from '../../replica/workdays.ts';

const START = 1_732_953_600_000; // 2024-11-30 16:00
const HOUR = 3_600_000;
const units = ['county:410803', 'county:410804', '生态环境局', undefined];
const people = ['甲', '乙', '丙'];
const kinds = [
  'action.received',
  'action.reported',
  'action.extensionAsked',
  'action.extended',
  'action.closingAsked',
  'action.confirmed',
  'action.closed',
] as const;

const said = fc.record({
  kind: fc.constantFrom(...kinds, ...kinds.slice(2, 6)),
  hour: fc.nat(900),
  person: fc.constantFrom(...people),
  unit: fc.constantFrom(...units, undefined),
  /** Of a decision: which of the others it names. */
  request: fc.nat(14),
  yes: fc.boolean(),
  days: fc.nat(40),
  percent: fc.option(fc.nat(100), { nil: undefined }),
});
const some = fc.record({
  created: fc.array(fc.nat(3), { minLength: 1, maxLength: 2 }),
  said: fc.array(said, { maxLength: 14 }),
});
type Sample = typeof some extends fc.Arbitrary<infer T> ? T : never;

const day = (days: number) => addDays('2024-12-10', days);
function bodyOf(each: Sample['said'][number], all: Sample['said']): Record<string, unknown> {
  const { kind, unit, yes, days, percent } = each;
  const asked = kind === 'action.extended' ? 'action.extensionAsked' : 'action.closingAsked';
  const asks = all.flatMap((other, n) => (other.kind === asked ? [n] : []));
  // Now and then a request that is not there.
  const request = asks[each.request % (asks.length + 1)] ?? 99;
  const own = unit === undefined ? {} : { unit };
  switch (kind) {
    case 'action.received':
      return own;
    case 'action.reported':
      return { ...own, text: '进展', ...(percent === undefined ? {} : { percent }) };
    case 'action.extensionAsked':
      return { ...own, dueOn: day(days), reason: '雨雪停工' };
    case 'action.extended':
      return { request: String(request), granted: yes, ...(days % 2 ? { dueOn: day(days) } : {}) };
    case 'action.closingAsked':
      return { ...own, text: '办结' };
    case 'action.confirmed':
      return { request: String(request), result: yes ? 'confirmed' : 'returned' };
    case 'action.closed':
      return { reason: '并入另一事项' };
  }
}

function entriesOf(sample: Sample): Entry[] {
  const entry = (
    id: string,
    hour: number,
    kind: string,
    person: string,
    body: Record<string, unknown>,
  ): Entry => ({
    ...{
      v: 1,
      id,
      kind,
      subject: 'A',
      at: `${START + hour * HOUR}-0000-d`,
      by: { person, device: 'd' },
      body,
    },
  });
  const task = {
    content: '完成三家企业门禁联网',
    lead: units[0],
    supporting: [units[2]],
    source: { kind: 'call' },
  };
  return [
    ...sample.created.map((n) => entry(`c${n}`, n, 'action.created', '办', { ...task, dueOn: day(n % 2) })),
    ...sample.said.map((each, n) =>
      entry(String(n), each.hour, each.kind, each.person, bodyOf(each, sample.said)),
    ),
  ];
}

test('any order and any duplicates of a task’s entries give the same state', () => {
  fc.assert(
    fc.property(some, fc.infiniteStream(fc.nat(1000)), (sample, keys) => {
      const all = entriesOf(sample);
      const shuffled = [...all, ...all.slice(0, 4)]
        .map((item) => ({ item, key: keys.next().value as number }))
        .sort((a, b) => a.key - b.key)
        .map(({ item }) => item);
      expect(foldAction(shuffled)).toEqual(foldAction(all));
    }),
  );
});

const told = (state: ActionState): Set<string> =>
  new Set([
    ...[state.createdEntry, ...state.refused.map(({ id }) => id)],
    ...[state.received, ...state.receipts, ...state.reports, state.endedWith].flatMap(
      (each) => each?.id ?? [],
    ),
    ...[...state.extensions, ...state.closings].flatMap(({ id, decision }) => [id, decision?.id ?? id]),
    ...state.conflicts.flatMap(({ entries }) => entries),
  ]);

test('no entry is lost in silence; a date moves only by a grant of somebody else, and only later', () => {
  let moved = 0;
  let closed = 0;
  fc.assert(
    fc.property(some, (sample) => {
      const entries = entriesOf(sample);
      const state = foldAction(entries)!;
      const known = told(state);
      // Decisions that say the same as the one that stands, second drops and creations of one text tell nothing new.
      const repeats = ['action.extended', 'action.confirmed', 'action.closed', 'action.created'];
      for (const { id, kind } of entries) if (!repeats.includes(kind)) expect(known.has(id), id).toBe(true);
      expect(state.dueOn >= state.givenOn).toBe(true);
      if (state.dueOn !== state.givenOn) {
        moved++;
        expect(
          state.extensions.some((each) => each.granted === state.dueOn && each.decision!.by !== each.by),
        ).toBe(true);
      }
      if (state.stage === 'closed') {
        closed++;
        const by = state.closings.find((each) => each.state === 'confirmed')!;
        expect(by.decision!.by).not.toBe(by.by);
        expect(by.unit).toBe(state.lead);
      }
      for (const each of [...state.extensions, ...state.closings]) expect(each.unit).toBe(state.lead);
      for (const { unit } of state.reports) expect([state.lead, ...state.supporting]).toContain(unit);
    }),
    { numRuns: 500 },
  );
  expect(moved).toBeGreaterThan(10);
  expect(closed).toBeGreaterThan(10);
});

test('a task as it stood is the fold of what had been written by then', () => {
  fc.assert(
    fc.property(some, fc.nat(900), (sample, hour) => {
      // Without disagreement: who says otherwise later does not change what was held before.
      const state = foldAction(entriesOf({ ...sample, created: [0] }))!;
      fc.pre(state.conflicts.length === 0);
      const now = START + hour * HOUR;
      const before = entriesOf({ ...sample, created: [0] }).filter(
        ({ at }) => Number(at.slice(0, 13)) <= now,
      );
      const { refused: _, ...then } = foldAction(before)!;
      const { refused: __, ...asOf } = actionAsOf(state, now)!;
      expect(asOf.dueOn).toBe(then.dueOn);
      expect(asOf.stage).toBe(then.stage);
      const light = (each: object) =>
        lightOf({ ...each, refused: [] } as unknown as ActionState, now, workdays);
      expect(light(asOf)).toEqual(light(then));
    }),
  );
});

test('a light is red exactly after the due date of what runs, and always has its reason', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(some, fc.nat(1500), (sample, hour) => {
      const state = foldAction(entriesOf(sample))!;
      const now = START + hour * HOUR;
      const light = lightOf(state, now, workdays, LIGHT_RULES);
      seen.add(light.light);
      expect(light.light === 'overdue').toBe(!state.ended && dayOf(now) > state.dueOn);
      expect(light.reasons.length > 0).toBe(
        light.light === 'overdue' || light.light === 'behind' || light.light === 'due',
      );
    }),
    { numRuns: 300 },
  );
  expect([...seen].sort()).toEqual(['behind', 'due', 'none', 'normal', 'overdue']);
});

test('working days: a term ends on one, and counts back to itself', () => {
  fc.assert(
    fc.property(fc.nat(700), fc.integer({ min: 1, max: 120 }), (offset, count) => {
      const from = addDays('2024-01-01', offset);
      const to = afterWorkdays(workdays, from, count);
      expect(isDay(to) && workdays.isWorkday(to)).toBe(true);
      expect(workdaysBetween(workdays, from, to)).toBe(count);
      expect(workdaysBetween(workdays, from, addDays(to, -1))).toBe(count - 1);
      expect(endOfWeek(from) >= from && endOfWeek(from) < addDays(from, 7)).toBe(true);
    }),
  );
  // Around the spring festival of 2025: 01-26 and 02-08 are worked, 01-28 to 02-04 are not (国办发明电〔2024〕12号).
  expect(afterWorkdays(workdays, '2025-01-24', 3)).toBe('2025-02-05');
  expect(workdaysBetween(workdays, '2025-02-05', '2025-02-10')).toBe(4);
});
