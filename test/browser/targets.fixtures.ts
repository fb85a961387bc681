import type { Output } from '../../domain/contract.ts';
import { COUNTIES } from '../../domain/county.ts';
import { addDays } from '../../domain/day.ts';
import type { Gated } from '../../domain/gate-table.ts';
import type { Share } from '../../domain/share.ts';
import { Proposed, SEEDS } from '../../domain/target.ts';
import { trialOf, trialOfShare } from '../../domain/what-if.ts';
import { at, basis, DAY } from './scenes.fixtures.ts';
import type { Answers } from './stand.ts';

/** The targets desk on Thursday 2024-12-05, invented enterprises: the trial is made by the rule, not by hand. */
const names: [string, string, number][] = [
  ['怀川焦化', '马村', 62],
  ['覃怀煤电', '沁阳', 68],
  ['太行云台新型建筑材料修武第二粉磨站', '修武', 71],
  ['龙源湖混凝土', '中站', 74],
  ['月山水泥', '博爱', 78],
  ['许衡碳素', '中站', 81],
  ['云台铝业', '修武', 83],
  ['孟州化工', '孟州', 84],
  ['冯封铝材', '中站', 85],
  ['丹水化工', '博爱', 87],
  ['沁北水泥', '沁阳', 88],
  ['丹河煤电', '解放', 92],
  ['王屋铸造', '沁阳', 94],
  ['太行焦化', '示范区', 96],
  ['九里煤业', '马村', -1],
];
const enterprises: Gated[] = names.map(([name, county], n) => ({
  ...{ id: `E${n}`, name: `焦作${name}有限公司`, shortName: name, tier: 'key_dual_high', gates: ['1'] },
  ...{ county: COUNTIES.find((each) => each.short === county)!.code, responsible: '赵明远' },
}));

/** Shares that wander about each enterprise's own, a day closed by snow among them. */
function sharesOn(day: string): ReadonlyMap<string, Share> {
  const n = Number(day.slice(8)) + 31 * Number(day.slice(6, 7));
  const snow = day === '2024-11-25' || day === '2024-11-26';
  return new Map(
    names.flatMap(([, , percent], at): [string, Share][] => {
      if (percent < 0) return [];
      const released = 60 + ((at * 37 + n * 11) % 90);
      const wave = ((n * (at + 3)) % 9) - 4 - (snow ? 9 : 0);
      return [[`E${at}`, { released, green: Math.floor((released * (percent + wave)) / 100) }]];
    }),
  );
}

export const body = Proposed.parse({
  ...{ target: 'gate.key_dual_high.share', value: 85, unit: 'percent', dueOn: '2024-12-31' },
  ...{ effectiveFrom: '2024-12-10', effectiveTo: '2025-01-31', scope: {}, replaces: '2024-12-31' },
  reason: '雪天高速封闭，煤炭改走国道；12 月底一步到 90% 企业换车来不及，分两步走。',
});

function trialWith(): Output<'targets.whatIf'> {
  const trial = trialOf({ seeds: SEEDS, approvals: [] }, body, DAY);
  const made = trialOfShare({
    ...{ trial, target: body.target, date: DAY, days: 30, enterprises, past: sharesOn },
    alertDays: ['2024-11-25', '2024-11-26', '2024-11-27'],
  });
  const nameOf = (code: string) => COUNTIES.find((each) => each.code === code)!.short;
  return {
    ...{ date: DAY, from: addDays(DAY, -29), days: 30, target: body.target, unit: 'percent', count: null },
    ...{ name: '重点双高企业每日放行货车绿牌占比', scope: { tier: 'key_dual_high' }, proposal: 'p1' },
    current: { value: 90, dueOn: '2024-12-31', since: '2024-12-31', basis },
    proposed: {
      ...{ value: 85, dueOn: '2024-12-31', effectiveFrom: '2024-12-10', effectiveTo: '2025-01-31' },
    },
    standsOn: trial.standsOn,
    share: {
      ...made,
      enterprises: made.enterprises.map(({ medianDay: _, ...row }) => ({
        ...row,
        countyName: nameOf(row.county),
      })),
      series: made.series.map((each) => ({
        ...each,
        day: each.date === DAY ? ('open' as const) : ('provisional' as const),
      })),
      counties: made.counties.map((each) => ({ ...each, name: nameOf(each.county) })),
    },
  };
}
export const trial = trialWith();

