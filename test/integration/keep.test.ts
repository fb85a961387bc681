import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, endOfDay, startOfDay } from '../../domain/day.ts';
import type { GateCounters } from '../../domain/gate-day.ts';
import { type Console, createConsole } from '../../main/console.ts';
import { doVerb } from '../../sync-server/admin.ts';
import type { Outlook, Round } from '../../sync-server/keep.ts';
import { type Server, startServer } from '../../sync-server/server.ts';
import type { Verification } from '../../sync-server/verify.ts';
import { temporary, until } from './office.ts';

/** An office, and a console that fetched what is to go; the years pass on one clock. */
const MILL = '91410802MA9TEST075';
const DAY = '2024-11-30';
const home = temporary('keep-office');
const desk = temporary('keep-console');
let now = startOfDay('2024-12-02');
let server: Server;
let console: Console;

const start = () =>
  startServer({ folder: home.path, host: '127.0.0.1', port: 0, level: 'silent', now: () => now });
const verb = <T>(name: 'keep' | 'person' | 'token' | 'verify' | 'enterprise', input: unknown) =>
  doVerb(server.office, name, input) as Promise<T>;
const run = () => verb<Round>('keep', { run: true });
const list = (on: string) => verb<Outlook>('keep', { until: on });
const gauge = (day: string) =>
  server.office.replica.gauge(`gates/${day}`)?.get(MILL) as unknown as GateCounters | undefined;
const rows = () => server.office.replica.db.prepare('SELECT count(*) FROM gate_passage').pluck().get();
const explain = (date: string) => console.api.call('gates.explain', { date, enterprise: MILL });

async function openConsole(role = 'office'): Promise<Console> {
  const { token } = await verb<{ token: string }>('token', { role, name: role });
  const made = await createConsole({
    folder: desk.path,
    given: { server: server.url, token },
    now: () => now,
  });
  await until(async () => (await made.api.call('sync.status', {})).connected);
  return made;
}

let operator: string;
async function post(id: string, day: string, time: string, plate = '豫H12345D') {
  const passage = {
    ...{
      id,
      enterprise: MILL,
      gate: '1',
      direction: 'out',
      at: `${day}T${time}+08:00`,
      released: true,
      plate,
    },
    ...{ plateColor: { system: 'JTT', code: '93' }, vehicleType: 'Q11' },
  };
  const response = await fetch(`${server.url}/intake/gates`, {
    method: 'POST',
    headers: { authorization: `Bearer ${operator}`, 'content-type': 'application/json' },
    body: JSON.stringify({ passages: [passage] }),
  });
  return (await response.json()) as { accepted: number; refused: { reason: string }[] };
}
/** The detail file of a day, once counters and file hold all that came in. */
const filed = (day: string) =>
  until(() => {
    const row = server.office.replica.db
      .prepare('SELECT detail FROM gate_day WHERE day = ? AND published = seq AND detailed = seq')
      .get(day) as { detail: string | null } | undefined;
    return row?.detail;
  });

beforeAll(async () => {
  server = await start();
  const name = '示例焦化';
  await verb('enterprise', { id: MILL, name, tier: 'key_dual_high', county: '410802', gates: '1' });
  operator = (await verb<{ token: string }>('token', { role: 'operator', name: 'op', enterprises: MILL }))
    .token;
});
afterAll(async () => {
  await console?.close();
  await server?.close();
  home.remove();
  desk.remove();
});

test('passages go at the office and at the console on the day after their term, and the counts stand', async () => {
  await post('P1', DAY, '08:15:30');
  await post('P2', DAY, '23:59:30', '豫H54321D');
  await post('P3', '2024-12-01', '00:00:30', '豫H54321D');
  const file = await filed(DAY);
  const next = await filed('2024-12-01');
  console = await openConsole();
  await until(async () => (await explain(DAY).catch(() => null))?.passages.length === 2);
  expect(console.replica.gauge(`gates/${DAY}`)).not.toBeNull();
  const held = join(desk.path, 'blobs', file.slice(0, 2), file);
  expect(existsSync(held)).toBe(true);

  // Through its last second in Shanghai.
  now = endOfDay('2026-11-30') - 1;
  expect(await run()).toEqual({ on: '2026-11-30', passages: 0, files: 0, orders: 0, seals: 0 });
  expect((await list('2026-12-01')).passages.due).toEqual([
    { day: DAY, enterprise: MILL, file, until: '2026-11-30', held: false },
  ]);
  now = endOfDay('2026-11-30');
  expect(await run()).toMatchObject({ on: '2026-12-01', passages: 1 });
  expect(await run()).toMatchObject({ passages: 0 });
  expect(server.office.blobs.has(file)).toBe(false);
  expect(gauge(DAY)).toMatchObject({ released: 2, green: 2, detail: null, expired: '2026-11-30' });
  // The rows around midnight are counted on the next day too: they go with it.
  expect(rows()).toBe(3);
  await until(() => !existsSync(held));
  const told = await until(async () => {
    const found = await explain(DAY);
    return found.expired ? found : null;
  });
  expect(told).toMatchObject({ expired: '2026-11-30', passages: [], row: { released: 2, green: 2 } });
  expect(told.notDownloaded).toBeUndefined();
  expect((await explain('2024-12-01')).passages.length).toBe(1);

  now = endOfDay('2026-12-01');
  expect(await run()).toMatchObject({ passages: 1 });
  expect(server.office.blobs.has(next)).toBe(false);
  expect(rows()).toBe(0);
  // Whoever sends a row of such a day hears why it counts no more.
  const answer = await post('P4', DAY, '09:00:00');
  expect(answer).toMatchObject({ accepted: 0 });
  expect(answer.refused[0]!.reason).toContain('kept until 2026-11-30');
  expect(gauge(DAY)).toMatchObject({ released: 2, refused: 0 });
  const words = server.office.replica.entries('registry').filter(({ kind }) => kind === 'file.destroyed');
  expect(words.map(({ body }) => body.until)).toEqual(['2026-11-30', '2026-12-01']);
  expect(await verb('verify', {})).toMatchObject({ bad: [] });
});

