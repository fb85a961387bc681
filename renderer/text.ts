import { actions } from './actions/words.ts';
import { chair } from './chair/words.ts';
import { clerk } from './clerk/words.ts';
import { duty } from './duty/words.ts';
import { enrol } from './enrol/words.ts';
import { gateDays } from './enterprises/day-words.ts';
import { enterprises } from './enterprises/words.ts';
import { field } from './field/words.ts';
import { meetings } from './meetings/words.ts';
import { papers } from './papers/words.ts';
import { desk } from './parts/desk-words.ts';
import { parts } from './parts/words.ts';
import { people } from './people/words.ts';
import { usePlace } from './place.ts';
import { road } from './road/words.ts';
import { search } from './search/words.ts';
import { targetDesk } from './targets/desk-words.ts';
import { trial } from './targets/trial-words.ts';
import { targets } from './targets/words.ts';
import { charging } from './wall/charging/words.ts';
import { enforcement } from './wall/enforcement/words.ts';
import { gates } from './wall/gates/words.ts';
import { goals } from './wall/goals/words.ts';
import { map } from './wall/map/words.ts';
import { overview } from './wall/overview/words.ts';
import { wall } from './wall/words.ts';
import { common } from './words.ts';

/** The one catalogue. Each place keeps its own `words.ts`; a key that English lacks is a type error here. */
const zh = {
  common: common.zh,
  parts: parts.zh,
  desk: desk.zh,
  wall: wall.zh,
  overview: overview.zh,
  gates: gates.zh,
  charging: charging.zh,
  enforcement: enforcement.zh,
  goals: goals.zh,
  map: map.zh,
  duty: duty.zh,
  field: field.zh,
  targets: targets.zh,
  trial: trial.zh,
  targetDesk: targetDesk.zh,
  chair: chair.zh,
  clerk: clerk.zh,
  meetings: meetings.zh,
  actions: actions.zh,
  papers: papers.zh,
  people: people.zh,
  enrol: enrol.zh,
  search: search.zh,
  enterprises: enterprises.zh,
  gateDays: gateDays.zh,
  road: road.zh,
};
export type Text = typeof zh;
const en: Text = {
  common: common.en,
  parts: parts.en,
  desk: desk.en,
  wall: wall.en,
  overview: overview.en,
  gates: gates.en,
  charging: charging.en,
  enforcement: enforcement.en,
  goals: goals.en,
  map: map.en,
  duty: duty.en,
  field: field.en,
  targets: targets.en,
  trial: trial.en,
  targetDesk: targetDesk.en,
  chair: chair.en,
  clerk: clerk.en,
  meetings: meetings.en,
  actions: actions.en,
  papers: papers.en,
  people: people.en,
  enrol: enrol.en,
  search: search.en,
  enterprises: enterprises.en,
  gateDays: gateDays.en,
  road: road.en,
};

export const languages = { zh, en };

export function useText(): Text {
  return languages[usePlace().language];
}
