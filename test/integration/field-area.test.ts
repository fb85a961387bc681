import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Input, Output, QueryName } from '../../domain/contract.ts';
import { addDays, dayOf } from '../../domain/day.ts';
import { createConsole } from '../../main/console.ts';
import { handOver } from '../../main/handover.ts';
import { cuttable } from './cut.ts';
import { admin, type Running, start, startOffice, temporary, token, until } from './office.ts';

const today = dayOf(Date.now());
const yesterday = addDays(today, -1);
const [HERE, THERE] = ['410803', '410804'];
const NEAR = ['91410803MA9TEST0N1', '91410803MA9TEST0N2'];
const FAR = ['91410804MA9TEST0F1', '91410804MA9TEST0F2'];
const PICTURES = 60;
const SMALL = 40_000;

const home = temporary('area-office');
const laptop = temporary('area-laptop');
const desk = temporary('area-desk');
let office: Running;
let line: Awaited<ReturnType<typeof cuttable>>;
let console_: Running | null = null;

beforeAll(async () => {
  office = await startOffice(home.path);
  line = await cuttable(Number(new URL(office.said.url).port));
  for (const id of [...NEAR, ...FAR])
    await admin(
      home.path,
      ...['enterprise', '--id', id, '--name', `企业${id.slice(-2)}`, '--tier', 'key_dual_high'],
      ...['--county', id.slice(2, 8), '--gates', '1'],
    );
});
afterAll(async () => {
  await console_?.kill('SIGKILL');
  await line?.close();
  await office?.kill();
  for (const folder of [home, laptop, desk]) folder.remove();
});

