import type { AlarmKind } from './alarm.ts';
import type { FigureQuery, ProposedItem } from './contract/meetings.ts';
import type { Overview, WorkLine } from './contract/overview.ts';
import type { State } from './contract/shapes.ts';
import { groupOf } from './unit.ts';

/**
 * The agenda that the console proposes (DOMAIN.md 8): last meeting's tasks with the red ones first, the whole city, the
 * lines that are behind and of those the worsening ones first, counties in order with the last place, what is asked for a
 * decision, what was brought from the duty desk, cases past their limit, comment and read-back. An agenda is an
 * official paper, so its words are Chinese in either language of the screen.
 */
export interface Wanted {
  query: FigureQuery;
  path: string;
  label: string;
  unit: string;
}
export interface AgendaItem extends Omit<ProposedItem, 'figures'> {
  wanted: Wanted[];
}

export interface AgendaTask {
  id: string;
  text: string;
  lead: string;
  dueOn: string | null;
  state: State;
}
export interface AgendaRequest {
  proposal: string;
  name: string;
  /** What is in force now; null where nothing is yet. */
  from: number | null;
  to: number;
  unit: 'percent' | 'count';
  group: string;
  person: string;
  /** Figures that bear on it. */
  wanted: Wanted[];
}
/** A group's plan (具体方案) that waits, or a decision whose review day has come. */
export interface AgendaMatter {
  proposal: string;
  kind: 'plan' | 'review';
  name: string;
  group: string;
  person: string;
}
/** An item of the last meeting that was not reached. */
export interface AgendaRest {
  id: string;
  title: string;
  ask: AgendaItem['ask'];
  minutes: number;
  unit: string;
  person: string;
  scene: AgendaItem['scene'];
  links: AgendaItem['links'];
}
export interface AgendaAlarm {
  id: string;
  kind: AlarmKind;
  /** Whose it is, as the alarm names it: `<enterprise>/<gate>`, a station's id. */
  source: string;
  name: string;
  county: string | null;
  note: string;
}
export interface AgendaInput {
  /** What meetings handed out and has not ended. */
  tasks: readonly AgendaTask[];
  /** How many of the last meeting's have. */
  done: number;
  overview: Overview;
  requests: readonly AgendaRequest[];
  matters: readonly AgendaMatter[];
  alarms: readonly AgendaAlarm[];
  rest: readonly AgendaRest[];
}

const RED_FIRST: readonly State[] = ['overdue', 'behind', 'due', 'normal', 'none'];
export const worstState = (states: readonly State[]): State =>
  RED_FIRST.find((state) => states.includes(state)) ?? 'none';

const WORD: Record<State, string> = {
  overdue: '逾期',
  behind: '滞后',
  due: '临期',
  normal: '正常',
  none: '未判',
};

type Draft = Partial<AgendaItem> & Pick<AgendaItem, 'key' | 'section' | 'title'>;
const item = (given: Draft): AgendaItem => ({
  ...{ ask: 'hear', minutes: 5, unit: '办公室', person: '', scene: null, links: [], wanted: [] },
  ...{ state: 'none', lines: [] },
  ...given,
});
const scene = (name: string, params: Record<string, string> = {}) => ({ scene: name, params });

/** Red first, then by day: a task that nobody gave a day comes last. */
export function redFirst(tasks: readonly AgendaTask[]): AgendaTask[] {
  const day = (task: AgendaTask) => task.dueOn ?? '9999-12-31';
  return tasks.toSorted(
    (a, b) =>
      RED_FIRST.indexOf(a.state) - RED_FIRST.indexOf(b.state) ||
      (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : a.id < b.id ? -1 : 1),
  );
}

