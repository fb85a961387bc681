import { expect, test } from 'vitest';
import { startOfDay } from '../../domain/day.ts';
import {
  readEnvelope,
  readInner,
  readOrder,
  readStationPage,
  readStationStatuses,
  readStations,
  readStatuses,
  readTokenRequest,
} from '../../domain/tcec.ts';

const connector = '41080300000000000000000101';
const station = {
  StationID: '410803000001',
  OperatorID: 'MA9TEST07',
  StationName: '示例重卡充电站',
  AreaCode: '410803',
  StationStatus: 50,
  StationLng: 113.182946,
  StationLat: 35.236819,
  EquipmentInfos: [
    {
      EquipmentID: '41080300000000000000001',
      EquipmentType: 1,
      Power: 320.0,
      ConnectorInfos: [{ ConnectorID: connector, ConnectorName: 'A枪', ConnectorType: 4, Power: 160.0 }],
    },
  ],
};

test('the envelope, and the field that makes it 4003', () => {
  const body = {
    OperatorID: '123456789',
    Data: 'abc=',
    TimeStamp: '20180120165755',
    Seq: '0001',
    Sig: 'D2D584A1',
  };
  expect(readEnvelope(body)).toMatchObject({ ok: true, value: { operatorId: '123456789', seq: '0001' } });
  for (const [wrong, field] of [
    [{ Data: undefined }, 'Data'],
    [{ OperatorID: '' }, 'OperatorID'],
    [{ TimeStamp: '20181320165755' }, 'TimeStamp'],
    [{ TimeStamp: 'now' }, 'TimeStamp'],
    [{ Seq: 'x' }, 'Seq'],
    [{ Sig: null }, 'Sig'],
  ] as const)
    expect(readEnvelope({ ...body, ...wrong })).toMatchObject({ ok: false, problem: { field } });
  for (const none of [null, [], 'text', 3]) expect(readEnvelope(none).ok).toBe(false);
});

test('inner JSON is strict: the trailing comma of appendix C.3 is none', () => {
  expect(readInner('{"a":1}')).toEqual({ ok: true, value: { a: 1 } });
  expect(readInner('{"a":1,}')).toEqual({ ok: false, problem: { field: 'Data', reason: 'not JSON' } });
});

test('token requests', () => {
  expect(readTokenRequest({ operatorID: '123456789', OperatorSecret: 's' })).toEqual({
    ok: true,
    value: { operatorId: '123456789', secret: 's' },
  });
  expect(readTokenRequest({ OperatorID: '1' })).toMatchObject({
    ok: false,
    problem: { field: 'OperatorSecret' },
  });
});

test('a station in each wrapping, and with the least that is asked for', () => {
  for (const data of [
    { StationInfo: station },
    { StationInfo: [station] },
    { StationInfos: [station] },
    station,
  ]) {
    const { values, bad } = readStations(data);
    expect(bad).toEqual([]);
    expect(values[0]).toMatchObject({ id: '410803000001', areaCode: '410803', status: 50, lon: 113.182946 });
    expect(values[0]).toMatchObject({ stationTel: null, serviceTel: null });
    expect(values[0]!.equipment[0]!.connectors[0]).toEqual({
      id: connector,
      name: 'A枪',
      type: 4,
      power: 160,
    });
  }
  const text = {
    ...station,
    StationLng: '113.18',
    StationLat: '35.23',
    AreaCode: 410803,
    StationStatus: '50',
  };
  // A telephone written as a number is one; a station without any is a station.
  const phones = readStations({ ...station, stationTel: '0391-5550001', ServiceTel: 4000000001 }).values[0];
  expect(phones).toMatchObject({ stationTel: '0391-5550001', serviceTel: '4000000001' });
  expect(readStations({ ...station, ServiceTel: '' }).values[0]).toMatchObject({ serviceTel: null });
  expect(readStations({ stationInfo: text }).values[0]).toMatchObject({ lon: 113.18, areaCode: '410803' });
});

