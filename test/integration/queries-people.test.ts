import { afterEach, beforeEach, expect, test } from 'vitest';
import { ORGANISATION, unitName } from '../../domain/organisation.ts';
import { makeKey } from '../../main/keys.ts';
import { unitNameOn, unitsOf } from '../../main/units.ts';
import { call } from './queries.call.ts';
import { Scene } from './queries.context.ts';

let scene: Scene;
beforeEach(() => {
  scene = new Scene();
  for (const body of ORGANISATION) scene.say('registry', 'unit.named', body.unit, body);
  scene.person('zhao', '赵明远', '生态环境局', 'leader:source');
  scene.person('deputy', '副指挥长乙', '市政府', 'deputy');
  scene.person('chief', '指挥长甲', '市政府', 'commander');
  scene.person('clerk', '文员丙', '指挥部办公室', 'office');
  scene.person('root', '管理员丁', '指挥部办公室', 'admin');
  scene.person('guard', '安全员戊', '指挥部办公室', 'security');
  scene.person('eye', '审计员己', '审计局', 'audit');
});
afterEach(() => scene.close());

const code = (who: string, name: Parameters<typeof call>[1], input: Record<string, unknown>) =>
  call(scene.as(who), name, input).then(
    () => 'done',
    (error: { code: string }) => error.code,
  );
const list = () => call(scene.as('clerk'), 'people.list');
const receiptAll = (kind: string) => {
  for (const entry of scene.replica.entries('registry'))
    if (entry.kind === kind && !scene.as('clerk').trust().receiptOf('registry', entry))
      scene.receipt('registry', entry);
};

test('units by their names over time; what is not confirmed says so', async () => {
  const { units } = await list();
  const banking = units.find(({ id }) => id === 'banking')!;
  expect(banking).toMatchObject({
    name: '国家金融监督管理总局焦作监管分局',
    confirmed: false,
    former: [{ name: '中国银行保险监督管理委员会焦作监管分局', until: '2023-07-19' }],
    groups: [{ group: 'service', as: 'support' }],
  });
  const unit = unitsOf(scene.as('clerk')).find(({ id }) => id === 'banking')!;
  expect(unitName(unit, '2023-07-19').shortName).toBe('银保监分局');
  expect(unitName(unit, '2023-07-20').shortName).toBe('金融监管分局');
  const name = unitNameOn(scene.as('clerk'), '2024-12-05');
  expect(['银保监分局', 'county:410882', 'group:road', '不认识的单位'].map(name)).toEqual([
    '金融监管分局',
    '沁阳市',
    '路面管控组',
    '不认识的单位',
  ]);
  expect(units.filter(({ kind }) => kind === 'group')).toHaveLength(6);
  expect(units.filter(({ kind }) => kind === 'county')).toHaveLength(11);
  const leads = units.flatMap(({ groups }) => groups).filter(({ as }) => as === 'lead');
  expect(leads.map(({ group }) => group).sort()).toEqual(
    ['source', 'road', 'emission', 'subsidy', 'facility', 'service'].sort(),
  );
});

test('an administrator appoints; whom the office names gets no right by it', async () => {
  expect(await code('zhao', 'person.appoint', { name: '甲', unit: '公安局', post: 'police' })).toBe('post');
  expect(await code('clerk', 'person.appoint', { name: '甲', unit: '公安局', post: 'police' })).toBe('post');
  const { id } = await call(scene.as('root'), 'person.appoint', {
    ...{ name: '周立群', unit: '银保监分局', post: 'leader:road' },
  });
  const row = async () => (await list()).people.find((each) => each.id === id)!;
  expect(await row()).toMatchObject({ believed: false, unitId: 'banking', keys: [] });
  receiptAll('person.appointed');
  expect(await row()).toMatchObject({ believed: true, post: 'leader:road' });
  // The registry is the office's to keep, and so a name can be written into it.
  scene.say('registry', 'person.appointed', 'x', {
    person: 'x',
    name: '冒名',
    unit: '市政府',
    post: 'commander',
  });
  expect((await list()).people.find((each) => each.id === 'x')).toMatchObject({ believed: false });
  const proposal = await call(scene.as('zhao'), 'target.propose', {
    ...{ target: 'trucks', value: 450, dueOn: '2024-12-31', effectiveFrom: '2024-12-06', reason: '检修' },
  });
  scene.receipt('targets', scene.replica.entry('targets', proposal.id)!);
  const paper = { proposal: proposal.id, decision: 'approve', remark: '同意', decidedOn: '2024-12-05' };
  expect(await code('clerk', 'target.record', { ...paper, approver: 'x' })).toBe('approver');
  expect(
    await code('root', 'person.appoint', { name: '周立群', unit: '银保监分局', post: 'leader:road' }),
  ).toBe('appointed');
  expect(await code('root', 'person.appoint', { name: '某', unit: '某', post: 'boss' })).toBe('bad_input');
});

