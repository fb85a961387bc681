import { afterEach, beforeEach, expect, test } from 'vitest';
import { wholeText } from '../../domain/ledger/entry.ts';
import { nodeCrypto } from '../../replica/crypto.ts';
import { call } from './queries.call.ts';
import { NOW, Scene } from './queries.context.ts';

let scene: Scene;
beforeEach(() => {
  scene = new Scene();
  scene.person('zhao', '赵明远', '生态环境局', 'leader:source');
  scene.person('commander', '指挥长甲', '市政府', 'commander');
  scene.person('deputy', '副指挥长乙', '市政府', 'deputy');
  scene.person('clerk', '文员丙', '办公室', 'office');
  scene.person('second', '文员丁', '办公室', 'office');
});
afterEach(() => scene.close());

const SHARE = 'gate.key_dual_high.share';
const proposal = {
  ...{ target: SHARE, value: 85, unit: 'percent', dueOn: '2024-12-31', effectiveFrom: '2024-12-06' },
  ...{ scope: {}, replaces: '2024-12-31', reason: '错峰' },
};

const receipt = (id: string) => scene.receipt('targets', scene.replica.entry('targets', id)!);
const propose = () => call(scene.as('zhao'), 'target.propose', proposal);
const row = async () => (await call(scene.as('clerk'), 'targets.proposals')).proposals[0]!;
const shareOn = async (date: string) => {
  const { targets } = await call(scene.as('clerk'), 'targets.inForce', { date });
  return targets.filter((each) => each.id === SHARE).map((each) => [each.value, each.inForce]);
};

test('seeds with their basis; one that is not due yet is no target', async () => {
  const { targets } = await call(scene.as('clerk'), 'targets.inForce', { date: '2024-11-15' });
  expect(targets.filter((each) => each.inForce)).toEqual([]);
  expect(targets).toHaveLength(6);
  expect(await shareOn('2024-12-05')).toEqual([
    [80, true],
    [90, false],
  ]);
});

test('a proposal, signed and decided offline, binds from its receipt on', async () => {
  const { id } = await propose();
  expect(await row()).toMatchObject({ id, state: 'pending', by: '赵明远', receipted: false });
  const decided = await call(scene.as('deputy'), 'target.decide', {
    ...{ proposal: id, decision: 'approve', remark: '同意' },
  });
  const entry = scene.replica.entry('targets', decided.id)!;
  const whole = wholeText(scene.replica.entry('targets', id)!);
  expect(entry.body.proposalHash).toBe(nodeCrypto.sha256(whole));
  expect(entry.sig).toBeTypeOf('string');
  expect(await row()).toMatchObject({ state: 'signed', decision: { by: '副指挥长乙', paper: false } });
  expect(await shareOn('2024-12-31')).toEqual([[90, true]]);

  receipt(id);
  receipt(decided.id);
  expect(await row()).toMatchObject({ state: 'approved', receipted: true });
  expect(await shareOn('2024-12-31')).toEqual([[85, true]]);
  expect(await shareOn('2024-12-05')).toEqual([
    [80, true],
    [90, false],
  ]);

  // The commander's later one takes its place; another of the deputy's does not.
  const reject = await call(scene.as('commander'), 'target.decide', {
    ...{ proposal: id, decision: 'reject', remark: '不同意' },
  });
  receipt(reject.id);
  expect(await row()).toMatchObject({ state: 'rejected', superseded: [{ id: decided.id }] });
  expect(await shareOn('2024-12-31')).toEqual([[90, true]]);
});

test('on paper: recorded by one, confirmed by another, of somebody who may decide', async () => {
  const { id } = await propose();
  receipt(id);
  const paper = {
    proposal: id,
    decision: 'approve',
    remark: '同意',
    decidedOn: '2024-12-05',
    channel: '批示',
  };
  const clerk = scene.as('clerk');
  await expect(call(clerk, 'target.record', { ...paper, approver: 'zhao' })).rejects.toMatchObject({
    code: 'approver',
  });
  const recorded = await call(clerk, 'target.record', { ...paper, approver: 'commander' });
  receipt(recorded.id);
  await expect(call(clerk, 'target.confirm', { recorded: recorded.id })).rejects.toMatchObject({
    code: 'same_person',
  });
  expect((await row()).state).toBe('signed');
  const confirmed = await call(scene.as('second'), 'target.confirm', { recorded: recorded.id });
  receipt(confirmed.id);
  expect(await row()).toMatchObject({ state: 'approved', decision: { paper: true, by: '指挥长甲' } });
});

test('withdrawn by its group, refused by name, and listed where it was forged', async () => {
  scene.person('other', '孙慧敏', '财政局', 'leader:subsidy');
  const { id } = await propose();
  receipt(id);
  const code = (who: string, name: Parameters<typeof call>[1], input: Record<string, unknown>) =>
    call(scene.as(who), name, input).then(
      () => 'done',
      (error: { code: string }) => error.code,
    );
  expect(await code('other', 'target.withdraw', { proposal: id })).toBe('post');
  expect(await code('zhao', 'target.decide', { proposal: id, decision: 'approve', remark: '' })).toBe('post');
  expect(await code('deputy', 'target.decide', { proposal: 'x', decision: 'approve', remark: '' })).toBe(
    'unknown_proposal',
  );
  expect(await code('deputy', 'target.decide', { proposal: id, decision: 'amend', remark: '' })).toBe(
    'bad_input',
  );
  expect(
    await code('deputy', 'target.decide', {
      ...{ proposal: id, decision: 'amend', amended: { value: 120 }, remark: '' },
    }),
  ).toBe('bad_input');
  expect(await code('zhao', 'target.propose', { ...proposal, target: 'tea' })).toBe('unknown_target');
  expect(await code('zhao', 'target.propose', { ...proposal, dueOn: 'soon' })).toBe('bad_input');
  expect(scene.replica.entries('targets')).toHaveLength(1);

  const { id: withdrawn } = await call(scene.as('zhao'), 'target.withdraw', { proposal: id });
  receipt(withdrawn);
  expect((await row()).state).toBe('withdrawn');

  const good = scene.replica.entry('targets', id)!;
  const forged = { ...good, id: 'forged', body: { ...good.body, value: 1 } };
  scene.replica.append(
    'targets',
    [forged, { ...forged, id: 'bare', sig: undefined, key: undefined }].map((each) =>
      JSON.parse(JSON.stringify(each)),
    ),
  );
  const { proposals, refused } = await call(scene.as('clerk'), 'targets.proposals');
  expect(proposals).toHaveLength(1);
  expect(refused.map((each) => each.id).sort()).toEqual(['bare', 'forged']);
  expect(refused.find((each) => each.id === 'bare')!.reason).toBe('not signed');
  expect(scene.now).toBe(NOW);
});
