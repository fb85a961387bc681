import { expect, test } from 'vitest';
import { chargerDay, thin } from '../../city/chargers.ts';
import { chargingOperators, gunDay, statusAt } from '../../city/stations.ts';
import { decrypt, encrypt, envelope, open, sign } from '../../city/tcec.ts';
import { dayOf, endOfDay, parseCompact, startOfDay } from '../../domain/day.ts';
import { readStations } from '../../domain/tcec.ts';

const text = '1234567890abcdef';
const secrets = { operatorSecret: text, dataSecret: text, dataIv: text, sigSecret: text };

/** DOMAIN.md 1.4. */
test('vector 1: a token request', () => {
  const plain = '{"OperatorID":"123456789",\n"OperatorSecret":"1234567890abcdef"}';
  const at = parseCompact('20180120165755')!;
  expect(envelope('123456789', secrets, plain, at, 1)).toEqual({
    OperatorID: '123456789',
    Data: 'mYvffpNoFf4E/ZTC1tOw41TC5OlkEobfAYCm5N8hEusaLUaUIqOrXtdbMrSck0DSmfM7mRuOGMoCQzH0nWPGuw==',
    TimeStamp: '20180120165755',
    Seq: '0001',
    Sig: 'D2D584A14F3F284445DF85D0E8C0697C',
  });
});

const tokenAnswer =
  'uxeKP0ezR5yL8xSg4/ZCDh/N91/u86NXFxd2DrwZVW8zCPYcpl59Twz/yQZ3RaO4rDDrGmkvQignmNEJ+k4PGxdmIC+4fpJ8rU6osSobY+AeA0uueuQ5+eQiWBL6p6v5XMMm91brtK8yfFELYUWQzVcxABnAwK/+dyxtUhqLIxUpkwTEU/4ktN40df9IzzlLO5uvUknPGYu9yL0pp5w9vdRxmA1RiiTDNCysz6klr9bunGV3VJa2qpLcgeZMf/oG';

test('vector 2: a token answer', () => {
  const answer = { Ret: 0, Msg: '', Data: tokenAnswer, Sig: '58E52010C7DEE87FE183B0AFA5B2BE30' };
  expect(open(secrets, answer)).toMatchObject({ SuccStat: 0, TokenAvailableTime: 7200, FailReason: 0 });
  expect(open(secrets, { ...answer, Sig: answer.Sig.toLowerCase() })).toMatchObject({ SuccStat: 0 });
  expect(() => open(secrets, { ...answer, Ret: 1 })).toThrow('wrongly signed');
});

test('vector 3: Appendix C.3, whose JSON has a comma too many', () => {
  const data =
    'il7B0BSEjFdzpyKzfOFpvg/Se1CP802RItKYFPfSLRxJ3jf0bVl9hvYOEktPAYW2nd7S8MBcyHYyacHKbISq5iTmDzG+ivnR+SZJv3USNTYVMz9rCQVSxd0cLlqsJauko79NnwQJbzDTyLooYoIwz75qBOH2/xOMirpeEqRJrF/EQjWekJmGk9RtboXePu2rka+Xm51syBPhiXJAq0GfbfaFu9tNqs/e2Vjja/ltE1M0lqvxfXQ6da6HrThsm5id4ClZFIi0acRfrsPLRixS/IQYtksxghvJwbqOsbIsITail9Ayy4tKcogeEZiOO+4Ed264NSKmk7l3wKwJLAFjCFogBx8GE3OBz4pqcAn/ydA=';
  expect(sign(text, '123456789', data, '20160729142400', '0001')).toBe('745166E8C43C84D37FFEC0F529C4136F');
  const plain = decrypt(secrets, data);
  expect(() => JSON.parse(plain)).toThrow();
  expect(encrypt(secrets, plain)).toBe(data);
});

const DAY = '2024-11-20';
const operators = chargingOperators(1, 8);
const guns = operators.flatMap((operator) =>
  operator.stations.flatMap(({ connectors }) => connectors.map((connector) => ({ operator, connector }))),
);

test('about as many stations, piles and guns as the plan asks for, with ids of the standard’s lengths', () => {
  expect(guns.length).toBeGreaterThan(120);
  expect(new Set(guns.map(({ connector }) => connector.id)).size).toBe(guns.length);
  for (const { operator, connector } of guns) {
    expect(operator.id).toMatch(/^[0-9A-Z]{9}$/);
    expect([connector.equipment.length, connector.id.length]).toEqual([23, 26]);
  }
});

test('the office’s reader takes every station as it is', () => {
  for (const { info } of operators.flatMap(({ stations }) => stations)) {
    const { values, bad } = readStations({ StationInfo: info });
    expect(bad).toEqual([]);
    expect(values[0]!.equipment.length).toBeGreaterThan(0);
    expect(values[0]!.stationTel).toMatch(/^0391-5550\d{3}$/);
    expect(values[0]!.serviceTel).toMatch(/^4000000\d{3}$/);
  }
});

test('statuses follow one another, and a day begins with the status of the last one', () => {
  const follows: Record<number, number[]> = {
    1: [2, 4, 255, 0, 1],
    4: [2],
    2: [3, 1],
    3: [2],
    255: [1],
    0: [1],
  };
  for (const { operator, connector } of guns.slice(0, 60)) {
    const { changes } = gunDay(1, operator.id, connector, DAY);
    let status = statusAt(1, operator.id, connector, startOfDay(DAY) - 1);
    for (const change of changes) {
      expect(dayOf(change.at)).toBe(DAY);
      expect(follows[status]).toContain(change.status);
      status = change.status;
    }
    expect(statusAt(1, operator.id, connector, endOfDay(DAY) - 1)).toBe(status);
  }
});

test('each status occurs, and guns are used about as truck stations are', () => {
  const seen = new Set<number>();
  let visits = 0;
  let energy = 0;
  const ids = new Set<unknown>();
  for (const { operator, connector } of guns) {
    const { changes, orders } = gunDay(1, operator.id, connector, DAY);
    for (const { status } of changes) seen.add(status);
    for (const { order } of orders) {
      expect(String(order.StartChargeSeq)).toHaveLength(27);
      ids.add(order.StartChargeSeq);
      visits++;
      energy += order.TotalPower as number;
    }
  }
  expect([...seen].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 255]);
  expect(ids.size).toBe(visits);
  expect(visits / guns.length).toBeGreaterThan(1.5);
  expect(visits / guns.length).toBeLessThan(6);
  expect(energy / visits).toBeGreaterThan(90);
  expect(energy / visits).toBeLessThan(220);
});

test('of what is due together, every order goes and each gun’s latest status', () => {
  const operator = operators[0]!;
  const items = chargerDay(1, operator, DAY);
  const sent = thin(items);
  expect(sent.filter(({ kind }) => kind === 'order')).toEqual(items.filter(({ kind }) => kind === 'order'));
  const guns = operator.stations.flatMap(({ connectors }) => connectors);
  const statuses = new Map(
    sent.flatMap((item) => (item.kind === 'order' ? [] : [[item.connector.id, item.status]])),
  );
  expect(sent.length - sent.filter(({ kind }) => kind === 'order').length).toBe(guns.length);
  for (const gun of guns) expect(statuses.get(gun.id)).toBe(statusAt(1, operator.id, gun, endOfDay(DAY) - 1));
});

test('an operator that repeats nothing is silent where nothing changes', () => {
  const kinds = (index: number) => new Set(chargerDay(1, operators[index]!, DAY).map(({ kind }) => kind));
  expect(kinds(0)).toContain('repeat');
  expect(kinds(3)).not.toContain('repeat');
});
