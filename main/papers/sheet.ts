import type ExcelJS from 'exceljs';
import { csvText } from '../../domain/csv.ts';

/** Tables as files: XLSX for a desk, CSV (UTF-8 with its mark) for another program. */
export interface Column<Row> {
  head: string;
  /** In characters of the usual width; a Chinese one takes two. */
  width: number;
  /** `text` for everything that only looks like a number: codes, plates, times. */
  kind: 'text' | 'count' | 'percent';
  of(row: Row): string | number | null;
}

export interface Table<Row> {
  /** The sheet's tab. */
  name: string;
  /** Lines above the head: what it is, as of when, on what basis. */
  above: readonly string[];
  columns: readonly Column<Row>[];
  rows: readonly Row[];
}

const FORMAT = { text: '@', count: '0', percent: '0.0' };
const LINE = { style: 'thin', color: { argb: 'FF999999' } } as const;
const BORDER = { top: LINE, bottom: LINE, left: LINE, right: LINE };
const FONT = { name: '宋体', size: 11 };

const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const clean = (value: string | number | null) =>
  typeof value === 'string' ? value.replace(UNPRINTABLE, '') : value;

/** Excel's rules for the name of a sheet. */
const tab = (name: string) => name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31);

function add<Row>({ name, above, columns, rows }: Table<Row>, book: ExcelJS.Workbook): void {
  const head = above.length + 1;
  const sheet = book.addWorksheet(tab(name), {
    views: [{ state: 'frozen', ySplit: head }],
    pageSetup: {
      ...{ paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
      printTitlesRow: `${head}:${head}`,
    },
  });
  sheet.columns = columns.map(({ width, kind }) => ({
    width,
    style: { numFmt: FORMAT[kind], font: FONT },
  }));
  const room = columns.reduce((sum, { width }) => sum + width, 0);
  for (const [index, line] of above.entries()) {
    const row = sheet.addRow([clean(line)]);
    sheet.mergeCells(index + 1, 1, index + 1, columns.length);
    row.font = { ...FONT, size: index === 0 ? 14 : 10, bold: index === 0 };
    row.alignment = { wrapText: true, vertical: 'middle' };
    row.height = index === 0 ? 24 : LINE_HEIGHT * linesIn(line, room);
  }
  const heads = sheet.addRow(columns.map((column) => column.head));
  heads.font = { ...FONT, bold: true };
  heads.eachCell((cell) => {
    cell.border = BORDER;
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
  });
  for (const row of rows) {
    const added = sheet.addRow(columns.map((column) => clean(column.of(row))));
    const lines = Math.max(...columns.map((column) => linesIn(clean(column.of(row)), column.width)));
    if (lines > 1) added.height = LINE_HEIGHT * lines;
    added.eachCell({ includeEmpty: true }, (cell, column) => {
      cell.border = BORDER;
      cell.alignment = { vertical: 'middle', wrapText: columns[column - 1]?.kind === 'text' };
    });
  }
  if (rows.length > 0)
    sheet.autoFilter = { from: { row: head, column: 1 }, to: { row: head, column: columns.length } };
}

/** In points. Rows that hold more than a line are told so: not every program looks by itself. */
const LINE_HEIGHT = 15;

/** Lines that a text takes in so many characters of width, of which a Chinese one takes two. */
function linesIn(value: string | number | null, width: number): number {
  const text = String(value ?? '');
  let taken = 0;
  for (const character of text) taken += character.codePointAt(0)! > 0xff ? 2 : 1;
  return Math.max(1, Math.ceil(taken / (width - 1)));
}

/** A table with rows of its own kind, ready to be put into a file beside others. */
export type Sheet = (book: ExcelJS.Workbook) => void;
export const sheet =
  <Row>(table: Table<Row>): Sheet =>
  (book) =>
    add(table, book);

export async function xlsx(sheets: readonly Sheet[]): Promise<Buffer> {
  const { default: excel } = await import('exceljs');
  const book = new excel.Workbook();
  for (const each of sheets) each(book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** Head and rows alone: what stands above a table would be in a program's way. */
export function csv<Row>({ columns, rows }: Table<Row>): Buffer {
  const heads = columns.map((column) => column.head);
  const cells = rows.map((row) => columns.map((column) => clean(column.of(row))));
  return Buffer.from(csvText(heads, cells), 'utf8');
}
