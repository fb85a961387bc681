import { afterEach, beforeEach, expect, test } from 'vitest';
import { ROAD_SEEDS } from '../../domain/road.ts';
import { call } from './queries.call.ts';
import { at, Scene } from './queries.context.ts';

let scene: Scene;
beforeEach(() => {
  scene = new Scene();
  scene.person('office', '林海', '市生态环境局', 'office');
  scene.person('police', '周立群', '市公安局', 'police');
});
afterEach(() => scene.close());

const office = () => scene.as('office');
const police = () => scene.as('police');
const basis = { document: '通告', article: '第一条', status: '正式' };

function camera(id: string, more: Record<string, unknown> = {}, month = '2024-12') {
  scene.say(`cases/${month}`, 'case.opened', id, {
    ...{ kind: 'restricted_road', plate: '豫H6K888', capturedAt: `${month}-03T08:00:00+08:00` },
    ...{ vehicleType: 'Q11', plateColor: { system: 'JTT', code: '2' }, device: 'KK-001' },
    place: { name: '丰收路 3 号点位', zone: '禁行区', county: '410802' },
    ...more,
  });
}

test('a rule binds with its receipt, a later version takes its place from its day on', async () => {
  const rule = { ...ROAD_SEEDS[0]!, from: '2024-12-10', effect: 'pass', basis, entry: undefined };
  const before = await call(office(), 'road.rules');
  expect(before.rules.find((each) => each.rule === rule.rule)).toMatchObject({ stated: false, active: true });
  const { id } = await call(office(), 'rule.state', rule);
  expect((await call(office(), 'road.rules')).rules.filter((each) => each.ahead && each.stated)).toEqual([]);
  scene.receipt('registry', scene.replica.entry('registry', id)!);
  const after = await call(office(), 'road.rules');
  expect(after.rules.filter((each) => each.rule === rule.rule)).toEqual([
    expect.objectContaining({ stated: false, ahead: false }),
    expect.objectContaining({ stated: true, ahead: true, by: '林海', effect: 'pass' }),
  ]);
  const judge = (date: string) =>
    call(office(), 'road.judge', {
      ...{ plate: '豫H6K888', plateColor: { system: 'JTT', code: '2' }, vehicleType: 'Q11' },
      ...{ place: { zone: '禁行区' }, at: `${date}T10:00:00+08:00` },
    });
  expect((await judge('2024-12-09')).reasons.map((each) => each.why)).toContain('forbidden');
  expect((await judge('2024-12-10')).reasons.map((each) => each.why)).toEqual(['no_pass', 'no_pass']);
});

test('a vehicle without its plate’s colour: where the answer hangs on it, what each colour would lead to', async () => {
  const judge = (more: Record<string, unknown>) =>
    call(office(), 'road.judge', {
      ...{ plate: '豫H6K888', place: { zone: '禁行区' }, at: '2024-12-05T10:00:00+08:00', ...more },
    });
  expect(await judge({})).toMatchObject({
    verdict: 'open',
    colours: [
      { colour: 'YELLOW', verdict: 'open' },
      { colour: 'BLUE', verdict: 'allowed' },
    ],
  });
  expect((await judge({ plateColor: { system: 'JTT', code: '1' } })).colours).toEqual([]);
  // The type says it alone; the form of a new-energy plate has one colour.
  expect(await judge({ vehicleType: 'H11' })).toMatchObject({ verdict: 'forbidden', colours: [] });
  expect(await judge({ plate: '豫H12345D' })).toMatchObject({ verdict: 'allowed', colours: [] });
});

test('a rule that nobody signed, or of an unknown zone, changes nothing and says so', async () => {
  scene.say('registry', 'rule.stated', 'road.x', { ...ROAD_SEEDS[0]!, rule: 'road.x', entry: undefined });
  const rules = await call(office(), 'road.rules');
  expect(rules.rules.some((each) => each.rule === 'road.x')).toBe(false);
  expect(rules.refused).toMatchObject([{ kind: 'rule.stated', reason: 'not signed' }]);
  const bad = { ...ROAD_SEEDS[0]!, zones: ['月亮'], entry: undefined };
  await expect(call(office(), 'rule.state', bad)).rejects.toMatchObject({
    code: 'unknown_zone',
    record: '月亮',
  });
  await expect(call(police(), 'rule.state', ROAD_SEEDS[0]! as never)).rejects.toMatchObject({ code: 'post' });
});

