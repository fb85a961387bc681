import { join } from 'node:path';
import Database from 'better-sqlite3';
import { addDays } from '../../domain/day.ts';
import { openReader } from '../../main/console.ts';
import { quantile, type Report } from './report.ts';
import { LAST_DAY, makeYear } from './year.ts';

const DAYS = 30;
const ROUNDS = 7;
const draft = {
  ...{ target: 'gate.key_dual_high.share', value: 85, dueOn: '2024-12-31', effectiveFrom: LAST_DAY },
  ...{ replaces: '2024-12-31', scope: {}, reason: '' },
};

async function median(work: () => Promise<unknown> | unknown): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const start = performance.now();
    await work();
    if (round > 0) times.push(performance.now() - start);
  }
  return quantile(times, 0.5);
}

/**
 * A target request tried over 30 days and 300 enterprises from the local replica: at the first time in a process, when
 * nothing has been read yet, and again as a followed query runs it. Beside it what the same answer costs by other ways.
 */
export async function whatif(report: Report): Promise<void> {
  const year = makeYear(300, 90, 0);
  const now = () => Date.parse(`${LAST_DAY}T14:30:00+08:00`);
  const window = Array.from({ length: DAYS }, (_, back) => addDays(LAST_DAY, -back));
  const once = async (ask: (api: ReturnType<typeof openReader>['api']) => Promise<unknown>) => {
    const reader = openReader(year.folder, now);
    await ask(reader.api);
    reader.close();
  };
  const days = async (api: ReturnType<typeof openReader>['api']) => {
    for (let version = 0; version < 2; version++)
      for (const date of window) await api.call('gates.day', { date });
  };
  const straight = () => {
    const db = new Database(join(year.folder, 'replica.db'), { readonly: true });
    const docOf = db.prepare('SELECT n FROM doc WHERE name = ?').pluck();
    const rows = db.prepare('SELECT json FROM gauge WHERE doc = ?').pluck();
    for (const date of window)
      for (const row of rows.all(docOf.get(`gates/${date}`)) as string[]) JSON.parse(row);
    db.close();
  };
  const input = { draft, days: DAYS };
  report.add({
    what: 'what-if over 30 days and 300 enterprises, nothing read before',
    ...{ unit: 'ms', better: 'less' },
    figures: {
      ours: await median(() => once((api) => api.call('targets.whatIf', input))),
      'gates.day of each day, twice': await median(() => once(days)),
      'straight from SQLite': await median(straight),
    },
    note: 'to be under 500',
  });
  const reader = openReader(year.folder, now);
  report.add({
    what: 'the same again in a running process, as a screen follows it',
    ...{ unit: 'ms', better: 'less' },
    figures: {
      ours: await median(() => reader.api.call('targets.whatIf', input)),
      'gates.day of each day, twice': await median(() => days(reader.api)),
    },
  });
  reader.close();
  year.remove();
}
