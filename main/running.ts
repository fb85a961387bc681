import { type Meeting, type MeetingState, runningMeeting } from '../domain/meeting.ts';
import type { Context } from './app.ts';
import { boardOn } from './board.ts';
import { holds } from './moment.ts';
import { statesIn } from './states.ts';

/** The meeting that runs, from its facts where they are carried, else from the office's board. */
export function runningOn(context: Context, date: string): Meeting | null {
  if (!holds(context, 'actions', date)) return boardOn(context, date)?.meeting ?? null;
  return runningMeeting(statesIn<MeetingState>(context.replica, 'meeting', 'actions'));
}
