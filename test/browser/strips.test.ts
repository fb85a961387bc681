import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as f from './fixtures.ts';
import { alarm, alarmsOf, at, chargersOf, station, syncAway } from './scenes.fixtures.ts';
import { type Answers, type Opened, type Stand, startStand } from './stand.ts';

/** What stands below every scene keeps its place, whatever it has to say: nothing above it moves. */
let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
}, 60_000);
afterAll(() => stand.close());

const sizes: [number, number][] = [
  [1920, 1080],
  [3840, 1080],
];
const usual: Answers = {
  ...{ 'overview.now': f.overview, 'gates.day': f.gatesDay, 'feeds.status': f.feeds },
  ...{ 'alarms.now': f.alarms, 'wall.now': f.rotating },
};

function open(
  route: string,
  { answers = {}, ...rest }: { answers?: Answers; size?: [number, number]; search?: string } = {},
): Promise<Opened> {
  return stand.open(route, { ...rest, answers: { ...usual, ...answers } });
}

/** Top and bottom of alarm strip and feeds line, and whether anything in them sticks out of them or of the wall. */
async function strips(page: Page): Promise<{ at: number[]; out: string[] }> {
  await page.getByRole('region', { name: '数据' }).waitFor();
  return page.evaluate(() => {
    const lines = ['告警', '数据'].map((name) => document.querySelector(`section[aria-label="${name}"]`)!);
    const out = lines.flatMap((line) => {
      const frame = line.getBoundingClientRect();
      return [...line.querySelectorAll('p')]
        .filter((each) => {
          const box = each.getBoundingClientRect();
          return box.bottom > frame.bottom + 1 || box.top < frame.top - 1 || box.right > frame.right + 1;
        })
        .map((each) => each.textContent ?? '');
    });
    return {
      at: lines.flatMap((line) => {
        const { top, bottom } = line.getBoundingClientRect();
        return [Math.round(top), Math.round(bottom)];
      }),
      out,
    };
  });
}

const LONG = '焦作市云台山绿色低碳循环新型建筑材料产业园有限公司';
const loud: Record<string, Answers> = {
  'names of 26 characters': {
    'alarms.now': alarmsOf([
      alarm('l1', { name: LONG }),
      alarm('l2', {
        ...{ name: LONG, kind: 'device_silent', facts: { minutes: 1847 }, state: 'acknowledged' },
        acknowledged: { by: '欧阳明德', at: at(4) },
        assigned: { to: '司徒建国', by: '李静', at: at(2) },
      }),
      alarm('l3', { name: LONG, state: 'returned' }),
    ]),
  },
  'a flood': {
    'alarms.now': alarmsOf(
      Array.from({ length: 34 }, (_, index) => alarm(`f${index}`, { name: LONG })),
      { flood: true, quiet: true },
    ),
  },
  'every feed stale and the office away': {
    'feeds.status': {
      feeds: f.feeds.feeds.map((feed) => ({ ...feed, freshness: 'stale', lastAt: at(63) })),
    },
    'sync.status': syncAway,
  },
};

for (const [name, answers] of Object.entries(loud))
  test(`${name}: both strips keep their place and stay within it`, async () => {
    for (const size of sizes) {
      const { page, answer } = await open('/wall/gates', { size });
      const calm = await strips(page);
      expect(calm.out).toEqual([]);
      for (const [query, value] of Object.entries(answers)) answer(query as 'alarms.now', value as never);
      await page
        .getByText(/另有|停更 1 小时|告警洪泛|司徒建国处理/)
        .first()
        .waitFor();
      await expect.poll(() => strips(page)).toEqual(calm);
      await page.close();
    }
  });

test('a long name gives way in the strip, what happened to it does not', async () => {
  const { page } = await open('/wall/gates', { answers: loud['names of 26 characters']! });
  const tag = page.locator('[data-alarm=unacknowledged]');
  await tag.waitFor();
  expect(await tag.textContent()).toContain(`${LONG} 2 号门无心跳 11 分`);
  for (const said of ['2 号门无心跳 11 分', '未确认'])
    expect(
      await tag
        .getByText(said)
        .evaluate((each) => each.scrollWidth <= each.clientWidth + 1 || each.clientWidth === 0),
    ).toBe(true);
  await page.close();
});

