import type { AlarmRow } from '../../domain/contract/operations.ts';
import type { Output } from '../../domain/contract.ts';
import { COUNTIES } from '../../domain/county.ts';
import { addDays, isoShanghai, parseTime } from '../../domain/day.ts';

/** Thursday 2024-12-05 14:32, invented enterprises and people: the scene of the mocks. */
export const NOW = parseTime('2024-12-05T14:32:00+08:00')!;
export const DAY = '2024-12-05';
export const at = (minutesAgo: number): string => isoShanghai(NOW - minutesAgo * 60_000);

/** A number from 0 to 1 that looks like chance and is the same every time. */
export function chance(seed: number): number {
  const value = Math.sin(seed * 12.9898 + 4.1) * 43_758.5453;
  return value - Math.floor(value);
}

/** A masked plate as walls see them: every other one of eight places, new energy. */
const maskedPlate = (index: number): string =>
  index % 2
    ? `豫H·${10 + ((index * 7) % 90)}**${index % 10}D`
    : `豫H·${(index * 3 + 1) % 10}**${10 + ((index * 37) % 90)}`;

type Chargers = Output<'chargers.now'>;
type Station = Chargers['stations'][number];
type Status = Station['connectors'][number]['status'];

/** A station of which each letter is a gun: Idle, Plugged, Charging, Reserved, Fault, Offline, Unknown; small: stale. */
export function station(
  id: number,
  name: string,
  countyName: string,
  operator: string,
  guns: string,
  extra: Partial<Station> = {},
): Station {
  const of: Record<string, Status> = {
    i: 'idle',
    p: 'plugged',
    c: 'charging',
    r: 'reserved',
    f: 'fault',
    o: 'offline',
    u: 'unknown',
  };
  const connectors = [...guns].map((letter, index) => ({
    id: `${id}-${index}`,
    name: `${index + 1}`,
    pile: `${id}-${index >> 1}`,
    status: of[letter.toLowerCase()] ?? 'unknown',
    since: letter === 'U' ? null : at(40 + index * 7),
    reportedAt: letter === 'U' ? null : letter === letter.toLowerCase() ? at(52) : at(1),
    stale: letter === letter.toLowerCase(),
  }));
  const counts = sum(connectors);
  const usable = counts.idle + counts.plugged + counts.charging + counts.reserved;
  return {
    station: `st-${id}`,
    name,
    county: '410800',
    countyName,
    operator,
    counts,
    connectors,
    freshness: 'fresh',
    reportedAt: at(1),
    utilisation: usable === 0 ? null : Math.floor((counts.charging * 100) / usable),
    kwhToday: 900 + guns.length * 331,
    order: id,
    ...extra,
  };
}

function sum(connectors: Station['connectors']): Station['counts'] {
  const counts = {
    stations: 1,
    piles: new Set(connectors.map((gun) => gun.pile)).size,
    guns: connectors.length,
    offline: 0,
    idle: 0,
    plugged: 0,
    charging: 0,
    reserved: 0,
    fault: 0,
    stale: 0,
    unknown: 0,
  };
  for (const gun of connectors) {
    counts[gun.status]++;
    if (gun.stale) counts.stale++;
  }
  return counts;
}

export function chargersOf(stations: Station[]): Chargers {
  const totals = sum(stations.flatMap((each) => each.connectors));
  return { asOf: at(1), totals: { ...totals, stations: stations.length }, stations };
}

export const chargers = chargersOf([
  station(1, '九里山重卡充电站', '马村', '怀庆能源', 'FFCCCCPPIIIIIIIIIIOO'),
  station(2, '河南太行云台新型建筑材料产业园综合能源补给站', '修武', '云台绿电', 'FCCCPIIIIIIIIIII'),
  station(3, '西虢物流园站', '孟州', '孟津渡新能源', 'ccccpiiiiiiiiiii', {
    freshness: 'stale',
    reportedAt: at(52),
  }),
  station(4, '丹河货运站', '沁阳', '怀庆能源', 'UUUUUUUUUUUU', {
    freshness: 'none',
    reportedAt: null,
    kwhToday: null,
    utilisation: null,
  }),
  station(5, '谢旗营枢纽站', '武陟', '木栾能源', 'OOOCCCPPIIIIIIIIII'),
  station(6, '月山站', '博爱', '怀庆能源', 'CCCCCCPPRIIIIIII'),
  station(7, '李封煤场站', '中站', '王封电服', `${'C'.repeat(14)}${'P'.repeat(6)}${'I'.repeat(12)}`),
  station(8, '番田站', '温县', '木栾能源', 'CCCCPPIIIIIIIIII'),
  station(9, '中原路站', '山阳', '王封电服', 'CCCPIIIIIIII'),
  station(10, '新河站', '示范区', '云台绿电', 'CCCCCRPIIIII'),
]);

