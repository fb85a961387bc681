import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ledgerRows } from '../../domain/enterprise-rows.ts';
import { judge } from '../../domain/gate.ts';
import type { GateCounters } from '../../domain/gate-day.ts';
import { detailOf } from '../../domain/gate-detail.ts';
import type { Json } from '../../domain/ledger/canonical.ts';
import type { Passage } from '../../domain/passage.ts';
import { book } from '../unit/table.books.ts';
import { call } from './queries.call.ts';
import { at, NOW, Scene } from './queries.context.ts';

let scene: Scene;
const DAY = '2024-12-04';
const A = '91410804MA9TEST001';
const B = '91410803MA9TEST002';
const C = '91410825MA9TEST003';

beforeEach(() => {
  scene = new Scene();
  scene.person('clerk', '林海', '市生态环境局', 'office');
  scene.person('source', '赵明远', '市生态环境局', 'leader:source');
  for (const [id, name, tier, county] of [
    [A, '怀川焦化有限公司', 'key_dual_high', '410804'],
    [B, '许衡建材有限公司', 'other_gated', '410803'],
  ] as const)
    scene.say('registry', 'enterprise.registered', id, {
      ...{ enterprise: id, name, tier, county, gates: ['1'] },
      promises: [{ carrier: '示例运输', trucks: 12, dueOn: '2024-11-30' }, { trucks: 'x' }],
      performance: { grade: 'B', aim: 'A', path: [{ step: 'county', state: '初审通过', on: '2024-11-20' }] },
    });
});
afterEach(() => scene.close());

const clerk = () => scene.as('clerk');

function counters(released: number, green: number, more: Partial<GateCounters> = {}): GateCounters {
  const seen = { lastAt: NOW - 60_000, heartbeatAt: NOW - 30_000, cameras: 2, queued: 0 };
  return {
    ...{ released, green, unread: 0, suspect: 0, strict: green, unknownClass: 0, refused: 0, manualLifts: 0 },
    ...{ received: released, declared: { '1': released }, receivedByGate: { '1': released } },
    hours: Array.from({ length: 24 }, () => [0, 0, 0]),
    ...{ left: {}, gates: { '1': seen }, lastAt: NOW - 60_000, detail: null, asOf: NOW - 30_000 },
    ...more,
  };
}
const gauge = (date: string, values: Record<string, GateCounters>) =>
  scene.replica.setGauge(`gates/${date}`, values as unknown as Record<string, Json>);

/** What the office does with a weighty entry that reaches it. */
const receipted = (id: string) =>
  scene.receipt('gate-days/2024-12', scene.replica.entry('gate-days/2024-12', id)!);

test('a day is closed where declared is received; else it needs a waiver with a reason', async () => {
  gauge(DAY, { [A]: counters(100, 70), [B]: counters(50, 40, { declared: { '1': 52 } }) });
  const table = () => call(clerk(), 'gateDays.closing', { date: DAY });
  expect((await table()).rows.map(({ enterprise, state }) => [enterprise, state])).toEqual([
    [B, 'waiver_needed'],
    [A, 'ready'],
  ]);
  await expect(call(clerk(), 'gateDay.close', { date: DAY, enterprise: B })).rejects.toMatchObject({
    ...{ code: 'not_matching', record: B, message: expect.stringContaining('1: 52 ≠ 50') },
  });
  const report = await call(clerk(), 'gateDay.closeAll', { date: DAY });
  expect(report).toMatchObject({ accepted: 1, refused: [{ id: B, reason: '52 ≠ 50' }] });
  expect((await table()).rows.find((each) => each.enterprise === A)!.state).toBe('signed');
  receipted(report.id);
  const [, closed] = (await table()).rows;
  expect(closed).toMatchObject({ enterprise: A, state: 'final', closed: { by: '林海' } });
  const waived = await call(clerk(), 'gateDay.close', {
    date: DAY,
    enterprise: B,
    reason: '断网两小时，纸质台账已核',
  });
  receipted(waived.id);
  const row = (await table()).rows.find((each) => each.enterprise === B)!;
  expect(row).toMatchObject({ state: 'final', waiver: { reason: '断网两小时，纸质台账已核', by: '林海' } });
  await expect(call(clerk(), 'gateDay.close', { date: DAY, enterprise: B })).rejects.toMatchObject({
    code: 'day_closed',
  });
  // What comes later stands beside it.
  gauge(DAY, { [A]: counters(110, 75, { corrections: 10 }), [B]: counters(50, 40) });
  expect((await table()).rows.find((each) => each.enterprise === A)).toMatchObject({
    released: 100,
    late: 10,
  });
});