const SCAN = '5'.repeat(64);
type Proposals = Output<'targets.proposals'>;
type Request = Proposals['proposals'][number];
type DecisionRow = NonNullable<Request['decision']>;

const decision = (extra: Partial<DecisionRow> = {}): DecisionRow => ({
  ...{ id: 'd1', decision: 'approve', by: '周明川', rank: 'deputy', remark: '同意', amended: null },
  ...{ at: at(60), receivedOn: DAY, paper: false, record: null },
  ...extra,
});

export function request(id: string, extra: Partial<Request> = {}): Request {
  return {
    ...{ id, target: body.target, value: 85, state: 'pending', by: '赵明远', mine: false, at: at(300) },
    ...{ hash: 'a41f09c2', body: { ...body }, receipted: true, superseded: [], reviewOn: null },
    ...{ notes: [], papers: [], rivals: [], untilAlert: null },
    ...extra,
  };
}

const checked = {
  ...{ id: 'n1', kind: 'checked' as const, outcome: 'agreed' as const, by: '林海', unit: null },
  ...{ remark: '一文一事，依据齐', at: at(120), receipted: true },
};
const cosigned = {
  ...checked,
  id: 'n2',
  kind: 'cosigned' as const,
  by: '马立新',
  unit: '公安局',
  remark: '',
};

/** Open, rival, waiting to be compared, signed offline, approved, decided on paper, returned, withdrawn. */
export const requests: Proposals = {
  proposals: [
    request('p1', {
      rivals: ['p2'],
      notes: [checked, cosigned],
      body: { ...body, cosign: ['公安局', '交通运输局'] },
    }),
    request('p2', {
      ...{ value: 80, by: '马立新', rivals: ['p1'], at: at(200) },
      body: { ...body, value: 80, effectiveTo: null, untilAlert: 'al1', reason: '橙色预警期间保供' },
      untilAlert: { id: 'al1', liftedOn: null },
    }),
    request('p3', {
      ...{ target: 'guns', value: 180, state: 'signed', by: '陈国强', at: at(90), receipted: true },
      body: { target: 'guns', value: 180, unit: 'count', dueOn: '2024-12-31', replaces: '2024-12-31' },
      decision: decision({ receivedOn: null, paper: true, record: record(null) }),
      papers: [
        { ...decision({ id: 'r1', receivedOn: null, paper: true, record: record(null) }), mayConfirm: true },
      ],
    }),
    request('p4', {
      ...{ target: 'gate.other_gated.share', value: 65, state: 'approved', at: at(9000), reviewOn: DAY },
      body: { ...body, target: 'gate.other_gated.share', value: 65 },
      decision: decision({
        decision: 'amend',
        amended: { value: 66 },
        remark: '原则同意，按 66% 执行',
        receivedOn: '2024-11-29',
      }),
    }),
    request('p5', {
      state: 'returned',
      value: 75,
      decision: decision({ decision: 'return', remark: '依据不足' }),
    }),
  ],
  dueForReview: ['p4'],
  refused: [
    { id: '0193a7c1', kind: 'target.decided', reason: 'the signature does not fit' },
    { id: '0193a7c2', kind: 'target.decided', reason: 'deputy may not be a stand-in' },
  ],
};

