import fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { csvText } from '../../domain/csv.ts';
import { readTable } from '../../replica/table.ts';
import { book } from './table.books.ts';

const refusal = (bytes: Buffer) =>
  readTable(bytes).then(
    () => null,
    (error: { code: string }) => error.code,
  );

test('CSV: UTF-8 with its mark, GB 18030, UTF-16; numbers of lines as a spreadsheet counts them', async () => {
  const rows = [
    { row: 1, cells: ['名称', '车'] },
    { row: 3, cells: ['甲\n乙', '2'] },
    { row: 4, cells: ['丙'] },
  ];
  const text = '名称,车\r\n,\r\n"甲\n乙",2\r\n丙\r\n';
  const sheets = [{ name: '', rows }];
  expect(await readTable(Buffer.from(`\ufeff${text}`))).toEqual({ sheets, hidden: [] });
  expect(await readTable(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual({ sheets, hidden: [] });
  const tabbed = '\ufeff名称\t车\r\n\t\r\n"甲\n乙"\t2\r\n丙\r\n';
  expect(await readTable(Buffer.from(tabbed, 'utf16le'))).toEqual({ sheets, hidden: [] });
  // 名称,车 in GB 18030.
  const gb = await readTable(Buffer.from('c3fbb3c62cb3b5', 'hex'));
  expect(gb.sheets[0]!.rows).toEqual([{ row: 1, cells: ['名称', '车'] }]);
});

const csv = async (text: string) =>
  (await readTable(Buffer.from(text))).sheets[0]!.rows.map(({ cells }) => cells);

test('CSV that was written is read back as it was, whatever stands in its cells', async () => {
  const cell = fc
    .string({ unit: fc.constantFrom('煤', 'a', '"', ',', '\n', '\r', ' ', '1') })
    .map((text) => `x${text}x`);
  const row = fc.array(cell, { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(row, fc.array(row, { maxLength: 5 }), async (heads, rows) => {
      expect(await csv(csvText(heads, rows))).toEqual([heads, ...rows]);
    }),
    { numRuns: 2000 },
  );
  const rows = [
    ['c1', '说"好"，就', '=1+1'],
    ['', '两行\n一格', '-5'],
  ];
  expect(await csv(csvText(['甲', '乙', '丙'], rows))).toEqual([['甲', '乙', '丙'], ...rows]);
});

test('CSV: line ends of any kind, a last line without one; a stray quote ends no file, one left open does', async () => {
  expect(await csv('a,b\r\nc,\rd\n"e""f",g\ni,j"k\nl')).toEqual([
    ...[['a', 'b'], ['c', ''], ['d'], ['e"f', 'g'], ['i', 'j"k'], ['l']],
  ]);
  await expect(csv('a,b\n"c,d\ne,f')).rejects.toThrow(/line 2|Quote Not Closed/);
});

test('XLSX: what a cell says is what a person sees; what nobody can rely on is marked', async () => {
  const bytes = await book((made) => {
    const sheet = made.addWorksheet('台账');
    sheet.addRow([
      '文本',
      12,
      0.1 + 0.2,
      true,
      new Date('2024-12-31T00:00:00Z'),
      new Date('2024-12-31T08:30:00Z'),
    ]);
    sheet.addRow([
      { formula: 'B1*2', result: 24 },
      { formula: 'A9' },
      { error: '#N/A' },
      { richText: [{ text: '焦' }, { text: '作' }] },
      { text: '网址', hyperlink: 'https://example.invalid' },
      4.1e17,
    ]);
    for (const place of ['E1', 'F1']) sheet.getCell(place).numFmt = 'yyyy/m/d h:mm';
    made.getWorksheet('台账')!.addRow([]);
    sheet.addRow(['藏']).hidden = true;
    made.addWorksheet('说明', { state: 'hidden' }).addRow(['不读']);
    made.addWorksheet('密', { state: 'veryHidden' }).addRow(['不读']);
  });
  const { sheets, hidden } = await readTable(bytes);
  expect(hidden).toEqual(['说明', '密']);
  const [{ name, rows }] = sheets as [(typeof sheets)[number]];
  expect(name).toBe('台账');
  expect(rows[0]).toEqual({
    row: 1,
    cells: ['文本', '12', '0.3', 'TRUE', '2024-12-31', '2024-12-31 08:30:00'],
  });
  expect(rows[1]).toMatchObject({ row: 2, flaws: { 1: 'formula', 2: 'error', 5: 'digits' } });
  expect(rows[1]!.cells.slice(0, 5)).toEqual(['24', '=', '#N/A', '焦作', '网址']);
  expect(rows[2]).toEqual({ row: 4, cells: ['藏'], hidden: true });
});

test('XLSX: merged cells each say what the first does; a date in a Chinese built-in format is one', async () => {
  const bytes = await book((made) => {
    const sheet = made.addWorksheet('一企一策');
    sheet.addRow(['企业', '日期']);
    sheet.addRow(['甲', new Date('2024-12-31T00:00:00Z')]);
    sheet.addRow([null, new Date('2025-06-30T00:00:00Z')]);
    sheet.mergeCells('A2:A3');
    for (const place of ['B2', 'B3']) sheet.getCell(place).numFmt = 'mm-dd-yy';
    // A list over a whole column, as templates have it.
    const lists = sheet as unknown as { dataValidations: { add(range: string, rule: unknown): void } };
    lists.dataValidations.add('C2:C1048576', { type: 'list', formulae: ['"是,否"'] });
  });
  const files = unzipSync(bytes);
  const styles = strFromU8(files['xl/styles.xml']!);
  expect(styles).toContain('numFmtId="14"');
  files['xl/styles.xml'] = strToU8(styles.replaceAll('numFmtId="14"', 'numFmtId="31"'));
  const { sheets } = await readTable(Buffer.from(zipSync(files)));
  expect(sheets[0]!.rows.map(({ cells }) => cells)).toEqual([
    ['企业', '日期'],
    ['甲', '2024-12-31'],
    ['甲', '2025-06-30'],
  ]);
});

test('what is no table, an old one, an empty one or one beyond the limits is refused by name', async () => {
  expect(await refusal(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toBe('table_old');
  expect(await refusal(Buffer.from('PK\u0003\u0004 nothing'))).toBe('table_unread');
  expect(await refusal(Buffer.from([0xff, 0xd8, 0xff, 0, 0, 0]))).toBe('table_unread');
  expect(await refusal(Buffer.from('\r\n , ,\r\n'))).toBe('table_empty');
  expect(await refusal(await book((made) => void made.addWorksheet('空')))).toBe('table_empty');
  expect(await refusal(Buffer.alloc(9 * 1024 * 1024, 'a,'))).toBe('table_large');
  expect(await refusal(Buffer.from('a\n'.repeat(5001)))).toBe('table_large');
  expect(await refusal(Buffer.from('a,'.repeat(101)))).toBe('table_large');
  const bomb = zipSync({ 'xl/workbook.xml': new Uint8Array(70 * 1024 * 1024) });
  expect(await refusal(Buffer.from(bomb))).toBe('table_large');
  const merged = await book(
    (made) => void made.addWorksheet('合').addRow(['合']).worksheet.mergeCells('A1:B2'),
  );
  const files = unzipSync(merged);
  const xml = strFromU8(files['xl/worksheets/sheet1.xml']!).replace(
    'Cell ref="A1:B2',
    'Cell ref="A1:XFD1048576',
  );
  files['xl/worksheets/sheet1.xml'] = strToU8(xml);
  expect(await refusal(Buffer.from(zipSync(files)))).toBe('table_large');
});
