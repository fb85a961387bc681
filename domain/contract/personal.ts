import { z } from 'zod';
import { Personal } from '../personal.ts';

/** Opening personal fields: by right, for a reason that is written down. */
export const PersonalOpenInput = z.object({
  document: z.string().min(1).max(128),
  entry: z.string().min(1).max(128),
  reason: z.string().trim().min(1).max(500),
});
export const PersonalOpened = z.object({
  state: z.enum(['open', 'destroyed', 'away']),
  personal: Personal.nullable(),
  until: z.string(),
});
