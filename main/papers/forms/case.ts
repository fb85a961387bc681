import { type Block, blank, each, form, line, rowsTable } from './parts.ts';
import { ACROSS_WIDTH, TEXT_WIDTH } from './style.ts';

const SMALL = { style: 'Small', head: 'SmallHead' } as const;

/** 现场检查笔录: what two officers saw, signed on the spot or refused. */
export const record: Block[] = [
  line('Title', '现场检查笔录'),
  line('Issuer', '检查类别：{检查类别}\t编号：{编号}'),
  form([
    { cells: ['开始时间', '{开始时间}', '结束时间', '{结束时间}'] },
    { cells: ['检查地点', '{检查地点}'] },
    { cells: ['被检查对象', '{被检查对象}'] },
    { cells: ['车牌号码', '{车牌号码}', '车辆类型', '{车辆类型}'] },
    { cells: ['现场负责人', '{现场负责人}', '检查结果', '{检查结果}'] },
  ]),
  line('Section', '检查人员'),
  rowsTable('检查人员', [
    { head: '姓名', cell: '{姓名}', width: 25, align: 'center' },
    { head: '单位', cell: '{单位}', width: 45 },
    { head: '执法证号', cell: '{执法证号}', width: 30, align: 'center' },
  ]),
  line('Note', '检查人员已出示执法证件，告知被检查人有权申请回避，并应如实回答询问、提供材料。'),
  ...each(
    '有仪器设备',
    line('Section', '仪器设备'),
    rowsTable('仪器设备', [
      { head: '名称', cell: '{名称}', width: 40 },
      { head: '编号', cell: '{设备编号}', width: 30, align: 'center' },
      { head: '检定有效期至', cell: '{检定有效期}', width: 30, align: 'center' },
    ]),
  ),
  line('Section', '检查情况'),
  ...each('检查情况', line('Lead', '{.}')),
  ...each(
    '有读数',
    rowsTable('读数', [
      { head: '项目', cell: '{项目}', width: 34 },
      { head: '读数', cell: '{数值}', width: 22, align: 'right' },
      { head: '限值', cell: '{限值}', width: 22, align: 'right' },
      { head: '判定', cell: '{判定}', width: 22, align: 'center' },
    ]),
  ),
  ...each('备注', line('Lead', '备注：{备注}')),
  line('Section', '签字'),
  form(
    [
      {
        cells: [
          '被检查人',
          '以上笔录我已看过（已向我宣读），与事实相符。\n\n签名：　　　　　　　　　　　　　年　　月　　日',
        ],
        height: 1300,
      },
      { cells: ['签字情况', '{签字情况}'] },
      { cells: ['检查人员', '\n签名：　　　　　　、　　　　　　　年　　月　　日'], height: 900 },
    ],
    TEXT_WIDTH,
    true,
  ),
];

/** 移送清单: what goes to police or transport, in a network of their own, with no owner's data. */
export const handover: Block[] = [
  line('Title', '案件移送清单'),
  line('Source', '{移送单位} 移送 {接收单位}　　移送日期：{移送日期}　　共{件数}件'),
  rowsTable(
    '案件',
    [
      { head: '序号', cell: '{序号}', width: 5, align: 'center' },
      { head: '案件编号', cell: '{案件编号}', width: 18 },
      { head: '案由', cell: '{案由}', width: 12 },
      { head: '车牌号码', cell: '{车牌号码}', width: 10, align: 'center' },
      { head: '颜色', cell: '{号牌颜色}', width: 6, align: 'center' },
      { head: '采集时间', cell: '{采集时间}', width: 14, align: 'center' },
      { head: '地点', cell: '{地点}', width: 17 },
      { head: '设备', cell: '{设备}', width: 11 },
      { head: '读数', cell: '{读数}', width: 12 },
      { head: '证据', cell: '{证据份数}', width: 5, align: 'right' },
      { head: '移送起', cell: '{移送起}', width: 10, align: 'center' },
    ],
    { ...SMALL, width: ACROSS_WIDTH },
  ),
  line('Note', '本清单不含车辆所有人信息。处理结果按案件编号回填后导回指挥台。'),
  blank(),
  form(
    [
      {
        cells: [
          '移 送 人',
          '签名：　　　　　　　年　　月　　日',
          '接 收 人',
          '签名：　　　　　　　年　　月　　日',
        ],
      },
    ],
    ACROSS_WIDTH,
  ),
];
