import { z } from 'zod';
import { isDay, parseTime } from './day.ts';

/** Shapes of single values, as bodies of entries and calls carry them. */

/** A day of the calendar in Asia/Shanghai. */
export const Day = z.string().refine(isDay, 'not a day (YYYY-MM-DD)');

/** An instant, ISO 8601 with its offset. */
export const Moment = z.string().refine((text) => parseTime(text) !== null, 'not a time with offset');

/** What names an entry, a thing or a person. */
export const Id = z.string().min(1).max(128);

/** What somebody wrote: a reason, a remark, a report. */
export const Text = z.string().trim().min(1).max(2000);

/** A file by its hash. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'not a SHA-256 in lower-case hex');
