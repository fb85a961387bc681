import { formatCompact } from '../../domain/day.ts';
import { RET, readStationPage, readStationStatuses } from '../../domain/tcec.ts';
import type { Office } from '../office.ts';
import type { Connectors } from './connectors.ts';
import type { Operator, Operators } from './operators.ts';
import { decrypt, encrypt, sameSignature, signature } from './tcec-crypto.ts';

const EVERY_MS = 60_000;
const TIMEOUT_MS = 10_000;
/** The standard's limits: stations a page, ids a query. */
const PAGE = 50;
const IDS = 50;
const MOST_PAGES = 200;
const RETRIES = 3;
/** In rounds. */
const LONGEST_WAIT = 15;

interface Held {
  token: string;
  until: number;
}

/**
 * Asks operators that have an address for their stations and statuses (query_stations_info, query_station_status), so
 * that a push that was lost is made up. What is asked is signed and encrypted with the operator's own secrets.
 */
export function startPolls(
  office: Office,
  operators: Operators,
  connectors: Connectors,
  everyMs = EVERY_MS,
): { close(): void } {
  const tokens = new Map<string, Held>();
  /** By operator: how often it failed in a row, and when it may be asked again (monotonic ms). */
  const failing = new Map<string, { times: number; again: number }>();
  const busy = new Set<string>();
  const end = new AbortController();
  let serial = 0;

  const ask = async (
    operator: Operator,
    path: string,
    data: unknown,
    token: string | null,
  ): Promise<unknown> => {
    const timeStamp = formatCompact(office.now());
    const seq = String(++serial % 10_000).padStart(4, '0');
    const text = encrypt(JSON.stringify(data), operator);
    const response = await fetch(`${baseOf(operator.address!)}/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json;charset=utf-8',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({
        ...{ OperatorID: operator.id, Data: text, TimeStamp: timeStamp, Seq: seq },
        Sig: signature([operator.id, text, timeStamp, seq], operator),
      }),
      // Secrets go to the address that was set, and nowhere that it points to.
      redirect: 'error',
      signal: AbortSignal.any([end.signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const got = (await response.json()) as { Ret?: number; Msg?: string; Data?: string; Sig?: string };
    if (
      !sameSignature(
        String(got.Sig ?? ''),
        signature([got.Ret ?? '', got.Msg ?? '', got.Data ?? ''], operator),
      )
    )
      throw new Error(`${path}: the answer’s signature does not fit`);
    if (got.Ret === RET.token) tokens.delete(operator.id);
    if (got.Ret !== RET.ok) throw new Error(`${path}: Ret ${got.Ret} ${got.Msg ?? ''}`);
    const plain = decrypt(got.Data ?? '', operator);
    if (plain === null) throw new Error(`${path}: the answer cannot be decrypted`);
    end.signal.throwIfAborted();
    return JSON.parse(plain);
  };

  const tokenFor = async (operator: Operator): Promise<string> => {
    const held = tokens.get(operator.id);
    if (held && held.until > office.now()) return held.token;
    const got = (await ask(
      operator,
      'query_token',
      { OperatorID: operator.id, OperatorSecret: operator.secret },
      null,
    )) as {
      SuccStat?: number;
      AccessToken?: string;
      TokenAvailableTime?: number | string;
    };
    if (Number(got.SuccStat) !== 0 || !got.AccessToken) throw new Error('query_token: refused');
    const seconds = Math.max(60, Number(got.TokenAvailableTime) || 0);
    tokens.set(operator.id, { token: got.AccessToken, until: office.now() + (seconds - 30) * 1000 });
    return got.AccessToken;
  };

  const poll = async (operator: Operator): Promise<void> => {
    const token = await tokenFor(operator);
    const ids: string[] = [];
    for (let page = 1; page <= MOST_PAGES; page++) {
      const read = readStationPage(
        await ask(operator, 'query_stations_info', { PageNo: page, PageSize: PAGE }, token),
      );
      if (!read.ok) throw new Error(`query_stations_info: ${read.problem.field}: ${read.problem.reason}`);
      const { stations, pages } = read.value;
      for (const bad of stations.bad)
        office.log.info({ operator: operator.id, bad }, 'a station that cannot be read');
      const own = stations.values.filter((each) => connectors.strangeStation(operator.id, each) === null);
      office.replica.write(() => {
        for (const station of own) connectors.takeStation(operator.id, station);
        connectors.hear(operator.id);
      });
      ids.push(...own.map((each) => each.id));
      if (page >= pages) break;
    }
    for (let from = 0; from < ids.length; from += IDS) {
      const read = readStationStatuses(
        await ask(operator, 'query_station_status', { StationIDs: ids.slice(from, from + IDS) }, token),
      );
      if (!read.ok) throw new Error(`query_station_status: ${read.problem.field}: ${read.problem.reason}`);
      const at = office.now();
      office.replica.write(() => {
        for (const { statuses } of read.value)
          for (const status of statuses.values)
            if (connectors.strange(operator.id, status.connectorId) === null)
              connectors.takeStatus(operator.id, status, at);
        connectors.hear(operator.id);
      });
    }
  };

  const round = () => {
    for (const operator of operators.withAddress()) {
      const failed = failing.get(operator.id);
      if (busy.has(operator.id) || (failed && performance.now() < failed.again)) continue;
      busy.add(operator.id);
      poll(operator)
        .then(
          () => failing.delete(operator.id),
          (error: Error) => {
            if (end.signal.aborted) return;
            const times = (failed?.times ?? 0) + 1;
            // Three tries at the usual pace (T/CEC 102.4), then less and less often.
            const wait = everyMs * (times < RETRIES ? 1 : Math.min(LONGEST_WAIT, 2 ** (times - RETRIES + 1)));
            failing.set(operator.id, { times, again: performance.now() + wait - everyMs / 2 });
            const reason = { operator: operator.id, reason: error.message };
            office.log.info(reason, 'an operator could not be asked');
          },
        )
        .finally(() => busy.delete(operator.id));
    }
  };
  const timer = setInterval(round, everyMs);
  const first = setTimeout(round, Math.min(500, everyMs));
  return {
    close() {
      end.abort();
      clearInterval(timer);
      clearTimeout(first);
    },
  };
}

/** An address without a path of its own means the standard's. */
function baseOf(address: string): string {
  const url = new URL(address);
  return url.pathname === '/' ? `${url.origin}/evcs/v1` : address.replace(/\/+$/, '');
}
