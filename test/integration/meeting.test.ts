import { afterEach, beforeEach, expect, test } from 'vitest';
import { alarmId } from '../../domain/alarm.ts';
import { type ActName, contract, type Input, type Output, type QueryName } from '../../domain/contract.ts';
import { isoShanghai } from '../../domain/day.ts';
import type { Json } from '../../domain/ledger/canonical.ts';
import { keptKey, SUMMARY } from '../../domain/meeting-plan.ts';
import type { Context } from '../../main/app.ts';
import { actOf, queryOf } from '../../main/handlers.ts';
import { setFields } from '../../main/meeting-draft.ts';
import { at, NOW, Scene } from './queries.context.ts';

let scene: Scene;
let clerk: Context;
let chair: Context;
beforeEach(() => {
  scene = new Scene();
  scene.person('p-office', '林海', '办公室', 'office');
  scene.person('p-deputy', '周明川', '市政府', 'deputy');
  scene.person('p-zhao', '赵明远', '源头治理组', 'leader:source');
  clerk = scene.as('p-office');
  chair = scene.as('p-deputy');
});
afterEach(() => scene.close());

const act = <N extends ActName>(context: Context, name: N, input: Input<N>): { id: string } =>
  scene.replica.write(() => actOf(name).run(context, contract[name].input.parse(input) as never));
