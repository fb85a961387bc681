import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addDays } from '../../domain/day.ts';
import { evidenceText } from '../../domain/figure.ts';
import { folds } from '../../domain/folds.ts';
import type { GateCounters } from '../../domain/gate-day.ts';
import type { Json } from '../../domain/ledger/canonical.ts';
import { nodeCrypto } from '../../replica/crypto.ts';
import { Replica } from '../../replica/replica.ts';
import { call } from './queries.call.ts';
import { at, NOW, Scene } from './queries.context.ts';

let scene: Scene;
beforeEach(() => {
  scene = new Scene();
  scene.person('zhao', '赵明远', '生态环境局', 'leader:source');
  scene.person('ma', '马立新', '公安局', 'leader:road');
  scene.person('chief', '秦怀川', '市政府', 'commander');
  scene.person('deputy', '周明川', '市政府', 'deputy');
  scene.person('clerk', '林海', '办公室', 'office');
  scene.person('second', '苏砚秋', '办公室', 'office');
});
afterEach(() => scene.close());

const SHARE = 'gate.key_dual_high.share';
const DAY = '2024-12-05';
const request = {
  ...{ target: SHARE, value: 85, dueOn: '2024-12-31', effectiveFrom: '2024-12-10' },
  ...{ replaces: '2024-12-31', reason: '分两步到位' },
};
const receipt = ({ id }: { id: string }) => {
  scene.receipt('targets', scene.replica.entry('targets', id)!);
  return id;
};
const propose = async (more: Record<string, unknown> = {}, by = 'zhao') =>
  receipt(await call(scene.as(by), 'target.propose', { ...request, ...more }));
const decide = async (proposal: string, more: Record<string, unknown> = {}, by = 'deputy') =>
  receipt(
    await call(scene.as(by), 'target.decide', { proposal, decision: 'approve', remark: '同意', ...more }),
  );
const list = () => call(scene.as('clerk'), 'targets.proposals');
const rowOf = async (id: string) => (await list()).proposals.find((each) => each.id === id)!;
const shareOn = async (date: string) => {
  const { targets } = await call(scene.as('clerk'), 'targets.inForce', { date });
  return targets.find((each) => each.id === SHARE && each.inForce)?.value ?? null;
};

function plants(names: Record<string, [string, string]>): void {
  for (const [id, [name, county]] of Object.entries(names))
    scene.say('registry', 'enterprise.registered', id, {
      ...{ enterprise: id, name, tier: 'key_dual_high', county, gates: ['1'] },
    });
}

function day(date: string, shares: Record<string, [number, number]>): void {
  const value = ([released, green]: [number, number]): GateCounters => ({
    ...{ released, green, unread: 0, suspect: 0, strict: green, unknownClass: 0, refused: 0 },
    ...{ manualLifts: 0, received: released, declared: null, receivedByGate: { '1': released } },
    hours: Array.from({ length: 24 }, () => [0, 0, 0]),
    ...{ left: {}, gates: {}, lastAt: NOW, detail: null, asOf: NOW },
  });
  const values = Object.fromEntries(Object.entries(shares).map(([id, each]) => [id, value(each)]));
  scene.replica.setGauge(`gates/${date}`, values as unknown as Record<string, Json>);
}