function tasksItem(tasks: readonly AgendaTask[], done: number): AgendaItem[] {
  if (tasks.length + done === 0) return [];
  const line = ({ state, text, lead, dueOn }: AgendaTask) =>
    [WORD[state], text, lead, dueOn ?? ''].filter((part) => part !== '').join('　');
  return [
    item({
      ...{ key: 'tasks', section: 'tasks', title: '上次会议交办事项办理情况' },
      state: worstState(tasks.map((task) => task.state)),
      links: tasks.map(({ id }) => ({ kind: 'action', id })),
      lines: [...redFirst(tasks).map(line), ...(done > 0 ? [`已销号 ${done} 项`] : [])],
    }),
  ];
}

const WHOLE: readonly Wanted[] = [
  {
    query: 'gates.day',
    path: 'tiers.key_dual_high.percent',
    label: '重点双高企业绿牌占比',
    unit: '%',
  },
  { query: 'gates.day', path: 'tiers.other_gated.percent', label: '其余门禁企业绿牌占比', unit: '%' },
  { query: 'goals.progress', path: 'trucks.actual', label: '新能源营运货车', unit: '辆' },
  { query: 'goals.progress', path: 'guns.actual', label: '已投运充电枪', unit: '把' },
];

const SCENE: Record<WorkLine['line'], string> = {
  source: 'gates',
  road: 'enforcement',
  emission: 'enforcement',
  subsidy: 'overview',
  facility: 'charging',
  service: 'goals',
};
const UNIT: Record<WorkLine['unit'], string> = {
  percent: '%',
  cases: '件',
  vehicles: '辆',
  days: '天',
  guns: '把',
  trucks: '辆',
  applications: '件',
};

/** Fewer is better of cases; of the others more. */
const worsens = ({ delta, unit }: WorkLine): boolean =>
  delta !== null && (unit === 'cases' || unit === 'days' ? delta > 0 : delta < 0);

/** Lines that are off their target: only deviations are reported. */
export function offTarget(lines: readonly WorkLine[]): WorkLine[] {
  const rank = (line: WorkLine) => RED_FIRST.indexOf(line.state) * 2 + (worsens(line) ? 0 : 1);
  return lines
    .filter(({ state }) => state === 'overdue' || state === 'behind')
    .toSorted((a, b) => rank(a) - rank(b));
}

function lineItem(line: WorkLine): AgendaItem {
  const { zh, lever } = groupOf(line.line);
  const named = line.laggards.map(({ name, value }) => `${name} ${value}`);
  const more = line.laggardsTotal - line.laggards.length;
  return item({
    ...{ key: `line/${line.line}`, section: 'groups', minutes: 3, unit: zh },
    title: `${zh}汇报：${lever.zh}${worsens(line) ? '，较昨变差' : ''}`,
    person: line.responsible.person ?? '',
    ...{ state: line.state, scene: scene(SCENE[line.line]) },
    lines: more > 0 ? [...named, `另 ${more}`] : named,
    wanted: [
      {
        query: 'overview.now',
        path: `lines[line=${line.line}].value`,
        label: lever.zh,
        unit: UNIT[line.unit],
      },
    ],
  });
}

/** The last places speak: those below, the worst first, three at most. */
const SPEAKING = 3;

function countiesItem({ counties }: Overview): AgendaItem[] {
  const ranked = counties.filter((county) => county.percent !== null);
  if (ranked.length === 0) return [];
  const last = ranked.filter((county) => county.below > 0).slice(0, SPEAKING);
  return [
    item({
      ...{ key: 'counties', section: 'counties', minutes: 8 },
      title: last.length ? `县市区排名与末位发言：${last.map(({ name }) => name).join('、')}` : '县市区排名',
      unit: last.map(({ name }) => name).join('、') || '办公室',
      state: worstState(ranked.map((county) => county.state)),
      scene: scene('map'),
      links: last.map(({ county }) => ({ kind: 'county', id: county })),
      lines: ranked.map(({ name, percent, below }) => `${name} ${percent}%　未达 ${below} 家`),
      wanted: last.map(({ county, name }) => ({
        query: 'overview.now',
        path: `counties[county=${county}].percent`,
        label: `${name}绿牌占比`,
        unit: '%',
      })),
    }),
  ];
}

