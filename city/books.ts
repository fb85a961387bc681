/**
 * The office's books: new-energy trucks, applications for subsidies, difficulties that enterprises bring, pollution
 * alerts and production calendars. Pure but for the client.
 *
 * Not simulated: accepting, examining and paying an application, which are signed acts of three people with keys; so
 * an application lies where it was handed in, or is refused before it is accepted. The trucks registered here are not
 * those that pass the gates, and no enterprise's traffic follows its calendar.
 */
import { addDays, dayOf, isoShanghai, nextDay, startOfDay } from '../domain/day.ts';
import { documentOn } from '../domain/documents.ts';
import { clockText, readClock } from '../domain/ledger/clock.ts';
import type { Entry } from '../domain/ledger/entry.ts';
import { afterWorkdays } from '../domain/workday.ts';
import type { Enterprise } from './enterprises.ts';
import type { Line } from './http.ts';
import { personName } from './names.ts';
import { entryId } from './patrol.ts';
import { random } from './random.ts';
import { put, Rooms } from './rooms.ts';
import { fiveDays } from './tasks.ts';

/** Name of the token, which stands as the person of its entries. */
export const BOOKS = '办公室台账';
const DEVICE = 'city-books';
const MINUTE_MS = 60_000;

/** Entries of one ledger. */
export interface Page {
  document: string;
  entries: Entry[];
}

const timeOf = (entry: Entry) => readClock(entry.at).ms;
const until = (entries: readonly Entry[], now: number) => entries.filter((entry) => timeOf(entry) <= now);

function entry(kind: string, at: number, name: string, body: Entry['body'], subject?: string): Entry {
  const id = entryId(at, name);
  const by = { person: BOOKS, device: DEVICE };
  return { v: 1, id, kind, subject: subject ?? id, at: clockText({ ms: at, count: 0 }, DEVICE), by, body };
}

/** A minute of a day's office hours. */
const inHours = (day: string, share: number) =>
  startOfDay(day) + (9 * 60 + Math.floor(share * 8 * 60)) * MINUTE_MS;

/** Trucks registered on a working day from a day on: some 480 by the end of 2024 and 2000 in the year after. */
const PACE: readonly [from: string, aDay: number][] = [
  ['2024-05-06', 3.15],
  ['2025-01-01', 5.7],
  ['2026-01-01', 0.8],
];

const paceOn = (day: string) => PACE.findLast(([from]) => from <= day)?.[1] ?? 0;

/** A truck's plate by its number: no two alike below 100 000. */
function plateOf(seed: number, number: number): string {
  return `豫H${String((number * 7919 + seed) % 100_000).padStart(5, '0')}D`;
}

/** New-energy trucks registered up to a time, and the one in thirty that was struck off again. */
export function fleet(seed: number, now: number): Entry[] {
  const made: Entry[] = [];
  let number = 0;
  for (let day = PACE[0]![0]; day <= dayOf(now); day = nextDay(day)) {
    if (!fiveDays.isWorkday(day)) continue;
    const chance = random(seed, 'fleet registered', day);
    const count = Math.floor(paceOn(day) * chance.between(0.5, 1.5) + chance.next());
    for (let i = 0; i < count; i++) {
      const plate = plateOf(seed, number++);
      const name = `${seed} truck ${plate}`;
      const type = chance.weighted({ Q11: 66, H17: 22, H11: 12 });
      const registered = entry('fleet.registered', inHours(day, chance.next()), name, {
        ...{ on: day, plate, type },
      });
      made.push(registered);
      if (!chance.chance(1 / 30)) continue;
      const on = afterWorkdays(fiveDays, day, chance.int(40, 200));
      const struck = { on, reason: chance.pick(['转籍', '报废', '事故损毁']) };
      made.push(
        entry('fleet.struck', inHours(on, chance.next()), `${name} struck`, struck, registered.subject),
      );
    }
  }
  return until(made, now);
}

/** Working days of a year, up to a time. */
function* workdaysOf(year: number, now: number): Generator<string> {
  for (let day = `${year}-01-01`; day <= `${year}-12-31` && day <= dayOf(now); day = nextDay(day))
    if (fiveDays.isWorkday(day)) yield day;
}

/** Applications of a year: one or two each working day, of which one in fifteen is refused within the week. */
export function applications(seed: number, year: number, now: number): Entry[] {
  const made: Entry[] = [];
  for (const day of workdaysOf(year, now)) {
    const chance = random(seed, 'subsidy', day);
    for (let i = 0, count = chance.int(0, 3); i < count; i++) {
      const name = `${seed} subsidy ${day} ${i}`;
      const applied = entry('subsidy.applied', inHours(day, chance.next()), name, {
        ...{ for: 'truck', trucks: chance.int(1, 4), applicant: personName(chance, new Set()) },
      });
      made.push(applied);
      if (!chance.chance(1 / 15)) continue;
      const ruled = inHours(afterWorkdays(fiveDays, day, chance.int(2, 5)), chance.next());
      const body = { result: 'refused', reason: chance.pick(['材料不全', '车辆不在目录内', '重复申领']) };
      made.push(entry('subsidy.ruled', ruled, `${name} ruled`, body, applied.subject));
    }
  }
  return until(made, now);
}

