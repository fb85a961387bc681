import { z } from 'zod';
import { FILE_KINDS } from '../carry.ts';
import { Area, Day, Time } from './shapes.ts';

/** What a laptop takes along, how it stands with the office, and what it brings home. */

const Family = z.enum(['cases', 'checks', 'gate-days', 'duty', 'gates', 'chargers', 'board']);

export const CarryChoice = z.object({
  from: Day,
  to: Day,
  families: z.array(Family),
  /** The area; none: the whole city. */
  counties: Area.default([]),
  /** What rides by area beside the documents: passages of gates, small copies of pictures. */
  files: z.array(z.enum(FILE_KINDS)).default([]),
});
export type CarryChoice = z.infer<typeof CarryChoice>;

const Count = z.number().int();
const Load = z.object({
  files: Count,
  here: Count,
  bytes: Count,
  missing: Count,
  unsized: Count,
  away: Count,
});
const Loads = z.object({
  details: Load,
  pictures: Load,
  /** Pictures of the area without a small copy: their originals are not taken. */
  bare: Count,
  /** Documents that name such files and are not here yet: what they name is not known. */
  unread: Count,
});
export type Loads = z.infer<typeof Loads>;

export const CarryOffer = z.object({
  /** Documents that the choice takes and the office has, with their size there. */
  documents: z.array(z.object({ name: z.string(), bytes: z.number().int(), here: z.boolean() })),
  bytes: z.number().int(),
  /** Of these still to come. */
  missing: z.number().int(),
  files: Loads,
  /** Null: every document that the office lists. */
  chosen: z.array(z.string()).nullable(),
  /** Since when the office's list is what it is; null where none was ever seen. */
  listedAt: Time.nullable(),
});
export type CarryOffer = z.infer<typeof CarryOffer>;

/** What was chosen, and how far it has come. */
export const CarryState = z.object({
  /** Null: every document that the office lists, or a list of documents that no screen chose. */
  choice: CarryChoice.nullable(),
  documents: z.object({ all: Count, here: Count }),
  files: Loads,
});
export type CarryState = z.infer<typeof CarryState>;

/** The area that was chosen, for lists: none where no screen chose one. */
export const CarryArea = z.object({ counties: Area });

export const CarryChooseInput = z.union([CarryChoice, z.object({ all: z.literal(true) })]);
export const CarryChosen = z.object({ chosen: z.array(z.string()).nullable() });

/** What a form is filled in from, the chosen area first; `near`: of it, or of no county that is known. */
const Near = { county: z.string().nullable(), near: z.boolean() };
export const FieldLists = z.object({
  /** Places that were checked before, the latest first, then points of cameras and instruments. */
  places: z.array(z.object({ name: z.string(), ...Near })),
  enterprises: z.array(z.object({ id: z.string(), name: z.string(), gates: z.array(z.string()), ...Near })),
  /** People whose work it is to check. */
  officers: z.array(z.object({ name: z.string(), unit: z.string(), ...Near })),
});
export type FieldLists = z.infer<typeof FieldLists>;

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
