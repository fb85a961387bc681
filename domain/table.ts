import type { Flaw, Table, TableRow } from './contract/tables.ts';

/** What stands below the heads of a table, each cell under the name of its field. */
export interface NamedRow {
  sheet: string;
  row: number;
  cells: Record<string, string>;
  /** Fields whose cell cannot be relied on, and why. */
  flaws: Record<string, Flaw>;
  hidden: boolean;
}
export interface Named {
  sheet: string;
  fields: string[];
  rows: NamedRow[];
}

/** Titles and notes stand above the heads, and never so many of them. */
const DEEPEST_HEAD = 20;

/** A head as people vary it: spaces and line breaks in it, a unit or a remark in brackets behind it. */
const plain = (head: string): string =>
  head
    .replace(/\s+/g, '')
    .replace(/[（(].*$/, '')
    .toLowerCase();

function named(
  sheet: string,
  fields: readonly string[],
  { row, cells, flaws = {}, hidden }: TableRow,
): NamedRow {
  const placed = fields.flatMap((field, column) => (field === '' ? [] : [{ field, column }]));
  return {
    ...{ sheet, row, hidden: hidden === true },
    cells: Object.fromEntries(placed.map(({ field, column }) => [field, (cells[column] ?? '').trim()])),
    flaws: Object.fromEntries(
      placed.flatMap(({ field, column }) => (flaws[column] ? [[field, flaws[column]]] : [])),
    ),
  };
}

/**
 * The rows of a sheet under its heads, which are the first line that `knows`; lines above are left out, and so is a
 * line that says the heads again (heads over two lines, or printed anew on each page). Null where no line has them.
 */
export function under(
  { name, rows }: Table['sheets'][number],
  heads: Readonly<Record<string, string>>,
  knows: (fields: ReadonlySet<string>) => boolean,
): Named | null {
  const byHead = new Map(Object.entries(heads).map(([head, field]) => [plain(head), field]));
  const fieldsOf = ({ cells }: TableRow) => {
    const fields = cells.map((cell) => byHead.get(plain(cell)) ?? '');
    // A title over several columns stands in each of them: of a field that is named twice the first column counts.
    return fields.map((field, column) => (fields.indexOf(field) === column ? field : ''));
  };
  const at = rows.slice(0, DEEPEST_HEAD).findIndex((row) => knows(new Set(fieldsOf(row))));
  if (at < 0) return null;
  const fields = fieldsOf(rows[at]!);
  const below = rows.slice(at + 1).filter((row) => !knows(new Set(fieldsOf(row))));
  return { sheet: name, fields, rows: below.map((row) => named(name, fields, row)) };
}

/** A table without sheets, such as cells that were pasted. */
export function tableOf(rows: readonly (readonly string[])[]): Table {
  const lines = rows.map((cells, index) => ({ row: index + 1, cells: [...cells] }));
  return { sheets: [{ name: '', rows: lines }], hidden: [] };
}
