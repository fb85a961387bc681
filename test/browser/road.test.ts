import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  answers,
  checks,
  desk,
  emission,
  emissionDesk,
  LONG_PLACE,
  me,
  office,
  resultsFile,
  view,
} from './road.fixtures.ts';
import { syncAway } from './scenes.fixtures.ts';
import { type Answers, type Stand, startStand } from './stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
});
afterAll(() => stand.close());

const open = (route: string, more: Answers = {}) =>
  stand.open(route, { size: [1366, 768], answers: { ...answers, ...more } });

async function axe(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } };
    return (await axe.run()).violations.map(({ id }) => id);
  });
}
const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

test('cases by the worst, a clash in word and mark, one case with its judgement, basis and lacks', async () => {
  const { page } = await open('/road/cases/c1');
  const list = page.getByRole('list', { name: '案件' });
  await list.getByText(LONG_PLACE).waitFor();
  expect(await list.getByRole('listitem').first().textContent()).toContain('逾期 3 天');
  expect(await list.getByText('设备未登记').count()).toBe(1);
  const clash = list.getByText('与规则不符', { exact: true });
  expect(await clash.locator('[data-mark=behind]').count()).toBe(1);
  const one = page.getByRole('region', { name: '案件', exact: true });
  const text = (await one.textContent()) ?? '';
  for (const part of [
    '不得通行',
    '禁止驶入',
    '焦公交〔2024〕31 号',
    '缺技术审核',
    '设置地点未公示',
    '丰收路卡口（KK-001）',
  ])
    expect(text).toContain(part);
  expect(text).toContain('依据待核');
  expect(await fits(page)).toBe(true);
  expect(await axe(page)).toEqual([]);
  await page.close();
});

test('a console that took an area along begins with it: A shows all, and what lies outside is counted', async () => {
  const area = { outside: 14, unplaced: 2 };
  const { page } = await open('/road', {
    'carry.area': { counties: ['410803'] },
    'cases.desk': { ...desk, area },
    'checks.list': { ...checks, area },
  });
  for (const part of ['案件', '检查']) {
    await page.getByRole('navigation').getByRole('link', { name: part, exact: true }).last().click();
    const only = page.getByRole('button', { name: '只看中站' });
    await page.getByText('区外还有 14 项；没写县区的 2 项也列着').waitFor();
    await page.keyboard.press('a');
    await page.getByText('全市都列着').waitFor();
    expect(await only.getAttribute('aria-pressed')).toBe('false');
    expect(await axe(page)).toEqual([]);
    expect(await fits(page)).toBe(true);
  }
  await page.close();
});

