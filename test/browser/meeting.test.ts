import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MeetingView } from '../../domain/contract/meetings.ts';
import { gatesDay } from './fixtures.ts';
import * as meeting from './meeting.fixtures.ts';
import { me, syncAway, wall } from './scenes.fixtures.ts';
import { type Answers, type Stand, startStand } from './stand.ts';
import { trial } from './targets.fixtures.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
});
afterAll(() => stand.close());

const deputy = { ...me, post: 'deputy', name: '周明川', acts: ['target.decide', 'meeting.go'] };
const answers: Answers = {
  'meeting.view': meeting.running,
  'meeting.figures': meeting.figures,
  'meetings.list': meeting.list,
  'meetings.proposed': meeting.proposed,
  'wall.now': meeting.wallFollows,
  'gates.day': gatesDay,
  'actions.list': meeting.actions,
  'search.find': meeting.hits,
  'card.enterprise': meeting.card,
  'card.station': meeting.stationCard,
  me: deputy,
};
type Size = [number, number];
const open = (route: string, more: Answers = {}, size: Size = [1366, 768]) =>
  stand.open(route, { size, answers: { ...answers, ...more } });

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } };
    return (await axe.run()).violations.map((violation) => violation.id);
  });
}

test('Ctrl+K opens the search over the chair’s prompt; a slash is still a name that falls in the room', async () => {
  const { page } = await open('/chair');
  await page.getByRole('list', { name: '议程' }).waitFor();
  await page.keyboard.press('Control+k');
  const search = page.getByRole('dialog', { name: '检索' });
  await search.getByRole('searchbox').fill('hc');
  await search.getByRole('link').first().waitFor();
  expect(await violations(page)).toEqual([]);
  // The first empties the field, as in every search field.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await search.waitFor({ state: 'detached' });
  await page.keyboard.press('/');
  await page.getByRole('dialog').getByPlaceholder(/./).waitFor();
  expect(await search.count()).toBe(0);
  await page.close();
});

test('a dialog that closes keeps no key press for itself, where nothing had the focus before it', async () => {
  const { page } = await open('/chair');
  await page.getByRole('list', { name: '议程' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: '检索' }).getByRole('searchbox').waitFor();
  const held = await page.evaluate(() => {
    // As Escape does: it asks the dialog to close, and what is pressed next goes to what has the focus now.
    document.querySelector('dialog')!.requestClose();
    return document.activeElement?.tagName;
  });
  expect(held).toBe('BODY');
  await page.keyboard.press('/');
  await page.getByRole('dialog').getByPlaceholder(/./).waitFor();
  await page.close();
});

test('the chair sees where the meeting is, what is asked, on what numbers, and what hangs on the wall', async () => {
  const { page } = await open('/chair', {}, [1920, 1080]);
  const rows = page.getByRole('list', { name: '议程' }).getByRole('listitem');
  await rows.first().waitFor();
  expect(await rows.nth(3).getAttribute('aria-current')).toBe('step');
  expect(await rows.nth(3).textContent()).toContain('14:30+2');
  expect(await rows.nth(5).textContent()).toContain('沁阳材料未交');
  expect(await page.getByRole('timer').textContent()).toContain('08:12');
  const figure = page.getByRole('row', { name: '重点双高绿牌占比' });
  expect(await figure.textContent()).toContain('77.6 %');
  expect(await figure.textContent()).toContain('77.7 %');
  expect(await figure.textContent()).toContain('a41f…09c2');
  expect(await page.getByRole('row', { name: '注册新能源货车' }).textContent()).toContain('未知');
  expect(await page.locator('[data-picture="gates"]').textContent()).toContain('重点双高');
  expect(await page.getByText('预计 15:02 散会').textContent()).toContain('晚 2 分');
  expect(await page.getByText('出席 5/8').count()).toBe(1);
  await page.close();
});

