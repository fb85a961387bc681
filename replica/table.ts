import { parse } from 'csv-parse/sync';
import type ExcelJS from 'exceljs';
import { unzipSync, zipSync } from 'fflate';
import type { Flaw, Table, TableRow } from '../domain/contract/tables.ts';
import { Refusal } from '../domain/rpc.ts';

/**
 * The one reader of tables that come as files: XLSX, and CSV in UTF-8 or GB 18030. What a cell says is what a person
 * sees in it; where that cannot be had (a formula that was never worked out, an error, digits that a spreadsheet has
 * lost) the cell is marked and whoever takes the rows refuses it.
 */

export const LARGEST_TABLE = 8 * 1024 * 1024;
/** What a spreadsheet may hold unpacked: it is XML that repeats itself, and a bomb that does so without end. */
const LARGEST_UNPACKED = 64 * 1024 * 1024;
const MOST_ROWS = 5000;
const MOST_COLUMNS = 100;
const MOST_SIGNS = 2_000_000;
/** A merge is read cell by cell. */
const MOST_MERGED = 200_000;

const begins = (bytes: Uint8Array, ...of: number[]) => of.every((byte, index) => bytes[index] === byte);

/** @throws {Refusal} `table_old`, `table_unread`, `table_large`, `table_empty` */
export async function readTable(bytes: Buffer): Promise<Table> {
  if (bytes.length > LARGEST_TABLE)
    throw new Refusal('table_large', `a table has at most ${LARGEST_TABLE >> 20} MB`);
  if (begins(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    throw new Refusal('table_old', 'an .xls of before 2007, or one under a password: save it as .xlsx');
  const table = begins(bytes, 0x50, 0x4b) ? await bookOf(bytes) : textOf(bytes);
  const rows = table.sheets.flatMap((sheet) => sheet.rows);
  if (rows.length === 0) throw new Refusal('table_empty', 'no cell that can be seen has any text');
  if (rows.length > MOST_ROWS)
    throw new Refusal('table_large', `${rows.length} rows: a table has at most ${MOST_ROWS}`);
  if (rows.some(({ cells }) => cells.length > MOST_COLUMNS))
    throw new Refusal('table_large', `a table has at most ${MOST_COLUMNS} columns`);
  const signs = rows.reduce((sum, { cells }) => sum + cells.reduce((all, { length }) => all + length, 0), 0);
  if (signs > MOST_SIGNS) throw new Refusal('table_large', `a table has at most ${MOST_SIGNS} characters`);
  return table;
}

/** GB 18030 where the bytes are not UTF-8: what Chinese spreadsheets write; UTF-16 where its mark says so. */
function decode(bytes: Buffer): string {
  if (begins(bytes, 0xff, 0xfe)) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

function textOf(bytes: Buffer): Table {
  const text = decode(bytes);
  if (/\u0000/.test(text)) throw new Refusal('table_unread', 'neither XLSX nor CSV');
  // A spreadsheet’s own text files have tabs.
  const between = /^[^\r\n,]*\t/.test(text) ? '\t' : ',';
  return { sheets: [{ name: '', rows: linesOf(text, between) }], hidden: [] };
}

/** The apostrophe that keeps a spreadsheet from running a cell is not part of what it says. */
const bare = (text: string): string => (/^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text).trim();

/** Numbered as a spreadsheet does it: a line break in a cell begins no line, and one without any text is counted. */
function linesOf(text: string, delimiter: string): TableRow[] {
  let lines: string[][];
  try {
    lines = parse(text, {
      ...{ bom: true, delimiter, record_delimiter: ['\r\n', '\n', '\r'] },
      ...{ relax_column_count: true, relax_quotes: true },
    });
  } catch (error) {
    throw new Refusal('table_unread', `not CSV that can be read: ${(error as Error).message}`);
  }
  return lines.flatMap((line, index) => {
    const cells = line.map(bare);
    return cells.some((cell) => cell !== '') ? [{ row: index + 1, cells }] : [];
  });
}

/**
 * The book without what makes it dear to read. Dates in the built-in formats of Chinese spreadsheets (27 to 36 and 50
 * to 58) get one that the reader knows as a date.
 * @throws {Refusal} `table_large`
 */
function lightened(bytes: Buffer): Uint8Array {
  let unpacked = 0;
  const files = unzipSync(bytes, {
    filter({ originalSize }) {
      unpacked += originalSize;
      if (unpacked > LARGEST_UNPACKED)
        throw new Refusal('table_large', `a table has at most ${LARGEST_UNPACKED >> 20} MB unpacked`);
      return true;
    },
  });
  for (const [name, file] of Object.entries(files)) {
    if (/^xl\/worksheets\/[^/]+\.xml$/.test(name)) checkMerges(Buffer.from(file).toString('utf8'));
    if (name !== 'xl/styles.xml') continue;
    const styles = Buffer.from(file).toString('utf8');
    files[name] = Buffer.from(styles.replace(/numFmtId="(2[7-9]|3[0-6]|5[0-8])"/g, 'numFmtId="14"'));
  }
  return zipSync(files, { level: 0 });
}

function checkMerges(xml: string): void {
  let merged = 0;
  for (const [, from, to] of xml.matchAll(/<mergeCell ref="([A-Z]+\d+):([A-Z]+\d+)"/g)) {
    const [a, b] = [placeOf(from!), placeOf(to!)];
    merged += (b.row - a.row + 1) * (b.column - a.column + 1);
    if (merged > MOST_MERGED) throw new Refusal('table_large', `at most ${MOST_MERGED} merged cells`);
  }
}

function placeOf(address: string): { row: number; column: number } {
  const letters = address.replace(/\d+/, '');
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return { row: Number(address.slice(letters.length)), column };
}

async function bookOf(bytes: Buffer): Promise<Table> {
  // Read when a book is: it is a quarter of a second that no start has to wait for.
  const { default: excel } = await import('exceljs');
  const book = new excel.Workbook();
  try {
    // Drop-down lists over whole columns, pictures and the like would be read cell by cell.
    const ignoreNodes = ['dataValidations', 'conditionalFormatting', 'drawing', 'picture', 'extLst'];
    const light = lightened(bytes) as unknown as ArrayBuffer;
    await book.xlsx.load(light, { ignoreNodes });
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('table_unread', `not a spreadsheet that can be read: ${(error as Error).message}`);
  }
  const seen = book.worksheets.filter((sheet) => sheet.state === 'visible');
  return {
    sheets: seen.map((sheet) => ({ name: sheet.name, rows: rowsOf(sheet) })),
    hidden: book.worksheets.filter((sheet) => sheet.state !== 'visible').map((sheet) => sheet.name),
  };
}

function rowsOf(sheet: ExcelJS.Worksheet): TableRow[] {
  const rows: TableRow[] = [];
  sheet.eachRow((row, number) => {
    const cells: string[] = [];
    const flaws: Record<string, Flaw> = {};
    row.eachCell((cell, column) => {
      // Where cells are merged, each of them says what the first one does.
      const said = sayOf(cell.value);
      if (typeof said === 'string') cells[column - 1] = said.trim();
      else {
        cells[column - 1] = said.text;
        flaws[column - 1] = said.flaw;
      }
    });
    const filled = Array.from(cells, (cell) => cell ?? '');
    while (filled.at(-1) === '') filled.pop();
    if (filled.length === 0) return;
    rows.push({
      ...{ row: number, cells: filled },
      ...(Object.keys(flaws).length > 0 && { flaws }),
      ...(row.hidden && { hidden: true }),
    });
  });
  return rows;
}

type Said = string | { text: string; flaw: Flaw };

function sayOf(value: ExcelJS.CellValue): Said {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof Date) return timeText(value);
  if ('error' in value) return { text: value.error, flaw: 'error' };
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('hyperlink' in value) return sayOf(value.text as ExcelJS.CellValue);
  // A program that writes a formula without working it out leaves nothing that anybody has seen.
  const { result } = value;
  return result === undefined || result === null ? { text: '=', flaw: 'formula' } : sayOf(result);
}

/** A spreadsheet keeps fifteen digits of a number: a code that was typed as one has lost its last. */
function numberText(value: number): Said {
  if (Math.abs(value) >= 1e15) return { text: BigInt(Math.trunc(value)).toString(), flaw: 'digits' };
  return String(Number(value.toPrecision(15)));
}

/** The reader takes a spreadsheet's wall clock as UTC. */
function timeText(value: Date): Said {
  if (Number.isNaN(value.getTime())) return { text: '#VALUE!', flaw: 'error' };
  const text = new Date(Math.round(value.getTime() / 1000) * 1000).toISOString();
  return text.slice(11, 19) === '00:00:00' ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ');
}
