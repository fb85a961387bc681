import { type Block, blank, each, figure, form, line, middle, rowsTable, SMALL, words } from './parts.ts';
import { ACROSS_WIDTH, TEXT_WIDTH } from './style.ts';

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
  rowsTable('检查人员', [middle('姓名', 25), words('单位', 45), middle('执法证号', 30)]),
  line('Note', '检查人员已出示执法证件，告知被检查人有权申请回避，并应如实回答询问、提供材料。'),
  ...each(
    '有仪器设备',
    line('Section', '仪器设备'),
    rowsTable('仪器设备', [
      words('名称', 40),
      middle('编号', 30, '设备编号'),
      middle('检定有效期至', 30, '检定有效期'),
    ]),
  ),
  line('Section', '检查情况'),
  ...each('检查情况', line('Lead', '{.}')),
  ...each(
    '有读数',
    rowsTable('读数', [
      words('项目', 34),
      figure('读数', 22, '数值'),
      figure('限值', 22),
      middle('判定', 22),
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
      middle('序号', 5),
      words('案件编号', 18),
      words('案由', 12),
      middle('车牌号码', 10),
      middle('颜色', 6, '号牌颜色'),
      middle('采集时间', 14),
      words('地点', 17),
      words('设备', 11),
      words('读数', 12),
      figure('证据', 5, '证据份数'),
      middle('移送起', 10),
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
