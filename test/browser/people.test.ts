import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as p from './people.fixtures.ts';
import { key as ownKey, syncAway } from './scenes.fixtures.ts';
import { type Answers, type Stand, startStand } from './stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
});
afterAll(() => stand.close());

const answers: Answers = {
  ...{ me: p.admin, 'people.list': p.list, 'people.log': p.log, 'people.readings': p.readings },
  ...{
    'person.codes': p.codes,
    'person.invite': p.invitation,
    'paper.open': p.papers,
    'paper.keep': { id: 'kept' },
    'keep.outlook': p.outlook,
  },
};
const open = (route: string, more: Answers = {}, search = '') =>
  stand.open(route, { size: [1366, 768], answers: { ...answers, ...more }, search });

test('the organisation: units by name over time, groups with their bureaux, people with post and keys', async () => {
  const { page } = await open('/people');
  const tree = page.getByRole('navigation', { name: '组织' });
  await tree.getByRole('link', { name: '源头治理组' }).waitFor();
  for (const section of ['指挥部', '专项组', '责任单位', '县市区', '未归入单位'])
    await tree.getByRole('heading', { name: section, exact: true }).waitFor();
  await tree.getByRole('link', { name: '金融监管分局' }).click();
  await page.getByText('中国银行保险监督管理委员会焦作监管分局，至 2023-07-19').waitFor();
  await page.getByText('依据待核').first().waitFor();
  await tree.getByRole('link', { name: '指挥部 2 人' }).click();
  const rows = page.getByRole('table').getByRole('row');
  expect(await rows.allTextContents()).toEqual([
    '姓名岗位单位签名钥匙',
    '沈国栋指挥长定目标由 陆承志 代行至 2024-12-08市政府1 把已认证',
    '陆承志副指挥长定目标市政府办公室1 把已认证',
  ]);
  await page.getByRole('link', { name: '陆承志' }).click();
  const detail = page.getByRole('region', { name: '人员' });
  expect(await detail.textContent()).toContain('方晓岚 12-03 14:32 吊销笔记本遗失');
  expect(await page.evaluate(() => location.hash)).toBe('#/people/unit/command/p2');
  await tree.getByRole('link', { name: '未归入单位的人员' }).click();
  await page.getByText('无人任命，不算数').waitFor();
  await page.close();
});