test('what if: who would change, from this replica, in words of gates.day', async () => {
  plants({ A: ['怀川焦化', '410804'], B: ['沁北水泥', '410882'], C: ['九里煤业', '410804'] });
  for (let back = 0; back < 30; back++)
    day(addDays(DAY, -back), { A: [100, 60], B: [100, back % 3 === 0 ? 91 : 87], C: [0, 0] });
  scene.say('alerts/2024', 'alert.raised', 'al', {
    ...{ level: 'orange', from: '2024-12-02T08:00:00+08:00', until: '2024-12-04T08:00:00+08:00' },
  });
  const id = await propose();
  const trial = await call(scene.as('deputy'), 'targets.whatIf', { proposal: id });
  expect(trial).toMatchObject({
    ...{ date: DAY, from: '2024-11-06', standsOn: '2024-12-31', count: null },
    current: { value: 90, basis: { status: '征求意见' } },
    proposed: { value: 85, effectiveFrom: '2024-12-10' },
  });
  const share = trial.share!;
  expect(share.enterprises.map((row) => [row.enterprise, row.change, row.metDays])).toEqual([
    ['A', 'none', { current: 0, proposed: 0 }],
    ['B', 'gains', { current: 10, proposed: 30 }],
    ['C', 'none', { current: 0, proposed: 0 }],
  ]);
  expect(share.totals).toMatchObject({
    ...{ enterprises: 3, judged: 2, met: { current: 0, proposed: 1 }, gains: 1 },
    ...{ metDays: { current: 10, proposed: 30 }, ofDays: 60 },
  });
  expect(share.counties.map((each) => [each.name, each.gains])).toEqual([
    ['马村', 0],
    ['沁阳', 1],
  ]);
  expect(share.alerts).toMatchObject({ days: ['2024-12-02', '2024-12-03', '2024-12-04'], ofDays: 6 });
  expect(share.series.at(-1)).toMatchObject({ day: 'open', noTraffic: 1, met: { current: 1, proposed: 1 } });
  expect(share.ahead.days).toBe(26);
  expect(share.ahead.spans).toEqual([
    {
      from: '2024-12-06',
      to: '2024-12-30',
      target: { current: 80, proposed: 80 },
      met: { current: 1, proposed: 1 },
    },
    {
      from: '2024-12-31',
      to: '2024-12-31',
      target: { current: 90, proposed: 85 },
      met: { current: 0, proposed: 1 },
    },
  ]);
  // The same as gates.day says once it is decided.
  await decide(id);
  scene.now = at('2024-12-31T12:00:00');
  const { rows } = await call(scene.as('deputy'), 'gates.day', { date: '2024-12-31' });
  expect(rows.every((row) => row.target === 85)).toBe(true);
  // Tried again, decided as it is: still against what counts without it.
  expect((await call(scene.as('deputy'), 'targets.whatIf', { proposal: id })).current?.value).toBe(90);
});

test('what if of a draft, of an amendment, and of a count', async () => {
  const clerk = scene.as('zhao');
  const draft = { ...request, target: 'trucks', value: 450 };
  const trial = await call(clerk, 'targets.whatIf', { draft });
  expect(trial).toMatchObject({ share: null, current: { value: 500 }, proposed: { value: 450 } });
  expect(trial.count).toMatchObject({ actual: null, progress: { current: { goal: 500 } } });
  const id = await propose();
  const amended = await call(clerk, 'targets.whatIf', { proposal: id, amended: { value: 88 } });
  expect(amended.proposed.value).toBe(88);
  await expect(call(clerk, 'targets.whatIf', { draft: { ...draft, value: 0.5 } })).rejects.toMatchObject({
    code: 'bad_input',
  });
  expect(scene.replica.entries('targets')).toHaveLength(1);
});

test('until an alert is lifted: in force until that day, and then the line that it replaced is back', async () => {
  scene.say('alerts/2024', 'alert.raised', 'al', { level: 'orange', from: '2024-12-04T08:00:00+08:00' });
  const id = await propose({ replaces: '2024-11-30', dueOn: DAY, effectiveFrom: DAY, untilAlert: 'al' });
  await decide(id);
  expect([await shareOn('2024-12-04'), await shareOn(DAY), await shareOn('2024-12-09')]).toEqual([
    80, 85, 85,
  ]);
  expect((await rowOf(id)).untilAlert).toEqual({ id: 'al', liftedOn: null });
  scene.now = at('2024-12-07T18:00:00');
  scene.say('alerts/2024', 'alert.lifted', 'al', { alert: 'al' });
  expect([await shareOn('2024-12-07'), await shareOn('2024-12-08')]).toEqual([85, 80]);
  expect((await rowOf(id)).untilAlert).toEqual({ id: 'al', liftedOn: '2024-12-07' });
  // A console that does not carry the alerts can't tell, and says so.
  const elsewhere = scene.as('clerk');
  scene.without.add('alerts');
  scene.say('alerts/2024', 'alert.raised', 'other', { level: 'blue', from: '2024-12-08T08:00:00+08:00' });
  await expect(call(elsewhere, 'targets.inForce', { date: DAY })).rejects.toMatchObject({
    code: 'not_carried',
  });
});

