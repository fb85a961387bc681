import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { dayOf, isDay } from '../domain/day.ts';
import { SealDestroyed } from '../domain/personal.ts';
import { mayUnseal, parsePost } from '../domain/post.ts';
import { callerOf, type Office, Rejection } from './office.ts';
import type { Caller } from './tokens.ts';

/** Keys of personal fields at the office: brought by consoles, given out by right, destroyed when their time is over. */

const HOUR_MS = 3_600_000;

const Brought = z.object({
  seal: z.string().regex(/^[0-9a-f]{32}$/),
  key: z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'not a key of 256 bits'),
  kind: z.string().max(32),
  subject: z.string().min(1).max(128),
  until: z.string().refine(isDay, 'not a day (YYYY-MM-DD)'),
});
const Read = z.object({ subject: z.string().min(1).max(128), reason: z.string().trim().min(1).max(500) });

function mayHold(caller: Caller): string {
  const post = parsePost(caller.role);
  if (!post || !mayUnseal(post)) throw new Rejection(403, `${caller.role} does not open personal fields`);
  return caller.person ?? caller.name;
}

/** One look at somebody's papers asks for several keys: it is written down once. */
const ONE_LOOK_MS = 60_000;
const looks = new WeakMap<Office, Map<string, { at: number; id: string }>>();

/** Writes down who looked at whose personal data, with what device and what for. */
export function noteReading(office: Office, caller: Caller, subject: string, reason: string): string {
  const reader = caller.person ?? caller.name;
  const known = looks.get(office) ?? new Map<string, { at: number; id: string }>();
  looks.set(office, known);
  for (const [key, { at }] of known) if (office.now() - at > ONE_LOOK_MS) known.delete(key);
  const key = JSON.stringify([reader, caller.device, subject, reason]);
  const had = known.get(key);
  if (had) return had.id;
  const body = { person: subject, reader, device: caller.device, reason };
  const id = office.record('people', 'paper.read', subject, body);
  known.set(key, { at: office.now(), id });
  return id;
}

/** Written down before the key goes out. */
function note(office: Office, caller: Caller, subject: string, reason: string): void {
  mayHold(caller);
  noteReading(office, caller, subject, reason);
}

export function serveSeals(app: FastifyInstance, office: Office): void {
  app.post('/seals', async (request) => {
    mayHold(callerOf(office, request.headers));
    const key = Brought.safeParse(request.body);
    if (!key.success) throw new Rejection(400, key.error.issues[0]?.message ?? 'not a key');
    office.seals.take(key.data, true);
    return { stored: true };
  });

  app.post<{ Params: { seal: string } }>('/seals/:seal/open', async (request) => {
    const caller = callerOf(office, request.headers);
    mayHold(caller);
    const read = Read.safeParse(request.body);
    if (!read.success) throw new Rejection(400, 'subject and reason are needed');
    const key = office.seals.get(request.params.seal);
    if (key === 'destroyed') throw new Rejection(410, 'destroyed: its time is over');
    if (!key) throw new Rejection(404, 'this key is not here');
    if (key.subject !== read.data.subject) throw new Rejection(403, 'this key is of another subject');
    note(office, caller, key.subject, read.data.reason);
    return key;
  });

  /** What a laptop opened with a key of its own while it was away. */
  app.post('/seals/readings', async (request) => {
    const read = Read.safeParse(request.body);
    if (!read.success) throw new Rejection(400, 'subject and reason are needed');
    note(office, callerOf(office, request.headers), read.data.subject, read.data.reason);
    return { stored: true };
  });
}

/** Destroys keys, and says so to every console by an entry that the office key signs. */
export function destroySeals(office: Office, seals: readonly string[], why: 'term' | 'asked'): number {
  if (!seals.length) return 0;
  // The word first: a crash in between leaves keys that the next start destroys by it.
  for (let from = 0; from < seals.length; from += 1000)
    office.certify('seal.destroyed', 'seals', { seals: seals.slice(from, from + 1000), why });
  office.seals.destroy(seals);
  return seals.length;
}

/** What was destroyed stays so, also where a backup brought it back. */
export function keepDestroyed(office: Office): void {
  for (const { kind, body } of office.replica.entries('registry')) {
    const read = kind === 'seal.destroyed' ? SealDestroyed.safeParse(body) : null;
    if (read?.success) office.seals.destroy(read.data.seals);
  }
}

/** Looks once an hour for keys whose time is over. */
export function startSeals(office: Office): { close(): void } {
  const look = () => {
    if (office.replica.meta('recovering') === 'yes') return;
    destroySeals(office, office.seals.due(dayOf(office.now())), 'term');
  };
  look();
  const timer = setInterval(look, HOUR_MS);
  timer.unref();
  const stop = office.replica.onCommit((changes) => {
    if (changes.some(({ entries }) => entries.some(({ kind }) => kind === 'seal.destroyed')))
      keepDestroyed(office);
  });
  return {
    close() {
      clearInterval(timer);
      stop();
    },
  };
}
