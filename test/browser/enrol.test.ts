import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Output } from '../../domain/contract.ts';
import { admin, type Running, start, startOffice, temporary } from '../integration/office.ts';
import { launchBrowser, type Stand, startStand } from './stand.ts';

/** A console that is nobody's yet: its one screen. */
type State = Output<'enrol.state'>;

const nobody: State = {
  ...{ state: 'nobody', server: 'https://bangong.example', device: 'c-1', insecure: false, pinLeast: 4 },
  ...{ trouble: null, name: null, unit: null, post: null, key: null },
};
const asking: State = {
  ...{ ...nobody, state: 'asking', key: 'a3f09c5577e1b2d4' },
  trouble: { code: 'away', message: 'https://bangong.example can’t be reached', record: null },
};
const done: State = {
  ...{ ...nobody, state: 'done', key: 'a3f09c5577e1b2d4' },
  ...{ name: '周立群', unit: '市公安局', post: 'police' },
};
const CODE = '5d1f0c22a7be9e40.4xvPqk3Jb0aYtRw8nZcE';

let stand: Stand;
const folders: ReturnType<typeof temporary>[] = [];
const running: Running[] = [];
beforeAll(async () => {
  stand = await startStand();
});
afterAll(async () => {
  await stand.close();
  await Promise.all(running.map((each) => each.kill()));
  for (const folder of folders) folder.remove();
});

const open = (state: State, search = '') =>
  stand.open('/duty', { size: [1366, 768], search, answers: { 'enrol.state': state } });
const fill = async (page: Page, pin = '24680', again = pin) => {
  await page.getByLabel('一次性领用码').fill(CODE);
  await page.getByLabel('自设口令').fill(pin);
  await page.getByLabel('口令再输一次').fill(again);
};

test('an office and a console of their own: from nobody to the desk of the post, by keyboard alone', async () => {
  const [home, data] = [temporary('enrol-screen-office'), temporary('enrol-screen')];
  folders.push(home, data);
  const office = await startOffice(home.path);
  running.push(office);
  const who = ['--name', '周立群', '--unit', '市公安局', '--post', 'police'];
  const { code } = await admin<{ code: string }>(home.path, 'person', ...who);
  const console = await start('main/commands/console.ts', ['--ask', '--data', data.path, '--shell', 'none']);
  running.push(console);
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  page.setDefaultTimeout(60_000);
  await page.goto(console.said.url);
  await page.getByRole('heading', { name: '领用这台终端' }).waitFor();
  for (const text of [office.said.url, code, '24680']) {
    await page.keyboard.type(text);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.type('24680');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '领用好了，周立群' }).waitFor();
  await page.getByText('公安执法').waitFor();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => location.hash === '#/road');
  await page.getByRole('button', { name: '签名 已解锁' }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: '签名 已解锁' }).waitFor();
  await browser.close();
});

test('what is mistyped is said before anybody is asked; what the office refuses, in its own words, and the text stays', async () => {
  const { page, acts, refuse } = await open(nobody);
  await page.getByText('至少 4 位').waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('class'))).toContain('code');
  await page.getByLabel('一次性领用码').fill(CODE);
  await page.getByText('码里的办公室钥匙指纹 5d1f 0c22 a7be 9e40').waitFor();
  const said = async (expected: string) => {
    await page.getByRole('button', { name: '生成钥匙并领用' }).click();
    await expect.poll(() => page.getByRole('alert').textContent()).toContain(expected);
  };
  await said('自设口令：这一项必填');
  await fill(page, '123');
  await said('口令至少 4 位');
  await fill(page, '24680', '24681');
  await said('两次输入的口令不一样');
  expect(acts).toEqual([]);
  await fill(page);
  for (const [code, words] of [
    ['used', '已经用过'],
    ['expired', '已过期'],
    ['unknown_code', '不认得'],
    ['taken_back', '被管理员收回'],
    ['other_office', '别的办公室发的'],
    ['fingerprint', '可能有人冒充'],
    ['server', '办公室地址不能用'],
    ['changed', '岗位变了'],
  ] as const) {
    refuse('enrol.begin', code, code);
    await said(words);
  }
  await page.getByText('本机没有留下任何东西').waitFor();
  expect(await page.getByLabel('一次性领用码').inputValue()).toBe(CODE);
  expect(await page.getByLabel('自设口令').inputValue()).toBe('24680');
  await page.close();
});

test('while no office answers: why, try now at another address, or give up', async () => {
  const { page, acts, answer } = await open(asking);
  await page.getByRole('heading', { name: '还没有办成' }).waitFor();
  await page.getByRole('alert').getByText('连不上办公室').waitFor();
  const away = { code: 'tls_time', message: 'certificate', record: null };
  answer('enrol.state', { ...asking, trouble: away });
  await page.getByText('多半是本机时钟不对').waitFor();
  await page.getByLabel('办公室地址').fill('https://ban2.example');
  answer('enrol.again', asking);
  await page.keyboard.press('Enter');
  await expect.poll(() => acts).toEqual([{ name: 'enrol.again', input: { server: 'https://ban2.example' } }]);
  answer('enrol.drop', nobody);
  await page.getByRole('button', { name: '放弃，重新填' }).click();
  await expect.poll(() => acts.at(-1)?.name).toBe('enrol.drop');
  const clock = { code: 'clock', message: 'clock', record: '-7' };
  answer('enrol.state', { ...nobody, trouble: clock });
  await page.getByText('本机时钟比办公室慢 7 分钟').waitFor();
  answer('enrol.state', done);
  await page.getByText('a3f0 9c55 77e1 b2d4').waitFor();
  await page.getByRole('button', { name: '进入工作台' }).click();
  await page.waitForFunction(() => location.hash === '#/road');
  await page.close();
});

test('nothing that axe finds wrong, in any state and both languages', async () => {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  for (const [state, search, word] of [
    [nobody, '', '领用这台终端'],
    [asking, '?lang=en', 'Not done yet'],
    [asking, '', '还没有办成'],
  ] as const) {
    const { page } = await open(state, search);
    await page.getByRole('heading', { name: word }).waitFor();
    await page.evaluate(source);
    const found = await page.evaluate(async () => {
      const { violations } = await (
        window as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }
      ).axe.run();
      return violations.map(({ id }) => id);
    });
    expect(found).toEqual([]);
    await page.close();
  }
});
