import { isoShanghai } from '../domain/day.ts';
import type { MeetingState } from '../domain/meeting.ts';
import { keptKey, type Sealed } from '../domain/meeting-plan.ts';
import type { Context } from './app.ts';
import { hashOf } from './freeze.ts';
import { type Draft, headsOf, readDraft, setFields } from './meeting-draft.ts';
import { timingOf } from './meetings.ts';

/** The facts of a meeting as they stand, and its texts: what is signed when it is sealed. */
function factsOf(context: Context, meeting: MeetingState, draft: Draft | null) {
  const now = context.now();
  const { items = [], outcomes = [], attendance = [] } = draft?.plan ?? {};
  // Inside the act that closes it the fold has not run: the time of its closing is this one.
  const closedAt = meeting.closedAt ?? now;
  const times = timingOf({ ...meeting, closedAt }, items, now);
  const texts = items.map((item): [string, string] => [item.id, draft?.texts.get(item.id) ?? '']);
  const { number, title, at, place, chair, startedAt } = meeting;
  const body: Sealed = {
    ...{ number, title, at, place, chair, outcomes, attendance },
    startedAt: startedAt === null ? null : isoShanghai(startedAt),
    closedAt: isoShanghai(closedAt),
    items: items.map(({ order: _, ...item }, index) => ({ ...item, spentMs: times.items[index]!.spentMs })),
    textHash: hashOf(texts),
    heads: headsOf(context.replica, meeting.id),
  };
  return { body, texts };
}

/** Seals the facts of a closed meeting as one signed entry. @throws {Refusal} `locked` */
export function seal(context: Context, meeting: MeetingState): { id: string } {
  const { body, texts } = factsOf(context, meeting, readDraft(context.replica, meeting.id));
  setFields(context, meeting.id, { [keptKey(body.textHash)]: texts });
  return { id: context.record('actions', 'meeting.sealed', meeting.id, body, { sign: true }).id };
}
