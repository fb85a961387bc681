import {
  type AlarmFacts,
  alarmDocument,
  alarmRow,
  alarmState,
  countStates,
  DutyCalled,
  DutyHandedOver,
  isFlood,
  LONGEST_SHELF_MS,
  listed,
} from '../domain/alarm.ts';
import type { Output } from '../domain/contract.ts';
import { addDays, dayOf, isoShanghai, parseTime } from '../domain/day.ts';
import { documentOn } from '../domain/documents.ts';
import { readable } from '../domain/fold.ts';
import { readClock } from '../domain/ledger/clock.ts';
import { byClock, type Entry } from '../domain/ledger/entry.ts';
import { Refusal } from '../domain/rpc.ts';
import type { Acts, Context, Queries } from './app.ts';
import { boardOn } from './board.ts';
import { nameOf } from './decisions.ts';
import { carried, must, parsed } from './may.ts';
import { ageOf, holds, monthsBetween } from './moment.ts';
import { runningOn } from './running.ts';
import { madeOf, statesIn } from './states.ts';

/** The duty desk: alarms, what was done about them, calls, hand-over. */

/** Whose shift it is and what was settled lately stand in the duty ledgers of so many days. */
const REACH_DAYS = 31;

const dutyDocs = (date: string) =>
  monthsBetween(addDays(date, -REACH_DAYS), date).map((month) => `duty/${month}`);

/** All alarms that are known here: from the duty ledger where it is carried, else from the board. */
function alarmsOf(context: Context, date: string) {
  const board = boardOn(context, date);
  const carriesDuty = context.carries(documentOn('duty', date));
  if (holds(context, 'duty', date) || (carriesDuty && !board)) {
    const docs = dutyDocs(date);
    const alarms = [
      ...docs.flatMap((doc) => statesIn<AlarmFacts>(context.replica, 'alarm', doc)),
      // However old: one that still asks for somebody never leaves the list.
      ...context.replica.runningStates<AlarmFacts>('alarm', new Set(docs)),
    ];
    const flood = isFlood(
      alarms.map((alarm) => alarm.raisedAt),
      context.now(),
    );
    return { source: 'duty' as const, alarms, flood };
  }
  return board && { source: 'board' as const, alarms: board.alarms, flood: board.flood };
}

