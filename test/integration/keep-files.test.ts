import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayOf, endOfDay, monthOf, startOfDay } from '../../domain/day.ts';
import { type Console, createConsole } from '../../main/console.ts';
import { doVerb } from '../../sync-server/admin.ts';
import type { Outlook, Round } from '../../sync-server/keep.ts';
import { restore } from '../../sync-server/restore.ts';
import { type Server, startServer } from '../../sync-server/server.ts';
import type { Verification } from '../../sync-server/verify.ts';
import { paragraphsOf } from '../unit/paper.read.ts';
import { temporary, until } from './office.ts';

/** Cases and checks with their photographs, at an office and on consoles; the years pass on one clock. */
const START = '2024-12-05';
const PLATE = '豫H12345D';
const home = temporary('keep-files');
const copy = `${home.path}.backup`;
const folders: ReturnType<typeof temporary>[] = [];
let now = startOfDay(START) + 10 * 3_600_000;
let server: Server;
const open: Console[] = [];

const start = () =>
  startServer({ folder: home.path, host: '127.0.0.1', port: 0, level: 'silent', now: () => now });
const verb = <T>(name: 'keep' | 'token' | 'verify' | 'backup' | 'recovered', input: unknown) =>
  doVerb(server.office, name, input) as Promise<T>;
const run = () => verb<Round>('keep', { run: true });
const has = (hash: string) => server.office.blobs.has(hash);

async function openConsole(role: string): Promise<Console> {
  const folder = temporary('keep-desk');
  folders.push(folder);
  const { token } = await verb<{ token: string }>('token', { role, name: role });
  const given = { server: server.url, token };
  const made = await createConsole({ folder: folder.path, given, now: () => now });
  open.push(made);
  await until(async () => (await made.api.call('sync.status', {})).connected);
  await until(async () => (await made.api.call('me', {})).person !== '');
  return made;
}

/** A file as it came to the office on the day of the scene. */
function photo(): string {
  const hash = server.office.blobs.write(randomBytes(64));
  server.office.blobs.setArrivedAt(hash, now);
  return hash;
}
const cases = () => `cases/${monthOf(dayOf(now))}`;
function openCase(id: string, files: string[], more = {}): void {
  const media = files.map((sha256) => ({ sha256, kind: 'jpg' }));
  const body = { kind: 'restricted_road', plate: PLATE, readings: { hphm: PLATE }, media, ...more };
  server.office.record(cases(), 'case.opened', id, body);
}
/** Through to its end, which a false alarm is at once. */
const endCase = (doc: string, id: string) =>
  server.office.record(doc, 'case.advanced', id, { to: 'false_alarm' });
function check(id: string, files: string[], more = {}): void {
  const media = files.map((sha256) => ({ sha256, kind: '车头' }));
  const body = { kind: 'road', result: 'fit', plate: PLATE, media, ...more };
  server.office.record(`checks/${monthOf(dayOf(now))}`, 'check.recorded', id, body, id);
}
const plateOf = async (console: Console, id: string) =>
  (await console.api.call('cases.list', {})).cases.find((each) => each.id === id)?.plate;
const hits = async (console: Console, text: string) =>
  (await console.api.call('search.find', { text })).hits.map((each) => each.id).sort();

beforeAll(async () => {
  server = await start();
});
afterAll(async () => {
  for (const each of open) await each.close();
  await server?.close();
  for (const folder of [home, ...folders]) folder.remove();
});

let files: Record<'ended' | 'running' | 'shared' | 'scan' | 'draft' | 'checked' | 'linked' | 'loose', string>;

