import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { uuid7 } from '../../replica/uuid.ts';

/** Real processes of the product, for tests. */
export const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

export interface Running {
  child: ChildProcess;
  /** What the first line on standard output said. */
  said: { url: string; sync: string };
  kill(signal?: NodeJS.Signals): Promise<number | null>;
}

export function temporary(name: string): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Starts a command and waits for its first line of JSON. */
export async function start(script: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<Running> {
  const child = spawn(process.execPath, [join(root, script), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr!.on('data', (data) => {
    errors = (errors + data).slice(-4000);
  });
  const ended = new Promise<number | null>((done) => child.on('exit', (code) => done(code)));
  const said = await new Promise<Running['said']>((done, fail) => {
    let text = '';
    child.stdout!.on('data', (data) => {
      text += data;
      const end = text.indexOf('\n');
      if (end >= 0) done(JSON.parse(text.slice(0, end)));
    });
    ended.then((code) => fail(new Error(`${script} ended with ${code}: ${errors}`)));
  });
  return {
    child,
    said,
    kill(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
}

export function startOffice(folder: string, port = 0, env: NodeJS.ProcessEnv = {}): Promise<Running> {
  return start(
    'sync-server/commands/server.ts',
    ['--data', folder, '--port', String(port), '--log', 'warn'],
    env,
  );
}

/** One `admin` verb; what it printed. */
export async function admin<T>(folder: string, ...args: string[]): Promise<T> {
  const { stdout } = await run(
    process.execPath,
    [join(root, 'sync-server/commands/admin.ts'), '--data', folder, ...args],
    {
      cwd: root,
    },
  );
  return JSON.parse(stdout) as T;
}

export async function token(folder: string, role: string, name = role, ...more: string[]): Promise<string> {
  return (await admin<{ token: string }>(folder, 'token', '--role', role, '--name', name, ...more)).token;
}

/** A stock y-websocket client. */
export function stock(said: { sync: string }, document: string, tokenText: string, doc = new Y.Doc()) {
  const provider = new WebsocketProvider(said.sync, document, doc, {
    params: { token: tokenText },
    WebSocketPolyfill: WebSocket as never,
    disableBc: true,
    maxBackoffTime: 200,
  });
  const synced = new Promise<void>((done) => provider.once('sync', () => done()));
  return { provider, doc, entries: doc.getMap('entries'), synced };
}

export function caseEntry(
  person: string,
  more: Record<string, unknown> = {},
  body: Record<string, unknown> = {},
) {
  const id = uuid7(Date.now());
  return {
    v: 1,
    id,
    kind: 'case.opened',
    subject: id,
    at: `${Date.now()}-0000-test`,
    by: { person, device: 'test' },
    body: { kind: 'restricted_road', plate: '豫H6K888', ...body },
    ...more,
  };
}

export async function until<T>(what: () => T | Promise<T>, timeout = 30_000): Promise<NonNullable<T>> {
  const end = Date.now() + timeout;
  for (;;) {
    const got = await what();
    if (got) return got as NonNullable<T>;
    if (Date.now() > end) throw new Error('timed out');
    await new Promise((done) => setTimeout(done, 20));
  }
}
