import { z } from 'zod';
import { Personal } from '../personal.ts';
import { Id } from '../shape.ts';

/** Opening personal fields: by right, for a reason that is written down. */
export const PersonalOpenInput = z.object({
  document: Id,
  entry: Id,
  reason: z.string().trim().min(1).max(500),
});
export const PersonalOpened = z.object({
  state: z.enum(['open', 'destroyed', 'away']),
  personal: Personal.nullable(),
  until: z.string(),
});
