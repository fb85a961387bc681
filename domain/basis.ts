import { z } from 'zod';

/** Where a figure or a rule comes from; every one carries its status, since the plan is a draft for comment. */
export const Basis = z.object({
  document: z.string().min(1).max(200),
  article: z.string().max(200),
  status: z.enum(['征求意见', '正式']),
});
export type Basis = z.infer<typeof Basis>;
