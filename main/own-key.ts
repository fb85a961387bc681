import type { KeyState, Standing } from '../domain/contract/keys.ts';
import { isoShanghai, parseTime } from '../domain/day.ts';
import type { Trust } from '../domain/ledger/trust.ts';
import type { Context, Errands, Queries } from './app.ts';

/** The key of this console's person: its state, and what its PIN opens. Nothing of it needs the office. */

/** What registry and receipts say of a key at an instant (epoch ms). */
export function standingOf(trust: Trust, key: string, now: number): Standing {
  const certificate = trust.people.get(key);
  if (trust.revoked.has(key)) return 'revoked';
  if (!certificate) return 'waiting';
  const until = certificate.until === null ? null : parseTime(certificate.until);
  return until !== null && until < now ? 'ended' : 'certified';
}

function keyState(context: Context): KeyState {
  const { keys, root, me } = context;
  const trust = context.trust();
  const shared = {
    root,
    office: [...trust.office.keys()].at(-1) ?? null,
    device: me.device,
    idleMinutes: keys.idleMinutes,
  };
  if (!keys.exists)
    return { ...shared, state: 'none', standing: null, key: null, triesLeft: 0, waitUntil: null };
  const { key } = keys.publicKey;
  const { left, waitUntil } = keys.tries;
  return {
    ...{ ...shared, state: keys.unlocked ? 'unlocked' : 'locked', key },
    standing: standingOf(trust, key, context.now()),
    triesLeft: left,
    waitUntil: waitUntil === null ? null : isoShanghai(waitUntil),
  };
}

export const queries = {
  'key.state': { reads: ['key', 'registry', 'receipts'], timed: true, run: keyState },
} satisfies Partial<Queries>;

export const errands = {
  'key.unlock': {
    run(context, { pin }) {
      context.keys.unlock(pin);
      return keyState(context);
    },
  },
  'key.lock': {
    run(context) {
      context.keys.lock();
      return keyState(context);
    },
  },
  'key.changePin': {
    run(context, { pin, next }) {
      context.keys.changePin(pin, next);
      return keyState(context);
    },
  },
  'key.touch': {
    run(context) {
      context.keys.touch();
      return keyState(context);
    },
  },
} satisfies Partial<Errands>;
