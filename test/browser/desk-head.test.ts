import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as p from './people.fixtures.ts';
import { type Stand, startStand } from './stand.ts';

/** The head of every desk: one line, one's own desks first, the others a key press away. */
let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
});
afterAll(() => stand.close());

const open = async (post: string, width: number, search = '') => {
  const { page } = await stand.open('/people/key', {
    ...{ size: [width, width === 1366 ? 768 : 1080], search },
    answers: { me: { ...p.admin, name: '欧阳慕容雪', post }, 'people.list': p.list },
  });
  await page.getByRole('navigation').first().waitFor();
  return page;
};
const head = (page: Page) => page.locator('header').first();
const more = (page: Page) => page.getByRole('button', { name: /^(更多|More)$/ });
const inLine = (page: Page) => head(page).locator('nav > a').allTextContents();

test.each([
  ['', 1366],
  ['?lang=en', 1366],
  ['', 1920],
  ['?lang=en', 1920],
] as const)('one line, nothing over another, with a long name and post (%s %i)', async (search, width) => {
  for (const post of ['leader:facility', 'county:410882']) {
    const page = await open(post, width, search);
    const { height, boxes } = await head(page).evaluate((element) => ({
      height: element.getBoundingClientRect().height,
      boxes: [...element.querySelectorAll('nav > a, nav button')]
        .concat([...element.children].filter((child) => child.tagName !== 'NAV'))
        .map((child) => child.getBoundingClientRect())
        .map(({ left, right }) => ({ left, right })),
    }));
    expect(height).toBeLessThan(56);
    for (const [i, { right }] of boxes.slice(0, -1).entries())
      expect(right).toBeLessThanOrEqual(boxes[i + 1]!.left + 0.5);
    expect(boxes.at(-1)!.right).toBeLessThanOrEqual(width);
    expect(await head(page).locator('[aria-current="page"]').textContent()).toMatch(/^(人员|People)$/);
    await page.close();
  }
});

test('the desks of the post come first; what does not fit is reached by keyboard and left by Escape', async () => {
  const page = await open('leader:road', 1366, '?lang=en');
  expect((await inLine(page)).slice(0, 2)).toEqual(['Road', 'Field']);
  await more(page).focus();
  await page.keyboard.press('Enter');
  const rest = await head(page).locator('nav li').allTextContents();
  expect(new Set([...(await inLine(page)), ...rest]).size).toBe(10);
  await page.keyboard.press('Escape');
  expect(await head(page).locator('nav li').count()).toBe(0);
  expect(await more(page).evaluate((button) => button === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForFunction((word) => {
    const here = document.querySelector('header nav > [aria-current="page"]');
    return here?.textContent === word;
  }, rest[0]!);
  await page.close();
});

test('a window that grows takes all of them in; one that shrinks puts them away again', async () => {
  const page = await open('deputy', 1366, '?lang=en');
  expect((await inLine(page))[0]).toBe('Meetings');
  await page.setViewportSize({ width: 1920, height: 1080 });
  await expect.poll(async () => (await inLine(page)).length).toBe(10);
  expect(await more(page).count()).toBe(0);
  await page.setViewportSize({ width: 1366, height: 768 });
  await expect.poll(() => more(page).count()).toBe(1);
  await page.close();
});