test('a waiver speaks of its own numbers: what moved since needs another', async () => {
  gauge(DAY, { [B]: counters(50, 40, { declared: { '1': 52 } }) });
  await call(clerk(), 'gateDay.waive', { date: DAY, enterprise: B, reason: '补传中' });
  const state = async () =>
    (await call(clerk(), 'gateDays.closing', { date: DAY })).rows.find((each) => each.enterprise === B)!
      .state;
  expect(await state()).toBe('waived');
  gauge(DAY, { [B]: counters(51, 40, { declared: { '1': 52 } }) });
  expect(await state()).toBe('waiver_needed');
});

test('no group closes its own figures, no running day is closed', async () => {
  gauge(DAY, { [A]: counters(100, 70) });
  const source = scene.as('source');
  const { acts } = await call(source, 'me');
  expect(acts).toEqual(expect.arrayContaining(['gateDay.settle', 'gateDay.dispute', 'calendar.state']));
  expect(acts.filter((act) => /^gateDay\.(close|waive|correct|answer)/.test(act))).toEqual([]);
  await expect(call(source, 'gateDay.close', { date: DAY, enterprise: A })).rejects.toMatchObject({
    code: 'post',
  });
  await expect(call(clerk(), 'gateDay.close', { date: '2024-12-05', enterprise: A })).rejects.toMatchObject({
    code: 'day_open',
  });
  await expect(call(clerk(), 'gateDay.close', { date: DAY, enterprise: 'X' })).rejects.toMatchObject({
    code: 'unknown_enterprise',
  });
});

test('doubtful reads are a queue; what a person settled leaves it, a later revision comes back', async () => {
  const passage = (
    id: string,
    plate: string | null,
    norm: 'YELLOW' | 'YELLOW_GREEN',
    revision = 0,
  ): Passage => ({
    ...{
      id,
      enterprise: A,
      gate: '1',
      direction: 'out',
      at: at(`${DAY}T08:00:00`),
      released: true,
      plate,
      revision,
    },
    ...{ vehicleType: 'Q11', plateColor: { system: 'TEXT', code: norm, norm } },
  });
  const show = (passages: Passage[]) => {
    const detail = gzipSync(JSON.stringify(detailOf(A, DAY, passages, judge(passages, { day: DAY }))));
    gauge(DAY, { [A]: counters(4, 2, { detail: scene.blobs.write(detail) }) });
  };
  show([
    passage('p1', '豫H12345', 'YELLOW_GREEN'),
    passage('p2', null, 'YELLOW'),
    passage('p3', '豫H54321D', 'YELLOW'),
    passage('p4', '豫H6K888', 'YELLOW'),
  ]);
  const queue = async () =>
    Object.fromEntries(
      (await call(clerk(), 'gates.doubtful', { date: DAY, enterprise: A })).reads.map((each) => [
        each.passage,
        each.doubt,
      ]),
    );
  expect(await queue()).toEqual({ p1: 'short_green', p2: 'unread', p3: 'disagree' });
  await call(scene.as('source'), 'gateDay.settle', {
    ...{ date: DAY, enterprise: A, passage: 'p1', plate: '豫H12345D', reason: '车头照片可见末位 D' },
  });
  expect(await queue()).toEqual({ p2: 'unread', p3: 'disagree' });
  expect((await call(clerk(), 'gates.doubtful', { date: DAY, enterprise: A })).settled).toMatchObject([
    { passage: 'p1', plate: '豫H12345D', by: '赵明远' },
  ]);
  show([passage('p1', '豫H12345', 'YELLOW_GREEN', 1)]);
  expect(await queue()).toEqual({ p1: 'short_green' });
});

