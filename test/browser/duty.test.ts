import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deciding } from './people.fixtures.ts';
import { alarms, alarmsOf, key, me, sync, syncAway } from './scenes.fixtures.ts';
import { type Stand, startStand } from './stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
});
afterAll(() => stand.close());

const axeSource = () => readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Counts the notes of the desk's tone: the audio clock runs, nothing is played. */
const countTones = () => {
  const count = { notes: 0 };
  Object.assign(globalThis, { tones: count });
  const param = { value: 0, setValueAtTime() {}, exponentialRampToValueAtTime() {} };
  class Silent {
    state = 'running';
    currentTime = 0;
    destination = {};
    createOscillator() {
      const node = { frequency: param, connect: (to: unknown) => to, start: () => count.notes++, stop() {} };
      return node;
    }
    createGain() {
      return { gain: param, connect: (to: unknown) => to };
    }
    resume() {
      return Promise.resolve();
    }
    close() {
      return Promise.resolve();
    }
  }
  Object.assign(globalThis, { AudioContext: Silent });
};

test('alarms in their five states, unacknowledged first, with what happened to each', async () => {
  const { page } = await stand.open('/duty', { size: [1366, 768] });
  const rows = page.getByRole('list', { name: '告警' }).getByRole('listitem');
  await rows.first().waitFor();
  expect(await rows.count()).toBe(7);
  const said = await rows.allTextContents();
  expect(said[0]).toContain('怀川焦化 2 号门无心跳 11 分');
  expect(
    said.map((text) =>
      ['未确认', '已确认', '恢复待确认', '搁置', '已恢复'].find((word) => text.includes(word)),
    ),
  ).toEqual(['未确认', '未确认', '已确认', '已确认', '恢复待确认', '搁置', '已恢复']);
  await page.getByRole('button', { name: '搁置 1', exact: true }).click();
  expect(await rows.count()).toBe(1);
  await rows.first().click();
  const detail = page.getByRole('region', { name: '月山水泥 1 号门' });
  expect(await detail.textContent()).toContain('厂家 18:00 前上门校时');
  await page.close();
});

test('an alarm is acknowledged and shelved by keyboard alone', async () => {
  const { page, acts, answer } = await stand.open('/duty', { size: [1366, 768] });
  await page.getByRole('button', { name: '怀川焦化' }).waitFor();
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement?.matches('[data-alarm="a1"]'))) break;
  }
  await page.keyboard.press('a');
  await page.keyboard.type('已看到');
  await page.keyboard.press('Enter');
  await page.getByText('确认，已存本机').waitFor();
  expect(acts).toEqual([{ name: 'alarm.acknowledge', input: { alarm: 'a1', note: '已看到' } }]);
  answer(
    'alarms.now',
    alarmsOf(
      alarms.alarms.map((alarm) =>
        alarm.id === 'a1'
          ? { ...alarm, state: 'acknowledged', acknowledged: { by: '李静', at: alarm.raisedAt } }
          : alarm,
      ),
    ),
  );
  await page.getByRole('button', { name: '未确认 1' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-alarm'))).toBe('a1');
  await page.keyboard.press('s');
  await page.keyboard.type('厂家 16:00 到场');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('搁置，已存本机').waitFor();
  const shelved = acts[1]?.input as { alarm: string; reason: string; until: string };
  expect(acts[1]?.name).toBe('alarm.shelve');
  expect(shelved.reason).toBe('厂家 16:00 到场');
  expect(shelved.until).toBe('2024-12-05T18:32:00+08:00');
  await page.close();
});

test('shelving without a reason is refused before it is sent', async () => {
  const { page, acts } = await stand.open('/duty', { size: [1366, 768] });
  await page.getByRole('button', { name: '怀川焦化' }).click();
  await page.keyboard.press('s');
  await page.getByRole('button', { name: '确定' }).click();
  expect(await page.getByRole('alert').textContent()).toContain('搁置理由');
  expect(acts).toEqual([]);
  await page.close();
});

test('a refused act says why in place and keeps what was typed', async () => {
  const { page, refuse } = await stand.open('/duty', { size: [1366, 768] });
  refuse('alarm.assign', 'post', 'post field may not write alarm.assigned');
  await page.getByRole('button', { name: '怀川焦化' }).click();
  await page.keyboard.press('g');
  await page.keyboard.type('王磊');
  await page.keyboard.press('Enter');
  const said = await page.getByRole('alert').textContent();
  expect(said).toContain('本岗位无权');
  expect(said).toContain('post field may not write alarm.assigned');
  expect(await page.getByLabel('交给谁').inputValue()).toBe('王磊');
  await page.close();
});

