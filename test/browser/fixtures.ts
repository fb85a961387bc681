import type { GateRow } from '../../domain/contract/gates.ts';
import type { WorkLine } from '../../domain/contract/overview.ts';
import type { Output } from '../../domain/contract.ts';
import { COUNTIES } from '../../domain/county.ts';
import { addDays, isoShanghai } from '../../domain/day.ts';
import { percentFloor1, rank, tripsShort } from '../../domain/share.ts';
import { alarm, alarmsOf, at, chance, DAY, NOW } from './scenes.fixtures.ts';

/** The wall's fixtures: Thursday 2024-12-05 14:32, invented enterprises and people. Typed by the contract. */
const basis = { document: '焦作市绿色运输实施方案', article: '二（一）', status: '征求意见' };

type Gate = {
  id: number;
  name: string;
  full?: string;
  county: string;
  who: string;
  released: number;
  green: number;
};

function row(gate: Gate, tier: GateRow['tier'], extra: Partial<GateRow> = {}): GateRow {
  const { released, green } = gate;
  const [target, next] = tier === 'key_dual_high' ? [80, 90] : [50, 70];
  const below = green * 100 < target * released;
  const hours = Array.from({ length: 24 }, (_, hour): [number, number, number] => {
    if (hour > 14) return [0, 0, 0];
    const shape = 1 + 7 * Math.exp(-(((hour - 9) / 3.6) ** 2));
    const weight = Math.round((released / 90) * shape * (0.7 + 0.6 * chance(hour + gate.id * 31)));
    return [weight, Math.round((weight * green) / Math.max(1, released)), 0];
  });
  return {
    enterprise: `e-${tier}-${gate.id}`,
    name: gate.full ?? `焦作${gate.name}有限公司`,
    tier,
    county: COUNTIES.find((each) => each.short === gate.county)!.code,
    released,
    green,
    unread: 0,
    suspect: 0,
    refused: 0,
    percent: percentFloor1(green, released),
    strictPercent: percentFloor1(green, released),
    target,
    status: released === 0 ? 'no_traffic' : below ? 'below' : 'met',
    next: { value: next, dueOn: '2024-12-31', tripsShort: tripsShort(next, released, green) },
    feed: 'complete',
    day: 'open',
    corrections: 0,
    declared: null,
    received: released + 9,
    manualLifts: 0,
    lastAt: at(2),
    shortName: gate.name,
    countyName: gate.county,
    responsible: gate.who,
    rank: null,
    state: below && released > 0 ? 'behind' : 'normal',
    streak: below && released > 0 ? 2 : 0,
    tripsShort: tripsShort(target, released, green),
    hours: released === 0 ? hours.map((): [number, number, number] => [0, 0, 0]) : hours,
    gates: { due: 2, reporting: 2 },
    freshness: 'fresh',
    asOf: NOW - 120_000,
    yesterday: percentFloor1(green, released),
    plan: 'running',
    ...extra,
  };
}

const g = (id: number, name: string, county: string, who: string, released: number, green: number): Gate => ({
  id,
  name,
  county,
  who,
  released,
  green,
});
const key = 'key_dual_high';
const LONG = '河南太行云台新型建筑材料（集团）股份有限公司修武第二水泥粉磨站';

