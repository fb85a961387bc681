import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, Failure, required, UsageError } from '../../command/command.ts';
import { PaperMade } from '../../domain/contract/papers.ts';
import type { Tag } from '../../domain/paper/tag.ts';
import { isPaper, PAPERS, type PaperData, type PaperName, tagsOf } from '../../domain/paper.ts';
import { asked } from '../asked.ts';
import { paper, templateOf } from '../papers/paper.ts';
import { papersMade } from '../papers.ts';
import { inputOf } from '../words.ts';

const usage = `npm run paper -- [--data DIR] NAME data.json OUT.docx

A paper from a template and data of one's own.

  --list [NAME]                              the papers, and what their templates may use
  --template NAME OUT.docx                   the template itself, to be edited in Word or WPS
  --data DIR --make NAME '{"params"}' [OUT]  a paper or table of what the console on DIR holds: ${papersMade().join(', ')}

An office's own template stands under its paper's name (NAME.docx) in the folder "templates" of the console's data
folder. Measures of the shipped ones are those of GB/T 9704-2012 as commonly given: 依据待核.`;

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

async function made(folder: string, name: string, params: string | undefined, out: string | undefined) {
  const answer = await asked(folder, 'paper.make', { paper: name, params: inputOf(params) });
  const file = PaperMade.parse(answer);
  const to = out ?? file.name;
  writeFileSync(to, Buffer.from(file.base64, 'base64'));
  process.stdout.write(`${to}\n`);
}

await command(
  {
    usage,
    options: {
      data: { type: 'string' },
      list: { type: 'boolean' },
      template: { type: 'boolean' },
      make: { type: 'boolean' },
    },
    positionals: { max: 3 },
  },
  async (args) => {
    const { values, positionals } = args;
    const [name, first, second] = positionals;
    const own = values.data === undefined ? null : join(values.data, 'templates');
    if (values.list) {
      const names = name === undefined ? (Object.keys(PAPERS) as PaperName[]) : [known(name)];
      process.stdout.write(`${names.map(listed).join('\n\n')}\n`);
    } else if (values.make) {
      if (name === undefined) throw new UsageError('--make takes a paper');
      await made(required(args, 'data'), name, first, second);
    } else if (values.template) {
      if (first === undefined || second !== undefined)
        throw new UsageError('--template takes a paper and a file');
      writeFileSync(first, readFileSync(templateOf(known(name), own)));
    } else {
      const which = known(name);
      if (first === undefined || second === undefined)
        throw new UsageError('a paper, its data and a file are needed');
      writeFileSync(second, paper(which, dataOf(first) as PaperData<PaperName>, own));
    }
  },
);
