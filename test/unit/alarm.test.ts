import { expect, test } from 'vitest';
import {
  type AlarmFacts,
  alarmDocument,
  alarmFold,
  alarmId,
  alarmRow,
  alarmState,
  countStates,
  foldAlarm,
  isFlood,
  latestSent,
  listed,
  wallFold,
} from '../../domain/alarm.ts';
import { AlarmRow } from '../../domain/contract/operations.ts';
import { isoShanghai, parseTime } from '../../domain/day.ts';
import { byClock, type Entry } from '../../domain/ledger/entry.ts';

const T = parseTime('2024-12-05T14:32:00+08:00')!;
const MINUTE = 60_000;
const ID = alarmId('gate_silent', 'E1/2', T);

function entry(
  kind: string,
  after: number,
  body: Record<string, unknown>,
  person = 'li',
  id = `${kind}${after}`,
): Entry {
  return {
    v: 1,
    id,
    kind,
    subject: String(body.alarm ?? 'wall'),
    at: `${T + after * MINUTE}-0000-d`,
    by: { person, device: 'd' },
    body,
  };
}
const raised = (more: Record<string, unknown> = {}) =>
  entry(
    'alarm.raised',
    0,
    {
      alarm: ID,
      kind: 'gate_silent',
      source: 'E1/2',
      name: '怀川焦化',
      county: '410804',
      priority: 'high',
      facts: { gate: '2', minutes: 11 },
      raisedAt: isoShanghai(T),
      since: isoShanghai(T - 11 * MINUTE),
      ...more,
    },
    'office',
  );
const returned = (after: number) =>
  entry('alarm.returned', after, { alarm: ID, at: isoShanghai(T + after * MINUTE) }, 'office');
const fold = (...entries: Entry[]) => foldAlarm(entries.sort(byClock))!;

test('an alarm is known once it is raised, and its id names the month that holds it', () => {
  expect(foldAlarm([entry('alarm.acknowledged', 1, { alarm: ID })])).toBeNull();
  expect(fold(raised()).since).toBe(T - 11 * MINUTE);
  expect(foldAlarm([raised({ kind: 'of_tomorrow' })])).toBeNull();
  expect(alarmDocument(ID)).toBe('duty/2024-12');
  expect(alarmDocument(alarmId('clock_off', 'a:b', parseTime('2024-12-31T23:59:59+08:00')!))).toBe(
    'duty/2024-12',
  );
  expect(alarmDocument('no alarm')).toBeNull();
  expect(alarmFold.subject(entry('duty.called', 1, { alarm: ID }))).toBe(ID);
});

test('acknowledged, assigned and shelved are three facts with who, when and why', () => {
  const alarm = fold(
    raised(),
    entry('alarm.acknowledged', 2, { alarm: ID, note: '已看到' }, 'li'),
    entry('alarm.acknowledged', 3, { alarm: ID }, 'wang'),
    entry('alarm.assigned', 4, { alarm: ID, to: 'zhao' }, 'li'),
    entry('alarm.assigned', 5, { alarm: ID, to: 'qian' }, 'wang'),
    entry('duty.called', 6, { alarm: ID, called: '厂家', about: '断线' }),
    entry('duty.called', 7, { alarm: ID, called: '' }),
  );
  expect(alarm.acknowledged).toEqual({ by: 'li', at: T + 2 * MINUTE, note: '已看到' });
  expect(alarm.assigned).toEqual({ to: 'qian', by: 'wang', at: T + 5 * MINUTE });
  expect(alarm.shelved).toBeNull();
  expect(alarm.calls).toBe(1);
  expect(alarmState(alarm, T + 9 * MINUTE)).toBe('acknowledged');
});

test('states: unacknowledged, acknowledged, returned, normal', () => {
  const acknowledged = entry('alarm.acknowledged', 2, { alarm: ID });
  expect(alarmState(fold(raised()), T)).toBe('unacknowledged');
  expect(alarmState(fold(raised(), acknowledged), T)).toBe('acknowledged');
  expect(alarmState(fold(raised(), returned(1)), T)).toBe('returned');
  expect(alarmState(fold(raised(), returned(1), acknowledged), T)).toBe('normal');
});

