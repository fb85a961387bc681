import { parsePost } from '../domain/post.ts';
import type { Context } from './app.ts';

/** What personal data past its time looks like on this console (domain/keep.ts). */

/** Whoever sees a plate past its time only as walls do: everybody but audit. */
export function seesOnlyMasked({ me }: Context): boolean {
  return parsePost(me.post)?.role !== 'audit';
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
