import { connectorState, isStationStatus } from './charger.ts';
import { parseCompact, parseLocalTime } from './day.ts';

/**
 * The pure part of T/CEC 102: envelope, return codes, and readers of decrypted payloads that survive what operators
 * really send (DOMAIN.md 1.7): other capitals, the standard's own misspellings and their corrections, one object in
 * place of a list, numbers as text. Signature and cipher are the server's.
 */

/** Return codes (DOMAIN.md 1.3), looked at in the order 4003, 4001, 4002, 4004 (CONTRACT.md). */
export const RET = {
  ok: 0,
  signature: 4001,
  token: 4002,
  /** Missing or wrong fields of the envelope; also an operator that is not known. */
  fields: 4003,
  /** Broken inner JSON, a missing id, an unknown status. */
  business: 4004,
  server: 500,
  busy: -1,
} as const;

/** `FailReason` of query_token. */
export const FAIL = { none: 0, noOperator: 1, wrongSecret: 2 } as const;

export interface Problem {
  field: string;
  reason: string;
}
export type Read<T> = { ok: true; value: T } | { ok: false; problem: Problem };
/** A list where each record stands for itself: good ones are kept though others are refused. */
export interface Many<T> {
  values: T[];
  bad: (Problem & { index: number })[];
}

export interface Envelope {
  operatorId: string;
  data: string;
  /** As sent: the signature covers these very texts. */
  timeStamp: string;
  seq: string;
  sig: string;
  /** Epoch ms of `timeStamp`. */
  at: number;
}

class Unreadable extends Error {
  readonly problem: Problem;
  constructor(field: string, reason: string) {
    super(`${field}: ${reason}`);
    this.problem = { field, reason };
  }
}

function attempt<T>(read: () => T): Read<T> {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, problem: error.problem };
    throw error;
  }
}

/** An object whose fields are found whatever their capitals. */
class Fields {
  private readonly byName = new Map<string, unknown>();

  constructor(value: unknown, field: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new Unreadable(field, 'not an object');
    for (const [name, each] of Object.entries(value)) {
      const key = name.toLowerCase();
      if (!this.byName.has(key)) this.byName.set(key, each);
    }
  }

  /** The first of these names that has a value. */
  get(...names: string[]): unknown {
    for (const name of names) {
      const value = this.byName.get(name.toLowerCase());
      if (value !== undefined && value !== null && value !== '') return value;
    }
    return undefined;
  }

  text(name: string, longest = 256): string {
    const value = this.get(name);
    if (value === undefined) throw new Unreadable(name, 'missing');
    // A long id sent as a number has lost its last digits already.
    if (typeof value !== 'string' && !Number.isSafeInteger(value)) throw new Unreadable(name, 'not a text');
    const text = String(value).trim();
    if (text === '') throw new Unreadable(name, 'missing');
    if (text.length > longest) throw new Unreadable(name, `longer than ${longest} characters`);
    return text;
  }

  textOr(name: string): string | null {
    const value = this.get(name);
    return typeof value === 'string' || typeof value === 'number' ? String(value).trim().slice(0, 256) : null;
  }

  /** A number, also one written as text; undefined where it is missing or is none. */
  numberOr(...names: string[]): number | null {
    const value = this.get(...names);
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : null;
  }

  number(name: string): number {
    if (this.get(name) === undefined) throw new Unreadable(name, 'missing');
    const value = this.numberOr(name);
    if (value === null) throw new Unreadable(name, 'not a number');
    return value;
  }

  /** A list; one object in its place is a list of one. Undefined where there is none. */
  list(...names: string[]): unknown[] | undefined {
    const value = this.get(...names);
    if (value === undefined) return undefined;
    return Array.isArray(value) ? value : [value];
  }
}

/** @returns the request's envelope, or the field that makes it 4003. */
export function readEnvelope(body: unknown): Read<Envelope> {
  return attempt(() => {
    const fields = new Fields(body, 'body');
    const operatorId = fields.text('OperatorID', 64);
    const data = fields.text('Data', 64 * 1024 * 1024);
    const timeStamp = fields.text('TimeStamp', 14);
    const at = parseCompact(timeStamp);
    if (at === null) throw new Unreadable('TimeStamp', 'not yyyyMMddHHmmss');
    const seq = fields.text('Seq', 8);
    if (!/^\d+$/.test(seq)) throw new Unreadable('Seq', 'not digits');
    return { operatorId, data, timeStamp, seq, sig: fields.text('Sig', 64), at };
  });
}