test('who is given a post that decides targets is shown to everybody from the receipt on; a name in the registry is not', async () => {
  const given = async () => (await call(scene.as('eye'), 'people.deciding')).given;
  receiptAll('key.certified');
  const before = (await given()).map(({ person, kind, post }) => [person.id, kind, post]);
  expect(before).toEqual([
    ['chief', 'key.certified', 'commander'],
    ['chief', 'person.appointed', 'commander'],
    ['deputy', 'key.certified', 'deputy'],
    ['deputy', 'person.appointed', 'deputy'],
  ]);
  const who = { name: '周明川', unit: '市政府', post: 'deputy' };
  const { id } = await call(scene.as('root'), 'person.appoint', who);
  await call(scene.as('root'), 'person.appoint', { ...who, name: '林海', post: 'duty' });
  const forged = { person: 'x', name: '冒名', unit: '市政府', post: 'commander' };
  scene.say('registry', 'person.appointed', 'x', forged);
  expect(await given()).toHaveLength(4);
  receiptAll('person.appointed');
  const after = await given();
  expect(after).toHaveLength(5);
  expect(after[0]).toMatchObject({
    ...{ kind: 'person.appointed', post: 'deputy', by: '管理员丁' },
    person: { id, name: '周明川' },
  });
  expect(after[0]!.seq).toBeGreaterThan(after[1]!.seq);
  // What becomes of the post later does not take the line away.
  await call(scene.as('root'), 'person.leave', { person: id, on: '2024-12-06', reason: '调离' });
  receiptAll('person.left');
  expect(await given()).toHaveLength(5);
});

test('administration, security and audit are three people’s', async () => {
  const again = (post: string) => code('root', 'person.appoint', { name: '审计员己', unit: '审计局', post });
  expect(await again('admin')).toBe('apart');
  expect(await again('security')).toBe('apart');
  expect(await again('duty')).toBe('done');
  expect(await code('guard', 'person.appoint', { name: '甲', unit: '乙', post: 'duty' })).toBe('post');
  const me = async (who: string) => (await call(scene.as(who), 'me')).acts;
  expect(await me('eye')).toEqual([]);
  expect(await me('guard')).toEqual(['key.revoke']);
  expect(await me('root')).toEqual(expect.arrayContaining(['person.appoint', 'person.invite', 'key.revoke']));
  expect(await me('clerk')).not.toContain('person.appoint');
});

test('a code comes from the office alone: away it says so, and what is not there yet is not asked', async () => {
  makeKey(scene.folder, '2468');
  expect(await code('root', 'person.invite', { person: 'zhao' })).toBe('locked');
  scene.device.unlock('2468');
  expect(await code('root', 'person.invite', { person: 'zhao' })).toBe('away');
  scene.ask = (path, body) => ({ path, ...(body as object), code: 'c0ffee.secret', expires: '2024-12-12' });
  expect(await call(scene.as('root'), 'person.invite', { person: 'zhao' })).toMatchObject({
    code: 'c0ffee.secret',
  });
  expect(await code('clerk', 'person.invite', { person: 'zhao' })).toBe('post');
  expect(await code('root', 'person.invite', { person: 'nobody' })).toBe('unknown_person');
});

