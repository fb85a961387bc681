import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { caseEntry, type Running, startOffice, stock, temporary, token, until } from './office.ts';

const folder = temporary('rooms');
let office: Running;
let field: string;
let other: string;
let wall: string;

beforeAll(async () => {
  office = await startOffice(folder.path);
  field = await token(folder.path, 'field', 'f1');
  other = await token(folder.path, 'police', 'p1');
  wall = await token(folder.path, 'wall', 'w1');
});
afterAll(async () => {
  await office?.kill();
  folder.remove();
});

/** A bare socket: opens a document, sends updates, hears what comes. */
async function bare(document: string, tokenText: string, query = '') {
  const socket = new WebSocket(`${office.said.sync}/${document}?token=${tokenText}&protocol=1${query}`);
  const heard: {
    type: number;
    step?: number;
    payload?: Uint8Array;
    text?: string;
    pairs?: [number, number][];
  }[] = [];
  let closed: { code: number; reason: string } | null = null;
  socket.on('message', (data: Buffer) => {
    const from = decoding.createDecoder(new Uint8Array(data));
    const type = decoding.readVarUint(from);
    if (type === 0)
      heard.push({ type, step: decoding.readVarUint(from), payload: decoding.readVarUint8Array(from) });
    else if (type === 2) {
      decoding.readVarUint(from);
      heard.push({ type, text: decoding.readVarString(from) });
    } else if (type === 100) {
      const pairs: [number, number][] = [];
      for (let n = decoding.readVarUint(from); n > 0; n--)
        pairs.push([decoding.readVarUint(from), decoding.readVarUint(from)]);
      heard.push({ type, pairs });
    } else heard.push({ type });
  });
  socket.on('close', (code, reason) => {
    closed = { code, reason: String(reason) };
  });
  socket.on('error', () => {});
  await new Promise((done, fail) => {
    socket.on('open', done);
    socket.on('unexpected-response', (_request, response) => fail(new Error(String(response.statusCode))));
  });
  return {
    socket,
    heard,
    closed: () => closed,
    update(update: Uint8Array) {
      const to = encoding.createEncoder();
      encoding.writeVarUint(to, 0);
      encoding.writeVarUint(to, 2);
      encoding.writeVarUint8Array(to, update);
      socket.send(encoding.toUint8Array(to));
    },
    async denial() {
      const found = await until(() => heard.find((each) => each.type === 2));
      await until(() => closed);
      return {
        ...(JSON.parse(found.text!) as { code: string; entries: { id: string; reason: string }[] }),
        closed,
      };
    },
  };
}

function docWith(...entries: { id: string }[]): Y.Doc {
  const doc = new Y.Doc();
  for (const entry of entries) doc.getMap('entries').set(entry.id, entry);
  return doc;
}

test('stock clients share a ledger; one that comes later, and after a restart, gets all of it', async () => {
  const a = stock(office.said, 'cases/2024-10', field);
  const b = stock(office.said, 'cases/2024-10', other);
  await Promise.all([a.synced, b.synced]);
  const sent = Array.from({ length: 40 }, () => caseEntry('f1'));
  for (const entry of sent) a.entries.set(entry.id, entry);
  const back = caseEntry('p1');
  b.entries.set(back.id, back);
  await until(() => b.entries.size === 41 && a.entries.size === 41);
  expect(b.entries.get(sent[3]!.id)).toEqual(sent[3]);
  const port = Number(new URL(office.said.url).port);
  await office.kill('SIGKILL');
  office = await startOffice(folder.path, port);
  const c = stock(office.said, 'cases/2024-10', field);
  await c.synced;
  expect(c.entries.size).toBe(41);
  for (const each of [a, b, c]) each.provider.destroy();
});

test('an edit before step 2 and a gap are held until what lies between has come', async () => {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const entries = [caseEntry('f1'), caseEntry('f1'), caseEntry('f1')];
  for (const entry of entries) doc.getMap('entries').set(entry.id, entry);
  const client = await bare('cases/2024-09', field, '&ack=1');
  client.update(updates[2]!);
  client.update(updates[1]!);
  await new Promise((done) => setTimeout(done, 100));
  expect(client.heard.some((each) => each.type === 100)).toBe(false);
  client.update(updates[0]!);
  const ack = await until(() => client.heard.find((each) => each.type === 100));
  expect(ack.pairs).toEqual([[doc.clientID, 3]]);
  const reader = stock(office.said, 'cases/2024-09', other);
  await reader.synced;
  expect(reader.entries.size).toBe(3);
  reader.provider.destroy();
  client.socket.close();
});

