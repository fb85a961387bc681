/** The office's desk: tasks of each week's scheduling meeting, and what becomes of them. Pure but for the client. */
import { addDays, dayOf, daysBetween, endOfDay, startOfDay } from '../domain/day.ts';
import { clockText } from '../domain/ledger/clock.ts';
import type { Entry } from '../domain/ledger/entry.ts';
import { afterWorkdays, endOfWeek, type Workdays } from '../domain/workday.ts';
import type { Line } from './http.ts';
import { personName } from './names.ts';
import { entryId } from './patrol.ts';
import { type Random, random } from './random.ts';
import { put, Rooms } from './rooms.ts';

/** Names of the two tokens: who hands out, decides and confirms is not who writes down what the units say. */
export const DESK = '办公室督查';
export const CLERK = '办公室代录';
const DAY_MS = 86_400_000;

interface Kind {
  content: string;
  measure: string;
  lead: string;
  supporting?: string[];
  county?: string;
  workdays: number;
}

const KINDS: readonly Kind[] = [
  {
    content: '完成辖区重点双高企业门禁联网核查，逐门报送缺失的过车记录',
    measure: '每道门连续三日无缺报',
    ...{ lead: 'county:410804', supporting: ['environment'], workdays: 10 },
  },
  {
    content: '南庄片区充电站临时用地手续办结',
    measure: '取得临时用地批复',
    ...{ lead: 'county:410883', supporting: ['land', 'housing'], workdays: 8 },
  },
  {
    content: '洗煤企业绿色运输合同签订情况逐家上报',
    measure: '签订率和未签名单均已报',
    ...{ lead: 'county:410822', workdays: 5 },
  },
  {
    content: '充电枪限流站点整改复测',
    measure: '复测功率不低于铭牌九成',
    ...{ lead: 'housing', supporting: ['development'], county: '410804', workdays: 7 },
  },
  {
    content: '清理禁行区已过期的通行码',
    measure: '过期码全部停用并通报车主',
    ...{ lead: 'police', supporting: ['transport'], workdays: 6 },
  },
  {
    content: '新能源重卡保险共保方案报审',
    measure: '方案经办公室会签',
    ...{ lead: 'banking', supporting: ['insurers', 'finance'], workdays: 12 },
  },
  {
    content: '摸清商砼搅拌车底数，报车型、排放阶段和所属企业',
    measure: '台账逐车有号牌和企业',
    ...{ lead: 'county:410821', supporting: ['county:410823'], workdays: 10 },
  },
  {
    content: '厂内短倒车辆新能源替代计划逐家落实',
    measure: '每家有车数和月度进度',
    ...{ lead: 'industry', workdays: 15 },
  },
  {
    content: '焦辉路夜间路检方案报备并执行首轮',
    measure: '首轮检查结果录入',
    ...{ lead: 'environment', supporting: ['police'], workdays: 6 },
  },
  {
    content: '詹店站电力报装提前介入，报供电方案时间表',
    measure: '供电方案答复函',
    ...{ lead: 'county:410823', supporting: ['development'], workdays: 9 },
  },
];
const A_WEEK = 4;
/** Tasks of so many weeks before are looked after; older ones have long been closed. */
const WEEKS = 5;

/** Mondays to Fridays: a simulated office keeps no holidays. */
export const fiveDays: Workdays = { isWorkday: (day) => daysBetween(day, endOfWeek(day)) >= 2 };

type Fate = 'prompt' | 'extended' | 'slow' | 'late' | 'silent';
const FATES: Record<Fate, number> = { prompt: 9, extended: 3, slow: 3, late: 3, silent: 2 };

/** Writes the entries of one task, each at its time. */
class Writer {
  readonly entries: Entry[] = [];
  readonly id: string;
  private readonly name: string;

  constructor(name: string, given: number) {
    this.name = name;
    this.id = entryId(given, name);
  }

  say(person: string, at: number, kind: string, body: Record<string, unknown>): string {
    const id = kind === 'created' ? this.id : entryId(at, `${this.name} ${this.entries.length}`);
    const clock = clockText({ ms: at, count: 0 }, 'city-desk');
    const by = { person, device: 'city-desk' };
    this.entries.push({ v: 1, id, kind: `action.${kind}`, subject: this.id, at: clock, by, body });
    return id;
  }
}

