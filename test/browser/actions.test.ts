import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as f from './actions.fixtures.ts';
import { syncAway } from './scenes.fixtures.ts';
import { type Stand, startStand } from './stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
});
afterAll(() => stand.close());

type Options = NonNullable<Parameters<Stand['open']>[1]>;
const open = (route: string, { answers, ...more }: Options = {}) =>
  stand.open(route, { size: [1366, 768], ...more, answers: { ...f.answers, ...answers } });
const rows = (page: Page) => page.getByRole('list', { name: '事项' }).getByRole('listitem');

async function axe(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    return (await axe.run()).violations.map((each) => `${each.id}: ${each.nodes[0]?.html.slice(0, 120)}`);
  });
}

test('tasks, the worst first, each light with its word, by unit and by county', async () => {
  const { page } = await open('/actions');
  await rows(page).first().waitFor();
  const said = await rows(page).allTextContents();
  const words = ['逾期', '滞后', '临期', '正常'];
  expect(said.map((text) => words.find((word) => text.includes(word)))).toEqual([
    ...['逾期', '逾期', '逾期', '滞后', '滞后', '滞后', '临期', '正常', '正常'],
  ]);
  expect(said[0]).toContain('逾期 6 天');
  expect(said[2]).toContain('请延至 12-10');
  expect(said[6]).toContain('待复核');
  expect(said[6]).toContain('存在本机');
  const lights = page.getByRole('group', { name: '灯色' });
  expect((await lights.getByRole('button').allTextContents()).map((text) => text.trim())).toEqual([
    ...['在办 9', '逾期 3', '滞后 3', '临期 1', '正常 2', '办结 1'],
  ]);
  const board = page.getByRole('navigation', { name: '按单位和县市区看' });
  expect(await board.getByRole('button', { name: /^住建局/ }).textContent()).toMatch(/住建局逾期 1/);
  await board.getByText('灯色怎么判').click();
  await board.getByText('依据待核').waitFor();
  expect(await board.getByRole('button', { name: /^马村/ }).textContent()).toMatch(/逾期 1滞后 1.*在办 2$/);
  await page.close();
});

test('the list is walked by keyboard, and an extension is decided without a mouse', async () => {
  const { page, acts } = await open('/actions');
  await rows(page).first().getByRole('button').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.getByRole('heading', { name: '九里山站限流整改复查' }).waitFor();
  expect(await page.evaluate(() => location.hash)).toBe('#/actions/t3');
  const history = page.getByRole('article').getByRole('list').last();
  expect(await history.textContent()).toContain('申请延期延至 2024-12-10');
  await page.keyboard.press('d');
  await page.getByText('住建局请延至 2024-12-10：复测仪器 12 月 9 日到').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect(await page.getByRole('alert').textContent()).toContain('意见：还没有填');
  await page.keyboard.press('Tab');
  await page.keyboard.type('先限流运行');
  await page.keyboard.press('Control+Enter');
  await page.getByText('批延期，已存本机').waitFor();
  expect(acts).toEqual([
    {
      name: 'action.decide',
      input: { action: 't3', granted: false, request: 'v-extensionAsked', remark: '先限流运行' },
    },
  ]);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-action'))).toBe('t3');
  await page.close();
});

test('a task is handed out with a term in working days, the date beside it', async () => {
  const { page, acts } = await open('/actions');
  await rows(page).first().getByRole('button').focus();
  await page.keyboard.press('n');
  await page.keyboard.type('完成三家企业门禁联网');
  await page.getByLabel('牵头单位').fill('中站区');
  await page.getByLabel('配合单位').fill('工信局、马村');
  await page.getByLabel('工作日数').fill('10');
  await page.getByText('2024-12-19 周四 到期').waitFor();
  await page.getByRole('radio', { name: '现场' }).check();
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByText('新交办，已存本机').waitFor();
  expect(acts).toEqual([
    {
      name: 'action.create',
      input: {
        ...{ content: '完成三家企业门禁联网', lead: '中站区', workdays: 10 },
        ...{ supporting: ['工信局', '马村'], source: { kind: 'site' } },
      },
    },
  ]);
  await page.close();
});

