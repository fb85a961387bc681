import { canonical, type Json, notJson } from '../domain/ledger/canonical.ts';
import { type Entry, formFault, SCHEMA } from '../domain/ledger/entry.ts';
import type { Replica } from '../replica/replica.ts';
import {
  type Deletion,
  type Foreign,
  type LedgerUpdate,
  readContent,
  type Struct,
  writeContent,
} from '../replica/structs.ts';

/** What a server sends of one document and may hold back: structs whose predecessors have not come yet. */
const HELD_STRUCTS = 200_000;

/** Entries of a schema that this program is too old for are counted, by version. */
const newerKey = (version: number) => `newer/${version}`;

export function newerEntries(replica: Replica): number {
  const rows = replica.db.prepare("SELECT key, value FROM meta WHERE key LIKE 'newer/%'").all() as {
    key: string;
    value: string;
  }[];
  return rows
    .filter((row) => Number(row.key.slice('newer/'.length)) > SCHEMA)
    .reduce((sum, row) => sum + Number(row.value), 0);
}

/** A value as an entry, or what is wrong with it. Of a newer schema only what a row needs is asked. */
export function checkEntry(value: unknown): { entry: Entry } | { fault: string } {
  const unplain = notJson(value);
  if (unplain) return { fault: unplain };
  const fault = formFault(value);
  return fault !== null && !isNewer(value) ? { fault } : { entry: value as Entry };
}

function readEntry(struct: Struct): { entry: Entry } | { fault: string } {
  const read = checkEntry(readContent(struct.content));
  return 'fault' in read || read.entry.id === struct.id
    ? read
    : { fault: `stands under ${struct.id} and calls itself ${read.entry.id}` };
}

function isNewer(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false;
  const { v, id, kind, subject } = value as Record<string, unknown>;
  return (
    Number.isInteger(v) &&
    (v as number) > SCHEMA &&
    [id, kind, subject].every((text) => typeof text === 'string' && text !== '')
  );
}

type Part =
  | { is: 'struct'; client: number; clock: number; length: 1; struct: Struct }
  | { is: 'foreign'; client: number; clock: number; length: number; foreign: Foreign };

/**
 * Takes in what a server sends of one ledger. What is stored here is never changed or removed by it: a deletion, an
 * overwrite or a forged shape is refused and noted, and what stands behind it is taken all the same. A struct whose
 * predecessor has not come is held until it has.
 */
export class Intake {
  private readonly replica: Replica;
  private readonly document: string;
  private held: Part[] = [];
  /** client -> clocks that were refused on this connection, `[from, to)`. */
  private readonly skipped = new Map<number, [number, number][]>();

  constructor(replica: Replica, document: string) {
    this.replica = replica;
    this.document = document;
  }

  get waiting(): number {
    return this.held.length;
  }

  /** One transaction. @throws where more is held back than any honest server would. */
  take(update: LedgerUpdate): void {
    const parts: Part[] = [...this.held];
    for (const struct of update.structs)
      parts.push({ is: 'struct', client: struct.client, clock: struct.clock, length: 1, struct });
    for (const foreign of update.foreign)
      parts.push({
        is: 'foreign',
        ...{ client: foreign.client, clock: foreign.clock, length: foreign.length, foreign },
      });
    parts.sort((a, b) => a.client - b.client || a.clock - b.clock);
    this.replica.write(() => {
      const { ready, held } = this.inOrder(parts);
      if (held.length > HELD_STRUCTS) throw new Error(`${this.document}: too much came out of order`);
      this.held = held;
      this.store(ready);
      for (const deletion of update.deletions) this.noteDeletion(deletion);
    });
  }

  /** Parts that follow what is stored, or what was refused; and those that must wait. */
  private inOrder(parts: Part[]): { ready: Part[]; held: Part[] } {
    const heads = this.replica.headsOf(this.document);
    const at = new Map<number, number>();
    const ready: Part[] = [];
    const held: Part[] = [];
    for (const part of parts) {
      const { client } = part;
      let next = this.past(client, at.get(client) ?? heads.get(client)?.next ?? 0);
      if (part.clock + part.length <= next) continue;
      if (part.clock > next) {
        held.push(part);
        continue;
      }
      ready.push(part);
      next = part.clock + part.length;
      at.set(client, next);
    }
    return { ready, held };
  }

