import { z } from 'zod';
import { dateZh } from '../../domain/chinese.ts';
import type { GateDisputes } from '../../domain/contract/gate-days.ts';
import type { ExplainedPassage, GatesExplain } from '../../domain/contract/gates.ts';
import { Day } from '../../domain/contract/shapes.ts';
import { dayOf } from '../../domain/day.ts';
import { GATE_RULE } from '../../domain/gate.ts';
import { Refusal } from '../../domain/rpc.ts';
import { percentFloor1, type Share } from '../../domain/share.ts';
import type { Context } from '../app.ts';
import { queries as days } from '../gate-days.ts';
import { queries as gates, tableOn, trendOf } from '../gates.ts';
import { rowZh, stateZh } from './gate.ts';
import { docx, type Maker, table } from './maker.ts';
import { csv, sheet, type Table, xlsx } from './sheet.ts';
import { COLOUR_ZH, contactOf, countyZh, dayZh, linesOf, NONE, percentZh, TIER_ZH } from './words.ts';

/** Papers that go to one enterprise: 提示函, 复核意见, and its day's passages with the reason of each. */

const Of = { enterprise: z.string(), date: Day };
const DAYS_BEFORE = 7;

function rowFor(context: Context, date: string, id: string) {
  const day = tableOn(context, date);
  const row = day.rows.find((each) => each.enterprise === id);
  if (!row) throw new Refusal('unknown_enterprise', `${id}: no such enterprise`, id);
  return row;
}

function noticeOf(context: Context, date: string, id: string) {
  const row = rowFor(context, date, id);
  if (row.status !== 'below')
    throw new Refusal('not_below', `${row.name} is not below its target on ${date}`, id);
  const { next } = row;
  return {
    ...{ number: '', enterprise: row.name, day: dateZh(date), tier: TIER_ZH[row.tier] },
    ...{ county: countyZh(row.county), state: stateZh({ rows: [row] }) },
    ...pick(rowZh(row), 'released', 'green', 'percent', 'target', 'short', 'streak'),
    days: trendOf(context, date, DAYS_BEFORE, { enterprise: id })
      .filter((each) => each.day !== 'none')
      .toReversed()
      .map((each) => ({
        ...{ day: dateZh(each.date), released: String(each.released), green: String(each.green) },
        ...{ percent: percentZh(each.percent), target: percentZh(each.target) },
      })),
    next:
      next === null
        ? ''
        : `${dateZh(next.dueOn)}起目标为${next.value}%，按当日放行车次测算还差${next.tripsShort}车次。`,
    basis: GATE_RULE.basis,
    ...contactOf(context),
    date: dateZh(dayOf(context.now())),
  };
}

function pick<T, K extends keyof T>(from: T, ...fields: K[]): Pick<T, K> {
  return Object.fromEntries(fields.map((field) => [field, from[field]])) as Pick<T, K>;
}

type Dispute = GateDisputes['disputes'][number];

function disputeFor(context: Context, id: string): Dispute {
  const found = days['gateDays.disputes'].run(context, {}).disputes.find((each) => each.id === id);
  if (!found) throw new Refusal('unknown_dispute', `${id}: no such dispute here`, id);
  return found;
}

const OUTCOME_ZH = { upheld: '异议成立', partly: '异议部分成立', rejected: '异议不成立' };

const shareZh = ({ released, green }: Share): string =>
  `放行${released}车次，绿牌${green}车次，占比${percentZh(percentFloor1(green, released))}`;

/** The figures of the day, and what was put beside them since the dispute was raised. */
function figuresZh(context: Context, { date, enterprise }: Dispute) {
  const { rows } = days['gateDays.closing'].run(context, { date });
  const row = rows.find((each) => each.enterprise === enterprise);
  if (!row) return { before: NONE, after: NONE };
  const last = row.corrections.findLast((each) => each.released !== null && each.green !== null);
  return {
    before: `${shareZh(row)}（${row.closed ? '定数' : '暂定'}）`,
    after: last
      ? `${shareZh({ released: last.released!, green: last.green! })}（更正，与定数并列；${last.reason}）`
      : '不作更正',
  };
}

function answerOf(context: Context, dispute: Dispute) {
  const { answer } = dispute;
  if (!answer) throw new Refusal('not_answered', `dispute ${dispute.id} has no answer yet`, dispute.id);
  return {
    ...{ number: '', enterprise: dispute.name, day: dateZh(dispute.date), raised: dayZh(dispute.at) },
    ...{ raisedBy: dispute.who, ground: dispute.ground },
    checked: linesOf(answer.text),
    ...figuresZh(context, dispute),
    outcome: OUTCOME_ZH[answer.outcome],
    reason: '',
    basis: GATE_RULE.basis,
    ...contactOf(context),
    date: dayZh(answer.at),
  };
}

function countedZh({ outcome, green, unread, suspect }: ExplainedPassage): string {
  if (outcome === 'left_out') return '不计';
  return ['计入', green && '绿牌', unread && '未识别', suspect && '疑似'].filter(Boolean).join('，');
}

