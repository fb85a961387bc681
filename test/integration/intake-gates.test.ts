import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { judge } from '../../domain/gate.ts';
import { GateCounters } from '../../domain/gate-day.ts';
import { GateDetail } from '../../domain/gate-detail.ts';
import { parsePassage } from '../../domain/passage.ts';
import { registerGates } from '../../sync-server/intake/gates.ts';
import { counters, MILL, passage, QUARRY, type Small, smallOffice, token } from './intake-office.ts';
import { temporary, until } from './office.ts';

const DAY = '2024-11-30';
const QUICK = { everyMs: 40, detailMs: 100_000 };
let folder: ReturnType<typeof temporary>;
let small: Small & { part: { flush(): void } };
let now: number;

const open = () =>
  smallOffice(
    folder.path,
    (app, office) => registerGates(app, office, QUICK),
    () => now,
  );
const send = (passages: unknown[], key?: string | null) => small.post('/intake/gates', { passages }, key);
const counts = (day = DAY, enterprise = MILL) => {
  small.part.flush();
  return counters(small.office, day, enterprise);
};

beforeEach(async () => {
  folder = temporary('intake');
  now = Date.parse('2024-11-30T18:00:00+08:00');
  small = await open();
});
afterEach(async () => {
  await small.close();
  folder.remove();
});

test('refusals come in the order 401, 413, 400, row by row, 403', async () => {
  const many = { passages: Array.from({ length: 5001 }, () => 7) };
  expect((await small.post('/intake/gates', many, null)).status).toBe(401);
  expect((await small.post('/intake/gates', 'not JSON', 'nobody')).status).toBe(401);
  expect((await small.post('/intake/gates', many)).status).toBe(413);
  const long = { passages: [passage('A1', undefined, { note: 'x'.repeat(8 * 1024 * 1024) })] };
  expect((await small.post('/intake/gates', long)).status).toBe(413);
  for (const wrong of ['not JSON', '{"passages":', '[]', '{}', '{"passages":{}}', 'null', '{"days":[]}'])
    expect((await small.post('/intake/gates', wrong)).status).toBe(400);
  expect((await small.post('/intake/gates', new Uint8Array([0x7b, 0xff, 0x7d]))).status).toBe(400);
  expect((await send([passage('A1')], token(small.office, 'wall'))).status).toBe(403);
  const foreign = passage('A1', undefined, { enterprise: QUARRY });
  expect((await send([foreign, { ...foreign, at: 'never' }])).status).toBe(403);
  const mixed = await send([foreign, passage('A1')]);
  expect(mixed).toMatchObject({ status: 200, body: { accepted: 1, duplicates: 0 } });
  expect(mixed.body.refused).toMatchObject([{ index: 0, id: 'A1', field: 'enterprise' }]);
  expect((await send([])).body).toEqual({ accepted: 0, duplicates: 0, refused: [] });
  expect(counts(DAY, QUARRY)).toBeNull();
});

test('good rows are kept beside refused ones, which count once on the day of their time', async () => {
  const rows = [
    passage('A1'),
    7,
    passage('A2', undefined, { at: '2024-11-30 08:15' }),
    passage('A3', undefined, { enterprise: '91410802MA9TEST999' }),
    passage('A4', undefined, { direction: 'sideways', at: '2024-11-28T08:00:00+08:00' }),
    { ...passage('A5'), plate: undefined },
    passage('A6', '09:00:00', { plate: null }),
  ];
  const { status, body } = await send(rows);
  expect(status).toBe(200);
  expect(body).toMatchObject({ accepted: 2, duplicates: 0 });
  expect(body.refused.map(({ index, id, field }) => [index, id, field])).toEqual([
    [1, null, 'record'],
    [2, 'A2', 'at'],
    [3, 'A3', 'enterprise'],
    [4, 'A4', 'direction'],
    [5, 'A5', 'plate'],
  ]);
  expect(body.refused.every(({ reason }) => reason.length > 5)).toBe(true);
  expect(counts()).toMatchObject({ released: 2, green: 2, unread: 1, refused: 3 });
  expect(counts('2024-11-28')).toMatchObject({ released: 0, received: 0, refused: 1 });
  expect((await send(rows)).body).toMatchObject({ accepted: 0, duplicates: 2 });
  expect(counts()).toMatchObject({ refused: 3 });
});

