import { readFileSync } from 'node:fs';
import { registrationIn, registrationRows } from '../domain/enterprise-rows.ts';
import { readTable } from '../replica/table.ts';

export interface ImportResult {
  accepted: number;
  refused: { row: number; id: string; reason: string }[];
}

/** Takes enterprises from a CSV or XLSX file row by row; good rows are kept though others are refused. */
export async function importEnterprises(
  file: string,
  put: (input: unknown) => Promise<unknown>,
): Promise<ImportResult> {
  const rows = registrationRows(await readTable(readFileSync(file)));
  if (rows.length === 0) throw new Error(`${file}: no row under heads for id, name, tier, county, gates`);
  const result: ImportResult = { accepted: 0, refused: [] };
  for (const { row, cells, flaws, hidden } of rows) {
    const { enterprise: id, gates, ...rest } = registrationIn(cells);
    const [bad] = Object.entries(flaws);
    try {
      if (hidden) throw new Error('the row is hidden in the sheet');
      if (bad) throw new Error(`${bad[0]}: the cell is bad (${bad[1]})`);
      await put({ id, ...rest, gates: gates.join(',') });
      result.accepted++;
    } catch (error) {
      result.refused.push({ row, id, reason: (error as Error).message });
    }
  }
  return result;
}