test('by keyboard alone: down the list, a next stage with a note, Escape puts the form away', async () => {
  const { page, acts } = await open('/road');
  await page.locator('[data-row=c1]').focus();
  await page.keyboard.press('ArrowDown');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-row'))).toBe('c2');
  await page.getByRole('button', { name: '转为移送公安' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('转为移送公安');
  await page.keyboard.press('Enter');
  await page.keyboard.type('图已核');
  await page.keyboard.press('Control+Enter');
  await page.getByText('已转为移送公安，存在本机').waitFor();
  expect(acts).toEqual([
    { name: 'case.advance', input: { case: 'c1', to: 'handed_to_police', note: '图已核' } },
  ]);
  await page.close();
});

test('a refused act says why in place and keeps what was typed; the same case is joined by a person', async () => {
  const { page, acts, refuse, allow } = await open('/road/cases/c1');
  refuse('case.join', 'joined', 'c2 is itself joined into another');
  await page.getByRole('button', { name: '认定同一件' }).click();
  await page.getByLabel('理由（可不填）').fill('同一次经过');
  await page.getByRole('button', { name: '确定' }).click();
  expect(await page.getByRole('alert').textContent()).toContain('要并入的那件已经并入别的');
  expect(await page.getByLabel('理由（可不填）').inputValue()).toBe('同一次经过');
  allow('case.join');
  await page.getByRole('button', { name: '确定' }).click();
  await expect
    .poll(() => acts)
    .toEqual([{ name: 'case.join', input: { case: 'c1', into: 'c2', reason: '同一次经过' } }]);
  await page.close();
});

test('personal fields open for a reason alone, and are put away again', async () => {
  const { page, acts } = await open('/road/cases/c1');
  const part = page.getByRole('region', { name: '个人信息' });
  await part.getByRole('button', { name: '打开' }).click();
  await part.getByRole('button', { name: '确定' }).click();
  expect(await part.getByRole('alert').textContent()).toContain('事由：这一项必填');
  await part.getByLabel('事由').fill('告知车主');
  await part.getByRole('button', { name: '确定' }).click();
  await part.getByText('139 0000 0000').waitFor();
  expect(acts.at(-1)).toMatchObject({
    name: 'personal.open',
    input: { document: 'cases/2024-11', entry: 'c1', reason: '告知车主' },
  });
  await part.getByRole('button', { name: '收起' }).click();
  expect(await page.getByText('139 0000 0000').count()).toBe(0);
  await page.close();
});

test('an emission case says which hit it is, with which, and what that leads to', async () => {
  const { page, answer } = await open('/emissions/cases/e2', {
    'cases.view': emission,
    'cases.desk': emissionDesk,
  });
  const repeats = page.getByRole('region', { name: '重复判定' });
  await repeats.getByText('期内第 2 次').waitFor();
  answer('cases.view', { ...emission, deviceKnown: false, lacks: [] });
  await page.getByText('设备没有登记，检定、审核和公示都不知道').waitFor();
  expect(await repeats.textContent()).toContain('应处罚');
  expect(await repeats.getByRole('link', { name: 'e1' }).getAttribute('href')).toContain(
    '/emissions/cases/e1',
  );
  expect(await axe(page)).toEqual([]);
  await page.close();
});

test('rules with basis and what is refused; a vehicle is tried; a rule is stated, asking for the PIN', async () => {
  const { page, acts, refuse, allow } = await open('/road/rules', { me: office });
  await page.getByText('没有签名').waitFor();
  await page.getByRole('button', { name: '试算' }).click();
  const tried = page.getByRole('form', { name: '试一辆车' });
  // Without the colour of its plate the answer may be either.
  await tried.getByText('黄 不得通行').waitFor();
  await tried.getByText('蓝 可以通行').waitFor();
  await tried.getByLabel('号牌颜色').selectOption('蓝');
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: '发布规则' }).click();
  const form = page.getByRole('form', { name: '发布规则' });
  await form.getByLabel('名称').fill('渣土车夜间不得驶入');
  await form.getByRole('checkbox', { name: '禁行区' }).check();
  await form.getByLabel('时段').fill('七点到九点');
  await form.getByRole('button', { name: '确定' }).click();
  expect(await form.getByRole('alert').textContent()).toContain('07:00-21:00');
  await form.getByLabel('时段').fill('22:00-06:00');
  await form.getByLabel('依据文件').fill('焦公交〔2024〕40 号');
  refuse('rule.state', 'locked', 'the key is locked');
  await form.getByRole('button', { name: '确定' }).click();
  await form.getByLabel('口令').fill('1234');
  allow('rule.state');
  await form.getByRole('button', { name: '解锁' }).click();
  await page.getByText('已签名，待办公室收讫生效').waitFor();
  expect(acts.find((each) => each.name === 'rule.state')?.input).toMatchObject({
    ...{ name: '渣土车夜间不得驶入', zones: ['禁行区'], effect: 'forbid' },
    hours: [{ from: '22:00', to: '06:00' }],
    basis: { document: '焦公交〔2024〕40 号', status: '征求意见' },
  });
  await page.close();
});

test('a zone gets its line: pasted, checked for closure and place, drawn; the next version begins with the last', async () => {
  const { page, acts } = await open('/road/rules', { me: office });
  await page.getByRole('img', { name: '东西 7.3 km，南北 6.7 km' }).waitFor();
  await page.getByRole('button', { name: '发布区域' }).click();
  const form = page.getByRole('form', { name: '发布区域' });
  await form.getByLabel('哪个区域').selectOption('禁行区');
  expect(await form.getByLabel('名称').inputValue()).toBe('禁行区（环线道路本身除外）');
  await form.getByText('4 个点，已闭合，在市域之内。').waitFor();
  const line = form.getByLabel('界线');
  await line.fill('35.2, 113.2\n35.2, 113.3\n35.3, 113.3\n35.2, 113.2');
  await form.getByText('经度和纬度写反了').waitFor();
  await form.getByLabel('依据文件').fill('焦公交〔2024〕41 号');
  await line.fill('113.2, 35.2\n113.3, 35.2\n113.3, 35.3');
  await form.getByText('至少三个点').waitFor();
  await line.fill('113.2 35.2\n113.3 35.2\n113.3 35.3\n113.2 35.3');
  await form.getByText('没有闭合').waitFor();
  await form.getByRole('button', { name: '确定' }).click();
  await form.getByRole('alert').getByText('没有闭合').waitFor();
  await form.getByRole('button', { name: '回到首点' }).click();
  await form.getByRole('img', { name: /^东西 9\.1 km，南北 11\.1 km/ }).waitFor();
  expect(await axe(page)).toEqual([]);
  await form.getByRole('button', { name: '确定' }).click();
  await page.getByText('已签名，待办公室收讫生效').waitFor();
  expect(acts.at(-1)).toMatchObject({
    name: 'zone.state',
    input: {
      ...{ zone: '禁行区', within: '限行区' },
      polygon: [
        [113.2, 35.2],
        [113.3, 35.2],
        [113.3, 35.3],
        [113.2, 35.3],
      ],
    },
  });
  await page.close();
});

