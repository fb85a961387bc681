import { setImmediate as turn } from 'node:timers/promises';
import { dayOf } from '../domain/day.ts';
import { DestroyedFiles } from '../replica/destroyed.ts';
import { type KeptFile, KeptFiles } from './keep-files.ts';
import { endOrders, ordersDue } from './keep-orders.ts';
import { type KeptDay, KeptPassages } from './keep-passages.ts';
import { type KeptSeal, sealsDue } from './keep-seals.ts';
import { type Office, Rejection } from './office.ts';
import { destroySeals } from './seals.ts';

/** The daily round over what is personal: what its time is over for goes, here and by the office's word everywhere. */

const LOOK_MS = 10 * 60_000;
/** So many files, or days of passages, in one transaction and one word. */
const AT_ONCE = 50;

export interface Outlook {
  /** Over on this day. */
  on: string;
  passages: { due: KeptDay[]; held: KeptDay[] };
  files: KeptFile[];
  /** Charging orders, by the last day of each. */
  orders: string[];
  /** Keys of personal fields. */
  seals: KeptSeal[];
}

export interface Round {
  on: string;
  passages: number;
  files: number;
  orders: number;
  seals: number;
}

const deletedOf = new WeakMap<Office, DestroyedFiles>();

/** Files of which the office's own word says that they are deleted. */
export function destroyedFiles(office: Office): DestroyedFiles {
  const known = deletedOf.get(office) ?? new DestroyedFiles(office.replica, () => office.receipts.trust());
  deletedOf.set(office, known);
  return known;
}

/** What is over on a day, as far as is known now; nothing is touched. */
export async function outlook(office: Office, on: string): Promise<Outlook> {
  const days = await new KeptPassages(office).due(on);
  const { files } = await new KeptFiles(office, destroyedFiles(office)).due(on);
  return {
    on,
    passages: { due: days.filter((each) => !each.held), held: days.filter((each) => each.held) },
    files,
    orders: ordersDue(office, on),
    seals: sealsDue(office, on),
  };
}

/**
 * One round. Of each part the word comes first, in one transaction with what the ledgers and gauges say from then on;
 * then the files go. A crash in between leaves files that a word names, and the next round deletes those: twice is
 * harmless. @throws {Rejection} 409 in recovery, when the office does not yet have all that would hold something.
 */
export function keepRound(office: Office): Promise<Round> {
  const round = running.get(office) ?? goRound(office).finally(() => running.delete(office));
  running.set(office, round);
  return round;
}

/** Whoever asks while one runs waits for it. */
const running = new WeakMap<Office, Promise<Round>>();

async function goRound(office: Office): Promise<Round> {
  if (office.replica.meta('recovering') === 'yes') throw new Rejection(409, 'end the recovery first');
  const on = dayOf(office.now());
  const passages = await endPassages(office, on);
  const files = await endFiles(office, on);
  const orders = endOrders(office, on);
  const due = sealsDue(office, on).map(({ seal }) => seal);
  const seals = destroySeals(office, due, 'term');
  const round = { on, passages, files, orders, seals };
  office.replica.setMeta('keptOn', on);
  if (passages + files + orders + seals > 0)
    office.log.info(round, 'personal data past its time was destroyed');
  return round;
}

/** All of it or none; a chain whose last receipts were taken back goes on from where it stands. */
function together(office: Office, work: () => void): void {
  try {
    office.replica.write(work);
  } catch (error) {
    office.receipts.forget();
    throw error;
  }
}

function* portions<T>(all: readonly T[]): Generator<T[]> {
  for (let from = 0; from < all.length; from += AT_ONCE) yield all.slice(from, from + AT_ONCE);
}

function say(
  office: Office,
  kind: 'passage' | 'evidence',
  files: readonly Pick<KeptFile, 'hash' | 'until'>[],
): void {
  const known = destroyedFiles(office);
  const fresh = files.filter(({ hash }) => !known.get(hash));
  for (const [until, all] of Map.groupBy(fresh, (each) => each.until))
    office.certify('file.destroyed', 'files', { files: all.map(({ hash }) => hash), kind, until });
}

async function endPassages(office: Office, on: string): Promise<number> {
  const kept = new KeptPassages(office);
  // What a crash left behind.
  for (const [hash, { kind }] of destroyedFiles(office).all())
    if (kind === 'passage' && office.blobs.has(hash) && !kept.names(hash)) office.blobs.remove(hash);
  let count = 0;
  const due = await kept.due(on);
  for (const some of portions(due.filter((each) => !each.held))) {
    let files: { hash: string; until: string }[] = [];
    together(office, () => {
      const days = kept.stillDue(some, on);
      files = days.flatMap(({ file, until }) => (file === null ? [] : [{ hash: file, until }]));
      say(office, 'passage', files);
      kept.end(days);
      count += days.length;
    });
    for (const { hash } of files) office.blobs.remove(hash);
    await turn();
  }
  await kept.purge();
  return count;
}

async function endFiles(office: Office, on: string): Promise<number> {
  const kept = new KeptFiles(office, destroyedFiles(office));
  const { files, upTo } = await kept.due(on);
  let count = 0;
  for (const some of portions(files)) {
    let due: KeptFile[] = [];
    together(office, () => {
      due = kept.stillDue(some, upTo);
      say(office, 'evidence', due);
    });
    for (const { hash } of due) office.blobs.remove(hash);
    count += due.length;
  }
  return count;
}

/** At start and once each day; after a restore once its recovery has ended. */
export function startKeeping(office: Office): { close(): void } {
  let done = '';
  let looking = false;
  let closed = false;
  const look = () => {
    const today = dayOf(office.now());
    if (looking || done === today || office.replica.meta('recovering') === 'yes') return;
    looking = true;
    keepRound(office)
      .then(() => {
        done = today;
      })
      .catch((error) => {
        if (!closed) office.log.error({ error }, 'keeping failed; it is tried again');
      })
      .finally(() => {
        looking = false;
      });
  };
  const timer = setInterval(look, LOOK_MS);
  timer.unref();
  const soon = setImmediate(look);
  return {
    close() {
      closed = true;
      clearInterval(timer);
      clearImmediate(soon);
    },
  };
}
