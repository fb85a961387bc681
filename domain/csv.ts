/** Tables as CSV for another program, or for a spreadsheet, which must not run a cell as a formula; and back. */

type Cell = string | number | null;

const NUMBER = /^-?\d+(\.\d+)?$/;

/** An apostrophe in front, as spreadsheets themselves mark a text that begins like a formula. */
const harmless = (text: string): string =>
  /^[=+\-@\t\r]/.test(text) && !NUMBER.test(text) ? `'${text}` : text;

function quoted(value: Cell): string {
  if (value === null) return '';
  const text = harmless(String(value));
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** UTF-8 with its mark, without which Chinese spreadsheets take it for GB 18030. */
export function csvText(heads: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [heads, ...rows].map((row) => row.map(quoted).join(','));
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

/** The apostrophe that keeps a spreadsheet from running a cell is not part of what it says. */
const bare = (text: string): string => (/^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text).trim();

/** Rows of cells as another program or a spreadsheet writes them; lines without any text are left out. */
export function csvRows(text: string): string[][] {
  return csvLines(text).map(({ cells }) => cells);
}

/** The same with the number that each line has in a spreadsheet: a line break in a cell begins no line. */
export function csvLines(text: string, between: ',' | '\t' = ','): { row: number; cells: string[] }[] {
  const rows: { row: number; cells: string[] }[] = [];
  let line = 0;
  let row: string[] = [];
  let cell = '';
  let inQuotes = false;
  const endRow = () => {
    line += 1;
    const cells = [...row, cell].map(bare);
    if (cells.some((each) => each !== '')) rows.push({ row: line, cells });
    row = [];
    cell = '';
  };
  const signs = text.replace(/^\ufeff/, '');
  for (let at = 0; at < signs.length; at += 1) {
    const sign = signs[at]!;
    if (inQuotes && sign === '"' && signs[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (sign === '"' && (inQuotes || cell === '')) inQuotes = !inQuotes;
    else if (inQuotes) cell += sign;
    else if (sign === between) {
      row.push(cell);
      cell = '';
    } else if (sign === '\r' || sign === '\n') {
      if (sign === '\r' && signs[at + 1] === '\n') at += 1;
      endRow();
    } else cell += sign;
  }
  if (cell !== '' || row.length) endRow();
  return rows;
}
