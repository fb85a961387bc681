import { cpSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { formatCompact } from '../../domain/day.ts';
import type { StationState } from '../../domain/registry.ts';
import { registerChargers } from '../../sync-server/intake/chargers.ts';
import { putOperator } from '../../sync-server/intake/operators.ts';
import { decrypt, encrypt, signature } from '../../sync-server/intake/tcec-crypto.ts';
import { type Small, smallOffice } from './intake-office.ts';
import { temporary, until } from './office.ts';

const secrets = {
  secret: 'operator-secret-1',
  dataSecret: '1234567890abcdef',
  dataIv: 'fedcba0987654321',
  sigSecret: 'sig-secret-1',
};
const ID = 'MA9TEST07';
const OTHER = 'MA9TEST08';
const GUN = (n: number) => `4108030000000000000000010${n}`;
const DAY = '2024-11-30';

let folder: ReturnType<typeof temporary>;
let small: Small & { part: { flush(): void } };
let now: number;
let stand: Server | null = null;

const open = () =>
  smallOffice(
    folder.path,
    (app, office) => registerChargers(app, office, { everyMs: 30, pollMs: 60 }),
    () => now,
  );

beforeEach(async () => {
  folder = temporary('intake-chargers');
  now = Date.parse('2024-11-30T10:07:00+08:00');
  small = await open();
  for (const id of [ID, OTHER]) putOperator(small.office, { id, name: `示例充电${id}`, ...secrets });
});
afterEach(async () => {
  stand?.close();
  stand?.closeAllConnections();
  stand = null;
  await small.close();
  folder.remove();
});

interface Wire {
  operator?: string;
  token?: string | null;
  sig?: string;
  text?: string;
  lower?: boolean;
}
type Data = Record<string, unknown> | null;

/** One call as an operator's system makes it; `text` is sent in place of the JSON of `data`. */
async function call(
  path: string,
  data: unknown,
  wire: Wire = {},
): Promise<{ Ret: number; Msg: string; data: Data }> {
  const OperatorID = wire.operator ?? ID;
  const Data = encrypt(wire.text ?? JSON.stringify(data), secrets);
  const TimeStamp = formatCompact(now);
  const made = signature([OperatorID, Data, TimeStamp, '0001'], secrets);
  const Sig = wire.sig ?? (wire.lower ? made.toLowerCase() : made);
  return await raw(
    path,
    JSON.stringify({ OperatorID, Data, TimeStamp, Seq: '0001', Sig }),
    wire.token ?? null,
  );
}

async function raw(path: string, body: string, token: string | null = null) {
  const response = await fetch(`${small.url}/evcs/v1/${path}`, {
    method: 'POST',
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
    body,
  });
  expect(response.status).toBe(200);
  const { Ret, Msg, Data, Sig } = (await response.json()) as Record<string, string> & { Ret: number };
  if (Sig) expect(Sig).toBe(signature([Ret, Msg!, Data!], secrets));
  return { Ret, Msg: Msg!, data: Data ? (JSON.parse(decrypt(Data, secrets)!) as Data) : null };
}

async function login(operator = ID): Promise<string> {
  const asked = { OperatorID: operator, OperatorSecret: secrets.secret };
  const { data } = await call('query_token', asked, { operator });
  expect(data).toMatchObject({ SuccStat: 0, FailReason: 0, TokenAvailableTime: 7200 });
  return String(data!.AccessToken);
}

function station(id = '410803000001', guns = [1, 2], more: Record<string, unknown> = {}) {
  return {
    StationID: id,
    OperatorID: ID,
    StationName: '示例重卡充电站',
    AreaCode: '410803',
    StationStatus: 50,
    StationLng: 113.182946,
    StationLat: 35.236819,
    EquipmentInfos: [
      {
        EquipmentID: `${id}01`,
        EquipmentType: 1,
        Power: 320,
        ConnectorInfos: guns.map((n) => ({ ConnectorID: GUN(n), ConnectorType: 4, Power: 160 })),
      },
    ],
    ...more,
  };
}
const push = (n: number, status: unknown, token: string, more: Wire = {}) =>
  call(
    'notification_stationStatus',
    { ConnectorStatusInfo: { ConnectorID: GUN(n), Status: status, ParkStatus: 50 } },
    { token, ...more },
  );

function shown<T>(key: string, day = DAY): T | null {
  small.part.flush();
  return (small.office.replica.gauge(`chargers/${day}`)?.get(key) as T | undefined) ?? null;
}
const stations = () => small.office.replica.states<StationState>('station');

test('tokens: a wrong secret is told in the data, a wrong signature by 4001', async () => {
  const asked = { OperatorID: ID, OperatorSecret: 'no' };
  expect(await call('query_token', asked)).toMatchObject({ Ret: 0, data: { SuccStat: 1, FailReason: 2 } });
  const strange = { OperatorID: OTHER, OperatorSecret: secrets.secret };
  expect(await call('query_token', strange)).toMatchObject({ Ret: 0, data: { SuccStat: 1, FailReason: 1 } });
  expect(await call('query_token', asked, { sig: 'D2D584A1' })).toMatchObject({ Ret: 4001, data: null });
  const first = await login();
  const second = await login();
  expect(second).not.toBe(first);
  for (const token of [first, second]) expect((await push(1, 1, token)).Ret).toBe(0);
  now += 7_201_000;
  expect((await push(1, 1, first)).Ret).toBe(4002);
});

test('answers are looked at in the order 4003, 4001, 4002, 4004', async () => {
  const token = await login();
  for (const body of ['not JSON', '[]', '{}', JSON.stringify({ OperatorID: ID, Data: 'x' }), ''])
    expect(await raw('notification_stationStatus', body, token)).toMatchObject({ Ret: 4003 });
  expect((await push(1, 1, token, { operator: 'NOBODY', sig: 'x' })).Ret).toBe(4003);
  expect((await push(1, 7, 'no token', { sig: 'wrong' })).Ret).toBe(4001);
  expect((await push(1, 7, 'no token')).Ret).toBe(4002);
  expect((await push(1, 1, token, { operator: OTHER })).Ret).toBe(4002);
  expect((await push(1, 7, token)).Ret).toBe(4004);
  expect((await call('notification_stationStatus', {}, { token, text: '{"a":1,}' })).Ret).toBe(4004);
  const nameless = { ConnectorStatusInfo: { Status: 1 } };
  expect(await call('notification_stationStatus', nameless, { token })).toMatchObject({ Ret: 4004 });
  expect((await push(1, 1, token, { lower: true })).data).toEqual({ Status: 0 });
});

test('a status for a connector nobody knows is kept aside and counts once its station is known', async () => {
  const token = await login();
  expect((await push(1, 3, token)).Ret).toBe(0);
  const at = now;
  expect(shown(`connector/${GUN(1)}`)).toBeNull();
  now += 60_000;
  const info = await call('notification_stationInfo', { StationInfo: station() }, { token });
  expect(info).toMatchObject({ Ret: 0, data: { Status: 0 } });
  expect(stations()).toMatchObject([
    { id: '410803000001', operator: ID, county: '410803', equipment: [{ connectors: [{ power: 160 }, {}] }] },
  ]);
  expect(shown(`connector/${GUN(1)}`)).toEqual({
    station: '410803000001',
    status: 3,
    since: at,
    reportedAt: at,
  });
  expect(shown(`connector/${GUN(2)}`)).toBeNull();
  expect(shown<{ samples: unknown[] }>('station/410803000001')!.samples[40]).toEqual([1, 0, 0, 0, 0]);
});

test('the deviations of the field', async () => {
  const token = await login();
  const lower = { connectorID: GUN(1), status: '2' };
  await call('notification_stationInfo', station(), { token });
  await call('notification_stationStatus', { ConnectorStatusInfo: [lower] }, { token });
  expect(shown(`connector/${GUN(1)}`)).toMatchObject({ status: 2 });
  await call('notification_stationStatus', { ConnectorID: GUN(2), Status: 255 }, { token });
  expect(shown(`connector/${GUN(2)}`)).toMatchObject({ status: 255 });
  const mixed = [{ ConnectorID: GUN(1), Status: 1 }, { ConnectorID: GUN(2), Status: 77 }, { Status: 1 }];
  const answer = await call('notification_stationStatus', { ConnectorStatusInfo: mixed }, { token });
  expect(answer.Ret).toBe(4004);
  expect(answer.Msg).toMatch(/record 1: .*record 2: /);
  expect(shown(`connector/${GUN(1)}`)).toMatchObject({ status: 1 });
});

test('a station makes an entry only where something changed; since stays while the status does', async () => {
  const token = await login();
  const entries = () =>
    small.office.replica.entries('registry').filter(({ kind }) => kind === 'station.registered').length;
  for (let n = 0; n < 3; n++) await call('notification_stationInfo', { StationInfo: station() }, { token });
  expect(entries()).toBe(1);
  const renamed = { StationInfo: station('410803000001', [1, 2], { StationName: '示例站二' }) };
  await call('notification_stationInfo', renamed, { token });
  expect(entries()).toBe(2);
  await push(1, 1, token);
  const since = now;
  now += 120_000;
  await push(1, 1, token);
  expect(shown(`connector/${GUN(1)}`)).toMatchObject({ status: 1, since, reportedAt: now });
  now += 60_000;
  await push(1, 3, token);
  expect(shown(`connector/${GUN(1)}`)).toMatchObject({ status: 3, since: now });
});

test('an operator speaks for its own stations and connectors alone', async () => {
  const token = await login();
  await call('notification_stationInfo', { StationInfo: station() }, { token });
  await push(1, 1, token);
  const wire = { operator: OTHER, token: await login(OTHER) };
  expect((await push(1, 255, wire.token, wire)).Ret).toBe(4004);
  const taken = { StationInfo: station('410803000001', [8], { StationName: '夺' }) };
  expect((await call('notification_stationInfo', taken, wire)).Ret).toBe(4004);
  const hijack = { StationInfo: station('410803000009', [1, 8]) };
  expect((await call('notification_stationInfo', hijack, wire)).Ret).toBe(4004);
  expect(stations()).toHaveLength(1);
  expect(shown(`connector/${GUN(1)}`)).toMatchObject({ status: 1, station: '410803000001' });
});

test('orders count once, on the day they ended, also where the station is known later', async () => {
  const token = await login();
  const order = (seq: string, n: number, kwh: number, end: string) => ({
    StartChargeSeq: `${ID}${seq}`,
    ConnectorID: GUN(n),
    StartTime: '2024-11-29 23:30:00',
    EndTime: end,
    TotalPower: kwh,
    TotalElecMoney: 78.85,
    TotalSeviceMoney: 26.28,
    TotalMoney: 105.13,
  });
  const send = (data: unknown) => call('notification_charge_order_info', data, { token });
  const first = order('001', 1, 100.1, '2024-11-30 00:10:00');
  const answer = { StartChargeSeq: first.StartChargeSeq, ConnectorID: GUN(1), ConfirmResult: 0 };
  for (let n = 0; n < 2; n++) expect(await send(first)).toMatchObject({ Ret: 0, data: answer });
  await call('notification_stationInfo', { StationInfo: station() }, { token });
  await send(order('002', 2, 50.2, '2024-11-30 09:00:00'));
  await send(order('003', 2, 7, '2024-11-29 23:59:00'));
  expect(shown('station/410803000001')).toMatchObject({ kwh: 150.3 });
  expect(shown('station/410803000001', '2024-11-29')).toMatchObject({ kwh: 7 });
  expect((await send({ ...first, StartChargeSeq: '' })).Ret).toBe(4004);
});

test('silence longer than fifteen minutes is a gap; a new day starts from the last values', async () => {
  const token = await login();
  await call('notification_stationInfo', { StationInfo: station() }, { token });
  await push(1, 3, token);
  const before = now;
  now += 40 * 60_000;
  await push(2, 1, token);
  const gap = [before, now];
  await small.close();
  small = await open();
  expect(shown(`operator/${ID}`)).toEqual({ lastAt: now, gaps: [gap] });
  now = Date.parse('2024-12-01T00:00:01+08:00');
  expect(shown(`connector/${GUN(1)}`, '2024-12-01')).toMatchObject({ status: 3, reportedAt: before });
  expect(shown(`operator/${ID}`, '2024-12-01')).toMatchObject({ gaps: [] });
});

test('what was answered is on the disk, published or not', async () => {
  await small.close();
  const slow = { everyMs: 1e8, pollMs: 1e8 };
  small = await smallOffice(
    folder.path,
    (app, office) => registerChargers(app, office, slow),
    () => now,
  );
  const token = await login();
  await call('notification_stationInfo', { StationInfo: station() }, { token });
  await push(1, 4, token);
  const order = {
    StartChargeSeq: `${ID}9`,
    ConnectorID: GUN(1),
    EndTime: '2024-11-20 09:00:00',
    TotalPower: 5,
  };
  await call('notification_charge_order_info', order, { token });
  const image = temporary('intake-image');
  // The files as a power cut would leave them.
  cpSync(folder.path, image.path, { recursive: true });
  await small.close();
  folder.remove();
  folder = image;
  small = await open();
  expect(shown(`connector/${GUN(1)}`)).toMatchObject({ status: 4 });
  expect(shown('station/410803000001', '2024-11-20')).toMatchObject({ kwh: 5 });
  expect((await push(1, 1, token)).Ret).toBe(0);
});

/** An operator's own system: counts what it is asked, answers from `state`. */
function standIn(state: { guns: number[]; status: number; fail: boolean; token: string }) {
  const asked: { path: string; data: Record<string, unknown>; token: string | undefined }[] = [];
  const answer = (path: string, data: Record<string, unknown>): unknown => {
    if (path === 'query_token')
      return {
        OperatorID: ID,
        SuccStat: 0,
        AccessToken: state.token,
        TokenAvailableTime: 7200,
        FailReason: 0,
      };
    if (path === 'query_stations_info') {
      const page = Number(data.PageNo);
      const n = state.guns[page - 1]!;
      return { PageNo: page, PageCount: state.guns.length, StationInfos: [station(`4108030000${n}`, [n])] };
    }
    const ids = data.StationIDs as string[];
    const infos = ids.map((id) => ({
      stationID: id,
      ConnectorStatusInfos: [{ connectorID: GUN(Number(id.slice(-1))), Status: state.status }],
    }));
    return { Total: String(ids.length), StationStatusInfos: infos };
  };
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const part of request) text += part;
    const sent = JSON.parse(text) as Record<string, string>;
    const path = request.url!.split('/').at(-1)!;
    const token = request.headers.authorization?.slice(7);
    const good = signature([sent.OperatorID!, sent.Data!, sent.TimeStamp!, sent.Seq!], secrets) === sent.Sig;
    const data = JSON.parse(decrypt(sent.Data!, secrets)!) as Record<string, unknown>;
    asked.push({ path, data, token });
    const Ret = state.fail ? 500 : !good ? 4001 : path !== 'query_token' && token !== state.token ? 4002 : 0;
    const Data = Ret === 0 ? encrypt(JSON.stringify(answer(path, data)), secrets) : '';
    response.end(
      JSON.stringify({ Ret, Msg: '', Data, Sig: signature([Ret, '', Data], secrets).toLowerCase() }),
    );
  });
  return { server, asked };
}

