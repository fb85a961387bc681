import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as f from './fixtures.ts';
import { alarmsOf, NOW, sync, syncAway } from './scenes.fixtures.ts';
import { type Opened, type Stand, startStand } from './stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
});
afterAll(async () => {
  await stand.close();
});

const usual = {
  'overview.now': f.overview,
  'gates.day': f.gatesDay,
  'feeds.status': f.feeds,
  'alarms.now': f.alarms,
  'wall.now': f.rotating,
  'gates.explain': f.explain,
  'gates.trend': f.gatesTrend,
};
const wideSize: [number, number] = [3840, 1080];
const narrowSize: [number, number] = [1920, 1080];

type Options = NonNullable<Parameters<Stand['open']>[1]>;

async function open(route: string, options: Options = {}): Promise<Opened> {
  const opened = await stand.open(route, { ...options, answers: { ...usual, ...options.answers } });
  await opened.page.emulateMedia({ reducedMotion: 'reduce' });
  await opened.page.locator('[data-scene] main').waitFor();
  return opened;
}

const scene = (page: Page) => page.locator('[data-scene]').getAttribute('data-scene');

/** Texts that stand over one another or beyond the screen, and texts smaller than `least` pixels. */
function faults(page: Page, least: number): Promise<string[]> {
  return page.evaluate((smallest) => {
    const found: string[] = [];
    const boxes: { rect: DOMRect; text: string }[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = (node.textContent ?? '').trim();
      const parent = node.parentElement;
      if (!parent || text === '' || parent.closest('.sr-only, script, style')) continue;
      const size = Number.parseFloat(getComputedStyle(parent).fontSize);
      if (size < smallest) found.push(`small ${size}: ${text}`);
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        if (rect.width < 1) continue;
        if (rect.left < 0 || rect.right > innerWidth + 1 || rect.bottom > innerHeight + 1)
          found.push(`beyond the screen: ${text}`);
        // A third of a line is leading, not ink.
        const ink = new DOMRect(rect.x, rect.y + rect.height * 0.2, rect.width, rect.height * 0.6);
        for (const other of boxes) {
          const across = Math.min(ink.right, other.rect.right) - Math.max(ink.left, other.rect.left);
          const down = Math.min(ink.bottom, other.rect.bottom) - Math.max(ink.top, other.rect.top);
          if (across > 2 && down > 2) found.push(`over one another: ${text} / ${other.text}`);
        }
        boxes.push({ rect: ink, text });
      }
    }
    return found;
  }, least);
}

const states: Record<string, Options['answers']> = {
  normal: {},
  alert: { 'overview.now': f.overviewAlert },
  empty: {
    'overview.now': f.overviewEmpty,
    'gates.day': f.gatesEmpty,
    'alarms.now': alarmsOf([], { source: 'none' }),
    'feeds.status': { feeds: [] },
  },
  stale: { 'overview.now': f.overviewStale, 'gates.day': f.gatesStale },
  long: { 'overview.now': f.overviewLong, 'gates.day': f.gatesLong },
  offline: { 'sync.status': syncAway },
};

for (const [name, answers] of Object.entries(states)) {
  test(`${name}: on both walls no text is cut, covered or below 27 arc minutes`, async () => {
    for (const id of ['overview', 'gates', 'map'])
      for (const size of [narrowSize, wideSize]) {
        const { page } = await open(`/wall/${id}`, { size, answers: { ...answers } });
        await page.waitForTimeout(300);
        expect([id, size[0], await faults(page, 27 * 1.25 - 0.3)]).toEqual([id, size[0], []]);
        await page.close();
      }
  });
}

test('with something brought out no text is cut, covered or too small; what it names too long gives way', async () => {
  for (const [id, search] of [
    ['gates', '?county=410804'],
    ['gates', '?enterprise=e-key_dual_high-1,e-other_gated-2,nobody'],
    ['map', '?county=410804,410882'],
    ['overview', '?county=410804&lang=en'],
  ] as const)
    for (const size of [narrowSize, wideSize]) {
      for (const overview of [f.overview, f.overviewAlert]) {
        const answers = { 'overview.now': overview };
        const { page } = await open(`/wall/${id}`, { size, search, answers });
        await page.locator('[data-focus]').waitFor();
        await page.waitForTimeout(300);
        expect([id, search, size[0], await faults(page, 33)]).toEqual([id, search, size[0], []]);
        await page.close();
      }
    }
});

