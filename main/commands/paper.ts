import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, Failure, UsageError } from '../../command/command.ts';
import type { Tag } from '../../domain/paper/tag.ts';
import { isPaper, PAPERS, type PaperData, type PaperName, tagsOf } from '../../domain/paper.ts';
import { paper, templateOf } from '../papers/paper.ts';

const usage = `npm run paper -- [--data DIR] NAME data.json OUT.docx

A paper from a template and data. --list tells the papers and what their templates may use; --list NAME one of them.
--template NAME OUT.docx gives the template itself, to be edited in Word or WPS and kept under its own name (NAME.docx)
in the folder "templates" of a console's data folder; --data takes it from there.`;

function* lines(tags: readonly Tag[], depth: number): Generator<string> {
  for (const { tag, field, kind, tags: inner } of tags) {
    const written =
      kind === 'text' ? `{${tag}}` : kind === 'texts' ? `{#${tag}}{.}{/${tag}}` : `{#${tag}}…{/${tag}}`;
    yield `${'  '.repeat(depth)}${written}  ${field}`;
    yield* lines(inner, depth + 1);
  }
}

function listed(name: PaperName): string {
  return [`${name}  ${PAPERS[name].zh}`, ...lines(tagsOf(name), 1)].join('\n');
}

function known(name: string | undefined): PaperName {
  if (name !== undefined && isPaper(name)) return name;
  throw new UsageError(`${name ?? 'nothing'}: no such paper; there are ${Object.keys(PAPERS).join(', ')}`);
}

/** The data as JSON; whether it is the paper's is seen where the paper is made. */
function dataOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Failure(`${file} can't be read`, { cause: error });
  }
}

await command(
  {
    usage,
    options: { data: { type: 'string' }, list: { type: 'boolean' }, template: { type: 'boolean' } },
    positionals: { max: 3 },
  },
  ({ values, positionals }) => {
    const [name, first, second] = positionals;
    const own = values.data === undefined ? null : join(values.data, 'templates');
    if (values.list) {
      const names = name === undefined ? (Object.keys(PAPERS) as PaperName[]) : [known(name)];
      process.stdout.write(`${names.map(listed).join('\n\n')}\n`);
    } else if (values.template) {
      if (first === undefined || second !== undefined)
        throw new UsageError('--template takes a paper and a file');
      writeFileSync(first, readFileSync(templateOf(known(name), own)));
    } else {
      if (first === undefined || second === undefined)
        throw new UsageError('a paper, its data and a file are needed');
      const paperName = known(name);
      writeFileSync(second, paper(paperName, dataOf(first) as PaperData<PaperName>, own));
    }
  },
);