test('feeds that the line has no room for are counted, silent ones before stale ones', async () => {
  const feeds = f.feeds.feeds.map((feed) => ({
    ...feed,
    ...(feed.feed === 'field'
      ? { freshness: 'none' as const, lastAt: null }
      : { freshness: 'stale' as const, lastAt: at(63) }),
  }));
  const { page } = await open('/wall/gates', {
    answers: { 'feeds.status': { feeds }, 'sync.status': syncAway },
  });
  const line = page.getByRole('region', { name: '数据' });
  await line.getByText(/另 \d 路/).waitFor();
  const shown = await line.locator('[data-feed]').count();
  expect(await line.textContent()).toContain(`另 ${feeds.length - shown} 路`);
  expect(await line.locator('[data-feed]').first().textContent()).toBe('外勤 无数据');
  await page.close();
});

test('a scene that cannot be read says why in words of the hall, not what a programmer would read', async () => {
  for (const scene of ['overview', 'gates', 'charging', 'enforcement', 'goals', 'actions', 'map']) {
    const { page } = await stand.open(`/wall/${scene}`, {
      answers: usual,
      refused: Object.fromEntries(
        [
          ...['overview.now', 'gates.day', 'chargers.now', 'enforcement.board'],
          ...['goals.progress', 'actions.board'],
        ].map((name) => [name, ['failed', '[{"expected":"string"}]']]),
      ),
    });
    await page.getByRole('main').locator('[data-unreadable=failed]').waitFor();
    expect(await page.getByRole('main').textContent()).toBe('读不出：控制台出错');
    await page.close();
  }
});

test('looking back, nothing of the day is called today’s', async () => {
  for (const scene of ['overview', 'gates', 'charging', 'enforcement']) {
    const { page } = await open(`/wall/${scene}`, { size: [3840, 1080], search: '?date=2024-12-01' });
    await page.locator('[data-look-back]').waitFor();
    await page.getByText(/当日/).first().waitFor();
    expect(await page.getByText(/今日[^ ]/).count()).toBe(0);
    await page.close();
  }
});

test('a clock far off and a long silence are told in hours and days', async () => {
  const { page } = await open('/wall/gates', {
    size: [3840, 1080],
    answers: {
      'alarms.now': alarmsOf([
        alarm('k1', { kind: 'clock_off', name: '月山水泥 1 号门', facts: { seconds: 7_260 } }),
        alarm('k2', { kind: 'clock_off', name: '李封路口', facts: { seconds: -90 } }),
        alarm('k3', { kind: 'device_silent', name: '遥感 1 号线', facts: { minutes: 4_400 } }),
      ]),
    },
  });
  const strip = page.getByRole('region', { name: '告警' });
  for (const said of ['月山水泥 1 号门 时钟偏差 2 小时', '李封路口 时钟偏差 90 秒', '遥感 1 号线 停更 3 天'])
    await strip.getByText(said).waitFor();
  await page.close();
});

test('a tier of which nobody is known is unknown, an old share says so, on goals as at the gates', async () => {
  const { page, answer } = await open('/wall/goals', { answers: { 'gates.day': f.gatesEmpty } });
  const main = page.getByRole('main');
  await main.getByText('重点双高', { exact: true }).waitFor();
  expect(await main.textContent()).not.toContain('无放行');
  answer('gates.day', f.gatesStale);
  await expect.poll(() => main.locator('[data-age=stale]').count()).toBe(2);
  await page.close();
});

test('a wide wall has room for thirty days of each tier, a single panel for its bar alone', async () => {
  for (const scene of ['gates', 'goals']) {
    const wide = await open(`/wall/${scene}`, {
      size: [3840, 1080],
      answers: { 'gates.trend': f.gatesTrend },
    });
    for (const tier of ['key_dual_high', 'other_gated'])
      await wide.page.locator(`[data-trend=${tier}] [data-spark=line]`).waitFor();
    await wide.page.close();
    const narrow = await open(`/wall/${scene}`, { answers: { 'gates.trend': f.gatesTrend } });
    await narrow.page.getByText('重点双高').first().waitFor();
    expect(await narrow.page.locator('[data-trend]').count()).toBe(0);
    await narrow.page.close();
  }
});

test('a fault’s colour stands only where there is a fault', async () => {
  const { page } = await open('/wall/charging', {
    answers: { 'chargers.now': chargersOf([station(1, '九里山站', '马村', '怀庆能源', 'CCII')]) },
  });
  const legend = page.getByText('故障 0').locator('i');
  await legend.waitFor();
  expect(await legend.evaluate((mark) => getComputedStyle(mark).borderColor)).toBe('rgb(139, 138, 132)');
  await page.close();
});