test('security takes a key away: from its receipt on, and the one who is gone decides no more', async () => {
  const proposal = await call(scene.as('zhao'), 'target.propose', {
    ...{ target: 'trucks', value: 450, dueOn: '2024-12-31', effectiveFrom: '2024-12-06', reason: '检修' },
  });
  scene.receipt('targets', scene.replica.entry('targets', proposal.id)!);
  const keyOf = async (id: string) => (await list()).people.find((each) => each.id === id)!.keys[0]!;
  const { key } = await keyOf('deputy');
  expect(await code('clerk', 'key.revoke', { key, reason: '遗失' })).toBe('post');
  await call(scene.as('guard'), 'key.revoke', { key, reason: '笔记本遗失' });
  expect(await keyOf('deputy')).toMatchObject({ standing: 'certified', revoked: { waiting: true } });
  receiptAll('key.revoked');
  expect(await keyOf('deputy')).toMatchObject({
    standing: 'revoked',
    revoked: { waiting: false, by: '安全员戊', reason: '笔记本遗失' },
  });
  expect(await code('root', 'key.revoke', { key, reason: '再一次' })).toBe('revoked');
  const late = await call(scene.as('deputy'), 'target.decide', {
    ...{ proposal: proposal.id, decision: 'approve', remark: '同意' },
  });
  scene.receipt('targets', scene.replica.entry('targets', late.id)!);
  const { proposals, refused } = await call(scene.as('clerk'), 'targets.proposals');
  expect(proposals[0]!.state).toBe('pending');
  expect(refused).toContainEqual({
    ...{ id: late.id, kind: 'target.decided', reason: 'receipted after the key was revoked' },
  });
  const log = await call(scene.as('eye'), 'people.log');
  expect(log.entries[0]).toMatchObject({ kind: 'key.revoked', by: '安全员戊', subject: '副指挥长乙' });
});

test('a stand-in chairs or attends from a day to a day, and never decides', async () => {
  const given = {
    ...{ absent: 'chief', standIn: 'clerk', from: '2024-12-05', until: '2024-12-09' },
    ...{ duties: ['chair'], reason: '出差' },
  };
  expect(await code('zhao', 'person.standIn', given)).toBe('post');
  expect(await code('clerk', 'person.standIn', { ...given, until: '2024-12-01' })).toBe('bad_input');
  expect(await code('clerk', 'person.standIn', { ...given, standIn: 'chief' })).toBe('bad_input');
  await expect(call(scene.as('clerk'), 'person.standIn', { ...given, duties: ['decide'] })).rejects.toThrow();
  const { id } = await call(scene.as('clerk'), 'person.standIn', given);
  expect(await code('clerk', 'person.standIn', { ...given, from: '2024-12-09', until: '2024-12-12' })).toBe(
    'overlap',
  );
  expect((await list()).standIns).toMatchObject([{ id, state: 'now', absent: { name: '指挥长甲' } }]);

  const proposal = await call(scene.as('zhao'), 'target.propose', {
    ...{ target: 'trucks', value: 450, dueOn: '2024-12-31', effectiveFrom: '2024-12-06', reason: '检修' },
  });
  expect(
    await code('clerk', 'target.decide', { proposal: proposal.id, decision: 'approve', remark: '代' }),
  ).toBe('post');
  scene.receipt('targets', scene.replica.entry('targets', proposal.id)!);
  // Signed by the stand-in past the desk, or by the deputy in another's name: it has no effect and says why.
  const forged = scene.forge('clerk', 'targets', 'target.decided', {
    ...{ proposal: proposal.id, proposalHash: scene.hashOf('targets', proposal.id) },
    ...{ decision: 'approve', remark: '代' },
  });
  const forAnother = scene.forge('deputy', 'targets', 'target.decided', {
    ...{ proposal: proposal.id, proposalHash: scene.hashOf('targets', proposal.id) },
    ...{ decision: 'approve', remark: '代', standsInFor: 'chief' },
  });
  const { proposals, refused } = await call(scene.as('clerk'), 'targets.proposals');
  expect(proposals[0]!.state).toBe('pending');
  for (const bad of [forged, forAnother])
    expect(refused.find((each) => each.id === bad.id)?.reason).toMatch(/stand-in/);

  await call(scene.as('clerk'), 'person.endStandIn', { standIn: id });
  expect((await list()).standIns[0]).toMatchObject({ state: 'ended', until: '2024-12-04' });
  expect(await code('clerk', 'person.endStandIn', { standIn: id })).toBe('over');
});