test('the same id is a duplicate, in one request and over two; a higher revision counts alone', async () => {
  const twice = await send([passage('A1'), passage('A1'), passage('A2', '09:00:00')]);
  expect(twice.body).toMatchObject({ accepted: 2, duplicates: 1 });
  expect((await send([passage('A1', '10:00:00')])).body).toMatchObject({ accepted: 0, duplicates: 1 });
  expect(counts()).toMatchObject({ released: 2, received: 2 });
  const better = passage('A1', '08:15:30', { revision: 2, vehicleType: 'K33' });
  expect((await send([better])).body).toMatchObject({ accepted: 1, duplicates: 0 });
  for (const late of [better, passage('A1', '08:15:30', { revision: 1 }), passage('A1')])
    expect((await send([late])).body).toMatchObject({ accepted: 0, duplicates: 1 });
  expect(counts()).toMatchObject({ released: 1, received: 2, left: { class: 1 } });
  const moved = passage('A2', '09:00:00', { revision: 1, at: '2024-11-29T09:00:00+08:00' });
  await send([moved]);
  expect(counts()).toMatchObject({ released: 0, received: 1 });
  expect(counts('2024-11-29')).toMatchObject({ released: 1, received: 1 });
  const kept = small.office.replica.db.prepare('SELECT id, revision, why FROM gate_beside').all();
  expect(kept).toEqual([
    { id: 'A1', revision: 0, why: 'superseded' },
    { id: 'A2', revision: 0, why: 'superseded' },
  ]);
});

test('the window crosses midnight, also where the passage before it comes late', async () => {
  const truck = { plate: '豫H12345D' };
  await send([passage('B1', undefined, { ...truck, at: '2024-11-30T00:01:10+08:00' })]);
  expect(counts()).toMatchObject({ released: 1 });
  await send([passage('B0', undefined, { ...truck, at: '2024-11-29T23:59:30+08:00' })]);
  expect(counts('2024-11-29')).toMatchObject({ released: 1 });
  expect(counts()).toMatchObject({ released: 0, received: 1, left: { duplicate: 1 } });
  await send([passage('B00', undefined, { ...truck, at: '2024-11-29T23:58:00+08:00' })]);
  expect(counts('2024-11-29')).toMatchObject({ released: 1, left: { duplicate: 1 } });
  expect(counts()).toMatchObject({ released: 1, left: {} });
});

test('the detail file says of each passage how it was judged, and replaces the one before', async () => {
  const rows = Array.from({ length: 40 }, (_, n) =>
    passage(`C${n}`, `${String(n % 24).padStart(2, '0')}:10:00`, n % 3 ? {} : { vehicleType: 'K33' }),
  );
  await send(rows.slice(0, 20));
  const before = counts()!.detail!;
  await send(rows.slice(20));
  const found = GateCounters.parse(counts());
  expect(found.detail).not.toBe(before);
  const wall = token(small.office, 'wall');
  const get = (hash: string, key: string) =>
    fetch(`${small.url}/details/${hash}`, { headers: { authorization: `Bearer ${key}` } });
  const answer = await get(found.detail!, wall);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(found.detail);
  const detail = GateDetail.parse(JSON.parse(gunzipSync(bytes).toString()));
  expect(detail).toMatchObject({ enterprise: MILL, day: DAY });
  expect(detail.passages).toHaveLength(40);
  expect(detail.passages.filter((each) => each.outcome === 'released')).toHaveLength(found.released);
  expect((await get(before, wall)).status).toBe(404);
  expect([...small.office.blobs.all()]).toEqual([found.detail]);
  expect((await get(found.detail!, small.operator)).status).toBe(403);
  expect((await get(found.detail!, 'nobody')).status).toBe(401);
  expect((await get(found.detail!, token(small.office, 'county:410803'))).status).toBe(403);
  const evidence = small.office.blobs.write(Buffer.from('a photograph'));
  expect((await get(evidence, wall)).status).toBe(404);
});

