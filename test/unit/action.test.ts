import { expect, test } from 'vitest';
import { foldAction } from '../../domain/action.ts';
import { actionLoad, actionRow, litAt } from '../../domain/action-board.ts';
import { LIGHT_RULES, lightOf, lightRules } from '../../domain/action-light.ts';
import { parseTime } from '../../domain/day.ts';
import type { Entry } from '../../domain/ledger/entry.ts';
import { mayWriteEntry, parsePost } from '../../domain/post.ts';
import { workdays } from '../../replica/workdays.ts';

const ms = (text: string) => parseTime(`${text}+08:00`)!;
let count = 0;
function entry(
  when: string,
  kind: string,
  body: Record<string, unknown>,
  { id = `e${++count}`, person = '办' } = {},
): Entry {
  return {
    v: 1,
    id,
    kind: `action.${kind}`,
    subject: 'A',
    at: `${ms(when)}-0000-d`,
    by: { person, device: 'd' },
    body,
  };
}
// Monday 2024-12-02, due Friday 2024-12-20.
const created = (more: Record<string, unknown> = {}) =>
  entry(
    '2024-12-02T09:00',
    'created',
    {
      ...{ content: '完成三家企业门禁联网', lead: 'county:410803', supporting: ['工信局'], person: '赵某' },
      ...{ source: { kind: 'meeting', meeting: 'm1', item: 'i3' }, dueOn: '2024-12-20', ...more },
    },
    { id: 'A' },
  );
const county = { person: 'zhongzhan' };
const own = (body: Record<string, unknown> = {}) => ({ unit: 'county:410803', ...body });
const light = (entries: Entry[], when: string, rules = LIGHT_RULES) =>
  lightOf(foldAction(entries)!, ms(when), workdays, rules);

test('from handing out to closing, asked by one and confirmed by another', () => {
  const steps = [
    created(),
    entry('2024-12-02T15:00', 'received', own(), county),
    entry('2024-12-06T10:00', 'reported', own({ text: '一家联网', percent: 33 }), county),
    entry('2024-12-18T10:00', 'closingAsked', own({ text: '全部联网' }), { ...county, id: 'ask' }),
    entry('2024-12-19T10:00', 'confirmed', { request: 'ask', result: 'confirmed' }),
  ];
  const stages = steps.map((_, n) => foldAction(steps.slice(0, n + 1))!.stage);
  expect(stages).toEqual(['issued', 'received', 'working', 'closing', 'closed']);
  const state = foldAction(steps)!;
  expect([state.ended, state.county, state.source.meeting, state.source.item]).toEqual([
    true,
    '410803',
    'm1',
    'i3',
  ]);
  expect(light(steps, '2025-03-01T08:00').light).toBe('none');
});

test('nobody confirms the closing that they asked for', () => {
  const state = foldAction([
    created(),
    entry('2024-12-18T10:00', 'closingAsked', own({ text: '全部联网' }), { ...county, id: 'ask' }),
    entry(
      '2024-12-19T10:00',
      'confirmed',
      { request: 'ask', result: 'confirmed' },
      { ...county, id: 'self' },
    ),
  ])!;
  expect(state.stage).toBe('closing');
  expect(state.refused).toMatchObject(
    [{ id: 'self', by: 'zhongzhan', reason: /another person/ }].map((each) => ({
      ...each,
      reason: expect.stringMatching(each.reason),
    })),
  );
});

test('another county’s word changes nothing and is listed', () => {
  const state = foldAction([
    created(),
    entry('2024-12-03T10:00', 'received', { unit: 'county:410804' }, { id: 'r', person: 'macun' }),
    entry(
      '2024-12-03T11:00',
      'reported',
      { unit: 'county:410804', text: '已完成' },
      { id: 's', person: 'macun' },
    ),
    entry('2024-12-03T12:00', 'closingAsked', { unit: '工信局', text: '已完成' }, { id: 't', person: 'gx' }),
    entry('2024-12-03T13:00', 'reported', { unit: '工信局', text: '已派人' }, { id: 'u', person: 'gx' }),
  ])!;
  expect([state.stage, state.received, state.reports.map(({ id }) => id)]).toEqual(['working', null, ['u']]);
  expect(state.refused.map(({ id, reason }) => [id, reason])).toEqual([
    ['r', 'county:410804 has no part in this task'],
    ['s', 'county:410804 has no part in this task'],
    ['t', '工信局 does not lead this task'],
  ]);
});

test('the office lets a county speak for itself alone', () => {
  const zhongzhan = parsePost('county:410803')!;
  const may = (post: typeof zhongzhan, kind: string, body: Record<string, unknown>) =>
    mayWriteEntry(post, { kind, body });
  expect(may(zhongzhan, 'action.reported', own())).toBe(true);
  expect(may(zhongzhan, 'action.extensionAsked', own())).toBe(true);
  expect(may(zhongzhan, 'action.reported', { unit: 'county:410804' })).toBe(false);
  expect(may(zhongzhan, 'action.reported', {})).toBe(false);
  expect(may(zhongzhan, 'action.created', own())).toBe(false);
  const leader = parsePost('leader:source')!;
  expect(may(leader, 'action.created', {})).toBe(true);
  for (const kind of ['action.extended', 'action.confirmed', 'action.closed']) {
    expect(may(leader, kind, {}), kind).toBe(false);
    expect(may(parsePost('office')!, kind, {}), kind).toBe(true);
  }
});