test('a station refused says which field, and the one beside it is kept', () => {
  for (const [wrong, field] of [
    [{ StationID: undefined }, 'StationID'],
    [{ StationName: '' }, 'StationName'],
    [{ StationStatus: 7 }, 'StationStatus'],
    [{ AreaCode: '中站' }, 'AreaCode'],
    [{ StationLng: 'east' }, 'StationLng'],
    [{ StationLat: 99 }, 'StationLat'],
    [{ EquipmentInfos: undefined }, 'EquipmentInfos'],
    [{ EquipmentInfos: [{ EquipmentID: '1' }] }, 'ConnectorInfos'],
    [{ EquipmentInfos: [{ EquipmentID: '1', ConnectorInfos: [{}] }] }, 'ConnectorID'],
  ] as const) {
    const read = readStations({ StationInfos: [{ ...station, ...wrong }, station] });
    expect(read.bad.map((each) => [each.index, each.field])).toEqual([[0, field]]);
    expect(read.values.length).toBe(1);
  }
  expect(readStations([]).bad).toHaveLength(1);
});

test('statuses: object, list, lower-case letters, text; the table is closed', () => {
  const good = { connectorId: connector, status: 255, parkStatus: 10, lockStatus: 0 };
  const info = { ConnectorID: connector, Status: 255, ParkStatus: 10, LockStatus: 0 };
  for (const data of [
    { ConnectorStatusInfo: info },
    { ConnectorStatusInfo: [info] },
    info,
    { connectorStatusInfo: { connectorID: connector, status: '255', parkStatus: 10, lockStatus: '0' } },
  ])
    expect(readStatuses(data)).toEqual({ values: [good], bad: [] });
  expect(readStatuses({ ConnectorStatusInfo: { ConnectorID: connector, Status: 9 } }).bad[0]).toMatchObject({
    field: 'Status',
  });
  expect(readStatuses({ ConnectorStatusInfo: { Status: 3 } }).bad[0]).toMatchObject({ field: 'ConnectorID' });
  expect(readStatuses({}).bad).toHaveLength(1);
  expect(readStatuses(null).bad).toHaveLength(1);
});

test('pages and polls', () => {
  expect(
    readStationPage({ PageNo: '1', PageCount: '3', ItemSize: 1, StationInfos: [station] }),
  ).toMatchObject({
    ok: true,
    value: { page: 1, pages: 3, stations: { values: [{ id: '410803000001' }] } },
  });
  const poll = {
    Total: '1',
    StationStatusInfos: [
      { stationID: 'S1', ConnectorStatusInfos: { ConnectorID: connector, Status: 3 } },
      { StationID: 'S2', ConnectorStatusInfos: [] },
    ],
  };
  expect(readStationStatuses(poll)).toMatchObject({
    ok: true,
    value: [
      { stationId: 'S1', statuses: { values: [{ connectorId: connector, status: 3 }] } },
      { stationId: 'S2', statuses: { values: [] } },
    ],
  });
  expect(readStationStatuses({ StationStatusInfos: [{}] })).toMatchObject({
    ok: false,
    problem: { field: 'StationID' },
  });
});

test('orders in either spelling; money is integer fen', () => {
  const order = {
    StartChargeSeq: 'MA9TEST07202411140000000001',
    ConnectorID: connector,
    StarTime: '2024-11-14 09:02:11',
    EndTime: '2024-11-14 09:49:30',
    TotalPower: 131.42,
    TotalElecMoney: 78.85,
    TotalServiceMoney: '26.28',
    TotalMoney: 105.13,
    SubPeriod: 1,
  };
  expect(readOrder(order)).toMatchObject({
    ok: true,
    value: {
      startAt: startOfDay('2024-11-14') + (9 * 3600 + 2 * 60 + 11) * 1000,
      kwh: 131.42,
      electricityFen: 7885,
      serviceFen: 2628,
      totalFen: 10513,
      periods: 1,
    },
  });
  expect(readOrder({ ...order, TotalServiceMoney: undefined, TotalSeviceMoney: 1 })).toMatchObject({
    value: { serviceFen: 100 },
  });
  for (const [wrong, field] of [
    [{ StartChargeSeq: '' }, 'StartChargeSeq'],
    [{ ConnectorID: null }, 'ConnectorID'],
    [{ ConnectorID: 1e25 }, 'ConnectorID'],
    [{ EndTime: '2024-11-14' }, 'EndTime'],
    [{ EndTime: '2024-11-14 09:00:00' }, 'EndTime'],
    [{ TotalPower: -1 }, 'TotalPower'],
  ] as const)
    expect(readOrder({ ...order, ...wrong })).toMatchObject({ ok: false, problem: { field } });
});