test('shelving ends: by its time, by hand, and after a week at the latest', () => {
  const shelve = (after: number, until: number) =>
    entry('alarm.shelved', after, {
      alarm: ID,
      until: isoShanghai(T + until * MINUTE),
      reason: '厂家上门',
    });
  const alarm = fold(raised(), shelve(2, 60));
  expect(alarmState(alarm, T + 59 * MINUTE)).toBe('shelved');
  expect(alarmState(alarm, T + 60 * MINUTE)).toBe('unacknowledged');
  const unshelved = fold(raised(), shelve(2, 60), entry('alarm.unshelved', 3, { alarm: ID }));
  expect(alarmState(unshelved, T + 4 * MINUTE)).toBe('unacknowledged');
  const forever = fold(raised(), shelve(0, 60 * 24 * 365));
  expect(alarmState(forever, T + 7 * 86_400_000)).toBe('unacknowledged');
  const noReason = fold(
    raised(),
    entry('alarm.shelved', 2, { alarm: ID, until: isoShanghai(T + 60 * MINUTE) }),
  );
  expect(noReason.shelved).toBeNull();
  const over = fold(raised(), shelve(2, 60), returned(5));
  expect(alarmState(over, T + 6 * MINUTE)).toBe('shelved');
  expect(alarmState(over, T + 61 * MINUTE)).toBe('returned');
});

test('a row keeps the contract’s shape, and its minutes go on until the alarm returns', () => {
  const names = (person: string) => (person === 'li' ? '李静' : person);
  const running = fold(raised(), entry('alarm.acknowledged', 2, { alarm: ID }));
  const row = AlarmRow.parse(alarmRow(running, T + 9 * MINUTE, names));
  expect(row.facts).toEqual({ gate: '2', minutes: 20 });
  expect(row.acknowledged).toEqual({ by: '李静', at: '2024-12-05T14:34:00+08:00' });
  const over = fold(raised(), returned(5));
  expect(alarmRow(over, T + 90 * MINUTE).facts.minutes).toBe(16);
});

test('the list never drops what asks for somebody, however old; settled ones leave it', () => {
  const old = { ...fold(raised()), id: 'old', raisedAt: T - 40 * 86_400_000 };
  const settled = fold(raised(), entry('alarm.acknowledged', 2, { alarm: ID }), returned(3));
  const low: AlarmFacts = { ...fold(raised()), id: 'low', priority: 'low' };
  const all = [settled, low, old];
  expect(listed(all, T + MINUTE * 4).map(({ id }) => id)).toEqual(['old', 'low', ID]);
  expect(listed(all, T + 86_400_000).map(({ id }) => id)).toEqual(['old', 'low']);
  expect(countStates(all, T + 86_400_000)).toEqual({
    unacknowledged: 2,
    acknowledged: 0,
    returned: 0,
    shelved: 0,
  });
});

// EEMUA 191: above ten in ten minutes, until below five.
test('a flood starts above ten raised in ten minutes and ends below five', () => {
  const every = (count: number, step: number) => Array.from({ length: count }, (_, n) => T + n * step);
  const ten = every(10, 1000);
  expect(isFlood(ten, T + MINUTE)).toBe(false);
  const eleven = every(11, 1000);
  expect(isFlood(eleven, T + MINUTE)).toBe(true);
  // Ten minutes after the seventh, four are left.
  expect(isFlood(eleven, T + 5000 + 10 * MINUTE)).toBe(true);
  expect(isFlood(eleven, T + 6000 + 10 * MINUTE)).toBe(false);
  // Between five and ten it lasts where it has begun, and does not begin.
  const six = every(6, 1000).map((at) => at + 10 * MINUTE + 500);
  expect(isFlood([...eleven, ...six], T + 15 * MINUTE)).toBe(true);
  expect(isFlood(six, T + 15 * MINUTE)).toBe(false);
  expect(isFlood([], T)).toBe(false);
});

test('what was sent to the wall last counts, in a month and across months', () => {
  const sent = (after: number, body: Record<string, unknown>) => entry('wall.sent', after, body);
  const november = wallFold.fold([
    sent(1, { scene: 'gates', hold: true, params: { county: '410804' } }),
    sent(2, { scene: 7, hold: true }),
  ])!;
  expect(november).toMatchObject({ scene: 'gates', hold: true, params: { county: '410804' }, by: 'li' });
  const december = wallFold.fold([sent(3, { scene: null, hold: false })])!;
  expect(latestSent([december, november])!.scene).toBeNull();
  expect(latestSent([])).toBeNull();
});
