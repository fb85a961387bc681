import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addDays, isoShanghai, startOfDay } from '../../domain/day.ts';
import { judge } from '../../domain/gate.ts';
import type { GateCounters } from '../../domain/gate-day.ts';
import { detailOf } from '../../domain/gate-detail.ts';
import type { Json } from '../../domain/ledger/canonical.ts';
import type { Passage } from '../../domain/passage.ts';
import { call } from './queries.call.ts';
import { at, NOW, Scene } from './queries.context.ts';

let scene: Scene;
beforeEach(() => {
  scene = new Scene();
});
afterEach(() => scene.close());

const DAY = '2024-12-05';
const A = '91410804MA9TEST001';
const B = '91410804MA9TEST002';
const C = '91410803MA9TEST003';

function enterprise(id: string, name: string, tier: string, county: string, gates = ['1']): void {
  const body = { enterprise: id, name, tier, county, gates, responsible: '刘学军' };
  scene.say('registry', 'enterprise.registered', id, body);
}

function counters(released: number, green: number, more: Partial<GateCounters> = {}): GateCounters {
  const seen = { lastAt: NOW - 60_000, heartbeatAt: NOW - 30_000, cameras: 2, queued: 0 };
  return {
    ...{ released, green, unread: 0, suspect: 0, strict: green, unknownClass: 0, refused: 0 },
    ...{ manualLifts: 0, received: released, declared: null, receivedByGate: { '1': released } },
    hours: Array.from({ length: 24 }, () => [0, 0, 0]),
    ...{ left: {}, gates: { '1': seen }, lastAt: NOW - 60_000, detail: null, asOf: NOW - 30_000 },
    ...more,
  };
}

function day(date: string, values: Record<string, GateCounters>): void {
  scene.replica.setGauge(`gates/${date}`, values as unknown as Record<string, Json>);
}

test('the table of a day: every enterprise, its state, its run of days below, tiers and counties as sums', async () => {
  enterprise(A, '怀川焦化', 'key_dual_high', '410804', ['1', '2']);
  enterprise(B, '龙源湖钢铁', 'key_dual_high', '410803');
  enterprise(C, '许衡建材', 'other_gated', '410803');
  for (const date of ['2024-12-02', '2024-12-03', '2024-12-04'])
    day(date, { [A]: counters(100, 70), [B]: counters(100, 80) });
  day(DAY, { [A]: counters(90, 55), [B]: counters(100, 80) });

  const table = await call(scene.as('wall-1', 'wall'), 'gates.day', { date: DAY });
  const [first, second, third] = table.rows;
  expect(first).toMatchObject({
    ...{ enterprise: A, rank: 2, percent: 61.1, target: 80, status: 'below', state: 'overdue', streak: 4 },
    ...{ tripsShort: 17, next: { value: 90, dueOn: '2024-12-31', tripsShort: 26 } },
    ...{ feed: 'partial', gates: { due: 2, reporting: 1 }, day: 'open', freshness: 'fresh', yesterday: 70 },
    responsible: '刘学军',
  });
  expect(second).toMatchObject({ enterprise: B, rank: 1, status: 'met', state: 'normal', streak: 0 });
  expect(third).toMatchObject({
    ...{ enterprise: C, feed: 'none', percent: null, rank: null, freshness: 'none', status: 'no_traffic' },
    state: 'none',
  });
  expect(table.tiers.key_dual_high).toMatchObject({
    released: 190,
    green: 135,
    percent: 71,
    state: 'behind',
  });
  expect(table.tiers.key_dual_high).toMatchObject({ met: 1, below: 1, enterprises: 2, yesterday: 75 });
  expect(table.counties).toHaveLength(11);
  expect(table.counties[0]).toMatchObject({ county: '410804', state: 'overdue', percent: 61.1 });
  expect(table.coverage).toEqual({ gatesDue: 4, gatesReporting: 2, declared: null, received: 190 });

  scene.now = NOW + 20 * 60_000;
  const later = await call(scene.as('wall-1', 'wall'), 'gates.day', { date: DAY });
  expect(later.rows[0]).toMatchObject({ freshness: 'stale', percent: 61.1 });
});