test('an operator with an address is asked, page by page, again after it failed and with a new token', async () => {
  const state = { guns: [1, 2, 3], status: 3, fail: true, token: 'first' };
  const { server, asked } = standIn(state);
  stand = server;
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  putOperator(small.office, { id: ID, name: '示例充电', ...secrets, address: `http://127.0.0.1:${port}` });
  await until(() => asked.length >= 5);
  state.fail = false;
  await until(() => shown<{ status: number }>(`connector/${GUN(3)}`)?.status === 3);
  expect(stations().map(({ id }) => id)).toEqual(['41080300001', '41080300002', '41080300003']);
  expect(asked.find(({ path }) => path === 'query_token')?.data).toEqual({
    OperatorID: ID,
    OperatorSecret: secrets.secret,
  });
  expect(asked.find(({ path }) => path === 'query_station_status')?.data).toEqual({
    StationIDs: ['41080300001', '41080300002', '41080300003'],
  });
  Object.assign(state, { token: 'second', status: 255 });
  now += 60_000;
  await until(() => shown<{ status: number }>(`connector/${GUN(1)}`)?.status === 255);
  expect(shown(`connector/${GUN(1)}`)).toMatchObject({ since: now, reportedAt: now });
  const entries = small.office.replica
    .entries('registry')
    .filter(({ kind }) => kind === 'station.registered');
  expect(entries).toHaveLength(3);
});

test('secrets that were changed are in force for the next request, and stand in no document', async () => {
  const token = await login();
  putOperator(small.office, { id: ID, name: '示例充电', ...secrets, sigSecret: 'another' });
  const data = encrypt('{}', secrets);
  const stamp = formatCompact(now);
  const body = { OperatorID: ID, Data: data, TimeStamp: stamp, Seq: '0001' };
  const Sig = signature([ID, data, stamp, '0001'], secrets);
  const response = await fetch(`${small.url}/evcs/v1/notification_stationStatus`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ ...body, Sig }),
  });
  expect(await response.json()).toMatchObject({ Ret: 4001 });
  expect(JSON.stringify(small.office.replica.entries('registry'))).not.toMatch(/secret|another/);
});
