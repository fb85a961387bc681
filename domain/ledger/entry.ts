import { z } from 'zod';
import { canonical, type Json } from './canonical.ts';

const CLOCK = /^\d{13}-[0-9a-f]{4}-[^\s]{1,128}$/;
const KIND = /^[a-z][A-Za-z-]*(\.[a-z][A-Za-z-]*)+$/;
const CONTROL = /[\u0000-\u001f\u007f]/;

/** A hybrid logical clock's text: 13-digit milliseconds, 4 hex digits of counter, device. It sorts as text. */
export const ClockText = z.string().regex(CLOCK, 'not a hybrid logical clock');

const Name = z
  .string()
  .min(1)
  .max(128)
  .refine((name) => !CONTROL.test(name), 'control characters');

/**
 * One immutable fact of a ledger, stored under its id, once (CONTRACT.md, Sync).
 * Unknown fields are kept, of the body too: a newer console may have written them.
 */
export const Entry = z.looseObject({
  v: z.number().int().min(1),
  id: Name.refine((id) => id !== '__proto__', 'not an id'),
  kind: z.string().regex(KIND, 'not a kind'),
  subject: Name,
  at: ClockText,
  by: z.looseObject({ person: Name, device: Name }),
  body: z.record(z.string(), z.unknown()),
  key: Name.optional(),
  alg: z.string().max(32).optional(),
  sig: z.string().max(1024).optional(),
});
export type Entry = z.infer<typeof Entry>;

const isName = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= 128 && !CONTROL.test(value);
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown, most: number) =>
  value === undefined || (typeof value === 'string' && value.length <= most);

/**
 * What `Entry` says, by hand: the office checks tens of thousands a second. The first field at fault and why; null
 * for an entry that is well formed. A test holds the two together.
 */
export function formFault(value: unknown): string | null {
  if (!isObject(value)) return 'entry: not an object';
  const { v, id, kind, subject, at, by, body } = value;
  if (!Number.isSafeInteger(v) || (v as number) < 1) return 'v: not a version';
  if (!isName(id) || id === '__proto__') return 'id: not an id';
  if (typeof kind !== 'string' || !KIND.test(kind)) return 'kind: not a kind';
  if (!isName(subject)) return 'subject: not a name';
  if (typeof at !== 'string' || !CLOCK.test(at)) return 'at: not a hybrid logical clock';
  if (!isObject(by) || !isName(by.person) || !isName(by.device)) return 'by: not a person and device';
  if (!isObject(body)) return 'body: not an object';
  if (value.key !== undefined && !isName(value.key)) return 'key: not a key id';
  if (!isText(value.alg, 32)) return 'alg: not an algorithm';
  return isText(value.sig, 1024) ? null : 'sig: not a signature';
}

/** The newest entry schema that this program knows. A record above it is kept and passed on, not projected. */
export const SCHEMA = 1;

/** The text that a signature covers: the RFC 8785 canonical JSON of the entry without `sig`. */
export function signedText(entry: Entry): string {
  const { sig: _, ...rest } = entry;
  return canonical(rest as Json);
}

/** The text that a hash of an entry covers: the canonical JSON of the whole of it, `sig` included. */
export function wholeText(entry: Entry): string {
  return canonical(entry as Json);
}

/** Total order for display and for unweighty facts: clock, then id. Never decides a weighty act (receipts do). */
export function byClock(a: Entry, b: Entry): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** Each entry once, in that order: what a fold makes of them hangs neither on their order nor on duplicates. */
export function eachOnce(entries: readonly Entry[]): Entry[] {
  return [...new Map(entries.map((entry) => [entry.id, entry])).values()].sort(byClock);
}
