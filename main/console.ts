import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { documentsOf } from '../domain/carry.ts';
import { CarryChoice } from '../domain/contract/field.ts';
import { contract, isName } from '../domain/contract.ts';
import { isoShanghai } from '../domain/day.ts';
import { folds } from '../domain/folds.ts';
import type { Trust } from '../domain/ledger/trust.ts';
import { type Api, callByName, Refusal } from '../domain/rpc.ts';
import { Blobs } from '../replica/blobs.ts';
import { Lock } from '../replica/lock.ts';
import { Replica } from '../replica/replica.ts';
import { Seals } from '../replica/seals.ts';
import type { Context, Local } from './app.ts';
import { type Imported, importBundle, makeBundle } from './bundle.ts';
import { makeApi, makeContext } from './context.ts';
import { type DiskState, diskState } from './disk.ts';
import { Enrolment, Unreached } from './enrol.ts';
import { readingOnly } from './field.ts';
import { Files } from './files.ts';
import { dropFiles } from './keep.ts';
import { Keys, type Vault } from './keys.ts';
import { Live } from './live.ts';
import { Luggage } from './luggage.ts';
import { type Catalogue, OfficeTrouble } from './office.ts';
import { dropDestroyed } from './personal.ts';
import { type Given, loadSettings, type Settings, saveSettings, settle } from './settings.ts';
import { Sync } from './sync.ts';

export interface ConsoleOptions {
  folder: string;
  /** Server, token or code; what was given once is remembered. */
  given?: Given;
  /** Seals the new key at enrolment, else unlocks the one that is there. */
  pin?: string | undefined;
  /** Epoch milliseconds. */
  now?: () => number;
  vault?: Vault;
  /** After how long an untouched key locks itself, in ms. */
  idle?: number;
  /** False: never looks for the office. For an act where no console runs. */
  sync?: boolean;
  warn?: (error: unknown) => void;
}

export interface Console {
  /** Keys of personal fields. */
  seals: Seals;
  api: Api;
  settings(): Settings;
  replica: Replica;
  keys: Keys;
  sync: Sync | null;
  /** What of registry and receipts is believed here, as of now. */
  trust(): Trust;
  /** Says where this console listens, for `act` and `query`; returns the key that they must carry. */
  publish(url: string): string;
  /** An act, or an errand with its own answer, with the PIN that came with it and opens the key for it alone. */
  act(name: string, input: unknown, pin?: string): Promise<{ id: string }>;
  /** Takes a courier's file in. @throws {Refusal} `bundle` */
  takeBundle(bytes: Uint8Array): Imported;
  close(): Promise<void>;
}

/** How long an act waits for the office to tell whose token this is, at a first start. */
const IDENTITY_MS = 5000;

/**
 * A console on one data folder: what it shows and does is on its own replica, sync is in the background. It knows
 * nothing of what carries its contract.
 * @throws {Locked} where another one runs on the folder; {Refusal} for what it was given.
 */
