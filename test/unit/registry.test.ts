import { expect, test } from 'vitest';
import { readable } from '../../domain/fold.ts';
import { byClock, type Entry } from '../../domain/ledger/entry.ts';
import {
  deviceFold,
  eachConnectorOnce,
  enterpriseFold,
  operatorFold,
  type StationState,
  stationFold,
  stationKeeperFold,
} from '../../domain/registry.ts';

const USCC = '91410802MA9TEST075';

function entry(kind: string, subject: string, ms: number, body: Record<string, unknown>): Entry {
  return {
    v: 1,
    id: `e-${ms}-${kind}`,
    kind,
    subject,
    at: `${String(ms).padStart(13, '0')}-0000-office`,
    by: { person: 'office', device: 'office' },
    body,
  };
}
const mill = { enterprise: USCC, name: '示例轧钢有限公司', tier: 'key_dual_high', county: '410802' };
const fold = <T>(of: { fold(entries: Entry[]): T }, entries: Entry[]) =>
  of.fold(readable(entries).sort(byClock));

test('an enterprise is what its latest readable entry says, in whatever order they came', () => {
  const first = entry('enterprise.registered', USCC, 1, { ...mill, gates: ['1'], shortName: '示例轧钢' });
  const second = entry('enterprise.registered', USCC, 2, {
    ...mill,
    gates: ['1', '2'],
    responsible: '王示例',
    expected: { 1: 12 },
  });
  const broken = entry('enterprise.registered', USCC, 3, { ...mill, gates: '1,2' });
  const want = {
    ...{ id: USCC, name: mill.name, shortName: mill.name, tier: 'key_dual_high', county: '410802' },
    ...{ gates: ['1', '2'], industry: null, expected: { 1: 12 } },
    ...{ vendors: {}, performance: null, promises: [] },
    responsible: { unit: null, person: '王示例', phone: null },
  };
  for (const order of [
    [first, second, broken],
    [broken, second, first],
    [second, first],
  ])
    expect(fold(enterpriseFold, order)).toEqual(want);
  expect(fold(enterpriseFold, [first])).toMatchObject({ shortName: '示例轧钢', responsible: null });
  expect(fold(enterpriseFold, [broken])).toBeNull();
});

test('who is responsible may be given in parts', () => {
  const body = { ...mill, gates: ['1'], responsible: { unit: '物流部', phone: '0391-0000000' } };
  expect(fold(enterpriseFold, [entry('enterprise.registered', USCC, 1, body)])).toMatchObject({
    responsible: { unit: '物流部', person: null, phone: '0391-0000000' },
  });
});

test('stations, operators and devices', () => {
  const station = {
    ...{
      station: 'S1',
      operator: 'MA9TEST07',
      name: '示例重卡充电站',
      county: '410803',
      lon: 113.18,
      lat: 35.23,
    },
    ...{ status: 50, type: 102, equipment: [{ id: 'P1', connectors: [{ id: 'C1', power: 160 }] }] },
  };
  expect(fold(stationFold, [entry('station.registered', 'S1', 1, station)])).toMatchObject({
    id: 'S1',
    address: null,
    equipment: [{ id: 'P1', name: null, connectors: [{ id: 'C1', name: null, type: null, power: 160 }] }],
  });
  expect(fold(stationFold, [entry('station.registered', 'S1', 1, { ...station, lon: '113' })])).toBeNull();
  const keeper = { station: 'S1', unit: '示例充电', person: '陈立', phone: '' };
  const said = [
    entry('station.entrusted', 'S1', 1, { ...keeper, person: '王平' }),
    entry('station.entrusted', 'S1', 2, keeper),
    // A push of the operator's is no word about who answers for it.
    entry('station.registered', 'S1', 3, station),
  ];
  expect(
    fold(
      stationKeeperFold,
      said.filter(({ kind }) => stationKeeperFold.takes(kind)),
    ),
  ).toEqual({
    ...{ id: 'S1', unit: '示例充电', person: '陈立', phone: '' },
  });
  expect(stationKeeperFold.takes('station.registered')).toBe(false);
  const operator = { operator: 'MA9TEST07', name: '示例充电' };
  expect(fold(operatorFold, [entry('operator.registered', 'MA9TEST07', 1, operator)])).toEqual({
    id: 'MA9TEST07',
    name: '示例充电',
  });
  const device = { device: 'D1', name: '解放路卡口', kind: 'camera', zone: '限行区' };
  expect(fold(deviceFold, [entry('device.registered', 'D1', 1, device)])).toEqual({
    ...{ id: 'D1', name: '解放路卡口', kind: 'camera', county: null, lon: null, lat: null, zone: '限行区' },
    fitness: { calibratedTo: null, legalReview: null, technicalReview: null, publishedOn: null },
  });
});

test('a connector that two stations name is in the one registered last', () => {
  const pile = (id: string, ...connectors: string[]) => ({
    ...{ id, name: null, type: 1, power: 320 },
    connectors: connectors.map((gun) => ({ id: gun, name: null, type: 4, power: 160 })),
  });
  const station = (id: string, at: string, ...equipment: StationState['equipment']): StationState => ({
    ...{ id, at, equipment, operator: 'MA9TEST07', name: id, county: '410803', address: null },
    ...{ stationTel: null, serviceTel: null },
    ...{ lon: 113.2, lat: 35.2, status: 50, type: 102 },
  });
  const old = station('old', '1', pile('P1', 'G1', 'G2'), pile('P2', 'G3'));
  const renumbered = station('new', '2', pile('P1', 'G1', 'G2'));
  const apart = station('apart', '3', pile('P9', 'G9'));
  for (const order of [
    [old, renumbered, apart],
    [apart, renumbered, old],
  ]) {
    const guns = new Map(
      eachConnectorOnce(order).map(({ id, equipment }) => [
        id,
        equipment.map((each) => [each.id, ...each.connectors.map((gun) => gun.id)]),
      ]),
    );
    expect(guns.get('old')).toEqual([['P2', 'G3']]);
    expect(guns.get('new')).toEqual([['P1', 'G1', 'G2']]);
    expect(guns.get('apart')).toEqual([['P9', 'G9']]);
  }
});
