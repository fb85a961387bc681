import type { ActionRow } from '../../domain/contract/actions.ts';
import type { EnterpriseCard, StationCard } from '../../domain/contract/cards.ts';
import type {
  Frozen,
  MeetingFigures,
  MeetingItem,
  MeetingsList,
  MeetingsProposed,
  MeetingView,
} from '../../domain/contract/meetings.ts';
import type { Output } from '../../domain/contract.ts';
import { addDays, isoShanghai } from '../../domain/day.ts';
import { at, DAY, NOW } from './scenes.fixtures.ts';

/** The seventh meeting in its fourth item, twelve seconds before half past two: the scene of the mocks. */
const hash = (start: string, end: string) => `${start}${'0'.repeat(56)}${end}`;
const START = NOW - 32 * 60_000;
const clock = (minutes: number) => isoShanghai(START + minutes * 60_000);

export const figure = (id: string, extra: Partial<Frozen>): Frozen => ({
  ...{ id, label: id, unit: '', query: 'gates.day', params: { date: DAY }, path: 'x', value: 0 },
  ...{ at: at(2), hash: hash('a41f', '09c2') },
  ...extra,
});

const frozen: Frozen[] = [
  figure('f1', { label: '重点双高绿牌占比', unit: '%', value: 77.6 }),
  figure('f2', { label: '差车次', unit: '趟', value: 21 }),
  figure('f3', {
    ...{ label: '已投运充电枪', unit: '把', value: 146, query: 'goals.progress' },
    hash: hash('77be', 'e310'),
  }),
  figure('f4', {
    ...{ label: '注册新能源货车', unit: '辆', value: null, query: 'goals.progress' },
    hash: hash('77be', 'e310'),
  }),
];

export const figures: MeetingFigures = {
  asOf: at(0),
  figures: [
    { item: 'i4', id: 'f1', frozen: 77.6, now: 77.7, changed: true, verified: true },
    { item: 'i4', id: 'f2', frozen: 21, now: 21, changed: false, verified: true },
    { item: 'i4', id: 'f3', frozen: 146, now: 146, changed: false, verified: true },
    { item: 'i4', id: 'f4', frozen: null, now: null, changed: false, verified: null },
  ],
};

const noPaper = { due: false, sent: false, name: null, sha256: null, at: null, by: null };
const sent = { due: true, sent: true, name: '汇报.docx', sha256: null, at: at(200), by: '赵明远' };

export function item(number: number, extra: Partial<MeetingItem>): MeetingItem {
  return {
    ...{ id: `i${number}`, number, section: 'matters', title: `议题 ${number}`, ask: 'hear', minutes: 5 },
    ...{ unit: '办公室', person: '', scene: { scene: 'overview', params: {} }, links: [], figures: [] },
    ...{ paper: noPaper, outcomes: [], text: '', late: [], state: 'ahead' },
    ...{ plannedAt: clock(0), expectedAt: clock(0), deviation: 0, spentMs: 0, overMs: 0 },
    ...extra,
  };
}

export const task = (id: string, text: string, extra: Partial<MeetingItem['outcomes'][number]> = {}) => ({
  ...{ id, item: 'i2', kind: 'task' as const, lacking: [], text, action: null, at: at(10), by: '林海' },
  task: {
    measure: '逐车台账',
    lead: '生态环境局',
    supporting: ['马村区'],
    person: '赵明远',
    dueOn: '2024-12-09',
  },
  ...extra,
});