/** A task's way from handing out to closing, all of it: what has not come yet is left out by whoever looks. */
function task(chance: Random, seed: number, monday: string, index: number): Entry[] {
  const week = daysBetween(`${monday.slice(0, 4)}-01-01`, monday) / 7;
  const kind = KINDS[(Math.floor(week) * A_WEEK + index) % KINDS.length]!;
  const given = startOfDay(monday) + 16 * 3_600_000 + index * 60_000;
  const dueOn = afterWorkdays(fiveDays, monday, kind.workdays);
  const due = endOfDay(dueOn) - 7 * 3_600_000;
  const writer = new Writer(`${seed} task ${monday} ${index}`, given);
  const { lead: unit, ...rest } = kind;
  writer.say(DESK, given, 'created', {
    ...{
      ...rest,
      lead: unit,
      dueOn,
      number: `${monday.slice(0, 4)}-${Math.floor(week) * A_WEEK + index + 1}`,
    },
    person: personName(random(seed, 'task person', unit), new Set()),
    source: { kind: 'meeting', note: `${monday} 调度会` },
  });
  const fate = chance.weighted(FATES);
  const at = (share: number) => given + Math.round((due - given) * share);
  const received =
    given + Math.round(chance.between(fate === 'silent' ? 4 : 0.1, fate === 'silent' ? 6 : 1.5) * DAY_MS);
  writer.say(CLERK, received, 'received', { unit });
  const end = ends(writer, fate, unit, dueOn, at, chance);
  const pace = fate === 'slow' ? 0.5 : fate === 'late' ? 0.8 : 1;
  for (const share of [0.3, 0.6, 0.85]) {
    const then = Math.max(received + 3_600_000, at(share));
    const percent = Math.min(95, Math.round(share * pace * 10) * 10);
    if (fate !== 'silent' && then < end)
      writer.say(CLERK, then, 'reported', {
        unit,
        text: REPORTS[percent > 60 ? 2 : percent > 30 ? 1 : 0]!,
        percent,
      });
  }
  return writer.entries;
}

const REPORTS = ['已派专人，情况摸清', '过半，余下的在办', '主要部分已完成，待收尾'] as const;

/** Extension, closing and its confirmation. @returns when closing is asked for */
function ends(
  writer: Writer,
  fate: Fate,
  unit: string,
  dueOn: string,
  at: (share: number) => number,
  chance: Random,
): number {
  let asked = at(fate === 'prompt' ? chance.between(0.7, 0.95) : 1);
  if (fate === 'extended') {
    const request = writer.say(CLERK, at(0.75), 'extensionAsked', {
      ...{ unit, dueOn: addDays(dueOn, 7), reason: '设备到货推迟' },
    });
    const granted = chance.chance(0.7);
    writer.say(
      DESK,
      at(0.8),
      'extended',
      granted
        ? { request, granted, dueOn: addDays(dueOn, 7) }
        : { request, granted, remark: '先完成已到货部分' },
    );
    asked = at(1) + (granted ? 5 : 3) * DAY_MS;
  }
  if (fate === 'late' || fate === 'silent') asked = at(1) + chance.int(3, 9) * DAY_MS;
  if (fate === 'slow') asked = at(1) + chance.int(8, 14) * DAY_MS;
  const request = writer.say(CLERK, asked, 'closingAsked', { unit, text: '已办结，材料附后' });
  writer.say(DESK, asked + Math.round(chance.between(0.1, 1) * DAY_MS), 'confirmed', {
    request,
    result: 'confirmed',
  });
  return asked;
}

/** What is written of a week's tasks up to `now`, in the order of time. */
export function tasksOf(seed: number, monday: string, now: number): Entry[] {
  const all = Array.from({ length: A_WEEK }, (_, index) =>
    task(random(seed, 'task', monday, index), seed, monday, index),
  ).flat();
  const soFar = all.filter((entry) => Number(entry.at.slice(0, 13)) <= now);
  return soFar.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** Writes into the office's ledger what is due. */
export class TaskDesk {
  private readonly seed: number;
  private readonly rooms: Record<string, Rooms>;

  constructor(seed: number, tokens: { desk: string; clerk: string }, line: Line) {
    this.seed = seed;
    this.rooms = { [DESK]: new Rooms(tokens.desk, line), [CLERK]: new Rooms(tokens.clerk, line) };
  }

  async write(now: number): Promise<void> {
    const last = addDays(endOfWeek(dayOf(now)), -6);
    const mondays = Array.from({ length: WEEKS }, (_, week) => addDays(last, -7 * week));
    const due = mondays.flatMap((monday) => tasksOf(this.seed, monday, now));
    for (const [person, rooms] of Object.entries(this.rooms))
      put(
        await rooms.room('actions'),
        due.filter(({ by }) => by.person === person),
      );
  }
}
