import { type ColourNorm, isGreen } from './colour.ts';
import { endOfDay, hourOf, startOfDay } from './day.ts';
import type { Passage } from './passage.ts';
import { isNewEnergyForm, isTrailer, isUnread, normalise } from './plate.ts';

/**
 * 口径: the rule by which the day's green-plate share is counted, as data, so that a figure can show it and a later
 * version can stand beside it. `judge` below is version 1. The official formula is not published: 依据待核.
 */
export const GATE_RULE = {
  version: '1',
  from: '2024-11-01',
  zh: '每日放行货车绿牌占比＝绿牌放行车次÷放行车次，按企业全部门禁、按北京时间自然日计。放行车次：出厂且已放行，车辆类型为 H 类（不含 H5 低速货车）或 Q 类；车辆类型缺失时，黄牌（挂车除外）和黄绿牌计为未知车型货车；挂车号牌不计。同一号牌、同一门禁、同一方向，距上一次计数不超过 120 秒（含）的为重复过车，不计，跨零点同样适用；未识别号牌不合并，计入分母并单列。绿牌：号牌颜色为黄绿双拼、渐变绿或未分类的绿色（不含农绿），或号牌为新能源号牌式样。颜色与式样不一致的照计，列为疑似；严格占比只计非疑似绿牌。',
  en: "Share of green plates of a day = green releases / releases, over all gates of the enterprise, by day of Asia/Shanghai. Releases: out, released, vehicle class H (without low-speed H5) or Q; where the vehicle type is missing, a yellow plate (not a trailer's) or a yellow-green one counts as a truck of unknown class; a trailer plate never counts. A passage within 120 s (inclusive) of the last counted one of the same plate, gate and direction is left out, across midnight too; unread plates never merge, stay in the denominator and are shown apart. Green: colour yellow-green, gradient green or a green of no named kind (not the farm green), or a plate of new-energy form. Where colour and form disagree the passage counts so and is listed as suspect; the strict share counts green that is not suspect.",
  basis:
    '焦作市方案（征求意见稿）“每日放行货车绿牌占比”；方向、剔除和去重为本系统建议口径，依据待核，须由办公室书面确认',
} as const;

/** Two reads of one truck at one gate: the later one is left out up to and with this distance. */
const WINDOW_MS = 120_000;

/** Why a passage is left out. */
export type LeftReason =
  | 'direction'
  | 'not_released'
  | 'trailer'
  | 'class'
  | 'no_class'
  | 'duplicate'
  | 'other_day';
/** How a counted passage was counted. */
export type CountedReason = 'green_colour' | 'green_form' | 'not_green';

export type Verdict = {
  id: string;
  outcome: 'released' | 'left_out';
  reason: LeftReason | CountedReason;
  green: boolean;
  unread: boolean;
  suspect: boolean;
  unknownClass: boolean;
  /** With reason `duplicate`: the counted passage, and how many seconds this one came after it. */
  duplicateOf?: string;
  secondsAfter?: number;
};

/** [released, green, unread] of one hour. */
export type HourCell = [released: number, green: number, unread: number];

export type GateCounts = {
  released: number;
  green: number;
  unread: number;
  suspect: number;
  /** Green and not suspect. */
  strict: number;
  unknownClass: number;
  /** Released by hand on the way out, whatever the vehicle. */
  manualLifts: number;
  /** Passages of the day, every direction; equals released plus all that is left out. */
  received: number;
  receivedByGate: Record<string, number>;
  hours: HourCell[];
  left: Partial<Record<LeftReason, number>>;
  /** Epoch ms of the latest passage. */
  lastAt: number | null;
};

export type Judgement = { verdicts: Verdict[]; counts: GateCounts };

/** Which of two records of one id counts: the higher revision; of equal ones the same in any order of arrival. */
function supersedes(a: Passage, b: Passage): boolean {
  if (a.revision !== b.revision) return a.revision > b.revision;
  return a !== b && JSON.stringify(a) < JSON.stringify(b);
}

