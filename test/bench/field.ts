import { createHash, randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dayOf, monthOf } from '../../domain/day.ts';
import { type Console, createConsole } from '../../main/console.ts';
import { cuttable } from '../integration/cut.ts';
import { killed } from '../integration/field-killed.ts';
import { admin, startOffice, stock, token } from '../integration/office.ts';
import { quantile, type Report } from './report.ts';

const PIN = '2468';
const ENTRIES = 5000;
const PHOTOS = 200;
/** A photo of a body recorder, and the small copy that goes before it. */
const ORIGINAL = 400_000;
const SMALL = 12_000;
const ROUNDS = 3;
const CUTS = 10;

const state = (console: Console) => console.api.call('field.state', {});

async function keep(console: Console, bytes: Buffer, first: boolean): Promise<string> {
  const part = bytes.toString('base64');
  const kept = await console.api.call('file.keep', { upload: null, part, last: true, first });
  return kept.sha256!;
}

/** A day in the field: checks as an inspector records them, some with a photo and its small copy. */
async function day(folder: string): Promise<Record<string, unknown>[]> {
  const away = await createConsole({ folder, pin: PIN, sync: false });
  for (let n = 0; n < ENTRIES; n++) {
    const photo = n % (ENTRIES / PHOTOS) === 0;
    const media = photo
      ? [await keep(away, randomBytes(SMALL), true), await keep(away, randomBytes(ORIGINAL), false)]
      : [];
    await away.api.call('check.record', {
      ...{ kind: 'emission', result: 'fit', plate: `豫H${String(n).padStart(5, '0')}` },
      media: media.map((sha256) => ({ sha256, kind: '车头' })),
    });
  }
  const entries = away.replica.entries(`checks/${monthOf(dayOf(Date.now()))}`);
  await away.close();
  return entries as unknown as Record<string, unknown>[];
}

interface Round {
  /** From the start of the console until the office has them all, in ms. */
  entries: number;
  photos: number;
  cuts: number;
  there: number;
}

/** The same laptop comes home to the same office, whole or over a line that is cut. */
async function comeHome(from: string, port: number, line: Line, cuts: number): Promise<Round> {
  const folder = mkdtempSync(join(tmpdir(), 'come-home-'));
  cpSync(from, folder, { recursive: true });
  const office = await startOffice(join(folder, 'office'), port);
  const before = line.cuts();
  // Two of them while entries go, the others while photos do.
  if (cuts > 0) line.every((PHOTOS * (ORIGINAL + SMALL)) / (cuts + 2), cuts);
  const start = performance.now();
  const console = await createConsole({ folder: join(folder, 'laptop'), pin: PIN });
  const done = async (what: 'entries' | 'files') => {
    while ((await state(console))[what].waiting > 0) await sleep(25);
    return performance.now() - start;
  };
  const [entries, photos] = await Promise.all([done('entries'), done('files')]);
  const atOffice = (await state(console)).entries.atOffice;
  await console.close();
  await office.kill();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  return { entries, photos, cuts: line.cuts() - before, there: atOffice };
}

type Line = Awaited<ReturnType<typeof cuttable>>;

/**
 * A stock Yjs client that comes with the same entries, until another client of the office has them all; then as many
 * photos, sent as they are, one by one.
 */
async function stockClient(
  from: string,
  port: number,
  entries: Record<string, unknown>[],
): Promise<{ took: number; files: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'stock-'));
  cpSync(from, folder, { recursive: true });
  const data = join(folder, 'office');
  const [field, police] = [await token(data, 'field', 'inspector'), await token(data, 'police', 'reader')];
  const office = await startOffice(data, port);
  const document = `checks/${monthOf(dayOf(Date.now()))}`;
  const reader = stock(office.said, document, police);
  await reader.synced;
  const start = performance.now();
  const writer = stock(office.said, document, field);
  for (const entry of entries) {
    const by = { person: 'inspector', device: 'stock' };
    writer.entries.set(String(entry.id), { ...entry, by });
  }
  while (reader.entries.size < entries.length) await sleep(5);
  const took = performance.now() - start;
  for (let n = 0; n < 2 * PHOTOS; n++) {
    const bytes = randomBytes(n < PHOTOS ? SMALL : ORIGINAL);
    const hash = createHash('sha256').update(bytes).digest('hex');
    await fetch(`${office.said.url}/blobs/${hash}`, {
      ...{ method: 'PUT', headers: { authorization: `Bearer ${field}` }, body: bytes },
    });
  }
  const files = performance.now() - start;
  writer.provider.destroy();
  reader.provider.destroy();
  await office.kill();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  return { took, files };
}

