import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folds } from '../domain/folds.ts';
import { Blobs } from '../replica/blobs.ts';
import { Lock } from '../replica/lock.ts';
import { Replica } from '../replica/replica.ts';
import { Rejection } from './office.ts';
import { isOfficeFolder } from './restore.ts';
import { type Verification, verifyReplica } from './verify.ts';

/** A folder with a replica and without an office key is a console's. */
export function isConsoleFolder(folder: string): boolean {
  return existsSync(join(folder, 'replica.db')) && !isOfficeFolder(folder);
}

/** Checks or rebuilds a console's replica, which must not be running for a rebuild. */
export async function onConsole(
  folder: string,
  verb: 'verify' | 'rebuild',
): Promise<Verification | { before: string; after: string; same: boolean }> {
  const file = join(folder, 'replica.db');
  if (verb === 'verify') {
    const replica = new Replica(file, folds, { readOnly: true });
    try {
      return verifyReplica(replica, rootOf(folder, replica), new Blobs(join(folder, 'blobs')));
    } finally {
      replica.close();
    }
  }
  const lock = new Lock(folder);
  const replica = new Replica(file, folds);
  try {
    const before = replica.projectionDigest();
    replica.rebuild();
    const after = replica.projectionDigest();
    return { before, after, same: before === after };
  } finally {
    replica.close();
    lock.release();
  }
}

/** The fingerprint of the office key that this console was told to trust: it came with its token or code. */
function rootOf(folder: string, replica: Replica): string {
  const stored = replica.meta('root');
  if (stored !== null) return stored;
  const file = join(folder, 'console.json');
  const root = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { root?: string }).root
    : undefined;
  if (!root) throw new Rejection(400, `${folder}: this console was never told which office to trust`);
  return root;
}
