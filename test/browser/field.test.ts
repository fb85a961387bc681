import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { field } from './field.fixtures.ts';
import * as road from './road.fixtures.ts';
import { type Stand, startStand } from './stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
});
afterAll(() => stand.close());

const open = (answers = {}) => stand.open('/field', { size: [1366, 768], answers: { ...field, ...answers } });
const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true }).first().click();

async function axe(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
  });
}

/** Texts that run out of their box, and targets too small for gloves. */
const clumsy = (page: Page) =>
  page.evaluate(() => {
    const wrong: string[] = [];
    for (const each of document.querySelectorAll<HTMLElement>('button, label, input, select')) {
      const box = each.getBoundingClientRect();
      const file = each instanceof HTMLInputElement && each.type === 'file';
      if (box.width > 0 && !file && each.tagName === 'BUTTON' && box.height < 46)
        wrong.push(`low: ${each.textContent}`);
      if (each.scrollWidth > each.clientWidth + 2 && each.tagName === 'BUTTON')
        wrong.push(`cut: ${each.textContent}`);
    }
    if (document.documentElement.scrollWidth > innerWidth) wrong.push('the page is wider than the screen');
    return wrong;
  });

test('a check from plate to record, each key kept, without a network', async () => {
  const { page, acts } = await open();
  await press(page, '路检');
  // The place of the check before stands there already.
  await page.getByRole('button', { name: /^地点/ }).click();
  await page.getByLabel('地点名称').fill('李封路口');
  await press(page, /^下一项：车牌/);
  // Only keys that can stand are live.
  for (const key of ['6', 'K', '8', '8']) await press(page, key);
  expect(await page.getByText('还差 1 位。').isVisible()).toBe(true);
  expect(await page.getByRole('button', { name: '学', exact: true }).getAttribute('aria-disabled')).toBe(
    'false',
  );
  await press(page, '8');
  expect(await page.getByText('号牌填全了。').isVisible()).toBe(true);
  await press(page, '黄');
  await press(page, /^下一项：车型/);
  await press(page, '重型半挂牵引车');
  await press(page, '柴油');
  await press(page, /^下一项：不透光度/);
  await page.getByLabel('%', { exact: true }).fill('41.2');
  await expect.poll(() => page.getByText('超限').count()).toBe(2);
  await page.getByRole('button', { name: /^结论/ }).click();
  await press(page, '不合格');
  await press(page, '有');
  await press(page, '完成并存入账本');
  await expect.poll(() => acts.filter((each) => each.name === 'check.record').length).toBe(1);
  const made = acts.filter((each) => ['case.open', 'check.record', 'draft.drop'].includes(each.name));
  expect(made.map((each) => each.name)).toEqual(['case.open', 'check.record', 'draft.drop']);
  expect(made[1]!.input).toMatchObject({
    ...{ id: '0193-draft-1', kind: 'emission', result: 'unfit', plate: '豫H6K888', vehicleType: 'Q11' },
    ...{ readings: { btgdjg: 41.2 }, place: { name: '李封路口' }, case: 'case-0193-draft-1' },
  });
  expect(made[0]!.input).toMatchObject({
    id: 'case-0193-draft-1',
    kind: 'emission_over_limit',
    check: '0193-draft-1',
  });
  expect(acts.filter((each) => each.name === 'draft.keep').length).toBeGreaterThan(10);
  expect(await page.getByRole('button', { name: '路检' }).isVisible()).toBe(true);
  await page.close();
});

test('what was written when the battery died is there again', async () => {
  const draft = {
    ...{ kind: 'emission', startedAt: '2024-12-05T14:20:00+08:00', place: '李封路口', plate: '豫H6K88' },
  };
  const { page } = await open({
    'drafts.list': { drafts: [{ id: 'd1', noun: 'check', at: '2024-12-05T14:21:00+08:00', body: draft }] },
  });
  await page.getByRole('button', { name: /李封路口/ }).click();
  expect(await page.getByLabel('车牌号').inputValue()).toBe('豫H·6K88');
  await page.close();
});

test('by keyboard alone: begin, type the plate, choose, finish; what is missing is named', async () => {
  const { page, acts } = await open();
  await page.getByRole('button', { name: '闯禁检查' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^结论/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '完成并存入账本' }).focus();
  await page.keyboard.press('Enter');
  expect(await page.getByText('还差 车牌、结论，才能存入账本').count()).toBe(1);
  await page.getByLabel('车牌号').focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('豫h12345d');
  expect(await page.getByLabel('车牌号').inputValue()).toBe('豫H·12345D');
  await page.getByRole('button', { name: /^结论/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '合格', exact: true }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: '完成并存入账本' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => acts.some((each) => each.name === 'check.record')).toBe(true);
  await page.close();
});