const ask = async <N extends QueryName>(context: Context, name: N, input: Input<N>): Promise<Output<N>> => {
  const value = await queryOf(name).run(context, contract[name].input.parse(input) as never);
  return contract[name].output.parse(value) as Output<N>;
};
const code = (work: () => unknown): string => {
  try {
    work();
    return 'done';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
};

const PLANT = '91410804MA9TEST001';
function plant(released: number, green: number, day = '2024-12-05'): void {
  const hour = [0, 0, 0];
  const seen = { lastAt: NOW - 60_000, heartbeatAt: NOW - 30_000, cameras: 2, queued: 0 };
  const counters = {
    ...{ released, green, unread: 0, suspect: 0, strict: green, unknownClass: 0, refused: 0 },
    ...{ manualLifts: 0, received: released, declared: null, receivedByGate: { '1': released } },
    ...{ hours: Array.from({ length: 24 }, () => hour), left: {}, gates: { '1': seen } },
    ...{ lastAt: NOW - 60_000, detail: null, asOf: NOW - 30_000 },
  };
  scene.replica.setGauge(`gates/${day}`, { [PLANT]: counters } as unknown as Record<string, Json>);
}
function registered(): void {
  scene.say('registry', 'enterprise.registered', PLANT, {
    ...{ enterprise: PLANT, name: '焦作怀川焦化有限公司', shortName: '怀川焦化', tier: 'key_dual_high' },
    ...{ county: '410804', gates: ['1'], industry: '焦化' },
    responsible: { unit: '马村区', person: '刘学军', phone: '0391-0000001' },
  });
}
function held(...titles: string[]): { meeting: string; items: string[] } {
  const meeting = act(clerk, 'meeting.create', { at: '2024-12-05T14:00:00+08:00' }).id;
  const items = titles.map((title) => act(clerk, 'meeting.item', { meeting, title, unit: '源头治理组' }).id);
  act(clerk, 'meeting.start', { meeting });
  return { meeting, items };
}

test('a meeting from draft to sealed facts, and the wall with it', async () => {
  const { id } = act(clerk, 'meeting.create', { at: '2024-12-05T14:00:00+08:00' });
  act(clerk, 'meeting.proposeAgenda', {});
  const matter = act(clerk, 'meeting.item', {
    ...{ title: '审议：九里山站临时用地', ask: 'decide' },
    scene: { scene: 'charging' },
  }).id;
  let view = await ask(clerk, 'meeting.view', {});
  expect(view).toMatchObject({ id, number: 1, state: 'draft', chair: '周明川', carried: true });
  expect(view.items.map((item) => item.number)).toEqual(view.items.map((_, index) => index + 1));
  expect(view.attendance).toHaveLength(18);
  act(chair, 'meeting.call', {});
  act(clerk, 'meeting.start', {});
  expect((await ask(clerk, 'alarms.now', {})).quiet).toBe(true);
  scene.now += 120_000;
  act(clerk, 'meeting.go', { item: matter });
  expect(await ask(clerk, 'wall.now', {})).toMatchObject({ mode: 'meeting', scene: 'charging', by: '林海' });
  act(clerk, 'meeting.show', { scene: 'map', hold: true });
  act(clerk, 'meeting.go', { item: view.items[0]!.id });
  expect(await ask(clerk, 'wall.now', {})).toMatchObject({ mode: 'meeting', scene: 'map', hold: true });
  act(clerk, 'meeting.go', { item: matter });
  act(clerk, 'meeting.hold', { hold: false });
  expect(await ask(clerk, 'wall.now', {})).toMatchObject({ scene: 'charging', hold: false });
  act(clerk, 'meeting.release', {});
  expect(await ask(clerk, 'wall.now', {})).toMatchObject({ mode: 'rotate' });
  act(clerk, 'meeting.write', { item: matter, base: '', text: '会议听取了汇报。' });
  act(clerk, 'meeting.outcome', { item: matter, kind: 'decision', text: '原则同意。' });
  scene.now += 60_000;
  view = await ask(clerk, 'meeting.view', {});
  expect(view.items.at(-1)).toMatchObject({ state: 'current', spentMs: 60_000, text: '会议听取了汇报。' });
  expect(view.writing).toMatchObject([{ by: '林海', item: matter }]);
  act(clerk, 'meeting.close', {});
  view = await ask(clerk, 'meeting.view', {});
  expect(view).toMatchObject({ state: 'closed', minutes: 'sealed', sealed: { by: '林海', state: 'signed' } });
  scene.receipt('actions', scene.replica.entry('actions', view.sealed!.entry)!);
  expect((await ask(clerk, 'meeting.view', {})).sealed).toMatchObject({ state: 'binding' });
  expect(await ask(clerk, 'wall.now', {})).toMatchObject({ mode: 'rotate' });
  expect((await ask(clerk, 'alarms.now', {})).quiet).toBe(false);
});

test('figures are frozen with what they came from; beside them stands the value of this moment', async () => {
  registered();
  plant(100, 61);
  const { meeting, items } = held('门禁占比');
  const path = 'tiers.key_dual_high.percent';
  const { id } = act(clerk, 'meeting.freeze', {
    ...{ item: items[0]!, query: 'gates.day', path, label: '重点双高绿牌占比', unit: '%' },
  });
  act(clerk, 'meeting.freeze', {
    ...{ item: items[0]!, query: 'gates.day', path: `rows[enterprise=${PLANT}].tripsShort`, label: '差' },
  });
  plant(100, 80);
  const { figures } = await ask(clerk, 'meeting.figures', { meeting });
  expect(figures.find((each) => each.id === id)).toMatchObject({
    ...{ frozen: 61, now: 80, changed: true, verified: true },
  });
  const view = await ask(clerk, 'meeting.view', {});
  const [one, other] = view.items[0]!.figures;
  expect(one!.hash).toBe(other!.hash);
  expect(one!.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(
    code(() => act(clerk, 'meeting.freeze', { item: items[0]!, query: 'gates.day', path: 'no', label: 'x' })),
  ).toBe('no_figure');
  act(clerk, 'meeting.close', {});
  // What was kept is changed behind the seal's back: the figure no longer verifies.
  setFields(clerk, meeting, { [`result/${one!.hash}`]: { tiers: { key_dual_high: { percent: 99 } } } });
  const after = await ask(clerk, 'meeting.figures', { meeting });
  expect(after.figures.map(({ frozen, verified }) => [frozen, verified])).toEqual([
    [61, false],
    [19, false],
  ]);
});

test('the agenda that is proposed: tasks red first, what is off target, requests, alarms, what was not reached', async () => {
  registered();
  plant(100, 61);
  const first = held('第一项', '未到的一项');
  act(clerk, 'meeting.outcome', {
    ...{
      item: first.items[0]!,
      kind: 'task',
      text: '怀川焦化报替换计划',
      measure: '报出',
      lead: 'county:410804',
    },
    dueOn: '2024-12-06',
  });
  act(clerk, 'meeting.close', {});
  const request = act(scene.as('p-zhao'), 'target.propose', {
    ...{ target: 'gate.key_dual_high.share', value: 85, unit: 'percent', dueOn: '2024-12-31' },
    ...{ effectiveFrom: '2024-12-10', replaces: '2024-12-31', reason: '分步到位' },
  } as never).id;
  scene.receipt('targets', scene.replica.entry('targets', request)!);
  scene.now = at('2024-12-12T09:00:00');
  plant(100, 60, '2024-12-12');
  const alarm = alarmId('gate_silent', `${PLANT}/1`, scene.now);
  scene.say('duty/2024-12', 'alarm.raised', alarm, {
    ...{ alarm, kind: 'gate_silent', priority: 'high', source: `${PLANT}/1`, name: '怀川焦化 1 门' },
    ...{ county: '410804', raisedAt: isoShanghai(scene.now), facts: { gate: '1' } },
  });
  act(scene.as('d', 'duty'), 'alarm.nominate', { alarm, note: '断传两小时' });
  const { items } = await ask(clerk, 'meetings.proposed', {});
  const keys = items.map(({ key }) => key);
  expect(keys.slice(0, 3)).toEqual(['tasks', 'whole', 'line/source']);
  expect(items[0]).toMatchObject({ state: 'overdue' });
  expect(items[0]!.lines[0]).toMatch(/^逾期　怀川焦化报替换计划　马村区　2024-12-06$/);
  expect(items[1]!.figures[0]).toMatchObject({ query: 'gates.day', value: 60, unit: '%' });
  expect(keys).toContain(`proposal/${request}`);
  expect(items.find(({ key }) => key === `proposal/${request}`)).toMatchObject({
    ...{ ask: 'decide', unit: '源头治理组', person: '赵明远' },
    links: [{ kind: 'proposal', id: request }],
  });
  expect(items.find(({ key }) => key === `alarm/${alarm}`)).toMatchObject({
    ...{ lines: ['断传两小时'], scene: { scene: 'gates', params: { enterprise: PLANT } } },
  });
  expect(items.find(({ key }) => key.startsWith('rest/'))).toMatchObject({ title: '顺延：未到的一项' });
  expect(keys.slice(-2)).toEqual(['comment', 'readback']);
  const counties = items.find(({ key }) => key === 'counties')!;
  expect(counties).toMatchObject({ unit: '马村', links: [{ kind: 'county', id: '410804' }] });

  const next = act(clerk, 'meeting.create', { at: '2024-12-12T14:00:00+08:00' }).id;
  act(clerk, 'meeting.proposeAgenda', { meeting: next, keys: ['whole', `proposal/${request}`] });
  const view = await ask(clerk, 'meeting.view', { meeting: next });
  expect(view.items.map(({ title }) => title)).toEqual([
    '全市总体与门禁占比',
    '审议：重点双高企业每日放行货车绿牌占比由 80% 调为 85%',
  ]);
  expect(view.items[1]!.links[0]!.name).toContain('85');
  const { figures } = await ask(clerk, 'meeting.figures', { meeting: next });
  expect(figures.every(({ verified }) => verified)).toBe(true);
  expect(code(() => act(clerk, 'meeting.proposeAgenda', { meeting: next, keys: ['nothing'] }))).toBe(
    'unknown_item',
  );
});

test('a task lacks nothing when it is handed out, and keeps its outcome’s id', async () => {
  const { meeting, items } = held('门禁占比');
  const { id } = act(clerk, 'meeting.outcome', { item: items[0]!, kind: 'task', text: '报替换计划' });
  let [outcome] = (await ask(clerk, 'meeting.view', {})).items[0]!.outcomes;
  expect(outcome).toMatchObject({ action: null, lacking: ['measure', 'lead', 'dueOn'] });
  expect(code(() => act(clerk, 'meeting.handOut', { outcome: id }))).toBe('lacking');
  const given = { measure: '报出', lead: '生态环境局', dueOn: '2024-12-09' };
  act(clerk, 'meeting.outcome', { outcome: id, ...given });
  expect(code(() => act(chair, 'meeting.handOut', { outcome: id }))).toBe('post');
  expect(act(clerk, 'meeting.handOut', { outcome: id })).toEqual({ id });
  [outcome] = (await ask(clerk, 'meeting.view', {})).items[0]!.outcomes;
  expect(outcome).toMatchObject({ action: id, lacking: [] });
  expect(code(() => act(clerk, 'meeting.handOut', { outcome: id }))).toBe('handed_out');
  expect(code(() => act(clerk, 'meeting.outcome', { outcome: id, text: '改' }))).toBe('handed_out');
  // Those that are left go out with the closing, each with a number of its own; what lacks something stays.
  for (const text of ['甲', '乙'])
    act(clerk, 'meeting.outcome', { item: items[0]!, kind: 'task', text, ...given });
  act(clerk, 'meeting.outcome', { item: items[0]!, kind: 'task', text: '丙' });
  act(clerk, 'meeting.close', {});
  const { actions } = await ask(clerk, 'actions.list', { meeting });
  expect(actions.map(({ content }) => content).sort()).toEqual(['乙', '报替换计划', '甲'].sort());
  expect(new Set(actions.map(({ number }) => number)).size).toBe(3);
  const last = (await ask(clerk, 'meeting.view', {})).items[0]!.outcomes.find(({ text }) => text === '丙');
  expect(last).toMatchObject({ action: null, lacking: ['measure', 'lead', 'dueOn'] });
});

test('the 纪要 is drafted from the sealed facts and goes its way; nobody approves another text', async () => {
  const { meeting, items } = held('门禁占比');
  act(clerk, 'meeting.write', { item: items[0]!, base: '', text: '占比仍在目标线下。' });
  act(clerk, 'meeting.outcome', { item: items[0]!, kind: 'decision', text: '分步到位' });
  act(clerk, 'meeting.attend', { unit: '源头治理组', presence: 'present', name: '赵明远' });
  act(clerk, 'meeting.close', {});
  expect(code(() => act(clerk, 'meeting.minutes', { step: 'submitted' }))).toBe('step');
  act(clerk, 'meeting.minutes', { step: 'drafted' });
  const drafted = (await ask(clerk, 'meeting.view', {})).summary;
  expect(drafted.text.split('\n')).toEqual([
    '2024年12月5日，周明川主持召开第1次调度会。现将会议议定事项纪要如下：',
    ...['会议听取了源头治理组关于门禁占比的汇报。', '占比仍在目标线下。', '会议决定：分步到位。'],
    '出席：源头治理组 赵明远。',
  ]);
  const base = drafted.text;
  act(scene.as('p-zhao'), 'meeting.write', { item: SUMMARY, base, text: `${base}\n请各组抓紧。` });
  act(clerk, 'meeting.minutes', { step: 'submitted' });
  expect(code(() => act(clerk, 'meeting.write', { item: SUMMARY, base: '', text: '改' }))).toBe('sealed');
  act(scene.as('p-zhao'), 'meeting.minutes', { step: 'cosigned', unit: '源头治理组' });
  expect(code(() => act(clerk, 'meeting.minutes', { step: 'approved' }))).toBe('approver');
  act(chair, 'meeting.minutes', { step: 'approved' });
  expect(code(() => act(clerk, 'meeting.minutes', { step: 'numbered' }))).toBe('bad_input');
  act(clerk, 'meeting.minutes', { step: 'numbered', number: '绿运办〔2024〕7号' });
  const { hash } = (await ask(clerk, 'meeting.view', {})).summary;
  const kept = scene.replica.look(`meetings/${meeting}`, (doc) => doc.getMap('plan').get(keptKey(hash!)));
  setFields(clerk, meeting, { [keptKey(hash!)]: '另一份' });
  expect(code(() => act(clerk, 'meeting.minutes', { step: 'issued' }))).toBe('missing');
  setFields(clerk, meeting, { [keptKey(hash!)]: kept as Json });
  act(clerk, 'meeting.minutes', { step: 'issued', issuedOn: '2024-12-06' });
  const { summary } = await ask(clerk, 'meeting.view', {});
  expect(summary).toMatchObject({
    ...{ step: 'issued', number: '绿运办〔2024〕7号', issuedOn: '2024-12-06' },
    text: `${base}\n请各组抓紧。`,
  });
  expect(summary.history.map(({ step, by }) => [step, by])).toEqual([
    ...[
      ['drafted', '林海'],
      ['submitted', '林海'],
      ['cosigned', '赵明远'],
    ],
    ...[
      ['approved', '周明川'],
      ['numbered', '林海'],
      ['issued', '林海'],
    ],
  ]);
});

test('a card of what is named in the room: who answers, how it stands, what was promised', async () => {
  registered();
  plant(100, 61);
  const { items } = held('门禁占比');
  act(clerk, 'meeting.link', { item: items[0]!, kind: 'enterprise', id: PLANT });
  const task = { measure: '报出', lead: 'county:410804', dueOn: '2024-12-09' };
  act(clerk, 'meeting.outcome', { item: items[0]!, kind: 'task', text: '报替换计划', ...task });
  act(clerk, 'meeting.close', {});
  const card = await ask(clerk, 'card.enterprise', { enterprise: PLANT });
  expect(card).toMatchObject({
    ...{ name: '焦作怀川焦化有限公司', countyName: '马村', percent: 61, status: 'below' },
    responsible: {
      ...{ unit: '马村区', person: '刘学军', phone: '0391-0000001' },
      said: { by: 'office', at: isoShanghai(NOW) },
    },
    current: { value: 80, tripsShort: 19 },
    next: { value: 90, dueOn: '2024-12-31', tripsShort: 29 },
    promised: [{ text: '报替换计划', dueOn: '2024-12-09', done: false }],
  });
  expect(card.trend).toHaveLength(30);
  await expect(ask(clerk, 'card.enterprise', { enterprise: 'x' })).rejects.toMatchObject({
    code: 'unknown_enterprise',
  });
});

test('going to an item about a county, a plant or a station puts the scene up with it brought out', async () => {
  registered();
  const { meeting, items } = held('县市区', '怀川焦化', '全市');
  const [counties, plantItem, whole] = items as [string, string, string];
  for (const item of items) act(clerk, 'meeting.item', { item, scene: { scene: 'gates' } });
  for (const id of ['410804', '410882']) act(clerk, 'meeting.link', { item: counties, kind: 'county', id });
  act(clerk, 'meeting.link', { item: plantItem, kind: 'county', id: '410804' });
  act(clerk, 'meeting.link', { item: plantItem, kind: 'enterprise', id: PLANT });
  const params = async () => (await ask(clerk, 'wall.now', {})).params;
  act(clerk, 'meeting.go', { item: counties });
  expect(await params()).toEqual({ county: '410804,410882' });
  act(clerk, 'meeting.go', { item: plantItem });
  expect(await params()).toEqual({ enterprise: PLANT });
  act(clerk, 'meeting.go', { item: whole });
  expect(await params()).toEqual({});
  // What the item itself names counts before what it is about; also the whole scene.
  const own = (given: Record<string, string>) =>
    act(clerk, 'meeting.item', { item: plantItem, scene: { scene: 'map', params: given } });
  own({ county: '410882' });
  act(clerk, 'meeting.go', { item: plantItem });
  expect(await params()).toEqual({ county: '410882' });
  own({ focus: 'none' });
  act(clerk, 'meeting.go', { item: plantItem });
  expect(await params()).toEqual({ focus: 'none' });
  // Held over another item and let follow again, it comes with what that item brings out.
  act(clerk, 'meeting.hold', { hold: true });
  act(clerk, 'meeting.go', { item: counties });
  act(clerk, 'meeting.hold', { hold: false });
  expect(await ask(clerk, 'wall.now', {})).toMatchObject({
    ...{ scene: 'gates', params: { county: '410804,410882' }, mode: 'meeting' },
  });
  act(clerk, 'meeting.close', { meeting });
});

const STATION = '410804000001';
function stationOf(more: Record<string, unknown> = {}): void {
  const connectors = ['A', 'B', 'C'].map((gun) => ({ id: `g${gun}`, name: `${gun}枪` }));
  scene.say('registry', 'operator.registered', 'MA9TEST07', { operator: 'MA9TEST07', name: '怀庆能源' });
  scene.say('registry', 'station.registered', STATION, {
    ...{ station: STATION, operator: 'MA9TEST07', name: '九里山重卡充电站', county: '410804' },
    ...{ lon: 113.3, lat: 35.3, status: 50, equipment: [{ id: 'p1', connectors }], ...more },
  });
}

test('a station’s card: the operator’s telephones and the office’s person, each as whose word it is', async () => {
  stationOf({ stationTel: '0391-5550001', serviceTel: '4000000001' });
  const gun = (status: number, minutes: number) => ({
    ...{ station: STATION, status, since: NOW - 3_600_000, reportedAt: NOW - minutes * 60_000 },
  });
  const samples = Array.from({ length: 96 }, (_, n) => (n < 2 ? [1, 0, 1, 1, 0] : null));
  scene.replica.setGauge('chargers/2024-12-05', {
    ...{ 'connector/gA': gun(3, 1), 'connector/gB': gun(255, 1), 'connector/gC': gun(1, 40) },
    [`station/${STATION}`]: { samples, kwh: 812.5 },
  });
  const milestones = { name: '九里山站', county: '410804', station: STATION, stage: 4, dueOn: '2024-12-01' };
  scene.say('projects', 'project.stated', 'pr1', milestones, at('2024-11-02T09:00:00'));
  act(clerk, 'action.create', {
    ...{ content: '九里山重卡充电站 B 枪修好', measure: '恢复', lead: 'county:410804', dueOn: '2024-12-09' },
    source: { kind: 'instruction', by: '周明川', on: '2024-12-05' },
  } as never);
  let card = await ask(clerk, 'card.station', { station: STATION });
  expect(card).toMatchObject({
    responsible: { person: null, phone: null, said: null },
    phones: { station: '0391-5550001', service: '4000000001', at: isoShanghai(NOW) },
    ...{ operator: '怀庆能源', guns: 3, counts: { charging: 1, fault: 1, idle: 1, stale: 1 } },
    project: { stage: 4, dueOn: '2024-12-01', late: true, reached: [{ stage: 4, on: '2024-11-02' }] },
    promised: [{ text: '九里山重卡充电站 B 枪修好', meeting: null, done: false }],
  });
  expect(card.faults.map(({ id, status, stale, since }) => [id, status, stale, since])).toEqual([
    ['gB', 'fault', false, isoShanghai(NOW - 3_600_000)],
    ['gC', 'idle', true, isoShanghai(NOW - 40 * 60_000)],
  ]);
  expect(card.trend).toHaveLength(30);
  expect(card.trend.at(-1)).toEqual({ date: '2024-12-05', load: 50, available: 66.6, kwh: 812.5 });
  expect(card.trend[0]).toMatchObject({ load: null, available: null, kwh: null });

  const named = { station: STATION, person: '陈立', phone: '0391-5550009' };
  expect(code(() => act(chair, 'station.entrust', named))).toBe('post');
  expect(code(() => act(clerk, 'station.entrust', { ...named, station: 'x' }))).toBe('unknown_station');
  expect(code(() => act(clerk, 'station.entrust', { station: STATION, phone: '1' }))).toBe('bad_input');
  act(clerk, 'station.entrust', named);
  // The operator pushes its station again: its word does not take the office's away.
  stationOf({ serviceTel: '4000000002' });
  card = await ask(clerk, 'card.station', { station: STATION });
  expect(card).toMatchObject({
    responsible: { unit: null, person: '陈立', phone: '0391-5550009', said: { by: '林海' } },
    phones: { station: null, service: '4000000002' },
  });
  await expect(ask(clerk, 'card.station', { station: 'x' })).rejects.toMatchObject({
    code: 'unknown_station',
  });
});

test('what is refused says why and writes nothing', async () => {
  const { meeting, items } = held('门禁占比', '用地');
  const before = scene.replica.hash(`meetings/${meeting}`) + scene.replica.hash('actions');
  const zhao = scene.as('p-zhao');
  const audit = scene.as('a', 'audit');
  expect([
    code(() => act(zhao, 'meeting.go', { item: items[1]! })),
    code(() => act(audit, 'meeting.write', { item: items[1]!, base: '', text: 'x' })),
    code(() => act(clerk, 'meeting.go', { item: 'nowhere' })),
    code(() => act(clerk, 'meeting.call', {})),
    code(() => act(clerk, 'meeting.seal', {})),
    code(() => act(clerk, 'meeting.drop', { item: items[0]! })),
    code(() => act(clerk, 'meeting.go', { meeting: 'x', item: items[0]! })),
    code(() => act(clerk, 'meeting.state', { at: 'tomorrow' })),
    code(() => act(clerk, 'meeting.outcome', { item: items[0]!, kind: 'task' })),
    code(() => act(clerk, 'meeting.unfreeze', { item: items[0]!, figure: 'x' })),
  ]).toEqual([
    ...['post', 'post', 'unknown_item', 'state', 'state', 'state', 'unknown_meeting'],
    ...['bad_input', 'bad_input', 'unknown_figure'],
  ]);
  expect(scene.replica.hash(`meetings/${meeting}`) + scene.replica.hash('actions')).toBe(before);
  scene.without.add('meetings');
  expect(await ask(clerk, 'meeting.view', {})).toMatchObject({ carried: false, items: [] });
  scene.without.add('actions');
  await expect(ask(clerk, 'meeting.view', {})).rejects.toMatchObject({ code: 'not_carried' });
});

test('of two seals the first that the office received counts; unsigned or by another post, none does', async () => {
  const { meeting, items } = held('门禁占比');
  act(clerk, 'meeting.write', { item: items[0]!, base: '', text: '会议听取了汇报。' });
  act(clerk, 'meeting.close', {});
  const first = scene.replica.entries('actions').findLast(({ kind }) => kind === 'meeting.sealed')!;
  const body = { ...first.body, title: '另一份' };
  // Signed at another console that did not know of the first, and received before it.
  const other = chair.record('actions', 'meeting.sealed', meeting, body, { sign: true });
  expect((await ask(clerk, 'meeting.view', {})).seals).toHaveLength(2);
  scene.receipt('actions', other);
  expect((await ask(clerk, 'meeting.view', {})).sealed).toMatchObject({ entry: other.id, by: '周明川' });
  scene.receipt('actions', first);
  expect((await ask(clerk, 'meeting.view', {})).sealed).toMatchObject({ entry: other.id, state: 'binding' });

  const next = held('用地');
  act(clerk, 'meeting.write', { item: next.items[0]!, base: '', text: '草稿' });
  scene.say('actions', 'meeting.sealed', next.meeting, body);
  const view = await ask(clerk, 'meeting.view', { meeting: next.meeting });
  expect(view).toMatchObject({ sealed: null, seals: [], minutes: 'draft' });
  expect(view.items[0]!.text).toBe('草稿');
});
