import { createServer, connect as dial, type Server, type Socket } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MeetingView } from '../../domain/contract/meetings.ts';
import { addDays, dayOf } from '../../domain/day.ts';
import { openReader } from '../../main/console.ts';
import { admin, type Running, start, startOffice, temporary } from '../integration/office.ts';
import { launchBrowser } from './stand.ts';

/**
 * A meeting rehearsed: a real office, three real consoles (the chair's, the clerk's, and one that is offline for half of
 * it) and their screens in a browser, from draft to sealed facts.
 */
const PIN = '2468';
const home = temporary('rehearsal-office');
const folders: ReturnType<typeof temporary>[] = [];
const running: Running[] = [];
let office: Running;
let browser: Browser;
let cable: Cable;

interface Cable {
  port: number;
  cut(): void;
  mend(): void;
  close(): void;
}

/** A wire to the office that can be pulled and put back. */
async function cableTo(port: number): Promise<Cable> {
  const sockets = new Set<Socket>();
  let whole = true;
  const server: Server = createServer((near) => {
    if (!whole) return near.destroy();
    const far = dial(port, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as { port: number }).port,
    cut() {
      whole = false;
      for (const socket of sockets) socket.destroy();
    },
    mend() {
      whole = true;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

interface Desk {
  folder: string;
  url: string;
}

async function desk(name: string, post: string, server: string): Promise<Desk> {
  const made = temporary('rehearsal');
  folders.push(made);
  const person = ['--name', name, '--unit', '指挥部办公室', '--post', post];
  const { code } = await admin<{ code: string }>(home.path, 'person', ...person);
  const given = ['--server', server, '--enrol', code, '--pin', PIN, '--data', made.path, '--shell', 'none'];
  const started = await start('main/commands/console.ts', given);
  running.push(started);
  return { folder: made.path, url: started.said.url };
}

/** A screen of a console. The key in its address goes into the session; the route follows. */
async function screen(of: Desk, route: string, size: [number, number] = [1366, 768]): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: size[0], height: size[1] } });
  page.setDefaultTimeout(60_000);
  await page.goto(of.url);
  await page.waitForFunction(() => !location.hash.includes('key='));
  await page.evaluate((to) => {
    location.hash = to;
  }, route);
  return page;
}

/** What a console's own replica holds of the meeting, read beside the running console. */
async function viewOf({ folder }: Desk, meeting: string): Promise<MeetingView> {
  const reader = openReader(folder);
  try {
    return await reader.api.call('meeting.view', { meeting });
  } finally {
    reader.close();
  }
}

/** All of it that must be the same everywhere: not who looks, when, and what they may. */
const facts = ({
  items,
  attendance,
  seals,
  sealed,
  course,
  title,
  number,
  chair,
  state,
  at,
}: MeetingView) => ({
  ...{ items, attendance, seals, sealed, course, title, number, chair, state, at },
});

const CHECK = { timeout: 60_000, interval: 100 };
const waitFor = <T>(what: () => Promise<T>) => expect.poll(what, CHECK);

beforeAll(async () => {
  office = await startOffice(home.path);
  cable = await cableTo(Number(new URL(office.said.url).port));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await Promise.all(running.map((each) => each.kill()));
  cable?.close();
  await office?.kill();
  for (const folder of [home, ...folders]) folder.remove();
});

async function addItem(page: Page, title: string, minutes: string, scene: string): Promise<void> {
  await page.getByRole('button', { name: '加一项' }).click();
  await page.getByLabel('议题名称').fill(title);
  await page.getByLabel('分钟').fill(minutes);
  await page.getByLabel('汇报单位').fill('源头治理组');
  await page.getByLabel('大屏画面').selectOption(scene);
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByRole('row', { name: title }).waitFor();
}

async function addUnit(page: Page, unit: string): Promise<void> {
  await page.getByLabel('加一个单位').fill(unit);
  await page.keyboard.press('Enter');
  await page.locator(`[data-unit="${unit}"]`).waitFor();
}

