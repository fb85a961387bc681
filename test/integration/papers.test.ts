import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PaperMade } from '../../domain/contract/papers.ts';
import { type ActName, contract, type Input } from '../../domain/contract.ts';
import { judge } from '../../domain/gate.ts';
import type { GateCounters } from '../../domain/gate-day.ts';
import { detailOf } from '../../domain/gate-detail.ts';
import type { Json } from '../../domain/ledger/canonical.ts';
import { PAPER_NAMES } from '../../domain/paper.ts';
import type { Context } from '../../main/app.ts';
import { actOf, queryOf } from '../../main/handlers.ts';
import { papersMade } from '../../main/papers.ts';
import { readTable } from '../../replica/table.ts';
import { paragraphsOf, partsOf } from '../unit/paper.read.ts';
import { NOW, Scene } from './queries.context.ts';

let scene: Scene;
let clerk: Context;
beforeEach(() => {
  scene = new Scene();
  scene.person('p-office', '林海', '指挥部办公室', 'office');
  scene.person('p-deputy', '周明川', '市政府', 'deputy');
  scene.person('p-source', '方远', '市生态环境局', 'leader:source');
  clerk = scene.as('p-office');
});
afterEach(() => scene.close());

const act = <N extends ActName>(context: Context, name: N, input: Input<N>): { id: string } =>
  scene.replica.write(() => actOf(name).run(context, contract[name].input.parse(input) as never));
const make = async (paper: string, params: Record<string, string> = {}, who = clerk): Promise<PaperMade> =>
  contract['paper.make'].output.parse(await queryOf('paper.make').run(who, { paper, params }));
const lines = ({ base64 }: PaperMade): string[] => {
  const bytes = Buffer.from(base64, 'base64');
  return partsOf(bytes).flatMap((part) => paragraphsOf(bytes, part));
};
const refusal = (paper: string, params: Record<string, string> = {}) =>
  make(paper, params).then(
    () => null,
    (error: { code: string; message: string }) => error,
  );

const A = '91410804MA9TEST001';
const B = '91410804MA9TEST002';

function counters(released: number, green: number, detail: string | null = null): GateCounters {
  const seen = { lastAt: NOW - 60_000, heartbeatAt: NOW - 30_000, cameras: 2, queued: 0 };
  return {
    ...{ released, green, unread: 0, suspect: 0, strict: green, unknownClass: 0, refused: 0 },
    ...{ manualLifts: 0, received: released, declared: null, receivedByGate: { '1': released } },
    hours: Array.from({ length: 24 }, () => [0, 0, 0]),
    ...{ left: {}, gates: { '1': seen }, lastAt: NOW - 60_000, detail, asOf: NOW - 30_000 },
  };
}

function gates(date: string, values: Record<string, GateCounters>): void {
  for (const [id, name, tier] of [
    [A, '怀川焦化', 'key_dual_high'],
    [B, '许衡建材', 'other_gated'],
  ] as const)
    scene.say('registry', 'enterprise.registered', id, {
      ...{ enterprise: id, name, tier, county: '410804', gates: ['1'] },
    });
  scene.replica.setGauge(`gates/${date}`, values as unknown as Record<string, Json>);
}

test('every paper of the list can be made', () => {
  expect(PAPER_NAMES.filter((name) => !papersMade().includes(name))).toEqual([]);
});

test('what is not a paper, or lacks what it is of, is refused by name', async () => {
  expect(await refusal('passwd')).toMatchObject({ code: 'unknown_paper' });
  expect(await refusal('__proto__')).toMatchObject({ code: 'unknown_paper' });
  expect(await refusal('daily')).toMatchObject({
    code: 'bad_input',
    message: expect.stringContaining('date'),
  });
  expect(await refusal('daily', { date: '2024-12-05', more: 'x' })).toMatchObject({ code: 'bad_input' });
  expect(await refusal('task-order', { action: 'nothing' })).toMatchObject({ code: 'unknown_action' });
  expect(await refusal('meeting-notice')).toMatchObject({ code: 'unknown_meeting' });
});