test('without the right, the buttons are absent and the reason stands there; keys do nothing', async () => {
  const { page, acts } = await stand.open('/duty', { answers: { me: { ...me, acts: [], post: 'audit' } } });
  await page.getByRole('button', { name: '怀川焦化' }).click();
  const detail = page.getByRole('region', { name: '怀川焦化' });
  expect(await detail.getByRole('button').count()).toBe(0);
  expect(await detail.textContent()).toContain('本岗位不能：确认、指派、搁置、记去电');
  await page.keyboard.press('a');
  expect(await page.locator('form').count()).toBe(0);
  expect(await page.getByRole('button', { name: '交班' }).count()).toBe(0);
  expect(acts).toEqual([]);
  await page.close();
});

test('the shift is handed over with what is open', async () => {
  const { page, acts } = await stand.open('/duty');
  await page.getByRole('button', { name: '交班' }).click();
  await page.keyboard.press('Escape');
  expect(await page.locator('form').count()).toBe(0);
  await page.keyboard.press('Enter');
  await page.getByText('未确认 2，已确认 2，搁置 1').waitFor();
  await page.getByLabel('接班人').fill('王磊');
  await page.getByLabel('交代事项').fill('遥感 1 号线 16:00 到场');
  await page.getByRole('button', { name: '确定' }).click();
  await expect
    .poll(() => acts)
    .toEqual([{ name: 'duty.handover', input: { to: '王磊', note: '遥感 1 号线 16:00 到场' } }]);
  await page.getByText('交班，已存本机').waitFor();
  await page.close();
});

test('the desk drives the wall: a scene, held, and released', async () => {
  const { page, acts } = await stand.open('/duty');
  await page.getByLabel('保持，不轮换').check();
  await page.getByRole('button', { name: '充电', exact: true }).click();
  await page.getByRole('button', { name: '释放，回到轮播' }).click();
  await expect
    .poll(() => acts)
    .toEqual([
      { name: 'wall.send', input: { scene: 'charging', hold: true } },
      { name: 'wall.send', input: { scene: null, hold: false } },
    ]);
  await page.close();
});

test('the tone repeats until it is taken, is silenced for what rings, and is off while a meeting runs', async () => {
  const { page, answer } = await stand.open('/duty', { init: countTones });
  const notes = () =>
    page.evaluate(() => (globalThis as unknown as { tones: { notes: number } }).tones.notes);
  await expect.poll(notes, { timeout: 12_000, interval: 300 }).toBeGreaterThanOrEqual(4);
  await page.getByRole('button', { name: '静音' }).click();
  await page.getByText('已静音，新告警再响').waitFor();
  const silenced = await notes();
  await page.waitForTimeout(5_000);
  expect(await notes()).toBe(silenced);
  const more = [...alarms.alarms, { ...alarms.alarms[0]!, id: 'a9', name: '月山水泥' }];
  answer('alarms.now', alarmsOf(more));
  await expect.poll(notes, { timeout: 6_000 }).toBeGreaterThan(silenced);
  answer('alarms.now', alarmsOf(more, { quiet: true }));
  await page.getByText('会议中，不响').waitFor();
  const quiet = await notes();
  await page.waitForTimeout(5_000);
  expect(await notes()).toBe(quiet);
  await page.close();
});

test('offline, flood, empty and not carried say so in words, and an unknown number is no zero', async () => {
  const away = await stand.open('/duty', {
    answers: { 'sync.status': syncAway, 'alarms.now': { ...alarms, flood: true } },
  });
  await away.page.getByText('连不上办公室').waitFor();
  const foot = await away.page.locator('footer').textContent();
  expect(foot).toContain('最近一次 12:40');
  expect(foot).toContain('3 条只存在本机，自 12:40 起等着上传');
  expect(await away.page.getByRole('alert').textContent()).toContain('告警洪泛');
  away.answer('sync.status', { ...sync, waiting: 0, waitingSince: null });
  await away.page.getByText('与办公室一致').waitFor();
  await away.page.close();

  const empty = await stand.open('/duty', { answers: { 'alarms.now': alarmsOf([]) } });
  await empty.page.getByText('没有告警').waitFor();
  expect(await empty.page.getByRole('button', { name: '全部' }).textContent()).toBe('全部 0');
  await empty.page.close();

  const unknown = await stand.open('/duty', { answers: { 'alarms.now': alarmsOf([], { source: 'none' }) } });
  await unknown.page.getByRole('heading', { name: '告警未知' }).waitFor();
  expect((await unknown.page.getByRole('button', { name: '全部' }).textContent())?.trim()).toBe('全部');
  await unknown.page.close();
});