async function passages(): Promise<void> {
  const key = await token(home.path, 'operator', 'gates', '--enterprises', 'all');
  const rows = [...NEAR, ...FAR].flatMap((enterprise, e) =>
    Array.from({ length: 30 + e }, (_, n) => ({
      ...{ id: `${e}-${n}`, enterprise, gate: '1', direction: 'out', released: true, vehicleType: 'Q11' },
      at: `${yesterday}T08:${String(n).padStart(2, '0')}:00+08:00`,
      ...{ plate: `豫H${String(10_000 + n)}D`, plateColor: { system: 'JTT', code: '93' } },
    })),
  );
  const answer = await fetch(`${office.said.url}/intake/gates`, {
    ...{ method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' } },
    body: JSON.stringify({ passages: rows }),
  });
  expect(await answer.json()).toMatchObject({ accepted: rows.length, refused: [] });
}

/** Checks of both counties with their small copies, as another inspector brought them home. */
async function checks(): Promise<{ near: Buffer[]; far: Buffer[] }> {
  const other = await createConsole({
    folder: desk.path,
    given: { server: office.said.url, token: await token(home.path, 'field', 'other') },
  });
  const of = async (county: string, count: number) => {
    const made: Buffer[] = [];
    for (let n = 0; n < count; n++) {
      const small = randomBytes(SMALL);
      made.push(small);
      const part = small.toString('base64');
      const kept = await other.api.call('file.keep', { upload: null, part, last: true, first: true });
      const media = [{ sha256: 'f'.repeat(64), small: kept.sha256, kind: '车头', bytes: 400_000 }];
      await other.api.call('check.record', {
        ...{ kind: 'emission', result: 'fit', plate: `豫H${String(n).padStart(5, '0')}`, media },
        place: { name: '李封路口', county },
      });
    }
    return made;
  };
  await until(() => other.settings().person);
  const made = { near: await of(HERE!, PICTURES), far: await of(THERE!, 5) };
  // One picture of the area has no small copy, and of one nobody has brought it to the office.
  const bare = [{ sha256: 'e'.repeat(64), kind: '现场' }];
  const away = [{ sha256: 'd'.repeat(64), small: 'c'.repeat(64), kind: '现场' }];
  for (const media of [bare, away])
    await other.api.call('check.record', {
      ...{ kind: 'emission', result: 'fit', media, place: { name: '李封路口', county: HERE } },
    });
  await until(async () => {
    const { entries, files } = await other.api.call('field.state', {});
    return entries.waiting === 0 && files.waiting === 0;
  }, 60_000);
  await other.close();
  return made;
}

const ask = <N extends QueryName>(name: N, input: Input<N>) =>
  handOver(laptop.path, { name, input }, 15_000) as Promise<Output<N>>;
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

async function boot(...more: string[]): Promise<void> {
  console_ = await start('main/commands/console.ts', ['--data', laptop.path, '--shell', 'none', ...more]);
}

test('an area is taken along: its sizes are the office’s, a kill and cuts in the middle lose nothing, and it opens with the office away', async () => {
  await passages();
  const pictures = await checks();
  const key = await token(home.path, 'field', 'inspector');
  await boot('--server', line.url, '--token', key);
  const choice = {
    ...{ from: yesterday, to: today, families: ['cases' as const, 'checks' as const] },
    ...{ counties: [HERE!], files: ['details' as const, 'pictures' as const] },
  };
  // Sizes before anything is taken: those of the office for this area alone.
  const offer = await until(async () => {
    const { files } = await ask('carry.offer', choice).catch(() => ({ files: null }));
    if (files?.details.files !== NEAR.length || files.pictures.files !== PICTURES + 1) return null;
    return files.unread + files.details.unsized + files.pictures.unsized === 0 ? files : null;
  }, 60_000);
  expect(offer.pictures).toEqual({
    ...{ files: PICTURES + 1, here: 0, bytes: PICTURES * SMALL, missing: PICTURES * SMALL },
    ...{ unsized: 0, away: 1 },
  });
  expect(offer).toMatchObject({ bare: 1, details: { files: 2, unsized: 0, away: 0 } });

  // The line holds in the middle, and the laptop is ended there.
  line.stall(10 * SMALL);
  await handOver(laptop.path, { name: 'carry.choose', input: choice }, 15_000);
  const here = async () => (await ask('carry.state', {})).files.pictures.here;
  await until(async () => (await here()) > 0, 60_000);
  await console_!.kill('SIGKILL');
  line.flow();
  line.stall(30 * SMALL);
  await boot();
  const begun = await here();
  expect(begun).toBeGreaterThan(0);
  expect(begun).toBeLessThan(PICTURES);
  expect((await ask('carry.state', {})).choice).toEqual(choice);
  for (let n = 0; n < 3; n++) {
    line.cut();
    line.flow();
  }
  await until(async () => (await here()) === PICTURES, 90_000);
  const state = await until(async () => {
    const { files } = await ask('carry.state', {});
    return files.details.here === NEAR.length && files;
  }, 60_000);
  expect(state).toMatchObject({ details: { missing: 0 }, pictures: { missing: 0, away: 1 }, bare: 1 });

  // The office is away: what was taken opens, what was not says so.
  await console_!.kill('SIGKILL');
  await office.kill();
  await boot();
  for (const enterprise of NEAR) {
    const list = await ask('gates.explain', { date: yesterday, enterprise });
    expect(list.notDownloaded).toBeUndefined();
    expect(list.passages.length).toBeGreaterThanOrEqual(30);
  }
  for (const enterprise of FAR)
    expect(await ask('gates.explain', { date: yesterday, enterprise })).toMatchObject({
      ...{ notDownloaded: true, passages: [] },
    });
  const read = (bytes: Buffer) =>
    handOver(laptop.path, { name: 'file.read', input: { sha256: hashOf(bytes), from: 0 } }, 15_000);
  for (const bytes of pictures.near) {
    const { part } = (await read(bytes)) as Output<'file.read'>;
    expect(Buffer.from(part, 'base64').equals(bytes)).toBe(true);
  }
  await expect(read(pictures.far[0]!)).rejects.toMatchObject({ code: 'file_away' });
  // Nothing half received is left behind.
  const blobs = join(laptop.path, 'blobs');
  const names = readdirSync(blobs).flatMap((part) => readdirSync(join(blobs, part)));
  expect(names.filter((name) => name.length !== 64)).toEqual([]);
  const sizes = names.map((name) => statSync(join(blobs, name.slice(0, 2), name)).size);
  expect(sizes.reduce((sum, each) => sum + each, 0)).toBe(offer.details.bytes + offer.pictures.bytes);
  expect(await ask('field.state', {})).toMatchObject({ connected: false });
}, 240_000);
