import type { Table } from '../../domain/contract/tables.ts';
import { inParts } from '../targets/file.ts';
import type { useCall } from '../use.ts';

/** What a table may come as: what `accept` of a file field says. */
export const TABLES =
  '.xlsx,.csv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Reads a table from a file; this machine's console does it, and keeps nothing. */
export async function readTable(call: ReturnType<typeof useCall>, file: Blob): Promise<Table> {
  const { table } = await inParts(file, (part) => call('table.read', part));
  if (table === null) throw new Error('the table was not read');
  return table;
}
