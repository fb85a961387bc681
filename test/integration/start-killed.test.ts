import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { root, temporary, until } from './office.ts';

/** The demonstration ends whole, whoever of those that started it is killed. Processes are found as Linux shows them. */
const linux = process.platform === 'linux';

interface Found {
  pid: number;
  ppid: number;
  words: string[];
}

function processes(): Found[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const words = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
        const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
        const ppid = Number(
          stat
            .slice(stat.lastIndexOf(')') + 1)
            .trim()
            .split(' ')[1],
        );
        return [{ pid: Number(name), ppid, words }];
      } catch {
        return []; // It ended while it was looked at.
      }
    });
}

const folders: ReturnType<typeof temporary>[] = [];
const started: { folder: string; npm: ChildProcess }[] = [];
const of = (folder: string) => processes().filter(({ words }) => words.some((word) => word.includes(folder)));

afterEach(() => {
  for (const { folder } of started.splice(0))
    for (const { pid } of of(folder)) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It ended by itself.
      }
    }
  for (const folder of folders.splice(0)) folder.remove();
});

/** `npm start` up to where all of it runs: npm, its shell, the program, and what the program started. */
async function demonstration(): Promise<{ folder: string; npm: number; shell: number; node: number }> {
  const made = temporary('start-killed');
  folders.push(made);
  const folder = made.path;
  const small = ['--days', '0', '--enterprises', '2', '--stations', '1', '--shell', 'none', '--desks', ''];
  const npm = spawn('npm', ['start', '--', '--data', folder, ...small], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  started.push({ folder, npm });
  let said = '';
  npm.stdout.on('data', (data) => {
    said += data;
  });
  await until(() => said.includes('Ctrl-C ends all of it'), 100_000);
  const all = of(folder);
  const node = all.find(({ words }) => words.includes('main/commands/start.ts') && words[0] !== 'sh')!;
  expect(all.filter(({ ppid }) => ppid === node.pid).length).toBeGreaterThanOrEqual(3);
  return { folder, npm: npm.pid!, shell: node.ppid, node: node.pid };
}

test.runIf(linux).each([
  ['shell', 'SIGKILL'],
  ['shell', 'SIGTERM'],
  ['npm', 'SIGKILL'],
  ['npm', 'SIGTERM'],
  ['node', 'SIGKILL'],
] as const)('%s gets %s: no process stays behind', async (whom, signal) => {
  const made = await demonstration();
  process.kill(made[whom], signal);
  await until(() => of(made.folder).length === 0);
});
