import type { Output } from '../../domain/contract.ts';
import { addDays } from '../../domain/day.ts';
import { takes } from '../../domain/takes.ts';
import { at, DAY, me } from './scenes.fixtures.ts';

/** The enterprises desk on Thursday 2024-12-05: invented enterprises and people. */
type Listed = Output<'enterprises.list'>['enterprises'][number];
type ClosingRow = Output<'gateDays.closing'>['rows'][number];

export const LONG = '焦作示例煤焦化综合能源与新型建筑材料循环产业园（集团）股份有限公司第二焦化分公司';
export const YESTERDAY = '2024-12-04';

const acts = [
  ...['gateDay.close', 'gateDay.closeAll', 'gateDay.waive', 'gateDay.settle', 'gateDay.correct'],
  ...[
    'gateDay.dispute',
    'gateDay.answer',
    'calendar.state',
    'enterprise.register',
    'promise.state',
    'promise.withdraw',
    'promise.list',
    'enterprise.state',
    'alert.raise',
    'alert.lift',
  ],
];
export const clerk: Output<'me'> = { ...me, person: 'p-office', name: '林海', post: 'office', acts };
export const reader: Output<'me'> = { ...me, name: '陈方', post: 'audit', acts: [], readOnly: true };

const listed = (id: string, name: string, more: Partial<Listed>): Listed => ({
  ...{ enterprise: id, name, tier: 'key_dual_high', county: '410804', countyName: '马村', percent: 84.2 },
  ...{ target: 80, status: 'met', state: 'normal', streak: 0, tripsShort: 0, manualLifts: 0 },
  ...{ feed: 'complete', plan: 'running', ...more },
});

export const list: Output<'enterprises.list'> = {
  date: DAY,
  enterprises: [
    listed('C', '许衡建材有限公司', {
      tier: 'other_gated',
      county: '410803',
      countyName: '中站',
      target: 50,
    }),
    listed('A', LONG, {
      ...{ percent: 61.4, status: 'below', state: 'behind', streak: 6, tripsShort: 19, manualLifts: 3 },
    }),
    listed('B', '怀川焦化有限公司', {
      percent: 74.9,
      status: 'below',
      state: 'behind',
      streak: 2,
      tripsShort: 7,
    }),
    listed('D', '云台电力有限公司', { percent: null, status: 'no_traffic', state: 'none', plan: 'stopped' }),
    listed('E', '丹河水泥有限公司', { percent: null, status: 'no_traffic', state: 'none', feed: 'none' }),
  ],
};
export const emptyList: Output<'enterprises.list'> = { date: DAY, enterprises: [] };

const asked = (...shares: [released: number, green: number][]) =>
  takes(
    shares.map(([released, green]) => ({
      ...{ share: { released, green }, target: 80, next: { value: 90, dueOn: '2024-12-31' } },
    })),
  );

export const view: Output<'enterprise.view'> = {
  ...{ enterprise: '91410804MA9TEST001', name: LONG, shortName: '示例焦化二分', tier: 'key_dual_high' },
  ...{ county: '410804', countyName: '马村', industry: '焦化', date: DAY, disputes: 1 },
  responsible: { unit: '马村区人民政府', person: '欧阳明德', phone: '0391-0000000' },
  performance: {
    ...{
      grade: 'B',
      aim: 'A',
      organised: '干熄焦已改造',
      unorganised: null,
      transport: '国六和新能源不足八成',
    },
    path: [{ step: 'county', state: '初审通过', on: '2024-11-20' }],
  },
  gates: [
    { gate: '1', vendor: '示例门控', expected: 42, lastAt: at(3), heartbeatAt: at(1), cameras: 4, queued: 0 },
    { gate: '2', vendor: null, expected: null, lastAt: null, heartbeatAt: at(9), cameras: 2, queued: 118 },
  ],
  plan: { now: 'staggered', spans: [{ plan: 'staggered', from: '2024-12-01', to: '2025-03-15' }] },
  promises: [
    { id: 'q1', carrier: '示例运输有限公司', contract: '运输 2024-017', trucks: 12, dueOn: '2024-12-31' },
    { id: 'q2', carrier: '丹河物流有限公司', contract: null, trucks: 6, dueOn: null },
  ],
  row: {
    ...{
      released: 101,
      green: 62,
      percent: 61.3,
      strictPercent: 60.3,
      target: 80,
      status: 'below',
      state: 'behind',
    },
    ...{ next: { value: 90, dueOn: '2024-12-31', tripsShort: 29 }, tripsShort: 19, streak: 6 },
    ...{ manualLifts: 3, feed: 'partial', day: 'open' },
  },
  takes: asked([101, 62]),
  lifts: Array.from({ length: 30 }, (_, day) => ({ date: addDays(DAY, day - 29), lifts: (day * 7) % 5 })),
};

