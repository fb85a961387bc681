import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stand, startStand } from './stand.ts';
import { trial } from './targets.fixtures.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
});
afterAll(() => stand.close());

test('targets, requests, and what one of them would mean', async () => {
  const { page } = await stand.open('/targets', {
    size: [1366, 768],
    answers: { 'targets.whatIf': trial },
  });
  await page.getByRole('link', { name: '重点双高绿牌占比 2024-12-31' }).click();
  const region = page.getByRole('region', { name: '试算' });
  await region.waitFor();
  const said = await region.textContent();
  expect(said).toContain('现行 90%');
  expect(said).toContain('改为 85%');
  expect(await region.getByRole('row').count()).toBe(trial.share!.enterprises.length + 1);
  await page.close();
});
