import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dayOf, monthOf } from '../../domain/day.ts';
import type { Entry } from '../../domain/ledger/entry.ts';
import { Refusal } from '../../domain/rpc.ts';
import { serveBrowser } from '../../main/browser.ts';
import type { Imported } from '../../main/bundle.ts';
import { type Console, createConsole } from '../../main/console.ts';
import { caseEntry, root, temporary, until } from './office.ts';
import { StandIn } from './stand-in.ts';

const document = `cases/${monthOf(dayOf(Date.now()))}`;
const gauge = `gates/${dayOf(Date.now())}`;
const away = 'http://127.0.0.1:9';
let office: StandIn;
let folders: ReturnType<typeof temporary>[] = [];
let open: Console[] = [];

beforeEach(async () => {
  office = await new StandIn().start();
  office.doc('registry');
});
afterEach(async () => {
  await Promise.all(open.map((each) => each.close()));
  await office.stop();
  for (const folder of folders) folder.remove();
  [open, folders] = [[], []];
});

function folder(): string {
  const made = temporary('console');
  folders.push(made);
  return made.path;
}

async function start(path: string, server: string, token = 'root.token'): Promise<Console> {
  const console = await createConsole({ folder: path, given: { server, token } });
  open.push(console);
  return console;
}

function bundle(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((done) => {
    const script = join(root, 'main/commands/bundle.ts');
    const child = execFile(process.execPath, [script, ...args], { cwd: root }, (_error, out, err) =>
      done({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

/** A console that met its office, with two cases and a gauge; and the file it exported. */
async function source(): Promise<{ file: string; ids: string[] }> {
  const path = folder();
  office.doc(gauge).getMap('state').set('summary', { released: 7 });
  const console = await start(path, office.url);
  await until(() => console.sync!.connected);
  const ids = [];
  for (const plate of ['豫H00001', '豫H00002'])
    ids.push((await console.act('case.open', { kind: 'black_smoke', plate })).id);
  await until(() => console.replica.gauge(gauge)?.size);
  const file = join(path, 'courier.zip');
  const { code, out, err } = await bundle('--data', path, 'export', file);
  expect(err).toBe('');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ documents: 3, entries: 2 });
  return { file, ids };
}

test('a bundle carries entries and gauges to a machine that never saw the network; twice is harmless', async () => {
  const { file, ids } = await source();
  const there = folder();
  await (await start(there, away)).close();
  open.pop();
  for (const [taken, known] of [
    [2, 0],
    [0, 2],
  ]) {
    const { code, out, err } = await bundle('--data', there, 'import', file);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ taken, known, refused: [] });
  }
  const console = await start(there, away);
  const { cases } = await console.api.call('cases.list', {});
  expect(cases.map((each) => each.id).sort()).toEqual(ids.sort());
  expect(console.replica.gauge(gauge)?.get('summary')).toEqual({ released: 7 });
  expect((await console.api.call('sync.status', {})).waiting).toBe(0);
});

test('a running console takes the bundle itself, and offers what its office lacks', async () => {
  const { file, ids } = await source();
  office.docs.delete(document);
  await open[0]!.close();
  open.shift();
  const path = folder();
  const console = await start(path, office.url);
  const shell = await serveBrowser(console, 0);
  const { out, err } = await bundle('--data', path, 'import', file);
  expect(err).toBe('');
  expect(JSON.parse(out)).toMatchObject({ taken: 2 });
  await until(() => office.docs.has(document) && office.entries(document).size === 2);
  expect([...office.entries(document).values()].map((entry) => entry.subject).sort()).toEqual(ids.sort());
  await shell.close();
});

test('what the office refuses of a courier stays here, is not sent again and is nobody’s quarantine', async () => {
  const { file } = await source();
  const refused = new Set(open[0]!.replica.entries(document).map((entry) => entry.id));
  await open[0]!.close();
  open.shift();
  office.docs.delete(document);
  let asked = 0;
  office.judge = (_, ids) => {
    const bad = ids.filter((id) => refused.has(id));
    asked += bad.length ? 1 : 0;
    return bad.length ? { code: 'person', entries: bad.map((id) => ({ id, reason: 'not signed' })) } : null;
  };
  const console = await start(folder(), office.url);
  await until(() => console.sync!.connected);
  const result: Imported = console.takeBundle(readFileSync(file));
  expect(result.taken).toBe(2);
  await console.act('case.open', { kind: 'gate', plate: '豫H00009' });
  await until(() => office.docs.has(document) && office.entries(document).size === 1);
  await until(async () => (await console.api.call('sync.status', {})).waiting === 0);
  await new Promise((done) => setTimeout(done, 4000));
  expect(asked).toBe(1);
  expect((await console.api.call('cases.list', {})).cases).toHaveLength(3);
  expect((await console.api.call('sync.status', {})).quarantined).toBe(0);
});

test('a changed, damaged or foreign bundle is refused whole, and says why', async () => {
  const { file } = await source();
  const console = await start(folder(), away);
  const parts = unzipSync(readFileSync(file));
  const ledger = Object.keys(parts).find((name) => strFromU8(parts[name]!).includes('豫H00001'))!;
  const changed = { ...parts, [ledger]: strToU8(strFromU8(parts[ledger]!).replace('豫H00001', '豫H66666')) };
  expect(() => console.takeBundle(zipSync(changed))).toThrow(/was changed/);
  const manifest = strFromU8(parts['manifest.json']!).replace('"entries":2', '"entries":3');
  expect(() => console.takeBundle(zipSync({ ...parts, 'manifest.json': strToU8(manifest) }))).toThrow(
    /signature does not fit/,
  );
  const bytes = readFileSync(file);
  expect(() => console.takeBundle(bytes.subarray(0, bytes.length - 40))).toThrow(/damaged/);
  for (let at = 0; at < bytes.length; at += 1 + Math.floor(bytes.length / 60)) {
    const flipped = Buffer.from(bytes);
    flipped[at]! ^= 0xff;
    expect(() => console.takeBundle(flipped), `byte ${at}`).toThrow(Refusal);
  }
  for (const at of [1, 40, 70, 90].map((back) => bytes.length - back)) {
    const flipped = Buffer.from(bytes);
    flipped[at]! ^= 1;
    expect(() => console.takeBundle(flipped), `byte ${at}`).toThrow(Refusal);
  }
  const other = await start(folder(), away, 'another.token');
  expect(() => other.takeBundle(bytes)).toThrow(/another office/);
  expect(console.replica.entries(document)).toEqual([]);
  const broken = join(folder(), 'broken.zip');
  writeFileSync(broken, bytes.subarray(100));
  const run = await bundle('--data', folder(), 'import', broken);
  expect(run).toMatchObject({ code: 1, out: '' });
});

test('entries are checked one by one: the good ones stay', async () => {
  const { file } = await source();
  const path = folder();
  const console = await start(path, office.url);
  await until(() => console.replica.entries(document).length === 2);
  const forged = caseEntry('p1') as unknown as Entry;
  office.entries(document).set(forged.id, forged);
  await until(() => console.replica.entries(document).length === 3);
  // The same id with another text, as a bundle from a forger's device would bring it.
  const twin = await start(folder(), away);
  const unsigned = { ...forged, id: 'u1', kind: 'target.decided', subject: 't' };
  twin.replica.append(document, [{ ...forged, body: { kind: 'gate' } }, caseEntry('p1') as unknown as Entry]);
  twin.replica.append('targets', [unsigned]);
  await twin.close();
  open.splice(open.indexOf(twin), 1);
  const out = join(path, 'twin.zip');
  await bundle('--data', folders.at(-1)!.path, 'export', out, '--documents', 'cases,targets');
  const result = console.takeBundle(readFileSync(out));
  expect(result.taken).toBe(1);
  expect(result.refused).toEqual(
    expect.arrayContaining([
      { document, id: forged.id, reason: 'another text under an id that stands' },
      { document: 'targets', id: 'u1', reason: 'target.decided must be signed' },
    ]),
  );
  expect(console.replica.entry(document, forged.id)).toEqual(forged);
  expect(file).toBeTruthy();
});
