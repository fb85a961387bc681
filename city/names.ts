/** Names of the simulated city. Enterprises and persons are invented; counties and towns are Jiaozuo's own. */
import type { Random } from './random.ts';

export interface County {
  /** GB/T 2260; 410871 is a statistical code. */
  code: string;
  name: string;
  short: string;
  /** Seat, GCJ-02. */
  lon: number;
  lat: number;
  towns: readonly string[];
}

/** DOMAIN.md section 9. */
export const counties: readonly County[] = [
  { code: '410802', name: '解放区', short: '解放', lon: 113.2308, lat: 35.2403, towns: ['上白作', '王褚'] },
  {
    code: '410803',
    name: '中站区',
    short: '中站',
    lon: 113.1829,
    lat: 35.2368,
    towns: ['李封', '许衡', '龙翔'],
  },
  {
    code: '410804',
    name: '马村区',
    short: '马村',
    lon: 113.3223,
    lat: 35.2561,
    towns: ['九里山', '待王', '演马'],
  },
  { code: '410811', name: '山阳区', short: '山阳', lon: 113.2549, lat: 35.2145, towns: ['中星', '百间房'] },
  {
    code: '410821',
    name: '修武县',
    short: '修武',
    lon: 113.4478,
    lat: 35.2235,
    towns: ['七贤', '周庄', '郇封'],
  },
  {
    code: '410822',
    name: '博爱县',
    short: '博爱',
    lon: 113.0644,
    lat: 35.171,
    towns: ['柏山', '月山', '寨豁'],
  },
  {
    code: '410823',
    name: '武陟县',
    short: '武陟',
    lon: 113.4017,
    lat: 35.0994,
    towns: ['詹店', '西陶', '大封', '乔庙', '谢旗营'],
  },
  {
    code: '410825',
    name: '温县',
    short: '温县',
    lon: 113.0805,
    lat: 34.9402,
    towns: ['祥云', '番田', '赵堡'],
  },
  {
    code: '410871',
    name: '城乡一体化示范区',
    short: '示范区',
    lon: 113.27,
    lat: 35.18,
    towns: ['文昌', '苏家作'],
  },
  {
    code: '410882',
    name: '沁阳市',
    short: '沁阳',
    lon: 112.9507,
    lat: 35.0875,
    towns: ['西向', '西万', '柏香', '紫陵', '常平'],
  },
  {
    code: '410883',
    name: '孟州市',
    short: '孟州',
    lon: 112.7914,
    lat: 34.9073,
    towns: ['西虢', '南庄', '化工'],
  },
];

export type Industry = keyof typeof industries;

/** What a plant of each line is called, what it takes in and sends out, and whether it is 重点双高 (the plan, 源头治理). */
export const industries = {
  power: {
    key: true,
    words: ['热电', '发电'],
    inward: ['动力煤', '石灰石粉'],
    outward: ['粉煤灰', '脱硫石膏'],
  },
  coal: { key: true, words: ['煤业', '洗选煤'], inward: ['原煤'], outward: ['精煤', '原煤', '煤矸石'] },
  coke: { key: true, words: ['焦化'], inward: ['焦煤'], outward: ['焦炭', '焦油'] },
  steel: {
    key: true,
    words: ['特钢', '铸管'],
    inward: ['铁精粉', '焦炭', '废钢'],
    outward: ['钢材', '水渣'],
  },
  cement: {
    key: true,
    words: ['水泥', '建材'],
    inward: ['石灰石', '熟料'],
    outward: ['散装水泥', '袋装水泥'],
  },
  aluminium: {
    key: true,
    words: ['铝业', '氧化铝'],
    inward: ['铝土矿', '液碱'],
    outward: ['铝锭', '氧化铝'],
  },
  carbon: { key: false, words: ['炭素', '碳材料'], inward: ['石油焦', '沥青'], outward: ['阳极块'] },
  chemical: { key: false, words: ['化工', '新材料'], inward: ['硫磺', '纯碱'], outward: ['钛白粉', '磷酸'] },
  tyre: { key: false, words: ['轮胎', '橡胶'], inward: ['炭黑', '天然胶'], outward: ['轮胎'] },
  glass: { key: false, words: ['玻璃', '陶瓷'], inward: ['石英砂', '纯碱'], outward: ['平板玻璃', '瓷砖'] },
  refractory: { key: false, words: ['耐材', '刚玉'], inward: ['铝矾土'], outward: ['耐火砖'] },
  concrete: { key: false, words: ['商砼', '混凝土'], inward: ['砂石', '水泥'], outward: ['商品混凝土'] },
  logistics: { key: false, words: ['物流园', '储运'], inward: ['百货', '粮食'], outward: ['百货', '粮食'] },
} as const;

