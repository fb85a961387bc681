import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type * as Y from 'yjs';
import type { Output } from '../../domain/contract.ts';
import { PLAN, textName } from '../../domain/meeting-plan.ts';
import { Room, type Seat } from './meeting-room.ts';
import { admin, stock, token, until } from './office.ts';

let room: Room;
beforeEach(async () => {
  room = await new Room().open();
});
afterEach(() => room.close());

type View = Output<'meeting.view'>;
const view = (seat: Seat, meeting: string): Promise<View> => seat.ask('meeting.view', { meeting });
const knows = (seat: Seat, meeting: string) =>
  until(() =>
    seat.ask('meeting.view', { meeting }).then(
      ({ carried }) => carried,
      () => false,
    ),
  );
const textOf = async (seat: Seat, meeting: string, item: string): Promise<string> =>
  (await view(seat, meeting)).items.find(({ id }) => id === item)?.text ?? '';

/** Writes as a screen does: on what stands there now. */
async function write(seat: Seat, meeting: string, item: string, change: (text: string) => string) {
  const base = await textOf(seat, meeting, item);
  await seat.act('meeting.write', { meeting, item, base, text: change(base) });
}

/**
 * What everybody must see alike; who may do what, and whether it is saved, differs by seat. While it runs, its times go
 * on between one look and the next.
 */
async function common(seat: Seat, meeting: string) {
  const { may: _, saved: __, asOf: ___, writing: ____, summary, ...rest } = await view(seat, meeting);
  const seen = { ...rest, summary: { ...summary, next: [] } };
  if (rest.state === 'closed') return seen;
  const still = { spentMs: 0, overMs: 0, expectedAt: '', deviation: 0 };
  return {
    ...{ ...seen, spentMs: 0, expectedEnd: '' },
    items: rest.items.map((item) => ({ ...item, ...still })),
  };
}

async function alike(seats: readonly Seat[], meeting: string): Promise<void> {
  const views = () => Promise.all(seats.map((seat) => common(seat, meeting)));
  const same = async () => {
    const [first, ...others] = await views();
    return others.every((each) => JSON.stringify(each) === JSON.stringify(first));
  };
  await until(same).catch(() => {});
  const [first, ...others] = await views();
  for (const each of others) expect(each).toEqual(first);
}

