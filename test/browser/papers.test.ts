import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gatesDay } from './fixtures.ts';
import { type Answers, type Stand, startStand } from './stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
});
afterAll(() => stand.close());

const at = '2024-12-04T15:20:00+08:00';
const dispute = {
  ...{
    id: 'd1',
    date: '2024-11-30',
    enterprise: 'A',
    name: '焦作示例煤焦化（集团）股份有限公司第二焦化分公司',
  },
  ...{ who: '示例甲', ground: '缺记录', attachments: [], passages: [], at, by: '林海', dueOn: '2024-12-09' },
};
const answers: Answers = {
  'paper.make': { name: '企业提示函.docx', mime: 'text/plain', base64: btoa('bytes') },
  'gates.day': gatesDay,
  'handover.list': { to: 'police', line: 'road', asOf: at, rows: [] },
  'gateDays.disputes': {
    disputes: [
      {
        ...{ ...dispute, state: 'answered' as const },
        answer: { outcome: 'partly', text: '补传十七条。', by: '林海', at },
      },
      { ...dispute, id: 'd2', state: 'open' as const, answer: null },
    ],
  },
  'checks.list': {
    month: '2024-12',
    ...{ more: 0, area: { outside: 0, unplaced: 0 } },
    checks: [
      {
        ...{
          id: 'c1',
          kind: 'gate_count',
          result: 'unfit',
          at,
          by: '林海',
          plate: null,
          place: '怀川焦化2号门',
        },
        ...{ county: null, enterprise: null, gate: null, case: null, joinedInto: null, twins: [] },
        ...{ officers: [2, 2], saved: 'office' },
      },
    ],
  },
};
const open = (more: Answers = {}) =>
  stand.open('/papers', { size: [1366, 768], answers: { ...answers, ...more } });

async function axe(page: Awaited<ReturnType<typeof open>>['page']): Promise<string[]> {
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } };
    return (await axe.run()).violations.map(({ id }) => id);
  });
}

test('the day’s papers, notices to those below, answers that were given, records of checks', async () => {
  const { page } = await open();
  const below = page.getByRole('region', { name: '未达标企业' });
  await below.getByRole('listitem').first().waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    below.getByRole('button', { name: '提示函' }).first().click(),
  ]);
  expect(download.suggestedFilename()).toBe('企业提示函.docx');
  const right = page.getByRole('region', { name: '复核意见' });
  expect(await right.getByRole('button', { name: '复核意见' }).count()).toBe(1);
  expect(await right.textContent()).toContain('蹲点核数');
  for (const name of ['日报 Word', '日报 Excel', '周通报 Word'])
    expect(await page.getByRole('button', { name }).count()).toBe(1);
  // One list for each line and receiver.
  expect(await page.getByText('0 件在手').count()).toBe(3);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  expect(await axe(page)).toEqual([]);
  await page.close();
});

test('empty, not carried and refused say so in place', async () => {
  const { page, refuse } = await open({
    'gates.day': { ...gatesDay, rows: [] },
    'gateDays.disputes': { disputes: [] },
    'checks.list': { month: '2024-12', checks: [], more: 0, area: { outside: 0, unplaced: 0 } },
  });
  await page.getByText('这一天没有数据，谁未达标不知道').waitFor();
  await page.getByText('还没有答复过的异议').waitFor();
  await page.getByText('这个月没有检查记录').waitFor();
  refuse('paper.make', 'not_carried', 'actions is not carried here');
  await page.getByRole('button', { name: '周通报 Word' }).click();
  expect(await page.getByRole('alert').textContent()).toContain('这台终端不带所需的账本');
  expect(await axe(page)).toEqual([]);
  await page.close();
});