export const items: MeetingItem[] = [
  item(1, {
    ...{ title: '上次交办事项办理情况', section: 'tasks', state: 'done', spentMs: 360_000 },
    ...{ plannedAt: clock(0), expectedAt: clock(0) },
  }),
  item(2, {
    ...{
      title: '全市总体与门禁占比',
      section: 'whole',
      state: 'done',
      plannedAt: clock(5),
      expectedAt: clock(6),
    },
    ...{ deviation: 1, text: '会议听取了全市总体情况。' },
    outcomes: [
      task('o1', '怀川焦化逐车核对出厂黄牌车，报替换计划', { action: 'a1' }),
      task('o2', '超期 3 件闯禁案件审核完毕', {
        task: { measure: '全部结案', lead: '公安局', supporting: [], person: '周立群', dueOn: '2024-12-06' },
        at: at(8),
      }),
    ],
  }),
  item(3, {
    ...{ title: '六组汇报，只讲偏差', section: 'groups', unit: '各组', minutes: 18, state: 'done' },
    ...{ plannedAt: clock(10), expectedAt: clock(12), deviation: 2, text: '各组只报偏差。' },
    outcomes: [
      task('o3', '九里煤业门禁断传查明原因，恢复传输', {
        lacking: ['measure'],
        task: {
          measure: '',
          lead: '马村区',
          supporting: ['生态环境局'],
          person: '刘学军',
          dueOn: '2024-12-06',
        },
        at: at(4),
      }),
    ],
  }),
  item(4, {
    ...{ title: '重点双高 12-31 目标线 90% 改为 85%，至 2025-02-01 恢复 90%', ask: 'decide', minutes: 10 },
    ...{ unit: '源头治理组', person: '赵明远', state: 'current', scene: { scene: 'gates', params: {} } },
    ...{ plannedAt: clock(28), expectedAt: clock(30), deviation: 2, spentMs: 108_000, paper: sent },
    ...{ figures: frozen, text: '源头治理组汇报了分步到位的理由。' },
    links: [{ kind: 'proposal', id: 'p1', name: '重点双高绿牌占比 85%' }],
    outcomes: [
      {
        ...{ id: 'o4', item: 'i4', kind: 'information', text: '近 30 日 14 家里 3 家按 90% 达标。' },
        ...{ task: null, action: null, lacking: [], at: at(1), by: '林海' },
      },
    ],
  }),
  item(5, {
    ...{ title: '九里山站临时用地', ask: 'review', unit: '基础设施组', person: '陈国强', minutes: 8 },
    ...{
      plannedAt: clock(38),
      expectedAt: clock(40),
      deviation: 2,
      scene: { scene: 'charging', params: {} },
    },
    paper: sent,
  }),
  item(6, {
    ...{ title: '县市区表态：马村、沁阳', section: 'counties', unit: '沁阳', person: '何志远', minutes: 8 },
    ...{ plannedAt: clock(46), expectedAt: clock(48), deviation: 2, paper: { ...noPaper, due: true } },
    scene: { scene: 'gates', params: {} },
  }),
  item(7, {
    ...{ title: '讲评与交办回读', section: 'comment', unit: '副指挥长', minutes: 6 },
    ...{ plannedAt: clock(54), expectedAt: clock(56), deviation: 2 },
  }),
];

const attendee = (unit: string, name: string, presence: MeetingView['attendance'][number]['presence']) => ({
  ...{ unit, name, presence, note: '' },
});

export const attendance: MeetingView['attendance'] = [
  attendee('生态环境局', '赵明远', 'present'),
  attendee('公安局', '周立群', 'present'),
  attendee('自然资源规划局', '陈国强', 'present'),
  attendee('马村区', '刘学军', 'standIn'),
  attendee('沁阳市', '何志远', 'present'),
  attendee('国家金融监督管理总局焦作监管分局', '宋海涛', 'leave'),
  attendee('温县', '', 'absent'),
  attendee('市投资集团', '', 'expected'),
];

/** What deputy and office may do while it runs. */
export const allActs = [
  ...['meeting.go', 'meeting.show', 'meeting.hold', 'meeting.release', 'meeting.attend', 'meeting.outcome'],
  ...['meeting.write', 'meeting.paper', 'meeting.close', 'meeting.item', 'meeting.freeze', 'meeting.handOut'],
];

export function meetingOf(extra: Partial<MeetingView> = {}): MeetingView {
  return {
    ...{
      id: 'm7',
      number: 7,
      title: '绿色运输调度会',
      at: clock(0),
      place: '第二会议室',
      chair: '副指挥长 周明川',
    },
    ...{ state: 'running', sealed: null, summaryStep: null, carried: true, minutes: 'draft', asOf: at(0) },
    ...{ startedAt: clock(0), closedAt: null, item: 'i4', items, course: [] },
    ...{ allottedMs: 3_600_000, spentMs: 1_920_000, plannedEnd: clock(60), expectedEnd: clock(62) },
    wall: { ...{ scene: 'gates', params: {}, hold: false, follows: true }, by: '林海', at: at(2) },
    attendance,
    lateEdits: [],
    present: { expected: 8, present: 4, standIn: 1, leave: 1, absent: 1 },
    writing: [
      { by: '林海', item: 'i4', at: at(0) },
      { by: '苏砚秋', item: 'i4', at: at(1) },
    ],
    ...{ saved: 'here', seals: [], reopened: [], may: allActs },
    summary: { next: [], step: null, text: '', hash: null, number: null, issuedOn: null, history: [] },
    ...extra,
  };
}

export const running = meetingOf();
export const wallFollows: Output<'wall.now'> = {
  ...{ mode: 'meeting', scene: 'gates', params: {}, hold: false, by: '林海', at: at(2) },
};

