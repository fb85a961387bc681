import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { readUpdate } from '../../replica/structs.ts';
import type { Contestant } from './contestants.ts';

/**
 * One light client for all contestants: the same code reads and writes frames of both dialects, so that what is
 * compared is the servers. Hocuspocus puts the document's name before each message.
 */
export interface Client {
  doc: Y.Doc;
  entries: Y.Map<Record<string, unknown>>;
  /** Resolves at step 2: all that the server had has come. */
  synced: Promise<void>;
  /** Bytes that came. */
  received(): number;
  /** Sends an update that was made beforehand. */
  send(update: Uint8Array): void;
  close(): void;
  closed: Promise<void>;
}

export interface ClientOptions {
  /** False: frames are read and counted, not applied to a document. */
  apply?: boolean;
  doc?: Y.Doc;
  /** Called for each update that came, before it is applied. */
  onUpdate?: (update: Uint8Array) => void;
}

export function connect(to: Contestant, document: string, options: ClientOptions = {}): Client {
  const doc = options.doc ?? new Y.Doc();
  const entries = doc.getMap<Record<string, unknown>>('entries');
  const socket = new WebSocket(to.address(document), { perMessageDeflate: false, maxPayload: 0 });
  socket.binaryType = 'arraybuffer';
  let bytes = 0;
  let sayClosed = () => {};
  const closed = new Promise<void>((done) => {
    sayClosed = done;
  });
  const message = (type: number, write: (encoder: encoding.Encoder) => void) => {
    if (socket.readyState !== WebSocket.OPEN) return;
    const encoder = encoding.createEncoder();
    if (to.dialect === 'hocuspocus') encoding.writeVarString(encoder, document);
    encoding.writeVarUint(encoder, type);
    write(encoder);
    socket.send(encoding.toUint8Array(encoder));
  };
  const sync = (step: number, payload: Uint8Array) =>
    message(0, (encoder) => {
      encoding.writeVarUint(encoder, step);
      encoding.writeVarUint8Array(encoder, payload);
    });
  const step1 = () => sync(0, Y.encodeStateVector(doc));
  let sayRead = () => {};
  const synced = new Promise<void>((done) => {
    sayRead = done;
  });
  socket.on('open', () => {
    if (to.dialect === 'hocuspocus')
      message(2, (encoder) => {
        encoding.writeVarUint(encoder, 0);
        encoding.writeVarString(encoder, 'token');
        encoding.writeVarString(encoder, '4.7.0');
      });
    step1();
  });
  socket.on('message', (data: ArrayBuffer) => {
    bytes += data.byteLength;
    const decoder = decoding.createDecoder(new Uint8Array(data));
    if (to.dialect === 'hocuspocus') decoding.readVarString(decoder);
    const type = decoding.readVarUint(decoder);
    if (type !== 0 && type !== 4) return;
    const step = decoding.readVarUint(decoder);
    const payload = decoding.readVarUint8Array(decoder);
    if (step === 0) {
      if (options.apply !== false) sync(1, Y.encodeStateAsUpdate(doc, payload));
      return;
    }
    options.onUpdate?.(payload);
    if (options.apply !== false) Y.applyUpdate(doc, payload, socket);
    if (step === 1) sayRead();
  });
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== socket) sync(2, update);
  });
  socket.on('error', () => {});
  socket.on('close', sayClosed);
  return {
    doc,
    entries,
    synced,
    received: () => bytes,
    send: (update) => sync(2, update),
    close: () => socket.close(),
    closed,
  };
}

/** Updates of one entry each, made beforehand, so that making them is not measured. */
export function updatesOf(count: number): Uint8Array[] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (let i = 0; i < count; i++) {
    const one = entry();
    doc.getMap('entries').set(one.id, one);
  }
  return updates;
}

/** Counts the entries that came, whoever merged them into how many updates, each once. */
export function counter(): { take(update: Uint8Array): void; count(): number } {
  const heads = new Map<number, number>();
  return {
    take(update) {
      for (const { client, clock } of readUpdate(update).structs)
        if (clock >= (heads.get(client) ?? 0)) heads.set(client, clock + 1);
    },
    count() {
      let sum = 0;
      for (const head of heads.values()) sum += head;
      return sum;
    },
  };
}

let made = 0;
/** An entry as a roadside camera's case is: about 400 bytes. */
export function entry(more: Record<string, unknown> = {}): Record<string, unknown> & { id: string } {
  const id = `0193${(made++).toString(16).padStart(8, '0')}-${Math.random().toString(16).slice(2, 14)}`;
  return {
    v: 1,
    id,
    kind: 'case.opened',
    subject: id,
    at: `${Date.now()}-0000-bench`,
    by: { person: 'bench', device: 'bench' },
    body: {
      kind: 'restricted_road',
      plate: '豫H6K888',
      capturedAt: '2024-11-30T08:15:30+08:00',
      place: { name: '李封路口', lon: 113.18, lat: 35.24, zone: 'inner' },
      media: [{ kind: 'jpg', sha256: '0'.repeat(64) }],
      ...more,
    },
  };
}
