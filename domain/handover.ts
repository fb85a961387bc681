/**
 * A list that came back from a network that this one does not reach (移送清单): the table that went out, filled in, or
 * any with these heads. Lines above the heads are left out.
 */
const HEADS = {
  case: ['案件编号', 'case'],
  result: ['处理结果', 'result'],
  number: ['文书编号', 'number'],
  note: ['说明', '备注', 'note'],
} as const;
type Column = keyof typeof HEADS;

// A type, not an interface, so that a row is a plain object to the act that takes it.
export type ResultRow = {
  case: string;
  result: string;
  number?: string;
  note?: string;
};

export interface ResultTable {
  rows: ResultRow[];
  /** Rows with a case and nothing filled in: still in hand over there. */
  open: number;
}

/** Null where no line names a case and a result. */
export function resultsIn(table: readonly (readonly string[])[]): ResultTable | null {
  const placeOf = (line: readonly string[], column: Column) =>
    line.findIndex((cell) => (HEADS[column] as readonly string[]).includes(cell.trim().toLowerCase()));
  const at = table.findIndex((line) => placeOf(line, 'case') >= 0 && placeOf(line, 'result') >= 0);
  if (at < 0) return null;
  const heads = table[at]!;
  const cell = (line: readonly string[], column: Column) => line[placeOf(heads, column)]?.trim() ?? '';
  const rows: ResultRow[] = [];
  let open = 0;
  for (const line of table.slice(at + 1)) {
    const [id, result] = [cell(line, 'case'), cell(line, 'result')];
    if (id === '') continue;
    if (result === '') {
      open++;
      continue;
    }
    const [number, note] = [cell(line, 'number'), cell(line, 'note')];
    rows.push({ case: id, result, ...(number ? { number } : {}), ...(note ? { note } : {}) });
  }
  return { rows, open };
}