test('a report takes a percentage, a day and proofs by fingerprint', async () => {
  const { page, acts } = await open('/actions/t3', { answers: { me: f.county } });
  await page.getByRole('button', { name: '报进展' }).click();
  await page.getByLabel('情况', { exact: true }).fill('两家已联网');
  await page.getByLabel('完成百分之几').fill('120');
  await page.getByRole('button', { name: '确定' }).click();
  expect(await page.getByRole('alert').textContent()).toContain('0 到 100');
  await page.getByLabel('完成百分之几').fill('66');
  await page
    .getByLabel('佐证文件')
    .setInputFiles({ name: '联网.txt', mimeType: 'text/plain', buffer: Buffer.from('abc') });
  await page.getByText('已选 1 份').waitFor();
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByText('报进展，已存本机').waitFor();
  expect(acts).toEqual([
    { name: 'file.keep', input: { upload: null, part: 'YWJj', last: true } },
    {
      name: 'action.report',
      input: {
        ...{ action: 't3', text: '两家已联网', on: '2024-12-05', percent: 66 },
        evidence: [{ name: '联网.txt', sha256: 'b'.repeat(64) }],
      },
    },
  ]);
  await page.close();
});

test('a proof opens as a file, or says why it can’t', async () => {
  const { page, refuse } = await open('/actions/t3');
  const proof = page.getByRole('button', { name: '九里山站换件记录.pdf' });
  const download = page.waitForEvent('download');
  await proof.click();
  expect((await download).suggestedFilename()).toBe('九里山站换件记录.pdf');
  refuse('file.read', 'file_away', 'this file is not here, and the office can’t be reached');
  await proof.click();
  await page.getByText('打不开').waitFor();
  await page.close();
});

test('a refused act says why in place and keeps what was typed', async () => {
  const { page, refuse } = await open('/actions/t3');
  refuse('action.close', 'pending', 'task t3: closing is asked for already');
  await page.getByRole('button', { name: '申请销号' }).click();
  await page.getByLabel('办结情况').fill('已复测');
  await page.getByRole('button', { name: '确定' }).click();
  const said = await page.getByRole('alert').textContent();
  expect(said).toContain('已有一个申请在等答复');
  expect(said).toContain('什么也没有写下');
  expect(await page.getByLabel('办结情况').inputValue()).toBe('已复测');
  await page.close();
});

test('who asked to close it does not confirm it; differing decisions and refused entries are shown', async () => {
  const view = f.viewOf('t3', {
    may: ['report'],
    shut: [{ act: 'confirm', reason: 'same_person' }],
    conflicts: [{ about: 'extension', holds: 'd1', entries: ['d1', 'd2'] }],
    refused: [
      { id: 'x', kind: 'action.reported', by: 'macun', reason: 'county:410804 has no part in this task' },
    ],
  });
  const { page } = await open('/actions/t3', { answers: { 'actions.view': view } });
  await page.getByText('销号是本人申请的，要由另一人复核').waitFor();
  expect(await page.getByRole('button', { name: '复核销号' }).count()).toBe(0);
  await page.getByText('对同一申请两人批得不同').waitFor();
  await page.getByText('不作数的 1 条').click();
  await page.getByText('county:410804 has no part in this task').waitFor();
  await page.close();
});

test('the week’s bulletin: counties ranked, red ones named, what waits for a decision', async () => {
  const { page } = await open('/actions');
  await page.getByRole('link', { name: '本周通报' }).click();
  await page.getByRole('heading', { name: '交办事项周通报' }).waitFor();
  const first = page.getByRole('table', { name: '县市区排名' }).locator('tbody tr').first();
  expect(await first.textContent()).toMatch(/^1博爱县/);
  await page.getByText('住建局请将“九里山站限流整改复查”延至 2024-12-10').waitFor();
  await page.close();
});

test('offline, empty, not carried and read-only say so in words, and an unknown number is no zero', async () => {
  const away = await open('/actions/t3', { answers: { 'sync.status': syncAway } });
  await away.page.getByText('连不上办公室').waitFor();
  await away.page.close();

  const empty = await open('/actions', {
    answers: { 'actions.list': f.listEmpty, 'actions.board': f.boardNone },
  });
  await empty.page.getByText('还没有交办事项').waitFor();
  const all = empty.page.getByRole('group', { name: '灯色' }).getByRole('button').first();
  expect((await all.textContent())?.trim()).toBe('在办');
  await empty.page.close();

  const { 'actions.list': _, 'actions.view': __, ...without } = f.answers;
  const missing = await stand.open('/actions', {
    size: [1366, 768],
    answers: { ...without, 'actions.board': f.boardNone },
  });
  await missing.page.getByRole('heading', { name: '本机不带交办账' }).waitFor();
  await missing.page.close();

  const reader = { ...f.office, acts: [], readOnly: true, post: 'audit' };
  const only = await open('/actions/t3', {
    answers: { me: reader, 'actions.view': f.viewOf('t3', { may: [] }) },
  });
  await only.page.getByText('这台终端只读').waitFor();
  expect(await only.page.getByRole('button', { name: '新交办' }).count()).toBe(0);
  await only.page.close();
});

