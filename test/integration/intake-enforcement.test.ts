import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CaseState } from '../../domain/case.ts';
import { registerEnforcement } from '../../sync-server/intake/enforcement.ts';
import { type Small, smallOffice, token } from './intake-office.ts';
import { temporary } from './office.ts';

let folder: ReturnType<typeof temporary>;
let small: Small;
beforeEach(async () => {
  folder = temporary('intake-enforcement');
  small = await smallOffice(folder.path, registerEnforcement);
});
afterEach(async () => {
  await small.close();
  folder.remove();
});

function event(id: string, more: Record<string, unknown> = {}) {
  return {
    id,
    kind: 'restricted_road',
    device: 'CAM-07',
    capturedAt: '2024-11-30T08:15:30+08:00',
    plate: '豫H6K888',
    plateColor: { system: 'JTT', code: '2' },
    vehicleType: 'H11',
    place: { name: '解放路示例口', lon: 113.2, lat: 35.2, zone: '限行区' },
    media: [{ sha256: 'a'.repeat(64), kind: 'jpg' }],
    ...more,
  };
}
const send = (events: unknown[], key?: string) => small.post('/intake/enforcement', { events }, key);
const cases = (month = '2024-11') => small.office.replica.states<CaseState>('case', `cases/${month}`);

test('each event opens one case in the month of its capture, however often it is sent', async () => {
  const smoke = event('E2', { kind: 'black_smoke', plate: null, capturedAt: '2024-12-01T00:00:00+08:00' });
  const first = await send([event('E1'), smoke, event('E1')]);
  expect(first).toMatchObject({ status: 200, body: { accepted: 2, duplicates: 1, refused: [] } });
  expect((await send([event('E1'), smoke])).body).toMatchObject({ accepted: 0, duplicates: 2 });
  const moved = event('E1', { capturedAt: '2024-10-30T08:15:30+08:00' });
  expect((await send([moved])).body).toMatchObject({ accepted: 0, duplicates: 1 });
  expect(cases()).toMatchObject([
    {
      kind: 'restricted_road',
      stage: 'clue',
      plate: '豫H6K888',
      place: '解放路示例口',
      device: 'CAM-07',
      capturedAt: Date.parse('2024-11-30T08:15:30+08:00'),
    },
  ]);
  expect(cases('2024-12')).toHaveLength(1);
  expect(cases('2024-10')).toHaveLength(0);
  const entry = small.office.replica.entries('cases/2024-11')[0]!;
  expect(entry).toMatchObject({ kind: 'case.opened', subject: cases()[0]!.id });
  expect(entry.body).toMatchObject({ vehicleType: 'H11', media: [{ kind: 'jpg' }], event: 'E1' });
});

test('two operators may use the same id; a restart does not open a case twice', async () => {
  await send([event('E1')]);
  const other = token(small.office, 'operator', [], 'other cameras');
  expect((await send([event('E1')], other)).body.accepted).toBe(1);
  expect(cases()).toHaveLength(2);
  await small.close();
  small = await smallOffice(folder.path, registerEnforcement);
  expect((await send([event('E1')])).body).toMatchObject({ accepted: 0, duplicates: 1 });
});

test('good events are kept though others are refused', async () => {
  const rows = [
    event('E1'),
    'event',
    event(''),
    event('E2', { kind: 'parking' }),
    event('E3', { capturedAt: '2024-11-31T08:00:00+08:00' }),
    event('E4', { capturedAt: '1999-11-30T08:00:00+08:00' }),
    event('E5', { place: { lon: 1132 } }),
    event('E6', { media: [{ sha256: 'x' }] }),
    event('E7', { readings: 7 }),
    event('E8', { readings: null, media: null, place: null, plate: null }),
  ];
  const { status, body } = await send(rows);
  expect(status).toBe(200);
  expect(body).toMatchObject({ accepted: 2, duplicates: 0 });
  expect(body.refused.map(({ index, id, field }) => `${index} ${id} ${field}`)).toEqual([
    '1 null record',
    '2  id',
    '3 E2 kind',
    '4 E3 capturedAt',
    '5 E4 capturedAt',
    '6 E5 place.lon',
    '7 E6 media.sha256',
    '8 E7 readings',
  ]);
});

test('refused whole: no token, another role, no JSON, too many', async () => {
  expect((await small.post('/intake/enforcement', { events: [] }, null)).status).toBe(401);
  expect((await send([event('E1')], token(small.office, 'wall'))).status).toBe(403);
  expect((await small.post('/intake/enforcement', '{')).status).toBe(400);
  expect((await small.post('/intake/enforcement', { passages: [] })).status).toBe(400);
  expect((await send(Array.from({ length: 5001 }, () => 1))).status).toBe(413);
  expect(cases()).toHaveLength(0);
});
