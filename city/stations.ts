/** Charging operators, their stations for heavy trucks, and what each gun does over time. Pure. */
import { addDays, endOfDay, isoShanghai, startOfDay } from '../domain/day.ts';
import { counties, enterpriseName, organisationCode, signs } from './names.ts';
import { type Random, random } from './random.ts';

/** How an operator's software departs from the standard (DOMAIN.md 1.7), and how it behaves. */
export interface Manner {
  lowerCaseSig: boolean;
  statusAsArray: boolean;
  lowerCaseFields: boolean;
  /** Pushes statuses before its stations are known. */
  eager: boolean;
  /** Minutes between two pushes of an unchanged status; 0: says nothing until it changes. */
  repeatMinutes: number;
}

export interface Connector {
  id: string;
  equipment: string;
  station: string;
  kilowatts: number;
}

export interface Station {
  id: string;
  /** As notification_stationInfo carries it (DOMAIN.md 1.6). */
  info: Record<string, unknown>;
  connectors: Connector[];
}

export interface ChargingOperator {
  /** Organisation code, 9 signs. */
  id: string;
  name: string;
  manner: Manner;
  stations: Station[];
}

const manners: Manner[] = [
  { lowerCaseSig: false, statusAsArray: false, lowerCaseFields: false, eager: false, repeatMinutes: 10 },
  { lowerCaseSig: true, statusAsArray: false, lowerCaseFields: true, eager: false, repeatMinutes: 10 },
  { lowerCaseSig: false, statusAsArray: true, lowerCaseFields: false, eager: true, repeatMinutes: 5 },
  // This one goes stale on the wall: nothing is heard of a gun that nobody uses.
  { lowerCaseSig: false, statusAsArray: false, lowerCaseFields: false, eager: false, repeatMinutes: 0 },
];

/** `count` stations of a seed; every two of them one operator's, as long as manners last. */
export function chargingOperators(seed: number, count: number): ChargingOperator[] {
  const chance = random(seed, 'operators');
  const taken = new Set<string>();
  const operators = Array.from({ length: Math.min(manners.length, Math.ceil(count / 2)) }, (_, i) => {
    const name = enterpriseName(chance, counties[i]!, 'power', taken).replace(/(热电|发电)/, '充电');
    const id = organisationCode(`MA9C${signs(seed, 2)}${signs(i, 2)}`);
    return { id, name, manner: manners[i]!, stations: [] as Station[] };
  });
  for (let i = 0; i < count; i++) {
    const operator = operators[i % operators.length]!;
    operator.stations.push(station(seed, i, operator));
  }
  return operators;
}

function station(seed: number, index: number, operator: { id: string; name: string }): Station {
  const chance = random(seed, 'station', index);
  const county = counties[(index * 4 + 1) % counties.length]!;
  const id = `${county.code}${String(index + 1).padStart(6, '0')}`;
  const piles = chance.int(8, 16);
  const kilowatts = chance.pick([160, 180, 240]);
  const connectors: Connector[] = [];
  const equipments = Array.from({ length: piles }, (_, pile) => {
    const equipment = `${id}${String(pile + 1).padStart(11, '0')}`;
    const guns = ['A', 'B'].map((letter, gun) => {
      const connector = `${equipment}${String(gun + 1).padStart(3, '0')}`;
      connectors.push({ id: connector, equipment, station: id, kilowatts });
      return {
        ConnectorID: connector,
        ConnectorName: `${letter}枪`,
        ConnectorType: 4,
        VoltageUpperLimits: 1000,
        VoltageLowerLimits: 200,
        Current: 250,
        Power: kilowatts,
        ParkNo: String(pile * 2 + gun + 1).padStart(2, '0'),
        NationalStandard: 2,
      };
    });
    return {
      EquipmentID: equipment,
      ManufacturerID: 'MA9DEMO00',
      EquipmentModel: `DC-${kilowatts * 2}`,
      ProductionDate: '2024-06-18',
      EquipmentType: 1,
      Power: kilowatts * 2,
      EquipmentName: `${pile + 1}号桩`,
      ConnectorInfos: guns,
    };
  });
  const town = chance.pick(county.towns);
  const info = {
    StationID: id,
    OperatorID: operator.id,
    EquipmentOwnerID: operator.id,
    StationName: `${town}重卡充电站${index + 1}号`,
    CountryCode: 'CN',
    AreaCode: county.code,
    Address: `${county.name}${town}货运通道${chance.int(1, 200)}号`,
    StationTel: `0391-5550${String(index + 1).padStart(3, '0')}`,
    ServiceTel: `4000000${String(index + 1).padStart(3, '0')}`,
    StationType: 102,
    StationStatus: 50,
    ParkNums: piles * 2,
    StationLng: Number((county.lon + chance.between(-0.03, 0.03)).toFixed(6)),
    StationLat: Number((county.lat + chance.between(-0.02, 0.02)).toFixed(6)),
    Construction: 5,
    BusineHours: '全天',
    SupportOrder: 0,
    EquipmentInfos: equipments,
  };
  return { id, info, connectors };
}

