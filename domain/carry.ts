import { countyIn } from './county.ts';
import { addDays, daysBetween, monthOf } from './day.ts';
import { type FamilyName, parseDocument } from './documents.ts';

/**
 * What a laptop takes along: reference data always, and of a time what is written by month or day. Documents are the
 * city's, not a county's, and ride whole; what they name by its hash, the passages of an enterprise's day and small
 * copies of pictures, rides by area.
 */
const ALWAYS: readonly FamilyName[] = ['registry', 'targets', 'receipts', 'alerts', 'actions', 'fleet'];
const BY_MONTH: readonly FamilyName[] = ['cases', 'checks', 'gate-days', 'duty'];
const BY_DAY: readonly FamilyName[] = ['gates', 'chargers', 'board'];

export const FILE_KINDS = ['details', 'pictures'] as const;
export type FileKind = (typeof FILE_KINDS)[number];
/** Documents that name files of a kind. */
const NAMED_IN: Record<FileKind, readonly FamilyName[]> = {
  details: ['gates'],
  pictures: ['cases', 'checks'],
};

/** A longer time than a year is a whole console, not a choice. */
const MOST_DAYS = 400;

export interface Choice {
  from: string;
  /** Last day, inclusive. */
  to: string;
  /** Families by month and by day that are wanted; reference data rides along in any case. */
  families: readonly FamilyName[];
  /** The area, by GB/T 2260; none: the whole city. */
  counties: readonly string[];
  files: readonly FileKind[];
}

/** A file that a document names, and whose it is. */
export interface CarriedFile {
  hash: string;
  of: FileKind;
  doc: string;
  /** Of the enterprise, case or check, as it says it; null where it says none. */
  county: string | null;
}

/** The documents and families of a choice. @throws {RangeError} where the time is none. */
export function documentsOf({ from, to, families, files }: Choice): string[] {
  const span = daysBetween(from, to);
  if (span < 0 || span > MOST_DAYS) throw new RangeError(`${from} to ${to} is no time to take along`);
  const days = Array.from({ length: span + 1 }, (_, index) => addDays(from, index));
  const months = [...new Set(days.map(monthOf))];
  // A day's counters name its passages: without them nobody could find the file.
  const wanted = (of: FamilyName) => families.includes(of) || (of === 'gates' && files.includes('details'));
  return [
    ...ALWAYS,
    ...BY_MONTH.filter(wanted).flatMap((of) => months.map((month) => `${of}/${month}`)),
    ...BY_DAY.filter(wanted).flatMap((of) => days.map((day) => `${of}/${day}`)),
  ];
}

/** Whether a choice, written as documents and families, covers a document. */
export function covers(chosen: readonly string[], name: string): boolean {
  const document = parseDocument(name);
  return document !== null && (chosen.includes(name) || chosen.includes(document.family));
}

/** Those of a choice's documents that may name files that ride. */
export function namingOf(choice: Choice): string[] {
  const families = new Set(choice.files.flatMap((of) => NAMED_IN[of]));
  return documentsOf(choice).filter(
    (name) => name.includes('/') && families.has(parseDocument(name)!.family),
  );
}

/** A county from what a record says: its code, or the name that it begins with; null where it says none. */
export function countyCode(said: string | null): string | null {
  if (said === null) return null;
  return countyIn(said)?.code ?? (/^\d{6}$/.test(said) ? said : null);
}

export type Whereabouts = 'inside' | 'outside' | 'unplaced';

export function whereIs(counties: readonly string[], said: string | null): Whereabouts {
  const county = countyCode(said);
  if (counties.length === 0) return 'inside';
  return county === null ? 'unplaced' : counties.includes(county) ? 'inside' : 'outside';
}

/** What says no county belongs to every area: nothing is left behind because nobody wrote where it was. */
export const inArea = (counties: readonly string[], said: string | null): boolean =>
  whereIs(counties, said) !== 'outside';

/** Which files ride with a choice: those of the area that are named in a document that rides too. */
export function riding(choice: Choice): (file: CarriedFile) => boolean {
  const docs = new Set(namingOf(choice));
  return ({ of, doc, county }) =>
    choice.files.includes(of) && docs.has(doc) && inArea(choice.counties, county);
}

const ORDER: Record<Whereabouts, number> = { inside: 0, unplaced: 1, outside: 2 };

/** The area's own first, then what says no county, then the rest; each in the order in which it came. */
export function areaFirst<T>(
  rows: readonly T[],
  counties: readonly string[],
  countyOf: (row: T) => string | null,
): T[] {
  return rows.toSorted(
    (a, b) => ORDER[whereIs(counties, countyOf(a))] - ORDER[whereIs(counties, countyOf(b))],
  );
}

/** Rows of the area, and how many are not shown for it: what is left out is said. */
export function narrowed<T>(
  rows: readonly T[],
  counties: readonly string[],
  countyOf: (row: T) => string | null,
): { rows: T[]; outside: number; unplaced: number } {
  const where = rows.map((row) => whereIs(counties, countyOf(row)));
  const count = (which: Whereabouts) => where.filter((each) => each === which).length;
  return {
    rows: rows.filter((_, index) => where[index] !== 'outside'),
    outside: count('outside'),
    unplaced: count('unplaced'),
  };
}

/** Files of a choice, each once: how many, how many are here, and their bytes as far as the office has told them. */
export interface Load {
  files: number;
  here: number;
  bytes: number;
  /** Of the bytes, those still to come. */
  missing: number;
  /** Of those still to come, files whose size nobody has told yet. */
  unsized: number;
  /** Files that the office has not got either. */
  away: number;
}

/** `size`: null where the office has no such file, undefined where it was not asked. */
export function loadOf(
  files: Iterable<{ hash: string; here: boolean; size: number | null | undefined }>,
): Load {
  const load = { files: 0, here: 0, bytes: 0, missing: 0, unsized: 0, away: 0 };
  const seen = new Set<string>();
  for (const { hash, here, size } of files) {
    if (seen.has(hash)) continue;
    seen.add(hash);
    load.files++;
    load.bytes += size ?? 0;
    if (here) load.here++;
    else if (size === undefined) load.unsized++;
    else if (size === null) load.away++;
    else load.missing += size;
  }
  return load;
}