export const load: Output<'chargers.load'> = {
  date: DAY,
  samples: Array.from({ length: 96 }, (_, quarter) => {
    if (quarter > 58 || (quarter >= 21 && quarter <= 24)) return null;
    const charging = Math.round(38 + 30 * Math.sin((quarter - 22) / 11) + chance(quarter) * 8);
    const fault = quarter > 50 ? 3 : 1;
    const offline = quarter > 44 ? 5 : 0;
    const plugged = 8 + Math.round(chance(quarter + 200) * 6);
    return [charging, plugged, 170 - charging - plugged - fault - offline, fault, offline] as [
      number,
      number,
      number,
      number,
      number,
    ];
  }),
};

type Board = Output<'enforcement.board'>;
const kinds = ['restricted_road', 'emission_over_limit', 'black_smoke'];
const places = [
  '李封路口',
  '焦辉路 G207 南向北',
  '丰收路普济路口',
  '中原路东海大道交叉口南向北第二车道',
  '木栾大道',
];

export const board: Board = {
  asOf: at(1),
  source: 'cases',
  freshness: 'fresh',
  running: 74,
  overdue: 3,
  dueSoon: 4,
  today: 6,
  byKindStage: {
    restricted_road: { clue: 6, evidence: 4, review: 14, handed_to_police: 3, entered: 5, penalty: 2 },
    emission_over_limit: {
      clue: 2,
      evidence: 5,
      review: 6,
      handed_to_police: 4,
      handed_to_transport: 3,
      repair: 9,
      recheck: 2,
    },
    black_smoke: { clue: 1, review: 3, penalty: 2, repair: 3 },
  },
  cases: Array.from({ length: 60 }, (_, index) => ({
    id: `case-${String(index).padStart(2, '0')}`,
    kind: kinds[index % 3]!,
    stage: ['review', 'evidence', 'clue', 'repair', 'handed_to_police'][index % 5]!,
    plate: index === 7 ? null : maskedPlate(index),
    place: places[index % 5]!,
    openedAt: at(index < 3 ? 17_280 - index * 1440 : 20 + index * 95),
    capturedAt: at(index < 3 ? 17_300 - index * 1440 : 22 + index * 95),
    dueAt: index < 3 ? at(1440 * (3 - index)) : isoShanghai(NOW + (index - 2) * 86_400_000 * 0.9),
    overdue: index < 3,
    overdueDays: index < 3 ? 3 - index : 0,
    county: ['410803', '410804', '410811', '410802', '410823'][index % 5]!,
    device: null,
  })),
  trend: Array.from({ length: 30 }, (_, index) => ({
    date: addDays(DAY, index - 29),
    opened: 2 + Math.floor(chance(index) * 9),
    overdue: index > 26 ? index - 26 : 0,
  })),
  checks: {
    ...{ month: 118, unfit: 9 },
    coverage: {
      weeks: ['2024-11-11', '2024-11-18', '2024-11-25', '2024-12-02'],
      counties: COUNTIES.slice(2).map(({ code }, index) => ({ county: code, byWeek: [3, index, 5, 2] })),
      points: [{ point: '李封路口', last: '2024-11-13', byWeek: [2, 0, 0, 0] }],
    },
  },
};

export const boardMissing: Board = {
  ...board,
  source: 'none',
  freshness: 'unknown',
  asOf: null,
  running: 0,
  overdue: 0,
  dueSoon: 0,
  today: 0,
  byKindStage: {},
  cases: [],
  trend: [],
  checks: null,
};

export const basis = { document: '焦作市绿色运输实施方案', article: '二（一）', status: '征求意见' };
function goal(
  actual: number | null,
  target: number,
  extra: Partial<Output<'goals.progress'>['trucks']>,
): Output<'goals.progress'>['trucks'] {
  return {
    actual,
    goal: target,
    upper: null,
    due: '2024-12-31',
    neededPerDay: actual === null ? null : Math.ceil(((target - actual) * 10) / 26) / 10,
    state: actual === null ? 'none' : 'normal',
    asOf: actual === null ? null : at(4),
    trend:
      actual === null
        ? []
        : Array.from({ length: 30 }, (_, index) => ({
            date: addDays(DAY, index - 29),
            value: Math.round(
              actual - (29 - index - chance(index) * 0.9 * Math.sign(29 - index)) * (actual / 90),
            ),
          })),
    next: null,
    basis,
    source: actual === null ? 'none' : 'chargers',
    ...extra,
  };
}

