import type { CheckRow } from '../../domain/contract/checks.ts';
import type { CaseView, DeskCase } from '../../domain/contract/road.ts';
import type { Output } from '../../domain/contract.ts';
import { COUNTIES } from '../../domain/county.ts';
import { isoShanghai } from '../../domain/day.ts';
import { me as duty, NOW } from './scenes.fixtures.ts';
import type { Answers } from './stand.ts';

/** The desks of road and emissions on Thursday 2024-12-05, 14:32. */
const HOUR = 3_600_000;
const ago = (hours: number) => isoShanghai(NOW - hours * HOUR);
const notice = {
  document: '焦作市货车通行管控通告（文号、日期依据待核）',
  article: '依据待核',
  status: '征求意见',
};
const order = { document: '焦公交〔2024〕31 号', article: '第二条', status: '正式' };
/** One white pixel. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==';
export const LONG_PLACE =
  '丰收路与焦辉路交叉口东北角河南太行云台新型建筑材料（集团）股份有限公司厂区外三百米点位';

export const me: Output<'me'> = {
  ...duty,
  ...{ person: 'p-police', name: '周立群', unit: '市公安局', post: 'leader:road' },
  acts: [
    ...['case.open', 'case.advance', 'case.join', 'check.join', 'handover.results'],
    ...['pass.grant', 'pass.withdraw'],
  ],
};
export const office: Output<'me'> = {
  ...{ ...duty, name: '林海', unit: '指挥部办公室', post: 'office' },
  acts: ['zone.state', 'rule.state', 'pass.grant', 'pass.withdraw'],
};

const one = (id: string, more: Partial<DeskCase>): DeskCase => ({
  ...{ id, kind: 'restricted_road', stage: 'review', plate: '豫H6K888', place: '丰收路 3 号点位' },
  ...{ county: '410802', device: 'KK-001', capturedAt: ago(30), openedAt: ago(29), dueAt: ago(-200) },
  ...{
    overdue: false,
    holder: 'police',
    heldSince: ago(20),
    clash: false,
    verdict: 'forbidden',
    leads: null,
  },
  ...{ lacks: [], deviceKnown: true, deviceName: '丰收路卡口', twins: [], conflicts: 0 },
  ...more,
});

const late = one('c1', {
  ...{ dueAt: ago(14.6 + 48), overdue: true, lacks: ['technical_review', 'publication'], twins: ['c2'] },
  ...{ capturedAt: ago(302), openedAt: ago(301), heldSince: ago(290) },
});
const roadCases = [
  late,
  one('c2', { stage: 'clue', holder: 'environment', twins: ['c1'], heldSince: ago(29) }),
  one('c3', {
    ...{ plate: '豫H12345D', clash: true, verdict: 'allowed', stage: 'handed_to_police', place: LONG_PLACE },
  }),
  one('c4', {
    plate: null,
    deviceKnown: false,
    deviceName: null,
    verdict: 'open',
    stage: 'evidence',
    holder: 'environment',
    place: null,
  }),
];
export const desk: Output<'cases.desk'> = {
  asOf: ago(0),
  counts: { running: 4, overdue: 1, clash: 1 },
  byHolder: { environment: 2, police: 2, transport: 0, nobody: 0 },
  cases: roadCases,
  more: 0,
  area: { outside: 0, unplaced: 0 },
};

export const view: CaseView = {
  ...late,
  ...{ document: 'cases/2024-11', entry: 'c1', saved: 'here', joinedInto: null, repeats: [], conflicted: [] },
  next: ['handed_to_police', 'returned', 'false_alarm', 'handed_elsewhere', 'reminded'],
  history: [
    { stage: 'clue', at: ago(301), by: '焦作公安卡口', note: null },
    { stage: 'review', at: ago(290), by: '周立群', note: '号牌清晰，两张图' },
  ],
  refused: [{ id: 'x1', to: 'penalty', reason: 'penalty does not follow review' }],
  judged: {
    verdict: 'forbidden',
    pass: null,
    reasons: [
      {
        ...{ rule: 'road.large-fuel.inner', name: '中型、重型燃油燃气货车不得驶入禁行区', zone: '禁行区' },
        ...{ why: 'forbidden', lacks: [], alert: null },
        basis: { document: notice.document, article: notice.article, status: '征求意见' },
      },
      {
        ...{
          rule: 'road.large-fuel.outer',
          name: '中型、重型燃油燃气货车凭通行码驶入限行区',
          zone: '限行区',
        },
        ...{ why: 'no_pass', lacks: [], alert: null },
        basis: { document: order.document, article: order.article, status: '正式' },
      },
    ],
  },
  filesExpired: {},
  opened: {
    ...{ kind: 'restricted_road', plate: '豫H6K888', vehicleType: 'H11' },
    place: { name: '丰收路 3 号点位', zone: '禁行区' },
    plateColor: { system: 'JTT', code: '2' },
    media: [
      { sha256: '0'.repeat(64), kind: '车头' },
      { sha256: '1'.repeat(64), kind: 'jpg' },
    ],
    personal: { seal: '0123456789abcdef0123456789abcdef' },
  },
};

export const emission: CaseView = {
  ...view,
  ...{ id: 'e2', kind: 'emission_over_limit', stage: 'handed_to_transport', holder: 'transport' },
  ...{ judged: null, clash: null, verdict: null, leads: 'punish', lacks: ['calibration'], twins: [] },
  ...{ device: 'YG-02', place: '遥感 2 号线', overdue: false, dueAt: null, refused: [] },
  next: ['repair', 'repair_overdue', 'handed_elsewhere'],
  repeats: [
    { pollutant: 'opacity', value: 45.2, limit: 30, count: 2, with: ['e1', 'e2'], leads: 'punish' },
    { pollutant: 'no', value: 1620, limit: 1500, count: 1, with: ['e2'], leads: 'screen' },
  ],
  opened: { kind: 'emission_over_limit', plate: '豫H6K888', readings: { btgdjg: 45.2, nojg: 1620 } },
};

const { id, kind, stage, plate, place, leads, lacks, holder, heldSince, device } = emission;
export const emissionDesk: Output<'cases.desk'> = {
  ...{ asOf: ago(0), counts: { running: 2, overdue: 0, clash: 0 }, more: 0 },
  area: { outside: 0, unplaced: 0 },
  byHolder: { environment: 1, police: 0, transport: 1, nobody: 0 },
  cases: [
    one(id, {
      ...{ kind, stage, plate, place, leads, lacks, holder, heldSince, device },
      ...{ clash: null, verdict: null, dueAt: null },
    }),
    one('e3', {
      ...{ kind: 'black_smoke', stage: 'evidence', plate: '豫H7A123', place: '人民路黑烟抓拍 1 号' },
      ...{ leads: 'remind', clash: null, verdict: null, holder: 'environment', device: 'HY-01' },
    }),
  ],
};

export const rules: Output<'road.rules'> = {
  date: '2024-12-05',
  zones: [
    {
      ...{ zone: '限行区', name: '限行区（G207—中南路—经三路—G327—兴阳线—云台大道—焦桐线）', within: null },
      ...{ polygon: null, from: '2024-11-01', to: null, stated: false },
      basis: { ...notice, status: '征求意见' },
    },
    {
      ...{
        zone: '禁行区',
        name: '禁行区（环线道路本身除外）',
        within: '限行区',
        polygon: [
          [113.2, 35.2],
          [113.28, 35.21],
          [113.27, 35.26],
          [113.21, 35.25],
        ],
        from: '2024-11-01',
      },
      ...{ to: null, stated: true, basis: { ...order, status: '正式' } },
    },
  ],
  rules: [
    {
      ...{ rule: 'road.large-fuel.inner', name: '中型、重型燃油燃气货车不得驶入禁行区', phase: '第一阶段' },
      ...{ zones: ['禁行区'], from: '2024-11-01', to: null, hours: [{ from: '07:00', to: '21:00' }] },
      ...{ alert: null, sizes: ['heavy', 'medium'], energies: ['fuel'], effect: 'forbid', active: true },
      ...{ ahead: false, stated: true, by: '林海', basis: { ...order, status: '正式' } },
    },
    {
      ...{
        rule: 'road.alert.large-fuel',
        name: '橙色及以上预警期间，中型、重型燃油燃气货车不得驶入',
        phase: null,
      },
      ...{ zones: ['禁行区', '限行区'], from: '2024-11-01', to: null, hours: [], alert: ['orange', 'red'] },
      ...{ sizes: ['heavy', 'medium'], energies: ['fuel'], effect: 'forbid', active: false, ahead: false },
      ...{ stated: false, by: null, basis: { ...notice, status: '征求意见' } },
    },
    {
      ...{
        rule: 'road.light.inner',
        name: '轻型货车凭通行码驶入禁行区',
        phase: '第二阶段',
        zones: ['禁行区'],
      },
      ...{ from: '2025-07-01', to: null, hours: [], alert: null, sizes: ['light'], energies: null },
      ...{ effect: 'pass', active: false, ahead: true, stated: false, by: null },
      basis: { ...notice, status: '征求意见' },
    },
  ],
  passes: {
    ...{ valid: 1, all: 3 },
    list: [
      {
        ...{ id: 'p1', plate: '豫H6K888', code: 'T-0131', zones: ['限行区'], from: '2024-12-01' },
        ...{ to: '2024-12-31', valid: true },
      },
    ],
  },
  repeat: {
    ...{ from: '2024-12-01', times: 2, months: 6, passResets: true, screening: ['no'] },
    ...{ limits: { opacity: 25, no: 1500 } },
    basis: { ...order, status: '正式' },
  },
  refused: [{ id: 'r9', kind: 'rule.stated', reason: 'not signed' }],
};

export const handover: Output<'handover.list'> = {
  ...{ to: 'police', line: 'road', asOf: ago(0) },
  rows: ['c3', 'c7'].map((id, at) => ({
    ...{
      case: id,
      kind: 'restricted_road',
      plate: at ? null : '豫H12345D',
      colour: null,
      vehicleType: 'Q11',
    },
    ...{ capturedAt: ago(50), place: at ? '丰收路 3 号点位' : LONG_PLACE, device: 'KK-001', readings: '' },
    deviceName: at ? null : '丰收路卡口',
    ...{ media: 2, heldSince: ago(90 - at * 40), days: 3 - at },
  })),
};

export const vehicle: Output<'vehicle.history'> = {
  ...{ plate: '豫H6K888', plateClass: 'ordinary', vin: null },
  items: [
    {
      ...{ noun: 'case', id: 'e2', kind: 'emission_over_limit', at: ago(30), place: '遥感 2 号线' },
      ...{ state: 'clue', joinedInto: null, repeats: emission.repeats },
    },
    {
      ...{ noun: 'check', id: 'k1', kind: 'road', at: ago(700), place: LONG_PLACE, state: 'fit' },
      ...{ joinedInto: null, repeats: [] },
    },
  ],
  passes: rules.passes.list,
  rule: {
    ...{ times: 2, months: 6, passResets: false },
    basis: { document: 'HJ 845-2017（限值与重复判定依据待核）', article: '依据待核', status: '征求意见' },
  },
};

export const devices: Output<'devices.list'> = {
  date: '2024-12-05',
  devices: [
    {
      ...{ id: 'YG-02', name: '遥感 2 号线', kind: 'remote_sensing', county: '410811', zone: null },
      ...{ calibratedTo: '2024-11-30', legalReview: null, technicalReview: null, publishedOn: null },
      lacks: ['calibration', 'legal_review', 'technical_review', 'publication'],
    },
    {
      ...{ id: 'KK-001', name: '丰收路卡口', kind: 'camera', county: '410802', zone: '禁行区', lacks: [] },
      ...{ calibratedTo: '2025-03-31', publishedOn: '2024-10-08' },
      legalReview: { on: '2024-10-01', number: '法审〔2024〕1 号' },
      technicalReview: { on: '2024-10-02', number: '技审〔2024〕3 号' },
    },
  ],
};

const check = (id: string, more: Partial<CheckRow>): CheckRow => ({
  ...{ id, kind: 'road', result: 'fit', at: ago(20), by: '徐静波', plate: '豫H6K888', place: '李封路口' },
  ...{ county: '410803', enterprise: null, gate: null, case: null, joinedInto: null, twins: [] },
  ...{ officers: [2, 2], saved: 'office' },
  ...more,
});
const count = check('k2', {
  ...{ kind: 'gate_count', result: 'unfit', plate: null, place: '怀川焦化 1 号门', county: '410804' },
  saved: 'here',
});
export const checks: Output<'checks.list'> = {
  ...{ month: '2024-12', more: 0, area: { outside: 0, unplaced: 0 } },
  checks: [
    count,
    check('k1', { place: LONG_PLACE, officers: [1, 0], twins: ['k3'] }),
    check('k3', { twins: ['k1'] }),
  ],
};
export const countView: Output<'checks.view'> = {
  ...count,
  document: 'checks/2024-12',
  body: {
    ...{ kind: 'gate_count', result: 'unfit', counted: 41, green: 22, lifts: 3, otherGate: true },
    ...{ from: ago(22), to: ago(21), devices: ['执法记录仪 12 号'] },
    officers: [
      { name: '徐静波', certificate: '豫 H-0231' },
      { name: '王磊', certificate: '豫 H-0245' },
    ],
    record: { text: '门卫称二号门停用，现场见二号门有车进出。', party: 'refused' },
  },
  compared: {
    ...{ received: { counted: 36, green: 22 }, missing: 5, missingGreen: 0, verdict: 'fewer_received' },
  },
  notDownloaded: false,
  filesExpired: {},
  expired: null,
};

const weeks = Array.from({ length: 8 }, (_, at) => ({
  from: isoShanghai(NOW - (3 + (7 - at) * 7) * 24 * HOUR).slice(0, 10),
  to: isoShanghai(NOW + (3 - (7 - at) * 7) * 24 * HOUR).slice(0, 10),
}));
const spread = (seed: number) => weeks.map((_, at) => (seed === 0 ? 0 : (seed * 7 + at * 5) % (seed + 4)));
const row = (seed: number) => {
  const byWeek = spread(seed);
  return { byWeek, total: byWeek.reduce((sum, each) => sum + each, 0), unfit: seed === 0 ? 0 : 2 };
};
export const coverage: Output<'checks.coverage'> = {
  ...{ until: '2024-12-05', weeks, total: 214, unfit: 31, twoOfficers: { of: 180, full: 166 } },
  counties: COUNTIES.map(({ code, zh }, at) => ({ county: code, name: zh, ...row(at < 2 ? 0 : at) })),
  points: [LONG_PLACE, '李封路口', '丰收路 3 号点位'].map((point, at) => ({
    ...{ point, county: '410803', last: ago(400 - at * 150), ...row(at + 1) },
  })),
};

export const answers: Answers = {
  ...{ me, 'cases.desk': desk, 'cases.view': view, 'road.rules': rules, 'vehicle.history': vehicle },
  ...{ 'handover.list': handover, 'devices.list': devices, 'checks.list': checks, 'checks.view': countView },
  'checks.coverage': coverage,
  'road.judge': {
    ...view.judged!,
    colours: [
      { colour: 'YELLOW', verdict: 'forbidden' },
      { colour: 'BLUE', verdict: 'allowed' },
    ],
  },
  'file.read': { sha256: '0'.repeat(64), size: 68, part: PIXEL, next: null },
  'personal.open': {
    ...{ state: 'open', until: '2027-12-05' },
    personal: { kind: 'owner', name: '示例甲', phone: '139 0000 0000' },
  },
  'paper.make': { name: '移送清单.docx', mime: 'text/plain', base64: btoa('bytes') },
};

export const resultsFile: Output<'table.read'> = {
  ...{ upload: 'u1', bytes: 2 },
  table: {
    sheets: [
      {
        name: '移送清单',
        rows: [
          { row: 1, cells: ['移送清单'] },
          { row: 2, cells: ['案件编号', '处理结果', '文书编号'] },
          { row: 3, cells: ['c3', '录入告知', '焦公 1344, 1'] },
          { row: 4, cells: ['c9', '罚了'] },
          { row: 5, cells: ['c7'] },
          { row: 6, cells: ['c8', '='], flaws: { '1': 'formula' } },
        ],
      },
    ],
    hidden: [],
  },
};
