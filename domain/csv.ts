/** Tables as CSV for another program, or for a spreadsheet, which must not run a cell as a formula. */

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
