import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AlarmFacts } from '../../domain/alarm.ts';
import { alarmId } from '../../domain/alarm.ts';
import { boardOf } from '../../domain/board.ts';
import { isoShanghai } from '../../domain/day.ts';
import { call } from './queries.call.ts';
import { NOW, Scene } from './queries.context.ts';

let scene: Scene;
beforeEach(() => {
  scene = new Scene();
});
afterEach(() => scene.close());

/** As the office's engine raises it. */
function raised(source: string, when: number, priority = 'high'): string {
  const alarm = alarmId('gate_silent', source, when);
  scene.say(
    `duty/${isoShanghai(when).slice(0, 7)}`,
    'alarm.raised',
    alarm,
    {
      ...{ alarm, kind: 'gate_silent', source, name: '怀川焦化', county: '410804', priority },
      ...{ facts: { gate: '2', minutes: 11 }, raisedAt: isoShanghai(when) },
    },
    when,
  );
  return alarm;
}

test('acknowledged, assigned and shelved are three facts; a raised alarm of last month is acted on where it stands', async () => {
  scene.person('p-li', '李静', '指挥部', 'duty');
  const duty = scene.as('p-li');
  const alarm = raised('e/2', NOW - 10 * 86_400_000);
  const other = raised('e/3', NOW - 60_000, 'low');
  const old = raised('e/4', NOW - 150 * 86_400_000, 'medium');
  expect(await call(duty, 'alarms.now')).toMatchObject({
    ...{ source: 'duty', counts: { unacknowledged: 3 }, flood: false, quiet: false },
    alarms: [{ id: alarm, state: 'unacknowledged' }, { id: old }, { id: other }],
  });
  await call(duty, 'alarm.acknowledge', { alarm });
  await call(duty, 'alarm.assign', { alarm, to: '王磊' });
  await call(duty, 'duty.call', { alarm, called: '门禁厂家', about: '2 号门无心跳', answer: '两小时到' });
  const until = isoShanghai(NOW + 3_600_000);
  await call(duty, 'alarm.shelve', { alarm, until, reason: '等厂家' });
  const { alarms } = await call(duty, 'alarms.now');
  expect(alarms.find((each) => each.id === alarm)).toMatchObject({
    ...{ state: 'shelved', calls: 1, acknowledged: { by: '李静' } },
    ...{ assigned: { to: '王磊', by: '李静' }, shelved: { until, reason: '等厂家' } },
  });
  expect(scene.replica.family('duty')).toEqual(['duty/2024-07', 'duty/2024-11', 'duty/2024-12']);
  scene.now = NOW + 3_600_001;
  const later = await call(duty, 'alarms.now');
  expect(later.alarms.find((each) => each.id === alarm)!.state).toBe('acknowledged');
});

test('an act that cannot be is refused by name, and writes nothing', async () => {
  const duty = scene.as('d', 'duty');
  const alarm = raised('e/2', NOW - 60_000);
  const code = (name: Parameters<typeof call>[1], input: Record<string, unknown>, who = duty) =>
    call(who, name, input).then(
      () => 'done',
      (error: { code: string }) => error.code,
    );
  const soon = isoShanghai(NOW + 60_000);
  const before = scene.replica.hash('duty/2024-12');
  expect(await code('alarm.acknowledge', { alarm: 'gate_silent:x:1732953600000' })).toBe('unknown_alarm');
  expect(await code('alarm.acknowledge', { alarm: 'nothing' })).toBe('unknown_alarm');
  expect(await code('alarm.acknowledge', { alarm }, scene.as('w', 'wall'))).toBe('post');
  expect(await code('alarm.unshelve', { alarm })).toBe('not_shelved');
  for (const until of ['tomorrow', isoShanghai(NOW - 1000), isoShanghai(NOW + 8 * 86_400_000)])
    expect(await code('alarm.shelve', { alarm, until, reason: 'r' })).toBe('bad_input');
  expect(await code('duty.call', { alarm: 'nothing', called: 'a', about: 'b' })).toBe('unknown_alarm');
  expect(scene.replica.hash('duty/2024-12')).toBe(before);
  expect(await code('alarm.shelve', { alarm, until: soon, reason: 'r' })).toBe('done');
  expect(await code('alarm.unshelve', { alarm })).toBe('done');
  expect(await code('alarm.acknowledge', { alarm })).toBe('done');
  expect(await code('alarm.acknowledge', { alarm })).toBe('acknowledged');
});