test('what is not append-only is refused whole, every bad entry named, others untouched', async () => {
  const stored = caseEntry('f1');
  const keeper = stock(office.said, 'cases/2024-08', field);
  await keeper.synced;
  keeper.entries.set(stored.id, stored);
  const watcher = stock(office.said, 'cases/2024-08', other);
  await until(() => watcher.entries.size === 1);

  const good = caseEntry('f1');
  const attempts: [string, (doc: Y.Doc) => void, string[]][] = [
    [
      'overwrite',
      (doc) => doc.getMap('entries').set(stored.id, { ...stored, kind: 'case.advanced' }),
      [stored.id],
    ],
    ['overwrite', (doc) => doc.getMap('entries').set(stored.id, stored), [stored.id]],
    ['deletion', (doc) => doc.getMap('entries').delete(stored.id), [stored.id]],
    ['shape', (doc) => doc.getMap('entries').set('x', new Y.Text('x')), ['x']],
    ['parent', (doc) => doc.getMap('state').set('y', { id: 'y' }), ['y']],
    ['id', (doc) => doc.getMap('entries').set('z', caseEntry('f1')), ['z']],
    [
      'json',
      (doc) => doc.getMap('entries').set('u', { ...caseEntry('f1'), id: 'u', body: { n: Number.NaN } }),
      ['u'],
    ],
    ['form', (doc) => doc.getMap('entries').set('v', { id: 'v' }), ['v']],
    ['person', (doc) => doc.getMap('entries').set('w', { ...caseEntry('p1'), id: 'w' }), ['w']],
    [
      'newer',
      (doc) => doc.getMap('entries').set('n', { ...caseEntry('f1'), id: 'n', kind: 'case.vanished' }),
      ['n'],
    ],
    [
      'document',
      (doc) => doc.getMap('entries').set('d', { ...caseEntry('f1'), id: 'd', kind: 'check.recorded' }),
      ['d'],
    ],
    [
      'role',
      (doc) => doc.getMap('entries').set('r', { ...caseEntry('f1'), id: 'r', kind: 'case.opened' }),
      ['r'],
    ],
  ];
  for (const [code, attempt, ids] of attempts) {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(keeper.doc));
    const before = Y.encodeStateVector(doc);
    doc.getMap('entries').set(good.id, good);
    attempt(doc);
    const client = await bare(
      'cases/2024-08',
      code === 'role' ? await token(folder.path, 'audit', 'f1') : field,
    );
    client.update(Y.encodeStateAsUpdate(doc, before));
    const denial = await client.denial();
    expect(denial.code, code).toBe(code);
    for (const id of ids)
      expect(
        denial.entries.map((each) => each.id),
        code,
      ).toContain(id);
    expect(denial.closed!.code).toBe(4403);
  }
  expect(watcher.entries.size).toBe(1);
  const later = caseEntry('f1');
  keeper.entries.set(later.id, later);
  await until(() => watcher.entries.size === 2);
  keeper.provider.destroy();
  watcher.provider.destroy();
});

test('a Yjs client id belongs to who used it first', async () => {
  const doc = docWith(caseEntry('f1'));
  const first = await bare('cases/2024-07', field, '&ack=1');
  first.update(Y.encodeStateAsUpdate(doc));
  await until(() => first.heard.find((each) => each.type === 100));
  const before = Y.encodeStateVector(doc);
  const forged = caseEntry('p1');
  doc.getMap('entries').set(forged.id, forged);
  const thief = await bare('cases/2024-07', other);
  thief.update(Y.encodeStateAsUpdate(doc, before));
  expect((await thief.denial()).code).toBe('client');
  first.socket.close();
});

