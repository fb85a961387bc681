import { z } from 'zod';
import { KEEPING, type KeptKind } from '../keep.ts';
import { Day } from './shapes.ts';

const Count = z.number().int().min(0);
const kinds = Object.keys(KEEPING) as [KeptKind, ...KeptKind[]];

/** What of the personal data that the office keeps will be past its time soon, and what has gone so far. */
export const KeepOutlook = z.object({
  on: Day,
  /** Last day that was looked ahead to. */
  through: Day,
  /** Last day on which the office went over all of it. */
  last: Day.nullable(),
  /** Of each kind, how much will be past its time by then, and the last day of the first of it. */
  soon: z.record(z.enum(kinds), z.object({ count: Count, first: Day.nullable() })),
  /** Days of passages whose time is over, and that a dispute holds. */
  held: Count,
  /** Deleted so far: enterprises' days of passages, files, keys. */
  done: z.object({ passages: Count, files: Count, keys: Count }),
});
export type KeepOutlook = z.infer<typeof KeepOutlook>;