test('nothing is wider than its place, at every size and in English', async () => {
  for (const [size, search] of [
    [[1366, 768], ''],
    [[1366, 768], '?lang=en'],
    [[1920, 1080], ''],
  ] as const)
    for (const route of ['/actions/t4', '/actions/week']) {
      const { page } = await open(route, {
        size: [...size],
        search,
        answers: { 'actions.view': f.viewOf('t4', { may: ['report', 'extend', 'close', 'drop'] }) },
      });
      await page.getByRole('article').waitFor();
      const wide = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('main *')]
          .filter(
            (each) =>
              !each.closest('.sr-only') && each.scrollWidth > each.clientWidth + 2 && each.clientWidth > 0,
          )
          .filter((each) => getComputedStyle(each).overflowX === 'visible')
          .map((each) => `${each.tagName} ${each.textContent?.slice(0, 30)}`),
      );
      expect([route, size, search, wide]).toEqual([route, size, search, []]);
      await page.close();
    }
});

test('axe finds nothing to mend: list and detail, each form, the bulletin, refused, read-only', async () => {
  const states: [string, Options, string | null][] = [
    ['/actions/t3', {}, null],
    ['/actions/t3', {}, '批延期'],
    ['/actions/t3', {}, '报进展'],
    ['/actions/t3', {}, '申请销号'],
    ['/actions/t3', {}, '新交办'],
    ['/actions/week', {}, null],
    ['/actions/t3', { answers: { me: { ...f.office, acts: [], readOnly: true, post: 'audit' } } }, null],
    ['/actions', { answers: { 'actions.list': f.listEmpty, 'actions.board': f.boardNone } }, null],
  ];
  for (const [route, options, button] of states) {
    const { page } = await open(route, options);
    await page.getByRole('heading', { name: '交办', exact: true }).waitFor();
    if (!route.endsWith('actions')) await page.getByRole('article').waitFor();
    if (button) await page.getByRole('button', { name: button }).click();
    if (button) await page.getByRole('button', { name: '确定' }).click();
    expect([route, button, await axe(page)]).toEqual([route, button, []]);
    await page.close();
  }
});

test('the wall names who is late, the worst first, and pages through the rest', async () => {
  for (const size of [
    [1920, 1080],
    [3840, 1080],
  ] as [number, number][]) {
    const { page, answer } = await stand.open('/wall/actions', {
      size,
      answers: { 'actions.board': f.boardFull },
    });
    const tasks = page.getByRole('region', { name: '督办事项' });
    await tasks.getByRole('listitem').first().waitFor();
    const first = (await tasks.getByRole('listitem').first().textContent()) ?? '';
    expect(first).toMatch(/逾期 6 天.*南庄充电站.*孟州市高砺11-29/);
    expect(await tasks.textContent()).toMatch(/另 \d+ 项　第 1\/\d 页/);
    expect(await page.getByRole('main').textContent()).toContain('停更 52 分');
    expect(await axe(page)).toEqual([]);
    answer('actions.board', f.boardCalm);
    await page.getByText('没有逾期、滞后、临期的事项').waitFor();
    answer('actions.board', f.boardNone);
    await page.getByRole('heading', { name: '交办情况未知' }).waitFor();
    expect(await page.getByRole('main').textContent()).not.toMatch(/\d/);
    await page.close();
  }
});

test('with visitors in the hall the unit is named and the person is not', async () => {
  const { page } = await stand.open('/wall/actions', { search: '?visitor=1' });
  const tasks = page.getByRole('region', { name: '督办事项' });
  await tasks.getByRole('listitem').first().waitFor();
  const said = (await tasks.textContent()) ?? '';
  expect(said).toContain('孟州市');
  expect(said).not.toContain('高砺');
  await page.close();
});

test('a lit task hands out its papers, a calm one the order alone; the week its bulletin', async () => {
  const made = { name: '演示数据 督办单 2024-3.docx', mime: 'text/plain', base64: btoa('bytes') };
  const { page, answer } = await open('/actions', { answers: { 'paper.make': made } });
  const papers = page.getByRole('region', { name: '公文' });
  await rows(page).first().getByRole('button').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    papers.getByRole('button', { name: '督办单' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(made.name);
  answer('actions.view', f.viewOf('t8'));
  await expect.poll(() => papers.getByRole('button').allTextContents()).toEqual(['交办单']);
  await page.close();
});