test('English lays out without a text over another', async () => {
  for (const id of ['overview', 'gates', 'map'])
    for (const size of [narrowSize, wideSize]) {
      const { page } = await open(`/wall/${id}`, { size, search: '?lang=en' });
      await page.waitForTimeout(300);
      expect([id, size[0], await faults(page, 33)]).toEqual([id, size[0], []]);
      await page.close();
    }
});

test('contrast and structure pass axe by day and by night, in an alert and with a dialog open', async () => {
  const source = await readFile(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
  const cases: [string, string, Options['answers'], boolean][] = [
    ['/wall/overview', '', {}, false],
    ['/wall/overview', '', { 'overview.now': f.overviewAlert }, false],
    ['/wall/gates', '?level=night', {}, false],
    ['/wall/gates', '?level=day', { 'gates.day': f.gatesStale }, false],
    ['/wall/map', '?level=night', {}, false],
    ['/wall/map', '?level=night&county=410804', {}, false],
    ['/wall/gates', '?county=410804,410999', {}, false],
    ['/wall/gates', '', {}, true],
  ];
  for (const [route, search, answers, ask] of cases) {
    const { page } = await open(route, { search, answers: { ...answers } });
    if (ask) await page.locator('[data-row] button').first().click();
    await page.waitForTimeout(300);
    await page.evaluate(source);
    const found = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      const { violations } = await axe.run();
      return violations.map((each) => `${each.id}: ${each.nodes[0]?.html.slice(0, 160)}`);
    });
    expect([route, search, found]).toEqual([route, search, []]);
    await page.close();
  }
});

test('the headline is made by rule from the six states', async () => {
  const { page, answer } = await open('/wall/overview');
  const head = page.locator('h1');
  expect(await head.textContent()).toMatch(/路面 3 件逾期[\s\S]*源头、设施滞后[\s\S]*排放 4 件临期/);
  answer('overview.now', {
    ...f.overview,
    lines: f.overview.lines.map((each) => ({ ...each, state: 'normal' as const })),
  });
  await expect.poll(() => head.textContent()).toBe('六条线正常');
  await page.close();
});

test('an unknown line shows no zero, an alert shows its band and changes the line whose rules changed', async () => {
  const empty = await open('/wall/overview', { answers: { 'overview.now': f.overviewEmpty } });
  expect(await empty.page.locator('[data-line=road]').textContent()).not.toContain('0');
  expect(await empty.page.locator('h1').textContent()).toContain('6 条线未知');
  await empty.page.close();
  const { page } = await open('/wall/overview', {
    size: wideSize,
    answers: { 'overview.now': f.overviewAlert },
  });
  const band = await page.locator('[data-alert=orange]').textContent();
  expect(band).toContain('重污染天气橙色预警');
  expect(band).toContain('12-05 12:00 至 12-07 24:00');
  expect(band).toContain('尚余 57 小时 28 分');
  expect(await page.locator('[data-line=road]').textContent()).toContain('预警禁行生效');
  await page.close();
});

test('on a wide wall an alert moves no row', async () => {
  const top = async (overview: typeof f.overview) => {
    const { page } = await open('/wall/overview', { size: wideSize, answers: { 'overview.now': overview } });
    const box = await page.locator('[data-line=source]').boundingBox();
    await page.close();
    return box?.y;
  };
  expect(await top(f.overviewAlert)).toBe(await top(f.overview));
});

test('gates: last place first, both targets, strict share, pages that say how many more', async () => {
  const { page } = await open('/wall/gates');
  const key = page.locator('[data-tier=key_dual_high]');
  const first = await key.locator('[data-row]').first().textContent();
  expect(first).toBe('13怀川焦化马村 刘学军61.1逾期12日16251/2');
  expect(await key.locator('[data-row]').nth(1).textContent()).toContain('63.1');
  expect(await key.locator('[data-look=none]').textContent()).toContain('无数据');
  expect(await key.textContent()).toContain('另8家');
  const other = page.locator('[data-tier=other_gated]');
  expect(await other.locator('[data-look=empty]').textContent()).toContain('检修');
  expect(await other.locator('[data-look=stale]').textContent()).toContain('停更 52 分');
  const seen = new Set<string>();
  const collect = async () => {
    for (const id of await page
      .locator('[data-row]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-row'))))
      seen.add(id ?? '');
  };
  for (let turn = 0; turn < 6; turn++) {
    await page.clock.setFixedTime(NOW + turn * 12_000 + 500);
    await page.waitForTimeout(1_100);
    await collect();
  }
  expect(seen.size).toBe(f.gatesDay.rows.length);
  await page.close();
});

