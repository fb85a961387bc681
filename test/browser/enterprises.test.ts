import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as f from './enterprises.fixtures.ts';
import { key, syncAway } from './scenes.fixtures.ts';
import { type Answers, type Stand, startStand } from './stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
});
afterAll(() => stand.close());

const answers: Answers = {
  ...{ me: f.clerk, 'enterprises.list': f.list, 'enterprise.view': f.view, 'gates.trend': f.trend },
  ...{ 'gateDays.closing': f.closingDay, 'gates.doubtful': f.doubtful, 'gateDays.disputes': f.disputes },
  ...{ 'gates.takes': f.takesNow, 'alerts.list': f.alerts },
  'gateDay.closeAll': f.report,
  'paper.make': { name: '日报.docx', mime: 'text/plain', base64: btoa('bytes') },
};
const open = (route: string, more: Answers = {}, search = '') =>
  stand.open(route, { size: [1366, 768], answers: { ...answers, ...more }, search });
const DAY = `/enterprises/day/${f.YESTERDAY}`;

test('the list: worst first, a day without data judged by nobody, filtered by county and tier', async () => {
  const { page } = await open('/enterprises');
  const rows = page.getByRole('table').getByRole('rowheader');
  await rows.first().waitFor();
  expect(await rows.allTextContents()).toEqual([
    ...[f.LONG, '怀川焦化有限公司', '许衡建材有限公司', '丹河水泥有限公司', '云台电力有限公司'],
  ]);
  expect(await page.getByRole('row', { name: /丹河水泥/ }).textContent()).toContain('无数据');
  expect(await page.getByRole('row', { name: /云台电力/ }).textContent()).toContain('无放行');
  await page.getByLabel('类别').selectOption('other_gated');
  expect(await rows.allTextContents()).toEqual(['许衡建材有限公司']);
  await page.getByLabel('县市区').selectOption('410883');
  await page.getByText('没有这样的企业').waitFor();
  await page.getByLabel('县市区').selectOption('');
  await page.getByRole('link', { name: '许衡建材有限公司' }).click();
  await page.getByRole('heading', { name: f.LONG }).waitFor();
  expect(await page.evaluate(() => location.hash)).toBe('#/enterprises/C');
  await page.close();
});

test('an enterprise’s page: people, grade, gates, promises, what it takes; production stated by keyboard', async () => {
  const { page, acts } = await open('/enterprises/A');
  const middle = page.getByRole('region', { name: '门与数据' });
  await middle.getByText('19 车次　10 辆').waitFor();
  // Beside each gap what was promised by then: the promise without a day is none yet.
  expect(await middle.textContent()).toMatch(
    /10 辆到期承诺 0 辆.*29 车次　15 辆90%，2024-12-31 起　到期承诺 12 辆/,
  );
  expect(await page.getByRole('region', { name: '绩效分级' }).textContent()).toContain('0391-0000000');
  expect(await page.getByRole('region', { name: '一企一策' }).textContent()).toContain('12 辆');
  await page.getByRole('button', { name: '登记生产安排' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '确定' }).click();
  expect(await page.getByRole('alert').textContent()).toContain('安排：这一项必填');
  await page.getByLabel('安排', { exact: true }).selectOption('maintenance');
  await page.getByLabel('自', { exact: true }).fill('2024-12-10');
  await page.getByLabel('至（含当天，可不填）').fill('2024-12-09');
  await page.keyboard.press('Enter');
  expect(await page.getByRole('alert').textContent()).toContain('结束早于开始');
  await page.getByLabel('至（含当天，可不填）').fill('2024-12-20');
  await page.keyboard.press('Enter');
  await page.getByText('登记生产安排，已存本机').waitFor();
  const given = { enterprise: f.view.enterprise, plan: 'maintenance', from: '2024-12-10', to: '2024-12-20' };
  expect(acts).toEqual([{ name: 'calendar.state', input: given }]);
  await page.close();
});