const ahead = items.map((each) =>
  item(each.number, {
    ...each,
    state: 'ahead',
    expectedAt: each.plannedAt,
    deviation: 0,
    spentMs: 0,
    outcomes: [],
  }),
);
export const draft = meetingOf({
  ...{ state: 'draft', startedAt: null, item: null, items: ahead, wall: null, writing: [] },
  may: [
    ...['meeting.item', 'meeting.order', 'meeting.drop', 'meeting.call', 'meeting.state', 'meeting.paper'],
    'meeting.proposeAgenda',
  ],
});
export const called = meetingOf({
  ...{ state: 'open', startedAt: null, item: null, items: ahead, wall: null, writing: [] },
  may: ['meeting.start', 'meeting.item', 'meeting.order', 'meeting.attend', 'meeting.paper', 'meeting.write'],
});
const seal = {
  ...{ entry: 's1', at: at(1), by: '林海', hash: hash('c9d0', '51ab'), superseded: false },
  state: 'signed' as const,
};
export const sealed = meetingOf({
  ...{ state: 'closed', closedAt: at(2), item: null, wall: null, writing: [], sealed: seal, seals: [seal] },
  ...{ items: items.map((each) => ({ ...each, state: 'done' })), may: ['meeting.reopen', 'meeting.minutes'] },
});
/** Sealed, and then somebody who was away came back with what they had written. */
const decided = {
  ...{ kind: 'decision' as const, text: '原则同意', measure: '', lead: '', supporting: [], person: '' },
  dueOn: null,
};
export const sealedLate: MeetingView = {
  ...sealed,
  items: sealed.items.map((each) =>
    each.id !== 'i2'
      ? each
      : { ...each, late: [{ by: '赵明远', at: at(1), text: '补充：怀川焦化已报计划。' }] },
  ),
  lateEdits: [
    {
      ...{ by: '赵明远', at: at(1) },
      edit: {
        ...{ about: 'outcome', outcome: 'o9', item: 'i2', was: null },
        says: { ...decided, kind: 'task', text: '报替换计划', lead: '生态环境局', dueOn: '2024-12-20' },
      },
    },
    {
      ...{ by: '刘学军', at: null },
      edit: { about: 'outcome', outcome: 'o8', item: 'i3', was: decided, says: { ...decided, text: '同意' } },
    },
    {
      ...{ by: '赵明远', at: at(1) },
      edit: {
        ...{ about: 'attendance', unit: '源头治理组', was: { presence: 'absent', name: '', note: '' } },
        says: { presence: 'standIn', name: '赵明远', note: '' },
      },
    },
    {
      ...{ by: '刘学军', at: at(1) },
      edit: { about: 'outcome', outcome: 'o7', item: 'gone', was: decided, says: null },
    },
  ],
};
export const overrun = meetingOf({
  items: items.map((each) => (each.id === 'i4' ? { ...each, spentMs: 661_500, overMs: 61_500 } : each)),
});

export const list: MeetingsList = {
  meetings: [
    ...[running, { ...sealed, id: 'm6', number: 6, at: isoShanghai(START - 14 * 86_400_000) }].map(
      ({ id, number, title, at, place, chair, state, sealed, summaryStep }) => ({
        ...{ id, number, title, at, place, chair, state, sealed, summaryStep },
      }),
    ),
  ],
  running: 'm7',
  nextNumber: 8,
};

/** The same while the seventh is still being prepared. */
export const listAhead: MeetingsList = {
  ...list,
  running: null,
  meetings: list.meetings.map((each) => (each.id === 'm7' ? { ...each, state: 'draft' } : each)),
};

export const proposed: MeetingsProposed = {
  asOf: at(0),
  items: [
    {
      ...{ key: 'tasks', section: 'tasks', title: '上次交办事项办理情况', ask: 'hear', minutes: 5 },
      ...{ unit: '办公室', person: '', scene: null, links: [], figures: [], state: 'overdue' },
      lines: ['11 项，逾期 1，滞后 1'],
    },
    {
      ...{
        key: 'target:gate.other_gated.share',
        section: 'whole',
        title: '其余设门禁占比滞后',
        ask: 'review',
      },
      ...{
        minutes: 8,
        unit: '源头治理组',
        person: '赵明远',
        scene: { scene: 'gates', params: {} },
        links: [],
      },
      ...{ figures: [], state: 'behind', lines: ['59.1 %，目标 50 %，下一目标 70 %'] },
    },
  ],
};