test('the repeat rule is written from the one in force: limits, and what only screens', async () => {
  const { page, acts } = await open('/emissions/rules', { me: office });
  await page.getByText('不透光限值（%） 25').waitFor();
  await page.getByRole('button', { name: '发布重复判定规则' }).click();
  const form = page.getByRole('form', { name: '发布重复判定规则' });
  expect(await form.getByLabel('不透光限值（%）').inputValue()).toBe('25');
  await form.getByLabel('林格曼黑度限值（级）').fill('一');
  await form.getByLabel('依据文件').fill('焦环〔2024〕9 号');
  await form.getByRole('button', { name: '确定' }).click();
  await form.getByRole('alert').getByText('林格曼黑度限值（级）：要填大于零的数').waitFor();
  await form.getByLabel('林格曼黑度限值（级）').fill('1');
  await form.getByLabel('NO 限值（ppm）').fill('');
  await form.getByRole('group', { name: 'NO超限' }).getByLabel('算次数').check();
  await form.getByRole('group', { name: '林格曼黑度超限' }).getByLabel('只作筛查').check();
  expect(await axe(page)).toEqual([]);
  await form.getByRole('button', { name: '确定' }).click();
  await page.getByText('已签名，待办公室收讫生效').waitFor();
  expect(acts.at(-1)?.input).toMatchObject({
    ...{ rule: 'emission.repeat', passResets: true, limits: { opacity: 25, blackness: 1 } },
    screening: ['blackness'],
  });
  await page.close();
});

test('pass codes are granted and withdrawn', async () => {
  const { page, acts } = await open('/road/rules');
  const passes = page.getByRole('region', { name: '通行码' });
  await passes.getByRole('button', { name: '收回通行码 T-0131' }).click();
  await passes.getByRole('button', { name: '确定' }).click();
  await passes.getByRole('button', { name: '发放通行码' }).click();
  await passes.getByLabel('车牌').fill('豫H7A123');
  await passes.getByLabel('通行码', { exact: true }).fill('T-0200');
  await passes.getByRole('checkbox', { name: '限行区' }).check();
  await passes.getByRole('button', { name: '确定' }).click();
  await expect.poll(() => acts.map(({ name }) => name)).toEqual(['pass.withdraw', 'pass.grant']);
  expect(acts.map(({ input }) => input)).toMatchObject([
    { pass: 'p1' },
    { code: 'T-0200', zones: ['限行区'] },
  ]);
  await page.close();
});

test('a list goes out as a paper, results come back pasted or as a file, row by row', async () => {
  const { page, acts } = await open('/emissions/handover', {
    'table.read': resultsFile,
    'handover.results': {
      ...{ id: 'x', accepted: 1, duplicates: 0 },
      refused: [{ index: 1, id: 'c9', field: 'case', reason: 'c9: no such case here' }],
    },
  });
  const police = page.getByRole('region', { name: '移送公安' });
  await police.getByText('丰收路卡口').waitFor();
  await police.getByRole('button', { name: 'Excel' }).click();
  await page.getByLabel('或粘贴').fill('随便一段');
  await page.getByText('没有找到“案件编号”和“处理结果”两列').waitFor();
  await page.getByLabel('Excel（.xlsx）或 CSV 文件').setInputFiles({
    ...{ name: '移送清单.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('PK') },
  });
  await page.getByText('读到 2 行有结果，1 行还在办　1 行不能收').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: '收下 2 行' }).click();
  await expect
    .poll(() => acts.find(({ name }) => name === 'handover.results')?.input)
    .toEqual({
      rows: [
        { case: 'c3', result: '录入告知', number: '焦公 1344, 1' },
        { case: 'c9', result: '罚了' },
      ],
    });
  await page.getByText('收下 1 行，重复 0 行，未收 2 行').waitFor();
  await page.getByText('这台终端没有这件案件').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '存成 CSV' }).click(),
  ]);
  const kept = await readFile(await download.path(), 'utf8');
  expect(kept).toContain('4,c9,罚了');
  expect(kept).toContain("6,c8,'=,,,公式没有算出结果");
  await page.close();
});

