import { type ActionState, foldAction } from '../../domain/action.ts';
import {
  actionLoad,
  actionRow,
  bulletinOrder,
  countiesOf,
  countsOf,
  litAt,
  unitsOf,
  worstFirst,
} from '../../domain/action-board.ts';
import { LIGHT_RULES } from '../../domain/action-light.ts';
import type { ActionsView } from '../../domain/contract/actions.ts';
import type { Output } from '../../domain/contract.ts';
import { parseTime } from '../../domain/day.ts';
import type { Entry } from '../../domain/ledger/entry.ts';
import { workdays } from '../../replica/workdays.ts';
import { at, DAY, me as duty, NOW } from './scenes.fixtures.ts';

/** Tasks of the mocks' scene, made by the product's own fold and lights: invented people and enterprises. */
let made = 0;
const ms = (text: string) => parseTime(`2024-${text}+08:00`)!;

function entry(
  subject: string,
  when: string,
  kind: string,
  body: Record<string, unknown>,
  person = '办公室',
): Entry {
  return {
    ...{ v: 1, id: kind === 'created' ? subject : `e${++made}`, kind: `action.${kind}`, subject },
    ...{ at: `${ms(when)}-0000-d`, by: { person, device: 'd' }, body },
  };
}

interface Task {
  content: string;
  lead: string;
  person: string;
  given: string;
  dueOn: string;
  said?: (subject: string) => Entry[];
  more?: Record<string, unknown>;
}

const received = (subject: string, when: string, unit: string) =>
  entry(subject, when, 'received', { unit }, '经办');
const report = (subject: string, when: string, unit: string, text: string, percent?: number) =>
  entry(subject, when, 'reported', { unit, text, ...(percent === undefined ? {} : { percent }) }, '经办');

const LONG =
  '督促河南太行云台新型建筑材料（集团）股份有限公司修武第二水泥粉磨站完成进出厂两道门禁的车牌识别设备更换和联网，并补报十一月二十日以来缺失的过车记录';

const tasks: Task[] = [
  {
    content: '南庄充电站临时用地手续未办结，报市自然资源规划局备案',
    ...{ lead: 'county:410883', person: '高砺', given: '11-14T09:00', dueOn: '2024-11-29' },
    said: (id) => [
      received(id, '11-15T10:00', 'county:410883'),
      report(id, '11-26T16:00', 'county:410883', '村里已签意见，待乡镇盖章', 60),
    ],
    more: { supporting: ['自然资源规划局'], source: { kind: 'meeting', meeting: '11-14 调度会', item: '3' } },
  },
  {
    content: '洗煤企业绿色运输合同签订率未报',
    ...{ lead: 'county:410822', person: '薛映', given: '11-18T09:00', dueOn: '2024-12-02' },
    said: (id) => [received(id, '11-18T15:00', 'county:410822')],
    more: { source: { kind: 'instruction', by: '副指挥长', on: '2024-11-18' } },
  },
  {
    content: '九里山站限流整改复查',
    ...{ lead: '住建局', person: '崔砚', given: '11-20T09:00', dueOn: '2024-12-04' },
    said: (id) => [
      received(id, '11-20T11:00', '住建局'),
      report(id, '12-02T09:00', '住建局', '运营商已换功率模块，待复测', 80),
      entry(
        id,
        '12-03T09:00',
        'extensionAsked',
        { unit: '住建局', dueOn: '2024-12-10', reason: '复测仪器 12 月 9 日到' },
        '经办',
      ),
    ],
    more: { county: '410804', supporting: ['county:410804', '发改委'] },
  },
  {
    content: LONG,
    ...{ lead: 'county:410821', person: '郭卫国', given: '11-27T09:00', dueOn: '2024-12-18' },
    said: (id) => [
      received(id, '11-28T09:00', 'county:410821'),
      report(id, '12-04T09:00', 'county:410821', '设备已订货', 10),
    ],
  },
  {
    content: '摸清全区商砼搅拌车底数，报车型、排放阶段和所属企业',
    ...{ lead: 'county:410804', person: '刘学军', given: '11-29T09:00', dueOn: '2024-12-20' },
  },
  {
    content: '禁行区通行码清理结果报送',
    ...{ lead: '公安局', person: '郭知远', given: '11-25T09:00', dueOn: '2024-12-05' },
    said: (id) => [
      received(id, '11-25T15:00', '公安局'),
      report(id, '12-03T09:00', '公安局', '已清理过期码 214 个', 90),
    ],
  },
  {
    content: '重卡保险共保方案报指挥长',
    ...{ lead: '银保监分局', person: '喻笙', given: '11-26T09:00', dueOn: '2024-12-09' },
    said: (id) => [
      received(id, '11-26T15:00', '银保监分局'),
      report(id, '12-04T15:00', '银保监分局', '方案已会签', 95),
      entry(id, '12-05T10:00', 'closingAsked', { unit: '银保监分局', text: '方案已报' }, '喻笙'),
    ],
  },
  {
    content: '重点双高企业厂内短倒车辆新能源替代台账',
    ...{ lead: '工信局', person: '詹岚', given: '12-03T09:00', dueOn: '2024-12-27' },
    said: (id) => [received(id, '12-03T16:00', '工信局')],
  },
  {
    content: '詹店站电力报装提前介入',
    ...{ lead: 'county:410823', person: '牛宏岳', given: '12-04T09:00', dueOn: '2024-12-31' },
    said: (id) => [received(id, '12-04T10:00', 'county:410823')],
  },
  {
    content: '焦辉路夜间抽检方案',
    ...{ lead: '生态环境局', person: '沈拙', given: '11-18T09:00', dueOn: '2024-11-28' },
    said: (id) => [
      received(id, '11-18T16:00', '生态环境局'),
      entry(id, '11-27T09:00', 'closingAsked', { unit: '生态环境局', text: '方案已印发' }, '沈拙'),
      entry(id, '11-28T09:00', 'confirmed', { request: `e${made + 2}`, result: 'confirmed' }, '复核'),
    ],
  },
];

