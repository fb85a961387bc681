import { z } from 'zod';
import { Day } from '../shape.ts';

export { Day };

/** Shapes that several queries share. Times are ISO 8601 with +08:00, days are Asia/Shanghai. */
export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'not a month (YYYY-MM)');
export const Time = z.string();
export const Tier = z.enum(['key_dual_high', 'other_gated']);
export type Tier = z.infer<typeof Tier>;

/** A share is two integers until it is painted; `percent` is floored to one decimal, null without traffic. */
export const Percent = z.number().nullable();

/** The state of a work line, an enterprise or a task: NOTES.md's catalogue. `none` is for what is not judged. */
export const State = z.enum(['overdue', 'behind', 'due', 'normal', 'none']);
export type State = z.infer<typeof State>;

/** How fresh a figure or a feed is. Unknown is neither fresh nor stale; `none`: nothing ever came. */
export const Freshness = z.enum(['fresh', 'stale', 'none', 'unknown']);
export type Freshness = z.infer<typeof Freshness>;

/** A document that this console does not carry answers so, never with a zero. */
export const NotCarried = z.object({ notCarried: z.string() });

export const TargetRef = z.object({
  value: z.number(),
  dueOn: Day,
  since: Day,
  basis: z.object({ document: z.string(), article: z.string(), status: z.string() }),
  proposal: z.string().optional(),
  decidedBy: z.string().optional(),
});
export type TargetRef = z.infer<typeof TargetRef>;

export const NextTarget = z
  .object({ value: z.number(), dueOn: Day, tripsShort: z.number().int() })
  .nullable();

/** Counties by GB/T 2260; none: the whole city. */
export const Area = z.array(z.string().regex(/^\d{6}$/));
/** What of a list an area leaves out, and what it holds though it says no county. */
export const Narrowed = z.object({ outside: z.number().int(), unplaced: z.number().int() });
export type Narrowed = z.infer<typeof Narrowed>;