test('what is closed, checked, shared, signed for and still running is told apart to the day', async () => {
  const names = ['ended', 'running', 'shared', 'scan', 'draft', 'checked', 'linked', 'loose'] as const;
  files = Object.fromEntries(names.map((name) => [name, photo()])) as typeof files;
  const doc = cases();
  openCase('C-ended', [files.ended, files.shared, files.scan, files.draft]);
  openCase('C-running', [files.running]);
  check('K-checked', [files.checked]);
  check('K-linked', [files.linked], { case: 'C-running' });
  server.office.record('actions', 'action.reported', 'A1', { text: '见附件', files: [files.scan] });
  server.office.replica.edit('meetings/m1', (draft) => {
    draft.getMap('papers').set('p1', { sha256: files.draft });
  });
  endCase(doc, 'C-ended');
  await verb('backup', { file: copy });

  now = endOfDay('2027-12-05') - 1;
  // Another check of the last day names the same picture: it is needed again.
  check('K-young', [files.shared]);
  expect((await verb<Outlook>('keep', {})).files).toEqual([]);
  expect((await verb<Outlook>('keep', { until: '2027-12-06' })).files.map(({ hash }) => hash).sort()).toEqual(
    [files.ended, files.checked].sort(),
  );
});

test('photographs go at the office and on consoles, never the unsent ones; the record says until when', async () => {
  const desk = await openConsole('police');
  const laptop = await openConsole('field');
  const read = (console: Console, sha256: string) => console.api.call('file.read', { sha256, from: 0 });
  for (const hash of [files.ended, files.running, files.checked]) await until(() => read(desk, hash));
  await until(() => read(laptop, files.checked));
  // The laptop took the same picture and has not sent it yet.
  const bytes = server.office.blobs.read(files.ended)!;
  await laptop.close();
  const given = { server: server.url };
  const away = await createConsole({ folder: folders.at(-1)!.path, given, now: () => now, sync: false });
  await away.api.call('file.keep', { upload: null, part: bytes.toString('base64'), last: true });

  now = endOfDay('2027-12-05');
  expect(await run()).toMatchObject({ files: 2, passages: 0 });
  expect(await run()).toMatchObject({ files: 0 });
  for (const name of ['running', 'shared', 'scan', 'draft', 'linked', 'loose'] as const)
    expect([name, has(files[name])]).toEqual([name, true]);
  expect([has(files.ended), has(files.checked)]).toEqual([false, false]);

  const expired = { [files.ended]: '2027-12-05' };
  await until(async () => (await desk.api.call('cases.view', { case: 'C-ended' })).filesExpired[files.ended]);
  const seen = await desk.api.call('cases.view', { case: 'C-ended' });
  expect(seen.filesExpired).toEqual(expired);
  expect(JSON.stringify(seen.opened)).toContain(files.ended);
  await expect(read(desk, files.ended)).rejects.toMatchObject({ code: 'expired' });
  await expect(read(desk, files.checked)).rejects.toMatchObject({ code: 'expired' });
  expect((await read(desk, files.running)).size).toBe(64);
  expect((await desk.api.call('checks.view', { check: 'K-checked' })).filesExpired).toEqual({
    [files.checked]: '2027-12-05',
  });
  // The word comes to the laptop by courier: what it fetched goes, what it has not sent stays.
  expect((await read(away, files.checked)).size).toBe(64);
  away.replica.append('registry', desk.replica.entries('registry'));
  await expect(read(away, files.checked)).rejects.toMatchObject({ code: 'expired' });
  expect((await read(away, files.ended)).size).toBe(64);
  await away.close();
  expect(await verb<Verification>('verify', {})).toMatchObject({ bad: [] });
});