test('a closed day keeps its figures: what comes after is a correction beside it', async () => {
  enterprise(A, '怀川焦化', 'key_dual_high', '410804');
  day('2024-12-04', { [A]: counters(120, 110) });
  const closed = { released: 100, green: 70, unread: 0, suspect: 0, strict: 70, received: 100 };
  // Unsigned it closes nothing, whoever serves it.
  scene.say('gate-days/2024-12', 'gate-day.closed', A, { date: '2024-12-04', enterprise: A, ...closed });
  const before = await call(scene.as('d', 'duty'), 'gates.day', { date: '2024-12-04' });
  expect(before.rows[0]).toMatchObject({ day: 'provisional', released: 120 });
  scene.person('clerk', '林海', '市生态环境局', 'office');
  const made = scene.as('clerk').record('gate-days/2024-12', 'gate-day.closed', A, {
    ...{ date: '2024-12-04', enterprise: A, ...closed },
  });
  scene.receipt('gate-days/2024-12', made);
  const table = await call(scene.as('d', 'duty'), 'gates.day', { date: '2024-12-04' });
  expect(table.rows[0]).toMatchObject({ day: 'final', released: 100, green: 70, corrections: 20 });
  const { points } = await call(scene.as('d', 'duty'), 'gates.trend', { until: '2024-12-04', days: 3 });
  expect(points.map(({ day: state, percent }) => [state, percent])).toEqual([
    ['none', null],
    ['none', null],
    ['final', 70],
  ]);
  // A live query sees what changed.
  day(DAY, { [A]: counters(10, 9) });
  const next = await call(scene.as('d', 'duty'), 'gates.trend', { until: DAY, days: 1, enterprise: A });
  expect(next.points).toEqual([{ date: DAY, released: 10, green: 9, percent: 90, target: 80, day: 'open' }]);
});

test('a figure opens to its passages, and says so while the file is away', async () => {
  enterprise(A, '怀川焦化', 'key_dual_high', '410804');
  const passage = (id: string, plate: string, norm: 'YELLOW' | 'YELLOW_GREEN', seconds: number): Passage => ({
    ...{ id, enterprise: A, gate: '1', direction: 'out', at: at(`${DAY}T08:00:00`) + seconds * 1000 },
    ...{ released: true, plate, revision: 0, vehicleType: 'Q11' },
    plateColor: { system: 'TEXT', code: norm, norm },
  });
  const passages = [
    passage('p1', '豫H12345D', 'YELLOW_GREEN', 0),
    passage('p2', '豫H12345D', 'YELLOW_GREEN', 60),
    passage('p3', '豫HB5271', 'YELLOW', 90),
  ];
  const judged = judge(passages, { day: DAY });
  const file = gzipSync(JSON.stringify(detailOf(A, DAY, passages, judged)));
  const detail = scene.blobs.write(file);
  day(DAY, { [A]: counters(2, 1, { detail, left: { duplicate: 1 } }) });
  const wall = scene.as('w', 'wall');
  const open = await call(wall, 'gates.explain', { date: DAY, enterprise: A });
  expect(open.notDownloaded).toBeUndefined();
  expect(open.target).toMatchObject({ value: 80, basis: { status: '征求意见' } });
  expect(open.passages.map(({ id, outcome, reason }) => [id, outcome, reason])).toEqual([
    ['p1', 'released', 'green_colour'],
    ['p2', 'left_out', 'duplicate'],
    ['p3', 'released', 'not_green'],
  ]);
  expect(open.passages[1]!.why).toContain('60 秒');
  scene.blobs.remove(detail);
  const away = await call(wall, 'gates.explain', { date: DAY, enterprise: A });
  expect(away).toMatchObject({ notDownloaded: true, left: { duplicate: 1 }, passages: [] });
  expect(away.row).toMatchObject({ released: 2, green: 1 });
  await expect(call(wall, 'gates.explain', { date: DAY, enterprise: 'nobody' })).rejects.toMatchObject({
    code: 'unknown_enterprise',
    record: 'nobody',
  });
});

