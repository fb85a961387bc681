import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { token } from '../integration/office.ts';

const root = resolve(import.meta.dirname, '../..');
const peers = join(import.meta.dirname, 'peers');

export type Name = 'ours' | 'y-websocket + leveldb' | 'hocuspocus + sqlite';
export const names: Name[] = ['ours', 'y-websocket + leveldb', 'hocuspocus + sqlite'];

export interface Contestant {
  name: Name;
  dialect: 'y-websocket' | 'hocuspocus';
  /** Address of a document. */
  address(document: string): string;
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Starts again on the same data and port. */
  restart(): Promise<void>;
  /** Resolves when its files no longer change: some store long after they have said so. */
  settled(): Promise<void>;
  /** Most memory that the server process has held, bytes; NaN where the system does not tell. */
  peakMemory(): number;
  /** Ends it and removes its data. */
  end(): Promise<void>;
}

/** The peers live in a package of their own, so that the product's install stays light. */
export function installPeers(): void {
  if (existsSync(join(peers, 'node_modules'))) return;
  process.stderr.write('installing the peers …\n');
  execFileSync('npm', ['ci'], {
    cwd: peers,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}

/** Saying that it is up and listening are two things with some. */
async function listening(port: number): Promise<void> {
  for (;;) {
    const open = await new Promise<boolean>((done) => {
      const socket = connect({ port, host: '127.0.0.1' }, () => done(true));
      socket.on('error', () => done(false));
      socket.on('close', () => {});
      setTimeout(() => socket.destroy(), 200);
    });
    if (open) return;
    await new Promise((done) => setTimeout(done, 20));
  }
}

async function launch(
  script: string,
  args: string[],
  port: number,
  env: NodeJS.ProcessEnv,
): Promise<ChildProcess> {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await new Promise<void>((ready, fail) => {
    child.stdout!.on('data', (data) => {
      if (String(data).includes('{')) ready();
    });
    child.on('exit', (code) => fail(new Error(`${script} ended with ${code}`)));
  });
  await listening(port);
  return child;
}

function sizes(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => {
      try {
        return `${each.name}:${statSync(join(each.parentPath, each.name)).size}`;
      } catch {
        return each.name;
      }
    })
    .join();
}

export async function compete(name: Name): Promise<Contestant> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const port = await freePort();
  const start = () => {
    if (name === 'ours')
      return launch(
        join(root, 'sync-server/commands/server.ts'),
        ['--data', folder, '--port', String(port), '--log', 'error'],
        port,
        {},
      );
    const script = name === 'hocuspocus + sqlite' ? 'hocuspocus.js' : 'y-websocket.js';
    return launch(join(peers, script), [], port, {
      PORT: String(port),
      DATA: folder,
      YPERSISTENCE: join(folder, 'level'),
    });
  };
  let child = await start();
  const key = name === 'ours' ? await token(folder, 'field', 'bench') : '';
  const kill = async (signal: NodeJS.Signals) => {
    const gone = new Promise<void>((done) => child.once('exit', () => done()));
    child.kill(signal);
    await gone;
  };
  return {
    name,
    dialect: name === 'hocuspocus + sqlite' ? 'hocuspocus' : 'y-websocket',
    address(document) {
      if (name === 'ours') return `ws://127.0.0.1:${port}/sync/${document}?token=${key}`;
      return name === 'hocuspocus + sqlite'
        ? `ws://127.0.0.1:${port}`
        : `ws://127.0.0.1:${port}/${encodeURIComponent(document)}`;
    },
    kill,
    async restart() {
      child = await start();
    },
    async settled() {
      for (let last = '', still = 0; still < 4; ) {
        await new Promise((done) => setTimeout(done, 1000));
        const now = sizes(folder);
        still = now === last ? still + 1 : 0;
        last = now;
      }
    },
    peakMemory() {
      try {
        const match = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'));
        return match ? Number(match[1]) * 1024 : Number.NaN;
      } catch {
        return Number.NaN;
      }
    },
    async end() {
      await kill('SIGKILL').catch(() => {});
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