test('a camera’s claim is held against the rules: a clash is shown, an open answer is none', async () => {
  camera('c1');
  camera('c2', { plate: '豫H12345D', plateColor: { system: 'JTT', code: '93' } });
  camera('c3', { plate: '豫H6K881', vehicleType: undefined, plateColor: undefined });
  const { cases, counts } = await call(police(), 'cases.desk', { line: 'road' });
  const by = Object.fromEntries(cases.map((each) => [each.id, [each.verdict, each.clash]]));
  expect(by).toEqual({ c1: ['forbidden', false], c2: ['allowed', true], c3: ['open', false] });
  expect(counts).toMatchObject({ running: 3, clash: 1 });
  // A pass code granted in time makes the first one a clash nowhere: the inner zone stays barred.
  await call(police(), 'pass.grant', {
    ...{ plate: '豫H·6K888', code: 'T1', zones: ['限行区', '禁行区'], from: '2024-11-01', to: '2024-12-31' },
  });
  const view = await call(police(), 'cases.view', { case: 'c1' });
  expect(view.judged).toMatchObject({ verdict: 'forbidden', pass: 'T1', reasons: [{ why: 'forbidden' }] });
  expect((await call(police(), 'vehicle.history', { plate: '豫h6k888' })).passes).toMatchObject([
    { code: 'T1', valid: true },
  ]);
  const { passes } = await call(office(), 'road.rules');
  expect(passes).toMatchObject({ valid: 1, list: [{ code: 'T1', plate: '豫H6K888', valid: true }] });
  await call(police(), 'pass.withdraw', { pass: passes.list[0]!.id });
  expect((await call(office(), 'road.rules')).passes).toMatchObject({ valid: 0, all: 1, list: [] });
});

test('the second hit of a pollutant in six months punishes; a false alarm does not count', async () => {
  const hit = (id: string, month: string, opacity: number) =>
    camera(
      id,
      { kind: 'emission_over_limit', readings: { btgdjg: opacity }, place: { name: '遥感 1 号线' } },
      month,
    );
  hit('e1', '2024-08', 41);
  hit('e2', '2024-12', 45);
  const first = await call(police(), 'cases.desk', { line: 'emission' });
  expect(first.cases.map((each) => [each.id, each.leads]).sort()).toEqual([
    ['e1', 'remind'],
    ['e2', 'punish'],
  ]);
  expect((await call(police(), 'cases.view', { case: 'e2' })).repeats).toMatchObject([
    { pollutant: 'opacity', value: 45, limit: 30, count: 2, with: ['e1', 'e2'], leads: 'punish' },
  ]);
  // A laptop without the months before can't say that it was the first.
  const late = { ...police(), carries: (document: string) => document.endsWith('/2024-12') };
  expect((await call(late, 'cases.view', { case: 'e2' })).repeats).toMatchObject([{ leads: 'punish' }]);
  await call(police(), 'case.advance', { case: 'e1', to: 'false_alarm' });
  expect((await call(late, 'cases.view', { case: 'e2' })).repeats).toMatchObject([
    { count: 1, leads: 'unknown' },
  ]);
  expect((await call(police(), 'cases.view', { case: 'e2' })).repeats).toMatchObject([
    { count: 1, leads: 'remind' },
  ]);
  const history = await call(police(), 'vehicle.history', { plate: '豫H6K888' });
  expect(history.items.map((each) => [each.id, each.state])).toEqual([
    ['e2', 'clue'],
    ['e1', 'false_alarm'],
  ]);
});

test('two records of one truck are shown as likely the same and joined by a person, who can take it back', async () => {
  camera('c1');
  camera('c2', { capturedAt: '2024-12-03T08:20:00+08:00' });
  camera('c3', { capturedAt: '2024-12-03T12:00:00+08:00' });
  const desk = () => call(police(), 'cases.desk', { line: 'road' });
  expect(Object.fromEntries((await desk()).cases.map((each) => [each.id, each.twins]))).toEqual({
    ...{ c1: ['c2'], c2: ['c1'], c3: [] },
  });
  await expect(call(police(), 'case.join', { case: 'c2', into: 'c9' })).rejects.toMatchObject({
    record: 'c9',
  });
  await call(police(), 'case.join', { case: 'c2', into: 'c1' });
  expect((await desk()).counts.running).toBe(2);
  expect(await call(police(), 'cases.view', { case: 'c2' })).toMatchObject({
    ...{ joinedInto: 'c1', next: [], holder: 'nobody' },
  });
  await expect(call(police(), 'case.join', { case: 'c1', into: 'c2' })).rejects.toMatchObject({
    code: 'joined',
  });
  await call(police(), 'case.join', { case: 'c2', into: null });
  expect((await desk()).counts.running).toBe(3);
});