function station(id: string, name: string, county: string, guns: number, status = 50): void {
  const connectors = Array.from({ length: guns }, (_, n) => ({ id: `${id}-${n}`, name: `${n + 1}号枪` }));
  const body = { station: id, operator: 'MA9TEST07', name, county, lon: 113.1, lat: 35.2, status };
  scene.say('registry', 'station.registered', id, { ...body, equipment: [{ id: `${id}-p`, connectors }] });
}

test('chargers: faults and silent ones first, unknown is no state, stale after fifteen minutes', async () => {
  scene.say('registry', 'operator.registered', 'MA9TEST07', { operator: 'MA9TEST07', name: '怀庆能源' });
  station('s1', '月山站', '410822', 2);
  station('s2', '李封站', '410803', 2);
  station('s3', '番田站', '410825', 1);
  const state = (id: string, status: number, minutes: number) => ({
    [`connector/${id}`]: {
      station: id.slice(0, 2),
      status,
      since: NOW - 3_600_000,
      reportedAt: NOW - minutes * 60_000,
    },
  });
  const samples = Array.from({ length: 96 }, (_, n) => (n < 2 ? [1, 0, 1, 0, 0] : null));
  scene.replica.setGauge(`chargers/${DAY}`, {
    ...{ ...state('s1-0', 3, 1), ...state('s1-1', 1, 16), ...state('s2-0', 255, 1), ...state('s2-1', 0, 1) },
    'station/s1': { samples, kwh: 812.5 },
  });
  const now = await call(scene.as('w', 'wall'), 'chargers.now');
  expect(now.stations.map(({ station: id, freshness }) => [id, freshness])).toEqual([
    ['s2', 'fresh'],
    ['s3', 'none'],
    ['s1', 'fresh'],
  ]);
  expect(now.totals).toMatchObject({ stations: 3, piles: 3, guns: 5, charging: 1, idle: 1, fault: 1 });
  expect(now.totals).toMatchObject({ offline: 1, unknown: 1, stale: 1 });
  expect(now.stations[2]).toMatchObject({ operator: '怀庆能源', countyName: '博爱', kwhToday: 812.5 });
  expect(now.stations[2]!.utilisation).toBe(50);
  const { samples: load } = await call(scene.as('w', 'wall'), 'chargers.load', { date: DAY });
  expect(load.slice(0, 3)).toEqual([[1, 0, 1, 0, 0], [1, 0, 1, 0, 0], null]);
});

function camera(id: string, captured: string, more: Record<string, unknown> = {}): void {
  const when = at(captured);
  const body = { kind: 'restricted_road', plate: '豫H12345D', capturedAt: isoShanghai(when), ...more };
  const place = { name: '李封路口', county: '410803' };
  scene.say(`cases/${captured.slice(0, 7)}`, 'case.opened', id, { place, ...body }, when);
}

test('the board: overdue first, plates masked, an old running case is never dropped', async () => {
  camera('old', '2024-07-01T08:00:00');
  camera('late', '2024-11-20T08:00:00');
  camera('soon', '2024-11-27T08:00:00', { kind: 'black_smoke' });
  camera('new', `${DAY}T10:00:00`);
  const desk = scene.as('d', 'duty');
  const board = await call(desk, 'enforcement.board');
  expect(board.cases.map((each) => each.id)).toEqual(['old', 'late', 'new', 'soon']);
  expect(board).toMatchObject({ source: 'cases', running: 4, overdue: 2, dueSoon: 1, today: 1 });
  expect(board.cases[0]!.plate).toBe('豫H·12**5D');
  expect(board.byKindStage).toEqual({ restricted_road: { clue: 3 }, black_smoke: { clue: 1 } });
  expect(board.trend.at(-1)).toEqual({ date: DAY, opened: 1, overdue: 2 });
  // The last day of its review is 2024-11-30: at its end nothing is overdue yet, a day later it is.
  const on = (date: string) => board.trend.find((each) => each.date === date)!.overdue;
  expect([on('2024-11-30'), on('2024-12-01')]).toEqual([1, 2]);

  // A look back: on the first of December the newest was not there yet.
  const past = await call(desk, 'enforcement.board', { date: '2024-12-01' });
  expect(past).toMatchObject({ running: 3, overdue: 2 });

  const { cases } = await call(desk, 'cases.list', { month: '2024-11', kind: 'restricted_road' });
  expect(cases).toHaveLength(1);
  expect(cases[0]).toMatchObject({ id: 'late', plate: '豫H12345D', overdue: true });
  expect((await call(desk, 'cases.list')).cases).toHaveLength(4);

  scene.without.add('cases');
  expect(await call(desk, 'enforcement.board')).toMatchObject({ source: 'none', asOf: null });
  await expect(call(desk, 'cases.list')).rejects.toMatchObject({ code: 'not_carried' });
});