test('a meeting’s papers, from notice to minutes', async () => {
  const { id: meeting } = act(clerk, 'meeting.create', {
    ...{ title: '全市绿色货运工作第一次调度会', at: '2024-12-06T15:00:00+08:00', place: '市政府第三会议室' },
  });
  const { id: item } = act(clerk, 'meeting.item', {
    ...{
      meeting,
      title: '九里山站临时用地',
      ask: 'decide',
      unit: '市自然资源和规划局',
      person: '示例甲',
      minutes: 10,
    },
  });
  act(clerk, 'meeting.attend', { meeting, unit: '市自然资源和规划局', presence: 'expected', name: '示例甲' });
  const notice = await make('meeting-notice', { meeting });
  expect(notice.name).toBe('演示数据 会议通知 全市绿色货运工作第一次调度会 2024-12-06.docx');
  expect(lines(notice)).toContain(
    '1.九里山站临时用地（决定；汇报单位：市自然资源和规划局，汇报人：示例甲，10分钟）',
  );
  expect(lines(notice).join()).toContain('定于2024年12月6日（星期五）15:00在市政府第三会议室召开');
  expect(lines(notice)).toContain('联系人：林海　　联系电话：');
  expect(lines(await make('meeting-agenda', { meeting }))).toEqual(
    expect.arrayContaining([
      '15:00',
      '九里山站临时用地',
      '决定',
      '合计10分钟。听取：只听不议；审议：讨论并提出意见；决定：当场作出决定。',
    ]),
  );
  expect(lines(await make('meeting-signin', { meeting }))).toEqual(
    expect.arrayContaining(['市自然资源和规划局', '示例甲']),
  );

  act(clerk, 'meeting.call', { meeting });
  act(clerk, 'meeting.start', { meeting });
  act(clerk, 'meeting.go', { meeting, item });
  act(clerk, 'meeting.write', { meeting, item, base: '', text: '会议听取了市自然资源和规划局的汇报。' });
  act(clerk, 'meeting.outcome', { meeting, item, kind: 'decision', text: '原则同意' });
  act(clerk, 'meeting.outcome', {
    ...{ meeting, item, kind: 'task', text: '办结临时用地手续', measure: '取得批复', dueOn: '2024-12-20' },
    ...{ lead: 'county:410804', supporting: ['市自然资源和规划局'] },
  });
  act(clerk, 'meeting.attend', { meeting, unit: '市自然资源和规划局', presence: 'present', name: '示例甲' });
  const draft = lines(await make('meeting-minutes', { meeting }));
  expect(draft).toEqual(
    expect.arrayContaining([
      '未定稿（会议事实尚未封存）',
      '一、九里山站临时用地',
      '会议听取了市自然资源和规划局的汇报。',
      '会议决定：原则同意。',
      '会议要求：办结临时用地手续（牵头单位：马村区；配合单位：市自然资源和规划局；完成标准：取得批复；完成时限：2024年12月20日）。',
      '出席：市自然资源和规划局示例甲',
    ]),
  );
  act(clerk, 'meeting.close', { meeting });
  const sealed = lines(await make('meeting-minutes', { meeting }));
  expect(sealed.join()).not.toContain('尚未封存');
});

test('参阅件: figures, counties, laggards and tasks on one sheet', async () => {
  gates('2024-12-05', { [A]: counters(100, 70), [B]: counters(10, 9) });
  act(clerk, 'meeting.create', { title: '第一次调度会', at: '2024-12-06T15:00:00+08:00' });
  act(clerk, 'action.create', {
    ...{ content: '办结临时用地手续', lead: 'county:410804', source: { kind: 'site' }, workdays: 5 },
  });
  const said = lines(await make('meeting-brief'));
  expect(said).toEqual(
    expect.arrayContaining(['第一次调度会参阅件', '怀川焦化', '70%', '办结临时用地手续', '未填报']),
  );
  expect(said).toContain('重点双高企业绿牌占比');
});

