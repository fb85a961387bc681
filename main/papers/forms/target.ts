import { head, signed } from './letter.ts';
import { type Block, each, gap, line, middle, rowsTable, SMALL, words } from './parts.ts';

/** 请示: an upward paper, so it names who signs for it, and asks one thing. */
export const request: Block[] = [
  ...head('焦作市绿色运输工作指挥部{请示单位}', '签发人：{签发人}'),
  line('Title', '{标题}'),
  line('Flush', ''),
  line('Flush', '{主送}：'),
  line('Body', '根据工作需要，现就调整{目标名称}目标请示如下：'),
  line('H1', '一、请示事项'),
  line('Body', '适用范围：{适用范围}。'),
  line('Body', '原目标：{原目标}。{#原目标依据}依据：{原目标依据}。{/原目标依据}'),
  line(
    'Body',
    '拟调整为：{拟调整为}，自{生效日期}起生效{#截止日期}，至{截止日期}止{/截止日期}。批准之日以前的考核结果不变。',
  ),
  line('H1', '二、理由'),
  ...each('理由', line('Body', '{.}')),
  line('H1', '三、依据'),
  line('Body', '以下数据取自指挥台，请示提出时已冻结，可逐项核对。'),
  gap(),
  rowsTable('依据', [words('依据', 50, '依据名称'), middle('数值', 25), middle('截至', 25)]),
  line('Flush', ''),
  line('Body', '妥否，请批示。'),
  ...signed('{请示单位}'),
  ...each('联系人', line('Body', '（联系人：{联系人}，电话：{联系电话}）')),
  ...each(
    '有核稿会签',
    line('Section', '核稿、会签'),
    rowsTable(
      '核稿会签',
      [
        middle('环节', 12),
        words('单位', 24),
        middle('签署人', 14),
        middle('意见', 12),
        words('说明', 20),
        middle('日期', 18, '签署日期'),
      ],
      SMALL,
    ),
  ),
];