/** The decrypted text as JSON. A trailing comma is not JSON, even where an appendix of the standard prints one. */
export function readInner(text: string): Read<unknown> {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, problem: { field: 'Data', reason: 'not JSON' } };
  }
}

export function readTokenRequest(data: unknown): Read<{ operatorId: string; secret: string }> {
  return attempt(() => {
    const fields = new Fields(data, 'Data');
    return { operatorId: fields.text('OperatorID', 64), secret: fields.text('OperatorSecret') };
  });
}

export interface TcecConnector {
  id: string;
  name: string | null;
  type: number | null;
  /** kW. */
  power: number | null;
}
export interface TcecEquipment {
  id: string;
  name: string | null;
  type: number | null;
  power: number | null;
  connectors: TcecConnector[];
}
export interface TcecStation {
  id: string;
  operatorId: string | null;
  name: string;
  /** GB/T 2260, six digits. */
  areaCode: string;
  address: string | null;
  /** StationTel and ServiceTel: the site's own telephone, and the one that its customers call. */
  stationTel: string | null;
  serviceTel: string | null;
  /** GCJ-02 degrees. */
  lon: number;
  lat: number;
  status: number;
  type: number | null;
  equipment: TcecEquipment[];
}

function readConnector(value: unknown): TcecConnector {
  const fields = new Fields(value, 'ConnectorInfos');
  return {
    id: fields.text('ConnectorID', 64),
    name: fields.textOr('ConnectorName'),
    type: fields.numberOr('ConnectorType'),
    power: fields.numberOr('Power'),
  };
}

function readEquipment(value: unknown): TcecEquipment {
  const fields = new Fields(value, 'EquipmentInfos');
  const connectors = fields.list('ConnectorInfos');
  if (!connectors) throw new Unreadable('ConnectorInfos', 'missing');
  return {
    id: fields.text('EquipmentID', 64),
    name: fields.textOr('EquipmentName'),
    type: fields.numberOr('EquipmentType'),
    power: fields.numberOr('Power', 'EquipmentPower'),
    connectors: connectors.map(readConnector),
  };
}

function within(value: number, limit: number, field: string): number {
  if (Math.abs(value) > limit) throw new Unreadable(field, 'not a position');
  return value;
}

function stationOf(value: unknown): TcecStation {
  const fields = new Fields(value, 'StationInfo');
  const status = fields.number('StationStatus');
  if (!isStationStatus(status)) throw new Unreadable('StationStatus', `unknown status ${status}`);
  const areaCode = fields.text('AreaCode', 12);
  if (!/^\d{6}/.test(areaCode)) throw new Unreadable('AreaCode', 'not a GB/T 2260 code');
  const equipment = fields.list('EquipmentInfos');
  if (!equipment) throw new Unreadable('EquipmentInfos', 'missing');
  return {
    id: fields.text('StationID', 64),
    operatorId: fields.textOr('OperatorID'),
    name: fields.text('StationName'),
    areaCode: areaCode.slice(0, 6),
    address: fields.textOr('Address'),
    stationTel: fields.textOr('StationTel'),
    serviceTel: fields.textOr('ServiceTel'),
    lon: within(fields.number('StationLng'), 180, 'StationLng'),
    lat: within(fields.number('StationLat'), 90, 'StationLat'),
    status,
    type: fields.numberOr('StationType'),
    equipment: equipment.map(readEquipment),
  };
}

function many<T>(list: readonly unknown[], read: (value: unknown) => T): Many<T> {
  const found: Many<T> = { values: [], bad: [] };
  list.forEach((each, index) => {
    const result = attempt(() => read(each));
    if (result.ok) found.values.push(result.value);
    else found.bad.push({ index, ...result.problem });
  });
  return found;
}

/** notification_stationInfo: `StationInfo` as object or list, `StationInfos`, or the bare object. */
export function readStations(data: unknown): Many<TcecStation> {
  const list = attempt(() => new Fields(data, 'Data').list('StationInfo', 'StationInfos') ?? [data]);
  return list.ok ? many(list.value, stationOf) : { values: [], bad: [{ index: 0, ...list.problem }] };
}