function record(confirmedBy: string | null): NonNullable<DecisionRow['record']> {
  return { writer: '林海', confirmedBy, decidedOn: '2024-12-04', scan: SCAN, channel: '批示' };
}
/** One black pixel. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABc3UBGAAAAABJRU5ErkJggg==';

const line = (
  id: string,
  value: number,
  dueOn: string,
  inForce: boolean,
  unit: 'percent' | 'count' = 'percent',
) => ({
  ...{ id, name: id, scope: {}, value, unit, dueOn, since: dueOn, basis, inForce },
});
export const lines: Output<'targets.inForce'> = {
  targets: [
    line('gate.key_dual_high.share', 80, '2024-11-30', true),
    line('gate.key_dual_high.share', 90, '2024-12-31', false),
    line('gate.other_gated.share', 50, '2024-11-30', true),
    line('gate.other_gated.share', 70, '2024-12-31', false),
    line('trucks', 500, '2024-12-31', false, 'count'),
    line('stations', 5, '2024-12-31', false, 'count'),
    line('piles', 100, '2024-12-31', false, 'count'),
    line('guns', 200, '2024-12-31', false, 'count'),
  ],
};

const frozen = (label: string, value: number, unit: string, query: string, now: number | null) => ({
  ...{ label, value, unit, query, at: at(300), hash: 'a41f5b7e9c0d09c2', now },
});
const grounds: Output<'targets.grounds'> = {
  grounds: [
    frozen('重点双高企业每日放行货车绿牌占比', 77.6, '%', 'gates.day', 77.7),
    frozen('距现行目标差', 21, '车次', 'gates.day', 21),
    frozen('已投运充电枪', 146, '把', 'goals.progress', 146),
    frozen('晋煤南运日均入境', 2140, '辆', '人工填报', null),
  ],
};

const history: Output<'targets.history'> = {
  target: 'gate.key_dual_high.share',
  steps: [
    { from: '2024-11-30', value: 80 },
    { from: '2024-12-31', value: 85 },
    { from: '2025-02-01', value: 90 },
  ],
  lines: [
    ...[80, 90].map((value, at) => ({
      ...{ value, unit: 'percent' as const, dueOn: at ? '2024-12-31' : '2024-11-30', until: null, basis },
      ...{
        since: at ? '2024-12-31' : '2024-11-30',
        scope: {},
        proposal: null,
        decidedBy: null,
        paper: false,
      },
      ...{ reason: '', grounds: [] },
    })),
    {
      ...{
        value: 85,
        unit: 'percent',
        dueOn: '2024-12-31',
        since: '2024-12-31',
        until: '2025-01-31',
        scope: {},
      },
      basis: { document: '目标调整批准', article: 'p9', status: '正式' },
      ...{ proposal: 'p9', decidedBy: '秦怀川', paper: true, reason: '分两步到位', grounds: [] },
    },
  ],
};

const parts = (values: [string, number, number | null][]) =>
  values.map(([name, value, released]) => ({ to: name, name, value, released }));
const breakdown: Output<'targets.breakdown'> = {
  target: 'gate.key_dual_high.share',
  date: DAY,
  breakdowns: [
    {
      ...{
        id: 'b1',
        by: '赵明远',
        at: at(900),
        receipted: true,
        dueOn: '2024-12-31',
        level: 'county',
        reason: '',
      },
      parts: parts([
        ['马村', 78, 4120],
        ['沁阳', 92, 3860],
        ['修武', 88, 2410],
      ]),
      fit: { fits: false, why: 'short', total: 85.526, line: 90 },
    },
  ],
};

const phases = [
  {
    name: '摸底建账',
    from: '2024-11-01',
    to: '2024-11-15',
    measure: '门禁台账齐全',
    unit: '生态环境局',
    stands: 'over' as const,
  },
  {
    name: '逐车核对',
    from: '2024-11-16',
    to: '2024-12-31',
    measure: '出厂绿牌占比达线',
    unit: '各县市区',
    stands: 'running' as const,
  },
  {
    name: '巩固',
    from: '2025-01-01',
    to: '2025-03-31',
    measure: '连续 30 日达线',
    unit: '',
    stands: 'ahead' as const,
  },
];
const offered = {
  ...{ ...request('pl1', { by: '马立新' }), title: '路面管控具体方案', phases: phases.slice(1) },
  ...{ amended: null, writtenOn: null },
};
const versions: Output<'plans.now'>['groups'][number]['versions'] = [
  {
    ...{ number: 2, title: '源头治理具体方案', since: '2024-11-20', until: null, proposal: 'pl0' },
    ...{ by: '赵明远', reason: '逐车核对要到年底', decidedBy: '周明川', amended: true, paper: false, phases },
  },
  {
    ...{ number: 1, title: '源头治理具体方案', since: '2024-11-05', until: '2024-11-20', proposal: 'pl9' },
    ...{ by: '赵明远', reason: '', decidedBy: '秦怀川', amended: false, paper: true },
    phases: [phases[0]!, { ...phases[1]!, to: '2024-12-15' }],
  },
];
export const plans: Output<'plans.now'> = {
  date: DAY,
  groups: (
    [
      ['source', '源头治理组'],
      ['road', '路面管控组'],
      ['emission', '排放监测组'],
      ['subsidy', '政策补贴组'],
      ['facility', '基础设施组'],
      ['service', '服务保障组'],
    ] as const
  ).map(([group, name]) => ({
    ...{ group, name },
    plan:
      group === 'source'
        ? {
            ...{
              title: '源头治理具体方案',
              number: 2,
              since: '2024-11-20',
              decidedBy: '周明川',
              paper: false,
            },
            ...{ proposal: 'pl0', targets: [], phases },
          }
        : null,
    proposals: group === 'road' ? [offered] : [],
    versions: group === 'source' ? versions : [],
  })),
};

/** The source group's next version, which waits: one phase longer, one gone, one new. */
export const plansAmended: Output<'plans.now'> = {
  ...plans,
  groups: plans.groups.map((each) =>
    each.group !== 'source'
      ? each
      : {
          ...each,
          proposals: [
            {
              ...{ ...request('pl2', { by: '赵明远' }), title: '源头治理具体方案（第三版）' },
              ...{ amended: null, writtenOn: 1 },
              phases: [
                { ...phases[1]!, to: '2025-01-31', measure: '出厂绿牌占比达线，逐车留照片' },
                phases[2]!,
                {
                  ...{ name: '回头看', from: '2025-04-01', to: '2025-04-30', unit: '源头治理组' },
                  ...{ measure: '', stands: 'ahead' as const },
                },
              ],
            },
          ],
        },
  ),
};

