import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  board,
  boardMissing,
  chargers,
  chargersOf,
  goals,
  goalsUnknown,
  NOW,
  overviewAlert,
  station,
} from './scenes.fixtures.ts';
import { type Answers, type Stand, startStand } from './stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
});
afterAll(() => stand.close());

/** Elements that leave the window or are wider than the place they have, and text smaller than 27u. */
function faults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    // What stands on the wall ends where its scene ends: the margin stays empty, whatever the slow pixel shift.
    const room = document.querySelector('main')?.getBoundingClientRect();
    const edge = (room?.right ?? innerWidth) + 2;
    const u = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--u'));
    for (const element of document.querySelectorAll<HTMLElement>('#root *')) {
      if (element.closest('.sr-only, svg') || element.offsetWidth === 0) continue;
      const box = element.getBoundingClientRect();
      const text = element.textContent?.slice(0, 24) ?? '';
      const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
      if (!own) continue;
      if (box.right > edge || box.left < 0 || box.bottom > innerHeight + 1)
        found.push(`leaves its room: ${text}`);
      const size = Number.parseFloat(getComputedStyle(element).fontSize);
      if (size < 27 * u - 0.1) found.push(`${size}px is too small: ${text}`);
      if (element.scrollWidth > element.clientWidth + 2 && element.clientWidth > 0)
        found.push(`cut: ${text}`);
    }
    // Glyphs, not line boxes: the face's own box is near half as tall again as what is seen of it.
    const inks = [...document.querySelectorAll('main *')]
      .filter((element) => !element.closest('.sr-only'))
      .flatMap((element) => [...element.childNodes])
      .filter((node) => node.nodeType === 3 && node.textContent?.trim())
      .flatMap((node) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return [...range.getClientRects()].map(({ left, right, top, bottom, height }) => ({
          text: node.textContent?.slice(0, 16),
          left: left + 1,
          right: right - 1,
          top: top + height * 0.22,
          bottom: bottom - height * 0.22,
        }));
      });
    inks.forEach((one, index) => {
      if (room && one.bottom > room.bottom) found.push(`under its scene: ${one.text}`);
      for (const other of inks.slice(index + 1))
        if (
          one.left < other.right &&
          other.left < one.right &&
          one.top < other.bottom &&
          other.top < one.bottom
        )
          found.push(`over each other: ${one.text} and ${other.text}`);
    });
    return found;
  });
}

/** Sets the clock on, a page's dwell at a time, until the wall shows it. */
async function turnTo(page: Page, text: string): Promise<void> {
  for (let turn = 1; turn < 12; turn++) {
    if (await page.getByText(text).count()) return;
    await page.clock.setFixedTime(NOW + turn * 12_000);
    await page.waitForTimeout(1_200);
  }
  throw new Error(`${text} never came`);
}

const sizes: [number, number][] = [
  [1920, 1080],
  [3840, 1080],
];
/** As usual, under an alert, in English, and with operators of long names and stations of many guns years on. */
const looks: [Answers, string][] = [
  [{}, ''],
  [{ 'overview.now': overviewAlert }, ''],
  [{}, '?lang=en'],
  [{}, '?county=410804,410883,410999'],
  [{ 'overview.now': overviewAlert }, '?county=410804'],
  [
    {
      'chargers.now': chargersOf(
        [1, 2, 3, 4].map((id) =>
          station(id, `${id} 号重卡充电站`, '示范区', '上白作钰峤绿色能源充电有限公司', 'CCPPII'.repeat(5)),
        ),
      ),
      'goals.progress': {
        ...goals,
        date: '2026-11-26',
        trucks: { ...goals.trucks, due: '2025-12-31', goal: 2000 },
      },
    },
    '',
  ],
];
for (const scene of ['charging', 'enforcement', 'goals', 'actions'])
  for (const size of sizes)
    test(`${scene} at ${size.join('x')}: nothing is cut or too small to read, under an alert or with something brought out neither`, async () => {
      for (const [answers, search] of looks) {
        const { page } = await stand.open(`/wall/${scene}`, { size, answers, search });
        await page.getByRole('main').getByRole('listitem').first().waitFor();
        if ('overview.now' in answers) await page.getByText('重污染天气橙色预警').waitFor();
        expect(await faults(page)).toEqual([]);
        await page.close();
      }
    });

