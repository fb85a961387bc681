import { countyOfUnit } from '../../domain/action.ts';
import { COUNTIES, countyOf } from '../../domain/county.ts';
import { GROUPS } from '../../domain/unit.ts';
import type { Language } from '../place.ts';

/** A unit as it is shown: a county in the reader's language, any other as it is named. */
export function unitWord(unit: string, name: string, language: Language): string {
  const code = countyOfUnit(unit);
  return (code !== null && countyOf(code)?.[language]) || name;
}

/** The same where there is little room: 示范区. */
export function shortUnit(unit: string, name: string, language: Language): string {
  const county = countyOf(countyOfUnit(unit) ?? '');
  if (!county) return name;
  return language === 'zh' ? county.short : county.en;
}

/** Units that a form offers: the plan's bureaux, then the counties. Others can be typed. */
export const offered: readonly { unit: string; name: string }[] = [
  ...[...new Set(GROUPS.flatMap(({ bureaux }) => bureaux))].map((name) => ({ unit: name, name })),
  ...COUNTIES.map(({ code, zh }) => ({ unit: `county:${code}`, name: zh })),
];

/** What was typed or chosen as a unit: a county by its name is its post's unit, so that it may report. */
export function unitOf(text: string): string {
  const typed = text.trim();
  const county = COUNTIES.find(({ zh, short, en }) => [zh, short, en].includes(typed));
  return county ? `county:${county.code}` : typed;
}

/** Several, with 、 or commas between. */
export function unitsOf(text: string): string[] {
  return text
    .split(/[、,，;；]/)
    .map(unitOf)
    .filter((unit) => unit !== '');
}
