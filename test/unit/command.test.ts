import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultData, numeric, oneLine, parse, UsageError } from '../../command/command.ts';

const folder = mkdtempSync(join(tmpdir(), 'command-'));
const script = join(folder, 'sample.ts');

beforeAll(() => {
  writeFileSync(
    script,
    `import { command, Failure, onStop, required, secret } from ${JSON.stringify(resolve('command/command.ts'))};
command({
  usage: 'sample --do WHAT\\n\\nA sample.',
  options: { do: { type: 'string' }, pin: { type: 'string' }, 'pin-file': { type: 'string' }, sig: { type: 'string' } },
}, async (args) => {
  const what = required(args, 'do');
  if (what === 'fail') throw new Failure('the office is away\\nand shut', { cause: new Error('refused') });
  if (what === 'crash') null.length;
  if (what === 'wait') {
    const timer = setInterval(() => {}, 1000);
    onStop(() => console.log('first'));
    onStop(async () => { clearInterval(timer); await new Promise((r) => setTimeout(r, 50)); console.log('last'); });
    console.log('ready');
    return;
  }
  console.log(JSON.stringify([await secret(args, 'pin'), await secret(args, 'sig')]));
});
`,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Outcome {
  code: number | null;
  out: string;
  err: string;
}

function run(args: string[], input = '', onReady?: (kill: (s: NodeJS.Signals) => void) => void) {
  return new Promise<Outcome>((done) => {
    const child = spawn(process.execPath, [script, ...args]);
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => {
      out += chunk;
      if (String(chunk).includes('ready')) onReady?.((signal) => child.kill(signal));
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.on('close', (code) => done({ code, out, err }));
    child.stdin.end(input);
  });
}

const lines = (text: string) => text.trimEnd().split('\n').length;

test('--help prints the usage and exits 0', async () => {
  expect(await run(['--help'])).toEqual({ code: 0, out: 'sample --do WHAT\n\nA sample.\n', err: '' });
});

test('wrong usage exits 2 with one line that names what is wrong', async () => {
  for (const [args, word] of [
    [['--dew', 'x'], '--dew'],
    [['--do'], '--do'],
    [['surplus'], 'surplus'],
    [[], '--do is needed'],
  ] as const) {
    const { code, out, err } = await run([...args]);
    expect({ code, out, lines: lines(err) }).toEqual({ code: 2, out: '', lines: 1 });
    expect(err).toContain(word);
    expect(err).toContain('sample --do WHAT');
  }
});

test('a failure exits 1 with one line, an unforeseen one too', async () => {
  expect(await run(['--do', 'fail'])).toEqual({
    code: 1,
    out: '',
    err: 'the office is away and shut: refused\n',
  });
  const crash = await run(['--do', 'crash']);
  expect({ code: crash.code, lines: lines(crash.err) }).toEqual({ code: 1, lines: 1 });
});

test('a secret comes from the argument, a file or standard input, one line each', async () => {
  const file = join(folder, 'pin');
  writeFileSync(file, '2468\n');
  const at = ['--do', 'secret'];
  expect((await run([...at, '--pin', '1357'])).out).toBe('["1357",null]\n');
  expect((await run([...at, '--pin-file', file])).out).toBe('["2468",null]\n');
  expect((await run([...at, '--pin', '-', '--sig', '-'], 'one\ntwo\n')).out).toBe('["one","two"]\n');
  expect((await run([...at, '--pin-file', '-'], 'one')).out).toBe('["one",null]\n');
  expect((await run([...at, '--pin', '-'])).code).toBe(1);
  expect((await run([...at, '--pin-file', join(folder, 'none')])).code).toBe(1);
  expect((await run([...at, '--pin', '1', '--pin-file', file])).code).toBe(2);
});

test.skipIf(process.platform === 'win32')(
  'the first signal stops, latest first; a second is ignored',
  async () => {
    // Windows knows no signals to handle: a kill ends the process there.
    if (process.platform === 'win32') return;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const { code, out } = await run(['--do', 'wait'], '', (kill) => {
        kill(signal);
        kill(signal);
      });
      expect({ code, out }).toEqual({ code: 0, out: 'ready\nlast\nfirst\n' });
    }
  },
);

test.skipIf(process.platform === 'win32')(
  'a program that npm started stops when npm and its shell are gone',
  async () => {
    const shell = spawn('sh', ['-c', `'${process.execPath}' '${script}' --do wait; true`], {
      env: { ...process.env, npm_lifecycle_event: 'sample' },
    });
    let out = '';
    shell.stdout.on('data', (chunk) => {
      out += chunk;
      if (String(chunk).includes('ready')) shell.kill('SIGTERM');
    });
    await new Promise((done) => shell.on('close', done));
    expect(out).toBe('ready\nlast\nfirst\n');
  },
);

test('numbers are held to their range', () => {
  const read = (port: string | undefined) =>
    numeric({ values: { port } }, 'port', { min: 0, max: 65535, otherwise: 7411 });
  expect([read(undefined), read('0'), read('80')]).toEqual([7411, 0, 80]);
  for (const bad of ['', 'x', '-1', '65536', '1.5', 'NaN', 'Infinity'])
    expect(() => read(bad)).toThrow(UsageError);
});

test('positionals are held to their number', () => {
  const at = (argv: string[]) => parse({ usage: 'u', options: {}, positionals: { min: 1, max: 2 } }, argv);
  expect(at(['a', 'b'])).toMatchObject({ positionals: ['a', 'b'] });
  expect(() => at([])).toThrow('1 argument needed');
  expect(() => at(['a', 'b', 'c'])).toThrow('unexpected argument: c');
});

test('the default folder is the user’s, never the working directory', () => {
  for (const kind of ['office', 'console'] as const) {
    expect(defaultData(kind).endsWith(join('jiaozuo-green-freight', kind))).toBe(true);
    expect(defaultData(kind).startsWith(process.cwd())).toBe(false);
  }
  if (process.platform !== 'linux') return;
  const before = process.env.XDG_DATA_HOME;
  process.env.XDG_DATA_HOME = '/srv/data';
  expect(defaultData('office')).toBe('/srv/data/jiaozuo-green-freight/office');
  process.env.XDG_DATA_HOME = 'relative';
  expect(defaultData('office')).not.toContain('relative');
  if (before === undefined) delete process.env.XDG_DATA_HOME;
  else process.env.XDG_DATA_HOME = before;
});

test('an error is one line', () => {
  expect(oneLine(new Error('fetch failed', { cause: new Error('connect ECONNREFUSED') }))).toBe(
    'fetch failed: connect ECONNREFUSED',
  );
  expect(oneLine('a\nb')).toBe('a b');
});