/** Words that no firm known to us bears. */
const brands = [
  ...[
    '砺岱',
    '朔沁',
    '岱棠',
    '璟砾',
    '澈岩',
    '垣沐',
    '翊珩',
    '沚峻',
    '峤宁',
    '汀砚',
    '霁峦',
    '棹远',
    '砚川',
    '珩泽',
  ],
  ...[
    '峪昭',
    '屹澜',
    '沅砺',
    '昱垚',
    '栩岳',
    '湛垣',
    '钰峤',
    '璞沅',
    '衍砾',
    '筠岱',
    '嵘沚',
    '澍峪',
    '瑾磐',
    '昀砺',
  ],
];

/** Names run long in the field; one of them tests every table and card. */
export const LONGEST_NAME =
  '焦作市城乡一体化示范区砺岱循环经济产业园煤炭洗选加工与铁路集装箱多式联运综合服务(集团)股份有限公司第二储运分公司';

/** An enterprise's name that is not in `taken` yet, and puts it there. */
export function enterpriseName(
  chance: Random,
  county: County,
  industry: Industry,
  taken: Set<string>,
): string {
  for (let round = 0; ; round++) {
    const place = chance.chance(0.6) ? chance.pick(county.towns) : county.short;
    const brand = chance.pick(brands) + (round > 20 ? chance.pick(brands) : '');
    const name = `${place}${brand}${chance.pick(industries[industry].words)}有限公司`;
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}

const surnames = [...'原牛卫职毋侯郎逯买韦苗晁荆靳巴麻邢冀桑蒋邵尚闫申茹'];
const given = [...'砚川禾棠峤宁昀沐澈岚珩屿朗溪柏然知远清越景行书安牧之星野'];

/** An invented person's name that is not in `taken` yet, and puts it there. */
export function personName(chance: Random, taken: Set<string>): string {
  for (;;) {
    const name = chance.pick(surnames) + chance.pick(given) + (chance.chance(0.75) ? chance.pick(given) : '');
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}

const SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** A number as `width` signs that codes may hold; it starts over beyond 31 to the power of `width`. */
export function signs(value: number, width: number): string {
  let text = '';
  for (let left = value; text.length < width; left = Math.floor(left / SIGNS.length))
    text = SIGNS[left % SIGNS.length]! + text;
  return text;
}

/** Organisation code of 9 signs: 8 given, and the check sign of GB 11714 (weights 依据待核). */
export function organisationCode(body: string): string {
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number.parseInt(body[i]!, 36), 0);
  const check = (11 - (sum % 11)) % 11;
  return body + (check === 10 ? 'X' : String(check));
}

/** Unified social credit code (GB 32100) of an enterprise in a county: 91, county, organisation code, check sign. */
export function creditCode(county: string, organisation: string): string {
  const body = `91${county}${organisation}`;
  let sum = 0;
  let weight = 1;
  for (const sign of body) {
    sum += SIGNS.indexOf(sign) * weight;
    weight = (weight * 3) % 31;
  }
  return body + SIGNS[(31 - (sum % 31)) % 31]!;
}
