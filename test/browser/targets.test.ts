import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gatesDay } from './fixtures.ts';
import { me, syncAway } from './scenes.fixtures.ts';
import { type Answers, type Opened, type Stand, startStand } from './stand.ts';
import { body, deskAnswers, plansAmended, request, requests, trial } from './targets.fixtures.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
});
afterAll(() => stand.close());

const leader = ['target.propose', 'target.withdraw', 'target.cosign', 'target.allot', 'plan.propose'];
const office = ['target.record', 'target.confirm', 'target.check'];
const deputy = ['target.decide', 'target.review', 'plan.decide'];

const open = (
  route: string,
  acts: string[],
  more: { answers?: Answers; size?: [number, number]; search?: string } = {},
) =>
  stand.open(route, {
    size: more.size ?? [1366, 768],
    ...(more.search === undefined ? {} : { search: more.search }),
    answers: { ...deskAnswers, me: { ...me, acts, post: 'deputy' }, ...more.answers },
  });

const index = ({ page }: Opened) => page.getByRole('navigation', { name: '目标、请示与方案' });
const region = ({ page }: Opened, name: string) => page.getByRole('region', { name });

test('what there is: lines, requests with their state, what is being written, plans, and what was refused', async () => {
  const opened = await open('/targets', leader);
  await index(opened).getByText('1 个阶段期已过').waitFor();
  await index(opened).getByText('没写完的').waitFor();
  const said = await index(opened).textContent();
  expect(said).toContain('现行 80%，自 11-30');
  expect(said).toContain('下一线 90%，12-31');
  expect(said).toContain('请示 85%');
  for (const word of ['待决', '代录待核', '已准', '退回', '同一条线另有请示', '没写完的', '1 个阶段期已过'])
    expect(said, word).toContain(word);
  await opened.page.getByText('未通过校验 2 条，不作数').click();
  expect(await index(opened).textContent()).toContain('the signature does not fit');
  await opened.page.close();
});

test('what one request would mean: both versions, who changes, the days, and a table behind each picture', async () => {
  const opened = await open('/targets/request/p1', deputy);
  const part = region(opened, '试算');
  await part.waitFor();
  const said = await part.textContent();
  const { totals, series, enterprises } = trial.share!;
  expect(said).toContain('现行 90%');
  expect(said).toContain('改为 85%');
  expect(said).toContain(`达标日 ${totals.metDays.current}/${totals.ofDays}`);
  expect(said).toContain(`会变的 ${totals.gains} 家`);
  expect(said).toContain('过去的预警日 3 天');
  expect(said).toContain('到 2024-12-31 还有 26 天');
  const daily = part.getByRole('table', { name: '逐日达标家数' }).getByRole('row');
  expect(await daily.count()).toBe(series.length + 1);
  expect(await daily.last().textContent()).toContain(String(series.at(-1)!.met.proposed));
  await part.getByRole('button', { name: '逐企业看' }).click();
  const each = part.getByRole('table', { name: '各企业近 30 日占比与达标日' }).getByRole('row');
  expect(await each.count()).toBe(enterprises.length + 1);
  expect(await each.last().textContent()).toContain('无数据');
  // As many dots as enterprises that have a median.
  expect(await part.locator('[class*=axis_] > [data-stands][title]').count()).toBe(totals.judged);
  const grounds = await region(opened, '依据').textContent();
  expect(grounds).toContain('77.6 %');
  expect(grounds).toContain('77.7 %');
  expect(grounds).toContain('未知');
  await opened.page.close();
});

