import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ActionState } from '../../domain/action.ts';
import { actionLoad } from '../../domain/action-board.ts';
import { boardOf } from '../../domain/board.ts';
import { workdays } from '../../replica/workdays.ts';
import { call } from './queries.call.ts';
import { at, NOW, Scene } from './queries.context.ts';

let scene: Scene;
beforeEach(() => {
  scene = new Scene();
  scene.person('p-bai', '白露', '指挥部办公室', 'office');
  scene.person('p-ji', '纪平', '指挥部办公室', 'office');
  scene.person('p-zhao', '赵明', '中站区', 'county:410803');
  scene.person('p-ma', '马力', '马村区', 'county:410804');
});
afterEach(() => scene.close());

const SHA = 'a'.repeat(64);
const task = (more: Record<string, unknown> = {}) => ({
  ...{ content: '完成三家企业门禁联网', measure: '三家均上传过车', lead: 'county:410803', person: 'p-zhao' },
  ...{ source: { kind: 'meeting', meeting: 'm1', item: 'i2' }, workdays: 10, ...more },
});
const create = async (more: Record<string, unknown> = {}) =>
  (await call(scene.as('p-bai'), 'action.create', task(more))).id;
const code = (
  who: ReturnType<Scene['as']>,
  name: Parameters<typeof call>[1],
  input: Record<string, unknown>,
) =>
  call(who, name, input).then(
    () => 'done',
    (error) => error.code ?? String(error),
  );
const later = (text: string) => {
  scene.now = at(text);
};

test('a task from handing out to closing, and what each may do at each step', async () => {
  const [bai, ji, zhao] = [scene.as('p-bai'), scene.as('p-ji'), scene.as('p-zhao')];
  const action = await create();
  // Ten working days after Thursday 2024-12-05.
  expect((await call(zhao, 'actions.list')).actions).toMatchObject([
    {
      id: action,
      number: '2024-1',
      dueOn: '2024-12-19',
      stage: 'issued',
      light: 'normal',
      person: '赵明',
      leadName: '中站区',
    },
  ]);
  expect((await call(zhao, 'actions.view', { action })).may).toEqual([
    'receive',
    'report',
    'extend',
    'close',
  ]);
  expect((await call(bai, 'actions.view', { action })).may).toContain('drop');
  await call(zhao, 'action.receive', { action });
  expect(await code(zhao, 'action.receive', { action })).toBe('received');
  await call(zhao, 'action.report', {
    action,
    text: '一家已联网',
    percent: 33,
    evidence: [{ sha256: SHA, name: '现场.jpg' }],
  });
  expect(await code(zhao, 'action.report', { action, text: '明天的事', on: '2024-12-06' })).toBe('future');
  await call(zhao, 'action.close', { action, text: '三家均已联网' });
  expect(await code(zhao, 'action.close', { action })).toBe('pending');
  expect(await code(zhao, 'action.confirm', { action })).toBe('post');
  await call(ji, 'action.confirm', { action, result: 'returned', remark: '第三家无数据' });
  later('2024-12-06T09:00');
  // The office writes down what the county told it by telephone: then another of the office confirms.
  await call(bai, 'action.close', { action, text: '来电：已补传' });
  const mine = await call(bai, 'actions.view', { action });
  expect([mine.may.includes('confirm'), mine.shut]).toEqual([
    false,
    [{ act: 'confirm', reason: 'same_person' }],
  ]);
  expect(await code(bai, 'action.confirm', { action })).toBe('same_person');
  await call(ji, 'action.confirm', { action });
  const { action: done, events, may } = await call(bai, 'actions.view', { action });
  expect(done).toMatchObject({
    stage: 'closed',
    light: 'none',
    personName: '赵明',
    meeting: 'm1',
    item: 'i2',
    createdBy: '白露',
  });
  expect(events.map(({ kind, by, granted }) => [kind, by, granted])).toEqual([
    ['created', '白露', null],
    ['received', '赵明', null],
    ['reported', '赵明', null],
    ['closingAsked', '赵明', null],
    ['confirmed', '纪平', false],
    ['closingAsked', '白露', null],
    ['confirmed', '纪平', true],
  ]);
  expect(events[2]).toMatchObject({
    percent: 33,
    on: '2024-12-05',
    evidence: [{ sha256: SHA, name: '现场.jpg' }],
  });
  expect(may).toEqual([]);
  expect(await code(zhao, 'action.report', { action, text: '补充' })).toBe('ended');
  expect((await call(bai, 'actions.list')).actions).toEqual([]);
  expect((await call(bai, 'actions.list', { ended: true })).actions).toHaveLength(1);
});