test('a case goes on from where it stands, by whom the post allows', async () => {
  const police = scene.as('zhou', 'police');
  const { id } = await call(police, 'case.open', {
    ...{ kind: 'restricted_road', plate: '豫H7A28', capturedAt: '2024-11-30T08:00:00+08:00' },
  });
  expect(scene.replica.has('cases/2024-11')).toBe(true);
  await call(police, 'case.advance', { case: id, to: '审核' });
  await expect(call(police, 'case.advance', { case: id, to: 'closed' })).rejects.toMatchObject({
    code: 'stage',
    record: id,
  });
  await expect(call(police, 'case.advance', { case: 'x', to: 'review' })).rejects.toMatchObject({
    code: 'unknown_case',
    record: 'x',
  });
  await expect(call(police, 'case.open', { id, kind: 'gate' })).rejects.toMatchObject({ code: 'known' });
  const before = scene.replica.entries('cases/2024-11').length;
  const audit = scene.as('a', 'audit');
  await expect(call(audit, 'case.advance', { case: id, to: 'returned' })).rejects.toMatchObject({
    code: 'post',
  });
  expect(scene.replica.entries('cases/2024-11')).toHaveLength(before);
  const { cases } = await call(police, 'cases.list', { stage: 'review' });
  expect(cases).toMatchObject([{ id, stage: 'review' }]);
  await call(police, 'check.record', { kind: 'emission', result: 'unfit' });
  await expect(call(police, 'check.record', { kind: 'tea', result: 'fit' })).rejects.toMatchObject({
    code: 'bad_input',
  });
  expect((await call(police, 'enforcement.board')).checks).toMatchObject({ month: 1, unfit: 1 });
});

