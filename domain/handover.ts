import type { Flaw, Table } from './contract/tables.ts';
import { type NamedRow, under } from './table.ts';

/**
 * A list that came back from a network that this one does not reach (移送清单): the table that went out, filled in, or
 * any with these heads. Lines above the heads are left out.
 */
const HEADS: Record<string, string> = {
  ...{ 案件编号: 'case', case: 'case', 处理结果: 'result', result: 'result' },
  ...{ 文书编号: 'number', number: 'number', 说明: 'note', 备注: 'note', note: 'note' },
};

// A type, not an interface, so that a row is a plain object to the act that takes it.
export type ResultRow = {
  case: string;
  result: string;
  number?: string;
  note?: string;
};

export interface ResultTable {
  rows: ResultRow[];
  /** Where each of them stands in its sheet. */
  at: number[];
  /** Rows with a case and nothing filled in: still in hand over there. */
  open: number;
  /** Rows that nobody can rely on: hidden, or with a bad cell. */
  bad: { row: number; of: ResultRow; flaw: Flaw | 'hidden' }[];
}

function resultOf({ cells: { case: id = '', result = '', number, note } }: NamedRow): ResultRow {
  return { case: id, result, ...(number ? { number } : {}), ...(note ? { note } : {}) };
}

/** Null where no line of any sheet names a case and a result. */
export function resultsIn(table: Table): ResultTable | null {
  const knows = (fields: ReadonlySet<string>) => fields.has('case') && fields.has('result');
  const found = table.sheets.flatMap((sheet) => under(sheet, HEADS, knows) ?? []);
  if (found.length === 0) return null;
  const read: ResultTable = { rows: [], at: [], open: 0, bad: [] };
  for (const row of found.flatMap(({ rows }) => rows)) {
    const of = resultOf(row);
    const flaw = row.hidden ? 'hidden' : Object.values(row.flaws)[0];
    if (of.case === '') continue;
    if (of.result === '') read.open++;
    else if (flaw !== undefined) read.bad.push({ row: row.row, of, flaw });
    else {
      read.rows.push(of);
      read.at.push(row.row);
    }
  }
  return read;
}