/** A page of query_stations_info. */
export function readStationPage(
  data: unknown,
): Read<{ page: number; pages: number; stations: Many<TcecStation> }> {
  return attempt(() => {
    const fields = new Fields(data, 'Data');
    const list = fields.list('StationInfos') ?? [];
    return {
      page: fields.numberOr('PageNo') ?? 1,
      pages: fields.numberOr('PageCount') ?? 1,
      stations: many(list, stationOf),
    };
  });
}

export interface TcecStatus {
  connectorId: string;
  status: number;
  parkStatus: number | null;
  lockStatus: number | null;
}

function statusOf(value: unknown): TcecStatus {
  const fields = new Fields(value, 'ConnectorStatusInfo');
  const connectorId = fields.text('ConnectorID', 64);
  const status = fields.number('Status');
  if (connectorState(status) === null) throw new Unreadable('Status', `unknown status ${status}`);
  return {
    connectorId,
    status,
    parkStatus: fields.numberOr('ParkStatus'),
    lockStatus: fields.numberOr('LockStatus'),
  };
}

/** notification_stationStatus: `ConnectorStatusInfo` as object or list, or the bare object. */
export function readStatuses(data: unknown): Many<TcecStatus> {
  const list = attempt(
    () => new Fields(data, 'Data').list('ConnectorStatusInfo', 'ConnectorStatusInfos') ?? [data],
  );
  return list.ok ? many(list.value, statusOf) : { values: [], bad: [{ index: 0, ...list.problem }] };
}

/** query_station_status: statuses by station. `Total` may be text and is not needed. */
export function readStationStatuses(
  data: unknown,
): Read<{ stationId: string; statuses: Many<TcecStatus> }[]> {
  return attempt(() =>
    (new Fields(data, 'Data').list('StationStatusInfos', 'StationStatusInfo') ?? []).map((each) => {
      const fields = new Fields(each, 'StationStatusInfos');
      return {
        stationId: fields.text('StationID', 64),
        statuses: many(fields.list('ConnectorStatusInfos', 'ConnectorStatusInfo') ?? [], statusOf),
      };
    }),
  );
}

export interface TcecOrder {
  id: string;
  connectorId: string;
  /** Epoch ms; null where not sent. */
  startAt: number | null;
  endAt: number | null;
  kwh: number | null;
  electricityFen: number | null;
  serviceFen: number | null;
  totalFen: number | null;
  stopReason: number | null;
  periods: number | null;
}

const fen = (yuan: number | null): number | null => (yuan === null ? null : Math.round(yuan * 100));

function timeOf(fields: Fields, ...names: string[]): number | null {
  const value = fields.get(...names);
  if (value === undefined) return null;
  const at = typeof value === 'string' ? parseLocalTime(value.trim()) : null;
  if (at === null) throw new Unreadable(names[0]!, 'not yyyy-MM-dd HH:mm:ss');
  return at;
}

/** notification_charge_order_info: a finished order. */
export function readOrder(data: unknown): Read<TcecOrder> {
  return attempt(() => {
    const fields = new Fields(data, 'Data');
    const startAt = timeOf(fields, 'StartTime', 'StarTime');
    const endAt = timeOf(fields, 'EndTime');
    if (startAt !== null && endAt !== null && endAt < startAt)
      throw new Unreadable('EndTime', 'earlier than StartTime');
    const kwh = fields.numberOr('TotalPower');
    if (kwh !== null && kwh < 0) throw new Unreadable('TotalPower', 'less than nothing');
    return {
      id: fields.text('StartChargeSeq', 64),
      connectorId: fields.text('ConnectorID', 64),
      startAt,
      endAt,
      kwh,
      electricityFen: fen(fields.numberOr('TotalElecMoney', 'TotalElectMoney')),
      serviceFen: fen(fields.numberOr('TotalSeviceMoney', 'TotalServiceMoney')),
      totalFen: fen(fields.numberOr('TotalMoney')),
      stopReason: fields.numberOr('StopReason'),
      periods: fields.numberOr('SumPeriod', 'SubPeriod'),
    };
  });
}