test('gates without data say so, and rows come as soon as they do', async () => {
  const { page, answer } = await open('/wall/gates', { answers: { 'gates.day': f.gatesEmpty } });
  await page.getByText('还没有企业接入').waitFor();
  expect(await page.locator('[data-row]').count()).toBe(0);
  answer('gates.day', f.gatesDay);
  await page.getByRole('main').getByText('怀川焦化', { exact: true }).waitFor();
  await page.close();
});

test('scenes turn by their dwell, in the order of the address, and wait while one is held', async () => {
  const { page } = await open('/wall', { search: '?scenes=gates,map' });
  expect(await scene(page)).toBe('gates');
  await page.clock.setFixedTime(NOW + 49_000);
  await expect.poll(() => scene(page)).toBe('map');
  await page.keyboard.press(' ');
  await page.locator('[data-held]').waitFor();
  await page.clock.setFixedTime(NOW + 300_000);
  await page.waitForTimeout(1_500);
  expect(await scene(page)).toBe('map');
  await page.keyboard.press(' ');
  await expect.poll(() => page.locator('[data-held]').count()).toBe(0);
  await page.clock.setFixedTime(NOW + 400_000);
  await expect.poll(() => scene(page)).toBe('gates');
  await page.close();
});

test('keys: next, previous, language, night, look back', async () => {
  const { page } = await open('/wall/gates');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => scene(page)).not.toBe('gates');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => scene(page)).toBe('gates');
  await page.keyboard.press('l');
  await page.getByText('Gates: green share today').waitFor();
  await page.keyboard.press('l');
  await page.keyboard.press('n');
  await expect.poll(() => page.locator('html').getAttribute('data-level')).toBe('night');
  await page.keyboard.press('[');
  await page.locator('[data-look-back="2024-12-04"]').waitFor();
  // Alarms and feeds beside a past day are those of this moment, and say so.
  for (const name of ['此刻告警', '此刻数据'])
    await page.getByRole('region', { name, exact: true }).waitFor();
  await page.keyboard.press(']');
  await expect.poll(() => page.locator('[data-look-back]').count()).toBe(0);
  await page.close();
});

test('the desk drives the wall: sent, held, released, and only the display that it names', async () => {
  const sent = {
    ...f.rotating,
    mode: 'sent' as const,
    scene: 'map',
    hold: true,
    by: '李静',
    at: '2024-12-05T14:30:00+08:00',
  };
  const { page, answer } = await open('/wall');
  expect(await scene(page)).toBe('overview');
  answer('wall.now', sent);
  await expect.poll(() => scene(page)).toBe('map');
  expect(await page.locator('[data-sent]').textContent()).toBe('李静 上墙');
  await page.clock.setFixedTime(NOW + 600_000);
  await page.waitForTimeout(1_500);
  expect(await scene(page)).toBe('map');
  answer('wall.now', f.rotating);
  await expect.poll(() => scene(page)).not.toBe('map');
  const before = await scene(page);
  answer('wall.now', { ...sent, params: { display: '2' } });
  await page.waitForTimeout(500);
  expect(await scene(page)).toBe(before);
  await page.close();
});