const keyRows = (): GateRow[] => [
  row(g(1, '怀川焦化', '马村', '刘学军', 85, 52), key, {
    state: 'overdue',
    streak: 12,
    feed: 'partial',
    gates: { due: 2, reporting: 1 },
  }),
  row(g(2, '覃怀煤电', '沁阳', '何志远', 171, 117), key, { suspect: 9, strictPercent: 63.1 }),
  row({ ...g(3, LONG, '修武', '郭卫国', 62, 44), full: LONG }, key),
  row(g(4, '龙源湖湛垣混凝土', '中站', '秦立新', 131, 98), key, {
    unread: 8,
    gates: { due: 4, reporting: 4 },
  }),
  row(g(5, '月山水泥', '博爱', '宋海涛', 70, 55), key, { feed: 'partial', gates: { due: 2, reporting: 1 } }),
  row(g(6, '九里煤业', '马村', '刘学军', 0, 0), key, {
    feed: 'none',
    freshness: 'none',
    status: 'no_traffic',
    lastAt: isoShanghai(NOW - 15.5 * 3_600_000),
    gates: { due: 2, reporting: 0 },
    asOf: null,
    received: 0,
  }),
  ...['丹河澍峪电力', '沁北水泥', '云台铝业', '修武碳素', '孟州化工', '王屋铸造', '温县轮胎', '太行焦化'].map(
    (name, i) =>
      row(
        g(
          10 + i,
          name,
          ['沁阳', '博爱', '修武', '修武', '孟州', '沁阳', '温县', '示范区'][i]!,
          '宋海涛',
          120,
          97 + i,
        ),
        key,
      ),
  ),
];
const otherRows = (): GateRow[] => [
  row(g(1, '许衡建材', '中站', '秦立新', 38, 11), 'other_gated', { state: 'overdue', streak: 5 }),
  row(g(2, '谢旗营筠岱新材料', '武陟', '毛建平', 36, 14), 'other_gated'),
  row(g(3, '西虢饲料', '孟州', '席国栋', 41, 19), 'other_gated'),
  row(g(4, '南庄铸造', '孟州', '席国栋', 49, 29), 'other_gated', {
    freshness: 'stale',
    asOf: NOW - 52 * 60_000,
    gates: { due: 1, reporting: 0 },
  }),
  row(g(5, '柏香耐材', '沁阳', '何志远', 0, 0), 'other_gated', { plan: 'maintenance' }),
  ...Array.from({ length: 18 }, (_, i) =>
    row(
      g(
        10 + i,
        `${'木栾大封詹店祥云岳村朱村龙卧柿园许良'.slice((i % 9) * 2, (i % 9) * 2 + 2)}${i < 9 ? '物流' : '建材'}`,
        COUNTIES[i % 11]!.short,
        '韩卫东',
        60 + i,
        38 + i,
      ),
      'other_gated',
    ),
  ),
];

function ranked(rows: GateRow[]): GateRow[] {
  const places = new Map(
    rank(
      rows.filter((each) => each.feed !== 'none'),
      (each) => each.shortName,
    ).map((each) => [each.row.enterprise, each.rank]),
  );
  return rows.map((each) => ({ ...each, rank: places.get(each.enterprise) ?? null }));
}

const countyShares: [string, number | null, number | null, WorkLine['state'], number][] = [
  ['马村', 63, 66.1, 'overdue', 1],
  ['沁阳', 66.4, 68.8, 'behind', 1],
  ['修武', 68.8, 67.9, 'behind', 1],
  ['中站', 69.7, 70.3, 'overdue', 2],
  ['武陟', 70.8, 71.1, 'behind', 1],
  ['博爱', 74.1, 73, 'behind', 1],
  ['孟州', 75.9, 74, 'behind', 1],
  ['温县', 77.5, 77.3, 'normal', 0],
  ['示范区', 81, 80.6, 'normal', 0],
  ['山阳', 84.2, 82.4, 'normal', 0],
  ['解放', null, null, 'none', 0],
];
const counties: Output<'overview.now'>['counties'] = countyShares.map(
  ([short, percent, before, state, below], i) => ({
    county: COUNTIES.find((each) => each.short === short)!.code,
    name: short,
    released: percent === null ? 0 : 400,
    green: percent === null ? 0 : Math.round(percent * 4),
    percent,
    yesterday: before,
    state,
    below,
    enterprises: short === '解放' ? 1 : 3,
    freshness: short === '孟州' ? 'stale' : 'fresh',
    feed: 'complete',
    stations: i % 4,
    events: (i * 5) % 9,
  }),
);

