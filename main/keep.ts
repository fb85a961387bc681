import type { CaseState } from '../domain/case.ts';
import type { CheckState } from '../domain/check.ts';
import { KeepOutlook } from '../domain/contract/keep.ts';
import { addMonths, dayOf } from '../domain/day.ts';
import { isOver, KEEPING, maskVin, recordUntil, withoutPlate } from '../domain/keep.ts';
import { readClock } from '../domain/ledger/clock.ts';
import { isUnread } from '../domain/plate.ts';
import { parsePost } from '../domain/post.ts';
import type { Context, Errands } from './app.ts';

/** What personal data past its time looks like on this console (domain/keep.ts). */

/** Whoever sees a plate past its time only as walls do: everybody but audit. */
export function seesOnlyMasked({ me }: Context): boolean {
  return parsePost(me.post)?.role !== 'audit';
}

/** Whether a case's or a check's plate is past its time for this console's person. The ledger has it all the same. */
export function plateIsOver(context: Context, state: CaseState | CheckState): boolean {
  const today = dayOf(context.now());
  const isCase = 'stage' in state;
  const recorded = isCase ? state.openedAt : Math.max(state.at, state.recordedAt);
  const { months } = KEEPING[isCase ? 'case_plate' : 'check_plate'];
  // Nearly all are younger than the term: nobody has to look for the end of their case.
  if (dayOf(recorded) >= addMonths(today, -months) || !seesOnlyMasked(context)) return false;
  const until = recordUntil(
    'plate',
    state,
    (id) => context.replica.find<CaseState>('case', 'cases', id)?.state ?? null,
  );
  return until !== null && isOver(until, today);
}

/** What was written of a vehicle, without its plate and with the end of its VIN alone. */
export function maskedBody<T extends { plate?: unknown; vin?: unknown }>(body: T): T {
  const { plate, vin } = body;
  const masked = typeof plate === 'string' && !isUnread(plate) ? withoutPlate(body, plate) : body;
  return typeof vin === 'string' ? { ...masked, vin: maskVin(vin) } : masked;
}

/** A case or a check as this console's person may read it. */
export function shown<T extends CaseState | CheckState>(context: Context, state: T): T {
  if (!plateIsOver(context, state)) return state;
  const masked = maskedBody(state);
  return 'stage' in state ? { ...masked, opened: maskedBody(state.opened) } : masked;
}

/** Of the files that a record names, those past their time: hash and last day. One named again later is kept again. */
export function expiredFiles(context: Context, body: unknown, recordedAt: number): Record<string, string> {
  const expired: Record<string, string> = {};
  for (const [hash] of JSON.stringify(body).matchAll(/[0-9a-f]{64}/g)) {
    const gone = context.destroyed.get(hash);
    if (gone && readClock(gone.at).ms > recordedAt) expired[hash] = gone.until;
  }
  return expired;
}

/**
 * Files that the office deleted when their time was over go here too. What was not yet brought stays: it may be all
 * that there is of it.
 */
export function dropFiles(context: Pick<Context, 'destroyed' | 'blobs' | 'files'>): void {
  const all = context.destroyed.all();
  if (all.size === 0) return;
  const waiting = new Set(context.files.waiting().map((each) => each.sha256));
  for (const hash of all.keys())
    if (!waiting.has(hash) && context.blobs.has(hash)) context.blobs.remove(hash);
}

export const errands = {
  'keep.outlook': {
    run: async (context) => KeepOutlook.parse(await context.askOffice('/keep')),
  },
} satisfies Partial<Errands>;