test('more time is asked for and decided; the date is never edited', async () => {
  const [bai, zhao] = [scene.as('p-bai'), scene.as('p-zhao')];
  const action = await create({ workdays: undefined, dueOn: '2024-12-10' });
  expect(await code(zhao, 'action.extend', { action, dueOn: '2024-12-10', reason: '雨雪' })).toBe('due');
  expect(await code(zhao, 'action.extend', { action, reason: '雨雪' })).toBe('bad_input');
  await call(zhao, 'action.extend', { action, dueOn: '2024-12-20', reason: '设备未到货' });
  expect(await code(zhao, 'action.extend', { action, dueOn: '2024-12-24', reason: '再延' })).toBe('pending');
  expect((await call(bai, 'actions.list')).actions[0]).toMatchObject({
    dueOn: '2024-12-10',
    extensionAsked: '2024-12-20',
  });
  expect((await call(bai, 'actions.weekly')).waiting).toMatchObject([
    { kind: 'extension', id: action, by: '中站区', asked: '2024-12-20' },
  ]);
  expect(await code(zhao, 'action.decide', { action, granted: true })).toBe('post');
  later('2024-12-06T09:00');
  await call(bai, 'action.decide', { action, granted: false, remark: '先联两家' });
  expect((await call(bai, 'actions.view', { action })).action).toMatchObject({
    dueOn: '2024-12-10',
    extensionAsked: null,
  });
  await call(zhao, 'action.extend', { action, workdays: 5, reason: '设备未到货' });
  later('2024-12-06T10:00');
  await call(bai, 'action.decide', { action, granted: true });
  expect((await call(bai, 'actions.view', { action })).action).toMatchObject({
    givenOn: '2024-12-10',
    dueOn: '2024-12-13',
  });
  expect(await code(bai, 'action.decide', { action, granted: true })).toBe('unknown_request');
});

test('a county reports on its own tasks only, and sees its own', async () => {
  const [bai, zhao, ma] = [scene.as('p-bai'), scene.as('p-zhao'), scene.as('p-ma')];
  const action = await create({ supporting: ['住建局'] });
  for (const name of ['action.receive', 'action.report', 'action.extend', 'action.close'] as const)
    expect(await code(ma, name, { action, text: '代报', reason: '代', dueOn: '2024-12-31' }), name).toBe(
      'not_yours',
    );
  expect((await call(ma, 'actions.list')).actions).toEqual([]);
  expect((await call(ma, 'actions.view', { action })).action).toBeNull();
  expect((await call(ma, 'actions.board')).load!.counts.total).toBe(1);
  expect(await code(zhao, 'action.create', task())).toBe('post');
  expect(await code(bai, 'action.report', { action, unit: '工信局', text: '无关' })).toBe('not_yours');
  await call(bai, 'action.report', { action, unit: '住建局', text: '来电：已派员' });
  expect(await code(bai, 'action.report', { action: 'none', text: '无' })).toBe('unknown_action');
  expect(await code(bai, 'action.create', task({ workdays: undefined, dueOn: '2024-12-04' }))).toBe('past');
  expect(await code(bai, 'action.create', task({ dueOn: '2024-12-31' }))).toBe('bad_input');
});

