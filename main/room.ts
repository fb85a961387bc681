import * as decoding from 'lib0/decoding';
import { WebSocket } from 'ws';
import type { DocumentName } from '../domain/documents.ts';
import { OWN } from '../replica/outbox.ts';
import {
  ACK,
  AUTH,
  type Denial,
  NOTHING,
  readAck,
  readDenial,
  STEP_1,
  STEP_2,
  SYNC,
  syncMessage,
  UPDATE,
} from '../replica/protocol.ts';
import type { Replica } from '../replica/replica.ts';
import { type Heads, readHeads, readUpdate, writeHeads } from '../replica/structs.ts';
import { Intake } from './intake.ts';
import type { Address } from './office.ts';

/** While so much waits in the socket, offering pauses. */
const PAUSE_BYTES = 1024 * 1024;

/** How a room ended: `denied` with what the office said, `status` where the upgrade was answered otherwise. */
export interface End {
  code: number;
  status: number | null;
  denial: Denial | null;
}

export interface RoomEvents {
  /** Something about what is synced or waiting changed. */
  changed(): void;
  ended(end: End): void;
  /** Clients whose structs are not to be offered now. */
  withheld(client: number): boolean;
}

/**
 * One document's line to the office (CONTRACT.md, Sync): takes what is new there, offers what it lacks, turns its
 * acknowledgements into the replica's. A ledger is rows on both ends; a gauge or draft is a Yjs document.
 */
export class Room {
  readonly document: DocumentName;
  private readonly replica: Replica;
  private readonly events: RoomEvents;
  private readonly socket: WebSocket;
  private readonly intake: Intake;
  private office: Heads | null = null;
  private offering = false;
  private again = false;
  private denial: Denial | null = null;
  private status: number | null = null;
  private closed = false;
  private gotAll = false;

  constructor(document: DocumentName, replica: Replica, to: Address, events: RoomEvents) {
    this.document = document;
    this.replica = replica;
    this.events = events;
    this.intake = new Intake(replica, document.name);
    if (document.kind !== 'ledger') replica.hold(document.name, document.kind);
    this.socket = new WebSocket(
      `${to.server.replace(/^http/, 'ws')}/sync/${document.name}?protocol=1&ack=1`,
      {
        headers: { authorization: `Bearer ${to.token}` },
        handshakeTimeout: 8000,
        perMessageDeflate: false,
        maxPayload: 512 * 1024 * 1024,
      },
    );
    this.socket.on('open', () =>
      this.send(syncMessage(STEP_1, writeHeads(this.replica.stateVector(document.name)))),
    );
    this.socket.on('message', (data: Buffer) => this.hear(new Uint8Array(data)));
    this.socket.on('unexpected-response', (_request, response) => {
      this.status = response.statusCode ?? null;
      response.resume();
      this.socket.terminate();
    });
    // An error is always followed by close, which says all that is needed.
    this.socket.on('error', () => {});
    this.socket.on('close', (code) => this.end(code));
  }

  /** All that the office had was taken, and nothing of it is held back. */
  get taken(): boolean {
    return this.gotAll && this.intake.waiting === 0;
  }

  /** The office has been asked for all and offered all. */
  get settled(): boolean {
    return this.taken && this.office !== null && !this.offering;
  }

  close(): void {
    if (!this.closed) this.socket.close(1000);
  }

  terminate(): void {
    this.socket.terminate();
  }

  private end(code: number): void {
    if (this.closed) return;
    this.closed = true;
    if (this.document.kind !== 'ledger') {
      this.replica.release(this.document.name);
      this.replica.compact(this.document.name);
    }
    this.events.ended({ code, status: this.status, denial: this.denial });
  }

  private send(bytes: Uint8Array): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(bytes);
  }

  private hear(data: Uint8Array): void {
    if (this.closed) return;
    try {
      const from = decoding.createDecoder(data);
      const type = decoding.readVarUint(from);
      if (type === SYNC) this.hearSync(decoding.readVarUint(from), decoding.readVarUint8Array(from));
      else if (type === AUTH) this.denial = readDenial(from);
      else if (type === ACK) this.replica.acknowledge(this.document.name, readAck(from));
    } catch {
      // What can't be read or stored ends the connection; the next one asks for all that lacks.
      this.socket.close(1002);
      return;
    }
    this.events.changed();
  }

  private hearSync(step: number, payload: Uint8Array): void {
    if (step === STEP_1) {
      this.office = readHeads(payload);
      this.replica.acknowledge(this.document.name, this.office);
      this.offer(true);
      return;
    }
    if (step !== STEP_2 && step !== UPDATE) return;
    if (this.document.kind === 'ledger') this.intake.take(readUpdate(payload));
    else this.replica.merge(this.document.name, this.document.kind, payload, 'office');
    if (step === STEP_2) this.gotAll = true;
  }

  /** Sends what the office lacks of this document, once it has said what it has; each thing once a connection. */
  push(): void {
    if (this.office) this.offer(false);
  }

  private offer(first: boolean): void {
    if (this.document.kind === 'gauge') {
      if (first) this.send(syncMessage(STEP_2, NOTHING));
      return;
    }
    if (this.offering) {
      this.again = true;
      return;
    }
    this.offering = true;
    this.offerParts(first)
      .catch(() => this.socket.close(1011))
      .finally(() => {
        this.offering = false;
        if (!this.again) return this.events.changed();
        this.again = false;
        this.offer(false);
      });
  }

  /**
   * Ours first; then, once a connection, what we carry of others that the office has lost. Apart, since a refusal
   * takes a whole update.
   */
  private async offerParts(first: boolean): Promise<void> {
    const { name, kind } = this.document;
    const heads = this.replica.headsOf(name);
    const own = (client: number) => OWN.has(heads.get(client)?.owner ?? '');
    if (kind === 'draft') await this.offerOf();
    else {
      await this.offerOf((client) => own(client) && !this.events.withheld(client));
      if (first) await this.offerOf((client) => !own(client) && !this.events.withheld(client));
    }
    if (first) this.send(syncMessage(STEP_2, NOTHING));
  }

  private async offerOf(clients?: (client: number) => boolean): Promise<void> {
    const upTo = this.replica.stateVector(this.document.name);
    for (const update of this.replica.difference(this.document.name, this.office!, clients)) {
      this.send(syncMessage(UPDATE, update));
      await this.drained();
      if (this.closed) return;
    }
    for (const [client, next] of upTo)
      if (!clients || clients(client))
        this.office!.set(client, Math.max(next, this.office!.get(client) ?? 0));
  }

  private async drained(): Promise<void> {
    while (!this.closed && this.socket.bufferedAmount > PAUSE_BYTES)
      await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