test('to the items and over the wall by key alone', async () => {
  const { page, acts } = await open('/chair');
  await page.getByRole('timer').waitFor();
  for (const key of ['ArrowRight', 'ArrowLeft', '2', 'h', 'r']) await page.keyboard.press(key);
  await expect
    .poll(() => acts)
    .toEqual([
      { name: 'meeting.go', input: { meeting: 'm7', item: 'i5' } },
      { name: 'meeting.go', input: { meeting: 'm7', item: 'i3' } },
      { name: 'meeting.go', input: { meeting: 'm7', item: 'i2' } },
      { name: 'meeting.hold', input: { meeting: 'm7', hold: true } },
      { name: 'meeting.release', input: { meeting: 'm7' } },
    ]);
  await page.keyboard.press('p');
  await page.getByText('预览：充电，没有上墙').waitFor();
  expect(await page.locator('[data-picture="charging"]').count()).toBe(1);
  expect(acts.length).toBe(5);
  await page.close();
});

test('without the right the keys do nothing', async () => {
  const { page, acts } = await open('/chair', { 'meeting.view': meeting.meetingOf({ may: [] }) });
  await page.getByRole('timer').waitFor();
  for (const key of ['ArrowRight', '2', 'h', 'r']) await page.keyboard.press(key);
  expect(await page.getByRole('button', { name: '释放' }).count()).toBe(0);
  expect(acts).toEqual([]);
  await page.close();
});

test('an enterprise that is named opens as a card: who, how far short, what it promised', async () => {
  const { page } = await open('/chair');
  await page.getByRole('timer').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('hcj');
  await page.getByRole('button', { name: '焦作怀川焦化有限公司' }).waitFor();
  await page.keyboard.press('Enter');
  const card = page.getByRole('dialog', { name: '焦作怀川焦化有限公司' });
  await card.getByText('差 16 车次').waitFor();
  const said = await card.textContent();
  for (const word of [
    '刘学军',
    '0391-5550104',
    '61.1',
    '差 25 车次',
    '12 月 1 日前替换 6 辆出厂黄牌车',
    '逾期',
    '绿驰物流 12 辆新能源货车',
    '已到期',
    '登记',
  ])
    expect(said).toContain(word);
  await page.keyboard.press('Escape');
  expect(await page.getByRole('dialog').count()).toBe(0);
  await page.close();
});

const station = async (more: Answers = {}) => {
  const opened = await open('/chair', more);
  const { page } = opened;
  await page.getByRole('timer').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('hc');
  await page.getByRole('button', { name: '怀川重卡充电站' }).click();
  const card = page.getByRole('dialog', { name: '怀川重卡充电站' });
  await card.getByText('0391-5550001').waitFor();
  return { ...opened, card };
};

test('a station that is named opens as a card: who, whose word, its guns, what is silent, what was promised', async () => {
  const { page, card } = await station();
  const said = await card.textContent();
  for (const word of [
    ...['怀庆能源马村分公司', '陈立', '0391-5550109', '林海', '登记', '4000000001', '怀庆能源充电', '报送'],
    ...['在充 / 24 把', '故障 2', '停更', '自 14:06', '有数据 14 日', '平台接入', '逾期', '临期'],
  ])
    expect(said).toContain(word);
  expect(await card.getByRole('button', { name: '登记责任人' }).count()).toBe(0);
  expect(await violations(page)).toEqual([]);
  await page.close();
});

test('who answers for a station is written down from its card; refused, what was typed stays', async () => {
  const bare = { ...meeting.stationCard, responsible: { unit: null, person: null, phone: null, said: null } };
  const { page, card, acts, refuse, allow } = await station({
    ...{ 'card.station': bare, me: { ...deputy, post: 'office', acts: ['station.entrust'] } },
  });
  expect(await card.textContent()).toContain('未登记');
  await card.getByRole('button', { name: '登记责任人' }).click();
  await page.keyboard.press('Control+Enter');
  await card.getByRole('alert').getByText('至少填一个').waitFor();
  refuse('station.entrust', 'post', 'may not');
  await card.getByLabel('责任人', { exact: true }).fill('陈立');
  await page.keyboard.press('Control+Enter');
  await card.getByRole('alert').getByText('没有写入').or(card.getByText('may not')).first().waitFor();
  expect(await card.getByLabel('责任人', { exact: true }).inputValue()).toBe('陈立');
  expect(await violations(page)).toEqual([]);
  allow('station.entrust');
  await page.keyboard.press('Control+Enter');
  const input = { station: 'st-1', unit: null, person: '陈立', phone: null };
  await expect.poll(() => acts).toEqual([{ name: 'station.entrust', input }]);
  await page.close();
});

