import { z } from 'zod';
import { Day, Id } from './shape.ts';

/** Bodies of the entries about a matter: the same for a target and for a group's plan. Unknown fields are kept. */

/** Body of `<matter>.decided`. What `amended` may hold is the matter's business. */
export const Decided = z.looseObject({
  proposal: Id,
  proposalHash: z.string(),
  decision: z.enum(['approve', 'amend', 'return', 'reject']),
  amended: z.record(z.string(), z.unknown()).nullish(),
  remark: z.string().default(''),
  /** A day on which the decision is looked at again. */
  reviewOn: Day.nullish(),
});
export type Decided = z.infer<typeof Decided>;

/** Body of `<matter>.recorded`: a decision on paper. */
export const Recorded = Decided.extend({
  approver: Id,
  decidedOn: z.string(),
  scan: z.string().optional(),
  channel: z.string().optional(),
});
export type Recorded = z.infer<typeof Recorded>;

/** Body of `<matter>.confirmed`: another person has compared the record with the paper. */
export const Confirmed = z.looseObject({ recorded: Id });

/** Body of `<matter>.withdrawn`. */
export const Withdrawn = z.looseObject({ proposal: Id });

/** Body of `<matter>.checked` (核稿, by the office) and of `<matter>.cosigned` (会签, by a unit that is asked). */
export const Noted = z.looseObject({
  proposal: Id,
  outcome: z.enum(['agreed', 'objected']),
  unit: z.string().max(64).nullish(),
  remark: z.string().max(2000).default(''),
});

/** Body of `<matter>.reviewed`: looked at again and kept, until another day or for good. */
export const Reviewed = z.looseObject({
  proposal: Id,
  reviewOn: Day.nullish(),
  remark: z.string().max(2000).default(''),
});
