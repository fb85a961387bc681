import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Output } from '../../domain/contract.ts';
import { dayOf, monthOf } from '../../domain/day.ts';
import { type Console, createConsole } from '../../main/console.ts';
import { cuttable } from './cut.ts';
import { admin, type Running, startOffice, stock, temporary, token, until } from './office.ts';

const today = dayOf(Date.now());
const checks = `checks/${monthOf(today)}`;
const home = temporary('field-office');
let office: Running;
let line: Awaited<ReturnType<typeof cuttable>>;
const folders: ReturnType<typeof temporary>[] = [];
let open: Console[] = [];

beforeAll(async () => {
  office = await startOffice(home.path);
  line = await cuttable(Number(new URL(office.said.url).port));
});
afterEach(async () => {
  for (const each of open) await each.close();
  open = [];
});
afterAll(async () => {
  await line?.close();
  await office?.kill();
  for (const folder of [home, ...folders]) folder.remove();
});

async function inspector(name: string): Promise<{ folder: string; given: { server: string; code: string } }> {
  const { code } = await admin<{ code: string }>(
    home.path,
    ...['person', '--name', name, '--unit', '中站大队', '--post', 'field'],
  );
  const made = temporary('field-laptop');
  folders.push(made);
  return { folder: made.path, given: { server: line.url, code } };
}

async function laptop(
  folder: string,
  more: Partial<Parameters<typeof createConsole>[0]> = {},
): Promise<Console> {
  const made = await createConsole({ folder, ...more });
  open.push(made);
  return made;
}

async function keep(console: Console, bytes: Buffer, first = false): Promise<string> {
  let upload: string | null = null;
  for (let from = 0; ; from += 1024 * 1024) {
    const part = bytes.subarray(from, from + 1024 * 1024).toString('base64');
    const last = from + 1024 * 1024 >= bytes.length;
    const kept: Output<'file.keep'> = await console.api.call('file.keep', { upload, part, last, first });
    if (kept.sha256) return kept.sha256;
    upload = kept.upload;
  }
}

const state = (console: Console) => console.api.call('field.state', {});
const check = (n: number, media: string[] = []) => ({
  ...{ kind: 'emission' as const, result: 'fit' as const, plate: `豫H${String(n).padStart(5, '0')}` },
  media: media.map((sha256) => ({ sha256, kind: '车头' })),
});

test('a day offline comes home over a line that is cut ten times: nothing lost, nothing doubled', async () => {
  const { folder, given } = await inspector('徐静波');
  const first = await laptop(folder, { given, pin: '2468' });
  await until(async () => (await state(first)).connected);
  await first.close();
  open = [];
  // The cable is out: the laptop works on its own.
  const away = await laptop(folder, { pin: '2468', sync: false });
  const photos: Buffer[] = [];
  for (let n = 0; n < 40; n++) {
    const small = randomBytes(2000);
    const original = randomBytes(150_000);
    photos.push(small, original);
    await away.api.call(
      'check.record',
      check(n, [await keep(away, small, true), await keep(away, original)]),
    );
  }
  for (let n = 40; n < 400; n++) await away.api.call('check.record', check(n));
  expect(await state(away)).toMatchObject({
    entries: { today: 400, atOffice: 0 },
    files: { waiting: 80, small: 40 },
  });
  await away.close();
  open = [];

  line.every(400_000, 10);
  const back = await laptop(folder, { pin: '2468' });
  await until(async () => (await state(back)).entries.waiting === 0, 60_000);
  await until(async () => (await state(back)).files.waiting === 0, 90_000);
  expect(line.cuts()).toBeGreaterThanOrEqual(10);
  expect(await state(back)).toMatchObject({
    entries: { today: 400, atOffice: 400, waiting: 0 },
    refused: [],
  });

  const reader = stock(office.said, checks, await token(home.path, 'police', 'reader'));
  await reader.synced;
  const plates = [...reader.entries.values()].map((each) => (each as { body: { plate: string } }).body.plate);
  reader.provider.destroy();
  expect(plates).toHaveLength(400);
  expect(new Set(plates).size).toBe(400);
  for (const photo of photos) {
    const hash = createHash('sha256').update(photo).digest('hex');
    const answer = await fetch(`${office.said.url}/blobs/${hash}`, {
      headers: { authorization: `Bearer ${await tokenOnce()}` },
    });
    expect(Buffer.from(await answer.arrayBuffer()).equals(photo)).toBe(true);
  }
  expect(readdirSync(join(folder, 'sealed'))).toEqual([]);
});