const tier = (
  percent: number | null,
  [target, next]: [number, number],
  extra: Partial<Output<'gates.day'>['tiers']['other_gated']>,
): Output<'gates.day'>['tiers']['other_gated'] => ({
  released: percent === null ? 0 : 1000,
  green: percent === null ? 0 : Math.floor(percent * 10),
  target,
  met: 8,
  below: 5,
  percent,
  tripsShort: 0,
  next: { value: next, dueOn: '2024-12-31', tripsShort: 59 },
  enterprises: 14,
  yesterday: percent === null ? null : percent + 1.2,
  state: 'normal',
  targetRef: { value: target, dueOn: '2024-11-30', since: '2024-11-30', basis },
  ...extra,
});

export const gatesDay: Output<'gates.day'> = {
  date: DAY,
  asOf: at(2),
  rows: [...ranked(keyRows()), ...ranked(otherRows())],
  tiers: {
    key_dual_high: tier(77.7, [80, 90], { tripsShort: 21, state: 'behind' }),
    other_gated: tier(59.1, [50, 70], { met: 19, below: 3, enterprises: 23, yesterday: 58.3 }),
  },
  counties,
  coverage: { gatesDue: 54, gatesReporting: 49, declared: null, received: 2212 },
};

export const gatesEmpty: Output<'gates.day'> = {
  date: DAY,
  asOf: null,
  rows: [],
  tiers: {
    key_dual_high: tier(null, [80, 90], { enterprises: 0, met: 0, tripsShort: null, next: null }),
    other_gated: tier(null, [50, 70], { enterprises: 0, met: 0, tripsShort: null, next: null }),
  },
  counties: [],
  coverage: { gatesDue: 0, gatesReporting: 0, declared: null, received: 0 },
};

export const gatesStale: Output<'gates.day'> = {
  ...gatesDay,
  asOf: at(63),
  rows: gatesDay.rows.map((each) => ({ ...each, freshness: 'stale' as const, asOf: NOW - 63 * 60_000 })),
  counties: gatesDay.counties.map((each) => ({ ...each, freshness: 'stale' as const })),
};

export const gatesLong: Output<'gates.day'> = {
  ...gatesDay,
  rows: gatesDay.rows.map((each, index) => ({
    ...each,
    shortName: `${each.shortName}${index % 2 ? '综合能源与新型建筑材料循环产业园（集团）' : ''}`,
    responsible: '欧阳明德',
    countyName: '示范区',
  })),
};

function trend(
  value: (day: number) => number | null,
  target: (day: number) => number | null,
): WorkLine['trend'] {
  return Array.from({ length: 30 }, (_, day) => ({
    date: addDays(DAY, day - 29),
    value: value(day),
    target: target(day),
  }));
}

function line(of: Partial<WorkLine> & Pick<WorkLine, 'line' | 'unit'>): WorkLine {
  return {
    state: 'normal',
    freshness: 'fresh',
    asOf: at(2),
    value: null,
    target: null,
    nextTarget: null,
    delta: null,
    trend: [],
    facts: {},
    laggards: [],
    laggardsTotal: 0,
    responsible: { unit: '生态环境局', person: '赵明远' },
    ...of,
  };
}

const late = (id: string, name: string, value: string, provisional = false) => ({
  id,
  name,
  value,
  provisional,
});