test('a task’s papers, its light in words', async () => {
  const { id: action } = act(clerk, 'action.create', {
    ...{
      content: '完成三家企业门禁联网',
      measure: '三家均上传过车',
      lead: 'county:410803',
      dueOn: '2024-12-06',
    },
    source: { kind: 'instruction', by: '指挥长', on: '2024-12-04' },
  });
  const order = lines(await make('task-order', { action }));
  expect(order).toEqual(
    expect.arrayContaining([
      '完成三家企业门禁联网',
      '批示：指挥长（2024年12月4日）',
      '中站区',
      '2024年12月6日',
    ]),
  );
  const reminder = lines(await make('task-reminder', { action })).join();
  expect(reminder).toContain('距完成时限还有1个工作日');
  expect(reminder).toContain('至今没有填报进展');
  scene.now += 5 * 86_400_000;
  const late = lines(await make('task-supervision', { action }));
  expect(late).toContain('■ 逾期');
  expect(late.join()).toContain('已超过完成时限4天');
  // Two working days after Tuesday 2024-12-10.
  expect(late).toContain('2024年12月12日');
  const weekly = lines(await make('weekly'));
  expect(weekly).toEqual(expect.arrayContaining(['完成三家企业门禁联网', '4天', '中站区']));
  expect(weekly.join()).toContain('交办事项共1项，已办结0项，逾期1项');
});

test('请示: what is, what is asked, why, on what grounds', async () => {
  const leader = scene.as('p-source');
  const { id: proposal } = act(leader, 'target.propose', {
    ...{ target: 'gate.other_gated.share', value: 65, dueOn: '2025-01-31', effectiveFrom: '2024-12-10' },
    ...{ replaces: '2024-12-31', scope: { county: '410821' }, reason: '车辆排产延后。\n趋势向好。' },
    grounds: [{ label: '近30日占比', value: '61.7%', at: '2024-12-05T08:00:00+08:00' }],
  } as Input<'target.propose'>);
  const said = lines(await make('target-request', { proposal }, leader));
  expect(said).toEqual(
    expect.arrayContaining([
      '关于调整其余门禁企业每日放行货车绿牌占比目标的请示',
      '适用范围：修武县其余设置门禁系统的企业。',
      '车辆排产延后。',
      '趋势向好。',
      '近30日占比',
      '61.7%',
    ]),
  );
  expect(said.join()).toMatch(/原目标：70%（2024年12月31日）。.*征求意见/);
  expect(said.join()).toContain('拟调整为：65%（2025年1月31日），自2024年12月10日起生效');
});

test('日报 as Word and Excel: who is below by name, and the head of the chain of receipts', async () => {
  gates('2024-12-04', { [A]: counters(100, 70) });
  const said = lines(await make('daily', { date: '2024-12-04' }));
  expect(said).toEqual(expect.arrayContaining(['怀川焦化', '70%', '许衡建材（马村区）']));
  const { seq, hash } = clerk.trust().head;
  expect(seq).toBeGreaterThan(0);
  expect(said).toContain(`回执链首：第${seq}号　${hash}`);
  const table = await make('daily-table', { date: '2024-12-04' });
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Buffer.from(table.base64, 'base64') as unknown as ArrayBuffer);
  const cells = book.worksheets[0]!.getSheetValues().flat().map(String);
  expect(cells).toEqual(expect.arrayContaining([A, '怀川焦化', '70', '80', '无数据']));
  expect(cells.join()).toContain(hash);
});

