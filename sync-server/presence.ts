import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

interface Known {
  clock: number;
  /** JSON text; `null` when it has left. */
  state: string;
}

/** At most so many presences a room keeps, and so long a state: it is for names and cursors. */
const MOST = 500;
const LONGEST = 4096;

function write(states: Iterable<[number, Known]>): Uint8Array {
  const list = [...states];
  const to = encoding.createEncoder();
  encoding.writeVarUint(to, list.length);
  for (const [client, { clock, state }] of list) {
    encoding.writeVarUint(to, client);
    encoding.writeVarUint(to, clock);
    encoding.writeVarString(to, state);
  }
  return encoding.toUint8Array(to);
}

/** Who is in a room, as y-protocols' awareness carries it. Kept in memory only: it ends with the connection. */
export class Presence {
  private readonly known = new Map<number, Known>();

  /**
   * Takes an awareness update of one connection, which may speak only for clients that it was first to name (`own`).
   * Returns what is to be told to the others, null where nothing is.
   */
  take(update: Uint8Array, own: Set<number>): Uint8Array | null {
    const from = decoding.createDecoder(update);
    const news: [number, Known][] = [];
    for (let n = decoding.readVarUint(from); n > 0; n--) {
      const client = decoding.readVarUint(from);
      const clock = decoding.readVarUint(from);
      const state = decoding.readVarString(from);
      const before = this.known.get(client);
      if (state.length > LONGEST || (before && !own.has(client)) || (before && before.clock > clock))
        continue;
      if (!before && this.known.size >= MOST) continue;
      own.add(client);
      const now = { clock, state };
      if (state === 'null') this.known.delete(client);
      else this.known.set(client, now);
      news.push([client, now]);
    }
    return news.length ? write(news) : null;
  }

  all(): Uint8Array | null {
    return this.known.size ? write(this.known) : null;
  }

  /** A connection ended: what it spoke for has left. */
  remove(own: Set<number>): Uint8Array | null {
    const gone: [number, Known][] = [];
    for (const client of own) {
      const known = this.known.get(client);
      if (!known) continue;
      this.known.delete(client);
      gone.push([client, { clock: known.clock + 1, state: 'null' }]);
    }
    return gone.length ? write(gone) : null;
  }
}
