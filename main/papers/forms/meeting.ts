import { contact, head, OFFICE, signed } from './letter.ts';
import {
  type Block,
  beside,
  blank,
  each,
  figure,
  imprint,
  line,
  middle,
  redLine,
  rowsTable,
  SMALL,
  without,
  words,
} from './parts.ts';
import { A3_WIDTH } from './style.ts';

export const notice: Block[] = [
  ...head(OFFICE),
  line('Title', '关于召开{会议名称}\n的通知'),
  blank(),
  line('Flush', '{主送单位}：'),
  line('Body', '经研究，定于{会议时间}在{会议地点}召开{会议名称}，由{主持人}主持。现将有关事项通知如下：'),
  line('H1', '一、会议议题'),
  ...each(
    '议题',
    line(
      'Body',
      '{序号}.{议题名称}（{议题类型}{#汇报单位}；汇报单位：{汇报单位}{/汇报单位}{#汇报人}，汇报人：{汇报人}{/汇报人}{#时长}，{时长}分钟{/时长}）',
    ),
  ),
  line('H1', '二、参会单位和人员'),
  ...each('参会人员', line('Body', '{.}')),
  line('H1', '三、有关要求'),
  line('Body', '（一）因故不能参会的，须按程序请假并指定代会人员，报指挥部办公室。'),
  line(
    'Body',
    '（二）请各汇报单位{#材料报送时限}于{材料报送时限}前{/材料报送时限}将汇报材料报指挥部办公室。汇报只讲偏差、原因和措施，数据以会前冻结的数据为准。',
  ),
  ...contact(),
  ...signed(OFFICE),
  ...imprint(`${OFFICE}\t{成文日期}印发`),
  blank(),
];

const facts = [
  line('Flush', '**时间：**{会议时间}'),
  line('Flush', '**地点：**{会议地点}'),
  line('Flush', '**主持：**{主持人}'),
];

export const agenda: Block[] = [
  line('Title', '{会议名称}'),
  line('Title', '议　程'),
  blank(),
  ...facts,
  blank(),
  rowsTable('议题', [
    middle('序号', 9),
    middle('时间', 11, '开始'),
    words('议题', 38, '议题名称'),
    middle('类型', 9, '议题类型'),
    { head: '汇报单位、汇报人', cell: '{汇报单位}{#汇报人}　{汇报人}{/汇报人}', width: 25 },
    middle('分钟', 8, '时长'),
    middle('材料', 9),
  ]),
  line('Note', '合计{总时长}分钟。听取：只听不议；审议：讨论并提出意见；决定：当场作出决定。'),
];

export const signin: Block[] = [
  line('Title', '{会议名称}'),
  line('Title', '签 到 表'),
  blank(),
  line('Flush', '**时间：**{会议时间}'),
  line('Flush', '**地点：**{会议地点}'),
  blank(),
  rowsTable(
    '参会',
    [
      middle('序号', 8),
      words('单位', 34),
      middle('参会人', 16, '姓名'),
      { head: '签到', cell: '', width: 20 },
      { head: '职务', cell: '', width: 14 },
      words('备注', 14),
    ],
    { height: 620 },
  ),
];

const HALF = Math.floor((A3_WIDTH - 400) / 2);

