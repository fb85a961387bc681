import type { Entry } from '../domain/ledger/entry.ts';
import type { Doc, Documents, Kind } from './documents.ts';
import type { Struct } from './structs.ts';

/** What one commit changed in one document: what others are to be sent, and what is new. */
export interface Change {
  doc: string;
  kind: Kind;
  /** Ledgers: new structs, in order. */
  structs: Struct[];
  /** Ledgers: entries that were not known before. */
  entries: Entry[];
  /** Gauges and drafts: new updates, in order. */
  updates: Uint8Array[];
  /** Gauges: keys whose value changed. */
  keys: string[];
  /** Who caused it: an owner's name, or `self`. */
  owners: Set<string>;
}

/** What one write has changed so far, and what of it is stored only at its end. */
export class RunningWrite {
  private readonly byDoc = new Map<string, Change>();
  /** Of each ledger: clients whose heads moved, and bytes. */
  private readonly later = new Map<Doc, { clients: Set<number>; bytes: number }>();
  /** Gauges and drafts that were changed in memory, by number: after a rollback they are not what is stored. */
  readonly drafts = new Set<number>();

  get changes(): Change[] {
    return [...this.byDoc.values()];
  }

  change(doc: Doc, owner: string): Change {
    let change = this.byDoc.get(doc.name);
    if (!change) {
      change = {
        ...{ doc: doc.name, kind: doc.kind, structs: [], entries: [], updates: [], keys: [] },
        owners: new Set(),
      };
      this.byDoc.set(doc.name, change);
    }
    change.owners.add(owner);
    return change;
  }

  /** A ledger grew by these clients' structs. */
  grew(doc: Doc, clients: Iterable<number>, bytes: number): void {
    const later = this.later.get(doc) ?? { clients: new Set(), bytes: 0 };
    this.later.set(doc, later);
    for (const client of clients) later.clients.add(client);
    later.bytes += bytes;
  }

  /** Heads and sizes, once for all updates of a commit. */
  settle(documents: Documents): void {
    for (const [doc, { clients, bytes }] of this.later) {
      const heads = documents.headsOf(doc);
      for (const client of clients) {
        const head = heads.get(client);
        if (head) documents.storeHead(doc, client, head);
      }
      documents.grew(doc, bytes);
    }
    this.later.clear();
  }
}
