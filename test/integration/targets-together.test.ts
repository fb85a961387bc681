import { afterEach, beforeEach, expect, test } from 'vitest';
import { addDays, dayOf } from '../../domain/day.ts';
import { openReader } from '../../main/console.ts';
import { Room, type Seat } from './meeting-room.ts';
import { until } from './office.ts';

let room: Room;
beforeEach(async () => {
  room = await new Room().open();
});
afterEach(() => room.close());

const SHARE = 'gate.key_dual_high.share';
/** The plan's dates are past by the machine's clock, so that a line of today stands at once. */
const today = () => dayOf(Date.now());
const asked = (more: Record<string, unknown> = {}) => ({
  ...{ target: SHARE, value: 85, dueOn: today(), effectiveFrom: addDays(today(), -3) },
  ...{ replaces: null, scope: {}, reason: '雪天高速封闭，分两步到位', ...more },
});

const rowAt = async (seat: Seat, id: string) =>
  (await seat.ask('targets.proposals', {})).proposals.find((each) => each.id === id);
const stands = (seat: Seat, id: string, state: string) =>
  until(async () => (await rowAt(seat, id))?.state === state);
const valueAt = async (seat: Seat, date: string) => {
  const { targets } = await seat.ask('targets.inForce', { date });
  return targets.find((each) => each.id === SHARE && each.inForce)?.value;
};

test('asked for by a leader, decided by the deputy without network, in force everywhere from its receipt on', async () => {
  const [leader, deputy, chief] = await Promise.all([
    room.person('赵明远', '生态环境局', 'leader:source'),
    room.person('周明川', '市政府', 'deputy'),
    room.person('秦怀川', '市政府', 'commander'),
  ]);
  const wall = await room.token('wall');
  const all = [leader, deputy, chief, wall];

  const { id } = await leader.act('target.propose', asked());
  await Promise.all(all.map((seat) => stands(seat, id, 'pending')));
  await until(async () => (await rowAt(deputy, id))?.receipted);
  const was = await valueAt(wall, today());

  deputy.cable.cut();
  await until(() => !deputy.console.sync!.connected);
  await deputy.act('target.decide', { proposal: id, decision: 'approve', remark: '同意' });
  expect((await rowAt(deputy, id))!.state).toBe('signed');
  expect(await valueAt(deputy, today())).toBe(was);
  expect((await rowAt(chief, id))!.state).toBe('pending');

  deputy.cable.mend();
  await Promise.all(all.map((seat) => stands(seat, id, 'approved')));
  for (const seat of all) {
    expect(await valueAt(seat, today())).toBe(85);
    expect(await valueAt(seat, addDays(today(), -1))).toBe(was);
  }

  // The commander's word takes the place of the deputy's, on every console alike.
  await chief.act('target.decide', { proposal: id, decision: 'reject', remark: '按原计划' });
  await Promise.all(all.map((seat) => stands(seat, id, 'rejected')));
  const rows = await Promise.all([leader, chief, wall].map((seat) => rowAt(seat, id)));
  for (const row of rows) expect(row!.superseded).toHaveLength(1);
  await expect(
    leader.act('target.decide', { proposal: id, decision: 'approve', remark: '' }),
  ).rejects.toMatchObject({ code: 'post' });
});

