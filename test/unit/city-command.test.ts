import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KeyFile } from '../../city/admin.ts';
import { PATROL } from '../../city/patrol.ts';
import { plan } from '../../city/plan.ts';
import { RecordSource } from '../../city/records.ts';
import { encrypt, sign } from '../../city/tcec.ts';
import { dayOf, startOfDay } from '../../domain/day.ts';

const folder = mkdtempSync(join(tmpdir(), 'city-'));
const city = plan(4, 3, 1);
const secret = '0123456789abcdef';
const secrets = { operatorSecret: secret, dataSecret: secret, dataIv: secret, sigSecret: secret };

let server: Server;
let url = '';
/** Passages by enterprise, id and revision: how often each came in. */
const passages = new Map<string, number>();
let requests = 0;
/** What a failed test would leave running. */
const children: ChildProcess[] = [];

function answer(path: string, body: string): { status: number; body: unknown } {
  // This office knows no documents: the patrol waits for them.
  if (path.startsWith('/sync/')) return { status: 404, body: {} };
  if (path.startsWith('/evcs/')) {
    const data = path.endsWith('query_token')
      ? { SuccStat: 0, FailReason: 0, AccessToken: 'T' }
      : { Status: 0 };
    const text = encrypt(secrets, JSON.stringify(data));
    return { status: 200, body: { Ret: 0, Msg: '', Data: text, Sig: sign(secret, '0', '', text) } };
  }
  requests++;
  // Every fourth of these requests meets a restart.
  if (requests % 4 === 0) return { status: 503, body: {} };
  const rows = Object.values(JSON.parse(body))[0] as { enterprise: string; id: string; revision?: number }[];
  if (path === '/intake/gates')
    for (const { enterprise, id, revision = 0 } of rows) {
      const key = `${enterprise} ${id} ${revision}`;
      passages.set(key, (passages.get(key) ?? 0) + 1);
    }
  return { status: 200, body: { accepted: rows.length, duplicates: 0, refused: [] } };
}

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const reply = answer(request.url!, body);
      response
        .writeHead(reply.status, { 'content-type': 'application/json' })
        .end(JSON.stringify(reply.body));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // What an earlier run was given: nothing is left to ask the office for.
  const file = new KeyFile(folder);
  file.keys.enterprises = city.enterprises.map(({ id }) => id);
  const grant = (name: string, ids: string[]) => {
    file.keys.tokens[name] = { token: `T${ids.length}`, enterprises: ids };
  };
  for (const vendor of city.vendors)
    grant(
      vendor.name,
      vendor.enterprises.map(({ id }) => id),
    );
  grant(city.cameras, []);
  grant(PATROL, []);
  for (const { id } of city.chargers) file.keys.chargers[id] = secrets;
  file.save();
});
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

/** Runs the city until it has sent all that was past, ends it, and tells how long ending took. */
function live(words: string[]) {
  return new Promise<{ code: number | null; lines: { event: string }[]; endedIn: number }>((done, fail) => {
    const all = ['city/city.ts', '--server', url, '--data', folder, '--seed', '4', ...words];
    const child = spawn(process.execPath, all, { stdio: ['ignore', 'pipe', 'pipe'] });
    children.push(child);
    let [out, err, asked] = ['', '', 0];
    child.stdout.on('data', (chunk) => {
      out += chunk;
      if (asked > 0 || !out.includes('caught_up')) return;
      asked = Date.now();
      child.kill('SIGTERM');
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.on('close', (code) => {
      if (err !== '') return fail(new Error(err));
      const lines = out
        .trim()
        .split('\n')
        .map((text) => JSON.parse(text));
      done({ code, lines, endedIn: Date.now() - asked });
    });
  });
}

const size = ['--enterprises', '3', '--stations', '1'];

test('it sends what is past, ends within two seconds, and goes on from there the next time', async () => {
  const began = Date.now();
  const first = await live([...size, '--days', '1']);
  expect(first.code).toBe(0);
  expect(first.endedIn).toBeLessThan(2000);
  expect(first.lines[0]).toMatchObject({ event: 'started', enterprises: 3 });

  const yesterday = dayOf(startOfDay(dayOf(began)) - 1);
  const due = city.vendors.flatMap(({ enterprises }) => {
    const source = new RecordSource(4, enterprises, '', null as never, null as never);
    return [yesterday, dayOf(began)].flatMap((day) => source.day(day));
  });
  const missing = due
    .filter(({ at, path }) => path === '/intake/gates' && at <= began - 1000)
    .map(({ record }) => `${record.enterprise} ${record.id} ${record.revision ?? 0}`)
    .filter((key) => !passages.has(key));
  expect(missing).toEqual([]);
  expect(passages.size).toBeGreaterThan(100);

  if (process.platform !== 'win32') expect(statSync(join(folder, 'city.json')).mode & 0o777).toBe(0o600);
  const { through } = JSON.parse(readFileSync(join(folder, 'city.json'), 'utf8'));
  expect(Object.values(through)[0]).toBeGreaterThan(began - 61_000);

  const before = [...passages.values()].reduce((a, b) => a + b);
  const second = await live(size);
  expect(second.code).toBe(0);
  const again = [...passages.values()].reduce((a, b) => a + b) - before;
  expect(again).toBeLessThan(before / 10);
});
