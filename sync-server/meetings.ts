import { type Meeting, type MeetingState, meetingFold, runningMeeting } from '../domain/meeting.ts';
import type { Office } from './office.ts';

const kept = new WeakMap<Office['replica'], { hash: string; running: Meeting | null }>();

/** The meeting that runs, worked out once for each state of `actions`. */
export function runningNow({ replica }: Pick<Office, 'replica'>): Meeting | null {
  const hash = replica.hash('actions');
  const known = kept.get(replica);
  if (known?.hash === hash) return known.running;
  const running = runningMeeting(replica.states<MeetingState>(meetingFold.noun, 'actions'));
  kept.set(replica, { hash, running });
  return running;
}