test('the deputy decides by keyboard: PIN where the key is locked, and the amendment is tried as it is typed', async () => {
  const opened = await open('/targets/request/p1', deputy);
  const { page, acts, refuse, allow } = opened;
  refuse('target.decide', 'locked', 'this needs your signature: enter the PIN');
  await page.getByRole('button', { name: '修改后批准' }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('改为', { exact: true }).fill('88');
  await page.getByLabel('批示意见').fill('原则同意，按 88% 执行');
  await page.keyboard.press('Control+Enter');
  await page.getByLabel('口令').waitFor();
  allow('target.decide');
  await page.keyboard.type('2468');
  await page.keyboard.press('Enter');
  await page.getByText('修改后批准：已签名存本机').waitFor();
  expect(acts.at(-1)).toEqual({
    name: 'target.decide',
    input: { proposal: 'p1', decision: 'amend', remark: '原则同意，按 88% 执行', amended: { value: 88 } },
  });
  await page.close();
});

test('returned or rejected with a reason; a refusal stands in place and keeps what was typed', async () => {
  const { page, acts, refuse } = await open('/targets/request/p1', deputy);
  await page.getByRole('button', { name: '退回' }).click();
  await page.getByRole('button', { name: '确定' }).click();
  expect(await page.getByRole('alert').textContent()).toContain('写明理由');
  refuse('target.decide', 'unknown_proposal', 'p1: no such proposal here');
  await page.getByLabel('批示意见').fill('依据不足');
  await page.getByRole('button', { name: '确定' }).click();
  await expect.poll(() => page.getByRole('alert').textContent()).toContain('no such proposal here');
  expect(await page.getByLabel('批示意见').inputValue()).toBe('依据不足');
  expect(acts).toEqual([]);
  await page.close();
});

test('two requests about one line are shown as a conflict that a person settles', async () => {
  const opened = await open('/targets/request/p1', deputy);
  const rivals = region(opened, '同一条线另有请示');
  expect(await rivals.textContent()).toContain('由人来定');
  await rivals.getByRole('link').click();
  await opened.page.getByRole('heading', { name: '改为 80%，至预警解除' }).waitFor();
  await opened.page.close();
});

test('who may not decide sees no keys, and why', async () => {
  const { page } = await open('/targets/request/p1', []);
  await page.getByText('这里只能看').waitFor();
  expect(await page.getByRole('button', { name: '批准并签署' }).count()).toBe(0);
  expect(await page.getByRole('link', { name: '起草请示' }).count()).toBe(0);
  await page.close();
});

test('the office records from paper with its scan, and another person compares it', async () => {
  const recorded = await open('/targets/request/p1', office);
  const { page, acts } = recorded;
  await page.getByRole('button', { name: '代录批示' }).click();
  await page.getByRole('button', { name: '确定' }).click();
  expect(await page.getByRole('alert').textContent()).toContain('必填');
  await page.getByLabel('批示人').selectOption({ label: '秦怀川' });
  await page.getByLabel('批示日期').fill('2024-12-05');
  await page.getByLabel('扫描件').setInputFiles({
    ...{ name: '批示.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') },
  });
  await page.getByText('已存本机 1 kB').waitFor();
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByText('代录批示：已签名存本机').waitFor();
  expect(acts.map((each) => each.name)).toEqual(['file.keep', 'target.record']);
  expect(acts[1]!.input).toMatchObject({
    ...{ proposal: 'p1', approver: 'chief', decision: 'approve', decidedOn: '2024-12-05', channel: '批示' },
    scan: '5'.repeat(64),
  });
  await page.close();

  const compared = await open('/targets/request/p3', office);
  const paper = region(compared, '代录');
  expect(await paper.textContent()).toContain('等另一人核对原件');
  await paper.getByRole('button', { name: '核对代录' }).click();
  await paper.getByRole('img', { name: '原件扫描' }).waitFor();
  await paper.getByRole('button', { name: '确定' }).click();
  await compared.page.getByText('核对代录：已签名存本机').waitFor();
  expect(compared.acts.at(-1)).toEqual({ name: 'target.confirm', input: { recorded: 'r1' } });
  await compared.page.close();
});

test('a request is written, kept as it is typed, tried, and sent once it is signed', async () => {
  const { page, acts } = await open('/targets/write/new', leader);
  await page.getByLabel('目标', { exact: true }).selectOption({ label: '重点双高绿牌占比' });
  await page.getByLabel('新值').fill('85');
  expect(await page.getByLabel('期限').inputValue()).toBe('2024-12-31');
  await page.getByText('填好目标、新值和日期后在这里试算').waitFor();
  await page.getByLabel('从哪天起').fill('2024-12-10');
  await page.getByRole('region', { name: '试算' }).waitFor();
  await page.getByRole('button', { name: '冻结此刻的依据' }).click();
  await page.getByText('77.6 %').waitFor();
  await page.getByText('草稿已存本机').waitFor();
  await page.getByRole('button', { name: '确定' }).click();
  expect(await page.getByRole('alert').textContent()).toContain('理由');
  await page.getByLabel('理由').fill('分两步到位');
  await page.getByLabel('会签单位').fill('公安局、交通运输局');
  await page.getByRole('button', { name: '确定' }).click();
  await expect.poll(() => page.url()).toContain('/targets/request/made-');
  const kept = acts.filter((each) => each.name === 'draft.keep');
  expect(kept.length).toBeGreaterThan(0);
  expect(acts.find((each) => each.name === 'target.propose')!.input).toMatchObject({
    ...{ target: 'gate.key_dual_high.share', value: 85, dueOn: '2024-12-31', effectiveFrom: '2024-12-10' },
    ...{ replaces: '2024-12-31', reason: '分两步到位', cosign: ['公安局', '交通运输局'] },
    grounds: [{ query: 'gates.day', value: 77.6 }],
  });
  expect(acts.at(-1)!.name).toBe('draft.drop');
  await page.close();

  const again = await open('/targets', leader);
  await index(again).getByRole('link', { name: '没写完的' }).click();
  expect(await again.page.getByLabel('理由').inputValue()).toBe('写到一半');
  await again.page.close();
});