const lines: WorkLine[] = [
  line({
    line: 'source',
    unit: 'percent',
    state: 'behind',
    value: 77.7,
    target: 80,
    nextTarget: { value: 90, dueOn: '2024-12-31' },
    delta: -1.2,
    trend: trend(
      (day) => (day === 29 ? 77.7 : Math.round((66.1 + day * 0.42 + chance(day) * 2.6) * 10) / 10),
      (day) => (day < 24 ? null : 80),
    ),
    facts: { tripsShort: 21, below: 5, met: 8, enterprises: 14 },
    laggards: [
      late('e-key_dual_high-1', '怀川焦化', '61.1%', true),
      late('e-key_dual_high-2', '覃怀煤电', '68.4%', true),
    ],
    laggardsTotal: 5,
  }),
  line({
    line: 'road',
    unit: 'cases',
    state: 'overdue',
    asOf: at(1),
    value: 3,
    target: 0,
    delta: 1,
    trend: trend(
      (day) => (day === 29 ? 3 : Math.floor(chance(day + 62) * 2.6)),
      () => 0,
    ),
    facts: { running: 42, dueSoon: 4 },
    laggards: [late('c1', '李封路口 豫H·7**28', '2')],
    laggardsTotal: 3,
    responsible: { unit: '公安局', person: '周立群' },
  }),
  line({
    line: 'emission',
    unit: 'vehicles',
    state: 'due',
    freshness: 'stale',
    asOf: at(47),
    value: 118,
    delta: 9,
    trend: trend(
      (day) => 3 + chance(day + 40) * 6 + day * 0.15,
      () => null,
    ),
    facts: { unfit: 9, running: 12, overdue: 0, dueSoon: 4 },
    responsible: { unit: '生态环境局', person: '徐静波' },
  }),
  line({
    line: 'subsidy',
    unit: 'applications',
    state: 'none',
    asOf: at(26),
    value: 263,
    facts: { applied: 18, accepted: 31, examined: 24, ruled: 12, paid: 178 },
    responsible: { unit: '财政局', person: '孙慧敏' },
  }),
  line({
    line: 'facility',
    unit: 'guns',
    state: 'behind',
    asOf: at(4),
    value: 146,
    target: null,
    nextTarget: { value: 200, dueOn: '2024-12-31' },
    delta: 0,
    trend: trend(
      (day) => 124 + Math.floor(day * 0.73 + chance(day >> 2) * 1.2),
      () => null,
    ),
    facts: { neededPerDay: 2.1, due: '2024-12-31' },
    laggards: [late('p1', '九里山站 用地批复', '2024-11-29')],
    laggardsTotal: 1,
    responsible: { unit: '住建局', person: '陈国强' },
  }),
  line({
    line: 'service',
    unit: 'trucks',
    asOf: at(392),
    value: 463,
    nextTarget: { value: 500, dueOn: '2024-12-31' },
    delta: 2,
    trend: trend(
      (day) => 402 + Math.round(day * 2.1 - chance(day + 9) * 1.5),
      () => null,
    ),
    facts: { neededPerDay: 1.5 },
    responsible: { unit: '交通运输局', person: '韩卫东' },
  }),
];

export const overview: Output<'overview.now'> = {
  date: DAY,
  now: at(0),
  asOf: at(1),
  lines,
  counties,
  unplaced: 0,
  daysToGoal: 26,
  alert: null,
};

export const overviewAlert: Output<'overview.now'> = {
  ...overview,
  alert: {
    id: 'a-1',
    level: 'orange',
    response: 'Ⅱ 级响应',
    from: '2024-12-05T12:00:00+08:00',
    until: '2024-12-08T00:00:00+08:00',
    measures: '中重型柴油货车禁入建成区，渣土、砂石车停运，绿牌目标不变',
  },
};

export const overviewEmpty: Output<'overview.now'> = {
  ...overview,
  asOf: null,
  lines: lines.map((each) =>
    line({ line: each.line, unit: each.unit, state: 'none', freshness: 'unknown', asOf: null }),
  ),
  counties: [],
};

export const overviewStale: Output<'overview.now'> = {
  ...overview,
  lines: lines.map((each) => ({ ...each, freshness: 'stale', asOf: at(63) })),
  counties: counties.map((each) => ({ ...each, freshness: 'stale' })),
};

export const overviewLong: Output<'overview.now'> = {
  ...overview,
  lines: lines.map((each) => ({
    ...each,
    state: each.state === 'normal' ? ('behind' as const) : each.state,
    laggards: each.laggards.map((one) => ({
      ...one,
      name: each.line === 'road' ? `焦辉路 G207 南向北第二车道 ${one.name}` : LONG,
    })),
    responsible: { unit: '焦作市自然资源和规划局马村分局', person: '欧阳明德' },
  })),
};

