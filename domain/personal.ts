import { z } from 'zod';
import { Day } from './shape.ts';

/**
 * Personal fields (个人信息保护法: least reading, kept for a time, deletion possible) stand in entries as cipher text
 * alone. Each subject's have a key of their own, kept beside the ledger; when the time is over (keep.ts) the key is
 * destroyed, and the ledger stays whole, hashes and signatures too.
 */

const Kind = z.enum(['party', 'owner', 'witness', 'paper']);

/** Fields in the clear, on their way from or to a screen. */
export const Personal = z.object({
  kind: Kind,
  name: z.string().trim().max(100).optional(),
  phone: z.string().trim().max(40).optional(),
  identity: z.string().trim().max(40).optional(),
  address: z.string().trim().max(300).optional(),
  licence: z.string().trim().max(60).optional(),
  note: z.string().trim().max(500).optional(),
  /** Of a paper: its number. */
  value: z.string().trim().max(500).optional(),
});
export type Personal = z.infer<typeof Personal>;

/** As they stand in an entry's body, under `personal`. */
export const Sealed = z.object({
  /** Id of the key. */
  seal: z.string().regex(/^[0-9a-f]{32}$/),
  kind: Kind,
  alg: z.literal('A256GCM'),
  iv: z.string().max(32),
  data: z.string().max(8192),
  /** Last day on which the key is kept. */
  until: Day,
});
export type Sealed = z.infer<typeof Sealed>;

/** Body of `seal.destroyed`, in `registry`, signed by the office key: every holder of these keys destroys them too. */
export const SealDestroyed = z.looseObject({
  seals: z.array(z.string()).min(1).max(10_000),
  why: z.enum(['term', 'asked']),
});
