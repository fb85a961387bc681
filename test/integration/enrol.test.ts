import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server as Http, request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Input, Name, Output } from '../../domain/contract.ts';
import { callByName } from '../../domain/rpc.ts';
import { type Console, createConsole } from '../../main/console.ts';
import { handOver } from '../../main/handover.ts';
import { doVerb } from '../../sync-server/admin.ts';
import { startServer } from '../../sync-server/server.ts';
import { admin, type Running, start, startOffice, temporary, until } from './office.ts';

/** A console that is nobody's yet: a person gets onto it by its screen, and a killed process leaves nothing half-done. */
const home = temporary('enrol-office');
const folders = [home];
const running = new Set<Running>();
let office: Running;
let line: Line;

/** Between console and office: what of an enrolment gets through. */
interface Line {
  url: string;
  /** `ask`: the office never hears of it. `answer`: it does, and its answer is lost. */
  lose: 'ask' | 'answer' | null;
  /** Enrolments that came so far. */
  asked: number;
  server: Http;
}

async function lineTo(to: string): Promise<Line> {
  const server = createServer((from, back) => {
    const enrols = from.url === '/enrol';
    if (enrols) made.asked++;
    if (enrols && made.lose === 'ask') return;
    const on = request(`${to}${from.url}`, { method: from.method, headers: from.headers }, (answer) => {
      if (enrols && made.lose === 'answer') return void answer.resume();
      back.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(back);
    });
    on.on('error', () => back.destroy());
    from.pipe(on);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  const made: Line = { url, lose: null, asked: 0, server };
  return made;
}

beforeAll(async () => {
  office = await startOffice(home.path);
  line = await lineTo(office.said.url);
});
afterAll(async () => {
  for (const each of running) await each.kill('SIGKILL');
  line?.server.closeAllConnections();
  line?.server.close();
  await office?.kill();
  for (const each of folders) each.remove();
});

function folder(): string {
  const made = temporary('enrol-console');
  folders.push(made);
  return made.path;
}

async function startConsole(path: string, ...more: string[]): Promise<Running> {
  const started = await start('main/commands/console.ts', [
    '--data',
    path,
    '--shell',
    'none',
    ...(more.length ? more : ['--ask']),
  ]);
  running.add(started);
  return started;
}

async function kill(console: Running): Promise<void> {
  running.delete(console);
  await console.kill('SIGKILL');
}

const ask = <N extends Name>(path: string, name: N, input: Input<N>) =>
  handOver(path, { name, input }, 20_000) as Promise<Output<N>>;
const stateOf = (path: string) => ask(path, 'enrol.state', {});
const invited = async (name: string, post: string) =>
  (await admin<{ code: string }>(home.path, 'person', '--name', name, '--unit', '大气办', '--post', post))
    .code;
const settingsOf = (path: string) => JSON.parse(readFileSync(join(path, 'console.json'), 'utf8'));
const codeOf = (what: Promise<unknown>) =>
  what.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );

test('a console without a person starts, and is somebody’s by address, code and PIN', async () => {
  const path = folder();
  await startConsole(path);
  expect(await stateOf(path)).toMatchObject({ state: 'nobody', server: null, name: null, key: null });
  expect(await codeOf(ask(path, 'duty.call' as Name, { called: '某', about: '某' } as never))).toBe(
    'unidentified',
  );
  const code = await invited('覃澜', 'duty');
  const given = { server: office.said.url, code, pin: '2468' };
  expect(await codeOf(ask(path, 'enrol.begin', { ...given, pin: '123' }))).toBe('pin');
  expect(await codeOf(ask(path, 'enrol.begin', { ...given, code: code.slice(0, -9) }))).toBe('code');
  expect(await codeOf(ask(path, 'enrol.begin', { ...given, server: 'http://office.example' }))).toBe(
    'server',
  );
  expect(await codeOf(ask(path, 'enrol.begin', { ...given, server: ' ' }))).toBe('server');
  expect(existsSync(join(path, 'key.json'))).toBe(false);
  const done = await ask(path, 'enrol.begin', { ...given, code: ` ${code}\n` });
  expect(done).toMatchObject({ state: 'done', name: '覃澜', unit: '大气办', post: 'duty', trouble: null });
  expect(statSync(join(path, 'key.json')).mode & 0o777).toBe(0o600);
  await until(async () => (await ask(path, 'sync.status', {})).connected);
  await until(async () => (await ask(path, 'key.state', {})).standing === 'certified');
  expect(await codeOf(ask(path, 'enrol.begin', given))).toBe('enrolled');
  expect(await codeOf(ask(path, 'enrol.drop', {}))).toBe('enrolled');
  await ask(path, 'duty.call' as Name, { called: '某', about: '某' } as never);
});

test('what the office refuses leaves nothing behind, and says which', async () => {
  const path = folder();
  await startConsole(path);
  const begin = (code: string) => codeOf(ask(path, 'enrol.begin', { server: line.url, code, pin: '2468' }));
  const code = await invited('沁然', 'duty');
  const [print, secret] = code.split('.') as [string, string];
  expect(await begin(`${print}.${'x'.repeat(secret.length)}`)).toBe('unknown_code');
  expect(await begin(`0123456789abcdef.${secret}`)).toBe('other_office');
  const other = folder();
  await startConsole(other, '--server', office.said.url, '--enrol', code, '--pin', '1357');
  expect(await begin(code)).toBe('used');
  expect(await stateOf(path)).toMatchObject({ state: 'nobody', key: null });
  expect(existsSync(join(path, 'key.json'))).toBe(false);
  expect(settingsOf(path)).toMatchObject({ code: null, token: null, root: '', proof: null });
});

test.each(['ask', 'answer'] as const)(
  'killed while the %s is on its way, it goes on after a start: one key, one code, one certificate',
  async (lose) => {
    const path = folder();
    const first = await startConsole(path);
    const code = await invited(`途中${lose}`, 'duty');
    line.lose = lose;
    const before = line.asked;
    const gone = ask(path, 'enrol.begin', { server: line.url, code, pin: '2468' }).catch(() => 'gone');
    await until(() => line.asked > before);
    const key = JSON.parse(readFileSync(join(path, 'key.json'), 'utf8')).key as string;
    if (lose === 'answer') await until(async () => (await certificates(key)) === 1);
    await kill(first);
    expect(await gone).toBe('gone');
    expect(settingsOf(path)).toMatchObject({ token: null, code });
    line.lose = null;
    await startConsole(path, '--server', office.said.url);
    await until(async () => (await stateOf(path)).state === 'done');
    expect(await stateOf(path)).toMatchObject({ key, name: `途中${lose}` });
    await until(async () => (await ask(path, 'key.state', {})).standing === 'certified');
    await until(async () => (await certificates(key)) === 1);
    await until(async () => (await ask(path, 'sync.status', {})).connected);
    // The code is used all the same: another device, with another key, gets nothing by it.
    const other = folder();
    await startConsole(other);
    const late = ask(other, 'enrol.begin', { server: line.url, code, pin: '2468' });
    expect(await codeOf(late)).toBe('used');
  },
);

/** Certificates of a key in the office's registry, as any console sees it. */
async function certificates(key: string): Promise<number> {
  watcher ??= await watch();
  return watcher.replica
    .entries('registry')
    .filter(({ kind, subject }) => kind === 'key.certified' && subject === key).length;
}
let watcher: Console | null = null;
async function watch(): Promise<Console> {
  const { token } = await admin<{ token: string }>(home.path, 'token', '--role', 'audit', '--name', '旁观');
  return createConsole({ folder: folder(), given: { server: office.said.url, token } });
}
afterAll(() => watcher?.close());

test('the office away: it is kept, said, tried again, and another address mends it; giving up leaves nothing', async () => {
  const path = folder();
  const console = await startConsole(path);
  const code = await invited('远舟', 'duty');
  const begun = await ask(path, 'enrol.begin', { server: 'http://127.0.0.1:9', code, pin: '2468' });
  expect(begun).toMatchObject({ state: 'asking', server: 'http://127.0.0.1:9', trouble: { code: 'away' } });
  await kill(console);
  await startConsole(path);
  await until(async () => (await stateOf(path)).trouble?.code === 'away');
  expect(await stateOf(path)).toMatchObject({ state: 'asking', key: begun.key });
  expect(await ask(path, 'enrol.drop', {})).toMatchObject({ state: 'nobody', key: null, trouble: null });
  expect(existsSync(join(path, 'key.json'))).toBe(false);
  await ask(path, 'enrol.begin', { server: 'http://127.0.0.1:9', code, pin: '2468' });
  expect(await ask(path, 'enrol.again', { server: office.said.url })).toMatchObject({
    state: 'done',
    name: '远舟',
  });
});

test('an office that is not the code’s is not believed; a page that is no office is told apart', async () => {
  const foreign = temporary('enrol-foreign');
  folders.push(foreign);
  const path = folder();
  const server = await startServer({ folder: foreign.path, host: '127.0.0.1', port: 0, level: 'silent' });
  const invite = (await doVerb(server.office, 'person', { name: '某', unit: '某', post: 'duty' })) as {
    code: string;
  };
  const mask = createServer(async (from, back) => {
    const bytes: Buffer[] = [];
    for await (const part of from) bytes.push(part as Buffer);
    if (!from.url?.startsWith('/enrol')) return void back.end('<html></html>');
    // It poses as the office of a code: whatever code comes, it is enrolled with its own.
    const body = { ...JSON.parse(String(Buffer.concat(bytes))), code: invite.code, proof: undefined };
    const answer = await fetch(`${server.url}/enrol`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    back.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
  });
  await new Promise<void>((done) => mask.listen(0, '127.0.0.1', done));
  const at = `http://127.0.0.1:${(mask.address() as { port: number }).port}`;
  await startConsole(path);
  const code = await invited('真人', 'duty');
  expect(await codeOf(ask(path, 'enrol.begin', { server: at, code, pin: '2468' }))).toBe('fingerprint');
  expect(existsSync(join(path, 'key.json'))).toBe(false);
  const page = await ask(path, 'enrol.begin', { server: `${at}/page?`, code, pin: '2468' });
  expect(page).toMatchObject({ state: 'asking', trouble: { code: 'not_office' } });
  expect(await ask(path, 'enrol.again', { server: office.said.url })).toMatchObject({ state: 'done' });
  mask.closeAllConnections();
  mask.close();
  await server.close();
});

test('a device whose clock is off is told by how much, and its code is not used up', async () => {
  const path = folder();
  let ahead = 12 * 60_000;
  const console = await createConsole({ folder: path, given: { ask: true }, now: () => Date.now() + ahead });
  const begin = (code: string) =>
    callByName(console.api, 'enrol.begin', { server: office.said.url, code, pin: '2468' });
  const code = await invited('慢钟', 'duty');
  await expect(begin(code)).rejects.toMatchObject({ code: 'clock', record: '12' });
  ahead = 60_000;
  expect(await begin(code)).toMatchObject({ state: 'done', name: '慢钟' });
  await console.close();
});