test('a request is decided in the room; a refusal says why and keeps the remark', async () => {
  const { page, acts, refuse, allow } = await open('/chair');
  await page.getByRole('button', { name: '退回' }).click();
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByText('退回和不予要写明理由').waitFor();
  await page.getByLabel('批示意见').fill('补充近 30 日依据');
  refuse('target.decide', 'post', 'deputy may not write target.decided');
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByText('本岗位无权').waitFor();
  expect(await page.getByLabel('批示意见').inputValue()).toBe('补充近 30 日依据');
  allow('target.decide');
  await page.getByRole('button', { name: '确定' }).click();
  await expect
    .poll(() => acts)
    .toEqual([
      { name: 'target.decide', input: { proposal: 'p1', decision: 'return', remark: '补充近 30 日依据' } },
    ]);
  await page.close();
});

test('the chair gives a task out loud and it is put down', async () => {
  const { page, acts } = await open('/chair');
  await page.getByRole('timer').waitFor();
  await page.keyboard.press('t');
  await page.keyboard.type('月底前换车六辆');
  await page.getByLabel('牵头单位').fill('马村区');
  await page.keyboard.press('Enter');
  await expect
    .poll(() => acts[0]?.input)
    .toMatchObject({ item: 'i4', kind: 'task', lead: '马村区', dueOn: null });
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  await page.close();
});

test('past its minutes the item counts up, in words too', async () => {
  const { page } = await open('/chair', { 'meeting.view': meeting.overrun });
  const timer = page.getByRole('timer');
  await timer.waitFor();
  expect(await timer.textContent()).toContain('本项超时');
  expect(await timer.textContent()).toContain('+01:01');
  await page.close();
});

test('minutes typed are sent as before and after, and what others write comes in under the typing', async () => {
  const { page, acts, answer, refuse, allow, cut, mend } = await open('/clerk');
  const minutes = page.getByLabel('纪要', { exact: true });
  await minutes.waitFor();
  await minutes.focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('要求周五前报计划。');
  const base = '源头治理组汇报了分步到位的理由。';
  await expect
    .poll(() => acts.at(-1))
    .toEqual({
      name: 'meeting.write',
      input: { meeting: 'm7', item: 'i4', base, text: `${base}要求周五前报计划。` },
    });
  const withText = (text: string): MeetingView =>
    meeting.meetingOf({
      items: meeting.items.map((each) => (each.id === 'i4' ? { ...each, text } : each)),
    });
  refuse('meeting.write', 'failed', 'disk full');
  await page.keyboard.type('马村区配合。');
  await page.getByText('没有存上：disk full').waitFor();
  answer('meeting.view', withText(`会前：${base}要求周五前报计划。`));
  await expect.poll(() => minutes.inputValue()).toBe(`会前：${base}要求周五前报计划。马村区配合。`);
  cut();
  await page.getByText('与本机控制台断开').first().waitFor();
  await page.keyboard.type('另行文。');
  expect(await minutes.inputValue()).toBe(`会前：${base}要求周五前报计划。马村区配合。另行文。`);
  allow('meeting.write');
  mend();
  await expect
    .poll(() => acts.at(-1)?.input, { timeout: 30_000 })
    .toMatchObject({ text: `会前：${base}要求周五前报计划。马村区配合。另行文。` });
  await page.close();
});

