import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { z } from 'zod';

/** The messages of `y-websocket`, and our own acknowledgement (CONTRACT.md, Sync): one way to say them, for both ends. */
export const SYNC = 0;
export const AWARENESS = 1;
export const AUTH = 2;
export const QUERY_AWARENESS = 3;
export const ACK = 100;

/** Steps of a sync message. */
export const STEP_1 = 0;
export const STEP_2 = 1;
export const UPDATE = 2;

/** The update of somebody who has nothing new. */
export const NOTHING = new Uint8Array([0, 0]);

/** Why an update was refused, and which entries are at fault. */
const Denial = z.object({
  code: z.string(),
  entries: z.array(z.object({ id: z.string(), reason: z.string().default('refused') })).default([]),
});
export type Denial = z.infer<typeof Denial>;

function message(type: number, write: (to: encoding.Encoder) => void): Uint8Array {
  const to = encoding.createEncoder();
  encoding.writeVarUint(to, type);
  write(to);
  return encoding.toUint8Array(to);
}

/** What stands before a payload of so many bytes in a sync message: type, step, length. */
export function syncHead(step: number, length: number): Uint8Array {
  return message(SYNC, (to) => {
    encoding.writeVarUint(to, step);
    encoding.writeVarUint(to, length);
  });
}

export function syncMessage(step: number, payload: Uint8Array): Uint8Array {
  return Buffer.concat([syncHead(step, payload.length), payload]);
}

export function awarenessMessage(states: Uint8Array): Uint8Array {
  return message(AWARENESS, (to) => encoding.writeVarUint8Array(to, states));
}

/** Clients with their durable clocks: the next one that is expected of each. */
export function ackMessage(clocks: ReadonlyMap<number, number>): Uint8Array {
  return message(ACK, (to) => {
    encoding.writeVarUint(to, clocks.size);
    for (const [client, clock] of clocks) {
      encoding.writeVarUint(to, client);
      encoding.writeVarUint(to, clock);
    }
  });
}

/** Reads what stands behind the type of an acknowledgement. @throws where it is cut short. */
export function readAck(from: decoding.Decoder): [number, number][] {
  const pairs: [number, number][] = [];
  for (let n = decoding.readVarUint(from); n > 0; n--)
    pairs.push([decoding.readVarUint(from), decoding.readVarUint(from)]);
  return pairs;
}

/** y-protocols' permission-denied, with the denial as its text. */
export function denialMessage(denial: Denial): Uint8Array {
  return message(AUTH, (to) => {
    encoding.writeVarUint(to, 0);
    encoding.writeVarString(to, JSON.stringify(denial));
  });
}

/** Reads what stands behind the type of an auth message. Null where it is no denial, or one in other words. */
export function readDenial(from: decoding.Decoder): Denial | null {
  if (decoding.readVarUint(from) !== 0) return null;
  try {
    return Denial.safeParse(JSON.parse(decoding.readVarString(from))).data ?? null;
  } catch {
    return null;
  }
}
