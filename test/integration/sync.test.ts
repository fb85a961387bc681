import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { dayOf, monthOf } from '../../domain/day.ts';
import type { Entry } from '../../domain/ledger/entry.ts';
import { type Console, createConsole } from '../../main/console.ts';
import { caseEntry, temporary, until } from './office.ts';
import { StandIn } from './stand-in.ts';

const month = monthOf(dayOf(Date.now()));
const document = `cases/${month}`;
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

async function start(folder?: string): Promise<Console> {
  let path = folder;
  if (path === undefined) {
    const made = temporary('console');
    folders.push(made);
    path = made.path;
  }
  const console = await createConsole({
    folder: path,
    given: { server: office.url, token: office.token },
    warn: (error) => process.stderr.write(`${(error as Error).stack}\n`),
  });
  open.push(console);
  return console;
}

const status = (console: Console) => console.api.call('sync.status', {});
const connected = (console: Console) => until(() => console.sync!.connected);
const plates = (console: Console) =>
  console.replica
    .entries(document)
    .map((entry) => String(entry.body.plate))
    .sort();
const openCase = (console: Console, plate: string) =>
  console.act('case.open', { kind: 'black_smoke', plate });
const waiting = async (console: Console) => (await status(console)).waiting;
const byStock = (plate: string) => caseEntry('p1', {}, { plate }) as unknown as Entry;

test('two consoles of one office see each other’s entries, and say so when nothing waits', async () => {
  const [a, b] = [await start(), await start()];
  await Promise.all([connected(a), connected(b)]);
  await openCase(a, '豫H00001');
  await openCase(b, '豫H00002');
  await until(() => plates(a).length === 2 && plates(b).length === 2);
  await until(async () => (await waiting(a)) === 0 && (await waiting(b)) === 0);
  expect(plates(a)).toEqual(plates(b));
  expect(a.replica.projectionDigest()).toBe(b.replica.projectionDigest());
  await until(async () => (await status(a)).documents.every((each) => each.synced));
});

test('what was done while the office was away waits, is said to wait, and goes when it is back', async () => {
  const console = await start();
  await connected(console);
  await openCase(console, '豫H00001');
  await until(async () => (await waiting(console)) === 0);
  await office.stop();
  for (let i = 2; i < 60; i++) await openCase(console, `豫H000${i}`);
  await until(() => !console.sync!.connected);
  const away = await status(console);
  expect(away).toMatchObject({ connected: false, trouble: 'unreachable', waiting: 58 });
  expect(away.waitingSince).toMatch(/\+08:00$/);
  const elsewhere = byStock('豫H99999');
  office.entries(document).set(elsewhere.id, elsewhere);
  await office.start();
  await until(async () => (await waiting(console)) === 0, 20_000);
  await until(() => console.replica.entry(document, elsewhere.id));
  expect(office.entries(document).size).toBe(60);
  expect(await status(console)).toMatchObject({ connected: true, trouble: null, waitingSince: null });
});

test('a server that deletes and overwrites changes nothing here, and what it adds after is taken', async () => {
  const console = await start();
  const [one, two] = [byStock('豫H00001'), byStock('豫H00002')];
  office.entries(document).set(one.id, one);
  office.entries(document).set(two.id, two);
  await until(() => plates(console).length === 2);
  office.entries(document).delete(one.id);
  office.entries(document).set(two.id, { ...two, body: { kind: 'black_smoke', plate: '豫H66666' } });
  const three = byStock('豫H00003');
  office.entries(document).set(three.id, three);
  await until(() => plates(console).length === 3);
  expect(plates(console)).toEqual(['豫H00001', '豫H00002', '豫H00003']);
  const refused = console.replica.outbox.refused();
  expect(refused.map((each) => each.id).sort()).toEqual(expect.arrayContaining([one.id, two.id].sort()));
  // The same after a restart, against a server that never had the old ones.
  const folder = folders[0]!.path;
  await console.close();
  open = [];
  const again = await start(folder);
  const four = byStock('豫H00004');
  office.entries(document).set(four.id, four);
  await until(() => plates(again).length === 4);
  expect(plates(again)).toEqual(['豫H00001', '豫H00002', '豫H00003', '豫H00004']);
});