test('charging: guns by status in words and counts, each gun once; no gun is green', async () => {
  const { page } = await stand.open('/wall/charging', { size: [1920, 1080] });
  const strip = page.getByRole('region', { name: '枪', exact: true });
  await strip.waitFor();
  const said = ((await strip.textContent()) ?? '').replace(/\s+/g, ' ');
  for (const words of ['故障 3', '离网 5', '停更 16', '未知 12', '充电中 42', '空闲 73'])
    expect(said).toContain(words);
  const green = await page.evaluate(() => {
    const green = getComputedStyle(document.documentElement).getPropertyValue('--green').trim().toLowerCase();
    const probe = document.createElement('i');
    probe.style.color = green;
    document.body.append(probe);
    const value = getComputedStyle(probe).color;
    probe.remove();
    return [...document.querySelectorAll('#root *')].filter((element) => {
      const style = getComputedStyle(element);
      return [style.backgroundColor, style.color, style.borderTopColor].includes(value);
    }).length;
  });
  expect(green).toBe(0);
  await page.close();
});

test('charging: faults and silent ones first, told apart in words, and the page says how many more', async () => {
  const { page } = await stand.open('/wall/charging', { size: [3840, 1080] });
  const stations = page.getByRole('region', { name: '站', exact: true });
  await stations.getByRole('listitem').first().waitFor();
  await turnTo(page, '九里山');
  const said = (await stations.textContent()) ?? '';
  expect(said.indexOf('九里山')).toBeLessThan(said.indexOf('西虢物流园站'));
  expect(said).toMatch(/故障 2 把\s*自 \d\d:\d\d/);
  expect(said).toMatch(/停更 全站\s*自 13:40/);
  expect(said).toContain('无数据 全站');
  expect(said).toMatch(/另 \d+ 站/);
  expect(said).toContain('共 10 站');
  await page.close();
});

test('charging: a quarter that nobody reported is a gap in the table too, not a zero', async () => {
  const { page } = await stand.open('/wall/charging');
  const table = page.getByRole('table', { name: '今日用枪 每刻' });
  await table.waitFor();
  const times = await table.locator('tbody td:first-child').allTextContents();
  expect(times).toContain('05:00');
  expect(times).not.toContain('05:15');
  expect(await page.getByText('缺测 4 刻').count()).toBe(1);
  await page.close();
});

test('charging without a station says so and shows no share; before anything came, no count either', async () => {
  const none = chargersOf([]);
  const { page, answer } = await stand.open('/wall/charging', { answers: { 'chargers.now': none } });
  await page.getByText('还没有充电站接入').waitFor();
  const side = page.getByRole('region', { name: '利用率' });
  expect(await side.textContent()).toContain('未知');
  expect(await side.textContent()).toMatch(/枪 0/);
  answer('chargers.now', { ...none, asOf: null });
  await expect.poll(() => side.textContent()).not.toMatch(/\d/);
  await page.close();
});

test('charging: five stations stand on a page at 1920', async () => {
  const calm = (id: number) => station(id, `西虢重卡充电站${id}号`, '孟州', '怀庆能源', 'CCPIIIIIIIIIIIIIII');
  const many = chargersOf([1, 2, 3, 4, 5, 6, 7, 8].map(calm));
  const { page } = await stand.open('/wall/charging', {
    size: [1920, 1080],
    answers: { 'chargers.now': many },
  });
  const stations = page.getByRole('region', { name: '站', exact: true });
  await turnTo(page, '西虢重卡充电站1号');
  expect(await stations.getByRole('listitem').count()).toBe(5);
  expect(await faults(page)).toEqual([]);
  await page.close();
});

