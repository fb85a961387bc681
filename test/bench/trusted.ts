import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Trust } from '../../domain/ledger/trust.ts';
import { type Console, createConsole } from '../../main/console.ts';
import { nodeCrypto } from '../../replica/crypto.ts';
import { admin, startOffice, token } from '../integration/office.ts';
import { quantile, type Report } from './report.ts';

const DOCUMENT = 'gate-days/2024-11';
const PIN = '246810';

/** An officer signs so many entries without network and brings them in; the office marks each with a receipt. */
async function signed(folder: string, office: string, data: string, entries: number): Promise<void> {
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

/** Signatures and receipts of a catch-up, checked as they come, as a live query asks for them. */
export async function trusted(report: Report, entries = 5000): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'trusted-'));
  const data = join(folder, 'office');
  const office = await startOffice(data);
  await signed(join(folder, 'officer'), office.said.url, data, entries);
  const key = await token(data, 'wall', 'bench');
  let made = 0;
  const round = async (checked: boolean) => {
    const start = performance.now();
    const reader = await createConsole({
      folder: join(folder, `reader${made++}`),
      given: { server: office.said.url, token: key },
    });
    const check = () => {
      const trust = new Trust(
        reader.settings().root,
        reader.replica.entries('registry'),
        receiptsOf(reader).flatMap((name) => reader.replica.entries(name)),
        nodeCrypto,
      );
      return reader.replica
        .entries(DOCUMENT)
        .filter((entry) => trust.binding(DOCUMENT, entry).state === 'binding').length;
    };
    for (let binding = 0; !caughtUp(reader, entries) || (checked && binding < entries); ) {
      await sleep(checked ? 250 : 5);
      if (checked) binding = check();
    }
    const took = performance.now() - start;
    await reader.close();
    return took;
  };
  const times = { without: [] as number[], with: [] as number[] };
  for (let n = 0; n < 3; n++) {
    times.without.push(await round(false));
    times.with.push(await round(true));
  }
  await office.kill();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  report.add({
    ...{
      what: `catch-up of ${entries} signed entries and their receipts, all checked as they come`,
      unit: 'ms',
      better: 'less',
    },
    figures: { ours: quantile(times.with, 0.5), 'checking nothing': quantile(times.without, 0.5) },
  });
}
