import { addDays, daysBetween, monthOf } from './day.ts';
import { type FamilyName, parseDocument } from './documents.ts';

/**
 * What a laptop takes along: reference data always, and of an area's time what is written by month or day. Documents
 * are the city's, not a county's: an area narrows which passages are taken beside them, not which documents.
 */
const ALWAYS: readonly FamilyName[] = ['registry', 'targets', 'receipts', 'alerts', 'actions', 'fleet'];
const BY_MONTH: readonly FamilyName[] = ['cases', 'checks', 'gate-days', 'duty'];
const BY_DAY: readonly FamilyName[] = ['gates', 'chargers', 'board'];

/** A longer time than a year is a whole console, not a choice. */
const MOST_DAYS = 400;

export interface Choice {
  from: string;
  /** Last day, inclusive. */
  to: string;
  /** Families by month and by day that are wanted; reference data rides along in any case. */
  families: readonly FamilyName[];
}

/** The documents and families of a choice. @throws {RangeError} where the time is none. */
export function documentsOf({ from, to, families }: Choice): string[] {
  const span = daysBetween(from, to);
  if (span < 0 || span > MOST_DAYS) throw new RangeError(`${from} to ${to} is no time to take along`);
  const days = Array.from({ length: span + 1 }, (_, index) => addDays(from, index));
  const months = [...new Set(days.map(monthOf))];
  return [
    ...ALWAYS,
    ...BY_MONTH.filter((each) => families.includes(each)).flatMap((of) =>
      months.map((month) => `${of}/${month}`),
    ),
    ...BY_DAY.filter((each) => families.includes(each)).flatMap((of) => days.map((day) => `${of}/${day}`)),
  ];
}

/** Whether a choice, written as documents and families, covers a document. */
export function covers(chosen: readonly string[], name: string): boolean {
  const document = parseDocument(name);
  return document !== null && (chosen.includes(name) || chosen.includes(document.family));
}
