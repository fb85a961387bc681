import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** All that CI runs, one after another, and the totals of all runners in the last line. */
const root = resolve(import.meta.dirname, '..');

interface Total {
  passed: number;
  failed: number;
}

function run(command: string, args: string[]): Promise<number> {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
    child.on('error', () => done(1));
    child.on('exit', (code) => done(code ?? 1));
  });
}

/** A check that passes or fails as one. */
async function check(name: string, command: string, args: string[]): Promise<Total> {
  process.stdout.write(`\n== ${name}\n`);
  const good = (await run(command, args)) === 0;
  process.stdout.write(`${name}: ${good ? 'passed' : 'FAILED'}\n`);
  return { passed: good ? 1 : 0, failed: good ? 0 : 1 };
}

/** Vitest's own count; a file that could not even start counts as one that failed. */
async function tests(project: string, folder: string): Promise<Total> {
  process.stdout.write(`\n== tests: ${project}\n`);
  const file = join(folder, `${project}.json`);
  const args = [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ];
  const code = await run('vitest', args);
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
      testResults: { status: string; assertionResults: unknown[] }[];
    };
    const broken = report.testResults.filter(
      (each) => each.status === 'failed' && !each.assertionResults.length,
    ).length;
    const failed = report.numFailedTests + broken;
    return { passed: report.numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

const folder = mkdtempSync(join(tmpdir(), 'tests-'));
const totals = [
  await check('types', 'tsc', ['--noEmit']),
  await check('lint', 'biome', ['check', '--error-on-warnings', '.']),
  await check('unused code', 'knip', []),
  await tests('fast', folder),
  await tests('integration', folder),
  await tests('browser', folder),
];
rmSync(folder, { recursive: true, force: true });
const passed = totals.reduce((sum, each) => sum + each.passed, 0);
const failed = totals.reduce((sum, each) => sum + each.failed, 0);
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);