function alarmsNow(context: Context): Output<'alarms.now'> {
  const now = context.now();
  const date = dayOf(now);
  const found = alarmsOf(context, date);
  const alarms = found?.alarms ?? [];
  const name = nameOf(context);
  return {
    asOf: ageOf(context, found?.source ?? 'none', date).asOf,
    source: found?.source ?? 'none',
    alarms: listed(alarms, now).map((alarm) => alarmRow(alarm, now, name)),
    counts: countStates(alarms, now),
    flood: found?.flood ?? false,
    quiet: runningOn(context, date) !== null,
  };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A line of the log in the words of whoever wrote it. */
function lineOf({ kind, body }: Entry): string {
  if (kind === 'duty.called')
    return [body.called, body.about, body.answer].map(text).filter(Boolean).join('：');
  if (kind === 'duty.handedOver') return [body.to, body.note].map(text).filter(Boolean).join('：');
  if (kind === 'wall.sent') return text(body.scene);
  if (kind === 'alarm.shelved') return [body.until, body.reason].map(text).filter(Boolean).join(' ');
  return text(body.to) || text(body.note);
}

/** What people did: what the office raised and took back is the alarms' own list. */
function deedsIn(context: Context, doc: string): Entry[] {
  return madeOf(context.replica, doc, 'deeds', () =>
    readable(context.replica.entries(doc))
      .filter(({ kind }) => kind !== 'alarm.raised' && kind !== 'alarm.returned')
      .sort((a, b) => byClock(b, a)),
  );
}

export interface Nominated {
  alarm: AlarmFacts;
  note: string;
  at: number;
}

/** Alarms that somebody brought forward for a meeting since an instant, each once, the oldest first. */
export function nominatedSince(context: Context, since: number): Nominated[] {
  const found = new Map<string, Nominated>();
  for (const doc of dutyDocs(dayOf(context.now())))
    for (const { kind, body, at } of deedsIn(context, doc).toReversed()) {
      const id = text(body.alarm);
      const alarm = kind === 'duty.nominated' && context.replica.state<AlarmFacts>('alarm', doc, id);
      const { ms } = readClock(at);
      if (alarm && ms >= since) found.set(id, { alarm, note: text(body.note), at: ms });
    }
  return [...found.values()];
}

function shiftOf(context: Context, docs: readonly string[]): Output<'duty.log'>['shift'] {
  for (const doc of docs.toReversed()) {
    const handed = deedsIn(context, doc).find((entry) => entry.kind === 'duty.handedOver');
    if (!handed) continue;
    const since = isoShanghai(readClock(handed.at).ms);
    return { person: nameOf(context)(text(handed.body.to)), since, note: text(handed.body.note) };
  }
  return null;
}

function dutyLog(context: Context, month?: string): Output<'duty.log'> {
  const date = dayOf(context.now());
  const doc = month === undefined ? documentOn('duty', date) : `duty/${month}`;
  carried(context, doc);
  const name = nameOf(context);
  return {
    shift: shiftOf(context, dutyDocs(date)),
    entries: deedsIn(context, doc).map((entry) => ({
      id: entry.id,
      kind: entry.kind,
      at: isoShanghai(readClock(entry.at).ms),
      by: name(entry.by.person),
      alarm: typeof entry.body.alarm === 'string' ? entry.body.alarm : null,
      text: lineOf(entry),
      saved: context.saved(doc, entry.id),
    })),
  };
}

export const queries = {
  'alarms.now': { reads: ['duty', 'board', 'registry', 'actions', 'sync'], timed: true, run: alarmsNow },
  'duty.log': { reads: ['duty', 'registry', 'sync'], run: (context, { month }) => dutyLog(context, month) },
} satisfies Partial<Queries>;

/** @throws {Refusal} naming the alarm where nobody here knows it. */
function alarmOf(context: Context, id: string): { doc: string; alarm: AlarmFacts } {
  const doc = alarmDocument(id);
  if (doc !== null) carried(context, doc);
  const alarm = doc === null ? null : context.replica.state<AlarmFacts>('alarm', doc, id);
  if (doc === null || !alarm) throw new Refusal('unknown_alarm', `${id}: no such alarm here`, id);
  return { doc, alarm };
}

function untilOf(context: Context, id: string, given: string): number {
  const until = parseTime(given);
  const now = context.now();
  if (until === null) throw new Refusal('bad_input', `until: ${given} is no time with offset`, id);
  if (until <= now) throw new Refusal('bad_input', `until: ${given} has passed already`, id);
  if (until > now + LONGEST_SHELF_MS)
    throw new Refusal('bad_input', 'until: an alarm is shelved for seven days at most', id);
  return until;
}

export const acts = {
  'alarm.acknowledge': {
    run(context, input) {
      must(context, 'alarm.acknowledged');
      const { doc, alarm } = alarmOf(context, input.alarm);
      if (alarm.acknowledged)
        throw new Refusal('acknowledged', `${alarm.id} was taken by ${alarm.acknowledged.by}`, alarm.id);
      return { id: context.record(doc, 'alarm.acknowledged', alarm.id, input).id };
    },
  },
  'alarm.assign': {
    run(context, input) {
      must(context, 'alarm.assigned');
      const { doc, alarm } = alarmOf(context, input.alarm);
      return { id: context.record(doc, 'alarm.assigned', alarm.id, input).id };
    },
  },
  'alarm.shelve': {
    run(context, input) {
      must(context, 'alarm.shelved');
      const { doc, alarm } = alarmOf(context, input.alarm);
      const until = isoShanghai(untilOf(context, alarm.id, input.until));
      return { id: context.record(doc, 'alarm.shelved', alarm.id, { ...input, until }).id };
    },
  },
  'alarm.unshelve': {
    run(context, input) {
      must(context, 'alarm.unshelved');
      const { doc, alarm } = alarmOf(context, input.alarm);
      if (alarmState(alarm, context.now()) !== 'shelved')
        throw new Refusal('not_shelved', `${alarm.id} is not shelved`, alarm.id);
      return { id: context.record(doc, 'alarm.unshelved', alarm.id, input).id };
    },
  },
  'alarm.nominate': {
    run(context, input) {
      must(context, 'duty.nominated');
      const { doc, alarm } = alarmOf(context, input.alarm);
      return { id: context.record(doc, 'duty.nominated', alarm.id, input).id };
    },
  },
  'duty.call': {
    run(context, input) {
      must(context, 'duty.called');
      const body = parsed('duty.called', DutyCalled, input);
      // A call about an alarm stands where the alarm does, so that its fold sees it whole.
      const doc =
        input.alarm === undefined
          ? documentOn('duty', dayOf(context.now()))
          : alarmOf(context, input.alarm).doc;
      return { id: context.record(doc, 'duty.called', input.alarm ?? 'duty', body).id };
    },
  },
  'duty.handover': {
    run(context, input) {
      must(context, 'duty.handedOver');
      const body = parsed('duty.handedOver', DutyHandedOver, input);
      return {
        id: context.record(documentOn('duty', dayOf(context.now())), 'duty.handedOver', 'duty', body).id,
      };
    },
  },
} satisfies Partial<Acts>;