test('an item about a plant puts it on top with the others calm; the address does the same; who is unknown is said', async () => {
  const plant = 'e-key_dual_high-1';
  const meeting = {
    ...{ mode: 'meeting' as const, scene: 'gates', hold: false, by: '林海' },
    ...{ at: '2024-12-05T14:30:00+08:00', params: { enterprise: plant } },
  };
  const { page, answer } = await open('/wall', { answers: { 'wall.now': meeting } });
  const top = page.locator('[data-tier="key_dual_high"] [data-row]').first();
  const line = page.locator('[data-focus]');
  await expect.poll(() => top.getAttribute('data-row')).toBe(plant);
  expect(await page.locator('[data-brought]').count()).toBe(1 + 1);
  expect(await page.locator('[data-row].calm').count()).toBeGreaterThan(5);
  for (const turn of [1, 2]) {
    await page.clock.setFixedTime(NOW + turn * 12_000);
    await page.waitForTimeout(1_200);
    expect(await top.getAttribute('data-row')).toBe(plant);
  }
  // The next item, about counties: the same scene, others brought out.
  answer('wall.now', { ...meeting, at: '2024-12-05T14:40:00+08:00', params: { county: '410804,410999' } });
  await expect.poll(() => line.getAttribute('data-focus')).toBe('county');
  expect(await line.textContent()).toContain('马村门禁企业');
  expect(await line.textContent()).toContain('没有编号 410999 的县市区');
  expect(await page.locator('[data-county="410804"][data-brought]').count()).toBe(1);
  answer('wall.now', { ...meeting, scene: 'goals', at: '2024-12-05T14:50:00+08:00' });
  await expect.poll(() => line.textContent()).toContain('这幅画面不单列');
  answer('wall.now', f.rotating);
  await expect.poll(() => line.count()).toBe(0);
  await page.close();

  const byHand = await open('/gates?enterprise=nobody');
  expect(await scene(byHand.page)).toBe('gates');
  await byHand.page.getByText('没有编号 nobody 的企业').waitFor();
  await byHand.page.close();
  const visitors = await open(`/wall/gates?enterprise=${plant}`, { search: '?visitor=1' });
  await visitors.page.locator('[data-focus]').getByText('某企业').waitFor();
  await visitors.page.close();
});

test('a scene that throws is skipped and named on the screen', async () => {
  const broken = await open('/wall', {
    search: '?scenes=map,gates',
    init: () => {
      // A defect that no fixture of the contract can bring about: writing a number throws once the map is on.
      const real = Number.prototype.toFixed;
      Number.prototype.toFixed = function toFixed(digits?: number) {
        if (location.hash === '#/wall' && document.querySelector('[data-scene=map]'))
          throw new Error('broken');
        return real.call(this, digits);
      };
    },
  });
  broken.answer('overview.now', {
    ...f.overview,
    daysToGoal: 25,
    counties: f.overview.counties.map((each) => ({ ...each, percent: 12.3 })),
  });
  await broken.page.locator('[data-trouble=map]').waitFor();
  await expect.poll(() => scene(broken.page)).toBe('gates');
  await broken.page.close();
});

test('visitors see no name of a provisional laggard, and nothing opens', async () => {
  const { page } = await open('/wall/gates', { search: '?visitor=1', size: wideSize });
  const worst = page.locator('[data-row=e-key_dual_high-1]');
  expect(await worst.textContent()).not.toMatch(/怀川|刘学军/);
  const text = await page.locator('body').textContent();
  for (const name of ['怀川焦化 马村', '覃怀煤电', '许衡建材', '龙源湖湛垣混凝土'])
    expect(text).not.toContain(name);
  expect(text).toContain('某企业');
  expect(text).toContain('丹河澍峪电力');
  expect(await page.locator('[data-row] button').count()).toBe(0);
  await page.keyboard.press('v');
  await page.getByRole('main').getByText('覃怀煤电', { exact: true }).waitFor();
  await page.close();
});

test('a figure opens its explanation by click and by keyboard; its rows are virtual', async () => {
  const { page, answer } = await open('/wall/gates');
  await page.locator('[data-row] button').first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('焦作怀川焦化有限公司').waitFor();
  const text = await dialog.textContent();
  for (const part of [
    'gate-share/1',
    '征求意见',
    '自 2024-11-30',
    '按方案，未经调整',
    '进厂方向，不计',
    '未计入 400',
  ])
    expect(text).toContain(part);
  expect(await dialog.locator('li').count()).toBeLessThan(60);
  await page.keyboard.press('Escape');
  await expect.poll(() => dialog.count()).toBe(0);
  answer('gates.explain', { ...f.explain, notDownloaded: true, passages: [] });
  await page.locator('[data-row] button').first().focus();
  await page.keyboard.press('Enter');
  await dialog.getByText('明细未下载').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => dialog.count()).toBe(0);
  answer('gates.explain', { ...f.explain, expired: '2026-12-05', passages: [] });
  await page.locator('[data-row] button').first().focus();
  await page.keyboard.press('Enter');
  await dialog.getByText('过车明细保存到 2026-12-05，已在办公室和各终端删除').waitFor();
  expect(await dialog.getByText('明细未下载').count()).toBe(0);
  await page.keyboard.press('Escape');
  await expect.poll(() => dialog.count()).toBe(0);
  await page.locator('[data-tier=key_dual_high] header button').focus();
  await page.keyboard.press('Enter');
  await dialog.locator('canvas').waitFor();
  expect(await dialog.locator('table').textContent()).toContain('2024-12-05');
  await page.close();
});