test('a target’s lines over time with who and on what basis, its breakdown that does not add up', async () => {
  const opened = await open('/targets/line/gate.key_dual_high.share', leader);
  const rows = region(opened, '历次目标线').getByRole('table').getByRole('row');
  await rows.first().waitFor();
  expect(await rows.allTextContents()).toEqual([
    expect.stringContaining('谁定的'),
    expect.stringContaining('征求意见'),
    expect.stringContaining('方案原定'),
    expect.stringMatching(/秦怀川 代录.*正式/),
  ]);
  const { page, acts } = opened;
  const breakdown = region(opened, '分解');
  expect(await breakdown.textContent()).toContain('分解不足');
  await breakdown.getByRole('button', { name: '分解这条目标' }).click();
  await breakdown.getByLabel('马村').fill('88');
  await breakdown.getByLabel('沁阳').fill('92');
  await breakdown.getByRole('button', { name: '确定' }).click();
  await page.getByText('分解这条目标：已签名存本机').waitFor();
  expect(acts).toEqual([
    {
      name: 'target.allot',
      input: {
        ...{ target: 'gate.key_dual_high.share', dueOn: '2024-12-31', level: 'county', reason: '' },
        parts: [
          { to: '410804', value: 88 },
          { to: '410882', value: 92 },
        ],
      },
    },
  ]);
  await page.close();
});

test('groups’ plans: phases by their dates, proposed by their leader, decided like a target', async () => {
  const decides = await open('/targets/plan/road', deputy);
  await region(decides, '路面管控具体方案').getByRole('button', { name: '批准并签署' }).click();
  await decides.page.getByRole('button', { name: '确定' }).click();
  await decides.page.getByText('批准并签署：已签名存本机').waitFor();
  expect(decides.acts).toEqual([
    { name: 'plan.decide', input: { proposal: 'pl1', decision: 'approve', remark: '' } },
  ]);
  await decides.page.close();

  const { page, acts } = await open('/targets/plan/source', leader, {
    answers: { me: { ...me, acts: leader, post: 'leader:source' } },
  });
  expect(await page.getByRole('row', { name: '逐车核对' }).textContent()).toContain('进行中');
  await page.getByRole('button', { name: '起草新版本' }).click();
  await page.getByRole('button', { name: '确定' }).click();
  expect(await page.getByRole('alert').textContent()).toContain('与现行第 2 版没有不同');
  await page.getByLabel('方案名称').fill('源头治理具体方案（第三版）');
  await page.getByLabel('止').nth(2).fill('2024-12-31');
  await page.getByRole('button', { name: '确定' }).click();
  expect(await page.getByRole('alert').textContent()).toContain('止不早于起');
  await page.getByRole('button', { name: '去掉第 3 阶段' }).click();
  const changes = page.getByRole('table', { name: '与现行第 2 版相比，变动 1 处' });
  expect(await changes.locator('[data-change="removed"]').textContent()).toContain('删巩固');
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByText('起草方案：已签名存本机').waitFor();
  const made = acts.find((each) => each.name === 'plan.propose')!.input as { phases: unknown[] };
  expect(made).toMatchObject({ replaces: 'pl0', title: '源头治理具体方案（第三版）' });
  expect(made.phases).toHaveLength(2);
  await page.close();
});

