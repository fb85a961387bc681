import { dateZh } from '../../domain/chinese.ts';
import type { GatesDay } from '../../domain/contract/gates.ts';
import { Day } from '../../domain/contract/shapes.ts';
import { GATE_RULE } from '../../domain/gate.ts';
import type { Context } from '../app.ts';
import { tableOn } from '../gates.ts';
import { docx, type Maker, table } from './maker.ts';
import { sheet, type Table, xlsx } from './sheet.ts';
import { countyZh, momentZh, NONE, percentZh, TIER_ZH } from './words.ts';

/** 日报: a day's shares, who is below, and the head of the office's chain of receipts. */

type Row = GatesDay['rows'][number];

const STATUS_ZH = { met: '达标', below: '未达标', no_traffic: '无放行', no_target: '无目标' };
const DAY_ZH = { open: '当日未结束', provisional: '暂定', final: '定数' };
const statusZh = (row: Row): string => (row.feed === 'none' ? '无数据' : STATUS_ZH[row.status]);

/** A day is as far as its enterprises are: 定数 only where each that has figures is closed. */
export function stateZh({ rows }: Pick<GatesDay, 'rows'>): string {
  const states = new Set(rows.filter((row) => row.feed !== 'none').map((row) => row.day));
  if (states.size === 0) return '无数据';
  if (states.size === 1) return DAY_ZH[[...states][0]!];
  return states.has('open') ? DAY_ZH.open : '部分企业暂定';
}

export const rowZh = (row: Row) => ({
  rank: row.rank === null ? NONE : String(row.rank),
  name: row.name,
  county: countyZh(row.county),
  released: String(row.released),
  green: String(row.green),
  percent: percentZh(row.percent),
  target: percentZh(row.target),
  short: row.tripsShort === null ? NONE : String(row.tripsShort),
  streak: String(row.streak),
  status: statusZh(row),
});

function tierZh(tier: keyof typeof TIER_ZH, { tiers }: GatesDay) {
  const { released, green, percent, yesterday, target, met, below } = tiers[tier];
  return {
    ...{ name: TIER_ZH[tier], released: String(released), green: String(green) },
    ...{ percent: percentZh(percent), yesterday: percentZh(yesterday), target: percentZh(target) },
    ...{ met: String(met), below: String(below) },
  };
}

/** First place first, as a paper lists them; the scene begins with the last. */
export function countiesZh({ counties }: GatesDay) {
  const ranked = counties.filter((each) => each.percent !== null).toReversed();
  const rest = counties.filter((each) => each.percent === null && each.enterprises > 0);
  return [...ranked, ...rest].map((each, index) => ({
    county: each.county,
    rank: index < ranked.length ? String(index + 1) : NONE,
    name: countyZh(each.county),
    released: String(each.released),
    green: String(each.green),
    percent: percentZh(each.percent),
    yesterday: percentZh(each.yesterday),
    below: String(each.below),
  }));
}

function coverageZh({ coverage }: GatesDay): string {
  const { gatesDue, gatesReporting, declared, received } = coverage;
  const said = declared === null ? '企业尚未报送当日记录数' : `企业报送记录${declared}条`;
  return `应报门禁${gatesDue}个，有数据${gatesReporting}个；${said}，收到${received}条`;
}

function headOf(context: Context): { receiptSeq: string; receiptHash: string } {
  const { seq, hash } = context.trust().head;
  return seq === 0
    ? { receiptSeq: NONE, receiptHash: '本机尚无回执' }
    : { receiptSeq: String(seq), receiptHash: hash };
}

function dailyOf(context: Context, date: string) {
  const day = tableOn(context, date);
  return {
    day: dateZh(date),
    state: stateZh(day),
    asOf: momentZh(day.asOf),
    tiers: [tierZh('key_dual_high', day), tierZh('other_gated', day)],
    counties: countiesZh(day).map(({ county: _, ...row }) => row),
    laggards: day.rows.filter((row) => row.status === 'below').map(rowZh),
    silent: day.rows
      .filter((row) => row.feed === 'none')
      .map((row) => ({ name: row.name, county: countyZh(row.county) })),
    coverage: coverageZh(day),
    basis: GATE_RULE.basis,
    ...headOf(context),
  };
}

function dailyTable(context: Context, date: string): Table<Row> {
  const day = tableOn(context, date);
  const { receiptSeq, receiptHash } = headOf(context);
  return {
    name: `日报 ${date}`,
    above: [
      `${context.demo ? '（演示数据）' : ''}每日放行货车绿牌占比日报　${dateZh(date)}　${stateZh(day)}`,
      `数据截至${momentZh(day.asOf)}；${coverageZh(day)}；占比向下取一位小数，不进位。`,
      `口径依据：${GATE_RULE.basis}`,
      `回执链首：第${receiptSeq}号 ${receiptHash}`,
    ],
    rows: day.rows,
    columns: [
      { head: '统一社会信用代码', width: 22, kind: 'text', of: (row) => row.enterprise },
      { head: '企业名称', width: 38, kind: 'text', of: (row) => row.name },
      { head: '类别', width: 24, kind: 'text', of: (row) => TIER_ZH[row.tier] },
      { head: '县（市）区', width: 12, kind: 'text', of: (row) => countyZh(row.county) },
      { head: '名次', width: 7, kind: 'count', of: (row) => row.rank },
      { head: '放行车次', width: 10, kind: 'count', of: (row) => row.released },
      { head: '绿牌车次', width: 10, kind: 'count', of: (row) => row.green },
      { head: '占比（%）', width: 10, kind: 'percent', of: (row) => row.percent },
      { head: '严格占比（%）', width: 14, kind: 'percent', of: (row) => row.strictPercent },
      { head: '目标（%）', width: 10, kind: 'percent', of: (row) => row.target },
      { head: '差车次', width: 8, kind: 'count', of: (row) => row.tripsShort },
      { head: '连续未达标天数', width: 15, kind: 'count', of: (row) => row.streak },
      { head: '未识别', width: 8, kind: 'count', of: (row) => row.unread },
      { head: '疑似', width: 7, kind: 'count', of: (row) => row.suspect },
      { head: '人工抬杆', width: 10, kind: 'count', of: (row) => row.manualLifts },
      { head: '应报门禁', width: 10, kind: 'count', of: (row) => row.gates.due },
      { head: '有数据门禁', width: 12, kind: 'count', of: (row) => row.gates.reporting },
      { head: '企业报送记录', width: 14, kind: 'count', of: (row) => row.declared },
      { head: '收到记录', width: 10, kind: 'count', of: (row) => row.received },
      { head: '更正', width: 7, kind: 'count', of: (row) => row.corrections },
      { head: '状态', width: 10, kind: 'text', of: statusZh },
      {
        head: '数据',
        width: 12,
        kind: 'text',
        of: (row) => (row.feed === 'none' ? '无数据' : DAY_ZH[row.day]),
      },
    ],
  };
}

export const makers = {
  daily: docx('daily', { date: Day }, (context, { date }) => ({
    title: date,
    data: dailyOf(context, date),
  })),
  'daily-table': table('daily-table', { date: Day }, async (context, { date }) => ({
    title: `日报 ${date}`,
    kind: 'xlsx',
    bytes: await xlsx([sheet(dailyTable(context, date))]),
  })),
} satisfies Record<string, Maker>;
