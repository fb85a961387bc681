import { z } from 'zod';
import { ALERT_LEVELS, type Alert, alertHolds } from './alert.ts';
import { Basis } from './basis.ts';
import { dayOf, startOfDay } from './day.ts';
import { type Place, Polygon, placeIn, type Zone, zonesOf } from './road-zone.ts';
import { Day } from './shape.ts';

import { ENERGIES, SIZES, type Vehicle } from './vehicle.ts';

/**
 * Which truck may drive where and when: the city's notices on restricted roads, as dated rules with their basis.
 * Texts, dates and hours of both phases are 依据待核 (DOMAIN.md 5.1, 11.8), so the seeds carry that status and the
 * office states the real ones when it has them.
 */
const HourMinute = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'not an hour (HH:MM)');
const Hours = z.object({ from: HourMinute, to: HourMinute });

/** Body of `rule.stated` for a rule of the road. Another statement of one rule is its next version. */
export const RoadRuleStated = z.looseObject({
  rule: z.string().regex(/^road\.[A-Za-z0-9._-]{1,60}$/, 'not a road rule (road.…)'),
  name: z.string().min(1).max(200),
  phase: z.string().max(60).nullish(),
  zones: z.array(z.string().min(1).max(64)).min(1),
  from: Day,
  /** Last day, inclusive. */
  to: Day.nullish(),
  /** Empty or missing: all day. A window whose end lies before its start goes over midnight. */
  hours: z.array(Hours).nullish(),
  /** In force only while an alert of one of these levels holds. */
  alert: z.array(z.enum(ALERT_LEVELS)).min(1).nullish(),
  /** Whom it concerns; what is missing is no condition. */
  vehicles: z.looseObject({
    sizes: z.array(z.enum(SIZES)).min(1).nullish(),
    energies: z.array(z.enum(ENERGIES)).min(1).nullish(),
  }),
  /** `forbid`: nobody. `pass`: with a valid pass code (货车通行码) alone. */
  effect: z.enum(['forbid', 'pass']),
  /** The rule is taken back from `from` on. */
  withdrawn: z.boolean().nullish(),
  basis: Basis,
});
export type RoadRule = z.infer<typeof RoadRuleStated> & { entry: string | null };

/** Body of `zone.stated`. The line runs in GCJ-02 degrees; without one a place is in it by name alone. */
export const ZoneStated = z.looseObject({
  zone: z.string().min(1).max(64),
  name: z.string().min(1).max(200),
  /** The zone that this one lies in: who is here is there too. */
  within: z.string().max(64).nullish(),
  polygon: Polygon.nullish(),
  from: Day,
  to: Day.nullish(),
  withdrawn: z.boolean().nullish(),
  basis: Basis,
});

/** Body of `pass.granted`: a pass code of one plate, for zones, days and hours. */
export const PassGranted = z.looseObject({
  plate: z.string().min(1).max(32),
  code: z.string().min(1).max(64),
  zones: z.array(z.string().min(1).max(64)).min(1),
  from: Day,
  to: Day,
  hours: z.array(Hours).nullish(),
  route: z.string().max(200).nullish(),
});
export type Pass = z.infer<typeof PassGranted> & { withdrawnOn: string | null };

export interface RoadBook {
  zones: readonly Zone[];
  rules: readonly RoadRule[];
  passes: readonly Pass[];
  alerts: readonly Alert[];
}

export interface RoadQuestion {
  vehicle: Vehicle;
  place: Place;
  /** Epoch ms. */
  at: number;
}

export type RoadReason = {
  rule: string;
  name: string;
  zone: string;
  /** `forbidden`, `no_pass`, `pass_elsewhen` (a pass, not for this day or hour or zone); `open`: it cannot be said. */
  why: 'forbidden' | 'no_pass' | 'pass_elsewhen' | 'open';
  /** What is missing where it is open. */
  lacks: ('place' | 'vehicle')[];
  /** The alert that switched the rule on. */
  alert: string | null;
  basis: z.infer<typeof Basis>;
};

/** `open`: some rule may hold, and what is known of vehicle or place does not say. Never an accusation. */
export interface RoadVerdict {
  verdict: 'allowed' | 'forbidden' | 'open';
  /** What decided it; the rules that forbid first. */
  reasons: RoadReason[];
  /** The pass that allowed it. */
  pass: string | null;
}

