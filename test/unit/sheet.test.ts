import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { csv, sheet, type Table, xlsx } from '../../main/papers/sheet.ts';

interface Row {
  id: string;
  name: string;
  count: number | null;
  percent: number | null;
}
const table: Table<Row> = {
  name: '日报 2024/12/05',
  above: ['每日放行货车绿牌占比日报', '数据截至2024年12月5日08:00'],
  columns: [
    { head: '统一社会信用代码', width: 22, kind: 'text', of: (row) => row.id },
    { head: '企业名称', width: 38, kind: 'text', of: (row) => row.name },
    { head: '放行车次', width: 10, kind: 'count', of: (row) => row.count },
    { head: '占比（%）', width: 10, kind: 'percent', of: (row) => row.percent },
  ],
  rows: [
    { id: '0091410802900001', name: '示例"甲"，乙', count: 412, percent: 83.1 },
    { id: '=1+1', name: '=HYPERLINK("x")\u0007', count: null, percent: null },
    { id: '-5', name: '-cmd', count: -5, percent: 0 },
  ],
};

async function read(bytes: Buffer): Promise<ExcelJS.Worksheet> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  return book.worksheets[0]!;
}

test('XLSX: title, frozen head, widths, codes as text, missing figures empty', async () => {
  const read_ = await read(await xlsx([sheet(table)]));
  expect(read_.name).toBe('日报 2024 12 05');
  expect(read_.getCell('A1').value).toBe('每日放行货车绿牌占比日报');
  expect(read_.views[0]).toMatchObject({ state: 'frozen', ySplit: 3 });
  expect(read_.getRow(3).values).toEqual([
    undefined,
    '统一社会信用代码',
    '企业名称',
    '放行车次',
    '占比（%）',
  ]);
  expect(read_.getCell('A4')).toMatchObject({ value: '0091410802900001', numFmt: '@' });
  expect(read_.getCell('C4').value).toBe(412);
  expect(read_.getCell('D4')).toMatchObject({ value: 83.1, numFmt: '0.0' });
  expect(read_.getCell('A5')).toMatchObject({ value: '=1+1', type: ExcelJS.ValueType.String });
  expect(read_.getCell('B5').value).toBe('=HYPERLINK("x")');
  expect(read_.getCell('C5').value).toBeNull();
  expect(read_.getColumn(2).width).toBe(38);
});

test('CSV: UTF-8 with its mark, quoted where needed, no cell that a spreadsheet runs', () => {
  const text = csv(table).toString('utf8');
  expect(text.startsWith('\ufeff统一社会信用代码,企业名称')).toBe(true);
  expect(text.split('\r\n').slice(1)).toEqual([
    '0091410802900001,"示例""甲""，乙",412,83.1',
    '\'=1+1,"\'=HYPERLINK(""x"")",,',
    "-5,'-cmd,-5,0",
    '',
  ]);
});

test('a table without rows is its head', async () => {
  const empty = { ...table, rows: [] };
  expect((await read(await xlsx([sheet(empty)]))).rowCount).toBe(3);
  expect(csv(empty).toString('utf8').split('\r\n')).toHaveLength(2);
});