test('enforcement: overdue first and kept while the rest turns; source and denominators are said', async () => {
  const { page, answer } = await stand.open('/wall/enforcement', { size: [1920, 1080] });
  const cases = page.getByRole('region', { name: '在办' }).getByRole('listitem');
  await cases.first().waitFor();
  const said = await cases.allTextContents();
  expect(said.slice(0, 3).map((text) => /逾期 \d 天/.exec(text)?.[0])).toEqual([
    '逾期 3 天',
    '逾期 2 天',
    '逾期 1 天',
  ]);
  const grid = page.getByRole('table', { name: '在办按环节' });
  expect(await grid.getByRole('row', { name: '闯禁限行' }).textContent()).toMatch(/14/);
  const all = await page.locator('main').textContent();
  for (const words of ['案件台账', '本月检查', '118', '不合格 9', '7.6%']) expect(all).toContain(words);
  answer('enforcement.board', { ...board, source: 'board', checks: null, freshness: 'stale' });
  await page.getByText('办公室公告板').waitFor();
  await page.getByText('检查次数未知').waitFor();
  await page.close();
});

test('a station that is brought out stands first on every page; a task of a county before all others', async () => {
  const last = chargers.stations.at(-1)!;
  const { page } = await stand.open(`/charging?station=${last.station}`);
  const rows = page.getByRole('main').getByRole('listitem');
  await page.locator('[data-brought]').waitFor();
  expect(await page.locator('[data-focus]').textContent()).toBe(last.name);
  for (const turn of [0, 1]) {
    await page.clock.setFixedTime(NOW + turn * 12_000);
    await page.waitForTimeout(1_200);
    expect(await rows.first().textContent()).toContain(last.name);
    expect(await page.locator('[data-brought]').count()).toBe(1);
  }
  await page.close();
  const tasks = await stand.open('/wall/actions?county=410883');
  await tasks.page.locator('[data-brought][data-task]').first().waitFor();
  const first = tasks.page.locator('[data-task]').first();
  expect(await first.getAttribute('data-brought')).toBe('');
  expect(await tasks.page.locator('[data-county="410883"][data-brought]').count()).toBe(1);
  expect(await tasks.page.locator('[data-task].calm').count()).toBeGreaterThan(0);
  await tasks.page.close();
});

test('enforcement that is not carried shows no number at all; an empty board is a real zero', async () => {
  const missing = await stand.open('/wall/enforcement', { answers: { 'enforcement.board': boardMissing } });
  await missing.page.getByText('本机不带案件').waitFor();
  expect(await missing.page.locator('main').textContent()).not.toMatch(/\d/);
  await missing.page.close();
  const empty = { ...boardMissing, source: 'board' as const, freshness: 'fresh' as const, asOf: board.asOf };
  const calm = await stand.open('/wall/enforcement', { answers: { 'enforcement.board': empty } });
  await calm.page.getByText('没有在办案件').waitFor();
  expect(await calm.page.getByRole('region', { name: '逾期' }).textContent()).toMatch(/0/);
  await calm.page.close();
});

test('goals: actual, goal, pace and basis; a pending proposal is shown and judged by nobody', async () => {
  const { page } = await stand.open('/wall/goals', { size: [1920, 1080] });
  await page.getByText('新能源货车').first().waitFor();
  const said = ((await page.locator('main').textContent()) ?? '').replace(/\s+/g, ' ');
  for (const words of [
    '463',
    '目标 500',
    '目标 5–10',
    '须 2.1',
    '征求意见',
    '现行 80',
    '下一线 90',
    '差 21 车次',
  ])
    expect(said).toContain(words);
  expect(said).toContain('重点双高占比 90%→85%');
  expect(said).toContain('赵明远');
  await page.close();
});

test('goals: an unknown actual is 未知 and never 0', async () => {
  const { page } = await stand.open('/wall/goals', { answers: { 'goals.progress': goalsUnknown } });
  const row = page.getByRole('listitem').filter({ hasText: '新能源货车' }).first();
  await row.waitFor();
  const said = await row.textContent();
  expect(said).toContain('未知');
  expect(said).not.toMatch(/(^|\s)0(\s|$|辆)/);
  await page.close();
});