/** Yes, no, or not to be said from what is known. */
type Maybe = 'yes' | 'no' | 'open';

function among<T>(wanted: readonly T[] | null | undefined, possible: readonly T[]): Maybe {
  if (!wanted) return 'yes';
  const hits = possible.filter((each) => wanted.includes(each)).length;
  return hits === 0 ? 'no' : hits === possible.length ? 'yes' : 'open';
}

const minuteOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

/** Whether an instant lies in one of the windows; start inclusive, end exclusive; none means always. */
export function inHours(windows: readonly z.infer<typeof Hours>[] | null | undefined, at: number): boolean {
  if (!windows?.length) return true;
  const minute = Math.floor((at - startOfDay(dayOf(at))) / 60_000);
  return windows.some(({ from, to }) => {
    const [start, end] = [minuteOf(from), minuteOf(to)];
    return start <= end ? minute >= start && minute < end : minute >= start || minute < end;
  });
}

/** Of the versions of each rule the one in force on a day: the latest `from`, of two the later stated. */
export function rulesOn(rules: readonly RoadRule[], day: string): RoadRule[] {
  const latest = new Map<string, RoadRule>();
  for (const each of rules) {
    const had = latest.get(each.rule);
    if (each.from <= day && (!had || each.from >= had.from)) latest.set(each.rule, each);
  }
  return [...latest.values()].filter((each) => !each.withdrawn && (each.to == null || day <= each.to));
}

function alertFor(rule: RoadRule, alerts: readonly Alert[], at: number): Alert | null {
  if (!rule.alert) return null;
  return alerts.find((alert) => rule.alert!.includes(alert.level) && alertHolds(alert, at)) ?? null;
}

function passFor(book: RoadBook, plate: string | null, zone: string, at: number): Pass | 'elsewhen' | null {
  const day = dayOf(at);
  const own = plate === null ? [] : book.passes.filter((each) => each.plate === plate);
  const good = own.find(
    (each) =>
      each.zones.includes(zone) &&
      each.from <= day &&
      day <= each.to &&
      (each.withdrawnOn === null || day < each.withdrawnOn) &&
      inHours(each.hours, at),
  );
  return good ?? (own.length > 0 ? 'elsewhen' : null);
}

/**
 * Whether a vehicle may be at a place at a time, and why. Pure. `plate` in normal form; null where it was not read: then
 * no pass can be looked up, and a rule that a pass would lift is open.
 */
export function judgeRoad(book: RoadBook, plate: string | null, question: RoadQuestion): RoadVerdict {
  const { vehicle, place, at } = question;
  const day = dayOf(at);
  const zones = zonesOf(book.zones, day);
  const reasons: RoadReason[] = [];
  let pass: string | null = null;
  for (const rule of rulesOn(book.rules, day)) {
    const alert = alertFor(rule, book.alerts, at);
    if ((rule.alert && !alert) || !inHours(rule.hours, at)) continue;
    const concerned = [
      among(rule.vehicles.sizes, vehicle.sizes),
      among(rule.vehicles.energies, vehicle.energies),
    ];
    if (concerned.includes('no')) continue;
    for (const zone of rule.zones) {
      const inside = placeIn(zones, zone, place);
      if (inside === 'no') continue;
      const lacks: RoadReason['lacks'] = [];
      if (inside === 'open') lacks.push('place');
      if (concerned.includes('open')) lacks.push('vehicle');
      const found = rule.effect === 'pass' ? passFor(book, plate, zone, at) : null;
      if (found !== null && found !== 'elsewhen') {
        pass = found.code;
        continue;
      }
      if (rule.effect === 'pass' && plate === null) lacks.push('vehicle');
      const why = rule.effect === 'forbid' ? 'forbidden' : found === 'elsewhen' ? 'pass_elsewhen' : 'no_pass';
      reasons.push({
        ...{ rule: rule.rule, name: rule.name, zone, lacks: [...new Set(lacks)], basis: rule.basis },
        why: lacks.length ? 'open' : why,
        alert: alert?.id ?? null,
      });
    }
  }
  reasons.sort(
    (a, b) =>
      Number(a.why === 'open') - Number(b.why === 'open') || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0),
  );
  const verdict = reasons.length === 0 ? 'allowed' : reasons[0]!.why === 'open' ? 'open' : 'forbidden';
  return { verdict, reasons, pass };
}

