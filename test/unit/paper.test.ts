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

/** Made once for all. */
const forms = templates();
const names = Object.keys(samples) as (keyof typeof samples)[];
const make = (
  name: PaperName,
  data: unknown = samples[name as keyof typeof samples],
  from: string | null = null,
) => paper(name, data as never, from);

const textOf = (bytes: Buffer) =>
  partsOf(bytes)
    .flatMap((part) => paragraphsOf(bytes, part))
    .join('\n');

/** Every text of a paper's data, rows included. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

describe.each(names)('%s', (name) => {
  test('every text of its data stands on it, and no tag is left', () => {
    const bytes = make(name);
    const all = textOf(bytes);
    const lost = textsIn(samples[name]).filter((text) => !all.includes(text));
    expect(lost).toEqual([]);
    expect(all).not.toMatch(/[{}]|undefined|\[object/);
  });

  test('is marked where the office is a demonstration, and only there', () => {
    expect(textOf(make(name))).toContain('演示数据');
    expect(textOf(make(name, { ...samples[name], demo: false }))).not.toContain('演示数据');
  });

  test('without any rows it is still a paper', () => {
    const bare = Object.fromEntries(
      Object.entries(samples[name]).map(([field, value]) => [field, Array.isArray(value) ? [] : value]),
    );
    expect(textOf(make(name, bare))).not.toMatch(/[{}]|undefined/);
  });

  test('its shipped template is what its form makes, and says where its measures come from', async () => {
    const shipped = readFileSync(templateOf(name, null));
    const made = (await forms).get(`${name}.docx`)!;
    for (const part of [...partsOf(made), 'word/styles.xml', 'word/fontTable.xml'])
      expect(xmlOf(shipped, part)).toBe(xmlOf(made, part));
    expect(xmlOf(shipped, 'docProps/core.xml')).toContain('依据待核');
    expect(textOf(shipped)).not.toContain('GB/T 9704');
  });
});

describe('the form of an official paper', () => {
  const of = (name: PaperName, part = 'word/document.xml') => xmlOf(make(name), part);

  test('A4 with its margins, page numbers outside, 仿宋 三号 on lines of 28.95 pt', () => {
    const xml = of('meeting-minutes');
    expect(xml).toMatch(/<w:pgSz [^>]*w:w="11906" [^>]*w:h="16838"/);
    // 37, 26, 35, 28 mm in twips.
    expect(xml).toMatch(/<w:pgMar [^>]*w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/);
    expect(of('meeting-minutes', 'word/settings.xml')).toContain('w:evenAndOddHeaders');
    const body = /<w:style [^>]*w:styleId="Body".*?<\/w:style>/s.exec(
      of('meeting-minutes', 'word/styles.xml'),
    )![0];
    expect(body).toContain('w:eastAsia="仿宋_GB2312"');
    expect(body).toContain('<w:sz w:val="32"/>');
    expect(body).toMatch(/w:line="579"/);
    expect(body).toMatch(/w:firstLineChars="200"/);
    expect(of('meeting-minutes', 'word/fontTable.xml')).toContain('<w:altName w:val="FangSong_GB2312,仿宋');
  });

  test('纪要: who was there stands after the body, 分送 in the frame at the foot', () => {
    const lines = paragraphsOf(make('meeting-minutes'));
    const at = (start: string) => lines.findIndex((line) => line.trim().startsWith(start));
    const order = [
      '送审稿',
      '绿色货运工作调度会议纪要',
      '〔2024〕3号',
      '一、',
      '会议要求：督促',
      '出席：',
      '请假：',
      '分送：',
    ];
    expect(order.map(at).every((place, n, all) => place >= 0 && (n === 0 || place > all[n - 1]!))).toBe(true);
    expect(at('缺席：')).toBe(-1);
    expect(of('meeting-minutes')).toMatch(/<w:framePr [^>]*w:yAlign="bottom"/);
  });

  test('纪要 with a text of its own carries that and not the items’', () => {
    const data = { ...samples['meeting-minutes'], paragraphs: ['会议听取了三项汇报。'] };
    const lines = paragraphsOf(make('meeting-minutes', data));
    expect(lines).toContain('会议听取了三项汇报。');
    expect(lines.some((line) => line.includes('现将会议情况纪要如下') || line.startsWith('一、'))).toBe(
      false,
    );
  });

  test('参阅件 lies across an A3', () => {
    expect(of('meeting-brief')).toMatch(
      /<w:pgSz [^>]*w:w="23811" [^>]*w:h="16838" [^>]*w:orient="landscape"/,
    );
  });

  test('督办单 shows its light with word and shape, and only that one', () => {
    const lights = (data: object) =>
      paragraphsOf(make('task-supervision', { ...samples['task-supervision'], ...data })).filter((line) =>
        /^[■▲◐]/.test(line),
      );
    expect(lights({})).toEqual(['■ 逾期']);
    expect(lights({ state: '临期', overdue: false, near: true })).toEqual(['◐ 临期']);
  });

  test('long names wrap within columns of fixed width; heads are repeated, rows not torn', () => {
    for (const name of ['daily', 'weekly', 'handover-list', 'meeting-signin'] as const) {
      const xml = of(name);
      expect(xml.match(/<w:tblLayout w:type="fixed"/g)?.length).toBe(xml.match(/<w:tbl>/g)?.length);
      expect(xml).toContain('<w:tblHeader/>');
      expect(xml.match(/<w:tr>/g)?.length).toBe(xml.match(/<w:cantSplit\/>/g)?.length);
    }
  });

  test('a notice leaves out what nobody said', () => {
    const lines = paragraphsOf(make('meeting-notice'));
    expect(lines).toContain(
      '1.上次会议交办事项办理情况（听取；汇报单位：指挥部办公室，汇报人：示例甲，10分钟）',
    );
    expect(lines).toContain(
      '3.关于调整其余门禁企业十二月底绿牌占比目标的请示（决定；汇报单位：源头治理组，8分钟）',
    );
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
    put(edited(shipped, (body) => body.replace('三、有关要求', '三、会议要求')));
    expect(paragraphsOf(make('meeting-notice', undefined, own))).toContain('三、会议要求');
    expect(templateOf('target-request', own)).not.toContain(own);
  });

  test('a tag that Word tore into several runs is read', () => {
    put(edited(shipped, (body) => body.replace('{主送单位}', '{主</w:t></w:r><w:r><w:t>送单位}')));
    expect(paragraphsOf(make('meeting-notice', undefined, own))).toContain(
      '各县（市）区人民政府、城乡一体化示范区管委会，各专项组，市直有关单位：',
    );
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
    ['raw XML', (body: string) => body.replace('{成文日期}<', '{@成文日期}<'), /\{成文日期\}: raw XML/],
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
  const to = '第三会议室 <w:p> & {主持人} \u0007\u001b';
  const lines = paragraphsOf(make('meeting-notice', { ...samples['meeting-notice'], to }));
  expect(lines).toContain('第三会议室 <w:p> & {主持人} ：');
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
