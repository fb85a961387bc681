import { z } from 'zod';
import { canonical, type Json } from './canonical.ts';

/** A hybrid logical clock's text: 13-digit milliseconds, 4 hex digits of counter, device. It sorts as text. */
export const ClockText = z.string().regex(/^\d{13}-[0-9a-f]{4}-[^\s]{1,128}$/, 'not a hybrid logical clock');

const Name = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[^\u0000-\u001f\u007f]+$/, 'control characters');

/**
 * One immutable fact of a ledger, stored under its id, once (CONTRACT.md, Sync).
 * Unknown fields are kept, of the body too: a newer console may have written them.
 */
export const Entry = z.looseObject({
  v: z.number().int().min(1),
  id: Name.refine((id) => id !== '__proto__', 'not an id'),
  kind: z.string().regex(/^[a-z][A-Za-z-]*(\.[a-z][A-Za-z-]*)+$/, 'not a kind'),
  subject: Name,
  at: ClockText,
  by: z.looseObject({ person: Name, device: Name }),
  body: z.record(z.string(), z.unknown()),
  key: Name.optional(),
  alg: z.string().max(32).optional(),
  sig: z.string().max(1024).optional(),
});
export type Entry = z.infer<typeof Entry>;

/** What an entry says before it is signed. */
export type Draft = Omit<Entry, 'key' | 'alg' | 'sig'>;

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
