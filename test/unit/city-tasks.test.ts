import { expect, test } from 'vitest';
import { CLERK, DESK, tasksOf } from '../../city/tasks.ts';
import { foldAction } from '../../domain/action.ts';
import { lightOf } from '../../domain/action-light.ts';
import { addDays, parseTime, startOfDay } from '../../domain/day.ts';
import { Entry } from '../../domain/ledger/entry.ts';
import { ORGANISATION } from '../../domain/organisation.ts';
import { workdays } from '../../replica/workdays.ts';

const NOW = parseTime('2024-12-05T14:32:00+08:00')!;
const mondays = Array.from({ length: 8 }, (_, week) => addDays('2024-12-02', -7 * week));

test('tasks of a week are whole: every entry counts, none is refused, and a way only grows', () => {
  const lights = new Set<string>();
  const units = new Set(ORGANISATION.map(({ unit }) => unit));
  for (const monday of mondays) {
    const entries = tasksOf(1, monday, NOW);
    expect(tasksOf(1, monday, NOW)).toEqual(entries);
    const bySubject = Map.groupBy(entries, ({ subject }) => subject);
    expect(bySubject.size).toBe(4);
    for (const own of bySubject.values()) {
      for (const each of own) Entry.parse(each);
      const state = foldAction(own)!;
      expect([state.refused, state.conflicts]).toEqual([[], []]);
      for (const unit of [state.lead, ...state.supporting]) expect(units).toContain(unit);
      lights.add(lightOf(state, NOW, workdays).light);
    }
    const sooner = tasksOf(1, monday, startOfDay(addDays(monday, 3)));
    expect(entries.slice(0, sooner.length)).toEqual(sooner);
  }
  expect([...lights]).toEqual(expect.arrayContaining(['overdue', 'behind', 'normal', 'none']));
  const people = new Set(mondays.flatMap((monday) => tasksOf(1, monday, NOW)).map(({ by }) => by.person));
  expect([...people].sort()).toEqual([CLERK, DESK].sort());
});
