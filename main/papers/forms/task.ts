import { contact, OFFICE, signed } from './letter.ts';
import {
  type Block,
  blank,
  each,
  figure,
  form,
  gap,
  line,
  middle,
  rowsTable,
  SMALL,
  without,
  words,
} from './parts.ts';

const told = [
  { cells: ['编　　号', '{编号}', '下发日期', '{下发日期}'] },
  { cells: ['来　　源', '{来源}'] },
  { cells: ['交办事项', '{内容}'], height: 1500 },
  { cells: ['完成标准', '{完成标准}'], height: 900 },
  { cells: ['牵头单位', '{牵头单位}', '责 任 人', '{责任人}'] },
  { cells: ['配合单位', '{配合单位}'] },
] as const;

/** What was reported last, one line each. */
const progress = (): Block[] => [
  ...without('有进展', line('Cell', '至今没有填报进展。')),
  ...each('进展', line('Cell', '{日期}　{情况}（{填报人}）')),
];

export const order: Block[] = [
  line('Head', '交　办　单'),
  line('Issuer', OFFICE),
  form([
    ...told,
    { cells: ['完成时限', '{完成时限}', '交 办 人', '{交办人}'] },
    { cells: ['签　　收', '签收人：\n签收时间：', '联 系 人', '{联系人}'], height: 1000 },
    { cells: ['办理情况', ''], height: 2200 },
    { cells: ['复核意见', '\n复核人（非承办人）：　　　　　　　　　　年　　月　　日'], height: 1400 },
  ]),
  line(
    'Note',
    '一事一单。完成时限按工作日计算；需要延期的，在时限前书面申请，未经同意不顺延；办结后申请销号，由承办人以外的人复核。',
  ),
];

export const supervision: Block[] = [
  line('Head', '督　办　单'),
  ...each('逾期', line('LightRed', '■ 逾期')),
  ...each('滞后', line('LightAmber', '▲ 滞后')),
  ...each('临期', line('LightBlue', '◐ 临期')),
  line('Issuer', `${OFFICE}\t{成文日期}`),
  form([
    ...told,
    { cells: ['完成时限', '{完成时限}', '当前状态', '{状态}'] },
    { cells: ['督办原因', '{督办原因}'] },
    {
      cells: ['办理进展', progress()],
      height: 1200,
    },
    {
      cells: ['督办要求', '请于{反馈时限}前书面反馈整改措施和完成时间，此后每周五报送进展，直至办结销号。'],
      height: 900,
    },
    { cells: ['反馈时限', '{反馈时限}', '联 系 人', '{联系人}'] },
    { cells: ['签　　收', '签收人：', '签收时间', ''] },
  ]),
];

export const reminder: Block[] = [
  line('Head', '提　醒　函'),
  line('Issuer', `${OFFICE}\t{成文日期}`),
  line('RedRule', ''),
  blank(),
  line('Flush', '{主送单位}：'),
  line('Body', '你单位牵头办理的下列事项，{提醒原因}，请抓紧办理。'),
  gap(),
  form([
    { cells: ['编　　号', '{编号}', '完成时限', '{完成时限}'] },
    { cells: ['来　　源', '{来源}'] },
    { cells: ['交办事项', '{内容}'] },
    { cells: ['完成标准', '{完成标准}'] },
    { cells: ['配合单位', '{配合单位}'] },
    {
      cells: ['最近进展', progress()],
    },
  ]),
  blank(),
  line('Body', '请在完成时限前填报办理结果和佐证；确需延期的，请在时限前提出申请并说明理由。'),
  ...contact(),
  ...signed(OFFICE),
];

export const weekly: Block[] = [
  line('Head', '绿色货运工作周通报'),
  line('Issuer', `${OFFICE}\t{起止日期}`),
  line('RedRule', ''),
  line(
    'Lead',
    '交办事项共{交办总数}项，已办结{已办结}项，逾期{逾期}项，滞后{滞后}项；本周新交办{本周新交办}项，办结{本周办结}项。数据截至{数据截至}。',
  ),
  line('Section', '一、县（市）区办理情况（未启动占比高的在前）'),
  rowsTable(
    '县区',
    [
      middle('位次', 9, '名次'),
      words('县（市）区', 25, '县区名称'),
      figure('总数', 11),
      figure('未启动', 12),
      figure('在办', 11),
      figure('办结', 11),
      figure('办结率', 12),
      figure('逾期', 11, '逾期数'),
    ],
    SMALL,
  ),
  line('Section', '二、逾期事项'),
  ...without('有逾期事项', line('Note', '无。')),
  ...each(
    '有逾期事项',
    rowsTable(
      '逾期事项',
      [
        middle('编号', 12),
        words('事项', 44, '内容'),
        words('牵头单位', 20),
        middle('时限', 15),
        { head: '逾期', cell: '{逾期天数}天', width: 9, align: 'right' },
      ],
      SMALL,
    ),
    line('Note', '{#逾期事项另有}另有{逾期事项另有}项未列。{/逾期事项另有}'),
  ),
  line('Section', '三、待批示'),
  ...without('有待批示', line('Note', '无。')),
  ...each('待批示', line('Note', '{类别}：{事项}（{报送单位}，{日期}）　{请求}')),
  ...each('待批示另有', line('Note', '另有{待批示另有}项未列。')),
];