test('the board, the week’s bulletin, and what a wall sees without the ledger', async () => {
  const bai = scene.as('p-bai');
  later('2024-11-25T09:00');
  const late = await create({ workdays: undefined, dueOn: '2024-11-30' });
  await create({ lead: 'county:410804', workdays: undefined, dueOn: '2024-12-31' });
  later('2024-12-04T16:00');
  await create({ lead: '住建局', county: '410804', person: '周某', workdays: 2 });
  scene.now = NOW;
  const { load, source } = await call(bai, 'actions.board');
  expect(source).toBe('actions');
  expect(load!.counts).toEqual({ overdue: 1, behind: 1, due: 1, normal: 0, closed: 0, total: 3 });
  expect(load!.listed.map(({ id, person, light }) => [id === late, person, light])).toEqual([
    [true, '赵明', 'overdue'],
    [false, '赵明', 'behind'],
    [false, '周某', 'due'],
  ]);
  // Unsigned it changes nothing, whoever serves it.
  scene.say('registry', 'rule.stated', 'action.lights', { near: 9 });
  expect((await call(bai, 'actions.board')).rules.near).toBe(3);
  scene.person('rules', '林海', '市生态环境局', 'office');
  const state = async (body: Record<string, unknown>) => {
    const { id } = await call(scene.as('rules'), 'rule.state', { rule: 'action.lights', ...body });
    scene.receipt('registry', scene.replica.entry('registry', id)!);
  };
  await state({ near: 1, basis: '办公室 12 月 5 日定' });
  const stricter = await call(bai, 'actions.board');
  expect([stricter.rules.near, stricter.load!.counts.due]).toEqual([1, 1]);
  await state({ near: 0, escalate: 1 });
  expect((await call(bai, 'actions.board')).load!.counts).toMatchObject({ overdue: 2, due: 0, normal: 1 });
  await state({});
  expect((await call(bai, 'actions.list', { thisWeek: true })).actions).toHaveLength(2);
  expect((await call(bai, 'actions.list', { county: '410804' })).actions).toHaveLength(2);
  expect((await call(bai, 'actions.list', { light: 'overdue' })).actions).toHaveLength(1);
  const week = await call(bai, 'actions.weekly');
  expect(week).toMatchObject({
    from: '2024-12-02',
    to: '2024-12-08',
    created: 1,
    closed: 0,
    red: [{ id: late, person: '赵明' }],
  });
  expect(week.counties.map(({ name, place, notStarted }) => [name, place, notStarted])).toEqual([
    ['中站区', 1, 1],
    ['马村区', 2, 2],
  ]);
  // As the tasks stood a week before: one of them was not late yet.
  expect((await call(bai, 'actions.board', { date: '2024-11-26' })).load!.counts).toMatchObject({
    overdue: 0,
    total: 2,
  });

  const states = scene.replica.states<ActionState>('action', 'actions');
  scene.without.add('actions');
  expect((await call(bai, 'actions.board')).source).toBe('none');
  const values = boardOf({ date: '2024-12-05', now: NOW, actions: actionLoad(states, NOW, workdays) });
  scene.replica.setGauge('board/2024-12-05', { ...values, asOf: NOW });
  const seen = await call(scene.as('w', 'wall'), 'actions.board');
  expect(seen).toMatchObject({ source: 'board', freshness: 'fresh', load: { counts: { overdue: 1 } } });
  expect(seen.load!.listed[0]!.person).toBe('赵明');
});

test('a number that two consoles gave is shown; a task is found by its words, another county’s is not', async () => {
  const action = await create();
  const other = await create({ lead: '马村', content: '摸清商砼搅拌车底数', number: '2024-1' });
  const rows = (await call(scene.as('p-bai'), 'actions.list')).actions;
  expect(rows.map(({ number, numberTwice }) => [number, numberTwice])).toEqual([
    ['2024-1', true],
    ['2024-1', true],
  ]);
  const found = async (who: string, text: string) =>
    (await call(scene.as(who), 'search.find', { text })).hits.map(({ id }) => id);
  expect(await found('p-bai', '门禁联网')).toEqual([action]);
  expect(await found('p-bai', '〔2024〕1号')).toHaveLength(2);
  expect(await found('p-ma', '门禁联网')).toEqual([]);
  expect(await found('p-ma', 'jbc')).toEqual([other]);
});

test('people apart who decide differently: the stricter holds, and both are shown', async () => {
  const action = await create();
  const ask = await call(scene.as('p-zhao'), 'action.extend', {
    action,
    dueOn: '2024-12-31',
    reason: '设备未到货',
  });
  const say = (by: string, granted: boolean) =>
    scene.replica.append('actions', [
      {
        ...{ v: 1, id: `d-${by}`, kind: 'action.extended', subject: action, at: `${NOW + 1}-0000-${by}` },
        ...{ by: { person: by, device: by }, body: { request: ask.id, granted } },
      },
    ]);
  say('p-bai', true);
  expect((await call(scene.as('p-bai'), 'actions.view', { action })).action!.dueOn).toBe('2024-12-31');
  say('p-ji', false);
  const { action: seen, conflicts } = await call(scene.as('p-bai'), 'actions.view', { action });
  expect([seen!.dueOn, seen!.conflicts]).toEqual(['2024-12-19', 1]);
  expect(conflicts).toEqual([{ about: 'extension', holds: 'd-p-ji', entries: ['d-p-bai', 'd-p-ji'] }]);
});
