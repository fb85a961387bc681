import { afterEach, beforeEach, expect, test } from 'vitest';
import { call } from './queries.call.ts';
import { Scene } from './queries.context.ts';

let scene: Scene;
beforeEach(() => {
  scene = new Scene();
});
afterEach(() => scene.close());

function enterprise(id: string, name: string, person = '马村刘学军') {
  scene.say('registry', 'enterprise.registered', id, {
    ...{ enterprise: id, name, tier: 'key_dual_high', county: '410804', gates: ['1'] },
    responsible: { person },
  });
}

function carCase(id: string, plate: string | null, month: string, place = '李封路口') {
  scene.say(`cases/${month}`, 'case.opened', id, {
    ...{ kind: 'restricted_road', plate, capturedAt: `${month}-03T08:00:00+08:00`, place: { name: place } },
  });
}

const find = (text: string, more = {}) => call(scene.as('clerk', 'office'), 'search.find', { text, ...more });

test('plates are found with or without their dot, in part, and in any width of letters', async () => {
  carCase('c1', '豫H·6K888', '2024-11');
  carCase('c2', '豫H12345D', '2024-12');
  for (const text of ['豫H6K888', '豫H·6K888', 'h6k8', 'ｋ８８８', '6k88'])
    expect((await find(text)).hits.map((hit) => [hit.id, hit.title])).toEqual([['c1', '豫H·6K888']]);
  expect((await find('李封')).hits.map((hit) => hit.id)).toEqual(['c2', 'c1']);
  expect((await find('没有')).hits).toEqual([]);
  expect((await find('  ')).hits).toEqual([]);
});

test('enterprises and people are found by name, by initials and by whole pinyin', async () => {
  enterprise('E1', '怀川焦化有限公司', '刘学军');
  enterprise('E2', '丹河煤电有限公司', '何志远');
  scene.person('p1', '何志远', '沁阳市人民政府', 'county:410882');
  const ids = async (text: string) => (await find(text)).hits.map((hit) => hit.id);
  expect(await ids('怀川')).toEqual(['E1']);
  expect(await ids('hcjh')).toEqual(['E1']);
  expect(await ids('danhe')).toEqual(['E2']);
  expect(await ids('何志远')).toEqual(['E2', 'p1']);
  expect(await ids('hzy')).toEqual(['p1']);
  expect((await find('hcjh')).hits[0]).toMatchObject({
    noun: 'enterprise',
    bySound: true,
    document: 'registry',
  });
});

test('a name that was changed is found by the new one alone', async () => {
  enterprise('E1', '怀川焦化有限公司');
  enterprise('E1', '沁北焦化有限公司');
  expect((await find('怀川')).hits).toEqual([]);
  expect((await find('沁北')).hits).toHaveLength(1);
});

test('of each noun the first, and the word that there are more', async () => {
  for (let n = 10; n < 30; n++) carCase(`c${n}`, `豫H6K8${n}`, '2024-12');
  const found = await find('6K8', { most: 5 });
  expect(found.hits).toHaveLength(5);
  expect(found.more).toEqual(['case']);
});

test('hundreds of cases that hold a text hide no enterprise that does', async () => {
  enterprise('E1', '怀川焦化有限公司');
  for (let n = 100; n < 900; n++) carCase(`c${n}`, `豫H6K${n}`, '2024-12', '怀川焦化东门');
  const found = await find('怀川焦化');
  expect(found.hits[0]!.id).toBe('E1');
  expect(found.more).toEqual(['case']);
});

test('the words are a projection: rebuilt they are the same', async () => {
  enterprise('E1', '怀川焦化有限公司（集团）');
  carCase('c1', '豫H6K888', '2024-11');
  const digest = scene.replica.projectionDigest();
  scene.replica.rebuild();
  expect(scene.replica.projectionDigest()).toBe(digest);
  // Shown as it is written, found by either width of the brackets.
  expect((await find('(集团)')).hits[0]!.title).toBe('怀川焦化有限公司（集团）');
});

test('trucks of the fleet are found by plate, owner and VIN; one that was struck off says so', async () => {
  const truck = (id: string, body: Record<string, unknown>) =>
    scene.say('fleet', 'fleet.registered', id, { on: '2024-06-01', ...body });
  truck('t1', { plate: '豫H·12345D', vin: 'ljzdemveh00000001', owner: '示例云台运输有限公司' });
  truck('t2', { plate: '豫H54321D', owner: '示例云台运输有限公司' });
  scene.say('fleet', 'fleet.struck', 't2', { on: '2024-11-01' });
  const of = async (text: string) =>
    (await find(text)).hits.map(({ id, title, struck }) => [id, title, struck]).sort();
  expect(await of('豫H12345D')).toEqual([['t1', '豫H·12345D', undefined]]);
  expect(await of('EH00000001')).toEqual([['t1', '豫H·12345D', undefined]]);
  expect(await of('云台运输')).toEqual([
    ['t1', '豫H·12345D', undefined],
    ['t2', '豫H·54321D', true],
  ]);
  expect((await find('12345D')).hits[0]).toMatchObject({ noun: 'truck', document: 'fleet' });
  // What cannot be read of a registration is not known, and the truck is in service all the same.
  truck('t3', { plate: 7, vin: '' });
  expect((await find('t3')).hits).toEqual([]);
});

test('meetings are found by title, day, place and sound; a case and a check say whose desk has them', async () => {
  const body = { title: '第十二次调度会', number: 12, at: '2024-12-05T15:00:00+08:00', place: '三楼会议室' };
  scene.say('actions', 'meeting.created', 'm1', body);
  scene.say('cases/2024-12', 'case.opened', 'c1', {
    ...{ kind: 'black_smoke', plate: '豫H6K888', capturedAt: '2024-12-03T08:00:00+08:00' },
    place: { name: '丰收路三楼' },
  });
  const ids = async (text: string) => (await find(text)).hits.map(({ noun, id }) => `${noun} ${id}`);
  for (const text of ['调度会', '2024-12-05', 'ddh']) expect(await ids(text)).toEqual(['meeting m1']);
  expect(await ids('三楼')).toEqual(['meeting m1', 'case c1']);
  const check = { kind: 'emission', result: 'fit', plate: '豫H6K888', at: '2024-12-03T08:00:00+08:00' };
  scene.say('checks/2024-12', 'check.recorded', 'k1', check);
  const [opened, checked] = (await find('6k888')).hits;
  expect(opened).toMatchObject({ id: 'c1', line: 'emission' });
  expect(checked).toMatchObject({ noun: 'check', line: 'emission' });
});
