import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { PAPER_NAMES } from '../../domain/paper.ts';
import { settle } from '../../main/settings.ts';
import { edited, paragraphsOf } from '../unit/paper.read.ts';
import { samples } from '../unit/paper.samples.ts';
import { Scene } from './queries.context.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'papers-'));
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let scene: Scene;
beforeEach(() => {
  scene = new Scene();
});
afterEach(() => scene.close());

function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      [join(root, 'main/commands/paper.ts'), ...args],
      { cwd: folder },
      (_error, out, err) => done({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

test('an office sees what a template may use, edits one, and makes a paper of data of its own', async () => {
  const list = await run('--list');
  expect(list.err).toBe('');
  for (const name of PAPER_NAMES) expect(list.out).toContain(`\n${name}  `.trimStart());
  expect((await run('--list', 'meeting-notice')).out).toContain(
    '  {#议题}…{/议题}  items\n    {序号}  number',
  );

  expect(await run('--template', 'meeting-notice', at('mine.docx'))).toMatchObject({ code: 0, out: '' });
  mkdirSync(at('templates'));
  const mine = edited(readFileSync(at('mine.docx')), (body) => body.replace('三、有关要求', '三、会议纪律'));
  writeFileSync(at('templates/meeting-notice.docx'), mine);
  writeFileSync(at('data.json'), JSON.stringify(samples['meeting-notice']));
  const made = await run('--data', folder, 'meeting-notice', at('data.json'), at('out.docx'));
  expect(made).toEqual({ code: 0, out: '', err: '' });
  expect(paragraphsOf(readFileSync(at('out.docx')))).toContain('三、会议纪律');

  writeFileSync(
    at('templates/meeting-notice.docx'),
    edited(mine, (body) => body.replace('{主持人}', '{主持}')),
  );
  const broken = await run('--data', folder, 'meeting-notice', at('data.json'), at('out.docx'));
  expect(broken).toMatchObject({ code: 1, out: '' });
  expect(broken.err).toMatch(/^templates\/meeting-notice\.docx: \{主持\}: .*\n$/);
});

test('wrong usage, data that is not the paper’s and a file that is not there are told in one line', async () => {
  expect(await run('nothing')).toMatchObject({ code: 2, err: expect.stringContaining('no such paper') });
  expect(await run('weekly')).toMatchObject({ code: 2 });
  expect(await run('--make', 'daily')).toMatchObject({ code: 2, err: expect.stringContaining('--data') });
  writeFileSync(at('short.json'), '{"period":""}');
  expect(await run('weekly', at('short.json'), at('out.docx'))).toMatchObject({
    ...{ code: 1, err: expect.stringContaining('weekly: asOf') },
  });
  expect(await run('weekly', at('away.json'), at('out.docx'))).toMatchObject({ code: 1 });
});

test('a paper of what a console holds, while none runs there', async () => {
  settle(scene.folder, { server: 'http://127.0.0.1:9', token: 'root.token' });
  scene.say('registry', 'enterprise.registered', 'A', {
    ...{ enterprise: 'A', name: '怀川焦化', tier: 'key_dual_high', county: '410804', gates: ['1'] },
  });
  const made = await run(
    '--data',
    scene.folder,
    '--make',
    'daily',
    '{"date":"2024-12-04"}',
    at('daily.docx'),
  );
  expect(made).toEqual({ code: 0, out: `${at('daily.docx')}\n`, err: '' });
  expect(paragraphsOf(readFileSync(at('daily.docx')))).toContain('怀川焦化（马村区）');
  const away = await run('--data', scene.folder, '--make', 'task-order', '{"action":"x"}', at('x.docx'));
  expect(away).toMatchObject({ code: 1, err: expect.stringContaining('no such task') });
});
