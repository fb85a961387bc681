import { alarmFold, wallFold } from './alarm.ts';
import { alertFold, calendarFold } from './alert.ts';
import { caseFold } from './case.ts';
import { type Check, checkOf } from './check.ts';
import { closingFold } from './closing.ts';
import { fleetFold } from './fleet.ts';
import type { Fold } from './fold.ts';
import { projectFold } from './project.ts';
import { registryFolds } from './registry.ts';

export type CheckState = Omit<Check, 'body'>;

const checkFold: Fold<CheckState> = {
  noun: 'check',
  version: 1,
  family: 'checks',
  takes: (kind) => kind === 'check.recorded',
  subject: (entry) => entry.id,
  fold(entries) {
    const check = entries[0] ? checkOf(entries[0]) : null;
    if (!check) return null;
    const { body: _, ...state } = check;
    return state;
  },
};

/** Every projection by subject that a replica keeps, of the console and of the office alike. */
export const folds: Fold[] = [
  caseFold,
  checkFold,
  alertFold,
  calendarFold,
  fleetFold,
  projectFold,
  closingFold,
  alarmFold,
  wallFold,
  ...registryFolds,
];
