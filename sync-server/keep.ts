import { dayOf } from '../domain/day.ts';
import { DestroyedFiles } from '../replica/destroyed.ts';
import { type KeptFile, KeptFiles } from './keep-files.ts';
import { type KeptDay, KeptPassages } from './keep-passages.ts';
import { type Office, Rejection } from './office.ts';
import { destroySeals } from './seals.ts';

/** The daily round over what is personal: what its time is over for goes, here and by the office's word everywhere. */

const LOOK_MS = 10 * 60_000;
/** So many files, or days of passages, in one transaction and one word. */
const AT_ONCE = 200;

export interface Outlook {
  /** Over on this day. */
  on: string;
  passages: { due: KeptDay[]; held: KeptDay[] };
  files: KeptFile[];
  /** Keys of personal fields. */
  seals: { seal: string; kind: string; until: string }[];
}

export interface Round {
  on: string;
  passages: number;
  files: number;
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
  const days = new KeptPassages(office).due(on);
  const { files } = await new KeptFiles(office, destroyedFiles(office)).due(on);
  return {
    on,
    passages: { due: days.filter((each) => !each.held), held: days.filter((each) => each.held) },
    files,
    seals: office.seals.dueWith(on),
  };
}

/**
 * One round. Of each part the word comes first, in one transaction with what the ledgers and gauges say from then on;
 * then the files go. A crash in between leaves files that a word names, and the next round deletes those: twice is
 * harmless. @throws {Rejection} 409 in recovery, when the office does not yet have all that would hold something.
 */
export async function keepRound(office: Office): Promise<Round> {
  if (office.replica.meta('recovering') === 'yes') throw new Rejection(409, 'end the recovery first');
  const on = dayOf(office.now());
  const passages = endPassages(office, on);
  const files = await endFiles(office, on);
  const seals = destroySeals(office, office.seals.due(on), 'term');
  const round = { on, passages, files, seals };
  office.replica.setMeta('keptOn', on);
  if (passages + files + seals > 0) office.log.info(round, 'personal data past its time was destroyed');
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

function endPassages(office: Office, on: string): number {
  const kept = new KeptPassages(office);
  // What a crash left behind.
  for (const [hash, { kind }] of destroyedFiles(office).all())
    if (kind === 'passage' && office.blobs.has(hash) && !kept.names(hash)) office.blobs.remove(hash);
  const due = kept.due(on).filter((each) => !each.held);
  for (const days of portions(due)) {
    const files = days.flatMap(({ file, until }) => (file === null ? [] : [{ hash: file, until }]));
    together(office, () => {
      say(office, 'passage', files);
      kept.end(days);
    });
    for (const { hash } of files) office.blobs.remove(hash);
  }
  kept.purge();
  return due.length;
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
  let running: Promise<void> | null = null;
  let closed = false;
  const look = () => {
    const today = dayOf(office.now());
    if (running || done === today || office.replica.meta('recovering') === 'yes') return;
    running = keepRound(office)
      .then(() => {
        done = today;
      })
      .catch((error) => {
        if (!closed) office.log.error({ error }, 'keeping failed; it is tried again');
      })
      .finally(() => {
        running = null;
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
