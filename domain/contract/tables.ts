import { z } from 'zod';

/** Why a cell is not what a person sees in it, or more than the sheet can hold. */
export const Flaw = z.enum(['formula', 'error', 'digits']);
export type Flaw = z.infer<typeof Flaw>;

/** A line of a sheet by its number there; lines without any text are left out. */
export const TableRow = z.object({
  row: z.number().int(),
  cells: z.array(z.string()),
  /** By column, from 0. */
  flaws: z.record(z.string(), Flaw).optional(),
  /** Filtered out, or hidden by hand: nobody saw it when the file was sent. */
  hidden: z.boolean().optional(),
});
export type TableRow = z.infer<typeof TableRow>;

export const Table = z.object({
  /** A file that has one table and no name for it: ''. */
  sheets: z.array(z.object({ name: z.string(), rows: z.array(TableRow) })),
  /** Sheets that are hidden: they are not read. */
  hidden: z.array(z.string()),
});
export type Table = z.infer<typeof Table>;

/** A table comes in as a file does, part by part; what stands in it is told with the last, and nothing is kept. */
export const TableRead = z.object({ upload: z.string(), bytes: z.number().int(), table: Table.nullable() });
