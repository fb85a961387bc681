import { z } from 'zod';
import type { CaseState } from './case.ts';
import type { CheckState } from './check.ts';
import { addDays, addMonths, dayOf } from './day.ts';
import { mask, normalise } from './plate.ts';
import { Day, Sha256 } from './shape.ts';

/**
 * Personal data by kind: how long it is kept, from what day on, and what becomes of it then. This is the one table;
 * who changes a term changes it here. 个人信息保护法 asks for the shortest time that the purpose needs (第十九条), and
 * names no figure: every term is ours until the office has its own, 依据待核.
 */
export type KeptKind =
  | 'passage'
  | 'charge_order'
  | 'case_file'
  | 'check_file'
  | 'case_plate'
  | 'check_plate'
  | 'party'
  | 'owner'
  | 'witness'
  | 'paper';

interface Term {
  months: number;
  /** The day from which the months count. */
  from: 'passage' | 'order' | 'case_ended' | 'check' | 'record' | 'post';
  /** Files are deleted, plates masked wherever they are read, keys of sealed fields destroyed. */
  end: 'deleted' | 'masked' | 'key_destroyed';
  /** Where the figure comes from, as far as anything is known. */
  basis: 'gate_guide' | 'like_party' | 'punishable' | 'none';
}

export const KEEPING: Readonly<Record<KeptKind, Term>> = {
  /** A vendor reads HJ 1321 as 24 months, the older guide asked for one year (DOMAIN.md 3.1). */
  passage: { months: 24, from: 'passage', end: 'deleted', basis: 'gate_guide' },
  /** What an operator wrote beside the energy of an order, a plate or VIN among it; the energy stays. */
  charge_order: { months: 24, from: 'order', end: 'deleted', basis: 'none' },
  /** As long as the party's data that belong to them. */
  case_file: { months: 36, from: 'case_ended', end: 'deleted', basis: 'like_party' },
  check_file: { months: 36, from: 'check', end: 'deleted', basis: 'like_party' },
  /** As long as their files; longer than the repeat rule looks back (domain/repeat.ts). */
  case_plate: { months: 36, from: 'case_ended', end: 'masked', basis: 'like_party' },
  check_plate: { months: 36, from: 'check', end: 'masked', basis: 'like_party' },
  /** 当事人, at a check: who drove, with telephone and papers. */
  party: { months: 36, from: 'record', end: 'key_destroyed', basis: 'none' },
  /** 车主, in a case. */
  owner: { months: 36, from: 'record', end: 'key_destroyed', basis: 'none' },
  /** Witnesses and those who reported something (举报人): as long as it may be punished (行政处罚法 第三十六条). */
  witness: { months: 24, from: 'record', end: 'key_destroyed', basis: 'punishable' },
  /** Telephones and papers of those who work with this console; after they leave no longer than below. */
  paper: { months: 60, from: 'post', end: 'key_destroyed', basis: 'none' },
};

/** What is delivered late is kept so many days at least: it can be looked at and disputed like any other. */
export const LATE_DAYS = 90;

/** Whoever has left their post: so many months on nobody needs to reach them. */
export const AFTER_POST_MONTHS = 12;

/** Last day on which a person's papers are kept; `leftOn` is the first day without the post. */
export function paperUntil(until: string, leftOn: string | null): string {
  const after = leftOn === null ? until : addMonths(leftOn, AFTER_POST_MONTHS);
  return after < until ? after : until;
}

/** Last day on which it is kept. */
export function keptUntil(kind: KeptKind, day: string): string {
  return addMonths(day, KEEPING[kind].months);
}

/** Through the last day in Asia/Shanghai, whatever the hour. */
export function isOver(until: string, today: string): boolean {
  return until < today;
}

const later = (a: string, b: string) => (a > b ? a : b);

/** The passages of a day, by that day and the one on which the last of them came in. */
export function passagesUntil(day: string, arrivedOn: string | null): string {
  const until = keptUntil('passage', day);
  return arrivedOn === null ? until : later(until, addDays(arrivedOn, LATE_DAYS));
}

type FindCase = (id: string) => CaseState | null;

/**
 * The day on which a case ended; null while it runs, which holds all that belongs to it (案件未结). One that was joined
 * into another ends with that one. Of all its steps the latest clock counts: a device whose clock is behind ends
 * nothing early.
 */
export function endedOn(state: CaseState, find: FindCase): string | null {
  const seen = new Set<string>();
  let last = 0;
  for (let each: CaseState | null = state; each; ) {
    // A ring of joined cases has nobody who ended it.
    if (seen.has(each.id) || !each.ended) return null;
    seen.add(each.id);
    last = Math.max(last, each.openedAt, ...each.history.map((step) => step.at));
    if (each.joinedInto === null) return dayOf(last);
    each = find(each.joinedInto);
  }
  return null;
}

/** The day from which a check counts; null while the case that came of it runs, or is not known here. */
export function checkedOn(state: CheckState, find: FindCase): string | null {
  const own = dayOf(Math.max(state.at, state.recordedAt));
  if (state.case === null) return own;
  const found = find(state.case);
  const ended = found && endedOn(found, find);
  return ended && later(own, ended);
}

/** Last day on which what belongs to it is kept; null while it is held. */
export function recordUntil(
  what: 'file' | 'plate',
  state: CaseState | CheckState,
  find: FindCase,
): string | null {
  const isCase = 'stage' in state;
  const day = isCase ? endedOn(state, find) : checkedOn(state, find);
  return day && keptUntil(`${isCase ? 'case' : 'check'}_${what}`, day);
}

/**
 * Last day on which a file is kept, by all who name it: null where one of them holds it. A case's or a check's term
 * counts from the file's arrival where that was later, so that no device's clock shortens it.
 */
export function fileUntil(
  claims: readonly { kind: 'case_file' | 'check_file'; until: string | null }[],
  arrivedOn: string | null,
): string | null {
  let last: string | null = null;
  for (const { kind, until } of claims) {
    if (until === null) return null;
    const own = arrivedOn === null ? until : later(until, keptUntil(kind, arrivedOn));
    last = last === null ? own : later(last, own);
  }
  return last;
}

/** The same JSON with a plate as walls see it, wherever it stands: camera and sensor write it in fields of their own. */
export function withoutPlate<T>(value: T, plate: string): T {
  const masked = mask(plate);
  const hide = (each: unknown): unknown => {
    if (typeof each === 'string')
      return normalise(each) === normalise(plate) ? masked : each.replaceAll(plate, masked);
    if (Array.isArray(each)) return each.map(hide);
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([key, inner]) => [key, hide(inner)]));
  };
  return hide(value) as T;
}

/** A vehicle's other number after the term: its last four places. */
export function maskVin(vin: string): string {
  return vin.slice(-4).padStart(vin.length, '*');
}

/**
 * Body of `file.destroyed`, in `registry`, signed by the office key: files that were deleted at the office when their
 * time was over, so that every console deletes what it fetched of them. Entries go on naming their hashes.
 */
export const FileDestroyed = z.looseObject({
  files: z.array(Sha256).min(1).max(1000),
  kind: z.enum(['passage', 'evidence']),
  /** Last day on which they were kept. */
  until: Day,
});
export type FileDestroyed = z.infer<typeof FileDestroyed>;
