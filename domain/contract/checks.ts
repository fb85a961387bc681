import { z } from 'zod';
import { Id } from '../shape.ts';
import { Area, Day, Month, Narrowed, Time } from './shapes.ts';

/** Checks carried out: lists, one with its record, coverage, and a count at a gate beside what was received. */

export const CheckRow = z.object({
  id: z.string(),
  kind: z.enum(['road', 'emission', 'gate_count']),
  result: z.enum(['fit', 'unfit', 'unclear']),
  at: Time,
  by: z.string(),
  plate: z.string().nullable(),
  place: z.string().nullable(),
  county: z.string().nullable(),
  enterprise: z.string().nullable(),
  gate: z.string().nullable(),
  case: z.string().nullable(),
  joinedInto: z.string().nullable(),
  twins: z.array(z.string()),
  officers: z.tuple([z.number().int(), z.number().int()]),
  saved: z.enum(['here', 'office']),
});
export type CheckRow = z.infer<typeof CheckRow>;

export const ChecksListInput = z.object({
  month: Month.optional(),
  kind: z.enum(['road', 'emission', 'gate_count']).optional(),
  mine: z.boolean().optional(),
  counties: Area.optional(),
});
export const ChecksList = z.object({
  month: Month,
  checks: z.array(CheckRow),
  more: z.number().int(),
  area: Narrowed,
});

export const CheckViewInput = z.object({ check: Id });
export const CheckView = CheckRow.extend({
  document: z.string(),
  body: z.record(z.string(), z.unknown()),
  /** Of a count at a gate; null where the passages of that day are not here, or it is none. */
  compared: z
    .object({
      received: z.object({ counted: z.number().int(), green: z.number().int() }),
      missing: z.number().int(),
      missingGreen: z.number().int().nullable(),
      verdict: z.enum(['same', 'fewer_received', 'more_received']),
    })
    .nullable(),
  notDownloaded: z.boolean(),
  /** Files that are past their time of keeping and deleted: hash and last day. */
  filesExpired: z.record(z.string(), Day),
  /** Last day on which the passages of that hour were kept, where they are deleted. */
  expired: Day.nullable(),
});
export type CheckView = z.infer<typeof CheckView>;

const Row = { total: z.number().int(), unfit: z.number().int(), byWeek: z.array(z.number().int()) };
export const ChecksCoverageInput = z.object({
  until: Day.optional(),
  weeks: z.number().int().min(1).max(53).default(8),
});
export const ChecksCoverage = z.object({
  until: Day,
  weeks: z.array(z.object({ from: Day, to: Day })),
  counties: z.array(z.object({ county: z.string().nullable(), name: z.string(), ...Row })),
  points: z.array(z.object({ point: z.string(), county: z.string().nullable(), last: Time, ...Row })),
  total: z.number().int(),
  unfit: z.number().int(),
  twoOfficers: z.object({ of: z.number().int(), full: z.number().int() }),
});
export type ChecksCoverage = z.infer<typeof ChecksCoverage>;