test('counters are what the rule makes of all rows, however they are split, doubled and ordered', async () => {
  const rows = Array.from({ length: 300 }, (_, n) =>
    passage(
      `D${n}`,
      `07:${String(Math.floor(n / 8)).padStart(2, '0')}:${String((n * 13) % 60).padStart(2, '0')}`,
      {
        plate: n % 11 ? `豫H1234${n % 7}D` : null,
        gate: String(1 + (n % 2)),
        ...(n % 5 ? {} : { plateColor: { system: 'ETC', code: '1' } }),
      },
    ),
  );
  const shuffled = [...rows, ...rows.slice(0, 50)].sort((a, b) => {
    const key = (row: { id: string }) => createHash('md5').update(row.id).digest('hex');
    return key(a) < key(b) ? -1 : 1;
  });
  for (let n = 0; n < shuffled.length; n += 37) await send(shuffled.slice(n, n + 37));
  const passages = rows.map((row) => {
    const read = parsePassage(row);
    if (!read.ok) throw new Error(read.reason);
    return read.passage;
  });
  expect(counts()).toMatchObject({ ...judge(passages, { day: DAY }).counts });
});

test('the gauge follows by itself: at once when quiet, then at its pace, with the detail once quiet again', async () => {
  await send([passage('E1')]);
  await until(() => counters(small.office, DAY)?.released === 1);
  const first = await until(() => counters(small.office, DAY)?.detail);
  await send([passage('E2', '09:00:00')]);
  await until(() => counters(small.office, DAY)?.released === 2);
  await until(() => counters(small.office, DAY)?.detail !== first);
  expect(small.office.blobs.has(first)).toBe(false);
});

test('declared counts and heartbeats', async () => {
  const days = [
    { enterprise: MILL, gate: '1', date: DAY, declared: 3 },
    { enterprise: MILL, gate: 2, date: DAY, declared: 4 },
    { enterprise: MILL, gate: '1', date: '2024-02-30', declared: 4 },
    { enterprise: MILL, gate: '1', date: DAY, declared: -1 },
    { enterprise: QUARRY, gate: '1', date: DAY, declared: 1 },
    'x',
  ];
  const said = await small.post('/intake/gate-days', { days });
  expect(said.body).toMatchObject({ accepted: 2, duplicates: 0 });
  expect(said.body.refused.map(({ field }) => field)).toEqual(['date', 'declared', 'enterprise', 'record']);
  expect((await small.post('/intake/gate-days', { days: days.slice(0, 1) })).body.duplicates).toBe(1);
  await small.post('/intake/gate-days', { days: [{ ...(days[0] as object), declared: 5 }] });
  const at = `${DAY}T10:00:00+08:00`;
  const heartbeats = [
    { enterprise: MILL, gate: '1', at, cameras: 4, queued: 0 },
    { enterprise: MILL, gate: '1', at: `${DAY}T09:00:00+08:00`, cameras: 3, queued: 9 },
    { enterprise: MILL, gate: '1', at: 'noon' },
    { enterprise: MILL, gate: '1', at, cameras: 'four' },
  ];
  const beats = await small.post('/intake/heartbeats', { heartbeats });
  expect(beats.body).toMatchObject({ accepted: 1, duplicates: 1 });
  expect(beats.body.refused.map(({ field }) => field)).toEqual(['at', 'cameras']);
  expect(counts()).toMatchObject({
    declared: { 1: 5, 2: 4 },
    gates: { 1: { lastAt: null, heartbeatAt: Date.parse(at), cameras: 4, queued: 0 } },
    released: 0,
  });
  const foreign = { heartbeats: [{ enterprise: QUARRY, gate: '1', at }] };
  expect((await small.post('/intake/heartbeats', foreign)).status).toBe(403);
});