test('an extension is a request and a decision; a refusal leaves the date', () => {
  const ask = entry('2024-12-10T10:00', 'extensionAsked', own({ dueOn: '2024-12-27', reason: '雨雪停工' }), {
    ...county,
    id: 'ask',
  });
  const decide = (body: Record<string, unknown>, id: string) =>
    entry('2024-12-11T10:00', 'extended', { request: 'ask', ...body }, { id });
  const due = (...more: Entry[]) => foldAction([created(), ask, ...more])!.dueOn;
  expect(due()).toBe('2024-12-20');
  expect(due(decide({ granted: false }, 'no'))).toBe('2024-12-20');
  expect(due(decide({ granted: true }, 'yes'))).toBe('2024-12-27');
  expect(due(decide({ granted: true, dueOn: '2024-12-24' }, 'less'))).toBe('2024-12-24');
  // Two consoles apart: the stricter holds, and a person is shown both.
  const both = foldAction([
    created(),
    ask,
    decide({ granted: true }, 'yes'),
    decide({ granted: false }, 'no'),
  ])!;
  expect(both.dueOn).toBe('2024-12-20');
  expect(both.conflicts).toEqual([{ about: 'extension', holds: 'no', entries: ['no', 'yes'] }]);
  expect(
    due(
      decide({ granted: true, dueOn: '2024-12-26' }, 'a'),
      decide({ granted: true, dueOn: '2024-12-23' }, 'b'),
    ),
  ).toBe('2024-12-23');
});

test('a closing that one confirmed and another returned stays open', () => {
  const state = foldAction([
    created(),
    entry('2024-12-18T10:00', 'closingAsked', own({ text: '全部联网' }), { ...county, id: 'ask' }),
    entry('2024-12-19T10:00', 'confirmed', { request: 'ask', result: 'confirmed' }, { id: 'yes' }),
    entry(
      '2024-12-19T11:00',
      'confirmed',
      { request: 'ask', result: 'returned' },
      { id: 'no', person: '复' },
    ),
  ])!;
  expect([state.stage, state.conflicts]).toEqual([
    'working',
    [{ about: 'closing', holds: 'no', entries: ['no', 'yes'] }],
  ]);
});

// DOMAIN.md 8: three working days left or fewer; behind pace; past the date. Our proposal, not law.
test('lights: word by word', () => {
  const received = entry('2024-12-03T15:00', 'received', own(), county);
  const report = (when: string, percent: number) =>
    entry(when, 'reported', own({ text: '进展', percent }), county);
  expect(light([created()], '2024-12-04T18:00').light).toBe('normal');
  expect(light([created()], '2024-12-05T08:00')).toMatchObject({
    light: 'behind',
    reasons: ['not_received'],
  });
  expect(light([created(), received], '2024-12-16T08:00')).toMatchObject({
    light: 'normal',
    workdaysLeft: 4,
  });
  expect(light([created(), received], '2024-12-17T08:00')).toMatchObject({ light: 'due', workdaysLeft: 3 });
  expect(light([created(), received], '2024-12-18T08:00').reasons).toEqual(['silent', 'near']);
  expect(light([created(), received], '2024-12-20T23:59').light).toBe('behind');
  expect(light([created(), received], '2024-12-21T00:00')).toMatchObject({ light: 'overdue', daysLate: 1 });
  // 14 working days; on the 10th six are over (42 %), so 33 % is 9 points behind, 32 % is 10.
  expect(light([created(), received, report('2024-12-10T10:00', 33)], '2024-12-10T18:00').light).toBe(
    'normal',
  );
  expect(light([created(), received, report('2024-12-10T10:00', 32)], '2024-12-10T18:00').reasons).toEqual([
    'pace',
  ]);
});

test('two weeks behind make a red only where the office has said so', () => {
  const entries = [created()];
  expect(light(entries, '2024-12-18T08:00').light).toBe('behind');
  const registry = [
    { ...entry('2024-12-01T08:00', 'x', { escalate: 2 }), kind: 'rule.stated', subject: 'action.lights' },
  ];
  const rules = lightRules(registry);
  expect(rules).toEqual({ ...LIGHT_RULES, escalate: 2 });
  expect(light(entries, '2024-12-18T08:00', rules)).toMatchObject({
    light: 'overdue',
    daysLate: 0,
    reasons: ['escalated', 'not_received', 'near'],
  });
  expect(light(entries, '2024-12-13T08:00', rules).light).toBe('behind');
});

test('the board counts by light, unit and county, and names who is late', () => {
  const state = foldAction([created()])!;
  const other = { ...state, id: 'B', lead: '住建局', county: '410882', dueOn: '2024-12-03' };
  const load = actionLoad([state, other], ms('2024-12-05T14:32'), workdays)!;
  expect(load.counts).toEqual({ overdue: 1, behind: 1, due: 0, normal: 0, closed: 0, total: 2 });
  expect(load.listed.map(({ id, leadName, person, daysLate }) => [id, leadName, person, daysLate])).toEqual([
    ['B', '住建局', '赵某', 2],
    ['A', '中站区', '赵某', 0],
  ]);
  expect(load.units.map(({ name, overdue, notStarted }) => [name, overdue, notStarted])).toEqual([
    ['住建局', 1, 1],
    ['中站区', 0, 1],
  ]);
  expect(load.counties).toHaveLength(11);
  expect(load.counties.find(({ unit }) => unit === 'county:410882')!.overdue).toBe(1);
  expect(actionLoad([], 0, workdays)).toBeNull();
  expect(actionRow(litAt([state], ms('2024-12-05T14:32'), workdays)[0]!)).toMatchObject({
    source: 'meeting',
    extensionAsked: null,
  });
});