test('who leaves loses their keys and keeps the decisions that they made', async () => {
  const proposal = await call(scene.as('zhao'), 'target.propose', {
    ...{ target: 'trucks', value: 450, dueOn: '2024-12-31', effectiveFrom: '2024-12-06', reason: '检修' },
    replaces: '2024-12-31',
  });
  const receipt = (id: string) => scene.receipt('targets', scene.replica.entry('targets', id)!);
  receipt(proposal.id);
  const paper = { proposal: proposal.id, decision: 'approve', remark: '同意', decidedOn: '2024-12-05' };
  const recorded = await call(scene.as('clerk'), 'target.record', {
    ...{ ...paper, approver: 'chief', channel: '批示' },
  });
  receipt(recorded.id);
  scene.person('clerk2', '文员庚', '指挥部办公室', 'office');
  const confirmed = await call(scene.as('clerk2'), 'target.confirm', { recorded: recorded.id });
  receipt(confirmed.id);
  const state = async () => (await call(scene.as('clerk'), 'targets.proposals')).proposals[0]!.state;
  expect(await state()).toBe('approved');
  await call(scene.as('root'), 'person.leave', { person: 'chief', on: '2024-12-06', reason: '调离' });
  receiptAll('person.left');
  receiptAll('key.revoked');
  expect((await list()).people.find((each) => each.id === 'chief')).toMatchObject({
    ...{ left: { on: '2024-12-06' }, keys: [{ standing: 'revoked' }] },
  });
  expect(await state()).toBe('approved');
  const next = await call(scene.as('zhao'), 'target.propose', {
    ...{ target: 'guns', value: 150, dueOn: '2024-12-31', effectiveFrom: '2024-12-08', reason: '供货' },
  });
  receipt(next.id);
  expect(await code('clerk', 'target.record', { ...paper, proposal: next.id, approver: 'chief' })).toBe(
    'approver',
  );
});

test('papers are opened by office and audit alone, each time written down; one’s own need the office', async () => {
  const clerk = scene.as('clerk');
  await call(clerk, 'paper.keep', { person: 'zhao', kind: 'phone', value: '0391-0000000' });
  await call(clerk, 'paper.keep', { person: 'zhao', kind: 'identity', value: '证件号（演示）' });
  await call(clerk, 'paper.keep', { person: 'zhao', kind: 'identity', value: '' });
  const opened = await call(clerk, 'paper.open', { person: 'zhao', reason: '会议联络' });
  expect(opened).toMatchObject({
    here: true,
    papers: [{ kind: 'phone', value: '0391-0000000', by: '文员丙' }],
  });
  const asked: unknown[] = [];
  scene.ask = (path, body) => {
    asked.push([path, body]);
    return path === '/people/papers' && body === undefined
      ? { papers: [{ kind: 'phone', value: '1', note: null, by: 'zhao', at: scene.now }] }
      : { id: 'said' };
  };
  await call(scene.as('eye'), 'paper.open', { person: 'zhao', reason: '抽查' });
  expect(asked).toEqual([['/people/readings', { person: 'zhao', reason: '抽查' }]]);
  const { readings } = await call(scene.as('eye'), 'people.readings');
  expect(readings).toMatchObject([
    { person: { name: '赵明远' }, reader: { name: '文员丙' }, reason: '会议联络' },
  ]);
  // The auditor's own console writes nothing; and an office that is away means closed papers.
  scene.ask = () => {
    throw Object.assign(new Error('away'), { code: 'away' });
  };
  expect(await code('eye', 'paper.open', { person: 'zhao', reason: '抽查' })).toBe('away');
  scene.without.add('people');
  expect(await code('zhao', 'paper.open', { person: 'deputy', reason: '想看' })).toBe('not_carried');
  expect(await code('zhao', 'paper.keep', { person: 'deputy', kind: 'phone', value: '1' })).toBe('post');
  expect(await code('zhao', 'paper.open', { person: 'zhao', reason: '核对' })).toBe('away');
});
