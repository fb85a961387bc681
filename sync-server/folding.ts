import type { Office } from './office.ts';

/** So many rows are folded at once, and so long is waited before the next: intake and rooms come first. */
const ROWS = 128;
const PAUSE_MS = 50;
/** What comes one by one is gathered so long before it is folded: nobody waits for it, and each fold is a transaction. */
const GATHER_MS = 250;

/** Further behind than this, a lookout that can wait does: it would fold all of it at once. */
const MOST_BEHIND = 1000;

export const isBehind = ({ replica }: Office) => replica.behind > MOST_BEHIND;

/**
 * Folds what came in, a little between turns, so that no look at the projections stands still for all of it.
 * @returns what ends it.
 */
export function startFolding({ replica, log }: Office): () => void {
  let timer: NodeJS.Timeout | null = null;
  const later = (ms: number) => {
    timer ??= setTimeout(step, ms);
  };
  const step = () => {
    timer = null;
    try {
      replica.catchUp(ROWS);
      if (replica.behind > 0) later(PAUSE_MS);
    } catch (error) {
      log.error({ error }, 'folding failed; the next look tries again');
    }
  };
  const stop = replica.onCommit((changes) => {
    if (changes.some(({ kind }) => kind === 'ledger')) later(GATHER_MS);
  });
  later(PAUSE_MS);
  return () => {
    stop();
    if (timer) clearTimeout(timer);
  };
}
