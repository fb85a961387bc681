import { expect, test } from 'vitest';
import { foldAlarm, wallNow } from '../../domain/alarm.ts';
import { BOARD, boardOf, PART_KEYS, readBoard } from '../../domain/board.ts';
import { foldCase } from '../../domain/case.ts';
import type { CoveredCheck } from '../../domain/coverage.ts';
import { isoShanghai, parseTime } from '../../domain/day.ts';
import type { Json } from '../../domain/ledger/canonical.ts';
import type { Entry } from '../../domain/ledger/entry.ts';
import { CHAINS, tallyOf } from '../../domain/tally.ts';

const NOW = parseTime('2024-12-05T14:32:00+08:00')!;
const DAY = '2024-12-05';
let last = 0;
function entry(kind: string, subject: string, body: Record<string, unknown> = {}, at = NOW): Entry {
  const id = `e${last++}`;
  return { v: 1, id, kind, subject, at: `${at}-0000-d`, by: { person: 'p', device: 'd' }, body };
}
const plates = ['豫H12345D', '豫H6K888', '豫H98765D'];
const cases = plates.map((plate, n) => {
  const capturedAt = NOW - n * 8 * 86_400_000;
  const body = { kind: 'restricted_road', plate, capturedAt: isoShanghai(capturedAt), place: '李封路口' };
  return foldCase([entry('case.opened', `c${n}`, body, capturedAt)])!;
});
const check = (id: string, more: Partial<CoveredCheck>): CoveredCheck => ({
  ...{ id, kind: 'road', result: 'unfit', at: NOW, place: '李封路口', county: '410803', enterprise: null },
  ...{ joinedInto: null, officers: [2, 2] },
  ...more,
});
const alarm = foldAlarm([
  entry('alarm.raised', 'a', {
    ...{ alarm: 'clock_off:G:1', kind: 'clock_off', source: 'G', name: 'G', county: null },
    ...{ priority: 'low', facts: { seconds: 420 }, raisedAt: isoShanghai(NOW) },
  }),
])!;

test('the board never carries a whole plate, and what is written is what is read', () => {
  const values = boardOf({
    date: DAY,
    now: NOW,
    cases,
    checks: [
      check('k1', {}),
      check('k2', { joinedInto: 'k1' }),
      check('k3', { kind: 'gate_count', county: '410804' }),
    ],
    trucks: [{ id: 't', spans: [['2024-12-01', null]], plate: null, vin: null, owner: null }],
    alarms: { listed: [alarm], flood: true },
    wall: wallNow(null),
    subsidies: tallyOf([entry('subsidy.applied', 's1')], CHAINS.subsidies, DAY),
    meeting: null,
  });
  const text = JSON.stringify(values);
  for (const plate of plates) expect(text).not.toContain(plate.slice(2));
  const board = readBoard(new Map(Object.entries(JSON.parse(text) as Record<string, Json>)));
  expect(board.enforcement!.cases.map(({ id, plate }) => [id, plate])).toEqual([
    ['c2', '豫H·98**5D'],
    ['c0', '豫H·12**5D'],
    ['c1', '豫H·6**88'],
  ]);
  expect(board.enforcement).toMatchObject({ running: 3, overdue: 1, dueSoon: 1, today: 1 });
  expect(board.enforcement).toMatchObject({ events: {}, unplaced: 3, heard: { cameras: null } });
  expect(board.checks).toMatchObject({ month: 1, unfit: 1 });
  expect(board.checks!.coverage).toMatchObject({
    weeks: ['2024-11-11', '2024-11-18', '2024-11-25', '2024-12-02'],
    counties: [
      { county: '410803', byWeek: [0, 0, 0, 1] },
      { county: '410804', byWeek: [0, 0, 0, 1] },
    ],
    points: [{ point: '李封路口', last: DAY, byWeek: [0, 0, 0, 2] }],
  });
  expect(board.fleet!.total).toBe(1);
  expect(board.alarms).toEqual([alarm]);
  expect(board.flood).toBe(true);
  expect(board.subsidies).toEqual({ total: 1, byStage: { applied: 1 }, overdue: null, asOf: NOW });
  expect(board.services).toBeNull();
  const heads = new Set(Object.values(PART_KEYS).flat() as string[]);
  for (const key of Object.keys(values))
    expect(heads.has(key) || heads.has(key.slice(0, key.indexOf('/') + 1))).toBe(true);
  expect([...heads, 'asOf'].sort()).toEqual(Object.keys(BOARD).sort());
});

test('a value of another shape is as if it were not there', () => {
  const board = readBoard(
    new Map<string, Json>([
      ['enforcement', { running: 'many' }],
      ['alarm/x', { kind: 'of_tomorrow' }],
      ['case/y', 7],
    ]),
  );
  expect(board.enforcement).toBeNull();
  expect(board.alarms).toEqual([]);
});

test('a part without anything makes no key: unknown is not zero', () => {
  expect(boardOf({ date: DAY, now: NOW, trucks: [], checks: null, actions: null })).toEqual({});
});

test('a ledger’s tally: each subject once, at the furthest that it reached; past its day unless it has ended', () => {
  const entries = [
    entry('service.advanced', 'A', { dueOn: '2024-12-04' }),
    entry('service.opened', 'A', { dueOn: '2024-12-04' }),
    entry('service.opened', 'B', { dueOn: '2024-12-04' }),
    entry('service.advanced', 'B', { dueOn: '2024-12-05' }, NOW + 1),
    entry('service.opened', 'C', { dueOn: '2024-11-01' }),
    entry('service.closed', 'C'),
    entry('meeting.created', 'M'),
  ];
  expect(tallyOf([...entries, ...entries].reverse(), CHAINS.services, DAY)).toEqual({
    total: 3,
    byStage: { advanced: 2, closed: 1 },
    overdue: 1,
    asOf: NOW + 1,
  });
  expect(tallyOf([entries.at(-1)!], CHAINS.services, DAY)).toBeNull();
});