export const trend: Output<'gates.trend'> = {
  points: Array.from({ length: 30 }, (_, day) => ({
    ...{ date: addDays(DAY, day - 29), released: 100, green: 50 + (day % 12), percent: 50 + (day % 12) },
    ...{ target: day < 24 ? null : 80, day: 'final' as const },
  })),
};

const closing = (id: string, name: string, more: Partial<ClosingRow>): ClosingRow => ({
  ...{ enterprise: id, name, tier: 'key_dual_high', county: '410804', countyName: '马村' },
  ...{ released: 100, green: 70, percent: 70, declared: 120, received: 120, manualLifts: 0, openEnds: [] },
  ...{ doubtful: 0, state: 'ready', waiver: null, closed: null, corrections: [], late: 0, ...more },
});
export const closingDay: Output<'gateDays.closing'> = {
  ...{ date: YESTERDAY, over: true, counts: { final: 1, ready: 2, open: 1 } },
  rows: [
    closing('A', LONG, {
      ...{ state: 'waiver_needed', declared: 122, doubtful: 2 },
      openEnds: [
        { gate: '1', declared: 82, received: 80 },
        { gate: '2', declared: null, received: 40 },
      ],
    }),
    closing('B', '怀川焦化有限公司', {
      state: 'waived',
      waiver: { reason: '断网两小时，纸质台账已核', by: '林海', at: at(40) },
    }),
    closing('C', '许衡建材有限公司', {}),
    closing('D', '云台电力有限公司', { state: 'signed', closed: { by: '林海', at: at(20), entry: 'e1' } }),
    closing('E', '丹河水泥有限公司', {
      ...{ state: 'final', closed: { by: '林海', at: at(30), entry: 'e2' }, late: 10 },
      corrections: [{ reason: '2 号门补传', released: 110, green: 79, by: '林海', at: at(10) }],
    }),
  ],
};
export const report: Output<'gateDay.closeAll'> = {
  ...{ id: 'closed-1', accepted: 2, duplicates: 2 },
  refused: [{ index: 0, id: 'A', field: 'declared', reason: '122 ≠ 120' }],
};
export const closingEmpty: Output<'gateDays.closing'> = {
  ...{ date: YESTERDAY, over: true, rows: [], counts: { final: 0, ready: 0, open: 0 } },
};

type ReadOf = Output<'gates.doubtful'>['reads'][number];
const read = (passage: string, plate: string | null, colour: string, doubt: ReadOf['doubt']): ReadOf => ({
  ...{ passage, revision: 0, at: `${YESTERDAY}T08:15:30.000+08:00`, gate: '1', plate, colour, doubt },
  ...{ vehicleType: 'Q11', green: true },
});
export const doubtful: Output<'gates.doubtful'> = {
  ...{ date: YESTERDAY, enterprise: 'A', notDownloaded: false, expired: null, closed: false },
  reads: [
    read('p1', '豫H12345', 'YELLOW_GREEN', 'short_green'),
    { ...read('p2', null, 'YELLOW', 'unread'), vehicleType: null },
    { ...read('p3', '豫H6K888', 'YELLOW', 'no_class'), vehicleType: null, green: false },
  ],
  settled: [
    {
      ...{ passage: 'p0', plate: '豫H54321D', colour: null, vehicleType: null },
      ...{ reason: '车头照片可见', by: '赵明远', at: at(90) },
    },
  ],
};