test('rivals, the office’s check, co-signing, and a review day that brings a decision back', async () => {
  const [first, second] = [await propose(), await propose({ value: 70, cosign: ['公安局'] }, 'ma')];
  expect((await rowOf(first)).rivals).toEqual([second]);
  receipt(
    await call(scene.as('clerk'), 'target.check', { proposal: first, outcome: 'agreed', remark: '一文一事' }),
  );
  receipt(
    await call(scene.as('ma'), 'target.cosign', { proposal: first, outcome: 'agreed', unit: '公安局' }),
  );
  await expect(
    call(scene.as('ma'), 'target.check', { proposal: first, outcome: 'agreed' }),
  ).rejects.toMatchObject({ code: 'post' });
  expect((await rowOf(first)).notes).toMatchObject([
    { kind: 'checked', by: '林海', receipted: true },
    { kind: 'cosigned', unit: '公安局', by: '马立新' },
  ]);
  receipt(await call(scene.as('ma'), 'target.withdraw', { proposal: second }));
  expect((await rowOf(first)).rivals).toEqual([]);
  await decide(first, { reviewOn: '2024-12-20' });
  expect((await list()).dueForReview).toEqual([]);
  scene.now = at('2024-12-20T09:00:00');
  expect((await list()).dueForReview).toEqual([first]);
  receipt(await call(scene.as('chief'), 'target.review', { proposal: first, reviewOn: '2025-01-20' }));
  expect((await list()).dueForReview).toEqual([]);
  expect((await rowOf(first)).reviewOn).toBe('2025-01-20');
});

test('a record on paper says who wrote it, waits for somebody else, and keeps its scan', async () => {
  const id = await propose();
  const scan = Buffer.from('%PDF-1.7 批示');
  const part = (bytes: Buffer, upload: string | null, last: boolean) =>
    call(scene.as('clerk'), 'file.keep', { upload, part: bytes.toString('base64'), last });
  const begun = await part(scan.subarray(0, 5), null, false);
  const kept = await part(scan.subarray(5), begun.upload, true);
  expect(kept).toMatchObject({ bytes: scan.length, sha256: createHash('sha256').update(scan).digest('hex') });
  expect(scene.files.waiting().map((each) => each.sha256)).toEqual([kept.sha256]);
  await expect(part(scan, 'gone', true)).rejects.toMatchObject({ code: 'bad_input' });
  const read = await call(scene.as('second'), 'file.read', { sha256: kept.sha256! });
  expect([Buffer.from(read.part, 'base64').toString(), read.next]).toEqual([scan.toString(), null]);
  await expect(call(scene.as('second'), 'file.read', { sha256: '0'.repeat(64) })).rejects.toMatchObject({
    code: 'file_away',
  });

  const record = {
    ...{ proposal: id, decision: 'amend', amended: { value: 88 }, remark: '原则同意，按 88% 执行' },
    ...{ approver: 'chief', decidedOn: '2024-12-05', channel: '批示', scan: kept.sha256 },
  };
  const recorded = receipt(await call(scene.as('clerk'), 'target.record', record));
  const waiting = async (who: string) =>
    (await call(scene.as(who), 'targets.proposals')).proposals[0]!.papers.map((each) => [
      each.id,
      each.mayConfirm,
    ]);
  expect(await waiting('clerk')).toEqual([[recorded, false]]);
  expect(await waiting('second')).toEqual([[recorded, true]]);
  receipt(await call(scene.as('second'), 'target.confirm', { recorded }));
  expect(await rowOf(id)).toMatchObject({
    ...{ state: 'approved', papers: [] },
    decision: {
      ...{ by: '秦怀川', paper: true, amended: { value: 88 }, receivedOn: DAY },
      record: { writer: '林海', confirmedBy: '苏砚秋', channel: '批示', scan: kept.sha256 },
    },
  });
  expect(await shareOn('2024-12-31')).toBe(88);
  const { lines } = await call(scene.as('second'), 'targets.history', { target: SHARE });
  expect(lines.map((line) => [line.value, line.basis.status, line.decidedBy, line.paper])).toEqual([
    [80, '征求意见', null, false],
    [90, '征求意见', null, false],
    [88, '正式', '秦怀川', true],
  ]);
});