function requestItem(request: AgendaRequest): AgendaItem {
  const { proposal, name, from, to, unit, group, person, wanted } = request;
  const amount = (value: number) => (unit === 'percent' ? `${value}%` : String(value));
  return item({
    ...{ key: `proposal/${proposal}`, section: 'matters', ask: 'decide', minutes: 10 },
    title: `审议：${name}${from === null ? '定为' : `由 ${amount(from)} 调为`} ${amount(to)}`,
    ...{ unit: group, person, wanted },
    scene: scene('goals'),
    links: [{ kind: 'proposal', id: proposal }],
  });
}

function matterItem({ proposal, kind, name, group, person }: AgendaMatter): AgendaItem {
  return item({
    ...{ key: `${kind}/${proposal}`, section: 'matters', ask: 'decide', minutes: 8, unit: group, person },
    title: kind === 'plan' ? `审议：${name}` : `复议：${name}`,
    links: [{ kind: 'proposal', id: proposal }],
  });
}

const restItem = ({ id, title, ...rest }: AgendaRest): AgendaItem =>
  item({ ...rest, key: `rest/${id}`, section: 'matters', title: title.replace(/^(顺延：)?/, '顺延：') });

/** Where an alarm's own source stands on the wall. */
function alarmScene({ kind, source, county }: AgendaAlarm): AgendaItem['scene'] {
  if (kind === 'below_target' || kind === 'gate_silent')
    return scene('gates', { enterprise: source.split('/')[0]! });
  if (kind === 'charger_fault') return scene('charging', { station: source });
  if (kind === 'charger_silent') return scene('charging');
  return kind === 'case_overdue' ? scene('enforcement', county === null ? {} : { county }) : null;
}

function alarmItem(alarm: AgendaAlarm): AgendaItem {
  const { id, name, county, note } = alarm;

  return item({
    ...{ key: `alarm/${id}`, section: 'matters', ask: 'review', minutes: 3, title: `告警处置：${name}` },
    links: [{ kind: 'alarm', id }, ...(county === null ? [] : [{ kind: 'county' as const, id: county }])],
    ...{ state: 'behind', lines: note === '' ? [] : [note], scene: alarmScene(alarm) },
  });
}

function casesItem(lines: readonly WorkLine[]): AgendaItem[] {
  const road = lines.find((line) => line.line === 'road');
  const emission = lines.find((line) => line.line === 'emission');
  const late = (road?.value ?? 0) + Number(emission?.facts.overdue ?? 0);
  if (late === 0) return [];
  return [
    item({
      ...{ key: 'cases', section: 'matters', ask: 'review', minutes: 5 },
      ...{ title: `超期案件 ${late} 件`, state: 'overdue', scene: scene('enforcement') },
      lines: (road?.laggards ?? []).map(({ name, value }) => `${name}　逾 ${value} 天`),
      wanted: [{ query: 'enforcement.board', path: 'overdue', label: '超期案件', unit: '件' }],
    }),
  ];
}

export function proposeAgenda(input: AgendaInput): AgendaItem[] {
  const { tasks, done, overview, requests, matters, alarms, rest } = input;
  return [
    ...tasksItem(tasks, done),
    item({
      ...{ key: 'whole', section: 'whole', title: '全市总体与门禁占比', minutes: 5 },
      state: worstState(overview.lines.map((line) => line.state)),
      scene: scene('overview'),
      wanted: [...WHOLE],
    }),
    ...offTarget(overview.lines).map(lineItem),
    ...countiesItem(overview),
    ...requests.map(requestItem),
    ...matters.map(matterItem),
    ...rest.map(restItem),
    ...alarms.map(alarmItem),
    ...casesItem(overview.lines),
    item({ key: 'comment', section: 'comment', title: '讲评', minutes: 6, unit: '' }),
    item({ key: 'readback', section: 'readback', title: '交办事项回读', minutes: 5 }),
  ];
}
