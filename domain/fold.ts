import type { Json } from './ledger/canonical.ts';
import { type Entry, SCHEMA } from './ledger/entry.ts';

/**
 * A projection by subject: a pure function of the entries of one subject in one document. It sees them sorted by
 * clock and id and without those of a newer schema, so what it makes depends on which entries there are and never on
 * how they came. A change of what it makes is a higher `version`, and the replica rebuilds.
 */
export interface Fold<State extends Json = Json> {
  noun: string;
  version: number;
  /** Family of documents that it reads: `cases`, `registry` … */
  family: string;
  /** Entry kinds that it takes in. */
  takes(kind: string): boolean;
  /** The subject that an entry belongs to; mostly the entry's own. */
  subject(entry: Entry): string;
  /** Null: nothing to keep for this subject. */
  fold(entries: Entry[]): State | null;
  /** What somebody would type to find this subject: plates in normal form, names, numbers. Not found where missing. */
  words?(state: State): (string | null | undefined)[];
}

/** What a fold may see of the entries of a subject. */
export function readable(entries: Entry[]): Entry[] {
  return entries.filter((entry) => entry.v <= SCHEMA);
}