/**
 * Whether what an operator's camera claims (`restricted_road`) and the rules say are at odds; a clash is shown to a
 * person, and voids nothing.
 */
export function clashes(claimed: boolean, { verdict }: RoadVerdict): boolean {
  return verdict !== 'open' && claimed !== (verdict === 'forbidden');
}

const NOTICE = {
  document: '焦作市货车通行管控通告（文号、日期依据待核）',
  article: '依据待核',
  status: '征求意见',
} as const;
const PHASE_ONE = {
  document: '市环委办关于商砼搅拌车、中重型货车（含渣土车）管控的通知（依据待核）',
  article: '第一阶段（依据待核）',
  status: '征求意见',
} as const;

export const ZONES: readonly Zone[] = [
  {
    ...{
      zone: '限行区',
      name: '限行区（G207—中南路—经三路—G327—兴阳线—云台大道—焦桐线）',
      within: null,
      polygon: null,
    },
    ...{ from: '2024-11-01', to: null, basis: NOTICE, entry: null },
  },
  {
    ...{ zone: '禁行区', name: '禁行区（环线道路本身除外）', within: '限行区', polygon: null },
    ...{ from: '2024-11-01', to: null, basis: NOTICE, entry: null },
  },
];

/**
 * Phase one from 2024-11-01, phase two from 2025-07-01 (DOMAIN.md 0). The notice that is known (DOMAIN.md 5.1) may be
 * the second phase's, so its finer rules begin there; the first phase holds what the plan names.
 */
export const ROAD_SEEDS: readonly RoadRule[] = [
  {
    ...{ rule: 'road.large-fuel.inner', name: '中型、重型燃油燃气货车不得驶入禁行区', phase: '第一阶段' },
    ...{ zones: ['禁行区'], from: '2024-11-01', effect: 'forbid', basis: PHASE_ONE, entry: null },
    vehicles: { sizes: ['heavy', 'medium'], energies: ['fuel'] },
  },
  {
    ...{ rule: 'road.large-fuel.outer', name: '中型、重型燃油燃气货车凭通行码驶入限行区', phase: '第一阶段' },
    ...{ zones: ['限行区'], from: '2024-11-01', effect: 'pass', basis: PHASE_ONE, entry: null },
    vehicles: { sizes: ['heavy', 'medium'], energies: ['fuel'] },
  },
  {
    ...{ rule: 'road.light.inner', name: '轻型货车凭通行码驶入禁行区', phase: '第二阶段' },
    ...{ zones: ['禁行区'], from: '2025-07-01', effect: 'pass', basis: NOTICE, entry: null },
    vehicles: { sizes: ['light'] },
  },
  {
    ...{
      rule: 'road.large-new-energy.inner',
      name: '中型、重型新能源货车凭通行码驶入禁行区',
      phase: '第二阶段',
    },
    ...{ zones: ['禁行区'], from: '2025-07-01', effect: 'pass', basis: NOTICE, entry: null },
    vehicles: { sizes: ['heavy', 'medium'], energies: ['new_energy'] },
  },
  {
    ...{ rule: 'road.slow.inner', name: '三轮汽车、低速货车不得驶入禁行区', phase: '第二阶段' },
    ...{ zones: ['禁行区'], from: '2025-07-01', effect: 'forbid', basis: NOTICE, entry: null },
    vehicles: { sizes: ['low_speed', 'three_wheel'] },
  },
  {
    ...{
      rule: 'road.alert.large-fuel',
      name: '橙色及以上预警期间，中型、重型燃油燃气货车不得驶入',
      phase: null,
    },
    ...{ zones: ['禁行区', '限行区'], from: '2024-11-01', effect: 'forbid', entry: null },
    alert: ['orange', 'red'],
    vehicles: { sizes: ['heavy', 'medium'], energies: ['fuel'] },
    basis: { document: '重污染天气应急响应措施（依据待核）', article: '依据待核', status: '征求意见' },
  },
];
