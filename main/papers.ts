import type { PaperMade } from '../domain/contract/papers.ts';
import { Refusal } from '../domain/rpc.ts';
import type { Context, Queries } from './app.ts';
import { makers as briefs } from './papers/brief.ts';
import { makers as cases } from './papers/case.ts';
import { makers as checks } from './papers/check.ts';
import { makers as enterprises } from './papers/enterprise.ts';
import { makers as gates } from './papers/gate.ts';
import type { Made, Maker } from './papers/maker.ts';
import { makers as meetings } from './papers/meeting.ts';
import { makers as targets } from './papers/target.ts';
import { makers as tasks } from './papers/task.ts';

/** Papers and tables that a screen hands out: each noun's makers, by the paper's name. */
const MAKERS: Record<string, Maker> = {
  ...briefs,
  ...cases,
  ...checks,
  ...enterprises,
  ...gates,
  ...meetings,
  ...targets,
  ...tasks,
};

const MIME: Record<Made['kind'], string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

/** Longer names are cut: Windows takes 255 characters for a name, some file systems 255 bytes. */
const LONGEST = 70;

/** A title as a file's name: what Windows does not take is left out, and a demonstration is marked. */
export function fileName({ title, kind }: Made, demo: boolean): string {
  const bare = title
    .replace(/[\u0000-\u001f<>:"/\\|?*]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const short = [...`${demo ? '演示数据 ' : ''}${bare}`]
    .slice(0, LONGEST)
    .join('')
    .replace(/[. ]+$/, '');
  return `${short}.${kind}`;
}

async function make(context: Context, name: string, params: unknown): Promise<PaperMade> {
  const maker = Object.hasOwn(MAKERS, name) ? MAKERS[name] : undefined;
  if (!maker)
    throw new Refusal('unknown_paper', `${name}: no such paper; there are ${papersMade().join(', ')}`, name);
  const made = await maker.make(context, params);
  return {
    name: fileName(made, context.demo),
    mime: MIME[made.kind],
    base64: made.bytes.toString('base64'),
  };
}

/** Names that `paper.make` takes. */
export function papersMade(): string[] {
  return Object.keys(MAKERS);
}

export const queries = {
  'paper.make': {
    // A file of the moment: nobody follows it.
    reads: [],
    run: (context, { paper, params }) => make(context, paper, params),
  },
} satisfies Partial<Queries>;
