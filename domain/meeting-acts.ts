import type { MeetingActs } from './contract/meeting-acts.ts';
import type { MeetingStage, SummaryStep } from './contract/meetings.ts';
import type { MeetingState } from './meeting.ts';

export type MeetingAct = keyof typeof MeetingActs;

interface Rule {
  /** The kind that the act writes: who may is asked of post.ts. */
  kind: string;
  /** A second kind that it writes. */
  also?: string;
  /** States in which it makes sense; none: it needs no meeting. */
  in: readonly MeetingStage[];
}

const BEFORE: readonly MeetingStage[] = ['draft', 'open', 'running'];
const UNSEALED: readonly MeetingStage[] = ['draft', 'open', 'running', 'closed'];

/** What may be done to a meeting, by whom and when: the acts check it, the screens ask it. */
export const MEETING_RULES: Record<MeetingAct, Rule> = {
  'meeting.create': { kind: 'meeting.created', in: [] },
  'meeting.state': { kind: 'meeting.stated', in: BEFORE },
  'meeting.proposeAgenda': { kind: 'meeting.planned', in: BEFORE },
  'meeting.item': { kind: 'meeting.planned', in: BEFORE },
  'meeting.order': { kind: 'meeting.planned', in: BEFORE },
  'meeting.drop': { kind: 'meeting.planned', in: BEFORE },
  'meeting.link': { kind: 'meeting.planned', in: BEFORE },
  'meeting.freeze': { kind: 'meeting.planned', in: BEFORE },
  'meeting.unfreeze': { kind: 'meeting.planned', in: BEFORE },
  'meeting.paper': { kind: 'meeting.written', in: BEFORE },
  'meeting.call': { kind: 'meeting.called', in: ['draft'] },
  'meeting.start': { kind: 'meeting.started', in: ['draft', 'open'] },
  'meeting.go': { kind: 'meeting.went', in: ['running'] },
  'meeting.show': { kind: 'meeting.showed', in: ['running'] },
  'meeting.hold': { kind: 'meeting.showed', in: ['running'] },
  'meeting.release': { kind: 'meeting.showed', in: ['running'] },
  'meeting.attend': { kind: 'meeting.planned', in: UNSEALED },
  'meeting.outcome': { kind: 'meeting.planned', in: UNSEALED },
  'meeting.handOut': { kind: 'meeting.planned', also: 'action.created', in: UNSEALED },
  'meeting.write': { kind: 'meeting.written', in: UNSEALED },
  'meeting.close': { kind: 'meeting.closed', in: ['open', 'running'] },
  'meeting.seal': { kind: 'meeting.sealed', in: ['closed'] },
  'meeting.reopen': { kind: 'meeting.reopened', in: ['closed'] },
  'meeting.minutes': { kind: 'meeting.drafted', in: ['closed'] },
};

/** What a sealed meeting still allows: its facts stand, its 纪要 goes on. */
const SEALED: readonly MeetingAct[] = [
  'meeting.handOut',
  'meeting.write',
  'meeting.reopen',
  'meeting.minutes',
];

export function isOpenTo(act: MeetingAct, { state, ended, startedAt }: MeetingState): boolean {
  if (!MEETING_RULES[act].in.includes(state)) return false;
  // A meeting that was reopened may be closed again without having been held once more.
  if (act === 'meeting.close' && state === 'open') return startedAt !== null;
  return ended ? SEALED.includes(act) : act !== 'meeting.minutes';
}

export function actsFor(meeting: MeetingState): MeetingAct[] {
  return (Object.keys(MEETING_RULES) as MeetingAct[]).filter((act) => isOpenTo(act, meeting));
}

export type SummaryMove = SummaryStep | 'returned';

/** From which step of the 纪要 each may be taken: 起草 → 送审 → 会签 → 签发 → 文号 → 印发; a return before it is signed. */
const AFTER: Record<SummaryMove, readonly (SummaryStep | null)[]> = {
  drafted: [null],
  submitted: ['drafted'],
  cosigned: ['submitted', 'cosigned'],
  returned: ['submitted', 'cosigned'],
  approved: ['submitted', 'cosigned'],
  numbered: ['approved'],
  issued: ['numbered'],
};

export const SUMMARY_MOVES = Object.keys(AFTER) as SummaryMove[];

export function mayFollow(step: SummaryMove, now: SummaryStep | null): boolean {
  return AFTER[step].includes(now);
}
