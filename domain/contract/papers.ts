import { z } from 'zod';

/** `paper` is a paper's name (domain/paper.ts) or a table's; `params` say which meeting, day, task. */
export const PaperMakeInput = z.object({
  paper: z.string().min(1).max(64),
  params: z.record(z.string(), z.string().max(256)).default({}),
});

/** A file to keep: a Word paper or a table. */
export const PaperMade = z.object({
  /** With its extension, fit for any file system. */
  name: z.string(),
  mime: z.string(),
  base64: z.string(),
});
export type PaperMade = z.infer<typeof PaperMade>;
