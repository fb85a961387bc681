/** The eleven county-level units (GB/T 2260; 410871 is a statistical code, DOMAIN.md 9) and where their tiles lie. */
export interface County {
  code: string;
  zh: string;
  short: string;
  en: string;
  /** Column and row of the tile cartogram: laid out as the places lie, no borders drawn. */
  x: number;
  y: number;
  /** Seat, GCJ-02 degrees; null where unconfirmed. */
  seat: { lon: number; lat: number } | null;
}

export const COUNTIES: readonly County[] = [
  county('410803', '中站区', '中站', 'Zhongzhan', 2.5, 0, 113.1829, 35.2368),
  county('410802', '解放区', '解放', 'Jiefang', 3.5, 0, 113.2308, 35.2403),
  county('410804', '马村区', '马村', 'Macun', 4.5, 0, 113.3223, 35.2561),
  county('410821', '修武县', '修武', 'Xiuwu', 5.5, 0, 113.4478, 35.2235),
  county('410882', '沁阳市', '沁阳', 'Qinyang', 0.5, 1, 112.9507, 35.0875),
  county('410822', '博爱县', '博爱', "Bo'ai", 1.5, 1, 113.0644, 35.171),
  county('410871', '城乡一体化示范区', '示范区', 'Demonstration Zone', 3, 1),
  county('410811', '山阳区', '山阳', 'Shanyang', 4, 1, 113.2549, 35.2145),
  county('410883', '孟州市', '孟州', 'Mengzhou', 0, 2, 112.7914, 34.9073),
  county('410825', '温县', '温县', 'Wenxian', 1.5, 2, 113.0805, 34.9402),
  county('410823', '武陟县', '武陟', 'Wuzhi', 4.5, 2, 113.4017, 35.0994),
];

function county(
  code: string,
  zh: string,
  short: string,
  en: string,
  x: number,
  y: number,
  lon?: number,
  lat?: number,
): County {
  return { code, zh, short, en, x, y, seat: lon === undefined || lat === undefined ? null : { lon, lat } };
}

const byCode = new Map(COUNTIES.map((each) => [each.code, each]));

/** The county of a code, or null: an area outside the city, or a code nobody knows. */
export function countyOf(code: string): County | null {
  return byCode.get(code) ?? null;
}

const CITY = /^(?:河南省)?(?:焦作市)?/;

/** The county that a text begins with, by its code or its full name, as addresses do; null where it names none. */
export function countyIn(text: string): County | null {
  const rest = text.replace(CITY, '');
  return countyOf(rest) ?? COUNTIES.find((each) => rest.startsWith(each.zh)) ?? null;
}

/** A name for any code: one that is not known is shown as it is, never guessed. */
export function countyName(code: string | null, language: 'zh' | 'en' = 'zh'): string {
  if (code === null) return language === 'zh' ? '未知' : 'unknown';
  const known = byCode.get(code);
  return known ? (language === 'zh' ? known.short : known.en) : code;
}