test('the same entry from two clients is one fact, and both stay welcome', async () => {
  const entry = caseEntry('f1');
  const docs = [docWith(entry), docWith(entry)].sort((a, b) => b.clientID - a.clientID);
  for (const doc of docs) {
    const client = stock(office.said, 'cases/2024-06', field, doc);
    await client.synced;
    await until(() => client.entries.size === 1);
    client.provider.destroy();
  }
  // The one that lost has let its content go by now; it comes back with a delete set, and goes on writing.
  for (const doc of docs) {
    const again = stock(office.said, 'cases/2024-06', field, doc);
    await again.synced;
    const more = caseEntry('f1');
    again.entries.set(more.id, more);
    const reader = stock(office.said, 'cases/2024-06', other);
    await until(() => reader.entries.has(more.id));
    again.provider.destroy();
    reader.provider.destroy();
  }
});

test('401, then 404, then 403; another protocol is told to upgrade', async () => {
  const status = (document: string, tokenText: string) =>
    bare(document, tokenText).then(
      () => '101',
      (error) => error.message,
    );
  expect(await status('nonsense', 'bad')).toBe('401');
  expect(await status('nonsense', wall)).toBe('404');
  expect(await status('gates/2024-02-30', wall)).toBe('404');
  expect(await status('cases/2024-11', wall)).toBe('403');
  expect(await status('registry', wall)).toBe('101');
  const socket = new WebSocket(`${office.said.sync}/registry?token=${wall}&protocol=9`);
  const code = await new Promise((done) => socket.on('close', done));
  expect(code).toBe(4426);
  const header = new WebSocket(`${office.said.sync}/registry`, {
    headers: { authorization: `Bearer ${wall}` },
  });
  await new Promise((done) => header.on('open', done));
  header.close();
  const named = new WebSocket(`${office.said.sync}/registry`, [wall]);
  await new Promise((done) => named.on('open', done));
  named.close();
});

test('a huge frame, garbage and a text frame end their own connection alone', async () => {
  const watcher = stock(office.said, 'cases/2024-05', other);
  await watcher.synced;
  const huge = await bare('cases/2024-05', field);
  huge.socket.send(Buffer.alloc(40 * 1024 * 1024));
  await until(() => huge.closed());
  const garbage = await bare('cases/2024-05', field);
  garbage.socket.send(Buffer.from([0, 2, 5, 255, 255, 255, 255, 255]));
  expect((await garbage.denial()).code).toBe('malformed');
  const text = await bare('cases/2024-05', field);
  text.socket.send('hello');
  await until(() => text.closed());
  const writer = stock(office.said, 'cases/2024-05', field);
  await writer.synced;
  const entry = caseEntry('f1');
  writer.entries.set(entry.id, entry);
  await until(() => watcher.entries.size === 1);
  writer.provider.destroy();
  watcher.provider.destroy();
});

test('presence goes round and ends with the connection', async () => {
  const a = stock(office.said, 'cases/2024-04', field);
  const b = stock(office.said, 'cases/2024-04', other);
  await Promise.all([a.synced, b.synced]);
  // A stock client hears itself, or it would take a quiet line for dead after 30 s.
  a.provider.wsLastMessageReceived = 0;
  a.provider.awareness.setLocalState({ name: '甲' });
  await until(() => b.provider.awareness.getStates().get(a.doc.clientID)?.name === '甲');
  await until(() => a.provider.wsLastMessageReceived > 0);
  a.provider.destroy();
  await until(() => !b.provider.awareness.getStates().has(a.doc.clientID));
  b.provider.destroy();
});

test('/docs lists what may be read, with the hash of its state vector', async () => {
  const ask = (tokenText: string) =>
    fetch(`${office.said.url}/docs`, { headers: { authorization: `Bearer ${tokenText}` } });
  const all = (await (await ask(field)).json()) as {
    epoch: string;
    documents: { name: string; kind: string; hash: string }[];
  };
  expect(all.epoch).toMatch(/^[0-9a-f]{16}$/);
  expect(all.documents.map((each) => each.name)).toContain('cases/2024-10');
  const seen = (await (await ask(wall)).json()) as typeof all;
  expect(seen.documents.some((each) => each.name.startsWith('cases/'))).toBe(false);
  expect((await ask('no')).status).toBe(401);
  expect((await fetch(`${office.said.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${office.said.url}/metrics`)).status).toBe(401);
});
