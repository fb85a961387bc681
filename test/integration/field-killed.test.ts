import { expect, test } from 'vitest';
import { killed } from './field-killed.ts';

test('SIGKILL of console, office or both at any point: all hold the same, nothing said to be saved is lost, ten rounds', async () => {
  const { saved, lost, doubled, differ } = await killed(10);
  expect({ lost, doubled, differ }).toEqual({ lost: [], doubled: [], differ: [] });
  for (const count of Object.values(saved)) expect(count).toBeGreaterThan(0);
}, 240_000);