test('a meeting by three consoles from draft to sealed facts, one of them offline for half of it', async () => {
  const clerk = await room.person('林海', '办公室', 'office');
  const chair = await room.person('周明川', '市政府', 'deputy');
  const group = await room.person('赵明远', '源头治理组', 'member:source');
  const wall = await room.token('wall');
  const desks = [clerk, chair, group];

  const { id: meeting } = await clerk.act('meeting.create', { at: '2024-12-05T14:00:00+08:00' });
  const item = async (title: string, scene: string) =>
    (await clerk.act('meeting.item', { meeting, title, minutes: 10, scene: { scene, params: {} } })).id;
  const items = [
    await item('全市总体', 'overview'),
    await item('门禁占比', 'gates'),
    await item('用地', 'charging'),
  ];
  const [first, second, third] = items as [string, string, string];
  await Promise.all(desks.map((seat) => knows(seat, meeting)));
  await alike(desks, meeting);
  await chair.act('meeting.order', { meeting, items: [second, first, third] });
  await chair.act('meeting.call', { meeting });
  await alike(desks, meeting);
  expect((await view(group, meeting)).items.map(({ id }) => id)).toEqual([second, first, third]);

  await clerk.act('meeting.start', { meeting });
  const follows = (scene: string) =>
    until(async () => {
      const { mode, scene: shown } = await wall.ask('wall.now', {});
      return mode === 'meeting' && shown === scene;
    });
  await follows('gates');
  await write(clerk, meeting, second, () => '会议听取了汇报。');
  await until(async () => (await textOf(group, meeting, second)) === '会议听取了汇报。');

  // Half of it without the office: nobody waits for anybody.
  group.cable.cut();
  await until(() => !group.console.sync!.connected);
  await write(group, meeting, second, (text) => text.replace('会议听取', '会议专门听取'));
  await write(clerk, meeting, second, (text) => text.replace('汇报', '专题汇报'));
  await write(chair, meeting, second, (text) => `${text}\n要求限期整改。`);
  await write(group, meeting, second, (text) => `${text}\n逐车核对出厂黄牌车。`);
  await clerk.act('meeting.go', { meeting, item: third });
  await follows('charging');
  await clerk.act('meeting.attend', { meeting, unit: '源头治理组', presence: 'standIn', name: '赵明远' });
  await clerk.act('meeting.outcome', { meeting, item: third, kind: 'decision', text: '原则同意。' });
  expect((await view(group, meeting)).item).toBe(second);

  group.cable.mend();
  await until(async () => (await textOf(clerk, meeting, second)).includes('逐车核对'));
  await alike(desks, meeting);
  const written = await textOf(clerk, meeting, second);
  for (const part of ['会议专门听取了', '专题汇报', '要求限期整改。', '逐车核对出厂黄牌车。'])
    expect(written).toContain(part);
  expect(written.split('\n')).toHaveLength(3);

  // Again away while the facts are sealed: what comes late stands beside them, with its author.
  group.cable.cut();
  await until(() => !group.console.sync!.connected);
  await write(group, meeting, second, (text) => `${text}\n补充：怀川焦化已报计划。`);
  // The chair's desk is away too, and counts attendance and an outcome as it saw them.
  chair.cable.cut();
  await until(() => !chair.console.sync!.connected);
  await chair.act('meeting.attend', { meeting, unit: '源头治理组', presence: 'absent', name: '' });
  await chair.act('meeting.outcome', { meeting, item: third, kind: 'information', text: '另行研究。' });
  const task = await clerk.act('meeting.outcome', {
    ...{ meeting, item: second, kind: 'task', text: '逐车核对出厂黄牌车' },
    ...{ measure: '报替换计划', lead: 'county:410804', dueOn: '2099-12-09' },
  });
  await clerk.act('meeting.close', { meeting });
  await until(async () => (await wall.ask('wall.now', {})).mode === 'rotate');
  group.cable.mend();
  chair.cable.mend();
  await until(async () => (await view(chair, meeting)).sealed?.state === 'binding');
  await until(async () => (await view(clerk, meeting)).lateEdits.length === 2);
  await until(async () => (await view(group, meeting)).sealed?.state === 'binding');
  await until(async () => (await view(clerk, meeting)).items.some((each) => each.late.length > 0));
  await alike(desks, meeting);

  const sealed = await view(chair, meeting);
  expect(sealed).toMatchObject({
    state: 'closed',
    minutes: 'sealed',
    sealed: { by: '林海', state: 'binding' },
  });
  expect(sealed.items[0]!.text).toBe(written);
  expect(sealed.items[0]!.late).toEqual([
    { by: '赵明远', at: expect.any(String), text: '\n补充：怀川焦化已报计划。' },
  ]);
  for (const desk of desks)
    expect((await view(desk, meeting)).lateEdits).toMatchObject([
      {
        ...{ by: '周明川', at: expect.any(String) },
        edit: {
          about: 'attendance',
          unit: '源头治理组',
          was: { presence: 'standIn' },
          says: { presence: 'absent' },
        },
      },
      { by: '周明川', edit: { about: 'outcome', item: third, was: null, says: { text: '另行研究。' } } },
    ]);
  expect(sealed.items[0]!.outcomes).toMatchObject([{ kind: 'task', action: task.id }]);
  expect(sealed.items[2]!.outcomes).toMatchObject([{ kind: 'decision', text: '原则同意。' }]);
  expect(sealed.attendance.find(({ unit }) => unit === '源头治理组')).toMatchObject({ presence: 'standIn' });
  const { actions } = await chair.ask('actions.list', { meeting });
  expect(actions).toMatchObject([{ id: task.id, content: '逐车核对出厂黄牌车' }]);
  await expect(clerk.act('meeting.write', { meeting, item: second, base: '', text: '改' })).rejects.toThrow(
    /sealed/,
  );

  // Reopening leaves its trace, and the late text is among what is sealed next.
  await clerk.act('meeting.reopen', { meeting, reason: '并入源头治理组补充' });
  await clerk.act('meeting.close', { meeting });
  await until(async () => (await view(group, meeting)).seals.length === 2);
  await alike(desks, meeting);
  const again = await view(group, meeting);
  expect(again.items[0]!.text).toBe(`${written}\n补充：怀川焦化已报计划。`);
  expect(again.items[0]!.late).toEqual([]);
  expect(again.seals.map(({ superseded }) => superseded)).toEqual([true, false]);
  expect(again.reopened).toMatchObject([{ by: '林海', reason: '并入源头治理组补充' }]);
});

test('a meeting made, held and written without the office arrives whole', async () => {
  const clerk = await room.person('林海', '办公室', 'office');
  const chair = await room.person('周明川', '市政府', 'deputy');
  clerk.cable.cut();
  await until(() => !clerk.console.sync!.connected);
  const { id: meeting } = await clerk.act('meeting.create', {});
  const { id: item } = await clerk.act('meeting.item', { meeting, title: '门禁占比' });
  await clerk.act('meeting.start', { meeting });
  await write(clerk, meeting, item, () => '会议听取了汇报。');
  expect((await view(clerk, meeting)).saved).toBe('here');
  clerk.cable.mend();
  await knows(chair, meeting);
  await until(async () => (await textOf(chair, meeting, item)) === '会议听取了汇报。');
  await until(async () => (await view(clerk, meeting)).saved === 'office');
  await alike([clerk, chair], meeting);
});