export const deskAnswers: Answers = {
  'targets.inForce': lines,
  'targets.proposals': requests,
  'targets.whatIf': trial,
  'targets.grounds': grounds,
  'targets.history': history,
  'targets.breakdown': breakdown,
  'targets.leaders': {
    leaders: [
      { id: 'chief', name: '秦怀川', post: 'commander' },
      { id: 'deputy', name: '周明川', post: 'deputy' },
    ],
  },
  'plans.now': plans,
  'drafts.list': {
    drafts: [
      { id: 'w1', noun: 'target', at: at(30), body: { target: 'trucks', value: '450', reason: '写到一半' } },
    ],
  },
  'draft.keep': { id: 'w2', drafts: [{ id: 'w2', noun: 'target', at: at(0), body: {} }] },
  'draft.drop': { id: 'w2', drafts: [] },
  'ground.freeze': {
    grounds: [
      {
        ...{
          label: '重点双高企业每日放行货车绿牌占比',
          unit: '%',
          query: 'gates.day',
          params: { date: DAY },
        },
        ...{ path: 'tiers.key_dual_high.percent', value: 77.6, at: at(0), hash: 'a41f5b7e9c0d09c2' },
      },
    ],
  },
  'file.keep': { upload: 'u', bytes: 8, sha256: SCAN },
  'file.read': { sha256: SCAN, size: 70, part: PNG, next: null },
};
