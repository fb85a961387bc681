import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ActName, Input, Output } from '../../domain/contract.ts';
import { openReader } from '../../main/console.ts';
import { handOver } from '../../main/handover.ts';
import { type Running, start, startOffice, temporary, token, until } from './office.ts';

const home = temporary('office');
const [desk, other] = [temporary('console'), temporary('console')];
let office: Running;
const running = new Set<Running>();

beforeAll(async () => {
  office = await startOffice(home.path);
});
afterAll(async () => {
  await Promise.all([...running].map((each) => each.kill()));
  await office?.kill();
  for (const folder of [home, desk, other]) folder.remove();
});

async function open(folder: string, key: string): Promise<Running> {
  const given = ['--server', office.said.url, '--token', key, '--data', folder];
  const console = await start('main/commands/console.ts', [...given, '--shell', 'none']);
  running.add(console);
  return console;
}

const act = <N extends ActName>(name: N, input: Input<N>) =>
  handOver(desk.path, { name, input }, 15_000) as Promise<{ id: string }>;
const textIn = (view: Output<'meeting.view'>): string => view.items[0]?.text ?? '';

test('minutes that were said saved are there after SIGKILL, here and at the office', async () => {
  const key = await token(home.path, 'office', 'clerk');
  let console = await open(desk.path, key);
  const { id: meeting } = await act('meeting.create', {});
  const { id: item } = await act('meeting.item', { meeting, title: '门禁占比' });
  let text = '';
  for (let round = 0; round < 4; round++) {
    const end = performance.now() + 150 + randomInt(400);
    const killed = sleep(end - performance.now()).then(() => console.kill('SIGKILL'));
    for (let n = 0; ; n++) {
      const mine = `${text}第${round}轮第${n}句。\n`;
      const saved = await act('meeting.write', { meeting, item, base: text, text: mine }).then(
        () => true,
        () => false,
      );
      if (!saved) break;
      text = mine;
    }
    await killed;
    running.delete(console);
    const reader = openReader(desk.path);
    const here = textIn(await reader.api.call('meeting.view', { meeting }));
    reader.close();
    // The last one may have been stored without its answer having been heard.
    expect(here.startsWith(text)).toBe(true);
    expect(here.slice(text.length).split('\n').length).toBeLessThanOrEqual(2);
    text = here;
    console = await open(desk.path, key);
  }
  expect(text.split('\n').length).toBeGreaterThan(8);
  await open(other.path, await token(home.path, 'deputy', 'chair'));
  await until(async () => {
    const view = await handOver(other.path, { name: 'meeting.view', input: { meeting } }, 15_000).catch(
      () => null,
    );
    return view !== null && textIn(view as Output<'meeting.view'>) === text;
  });
});
