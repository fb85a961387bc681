import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import type { Input, Output, QueryName } from '../../domain/contract.ts';
import { dayOf, isoShanghai, startOfDay } from '../../domain/day.ts';
import { handOver } from '../../main/handover.ts';
import { setup } from '../browser/build.ts';
import { launchBrowser } from '../browser/stand.ts';
import { admin, type Running, start, startOffice, token } from '../integration/office.ts';
import { quantile, type Report } from './report.ts';

/** An office, a console of its own process, and a browser on the console's page. */
interface Scene {
  office: Running;
  /** The office's data folder. */
  data: string;
  browser: Browser;
  /** What the running console answers. */
  ask<N extends QueryName>(name: N, input: Input<N>): Promise<Output<N>>;
  /** Opens a route of the wall. */
  open(route: string, init?: { script: string }): Promise<Page>;
  end(): Promise<void>;
}

async function scene(env: NodeJS.ProcessEnv = {}): Promise<Scene> {
  await setup();
  const folder = mkdtempSync(join(tmpdir(), 'wall-'));
  const data = join(folder, 'office');
  const office = await startOffice(data, 0, env);
  const key = await token(data, 'wall', 'bench');
  const console = await start(
    'main/commands/console.ts',
    [
      ...['--server', office.said.url, '--token', key],
      ...['--data', join(folder, 'wall'), '--shell', 'none'],
    ],
    env,
  );
  const browser = await launchBrowser();
  return {
    office,
    data,
    browser,
    ask: (name, input) => handOver(join(folder, 'wall'), { name, input }, 15_000) as never,
    async open(route, init) {
      const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
      if (init) await page.addInitScript(init.script);
      await page.goto(console.said.url);
      await page.evaluate((to) => {
        location.hash = to;
      }, route);
      return page;
    },
    async end() {
      await browser.close();
      await console.kill();
      await office.kill();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const PLANT = '914108000MA9TEST00';
/** Passages that are no green truck, before the first that is: each green one then moves the share by a tenth. */
const BEFORE = 100;

const shareAfter = (green: number) => (Math.floor((green * 1000) / (BEFORE + green)) / 10).toFixed(1);

/** Notes when the plant's share was painted anew: the frame after the one that the change was drawn in. */
const WATCH = `(() => {
  const seen = [];
  window.painted = seen;
  let last = '';
  new MutationObserver(() => {
    const text = document.querySelector('[data-row="${PLANT}"] button')?.textContent ?? '';
    if (text === last) return;
    last = text;
    requestAnimationFrame(() => requestAnimationFrame(() => seen.push([text, Date.now()])));
  }).observe(document, { subtree: true, childList: true, characterData: true });
})()`;

/** From a passage's request until the wall's figure is painted anew: real office, console and browser. */
export async function passage(report: Report, samples = 100): Promise<void> {
  const stage = await scene();
  try {
    const { office, data } = stage;
    const key = await token(data, 'operator', 'bench', '--enterprises', 'all');
    await admin(
      data,
      ...['enterprise', '--id', PLANT, '--name', '示例企业', '--tier', 'other_gated'],
      ...['--county', '410802', '--gates', '1'],
    );
    let sent = 0;
    const post = async (greens: boolean[]) => {
      const passages = greens.map((green) => ({
        ...{ id: `P${++sent}`, enterprise: PLANT, gate: '1', direction: 'out', at: isoShanghai(Date.now()) },
        ...{
          released: true,
          releaseMode: 'auto',
          vehicleType: 'Q11',
          emission: 'D',
          fuel: green ? 'C' : 'B',
        },
        plate: green ? `豫H${String(sent).padStart(5, '0')}D` : `豫H${String(sent).padStart(5, '0')}`,
        plateColor: { system: 'JTT', code: green ? '93' : '2' },
      }));
      const response = await fetch(`${office.said.url}/intake/gates`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ passages }),
      });
      const answer = (await response.json()) as { accepted?: number };
      if (answer.accepted !== greens.length) throw new Error(JSON.stringify(answer));
    };
    const page = await stage.open('/wall/gates', { script: WATCH });
    await post(Array.from({ length: BEFORE }, () => false));
    await page.locator(`[data-row="${PLANT}"] button`).waitFor();
    const at: number[] = [];
    for (let green = 1; green <= samples; green++) {
      await sleep(300 + Math.random() * 900);
      at.push(Date.now());
      await post([true]);
    }
    await page.waitForFunction(
      (last) =>
        (globalThis as unknown as { painted: [string, number][] }).painted.some(([text]) => text === last),
      shareAfter(samples),
    );
    const painted = (await page.evaluate('window.painted')) as [string, number][];
    const delays = at.map((posted, n) => {
      const shown = painted.find(([text]) => Number(text) >= Number(shareAfter(n + 1)));
      return (shown?.[1] ?? Number.NaN) - posted;
    });
    for (const [what, q] of [
      ['p50', 0.5],
      ['p99', 0.99],
    ] as const)
      report.add({
        ...{
          what: `gate passage posted to wall repainted, ${what} of ${samples}`,
          unit: 'ms',
          better: 'less',
        },
        figures: { ours: quantile(delays, q), 'at most': q === 0.5 ? 2000 : 3500 },
      });
  } finally {
    await stage.end();
  }
}