/** 5,000 entries and 200 photos made without network: home on one machine, and over a line that is cut ten times. */
export async function field(report: Report): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'field-'));
  const [data, laptop] = [join(folder, 'office'), join(folder, 'laptop')];
  const office = await startOffice(data);
  const port = Number(new URL(office.said.url).port);
  const line = await cuttable(port);
  const { code } = await admin<{ code: string }>(
    data,
    ...['person', '--name', '徐静波', '--unit', '中站大队', '--post', 'field'],
  );
  const first = await createConsole({ folder: laptop, given: { server: line.url, code }, pin: PIN });
  while ((await first.api.call('key.state', {})).standing !== 'certified') await sleep(20);
  await first.close();
  await office.kill();
  const entries = await day(laptop);
  const rounds: Record<'whole' | 'cut', Round[]> = { whole: [], cut: [] };
  const plain: Record<'entries' | 'files', number[]> = { entries: [], files: [] };
  for (let round = 0; round < ROUNDS; round++) {
    rounds.whole.push(await comeHome(folder, port, line, 0));
    rounds.cut.push(await comeHome(folder, port, line, CUTS));
    const { took, files } = await stockClient(folder, port, entries);
    plain.entries.push(took);
    plain.files.push(files);
  }
  await line.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  tell(report, rounds, plain);
}

const what = `${ENTRIES} offline entries and ${PHOTOS} photos`;

function tell(
  report: Report,
  rounds: Record<'whole' | 'cut', Round[]>,
  plain: Record<'entries' | 'files', number[]>,
): void {
  const of = (which: 'whole' | 'cut', part: 'entries' | 'photos', q: number) =>
    quantile(
      rounds[which].map((each) => each[part]),
      q,
    );
  for (const [name, q] of [
    ['median', 0.5],
    ['slowest', 1],
  ] as const) {
    report.add({
      ...{
        what: `${what}: the entries at the office after coming home, ${name}`,
        unit: 'ms',
        better: 'less',
      },
      figures: {
        ours: of('whole', 'entries', q),
        'a stock Yjs client, no photos': quantile(plain.entries, q),
      },
      note: 'to be under 3000; start of the console included',
    });
    report.add({
      ...{ what: `the same over a line that is cut ten times, ${name}`, unit: 'ms', better: 'less' },
      figures: { ours: of('cut', 'entries', q) },
      note: `cut ${rounds.cut.map((each) => each.cuts).join(', ')} times`,
    });
  }
  report.add({
    ...{ what: `${what}: the photos too, median`, unit: 'ms', better: 'less' },
    figures: { ours: of('whole', 'photos', 0.5), 'plain PUTs, one by one': quantile(plain.files, 0.5) },
  });
  report.add({
    ...{ what: 'the photos too, cut ten times, median', unit: 'ms', better: 'less' },
    figures: { ours: of('cut', 'photos', 0.5) },
  });
  report.add({
    ...{ what: `${what}: entries at the office in the end, fewest of all rounds`, unit: 'entries' },
    better: 'more',
    figures: { ours: Math.min(...[...rounds.whole, ...rounds.cut].map((each) => each.there)) },
  });
}

/** Inspector, officer and office, ended by SIGKILL at any point of their work. */
export async function killedField(report: Report, rounds: number): Promise<void> {
  const { saved, kills, lost, doubled, differ } = await killed(rounds);
  const how = Object.entries(kills).map(([which, times]) => `${which.replaceAll(' ', ' + ')} ${times}`);
  const rows = [
    ['lost of what was said to be saved', lost],
    ['entries or receipts that stand twice', doubled],
    ['replicas that differ', differ],
  ] as const;
  for (const [what, which] of rows)
    report.add({
      ...{ what: `SIGKILL in the field, ${rounds} rounds: ${what}`, unit: 'of them', better: 'less' },
      figures: { ours: which.length },
      note: which.slice(0, 5).join('; '),
    });
  report.add({
    what: `SIGKILL in the field, ${rounds} rounds: said to be saved`,
    ...{ unit: 'checks', better: 'more', figures: { ours: saved.checks } },
    note: `${saved.settlements} settlements, ${saved.photos} photos; killed: ${how.join(', ')}`,
  });
}
