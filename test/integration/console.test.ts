import { execFile } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { dayOf, monthOf } from '../../domain/day.ts';
import { connect } from '../../domain/rpc.ts';
import { openReader } from '../../main/console.ts';
import {
  admin,
  caseEntry,
  type Running,
  root,
  start,
  startOffice,
  stock,
  temporary,
  token,
  until,
} from './office.ts';

const document = `cases/${monthOf(dayOf(Date.now()))}`;
const home = temporary('office');
let office: Running;
let port: number;
let police: string;
const running = new Set<Running>();
const folders: ReturnType<typeof temporary>[] = [];

beforeAll(async () => {
  office = await startOffice(home.path);
  port = Number(new URL(office.said.url).port);
  police = await token(home.path, 'police', 'p1');
});
afterEach(async () => {
  await Promise.all([...running].map((each) => each.kill()));
  running.clear();
});
afterAll(async () => {
  await office?.kill();
  for (const folder of [home, ...folders]) folder.remove();
});

function folder(): string {
  const made = temporary('console');
  folders.push(made);
  return made.path;
}

async function console_(path: string, ...args: string[]): Promise<Running> {
  const started = await start('main/commands/console.ts', ['--data', path, '--shell', 'none', ...args]);
  running.add(started);
  return started;
}

const given = () => ['--server', office.said.url, '--token', police];

