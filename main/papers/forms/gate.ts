import { OFFICE } from './letter.ts';
import { type Block, each, line, rowsTable, without } from './parts.ts';

const SMALL = { style: 'Small', head: 'SmallHead' } as const;

/** 日报: the day's shares, counties, who is below by name, and the head of the chain of receipts. */
export const daily: Block[] = [
  line('Head', '绿色货运工作日报'),
  line('Centre', `${OFFICE}　　{日期}`),
  line('Note', '数据状态：{数据状态}。数据截至{数据截至}。{数据覆盖}。'),
  line('Section', '一、总体'),
  rowsTable(
    '分类',
    [
      { head: '类别', cell: '{类别}', width: 30 },
      { head: '放行车次', cell: '{放行车次}', width: 12, align: 'right' },
      { head: '绿牌车次', cell: '{绿牌车次}', width: 12, align: 'right' },
      { head: '占比', cell: '{占比}', width: 10, align: 'right' },
      { head: '昨日', cell: '{昨日占比}', width: 10, align: 'right' },
      { head: '目标', cell: '{目标}', width: 9, align: 'right' },
      { head: '达标', cell: '{达标企业数}', width: 8, align: 'right' },
      { head: '未达标', cell: '{未达标企业数}', width: 9, align: 'right' },
    ],
    SMALL,
  ),
  line('Section', '二、县（市）区排名'),
  rowsTable(
    '县区',
    [
      { head: '名次', cell: '{名次}', width: 10, align: 'center' },
      { head: '县（市）区', cell: '{县区名称}', width: 26 },
      { head: '放行车次', cell: '{放行车次}', width: 14, align: 'right' },
      { head: '绿牌车次', cell: '{绿牌车次}', width: 14, align: 'right' },
      { head: '占比', cell: '{占比}', width: 12, align: 'right' },
      { head: '昨日', cell: '{昨日占比}', width: 12, align: 'right' },
      { head: '未达标企业', cell: '{未达标企业数}', width: 14, align: 'right' },
    ],
    SMALL,
  ),
  line('Section', '三、未达标企业'),
  ...without('未达标企业', line('Note', '无。')),
  ...each(
    '有未达标企业',
    rowsTable(
      '未达标企业',
      [
        { head: '企业名称', cell: '{企业名称}', width: 36 },
        { head: '县（市）区', cell: '{所属县区}', width: 13 },
        { head: '放行', cell: '{放行车次}', width: 9, align: 'right' },
        { head: '绿牌', cell: '{绿牌车次}', width: 9, align: 'right' },
        { head: '占比', cell: '{占比}', width: 10, align: 'right' },
        { head: '目标', cell: '{目标}', width: 8, align: 'right' },
        { head: '差车次', cell: '{差车次}', width: 9, align: 'right' },
        { head: '连续天数', cell: '{连续天数}', width: 10, align: 'right' },
      ],
      SMALL,
    ),
  ),
  line('Section', '四、无数据企业'),
  ...without('无数据企业', line('Note', '无。')),
  ...each('无数据企业', line('Note', '{企业名称}（{所属县区}）')),
  line('Note', ''),
  line('Note', '占比向下取一位小数，不进位；无放行、无数据的不参加排名。口径依据：{口径}。'),
  line('Note', '回执链首：第{回执序号}号　{回执链首}'),
];
