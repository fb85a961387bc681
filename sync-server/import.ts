import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';

export interface ImportResult {
  accepted: number;
  refused: { row: number; id: string; reason: string }[];
}

/** Column heads that are understood, Chinese and English, and the field that each means. */
const HEADS: Record<string, string> = {
  统一社会信用代码: 'id',
  id: 'id',
  uscc: 'id',
  企业名称: 'name',
  名称: 'name',
  name: 'name',
  类别: 'tier',
  tier: 'tier',
  县市区: 'county',
  county: 'county',
  门: 'gates',
  道闸: 'gates',
  gates: 'gates',
  简称: 'shortName',
  shortname: 'shortName',
  责任人: 'responsible',
  responsible: 'responsible',
};

const TIERS: Record<string, string> = {
  重点双高: 'key_dual_high',
  其余设门禁: 'other_gated',
  其他: 'other_gated',
};

/** GB 18030 where the bytes are not UTF-8: what Chinese spreadsheets write. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

async function rowsOf(file: string): Promise<string[][]> {
  const bytes = readFileSync(file);
  if (extname(file).toLowerCase() !== '.xlsx')
    return parse(decode(bytes), { bom: true, relaxColumnCount: true, trim: true });
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  const rows: string[][] = [];
  book.worksheets[0]?.eachRow((row) => {
    const cells: string[] = [];
    row.eachCell({ includeEmpty: true }, (cell, column) => {
      cells[column - 1] = cell.text.trim();
    });
    rows.push(cells);
  });
  return rows;
}

/** Takes enterprises from a CSV or XLSX file row by row; good rows are kept though others are refused. */
export async function importEnterprises(
  file: string,
  put: (input: unknown) => Promise<unknown>,
): Promise<ImportResult> {
  const [heads, ...rows] = await rowsOf(file);
  if (!heads) throw new Error(`${file}: empty`);
  const fields = heads.map((head) => HEADS[(head ?? '').trim().toLowerCase()] ?? HEADS[(head ?? '').trim()]);
  for (const needed of ['id', 'name', 'tier', 'county', 'gates'])
    if (!fields.includes(needed)) throw new Error(`${file}: no column for ${needed}`);
  const result: ImportResult = { accepted: 0, refused: [] };
  for (const [index, row] of rows.entries()) {
    const input: Record<string, string> = {};
    for (const [column, field] of fields.entries()) if (field && row[column]) input[field] = row[column];
    if (input.tier && TIERS[input.tier]) input.tier = TIERS[input.tier]!;
    if (input.gates) input.gates = input.gates.replace(/[、;；，\s]+/g, ',');
    try {
      await put(input);
      result.accepted++;
    } catch (error) {
      result.refused.push({ row: index + 2, id: input.id ?? '', reason: (error as Error).message });
    }
  }
  return result;
}
