import { duty } from './duty/words.ts';
import { parts } from './parts/words.ts';
import { usePlace } from './place.ts';
import { charging } from './wall/charging/words.ts';
import { enforcement } from './wall/enforcement/words.ts';
import { goals } from './wall/goals/words.ts';
import { wall } from './wall/words.ts';
import { common } from './words.ts';

/** The one catalogue. Each place keeps its own `words.ts`; a key that English lacks is a type error here. */
const zh = {
  common: common.zh,
  parts: parts.zh,
  wall: wall.zh,
  charging: charging.zh,
  enforcement: enforcement.zh,
  goals: goals.zh,
  duty: duty.zh,
};
export type Text = typeof zh;
const en: Text = {
  common: common.en,
  parts: parts.en,
  wall: wall.en,
  charging: charging.en,
  enforcement: enforcement.en,
  goals: goals.en,
  duty: duty.en,
};

export const languages = { zh, en };

export function useText(): Text {
  return languages[usePlace().language];
}
