import { z } from 'zod';
import { Basis } from './basis.ts';
import { addMonths, dayOf } from './day.ts';
import { Day } from './shape.ts';

/**
 * The repeat rule of emission cases: the same pollutant above its limit so many times within so many calendar months
 * leads to punishment, and what comes before that to a reminder (DOMAIN.md 5.4: twice in six months is in use;
 * whether a pass between sets the count back is not confirmed: 依据待核, so it is configuration).
 */
export const POLLUTANTS = ['opacity', 'blackness', 'no'] as const;
export type Pollutant = (typeof POLLUTANTS)[number];

/** Fields of the reading and of its limit in remote sensing records (DOMAIN.md 5.4), by pollutant. */
const FIELDS: Record<Pollutant, { reading: string; limit: string }> = {
  opacity: { reading: 'btgdjg', limit: 'btgdxz' },
  blackness: { reading: 'lgmhd', limit: 'hdxz' },
  no: { reading: 'nojg', limit: 'noxz' },
};

/** Body of `rule.stated` under the rule `emission.repeat`. Another statement is the next version, from its day on. */
export const RepeatRuleStated = z.looseObject({
  rule: z.literal('emission.repeat'),
  from: Day,
  times: z.number().int().min(2).max(10),
  months: z.number().int().min(1).max(24),
  /** A pass of the same pollutant between two hits sets the count back. */
  passResets: z.boolean(),
  /** Limits where a record brings none: opacity in %, blackness in Ringelmann degrees, NO in ppm. */
  limits: z.partialRecord(z.enum(POLLUTANTS), z.number().positive()),
  /** Pollutants that are measured for screening and punish nobody. */
  screening: z.array(z.enum(POLLUTANTS)),
  basis: Basis,
});
export type RepeatRule = z.infer<typeof RepeatRuleStated>;

/** What is in use, unconfirmed: limits, and NO for screening (DOMAIN.md 5.4). */
export const REPEAT_SEED: RepeatRule = {
  rule: 'emission.repeat',
  from: '2017-07-27',
  times: 2,
  months: 6,
  passResets: false,
  limits: { opacity: 30, blackness: 1, no: 1500 },
  screening: ['no'],
  basis: { document: 'HJ 845-2017（限值与重复判定依据待核）', article: '依据待核', status: '征求意见' },
};

/** The version in force on a day; the seed before any. */
export function repeatRuleOn(rules: readonly RepeatRule[], day: string): RepeatRule {
  let found = REPEAT_SEED;
  for (const each of rules) if (each.from <= day && each.from >= found.from) found = each;
  return found;
}

const numberIn = (values: Record<string, unknown> | null | undefined, field: string): number | null => {
  const value = values?.[field];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
};

/** Each pollutant that a record measured, and whether it lies above its limit; a reading at the limit is a pass. */
export function measured(
  readings: Record<string, unknown> | null | undefined,
  limits: Record<string, unknown> | null | undefined,
  rule: RepeatRule,
): { pollutant: Pollutant; value: number; limit: number; over: boolean }[] {
  return POLLUTANTS.flatMap((pollutant) => {
    const { reading, limit } = FIELDS[pollutant];
    const value = numberIn(readings, reading);
    const most = numberIn(limits, limit) ?? rule.limits[pollutant];
    return value === null || most === undefined
      ? []
      : [{ pollutant, value, limit: most, over: value > most }];
  });
}

/** One measurement of one vehicle. */
export interface Measurement {
  /** The case or check that it stands in. */
  id: string;
  /** Epoch ms. */
  at: number;
  pollutant: Pollutant;
  over: boolean;
  /** A case found to be false, or returned for want of evidence, does not count. */
  counts: boolean;
}

/** The first day of so many calendar months that end with this day: 2024-11-14 and six months give 2024-05-14. */
export function monthsBack(day: string, months: number): string {
  return addMonths(day, -months);
}

export interface Repeat {
  id: string;
  pollutant: Pollutant;
  /** Which hit of its window this is, 1 for the first. */
  count: number;
  /** The hits that it stands with, earliest first, itself last. */
  with: string[];
  /**
   * `remind`: a reminder, no fine; `punish`: to the police; `screen`: a pollutant that is measured for screening;
   * `unknown`: what is known would not settle it, and part of its window is not here; the count is then the least.
   */
  leads: 'remind' | 'punish' | 'screen' | 'unknown';
}

/**
 * What each hit of one vehicle leads to, judged at its own time by what came before it: a later record never makes an
 * earlier hit worse. Pure: any order of the same measurements, any duplicates, give the same. `whole` says whether all
 * that was measured between two days is in the history: hits that are not here may make a reminder a punishment, and
 * where a pass sets the count back, a pass that is not here may make a punishment a reminder.
 */
export function repeats(
  history: readonly Measurement[],
  ruleOn: (day: string) => RepeatRule,
  whole: (since: string, day: string) => boolean = () => true,
): Repeat[] {
  const once = [...new Map(history.map((each) => [`${each.id} ${each.pollutant}`, each])).values()];
  const sorted = once
    .filter((each) => each.counts)
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const found: Repeat[] = [];
  for (const [index, hit] of sorted.entries()) {
    if (!hit.over) continue;
    const day = dayOf(hit.at);
    const rule = ruleOn(day);
    const since = monthsBack(day, rule.months);
    const standing: string[] = [];
    for (let i = index; i >= 0; i--) {
      const before = sorted[i]!;
      if (before.pollutant !== hit.pollutant) continue;
      if (dayOf(before.at) < since) break;
      if (before.over) standing.unshift(before.id);
      else if (rule.passResets) break;
    }
    const screening = rule.screening.includes(hit.pollutant);
    const judged = standing.length >= rule.times ? 'punish' : 'remind';
    const settled = (judged === 'punish' && !rule.passResets) || whole(since, day);
    const leads = screening ? 'screen' : settled ? judged : 'unknown';
    found.push({ id: hit.id, pollutant: hit.pollutant, count: standing.length, with: standing, leads });
  }
  return found;
}