export interface StatusChange {
  at: number;
  connector: Connector;
  /** ConnectorStatus of T/CEC 102: 0, 1, 2, 3, 4, 255. */
  status: number;
}

export interface ChargeOrder {
  at: number;
  order: Record<string, unknown>;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * A gun's day: status changes and finished orders from 00:00 to 24:00. Each gun's own round of a day starts at a
 * minute of its own, when it is idle, so that no session is cut and the city's guns never stand idle together.
 */
export function gunDay(
  seed: number,
  operator: string,
  connector: Connector,
  day: string,
): { changes: StatusChange[]; orders: ChargeOrder[] } {
  const [from, to] = [startOfDay(day), endOfDay(day)];
  const both = [addDays(day, -1), day].map((each) => round(seed, operator, connector, each));
  const within = ({ at }: { at: number }) => at >= from && at < to;
  return {
    changes: both.flatMap(({ changes }) => changes).filter(within),
    orders: both.flatMap(({ orders }) => orders).filter(within),
  };
}

/** What a gun is at a moment: its last change. */
export function statusAt(seed: number, operator: string, connector: Connector, at: number): number {
  const day = isoShanghai(at).slice(0, 10);
  const changes = [addDays(day, -1), day].flatMap((each) => round(seed, operator, connector, each).changes);
  return changes.findLast((change) => change.at <= at)?.status ?? 1;
}

/**
 * One round: some three visits, about 133 kWh each (truck stations in Changzhi, DOMAIN.md 1.8), now and then a
 * reservation before, a fault or a lost line between.
 */
function round(seed: number, operator: string, connector: Connector, day: string) {
  const start = startOfDay(day) + random(seed, 'anchor', connector.id).int(0, 1439) * MINUTE_MS;
  const chance = random(seed, 'gun', connector.id, day);
  const changes: StatusChange[] = [];
  const orders: ChargeOrder[] = [];
  const end = start + DAY_MS;
  let now = start;
  const change = (status: number, minutes: number) => {
    changes.push({ at: now, connector, status });
    now += Math.round(minutes * 60) * 1000;
  };
  for (let serial = 1; ; serial++) {
    change(1, chance.between(30, 500) * (chance.chance(0.4) ? 0.25 : 1));
    const minutes = Math.min(110, Math.max(18, 48 + chance.normal() * 15));
    // The session and its tail must fit before the round ends.
    if (now + (minutes + 60) * MINUTE_MS > end) break;
    if (chance.chance(0.012)) {
      change(chance.chance(0.7) ? 255 : 0, chance.between(20, Math.max(21, (end - now) / MINUTE_MS - 60)));
      continue;
    }
    if (chance.chance(0.08)) change(4, chance.between(5, 20));
    change(2, chance.between(1, 4));
    const began = now;
    change(3, minutes);
    orders.push({ at: now + 15_000, order: order(chance, operator, connector, day, serial, began, now) });
    change(2, chance.between(2, 14));
  }
  // An idle gun stays so until the next round begins, also where it was idle when this one ran out.
  return { changes: changes.filter(({ at }) => at < end), orders };
}

const localTime = (ms: number) => isoShanghai(ms).slice(0, 19).replace('T', ' ');
const cents = (value: number) => Math.round(value * 100) / 100;

function order(
  chance: Random,
  operator: string,
  connector: Connector,
  day: string,
  serial: number,
  from: number,
  to: number,
): Record<string, unknown> {
  const energy = cents(((to - from) / 3_600_000) * connector.kilowatts * chance.between(0.85, 1));
  const [price, service] = [0.62, 0.2];
  const gun = signs(Number(connector.id.slice(6, 12)), 2) + connector.id.slice(-5);
  return {
    // 27 signs: operator, day, serial.
    StartChargeSeq: `${operator}${day.replaceAll('-', '')}${gun}${String(serial).padStart(3, '0')}`,
    ConnectorID: connector.id,
    StartTime: localTime(from),
    EndTime: localTime(to),
    TotalPower: energy,
    TotalElecMoney: cents(energy * price),
    TotalSeviceMoney: cents(energy * service),
    TotalMoney: cents(cents(energy * price) + cents(energy * service)),
    StopReason: Number(chance.weighted({ 2: 80, 0: 15, 1: 3, 3: 1, 4: 1 })),
    SumPeriod: 0,
    ChargeDetails: [],
  };
}
