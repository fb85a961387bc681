import { z } from 'zod';

/** One search over all that this console carries: by plate, name, number, and names also by pinyin. */
export const SearchInput = z.object({
  text: z.string().max(100),
  /** At most so many of each noun. */
  most: z.number().int().min(1).max(50).optional(),
});

export const SearchResult = z.object({
  hits: z.array(
    z.object({
      /** `enterprise`, `person`, `case`, `meeting`, `action`, `station`, `device`, `check`, `truck` … */
      noun: z.string(),
      id: z.string(),
      /** The document that it stands in; empty for what is in none of its own. */
      document: z.string(),
      title: z.string(),
      detail: z.string(),
      /** The work line of a case or a check, whose desk has it. */
      line: z.enum(['road', 'emission']).optional(),
      /** A truck that is struck off, and in service no more. */
      struck: z.boolean().optional(),
      /** Found by its sound, not by its letters. */
      bySound: z.boolean(),
    }),
  ),
  /** Nouns of which there is more than is shown. */
  more: z.array(z.string()),
});
export type SearchResult = z.infer<typeof SearchResult>;