test('what comes after the closing stands beside the counts', async () => {
  await send([passage('F1'), passage('F2', '09:00:00')]);
  counts();
  const close = {
    date: DAY,
    enterprise: MILL,
    released: 2,
    green: 2,
    unread: 0,
    suspect: 0,
    strict: 2,
    received: 2,
  };
  small.office.record(`gate-days/2024-11`, 'gate-day.closed', `${DAY} ${MILL}`, close);
  await new Promise((done) => setImmediate(done));
  const closed = counts();
  expect(closed).toMatchObject({ released: 2, corrections: 0 });
  const late = [passage('F3', '10:00:00'), passage('F1', '08:15:30', { revision: 1, vehicleType: 'K33' })];
  expect((await send([...late, passage('F2')])).body).toMatchObject({ accepted: 2, duplicates: 1 });
  expect((await send(late)).body).toMatchObject({ accepted: 0, duplicates: 2 });
  const moved = passage('F2', undefined, { revision: 1, at: '2024-11-29T09:00:00+08:00' });
  expect((await send([moved])).body.accepted).toBe(1);
  await small.post('/intake/gate-days', { days: [{ enterprise: MILL, gate: '1', date: DAY, declared: 9 }] });
  const after = counts();
  expect(after).toMatchObject({ released: 2, received: 2, declared: null, corrections: 4 });
  expect(after!.detail).toBe(closed!.detail);
});

test('a settled read is counted as the person saw it, while the day is open and no later revision came', async () => {
  const read = passage('S1', undefined, { plate: '豫H12345', plateColor: { system: 'JTT', code: '2' } });
  await send([read, passage('S2', '09:00:00')]);
  expect(counts()).toMatchObject({ released: 2, green: 1 });
  const settled = { date: DAY, enterprise: MILL, passage: 'S1', revision: 0, reason: '照片可见末位 D' };
  const more = { plate: '豫H12345D', colour: 'YELLOW_GREEN' };
  small.office.record('gate-days/2024-11', 'gate-day.settled', `${DAY} ${MILL}`, { ...settled, ...more });
  await new Promise((done) => setImmediate(done));
  expect(counts()).toMatchObject({ released: 2, green: 2, strict: 2 });
  // The operator sends the passage anew: it is a new read.
  await send([{ ...read, revision: 1 }]);
  expect(counts()).toMatchObject({ released: 2, green: 1 });
});

test('an enterprise that is registered may post in its next request', async () => {
  const fresh = '91410804MA9TEST091';
  const all = token(small.office, 'operator', 'all');
  const row = passage('G1', undefined, { enterprise: fresh });
  expect((await send([row], all)).body.refused).toMatchObject([{ field: 'enterprise' }]);
  const body = { enterprise: fresh, name: '示例洗煤', tier: 'other_gated', county: '410804', gates: ['1'] };
  small.office.record('registry', 'enterprise.registered', fresh, body);
  expect((await send([row], all)).body.accepted).toBe(1);
});

test('what was accepted and not yet published is published by the next start', async () => {
  await small.close();
  const slow = { everyMs: 1e9, detailMs: 1e9 };
  small = await smallOffice(folder.path, (app, office) => {
    registerGates(app, office, slow);
    // Dies without a flush.
    return { flush() {}, close() {} };
  });
  await send([passage('H1')]);
  await until(() => counters(small.office, DAY)?.released === 1);
  await send([passage('H2', '09:00:00')]);
  expect(counters(small.office, DAY)?.released).toBe(1);
  await small.close();
  small = await open();
  await until(() => counters(small.office, DAY)?.released === 2);
});