let desk: Promise<string> | null = null;
const tokenOnce = () => {
  desk ??= token(home.path, 'police', 'desk');
  return desk;
};

test('what waits is sealed on the disk, survives a kill, and goes on once the PIN is given', async () => {
  const { folder, given } = await inspector('王磊');
  const first = await laptop(folder, { given, pin: '1357' });
  await until(async () => (await state(first)).connected);
  await first.close();
  open = [];
  const away = await laptop(folder, { pin: '1357', sync: false });
  const photo = Buffer.from(`${'豫H12345D 行驶证 '.repeat(2000)}`);
  const hash = await keep(away, photo);
  await away.close();
  open = [];
  const sealed = join(folder, 'sealed', hash);
  expect(readFileSync(sealed).includes('豫H12345D')).toBe(false);
  expect(existsSync(join(folder, 'blobs', hash.slice(0, 2), hash))).toBe(false);

  const locked = await laptop(folder);
  await until(async () => (await state(locked)).connected);
  expect((await state(locked)).files).toMatchObject({ waiting: 1, locked: true });
  await expect(
    locked.api.call('file.keep', { upload: null, part: 'AAAA', last: true }),
  ).rejects.toMatchObject({
    code: 'locked',
  });
  await locked.api.call('key.unlock', { pin: '1357' });
  await until(async () => (await state(locked)).files.waiting === 0, 30_000);
  const read = await locked.api.call('file.read', { sha256: hash, from: 0 });
  expect(Buffer.from(read.part, 'base64').equals(photo)).toBe(true);
});

test('a file goes on where it broke off, and one that was spoilt begins anew', async () => {
  const desk = { authorization: `Bearer ${await token(home.path, 'field', 'cam')}` };
  const bytes = randomBytes(3000);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const url = `${office.said.url}/blobs/${hash}`;
  const put = (part: Buffer, range: string) =>
    fetch(url, { method: 'PUT', headers: { ...desk, 'content-range': range }, body: new Uint8Array(part) });
  expect((await put(bytes.subarray(0, 1000), 'bytes 0-999/3000')).status).toBe(202);
  const head = async () => (await fetch(url, { method: 'HEAD', headers: desk })).headers;
  expect((await head()).get('upload-offset')).toBe('1000');
  expect((await put(bytes.subarray(0, 1000), 'bytes 0-999/3000')).status).toBe(409);
  expect((await put(bytes.subarray(1000), 'bytes 1000-2999/3000')).status).toBe(201);
  expect((await head()).get('upload-stored')).toBe('1');
  const other = createHash('sha256').update('other').digest('hex');
  const wrong = await fetch(`${office.said.url}/blobs/${other}`, {
    ...{
      method: 'PUT',
      headers: { ...desk, 'content-range': 'bytes 0-2999/3000' },
      body: new Uint8Array(bytes),
    },
  });
  expect(wrong.status).toBe(400);
  expect(
    (await fetch(url, { method: 'PUT', headers: { ...desk, 'content-range': 'x' }, body: 'x' })).status,
  ).toBe(200);
});