export const card: EnterpriseCard = {
  ...{ id: 'e1', name: '焦作怀川焦化有限公司', county: '410804', countyName: '马村', tier: 'key_dual_high' },
  ...{ industry: '焦化' },
  responsible: {
    ...{ unit: '马村区政府', person: '刘学军', phone: '0391-5550104' },
    said: { by: '林海', at: at(9000) },
  },
  ...{ date: DAY, released: 85, green: 52, percent: 61.1, status: 'below', feed: 'partial' },
  current: { value: 80, dueOn: '2024-11-30', tripsShort: 16 },
  next: { value: 90, dueOn: '2024-12-31', tripsShort: 25 },
  trend: Array.from({ length: 30 }, (_, day) => ({
    date: addDays(DAY, day - 29),
    percent: day === 19 ? null : 52 + day / 3,
    target: day >= 25 ? 80 : null,
  })),
  cases: [{ id: 'c1', kind: 'gate', stage: '审核', plate: '豫H12345', openedAt: at(4000), overdue: true }],
  pledges: [
    { carrier: '绿驰物流', contract: 'HC-2024-07', trucks: 12, dueOn: '2024-12-01' },
    { carrier: '怀庆运输', contract: null, trucks: 8, dueOn: '2025-03-31' },
  ],
  promised: [
    {
      ...{
        meeting: 'm6',
        id: 'a0',
        text: '12 月 1 日前替换 6 辆出厂黄牌车',
        dueOn: '2024-12-01',
        at: at(20000),
      },
      ...{ state: 'overdue', done: false },
    },
  ],
};

const action = (
  id: string,
  extra: Partial<ActionRow>,
): ActionRow & { saved: 'office'; numberTwice: boolean } => ({
  ...{ id, number: null, content: id, lead: 'u1', leadName: '生态环境局', supporting: [], person: null },
  ...{ county: null, source: 'meeting', createdAt: at(9000), givenOn: '2024-11-29', dueOn: '2024-12-10' },
  ...{ stage: 'received', light: 'normal', reasons: [], daysLate: 0, workdaysLeft: 3, percent: null },
  ...{ lastReport: null, extensionAsked: null, closingAsked: false, conflicts: 0, saved: 'office' },
  numberTwice: false,
  ...extra,
});
export const actions: Output<'actions.list'> = {
  ...{ asOf: at(0), freshness: 'fresh' },
  actions: [
    action('a1', {
      ...{ content: '怀川焦化逐车核对出厂黄牌车，报替换计划', dueOn: '2024-12-09', workdaysLeft: 2 },
      supporting: [{ unit: 'u2', name: '马村区' }],
    }),
    action('a8', { content: '沁阳门禁补装 2 处', leadName: '沁阳市', light: 'behind', percent: 0 }),
    action('a9', {
      ...{ content: '九里山站用地批复', leadName: '自然资源规划局', light: 'overdue', daysLate: 6 },
      dueOn: '2024-11-29',
    }),
  ],
};

export const stationCard: StationCard = {
  ...{ id: 'st-1', name: '怀川重卡充电站', county: '410804', countyName: '马村', operator: '怀庆能源充电' },
  address: '马村区九里山乡货运通道 18 号',
  responsible: {
    ...{ unit: '怀庆能源马村分公司', person: '陈立', phone: '0391-5550109' },
    said: { by: '林海', at: at(9000) },
  },
  phones: { station: '0391-5550001', service: '4000000001', at: at(300) },
  guns: 24,
  counts: { charging: 12, plugged: 2, reserved: 1, idle: 6, fault: 2, offline: 1, unknown: 0, stale: 1 },
  ...{ freshness: 'fresh', utilisation: 57.1, kwhToday: 8120.5, reportedAt: at(0) },
  trend: Array.from({ length: 30 }, (_, day) => {
    const gone = day < 16;
    const load = gone ? null : 38 + ((day * 7) % 23);
    return { date: addDays(DAY, day - 29), load, available: gone ? null : 96 - (day % 9), kwh: null };
  }),
  faults: [
    { id: 'g3', name: '2号桩 A枪', status: 'fault', since: at(190), stale: false },
    { id: 'g7', name: '4号桩 A枪', status: 'fault', since: at(1600), stale: false },
    { id: 'g9', name: '5号桩 A枪', status: 'offline', since: at(40), stale: false },
    { id: 'g11', name: '6号桩 A枪', status: 'idle', since: at(26), stale: true },
  ],
  project: {
    ...{ name: '九里山站', stage: 6, dueOn: '2024-12-01', late: true },
    reached: [
      { stage: 4, on: '2024-09-12' },
      { stage: 5, on: '2024-11-03' },
      { stage: 6, on: '2024-11-21' },
    ],
  },
  promised: [
    {
      ...{ meeting: null, id: 'a3', text: '怀川重卡充电站两把故障枪修复', dueOn: '2024-12-06', at: at(2000) },
      ...{ state: 'due', done: false },
    },
  ],
};

export const hits: Output<'search.find'> = {
  hits: [
    {
      ...{
        noun: 'enterprise',
        id: 'e1',
        document: 'registry',
        title: '焦作怀川焦化有限公司',
        detail: '马村',
      },
      bySound: true,
    },
    {
      ...{ noun: 'station', id: 'st-1', document: 'registry', title: '怀川重卡充电站', detail: '马村' },
      bySound: true,
    },
    { noun: 'person', id: 'p9', document: 'registry', title: '怀山', detail: '', bySound: false },
  ],
  more: [],
};
