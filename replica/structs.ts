import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { Entry } from '../domain/ledger/entry.ts';
import { readAny } from './any.ts';

/**
 * A ledger as Yjs carries it: each entry is one Item of length 1 under the map `entries`, key = entry id, with no
 * origin. So a ledger's whole state is rows of (client, clock, id, content), and an update, a state vector or a
 * difference is made from rows: neither a console nor the office ever builds a Y.Doc for a ledger. This file is the
 * one place that knows the bytes (Yjs update format, version 1).
 */
export interface Struct {
  client: number;
  clock: number;
  /** Key in the `entries` map: the entry's id. */
  id: string;
  /** The entry as `lib0` wrote it (encoding.writeAny), untouched. */
  content: Uint8Array;
  /** Bytes of its item that stand before `content` in the update that brought it: it is passed on as it came. */
  before?: number;
  /** What a check found already, so that storing need not find it again: the entry, and whether its id is known. */
  checked?: { entry: Entry; known: boolean };
}

/** A struct that no ledger may hold, and why. `id` is the map key where the wire carries one. */
export interface Foreign {
  client: number;
  clock: number;
  length: number;
  id: string | null;
  /** `deleted`: one that lost to another client's same entry, and whose content that client's Yjs has let go. */
  reason: 'overwrite' | 'shape' | 'gap' | 'parent' | 'deleted';
  /** The struct that it follows, where it does: an overwrite carries no key on the wire, so it is looked up there. */
  origin: { client: number; clock: number } | null;
}

export interface Deletion {
  client: number;
  clock: number;
  length: number;
}

export interface LedgerUpdate {
  structs: Struct[];
  foreign: Foreign[];
  deletions: Deletion[];
}

const ITEM_ANY = 8;
const PARENT_SUB = 0x20;
const ENTRIES = 'entries';
/** An item's head up to its key, as it stands in every ledger's update: info, parent by name, `entries`. */
const HEAD = Uint8Array.from([ITEM_ANY | PARENT_SUB, 1, ENTRIES.length, ...Buffer.from(ENTRIES)]);

/** Reads an update. Throws on bytes that are no update at all. */
export function readUpdate(update: Uint8Array): LedgerUpdate {
  return readPlain(update) ?? readForeign(update);
}

/** The fast way: an update that holds nothing but ledger items. Null as soon as anything else is met. */
function readPlain(update: Uint8Array): LedgerUpdate | null {
  const from = decoding.createDecoder(update);
  const structs: Struct[] = [];
  const clients = decoding.readVarUint(from);
  for (let c = 0; c < clients; c++) {
    const count = decoding.readVarUint(from);
    const client = decoding.readVarUint(from);
    let clock = decoding.readVarUint(from);
    for (let s = 0; s < count; s++, clock++) {
      const item = from.pos;
      for (const byte of HEAD) if (update[from.pos++] !== byte) return null;
      const id = decoding.readVarString(from);
      if (decoding.readVarUint(from) !== 1) return null;
      const start = from.pos;
      skipAny(from);
      const content = update.subarray(start, from.pos);
      structs.push({ client, clock, id, content, before: start - item });
    }
  }
  return { structs, foreign: [], deletions: readDeletions(from) };
}

function readDeletions(from: decoding.Decoder): Deletion[] {
  const deletions: Deletion[] = [];
  const clients = decoding.readVarUint(from);
  for (let c = 0; c < clients; c++) {
    const client = decoding.readVarUint(from);
    const count = decoding.readVarUint(from);
    for (let d = 0; d < count; d++)
      deletions.push({ client, clock: decoding.readVarUint(from), length: decoding.readVarUint(from) });
  }
  return deletions;
}

/** Passes over one `any` value without making it. */
function skipAny(from: decoding.Decoder, depth = 0): void {
  if (depth > 64) throw new Error('nested too deeply');
  const type = decoding.readUint8(from);
  switch (type) {
    case 127: // undefined
    case 126: // null
    case 121: // false
    case 120: // true
      return;
    case 125:
      decoding.readVarInt(from);
      return;
    case 124:
      from.pos += 4;
      break;
    case 123:
    case 122:
      from.pos += 8;
      break;
    case 119: {
      const length = decoding.readVarUint(from);
      from.pos += length;
      break;
    }
    case 118:
      for (let n = decoding.readVarUint(from); n > 0; n--) {
        const length = decoding.readVarUint(from);
        from.pos += length;
        skipAny(from, depth + 1);
      }
      return;
    case 117:
      for (let n = decoding.readVarUint(from); n > 0; n--) skipAny(from, depth + 1);
      return;
    case 116: {
      const length = decoding.readVarUint(from);
      from.pos += length;
      break;
    }
    default:
      throw new Error(`no value type ${type}`);
  }
  if (from.pos > from.arr.length) throw new Error('the update ends in the middle of a value');
}