/** A command to its end. */
function run(script: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      [join(root, 'main/commands', `${script}.ts`), ...args],
      { cwd: root },
      (_error, out, err) => done({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

async function query<T>(path: string, name: string, input: unknown = {}): Promise<T> {
  const { code, out, err } = await run('query', '--data', path, name, JSON.stringify(input));
  expect(err).toBe('');
  expect(code).toBe(0);
  return JSON.parse(out) as T;
}

async function act(path: string, name: string, input: unknown, ...more: string[]): Promise<string> {
  const { code, out, err } = await run('act', '--data', path, ...more, name, JSON.stringify(input));
  expect(err).toBe('');
  expect(code).toBe(0);
  return (JSON.parse(out) as { id: string }).id;
}

interface Status {
  connected: boolean;
  waiting: number;
  quarantined: number;
}
interface Cases {
  cases: { id: string; plate: string }[];
}

const smoke = (plate: string) => ({ kind: 'black_smoke', plate });
const status = (path: string) => query<Status>(path, 'sync.status');

test('an act is handed to the running console, reaches the office, and is queried beside it', async () => {
  const path = folder();
  const started = await console_(path, ...given());
  expect(started.said).toMatchObject({ event: 'listening' });
  expect(started.said.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#key=\S+$/);
  for (const file of ['console.json', 'running.json'])
    expect(statSync(join(path, file)).mode & 0o777).toBe(0o600);
  const id = await act(path, 'case.open', smoke('豫H10001'));
  expect((await query<Cases>(path, 'cases.list')).cases.map((each) => each.id)).toContain(id);
  const reader = stock(office.said, document, police);
  await reader.synced;
  await until(() => reader.entries.has(id));
  reader.provider.destroy();
  await until(async () => (await status(path)).waiting === 0);
});

test('query reads the replica by itself where the running console does not answer', async () => {
  const path = folder();
  const started = await console_(path, ...given());
  const id = await act(path, 'case.open', smoke('豫H10002'));
  started.child.kill('SIGSTOP');
  const reader = openReader(path);
  const { cases } = await reader.api.call('cases.list', {});
  reader.close();
  started.child.kill('SIGCONT');
  expect(cases.map((each) => each.id)).toContain(id);
});

test('a console that was killed, with its office away, starts from its own replica and catches up later', async () => {
  const path = folder();
  const first = await console_(path, ...given());
  const one = await act(path, 'case.open', smoke('豫H20001'));
  await until(async () => (await status(path)).waiting === 0);
  await first.kill('SIGKILL');
  running.delete(first);
  await office.kill('SIGKILL');
  // No console runs: the act takes its place. Nothing of running.json is believed.
  const two = await act(path, 'case.open', smoke('豫H20002'));
  expect(await status(path)).toMatchObject({ connected: false, waiting: 1 });
  await console_(path);
  const three = await act(path, 'case.open', smoke('豫H20003'));
  const { cases } = await query<Cases>(path, 'cases.list');
  expect(cases.map((each) => each.id)).toEqual(expect.arrayContaining([one, two, three]));
  expect(await status(path)).toMatchObject({ connected: false, waiting: 2 });
  office = await startOffice(home.path, port);
  await until(async () => (await status(path)).waiting === 0, 30_000);
  const reader = stock(office.said, document, police);
  await reader.synced;
  for (const id of [one, two, three]) expect(reader.entries.has(id)).toBe(true);
  reader.provider.destroy();
});

test('SIGKILL in the middle of sync loses nothing and doubles nothing, ten rounds', async () => {
  const path = folder();
  const writer = stock(office.said, 'cases/2024-05', police);
  await writer.synced;
  let written = 0;
  let stop = false;
  const writing = (async () => {
    for (; !stop; await sleep(2)) {
      const entry = caseEntry('p1');
      writer.entries.set(entry.id, entry);
      written++;
    }
  })();
  let mine = 0;
  for (let round = 0; round < 10; round++) {
    const started = await console_(path, ...given());
    const key = decodeURIComponent(started.said.url.split('key=')[1]!);
    const url = started.said.url.split('/#')[0]!;
    for (let i = 0; i < 5; i++) {
      await fetch(`${url}/call`, {
        method: 'POST',
        headers: { 'x-console-key': key },
        body: JSON.stringify({ name: 'case.open', input: smoke(`豫H3${round}${i}00`) }),
      });
      mine++;
    }
    await sleep(20 + Math.random() * 200);
    await started.kill('SIGKILL');
    running.delete(started);
  }
  stop = true;
  await writing;
  await console_(path, ...given());
  await until(async () => {
    const now = await query<Status & { documents: { name: string; entries: number }[] }>(path, 'sync.status');
    const held = now.documents.find((each) => each.name === 'cases/2024-05')?.entries;
    return now.waiting === 0 && held === written;
  }, 30_000);
  const reader = stock(office.said, document, police);
  await reader.synced;
  const plates = [...reader.entries.values()]
    .map((entry) => String((entry as { body: { plate: string } }).body.plate))
    .filter((plate) => /^豫H3\d\d00$/.test(plate));
  expect(plates).toHaveLength(mine);
  expect(new Set(plates).size).toBe(mine);
  reader.provider.destroy();
  writer.provider.destroy();
});

test('a person enrols with code and PIN; a wrong PIN or post writes nothing; a signed act is receipted', async () => {
  const person = ['--unit', '大气办', '--post'];
  const leader = await admin<{ person: string; code: string }>(
    home.path,
    ...['person', '--name', '覃澜', ...person, 'leader:source'],
  );
  const path = folder();
  const enrol = ['--server', office.said.url, '--enrol', leader.code, '--pin', '2468'];
  await console_(path, ...enrol);
  expect(statSync(join(path, 'key.json')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(path, 'key.json'), 'utf8')).not.toContain('PRIVATE');
  expect(await query(path, 'me')).toMatchObject({
    person: leader.person,
    post: 'leader:source',
    name: '覃澜',
  });
  const proposal = {
    ...{ target: 'gate.key_dual_high.share', value: 85, unit: 'percent', dueOn: '2027-01-31' },
    ...{ effectiveFrom: '2027-01-10', scope: {}, replaces: null, reason: '试运行' },
  };
  const before = readFileSync(join(path, 'key.json'), 'utf8');
  const wrong = await run('act', '--data', path, '--pin', '1357', 'target.propose', JSON.stringify(proposal));
  expect(wrong).toMatchObject({ code: 1, out: '' });
  expect(wrong.err).toMatch(/PIN/);
  expect(readFileSync(join(path, 'key.json'), 'utf8')).not.toBe(before);
  const post = await run('act', '--data', path, '--pin', '2468', 'case.open', JSON.stringify(smoke('豫H1')));
  expect(post).toMatchObject({ code: 1, out: '' });
  expect(post.err).toMatch(/may not write/);
  const mute = JSON.stringify({ ...proposal, reason: ' ' });
  expect((await run('act', '--data', path, '--pin', '2468', 'target.propose', mute)).err).toMatch(/reason/);
  expect((await status(path)).waiting).toBe(0);
  const id = await act(path, 'target.propose', proposal, '--pin', '2468');
  interface Proposals {
    proposals: { id: string; receipted: boolean }[];
  }
  await until(async () => {
    const { proposals } = await query<Proposals>(path, 'targets.proposals');
    return proposals.find((each) => each.id === id)?.receipted;
  });
  expect(await status(path)).toMatchObject({ waiting: 0, quarantined: 0 });
  // The same code at a restart is no new enrolment.
  await Promise.all([...running].map((each) => each.kill()));
  running.clear();
  await console_(path, ...enrol);
  await until(async () => (await status(path)).connected);
});

test('a code of another office, and a used one, are refused in one line', async () => {
  const forged = await run(
    'console',
    ...['--server', office.said.url, '--enrol', '0123456789abcdef.secret', '--pin', '2468'],
    ...['--data', folder(), '--shell', 'none'],
  );
  expect(forged.code).toBe(1);
  expect(forged.err.trim().split('\n')).toHaveLength(1);
  const duty = ['person', '--name', '沁然', '--unit', '值班室', '--post', 'duty'];
  const { code } = await admin<{ code: string }>(home.path, ...duty);
  const given = ['--server', office.said.url, '--enrol', code, '--pin', '2468', '--shell', 'none'];
  await console_(folder(), ...given);
  const used = await run('console', ...given, '--data', folder());
  expect(used).toMatchObject({ code: 1, out: '' });
  expect(used.err).toMatch(/used already/);
});

test('the loopback port takes frames from its own page alone', async () => {
  const path = folder();
  const { said } = await console_(path, ...given());
  const [url, key] = said.url.split('/#key=') as [string, string];
  const wire = `${url.replace('http', 'ws')}/wire`;
  const opens = (address: string, origin?: string) =>
    new Promise<boolean>((done) => {
      const socket = new WebSocket(address, origin === undefined ? {} : { origin });
      socket.on('open', () => {
        done(true);
        socket.close();
      });
      socket.on('error', () => done(false));
    });
  expect(await opens(`${wire}?key=${key}`, url)).toBe(true);
  expect(await opens(`${wire}?key=wrong`, url)).toBe(false);
  expect(await opens(`${wire}?key=${key}`, 'http://evil.example')).toBe(false);
  const call = await fetch(`${url}/call`, { method: 'POST', body: '{"name":"me"}' });
  expect(call.status).toBe(401);
  const socket = new WebSocket(`${wire}?key=${key}`, { origin: url });
  await new Promise((done) => socket.on('open', done));
  const remote = connect({
    send: (frame) => socket.send(frame),
    onFrame: (take) => socket.on('message', (data) => take(String(data))),
    onClose: (done) => socket.on('close', done),
  });
  const seen: number[] = [];
  remote.follow(
    'cases.list',
    {},
    ({ cases }) => seen.push(cases.length),
    () => {},
  );
  await until(() => seen.length > 0);
  await remote.call('case.open', { kind: 'gate', plate: '豫H77777' });
  const had = seen[0]!;
  await until(() => (seen.at(-1) ?? 0) > had);
  socket.close();
});

test('wrong usage exits 2, one console per folder, no plain text on a network', async () => {
  const path = folder();
  expect((await run('console', '--data', path)).code).toBe(1);
  const plain = await run('console', '--data', path, '--server', 'http://10.1.2.3:7411', '--token', 't');
  expect(plain).toMatchObject({ code: 1, out: '' });
  expect(plain.err).toMatch(/--insecure/);
  expect(existsSync(join(path, 'console.json'))).toBe(false);
  expect((await run('query', '--data', path, 'no.such')).code).toBe(2);
  expect((await run('act', '--data', path, 'case.open', '{')).code).toBe(2);
  expect((await run('console', '--data', path, '--nonsense')).code).toBe(2);
  expect((await run('act', '--help')).code).toBe(0);
  await console_(path, ...given());
  const second = await run('console', '--data', path, '--shell', 'none');
  expect(second).toMatchObject({ code: 1, out: '' });
});
