import { actionFold } from './action.ts';
import { alarmFold, wallFold } from './alarm.ts';
import { alertFold, calendarFold } from './alert.ts';
import { caseFold } from './case.ts';
import { checkFold } from './check.ts';
import { closingFold } from './closing.ts';
import { disputeFold } from './dispute.ts';
import { fleetFold } from './fleet.ts';
import type { Fold } from './fold.ts';
import { meetingFold } from './meeting.ts';
import { unitFold } from './organisation.ts';
import { projectFold } from './project.ts';
import { registryFolds } from './registry.ts';
import { settledFold } from './settle.ts';
import { standInFold } from './stand-in.ts';

/** Every projection by subject that a replica keeps, of the console and of the office alike. */
export const folds: Fold[] = [
  actionFold,
  caseFold,
  checkFold,
  alertFold,
  calendarFold,
  fleetFold,
  projectFold,
  closingFold,
  disputeFold,
  settledFold,
  alarmFold,
  wallFold,
  meetingFold,
  ...registryFolds,
  unitFold,
  standInFold,
];
