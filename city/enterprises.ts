import { startOfDay } from '../domain/day.ts';
import {
  counties,
  creditCode,
  enterpriseName,
  type Industry,
  industries,
  LONGEST_NAME,
  organisationCode,
  personName,
  signs,
} from './names.ts';
import { type Random, random } from './random.ts';
import { type TroubleRates, troubleRates } from './troubles.ts';
import { type ColourSystem, dieselTruck, greenTruck, type Truck } from './trucks.ts';

export interface Enterprise {
  /** USCC. */
  id: string;
  name: string;
  shortName: string;
  /** An invented person. */
  responsible: string;
  tier: 'key_dual_high' | 'other_gated';
  county: string;
  industry: Industry;
  gates: string[];
  /** Trucks released on an ordinary day, all gates. */
  daily: number;
  /** Green share of what it releases, 0 to 1, in high summer and in deep winter. */
  green: { summer: number; winter: number };
  /** Weight of each hour of the day. */
  curve: readonly number[];
  /** How its gates write colours, and whether they tell the kind of vehicle. */
  colours: ColourSystem;
  tellsType: boolean;
  cameras: number;
  rates: TroubleRates;
  trucks: { green: Truck[]; diesel: Truck[] };
}

/** Hours 0 to 23. Round-the-clock plants dip at the change of shift (8, 16, 24). */
const curves = {
  day: [0, 0, 0, 0, 0, 1, 3, 7, 9, 10, 10, 9, 4, 6, 9, 10, 10, 9, 7, 4, 2, 1, 0, 0],
  round: [4, 5, 5, 4, 4, 5, 6, 4, 5, 8, 8, 8, 7, 7, 8, 4, 6, 8, 8, 7, 6, 6, 5, 3],
  night: [8, 8, 7, 7, 6, 5, 3, 2, 2, 3, 3, 3, 3, 3, 3, 3, 4, 4, 5, 7, 9, 10, 10, 9],
} as const;

const keyIndustries = (Object.keys(industries) as Industry[]).filter((each) => industries[each].key);
const otherIndustries = (Object.keys(industries) as Industry[]).filter((each) => !industries[each].key);

/** `count` enterprises of a seed, over two tiers and eleven counties. The first ones stay when `count` grows. */
export function enterprises(seed: number, count: number): Enterprise[] {
  const taken = new Set<string>();
  return Array.from({ length: count }, (_, index) => enterprise(seed, index, taken));
}

function enterprise(seed: number, index: number, taken: Set<string>): Enterprise {
  const chance = random(seed, 'enterprise', index);
  // A third are 重点双高; counties take turns. The ninth lies in the 示范区, as its long name says.
  const key = index % 3 === 0;
  const county = counties[index % counties.length]!;
  const industry = chance.pick(key ? keyIndustries : otherIndustries);
  const name = index === 8 ? LONGEST_NAME : enterpriseName(chance, county, industry, taken);
  const size = Math.exp(chance.normal() * 0.6);
  const daily = Math.round(Math.max(12, Math.min(900, (key ? 210 : 70) * size)));
  const winter = winterShare(chance, key);
  const gates = Math.min(6, 1 + Math.floor(daily / 130) + (chance.chance(0.3) ? 1 : 0));
  const body = `MA9${signs(seed, 2)}${signs(index, 3)}`;
  return {
    id: creditCode(county.code, organisationCode(body)),
    name,
    shortName: name === LONGEST_NAME ? '砺岱二储运' : name.replace('有限公司', ''),
    responsible: personName(random(seed, 'responsible', index), taken),
    tier: key ? 'key_dual_high' : 'other_gated',
    county: county.code,
    industry,
    gates: Array.from({ length: gates }, (_, gate) => String(gate + 1)),
    daily,
    green: { summer: Math.max(0.03, winter - chance.between(0.15, 0.4)), winter },
    curve: curves[industry === 'coal' ? 'night' : key || chance.chance(0.2) ? 'round' : 'day'],
    colours: chance.weighted({ JTT: 55, VENDOR: 20, ETC: 15, TEXT: 10 }),
    tellsType: !chance.chance(0.15),
    cameras: 2 + chance.int(0, 2),
    rates: troubleRates(chance),
    trucks: fleet(seed, index, daily),
  };
}

/** Most come near the plan's shares (90 % and 70 % by the end of 2024); one in six lags plainly. */
function winterShare(chance: Random, key: boolean): number {
  if (chance.chance(1 / 6)) return chance.between(0.3, key ? 0.75 : 0.55);
  return Math.min(0.995, (key ? 0.93 : 0.76) + chance.normal() * 0.05);
}

/** A truck passes about twice a day, so a fleet is half the day's releases; both kinds are there for any share. */
function fleet(seed: number, index: number, daily: number): Enterprise['trucks'] {
  const chance = random(seed, 'fleet', index);
  const count = Math.ceil(daily / 2) + 2;
  return {
    green: Array.from({ length: count }, () => greenTruck(chance)),
    diesel: Array.from({ length: count }, () => dieselTruck(chance)),
  };
}

const DAY_MS = 86_400_000;

/**
 * Green share that an enterprise aims at on a day: it rises towards mid-January, the depth of the season in which
 * controls bite, and falls back towards July.
 */
export function greenShare(enterprise: Enterprise, day: string): number {
  const sinceJanuary = (startOfDay(day) - startOfDay(`${day.slice(0, 4)}-01-15`)) / DAY_MS;
  const depth = (1 + Math.cos((2 * Math.PI * sinceJanuary) / 365)) / 2;
  return enterprise.green.summer + (enterprise.green.winter - enterprise.green.summer) * depth;
}