test('the log tells what people did, who has the shift, and what the wall was sent', async () => {
  scene.person('p-li', '李静', '指挥部', 'duty');
  const duty = scene.as('p-li');
  expect(await call(duty, 'wall.now')).toMatchObject({ mode: 'rotate', scene: null });
  expect(await call(duty, 'duty.log')).toEqual({ shift: null, entries: [] });
  const alarm = raised('e/2', NOW - 60_000);
  await call(duty, 'alarm.acknowledge', { alarm, note: '已知' });
  await call(duty, 'duty.handover', { to: 'p-li', note: '2 号门待修' });
  await call(duty, 'wall.send', { scene: 'gates', hold: true, params: { tier: 'other_gated' } });
  const log = await call(duty, 'duty.log');
  expect(log.shift).toMatchObject({ person: '李静', note: '2 号门待修' });
  expect(log.entries.map((entry) => entry.kind)).toEqual([
    'wall.sent',
    'duty.handedOver',
    'alarm.acknowledged',
  ]);
  expect(log.entries[2]).toMatchObject({ by: '李静', alarm, text: '已知', saved: 'office' });
  expect(await call(duty, 'wall.now')).toMatchObject({
    ...{ mode: 'sent', scene: 'gates', hold: true, by: '李静' },
    params: { tier: 'other_gated' },
  });
  await call(duty, 'wall.send', { scene: null, hold: false });
  expect((await call(duty, 'wall.now')).mode).toBe('rotate');
});

test('a wall sees alarms, cases and trucks on the board alone, and nothing where there is no board', async () => {
  const wall = scene.as('w', 'wall');
  for (const family of ['duty', 'cases', 'checks', 'fleet', 'actions']) scene.without.add(family);
  expect(await call(wall, 'alarms.now')).toMatchObject({ source: 'none', alarms: [], asOf: null });
  const alarm = {
    ...{ id: 'gate_silent:e/2:1', kind: 'gate_silent', source: 'e/2', name: '怀川焦化', county: null },
    ...{ priority: 'high', facts: {}, raisedAt: NOW - 60_000, since: NOW - 60_000, returnedAt: null },
    ...{ acknowledged: null, assigned: null, shelved: null, calls: 0, ended: false },
  } satisfies AlarmFacts;
  const values = boardOf({
    ...{
      date: '2024-12-05',
      now: NOW,
      cases: [],
      trucks: [{ id: 't', spans: [['2024-12-01', null]], plate: null, vin: null, owner: null }],
    },
    checks: [
      {
        ...{ id: 'k1', kind: 'road', result: 'fit', at: NOW, place: '李封路口', county: '410803' },
        ...{ enterprise: null, joinedInto: null, officers: [2, 2] },
      },
    ],
    alarms: { listed: [alarm], flood: true },
    wall: { mode: 'sent', scene: 'gates', params: {}, hold: true, by: '李静', at: isoShanghai(NOW) },
    meeting: { id: 'm', startedAt: NOW, item: null },
  });
  scene.replica.setGauge('board/2024-12-05', { ...values, asOf: NOW - 30_000 });
  expect(await call(wall, 'alarms.now')).toMatchObject({
    ...{ source: 'board', alarms: [{ state: 'unacknowledged' }], flood: true, quiet: true },
    asOf: isoShanghai(NOW - 30_000),
  });
  expect((await call(wall, 'wall.now')).scene).toBe('gates');
  expect((await call(wall, 'goals.progress')).trucks).toMatchObject({ actual: 1, source: 'board' });
  expect(await call(wall, 'enforcement.board')).toMatchObject({
    ...{ source: 'board', running: 0, checks: { month: 1, unfit: 0 }, freshness: 'fresh' },
  });
  // The office dies: what the board says ages.
  scene.now = NOW + 20 * 60_000;
  const { lines } = await call(wall, 'overview.now');
  expect(lines.find((line) => line.line === 'road')).toMatchObject({ value: 0, freshness: 'stale' });
});