test('what a restored office lost of a draft comes back, whoever brings it, and its writer goes on', async () => {
  const clerk = await room.person('林海', '办公室', 'office');
  const group = await room.person('赵明远', '源头治理组', 'member:source');
  const { id: meeting } = await clerk.act('meeting.create', {});
  const { id: item } = await clerk.act('meeting.item', { meeting, title: '门禁占比' });
  await knows(group, meeting);
  await alike([clerk, group], meeting);
  await admin(room.home.path, 'backup', join(room.home.path, 'before.db'));
  await write(group, meeting, item, () => '第一段。');
  await until(async () => (await textOf(clerk, meeting, item)) === '第一段。');
  group.cable.cut();
  await room.restore(join(room.home.path, 'before.db'));
  await until(async () => clerk.console.sync!.connected && (await view(clerk, meeting)).saved === 'office');
  await until(async () => {
    const answer = await fetch(`${room.office.said.url}/docs`, {
      headers: { authorization: `Bearer ${clerk.console.settings().token}` },
    });
    const { documents } = (await answer.json()) as { documents: { name: string; hash: string }[] };
    const there = documents.find(({ name }) => name === `meetings/${meeting}`);
    return there?.hash === clerk.console.replica.hash(`meetings/${meeting}`);
  });
  group.cable.mend();
  await until(() => group.console.sync!.connected);
  await write(group, meeting, item, (text) => `${text}第二段。`);
  await until(async () => (await textOf(clerk, meeting, item)) === '第一段。第二段。');
  await until(async () => (await view(group, meeting)).saved === 'office');
});

test('who reads a meeting and who writes which part of it', async () => {
  const clerk = await room.person('林海', '办公室', 'office');
  const { id: meeting } = await clerk.act('meeting.create', {});
  const { id: item } = await clerk.act('meeting.item', { meeting, title: '门禁占比' });
  await until(async () => (await view(clerk, meeting)).saved === 'office');
  const document = `meetings/${meeting}`;
  const home = room.home.path;
  const docs = async (bearer: string) => {
    const answer = await fetch(`${room.office.said.url}/docs`, {
      headers: { authorization: `Bearer ${bearer}` },
    });
    const { documents } = (await answer.json()) as { documents: { name: string }[] };
    return documents.map(({ name }) => name);
  };
  const wall = await token(home, 'wall');
  expect(await docs(wall)).not.toContain(document);
  expect(await docs(await token(home, 'audit'))).toContain(document);
  expect(await docs(await token(home, 'county:410804'))).not.toContain(document);
  await clerk.act('meeting.start', { meeting });
  await until(async () => (await docs(wall)).includes(document));

  const tries = async (role: string, change: (doc: Y.Doc) => void): Promise<string | null> => {
    const { provider, doc, synced } = stock(room.office.said, document, await token(home, role));
    await synced;
    const closed = new Promise<string>((done) =>
      provider.once('connection-close', (event: { code?: number } | null) => done(String(event?.code))),
    );
    doc.transact(() => change(doc));
    const arrives = until(async () => (await textOf(clerk, meeting, item)).includes(role), 10_000).then(
      () => null,
      () => 'nothing came',
    );
    const result = await Promise.race([closed, arrives]);
    provider.destroy();
    return result;
  };
  const text = (role: string) => (doc: Y.Doc) => doc.getText(textName(item)).insert(0, role);
  const plan = (role: string) => (doc: Y.Doc) => {
    doc.getMap(PLAN).set(`item/${item}/title`, role);
    doc.getText(textName(item)).insert(0, role);
  };
  expect(await tries('member:source', text('member:source'))).toBeNull();
  expect(await tries('leader:road', text('leader:road'))).toBeNull();
  expect(await tries('member:road', plan('member:road'))).toBe('4403');
  expect(await tries('police', text('police'))).toBe('4403');
  expect(await tries('wall', text('wall'))).toBe('4403');
  expect((await view(clerk, meeting)).items[0]!.title).toBe('门禁占比');
  // A console of a group is told so before anything is written.
  const group = await room.person('赵明远', '源头治理组', 'member:source');
  await knows(group, meeting);
  await alike([clerk, group], meeting);
  await expect(group.act('meeting.go', { meeting, item })).rejects.toMatchObject({ code: 'post' });
  await expect(group.act('meeting.item', { meeting, title: '加一项' })).rejects.toMatchObject({
    code: 'post',
  });
  expect((await view(group, meeting)).may).toEqual(['meeting.paper', 'meeting.write']);
});