test('vehicle, devices, checks with a count beside what came in, coverage with the counties never checked', async () => {
  const { page } = await open('/road/vehicle/%E8%B1%ABH6K888');
  await page.getByText('期内第 2 次').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('link', { name: '设备' }).click();
  await page.getByText('检定过期或未检定').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.goto(page.url().replace(/#.*/, '#/road/checks/k2'));
  await page.getByText('系统少收').waitFor();
  expect(await page.getByRole('row', { name: /系统收到/ }).textContent()).toContain('36');
  expect(await page.getByText('当事人拒签').count()).toBe(1);
  expect(await axe(page)).toEqual([]);
  await page.getByRole('link', { name: '覆盖' }).click();
  await page.getByText('2 个县市区一次没查').waitFor();
  expect(
    await page
      .getByRole('row', { name: /中站区/ })
      .locator('[data-step="0"]')
      .count(),
  ).toBe(8);
  expect(await fits(page)).toBe(true);
  expect(await axe(page)).toEqual([]);
  await page.close();
});

test('empty, not carried, office away and read-only say so, and offer nothing that cannot be done', async () => {
  const { page, answer, refuse } = await open('/road/cases/c1', {
    'cases.desk': { ...desk, cases: [], counts: { running: 0, overdue: 0, clash: 0 } },
    'sync.status': syncAway,
    me: { ...me, readOnly: true },
  });
  await page.getByText('没有在办案件').waitFor();
  await page.getByText('这台终端只能看').waitFor();
  expect(await page.getByRole('button', { name: '转为移送公安' }).count()).toBe(0);
  await page.getByText('处置照常，都存在本机').waitFor();
  expect(await axe(page)).toEqual([]);
  answer('me', { ...me, acts: [] });
  await page.getByText('本岗位不能办理：下一步').waitFor();
  refuse('checks.coverage', 'not_carried', 'checks/2024-12 is not carried here');
  await page.getByRole('link', { name: '覆盖' }).click();
  await page.getByText('这里看不到').waitFor();
  await page.close();
});

test('a picture past its time of keeping says until when it was kept, and is not asked for', async () => {
  const expired = { ['0'.repeat(64)]: '2027-12-05' };
  const { page, acts } = await open('/road/cases/c1', { 'cases.view': { ...view, filesExpired: expired } });
  await page.getByText('车头　已过保存期，保存到 2027-12-05，已删除').waitFor();
  expect(await page.getByRole('button', { name: '看 车头' }).count()).toBe(0);
  await page.getByRole('button', { name: '看 jpg' }).waitFor();
  expect(acts).toEqual([]);
  expect(await axe(page)).toEqual([]);
  await page.close();
});

test('a case is opened at the desk and stands chosen; its pictures are read when somebody asks', async () => {
  const { page, acts, refuse } = await open('/emissions');
  await page.getByRole('button', { name: '立案' }).click();
  const form = page.getByRole('form', { name: '立案' });
  await form.getByRole('radio', { name: '黑烟车' }).check();
  await form.getByLabel('车牌').fill('豫H7A123');
  await form.getByRole('button', { name: '确定' }).click();
  expect(await form.getByRole('alert').textContent()).toContain('地点：这一项必填');
  await form.getByLabel('地点').fill('人民路');
  await form.getByLabel('县市区').selectOption('410802');
  await form.getByRole('button', { name: '确定' }).click();
  await page.getByText('已立案，存在本机').waitFor();
  expect(acts).toMatchObject([
    {
      name: 'case.open',
      input: { kind: 'black_smoke', plate: '豫H7A123', place: { name: '人民路', county: '410802' } },
    },
  ]);
  expect(page.url()).toContain('#/emissions/cases/made-1');
  await page.getByRole('button', { name: '看 车头' }).click();
  await page.getByRole('img', { name: '车头' }).waitFor();
  refuse('file.read', 'away', 'the office cannot be reached');
  await page.getByRole('button', { name: '看 jpg' }).click();
  await page.getByText('现在读不到').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.close();
});