test('from draft to sealed facts on three consoles, one offline for half of it: nothing lost, all show the same', async () => {
  const chairDesk = await desk('周明川', 'deputy', office.said.url);
  const clerkDesk = await desk('林海', 'office', office.said.url);
  const awayDesk = await desk('苏砚秋', 'office', `http://127.0.0.1:${cable.port}`);

  // Draft: the clerk makes the meeting and its agenda, and calls it.
  const clerk = await screen(clerkDesk, '/meetings');
  await clerk.getByRole('button', { name: '新建会议' }).click();
  await clerk.getByLabel('时间').fill(`${addDays(dayOf(Date.now()), 1)}T15:00`);
  await clerk.getByLabel('主持人').fill('副指挥长 周明川');
  await clerk.getByRole('button', { name: '确定' }).click();
  await clerk.waitForFunction(() => /^#\/meetings\/.+/.test(location.hash));
  const meeting = await clerk.evaluate(() => location.hash.split('/')[2] ?? '');
  await addItem(clerk, '门禁占比，只讲偏差', '10', 'gates');
  await addItem(clerk, '九里山站临时用地', '8', 'charging');
  await clerk.getByRole('button', { name: '召集' }).click();
  await clerk.getByRole('button', { name: '确定' }).click();
  await clerk.getByRole('region', { name: '议程' }).getByText('待开').waitFor();

  // Everybody sees it; the chair's console also drives the wall of the hall.
  const chair = await screen(chairDesk, `/chair/${meeting}`, [1920, 1080]);
  await chair.getByRole('heading', { name: '会议待开' }).waitFor();
  const away = await screen(awayDesk, `/clerk/${meeting}`);
  await away.getByRole('heading', { name: '门禁占比，只讲偏差' }).waitFor();
  const wall = await screen(chairDesk, '/wall', [1920, 1080]);
  await wall.locator('[data-scene]').waitFor();

  // Running: attendance, and the wall goes along with the items.
  await clerk.evaluate((to) => {
    location.hash = to;
  }, `/clerk/${meeting}`);
  await addUnit(clerk, '生态环境局');
  await addUnit(clerk, '温县');
  await clerk.locator('[data-unit="生态环境局"]').getByRole('button', { name: '到' }).click();
  await clerk.locator('[data-unit="温县"]').getByRole('button', { name: '代' }).click();
  await clerk.keyboard.type('薛映');
  await clerk.keyboard.press('Enter');
  await clerk.locator('[data-unit="温县"][data-presence="standIn"]').waitFor();
  await clerk.getByRole('button', { name: '开始会议' }).click();
  const scene = () => wall.locator('[data-scene]').first().getAttribute('data-scene');
  await waitFor(scene).toBe('gates');
  await chair.getByRole('timer').waitFor();
  await clerk.getByRole('button', { name: '下一项 →' }).click();
  await waitFor(scene).toBe('charging');
  await chair.getByRole('heading', { name: '九里山站临时用地' }).waitFor();
  await chair.keyboard.press('1');
  await waitFor(scene).toBe('gates');
  await clerk.locator('[data-state="current"]', { hasText: '门禁占比' }).waitFor();

  // The cable of one console is pulled: it goes on writing, as does the clerk.
  cable.cut();
  await away.getByText('连不上办公室').first().waitFor();
  const minutesOn = (page: Page) => page.getByLabel('纪要', { exact: true });
  await minutesOn(clerk).fill('会议听取了门禁占比情况。');
  await minutesOn(away).focus();
  await away.keyboard.type('怀川焦化承诺月底前换车六辆。');
  await away.locator('main').getByText('已存', { exact: true }).waitFor();
  await away.getByRole('button', { name: '记决定' }).click();
  await away.getByLabel('内容').fill('同意源头治理组的整改安排');
  await away.getByRole('button', { name: '确定' }).click();
  await away.getByText('记决定，已存本机').waitFor();
  await clerk.getByRole('button', { name: '记交办' }).click();
  await clerk.getByLabel('内容').fill('逐车核对出厂黄牌车，报替换计划');
  await clerk.getByLabel('牵头单位').fill('生态环境局');
  await clerk.getByLabel('时限').fill(addDays(dayOf(Date.now()), 4));
  await clerk.getByLabel('衡量标准').fill('逐车台账');
  await clerk.getByRole('button', { name: '确定' }).click();
  await clerk.getByText('记交办，已存本机').waitFor();
  await chair.getByRole('region', { name: '本次交办' }).getByText('逐车核对出厂黄牌车').waitFor();
  await clerk.getByRole('button', { name: '下一项 →' }).click();
  await waitFor(scene).toBe('charging');
  // What was written without the office is not here yet, and nothing of it is lost there.
  expect(await viewOf(clerkDesk, meeting).then(({ items }) => items[0]!.text)).toBe(
    '会议听取了门禁占比情况。',
  );

  cable.mend();
  for (const of of [chairDesk, clerkDesk, awayDesk])
    await waitFor(async () => {
      const [first] = (await viewOf(of, meeting)).items;
      return [
        first!.text.includes('会议听取了门禁占比情况。'),
        first!.text.includes('怀川焦化承诺月底前换车六辆。'),
        first!.outcomes.map(({ kind }) => kind).toSorted(),
      ];
    }).toEqual([true, true, ['decision', 'task']]);

  // Closing seals the facts with the clerk's signature; the office's receipt makes them binding everywhere.
  await clerk.getByRole('button', { name: '散会' }).click();
  await clerk.getByRole('button', { name: '确定' }).click();
  await chair.getByRole('heading', { name: '已封存' }).waitFor();
  for (const of of [chairDesk, clerkDesk, awayDesk])
    await waitFor(async () => (await viewOf(of, meeting)).sealed?.state).toBe('binding');
  const [one, two, three] = await Promise.all(
    [chairDesk, clerkDesk, awayDesk].map(async (of) => facts(await viewOf(of, meeting))),
  );
  expect(two).toEqual(one);
  expect(three).toEqual(one);
  expect(one?.state).toBe('closed');
  const came = one?.attendance.filter(({ presence }) => presence !== 'expected');
  expect(came?.map(({ unit, presence, name }) => `${unit} ${presence} ${name}`).toSorted()).toEqual([
    expect.stringContaining('温县 standIn 薛映'),
    expect.stringContaining('生态环境局 present'),
  ]);
  for (const page of [clerk, away]) await page.getByText('办公室已收，生效').first().waitFor();
  // The wall is given back, and no page had anything to complain of.
  await waitFor(() => wall.locator('[data-sent="meeting"]').count()).toBe(0);
}, 300_000);
