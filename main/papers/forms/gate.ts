import { contact, head, OFFICE, signed } from './letter.ts';
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

/** 日报: the day's shares, counties, who is below by name, and the head of the chain of receipts. */
export const daily: Block[] = [
  line('Head', '绿色货运工作日报'),
  line('Centre', `${OFFICE}　　{日期}`),
  line('Note', '数据状态：{数据状态}。数据截至{数据截至}。{数据覆盖}。'),
  line('Section', '一、总体'),
  rowsTable(
    '分类',
    [
      words('类别', 30),
      figure('放行车次', 12),
      figure('绿牌车次', 12),
      figure('占比', 10),
      figure('昨日', 10, '昨日占比'),
      figure('目标', 9),
      figure('达标', 8, '达标企业数'),
      figure('未达标', 9, '未达标企业数'),
    ],
    SMALL,
  ),
  line('Section', '二、县（市）区排名'),
  rowsTable(
    '县区',
    [
      middle('名次', 10),
      words('县（市）区', 26, '县区名称'),
      figure('放行车次', 14),
      figure('绿牌车次', 14),
      figure('占比', 12),
      figure('昨日', 12, '昨日占比'),
      figure('未达标企业', 14, '未达标企业数'),
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
        words('企业名称', 36),
        words('县（市）区', 13, '所属县区'),
        figure('放行', 9, '放行车次'),
        figure('绿牌', 9, '绿牌车次'),
        figure('占比', 10),
        figure('目标', 8),
        figure('差车次', 9),
        figure('连续天数', 10),
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

/** 提示函: one enterprise, its day and the days before. */
export const notice: Block[] = [
  ...head(OFFICE),
  line('Title', '关于每日放行货车绿牌占比未达标的提示函'),
  blank(),
  line('Flush', '{企业名称}：'),
  line(
    'Body',
    '{日期}，你单位（{所属县区}，{类别}）放行货车{放行车次}车次，其中绿牌{绿牌车次}车次，占比{占比}，低于当日目标{目标}，差{差车次}车次，已连续{连续天数}天未达标（数据状态：{数据状态}）。近日情况如下：',
  ),
  gap(),
  rowsTable('近日', [
    middle('日期', 28, '日'),
    figure('放行车次', 18),
    figure('绿牌车次', 18),
    figure('占比', 18),
    figure('目标', 18),
  ]),
  blank(),
  ...each('下一目标', line('Body', '{下一目标}')),
  line(
    'Body',
    '请核对门禁过车记录，分析原因，调整运力安排。对数据有异议的，可在收到本函后向指挥部办公室书面提出，并附过车记录等材料；逐条明细可向办公室索取。',
  ),
  line('Body', '占比向下取一位小数，不进位。口径依据：{口径}。'),
  ...contact(),
  ...signed(OFFICE),
];

/** 复核意见: the answer to a dispute, with what was looked at and what came of it. */
export const answer: Block[] = [
  ...head(OFFICE),
  line('Title', '关于{企业名称}数据异议的复核意见'),
  blank(),
  line('Flush', '{企业名称}：'),
  line('Body', '你单位于{异议提出日期}对{日期}放行货车绿牌占比数据提出的异议收悉。经复核，意见如下：'),
  line('H1', '一、异议事由'),
  line('Body', '{异议事由}{#异议提出人}（提出人：{异议提出人}）{/异议提出人}'),
  line('H1', '二、复核情况'),
  ...each('复核情况', line('Body', '{.}')),
  line('H1', '三、复核结论'),
  line('Body', '{复核结论}。{理由}'),
  gap(),
  form([{ cells: ['复 核 前', '{复核前}'] }, { cells: ['复 核 后', '{复核后}'] }]),
  blank(),
  line('Body', '已定数的数据不作改动，更正另行记录、并列公布。口径依据：{口径}。'),
  ...contact(),
  ...signed(OFFICE),
];