test('another text under a known id is kept apart and reported; what is no entry is refused alone', async () => {
  const console = await start();
  const one = byStock('豫H00001');
  office.entries(document).set(one.id, one);
  await until(() => plates(console).length === 1);
  const forger = new Y.Doc();
  // Of two clients that write one key the higher id wins: else the server would throw the forged text away itself.
  forger.clientID = 2 ** 32 - 1;
  forger.getMap('entries').set(one.id, { ...one, body: { kind: 'black_smoke', plate: '豫H66666' } });
  forger.getMap('entries').set('x', { hello: 'world' });
  const good = byStock('豫H00002');
  forger.getMap('entries').set(good.id, good);
  Y.applyUpdate(office.doc(document), Y.encodeStateAsUpdate(forger));
  await until(() => plates(console).length === 2);
  expect(plates(console)).toEqual(['豫H00001', '豫H00002']);
  const refused = console.replica.outbox.refused();
  expect(refused).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ id: one.id, reason: 'another text under an id that stands' }),
      expect.objectContaining({ id: 'x' }),
    ]),
  );
});

test('updates that come out of order are held until the gap fills', async () => {
  const console = await start();
  const writer = new Y.Doc();
  const updates: Uint8Array[] = [];
  writer.on('update', (update: Uint8Array) => updates.push(update));
  const all = ['1', '2', '3', '4'].map((n) => byStock(`豫H0000${n}`));
  for (const entry of all) writer.getMap('entries').set(entry.id, entry);
  office.doc(document);
  await until(() => [...office.sockets.values()].includes(document));
  const [socket] = [...office.sockets].find(([, name]) => name === document)!;
  const send = (i: number) => {
    const update = updates[i]!;
    const length = update.length;
    const head = length < 128 ? [length] : [(length & 127) | 128, length >> 7];
    socket.send(Buffer.concat([Buffer.from([0, 2, ...head]), update]));
  };
  send(3);
  send(1);
  await new Promise((done) => setTimeout(done, 300));
  expect(plates(console)).toEqual([]);
  expect(console.sync!.synced(document)).toBe(false);
  send(0);
  await until(() => plates(console).length === 2);
  send(2);
  await until(() => plates(console).length === 4);
  send(2);
  send(3);
  await new Promise((done) => setTimeout(done, 100));
  expect(plates(console)).toHaveLength(4);
});

test('a refused entry goes to quarantine, the others of the same update arrive', async () => {
  const console = await start();
  await connected(console);
  await office.stop();
  const made = [];
  for (let i = 1; i <= 6; i++) made.push(await openCase(console, `豫H0000${i}`));
  const bad = new Set(
    console.replica
      .entries(document)
      .filter((_, i) => i === 1 || i === 4)
      .map(({ id }) => id),
  );
  office.judge = (_, ids) => {
    const wrong = ids.filter((id) => bad.has(id));
    return wrong.length ? { code: 'role', entries: wrong.map((id) => ({ id, reason: 'not yours' })) } : null;
  };
  await office.start();
  await until(async () => (await waiting(console)) === 0, 20_000);
  expect(office.entries(document).size).toBe(4);
  const after = await status(console);
  expect(after.quarantined).toBe(2);
  expect(new Set(after.quarantine.map((each) => each.id))).toEqual(bad);
  expect(after.quarantine[0]!.reason).toContain('not yours');
  const shown = await console.api.call('cases.list', {});
  expect(shown.cases.map((each) => each.id).sort()).toEqual(
    made
      .filter((_, i) => i !== 1 && i !== 4)
      .map((each) => each.id)
      .sort(),
  );
  const digest = console.replica.projectionDigest();
  console.replica.rebuild();
  expect(console.replica.projectionDigest()).toBe(digest);
  // Later ones go on as if nothing had been.
  await openCase(console, '豫H00007');
  await until(() => office.entries(document).size === 5);
});

test('what only a newer office can take waits and is not quarantined; the rest arrives', async () => {
  const console = await start();
  await connected(console);
  await office.stop();
  for (let i = 1; i <= 3; i++) await openCase(console, `豫H0000${i}`);
  const newer = console.replica.entries(document)[1]!.id;
  let upgraded = false;
  office.judge = (_, ids) =>
    ids.includes(newer) && !upgraded ? { code: 'newer', entries: [{ id: newer, reason: 'unknown' }] } : null;
  await office.start();
  await until(() => office.entries(document).size === 2, 20_000);
  // What the office holds is acknowledged a moment later; the one that waits stays.
  await until(async () => (await waiting(console)) === 1, 20_000);
  expect(await status(console)).toMatchObject({ quarantined: 0, waiting: 1 });
  upgraded = true;
  await until(async () => (await waiting(console)) === 0, 30_000);
  expect(office.entries(document).size).toBe(3);
});