test('the police’s list goes out without owners; results come back row by row, twice is harmless', async () => {
  camera('c1', { owner: '某人' });
  camera('c2', { plate: '豫H6K881' });
  for (const id of ['c1', 'c2']) {
    await call(police(), 'case.advance', { case: id, to: 'review' });
    await call(police(), 'case.advance', { case: id, to: 'handed_to_police' });
  }
  scene.now = at('2024-12-08T09:00:00');
  const list = await call(office(), 'handover.list', { to: 'police' });
  expect(list.rows.map((each) => [each.case, each.days])).toEqual([
    ['c1', 3],
    ['c2', 3],
  ]);
  expect(JSON.stringify(list)).not.toContain('某人');
  // Each line hands over for itself, its devices by the registry's names.
  scene.say('registry', 'device.registered', 'KK-001', {
    device: 'KK-001',
    name: '丰收路卡口',
    kind: 'camera',
  });
  camera('e1', { kind: 'black_smoke', plate: '豫H6K882', capturedAt: '2024-12-05T08:00:00+08:00' });
  for (const to of ['evidence', 'review', 'handed_to_police'])
    await call(police(), 'case.advance', { case: 'e1', to });
  const of = async (line: string) =>
    (await call(office(), 'handover.list', { to: 'police', line })).rows.map((row) => [
      row.case,
      row.deviceName,
    ]);
  expect(await of('road')).toEqual([
    ['c1', '丰收路卡口'],
    ['c2', '丰收路卡口'],
  ]);
  expect(await of('emission')).toEqual([['e1', '丰收路卡口']]);
  const rows = [
    { case: 'c1', result: '录入告知', number: '焦公 1344-1' },
    { case: 'c2', result: '销号' },
    { case: 'c9', result: '录入告知' },
    { case: 'c2', result: '罚了' },
  ];
  const report = await call(police(), 'handover.results', { rows });
  expect(report).toMatchObject({ accepted: 1, duplicates: 0 });
  expect(report.refused.map(({ index, id, field }) => [index, id, field])).toEqual([
    [1, 'c2', 'result'],
    [2, 'c9', 'case'],
    [3, 'c2', 'result'],
  ]);
  expect(await call(police(), 'handover.results', { rows: rows.slice(0, 1) })).toMatchObject({
    ...{ accepted: 0, duplicates: 1, refused: [] },
  });
  expect((await call(police(), 'cases.view', { case: 'c1' })).history.at(-1)).toMatchObject({
    ...{ stage: 'entered', note: '焦公 1344-1', by: '周立群' },
  });
});

test('evidence of a device without review or calibration is said to lack them, of an unknown one nothing', async () => {
  camera('c0', { device: 'KK-999' });
  expect((await call(police(), 'cases.desk', { line: 'road' })).cases).toMatchObject([
    { lacks: [], deviceKnown: false },
  ]);
  scene.say('registry', 'device.registered', 'KK-001', {
    ...{ device: 'KK-001', name: '丰收路卡口', kind: 'camera', county: '410802', calibratedTo: '2025-03-31' },
    legalReview: { on: '2024-10-01', number: '法审〔2024〕1 号' },
  });
  camera('c1', { place: { name: '丰收路 3 号点位', zone: '禁行区' } });
  const { cases } = await call(police(), 'cases.desk', { line: 'road' });
  expect(cases.find(({ id }) => id === 'c1')).toMatchObject({
    county: '410802',
    ...{ deviceKnown: true, device: 'KK-001', deviceName: '丰收路卡口' },
    lacks: ['technical_review', 'publication'],
  });
  expect((await call(police(), 'devices.list')).devices).toMatchObject([
    {
      ...{ id: 'KK-001', calibratedTo: '2025-03-31', publishedOn: null, technicalReview: null },
      ...{ legalReview: { on: '2024-10-01' }, lacks: ['technical_review', 'publication'] },
    },
  ]);
});