export const goals: Output<'goals.progress'> = {
  date: DAY,
  trucks: goal(463, 500, { next: { goal: 2000, due: '2025-12-31' }, source: 'fleet', asOf: at(392) }),
  stations: goal(4, 5, { upper: 10, state: 'due' }),
  piles: goal(73, 100, { state: 'behind' }),
  guns: goal(146, 200, { state: 'behind' }),
};

export const goalsUnknown: Output<'goals.progress'> = {
  ...goals,
  trucks: goal(null, 500, { next: { goal: 2000, due: '2025-12-31' } }),
};

const tier = (percent: number, target: number, next: number, short: number, state: 'behind' | 'normal') => ({
  released: 1000,
  green: Math.floor(percent * 10),
  target,
  met: 8,
  below: 6,
  percent,
  tripsShort: short,
  next: { value: next, dueOn: '2024-12-31', tripsShort: 59 },
  enterprises: 14,
  yesterday: percent + 1.2,
  state,
  targetRef: { value: target, dueOn: '2024-11-30', since: '2024-11-30', basis },
});

export const gates: Output<'gates.day'> = {
  date: DAY,
  asOf: at(2),
  rows: [],
  tiers: {
    key_dual_high: tier(77.7, 80, 90, 21, 'behind'),
    other_gated: tier(59.1, 50, 70, 0, 'normal'),
  },
  counties: [],
  coverage: { gatesDue: 54, gatesReporting: 49, declared: null, received: 2212 },
};

export const targets: Output<'targets.inForce'> = {
  targets: [
    {
      id: 'gate.key_dual_high.share',
      name: '重点双高绿牌占比',
      scope: { tier: 'key_dual_high' },
      value: 90,
      unit: 'percent',
      dueOn: '2024-12-31',
      since: '2024-12-31',
      basis,
      inForce: false,
    },
  ],
};

export const proposals: Output<'targets.proposals'> = {
  proposals: [
    {
      id: 'p1',
      target: 'gate.key_dual_high.share',
      value: 85,
      state: 'pending',
      by: '赵明远',
      at: at(300),
      body: {
        target: 'gate.key_dual_high.share',
        value: 85,
        unit: 'percent',
        dueOn: '2024-12-31',
        effectiveFrom: '2024-12-10',
        replaces: '2024-12-31',
      },
      receipted: true,
      superseded: [],
      ...{
        mine: false,
        hash: 'a41f09c2',
        reviewOn: null,
        notes: [],
        papers: [],
        rivals: [],
        untilAlert: null,
      },
    },
  ],
  dueForReview: [],
  refused: [],
};

export function alarm(id: string, extra: Partial<AlarmRow>): AlarmRow {
  return {
    id,
    kind: 'gate_silent',
    priority: 'high',
    source: 'gate-1',
    name: '怀川焦化',
    county: '马村',
    facts: { gate: '2', minutes: 11 },
    state: 'unacknowledged',
    raisedAt: at(11),
    returnedAt: null,
    acknowledged: null,
    assigned: null,
    shelved: null,
    calls: 0,
    ...extra,
  };
}

export function alarmsOf(
  alarms: AlarmRow[],
  extra: Partial<Output<'alarms.now'>> = {},
): Output<'alarms.now'> {
  const count = (state: AlarmRow['state']) => alarms.filter((each) => each.state === state).length;
  return {
    asOf: at(0),
    source: 'duty',
    alarms,
    counts: {
      unacknowledged: count('unacknowledged'),
      acknowledged: count('acknowledged'),
      returned: count('returned'),
      shelved: count('shelved'),
    },
    flood: false,
    quiet: false,
    ...extra,
  };
}

