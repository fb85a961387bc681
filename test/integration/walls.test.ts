import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { connect, type Remote, type Wire } from '../../domain/rpc.ts';
import { type Console, createConsole } from '../../main/console.ts';
import { serveWalls } from '../../main/walls.ts';
import { admin, type Running, root, startOffice, temporary, token, until } from './office.ts';

const folder = temporary('walls');
const data = join(folder.path, 'office');
const page = join(folder.path, 'page');
let office: Running;
let consoles: Console[] = [];
const closing: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  office = await startOffice(data);
  await admin(
    data,
    ...['enterprise', '--id', '91410802MA9TEST075', '--name', '示例轧钢', '--tier', 'key_dual_high'],
    ...['--county', '410802', '--gates', '1'],
  );
});
afterAll(async () => {
  for (const each of closing) await each.close();
  for (const each of consoles) await each.close();
  await office?.kill();
  folder.remove();
});

async function walls(role: string): Promise<string> {
  const console = await createConsole({
    folder: join(folder.path, `console-${consoles.length}`),
    given: { server: office.said.url, token: await token(data, role, `${role}-${consoles.length}`) },
  });
  consoles = [...consoles, console];
  await until(() => console.settings().post === role);
  const served = await serveWalls(console, { host: '127.0.0.1', port: 0 }, page);
  closing.push(served);
  return served.url;
}

/** The status that refuses the wire, or the wire. */
function knock(url: string, key: string, headers: Record<string, string> = {}): Promise<number | WebSocket> {
  return new Promise((done) => {
    const socket = new WebSocket(url.replace('http', 'ws').concat('wire'), key === '' ? [] : [key], {
      headers,
    });
    socket.on('open', () => done(socket));
    socket.on('unexpected-response', (_request, response) => done(response.statusCode ?? 0));
    socket.on('error', () => {});
  });
}

function remoteOf(socket: WebSocket): Remote {
  const wire: Wire = {
    send: (frame) => socket.send(frame),
    onFrame: (take) => socket.on('message', (frame) => take(String(frame))),
    onClose: (done) => socket.on('close', done),
  };
  return connect(wire);
}

test('a plain browser with a wall token sees what a wall sees, and does nothing', async () => {
  const url = await walls('wall');
  const other = await token(data, 'wall', '另一块屏');
  const socket = (await knock(url, other)) as WebSocket;
  const remote = remoteOf(socket);
  await until(async () => (await remote.call('gates.day', { date: '2024-12-05' })).rows.length === 1);
  await expect(remote.call('case.open', { kind: 'gate' })).rejects.toMatchObject({ code: 'read_only' });
  await expect(remote.call('cases.list', {})).rejects.toMatchObject({ code: 'not_carried' });
  socket.close();
  expect((await fetch(url, { method: 'POST' })).status).toBe(405);
  expect((await fetch(`${url}..%2f..%2foffice/office.key`)).status).toBe(404);
});

test('without a wall’s token, from a foreign page or on another’s console nobody gets in', async () => {
  const url = await walls('wall');
  expect(await knock(url, '')).toBe(401);
  expect(await knock(url, 'guess')).toBe(401);
  expect(await knock(url, await token(data, 'audit', 'a'))).toBe(401);
  const good = await token(data, 'wall', 'w');
  expect(await knock(url, good, { origin: 'http://elsewhere.example' })).toBe(403);
  const full = await walls('audit');
  expect(await knock(full, good), 'a console that carries more than a wall may see').toBe(503);
});

test('a wall that was let in once comes back while the office is away; a new one waits', async () => {
  const url = await walls('wall');
  const known = await token(data, 'wall', 'k');
  ((await knock(url, known)) as WebSocket).close();
  const fresh = await token(data, 'wall', 'f');
  const port = Number(new URL(office.said.url).port);
  await office.kill();
  const socket = await knock(url, known);
  expect(socket).toBeInstanceOf(WebSocket);
  (socket as WebSocket).close();
  expect(await knock(url, fresh)).toBe(503);
  office = await startOffice(data, port);
});

test('plain text on a network is served only where it is meant', async () => {
  const at = ['main/commands/console.ts', '--server', 'http://127.0.0.1:1', '--token', 'a.b', '--data'];
  const run = (...more: string[]) =>
    promisify(execFile)(process.execPath, [...at, join(folder.path, 'never'), '--shell', 'none', ...more], {
      cwd: root,
    }).catch((error: { code: number; stderr: string }) => error);
  for (const wrong of ['0.0.0.0:7412', 'office:7412', '7412', '127.0.0.1:99999'])
    expect(await run('--walls', wrong)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--walls'),
    });
});