test('a new version stands beside the one in force, line by line, and is amended in consenting', async () => {
  const opened = await open('/targets/plan/source', deputy, { answers: { 'plans.now': plansAmended } });
  const { page, acts } = opened;
  const next = region(opened, '源头治理具体方案（第三版）');
  const changes = next.getByRole('table', { name: '与现行第 2 版相比，变动 3 处' });
  await changes.waitFor();
  expect(
    await changes
      .locator('[data-change]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-change'))),
  ).toEqual(['removed', 'changed', 'same', 'added']);
  const longer = changes.locator('[data-change="changed"]');
  expect(await longer.locator('del').allTextContents()).toEqual(['2024-12-31', '出厂绿牌占比达线']);
  expect(await longer.locator('ins').allTextContents()).toEqual([
    '2025-01-31',
    '出厂绿牌占比达线，逐车留照片',
  ]);
  await next.getByText('起草时现行的是第 1 版，此后已改为第 2 版').waitFor();

  await next.getByRole('button', { name: '修改后批准' }).click();
  await page.getByRole('button', { name: '确定' }).click();
  expect(await page.getByRole('alert').textContent()).toContain('没有修改，可直接批准');
  await page.getByLabel('止').first().fill('2025-01-15');
  await page.getByRole('button', { name: '确定' }).click();
  await expect.poll(() => acts.length).toBe(1);
  expect(acts[0]!.input).toMatchObject({
    ...{ proposal: 'pl2', decision: 'amend' },
    amended: { phases: [{ name: '逐车核对', to: '2025-01-15' }, { name: '巩固' }, { name: '回头看' }] },
  });
  expect(JSON.stringify(acts[0]!.input)).not.toContain('stands');

  // What was in force before is kept, with what each version changed of the one before.
  const versions = page.locator('[data-version]');
  expect(await versions.evaluateAll((all) => all.map((each) => each.getAttribute('data-version')))).toEqual([
    '2',
    '1',
  ]);
  await versions.first().locator('summary').press('Enter');
  expect(await versions.first().textContent()).toContain('与第 1 版相比，变动 2 处');
  expect(await versions.last().textContent()).toContain('2024-11-05 至 2024-11-20');
  await page.close();
});

test('nothing yet, not carried, and offline say so in words', async () => {
  const empty = await open('/targets', leader, {
    answers: {
      'targets.proposals': { proposals: [], dueForReview: [], refused: [] },
      'drafts.list': { drafts: [] },
    },
  });
  await empty.page.getByText('没有请示').waitFor();
  await empty.page.close();

  const { 'targets.inForce': _, 'targets.proposals': __, ...without } = deskAnswers;
  const unknown = await stand.open('/targets', {
    answers: { ...without, 'targets.inForce': undefined as never, 'targets.proposals': undefined as never },
  });
  await unknown.page.getByRole('heading', { name: '目标未知' }).waitFor();
  await unknown.page.close();

  const away = await open('/targets/request/p1', deputy, {
    answers: {
      'sync.status': syncAway,
      'targets.proposals': {
        ...requests,
        proposals: [request('p1', { receipted: false, state: 'pending' })],
      },
    },
  });
  await away.page.getByText('已存本机，办公室未收').waitFor();
  await away.page.getByText('连不上办公室').waitFor();
  await away.page.close();
});

test('axe finds nothing to mend, in both languages, with forms open and refused', async () => {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const all = [...leader, ...office, ...deputy];
  const states: [string, string, string][] = [
    ['/targets', '', ''],
    ['/targets/request/p1', '修改后批准', ''],
    ['/targets/request/p1', '逐企业看', ''],
    ['/targets/request/p1', '代录批示', ''],
    ['/targets/request/p3', '核对代录', ''],
    ['/targets/write/w1', '', ''],
    ['/targets/line/guns', '分解这条目标', ''],
    ['/targets/plan/road', '', ''],
    ['/targets/plan/road', '修改后批准', ''],
    ['/targets/plan/source', '', ''],
    ['/targets/request/p1', 'Approve with a change', '?lang=en'],
    ['/targets/line/guns', 'Break this target down', '?lang=en'],
  ];
  for (const [route, press, search] of states) {
    const { page } = await open(route, all, { search });
    await page.getByRole('main').waitFor();
    if (press) await page.getByRole('button', { name: press }).click();
    if (press)
      await page
        .getByRole('button', { name: /^确定$|^Confirm$/ })
        .click({ timeout: 2000 })
        .catch(() => {});
    await page.evaluate(source);
    const found = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      return (await axe.run()).violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`);
    });
    expect([route, press, found]).toEqual([route, press, []]);
    await page.close();
  }
});

test('the wall shows what is asked for as dashed lines, and lets them go once it is decided', async () => {
  const { page, answer } = await stand.open('/wall/gates', {
    answers: { ...deskAnswers, 'gates.day': gatesDay },
  });
  const tier = page.locator('[data-tier=key_dual_high]');
  await tier.locator('[data-pending="85"]').waitFor();
  expect(await tier.locator('[data-pending]').count()).toBe(2);
  expect(await tier.textContent()).toContain('请示2项');
  expect(await page.locator('[data-tier=other_gated] [data-pending]').count()).toBe(0);
  const approved = { ...request('p1'), state: 'approved' as const };
  const county = request('p8', { body: { ...body, scope: { county: '410804' } } });
  answer('targets.proposals', { ...requests, proposals: [approved, county] });
  await expect.poll(() => tier.locator('[data-pending]').count()).toBe(0);
  await page.close();
});
