import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { dayOf, monthOf } from '../../domain/day.ts';
import { type Console, createConsole } from '../../main/console.ts';
import { admin, type Running, startOffice, stock, temporary, token, until } from './office.ts';

const checks = `checks/${monthOf(dayOf(Date.now()))}`;
const home = temporary('personal-office');
let office: Running;
const folders: ReturnType<typeof temporary>[] = [];
let open: Console[] = [];

beforeAll(async () => {
  office = await startOffice(home.path);
});
afterEach(async () => {
  for (const each of open) await each.close();
  open = [];
});
afterAll(async () => {
  await office?.kill();
  for (const folder of [home, ...folders]) folder.remove();
});

async function laptop(role: string, name: string, more = {}): Promise<Console> {
  const made = temporary('personal-console');
  folders.push(made);
  const given = { server: office.said.url, token: await token(home.path, role, name) };
  const console = await createConsole({ folder: made.path, given, ...more });
  open.push(console);
  await until(async () => (await console.api.call('sync.status', {})).connected);
  await until(async () => (await console.api.call('me', {})).person !== '');
  return console;
}

const PARTY = { kind: 'party' as const, name: '王某某', phone: '13800000000', licence: '410800000000' };
const record = (console: Console) =>
  console.api.call('check.record', { kind: 'road', result: 'unfit', plate: '豫H6K888', personal: PARTY });
const read = (console: Console, entry: string, reason = '核对当事人') =>
  console.api.call('personal.open', { document: checks, entry, reason });

test('what is personal leaves no trace in the clear, is opened by right, and each opening is written down', async () => {
  const field = await laptop('field', 'xu');
  const { id } = await record(field);
  expect(await read(field, id)).toMatchObject({ state: 'open', personal: PARTY });
  await until(async () => (await field.api.call('sync.status', {})).waiting === 0);
  await until(() => field.seals.waiting().length === 0);
  const desk = await laptop('police', 'desk');
  await until(() => desk.replica.entry(checks, id));
  expect(await read(desk, id, '处罚告知')).toMatchObject({ state: 'open', personal: PARTY });
  const duty = await laptop('duty', 'duty');
  await expect(read(duty, id)).rejects.toMatchObject({ code: 'post' });
  // Anybody with the document has cipher text and nothing else.
  const reader = stock(office.said, checks, await token(home.path, 'audit', 'audit-1'));
  await reader.synced;
  expect(JSON.stringify(reader.entries.get(id))).not.toContain('王某某');
  reader.provider.destroy();
  for (const folder of [home.path, folders[0]!.path])
    for (const name of readdirSync(folder))
      if (name.startsWith('replica.db'))
        expect(readFileSync(join(folder, name)).includes('王某某')).toBe(false);
  const log = await laptop('audit', 'audit-2');
  await until(async () => (await log.api.call('people.readings', {})).readings.length >= 2);
  const readings = (await log.api.call('people.readings', {})).readings;
  expect(readings.map((each) => [each.reader.id, each.reason, each.person.id]).sort()).toEqual([
    ['desk', '处罚告知', id],
    ['xu', '核对当事人', id],
  ]);
});

test('what is asked to be forgotten is gone everywhere, and the ledger stays whole', async () => {
  const field = await laptop('field', 'li');
  const { id } = await record(field);
  await until(() => field.seals.waiting().length === 0 && field.replica.stored(checks, id));
  expect(await admin<{ destroyed: number }>(home.path, 'forget', '--subject', id)).toEqual({ destroyed: 1 });
  await until(async () => (await read(field, id)).state === 'destroyed');
  const desk = await laptop('police', 'desk-2');
  await until(() => desk.replica.entry(checks, id));
  expect((await read(desk, id)).state).toBe('destroyed');
  expect(await admin<{ bad: unknown[] }>(home.path, 'verify')).toMatchObject({ bad: [] });
  await expect(admin(home.path, 'forget', '--subject', id)).rejects.toThrow();
});

test('personal fields that can’t be read are refused, never written in the clear', async () => {
  const field = await laptop('field', 'zhao');
  const bad = {
    kind: 'road' as const,
    result: 'fit' as const,
    personal: { kind: 'party', name: '甲'.repeat(200) },
  };
  await expect(field.api.call('check.record', bad)).rejects.toMatchObject({ code: 'bad_input' });
  expect(field.replica.entries(checks).some((each) => each.by.person === 'zhao')).toBe(false);
});
