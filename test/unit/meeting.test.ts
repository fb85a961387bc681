import { expect, test } from 'vitest';
import { worstState } from '../../domain/agenda.ts';
import { evidenceText, pick } from '../../domain/figure.ts';
import type { Json } from '../../domain/ledger/canonical.ts';
import type { Entry } from '../../domain/ledger/entry.ts';
import { type MeetingState, meetingFold, nextNumber, runningMeeting } from '../../domain/meeting.ts';
import { isOpenTo, mayFollow } from '../../domain/meeting-acts.ts';
import { isOpenPart, lacking, readPlan, textName } from '../../domain/meeting-plan.ts';
import { timing } from '../../domain/timing.ts';

const NOW = 1_733_378_400_000;
let made = 0;
const entry = (kind: string, body: Record<string, unknown> = {}, ms = made * 1000): Entry => ({
  ...{ v: 1, id: `e${String(made++).padStart(4, '0')}`, kind, subject: 'M' },
  at: `${NOW + ms}-0000-d`,
  ...{ by: { person: 'p', device: 'd' }, body },
});
const fold = (...entries: Entry[]) => meetingFold.fold(entries) as MeetingState;
const gates = { scene: 'gates', params: { tier: 'key_dual_high' } };

test('going to an item shows its scene; held, it stays; given back, the rotation goes on', () => {
  const start = [entry('meeting.created'), entry('meeting.started', { item: '1', scene: null })];
  expect(fold(...start).wall).toMatchObject({ scene: null, follows: true });
  const went = [...start, entry('meeting.went', { item: '2', scene: gates })];
  expect(fold(...went)).toMatchObject({ state: 'running', wall: { ...gates, hold: false, follows: true } });
  const held = [
    ...went,
    entry('meeting.showed', { ...gates, hold: true }),
    entry('meeting.went', { item: '3' }),
  ];
  expect(fold(...held).wall).toMatchObject({ scene: 'gates', hold: true });
  expect(fold(...held).course.at(-1)!.item).toBe('3');
  const free = [...held, entry('meeting.showed', { scene: null, hold: false })];
  expect(fold(...free).wall).toMatchObject({ scene: null, hold: false });
  expect(runningMeeting([fold(...free)])).toMatchObject({ id: 'M', item: '3', wall: { scene: null } });
  expect(fold(...free, entry('meeting.closed')).wall).toBeNull();
});

test('reopening leaves a trace, sets the seal aside, and a second seal counts', () => {
  const first = entry('meeting.sealed');
  const begun = [entry('meeting.created'), entry('meeting.started'), entry('meeting.closed'), first];
  expect(fold(...begun)).toMatchObject({ state: 'closed', ended: true, seals: [first.id], superseded: [] });
  const again = [...begun, entry('meeting.reopened', { reason: '漏记一项' })];
  expect(fold(...again)).toMatchObject({
    ...{ state: 'open', ended: false, superseded: [first.id] },
    reopened: [{ by: 'p', reason: '漏记一项' }],
  });
  expect(isOpenTo('meeting.close', fold(...again))).toBe(true);
  const second = entry('meeting.sealed');
  expect(fold(...again, entry('meeting.closed'), second)).toMatchObject({
    ...{ ended: true, seals: [first.id, second.id], superseded: [first.id] },
  });
});

test('what the state does not allow changes nothing', () => {
  const closed = [entry('meeting.created'), entry('meeting.started', { item: '1' }), entry('meeting.closed')];
  expect(fold(...closed, entry('meeting.went', { item: '2' }))).toEqual(fold(...closed));
  expect(fold(...closed, entry('meeting.showed', gates))).toEqual(fold(...closed));
  expect(fold(entry('meeting.created'), entry('meeting.went', { item: '2' })).course).toEqual([]);
  expect(isOpenTo('meeting.go', fold(...closed))).toBe(false);
  expect(isOpenTo('meeting.close', fold(entry('meeting.created'), entry('meeting.called')))).toBe(false);
  expect(isOpenTo('meeting.minutes', fold(...closed))).toBe(false);
  expect(isOpenTo('meeting.minutes', fold(...closed, entry('meeting.sealed')))).toBe(true);
});

test('of several meetings that run the one that started last; numbers go by the year', () => {
  const state = (id: string, startedAt: number, at: string, number: number | null) =>
    ({ ...fold(entry('meeting.created')), id, state: 'running', startedAt, at, number }) as MeetingState;
  const all = [state('a', 1, '2024-12-05T14:00:00+08:00', 6), state('b', 2, '2023-01-05T14:00:00+08:00', 40)];
  expect(runningMeeting(all)?.id).toBe('b');
  expect(runningMeeting(all.toReversed())?.id).toBe('b');
  expect(nextNumber(all, '2024')).toBe(7);
  expect(nextNumber([], '2024')).toBe(1);
});

