import type { Replica } from '../replica/replica.ts';
import type { Context } from './app.ts';

/**
 * Sequence numbers of the receipts of entries that bind, by document and entry. What binds goes on binding while no
 * key is revoked: receipts are believed in their order, so nothing that came before can appear later.
 */
const known = new WeakMap<Replica, { revoked: number; seqs: Map<string, number> }>();

/** The receipt's number of a weighty entry that binds on this console; null where it does not, or not yet. */
export function boundAt(context: Context, document: string, id: string): number | null {
  const trust = context.trust();
  let kept = known.get(context.replica);
  if (kept?.revoked !== trust.revoked.size) {
    kept = { revoked: trust.revoked.size, seqs: new Map() };
    known.set(context.replica, kept);
  }
  const key = `${document}\n${id}`;
  const seq = kept.seqs.get(key);
  if (seq !== undefined) return seq;
  const entry = context.replica.entry(document, id);
  const binding = entry && trust.binding(document, entry);
  if (binding?.state !== 'binding') return null;
  kept.seqs.set(key, binding.receipt.seq);
  return binding.receipt.seq;
}