test('a refused record keeps what was typed and says why; a photo with a locked key asks for the PIN', async () => {
  const { page, refuse, acts } = await open();
  await press(page, '蹲点核数');
  await page.getByLabel('按名称或拼音找企业').fill('hcjh');
  await press(page, '怀川焦化有限公司 马村');
  await page.getByLabel('不在上面的门').fill('3 号门');
  await page.getByRole('button', { name: /^时段/ }).click();
  await page.getByLabel('从', { exact: true }).fill('08:00');
  await page.getByLabel('到', { exact: true }).fill('09:00');
  await page.getByRole('button', { name: /^点数/ }).click();
  await page.getByLabel('点到的出厂货车').fill('37');
  await page.getByLabel('其中绿牌').fill('21');
  await page.getByRole('button', { name: /^结论/ }).click();
  await press(page, '合格');
  refuse('check.record', 'post', '这个岗位不能写');
  await press(page, '完成并存入账本');
  await page.getByText('这个岗位不能写').waitFor();
  expect(acts.some((each) => each.name === 'draft.drop')).toBe(false);
  refuse('file.keep', 'locked', 'enter the PIN');
  await page
    .getByLabel(/^拍下一张/)
    .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('x') });
  await page.getByText('存照片要先解锁签名').waitFor();
  await page.close();
});

test('what waits, what went and what was refused is said in words with numbers; a clock that is off too', async () => {
  const { page } = await open({
    'field.state': {
      ...field['field.state']!,
      ...{ clockAhead: 12 * 60_000, disk: 'plain' },
      refused: [
        {
          id: 'x',
          document: 'checks/2024-12',
          kind: 'check.recorded',
          reason: 'revoked: the key is revoked',
        },
      ],
    },
  });
  const words = page.getByRole('complementary').getByRole('status').first();
  await words.waitFor();
  const text = (await words.textContent()) ?? '';
  for (const part of [
    '12:40 起没有网络',
    '今天填的 7 份，办公室已收到 4 份',
    '11 个文件（38.0 MB）',
    '钥匙已吊销',
    '快 12 分',
    '没有加密',
  ])
    expect(text).toContain(part);
  await page.close();
});

test('axe finds nothing to mend, nothing is cut, and every target fits a glove', async () => {
  const { page } = await open();
  await page.getByRole('button', { name: '路检' }).waitFor();
  expect(await axe(page)).toEqual([]);
  expect(await clumsy(page)).toEqual([]);
  await press(page, '路检');
  for (const step of [/^车牌/, /^车型/, /^执法人员/, /^笔录/, /^结论/]) {
    await page.getByRole('button', { name: step }).first().click();
    expect(await clumsy(page)).toEqual([]);
  }
  await page.getByRole('button', { name: /^车牌/ }).click();
  expect(await axe(page)).toEqual([]);
  await page.close();
});

test('Ctrl+K searches over the form, and what was typed stays', async () => {
  const { page } = await open();
  await press(page, '路检');
  await page.getByRole('button', { name: /^地点/ }).click();
  await page.getByLabel('地点名称').fill('李封路口');
  await page.keyboard.press('Control+k');
  const search = page.getByRole('dialog', { name: '检索' });
  await page.keyboard.type('hc');
  await search.getByRole('link', { name: /怀川焦化/ }).waitFor();
  expect(await axe(page)).toEqual([]);
  // The first empties the field, as in every search field.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await search.waitFor({ state: 'detached' });
  expect(await page.getByLabel('地点名称').inputValue()).toBe('李封路口');
  await page.close();
});