function stateOf({ content, lead, person, given, dueOn, said, more }: Task, index: number): ActionState {
  const id = `t${index + 1}`;
  const body = {
    content,
    lead,
    person,
    dueOn,
    source: { kind: 'meeting' },
    number: `2024-${index + 31}`,
    ...more,
  };
  const created = entry(id, given, 'created', body);
  const entries = said?.(id) ?? [];
  // A decision names the request before it.
  const asked = entries.findLast(({ kind }) => kind === 'action.closingAsked');
  for (const each of entries) if (each.kind === 'action.confirmed' && asked) each.body.request = asked.id;
  return foldAction([created, ...entries])!;
}

export const states = tasks.map(stateOf);
const lit = litAt(states, NOW, workdays);

export const list: Output<'actions.list'> = {
  ...{ asOf: at(1), freshness: 'fresh' },
  actions: lit
    .filter(({ state }) => !state.ended)
    .sort(worstFirst)
    .map((each) => ({
      ...actionRow(each),
      saved: each.state.id === 't7' ? 'here' : 'office',
      numberTwice: false,
    })),
};
export const listEmpty: Output<'actions.list'> = { ...list, actions: [] };

export const board: Output<'actions.board'> = {
  ...{ date: DAY, asOf: at(1), freshness: 'fresh', source: 'actions' },
  load: actionLoad(states, NOW, workdays),
  rules: LIGHT_RULES,
};
export const boardNone: Output<'actions.board'> = {
  ...board,
  asOf: null,
  freshness: 'unknown',
  source: 'none',
  load: null,
};
/** All within date and pace. */
export const boardCalm: Output<'actions.board'> = {
  ...board,
  load: actionLoad(states.slice(7), NOW, workdays),
};
/** More than a wall holds, of the longest. */
export const boardFull: Output<'actions.board'> = {
  ...board,
  source: 'board',
  freshness: 'stale',
  asOf: at(52),
  load: actionLoad(
    Array.from({ length: 30 }, (_, n) => ({
      ...states[n % 7]!,
      id: `f${n}`,
      lead: `${states[n % 7]!.lead}`,
    })),
    NOW,
    workdays,
  ),
};

