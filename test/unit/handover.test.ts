import { expect, test } from 'vitest';
import { resultsIn } from '../../domain/handover.ts';
import { tableOf } from '../../domain/table.ts';
import { readTable } from '../../replica/table.ts';
import { book } from './table.books.ts';

test('results stand below their heads, wherever these are; what is not filled in is still in hand', () => {
  const rows = [
    ['案件移送清单　共2件'],
    ['车牌号码', '案件编号', '处理结果', '文书编号', '说明'],
    ['豫H6K888', 'c1', '录入告知', '焦公 1', ''],
    ['豫H6K881', 'c2', '', '', ''],
    ['', '', '处罚决定', '', ''],
  ];
  expect(resultsIn(tableOf(rows))).toEqual({
    ...{ rows: [{ case: 'c1', result: '录入告知', number: '焦公 1' }], at: [3], open: 1, bad: [] },
  });
  expect(resultsIn(tableOf([['案件编号', '车牌号码']]))).toBeNull();
});

test('the list that went out as XLSX comes back as it was filled in; a row that nobody saw is named', async () => {
  const bytes = await book((made) => {
    const sheet = made.addWorksheet('移送清单');
    sheet.addRow(['案件移送清单']);
    sheet.mergeCells('A1:D1');
    sheet.addRows([
      ['案件编号', '处理结果', '文书编号', '说明'],
      ['c1', '处罚决定', 20241, null],
      ['c2', { formula: 'B3' }, null, null],
      ['c3', '录入告知', null, null],
    ]);
    sheet.getRow(5).hidden = true;
    made.addWorksheet('填写说明').addRow(['结果照录']);
  });
  expect(resultsIn(await readTable(bytes))).toEqual({
    ...{ rows: [{ case: 'c1', result: '处罚决定', number: '20241' }], at: [3], open: 0 },
    bad: [
      { row: 4, of: { case: 'c2', result: '=' }, flaw: 'formula' },
      { row: 5, of: { case: 'c3', result: '录入告知' }, flaw: 'hidden' },
    ],
  });
});