test('a dispute has its limit and its answer; the first answer counts', async () => {
  scene.now = at('2024-12-05T09:00:00');
  const { id } = await call(clerk(), 'gateDay.dispute', {
    ...{ date: DAY, enterprise: A, who: '怀川焦化 李主任', ground: '2 号门漏报 14 车次' },
  });
  const list = async () => (await call(clerk(), 'gateDays.disputes', { enterprise: A })).disputes;
  // Five working days after a Thursday.
  expect(await list()).toMatchObject([{ id, dueOn: '2024-12-12', state: 'open', answer: null }]);
  scene.now = at('2024-12-13T09:00:00');
  expect((await list())[0]!.state).toBe('overdue');
  await call(clerk(), 'gateDay.answer', { dispute: id, outcome: 'partly', text: '补计 9 车次，作更正。' });
  expect((await list())[0]).toMatchObject({ state: 'answered', answer: { outcome: 'partly', by: '林海' } });
  await expect(
    call(clerk(), 'gateDay.answer', { dispute: id, outcome: 'rejected', text: '—' }),
  ).rejects.toMatchObject({ code: 'answered' });
  await expect(
    call(clerk(), 'gateDay.correct', { date: DAY, enterprise: A, reason: '更正', green: 79 }),
  ).rejects.toMatchObject({ code: 'day_open' });
});

test('what it takes: the sum of what each lacks, never what a group lacks on the whole', async () => {
  gauge('2024-12-05', { [A]: counters(100, 61), [B]: counters(50, 50) });
  const now = await call(clerk(), 'gates.takes');
  // 80 of 100 wanted, 61 there; the other tier's surplus makes up for nothing.
  expect(now.enterprises.find((each) => each.enterprise === A)).toMatchObject({
    ...{ now: { trips: 19, trucks: 10 }, next: { trips: 29, trucks: 15, value: 90, dueOn: '2024-12-31' } },
    promised: 12,
  });
  expect(now.city.now).toEqual({ trips: 19, trucks: 10 });
  expect(now.counties.find((each) => each.county === '410803')!.now).toEqual({ trips: 0, trucks: 0 });
  expect(now.fleet).toEqual({ inService: null, promised: 24 });
});

test('an enterprise’s page: what cannot be read of a promise is left out, a plan over the new year holds', async () => {
  gauge('2024-12-05', { [A]: counters(100, 61, { manualLifts: 3 }) });
  await call(scene.as('source'), 'calendar.state', {
    ...{ enterprise: A, plan: 'staggered', from: '2024-12-01', to: '2025-03-15' },
  });
  const page = await call(clerk(), 'enterprise.view', { enterprise: A });
  expect(page).toMatchObject({
    ...{ promises: [{ carrier: '示例运输', trucks: 12 }], plan: { now: 'staggered' } },
    performance: { grade: 'B', aim: 'A', path: [{ step: 'county' }] },
  });
  expect(page.lifts.at(-1)).toEqual({ date: '2024-12-05', lifts: 3 });
  scene.now = at('2025-01-10T09:00:00');
  gauge('2025-01-10', { [A]: counters(10, 6) });
  const list = await call(clerk(), 'enterprises.list');
  expect(list.enterprises.find((each) => each.enterprise === A)!.plan).toBe('staggered');
  await call(clerk(), 'enterprise.state', { enterprise: A, industry: '焦化' });
  expect(await call(clerk(), 'enterprise.view', { enterprise: A })).toMatchObject({
    ...{ industry: '焦化', name: '怀川焦化有限公司', promises: [{ trucks: 12 }] },
  });
});

test('a ledger from a workbook: read part by part, registered row by row, harmless twice', async () => {
  const bytes = await book((made) => {
    const rows = [
      [C, '示例新企业', '其他门禁', '温县', '1、2'],
      [A, '怀川焦化（新名）', '重点双高', '马村区', '1'],
    ];
    made.addWorksheet('名册').addRows([['统一社会信用代码', '企业名称', '类别', '县市区', '道闸'], ...rows]);
  });
  const half = bytes.length >> 1;
  const read = (part: Buffer, upload: string | null, last: boolean) =>
    call(clerk(), 'table.read', { upload, part: part.toString('base64'), last });
  const first = await read(bytes.subarray(0, half), null, false);
  expect(first.table).toBeNull();
  const { table } = await read(bytes.subarray(half), first.upload, true);
  const { writes } = ledgerRows(table!);
  const write = () =>
    Promise.all(writes.map(({ input }) => call(clerk(), 'enterprise.register', { ...input })));
  const made = await write();
  expect(await write()).toEqual(made);
  const list = await call(clerk(), 'enterprises.list', {});
  expect(list.enterprises.find(({ enterprise }) => enterprise === C)).toMatchObject({
    ...{ name: '示例新企业', county: '410825', tier: 'other_gated' },
  });
  // Of one that was registered before, what the table does not say stays.
  expect(await call(clerk(), 'enterprise.view', { enterprise: A })).toMatchObject({
    ...{ name: '怀川焦化（新名）', performance: { grade: 'B' }, promises: [{ trucks: 12 }] },
  });
  const bad = { enterprise: 'X', name: 'x', tier: 'other_gated', county: '410825', gates: ['1'] };
  for (const [input, record] of [
    [bad, 'enterprise.registered'],
    [{ ...bad, enterprise: C, county: '410100' }, 'enterprise.registered'],
  ] as const)
    await expect(call(clerk(), 'enterprise.register', input)).rejects.toMatchObject({
      code: 'bad_input',
      record,
    });
  await expect(
    call(scene.as('source'), 'enterprise.register', { ...bad, enterprise: C }),
  ).rejects.toMatchObject({ code: 'post' });
});