/** What enterprises find hard (DOMAIN.md section 0), and what is done about it. */
const DIFFICULTIES: readonly { topic: string; text: string; done: string; workdays: number }[] = [
  {
    ...{ topic: '保险难', text: '新能源重卡商业险两家公司拒保', done: '由共保体承保' },
    workdays: 7,
  },
  {
    ...{ topic: '融资难', text: '购车贷款抵押不足，银行未批', done: '改为融资租赁，已放款' },
    workdays: 10,
  },
  {
    ...{ topic: '维修难', text: '电驱桥故障，本地无配件', done: '厂家设驻点，配件已到' },
    workdays: 5,
  },
  {
    ...{ topic: '上牌慢', text: '新车预约上牌排队超过一周', done: '走绿色通道，当日上牌' },
    workdays: 3,
  },
  {
    ...{ topic: '充电难', text: '厂区附近夜间充电排队', done: '增开夜间专用枪位' },
    workdays: 7,
  },
];

/** Difficulties of a year: about two a week; three in four are solved in time, one in eight lies. */
export function difficulties(seed: number, all: readonly Enterprise[], year: number, now: number): Entry[] {
  const made: Entry[] = [];
  for (const day of workdaysOf(year, now)) {
    const chance = random(seed, 'service', day);
    if (!chance.chance(0.4)) continue;
    const { topic, text, done, workdays } = chance.pick(DIFFICULTIES);
    const name = `${seed} service ${day}`;
    const dueOn = afterWorkdays(fiveDays, day, workdays);
    const opened = entry('service.opened', inHours(day, chance.next()), name, {
      ...{ enterprise: chance.pick(all).id, topic, text, dueOn },
    });
    made.push(opened);
    const visited = inHours(afterWorkdays(fiveDays, day, 1), chance.next());
    const visit = { text: '已上门了解，转责任单位' };
    made.push(entry('service.advanced', visited, `${name} visited`, visit, opened.subject));
    const fate = chance.weighted({ prompt: 6, late: 1, lying: 1 });
    if (fate === 'lying') continue;
    const end =
      fate === 'prompt'
        ? afterWorkdays(fiveDays, day, chance.int(2, workdays))
        : addDays(dueOn, chance.int(1, 9));
    // Later than the visit, should both fall on one day.
    const closed = Math.max(visited + 30 * MINUTE_MS, inHours(end, chance.next()));
    made.push(entry('service.closed', closed, `${name} closed`, { text: done }, opened.subject));
  }
  return until(made, now);
}

/** The alert of each November: some four days, then lifted. */
function alertOf(seed: number, year: number): Entry[] {
  const chance = random(seed, 'alert', year);
  const from = startOfDay(`${year}-11-0${chance.int(5, 9)}`) + 8 * 3_600_000;
  const level = chance.weighted({ yellow: 2, orange: 1 });
  const name = `${seed} alert ${year}`;
  const raised = entry('alert.raised', from - 12 * 3_600_000, name, {
    level,
    from: isoShanghai(from),
    response: level === 'orange' ? 'Ⅱ级响应' : 'Ⅲ级响应',
    measures: '重点企业错峰运输，国四及以下柴油货车停运（演示）',
    issuer: '重污染天气应急指挥部（演示）',
    number: `演示〔${year}〕11号`,
    area: '全市',
  });
  const at = from + chance.int(76, 110) * 3_600_000;
  const body = { at: isoShanghai(at), alert: raised.subject };
  return [raised, entry('alert.lifted', at, `${name} lifted`, body, raised.subject)];
}

/** Winter's staggered production of the first enterprises of the key tier; the last of them is overhauled before. */
function calendarsOf(seed: number, all: readonly Enterprise[], year: number): Entry[] {
  const some = all.filter(({ tier }) => tier === 'key_dual_high').slice(0, 4);
  return some.map(({ id }, index) => {
    const at = inHours(`${year}-10-12`, index / 10);
    const span =
      index === 3
        ? { plan: 'maintenance', from: `${year}-10-20`, to: `${year}-10-29` }
        : { plan: 'staggered', from: `${year}-11-15`, to: `${year + 1}-03-15` };
    return entry('calendar.stated', at, `${seed} calendar ${year} ${id}`, { enterprise: id, ...span }, id);
  });
}

/** All that is written up to a time: the fleet whole, the rest of this year and of the last. */
export function pages(seed: number, all: readonly Enterprise[], now: number): Page[] {
  const today = dayOf(now);
  const year = Number(today.slice(0, 4));
  const of = (family: 'subsidies' | 'services' | 'alerts', each: number, entries: Entry[]) => ({
    document: documentOn(family, `${each}-01-01`),
    entries: until(entries, now),
  });
  return [
    { document: documentOn('fleet', today), entries: fleet(seed, now) },
    ...[year - 1, year].flatMap((each) => [
      of('subsidies', each, applications(seed, each, now)),
      of('services', each, difficulties(seed, all, each, now)),
      of('alerts', each, [...alertOf(seed, each), ...calendarsOf(seed, all, each)]),
    ]),
  ].filter(({ entries }) => entries.length > 0);
}

/** So many entries go in one update. */
const BATCH = 500;

/** Writes into the office's ledgers what is due. */
export class BookKeeper {
  private readonly seed: number;
  private readonly enterprises: readonly Enterprise[];
  private readonly rooms: Rooms;

  constructor(seed: number, enterprises: readonly Enterprise[], token: string, line: Line) {
    this.seed = seed;
    this.enterprises = enterprises;
    this.rooms = new Rooms(token, line);
  }

  async write(now: number): Promise<void> {
    for (const { document, entries } of pages(this.seed, this.enterprises, now)) {
      const room = await this.rooms.room(document);
      for (let start = 0; start < entries.length; start += BATCH)
        put(room, entries.slice(start, start + BATCH));
    }
  }
}