/** The slow way, through Yjs' own reader: names everything that a ledger may not hold. */
function readForeign(update: Uint8Array): LedgerUpdate {
  const { structs: all, ds } = Y.decodeUpdate(update);
  const structs: Struct[] = [];
  const foreign: Foreign[] = [];
  for (const struct of all) {
    const { client, clock } = struct.id;
    const origin = struct instanceof Y.Item ? (struct.origin ?? struct.rightOrigin) : null;
    const bad = (reason: Foreign['reason'], id: string | null = null) =>
      foreign.push({ client, clock, length: struct.length, id, reason, origin });
    if (!(struct instanceof Y.Item)) {
      bad(struct.constructor.name === 'Skip' ? 'gap' : 'shape');
      continue;
    }
    const id = struct.parentSub;
    if (struct.origin !== null || struct.rightOrigin !== null) bad('overwrite', id);
    else if ((struct.parent as unknown) !== ENTRIES) bad('parent', id);
    else if (id !== null && struct.content instanceof Y.ContentDeleted && struct.length === 1)
      bad('deleted', id);
    else if (id === null || !(struct.content instanceof Y.ContentAny) || struct.length !== 1)
      bad('shape', id);
    else structs.push({ client, clock, id, content: writeContent(struct.content.arr[0]) });
  }
  const deletions: Deletion[] = [];
  for (const [client, runs] of ds.clients)
    for (const run of runs) deletions.push({ client, clock: run.clock, length: run.len });
  return { structs, foreign: foreign.filter((each) => each.reason !== 'gap'), deletions };
}

export function writeContent(value: unknown): Uint8Array {
  const to = encoding.createEncoder();
  encoding.writeAny(to, value as Parameters<typeof encoding.writeAny>[1]);
  return encoding.toUint8Array(to);
}

export function readContent(content: Uint8Array): unknown {
  return readAny(content);
}

/** Head of an update part: so many structs of one client from one clock on. */
interface Run {
  client: number;
  clock: number;
  structs: Struct[];
}

/**
 * One update of any structs, each at most once. Runs of one client must be unbroken in an update (Yjs waits for what
 * lies between), so a broken one is split over several updates by `writeUpdates`.
 */
function writeRuns(runs: Run[]): Uint8Array {
  const to = encoding.createEncoder();
  encoding.writeVarUint(to, runs.length);
  for (const run of runs) {
    encoding.writeVarUint(to, run.structs.length);
    encoding.writeVarUint(to, run.client);
    encoding.writeVarUint(to, run.clock);
    for (const { id, content, before } of run.structs) {
      if (before !== undefined) {
        const { buffer, byteOffset, length } = content;
        encoding.writeUint8Array(to, new Uint8Array(buffer, byteOffset - before, before + length));
        continue;
      }
      encoding.writeUint8Array(to, HEAD);
      encoding.writeVarString(to, id);
      encoding.writeVarUint(to, 1);
      encoding.writeUint8Array(to, content);
    }
  }
  encoding.writeVarUint(to, 0);
  return encoding.toUint8Array(to);
}

/** Updates that together hold the given structs. One, unless a client's clocks have a gap. */
export function writeUpdates(structs: Iterable<Struct>): Uint8Array[] {
  const byClient = new Map<number, Struct[]>();
  for (const struct of structs) {
    const list = byClient.get(struct.client);
    if (list) list.push(struct);
    else byClient.set(struct.client, [struct]);
  }
  const layers: Run[][] = [];
  // Yjs writes higher client ids first.
  for (const client of [...byClient.keys()].sort((a, b) => b - a)) {
    const list = byClient.get(client)!.sort((a, b) => a.clock - b.clock);
    let run: Run | null = null;
    let layer = 0;
    for (const struct of list) {
      if (run && struct.clock === run.clock + run.structs.length) run.structs.push(struct);
      else if (!run || struct.clock > run.clock + run.structs.length) {
        run = { client, clock: struct.clock, structs: [struct] };
        layers[layer] ??= [];
        layers[layer++]!.push(run);
      }
    }
  }
  return layers.map(writeRuns);
}

/** client -> next expected clock. */
export type Heads = Map<number, number>;

export function writeHeads(heads: Heads): Uint8Array {
  const to = encoding.createEncoder();
  encoding.writeVarUint(to, heads.size);
  for (const client of [...heads.keys()].sort((a, b) => b - a)) {
    encoding.writeVarUint(to, client);
    encoding.writeVarUint(to, heads.get(client)!);
  }
  return encoding.toUint8Array(to);
}

export function readHeads(bytes: Uint8Array): Heads {
  return Y.decodeStateVector(bytes);
}
