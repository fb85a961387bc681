import { latestSent, type Sent, WallSent } from '../domain/alarm.ts';
import type { Output } from '../domain/contract.ts';
import { dayOf, isoShanghai } from '../domain/day.ts';
import { documentOn } from '../domain/documents.ts';
import type { Acts, Context, Queries } from './app.ts';
import { boardOn } from './board.ts';
import { nameOf } from './decisions.ts';
import { must, parsed } from './may.ts';
import { holds } from './moment.ts';
import { runningOn } from './running.ts';

/** What the wall was told to show: by the meeting that runs, else by the duty desk. */
const ROTATION: Output<'wall.now'> = {
  mode: 'rotate',
  scene: null,
  params: {},
  hold: false,
  by: null,
  at: null,
};

function wallOf(context: Context): Output<'wall.now'> {
  const date = dayOf(context.now());
  const meeting = runningOn(context, date)?.wall;
  if (meeting && meeting.scene !== null) {
    const { scene, params, hold, by, at } = meeting;
    return { mode: 'meeting', scene, params, hold, by: nameOf(context)(by), at: isoShanghai(at) };
  }
  if (!holds(context, 'duty', date)) return boardOn(context, date)?.wall ?? ROTATION;
  const sent = latestSent(context.replica.states<Sent>('wall'));
  if (!sent) return ROTATION;
  const { scene, params, hold, by, at } = sent;
  return {
    mode: scene === null ? 'rotate' : 'sent',
    ...{ scene, params, hold },
    by: nameOf(context)(by),
    at: isoShanghai(at),
  };
}

export const queries = {
  'wall.now': { reads: ['duty', 'actions', 'board', 'registry'], timed: true, prompt: true, run: wallOf },
} satisfies Partial<Queries>;

export const acts = {
  'wall.send': {
    run(context, input) {
      must(context, 'wall.sent');
      const body = parsed('wall.sent', WallSent, input);
      return { id: context.record(documentOn('duty', dayOf(context.now())), 'wall.sent', 'wall', body).id };
    },
  },
} satisfies Partial<Acts>;
