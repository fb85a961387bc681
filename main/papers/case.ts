import { z } from 'zod';
import { dateZh } from '../../domain/chinese.ts';
import type { HandoverList } from '../../domain/contract/road.ts';
import { dayOf } from '../../domain/day.ts';
import type { Context } from '../app.ts';
import { queries } from '../handover-list.ts';
import { docx, type Maker, table } from './maker.ts';
import { sheet, type Table, xlsx } from './sheet.ts';
import { CASE_ZH, COLOUR_ZH, dayZh, momentZh, NONE } from './words.ts';

/** 移送清单: what police or transport hold, for a network of their own. No owner's data goes out. */

const To = { to: z.enum(['police', 'transport']), line: z.enum(['road', 'emission']).optional() };
type Asked = { to: keyof typeof TO_ZH; line?: 'road' | 'emission' | undefined };
const FROM = '焦作市生态环境局';
const TO_ZH = { police: '焦作市公安局', transport: '焦作市交通运输局' };
const LINE_ZH = { road: '路面', emission: '排放' };

const titleOf = ({ to, line }: Asked) => [line && LINE_ZH[line], TO_ZH[to]].filter(Boolean).join(' ');

type Row = HandoverList['rows'][number];
const colourZh = ({ colour }: Row): string => (colour === null ? NONE : (COLOUR_ZH[colour] ?? '其他'));

/** The name for people, the number for whoever looks it up. */
const deviceZh = ({ device, deviceName }: Row): string =>
  device === null ? NONE : deviceName === null ? device : `${deviceName}（${device}）`;

function listOf(context: Context, asked: Asked) {
  const { to } = asked;
  const { rows } = queries['handover.list'].run(context, asked);
  return {
    from: FROM,
    to: TO_ZH[to],
    date: dateZh(dayOf(context.now())),
    count: String(rows.length),
    cases: rows.map((row, index) => ({
      number: String(index + 1),
      id: row.case,
      kind: CASE_ZH[row.kind] ?? row.kind,
      plate: row.plate ?? '未识别',
      colour: colourZh(row),
      captured: momentZh(row.capturedAt, NONE),
      place: row.place ?? NONE,
      device: deviceZh(row),
      readings: row.readings,
      media: String(row.media),
      since: dayZh(row.heldSince),
    })),
  };
}

/** 处理结果 and 文书编号 stay empty: they are filled in over there, and the file is taken in again. */
function tableOf(context: Context, asked: Asked): Table<Row> {
  const { to, line } = asked;
  const { rows, asOf } = queries['handover.list'].run(context, asked);
  return {
    name: '移送清单',
    above: [
      `${context.demo ? '（演示数据）' : ''}${line ? LINE_ZH[line] : ''}案件移送清单　${FROM}移送${TO_ZH[to]}　共${rows.length}件`,
      `截至${momentZh(asOf)}；不含车辆所有人信息；请勿改动案件编号，处理结果填好后导回指挥台。`,
    ],
    rows,
    columns: [
      { head: '案件编号', width: 40, kind: 'text', of: (row) => row.case },
      { head: '案由', width: 14, kind: 'text', of: (row) => CASE_ZH[row.kind] ?? row.kind },
      { head: '车牌号码', width: 13, kind: 'text', of: (row) => row.plate },
      { head: '号牌颜色', width: 10, kind: 'text', of: colourZh },
      { head: '车辆类型', width: 10, kind: 'text', of: (row) => row.vehicleType },
      { head: '采集时间', width: 26, kind: 'text', of: (row) => row.capturedAt },
      { head: '地点', width: 30, kind: 'text', of: (row) => row.place },
      { head: '设备', width: 24, kind: 'text', of: deviceZh },
      { head: '读数', width: 20, kind: 'text', of: (row) => row.readings },
      { head: '证据份数', width: 10, kind: 'count', of: (row) => row.media },
      { head: '移送起', width: 26, kind: 'text', of: (row) => row.heldSince },
      { head: '天数', width: 7, kind: 'count', of: (row) => row.days },
      { head: '处理结果', width: 14, kind: 'text', of: () => null },
      { head: '文书编号', width: 18, kind: 'text', of: () => null },
      { head: '说明', width: 24, kind: 'text', of: () => null },
    ],
  };
}

export const makers = {
  'handover-list': docx('handover-list', To, (context, asked) => ({
    title: `${titleOf(asked)} ${dayOf(context.now())}`,
    data: listOf(context, asked),
  })),
  'handover-table': table('handover-table', To, async (context, asked) => ({
    title: `移送清单 ${titleOf(asked)} ${dayOf(context.now())}`,
    kind: 'xlsx',
    bytes: await xlsx([sheet(tableOf(context, asked))]),
  })),
} satisfies Record<string, Maker>;