test('the clerk puts a task down with lead, date and measure, by keyboard', async () => {
  const { page, acts } = await open('/clerk');
  await page.getByRole('timer').waitFor();
  await page.keyboard.press('t');
  await page.keyboard.type('怀川焦化逐车核对');
  await page.getByLabel('牵头单位').fill('生态环境局');
  await page.getByLabel('配合单位').fill('马村区、公安局');
  await page.getByLabel('时限').fill('2024-12-09');
  await page.getByLabel('衡量标准').fill('逐车台账');
  await page.keyboard.press('Enter');
  await page.getByText('记交办，已存本机').waitFor();
  expect(acts).toEqual([
    {
      name: 'meeting.outcome',
      input: {
        ...{
          meeting: 'm7',
          kind: 'task',
          text: '怀川焦化逐车核对',
          item: 'i4',
          lead: '生态环境局',
          person: '',
        },
        ...{ measure: '逐车台账', supporting: ['马村区', '公安局'], dueOn: '2024-12-09' },
      },
    },
  ]);
  await page.close();
});

test('attendance by unit, a stand-in by name', async () => {
  const { page, acts } = await open('/clerk');
  const row = page.locator('[data-unit="温县"]');
  await row.getByRole('button', { name: '代' }).click();
  await page.keyboard.type('薛映');
  await page.keyboard.press('Enter');
  await row.getByRole('button', { name: '假' }).click();
  await expect
    .poll(() => acts)
    .toEqual([
      { name: 'meeting.attend', input: { meeting: 'm7', unit: '温县', presence: 'standIn', name: '薛映' } },
      { name: 'meeting.attend', input: { meeting: 'm7', unit: '温县', presence: 'leave' } },
    ]);
  await page.close();
});

test('looking at another item is not going there', async () => {
  const { page, acts } = await open('/clerk');
  await page.getByRole('button', { name: '九里山站临时用地' }).click();
  await page.getByText('正在看，没有转到').waitFor();
  expect(acts).toEqual([]);
  await page.getByRole('button', { name: '转到这一项' }).click();
  await expect.poll(() => acts).toEqual([{ name: 'meeting.go', input: { meeting: 'm7', item: 'i5' } }]);
  await page.close();
});

test('a refused act stands on the screen until it is dismissed', async () => {
  const { page, refuse } = await open('/clerk');
  refuse('meeting.go', 'state', 'the meeting is over');
  await page.getByRole('button', { name: '下一项 →' }).click();
  expect(await page.getByRole('alert').textContent()).toContain('the meeting is over');
  await page.getByRole('button', { name: '知道了' }).click();
  expect(await page.getByRole('alert').count()).toBe(0);
  await page.close();
});

test('ended with a signature; sealed facts stand with their fingerprint', async () => {
  const { page, acts, answer } = await open('/clerk');
  await page.getByRole('button', { name: '散会' }).click();
  await page.getByText('还有 1 条交办缺要素').waitFor();
  await page.getByRole('button', { name: '确定' }).click();
  await expect.poll(() => acts).toEqual([{ name: 'meeting.close', input: { meeting: 'm7' } }]);
  answer('meeting.view', meeting.sealed);
  await page.getByText('林海 14:31 签名封存').waitFor();
  await page.getByText('已签，办公室未收').waitFor();
  await page.close();
});

test('what came after the sealing stands beside it as a remark, with who and when, at the chair and in the archive', async () => {
  for (const route of ['/chair', '/meetings/m7']) {
    const { page } = await open(route, { 'meeting.view': meeting.sealedLate });
    const late = page.locator('[data-late]');
    await late.first().waitFor();
    expect(await late.allTextContents()).toEqual([
      '封存后到，不改封存件　赵明远　14:31交办　报替换计划　生态环境局　12-20 周五',
      '封存后到，不改封存件　赵明远　14:31补充：怀川焦化已报计划。',
      '封存后到，不改封存件　刘学军封存的是“决定　原则同意”，改为“决定　同意”',
      '封存后到，不改封存件　赵明远　14:31源头治理组　封存的是“缺”，改为“代 赵明远”',
      '封存后到，不改封存件　刘学军　14:31删去“决定　原则同意”',
    ]);
    expect(await violations(page)).toEqual([]);
    await page.close();
  }
});

