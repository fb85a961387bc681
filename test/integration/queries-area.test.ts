import { afterEach, beforeEach, expect, test } from 'vitest';
import { call } from './queries.call.ts';
import { Scene } from './queries.context.ts';

const DAY = '2024-12-05';
const [ZHONGZHAN, MACUN] = ['410803', '410804'] as const;
const PLANT = '91410804MA9TEST001';
let scene: Scene;
beforeEach(() => {
  scene = new Scene();
  scene.person('xu', '徐静波', '中站大队', 'field');
  for (const [id, county] of [
    ['KK-1', ZHONGZHAN],
    ['KK-2', MACUN],
  ] as const)
    scene.say('registry', 'device.registered', id, {
      ...{ device: id, name: `${id} 点位`, kind: 'camera', county, lon: null, lat: null, zone: null },
    });
  scene.say('registry', 'enterprise.registered', PLANT, {
    ...{
      enterprise: PLANT,
      name: '怀川焦化有限公司',
      tier: 'key_dual_high',
      county: MACUN,
      gates: ['1', '2'],
    },
  });
});
afterEach(() => scene.close());
const xu = () => scene.as('xu');

function camera(id: string, more: Record<string, unknown>) {
  scene.say('cases/2024-12', 'case.opened', id, {
    ...{ kind: 'restricted_road', plate: `豫H${id}`, capturedAt: `${DAY}T08:00:00+08:00`, ...more },
  });
}
const check = (n: number, more: Record<string, unknown>) =>
  call(xu(), 'check.record', {
    ...{ kind: 'emission', result: 'fit', plate: `豫H0000${n}`, at: `${DAY}T0${n}:00:00+08:00`, ...more },
  } as never);

test('cases of an area: by their place, by their camera, and what says no county; the rest is counted, not hidden in silence', async () => {
  camera('c1', { place: { name: '丰收路', county: ZHONGZHAN } });
  camera('c2', { device: 'KK-1' });
  camera('c3', { device: 'KK-2' });
  camera('c4', { place: { name: '马村区东环路' } });
  camera('c5', {});
  const desk = (counties?: string[]) =>
    call(xu(), 'cases.desk', { line: 'road', ...(counties && { counties }) });
  const near = await desk([ZHONGZHAN]);
  expect(near.cases.map(({ id }) => id).sort()).toEqual(['c1', 'c2', 'c5']);
  expect(near).toMatchObject({ area: { outside: 2, unplaced: 1 }, counts: { running: 3 }, more: 0 });
  const all = await desk();
  expect(all).toMatchObject({ area: { outside: 0, unplaced: 0 }, counts: { running: 5 } });
  expect((await desk([ZHONGZHAN, MACUN])).cases).toHaveLength(5);
});

test('checks of an area: a count at a gate is where the enterprise is', async () => {
  await check(1, { place: { name: '李封路口', county: ZHONGZHAN } });
  await check(2, { place: { name: '李封路口', county: MACUN } });
  await check(3, { kind: 'gate_count', enterprise: PLANT, gate: '1', counted: 3, plate: undefined });
  await check(4, {});
  const list = (counties: string[]) => call(xu(), 'checks.list', { mine: true, counties });
  const near = await list([MACUN]);
  expect(near.checks.map(({ kind, county }) => [kind, county])).toEqual([
    ['emission', null],
    ['gate_count', null],
    ['emission', MACUN],
  ]);
  expect(near.area).toEqual({ outside: 1, unplaced: 1 });
  expect((await list([])).checks).toHaveLength(4);
});

test('the form’s lists begin with the area, also where earlier months are not carried', async () => {
  await check(1, { place: { name: '东环路口', county: MACUN } });
  await check(2, { place: { name: '李封路口', county: ZHONGZHAN } });
  scene.person('he', '何志远', '马村大队', 'field');
  const alone = (counties: string[]) => {
    const context = xu();
    const carries = (document: string) => document !== 'checks/2024-11';
    const choice = () => ({ from: DAY, to: DAY, families: [], counties, files: [] });
    return { ...context, carries, local: { ...context.local, choice } };
  };
  const lists = await call(alone([MACUN]), 'field.lists');
  expect(lists.places.map(({ name, county }) => [name, county])).toEqual([
    ['东环路口', MACUN],
    ['KK-2 点位', MACUN],
    ['李封路口', ZHONGZHAN],
    ['KK-1 点位', ZHONGZHAN],
  ]);
  expect(lists.enterprises).toEqual([
    { id: PLANT, name: '怀川焦化有限公司', county: MACUN, gates: ['1', '2'], near: true },
  ]);
  expect(lists.officers.map(({ name }) => name).sort()).toEqual(['何志远', '徐静波']);
  expect((await call(alone([ZHONGZHAN]), 'field.lists')).places.map(({ near }) => near)).toEqual([
    ...[true, true, false, false],
  ]);
  expect((await call(alone([]), 'field.lists')).places[0]).toMatchObject({ name: '李封路口', near: true });
});