export const alarms = alarmsOf([
  alarm('a1', {}),
  alarm('a2', {
    kind: 'charger_fault',
    priority: 'medium',
    name: '九里山重卡充电站',
    facts: { guns: 2, minutes: 85 },
    raisedAt: at(85),
  }),
  alarm('a3', {
    kind: 'device_silent',
    name: '遥感 1 号线',
    state: 'acknowledged',
    facts: { minutes: 47 },
    raisedAt: at(47),
    acknowledged: { by: '李静', at: at(40) },
    assigned: { to: '王磊', by: '李静', at: at(38) },
    calls: 1,
  }),
  alarm('a4', {
    kind: 'below_target',
    name: '覃怀煤电',
    priority: 'medium',
    facts: { percent: 68.4, target: 80 },
    state: 'acknowledged',
    raisedAt: at(150),
    acknowledged: { by: '李静', at: at(140) },
  }),
  alarm('a5', {
    kind: 'charger_silent',
    name: '西虢物流园站',
    priority: 'medium',
    facts: { minutes: 20 },
    state: 'returned',
    raisedAt: at(200),
    returnedAt: at(90),
  }),
  alarm('a6', {
    kind: 'clock_off',
    name: '月山水泥 1 号门',
    priority: 'low',
    facts: { seconds: 420 },
    state: 'shelved',
    raisedAt: at(600),
    shelved: { until: isoShanghai(NOW + 12_480_000), reason: '厂家 18:00 前上门校时', by: '李静' },
  }),
  alarm('a7', {
    kind: 'case_overdue',
    name: '李封路口闯禁',
    priority: 'medium',
    facts: { days: 2 },
    state: 'normal',
    raisedAt: at(900),
    returnedAt: at(30),
  }),
]);

export const me: Output<'me'> = {
  person: 'p-duty',
  name: '李静',
  unit: '指挥部办公室',
  post: 'duty',
  device: 'd1',
  unlocked: true,
  demo: true,
  readOnly: false,
  acts: [
    'alarm.acknowledge',
    'alarm.assign',
    'alarm.shelve',
    'alarm.unshelve',
    'alarm.nominate',
    'duty.call',
    'duty.handover',
    'wall.send',
  ],
};

export const log: Output<'duty.log'> = {
  shift: { person: '李静', since: '2024-12-05T08:00:00+08:00', note: '' },
  entries: [
    {
      id: 'l3',
      kind: 'duty.called',
      at: at(36),
      by: '李静',
      alarm: 'a3',
      text: '打给设备厂家：1 号线断电，答复 16:00 前到场',
      saved: 'here',
    },
    {
      id: 'l2',
      kind: 'alarm.assigned',
      at: at(38),
      by: '李静',
      alarm: 'a3',
      text: '交王磊',
      saved: 'office',
    },
    { id: 'l1', kind: 'alarm.acknowledged', at: at(40), by: '李静', alarm: 'a3', text: '', saved: 'office' },
    {
      id: 'l0',
      kind: 'duty.handedOver',
      at: at(392),
      by: '周立群',
      alarm: null,
      text: '交李静：西虢站昨夜断网，厂家今日上门',
      saved: 'office',
    },
  ],
};

export const wall: Output<'wall.now'> = {
  mode: 'sent',
  scene: 'gates',
  params: {},
  hold: true,
  by: '李静',
  at: at(2),
};

export const sync: Output<'sync.status'> = {
  server: 'http://127.0.0.1:7411',
  connected: true,
  epoch: 'e1',
  lastSync: at(0),
  trouble: null,
  waiting: 1,
  waitingSince: at(36),
  quarantined: 0,
  quarantine: [],
  carried: [],
  newer: 0,
  documents: [],
};

export const syncAway: Output<'sync.status'> = {
  ...sync,
  connected: false,
  trouble: 'unreachable',
  lastSync: at(112),
  waiting: 3,
  waitingSince: at(112),
};

/** An overview that says nothing but the alert: what its band does to a scene below it. */
export const overviewAlert: Output<'overview.now'> = {
  date: DAY,
  now: at(0),
  asOf: at(0),
  lines: [],
  counties: [],
  unplaced: 0,
  daysToGoal: 26,
  alert: {
    id: 'alert-1',
    level: 'orange',
    response: 'II',
    from: at(152),
    until: isoShanghai(NOW + 57 * 3_600_000),
    measures: '中重型柴油货车禁入建成区，渣土、砂石车停运，绿牌目标不变',
  },
};

/** The signing key of this console: open, and certified by the office. */
export const key: Output<'key.state'> = {
  state: 'unlocked',
  standing: 'certified',
  key: '5a1c09d2e7b34f86',
  root: 'c0ffee0011223344',
  office: 'c0ffee0011223344',
  device: 'd1',
  triesLeft: 5,
  waitUntil: null,
  idleMinutes: 15,
};
