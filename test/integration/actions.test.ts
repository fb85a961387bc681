import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Output } from '../../domain/contract.ts';
import { addDays, dayOf } from '../../domain/day.ts';
import { Room, type Seat } from './meeting-room.ts';
import { stock, token, until } from './office.ts';

/** Tasks over real consoles and a real office, with the cable pulled where a county works. */
let room: Room;
beforeEach(async () => {
  room = await new Room().open();
});
afterEach(() => room.close());

type View = Output<'actions.view'>;
const view = (seat: Seat, action: string): Promise<View> => seat.ask('actions.view', { action });
const sees = (seat: Seat, action: string, what: (view: View) => unknown) =>
  until(async () => what(await view(seat, action).catch(() => ({ action: null }) as View)));
const code = (done: Promise<unknown>) =>
  done.then(
    () => 'done',
    (error) => error.code as string,
  );
const later = (days: number) => addDays(dayOf(Date.now()), days);
const SHA = 'c'.repeat(64);

const task = {
  content: '完成三家企业门禁联网',
  lead: '中站区',
  source: 'meeting' as const,
  dueOn: later(20),
};

test('the office hands out, a county receives and reports with the cable pulled, and another person closes', async () => {
  const bai = await room.person('白露', '指挥部办公室', 'office');
  const ji = await room.person('纪平', '指挥部办公室', 'office');
  const zhao = await room.person('赵明', '中站区', 'county:410803');
  const { id: action } = await bai.act('action.create', task);
  await sees(zhao, action, (each) => each.action);
  expect((await view(zhao, action)).action).toMatchObject({ lead: 'county:410803', leadName: '中站区' });

  zhao.cable.cut();
  await until(() => !zhao.console.sync!.connected);
  await zhao.act('action.receive', { action });
  await zhao.act('action.report', {
    ...{ action, text: '两家联网', percent: 66 },
    evidence: [{ sha256: SHA, name: '现场.jpg' }],
  });
  await zhao.act('action.extend', { action, dueOn: later(30), reason: '设备未到货' });
  const offline = await view(zhao, action);
  expect(offline.events.map(({ kind, saved }) => [kind, saved])).toEqual([
    ['created', 'office'],
    ['received', 'here'],
    ['reported', 'here'],
    ['extensionAsked', 'here'],
  ]);
  expect((await view(bai, action)).action!.stage).toBe('issued');

  zhao.cable.mend();
  await sees(bai, action, (each) => each.action?.extensionAsked);
  await sees(zhao, action, (each) => each.events.every(({ saved }) => saved === 'office'));
  expect((await view(bai, action)).action).toMatchObject({ stage: 'working', percent: 66, dueOn: later(20) });

  await bai.act('action.decide', { action, granted: false, remark: '先联两家' });
  await sees(zhao, action, (each) => each.events.some(({ kind }) => kind === 'extended'));
  expect((await view(zhao, action)).action!.dueOn).toBe(later(20));
  await zhao.act('action.extend', { action, dueOn: later(27), reason: '设备未到货' });
  await sees(ji, action, (each) => each.action?.extensionAsked);
  await ji.act('action.decide', { action, granted: true, dueOn: later(25) });
  await sees(zhao, action, (each) => each.action?.dueOn === later(25));

  // What the county said by telephone, the office writes down: then that person does not confirm it.
  await bai.act('action.close', { action, text: '来电：三家均已联网' });
  expect(await code(bai.act('action.confirm', { action }))).toBe('same_person');
  await sees(ji, action, (each) => each.action?.closingAsked);
  await ji.act('action.confirm', { action });
  for (const seat of [bai, ji, zhao]) await sees(seat, action, (each) => each.action?.stage === 'closed');
  const [one, ...others] = await Promise.all([bai, ji, zhao].map((seat) => view(seat, action)));
  for (const other of others) expect(other.events).toEqual(one!.events);
});

test('another county’s word is refused by its console and by the office, and what gets through changes nothing', async () => {
  const bai = await room.person('白露', '指挥部办公室', 'office');
  const ma = await room.person('马力', '马村区', 'county:410804');
  const wall = await room.token('wall');
  const { id: action } = await bai.act('action.create', task);
  await until(async () => (await ma.ask('actions.board', {})).source === 'actions');
  expect((await view(ma, action)).action).toBeNull();
  for (const name of ['action.receive', 'action.close'] as const)
    expect(await code(ma.act(name, { action }))).toBe('not_yours');

  const macun = await token(room.home.path, 'county:410804', 'macun');
  const entry = (id: string, unit: string) => ({
    ...{ v: 1, id, kind: 'action.reported', subject: action, at: `${Date.now()}-0000-x` },
    ...{ by: { person: 'macun', device: 'x' }, body: { unit, text: '已办结', percent: 100 } },
  });
  // In the name of the county that leads it: the office takes nothing.
  const forger = stock(room.office.said, 'actions', macun);
  await forger.synced;
  const refused = new Promise<number>((done) =>
    forger.provider.on('connection-close', (event) => done(event?.code ?? 0)),
  );
  forger.entries.set('forged', entry('forged', 'county:410803'));
  expect(await refused).toBe(4403);
  forger.provider.destroy();

  // In its own: a fact, listed with the reason, without effect.
  const other = stock(room.office.said, 'actions', macun);
  await other.synced;
  expect(other.entries.has('forged')).toBe(false);
  other.entries.set('foreign', entry('foreign', 'county:410804'));
  await sees(bai, action, (each) => each.refused?.length);
  other.provider.destroy();
  const seen = await view(bai, action);
  expect(seen.refused).toMatchObject([
    { id: 'foreign', by: 'macun', reason: 'county:410804 has no part in this task' },
  ]);
  expect(seen.action).toMatchObject({ stage: 'issued', percent: null });

  const board = await until(async () => {
    const found = await wall.ask('actions.board', {});
    return found.load && found;
  });
  expect(board).toMatchObject({ source: 'board', load: { counts: { total: 1 } } });
  expect(board.load!.units).toMatchObject([{ unit: 'county:410803', name: '中站区' }]);
});
