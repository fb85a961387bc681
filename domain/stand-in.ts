import { z } from 'zod';
import type { Fold } from './fold.ts';
import type { Entry } from './ledger/entry.ts';
import { Day, Id } from './shape.ts';

/**
 * Somebody stands in for another from a day to a day: chairs for them, or attends. A stand-in never decides targets;
 * that right is a person's own, by certificate (DESIGN.md, Invariants 3).
 */
export const DUTIES = ['chair', 'attend'] as const;
export type StandInDuty = (typeof DUTIES)[number];

/** Body of `person.stoodIn`; its subject is the stand-in's own id. */
export const StoodIn = z
  .looseObject({
    absent: Id,
    standIn: Id,
    from: Day,
    until: Day,
    duties: z.array(z.enum(DUTIES)).min(1),
    reason: z.string().trim().min(1).max(500),
  })
  .superRefine((body, check) => {
    if (body.until < body.from)
      check.addIssue({ code: 'custom', path: ['until'], message: 'earlier than from' });
    if (body.absent === body.standIn)
      check.addIssue({ code: 'custom', path: ['standIn'], message: 'nobody stands in for themselves' });
  });

/** Body of `person.standInEnded`: `on` is the last day. */
export const StandInEnded = z.looseObject({ standIn: Id, on: Day });

export type StandInState = {
  id: string;
  absent: string;
  standIn: string;
  from: string;
  /** Last day, inclusive; earlier than stated where it was ended. */
  until: string;
  duties: StandInDuty[];
  reason: string;
  by: string;
  ended: { on: string; by: string } | null;
};

/** The first statement stands; of several ends the earliest day. */
export const standInFold: Fold<StandInState> = {
  noun: 'standIn',
  version: 1,
  family: 'registry',
  takes: (kind) => kind === 'person.stoodIn' || kind === 'person.standInEnded',
  subject: (entry: Entry) => entry.subject,
  fold(entries) {
    const stated = entries.find(
      (entry) => entry.kind === 'person.stoodIn' && StoodIn.safeParse(entry.body).success,
    );
    if (!stated) return null;
    const body = StoodIn.parse(stated.body);
    const ends = entries.flatMap((entry) => {
      const read = entry.kind === 'person.standInEnded' ? StandInEnded.safeParse(entry.body) : null;
      return read?.success ? [{ on: read.data.on, by: entry.by.person }] : [];
    });
    const ended = ends.reduce<{ on: string; by: string } | null>((a, b) => (a && a.on <= b.on ? a : b), null);
    return {
      ...{ id: stated.subject, absent: body.absent, standIn: body.standIn, from: body.from },
      until: ended && ended.on < body.until ? ended.on : body.until,
      ...{ duties: [...new Set(body.duties)], reason: body.reason, by: stated.by.person, ended },
    };
  },
};

/** Whether a stand-in holds on a day. */
export function standsOn({ from, until }: StandInState, day: string): boolean {
  return from <= day && day <= until;
}

/** Who stands in for a person on a day in a duty: the latest named first. */
export function standInsFor(
  all: readonly StandInState[],
  absent: string,
  duty: StandInDuty,
  day: string,
): StandInState[] {
  return all
    .filter((each) => each.absent === absent && each.duties.includes(duty) && standsOn(each, day))
    .toReversed();
}
