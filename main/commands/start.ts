import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import {
  command,
  defaultData,
  ENDS_WITH_PARENT,
  Failure,
  numeric,
  onStop,
  UsageError,
} from '../../command/command.ts';
import { electronBinary } from '../shells.ts';

const usage = `npm start -- [--data DIR] [--days N] [--enterprises N] [--stations N] [--shell auto|electron|browser|none] [--desks office,deputy,field]

The demonstration: an office server, a simulated city that posts through the real endpoints, one console with the wall
open, and desks of invented people whose addresses it prints (--desks '' starts none). Everything it shows is marked
演示数据. Ctrl-C ends all of it; a second start goes on where this one ended.`;

/** Invented people of the demonstration, each on a console of their own; the PIN is no secret here. */
const DESKS = {
  office: { name: '林海', unit: '市生态环境局', post: 'office', route: '/meetings' },
  deputy: { name: '周明川', unit: '市政府', post: 'deputy', route: '/targets' },
  field: { name: '徐静波', unit: '市公安局', post: 'field', route: '/field' },
};
type DeskName = keyof typeof DESKS;
const PIN = '2468';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);
const say = (line: string) => process.stdout.write(`${line}\n`);

/** Ctrl-C reaches the children too: one that ends then did not end by itself. */
let stopping = false;

await command(
  {
    usage,
    options: {
      data: { type: 'string' },
      days: { type: 'string' },
      enterprises: { type: 'string' },
      stations: { type: 'string' },
      shell: { type: 'string', default: 'auto' },
      desks: { type: 'string', default: Object.keys(DESKS).join(',') },
    },
  },
  async (args) => {
    const folder = resolve(args.values.data ?? join(dirname(defaultData('office')), 'demonstration'));
    const days = numeric(args, 'days', { min: 0, max: 400, otherwise: 3 });
    const enterprises = numeric(args, 'enterprises', { min: 1, max: 400, otherwise: 37 });
    const stations = numeric(args, 'stations', { min: 1, max: 40, otherwise: 8 });
    const desks = args.values.desks.split(',').filter(Boolean).map(deskName);
    buildScreens(args.values.shell);
    const office = join(folder, 'office');
    mkdirSync(office, { recursive: true, mode: 0o700 });
    const known = existsSync(join(office, 'city.json'));
    const server = begin('the office server', 'sync-server/commands/server.ts', [
      '--data',
      office,
      '--port',
      '0',
      '--demo',
      '--log',
      'error',
    ]);
    const { url } = JSON.parse(await server.first) as { url: string };
    say(`office server: ${url}, data in ${folder}`);
    const city = [
      '--server',
      url,
      '--data',
      office,
      '--enterprises',
      String(enterprises),
      '--stations',
      String(stations),
      '--tasks',
      '--books',
    ];
    begin('the simulated city', 'city/city.ts', known ? city : [...city, '--days', String(days)]);
    say(
      known
        ? 'simulated city: goes on where it ended'
        : `simulated city: ${days} past days first, then today, then live`,
    );
    const wall = join(folder, 'wall');
    // A token among the arguments would show in the process list: it goes in by standard input.
    const token = existsSync(join(wall, 'console.json')) ? null : await wallToken(office);
    const given = token === null ? [] : ['--token', '-'];
    const wallArgs = ['--server', url, '--data', wall, '--shell', args.values.shell, ...given];
    const console = begin('the console', 'main/commands/console.ts', wallArgs, token);
    const opened = JSON.parse(await console.first) as { url: string };
    say(`wall: ${opened.url}`);
    for (const desk of desks) await openDesk(desk, url, { office, folder });
    if (desks.length) say(`PIN of every desk: ${PIN}`);
    say('Ctrl-C ends all of it.');
    await new Promise(() => {});
  },
);

function deskName(text: string): DeskName {
  if (Object.hasOwn(DESKS, text)) return text as DeskName;
  throw new UsageError(`--desks takes ${Object.keys(DESKS).join(', ')}, not ${text}`);
}

/** A console with a person's own key: enrolled at the first start, as an office does it, and remembered. */
async function openDesk(desk: DeskName, url: string, at: { office: string; folder: string }): Promise<void> {
  const { name, unit, post, route } = DESKS[desk];
  const data = join(at.folder, `desk-${desk}`);
  const args = ['--server', url, '--data', data, '--shell', 'none', '--pin', '-'];
  if (!existsSync(join(data, 'console.json'))) {
    const who = ['person', '--name', name, '--unit', unit, '--post', post];
    args.push('--enrol', (await admin<{ code: string }>(at.office, who)).code);
  }
  const console = begin(`the desk of ${name}`, 'main/commands/console.ts', args, PIN);
  const opened = JSON.parse(await console.first) as { url: string };
  say(`${desk} desk (${name}): ${opened.url}${route}`);
}

/** A child whose first line is awaited, whose end ends the demonstration, and which ends with it. */
function begin(
  name: string,
  script: string,
  args: string[],
  input: string | null = null,
): { child: ChildProcess; first: Promise<string> } {
  const child = spawn(process.execPath, [join(root, script), ...args], {
    cwd: root,
    env: { ...process.env, [ENDS_WITH_PARENT]: 'yes' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin!.end(
    input === null
      ? ''
      : `${input}
`,
  );
  const ended = new Promise<number | null>((done) => child.on('exit', done));
  onStop(async () => {
    stopping = true;
    child.kill('SIGTERM');
    await ended;
  });
  ended.then((code) => {
    if (stopping) return;
    process.stderr.write(`${name} ended by itself with ${code}\n`);
    process.kill(process.pid, 'SIGTERM');
  });
  const lines = createInterface({ input: child.stdout! });
  const first = new Promise<string>((done, fail) => {
    lines.once('line', done);
    ended.then((code) => fail(new Failure(`${name} ended with ${code} before it could serve`)));
  });
  return { child, first };
}

async function wallToken(office: string): Promise<string> {
  return (await admin<{ token: string }>(office, ['token', '--role', 'wall', '--name', '演示大屏'])).token;
}

async function admin<T>(office: string, verb: string[]): Promise<T> {
  const args = [join(root, 'sync-server/commands/admin.ts'), '--data', office, ...verb];
  const { stdout } = await run(process.execPath, args, { cwd: root });
  return JSON.parse(stdout) as T;
}

/** Builds the screens, and the desktop program where it can run, unless what is there is newer than its sources. */
function buildScreens(shell: string): void {
  const electron = (shell === 'auto' || shell === 'electron') && electronBinary() !== null;
  const built = join(root, electron ? 'out/main/electron.js' : 'out/renderer/index.html');
  const rooms = ['renderer', 'domain', ...(electron ? ['main', 'replica', 'command'] : [])];
  const newest = Math.max(...rooms.map((room) => newestIn(join(root, room))));
  if (existsSync(built) && statSync(built).mtimeMs >= newest) return;
  say('building the screens, once …');
  const { status, stderr } = spawnSync('npm', ['run', '-s', electron ? 'build:electron' : 'build'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0)
    throw new Failure(`the screens could not be built: ${stderr.trim().split('\n').at(-1) ?? ''}`);
}

function newestIn(folder: string): number {
  let newest = 0;
  for (const item of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, item.name);
    newest = Math.max(newest, item.isDirectory() ? newestIn(path) : statSync(path).mtimeMs);
  }
  return newest;
}