test('an enterprise is edited: telephone, path, vendor', async () => {
  const { page, acts, refuse, allow } = await open('/enterprises/A');
  refuse('enterprise.state', 'post', 'registry is the office’s');
  await page.getByRole('button', { name: '改登记' }).click();
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByText('还没有改任何一项').waitFor();
  await page.getByLabel('电话').fill('0391-0000001');
  await page.getByLabel('市局复审：进展').fill('已受理');
  await page.getByLabel('2 号门厂商').fill('示例门控');
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByText('本岗位无权做这件事').waitFor();
  expect(await page.getByLabel('电话').inputValue()).toBe('0391-0000001');
  allow('enterprise.state');
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByText('改登记，已存本机').waitFor();
  // Only what was changed: the rest may have been changed by somebody else meanwhile.
  expect(Object.keys(acts[0]!.input as object).sort()).toEqual([
    ...['enterprise', 'performance', 'responsible', 'vendors'],
  ]);
  expect(acts).toMatchObject([
    {
      name: 'enterprise.state',
      input: {
        responsible: { person: '欧阳明德', phone: '0391-0000001' },
        performance: { grade: 'B', path: [{ step: 'county' }, { step: 'city', state: '已受理', on: null }] },
        vendors: { '1': '示例门控', '2': '示例门控' },
      },
    },
  ]);
  await page.close();
});

test('promises one by one: added, changed, withdrawn with a reason, by keyboard', async () => {
  const { page, acts, refuse, allow } = await open('/enterprises/A');
  const part = page.getByRole('region', { name: '一企一策' });
  await part.getByRole('button', { name: '加一项承诺' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('云台运输');
  await part.getByLabel('新能源车辆数').fill('若干');
  await page.keyboard.press('Enter');
  await part.getByRole('alert').getByText('写成整数').waitFor();
  await part.getByLabel('新能源车辆数').fill('8');
  await page.keyboard.press('Enter');
  await part.getByText('加一项承诺，已存本机').waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.textContent);
  expect(await focused()).toBe('加一项承诺');
  await part.getByRole('button', { name: '改承诺：示例运输有限公司' }).click();
  await page.keyboard.press('Control+Enter');
  await part.getByText('还没有改任何一项').waitFor();
  await part.getByLabel('新能源车辆数').fill('10');
  refuse('promise.state', 'unknown_promise', 'q1: no such promise stands');
  await page.keyboard.press('Enter');
  await part.getByText('这项承诺已经撤回').waitFor();
  expect(await part.getByLabel('新能源车辆数').inputValue()).toBe('10');
  allow('promise.state');
  await page.keyboard.press('Enter');
  await part.getByText('改，已存本机').waitFor();
  await part.getByRole('button', { name: '撤回承诺：丹河物流有限公司' }).click();
  await page.keyboard.press('Enter');
  await part.getByRole('alert').getByText('理由：这一项必填').waitFor();
  await part.getByLabel('理由').fill('合同终止');
  await page.keyboard.press('Enter');
  await part.getByText('撤回，已存本机').waitFor();
  const enterprise = f.view.enterprise;
  const first = { carrier: '示例运输有限公司', contract: '运输 2024-017', dueOn: '2024-12-31' };
  expect(acts).toEqual([
    {
      name: 'promise.state',
      input: { enterprise, carrier: '云台运输', contract: null, trucks: 8, dueOn: null },
    },
    { name: 'promise.state', input: { enterprise, promise: 'q1', ...first, trucks: 10 } },
    { name: 'promise.withdraw', input: { enterprise, promise: 'q2', reason: '合同终止' } },
  ]);
  await page.close();
});

test('a day is closed: all that are in order with a PIN, the rest named; a waiver needs a reason', async () => {
  const { page, acts, refuse, allow } = await open(`${DAY}/A`);
  const detail = page.getByRole('region', { name: '企业', exact: true });
  await detail.getByText('1 号门：申报 82，接收 80').waitFor();
  await detail.getByText('2 号门：未申报，接收 40').waitFor();
  refuse('gateDay.closeAll', 'locked', 'the key is locked');
  await page.getByRole('button', { name: '全部定数' }).click();
  await page.getByLabel('口令').waitFor();
  allow('gateDay.closeAll');
  await page.keyboard.type('2468');
  await page.keyboard.press('Enter');
  await page.getByText('已签 2 家，1 家还不能定数').waitFor();
  await page.getByRole('listitem').getByText('122 ≠ 120').waitFor();
  expect(acts.at(-1)).toEqual({ name: 'gateDay.closeAll', input: { date: f.YESTERDAY } });
  const [table] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '存成表' }).click(),
  ]);
  expect(table.suggestedFilename()).toBe(`${f.YESTERDAY} 不能定数的.csv`);
  await detail.getByRole('button', { name: '写明理由豁免' }).click();
  await page.keyboard.press('Control+Enter');
  expect(await detail.getByRole('alert').textContent()).toContain('理由：这一项必填');
  await page.keyboard.type('断网两小时');
  await page.keyboard.press('Control+Enter');
  await detail.getByText('写明理由豁免，已存本机').waitFor();
  expect(acts.at(-1)).toEqual({
    name: 'gateDay.waive',
    input: { date: f.YESTERDAY, enterprise: 'A', reason: '断网两小时' },
  });
  await page.getByRole('link', { name: '怀川焦化有限公司' }).click();
  await detail.getByText('断网两小时，纸质台账已核').waitFor();
  refuse('gateDay.close', 'day_closed', 'closed by 方晓岚');
  await detail.getByRole('button', { name: '定数' }).click();
  await detail.getByText('这一天已经定数（closed by 方晓岚）').waitFor();
  await page.getByRole('link', { name: '丹河水泥有限公司' }).click();
  await detail.getByText('定数后又到 10 条').waitFor();
  await detail.getByRole('button', { name: '加更正' }).click();
  await detail.getByLabel('放行车次').fill('111');
  await detail.getByLabel('理由').fill('补传');
  await page.keyboard.press('Control+Enter');
  await detail.getByText('加更正，已存本机').waitFor();
  expect(acts.at(-1)).toMatchObject({ name: 'gateDay.correct', input: { released: 111, reason: '补传' } });
  await page.close();
});

