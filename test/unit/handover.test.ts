import { expect, test } from 'vitest';
import { csvRows, csvText } from '../../domain/csv.ts';
import { resultsIn } from '../../domain/handover.ts';

test('a table is read back as it was written, with quotes, line breaks in a cell and what looks like a formula', () => {
  const rows = [
    ['c1', '说"好"，就', '=1+1'],
    ['', '两行\n一格', '-5'],
  ];
  expect(csvRows(csvText(['甲', '乙', '丙'], rows))).toEqual([['甲', '乙', '丙'], ...rows]);
});

test('lines of any ending, blank ones left out, a last line without its end', () => {
  expect(csvRows('a,b\n\n,,\r\nc,\rd')).toEqual([['a', 'b'], ['c', ''], ['d']]);
  expect(csvRows('')).toEqual([]);
});

test('results stand below their heads, wherever these are; what is not filled in is still in hand', () => {
  const table = [
    ['案件移送清单　共2件'],
    ['车牌号码', '案件编号', '处理结果', '文书编号', '说明'],
    ['豫H6K888', 'c1', '录入告知', '焦公 1', ''],
    ['豫H6K881', 'c2', '', '', ''],
    ['', '', '处罚决定', '', ''],
  ];
  expect(resultsIn(table)).toEqual({
    rows: [{ case: 'c1', result: '录入告知', number: '焦公 1' }],
    open: 1,
  });
  expect(resultsIn([['案件编号', '车牌号码']])).toBeNull();
});