  /** The next clock that counts: past those that were refused here. */
  private past(client: number, clock: number): number {
    let next = clock;
    for (const [from, to] of this.skipped.get(client) ?? []) if (from <= next && next < to) next = to;
    return next;
  }

  private store(ready: Part[]): void {
    const good: Struct[] = [];
    const coming = new Map<string, { client: number; value: Entry }>();
    const lost: Extract<Part, { is: 'foreign' }>[] = [];
    for (const part of ready) {
      if (part.is === 'foreign') {
        if (part.foreign.reason === 'deleted') lost.push(part);
        else this.refuse(part, this.nameOf(part.foreign), REASONS[part.foreign.reason]);
        continue;
      }
      const read = readEntry(part.struct);
      if ('fault' in read) {
        this.refuse(part, part.struct.id, read.fault);
        continue;
      }
      this.compare(read.entry, coming.get(read.entry.id)?.value);
      if (!coming.has(read.entry.id)) coming.set(read.entry.id, { client: part.client, value: read.entry });
      good.push(part.struct);
    }
    for (const part of lost) {
      const struct = this.losing(part, coming);
      if (struct) good.push(struct);
      else this.refuse(part, part.foreign.id ?? '', REASONS.deleted);
    }
    const fresh = this.replica.receive(this.document, good);
    this.countNewer(fresh);
  }

  /**
   * Of an entry that two clients wrote, a Yjs server keeps the content of one; the other's copy comes without. It
   * is stored for its clock's sake with the content of the one that stands.
   */
  private losing(
    part: Extract<Part, { is: 'foreign' }>,
    coming: ReadonlyMap<string, { client: number; value: Entry }>,
  ): Struct | null {
    const { id, client, clock } = part.foreign;
    if (id === null) return null;
    const standing = this.replica.entry(this.document, id) ?? coming.get(id)?.value;
    return standing ? { client, clock, id, content: writeContent(standing) } : null;
  }

  private compare(entry: Entry, coming: Entry | undefined): void {
    const known = this.replica.entry(this.document, entry.id) ?? coming;
    if (!known || canonical(known as Json) === canonical(entry as Json)) return;
    this.replica.outbox.refuse(this.document, entry.id, entry.kind, 'another text under an id that stands');
  }

  private refuse(part: Part, id: string, reason: string): void {
    const spans = this.skipped.get(part.client) ?? [];
    spans.push([part.clock, part.clock + part.length]);
    this.skipped.set(part.client, spans);
    const kind = this.replica.entry(this.document, id)?.kind ?? '';
    this.replica.outbox.refuse(this.document, id, kind, reason);
  }

  private nameOf(foreign: Foreign): string {
    if (foreign.id !== null) return foreign.id;
    const { origin } = foreign;
    return origin ? (this.replica.idAt(this.document, origin.client, origin.clock) ?? '') : '';
  }

  /** A server's Yjs document marks the losing copies of an entry as deleted; any other deletion is a wish. */
  private noteDeletion({ client, clock, length }: Deletion): void {
    const next = this.replica.headsOf(this.document).get(client)?.next ?? 0;
    for (let at = clock; at < Math.min(clock + length, next); at++) {
      const id = this.replica.idAt(this.document, client, at);
      if (id === null || this.replica.placesOf(this.document, id).length > 1) continue;
      const kind = this.replica.entry(this.document, id)?.kind ?? '';
      this.replica.outbox.refuse(this.document, id, kind, 'the server asked to delete it');
    }
  }

  private countNewer(fresh: Entry[]): void {
    for (const { v } of fresh)
      if (v > SCHEMA)
        this.replica.setMeta(newerKey(v), String(Number(this.replica.meta(newerKey(v)) ?? 0) + 1));
  }
}

const REASONS: Record<Foreign['reason'], string> = {
  overwrite: 'the server asked to overwrite it',
  shape: 'not one plain JSON entry',
  parent: 'not under `entries`',
  gap: 'a gap',
  deleted: 'came without its content',
};