/** @throws {Refusal} `not_downloaded` or `expired` rather than a list that is short of what was counted. */
async function passagesOf(context: Context, date: string, enterprise: string): Promise<GatesExplain> {
  const explained = await gates['gates.explain'].run(context, { date, enterprise });
  if (explained.expired)
    throw new Refusal(
      'expired',
      `the passages of ${date} were kept until ${explained.expired} and are deleted`,
      enterprise,
    );
  if (explained.notDownloaded)
    throw new Refusal('not_downloaded', `the passages of ${date} are not on this console`, enterprise);
  return explained;
}

function passagesTable(
  context: Context,
  { date, name, rule, row, passages }: GatesExplain,
): Table<ExplainedPassage> {
  return {
    name: `明细 ${date}`,
    above: [
      `${context.demo ? '（演示数据）' : ''}${name}　${dateZh(date)}过车明细`,
      row ? `${shareZh(row)}；共${passages.length}条记录，每条写明计入或不计的理由。` : '',
      `口径（第${rule.version}版）：${rule.zh}`,
      `依据：${rule.basis}`,
    ],
    rows: passages,
    columns: [
      { head: '记录编号', width: 22, kind: 'text', of: (each) => each.id },
      { head: '时间', width: 26, kind: 'text', of: (each) => each.at },
      { head: '门', width: 6, kind: 'text', of: (each) => each.gate },
      { head: '号牌', width: 13, kind: 'text', of: (each) => each.plate ?? '未识别' },
      { head: '颜色', width: 8, kind: 'text', of: (each) => COLOUR_ZH[each.colour] ?? '其他' },
      { head: '车辆类型', width: 10, kind: 'text', of: (each) => each.vehicleType },
      { head: '结果', width: 14, kind: 'text', of: countedZh },
      { head: '理由', width: 60, kind: 'text', of: (each) => each.why },
      { head: '重复于', width: 22, kind: 'text', of: (each) => each.duplicateOf ?? null },
    ],
  };
}

/** Of a passage that a dispute names and the day does not hold, that it is not there is said: it is not left out. */
type Disputed = { id: string; found: ExplainedPassage | null };

function disputedTable(
  context: Context,
  dispute: Dispute,
  { passages, rule }: GatesExplain,
): Table<Disputed> {
  const byId = new Map(passages.map((each) => [each.id, each]));
  const of = (read: (passage: ExplainedPassage) => string | null) => (row: Disputed) =>
    row.found ? read(row.found) : null;
  return {
    name: '异议所指',
    above: [
      `${context.demo ? '（演示数据）' : ''}${dispute.name}　${dateZh(dispute.date)}异议所指过车记录　共${dispute.passages.length}条`,
      `${dispute.who}于${dayZh(dispute.at)}提出：${dispute.ground}`,
      `口径（第${rule.version}版）：${rule.zh}`,
    ],
    rows: dispute.passages.map((id) => ({ id, found: byId.get(id) ?? null })),
    columns: [
      { head: '记录编号', width: 22, kind: 'text', of: (row) => row.id },
      { head: '时间', width: 26, kind: 'text', of: of(({ at }) => at) },
      { head: '门', width: 6, kind: 'text', of: of(({ gate }) => gate) },
      { head: '号牌', width: 13, kind: 'text', of: of(({ plate }) => plate ?? '未识别') },
      { head: '颜色', width: 8, kind: 'text', of: of(({ colour }) => COLOUR_ZH[colour] ?? '其他') },
      { head: '结果', width: 14, kind: 'text', of: (row) => (row.found ? countedZh(row.found) : '当日没有') },
      { head: '理由', width: 60, kind: 'text', of: of(({ why }) => why) },
    ],
  };
}

export const makers = {
  'enterprise-notice': docx('enterprise-notice', Of, (context, { enterprise, date }) => {
    const data = noticeOf(context, date, enterprise);
    return { title: `${data.enterprise} ${date}`, data };
  }),
  'dispute-answer': docx('dispute-answer', { dispute: z.string() }, (context, { dispute: id }) => {
    const dispute = disputeFor(context, id);
    return { title: `${dispute.name} ${dispute.date}`, data: answerOf(context, dispute) };
  }),
  /** For the enterprise: the passages that it objects to with the reason of each, and the whole day behind them. */
  'dispute-passages': table('dispute-passages', { dispute: z.string() }, async (context, { dispute: id }) => {
    const dispute = disputeFor(context, id);
    const explained = await passagesOf(context, dispute.date, dispute.enterprise);
    const named = dispute.passages.length > 0 ? [sheet(disputedTable(context, dispute, explained))] : [];
    const bytes = await xlsx([...named, sheet(passagesTable(context, explained))]);
    return { title: `异议过车明细 ${dispute.name} ${dispute.date}`, kind: 'xlsx', bytes };
  }),
  'gate-passages': table('gate-passages', Of, async (context, { enterprise, date }) => {
    const explained = await passagesOf(context, date, enterprise);
    const bytes = await xlsx([sheet(passagesTable(context, explained))]);
    return { title: `过车明细 ${explained.name} ${date}`, kind: 'xlsx', bytes };
  }),
  'gate-passages-csv': table('gate-passages-csv', Of, async (context, { enterprise, date }) => {
    const explained = await passagesOf(context, date, enterprise);
    const bytes = csv(passagesTable(context, explained));
    return { title: `过车明细 ${explained.name} ${date}`, kind: 'csv', bytes };
  }),
} satisfies Record<string, Maker>;
