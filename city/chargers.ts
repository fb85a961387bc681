/** One charging operator's system: pushes stations, statuses and orders over T/CEC 102 (DOMAIN.md section 1). */
import { Failure } from '../command/command.ts';
import { endOfDay, startOfDay } from '../domain/day.ts';
import type { Source } from './feed.ts';
import { backOff, type Line, post } from './http.ts';
import { type ChargingOperator, type Connector, gunDay, type Station, statusAt } from './stations.ts';
import { type Answer, envelope, open, type Secrets } from './tcec.ts';

export type ChargerItem =
  | { at: number; kind: 'status' | 'repeat'; connector: Connector; status: number }
  | { at: number; kind: 'order'; order: Record<string, unknown> };

export interface ChargerCounts {
  stations: number;
  statuses: number;
  orders: number;
  refused: number;
}

const BASE = '/evcs/v1/';
const MINUTE_MS = 60_000;
/** All that an operator's guns have to tell on a day, in time order. */
export function chargerDay(seed: number, operator: ChargingOperator, day: string): ChargerItem[] {
  const items: ChargerItem[] = [];
  for (const connector of operator.stations.flatMap((station) => station.connectors)) {
    const { changes, orders } = gunDay(seed, operator.id, connector, day);
    for (const change of changes) items.push({ ...change, kind: 'status' });
    for (const order of orders) items.push({ ...order, kind: 'order' });
    items.push(...repeats(seed, operator, connector, day, changes));
  }
  return items.sort((a, b) => a.at - b.at);
}

/** The unchanged status again and again, so that silence means something. */
function* repeats(
  seed: number,
  operator: ChargingOperator,
  connector: Connector,
  day: string,
  changes: { at: number; status: number }[],
): Generator<ChargerItem> {
  const every = operator.manner.repeatMinutes * MINUTE_MS;
  if (every === 0) return;
  let status = statusAt(seed, operator.id, connector, startOfDay(day));
  let next = 0;
  // Guns take turns within the interval.
  const offset = (Number(connector.id.slice(-6)) * 7919 * 1000) % every;
  for (let at = startOfDay(day) + offset; at < endOfDay(day); at += every) {
    while (next < changes.length && changes[next]!.at <= at) status = changes[next++]!.status;
    yield { at, kind: 'repeat', connector, status };
  }
}

/**
 * What is worth sending of items that are due together: every order, and of each gun its latest status, since
 * statuses carry no time of their own and count from their arrival.
 */
export function thin(items: ChargerItem[]): ChargerItem[] {
  const last = new Map<string, ChargerItem>();
  for (const item of items) if (item.kind !== 'order') last.set(item.connector.id, item);
  return items.filter((item) => item.kind === 'order' || last.get(item.connector.id) === item);
}

/** A connection of one operator to the office. */
export class ChargerClient implements Source<ChargerItem> {
  private readonly seed: number;
  private readonly operator: ChargingOperator;
  private readonly secrets: Secrets;
  private readonly line: Line;
  private readonly counts: ChargerCounts;
  private readonly now: () => number;
  private token: string | null = null;
  /** City time as of which the office was told of every gun. */
  private introducedAt: number | null = null;
  private second = 0;
  private serial = 0;

  constructor(
    seed: number,
    operator: ChargingOperator,
    secrets: Secrets,
    line: Line,
    counts: ChargerCounts,
    now: () => number,
  ) {
    this.seed = seed;
    this.operator = operator;
    this.secrets = secrets;
    this.line = line;
    this.counts = counts;
    this.now = now;
  }

  day(day: string): ChargerItem[] {
    return chargerDay(this.seed, this.operator, day);
  }

  async send(items: ChargerItem[]): Promise<void> {
    if (this.introducedAt === null) await this.introduce(this.now());
    for (const item of thin(items)) {
      if (item.kind === 'order') await this.order(item.order);
      else if (item.at > this.introducedAt!) await this.status(item.connector, item.status);
    }
  }

  /** The stations first, as the standard has it, then each gun's status; an eager operator turns it round. */
  private async introduce(now: number): Promise<void> {
    const { manner, stations } = this.operator;
    if (!manner.eager) for (const station of stations) await this.station(station);
    for (const { connectors } of stations)
      for (const each of connectors)
        await this.status(each, statusAt(this.seed, this.operator.id, each, now));
    if (manner.eager) for (const station of stations) await this.station(station);
    this.introducedAt = now;
  }

  private async station(station: Station): Promise<void> {
    await this.call('notification_stationInfo', { StationInfo: station.info });
    this.counts.stations++;
  }

  private async status(connector: Connector, status: number): Promise<void> {
    const { statusAsArray, lowerCaseFields } = this.operator.manner;
    const busy = status === 2 || status === 3;
    const info = {
      [lowerCaseFields ? 'connectorID' : 'ConnectorID']: connector.id,
      Status: status,
      ParkStatus: busy ? 50 : 10,
      LockStatus: 0,
    };
    const data = { ConnectorStatusInfo: statusAsArray ? [info] : info };
    await this.call('notification_stationStatus', data);
    this.counts.statuses++;
  }

  private async order(order: Record<string, unknown>): Promise<void> {
    await this.call('notification_charge_order_info', order);
    this.counts.orders++;
  }

  /**
   * Calls an interface until it is answered with anything but busy, server error or a token that ran out. Business
   * parameters refused (4004) are counted; other refusals mean wrong secrets and throw.
   */
  private async call(name: string, data: unknown): Promise<unknown> {
    const again = backOff(this.line);
    for (;;) {
      this.token ??= await this.queryToken();
      const answer = await this.exchange(name, data, this.token);
      if (answer.Ret === 0) return open(this.secrets, answer);
      if (answer.Ret === 4004) {
        this.counts.refused++;
        return null;
      }
      if (answer.Ret === 4002) this.token = null;
      else if (answer.Ret !== -1 && answer.Ret !== 500)
        throw new Failure(`${this.operator.id} ${name}: Ret ${answer.Ret} ${answer.Msg}`);
      await again(`${name}: Ret ${answer.Ret} ${answer.Msg}`);
    }
  }

  private async queryToken(): Promise<string> {
    const again = backOff(this.line);
    for (;;) {
      const { id } = this.operator;
      const data = { OperatorID: id, OperatorSecret: this.secrets.operatorSecret };
      const answer = await this.exchange('query_token', data, null);
      if (answer.Ret === 0) {
        const token = open(this.secrets, answer) as {
          SuccStat: number;
          FailReason: number;
          AccessToken: string;
        };
        if (token.SuccStat === 0) return token.AccessToken;
        throw new Failure(`${id} query_token: FailReason ${token.FailReason}`);
      }
      if (answer.Ret !== -1 && answer.Ret !== 500)
        throw new Failure(`${id} query_token: Ret ${answer.Ret} ${answer.Msg}`);
      await again(`query_token: Ret ${answer.Ret}`);
    }
  }

  private async exchange(name: string, data: unknown, token: string | null): Promise<Answer> {
    const at = this.now();
    const second = Math.floor(at / 1000);
    this.serial = second === this.second ? (this.serial % 9999) + 1 : 1;
    this.second = second;
    const request = envelope(this.operator.id, this.secrets, JSON.stringify(data), at, this.serial);
    if (this.operator.manner.lowerCaseSig) request.Sig = request.Sig.toLowerCase();
    const { status, body } = await post(this.line, BASE + name, token, JSON.stringify(request));
    if (typeof body !== 'object' || body === null || !('Ret' in body))
      throw new Failure(`${BASE}${name} answered ${status} without Ret`);
    return body as Answer;
  }
}