test('a plate past its time is masked for everybody but audit, in lists, views, search and by vehicle', async () => {
  const desk = open[0]!;
  const audit = await openConsole('audit');
  for (const { replica } of [desk, audit]) {
    await until(() => replica.entries('cases/2024-12').length === 3);
    await until(
      () => replica.entry('checks/2024-12', 'K-linked') && replica.entry('checks/2024-12', 'K-checked'),
    );
    await until(() => replica.entry('checks/2027-12', 'K-young'));
  }
  expect(await plateOf(desk, 'C-ended')).toBe('豫H·12**5D');
  expect(await plateOf(audit, 'C-ended')).toBe(PLATE);
  const view = await desk.api.call('cases.view', { case: 'C-ended' });
  expect(view.opened).toMatchObject({ plate: '豫H·12**5D', readings: { hphm: '豫H·12**5D' } });
  expect(JSON.stringify(view)).not.toContain('12345');
  const checked = await desk.api.call('checks.view', { check: 'K-checked' });
  expect(JSON.stringify(checked)).not.toContain('12345');
  // A check whose case still runs is not over, however old.
  expect((await desk.api.call('checks.view', { check: 'K-linked' })).plate).toBe(PLATE);
  expect(await hits(desk, PLATE)).toEqual(['C-running', 'K-linked', 'K-young']);
  expect(await hits(audit, PLATE)).toEqual(['C-ended', 'C-running', 'K-checked', 'K-linked', 'K-young']);
  expect(await hits(desk, 'C-ended')).toEqual(['C-ended']);
  const history = async (console: Console) =>
    (await console.api.call('vehicle.history', { plate: PLATE })).items.map(({ id }) => id).sort();
  expect(await history(desk)).toEqual(['C-running', 'K-linked', 'K-young']);
  expect(await history(audit)).toHaveLength(5);
  const paper = await desk.api.call('paper.make', { paper: 'check-record', params: { check: 'K-checked' } });
  const text = paragraphsOf(Buffer.from(paper.base64, 'base64')).join('\n');
  expect(text).toContain('豫H·12**5D');
  expect(text).not.toContain('12345');
  await expect(desk.api.call('keep.outlook', {})).rejects.toMatchObject({ code: 'office' });
  expect(await audit.api.call('keep.outlook', {})).toMatchObject({
    ...{ on: '2027-12-06', through: '2028-01-05', last: '2027-12-06', held: 0 },
    ...{ done: { passages: 0, files: 2, keys: 0 }, soon: { check_file: { count: 0, first: null } } },
  });
  expect(desk.replica.entry('checks/2024-12', 'K-checked')!.body.plate).toBe(PLATE);
});

test('killed at the word or at a file, the round is ended by the next; the case that ran goes when it has ended', async () => {
  endCase('cases/2024-12', 'C-running');
  for (const each of open.splice(0)) await each.close();
  await server.close();
  now = startOfDay('2030-12-07');
  for (const [at, n] of [
    ['word', 1],
    ['file', 1],
    ['file', 2],
  ] as const) {
    const args = [home.path, String(now), at, String(n)];
    const child = fork(`${import.meta.dirname}/keep-child.ts`, args, { stdio: 'inherit' });
    await new Promise<void>((done) => child.once('exit', () => done()));
  }
  server = await start();
  await run();
  expect([has(files.running), has(files.linked), has(files.shared)]).toEqual([false, false, false]);
  expect([has(files.scan), has(files.draft), has(files.loose)]).toEqual([true, true, true]);
  const said = server.office.replica
    .entries('registry')
    .flatMap(({ kind, body }) => (kind === 'file.destroyed' ? (body.files as string[]) : []));
  expect(said.length).toBe(new Set(said).size);
});

test('a backup of before brings files back, and the first round after the recovery takes them again', async () => {
  await server.close();
  await restore(home.path, copy);
  server = await start();
  expect(has(files.ended)).toBe(true);
  await expect(run()).rejects.toThrow('recovery');
  expect(has(files.ended)).toBe(true);
  await verb('recovered', {});
  await run();
  // Its case ended before the backup; what ended after it holds its files, since the backup says that it runs.
  expect([has(files.ended), has(files.checked)]).toEqual([false, false]);
  expect([has(files.running), has(files.linked), has(files.scan)]).toEqual([true, true, true]);
  expect(dayOf(server.office.blobs.arrivedAt(files.running))).toBe(START);
});
