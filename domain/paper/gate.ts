import { list, sheetOf, text, texts } from './tag.ts';

/** Data of the papers about gates: the daily bulletin, a notice to an enterprise, the answer to a dispute. */

const row = {
  rank: text('名次'),
  name: text('企业名称'),
  county: text('所属县区'),
  released: text('放行车次'),
  green: text('绿牌车次'),
  percent: text('占比'),
  target: text('目标'),
  short: text('差车次'),
  streak: text('连续天数'),
  /** 达标, 未达标, 无放行, 无目标. */
  status: text('状态'),
};

const tier = {
  name: text('类别'),
  released: text('放行车次'),
  green: text('绿牌车次'),
  percent: text('占比'),
  yesterday: text('昨日占比'),
  target: text('目标'),
  met: text('达标企业数'),
  below: text('未达标企业数'),
};

export const Daily = sheetOf({
  /** '2024年12月5日'. */
  day: text('日期'),
  /** 当日未结束, 暂定 or 定数, over all enterprises. */
  state: text('数据状态'),
  asOf: text('数据截至'),
  tiers: list('分类', tier),
  counties: list('县区', {
    rank: text('名次'),
    name: text('县区名称'),
    released: text('放行车次'),
    green: text('绿牌车次'),
    percent: text('占比'),
    yesterday: text('昨日占比'),
    below: text('未达标企业数'),
  }),
  /** Below target, last place first. */
  laggards: list('未达标企业', row),
  /** Enterprises of which nothing came; named, never counted as zero. */
  silent: list('无数据企业', { name: text('企业名称'), county: text('所属县区') }),
  coverage: text('数据覆盖'),
  basis: text('口径'),
  /** Head of the office's chain of receipts: sequence number and hash. */
  receiptSeq: text('回执序号'),
  receiptHash: text('回执链首'),
});

export const EnterpriseNotice = sheetOf({
  number: text('文号'),
  enterprise: text('企业名称'),
  county: text('所属县区'),
  tier: text('类别'),
  day: text('日期'),
  state: text('数据状态'),
  released: text('放行车次'),
  green: text('绿牌车次'),
  percent: text('占比'),
  target: text('目标'),
  short: text('差车次'),
  streak: text('连续天数'),
  days: list('近日', {
    day: text('日'),
    released: text('放行车次'),
    green: text('绿牌车次'),
    percent: text('占比'),
    target: text('目标'),
  }),
  next: text('下一目标'),
  basis: text('口径'),
  contact: text('联系人'),
  phone: text('联系电话'),
  date: text('成文日期'),
});

export const DisputeAnswer = sheetOf({
  number: text('文号'),
  enterprise: text('企业名称'),
  day: text('日期'),
  raised: text('异议提出日期'),
  raisedBy: text('异议提出人'),
  ground: text('异议事由'),
  /** What was looked at, a line each. */
  checked: texts('复核情况'),
  before: text('复核前'),
  after: text('复核后'),
  /** 维持, 更正. */
  outcome: text('复核结论'),
  reason: text('理由'),
  basis: text('口径'),
  contact: text('联系人'),
  phone: text('联系电话'),
  date: text('成文日期'),
});