test('the 纪要 goes its way step by step; a return sends it back to its drafting', () => {
  expect(mayFollow('drafted', null)).toBe(true);
  expect(mayFollow('approved', 'drafted')).toBe(false);
  expect(mayFollow('approved', 'cosigned')).toBe(true);
  expect(mayFollow('issued', 'approved')).toBe(false);
  const sent = [
    ...[entry('meeting.created'), entry('meeting.closed'), entry('meeting.sealed'), entry('meeting.drafted')],
    entry('meeting.submitted', { hash: 'h1' }),
    entry('meeting.cosigned', { unit: '路面管控组' }),
  ];
  expect(fold(...sent).summary).toMatchObject({ step: 'cosigned', hash: 'h1', text: null });
  const back = [...sent, entry('meeting.returned', { remark: '补时限' })];
  expect(fold(...back).summary).toMatchObject({ step: 'drafted', hash: null });
  const issued = [
    ...[
      ...back,
      entry('meeting.submitted', { hash: 'h2' }),
      entry('meeting.approved', { approver: '周明川' }),
    ],
    ...[
      entry('meeting.numbered', { number: '绿运办〔2024〕7号' }),
      entry('meeting.issued', { text: '全文' }),
    ],
  ];
  const { summary } = fold(...issued);
  expect(summary).toMatchObject({ step: 'issued', hash: 'h2', text: '全文', number: '绿运办〔2024〕7号' });
  expect(summary.history.find(({ step }) => step === 'approved')).toMatchObject({
    by: '周明川',
    paper: true,
  });
});

test('a late start moves what is ahead; an item left early moves it forward', () => {
  const minute = 60_000;
  const items = ['a', 'b', 'c'].map((id) => ({ id, minutes: 10 }));
  const of = { plannedAt: 0, startedAt: 2 * minute, closedAt: null, items };
  const late = timing({ ...of, course: [{ at: 2 * minute, item: 'a' }] }, 7 * minute);
  expect(late.items.map(({ expectedAt }) => expectedAt / minute)).toEqual([2, 12, 22]);
  expect(late.expectedEnd).toBe(32 * minute);
  const course = [
    { at: 2 * minute, item: 'a' },
    { at: 5 * minute, item: 'c' },
  ];
  const skipped = timing({ ...of, course }, 20 * minute);
  expect(skipped.items.map(({ state }) => state)).toEqual(['done', 'ahead', 'current']);
  expect(skipped.items[2]).toMatchObject({ spentMs: 15 * minute, overMs: 5 * minute });
  expect(skipped.expectedEnd).toBe(30 * minute);
});

test('a figure is found by names, and in lists by a field; what is not there is not a zero', () => {
  const result = {
    tiers: { a: { percent: 77.6 } },
    rows: [
      { id: 'x.1', n: 0 },
      { id: 'y', n: null },
    ],
  };
  expect(pick(result, 'tiers.a.percent')).toBe(77.6);
  expect(pick(result, 'rows[id=x.1].n')).toBe(0);
  expect(pick(result, 'rows[id=y].n')).toBeNull();
  for (const path of [
    'rows[id=z].n',
    'tiers.b.percent',
    'tiers',
    'rows',
    '',
    '.',
    'tiers..a',
    'constructor.name',
  ])
    expect(pick(result, path), path).toBeUndefined();
  const evidence = { query: 'q', params: { b: '2', a: '1' }, at: 't', result };
  expect(evidenceText(evidence)).toBe(evidenceText({ ...evidence, params: { a: '1', b: '2' } }));
});

test('the draft is read field by field; what cannot be read is left out', () => {
  const map = new Map<string, Json>([
    ['item/b/title', '乙'],
    ['item/b/order', 1],
    ['item/a/title', '甲'],
    ['item/a/order', 1],
    ['item/a/minutes', 'many'],
    ['item/gone/title', '丙'],
    ['item/gone/gone', true],
    ['item/half/order', 3],
    ['link/a/enterprise/9141/X', true],
    ['link/a/rocket/1', true],
    ['outcome/o/text', '报计划'],
    ['outcome/o/kind', 'task'],
    ['attend/源头治理组', { name: '赵', presence: 'present', note: '', order: 1 }],
    ['attend/?', 7],
  ]);
  const plan = readPlan(map);
  expect(plan.items.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(plan.items[0]).toMatchObject({ minutes: 5, links: [{ kind: 'enterprise', id: '9141/X' }] });
  expect(plan.attendance).toEqual([{ unit: '源头治理组', name: '赵', presence: 'present', note: '' }]);
  expect(lacking(plan.outcomes[0]!)).toEqual(['measure', 'lead', 'dueOn']);
  expect([textName('a'), 'papers', 'plan'].map(isOpenPart)).toEqual([true, true, false]);
  expect(worstState(['normal', 'due', 'none'])).toBe('due');
});