test('a key is revoked by keyboard, with its reason', async () => {
  const { page, acts } = await open('/people/unit/command/p2');
  await page.getByRole('button', { name: '吊销' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  expect(await page.getByRole('alert').textContent()).toContain('原因：这一项必填');
  await page.keyboard.type('笔记本遗失');
  await page.keyboard.press('Enter');
  await page.getByText('吊销，已存本机').waitFor();
  expect(acts).toEqual([{ name: 'key.revoke', input: { key: '77d0c4e81f2a9b36', reason: '笔记本遗失' } }]);
  await page.close();
});

test('a code is shown once; away from the office it says so and keeps nothing', async () => {
  const { page, refuse, allow } = await open('/people/unit/group:source/p5');
  refuse('person.invite', 'away', 'the office can’t be reached: this needs it there');
  await page.getByRole('button', { name: '发领用码' }).click();
  await page.getByRole('button', { name: '确定' }).click();
  expect(await page.getByRole('alert').textContent()).toContain('办公室不在线，这件事要连上才能办');
  allow('person.invite');
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByText(p.invitation.code).waitFor();
  await page.getByText('12-12 14:32 前有效，用一次作废').waitFor();
  await page.getByRole('button', { name: '已告诉本人，收起' }).click();
  expect(await page.content()).not.toContain(p.invitation.code);
  await page.close();
});

test('codes that are out: for whom, by whom, until when; one is taken back; away says so', async () => {
  const { page, acts, answer, refuse } = await open('/people/codes', { 'person.codes': p.codes });
  const row = page.getByRole('row', { name: /何雨薇/ });
  await row.waitFor();
  expect(await row.textContent()).toContain('源头治理组组员方晓岚09:1012-12 09:10');
  await page.getByRole('row', { name: /陆承志.*办公室命令行/ }).waitFor();
  answer('person.takeBack', { codes: p.codes.codes.slice(1) });
  await row.getByRole('button', { name: '收回' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('何雨薇 的领用码已收回，不能再用').waitFor();
  expect(await row.count()).toBe(0);
  expect(acts.at(-1)).toEqual({ name: 'person.takeBack', input: { code: '0123456789abcdef' } });
  refuse('person.takeBack', 'away', 'the office can’t be reached');
  await page.getByRole('button', { name: '收回' }).click();
  await page.getByText('没有收回：办公室不在线').waitFor();
  refuse('person.codes', 'away', 'the office can’t be reached');
  await page.getByRole('button', { name: '重新读取' }).click();
  await page.getByRole('alert').getByText('办公室不在线').waitFor();
  await page.close();
  const other = await open('/people', { me: p.clerk });
  await other.page.getByRole('link', { name: '代行', exact: true }).waitFor();
  expect(await other.page.getByRole('link', { name: '领用码' }).count()).toBe(0);
  await other.page.close();
});

test('posts that decide targets are marked; audit has each appointment and device on one list', async () => {
  const { page, answer } = await open('/people/unit/command/p2', { 'people.deciding': p.deciding });
  const detail = page.getByRole('region', { name: '人员' });
  await detail.getByText('昨 09:10 方晓岚任命 陆承志 为副指挥长').waitFor();
  await detail.getByText('10:02 陆承志（副指挥长）领用了一台终端').waitFor();
  expect(await page.getByText('定目标', { exact: true }).count()).toBe(3);
  await page.getByRole('link', { name: '安全日志' }).click();
  const list = page.getByRole('region', { name: '定目标的岗位有变动' });
  await list.getByText('收讫 41').waitFor();
  expect(await list.getByRole('listitem').count()).toBe(2);
  answer('people.deciding', { given: [] });
  await list.getByText('还没有人有定目标的岗位').waitFor();
  await page.close();
});

test('somebody is appointed from where they belong', async () => {
  const { page, acts } = await open('/people/unit/county:410882');
  await page.getByRole('button', { name: '任命' }).click();
  await page.getByLabel('姓名').fill('孟广文');
  expect(await page.getByLabel('单位').inputValue()).toBe('沁阳市人民政府');
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByText('任命，已存本机').waitFor();
  expect(acts).toEqual([
    {
      name: 'person.appoint',
      input: { name: '孟广文', unit: '沁阳市人民政府', post: 'county:410882' },
    },
  ]);
  await page.close();
});

test('a stand-in is named with dates and duties, and told that targets are not decided so', async () => {
  const { page, acts, refuse, allow } = await open('/people/unit/command/p1', { me: p.clerk });
  refuse('person.standIn', 'overlap', 'p2 stands in from 2024-12-04 to 2024-12-08');
  await page.getByRole('button', { name: '指定代行' }).click();
  await page.getByText('目标调整不能代').waitFor();
  await page.getByLabel('代行人').selectOption('p2');
  await page.getByLabel('自', { exact: true }).fill('12-09');
  await page.getByLabel('至（含当天）').fill('2024-12-12');
  await page.getByLabel('参加会议').uncheck();
  await page.getByLabel('原因').fill('出差');
  await page.getByRole('button', { name: '确定' }).click();
  expect(await page.getByRole('alert').textContent()).toContain('自：写成');
  await page.getByLabel('自', { exact: true }).fill('2024-12-08');
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByText('这几天已经有人代行').waitFor();
  expect(await page.getByLabel('原因').inputValue()).toBe('出差');
  allow('person.standIn');
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByText('指定代行，已存本机').waitFor();
  const given = { absent: 'p1', standIn: 'p2', from: '2024-12-08', until: '2024-12-12' };
  expect(acts.at(-1)).toEqual({
    name: 'person.standIn',
    input: { ...given, duties: ['chair'], reason: '出差' },
  });
  await page.getByRole('link', { name: '代行' }).click();
  await page.getByRole('button', { name: '提前结束' }).first().click();
  await page.getByText('提前结束，已存本机').waitFor();
  expect(acts.at(-1)).toEqual({ name: 'person.endStandIn', input: { standIn: 's1' } });
  await page.close();
});

test('papers are opened for a reason and put away; who may not has no button', async () => {
  const { page, acts } = await open('/people/unit/group:source/p3', { me: p.clerk });
  await page.getByRole('button', { name: '电话和证件' }).click();
  await page.getByText('每次查看都记名').waitFor();
  await page.getByLabel('为什么事看').fill('会议联络');
  await page.keyboard.press('Enter');
  await page.getByText('0391-0000 000').waitFor();
  expect(acts).toEqual([{ name: 'paper.open', input: { person: 'p3', reason: '会议联络' } }]);
  await page.getByRole('button', { name: '收起' }).click();
  expect(await page.content()).not.toContain('0391-0000 000');
  await page.close();
  const other = await open('/people/unit/group:source/p3', {
    me: { ...p.reader, post: 'leader:road', person: 'p4' },
  });
  await other.page.getByText('本岗位不能').waitFor();
  expect(await other.page.getByRole('button', { name: '电话和证件' }).count()).toBe(0);
  await other.page.close();
});

test('the log in the office’s order, what was refused and why in Chinese; readings; not carried says so', async () => {
  const { page, answer } = await open('/people/log', { me: p.reader });
  await page.getByText('2 条没有通过核验，什么也没有改变').waitFor();
  await page.getByText('签名对不上').waitFor();
  await page.getByText('源头治理组组员').waitFor();
  expect(await page.getByRole('row', { name: /未收讫/ }).textContent()).toContain('任命');
  answer('people.log', { entries: [], refused: [] });
  await page.getByText('还没有记录').waitFor();
  await page.getByRole('link', { name: '查阅记录' }).click();
  await page.getByRole('row', { name: /陈方.*周立群.*调度会联络/ }).waitFor();
  await page.close();
  const { 'people.readings': _, ...without } = answers;
  const away = await stand.open('/people/readings', { size: [1366, 768], answers: without });
  await away.page.getByText('这台终端不带人员资料账').waitFor();
  await away.page.close();
});

test('terms of keeping by kind, what ends soon, what is held; without the office the terms stand', async () => {
  const { page, acts } = await open('/people/keeping');
  await page.getByText('1147 项，最早 2024-12-05').waitFor();
  const rows = page.getByRole('table').getByRole('row');
  expect(await rows.count()).toBe(11);
  expect(await rows.nth(1).textContent()).toContain('2 年过车当天');
  await page.getByText('依据待核').waitFor();
  await page.getByText('最近一次处理：2024-12-05').waitFor();
  await page.getByText('另有过车明细 2 家·日已到期').waitFor();
  expect(await page.getByRole('main').getByRole('button').count()).toBe(0);
  expect(acts.every(({ name }) => name === 'keep.outlook')).toBe(true);
  await page.close();
  const away = await stand.open('/people/keeping', {
    ...{ size: [1366, 768], answers },
    refused: { 'keep.outlook': ['away', 'the office can’t be reached'] },
  });
  await away.page.getByText('办公室不在线，到期的有多少看不到').waitFor();
  expect(await away.page.getByRole('table').getByRole('row').count()).toBe(11);
  await away.page.close();
});

test('one’s own key: fingerprint in fours, another PIN, and none where there is none', async () => {
  const { page, acts, answer } = await open('/people/key');
  await page.getByText('5a1c 09d2 e7b3 4f86').waitFor();
  await page.getByRole('button', { name: '改口令' }).click();
  await page.getByLabel('原口令').fill('2468');
  await page.getByLabel('新口令（四位以上）').fill('13579');
  await page.getByLabel('新口令再输一次').fill('1357');
  await page.keyboard.press('Enter');
  await page.getByText('两次输入的新口令不一样').waitFor();
  await page.getByLabel('新口令再输一次').fill('13579');
  await page.keyboard.press('Enter');
  await page.getByText('口令已改').waitFor();
  expect(acts).toEqual([{ name: 'key.changePin', input: { pin: '2468', next: '13579' } }]);
  answer('key.state', { ...ownKey, state: 'none', key: null, standing: null });
  await page.getByRole('heading', { name: '这台终端没有签名钥匙' }).waitFor();
  await page.close();
});

test('empty, offline and English', async () => {
  const empty = await open('/people/unit/county:410802', { 'people.list': p.empty, 'sync.status': syncAway });
  await empty.page.getByRole('heading', { name: '还没有人' }).waitFor();
  expect(await empty.page.locator('footer').textContent()).toContain('连不上办公室');
  await empty.page.close();
  const english = await open('/people/unit/group:source/p3', {}, '?lang=en');
  await english.page.getByRole('heading', { name: 'Source control' }).waitFor();
  await english.page.getByText('Leader, Source control').first().waitFor();
  await english.page.close();
});

test('axe finds nothing to mend on any part of the desk', async () => {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const states: [route: string, button: string | null][] = [
    ['/people/unit/command/p2', '吊销'],
    ['/people/unit/group:source/p5', '指定代行'],
    ['/people/unit/group:source', '任命'],
    ['/people/standIns', null],
    ['/people/codes', null],
    ['/people/log', null],
    ['/people/readings', null],
    ['/people/keeping', null],
    ['/people/key', '改口令'],
  ];
  for (const [route, button] of states) {
    const { page } = await open(route);
    await page.getByRole('navigation', { name: '人员各部分' }).waitFor();
    if (button) await page.getByRole('button', { name: button, exact: true }).click();
    if (button) await page.getByRole('button', { name: '确定' }).click();
    await page.evaluate(source);
    const found = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } };
      return (await axe.run()).violations.map((violation) => violation.id);
    });
    expect([route, found]).toEqual([route, []]);
    await page.close();
  }
});
