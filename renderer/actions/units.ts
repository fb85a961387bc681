import { countyOfUnit } from '../../domain/action.ts';
import { countyOf } from '../../domain/county.ts';
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

/** Units as they were typed, with 、 or commas between. The console knows them by any of their names. */
export function unitsOf(text: string): string[] {
  return text
    .split(/[、,，;；]/)
    .map((unit) => unit.trim())
    .filter((unit) => unit !== '');
}
