import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { type WebSocket, WebSocketServer } from 'ws';
import * as Y from 'yjs';
import { parseDocument } from '../../domain/documents.ts';
import type { Entry } from '../../domain/ledger/entry.ts';
import { readUpdate, writeHeads } from '../../replica/structs.ts';

/** What this office says to an update: null takes it. */
export type Verdict = { code: string; entries: { id: string; reason: string }[] } | null;

/**
 * An office made of plain Yjs documents, as a stock y-websocket server keeps them: it does to them whatever a test
 * wants, honest or not. Speaks CONTRACT.md's Sync and GET /docs, acknowledgements included.
 */
export class StandIn {
  epoch = 'one';
  token = 'root.token';
  you = { person: 'p1', role: 'police' };
  /** Closes each socket at once with this code. */
  closeWith: number | null = null;
  judge: (document: string, ids: string[]) => Verdict = () => null;
  /** False: stores and does not say so. */
  acks = true;
  readonly docs = new Map<string, Y.Doc>();
  readonly sockets = new Map<WebSocket, string>();
  private readonly http = createServer();
  private readonly upgrade = new WebSocketServer({ noServer: true });
  private port = 0;

  constructor() {
    this.http.on('request', (request, response) => {
      if (request.headers.authorization !== `Bearer ${this.token}`) return response.writeHead(401).end();
      if (request.url !== '/docs') return response.writeHead(404).end();
      const documents = [...this.docs].map(([name, doc]) => ({
        name,
        kind: parseDocument(name)!.kind,
        hash: createHash('sha256')
          .update(writeHeads(Y.decodeStateVector(Y.encodeStateVector(doc))))
          .digest('hex'),
        bytes: 0,
      }));
      return response.end(JSON.stringify({ epoch: this.epoch, you: this.you, documents }));
    });
    this.http.on('upgrade', (request, socket, head) => {
      const { pathname, searchParams } = new URL(request.url!, 'http://x');
      if (searchParams.get('protocol') !== '1' || searchParams.get('ack') !== '1') return socket.destroy();
      this.upgrade.handleUpgrade(request, socket, head, (open) =>
        this.join(open, decodeURIComponent(pathname.slice('/sync/'.length))),
      );
      return undefined;
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<this> {
    await new Promise<void>((done) => this.http.listen(this.port, '127.0.0.1', done));
    this.port = (this.http.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets.keys()) socket.terminate();
    this.http.closeAllConnections();
    await new Promise((done) => this.http.close(done));
  }

  doc(name: string): Y.Doc {
    let doc = this.docs.get(name);
    if (!doc) {
      doc = new Y.Doc();
      doc.on('update', (update: Uint8Array, from: unknown) => {
        for (const [socket, document] of this.sockets)
          if (document === name && socket !== from) socket.send(sync(2, update));
      });
      this.docs.set(name, doc);
    }
    return doc;
  }

  entries(name: string): Y.Map<Entry> {
    return this.doc(name).getMap('entries');
  }

  private join(socket: WebSocket, name: string): void {
    if (this.closeWith !== null) {
      socket.close(this.closeWith);
      return;
    }
    const doc = this.doc(name);
    this.sockets.set(socket, name);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => {});
    socket.on('message', (data: Buffer) => {
      const from = decoding.createDecoder(new Uint8Array(data));
      if (decoding.readVarUint(from) !== 0) return;
      const step = decoding.readVarUint(from);
      const payload = decoding.readVarUint8Array(from);
      if (step === 0) socket.send(sync(1, Y.encodeStateAsUpdate(doc, payload)));
      else this.take(socket, name, doc, payload);
    });
    socket.send(sync(0, Y.encodeStateVector(doc)));
  }

  private take(socket: WebSocket, name: string, doc: Y.Doc, update: Uint8Array): void {
    const ids = readUpdate(update).structs.map((struct) => struct.id);
    const verdict = ids.length ? this.judge(name, ids) : null;
    if (verdict) {
      const to = encoding.createEncoder();
      encoding.writeVarUint(to, 2);
      encoding.writeVarUint(to, 0);
      encoding.writeVarString(to, JSON.stringify(verdict));
      socket.send(encoding.toUint8Array(to));
      socket.close(4403);
      return;
    }
    const before = Y.decodeStateVector(Y.encodeStateVector(doc));
    Y.applyUpdate(doc, update, socket);
    if (!this.acks) return;
    const after = [...Y.decodeStateVector(Y.encodeStateVector(doc))].filter(
      ([client, clock]) => before.get(client) !== clock,
    );
    const to = encoding.createEncoder();
    encoding.writeVarUint(to, 100);
    encoding.writeVarUint(to, after.length);
    for (const [client, clock] of after) {
      encoding.writeVarUint(to, client);
      encoding.writeVarUint(to, clock);
    }
    socket.send(encoding.toUint8Array(to));
  }
}

function sync(step: number, payload: Uint8Array): Uint8Array {
  const to = encoding.createEncoder();
  encoding.writeVarUint(to, 0);
  encoding.writeVarUint(to, step);
  encoding.writeVarUint8Array(to, payload);
  return encoding.toUint8Array(to);
}