test('axe finds nothing to mend on the desk, with a form open, refused, offline and read-only', async () => {
  const source = await axeSource();
  const states: [string, Parameters<Stand['open']>[1], string][] = [
    ['detail', {}, ''],
    ['shelve', {}, 's'],
    ['call', { answers: { 'alarms.now': { ...alarms, flood: true }, 'sync.status': syncAway } }, 'c'],
    ['read-only', { answers: { me: { ...me, acts: [], readOnly: true, post: 'wall' } } }, ''],
  ];
  for (const [name, options, key] of states) {
    const { page } = await stand.open('/duty', { size: [1366, 768], ...options });
    await page.getByRole('button', { name: '怀川焦化' }).click();
    if (key) await page.keyboard.press(key);
    if (key) await page.getByRole('button', { name: '确定' }).click();
    await page.evaluate(source);
    const found = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } };
      return (await axe.run()).violations.map((violation) => violation.id);
    });
    expect([name, found]).toEqual([name, []]);
    await page.close();
  }
});

test('a locked key asks for the PIN in place, and the act goes on once it is open', async () => {
  const { page, acts, refuse, allow, answer } = await stand.open('/duty', { size: [1366, 768] });
  refuse('duty.handover', 'locked', 'this needs your signature');
  refuse('key.unlock', 'pin', 'the PIN is wrong');
  await page.getByRole('button', { name: '交班' }).click();
  await page.getByLabel('接班人').fill('王磊');
  await page.getByLabel('交代事项').fill('无');
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByLabel('口令').fill('0000');
  await page.keyboard.press('Enter');
  await page.getByText('口令不对。再错 4 次就要等').waitFor();
  answer('key.state', { ...key, state: 'locked', triesLeft: 0, waitUntil: '2024-12-05T14:32:30+08:00' });
  await page.getByText('还要等 30 秒').waitFor();
  answer('key.state', { ...key, state: 'locked' });
  allow('key.unlock');
  allow('duty.handover');
  await page.getByLabel('口令').fill('2468');
  await page.keyboard.press('Enter');
  await page.getByText('交班，已存本机').waitFor();
  expect(acts).toEqual([
    { name: 'key.unlock', input: { pin: '2468' } },
    { name: 'duty.handover', input: { to: '王磊', note: '无' } },
  ]);
  await page.close();
});

test('the head says whether the key is open, locks it, and turns the language', async () => {
  const { page, acts, answer } = await stand.open('/duty', { size: [1366, 768] });
  const head = page.getByRole('banner');
  await head.getByRole('button', { name: '签名 已解锁' }).click();
  await head.getByRole('button', { name: '锁上' }).click();
  await expect.poll(() => acts).toEqual([{ name: 'key.lock', input: {} }]);
  answer('key.state', { ...key, state: 'locked' });
  await head.getByRole('button', { name: '签名 未解锁' }).click();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('password');
  await page.keyboard.press('Escape');
  expect(await head.getByLabel('口令').count()).toBe(0);
  await head.getByRole('button', { name: 'English' }).click();
  await head.getByRole('link', { name: 'Duty' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  await page.close();
});

test('the day’s bulletin is handed out as a file; why it cannot be is said in place', async () => {
  const made = { name: '演示数据 日报 2024-12-04.docx', mime: 'text/plain', base64: btoa('bytes') };
  const { page, refuse } = await stand.open('/duty', {
    size: [1366, 768],
    answers: { 'paper.make': made },
  });
  const part = page.getByRole('region', { name: '日报' });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    part.getByRole('button', { name: 'Word' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(made.name);
  expect(await readFile((await download.path())!, 'utf8')).toBe('bytes');
  await part.getByText(`已生成：${made.name}`).waitFor();
  refuse('paper.make', 'template', 'templates/daily.docx: {日}: this paper has no such field here');
  await part.getByRole('button', { name: 'Word' }).click();
  expect(await part.getByRole('alert').textContent()).toContain('{日}: this paper has no such field here');
  await page.evaluate(await axeSource());
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } };
    return (await axe.run()).violations.map(({ id }) => id);
  });
  expect(found).toEqual([]);
  await page.close();
});

test('an appointment to a post that decides targets is told for the day of its receipt, and no longer', async () => {
  const { page, answer } = await stand.open('/duty', {
    size: [1366, 768],
    answers: { 'people.deciding': deciding },
  });
  const notice = page.getByRole('region', { name: '定目标的岗位有变动' });
  await notice.getByText('10:02 陆承志（副指挥长）领用了一台终端').waitFor();
  expect(await notice.getByRole('listitem').count()).toBe(1);
  await page.evaluate(await axeSource());
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } };
    return (await axe.run()).violations.map(({ id }) => id);
  });
  expect(found).toEqual([]);
  answer('people.deciding', { given: deciding.given.slice(1) });
  await notice.waitFor({ state: 'detached' });
  await page.close();
});