test('decided on paper: recorded with its scan without network, compared by another clerk, shown as such', async () => {
  const [leader, clerk, second] = await Promise.all([
    room.person('赵明远', '生态环境局', 'leader:source'),
    room.person('林海', '办公室', 'office'),
    room.person('苏砚秋', '办公室', 'office'),
  ]);
  const chief = await room.person('秦怀川', '市政府', 'commander');
  const { id } = await leader.act('target.propose', asked({ value: 90 }));
  await until(async () => (await rowAt(clerk, id))?.receipted);
  const approver = (
    await until(async () => {
      const { leaders } = await clerk.ask('targets.leaders', {});
      return leaders.find((each) => each.post === 'commander');
    })
  ).id;

  clerk.cable.cut();
  const scan = Buffer.from(`%PDF-1.7 ${'批示 '.repeat(200_000)}`);
  const half = scan.length >> 1;
  const part = async (bytes: Buffer, upload: string | null, last: boolean) =>
    clerk.console.api.call('file.keep', { upload, part: bytes.toString('base64'), last });
  const begun = await part(scan.subarray(0, half), null, false);
  const { sha256 } = await part(scan.subarray(half), begun.upload, true);
  const { id: recorded } = await clerk.act('target.record', {
    ...{ proposal: id, approver, decision: 'amend', amended: { value: 88 }, remark: '原则同意，按 88%' },
    ...{ decidedOn: today(), channel: '批示', scan: sha256 },
  });
  await expect(clerk.act('target.confirm', { recorded })).rejects.toMatchObject({ code: 'same_person' });

  clerk.cable.mend();
  await until(async () => (await rowAt(second, id))?.papers[0]?.mayConfirm);
  expect((await rowAt(second, id))!.state).toBe('signed');
  // The scan follows by itself, and is had by whoever must compare it.
  const read = await until(() =>
    second.console.api.call('file.read', { sha256: sha256!, from: 0 }).catch(() => null),
  );
  expect(read.size).toBe(scan.length);
  await second.act('target.confirm', { recorded });
  for (const seat of [leader, clerk, second, chief]) {
    await stands(seat, id, 'approved');
    expect((await rowAt(seat, id))!.decision).toMatchObject({
      ...{ by: '秦怀川', paper: true, amended: { value: 88 }, receivedOn: today() },
      record: { writer: '林海', confirmedBy: '苏砚秋', scan: sha256 },
    });
    expect(await valueAt(seat, today())).toBe(88);
  }
  expect(clerk.console.replica.meta('filesWaiting')).toBe('[]');
});

test('drafts stay on their console and are on its disk at once; plans, checks and breakdowns reach everybody', async () => {
  const folder = room.folder();
  const leader = await room.person('赵明远', '生态环境局', 'leader:source', folder);
  const clerk = await room.person('林海', '办公室', 'office');
  const deputy = await room.person('周明川', '市政府', 'deputy');
  await leader.console.api.call('draft.keep', {
    ...{ id: null, noun: 'target', body: { target: SHARE, value: '85' } },
  });
  expect((await leader.ask('drafts.list', {})).drafts).toHaveLength(1);
  expect((await deputy.ask('drafts.list', {})).drafts).toEqual([]);
  // Another process reads it from the disk, while nothing has been closed.
  const reader = openReader(folder);
  expect((await reader.api.call('drafts.list', {})).drafts).toMatchObject([{ body: { value: '85' } }]);
  reader.close();

  const plan = await leader.act('plan.propose', {
    title: '源头治理具体方案',
    phases: [{ name: '整改', from: addDays(today(), -1), to: addDays(today(), 30) }],
  });
  const source = async (seat: Seat) => (await seat.ask('plans.now', {})).groups[0]!;
  await until(async () => (await source(clerk)).proposals[0]?.receipted);
  await clerk.act('plan.check', { proposal: plan.id, outcome: 'agreed', remark: '' });
  await until(async () => (await source(deputy)).proposals[0]?.notes.length === 1);
  await deputy.act('plan.decide', { proposal: plan.id, decision: 'approve', remark: '同意' });
  await until(async () => (await source(clerk)).plan?.phases[0]?.stands === 'running');

  await leader.act('target.allot', {
    ...{ target: 'guns', dueOn: '2024-12-31', level: 'county', parts: [{ to: '410803', value: 120 }] },
  });
  const added = async (seat: Seat) =>
    (await seat.ask('targets.breakdown', { target: 'guns' })).breakdowns[0]?.fit;
  expect(await until(() => added(deputy))).toMatchObject({
    fits: false,
    why: 'short',
    total: 120,
    line: 200,
  });

  // Two requests about one line: both seen everywhere as rivals, until one of them is taken back.
  const one = await leader.act('target.propose', asked());
  const other = await leader.act('target.propose', asked({ value: 82 }));
  await until(async () => (await rowAt(deputy, one.id))?.rivals.length === 1);
  expect((await rowAt(deputy, one.id))!.rivals).toEqual([other.id]);
  await until(async () => (await rowAt(leader, other.id))?.receipted);
  await leader.act('target.withdraw', { proposal: other.id });
  await stands(deputy, other.id, 'withdrawn');
  expect((await rowAt(deputy, one.id))!.rivals).toEqual([]);
});
