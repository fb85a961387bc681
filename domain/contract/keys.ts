import { z } from 'zod';
import { Time } from './shapes.ts';

/** What the registry says of a key on a device. `waiting`: made here, and the office has not certified it yet. */
export const Standing = z.enum(['waiting', 'certified', 'revoked', 'ended']);
export type Standing = z.infer<typeof Standing>;

/** The signing key of this console's person on this device. */
export const KeyState = z.object({
  /** `none`: this console was given a token and signs nothing. */
  state: z.enum(['none', 'locked', 'unlocked']),
  standing: Standing.nullable(),
  /** Its fingerprint, which is its id; null where there is none. */
  key: z.string().nullable(),
  /** Fingerprint of the office key that this console trusts, and of the one that signs there now. */
  root: z.string(),
  office: z.string().nullable(),
  device: z.string(),
  /** Wrong PINs that are still free before each further one makes everybody wait. */
  triesLeft: z.number().int(),
  /** No PIN is looked at before this time. */
  waitUntil: Time.nullable(),
  /** A desk that nobody touched for so long locks the key. */
  idleMinutes: z.number(),
});
export type KeyState = z.infer<typeof KeyState>;
