import { join } from 'node:path';
import { type ActName, contract, type Name, type Output, type Parsed, type QueryName } from '../domain/contract.ts';
import { mayStand, parseDocument } from '../domain/documents.ts';
import { folds } from '../domain/folds.ts';
import { type Clock, clockText, FAR_AHEAD_MS, merge, readClock, tick } from '../domain/ledger/clock.ts';
import { canonical, type Json } from '../domain/ledger/canonical.ts';
import type { Entry } from '../domain/ledger/entry.ts';
import { Trust } from '../domain/ledger/trust.ts';
import { isWeighty, mayWrite, parsePost } from '../domain/post.ts';
import { type Api, Refusal } from '../domain/rpc.ts';
import { Blobs } from '../replica/blobs.ts';
import { nodeCrypto } from '../replica/crypto.ts';
import { Lock } from '../replica/lock.ts';
import { Replica } from '../replica/replica.ts';
import { uuid7 } from '../replica/uuid.ts';
import type { Acts, Context, Identity, Queries } from './app.ts';
import { enrol, Unreached } from './enrol.ts';
import { acts, queries } from './handlers.ts';
import { Keys, makeKey, type Vault } from './keys.ts';
import { Live } from './live.ts';
import { type Catalogue, OfficeTrouble } from './office.ts';
import { type Given, loadSettings, type Settings, saveSettings, settle } from './settings.ts';
import { Counts, syncStatus } from './status.ts';
import { Sync } from './sync.ts';

export interface ConsoleOptions {
  folder: string;
  given?: Given;
  /** Makes the key at enrolment; else unlocks it. */
  pin?: string | undefined;
  now?: () => number;
  vault?: Vault;
  /** After how long an untouched key locks itself, in ms. */
  idle?: number;
  /** Without it the console never looks for its office: `act` on a folder where no console runs. */
  sync?: boolean;
  warn?: (error: unknown) => void;
}

export interface Console {
  api: Api;
  settings(): Settings;
  replica: Replica;
  keys: Keys;
  sync: Sync | null;
  /** Says where it listens, for `act` and `query`; returns the key that they must carry. */
  publish(url: string): string;
  /** An act with the PIN that came with it: the key is open for this act alone. */
  act(name: string, input: unknown, pin?: string): Promise<{ id: string }>;
  close(): Promise<void>;
}

/**
 * A console on one data folder: everything it shows and does is on its own replica; sync is in the background. Knows
 * nothing of who carries its contract.
 * @throws {Locked} where another console runs on the folder; {Refusal} for what it was given.
 */
export async function createConsole(options: ConsoleOptions): Promise<Console> {
  const lock = new Lock(options.folder);
  try {
    return await openConsole(options, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function openConsole(options: ConsoleOptions, lock: Lock): Promise<Console> {
  const { folder } = options;
  const now = options.now ?? Date.now;
  let settings = settle(folder, options.given ?? {});
  const keys = new Keys(folder, now, options.idle, options.vault);
  if (settings.code !== null && !keys.exists) {
    if (options.pin === undefined) throw new Refusal('pin', 'enrolling needs a PIN for the new key');
    makeKey(folder, options.pin, options.vault);
  }
  if (keys.exists && options.pin !== undefined) keys.unlock(options.pin);
  const join_ = async () => {
    settings = await enrol(folder, settings, keys);
  };
  if (settings.token === null && options.sync !== false)
    await join_().catch((error) => {
      // Away: the office is asked again in the background. A code that it refuses is the caller's mistake.
      if (!(error instanceof Unreached)) throw error;
    });
  const replica = new Replica(join(folder, 'replica.db'), folds);
  replica.setMeta('root', settings.root);
  const blobs = new Blobs(join(folder, 'blobs'));
  const told = (there: Catalogue) => {
    replica.setMeta('demo', there.demo ? 'yes' : 'no');
    const { you } = there;
    if (!you || (settings.person === you.person && settings.post === you.role)) return;
    settings = { ...settings, person: you.person, name: settings.name ?? you.person, post: you.role };
    saveSettings(folder, settings);
    live.touch(new Set(['key']));
  };
  const sync =
    options.sync === false
      ? null
      : new Sync({
          ...{ replica, blobs, now, told, carried: settings.carried },
          address: () =>
            settings.token === null ? null : { server: settings.server, token: settings.token },
          async enrol() {
            await join_().catch((error) => {
              throw new OfficeTrouble(error instanceof Unreached ? 'unreachable' : 'unauthorised', error.message);
            });
          },
          post: () => settings.post,
          warn: options.warn ?? (() => {}),
        });
  const live = new Live(replica);
  sync?.onChange(() => live.touch(new Set(['sync'])));
  const stopWatching = replica.onCommit(() => live.touch(new Set(['sync'])));
  const context = makeContext({ replica, blobs, now, keys, sync, settings: () => settings });
  const api = makeApi(context, live);
  sync?.start();
  return {
    ...{ api, replica, keys, sync },
    settings: () => settings,
    publish: (url) => lock.publish(url),
    async act(name, input, pin) {
      if (!isAct(name)) throw new Refusal('unknown_name', `${name}: no such act`);
      if (!keys.exists && pin !== undefined && settings.token !== null)
        throw new Refusal('key', 'this console was given a token: it has no key and takes no PIN');
      const before = keys.unlocked;
      if (pin !== undefined) keys.unlock(pin);
      try {
        return (await callByNameOf(api, name, input)) as { id: string };
      } finally {
        if (pin !== undefined && !before) keys.lock();
      }
    },
    async close() {
      stopWatching();
      live.close();
      await sync?.close();
      replica.close();
      lock.release();
    },
  };
}