test('a doubtful read is settled by a person: a plate that can be one, and a reason', async () => {
  const { page, acts } = await open(`${DAY}/A`);
  // What waits, beside what the table counts: the one is not the other.
  await page.getByText('待认定 3 条：未识别或疑似 2 条，只缺车型 1 条').waitFor();
  await page.getByText('表里“未识别或疑似”2 条，按现在算入的记录数').waitFor();
  await page.getByRole('button', { name: '认定' }).first().click();
  await page.getByLabel('号牌').fill('豫H12');
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByText('号牌不合规则').waitFor();
  await page.getByLabel('号牌').fill('豫h12345d');
  await page.getByLabel('颜色').selectOption('YELLOW_GREEN');
  await page.getByLabel('理由').fill('照片可见末位 D');
  await page.keyboard.press('Enter');
  await page.getByText('认定，已存本机').waitFor();
  const given = { date: f.YESTERDAY, enterprise: 'A', passage: 'p1', revision: 0, reason: '照片可见末位 D' };
  expect(acts).toEqual([
    { name: 'gateDay.settle', input: { ...given, plate: '豫H12345D', colour: 'YELLOW_GREEN' } },
  ]);
  await page.close();
});

test('disputes: the late one first, opened and answered, the answer as a paper', async () => {
  const { page, acts } = await open('/enterprises/disputes/d1');
  const left = page.getByRole('region', { name: '异议' });
  expect(await left.getByRole('link').first().textContent()).toContain('逾期');
  await page.getByRole('button', { name: '答复', exact: true }).click();
  await page.getByLabel('结论').selectOption('partly');
  await page.getByLabel('复核情况').fill('补计 9 车次');
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByText('答复，已存本机').waitFor();
  expect(acts).toEqual([
    { name: 'gateDay.answer', input: { dispute: 'd1', outcome: 'partly', text: '补计 9 车次' } },
  ]);
  await left.getByRole('link', { name: /怀川/ }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '复核意见 Word' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('日报.docx');
  await page.getByRole('button', { name: '登记异议' }).click();
  await page.getByRole('combobox', { name: '企业' }).selectOption('B');
  await page.getByLabel('谁提出').fill('赵主任');
  await page.getByLabel('理由').fill('错认两辆');
  await page.getByLabel('过车记录编号').fill('G1-1 G1-2');
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByText('登记异议，已存本机').waitFor();
  expect(acts.at(-1)).toEqual({
    name: 'gateDay.dispute',
    input: {
      ...{ date: f.YESTERDAY, enterprise: 'B', who: '赵主任', ground: '错认两辆' },
      passages: ['G1-1', 'G1-2'],
    },
  });
  await page.close();
});

test('what it takes, by tier, county and enterprise; the fleet that is not here is unknown, never none', async () => {
  const { page } = await open('/enterprises/takes');
  await page.getByText('在用新能源货车 未知').waitFor();
  expect(await page.getByRole('row', { name: /重点双高/ }).textContent()).toContain('20 车次');
  await page.getByRole('button', { name: '按县市区' }).click();
  await page.getByRole('rowheader', { name: '马村' }).waitFor();
  await page.getByRole('button', { name: '按企业' }).click();
  expect(await page.getByRole('rowheader').first().textContent()).toBe(f.LONG);
  await page.close();
});

test('an alert is raised as its notice has it, stands on every desk, and is lifted', async () => {
  const { page, acts, answer } = await open('/enterprises/alerts', {
    'alerts.list': { holding: null, alerts: [] },
  });
  await page.getByText('还没有预警').waitFor();
  await page.getByRole('button', { name: '登记预警' }).click();
  await page.getByLabel('级别', { exact: true }).selectOption('orange');
  await page.getByLabel('发布单位').fill('市污染防治攻坚办');
  await page.getByLabel('文号').fill('示例〔2024〕12 号');
  await page.getByLabel('自', { exact: true }).fill('2024-12-05T16:00');
  await page.getByLabel('至（可不填）').fill('2024-12-05T12:00');
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByText('结束早于开始').waitFor();
  await page.getByLabel('至（可不填）').fill('2024-12-08T00:00');
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByText('登记预警，已存本机').waitFor();
  expect(acts).toEqual([
    {
      name: 'alert.raise',
      input: {
        ...{ level: 'orange', issuer: '市污染防治攻坚办', number: '示例〔2024〕12 号' },
        ...{ from: '2024-12-05T16:00:00+08:00', until: '2024-12-08T00:00:00+08:00' },
      },
    },
  ]);
  answer('alerts.list', f.alerts);
  const banner = page.getByRole('region', { name: '预警', exact: true });
  await banner.getByText('重污染天气橙色预警').waitFor();
  await page.getByRole('button', { name: '解除' }).click();
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByText('解除，已存本机').waitFor();
  expect(acts.at(-1)).toEqual({ name: 'alert.lift', input: { alert: 'w1' } });
  await page.getByRole('link', { name: '值班' }).click();
  await banner.getByText('重污染天气橙色预警').waitFor();
  await page.close();
});

test('a ledger from a file: good rows of all its sheets are written, refused ones named and saved', async () => {
  const { page, acts, refuse } = await open('/enterprises', { 'table.read': f.ledgerFile });
  await page.getByRole('button', { name: '导入台账' }).click();
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByText('还没有选文件').waitFor();
  const [empty] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '企业名册空表' }).click(),
  ]);
  expect(empty.suggestedFilename()).toBe('企业名册.csv');
  refuse('enterprise.register', 'post', 'registry is the office’s');
  const file = { name: '台账.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('PK') };
  await page.getByLabel(/^Excel/).setInputFiles(file);
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByText('收 1 行，拒 4 行').waitFor();
  await page.getByText('没有读的工作表（隐藏，或表头认不出）：旧、说明').waitFor();
  const lines = page.getByRole('listitem');
  await lines.getByText('安排　第 3 行　B　安排：不合').waitFor();
  await lines.getByText('安排　第 4 行　C　隐藏或筛掉的行').waitFor();
  await lines.getByText('安排　第 5 行　D　自：公式没有算出结果').waitFor();
  await lines.getByText('名册　第 2 行　91410804MA9TEST001　本岗位无权做这件事').waitFor();
  expect(acts).toEqual([
    { name: 'table.read', input: { upload: null, part: btoa('PK'), last: true } },
    { name: 'calendar.state', input: { enterprise: 'A', plan: 'stopped', from: '2024-12-06' } },
  ]);
  const [table] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '生产安排存成表' }).click(),
  ]);
  expect(table.suggestedFilename()).toBe('没有收的行 生产安排.csv');
  expect((await readFile(await table.path(), 'utf8')).split('\r\n')[1]).toBe(
    'B,歇业,2024-12-06,,安排,3,安排：不合',
  );
  refuse('table.read', 'table_old', 'an .xls of before 2007');
  await page.getByLabel(/^Excel/).setInputFiles(file);
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByText('另存为 .xlsx 再来').waitFor();
  await page.close();
});

