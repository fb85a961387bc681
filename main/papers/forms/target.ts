import { head, signed } from './letter.ts';
import { type Block, each, line, rowsTable } from './parts.ts';

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
  rowsTable('依据', [
    { head: '依据', cell: '{依据名称}', width: 50 },
    { head: '数值', cell: '{数值}', width: 25, align: 'center' },
    { head: '截至', cell: '{截至}', width: 25, align: 'center' },
  ]),
  line('Flush', ''),
  line('Body', '妥否，请批示。'),
  ...signed('{请示单位}'),
];