test('papers to an enterprise: a notice only where it is below, passages only where they are all here', async () => {
  const passage = {
    ...{ id: 'G1-1', enterprise: A, gate: '1', direction: 'out' as const, at: NOW - 86_400_000 },
    ...{ released: true, plate: '豫H12345D', revision: 0, vehicleType: 'Q11' },
  };
  const judged = judge([passage], { day: '2024-12-04' });
  const file = gzipSync(JSON.stringify(detailOf(A, '2024-12-04', [passage], judged)));
  const detail = scene.blobs.write(file);
  gates('2024-12-04', { [A]: counters(100, 70, detail), [B]: counters(10, 9, 'b'.repeat(64)) });
  const notice = lines(await make('enterprise-notice', { enterprise: A, date: '2024-12-04' })).join();
  expect(notice).toContain('放行货车100车次，其中绿牌70车次，占比70%，低于当日目标80%，差10车次');
  expect(notice).toContain('2024年12月31日起目标为90%');
  expect(await refusal('enterprise-notice', { enterprise: B, date: '2024-12-04' })).toMatchObject({
    code: 'not_below',
  });
  expect((await make('gate-passages', { enterprise: A, date: '2024-12-04' })).name).toMatch(
    /过车明细 怀川焦化.*\.xlsx$/,
  );
  const text = Buffer.from(
    (await make('gate-passages-csv', { enterprise: A, date: '2024-12-04' })).base64,
    'base64',
  ).toString('utf8');
  expect(text).toContain('豫H12345D');
  expect(await refusal('gate-passages', { enterprise: B, date: '2024-12-04' })).toMatchObject({
    code: 'not_downloaded',
  });
});

test('from a dispute itself: its passages with the reason of each as XLSX, and the answer as DOCX', async () => {
  const passage = {
    ...{ id: 'G1-1', enterprise: A, gate: '1', direction: 'out' as const, at: NOW - 86_400_000 },
    ...{ released: true, plate: '豫H12345', revision: 0, vehicleType: 'Q11' },
  };
  const other = { ...passage, id: 'G1-2', plate: '豫H54321D', at: passage.at + 60_000 };
  const judged = judge([passage, other], { day: '2024-12-04' });
  const file = gzipSync(JSON.stringify(detailOf(A, '2024-12-04', [passage, other], judged)));
  gates('2024-12-04', { [A]: counters(2, 1, scene.blobs.write(file)) });
  const { id } = act(clerk, 'gateDay.dispute', {
    ...{ date: '2024-12-04', enterprise: A, who: '李主任', ground: '2 号门错认一辆' },
    passages: ['G1-1', 'G9-9'],
  });
  const made = await make('dispute-passages', { dispute: id });
  const { sheets } = await readTable(Buffer.from(made.base64, 'base64'));
  expect(sheets.map(({ name }) => name)).toEqual(['异议所指', '明细 2024-12-04']);
  const [named, day] = sheets.map(({ rows }) => rows.map(({ cells }) => cells.join('|')));
  expect(named!.join()).toMatch(/李主任于2024年12月5日提出：2 号门错认一辆/);
  expect(named!.filter((row) => /^G\d-/.test(row))).toEqual([
    expect.stringMatching(/^G1-1\|.*\|豫H12345\|.*计入/),
    expect.stringMatching(/^G9-9\|.*当日没有$/),
  ]);
  expect(day!.some((row) => row.startsWith('G1-2|'))).toBe(true);
  expect(await refusal('dispute-answer', { dispute: id })).toMatchObject({ code: 'not_answered' });
  act(clerk, 'gateDay.answer', { dispute: id, outcome: 'rejected', text: '照片核对无误。' });
  const said = lines(await make('dispute-answer', { dispute: id })).join();
  expect(said).toContain('异议不成立');
  expect(said).toContain('照片核对无误。');
});

test('an office’s own template counts, and a broken one is told by its file and tag', async () => {
  gates('2024-12-04', { [A]: counters(100, 70) });
  mkdirSync(clerk.templates!, { recursive: true });
  writeFileSync(join(clerk.templates!, 'daily.docx'), 'not a Word file');
  expect(await refusal('daily', { date: '2024-12-04' })).toMatchObject({
    code: 'template',
    message: expect.stringContaining('templates/daily.docx'),
  });
});
