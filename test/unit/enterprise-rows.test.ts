import { expect, test } from 'vitest';
import { ledgerRows } from '../../domain/enterprise-rows.ts';
import { tableOf } from '../../domain/table.ts';

const CODE = '91410802MA9TEST075';
const wrong = ({ refused }: ReturnType<typeof ledgerRows>) =>
  refused.map(({ row, enterprise, field, flaw }) => [row, enterprise, flaw ?? field]);

test('enterprises row by row: words for codes, a name twice, what stands in no county', () => {
  const row = (code: string, name: string, ...rest: string[]) => [code, name, ...rest];
  const read = ledgerRows(
    tableOf([
      ['焦作市门禁企业名册', '焦作市门禁企业名册'],
      ['统一社会信用代码', '企业名称', '类别（双高）', '县市区', '道闸', '责任人', '联系电话'],
      row(CODE, '示例焦化', '重点“双高”', '河南省焦作市中站区', '1、2', '欧阳明德', '0391-0000000'),
      row('91410802MA9TEST07', '坏码企业', '重点双高', '410803', '1'),
      row(CODE, '又一次', '其他', '410803', '1'),
      row('91410802MA9TEST150', '示例水泥', '其余设门禁', '郑州市', '1'),
      row('91410802MA9TEST151', '示例铝业', '其余设门禁', '修武县', '2024-01-02'),
    ]),
  );
  expect(read.writes).toEqual([
    {
      kind: 'enterprises',
      at: [expect.objectContaining({ sheet: '', row: 3 })],
      input: {
        ...{ enterprise: CODE, name: '示例焦化', tier: 'key_dual_high', county: '410803', gates: ['1', '2'] },
        responsible: { unit: null, person: '欧阳明德', phone: '0391-0000000' },
      },
    },
  ]);
  expect(wrong(read)).toEqual([
    [4, '91410802MA9TEST07', 'enterprise'],
    [5, CODE, 'twice'],
    [6, '91410802MA9TEST150', 'county'],
    [7, '91410802MA9TEST151', 'gates'],
  ]);
  // As it came, to be mended and sent again.
  expect(read.refused[0]!.cells.slice(0, 2)).toEqual(['91410802MA9TEST07', '坏码企业']);
});

test('a production calendar row by row: what is no plan or no day is named with its row', () => {
  const read = ledgerRows(
    tableOf([
      ['统一社会信用代码', '安排', '自', '至'],
      ['A', '错峰', '2024-11-15', '2025年3月15日'],
      ['B', '停业', '2024-11-15', ''],
      ['C', '检修', '2024-12-10', '2024-12-09'],
      ['D', 'stopped', '2024/12/1', ''],
    ]),
  );
  expect(read.writes.map(({ input }) => input)).toEqual([
    { enterprise: 'A', plan: 'staggered', from: '2024-11-15', to: '2025-03-15' },
    { enterprise: 'D', plan: 'stopped', from: '2024-12-01' },
  ]);
  expect(wrong(read)).toEqual([
    [3, 'B', 'plan'],
    [4, 'C', 'to'],
  ]);
});

test('promises replace the list of an enterprise, so that one bad row refuses all of it', () => {
  const read = ledgerRows(
    tableOf([
      ['统一社会信用代码', '承运人', '合同', '新能源车辆数', '期限'],
      ['A', '示例运输', '', '12', '2024-12-31'],
      ['B', '丹河物流', '', '6', ''],
      ['B', '云台运输', '', '若干', ''],
    ]),
  );
  expect(read.writes.map(({ input }) => input)).toEqual([
    {
      enterprise: 'A',
      promises: [{ carrier: '示例运输', contract: null, trucks: 12, dueOn: '2024-12-31' }],
    },
  ]);
  expect(wrong(read)).toEqual([
    [3, 'B', 'other'],
    [4, 'B', 'trucks'],
  ]);
  expect(ledgerRows(tableOf([['名称'], ['A']]))).toMatchObject({ kinds: [], unread: [''] });
});

test('several sheets of one file, enterprises first; a hidden row and a bad cell are refused, a sheet is named', () => {
  const heads = ['统一社会信用代码', '安排', '自'];
  const read = ledgerRows({
    sheets: [
      {
        name: '安排',
        rows: [
          { row: 3, cells: heads },
          { row: 4, cells: heads },
          { row: 5, cells: ['A', '停产', '2024-12-06'] },
          { row: 6, cells: ['B', '停产', '2024-12-06'], hidden: true },
          { row: 7, cells: ['C', '停产', '='], flaws: { 2: 'formula' } },
        ],
      },
      { name: '说明', rows: [{ row: 1, cells: ['填表说明'] }] },
      {
        name: '名册',
        rows: [
          { row: 1, cells: ['统一社会信用代码', '企业名称', '类别', '县市区', '道闸'] },
          { row: 2, cells: [CODE, '示例焦化', '其他', '温县', '1'] },
        ],
      },
    ],
    hidden: ['旧'],
  });
  expect(read).toMatchObject({ kinds: ['enterprises', 'calendar'], unread: ['旧', '说明'] });
  expect(read.writes.map(({ kind }) => kind)).toEqual(['enterprises', 'calendar']);
  expect(wrong(read)).toEqual([
    [6, 'B', 'hidden'],
    [7, 'C', 'formula'],
  ]);
});
