import * as decoding from 'lib0/decoding';
import type { WebSocket } from 'ws';
import type { DocumentName } from '../domain/documents.ts';
import type { Change } from '../replica/change.ts';
import {
  AWARENESS,
  ackMessage,
  awarenessMessage,
  type Denial,
  denialMessage,
  NOTHING,
  QUERY_AWARENESS,
  STEP_1,
  STEP_2,
  SYNC,
  syncHead,
  syncMessage,
  UPDATE,
} from '../replica/protocol.ts';
import { type Heads, readHeads, writeHeads, writeUpdates } from '../replica/structs.ts';
import { judgeDraft } from './drafts.ts';
import type { Metrics } from './metrics.ts';
import type { Office } from './office.ts';
import { judge } from './policy.ts';
import { Presence } from './presence.ts';
import type { Receipts } from './receipts.ts';
import type { Caller } from './tokens.ts';

/** A reader that has this much unread is cut off; it comes back and asks for what it lacks. */
const SLOW_READER_BYTES = 32 * 1024 * 1024;
/** While so much waits in a socket, serving it pauses. */
const PAUSE_BYTES = 1024 * 1024;
/** What one connection may have waiting for a gap to fill. */
const HELD_BYTES = 8 * 1024 * 1024;

/** Compaction waits so long after a commit: a burst is over by then. */
const COMPACT_AFTER_MS = 1000;

interface Connection {
  socket: WebSocket;
  room: Room;
  caller: Caller;
  owner: string;
  ack: boolean;
  /** Live: what is committed is sent to it. Before, it is still being served what was there. */
  live: boolean;
  serving: boolean;
  closed: boolean;
  held: Uint8Array[];
  heldBytes: number;
  presence: Set<number>;
}

interface Room {
  document: DocumentName;
  connections: Set<Connection>;
  presence: Presence;
}

/**
 * Rooms speak the y-websocket protocol, one per document. The path of an update: check, store, and only then send to
 * the others and acknowledge, in one group commit per turn of the event loop. Ledgers are served from rows; nothing
 * here builds a Yjs document for one.
 */
export class Rooms {
  private readonly rooms = new Map<string, Room>();
  private readonly office: Office;
  private readonly receipts: Receipts;
  private readonly metrics: Metrics;
  private queue: { from: Connection; update: Uint8Array }[] = [];
  private scheduled = false;
  private readonly compacting = new Set<string>();
  private closed = false;
  private readonly stopListening: () => void;

  constructor(office: Office, receipts: Receipts, metrics: Metrics) {
    this.office = office;
    this.receipts = receipts;
    this.metrics = metrics;
    this.stopListening = office.replica.onCommit((changes) => this.publish(changes));
  }

  close(): void {
    this.flush();
    this.closed = true;
    this.stopListening();
    for (const room of this.rooms.values())
      for (const connection of room.connections) connection.socket.close(1001, 'the office stops');
  }

  get connections(): number {
    let count = 0;
    for (const room of this.rooms.values()) count += room.connections.size;
    return count;
  }

