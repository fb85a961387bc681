import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SearchResult } from '../../domain/contract/search.ts';
import * as p from './people.fixtures.ts';
import { type Answers, type Stand, startStand } from './stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
});
afterAll(() => stand.close());

type Hit = SearchResult['hits'][number];
const hit = (noun: string, id: string, title: string, detail: string, more: Partial<Hit> = {}): Hit => ({
  ...{ noun, id, document: 'registry', title, detail, bySound: false },
  ...more,
});

const found: SearchResult = {
  hits: [
    hit('enterprise', 'E1', '焦作怀川焦化有限公司', '怀川焦化 · 刘学军'),
    hit('enterprise', 'E2', '河阳化工综合能源与新型建筑材料循环产业园（集团）有限责任公司', '何志远', {
      bySound: true,
    }),
    hit('person', 'p3', '何志远', '沁阳市人民政府 · county:410882', { document: '' }),
    hit('meeting', 'm12', '第十二次调度会', '2024-12-05 · 三楼会议室', { document: 'actions' }),
    hit('action', 'a7', '李封路口增设抓拍', '〔2024〕12 号', { document: 'actions' }),
    hit('case', 'c1', '豫H·6K888', '李封路口', { document: 'cases/2024-12', line: 'road' }),
    hit('case', 'c2', '豫H·12345D', '丰收路', { document: 'cases/2024-12', line: 'emission' }),
    hit('check', 'k1', '豫H·7K128', '丰收路', { document: 'checks/2024-12', line: 'emission' }),
    hit('truck', 't1', '豫H·54321D', '示例云台运输有限公司', { document: 'fleet', struck: true }),
    hit('station', '9', '九里山充电站', '焦克路 8 号'),
  ],
  more: ['case'],
};
const answers: Answers = {
  ...{ me: p.admin, 'people.list': p.list, 'people.log': p.log, 'people.readings': p.readings },
  'search.find': found,
};
const open = (route: string, more: Answers = {}, search = '') =>
  stand.open(route, { size: [1366, 768], answers: { ...answers, ...more }, search });
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '');
const hash = (page: Page) => page.evaluate(() => location.hash);

test('Ctrl+K and a slash open the search; arrows and Enter go to what was found', async () => {
  const { page } = await open('/people');
  await page.getByRole('navigation', { name: '组织' }).waitFor();
  await page.keyboard.press('/');
  const dialog = page.getByRole('dialog', { name: '检索' });
  await dialog.getByText('只找这台终端带着的').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('he');
  for (const noun of ['企业', '人员', '会议', '交办事项', '案件', '充电站'])
    await dialog.getByRole('heading', { name: noun, exact: true }).waitFor();
  expect(await dialog.getByRole('link', { name: /河阳化工/ }).textContent()).toContain('音近');
  expect(await dialog.locator('[data-plate="nev-large"]').first().textContent()).toBe('豫H·12345D');
  await page.keyboard.press('ArrowUp');
  expect(await focused(page)).toContain('九里山充电站');
  await page.keyboard.press('Enter');
  await dialog.getByText('所在账本').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  expect(await focused(page)).toContain('怀川焦化');
  // Whoever types on goes on in the field.
  await page.keyboard.type('z');
  expect(await dialog.getByRole('searchbox').inputValue()).toBe('hez');
  for (let n = 0; n < 3; n++) await page.keyboard.press('ArrowDown');
  expect(await focused(page)).toContain('何志远');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  expect(await hash(page)).toBe('#/people/person/p3');
  await page.close();
});

test('each noun leads to its desk; a slash in a field is a slash', async () => {
  const { page } = await open('/search/he');
  const links = page.getByRole('main').getByRole('link');
  await links.first().waitFor();
  expect(await links.evaluateAll((all) => all.map((each) => each.getAttribute('href')))).toEqual([
    ...['#/enterprises/E1', '#/enterprises/E2', '#/people/person/p3', '#/meetings/m12', '#/actions/a7'],
    ...['#/road/cases/c1', '#/emissions/cases/c2', '#/emissions/checks/k1'],
    `#/road/vehicle/${encodeURIComponent('豫H54321D')}`,
  ]);
  expect(await links.last().textContent()).toContain('已注销');
  await page.keyboard.type('/');
  expect(await page.getByRole('searchbox').inputValue()).toBe('he/');
  expect(await hash(page)).toBe('#/search/he%2F');
  await page.getByText('案件还有更多').waitFor();
  await page.close();
});

test('Enter in the field opens the first; more than is shown is one link away', async () => {
  const { page, answer } = await open('/people');
  await page.getByRole('button', { name: '检索' }).click();
  await page.keyboard.type('6K8');
  await page.getByRole('link', { name: '案件还有更多' }).click();
  await page.getByRole('main').getByText('豫H·6K888').waitFor();
  expect(await hash(page)).toBe('#/search/6K8');
  answer('search.find', { hits: found.hits.slice(3), more: [] });
  await page.getByRole('link', { name: /怀川/ }).waitFor({ state: 'detached' });
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Enter');
  expect(await hash(page)).toBe('#/meetings/m12');
  await page.close();
});

test('nothing found, refused, English; no violation of axe', async () => {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const violations = async (page: Page) => {
    await page.evaluate(source);
    return page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } };
      return (await axe.run()).violations.map((violation) => violation.id);
    });
  };
  const none = await open('/search/没有', { 'search.find': { hits: [], more: [] } });
  await none.page.getByText('里面没有“没有”').waitFor();
  expect(await violations(none.page)).toEqual([]);
  await none.page.close();
  const some = await open('/people', {}, '?lang=en');
  await some.page.getByRole('heading', { name: 'People', exact: true }).waitFor();
  await some.page.keyboard.press('Control+k');
  expect(await violations(some.page)).toEqual([]);
  await some.page.keyboard.type('he');
  await some.page.getByRole('heading', { name: 'Cases', exact: true }).waitFor();
  expect(await violations(some.page)).toEqual([]);
  await some.page.close();
  const { 'search.find': _, ...without } = answers;
  const refused = await stand.open('/search/he', { size: [1366, 768], answers: without });
  await refused.page.getByRole('alert').getByText('没有找成').waitFor();
  await refused.page.close();
});
