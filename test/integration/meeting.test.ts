import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ActName, contract, type Input, type Output, type QueryName } from '../../domain/contract.ts';
import type { Context } from '../../main/app.ts';
import { actOf, queryOf } from '../../main/handlers.ts';
import { Scene } from './queries.context.ts';

let scene: Scene;
let clerk: Context;
beforeEach(() => {
  scene = new Scene();
  scene.person('p-office', '林海', '办公室', 'office');
  scene.person('p-deputy', '周明川', '市政府', 'deputy');
  clerk = scene.as('p-office');
});
afterEach(() => scene.close());

const act = <N extends ActName>(context: Context, name: N, input: Input<N>): { id: string } =>
  scene.replica.write(() => actOf(name).run(context, contract[name].input.parse(input) as never));
const ask = async <N extends QueryName>(context: Context, name: N, input: Input<N>): Promise<Output<N>> =>
  (await queryOf(name).run(context, contract[name].input.parse(input) as never)) as Output<N>;

test('a meeting from draft to sealed facts, and the wall with it', async () => {
  const { id } = act(clerk, 'meeting.create', { at: '2024-12-05T14:00:00+08:00' });
  act(clerk, 'meeting.proposeAgenda', {});
  const matter = act(clerk, 'meeting.item', {
    title: '审议：九里山站临时用地',
    ask: 'decide',
    scene: { scene: 'charging' },
  }).id;
  let view = await ask(clerk, 'meeting.view', {});
  expect(view).toMatchObject({ id, number: 1, state: 'draft', chair: '周明川', carried: true });
  expect(view.items.map((item) => item.number)).toEqual(view.items.map((_, index) => index + 1));
  act(clerk, 'meeting.call', {});
  act(clerk, 'meeting.start', {});
  scene.now += 120_000;
  act(clerk, 'meeting.go', { item: matter });
  expect(await ask(clerk, 'wall.now', {})).toMatchObject({ mode: 'meeting', scene: 'charging' });
  act(clerk, 'meeting.write', { item: matter, base: '', text: '会议听取了汇报。' });
  act(clerk, 'meeting.outcome', { item: matter, kind: 'decision', text: '原则同意。' });
  scene.now += 60_000;
  view = await ask(clerk, 'meeting.view', {});
  expect(view.items.at(-1)).toMatchObject({ state: 'current', spentMs: 60_000, text: '会议听取了汇报。' });
  act(clerk, 'meeting.close', {});
  view = await ask(clerk, 'meeting.view', {});
  expect(view).toMatchObject({ state: 'closed', sealed: { by: '林海', state: 'signed' } });
  expect(await ask(clerk, 'wall.now', {})).toMatchObject({ mode: 'rotate' });
  const figures = await ask(clerk, 'meeting.figures', { meeting: id });
  expect(figures.figures.every((each) => each.verified)).toBe(true);
});