const byUnit = (units: typeof board.load extends null ? never : NonNullable<typeof board.load>['units']) =>
  units
    .filter(({ total }) => total > 0)
    .sort(bulletinOrder)
    .map((each, n) => ({
      ...each,
      place: n + 1,
      donePercent: Math.floor((each.closed * 1000) / each.total) / 10,
    }));

export const weekly: Output<'actions.weekly'> = {
  ...{ from: '2024-12-02', to: '2024-12-08', asOf: at(1), freshness: 'fresh', created: 2, closed: 0 },
  counts: countsOf(lit),
  counties: byUnit(countiesOf(lit)),
  units: byUnit(unitsOf(lit).filter(({ unit }) => !unit.startsWith('county:'))),
  red: lit
    .filter(({ light }) => light.light === 'overdue')
    .sort(worstFirst)
    .map((each) => actionRow(each)),
  behind: lit
    .filter(({ light }) => light.light === 'behind')
    .sort(worstFirst)
    .map((each) => actionRow(each)),
  waiting: [
    {
      kind: 'extension',
      id: 't3',
      title: '九里山站限流整改复查',
      by: '住建局',
      since: at(2 * 1440),
      asked: '2024-12-10',
    },
    { kind: 'target', id: 'p1', title: '充电枪', by: '郭卫国', since: at(1440), asked: '240' },
  ],
};

/** One task in full: `t3` asked for more time. */
export function viewOf(id: string, more: Partial<ActionsView> = {}): ActionsView {
  const each = lit.find(({ state }) => state.id === id)!;
  const { state } = each;
  const event = (
    kind: ActionsView['events'][number]['kind'],
    over: Partial<ActionsView['events'][number]>,
  ) => ({
    ...{
      id: `v-${kind}`,
      kind,
      at: at(3 * 1440),
      by: '崔砚',
      unit: { unit: state.lead, name: actionRow(each).leadName },
    },
    ...{
      text: null,
      on: null,
      percent: null,
      evidence: [],
      granted: null,
      request: null,
      saved: 'office' as const,
      ...over,
    },
  });
  return {
    ...{ asOf: at(1), freshness: 'fresh' },
    action: {
      ...{ ...actionRow(each), measure: '限流解除，复测功率不低于铭牌九成', workdays: 10 },
      ...{
        personName: state.person,
        sourceBy: null,
        sourceOn: null,
        sourceNote: '11 月 20 日现场查看',
        meeting: null,
        meetingTitle: null,
        item: null,
      },
      createdBy: '白露',
    },
    events: [
      event('created', { at: at(15 * 1440), by: '白露', unit: null, text: state.content, on: state.givenOn }),
      event('received', { at: at(15 * 1440 - 120) }),
      event('reported', {
        text: '运营商已换功率模块，待复测',
        on: '2024-12-02',
        percent: 80,
        evidence: [{ sha256: 'a'.repeat(64), name: '九里山站换件记录.pdf' }],
      }),
      event('extensionAsked', { at: at(2 * 1440), text: '复测仪器 12 月 9 日到', on: '2024-12-10' }),
    ],
    ...{ conflicts: [], refused: [], may: ['decide', 'report', 'close', 'drop'], shut: [] },
    ...more,
  };
}

export const office: Output<'me'> = {
  ...duty,
  ...{ person: 'p-bai', name: '白露', unit: '指挥部办公室', post: 'office' },
  acts: ['create', 'receive', 'report', 'extend', 'decide', 'close', 'confirm', 'drop'].map(
    (act) => `action.${act}`,
  ),
};
export const county: Output<'me'> = {
  ...office,
  ...{ person: 'p-liu', name: '刘学军', unit: '马村区', post: 'county:410804' },
  acts: ['receive', 'report', 'extend', 'close'].map((act) => `action.${act}`),
};
export const due: Output<'actions.due'> = { dueOn: '2024-12-19' };

export const answers = {
  'actions.list': list,
  'actions.board': board,
  'actions.view': viewOf('t3'),
  'actions.weekly': weekly,
  'actions.due': due,
  'file.keep': { upload: 'u1', bytes: 3, sha256: 'b'.repeat(64) },
  'file.read': { sha256: 'a'.repeat(64), size: 3, part: 'YWJj', next: null },
  me: office,
};