test('a part that an earlier run left at the office is gone on with, though this run did not ask first', async () => {
  const { folder, given } = await inspector('程远');
  const first = await laptop(folder, { given, pin: '1122' });
  await until(async () => (await state(first)).connected);
  const key = first.settings().token;
  await first.close();
  open = [];
  const away = await laptop(folder, { pin: '1122', sync: false });
  const photo = randomBytes(2_500_000);
  const hash = await keep(away, photo);
  await away.close();
  open = [];
  const url = `${office.said.url}/blobs/${hash}`;
  const part = { 'content-range': 'bytes 0-499999/2500000', authorization: `Bearer ${key}` };
  const left = await fetch(url, {
    ...{ method: 'PUT', headers: part, body: new Uint8Array(photo.subarray(0, 500_000)) },
  });
  expect(left.status).toBe(202);
  const back = await laptop(folder, { pin: '1122' });
  await until(async () => (await state(back)).files.waiting === 0, 60_000);
  const whole = await fetch(url, { headers: { authorization: `Bearer ${await tokenOnce()}` } });
  expect(Buffer.from(await whole.arrayBuffer()).equals(photo)).toBe(true);
});

test('a laptop takes along what it chose; what it did not is answered so, never with a zero', async () => {
  const { folder, given } = await inspector('秦立新');
  const made = await laptop(folder, { given, pin: '9753' });
  await until(async () => (await state(made)).connected);
  const month = { ...{ from: today, to: today, families: ['checks' as const] }, counties: [], files: [] };
  await until(async () => (await made.api.call('carry.offer', month)).documents.length > 0);
  const offer = await made.api.call('carry.offer', month);
  expect(offer.documents.map((each) => each.name)).toContain(checks);
  expect(offer.bytes).toBeGreaterThan(0);
  await made.api.call('carry.choose', month);
  await expect(made.api.call('gates.day', { date: today })).rejects.toMatchObject({ code: 'not_carried' });
  await expect(made.api.call('cases.desk', { line: 'road' })).rejects.toMatchObject({ code: 'not_carried' });
  await expect(
    made.api.call('carry.choose', { ...month, from: '2024-12-05', to: '2024-12-04' }),
  ).rejects.toMatchObject({ code: 'bad_input' });
  await made.close();
  open = [];
  const again = await laptop(folder, { pin: '9753' });
  expect((await again.api.call('carry.offer', month)).chosen).toContain(checks);
});

test('a clock that is off is told, and the record keeps what the device said', async () => {
  const { folder, given } = await inspector('何志远');
  const made = await laptop(folder, { given, pin: '8642', now: () => Date.now() + 20 * 60_000 });
  await until(async () => (await state(made)).clockAhead !== null);
  const { clockAhead } = await state(made);
  expect(Math.abs(clockAhead! - 20 * 60_000)).toBeLessThan(60_000);
});

test('the courier’s file goes by the screen, part by part, and twice is harmless', async () => {
  const { folder, given } = await inspector('林海');
  const made = await laptop(folder, { given, pin: '8642' });
  await until(async () => (await state(made)).connected);
  // The certificate goes along, so that a machine that never saw the network believes the entry.
  await until(async () => (await made.api.call('key.state', {})).standing === 'certified');
  await made.api.call('check.record', check(9999));
  const bundle = await made.api.call('bundle.make', {});
  const parts: Buffer[] = [];
  for (let from: number | null = 0; from !== null; ) {
    const read: { part: string; next: number | null } = await made.api.call('file.read', {
      sha256: bundle.sha256,
      from,
    });
    parts.push(Buffer.from(read.part, 'base64'));
    from = read.next;
  }
  const bytes = Buffer.concat(parts);
  expect(bytes.length).toBe(bundle.bytes);
  const other = temporary('field-other');
  folders.push(other);
  const desk = await laptop(other.path, {
    given: { server: line.url, token: await token(home.path, 'police', 'courier') },
    sync: false,
  });
  const bring = () =>
    desk.api.call('bundle.take', { upload: null, part: bytes.toString('base64'), last: true });
  const { entries } = (await bring()).taken!;
  expect(entries).toBeGreaterThan(0);
  expect((await bring()).taken).toEqual({ entries: 0, known: entries, refused: [] });
  bytes[Math.floor(bytes.length / 3)]! ^= 1;
  await expect(bring()).rejects.toMatchObject({ code: 'bundle' });
});
