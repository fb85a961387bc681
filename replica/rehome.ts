import type { Entry } from '../domain/ledger/entry.ts';
import type { Doc, Documents, Head } from './documents.ts';
import { newClientId } from './ledgers.ts';
import { type Outbox, OWN, type OwnRow } from './outbox.ts';
import type { Projections } from './projections.ts';
import { readContent } from './structs.ts';

interface Parts {
  docs: Documents;
  outbox: Outbox;
  projections: Projections;
}

/**
 * The office refused structs of ours, so nothing after them of their client can ever be taken there. What it has
 * not stored of such a client moves to a new client id; the refused ones (entry id -> reason) go to quarantine, or,
 * with `keep`, to a client id of their own. Returns those client ids, and whether anything moved. Inside a write.
 */
export function rehome(
  { docs, outbox, projections }: Parts,
  doc: Doc,
  refused: ReadonlyMap<string, string>,
  keep: boolean,
): { aside: number[]; moved: boolean } {
  const heads = docs.headsOf(doc);
  const aside: number[] = [];
  let moved = false;
  const moveRows = (owner: string, rows: OwnRow[]): number => {
    const client = newClientId();
    if (!rows.length) return client;
    rows.forEach((row, clock) => {
      outbox.move(row.n, client, clock);
    });
    const head: Head = { next: rows.length, owner, acked: 0 };
    heads.set(client, head);
    docs.storeHead(doc, client, head);
    return client;
  };
  const setAside = (row: OwnRow): void => {
    if (row.known === 0) projections.untouch(doc, readContent(row.content) as Entry, row.n);
    const other = outbox.quarantine(doc, row, refused.get(row.id)!);
    if (other) projections.touch(doc, other.entry, other.n);
  };
  for (const [client, { owner, acked, next }] of [...heads]) {
    if (!OWN.has(owner) || acked >= next) continue;
    const rows = outbox.tail(doc.n, client, acked);
    const bad = rows.filter((row) => refused.has(row.id));
    if (!bad.length) continue;
    moved = true;
    outbox.cut(doc.n, client, acked);
    if (acked === 0) heads.delete(client);
    else heads.get(client)!.next = acked;
    const good = rows.filter((row) => !refused.has(row.id));
    moveRows(owner, good);
    // What a courier brought is somebody else's: it is not ours to take back, only not to be sent again.
    if (keep || owner === 'courier') aside.push(moveRows(owner, bad));
    else for (const row of bad) setAside(row);
  }
  return { aside, moved };
}
