/** The whole simulated city of a seed: who there is, and who sends whose data. Pure. */
import { type Enterprise, enterprises } from './enterprises.ts';
import { random } from './random.ts';
import { type ChargingOperator, chargingOperators } from './stations.ts';

export interface Plan {
  seed: number;
  enterprises: Enterprise[];
  /** Firms that run gates for enterprises; each posts with a token of its own. */
  vendors: { name: string; enterprises: Enterprise[] }[];
  /** Token name of the cameras and remote sensing lines. */
  cameras: string;
  chargers: ChargingOperator[];
}

const vendorNames = ['云峤门禁', '丹砚智联', '沁澜物联', '覃珩科技', '怀屿数据', '太岱信息'];

/** A city of `count` enterprises and `stations` charging stations. */
export function plan(seed: number, count: number, stations: number): Plan {
  const all = enterprises(seed, count);
  const vendors = vendorNames.slice(0, Math.max(1, Math.ceil(count / 4))).map((name) => ({
    name,
    enterprises: [] as Enterprise[],
  }));
  for (const each of all) random(seed, 'vendor', each.id).pick(vendors).enterprises.push(each);
  return {
    seed,
    enterprises: all,
    vendors: vendors.filter((vendor) => vendor.enterprises.length > 0),
    cameras: '执法设备',
    chargers: chargingOperators(seed, stations),
  };
}