test('called, none, not carried, office away: each in words', async () => {
  const called = await open('/chair', {
    'meeting.view': meeting.called,
    'wall.now': { ...wall, mode: 'rotate' },
  });
  await called.page.getByRole('heading', { name: '会议待开' }).waitFor();
  await called.page.keyboard.press('Enter');
  await expect.poll(() => called.acts).toEqual([{ name: 'meeting.start', input: { meeting: 'm7' } }]);
  await called.page.close();

  const none = await stand.open('/chair', {
    answers,
    refused: { 'meeting.view': ['unknown_meeting', 'none'] },
  });
  await none.page.getByRole('heading', { name: '没有会议' }).waitFor();
  await none.page.close();

  const away = await open('/chair', {
    'meeting.view': meeting.meetingOf({ carried: false, items: [], item: null }),
  });
  await away.page.getByRole('heading', { name: '这台终端没有带这次会议' }).waitFor();
  await away.page.close();

  const offline = await open('/chair', { 'sync.status': syncAway });
  await offline.page.getByText('连不上办公室，会议照常').waitFor();
  await offline.page.close();
});

const deputyMakes = { ...deputy, acts: [...deputy.acts, 'meeting.create'] };

test('an agenda is proposed, taken up, ordered and changed by key', async () => {
  const { page, acts } = await open('/meetings/m7', { 'meeting.view': meeting.draft, me: deputyMakes });
  const proposals = page.getByRole('region', { name: '拟上会' });
  await proposals.getByRole('button', { name: '加入' }).click();
  expect(await proposals.getByText('已在议程').count()).toBe(1);
  await page.getByRole('button', { name: '九里山站临时用地' }).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Delete');
  await page.getByText('撤下后不在议程里').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '九里山站临时用地' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('分钟').fill('12');
  await page.getByLabel('汇报人').fill('苏砚秋');
  await page.getByLabel('大屏画面').selectOption('map');
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByText('改这一项，已存本机').waitFor();
  expect(acts.map((act) => act.name)).toEqual(['meeting.proposeAgenda', 'meeting.order', 'meeting.item']);
  expect(acts[0]?.input).toEqual({ meeting: 'm7', keys: ['target:gate.other_gated.share'] });
  expect(acts[1]?.input).toEqual({ meeting: 'm7', items: ['i1', 'i2', 'i3', 'i5', 'i4', 'i6', 'i7'] });
  expect(acts[2]?.input).toMatchObject({
    ...{ item: 'i5', minutes: 12, person: '苏砚秋', scene: { scene: 'map', params: {} } },
  });
  await page.close();
});

test('what an item’s scene brings out is chosen by name, and stands in the agenda', async () => {
  const { page, acts, answer } = await open('/meetings/m7', {
    ...{ 'meeting.view': meeting.draft, me: deputyMakes },
  });
  await page.locator('[data-open="i6"]').click();
  await page.getByLabel('画面突出').selectOption({ label: '县市区　马村' });
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => acts.find(({ name }) => name === 'meeting.item')).toBeTruthy();
  const sent = acts.find(({ name }) => name === 'meeting.item')!.input;
  expect(sent).toMatchObject({ item: 'i6', scene: { scene: 'gates', params: { county: '410804' } } });
  const scene = { scene: 'gates', params: { county: '410804' } };
  const items = meeting.draft.items.map((each) => (each.id === 'i6' ? { ...each, scene } : each));
  answer('meeting.view', { ...meeting.draft, items });
  await page.locator('tr[data-item="i6"]').getByText('门禁马村').waitFor();
  await page.close();
});

test('a figure is frozen into an item, and taken out again', async () => {
  const { page, acts } = await open('/meetings/m7', {
    'meeting.view': meeting.meetingOf({
      ...meeting.draft,
      may: [...meeting.draft.may, 'meeting.freeze'],
      items: meeting.items.map((each) => ({ ...each, state: 'ahead' as const })),
    }),
  });
  await page.getByRole('button', { name: '重点双高 12-31' }).click();
  await page.getByLabel('要冻结的数字').selectOption('overdue');
  await page.getByRole('button', { name: '冻结', exact: true }).click();
  await page.getByRole('button', { name: '去掉 差车次' }).click();
  await expect
    .poll(() => acts)
    .toEqual([
      {
        name: 'meeting.freeze',
        input: {
          ...{ meeting: 'm7', item: 'i4', query: 'enforcement.board', path: 'overdue' },
          ...{ label: '超期案件', unit: '件', params: {} },
        },
      },
      { name: 'meeting.unfreeze', input: { meeting: 'm7', item: 'i4', figure: 'f2' } },
    ]);
  await page.close();
});