test('grounds are frozen with their query and hash; the values of this moment stand beside them', async () => {
  plants({ A: ['怀川焦化', '410804'] });
  day(DAY, { A: [100, 62] });
  const { grounds } = await call(scene.as('zhao'), 'ground.freeze', { target: SHARE });
  const first = grounds[0]!;
  expect(first).toMatchObject({
    query: 'gates.day',
    value: 62,
    unit: '%',
    path: 'tiers.key_dual_high.percent',
  });
  const result = await call(scene.as('zhao'), 'gates.day', { date: DAY });
  const { query, params, at: when } = first;
  const plain = JSON.parse(JSON.stringify(result)) as Json;
  expect(first.hash).toBe(nodeCrypto.sha256(evidenceText({ query, params, at: when, result: plain })));
  // What is not known here (no ledger of trucks has come) is no ground.
  expect(grounds.every((each) => each.value !== null)).toBe(true);
  const id = await propose({ grounds: [...grounds, 'spoken of on the telephone'] });
  day(DAY, { A: [100, 71] });
  const shown = await call(scene.as('deputy'), 'targets.grounds', { proposal: id });
  expect(shown.grounds[0]).toMatchObject({ value: 62, now: 71, hash: first.hash });
  expect(shown.grounds.at(-1)).toMatchObject({ value: '"spoken of on the telephone"', now: null });
});

test('a breakdown that does not add up to its line says so, also after the line has moved', async () => {
  plants({ A: ['怀川焦化', '410804'], B: ['沁北水泥', '410882'] });
  day(DAY, { A: [100, 60], B: [300, 270] });
  const allot = async (input: Record<string, unknown>, by = 'zhao') =>
    receipt(await call(scene.as(by), 'target.allot', { reason: '', ...input }));
  const parts = (a: number, b: number) => [
    { to: '410804', value: a },
    { to: '410882', value: b },
  ];
  const fits = async (target: string) => {
    const { breakdowns } = await call(scene.as('clerk'), 'targets.breakdown', { target });
    return breakdowns.map((each) => [each.level, each.fit.fits, each.fit.why, each.fit.total]);
  };
  const share = { target: SHARE, dueOn: '2024-12-31', level: 'county' };
  await allot({ ...share, parts: parts(75, 95) });
  expect(await fits(SHARE)).toEqual([['county', true, null, 90]]);
  await allot({ ...share, parts: parts(70, 95) });
  expect(await fits(SHARE)).toEqual([['county', false, 'short', 88.75]]);
  await decide(await propose({ effectiveFrom: DAY }));
  expect(await fits(SHARE)).toEqual([['county', true, null, 88.75]]);

  await allot({ target: 'guns', dueOn: '2024-12-31', level: 'county', parts: parts(120, 90) }, 'ma');
  expect(await fits('guns')).toEqual([['county', false, 'over', 210]]);
  await expect(allot({ ...share, parts: parts(70, 120) })).rejects.toMatchObject({ code: 'bad_input' });
  await expect(allot({ ...share, parts: parts(75, 95) }, 'clerk')).rejects.toMatchObject({ code: 'post' });
  // Work is handed out by it; no day is judged by it.
  expect(await shareOn('2024-12-31')).toBe(85);
});

