import { type Office, Rejection } from './office.ts';

/**
 * Ends the recovery that a restore began: the office goes on from the receipts that it has by now. What was on another
 * branch, in a laptop that comes home later, is off the chain by the office's own word (`after`), and marked anew.
 * @throws {Rejection} 409 where there is no recovery, or the backup's office key is no longer the office's.
 */
export function leaveRecovery(office: Office): { receipted: number; epoch: string } {
  const { receipts, replica, key } = office;
  if (!receipts.recovering) throw new Rejection(409, 'this office is not in recovery');
  const newest = [...receipts.trust().office.keys()].at(-1);
  if (newest !== key.id)
    throw new Rejection(
      409,
      `the office key of this backup was rolled to ${newest}: put that one's office.key in the folder, or roll with the recovery key`,
    );
  const epoch = replica.meta('epoch') ?? '';
  replica.write(() => {
    replica.setMeta('recovering', 'no');
    receipts.forget();
    office.certify('office.epoch', epoch, { epoch, after: receipts.head });
  });
  return { receipted: receipts.catchUp(), epoch };
}

/**
 * Gives the office a new key, by the one that it has or by the printed recovery key. The chain goes on under the new
 * one; what the old one signs from now on counts for nothing.
 */
export function rollKey(
  office: Office,
  recovery: string | undefined,
): { key: string; recovery: string | null } {
  const { receipts, replica, key } = office;
  if (receipts.recovering && recovery === undefined) throw new Rejection(409, 'end the recovery first');
  const by = recovery === undefined ? null : recoverySigner(office, recovery);
  const old = receipts.trust().office.get(key.id)!;
  const next = key.next(by !== null);
  const after = old.end ?? receipts.head;
  const before = [...receipts.trust().office.values()]
    .slice(0, [...receipts.trust().office.keys()].indexOf(key.id) + 1)
    .map((each) => ({
      ...{ key: each.key, alg: each.alg, publicKey: each.publicKey },
      ...(each.recovery === null ? {} : { recovery: each.recovery }),
      until: each.key === key.id ? after : each.end,
    }));
  const body = {
    ...{ key: next.id, alg: 'Ed25519', publicKey: next.publicKey, replaces: key.id, after },
    ...(next.recoveryKey === null ? {} : { recovery: next.recoveryKey }),
  };
  replica.write(() => {
    const roll = office.draft('key.rolled', next.id, body);
    const own = office.draft('key.office', next.id, { ...body, before });
    replica.append('registry', [by ? by(roll) : key.sign(roll), next.sign(own)], 'office');
  });
  next.adopt();
  receipts.forget();
  receipts.catchUp();
  return { key: next.id, recovery: next.recovery };
}

function recoverySigner(office: Office, text: string) {
  const known = office.receipts.trust().office.get(office.key.id)?.recovery;
  const read = office.key.readRecovery(text);
  if (!read || read.publicKey !== known)
    throw new Rejection(400, 'this is not the recovery key of this office');
  return read.sign;
}
