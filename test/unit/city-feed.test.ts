import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { ChargerClient } from '../../city/chargers.ts';
import { clock } from '../../city/clock.ts';
import { enterprises } from '../../city/enterprises.ts';
import { type Feed, run } from '../../city/feed.ts';
import { type Line, post, postRecords } from '../../city/http.ts';
import { noCounts, RecordSource } from '../../city/records.ts';
import { chargingOperators } from '../../city/stations.ts';
import { decrypt, encrypt, sign } from '../../city/tcec.ts';
import { isoShanghai, startOfDay } from '../../domain/day.ts';

interface Seen {
  path: string;
  authorization: string | undefined;
  body: string;
}

let server: Server | undefined;
afterEach(() => server?.closeAllConnections());
afterEach(() => new Promise((done) => (server ? server.close(done) : done(null))));

/** An office whose answers the test gives; hands back its address and what it was sent. */
async function office(
  answer: (seen: Seen, count: number) => { status: number; body: unknown } | 'hang up',
  port = 0,
) {
  const seen: Seen[] = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const one = { path: request.url!, authorization: request.headers.authorization, body };
      seen.push(one);
      const reply = answer(one, seen.length);
      if (reply === 'hang up') return request.socket.destroy();
      response
        .writeHead(reply.status, { 'content-type': 'application/json' })
        .end(JSON.stringify(reply.body));
    });
  });
  await new Promise<void>((done) => server!.listen(port, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

function line(url: string, signal = new AbortController().signal) {
  const retries: string[] = [];
  const made: Line = { server: url, signal, onRetry: (reason) => retries.push(reason) };
  return { made, retries };
}

const rowsIn = (body: string): number => (Object.values(JSON.parse(body))[0] as unknown[]).length;
const taken = (accepted: number) => ({ status: 200, body: { accepted, duplicates: 0, refused: [] } });

test('the same batch is sent until the office has it', async () => {
  const { url, seen } = await office((_, count) => {
    if (count === 1) return 'hang up';
    return count === 2 ? { status: 503, body: { error: 'restarting' } } : taken(2);
  });
  const { made, retries } = line(url);
  const answer = await postRecords(made, '/intake/gates', 'T', 'passages', [{ id: 'a' }, { id: 'b' }]);
  expect(answer).toEqual({ accepted: 2, duplicates: 0, refused: 0 });
  expect(seen.map(({ body }) => body)).toEqual(new Array(3).fill('{"passages":[{"id":"a"},{"id":"b"}]}'));
  expect(seen[0]!.authorization).toBe('Bearer T');
  expect(retries).toHaveLength(2);
});

test('an office that was away when the city began gets it all', async () => {
  const { url } = await office(() => taken(0));
  await new Promise((done) => server!.close(done));
  const { made, retries } = line(url);
  const sending = post(made, '/intake/gates', 'T', '{}');
  while (retries.length < 2) await new Promise((done) => setTimeout(done, 20));
  await office(() => taken(1), Number(new URL(url).port));
  expect(await sending).toMatchObject({ status: 200, body: { accepted: 1 } });
});

test('a batch that is too large goes in halves; a token that is not taken ends it', async () => {
  const { url, seen } = await office(({ body }) => {
    const rows = JSON.parse(body).passages.length as number;
    return rows > 3 ? { status: 413, body: {} } : taken(rows);
  });
  const rows = Array.from({ length: 10 }, (_, id) => ({ id }));
  const { accepted } = await postRecords(line(url).made, '/intake/gates', 'T', 'passages', rows);
  expect(accepted).toBe(10);
  expect(Math.max(...seen.slice(-2).map(({ body }) => JSON.parse(body).passages.length))).toBeLessThanOrEqual(
    3,
  );
  await new Promise((done) => server!.close(done));
  const other = await office(() => ({ status: 401, body: { error: 'unknown token' } }));
  await expect(postRecords(line(other.url).made, '/intake/gates', 'T', 'passages', rows)).rejects.toThrow(
    '401',
  );
});

test('a request that cannot be made ends it', async () => {
  await expect(post(line('http://127.0.0.1:1').made, '/x', '令牌', '{}')).rejects.toThrow('ByteString');
});

test('stopping ends a wait at once', async () => {
  const { url } = await office(() => ({ status: 500, body: {} }));
  const stop = new AbortController();
  const { made, retries } = line(url, stop.signal);
  const sending = post(made, '/x', null, '{}').catch((error: Error) => error.name);
  while (retries.length < 2) await new Promise((done) => setTimeout(done, 10));
  const before = Date.now();
  stop.abort();
  expect(await sending).toBe('AbortError');
  expect(Date.now() - before).toBeLessThan(300);
});

test('a clock that starts in the past runs fast until it is now; one that starts now runs ahead', () => {
  let real = 1000;
  const past = clock(10, 0, 1000, () => real);
  const ahead = clock(10, 1000, 1000, () => real);
  const plain = clock(1, 1000, 1000, () => real);
  expect([past.now(), ahead.now(), plain.now()]).toEqual([0, 1000, 1000]);
  real = 1050;
  expect([past.now(), ahead.now(), plain.now()]).toEqual([500, 1500, 1050]);
  expect(ahead.until(2500)).toBe(100);
  real = 3000;
  expect([past.now(), ahead.now(), plain.now()]).toEqual([3000, 21_000, 3000]);
});

test('a feed sends what is past, each item once and in order, over midnight, then each when its time comes', async () => {
  const [first, second] = ['2024-11-29', '2024-11-30'] as const;
  const start = startOfDay(first);
  const day = (of: string) =>
    Array.from({ length: 26 }, (_, i) => ({ at: startOfDay(of) + i * 3_600_000, of }));
  const stop = new AbortController();
  const sent: { at: number; of: string }[] = [];
  let now = startOfDay(second) + 3 * 3_600_000;
  const feed = { through: start, waiting: 0 };
  const source = {
    day,
    async send(items: typeof sent) {
      sent.push(...items);
    },
  };
  const time = { now: () => now, until: () => 0 };
  const running = run(feed, source, time, start, false, stop.signal).catch(() => 'stopped');
  while (feed.through < now) await new Promise((done) => setTimeout(done, 5));
  const until = (limit: number) => [...day(first), ...day(second)].filter(({ at }) => at <= limit);
  expect(sent.length).toBe(until(now).length);
  expect(sent.map(({ at }) => at)).toEqual(sent.map(({ at }) => at).toSorted((a, b) => a - b));
  now += 2 * 3_600_000;
  while (feed.through < now) await new Promise((done) => setTimeout(done, 20));
  expect(sent.length).toBe(until(now).length);
  stop.abort();
  expect(await running).toBe('stopped');
  expect(new Set(sent.map(({ at, of }) => `${at} ${of}`)).size).toBe(sent.length);
});

test('a feed that goes on sends what the day before still owes', async () => {
  const from = startOfDay('2024-11-30') + 1000;
  const stop = new AbortController();
  const sent: string[] = [];
  const feed: Feed = { through: 0, waiting: 0 };
  const source = {
    day: (of: string) => [
      { at: startOfDay(of), name: `${of} early` },
      { at: startOfDay(of) + 25 * 3_600_000, name: `${of} late` },
    ],
    async send(items: { at: number; name: string }[]) {
      sent.push(...items.map(({ name }) => name));
    },
  };
  const now = from + 2 * 3_600_000;
  const running = run(feed, source, { now: () => now, until: () => 0 }, from, true, stop.signal).catch(
    () => {},
  );
  while (feed.through < now) await new Promise((done) => setTimeout(done, 5));
  stop.abort();
  await running;
  expect(sent).toEqual(['2024-11-29 late']);
});

test('gates, heartbeats, declared counts go to their own addresses, at most 5,000 a request', async () => {
  const { url, seen } = await office(({ body }) => taken(rowsIn(body)));
  const counts = noCounts();
  const source = new RecordSource(1, enterprises(1, 40), 'T', line(url).made, counts);
  const posts = source.day('2024-11-20');
  await source.send(posts);
  const sizes = seen.map(({ body }) => rowsIn(body));
  expect(Math.max(...sizes)).toBe(5000);
  expect(sizes.reduce((a, b) => a + b)).toBe(posts.length);
  expect(counts.passages.accepted + counts.days.accepted + counts.heartbeats.accepted).toBe(posts.length);
  for (const { path, body } of seen) {
    const field = {
      '/intake/gates': 'passages',
      '/intake/gate-days': 'days',
      '/intake/heartbeats': 'heartbeats',
    }[path];
    expect(Object.keys(JSON.parse(body))).toEqual([field]);
  }
});

const secrets = {
  operatorSecret: 'operator-secret0',
  dataSecret: 'data-secret-0000',
  dataIv: 'data-iv-00000000',
  sigSecret: 'sig-secret-00000',
};

test('a charging operator gets a token, renews it, and pushes signed statuses in its own manner', async () => {
  let tokens = 0;
  const plain: { name: string; data: Record<string, unknown>; sig: string }[] = [];
  const { url } = await office(({ path, body, authorization }) => {
    const request = JSON.parse(body) as Record<string, string>;
    const { OperatorID, Data, TimeStamp, Seq, Sig } = request as Record<
      'OperatorID' | 'Data' | 'TimeStamp' | 'Seq' | 'Sig',
      string
    >;
    const answer = (Ret: number, data: unknown) => {
      const text = data === null ? '' : encrypt(secrets, JSON.stringify(data));
      return {
        status: 200,
        body: { Ret, Msg: '', Data: text, Sig: sign(secrets.sigSecret, String(Ret), '', text) },
      };
    };
    const name = path.replace('/evcs/v1/', '');
    expect(sign(secrets.sigSecret, OperatorID, Data, TimeStamp, Seq)).toBe(Sig.toUpperCase());
    if (name === 'query_token')
      return answer(0, { SuccStat: 0, FailReason: 0, AccessToken: `T${++tokens}`, TokenAvailableTime: 7200 });
    // The first token runs out after two calls.
    if (authorization === 'Bearer T1' && plain.length >= 2) return answer(4002, null);
    plain.push({ name, data: JSON.parse(decrypt(secrets, Data)), sig: Sig });
    return answer(0, { Status: 0 });
  });
  const at = Date.parse('2024-11-20T08:00:00+08:00');
  for (const operator of chargingOperators(1, 8)) {
    plain.length = 0;
    tokens = 0;
    const counts = { stations: 0, statuses: 0, orders: 0, refused: 0 };
    let now = at;
    const client = new ChargerClient(1, operator, secrets, line(url).made, counts, () => now);
    const items = client
      .day('2024-11-20')
      .filter((item) => item.at <= at && item.at > at - 2 * 3_600_000 && item.kind !== 'repeat');
    await client.send(items);
    expect(tokens).toBe(2);
    expect(counts).toMatchObject({ stations: operator.stations.length, refused: 0 });
    expect(plain.length).toBe(counts.stations + counts.statuses + counts.orders);
    const { manner } = operator;
    expect(plain[0]!.name).toBe(manner.eager ? 'notification_stationStatus' : 'notification_stationInfo');
    const status = plain.find(({ name }) => name === 'notification_stationStatus')!.data.ConnectorStatusInfo;
    expect(Array.isArray(status)).toBe(manner.statusAsArray);
    expect(JSON.stringify(status).includes('"connectorID"')).toBe(manner.lowerCaseFields);
    expect(plain.every(({ sig }) => sig === sig.toLowerCase())).toBe(manner.lowerCaseSig);
    // Each gun was told of once; what changes from now on goes as it comes.
    expect(counts.statuses).toBe(operator.stations.flatMap(({ connectors }) => connectors).length);
    const next = client.day('2024-11-20').find((item) => item.kind === 'status' && item.at > at)!;
    now = next.at;
    plain.length = 0;
    await client.send([next]);
    expect(plain.map(({ name }) => name)).toEqual(['notification_stationStatus']);
  }
});

test('times are written with Shanghai’s offset', () => {
  const [post] = new RecordSource(1, null, 'T', line('http://127.0.0.1').made, noCounts()).day('2024-11-20');
  expect(String(post!.record.capturedAt)).toBe(isoShanghai(Date.parse(String(post!.record.capturedAt))));
});
