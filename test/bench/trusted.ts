import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Console, createConsole } from '../../main/console.ts';
import { Ahead } from '../../replica/ahead.ts';
import { admin, startOffice, token } from '../integration/office.ts';
import { quantile, type Report } from './report.ts';

const DOCUMENT = 'gate-days/2024-11';
const PIN = '246810';

/** An officer signs so many entries without network and brings them in; the office marks each with a receipt. */
export async function signed(folder: string, office: string, data: string, entries: number): Promise<void> {
  const { code } = await admin<{ code: string }>(
    data,
    ...['person', '--name', '甲', '--unit', '市绿色货运办', '--post', 'office'],
  );
  const officer = await createConsole({ folder, given: { server: office, code }, pin: PIN });
  const { person, device } = officer.settings();
  const draft = (n: number) => ({
    ...{
      v: 1,
      id: `closed-${n}`,
      kind: 'gate-day.closed',
      subject: `914108${n % 300}/2024-11-${1 + (n % 30)}`,
    },
    at: `${String(Date.now()).padStart(13, '0')}-0000-${device}`,
    ...{
      by: { person: person!, device },
      body: { date: `2024-11-${1 + (n % 30)}`, released: 40, green: 31 },
    },
  });
  officer.keys.unlock(PIN);
  for (let from = 0; from < entries; from += 500)
    officer.replica.append(
      DOCUMENT,
      Array.from({ length: 500 }, (_, n) => officer.keys.sign(draft(from + n))),
    );
  while ((await officer.api.call('sync.status', {})).waiting > 0) await sleep(20);
  await officer.close();
}

const receiptsOf = ({ replica }: Console) => replica.family('receipts');

function caughtUp({ replica, sync }: Console, entries: number): boolean {
  const there = [DOCUMENT, ...receiptsOf({ replica } as Console)];
  if (there.length < 2 || !there.every((name) => sync!.synced(name))) return false;
  return [...replica.stateVector(DOCUMENT).values()].reduce((sum, next) => sum + next, 0) >= entries;
}

/**
 * A console that catches up with signed entries and their receipts, checking them; beside one that checks nothing. Then
 * every one is asked for, and asked for once more by a console that starts anew.
 */
export async function trusted(report: Report): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'trusted-'));
  const data = join(folder, 'office');
  const office = await startOffice(data);
  const entries = 5000;
  await signed(join(folder, 'officer'), office.said.url, data, entries);
  const key = await token(data, 'wall', 'bench');
  const { add } = Ahead.prototype;
  const times = {
    unchecked: [] as number[],
    checked: [] as number[],
    asked: [] as number[],
    again: [] as number[],
  };
  for (let round = 0; round < 10; round++) {
    const checks = round % 2 === 1;
    Ahead.prototype.add = checks ? add : () => {};
    const given = { server: office.said.url, token: key };
    const of = join(folder, `reader${round}`);
    const start = performance.now();
    const reader = await createConsole({ folder: of, given });
    while (!caughtUp(reader, entries)) await sleep(5);
    if (checks) reader.trust();
    times[checks ? 'checked' : 'unchecked'].push(performance.now() - start);
    if (checks) times.asked.push(timed(() => bindAll(reader, entries)));
    await sleep(50);
    await reader.close();
    if (!checks) continue;
    const again = await createConsole({ folder: of, sync: false });
    times.again.push(timed(() => bindAll(again, entries)));
    await again.close();
  }
  await office.kill();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  const what = `${entries} entries, every one signed and receipted`;
  const rows = [
    [`catch-up of ${what}, checked as they come`, times.checked, 'checking nothing', times.unchecked],
    [`${what}: all asked for at once, after a start anew`, times.again, 'right after they came', times.asked],
  ] as const;
  for (const [row, ours, name, other] of rows)
    report.add({
      ...{ what: row, unit: 'ms', better: 'less' },
      figures: { ours: quantile([...ours], 0.5), [name]: quantile([...other], 0.5) },
    });
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function bindAll(reader: Console, entries: number): void {
  const trust = reader.trust();
  const binding = reader.replica
    .entries(DOCUMENT)
    .filter((entry) => trust.binding(DOCUMENT, entry).state === 'binding');
  if (binding.length !== entries) throw new Error(`${binding.length} of ${entries} bind`);
}