test('a new epoch: gauges go, ledgers stay and are offered to an office that lost them', async () => {
  const gauge = `gates/${dayOf(Date.now())}`;
  office.doc(gauge).getMap('state').set('summary', { released: 5 });
  const console = await start();
  const other = byStock('豫H00009');
  office.entries(document).set(other.id, other);
  await connected(console);
  await openCase(console, '豫H00001');
  await until(() => office.entries(document).size === 2 && plates(console).length === 2);
  await until(() => console.replica.gauge(gauge)?.size === 1);
  await office.stop();
  office.docs.clear();
  office.epoch = 'two';
  office.doc('registry');
  await office.start();
  await until(() => office.docs.has(document) && office.entries(document).size === 2, 20_000);
  expect([...office.entries(document).keys()]).toContain(other.id);
  expect(office.entries(document).size).toBe(2);
  expect(console.replica.gauge(gauge)).toBeNull();
  expect(plates(console)).toHaveLength(2);
  expect((await status(console)).epoch).toBe('two');
});

test('a refused token and another protocol are said in a word, and mended without a restart', async () => {
  const console = await start();
  await connected(console);
  office.token = 'root.other';
  await until(async () => (await status(console)).trouble === 'unauthorised');
  office.token = 'root.token';
  await until(async () => (await status(console)).connected, 20_000);
  office.closeWith = 4426;
  for (const socket of office.sockets.keys()) socket.close(1001);
  await until(async () => (await status(console)).trouble === 'upgrade', 20_000);
  office.closeWith = null;
  await until(async () => (await status(console)).connected, 20_000);
});

test('a record of a newer schema is kept, counted and passed on, not shown', async () => {
  const console = await start();
  const entry = { ...byStock('豫H00001'), v: 2, shape: { of: 'tomorrow' } };
  office.entries(document).set(entry.id, entry);
  await until(() => console.replica.entry(document, entry.id));
  expect(console.replica.entry(document, entry.id)).toEqual(entry);
  expect((await status(console)).newer).toBe(1);
  expect((await console.api.call('cases.list', {})).cases).toEqual([]);
});

test('a lost acknowledgement is made good by the next connection', async () => {
  const console = await start();
  await connected(console);
  office.acks = false;
  await openCase(console, '豫H00001');
  await until(() => office.docs.has(document) && office.entries(document).size === 1);
  expect(await waiting(console)).toBe(1);
  await office.stop();
  await office.start();
  await until(async () => (await waiting(console)) === 0, 20_000);
});

test('two copies of one entry by two writers stand as one, also when a Yjs server let one’s content go', async () => {
  const entry = byStock('豫H00001');
  const writers = [new Y.Doc(), new Y.Doc()];
  for (const writer of writers) {
    writer.getMap('entries').set(entry.id, entry);
    const more = byStock('豫H00002');
    writer.getMap('entries').set(more.id, more);
    Y.applyUpdate(office.doc(document), Y.encodeStateAsUpdate(writer));
  }
  const console = await start();
  await until(() => plates(console).length === 3);
  await until(() => console.sync!.synced(document));
  expect(console.replica.outbox.refused()).toEqual([]);
});

test('follow: the result at once, then only when what it reads changed', async () => {
  const console = await start();
  await connected(console);
  const seen: number[] = [];
  const stop = console.api.follow(
    'cases.list',
    {},
    ({ cases }) => seen.push(cases.length),
    (error) => {
      throw error;
    },
  );
  await until(() => seen.length === 1);
  for (let i = 1; i <= 20; i++) await openCase(console, `豫H000${i}`);
  await until(() => seen.at(-1) === 20);
  expect(seen.length).toBeLessThan(12);
  const told = seen.length;
  office.entries('registry').set('r1', { ...byStock('x'), id: 'r1', kind: 'zone.stated' } as Entry);
  await until(() => console.replica.entry('registry', 'r1'));
  await new Promise((done) => setTimeout(done, 400));
  expect(seen.length).toBe(told);
  stop();
});
