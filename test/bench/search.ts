import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openReader } from '../../main/console.ts';
import { quantile, type Report } from './report.ts';
import { LAST_DAY, makeYear } from './year.ts';

const ROUNDS = 15;

/** What somebody types, and what a plain scan would look for in its place: it knows no sounds. */
const ASKED = [
  ['a plate', '豫H·6K812', '豫H6K812'],
  ['a part of a plate', '6K812', '6K812'],
  ['what nearly all cases hold', '豫H', '豫H'],
  ['a name', '企业217', '企业217'],
  ['initials', 'slqy', '示例企业'],
  ['a VIN', 'VEH00001234', 'VEH00001234'],
  ['an owner of trucks', '示例运输17', '示例运输17'],
  ['nothing', '没有这一家', '没有这一家'],
] as const;

/** The search of every desk, as a screen asks while somebody types, beside a plain SQLite scan of the same states. */
export async function search(report: Report): Promise<void> {
  const year = makeYear(300, 365, 275);
  const reader = openReader(year.folder, () => Date.parse(`${LAST_DAY}T14:30:00+08:00`));
  const db = new Database(join(year.folder, 'replica.db'), { readonly: true });
  const scan = db.prepare('SELECT noun, subject, json FROM state WHERE json LIKE ? LIMIT 400');
  const found: Record<string, Record<string, number[]>> = {};
  const timed = async (what: string, name: string, work: () => unknown) => {
    const start = performance.now();
    await work();
    found[what] ??= {};
    found[what][name] = [...(found[what][name] ?? []), performance.now() - start];
  };
  const start = performance.now();
  await reader.api.call('search.find', { text: '6K812' });
  const first = performance.now() - start;
  for (let round = 0; round < ROUNDS; round++)
    for (const [what, text, plain] of ASKED) {
      await timed(what, 'ours', () => reader.api.call('search.find', { text }));
      await timed(what, 'plain scan', () =>
        (scan.all(`%${plain}%`) as { json: string }[]).map(({ json }) => JSON.parse(json)),
      );
    }
  for (const [what, by] of Object.entries(found))
    for (const [name, q] of [
      ['median', 0.5],
      ['slowest', 1],
    ] as const)
      report.add({
        ...{ what: `search for ${what} on a year (100,000 cases), ${name}`, unit: 'ms', better: 'less' },
        figures: Object.fromEntries(Object.entries(by).map(([of, times]) => [of, quantile(times, q)])),
        note: 'to be under 100',
      });
  report.add({
    ...{ what: 'the first search of a process', unit: 'ms', better: 'less' },
    figures: { ours: first },
  });
  db.close();
  reader.close();
  year.remove();
}