test('a meeting is made with its number, time and chair', async () => {
  const { page, acts } = await open('/meetings', { 'meeting.view': meeting.draft, me: deputyMakes });
  await page.getByRole('button', { name: '新建会议' }).click();
  expect(await page.getByLabel('第几次').inputValue()).toBe('8');
  await page.getByLabel('时间').fill('2024-12-12T15:00');
  await page.getByLabel('主持人').fill('周明川');
  await page.getByRole('button', { name: '确定' }).click();
  await expect
    .poll(() => acts[0]?.input)
    .toMatchObject({ number: 8, at: '2024-12-12T15:00:00+08:00', chair: '周明川' });
  await page.waitForURL(/#\/meetings\/made-1$/);
  await page.close();
});

const drafted = meeting.meetingOf({
  ...meeting.sealed,
  summary: {
    ...{ step: 'submitted', text: '会议听取了全市总体情况。', hash: 'ab12'.repeat(16), number: null },
    ...{ issuedOn: null, next: ['cosigned', 'approved', 'returned'] },
    history: [
      { step: 'drafted', at: meeting.running.asOf, by: '林海', unit: null, remark: '', paper: false },
      { step: 'submitted', at: meeting.running.asOf, by: '林海', unit: null, remark: '', paper: false },
    ],
  },
});

test('the 纪要 goes its way step by step; re-opening asks why', async () => {
  const { page, acts } = await open('/meetings/m7', { 'meeting.view': drafted });
  await page.locator('[data-step="submitted"][data-reached]').waitFor();
  expect(await page.locator('[data-step="cosigned"][data-reached]').count()).toBe(0);
  expect(await page.getByLabel('纪要正文').getAttribute('readonly')).not.toBeNull();
  await page.getByRole('button', { name: '会签' }).click();
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByText('会签单位：这一项必填').waitFor();
  await page.getByLabel('会签单位').fill('生态环境局');
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByRole('button', { name: '重新打开' }).click();
  await page.getByLabel('理由').fill('漏记一项决定');
  await page.getByRole('button', { name: '确定' }).click();
  await expect
    .poll(() => acts)
    .toEqual([
      { name: 'meeting.minutes', input: { meeting: 'm7', step: 'cosigned', unit: '生态环境局' } },
      { name: 'meeting.reopen', input: { meeting: 'm7', reason: '漏记一项决定' } },
    ]);
  await page.close();
});

test('axe finds nothing to mend on the meeting’s screens, in their states and both languages', async () => {
  const states: [string, string, Answers, string, string][] = [
    ['chair', '/chair', {}, '', ''],
    ['chair, English', '/chair', {}, '?lang=en', ''],
    ['card', '/chair', {}, '', '/'],
    ['task of the chair', '/chair', { 'targets.whatIf': trial }, '', 't'],
    ['over', '/chair', { 'meeting.view': meeting.overrun, 'sync.status': syncAway }, '', ''],
    ['sealed', '/chair', { 'meeting.view': meeting.sealed }, '', ''],
    ['clerk', '/clerk', {}, '', ''],
    ['task', '/clerk', {}, '', 't'],
    ['prepare', '/meetings/m7', { 'meeting.view': meeting.draft, me: deputyMakes }, '', ''],
    ['archive', '/meetings/m7', { 'meeting.view': drafted }, '?lang=en', ''],
    ['clerk, English', '/clerk', { 'meeting.view': meeting.called }, '?lang=en', ''],
  ];
  for (const [name, route, more, search, key] of states) {
    const { page } = await stand.open(route, { size: [1366, 768], answers: { ...answers, ...more }, search });
    await page.locator('[data-item], [data-step]').first().waitFor();
    if (key) await page.keyboard.press(key);
    expect([name, await violations(page)]).toEqual([name, []]);
    await page.close();
  }
});