export const feeds: Output<'feeds.status'> = {
  feeds: [
    { feed: 'gates', freshness: 'fresh', reporting: 49, due: 54, lastAt: at(2) },
    { feed: 'chargers', freshness: 'fresh', reporting: 7, due: 8, lastAt: at(1) },
    { feed: 'remote_sensing', freshness: 'stale', reporting: null, due: null, lastAt: at(47) },
    { feed: 'cameras', freshness: 'fresh', reporting: 12, due: 12, lastAt: at(1) },
    { feed: 'subsidies', freshness: 'unknown', reporting: null, due: null, lastAt: null },
    { feed: 'field', freshness: 'none', reporting: null, due: null, lastAt: null },
  ],
};

export const alarms = alarmsOf([
  alarm('w1', {}),
  alarm('w2', {
    kind: 'device_silent',
    name: '遥感 1 号线',
    facts: { minutes: 47 },
    state: 'acknowledged',
    raisedAt: at(47),
    acknowledged: { by: '李静', at: at(40) },
    assigned: { to: '王磊', by: '李静', at: at(39) },
  }),
  alarm('w3', {
    kind: 'below_target',
    name: '覃怀煤电',
    facts: { percent: 68.4, target: 80 },
    state: 'returned',
  }),
  alarm('w4', {
    kind: 'charger_fault',
    name: '九里山站',
    facts: {},
    state: 'shelved',
    shelved: { until: '2024-12-05T18:00:00+08:00', reason: '厂家换件', by: '李静' },
  }),
]);

export const explain: Output<'gates.explain'> = {
  date: DAY,
  enterprise: 'e-key_dual_high-1',
  name: '焦作怀川焦化有限公司',
  rule: {
    version: 'gate-share/1',
    zh: '出厂、放行的 H 与 Q 类货车，绿牌车次除以放行车次；同牌同门同向 120 秒内只计一次。',
    en: 'Released outbound trucks of classes H and Q: green passages of all; repeats within 120 s left out.',
    basis: '依据待核：实施方案（征求意见）二（一）',
  },
  target: { value: 80, dueOn: '2024-11-30', since: '2024-11-30', basis },
  row: gatesDay.rows[0]!,
  left: { inbound: 80, repeat: 6 },
  passages: Array.from({ length: 1200 }, (_, index) => ({
    id: `p-${index}`,
    at: isoShanghai(NOW - index * 40_000),
    gate: index % 2 ? '1' : '2',
    plate: index % 17 === 3 ? null : index % 2 ? `豫H${10000 + index}D` : `豫H7K${100 + (index % 900)}`,
    colour: index % 2 ? 'yellow_green' : 'yellow',
    vehicleType: index % 5 ? 'Q11' : null,
    outcome: index % 3 === 0 ? ('left_out' as const) : ('released' as const),
    green: index % 2 === 1,
    unread: index % 17 === 3,
    suspect: index % 40 === 7,
    unknownClass: index % 5 === 0,
    reason: index % 3 === 0 ? 'inbound' : 'counted',
    why: index % 3 === 0 ? '进厂方向，不计' : '出厂放行，计入',
  })),
};

export const gatesTrend: Output<'gates.trend'> = {
  points: trend(
    (day) => 66 + day * 0.4,
    () => null,
  ).map((point, day) => ({
    date: point.date,
    released: 1000,
    green: Math.floor((point.value ?? 0) * 10),
    percent: Math.floor((point.value ?? 0) * 10) / 10,
    target: day < 24 ? null : 80,
    day: 'final' as const,
  })),
};

export const rotating: Output<'wall.now'> = {
  mode: 'rotate',
  scene: null,
  params: {},
  hold: false,
  by: null,
  at: null,
};