test('an area is chosen by keyboard; what rides by area, its size and what is not known stand there before it is taken', async () => {
  const { page, acts, answer } = await open();
  const carry = page.getByRole('region', { name: '带走' });
  const sizes = carry.getByRole('table', { name: '要带的大小' });
  expect(await sizes.getByRole('row', { name: /^过车明细/ }).textContent()).toContain(
    '全市341 份8.5 MB8.5 MB',
  );
  expect(await carry.getByText('3 张小图办公室也还没有').count()).toBe(1);
  expect(await carry.getByText('4 张照片没有小图').count()).toBe(1);
  await carry.getByRole('button', { name: '中站' }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('解放');
  await carry.getByRole('button', { name: '马村' }).focus();
  await page.keyboard.press('Enter');
  await carry.getByRole('button', { name: '门禁日结' }).focus();
  await page.keyboard.press('Enter');
  await sizes.getByText('中站、马村').first().waitFor();
  expect(await carry.getByRole('button', { name: '全市' }).getAttribute('aria-pressed')).toBe('false');
  expect(await sizes.getByRole('row', { name: /^合计/ }).textContent()).toContain('20.9 MB18.9 MB');
  const offered = field['carry.offer']!;
  const details = { ...offered.files.details, unsized: 40 };
  answer('carry.offer', { ...offered, files: { ...offered.files, details, unread: 2 } });
  await sizes.getByText('至少 20.9 MB').waitFor();
  expect(await sizes.getByText('8.5 MB，另 40 份大小还不知道').count()).toBe(2);
  expect(await carry.getByText('还有 2 本账没到').count()).toBe(1);
  await carry.getByRole('button', { name: '就带这些' }).focus();
  await page.keyboard.press('Enter');
  await expect
    .poll(() => acts.find((each) => each.name === 'carry.choose')?.input)
    .toMatchObject({
      ...{ from: '2024-11-05', to: '2024-12-05', families: ['cases', 'checks', 'gate-days'] },
      ...{ counties: ['410803', '410804'], files: ['details', 'pictures'] },
    });
  answer('carry.state', {
    choice: {
      ...{ from: '2024-11-05', to: '2024-12-05', families: ['cases', 'checks'], counties: ['410803'] },
      files: ['details', 'pictures'],
    },
    documents: { all: 45, here: 45 },
    files: { ...offered.files, details: { ...offered.files.details, here: 120 } },
  });
  await carry.getByText('带着：中站，11-05 至 12-05').waitFor();
  expect(await carry.getByText('没有网络，来网接着取。').count()).toBe(1);
  const bar = carry.getByRole('progressbar', { name: '过车明细' });
  expect(await bar.getAttribute('value')).toBe('120');
  expect(await carry.getByText('12 / 54').count()).toBe(1);
  expect(await axe(page)).toEqual([]);
  expect(await clumsy(page)).toEqual([]);
  await page.close();
});

test('lists begin with the area, A shows all; what lies outside is counted', async () => {
  const area = { outside: 14, unplaced: 2 };
  const { page, answer } = await open({
    'carry.area': { counties: ['410803', '410804'] },
    'cases.desk': { ...road.desk, area },
    'checks.list': { ...field['checks.list']!, area: { outside: 1, unplaced: 0 } },
  });
  const main = page.getByRole('main');
  await main.getByText('区外还有 28 项；没写县区的 4 项也列着').waitFor();
  expect(await main.getByText('区外还有 1 项').count()).toBe(1);
  const only = main.getByRole('button', { name: '只看中站、马村' });
  expect(await only.getAttribute('aria-pressed')).toBe('true');
  await page.keyboard.press('a');
  await main.getByText('全市都列着').first().waitFor();
  expect(await only.getAttribute('aria-pressed')).toBe('false');
  expect(
    await main
      .getByRole('link', { name: /逾期 3 天/ })
      .first()
      .getAttribute('href'),
  ).toBe('#/road/cases/c1');
  expect(await axe(page)).toEqual([]);
  expect(await clumsy(page)).toEqual([]);
  // Without an area there is nothing to narrow.
  answer('carry.area', { counties: [] });
  await only.waitFor({ state: 'detached' });
  await page.close();
});

test('the form’s lists begin with the area: places, enterprises with their gates, officers', async () => {
  const { page } = await open();
  await press(page, '路检');
  await page.getByRole('button', { name: /^地点/ }).click();
  expect(await page.getByRole('button', { name: /^东环路口/ }).count()).toBe(0);
  await page.getByText('区外还有 1 个').waitFor();
  await press(page, '全部列出（3）');
  await page.getByRole('button', { name: /^东环路口/ }).click();
  expect(await page.getByLabel('地点名称').inputValue()).toBe('东环路口');
  expect(await page.getByLabel('县市区').inputValue()).toBe('410804');
  await page.getByRole('button', { name: /^执法人员/ }).click();
  await page.getByRole('button', { name: '徐静波 中站大队' }).click();
  await page.getByRole('button', { name: '王磊 马村大队' }).click();
  expect(await page.getByLabel('执法人员 2').inputValue()).toBe('王磊');
  expect(await axe(page)).toEqual([]);
  await press(page, '回到清单');
  await press(page, '蹲点核数');
  await page.getByRole('button', { name: /^怀川焦化有限公司/ }).click();
  await press(page, '2 号门');
  expect(await page.getByLabel('不在上面的门').inputValue()).toBe('2');
  await page.getByText('区外还有 1 个').waitFor();
  expect(await clumsy(page)).toEqual([]);
  expect(await axe(page)).toEqual([]);
  await page.close();
});

test('who may not record says so, and offers nothing', async () => {
  const { page } = await open({ me: { ...field.me!, acts: [], readOnly: true } });
  await page.getByText('这个岗位不能写检查记录。').waitFor();
  expect(await page.getByRole('button', { name: '路检' }).count()).toBe(0);
  await page.close();
});