/** One passage an id, ordered by `at`, then `id`. */
function current(passages: Iterable<Passage>): Passage[] {
  const byId = new Map<string, Passage>();
  for (const passage of passages) {
    const known = byId.get(passage.id);
    if (known === undefined || supersedes(passage, known)) byId.set(passage.id, passage);
  }
  return [...byId.values()].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

const colourOfPassage = (passage: Passage): ColourNorm => passage.plateColor?.norm ?? 'UNKNOWN';

/** Why a passage is none of the population, or null where it is. The window of 120 s comes after this. */
function filtered(passage: Passage): LeftReason | null {
  if (passage.direction !== 'out') return 'direction';
  if (!passage.released) return 'not_released';
  if (passage.plate !== null && isTrailer(passage.plate)) return 'trailer';
  const type = passage.vehicleType?.trim().toUpperCase();
  if (type === undefined || type === '') {
    const colour = colourOfPassage(passage);
    return colour === 'YELLOW' || colour === 'YELLOW_GREEN' ? null : 'no_class';
  }
  const truck = type.startsWith('Q') || (type.startsWith('H') && !type.startsWith('H5'));
  return truck ? null : 'class';
}

/** How a passage of the population counts. */
function counted(passage: Passage): Verdict {
  const colour = colourOfPassage(passage);
  const unread = isUnread(passage.plate);
  const green = isGreen(colour);
  const form = !unread && isNewEnergyForm(passage.plate as string);
  // An unread plate has no form and an unknown colour says nothing: neither can disagree.
  const suspect = !unread && colour !== 'UNKNOWN' && green !== form;
  return {
    id: passage.id,
    outcome: 'released',
    reason: green ? 'green_colour' : form ? 'green_form' : 'not_green',
    green: green || form,
    unread,
    suspect,
    unknownClass: !passage.vehicleType?.trim(),
  };
}

function leftOut(passage: Passage, reason: LeftReason): Verdict {
  return {
    id: passage.id,
    outcome: 'left_out',
    reason,
    green: false,
    unread: isUnread(passage.plate),
    suspect: false,
    unknownClass: false,
  };
}

/** Plate and gate, of passages that all go out; null for an unread plate, which is never the same as another. */
const truckAtGate = (passage: Passage): string | null =>
  isUnread(passage.plate) ? null : `${normalise(passage.plate as string)}\n${passage.gate}`;

const emptyCounts = (): GateCounts => ({
  released: 0,
  green: 0,
  unread: 0,
  suspect: 0,
  strict: 0,
  unknownClass: 0,
  manualLifts: 0,
  received: 0,
  receivedByGate: {},
  hours: Array.from({ length: 24 }, (): HourCell => [0, 0, 0]),
  left: {},
  lastAt: null,
});

function add(counts: GateCounts, passage: Passage, verdict: Verdict): void {
  counts.received++;
  counts.receivedByGate[passage.gate] = (counts.receivedByGate[passage.gate] ?? 0) + 1;
  counts.lastAt = passage.at;
  if (passage.direction === 'out' && passage.released && passage.releaseMode === 'manual')
    counts.manualLifts++;
  if (verdict.outcome === 'left_out') {
    const reason = verdict.reason as LeftReason;
    counts.left[reason] = (counts.left[reason] ?? 0) + 1;
    return;
  }
  const hour = counts.hours[hourOf(passage.at)]!;
  counts.released++;
  hour[0]++;
  if (verdict.green) {
    counts.green++;
    hour[1]++;
    if (!verdict.suspect) counts.strict++;
  }
  if (verdict.unread) {
    counts.unread++;
    hour[2]++;
  }
  if (verdict.suspect) counts.suspect++;
  if (verdict.unknownClass) counts.unknownClass++;
}

/**
 * Judges one enterprise's day. `passages` come in any order, more than once, in several revisions (the highest
 * counts alone), and may hold those of the days around: an earlier one can keep the first of this day within its
 * 120 s, so give what `carriedIn` returns, or simply the whole day before. If a revision moved a passage to another
 * day, both days must be given its highest revision.
 *
 * Verdicts are one an id, by `at`, then `id`; those of other days say `other_day` and are in no count.
 */
export function judge(passages: Iterable<Passage>, { day }: { day: string }): Judgement {
  const start = startOfDay(day);
  const end = endOfDay(day);
  const counts = emptyCounts();
  const verdicts: Verdict[] = [];
  const last = new Map<string, Passage>();
  for (const passage of current(passages)) {
    // Earlier passages are judged too: they may be the last counted ones when the day begins.
    const verdict = passage.at < end ? judgeNext(passage, last) : leftOut(passage, 'other_day');
    const ofDay = passage.at >= start && passage.at < end;
    verdicts.push(ofDay ? verdict : leftOut(passage, 'other_day'));
    if (ofDay) add(counts, passage, verdict);
  }
  return { verdicts, counts };
}

/** Verdict on the next passage in order; `last` holds the last counted one of each truck at each gate. */
function judgeNext(passage: Passage, last: Map<string, Passage>): Verdict {
  const reason = filtered(passage);
  if (reason !== null) return leftOut(passage, reason);
  const key = truckAtGate(passage);
  if (key !== null) {
    const before = last.get(key);
    if (before !== undefined && passage.at - before.at <= WINDOW_MS)
      return {
        ...leftOut(passage, 'duplicate'),
        duplicateOf: before.id,
        secondsAfter: (passage.at - before.at) / 1000,
      };
    last.set(key, passage);
  }
  return counted(passage);
}

/**
 * Of an enterprise's passages before `day`, those that the window can carry over midnight: the last ones of a truck
 * at a gate, back to the first gap of more than 120 s. Judging the day with these is judging it with all of them.
 */
export function carriedIn(earlier: Iterable<Passage>, { day }: { day: string }): Passage[] {
  const start = startOfDay(day);
  const reach = new Map<string, number>();
  const carried: Passage[] = [];
  for (const passage of current(earlier).reverse()) {
    if (passage.at >= start || filtered(passage) !== null) continue;
    const key = truckAtGate(passage);
    if (key === null || passage.at < (reach.get(key) ?? start) - WINDOW_MS) continue;
    reach.set(key, passage.at);
    carried.push(passage);
  }
  return carried.reverse();
}

/** The sentence behind a verdict, for whoever opens the figure. */
export function whyOf(passage: Passage, verdict: Verdict, language: 'zh' | 'en'): string {
  const colour = colourOfPassage(passage);
  const type = passage.vehicleType ?? '';
  const say = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  switch (verdict.reason) {
    case 'direction':
      return say('进厂，不属于出厂放行', 'inbound: only releases on the way out count');
    case 'not_released':
      return say('未放行', 'not released');
    case 'trailer':
      return say('挂车号牌，不计', 'a trailer plate never counts');
    case 'class':
      return say(
        `车辆类型 ${type} 不是 H 类（不含 H5）或 Q 类`,
        `vehicle type ${type} is neither H (without H5) nor Q`,
      );
    case 'no_class':
      return say(
        `车辆类型缺失，号牌颜色（${colour}）不是黄或黄绿`,
        `vehicle type missing, and the plate colour (${colour}) is neither yellow nor yellow-green`,
      );
    case 'duplicate':
      return say(
        `与 ${verdict.duplicateOf} 同号牌同门禁同方向，晚 ${verdict.secondsAfter} 秒（120 秒内）`,
        `${verdict.secondsAfter} s after ${verdict.duplicateOf}, of the same plate, gate and direction (within 120 s)`,
      );
    case 'other_day':
      return say('不属于当日', 'belongs to another day');
    default:
      return countedWhy(verdict, colour, language);
  }
}

function countedWhy(verdict: Verdict, colour: ColourNorm, language: 'zh' | 'en'): string {
  const zh = language === 'zh';
  const parts: string[] = [];
  if (verdict.reason === 'green_colour')
    parts.push(zh ? `颜色为绿（${colour}）` : `green by colour (${colour})`);
  else if (verdict.reason === 'green_form') parts.push(zh ? '新能源号牌式样' : 'green by new-energy form');
  else parts.push(zh ? `非绿牌（${colour}）` : `not green (${colour})`);
  if (verdict.unread) parts.push(zh ? '号牌未识别' : 'plate unread');
  if (verdict.suspect)
    parts.push(
      zh
        ? `颜色（${colour}）与号牌式样不一致，疑似误读或套牌`
        : `colour (${colour}) and form disagree: suspect`,
    );
  if (verdict.unknownClass) parts.push(zh ? '车型未知' : 'vehicle class unknown');
  return parts.join(zh ? '；' : '; ');
}
