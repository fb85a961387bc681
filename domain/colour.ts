/**
 * Plate colours. The code systems in use conflict (DOMAIN.md 3.4): 5 is green, yellow-green or "other" by system.
 * So the raw code is kept beside its system, and the meaning is looked up here.
 */
export const colourSystems = ['JTT', 'ETC', 'VENDOR', 'TEXT'] as const;
export type ColourSystem = (typeof colourSystems)[number];

export type ColourNorm =
  | 'BLUE'
  | 'YELLOW'
  | 'BLACK'
  | 'WHITE'
  /** A system's green of no named kind, such as JTT 5. */
  | 'GREEN'
  | 'GRADIENT_GREEN'
  | 'YELLOW_GREEN'
  | 'FARM_YELLOW'
  | 'FARM_GREEN'
  /** The device saw a colour that its list does not name. */
  | 'OTHER'
  /** No colour, or a code that its system does not have. */
  | 'UNKNOWN';

const codes: Record<Exclude<ColourSystem, 'TEXT'>, ReadonlyMap<string, ColourNorm>> = {
  // Freight platforms after JT/T 697.7 and 808 (numbering 依据待核).
  JTT: new Map([
    ['1', 'BLUE'],
    ['2', 'YELLOW'],
    ['3', 'BLACK'],
    ['4', 'WHITE'],
    ['5', 'GREEN'],
    ['9', 'OTHER'],
    ['91', 'FARM_YELLOW'],
    ['92', 'FARM_GREEN'],
    ['93', 'YELLOW_GREEN'],
    ['94', 'GRADIENT_GREEN'],
  ]),
  // Toll systems (seen in public code, 依据待核).
  ETC: new Map([
    ['0', 'BLUE'],
    ['1', 'YELLOW'],
    ['2', 'BLACK'],
    ['3', 'WHITE'],
    ['4', 'GRADIENT_GREEN'],
    ['5', 'YELLOW_GREEN'],
  ]),
  // A gate maker's own list: black and white change places, 5 is "other".
  VENDOR: new Map([
    ['0', 'BLUE'],
    ['1', 'YELLOW'],
    ['2', 'WHITE'],
    ['3', 'BLACK'],
    ['4', 'GRADIENT_GREEN'],
    ['5', 'OTHER'],
    ['6', 'YELLOW_GREEN'],
  ]),
};

/** Words, after `wordOf` took away separators and 色, 牌 and their like. */
const words: ReadonlyMap<string, ColourNorm> = new Map([
  ['蓝', 'BLUE'],
  ['蓝白', 'BLUE'],
  ['黄', 'YELLOW'],
  ['单黄', 'YELLOW'],
  ['双黄', 'YELLOW'],
  ['双层黄', 'YELLOW'],
  ['单层黄', 'YELLOW'],
  ['白', 'WHITE'],
  ['黑', 'BLACK'],
  ['绿', 'GREEN'],
  ['新能源', 'GREEN'],
  ['新能源绿', 'GREEN'],
  ['渐变绿', 'GRADIENT_GREEN'],
  ['绿渐变', 'GRADIENT_GREEN'],
  ['绿白渐变', 'GRADIENT_GREEN'],
  ['小型新能源', 'GRADIENT_GREEN'],
  ['黄绿', 'YELLOW_GREEN'],
  ['绿黄', 'YELLOW_GREEN'],
  ['黄绿双拼', 'YELLOW_GREEN'],
  ['双拼黄绿', 'YELLOW_GREEN'],
  ['大型新能源', 'YELLOW_GREEN'],
  ['农黄', 'FARM_YELLOW'],
  ['农用黄', 'FARM_YELLOW'],
  ['农绿', 'FARM_GREEN'],
  ['农用绿', 'FARM_GREEN'],
  ['其他', 'OTHER'],
  ['其它', 'OTHER'],
  ['blue', 'BLUE'],
  ['yellow', 'YELLOW'],
  ['white', 'WHITE'],
  ['black', 'BLACK'],
  ['green', 'GREEN'],
  ['gradientgreen', 'GRADIENT_GREEN'],
  ['greengradient', 'GRADIENT_GREEN'],
  ['yellowgreen', 'YELLOW_GREEN'],
  ['greenyellow', 'YELLOW_GREEN'],
  ['farmyellow', 'FARM_YELLOW'],
  ['farmgreen', 'FARM_GREEN'],
  ['other', 'OTHER'],
]);

/** 黄绿双拼色 → 黄绿双拼, 绿色渐变 → 绿渐变, Yellow-Green → yellowgreen. */
const wordOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-·/+()、,]|颜|色|车牌|号牌|牌照|牌|底[黑白]字|底/g, '');

/** Meaning of a colour code in its system; a code that the system does not have is UNKNOWN, never a guess. */
export function colourOf(system: ColourSystem, code: string): ColourNorm {
  if (system === 'TEXT') return words.get(code) ?? words.get(wordOf(code)) ?? 'UNKNOWN';
  const table = codes[system];
  return table.get(code) ?? table.get(code.trim().replace(/^0+(?=\d)/, '')) ?? 'UNKNOWN';
}

/** Green as the share counts it: of any kind, but not 农绿, the plate of farm vehicles. */
export function isGreen(norm: ColourNorm): boolean {
  return norm === 'GREEN' || norm === 'GRADIENT_GREEN' || norm === 'YELLOW_GREEN';
}