test('a day that came in late is kept ninety days; one in dispute until it is answered', async () => {
  const late = '2024-06-01';
  await post('L1', late, '10:00:00');
  await filed(late);
  expect((await list(addDays('2026-12-02', 90))).passages.due).toEqual([]);
  expect((await list(addDays('2026-12-02', 91))).passages.due).toHaveLength(1);
  const dispute = { date: late, enterprise: MILL, who: '示例焦化', ground: '漏计', dueOn: '2026-12-09' };
  server.office.record('gate-days/2024-06', 'gate-day.disputed', 'D1', dispute);
  now = startOfDay(addDays('2026-12-02', 91));
  expect((await list(addDays('2026-12-02', 91))).passages).toMatchObject({ due: [], held: [{ day: late }] });
  expect(await run()).toMatchObject({ passages: 0 });
  const answer = { dispute: 'D1', outcome: 'rejected', text: '核对无误' };
  server.office.record('gate-days/2024-06', 'gate-day.answered', 'D1', answer);
  expect(await run()).toMatchObject({ passages: 1 });
});

test('papers go a year after their person has left, whatever their own term; an order keeps its energy alone', async () => {
  const { office } = server;
  const { person } = await verb<{ person: string }>('person', {
    name: '陈方',
    unit: '办公室',
    post: 'office',
  });
  const key = { key: randomBytes(32).toString('base64url'), kind: 'paper', until: '2031-01-01' };
  office.seals.take({ ...key, seal: 'a'.repeat(32), subject: person }, true);
  office.seals.take({ ...key, seal: 'b'.repeat(32), subject: 'somebody else' }, true);
  const put = office.replica.db.prepare('INSERT INTO charge_order VALUES (?, ?, ?, ?, ?, ?, ?)');
  put.run('O', 'o1', 'c1', DAY, 41.5, '{"PlateNum":"豫H12345D"}', now);
  put.run('O', 'o2', 'c1', '2027-01-01', 12, '{"PlateNum":"豫H12345D"}', now);
  office.certify('person.left', person, { person, on: '2027-03-01', reason: '调离' });
  expect(await run()).toMatchObject({ orders: 1, seals: 0 });
  now = endOfDay('2028-03-01');
  expect((await list('2028-03-02')).seals).toEqual([
    { seal: 'a'.repeat(32), kind: 'paper', until: '2028-03-01' },
  ]);
  expect(await run()).toMatchObject({ orders: 0, seals: 1 });
  expect([office.seals.get('a'.repeat(32)), office.seals.get('b'.repeat(32))]).toMatchObject([
    'destroyed',
    {},
  ]);
  const orders = office.replica.db.prepare('SELECT kwh, json FROM charge_order ORDER BY id').all();
  expect(orders).toEqual([
    { kwh: 41.5, json: '{}' },
    { kwh: 12, json: '{"PlateNum":"豫H12345D"}' },
  ]);
});

test('killed at any word or file, the next round ends what was begun', async () => {
  const days = Array.from({ length: 4 }, (_, n) => addDays('2028-03-10', n));
  now = startOfDay('2028-03-15');
  for (const [n, day] of days.entries()) await post(`K${n}`, day, '10:00:00');
  const files = await Promise.all(days.map(filed));
  await server.close();
  now = startOfDay('2030-06-01');
  for (const [at, n] of [
    ['word', 1],
    ['word', 2],
    ['file', 1],
    ['file', 3],
  ] as const) {
    const args = [home.path, String(now), at, String(n)];
    const child = fork(`${import.meta.dirname}/keep-child.ts`, args, { stdio: 'inherit' });
    await new Promise<void>((done) => child.once('exit', () => done()));
  }
  server = await start();
  await run();
  for (const file of files) expect(server.office.blobs.has(file)).toBe(false);
  for (const day of days) expect(gauge(day)).toMatchObject({ released: 1, detail: null });
  expect(rows()).toBe(0);
  const said = server.office.replica
    .entries('registry')
    .flatMap(({ kind, body }) => (kind === 'file.destroyed' ? (body.files as string[]) : []));
  expect(new Set(said).size).toBe(said.length);
  expect(files.every((file) => said.includes(file))).toBe(true);
  const { bad } = await verb<Verification>('verify', {});
  // The dispute above was put there by hand, unsigned.
  expect(bad.filter(({ document }) => document !== 'gate-days/2024-06')).toEqual([]);
});
