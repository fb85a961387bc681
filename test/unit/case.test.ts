import { expect, test } from 'vitest';
import { caseRow, foldCase, isOverdue, overdueDays, placeOf } from '../../domain/case.ts';
import { parseTime } from '../../domain/day.ts';
import type { Entry } from '../../domain/ledger/entry.ts';
import { CASE_KINDS, isEnd, nextStages, STAGES, type Stage, stageOf } from '../../domain/stage.ts';

const captured = '2024-11-14T07:58:21+08:00';
const start = parseTime(captured)! + 60_000;
let count = 0;
function entry(kind: string, body: Record<string, unknown>, minute: number, id = `e${++count}`): Entry {
  const at = `${start + minute * 60_000}-0000-d`;
  return { v: 1, id, kind, subject: 'C1', at, by: { person: '李工', device: 'd' }, body };
}
const opened = (over: Record<string, unknown> = {}) =>
  entry(
    'case.opened',
    {
      kind: 'restricted_road',
      plate: '豫H12345D',
      capturedAt: captured,
      place: { name: '李封路口' },
      ...over,
    },
    0,
    'open',
  );
const to = (stage: string, minute: number, over: Record<string, unknown> = {}, id?: string) =>
  entry('case.advanced', { to: stage, ...over }, minute, id);
const time = (text: string) => parseTime(text)!;

test('a case goes from clue to closing', () => {
  const stages = ['evidence', 'review', 'handed_to_police', 'entered', 'penalty', 'closed'];
  const state = foldCase([opened(), ...stages.map((stage, n) => to(stage, n + 1))])!;
  expect(state.history.map((step) => step.stage)).toEqual(['clue', ...stages]);
  expect([state.stage, state.ended, state.dueAt]).toEqual(['closed', true, null]);
  expect([state.conflicts, state.refused]).toEqual([[], []]);
  expect(foldCase(stages.map((stage, n) => to(stage, n + 1)))).toBeNull();
});

test('a place is in the county that it names, and in none where it names none', () => {
  const county = (place: unknown) => placeOf(place).county;
  expect(county({ name: '解放区中南路28号点位', lon: 113.23, lat: 35.24, zone: '禁行区' })).toBe('410802');
  expect(county('河南省焦作市温县黄河路')).toBe('410825');
  expect(county({ name: '示例点位', zone: '410823' })).toBe('410823');
  expect(county({ name: '解放区中南路', county: '410811' })).toBe('410811');
  for (const nowhere of [
    '李封路口',
    { name: '中南路解放区界' },
    { lon: 113.23, lat: 35.24 },
    null,
    undefined,
  ])
    expect(county(nowhere)).toBeNull();
});

test('stages by code or Chinese name', () => {
  expect(stageOf('移送公安')).toBe('handed_to_police');
  expect(stageOf('review')).toBe('review');
  expect(stageOf('constructor')).toBeNull();
  expect(foldCase([opened(), to('审核', 1)])!.stage).toBe('review');
});

// DOMAIN.md 5.3: 10 days from capture to review, 3 days from entry to notice; they warn.
test('limits: ten days from capture until it is reviewed, three from entry until notice', () => {
  const clue = foldCase([opened()])!;
  expect(caseRow(clue, start)).toEqual({
    id: 'C1',
    kind: 'restricted_road',
    stage: 'clue',
    plate: '豫H12345D',
    place: '李封路口',
    openedAt: '2024-11-14T07:59:21+08:00',
    dueAt: '2024-11-24T23:59:59+08:00',
    overdue: false,
  });
  expect(isOverdue(clue, time('2024-11-24T23:59:59+08:00'))).toBe(false);
  expect(isOverdue(clue, time('2024-11-25T00:00:00+08:00'))).toBe(true);
  expect(overdueDays(clue, time('2024-11-25T10:00:00+08:00'))).toBe(1);
  expect(overdueDays(clue, time('2024-11-26T10:00:00+08:00'))).toBe(2);
  const police = foldCase([opened(), to('review', 1), to('handed_to_police', 2)])!;
  expect(police.dueAt).toBeNull();
  const entered = foldCase([opened(), to('review', 1), to('handed_to_police', 2), to('entered', 3)])!;
  expect(entered.dueAt).toBe(time('2024-11-17T23:59:59+08:00'));
  expect(foldCase([opened({ kind: 'gate' })])!.dueAt).toBeNull();
});

test('what the machine does not allow is kept, with the reason, and moves nothing', () => {
  const state = foldCase([
    opened(),
    to('penalty', 1, {}, 'x'),
    to('nowhere', 2, {}, 'y'),
    to('review', 3, { after: 'gone' }, 'z'),
  ])!;
  expect(state.stage).toBe('clue');
  expect(state.refused.map((each) => each.id)).toEqual(['y', 'x', 'z']);
  expect(state.refused.every((each) => each.reason !== '')).toBe(true);
});

test('two ways from one stage: the furthest along the chain stands, not the later clock; both are kept', () => {
  const review = to('review', 1, {}, 'r');
  const police = to('handed_to_police', 2, { after: 'r' }, 'p');
  const falseAlarm = to('false_alarm', 9, { after: 'r' }, 'f');
  for (const entries of [
    [opened(), review, police, falseAlarm],
    [falseAlarm, police, opened(), review],
  ]) {
    const state = foldCase(entries)!;
    expect(state.stage).toBe('handed_to_police');
    expect(state.conflicts).toEqual([
      { from: 'review', kept: 'handed_to_police', other: 'false_alarm', entries: ['f', 'p'] },
    ]);
  }
});

test('the same step by two people is one, and what follows either follows both', () => {
  const state = foldCase([
    opened(),
    to('review', 1, { after: 'open' }, 'a'),
    to('review', 2, { after: 'open' }, 'b'),
    to('handed_to_police', 3, { after: 'b' }, 'c'),
  ])!;
  expect(state.history.map((step) => step.entries)).toEqual([['open'], ['a', 'b'], ['c']]);
  expect(state.conflicts).toEqual([]);
});

test('returned for evidence and repaired again: loops are steps of their own', () => {
  const way: Entry[] = [opened()];
  for (const stage of ['review', 'returned', 'evidence', 'review', 'handed_to_police'])
    way.push(to(stage, way.length, { after: way.at(-1)!.id }));
  const state = foldCase(way)!;
  expect(state.history.map((step) => step.stage)).toEqual([
    'clue',
    'review',
    'returned',
    'evidence',
    'review',
    'handed_to_police',
  ]);
});

test('a case with thousands of steps is folded in good time', () => {
  const stages = ['review', 'returned', 'evidence'];
  const way = [opened()];
  for (let n = 0; n < 3000; n++) way.push(to(stages[n % 3]!, n + 1));
  expect(foldCase(way)!.history.length).toBe(3001);
});

test('every kind can be closed, from every stage that can be reached, and nothing follows an end', () => {
  for (const kind of CASE_KINDS) {
    const ways = (from: Stage, seen = new Set<Stage>()): Set<Stage> => {
      for (const next of nextStages(kind, from)) if (!seen.has(next)) ways(next, seen.add(next));
      return seen;
    };
    expect(ways('clue').has('closed'), kind).toBe(true);
    for (const stage of ways('clue')) {
      if (isEnd(stage)) expect(nextStages(kind, stage)).toEqual([]);
      else expect([...ways(stage)].some(isEnd), `${kind} ${stage}`).toBe(true);
    }
  }
  expect(STAGES.filter(isEnd).length).toBe(4);
});
