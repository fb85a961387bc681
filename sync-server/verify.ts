import { notJson } from '../domain/ledger/canonical.ts';
import { Entry } from '../domain/ledger/entry.ts';
import { Trust } from '../domain/ledger/trust.ts';
import { isReceipted } from '../domain/post.ts';
import { nodeCrypto } from '../replica/crypto.ts';
import type { Replica } from '../replica/replica.ts';

export interface Verification {
  entries: number;
  receipts: number;
  head: { seq: number; hash: string };
  /** Signed and not yet receipted. */
  waiting: number;
  bad: { document: string; id: string; kind: string; reason: string }[];
}

/** Checks a whole replica, the office's or a console's: form, signatures, receipts, chain. Names every bad entry. */
export function verifyReplica(replica: Replica, root: string): Verification {
  const receipts = replica.family('receipts').flatMap((name) => replica.entries(name));
  const trust = new Trust(root, replica.entries('registry'), receipts, nodeCrypto);
  const bad: Verification['bad'] = trust.refused.map((each) => ({ document: '', ...each }));
  let entries = 0;
  let waiting = 0;
  for (const { name, kind } of replica.documents()) {
    if (kind !== 'ledger') continue;
    for (const value of replica.entries(name)) {
      entries++;
      const reason = notJson(value) ?? Entry.safeParse(value).error?.issues[0]?.message ?? null;
      if (reason !== null) bad.push({ document: name, id: value.id, kind: value.kind, reason });
      else if (isReceipted(value)) {
        const binding = trust.binding(name, value);
        if (binding.state === 'refused')
          bad.push({ document: name, id: value.id, kind: value.kind, reason: binding.reason });
        if (binding.state === 'waiting') waiting++;
      }
    }
  }
  return { entries, receipts: receipts.length, head: trust.head, waiting, bad };
}
