import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { judge } from '../../domain/gate.ts';
import { detailOf } from '../../domain/gate-detail.ts';
import type { Json } from '../../domain/ledger/canonical.ts';
import type { Passage } from '../../domain/passage.ts';
import { call } from './queries.call.ts';
import { at, Scene } from './queries.context.ts';

const DAY = '2024-12-05';
const A = '91410804MA9TEST001';
let scene: Scene;
beforeEach(() => {
  scene = new Scene();
  scene.person('xu', '徐静波', '中站大队', 'field');
});
afterEach(() => scene.close());
const xu = () => scene.as('xu');

test('a check keeps its officers, record and place; a count is held against the passages of that hour', async () => {
  const passage = (id: string, minute: number): Passage => ({
    ...{ id, enterprise: A, gate: '1', direction: 'out', at: at(`${DAY}T08:00:00`) + minute * 60_000 },
    ...{ released: true, plate: `豫H0000${id}D`, revision: 0, vehicleType: 'Q11' },
    plateColor: { system: 'TEXT', code: 'YELLOW_GREEN', norm: 'YELLOW_GREEN' },
  });
  const passages = [passage('1', 5), passage('2', 40), passage('3', 70)];
  const detail = gzipSync(JSON.stringify(detailOf(A, DAY, passages, judge(passages, { day: DAY }))));
  const { id } = await call(xu(), 'check.record', {
    ...{ kind: 'gate_count', result: 'unfit', enterprise: A, gate: '1', counted: 4, green: 2 },
    ...{ at: `${DAY}T09:00:00+08:00`, from: `${DAY}T08:00:00+08:00`, to: `${DAY}T09:00:00+08:00` },
    officers: [
      { name: '徐静波', certificate: '豫 H-0231' },
      { name: '王磊', certificate: '豫 H-0245' },
    ],
    record: { text: '门卫称二号门停用。', party: 'refused' },
    place: { name: '怀川焦化 1 号门', county: '410804' },
  });
  expect(await call(xu(), 'checks.view', { check: id })).toMatchObject({
    ...{ compared: null, notDownloaded: true, officers: [2, 2] },
    body: { record: { party: 'refused' } },
  });
  const hash = scene.blobs.write(detail);
  scene.replica.setGauge(`gates/${DAY}`, { [A]: { detail: hash } } as unknown as Record<string, Json>);
  expect((await call(xu(), 'checks.view', { check: id })).compared).toEqual({
    ...{ received: { counted: 2, green: 2 }, missing: 2, missingGreen: 0, verdict: 'fewer_received' },
  });
});

test('coverage names the counties where nothing was checked; twins are shown and joined by a person', async () => {
  const one = (plate: string, minute: number) =>
    call(xu(), 'check.record', {
      ...{ kind: 'emission', result: 'fit', plate, place: { name: '李封路口', county: '410803' } },
      ...{ at: `${DAY}T08:${String(minute).padStart(2, '0')}:00+08:00`, officers: ['徐静波'] },
    });
  const first = await one('豫H6K888', 0);
  const second = await one('豫H·6K888', 20);
  const list = await call(xu(), 'checks.list', { mine: true });
  expect(list.checks.map((each) => [each.id, each.twins])).toEqual([
    [second.id, [first.id]],
    [first.id, [second.id]],
  ]);
  await call(xu(), 'check.join', { check: second.id, into: first.id });
  const found = await call(xu(), 'checks.coverage', { weeks: 2 });
  expect(found).toMatchObject({ total: 1, twoOfficers: { of: 1, full: 0 } });
  expect(found.counties).toHaveLength(11);
  expect(found.counties.filter((each) => each.total > 0)).toMatchObject([
    { county: '410803', byWeek: [0, 1] },
  ]);
  expect(found.points).toMatchObject([{ point: '李封路口', total: 1 }]);
});

test('weeks of a month that this console does not carry are not said to be without checks', async () => {
  await call(xu(), 'check.record', { kind: 'road', result: 'fit', at: `${DAY}T08:00:00+08:00` });
  const alone = { ...xu(), carries: (document: string) => document !== 'checks/2024-11' };
  await expect(call(alone, 'checks.coverage', { weeks: 4 })).rejects.toMatchObject({
    ...{ code: 'not_carried', record: 'checks/2024-11' },
  });
  expect((await call(alone, 'checks.coverage', { weeks: 1 })).total).toBe(1);
  expect((await call(alone, 'enforcement.board')).checks).toMatchObject({ month: 1, coverage: null });
  expect((await call(xu(), 'enforcement.board')).checks?.coverage?.weeks).toHaveLength(4);
});