test('the last value stays when the wire drops, the age moves on, and both are said', async () => {
  const { page, cut, mend, answer } = await open('/wall/overview');
  const source = page.locator('[data-line=source]');
  expect(await source.textContent()).toContain('2 分前');
  cut();
  await page.locator('[data-line=down]').waitFor();
  await page.clock.setFixedTime(NOW + 7 * 60_000);
  await expect.poll(() => source.textContent()).toContain('9 分前');
  expect(await source.textContent()).toContain('77.7');
  answer('overview.now', {
    ...f.overview,
    lines: f.overview.lines.map((each) =>
      each.line === 'source' ? { ...each, value: 78.1, freshness: 'stale' as const } : each,
    ),
  });
  mend();
  await expect.poll(() => source.textContent(), { timeout: 20_000 }).toContain('78.1');
  expect(await source.textContent()).toContain('停更 9 分');
  expect(await page.locator('[data-line=down]').count()).toBe(0);
  await page.close();
});

test('office away and alarm flood are said in words; an unacknowledged alarm comes first', async () => {
  const { page, answer } = await open('/wall/overview', { answers: { 'sync.status': syncAway } });
  await page.getByText('与办公室断开，停在 12:40').waitFor();
  await page.getByText('待传 3 件').waitFor();
  answer('sync.status', { ...sync, waiting: 0, waitingSince: null });
  await page.getByText('与办公室一致').waitFor();
  expect(await page.locator('[data-alarm]').first().textContent()).toContain('怀川焦化 2 号门无心跳 11 分');
  answer('alarms.now', { ...f.alarms, flood: true });
  await page.getByText('告警洪泛').waitFor();
  await page.close();
});

test('the display profile sets the unit and is kept', async () => {
  const { page } = await open('/wall/overview');
  const unit = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--u').trim());
  expect(await unit()).toBe('1.25px');
  await page.evaluate(() => {
    location.hash = '#/display';
  });
  await page.getByLabel('最远观看距离 米').fill('16');
  await page.getByRole('button', { name: '保存在本机' }).click();
  await page.getByRole('link', { name: '去大屏' }).click();
  // A scene does not fit in so few pixels: it stays whole, smaller than its viewers need, and that is said.
  await page.locator('[data-small]').waitFor();
  expect(await unit()).toBe('1.25px');
  await page.setViewportSize({ width: 3840, height: 2160 });
  await expect.poll(unit).toBe('2.5px');
  expect(await page.locator('[data-small]').count()).toBe(0);
  await page.reload();
  await expect.poll(unit).toBe('2.5px');
  await page.close();
});

test('in a window of any size a scene is whole: the unit gives way', async () => {
  for (const size of [
    [1366, 768],
    [1920, 900],
    [3440, 1440],
  ] as [number, number][])
    for (const id of ['overview', 'gates']) {
      const { page } = await open(`/wall/${id}`, { size });
      await page.waitForTimeout(300);
      expect([id, size[0], await faults(page, 0)]).toEqual([id, size[0], []]);
      await page.close();
    }
});

test('a key in the address moves into the session and leaves the hash to routes', async () => {
  const { page } = await stand.open('key=abc', { answers: usual });
  await page.locator('[data-scene]').waitFor();
  expect(new URL(page.url()).hash).toBe('#/wall');
  expect(await page.evaluate(() => sessionStorage.getItem('console-key'))).toBe('abc');
  await page.close();
  // A desk's address says where to go behind its key.
  const desk = await stand.open('key=abc/wall/gates', { answers: usual });
  await desk.page.locator('[data-scene=gates]').waitFor();
  expect(new URL(desk.page.url()).hash).toBe('#/wall/gates');
  await desk.page.close();
  // A display's address names its scenes behind the key too.
  const display = await stand.open('key=abc/wall?display=2&scenes=goals,map', { answers: usual });
  await display.page.locator('[data-scene=goals]').waitFor();
  expect(new URL(display.page.url()).search).toBe('?display=2&scenes=goals%2Cmap');
  expect(new URL(display.page.url()).hash).toBe('#/wall');
  await display.page.close();
});
