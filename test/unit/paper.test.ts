import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { dateZh, numeralZh, weekdayZh } from '../../domain/chinese.ts';
import type { PaperName } from '../../domain/paper.ts';
import { templates } from '../../main/papers/forms/make.ts';
import { paper, templateOf } from '../../main/papers/paper.ts';
import { fileName } from '../../main/papers.ts';
import { edited, paragraphsOf, partsOf, xmlOf } from './paper.read.ts';
import { samples } from './paper.samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'papers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const own = join(folder, 'templates');
mkdirSync(own);

const names = Object.keys(samples) as (keyof typeof samples)[];
const make = (
  name: PaperName,
  data: unknown = samples[name as keyof typeof samples],
  from: string | null = null,
) => paper(name, data as never, from);

describe('each paper', () => {
  test.each(names)('%s: every text of its data stands on it, no tag is left', (name) => {
    const bytes = make(name);
    const all = partsOf(bytes).flatMap((part) => paragraphsOf(bytes, part));
    expect(all.filter((each) => /[{}]|undefined|\[object/.test(each))).toEqual([]);
    expect(all.join('\n')).toContain('演示数据');
  });

  test.each(names)('%s: the shipped template is what its form makes', async (name) => {
    const shipped = readFileSync(templateOf(name, null));
    const made = (await templates()).get(`${name}.docx`)!;
    for (const part of [...partsOf(made), 'word/styles.xml', 'word/fontTable.xml'])
      expect(xmlOf(shipped, part)).toBe(xmlOf(made, part));
  });

  test.each(names)('%s: without the mark where the office is a real one', (name) => {
    const bytes = make(name, { ...samples[name], demo: false });
    expect(
      partsOf(bytes)
        .flatMap((part) => paragraphsOf(bytes, part))
        .join('\n'),
    ).not.toContain('演示数据');
  });
});

describe('会议通知', () => {
  test('items in order, with what is not known left out', () => {
    const lines = paragraphsOf(make('meeting-notice'));
    expect(lines).toContain(
      '1.上次会议交办事项办理情况（听取；汇报单位：指挥部办公室，汇报人：示例甲，10分钟）',
    );
    expect(lines).toContain(
      '3.关于调整其余门禁企业十二月底绿牌占比目标的请示（决定；汇报单位：源头治理组，8分钟）',
    );
  });

  test('A4 with the margins of an official paper, page numbers left and right', () => {
    const xml = xmlOf(make('meeting-notice'), 'word/document.xml');
    expect(xml).toMatch(/<w:pgSz [^>]*w:w="11906" [^>]*w:h="16838"/);
    // 37, 26, 35, 28 mm in twips.
    expect(xml).toMatch(/<w:pgMar [^>]*w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/);
    expect(xmlOf(make('meeting-notice'), 'word/settings.xml')).toContain('w:evenAndOddHeaders');
  });
});

describe('an office’s own template', () => {
  const shipped = readFileSync(templateOf('meeting-notice', null));
  const put = (bytes: Uint8Array) => writeFileSync(join(own, 'meeting-notice.docx'), bytes);
  const refusal = () => {
    try {
      make('meeting-notice', undefined, own);
    } catch (error) {
      return error;
    }
    return null;
  };

  test('of the same name counts', () => {
    put(edited(shipped, (body) => body.replace('有关要求', '会议要求')));
    expect(paragraphsOf(make('meeting-notice', undefined, own))).toContain('六、会议要求');
    expect(templateOf('target-request', own)).not.toContain(own);
  });

  test('a tag that Word tore into several runs is read', () => {
    put(edited(shipped, (body) => body.replace('{主持人}', '{主</w:t></w:r><w:r><w:t>持人}')));
    expect(paragraphsOf(make('meeting-notice', undefined, own))).toContain('市政府副秘书长、副指挥长 示例丙');
  });

  test.each([
    [
      'a field that is not there',
      (body: string) => body.replace('{主持人}', '{主持}'),
      /meeting-notice\.docx: \{主持\}: /,
    ],
    [
      'a loop that is not closed',
      (body: string) => body.replace('{/议题}', ''),
      /meeting-notice\.docx: \{议题\}: .*unclosed/i,
    ],
    [
      'a brace that is not closed',
      (body: string) => body.replace('{主持人}', '{主持人'),
      /meeting-notice\.docx: \{主持人.*\}: /,
    ],
    [
      'a list used as a text',
      (body: string) => body.replace('{主持人}', '{议题}'),
      /\{议题\}: is no single text/,
    ],
    [
      'a field of a row outside of its list',
      (body: string) => body.replace('{主持人}', '{汇报人}'),
      /\{汇报人\}/,
    ],
    ['raw XML', (body: string) => body.replace('{主持人}', '{@主持人}'), /\{主持人\}: raw XML/],
  ])('%s is told with file and tag', (_, change, said) => {
    put(edited(shipped, change));
    expect(refusal()).toMatchObject({ code: 'template', record: 'templates/meeting-notice.docx' });
    expect((refusal() as Error).message).toMatch(said);
  });

  test('what is no Word file is told', () => {
    put(Buffer.from('not a zip'));
    expect(refusal()).toMatchObject({ code: 'template', message: expect.stringContaining('no Word file') });
  });
});

test('data that is not the paper’s is told by its field', () => {
  const { chair: _, ...rest } = samples['meeting-notice'];
  expect(() => make('meeting-notice', rest)).toThrow(/meeting-notice: chair/);
  expect(() => make('meeting-notice', { ...samples['meeting-notice'], extra: '' })).toThrow(/extra/);
});

test('text of machines cannot break a paper', () => {
  const place = '第三会议室 <w:p> & {主持人} \u0007\u001b';
  const lines = paragraphsOf(make('meeting-notice', { ...samples['meeting-notice'], place }));
  expect(lines).toContain('第三会议室 <w:p> & {主持人} ');
});

test('a file’s name is fit for any file system', () => {
  const name = fileName({ title: '纪要 a/b:c*?"<>|\n 第三次', kind: 'docx', bytes: Buffer.alloc(0) }, true);
  expect(name).toBe('演示数据 纪要 a b c 第三次.docx');
  expect([...fileName({ title: '长'.repeat(300), kind: 'xlsx', bytes: Buffer.alloc(0) }, false)].length).toBe(
    75,
  );
});

test('days and numerals as papers write them', () => {
  expect(dateZh('2024-02-09')).toBe('2024年2月9日');
  expect([weekdayZh('2024-12-05'), weekdayZh('1969-12-31')]).toEqual(['星期四', '星期三']);
  expect([1, 10, 12, 20, 99, 100].map(numeralZh)).toEqual(['一', '十', '十二', '二十', '九十九', '100']);
});
