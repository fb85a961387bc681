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

/** Whose console this is, or how far its enrolment has come. */
export const EnrolState = z.object({
  /** `nobody`: a code is needed. `asking`: key and code are here, and the office has not answered. */
  state: z.enum(['nobody', 'asking', 'done']),
  /** Null where no address was given yet. */
  server: z.string().nullable(),
  device: z.string(),
  /** The user said that plain text on a network is meant so. */
  insecure: z.boolean(),
  pinLeast: z.number().int(),
  /** What came of the last try; null where there was none, or it did. */
  trouble: z.object({ code: z.string(), message: z.string(), record: z.string().nullable() }).nullable(),
  name: z.string().nullable(),
  unit: z.string().nullable(),
  post: z.string().nullable(),
  /** Fingerprint of the key that was made for it. */
  key: z.string().nullable(),
});
export type EnrolState = z.infer<typeof EnrolState>;

const Server = z.string().max(300);
export const EnrolBegin = z.object({
  server: Server.optional(),
  code: z.string().max(300),
  pin: z.string().max(128),
});
export const EnrolAgain = z.object({ server: Server.optional() });
