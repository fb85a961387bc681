import { usePlace } from './place.ts';
import { wall } from './wall/words.ts';
import { common } from './words.ts';

/** The one catalogue. Each place keeps its own `words.ts`; a key that English lacks is a type error here. */
const zh = { common: common.zh, wall: wall.zh };
export type Text = typeof zh;
const en: Text = { common: common.en, wall: wall.en };

export const languages = { zh, en };

export function useText(): Text {
  return languages[usePlace().language];
}
