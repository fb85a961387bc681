import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { alarmId } from '../../domain/alarm.ts';
import { readBoard } from '../../domain/board.ts';
import { isoShanghai, parseTime } from '../../domain/day.ts';
import type { Change } from '../../replica/change.ts';
import { type BoardWriter, startBoard } from '../../sync-server/board.ts';
import { openOffice } from '../../sync-server/server.ts';
import { temporary, until } from './office.ts';

/** The office's board on a real replica, with a clock of the test's own. */
const START = parseTime('2024-12-05T15:00:00+08:00')!;
let now = START;
let folder: ReturnType<typeof temporary>;
let office: ReturnType<typeof openOffice>;
let board: BoardWriter | null = null;
const today = (day = '2024-12-05') => readBoard(office.replica.gauge(`board/${day}`) ?? new Map());

beforeEach(() => {
  now = START;
  folder = temporary('board');
  office = openOffice(folder.path, () => now, pino({ level: 'silent' }));
});
afterEach(() => {
  board?.close();
  office.replica.close();
  folder.remove();
});

const openCase = (id: string, plate: string, daysAgo = 0) =>
  office.record('cases/2024-12', 'case.opened', id, {
    ...{ kind: 'restricted_road', plate, place: '李封路口', device: 'cam' },
    capturedAt: isoShanghai(now - daysAgo * 86_400_000),
  });
const raise = (source: string) => {
  const alarm = alarmId('charger_fault', source, now);
  office.record('duty/2024-12', 'alarm.raised', alarm, {
    ...{ alarm, kind: 'charger_fault', source, name: source, county: null, priority: 'low', facts: {} },
    raisedAt: isoShanghai(now),
  });
  return alarm;
};
/** Keys of the board that were written, commit by commit. */
const commits: string[][] = [];
const listen = () => {
  commits.length = 0;
  office.replica.onCommit((changes: Change[]) => {
    for (const { doc, keys } of changes) if (doc.startsWith('board/')) commits.push([...keys].sort());
  });
};

test('nothing known is no key; what comes is on the board, plates masked', async () => {
  board = startBoard(office, { everyMs: 20 });
  expect(today()).toMatchObject({ enforcement: null, checks: null, fleet: null, actions: null });
  expect(today().wall!.mode).toBe('rotate');
  openCase('c1', '豫H12345D');
  openCase('c2', '豫H6K888', 11);
  office.record('checks/2024-12', 'check.recorded', 'k1', { kind: 'road', result: 'unfit' });
  office.record('fleet', 'fleet.registered', 't1', { on: '2024-12-01' });
  office.record('actions', 'action.created', 'x1', {
    ...{
      content: '完成三家企业门禁联网',
      lead: 'county:410803',
      source: { kind: 'call' },
      dueOn: '2024-12-01',
    },
  });
  office.record('actions', 'meeting.started', 'm1', {});
  const seen = await until(() => (today().meeting ? today() : null));
  expect(seen.enforcement!.cases.map(({ id, plate, overdue }) => [id, plate, overdue])).toEqual([
    ['c2', '豫H·6**88', true],
    ['c1', '豫H·12**5D', false],
  ]);
  expect(seen).toMatchObject({
    enforcement: { running: 2, overdue: 1, today: 2 },
    checks: { month: 1, unfit: 1 },
    fleet: { total: 1 },
    actions: { counts: { total: 1, overdue: 1 }, listed: [{ leadName: '中站区', daysLate: 4 }] },
    subsidies: null,
    meeting: { id: 'm1' },
    asOf: START,
  });
  expect(JSON.stringify([...office.replica.gauge('board/2024-12-05')!])).not.toContain('12345');
});

test('alarms and what is sent to the wall are told at once, the rest waits its turn', async () => {
  board = startBoard(office, { everyMs: 3_600_000 });
  listen();
  openCase('c1', '豫H12345D');
  let toldAt = 0;
  office.replica.onCommit((changes) => {
    if (changes.some(({ doc }) => doc.startsWith('board/'))) toldAt ||= performance.now();
  });
  const began = performance.now();
  const alarm = raise('A');
  office.record('duty/2024-12', 'wall.sent', 'wall', { scene: 'gates', hold: true });
  const seen = await until(() => (today().alarms.length && today().wall!.mode === 'sent' ? today() : null));
  // A few milliseconds on a quiet machine.
  expect(toldAt - began).toBeLessThan(200);
  expect(seen.alarms).toMatchObject([{ id: alarm, acknowledged: null }]);
  expect(seen.wall).toMatchObject({ scene: 'gates', hold: true, by: 'office' });
  expect(seen.enforcement).toBeNull();
  board.flush();
  expect(today().enforcement!.running).toBe(1);
  office.record('duty/2024-12', 'alarm.acknowledged', alarm, { alarm });
  await until(() => today().alarms[0]?.acknowledged);
  // One commit for both, then the case with its counts, then the alarm alone.
  expect(commits).toEqual([[`alarm/${alarm}`, 'wall'], ['case/c1', 'enforcement'], [`alarm/${alarm}`]]);
});

test('many commits in a row are one write; what did not change is not written', async () => {
  board = startBoard(office, { everyMs: 100 });
  listen();
  for (let n = 0; n < 200; n++) openCase(`c${n}`, '豫H12345D');
  await until(() => today().enforcement?.running === 200);
  expect(commits.length).toBeLessThan(4);
  commits.length = 0;
  board.flush();
  board.flush();
  expect(commits).toEqual([]);
  expect(today().enforcement!.cases).toHaveLength(60);
});

test('a case that ends leaves the board; a flood shows and passes', async () => {
  board = startBoard(office, { everyMs: 20 });
  openCase('c1', '豫H12345D');
  await until(() => today().enforcement?.cases.length === 1);
  office.record('cases/2024-12', 'case.advanced', 'c1', { to: 'false_alarm' });
  await until(() => today().enforcement?.cases.length === 0);
  for (let n = 0; n < 11; n++) raise(`S${n}`);
  await until(() => today().flood);
  expect(today().alarms).toHaveLength(11);
  now += 11 * 60_000;
  await until(() => !today().flood);
});

test('a restart goes on from what stands; at midnight the new day starts whole', async () => {
  board = startBoard(office, { everyMs: 20 });
  openCase('c1', '豫H12345D');
  const alarm = raise('A');
  await until(() => today().alarms.length && today().enforcement);
  board.close();
  const before = office.replica.hash('board/2024-12-05');
  board = startBoard(office, { everyMs: 20 });
  expect(office.replica.hash('board/2024-12-05')).toBe(before);
  now = parseTime('2024-12-06T00:00:00+08:00')!;
  const next = await until(() => (office.replica.has('board/2024-12-06') ? today('2024-12-06') : null));
  expect(next).toMatchObject({ enforcement: { running: 1, today: 0 }, alarms: [{ id: alarm }], asOf: now });
  expect(today().enforcement!.today).toBe(1);
});
