import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvRows, csvText } from '../../domain/csv.ts';
import { ledgerRows } from '../../domain/enterprise-rows.ts';

test('a table that was written is read back as it was, whatever stands in its cells', () => {
  const cell = fc
    .string({ unit: fc.constantFrom('煤', 'a', '"', ',', '\n', '\r', ' ', '1') })
    .map((text) => `x${text}x`);
  const row = fc.array(cell, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(row, fc.array(row, { maxLength: 5 }), (heads, rows) => {
      expect(csvRows(csvText(heads, rows))).toEqual([heads, ...rows]);
    }),
    { numRuns: 10_000 },
  );
});

test('line ends of any kind, a last line without one; a stray quote ends no file', () => {
  const text = 'a,b\r\nc,\rd\n"e""f",g\n"h"i,j"k\nl';
  const rows = [['a', 'b'], ['c', ''], ['d'], ['e"f', 'g'], ['hi', 'j"k'], ['l']];
  expect(csvRows(text)).toEqual(rows);
});

test('a production calendar row by row: what is no plan or no day is named with its row', () => {
  const table = [
    ['统一社会信用代码', '安排', '自', '至'],
    ['A', '错峰', '2024-11-15', '2025-03-15'],
    ['B', '停业', '2024-11-15', ''],
    ['C', '检修', '2024-12-10', '2024-12-09'],
    ['D', 'stopped', '2024-12-10', ''],
  ];
  expect(ledgerRows(table)).toEqual({
    kind: 'calendar',
    spans: [
      { row: 2, enterprise: 'A', plan: 'staggered', from: '2024-11-15', to: '2025-03-15' },
      { row: 5, enterprise: 'D', plan: 'stopped', from: '2024-12-10', to: null },
    ],
    refused: [
      { row: 3, enterprise: 'B', field: 'plan' },
      { row: 4, enterprise: 'C', field: 'to' },
    ],
  });
});

test('promises replace the list of an enterprise, so that one bad row refuses all of it', () => {
  const table = [
    ['统一社会信用代码', '承运人', '合同', '新能源车辆数', '期限'],
    ['A', '示例运输', '', '12', '2024-12-31'],
    ['B', '丹河物流', '', '6', ''],
    ['B', '云台运输', '', '若干', ''],
  ];
  expect(ledgerRows(table)).toEqual({
    kind: 'promises',
    enterprises: [
      {
        ...{ enterprise: 'A', rows: [2] },
        promises: [{ carrier: '示例运输', contract: null, trucks: 12, dueOn: '2024-12-31' }],
      },
    ],
    refused: [
      { row: 3, enterprise: 'B', field: 'other' },
      { row: 4, enterprise: 'B', field: 'trucks' },
    ],
  });
  expect(ledgerRows([['名称'], ['A']])).toBeNull();
});