test('the overview: six lines in the order of the plan, and null where nothing is known', async () => {
  enterprise(A, '怀川焦化', 'key_dual_high', '410804');
  scene.person('p-zhao', '赵明远', '生态环境局', 'leader:source');
  day('2024-12-04', { [A]: counters(100, 79) });
  day(DAY, { [A]: counters(100, 77) });
  const office = scene.as('o', 'office');
  const bare = await call(office, 'overview.now');
  expect(bare.lines.map((line) => [line.line, line.value])).toEqual([
    ['source', 77],
    ['road', null],
    ['emission', null],
    ['subsidy', null],
    ['facility', null],
    ['service', null],
  ]);
  expect(bare.lines[0]).toMatchObject({
    ...{ state: 'behind', target: 80, nextTarget: { value: 90, dueOn: '2024-12-31' }, delta: -2 },
    ...{ laggards: [{ id: A, value: '77%', provisional: true }], laggardsTotal: 1 },
    responsible: { unit: '生态环境局', person: '赵明远' },
  });
  expect(bare.daysToGoal).toBe(26);

  camera('late', '2024-11-20T08:00:00');
  camera('new', `${DAY}T10:00:00`);
  scene.say('checks/2024-12', 'check.recorded', 'k1', { kind: 'road', result: 'unfit' });
  scene.say('fleet', 'fleet.registered', 't1', { on: '2024-11-01' });
  scene.say('fleet', 'fleet.registered', 't2', { on: DAY });
  station('s1', '九里山站', '410804', 2);
  station('s2', '在建站', '410804', 4);
  scene.say('projects', 'project.stated', 'j1', { name: '九里山站', station: 's1', stage: 7 });
  scene.say('projects', 'project.stated', 'j2', {
    ...{ name: '在建站', station: 's2', stage: 2, dueOn: '2024-11-29' },
  });
  const from = (await call(office, 'alert.raise', {
    ...{ level: 'orange', from: '2024-12-05T08:00:00+08:00', response: 'II级', measures: '渣土车停运' },
  })) as { id: string };
  const full = await call(office, 'overview.now');
  const line = (name: string) => full.lines.find((each) => each.line === name)!;
  expect(line('road')).toMatchObject({ value: 1, state: 'overdue', target: 0, facts: { running: 2 } });
  expect(line('road').laggards[0]).toMatchObject({ name: '李封路口 豫H·12**5D', value: '5' });
  expect(line('emission')).toMatchObject({ value: 1, target: null, facts: { unfit: 1 }, delta: 1 });
  expect(line('facility')).toMatchObject({ value: 2, target: 200, laggardsTotal: 1, unit: 'guns' });
  expect(line('service')).toMatchObject({ value: 2, target: 500, delta: 1, state: 'behind' });
  expect(full.alert).toMatchObject({ level: 'orange', id: from.id, until: null });
  expect(full.counties.find((each) => each.county === '410804')).toMatchObject({ stations: 2, events: 0 });
  expect(full.counties.find((each) => each.county === '410803')).toMatchObject({ events: 2 });
  expect(full.unplaced).toBe(0);
  await call(office, 'alert.lift', { alert: from.id });
  expect((await call(office, 'overview.now')).alert).toBeNull();
  await expect(call(office, 'alert.lift', { alert: from.id })).rejects.toMatchObject({ code: 'lifted' });

  const goals = await call(office, 'goals.progress');
  expect(goals.guns).toMatchObject({ actual: 2, goal: 200, source: 'projects', due: '2024-12-31' });
  expect(goals.trucks).toMatchObject({ actual: 2, neededPerDay: 19.2, next: { goal: 2000 } });
  expect(goals.stations).toMatchObject({ goal: 5, upper: 10 });

  // Of a day before anybody was registered nobody knows how many there were: unknown, not none and not overdue.
  const before = await call(office, 'goals.progress', { date: '2020-01-01' });
  for (const name of ['stations', 'piles', 'guns'] as const)
    expect(before[name]).toMatchObject({ actual: null, state: 'none', asOf: null, trend: [] });
  const then = await call(office, 'overview.now', { date: '2020-01-01' });
  expect(then.lines.find((each) => each.line === 'facility')).toMatchObject({ value: null, state: 'none' });
});

test('feeds, and who I am', async () => {
  enterprise(A, '怀川焦化', 'key_dual_high', '410804');
  day(DAY, { [A]: counters(10, 9) });
  const { feeds } = await call(scene.as('d', 'duty'), 'feeds.status');
  const of = (feed: string) => feeds.find((each) => each.feed === feed)!;
  expect(of('gates')).toMatchObject({ freshness: 'fresh', reporting: 1, due: 1 });
  expect(of('chargers')).toMatchObject({ freshness: 'none', reporting: 0, due: 0, lastAt: null });
  expect(of('fleet').freshness).toBe('unknown');
  expect(of('office').freshness).toBe('fresh');
  scene.connected = false;
  const away = await call(scene.as('d', 'duty'), 'feeds.status');
  expect(away.feeds.find((each) => each.feed === 'office')!.freshness).toBe('stale');
  const duty = await call(scene.as('d', 'duty'), 'me');
  expect(duty.acts).toContain('alarm.shelve');
  expect(duty.acts).not.toContain('target.decide');
  expect(await call(scene.as('w', 'wall'), 'me')).toMatchObject({ readOnly: true, acts: [] });
});

test('the last thirty days are read, whatever a day in between has', async () => {
  enterprise(A, '怀川焦化', 'key_dual_high', '410804');
  for (let back = 40; back >= 0; back -= 2)
    day(addDays(DAY, -back), { [A]: counters(10, 1, { asOf: startOfDay(addDays(DAY, -back)) }) });
  const { lines } = await call(scene.as('w', 'wall'), 'overview.now');
  const { trend } = lines[0]!;
  expect(trend).toHaveLength(30);
  expect(trend.filter((point) => point.value === 10)).toHaveLength(15);
  expect(trend.find((point) => point.date === '2024-11-29')!.target).toBeNull();
  expect(trend.find((point) => point.date === '2024-11-30')!.target).toBe(80);
});