const dispute = {
  ...{
    id: 'd1',
    date: '2024-11-30',
    enterprise: 'A',
    name: LONG,
    who: '李主任',
    ground: '2 号门漏报 14 车次',
  },
  ...{ attachments: [], passages: ['G2-77', 'G2-78'], at: at(1500), by: '林海', dueOn: '2024-12-04' },
};
export const disputes: Output<'gateDays.disputes'> = {
  disputes: [
    { ...dispute, state: 'overdue', answer: null },
    {
      ...dispute,
      ...{ id: 'd2', enterprise: 'B', name: '怀川焦化有限公司', state: 'answered' },
      answer: { outcome: 'partly', text: '补计 9 车次，作更正。', by: '林海', at: at(60) },
    },
  ],
};

export const takesNow: Output<'gates.takes'> = {
  ...{ date: DAY, tripsPerTruck: 2, city: asked([101, 61], [100, 84], [100, 84], [100, 84]) },
  tiers: [
    { tier: 'key_dual_high', ...asked([101, 61], [100, 84], [100, 84]) },
    { tier: 'other_gated', ...asked([100, 84]) },
  ],
  counties: [
    { county: '410804', name: '马村', ...asked([101, 61], [100, 84], [100, 84]) },
    { county: '410803', name: '中站', ...asked([100, 84]) },
  ],
  enterprises: list.enterprises.map(({ enterprise, name, tier, county }) => ({
    ...{ enterprise, name, tier, county, ...asked(enterprise === 'A' ? [101, 61] : [100, 84]), promised: 12 },
  })),
  fleet: { inService: null, promised: 60 },
};

export const alerts: Output<'alerts.list'> = {
  holding: 'w1',
  alerts: [
    {
      ...{ id: 'w1', level: 'orange', from: '2024-12-05T12:00:00.000+08:00', until: null, liftedAt: null },
      ...{
        response: 'Ⅱ级响应',
        issuer: '市污染防治攻坚办',
        number: '示例〔2024〕12 号',
        area: '',
        state: 'holds',
      },
      measures: '国四及以下重型柴油货车不得进出厂区；重点企业清洁运输比例按预案执行。',
    },
    {
      ...{ id: 'w0', level: 'yellow', from: '2024-11-20T12:00:00.000+08:00', until: null },
      ...{ response: '', issuer: '', number: '', area: '马村区', measures: '', state: 'lifted' },
      liftedAt: '2024-11-23T08:00:00.000+08:00',
    },
  ],
};

const calendarHeads = ['统一社会信用代码', '安排', '自', '至'];
export const ledgerFile: Output<'table.read'> = {
  ...{ upload: 'u1', bytes: 2 },
  table: {
    sheets: [
      {
        name: '安排',
        rows: [
          { row: 1, cells: calendarHeads },
          { row: 2, cells: ['A', '停产', '2024-12-06'] },
          { row: 3, cells: ['B', '歇业', '2024-12-06'] },
          { row: 4, cells: ['C', '停产', '2024-12-06'], hidden: true },
          { row: 5, cells: ['D', '停产', '='], flaws: { '2': 'formula' } },
        ],
      },
      {
        name: '名册',
        rows: [
          { row: 1, cells: ['统一社会信用代码', '企业名称', '类别', '县市区', '道闸'] },
          { row: 2, cells: [view.enterprise, LONG, '重点双高', '马村区', '1、2'] },
        ],
      },
      { name: '说明', rows: [{ row: 1, cells: ['填表说明'] }] },
    ],
    hidden: ['旧'],
  },
};