test('empty, not carried, offline, read-only, English', async () => {
  const empty = await open('/enterprises', { 'enterprises.list': f.emptyList, 'sync.status': syncAway });
  await empty.page.getByRole('heading', { name: '名册里还没有企业' }).waitFor();
  expect(await empty.page.locator('footer').textContent()).toContain('连不上办公室');
  await empty.page.close();
  const { 'gateDays.closing': _, ...without } = answers;
  const away = await stand.open(DAY, { size: [1366, 768], answers: without });
  await away.page.getByText('这台终端不带这本账').waitFor();
  await away.page.close();
  const reading = await open(`${DAY}/A`, { me: f.reader });
  await reading.page.getByText('1 号门：申报 82，接收 80').waitFor();
  for (const name of ['全部定数', '写明理由豁免', '认定'])
    expect(await reading.page.getByRole('button', { name }).count()).toBe(0);
  await reading.page.close();
  const page = await open('/enterprises/A', { me: f.reader });
  await page.page.getByText('本岗位不能').waitFor();
  await page.page.close();
  const english = await open('/enterprises', {}, '?lang=en');
  await english.page.getByText('5 enterprises, 2 below target').waitFor();
  await english.page.close();
});

test('axe finds nothing to mend, and nothing is wider than the screen', async () => {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const states: [route: string, button: string | null][] = [
    ['/enterprises', '导入台账'],
    ['/enterprises/A', '改登记'],
    ['/enterprises/A', '改承诺：示例运输有限公司'],
    [`${DAY}/A`, '认定'],
    [`${DAY}/E`, '加更正'],
    ['/enterprises/disputes/d1', '登记异议'],
    ['/enterprises/takes', '按企业'],
    ['/enterprises/alerts', '登记预警'],
  ];
  for (const [route, button] of states) {
    const { page } = await open(route, { 'key.state': { ...key, state: 'unlocked' } });
    await page.getByRole('navigation', { name: '企业各部分' }).waitFor();
    if (button) await page.getByRole('button', { name: button, exact: true }).first().click();
    const submit = page.getByRole('button', { name: '确定' });
    if (await submit.count()) await submit.click();
    await page.evaluate(source);
    const found = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } };
      return (await axe.run()).violations.map((violation) => violation.id);
    });
    expect([route, found]).toEqual([route, []]);
    const wide = await page.evaluate(
      () =>
        [document.documentElement, ...document.querySelectorAll('section')].filter(
          (part) => part.scrollWidth > part.clientWidth + 1,
        ).length,
    );
    expect([route, wide]).toEqual([route, 0]);
    await page.close();
  }
});