/** Counts frames by the second, and tasks that held the page up for more than 50 ms. */
const COUNT = `(() => {
  const frames = [];
  const long = [];
  window.counted = { frames, long };
  const start = performance.now();
  const next = (now) => {
    const second = Math.floor((now - start) / 1000);
    frames[second] = (frames[second] ?? 0) + 1;
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) long.push([task.startTime, task.duration]);
  }).observe({ entryTypes: ['longtask'] });
})()`;

const DAY = '2024-12-19';

async function heap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 1e6;
}

/** A wall that turns through its scenes while a day of a full city goes by in minutes, office and city included. */
export async function replay(report: Report, minutes: number): Promise<void> {
  const since = Date.now();
  const from = startOfDay(DAY);
  const speed = (24 * 60) / minutes;
  const env = {
    NODE_OPTIONS: `--import ${join(import.meta.dirname, 'fast.ts')}`,
    ...{ FAST_FROM: String(from), FAST_SPEED: String(speed), FAST_SINCE: String(since) },
  };
  const stage = await scene(env);
  const fast = `(() => {
    const Real = Date;
    const now = () => Math.floor(${from} + (Real.now() - ${since}) * ${speed});
    window.Date = class extends Real {
      constructor(...given) { if (given.length) super(...given); else super(now()); }
      static now = now;
    };
  })();`;
  const city = await start(
    'city/city.ts',
    [
      ...['--server', stage.office.said.url, '--data', stage.data],
      ...['--enterprises', '300', '--stations', '40'],
    ],
    env,
  );
  try {
    const page = await stage.open('/wall', { script: fast + COUNT });
    const failures: string[] = [];
    page.on('pageerror', (error) => failures.push(error.message));
    await page.locator('[data-scene]').waitFor();
    // One turn through all scenes first: what is loaded once is not growth.
    const warm = Math.min(minutes / 3, 4);
    await sleep(warm * 60_000);
    const before = await heap(page);
    const begun = (await page.evaluate('Math.floor(performance.now() / 1000)')) as number;
    while (dayOf(from + (Date.now() - since) * speed) === DAY) await sleep(500);
    const { coverage } = await stage.ask('gates.day', { date: DAY });
    const { frames, long } = (await page.evaluate('window.counted')) as {
      frames: number[];
      long: [number, number][];
    };
    const after = await heap(page);
    if (failures.length) throw new Error(`the wall failed: ${failures[0]}`);
    addFrames(
      report,
      frames.slice(begun, -1),
      long.filter(([at]) => at > begun * 1000),
      {
        minutes,
        passages: coverage.received,
      },
    );
    report.add({
      ...{
        what: 'wall, heap at the end of the replay against one turn of the scenes',
        unit: 'MB',
        better: 'less',
      },
      figures: { ours: after, 'at the start': before },
    });
  } finally {
    await city.kill();
    await stage.end();
  }
}

function addFrames(
  report: Report,
  frames: number[],
  long: [number, number][],
  { minutes, passages }: { minutes: number; passages: number },
): void {
  const full = Array.from(frames, (count) => count ?? 0);
  const what = `wall, a day of 300 enterprises (${passages} passages) and 40 stations in ${minutes} minutes`;
  report.add({
    ...{ what: `${what}: frames a second, median`, unit: 'frames/s', better: 'more' },
    figures: { ours: quantile(full, 0.5) },
    note: `worst second in a hundred ${quantile(full, 0.01)}, no graphics card`,
  });
  report.add({
    ...{ what: `${what}: tasks longer than 50 ms`, unit: 'a minute', better: 'less' },
    figures: { ours: (long.length * 60) / Math.max(1, full.length) },
    note: `longest ${Math.max(0, ...long.map(([, took]) => took)).toFixed(0)} ms`,
  });
}
