import { z } from 'zod';
import { Sha256 } from '../shape.ts';

/** A file goes in parts, since a frame of the wire holds no more; `upload` names it from the second on. */
export const FilePart = z.object({
  upload: z.string().max(128).nullable(),
  part: z.base64().max(2_800_000),
  last: z.boolean(),
  /** A small copy, which travels before the originals. */
  first: z.boolean().optional(),
});
export const FileKept = z.object({
  upload: z.string(),
  bytes: z.number().int(),
  /** Null until the last part is there. */
  sha256: Sha256.nullable(),
});

export const FileReadInput = z.object({ sha256: Sha256, from: z.number().int().min(0).default(0) });
export const FileRead = z.object({
  sha256: Sha256,
  size: z.number().int(),
  part: z.string(),
  /** Where the next part begins; null after the last. */
  next: z.number().int().nullable(),
});