test('a promise is an entry: no list, no edit and no other promise takes it away; a list says only what differs', async () => {
  const promises = async () =>
    (await call(clerk(), 'enterprise.view', { enterprise: A })).promises.map(({ id: _, ...each }) => each);
  const listed = { carrier: '示例运输', contract: null, trucks: 12, dueOn: '2024-11-30' };
  const said = { carrier: '云台运输', contract: '2024-3', trucks: 8, dueOn: '2024-12-31' };
  const { id } = await call(clerk(), 'promise.state', { enterprise: A, ...said });
  // Somebody who knew nothing of it edits the registration.
  await call(clerk(), 'enterprise.state', { enterprise: A, industry: '焦化' });
  expect(await promises()).toEqual([listed, said]);
  await call(clerk(), 'promise.state', { enterprise: A, promise: id, ...said, trucks: 9 });
  const [first] = (await call(clerk(), 'enterprise.view', { enterprise: A })).promises;
  await call(clerk(), 'promise.withdraw', { enterprise: A, promise: first!.id, reason: '合同终止' });
  expect(await promises()).toEqual([{ ...said, trucks: 9 }]);
  const again = { enterprise: A, promise: first!.id, ...listed };
  await expect(call(clerk(), 'promise.state', again)).rejects.toMatchObject({ code: 'unknown_promise' });
  const entries = () => scene.replica.entries('registry').length;
  const before = entries();
  const wanted = [{ ...said, trucks: 9 }, listed, { ...listed, dueOn: '2025-06-30', trucks: 20 }];
  await call(clerk(), 'promise.list', { enterprise: A, promises: wanted });
  expect(entries()).toBe(before + 2);
  await call(clerk(), 'promise.list', { enterprise: A, promises: wanted });
  expect(entries()).toBe(before + 2);
  expect(await promises()).toEqual(wanted);
  expect(
    (await call(clerk(), 'gates.takes')).enterprises.find((each) => each.enterprise === A),
  ).toMatchObject({
    promised: 12,
  });
  await expect(call(scene.as('source'), 'promise.state', { enterprise: A, ...said })).rejects.toMatchObject({
    code: 'post',
  });
});

test('an alert carries its notice, holds from its hour, and is lifted once', async () => {
  scene.now = at('2024-12-05T11:00:00');
  const notice = { issuer: '市污染防治攻坚办', number: '示例〔2024〕12 号', area: '全市' };
  const { id } = await call(clerk(), 'alert.raise', {
    ...{ level: 'orange', from: '2024-12-05T12:00:00+08:00', until: '2024-12-08T00:00:00+08:00', ...notice },
  });
  const now = () => call(clerk(), 'alerts.list', {});
  expect(await now()).toMatchObject({ holding: null, alerts: [{ id, state: 'coming', ...notice }] });
  scene.now = at('2024-12-05T12:00:00');
  expect(await now()).toMatchObject({ holding: id, alerts: [{ state: 'holds', liftedAt: null }] });
  await call(clerk(), 'alert.lift', { alert: id, at: '2024-12-06T08:00:00+08:00' });
  // It holds until the hour at which it is lifted.
  expect(await now()).toMatchObject({ holding: id, alerts: [{ state: 'holds' }] });
  scene.now = at('2024-12-06T08:00:00');
  expect(await now()).toMatchObject({ holding: null, alerts: [{ state: 'lifted' }] });
  await expect(call(clerk(), 'alert.lift', { alert: id })).rejects.toMatchObject({ code: 'lifted' });
});