export async function createConsole(options: ConsoleOptions): Promise<Console> {
  if (existsSync(join(options.folder, 'office.key')))
    throw new Refusal('folder', `${options.folder} is an office's folder, not a console's`);
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
  let heard = () => {};
  const enrolment = new Enrolment({
    ...{ folder, keys, now, vault: options.vault, settings: () => settings },
    keep(next) {
      settings = next;
    },
    changed: () => heard(),
  });
  await begin(options, keys, enrolment);

  const replica = new Replica(join(folder, 'replica.db'), folds);
  replica.setMeta('root', settings.root);
  const blobs = new Blobs(join(folder, 'blobs'));
  const files = new Files(replica, blobs, join(folder, 'sealed'), () => ({
    needed: keys.exists,
    sealer: keys.exists ? keys.sealer : null,
  }));
  files.tidy();
  blobs.tidy();
  const seals = new Seals(join(folder, 'seals.db'));
  const live = new Live(replica);
  const told = ({ demo, you }: Catalogue) => {
    replica.setMeta('demo', demo ? 'yes' : 'no');
    if (!you || (settings.person === you.person && settings.post === you.role)) return;
    settings = { ...settings, person: you.person, name: settings.name ?? you.person, post: you.role };
    saveSettings(folder, settings);
    live.touch(new Set(['key']));
  };
  const address = () => (settings.token === null ? null : { server: settings.server, token: settings.token });
  const enrolLater = () =>
    enrolment.bring().catch((error: Error) => {
      throw new OfficeTrouble(error instanceof Unreached ? 'unreachable' : 'unauthorised', error.message);
    });
  const luggage = new Luggage({
    ...{ replica, blobs, now, choice: () => settings.choice, gone: () => context.destroyed.all() },
    changed: () => live.touch(new Set(['sync'])),
  });
  const sync =
    options.sync === false
      ? null
      : new Sync({
          ...{ replica, blobs, files, seals, luggage, now, told, address, enrol: enrolLater },
          carried: () => settings.carried,
          post: () => settings.post,
          warn: options.warn ?? (() => {}),
        });
  keys.onChange(() => live.touch(new Set(['key'])));
  heard = () => {
    if (replica.meta('root') !== settings.root) replica.setMeta('root', settings.root);
    if (settings.person !== null) sync?.poke();
    live.touch(new Set(['key', 'sync']));
  };
  sync?.onChange(() => live.touch(new Set(['sync'])));
  replica.onCommit(() => live.touch(new Set(['sync'])));
  let disk: Promise<DiskState> | null = null;
  const local: Local = {
    chosen: () => settings.carried,
    choice: () => settings.choice,
    choose(choice) {
      settings = {
        ...settings,
        choice: choice && CarryChoice.parse(choice),
        carried: choice && documentsOf(choice),
      };
      saveSettings(folder, settings);
      sync?.poke();
      live.touch(new Set(['sync']));
    },
    listed: () => ({ at: sync?.offeredAt ?? null, documents: sync?.offered ?? new Map() }),
    enrolment: () => enrolment,
    clockAhead: () => sync?.clockAhead ?? null,
    awaySince: () => sync?.awaySince ?? null,
    luggage,
    disk: () => {
      disk ??= diskState(folder);
      return disk;
    },
    makeBundle: (documents) => makeBundle(folder, replica, settings, isoShanghai(now()), documents),
    takeBundle: (bytes) => importBundle(replica, settings, () => context.trust(), bytes),
  };
  const context: Context = makeContext({
    ...{
      replica,
      blobs,
      files,
      templates: join(folder, 'templates'),
      keys,
      now,
      sync,
      address,
      local,
      seals,
    },
    settings: () => settings,
  });
  dropDestroyed(context);
  dropFiles(context);
  replica.onCommit((changes) => {
    const came = (kind: string) =>
      changes.some(({ entries }) => entries.some((entry) => entry.kind === kind));
    if (came('seal.destroyed')) dropDestroyed(context);
    if (came('file.destroyed')) dropFiles(context);
  });
  const api = makeApi(context, live);
  sync?.start();
  return {
    ...{ api, replica, keys, sync, seals },
    settings: () => settings,
    trust: () => context.trust(),
    publish: (url) => lock.publish(url),
    async act(name, input, pin) {
      if (!isName(name) || contract[name].kind === 'query')
        throw new Refusal('unknown_name', `${name}: no such act`);
      if (name.startsWith('enrol.')) return callByName(api, name, input) as Promise<{ id: string }>;
      if (settings.token === null && settings.code === null)
        throw new Refusal(
          'unidentified',
          'this console is nobody’s yet: enrol on its screen, or with --enrol',
        );
      await until(() => sync === null || settings.person !== null, IDENTITY_MS);
      if (settings.person === null)
        throw new Refusal('unidentified', 'the office has not told yet whose token this is: connect once');
      return withPin(keys, pin, () => callByName(api, name, input) as Promise<{ id: string }>);
    },
    takeBundle: local.takeBundle,
    async close() {
      live.close();
      await sync?.close();
      replica.close();
      seals.close();
      lock.release();
    },
  };
}

/** The key as it is, or a new one for a code that was given; and the office asked, where it is there. */
async function begin({ pin, sync }: ConsoleOptions, keys: Keys, enrolment: Enrolment): Promise<void> {
  enrolment.prepare(pin);
  if (keys.exists && pin !== undefined) keys.unlock(pin);
  if (sync === false) return;
  await enrolment.bring().catch((error) => {
    // Away: asked again in the background. A code that the office refuses is the caller's mistake.
    if (!(error instanceof Unreached)) throw error;
  });
}

/** A PIN that is given is checked, also where the act would not need it. Where there is no key it says nothing. */
async function withPin<T>(keys: Keys, pin: string | undefined, work: () => Promise<T>): Promise<T> {
  if (pin === undefined || !keys.exists) return work();
  const before = keys.unlocked;
  keys.unlock(pin);
  try {
    return await work();
  } finally {
    if (!before) keys.lock();
  }
}

async function until(what: () => boolean, most: number): Promise<void> {
  const end = performance.now() + most;
  while (!what() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Answers queries from a folder's replica without writing to it, also while a console runs there. */
export function openReader(folder: string, now: () => number = Date.now): { api: Api; close(): void } {
  const settings = loadSettings(folder);
  if (!settings) throw new Refusal('folder', `${folder} is not a console's folder`);
  const replica = new Replica(join(folder, 'replica.db'), folds, { readOnly: true });
  const parts = { replica, now, sync: null, address: () => null, settings: () => settings };
  const blobs = new Blobs(join(folder, 'blobs'));
  const context: Context = makeContext({
    ...{ ...parts, blobs, files: new Files(replica, blobs, join(folder, 'sealed')) },
    templates: join(folder, 'templates'),
    keys: new Keys(folder, now),
    local: readingOnly(
      settings.carried,
      new Luggage({
        ...{ replica, blobs, now, choice: () => settings.choice },
        ...{ gone: () => context.destroyed.all(), changed: () => {} },
      }),
      settings.choice,
    ),
    seals: new Seals(':memory:'),
  });
  return { api: makeApi(context, null), close: () => replica.close() };
}