test('plans of the groups are proposed by their own leaders and decided like targets', async () => {
  const plan = {
    title: '源头治理具体方案',
    phases: [
      { name: '摸底', from: '2024-11-01', to: '2024-11-15' },
      { name: '整改', from: '2024-11-16', to: '2024-12-31', measure: '绿牌占比达线' },
    ],
  };
  const id = receipt(await call(scene.as('zhao'), 'plan.propose', plan));
  await expect(call(scene.as('zhao'), 'plan.propose', { ...plan, group: 'road' })).rejects.toMatchObject({
    code: 'post',
  });
  await expect(call(scene.as('zhao'), 'plan.propose', { ...plan, phases: [] })).rejects.toMatchObject({
    code: 'bad_input',
  });
  const source = async () => (await call(scene.as('clerk'), 'plans.now')).groups[0]!;
  expect(await source()).toMatchObject({
    group: 'source',
    plan: null,
    proposals: [{ id, state: 'pending' }],
  });
  receipt(
    await call(scene.as('chief'), 'plan.decide', { proposal: id, decision: 'approve', remark: '同意' }),
  );
  expect((await source()).plan).toMatchObject({
    ...{ title: '源头治理具体方案', decidedBy: '秦怀川', since: DAY },
    phases: [{ stands: 'over' }, { stands: 'running', measure: '绿牌占比达线' }],
  });
});

test('a new version of a plan replaces the one in force when it is decided, and both are kept', async () => {
  const phases = [{ name: '整改', from: '2024-11-16', to: '2024-12-31' }];
  const first = receipt(await call(scene.as('zhao'), 'plan.propose', { title: '方案', phases }));
  receipt(await call(scene.as('chief'), 'plan.decide', { proposal: first, decision: 'approve', remark: '' }));
  const longer = [{ ...phases[0]!, to: '2025-01-31', measure: '', unit: '' }];
  const second = receipt(
    await call(scene.as('zhao'), 'plan.propose', {
      title: '方案',
      phases: longer,
      replaces: first,
      reason: '分步',
    }),
  );
  const source = async () => (await call(scene.as('clerk'), 'plans.now')).groups[0]!;
  expect(await source()).toMatchObject({
    plan: { number: 1, proposal: first },
    proposals: [{ id: first }, { id: second, state: 'pending', writtenOn: 1, amended: null }],
  });
  const amended = { phases: [{ ...longer[0]!, to: '2025-01-15' }] };
  const decide = { proposal: second, decision: 'amend', remark: '到一月中' } as const;
  await expect(call(scene.as('chief'), 'plan.decide', decide)).rejects.toMatchObject({ code: 'bad_input' });
  const decided = await call(scene.as('chief'), 'plan.decide', { ...decide, amended });
  // Signed and not at the office: the old version is still in force, and what would change is to be seen.
  expect(await source()).toMatchObject({
    plan: { number: 1 },
    proposals: [{}, { amended: [{ to: '2025-01-15' }] }],
  });
  receipt(decided);
  expect(await source()).toMatchObject({
    plan: { number: 2, proposal: second, phases: [{ to: '2025-01-15' }] },
    versions: [
      { number: 2, until: null, amended: true, reason: '分步', phases: [{ to: '2025-01-15' }] },
      { number: 1, until: DAY, amended: false, phases: [{ to: '2024-12-31' }] },
    ],
  });
});

test('a draft is kept on this console, outlives a restart, and is sent nowhere', async () => {
  const zhao = scene.as('zhao');
  const { id } = await call(zhao, 'draft.keep', { id: null, noun: 'target', body: { reason: '写到一半' } });
  await call(zhao, 'draft.keep', { id, noun: 'target', body: { reason: '写到一半，又改' } });
  expect((await call(scene.as('ma'), 'drafts.list')).drafts).toEqual([]);
  expect(scene.replica.entries('targets')).toEqual([]);
  const again = new Replica(join(scene.folder, 'replica.db'), folds, { readOnly: true });
  const context = { ...zhao, replica: again };
  expect((await call(context, 'drafts.list')).drafts).toMatchObject([
    { id, noun: 'target', body: { reason: '写到一半，又改' } },
  ]);
  again.close();
  expect((await call(zhao, 'draft.drop', { id })).drafts).toEqual([]);
});