  join(socket: WebSocket, document: DocumentName, caller: Caller, ack: boolean): void {
    let room = this.rooms.get(document.name);
    if (!room) {
      this.compactLater(document.name);
      room = { document, connections: new Set(), presence: new Presence() };
      this.rooms.set(document.name, room);
      if (document.kind !== 'ledger') this.office.replica.hold(document.name, document.kind);
    }
    const owner = caller.device === null ? `token:${caller.token}` : `device:${caller.device}`;
    const connection: Connection = {
      ...{ socket, room, caller, owner, ack, live: false, serving: false, closed: false },
      ...{ held: [], heldBytes: 0, presence: new Set() },
    };
    room.connections.add(connection);
    socket.binaryType = 'nodebuffer';
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (!isBinary) return socket.close(1003, 'binary frames only');
      try {
        this.take(connection, data);
      } catch (error) {
        this.office.log.info(
          { document: document.name, caller: caller.name, error },
          'a frame that is no message',
        );
        this.deny(connection, {
          code: 'malformed',
          entries: [{ id: '', reason: 'not a message of the protocol' }],
        });
      }
    });
    socket.on('close', () => this.leave(connection));
    socket.on('error', () => socket.terminate());
    this.send(connection, syncMessage(STEP_1, writeHeads(this.office.replica.stateVector(document.name))));
    const present = room.presence.all();
    if (present) this.send(connection, awarenessMessage(present));
  }

  private leave(connection: Connection): void {
    if (connection.closed) return;
    connection.closed = true;
    const { room } = connection;
    room.connections.delete(connection);
    const gone = room.presence.remove(connection.presence);
    if (gone) this.tell(room, awarenessMessage(gone));
    if (room.connections.size) return;
    this.rooms.delete(room.document.name);
    if (room.document.kind === 'ledger') return;
    this.office.replica.release(room.document.name);
  }

  private send(connection: Connection, bytes: Uint8Array): void {
    if (connection.closed) return;
    connection.socket.send(bytes);
    if (connection.socket.bufferedAmount > SLOW_READER_BYTES) connection.socket.terminate();
  }

  /** A sync message as two fragments of one frame: a large part is not copied once more to put its head before it. */
  private sendPart(connection: Connection, step: number, payload: Uint8Array): void {
    if (connection.closed) return;
    connection.socket.send(syncHead(step, payload.length), { fin: false });
    this.send(connection, payload);
  }

  private tell(room: Room, bytes: Uint8Array): void {
    for (const each of room.connections) this.send(each, bytes);
  }

  private take(connection: Connection, data: Uint8Array): void {
    const from = decoding.createDecoder(data);
    const type = decoding.readVarUint(from);
    if (type === SYNC) {
      const step = decoding.readVarUint(from);
      const payload = decoding.readVarUint8Array(from);
      if (step === STEP_1) this.serve(connection, readHeads(payload));
      else if (step === STEP_2 || step === UPDATE) this.enqueue(connection, payload);
      return;
    }
    if (type === AWARENESS) {
      const bytes = connection.room.presence.take(decoding.readVarUint8Array(from), connection.presence);
      // The sender hears it too: a stock client that hears nothing for 30 s, not even itself, drops the line.
      if (bytes) this.tell(connection.room, awarenessMessage(bytes));
      return;
    }
    if (type === QUERY_AWARENESS) {
      const present = connection.room.presence.all();
      if (present) this.send(connection, awarenessMessage(present));
    }
  }

  /**
   * Sends what the reader lacks: parts as updates, the last part as step 2, since a stock client calls itself synced
   * at step 2. Between parts others have their turn; what is committed meanwhile is found in the next round.
   */
  private serve(connection: Connection, have: Heads): void {
    if (connection.serving) return;
    connection.serving = true;
    connection.live = false;
    this.serveParts(connection, have)
      .catch((error) => {
        this.office.log.error({ document: connection.room.document.name, error }, 'serving failed');
        connection.socket.close(1011, 'serving failed');
      })
      .finally(() => {
        connection.serving = false;
      });
  }

  private async serveParts(connection: Connection, have: Heads): Promise<void> {
    const { document } = connection.room;
    const { replica } = this.office;
    let last: Uint8Array | null = null;
    for (let reader = new Map(have); ; ) {
      const upTo = replica.stateVector(document.name);
      for (const update of replica.difference(document.name, reader)) {
        if (last) {
          this.sendPart(connection, UPDATE, last);
          await this.room(connection);
          if (connection.closed) return;
        }
        last = update;
      }
      const now = replica.stateVector(document.name);
      if ([...now].every(([client, next]) => upTo.get(client) === next)) break;
      reader = upTo;
    }
    connection.live = true;
    this.sendPart(connection, STEP_2, last ?? NOTHING);
  }

  /** Waits until the socket has room and the others had a turn. */
  private async room(connection: Connection): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    while (!connection.closed && connection.socket.bufferedAmount > PAUSE_BYTES)
      await new Promise((resolve) => setTimeout(resolve, 5));
  }

  private enqueue(from: Connection, update: Uint8Array): void {
    if (from.closed) return;
    this.queue.push({ from, update });
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => this.flush());
  }

  /** One group commit of all that came in this turn. */
  private flush(): void {
    this.scheduled = false;
    const batch = this.queue;
    this.queue = [];
    if (!batch.length) return;
    const denials = new Map<Connection, Denial>();
    const written = new Map<Connection, Map<number, number>>();
    try {
      this.office.replica.write(() => {
        for (const { from, update } of batch)
          if (!denials.has(from)) this.decide(from, update, denials, written);
      });
    } catch (error) {
      this.receipts.forget();
      this.office.log.error({ error }, 'a commit failed; its senders are cut off and will send again');
      for (const { from } of batch) from.socket.close(1011, 'not stored');
      return;
    }
    for (const [connection, clocks] of written) if (connection.ack) this.send(connection, ackMessage(clocks));
    for (const [connection, denial] of denials) this.deny(connection, denial);
  }

  private decide(
    from: Connection,
    update: Uint8Array,
    denials: Map<Connection, Denial>,
    written: Map<Connection, Map<number, number>>,
  ): void {
    const { document } = from.room;
    if (document.kind !== 'ledger') {
      const judged = judgeDraft(this.office, document, from.caller, from.owner, update);
      if ('denial' in judged) denials.set(from, judged.denial);
      else if (judged.clocks.size)
        written.set(from, new Map([...(written.get(from) ?? []), ...judged.clocks]));
      return;
    }
    const verdict = judge({
      ...{ document, caller: from.caller, owner: from.owner, update, replica: this.office.replica },
      trust: () => this.receipts.trust(),
      recovering: this.receipts.recovering,
    });
    if (verdict.is === 'denied') {
      this.metrics.refused.inc({ code: verdict.denial.code });
      denials.set(from, verdict.denial);
      return;
    }
    if (verdict.is === 'early') {
      from.held.push(update);
      from.heldBytes += update.length;
      if (from.heldBytes > HELD_BYTES)
        denials.set(from, {
          code: 'gap',
          entries: [{ id: '', reason: 'too much waits for clocks that never came' }],
        });
      return;
    }
    if (!verdict.structs.length) return;
    const entries = this.office.replica.take(document.name, verdict.structs, from.owner);
    this.receipts.issue(document.name, entries);
    this.metrics.entries.inc(entries.length);
    const clocks = written.get(from) ?? new Map<number, number>();
    for (const struct of verdict.structs) clocks.set(struct.client, struct.clock + 1);
    written.set(from, clocks);
    const held = from.held;
    from.held = [];
    from.heldBytes = 0;
    for (const waiting of held) if (!denials.has(from)) this.decide(from, waiting, denials, written);
  }

  private deny(connection: Connection, denial: Denial): void {
    const { document } = connection.room;
    this.office.log.info({ document: document.name, caller: connection.caller.name, denial }, 'refused');
    this.send(connection, denialMessage(denial));
    connection.socket.close(4403, denial.code);
    this.leave(connection);
  }

  /** In the turns after a commit, one segment or snapshot a turn, so that nobody waits long behind it. */
  private compactLater(document: string): void {
    if (this.compacting.has(document)) return;
    this.compacting.add(document);
    const step = () => {
      if (this.closed || !this.office.replica.compact(document)) this.compacting.delete(document);
      else setImmediate(step);
    };
    setTimeout(step, COMPACT_AFTER_MS);
  }

  /** After a commit: one message per document for everybody, but not back to a sender who wrote all of it. */
  private publish(changes: Change[]): void {
    for (const change of changes) {
      this.compactLater(change.doc);
      const room = this.rooms.get(change.doc);
      if (!room) continue;
      const updates = change.kind === 'ledger' ? writeUpdates(change.structs) : change.updates;
      const only = change.owners.size === 1 ? [...change.owners][0] : null;
      const messages = updates.map((update) => syncMessage(UPDATE, update));
      const senders = new Set([...room.connections].filter((each) => each.owner === only));
      for (const each of room.connections) {
        if (!each.live || (senders.size === 1 && senders.has(each))) continue;
        for (const bytes of messages) this.send(each, bytes);
      }
    }
  }
}