export const brief: Block[] = [
  line('Title', '{会议名称}参阅件'),
  line('Source', '{会议时间}　{会议地点}　　数据截至{数据截至}'),
  beside(
    A3_WIDTH,
    [
      line('Section', '一、主要指标'),
      rowsTable(
        '指标',
        [
          words('指标', 32, '指标名称'),
          figure('当前', 13),
          figure('目标', 13),
          middle('期限', 20),
          figure('还差', 13, '差额'),
          middle('状态', 9),
        ],
        { ...SMALL, width: HALF },
      ),
      line('Section', '二、县（市）区'),
      rowsTable(
        '县区',
        [
          middle('名次', 10),
          words('县（市）区', 26, '县区名称'),
          figure('绿牌占比', 15, '占比'),
          figure('昨日', 15, '昨日占比'),
          figure('未达标企业', 17, '未达标企业数'),
          figure('逾期事项', 17, '逾期事项数'),
        ],
        { ...SMALL, width: HALF },
      ),
      line('Section', '三、本次议题'),
      ...each(
        '议题',
        line(
          'Note',
          '{序号}.{议题名称}（{议题类型}{#汇报单位}，{汇报单位}{/汇报单位}{#汇报人} {汇报人}{/汇报人}{#时长}，{时长}分钟{/时长}）{#冻结数据}　{冻结数据}{/冻结数据}',
        ),
      ),
      ...each('议题另有', line('Note', '另有{议题另有}项见议程。')),
    ],
    [
      line('Section', '四、上次会议交办事项'),
      ...without('有上次交办', line('Note', '无未办结事项。')),
      ...each(
        '有上次交办',
        rowsTable(
          '上次交办',
          [
            middle('编号', 11),
            words('事项', 36, '内容'),
            words('牵头单位', 18),
            middle('时限', 12),
            middle('状态', 10),
            words('进展', 22),
          ],
          { ...SMALL, width: HALF },
        ),
        line('Note', '{#上次交办另有}另有{上次交办另有}项未列。{/上次交办另有}'),
      ),
      line('Section', '五、未达标企业'),
      ...without('有未达标企业', line('Note', '无。')),
      ...each(
        '有未达标企业',
        rowsTable(
          '未达标企业',
          [
            words('企业', 42, '企业名称'),
            words('县（市）区', 16, '所属县区'),
            figure('占比', 12),
            figure('目标', 10),
            figure('差车次', 11),
            figure('连续天数', 13),
          ],
          { ...SMALL, width: HALF },
        ),
        line('Note', '{#未达标企业另有}另有{未达标企业另有}家未列。{/未达标企业另有}'),
      ),
      line('Section', '六、待批请示'),
      ...without('有待批请示', line('Note', '无。')),
      ...each('待批请示', line('Note', '{请示名称}（{请示单位}，{日期}）')),
    ],
  ),
];

const task =
  '会议要求：{内容}（牵头单位：{牵头单位}{#配合单位}；配合单位：{配合单位}{/配合单位}{#责任人}；责任人：{责任人}{/责任人}{#完成标准}；完成标准：{完成标准}{/完成标准}{#时限}；完成时限：{时限}{/时限}）。';
/** 出席, 请假 and the like after the body: the names stand under each other. */
const who = (field: string, word = field) =>
  each(field, line('Flush', `**${word}：**{${field}}`, { indent: { left: 1600, hanging: 960 } }));

export const minutes: Block[] = [
  line('Draft', '{稿别}'),
  line('Head', '绿色货运工作调度会议纪要'),
  blank(),
  ...each('文号', line('Centre', '{文号}')),
  ...without('文号', line('Centre', '〔　　〕　　号')),
  line('Issuer', `${OFFICE}\t{成文日期}`),
  redLine(),
  blank(),
  line('Title', '{会议名称}纪要'),
  blank(),
  ...each('纪要正文', line('Body', '{.}')),
  ...without(
    '有纪要正文',
    line(
      'Body',
      '{会议时间}，{#主持人}{主持人}{/主持人}{#会议地点}在{会议地点}{/会议地点}主持召开{会议名称}。现将会议情况纪要如下：',
    ),
    ...each(
      '议题',
      line('H1', '{序号}、{议题名称}'),
      ...each('正文', line('Body', '{.}')),
      ...each('交办', line('Body', task)),
    ),
  ),
  blank(),
  ...who('出席'),
  ...who('代会'),
  ...who('请假'),
  ...who('缺席'),
  ...imprint('分送：{分送}', `${OFFICE}\t{#成文日期}{成文日期}印发{/成文日期}`),
  blank(),
];
