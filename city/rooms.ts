/** A stock sync client on an office's ledgers: what people at desks and on the road write. */
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { Entry } from '../domain/ledger/entry.ts';
import type { Line } from './http.ts';

export interface Room {
  entries: Y.Map<unknown>;
  synced: Promise<void>;
}

export class Rooms {
  private readonly token: string;
  private readonly line: Line;
  private readonly rooms = new Map<string, Room>();

  constructor(token: string, line: Line) {
    this.token = token;
    this.line = line;
  }

  /** A document, once the server's state of it is here. The provider comes back by itself after a lost line. */
  async room(name: string): Promise<Room> {
    const room = this.rooms.get(name) ?? this.open(name);
    this.rooms.set(name, room);
    await room.synced;
    return room;
  }

  private open(name: string): Room {
    const { server, signal } = this.line;
    const doc = new Y.Doc();
    // Each provider listens for the end of the process: as many listeners as documents are no leak.
    process.setMaxListeners(process.getMaxListeners() + 1);
    const url = new URL('/sync', server.replace(/^http/, 'ws')).href;
    const provider = new WebsocketProvider(url, name, doc, {
      params: { token: this.token },
      disableBc: true,
      maxBackoffTime: 8000,
    });
    provider.on('connection-close', (event) => {
      if (!signal.aborted)
        this.line.onRetry(`${name}: closed ${event?.code ?? ''} ${event?.reason ?? ''}`.trim());
    });
    const synced = new Promise<void>((done, fail) => {
      provider.once('sync', () => done());
      signal.addEventListener('abort', () => {
        provider.destroy();
        // Takes the presence timer along, which would keep the process alive.
        doc.destroy();
        fail(signal.reason);
      });
    });
    // Who waits for it hears of the end; if nobody waits, nobody needs to.
    synced.catch(() => {});
    return { entries: doc.getMap('entries'), synced };
  }
}

/** Adds the entries that are not there yet, in one update; how many there were. */
export function put(room: Room, drafts: readonly Entry[]): number {
  const fresh = drafts.filter(({ id }) => !room.entries.has(id));
  if (fresh.length > 0)
    room.entries.doc!.transact(() => {
      for (const draft of fresh) room.entries.set(draft.id, draft);
    });
  return fresh.length;
}
