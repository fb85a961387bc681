import { z } from 'zod';
import { Day, Time } from './shapes.ts';

/** What a laptop takes along, how it stands with the office, and what it brings home. */

const Family = z.enum(['cases', 'checks', 'gate-days', 'duty', 'gates', 'chargers', 'board']);

export const CarryOfferInput = z.object({ from: Day, to: Day, families: z.array(Family) });
export const CarryOffer = z.object({
  /** Documents that the choice takes and the office has, with their size there. */
  documents: z.array(z.object({ name: z.string(), bytes: z.number().int(), here: z.boolean() })),
  bytes: z.number().int(),
  /** Of these still to come. */
  missing: z.number().int(),
  /** Null: every document that the office lists. */
  chosen: z.array(z.string()).nullable(),
  /** Since when the office's list is what it is; null where none was ever seen. */
  listedAt: Time.nullable(),
});
export type CarryOffer = z.infer<typeof CarryOffer>;

export const CarryChooseInput = z.union([CarryOfferInput, z.object({ all: z.literal(true) })]);
export const CarryChosen = z.object({ chosen: z.array(z.string()).nullable() });

/** Sync in plain words needs these numbers (WALL.md, Offline). */
export const FieldState = z.object({
  connected: z.boolean(),
  /** Since when the office has been away, as far as this process knows. */
  awaySince: Time.nullable(),
  lastSync: Time.nullable(),
  entries: z.object({
    today: z.number().int(),
    atOffice: z.number().int(),
    waiting: z.number().int(),
    lastAtOffice: Time.nullable(),
  }),
  files: z.object({
    waiting: z.number().int(),
    bytes: z.number().int(),
    small: z.number().int(),
    /** They are sealed, and the PIN was not given since this program began. */
    locked: z.boolean(),
  }),
  refused: z.array(z.object({ id: z.string(), document: z.string(), kind: z.string(), reason: z.string() })),
  /** Milliseconds that this device's clock is ahead of the office's (behind: negative); null where unknown. */
  clockAhead: z.number().nullable(),
  disk: z.enum(['encrypted', 'plain', 'unknown']),
});
export type FieldState = z.infer<typeof FieldState>;

/** A bundle for the USB stick, made to be read with `file.read`. */
export const BundleMade = z.object({
  sha256: z.string(),
  name: z.string(),
  bytes: z.number().int(),
  entries: z.number().int(),
});
/** A bundle comes in as a file does, part by part; what was taken is told with the last. */
export const BundleTaken = z.object({
  upload: z.string(),
  bytes: z.number().int(),
  taken: z
    .object({
      entries: z.number().int(),
      known: z.number().int(),
      refused: z.array(z.object({ id: z.string(), reason: z.string() })),
    })
    .nullable(),
});
