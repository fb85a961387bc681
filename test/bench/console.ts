import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createConsole, openReader } from '../../main/console.ts';
import { root, startOffice, token } from '../integration/office.ts';
import { quantile, type Report } from './report.ts';
import { LAST_DAY, makeYear } from './year.ts';

const run = promisify(execFile);

async function median(rounds: number, work: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i <= rounds; i++) {
    const start = performance.now();
    await work();
    if (i > 0) times.push(performance.now() - start);
  }
  return quantile(times, 0.5);
}

/** The same rows read and parsed by SQLite alone: the floor of any answer. */
const RAW = `
import Database from '${join(root, 'node_modules/better-sqlite3/lib/index.js')}';
const db = new Database(process.argv[2], { readonly: true });
const doc = db.prepare('SELECT n FROM doc WHERE name = ?').pluck().get('gates/${LAST_DAY}');
const rows = db.prepare('SELECT key, json FROM gauge WHERE doc = ?').all(doc).map((row) => JSON.parse(row.json));
process.stdout.write(JSON.stringify(rows).length + '\\n');
`;

/** A new process until its first answer on a year's replica; and whether other months weigh on it. */
export async function coldStart(report: Report): Promise<void> {
  const sizes = { year: makeYear(300, 365, 275), quarter: makeYear(300, 92, 275) };
  const raw = join(mkdtempSync(join(tmpdir(), 'raw-')), 'raw.mjs');
  writeFileSync(raw, RAW);
  const ask = (folder: string, name: string, input: unknown) => async () => {
    await run(
      process.execPath,
      [join(root, 'main/commands/query.ts'), '--data', folder, name, JSON.stringify(input)],
      {
        maxBuffer: 1 << 28,
      },
    );
  };
  const straight = async () => {
    await run(process.execPath, [raw, join(sizes.year.folder, 'replica.db')]);
  };
  report.add({
    ...{
      what: 'new process to first answer, gates.day on a year (300 enterprises, 100,000 cases)',
      unit: 'ms',
    },
    better: 'less',
    figures: {
      ours: await median(5, ask(sizes.year.folder, 'gates.day', { date: LAST_DAY })),
      'straight from SQLite': await median(5, straight),
    },
  });
  for (const [name, input] of [
    ['gates.day', { date: LAST_DAY }],
    ['overview.now', { date: LAST_DAY }],
    ['cases.list', { month: LAST_DAY.slice(0, 7) }],
  ] as const) {
    const inside = async (folder: string) => {
      const reader = openReader(folder, () => Date.parse(`${LAST_DAY}T14:30:00+08:00`));
      const taken = await median(5, async () => void (await reader.api.call(name, input as never)));
      reader.close();
      return taken;
    };
    report.add({
      ...{
        what: `${name} in a running process, a year of data against a quarter`,
        unit: 'ms',
        better: 'less',
      },
      figures: {
        ours: await inside(sizes.year.folder),
        'a quarter only': await inside(sizes.quarter.folder),
      },
    });
  }
  sizes.year.remove();
  sizes.quarter.remove();
}

/** A console that wrote 5,000 entries without network: until the office has acknowledged them all. */
export async function catchUp(report: Report, entries = 5000): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'home-'));
  const times: number[] = [];
  for (let round = 0; round < 3; round++) {
    const data = join(folder, `office${round}`);
    let office = await startOffice(data);
    const port = Number(new URL(office.said.url).port);
    const key = await token(data, 'field', 'bench');
    const console = await createConsole({
      folder: join(folder, `console${round}`),
      given: { server: office.said.url, token: key },
    });
    const status = () => console.api.call('sync.status', {});
    while (!(await status()).connected) await sleep(20);
    await office.kill();
    while ((await status()).connected) await sleep(20);
    for (let i = 0; i < entries; i++)
      await console.act('case.open', {
        kind: 'restricted_road',
        plate: '豫H6K888',
        capturedAt: '2024-11-30T08:00:00+08:00',
      });
    office = await startOffice(data, port);
    const start = performance.now();
    while ((await status()).waiting > 0) await sleep(10);
    times.push(performance.now() - start);
    await console.close();
    await office.kill();
  }
  rmSync(folder, { recursive: true, force: true });
  report.add({
    ...{
      what: `a console with ${entries} own entries, from the office’s start until all are acknowledged`,
      unit: 'ms',
    },
    better: 'less',
    figures: { ours: quantile(times, 0.5) },
    note: 'reconnecting and its pause included',
  });
}
