import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAPERS, type PaperData, type PaperName, tagsOf } from '../../domain/paper.ts';
import { Refusal } from '../../domain/rpc.ts';
import { render } from './render.ts';

/** Beside this file, or where the desktop program's build leaves the project's folder. */
const SHIPPED = [
  join(import.meta.dirname, 'templates'),
  join(import.meta.dirname, '../../main/papers/templates'),
];

/** The template that counts: the office's own of the same name, else the one that came with the program. */
export function templateOf(name: PaperName, own: string | null): string {
  const file = `${name}.docx`;
  const folders = own === null ? SHIPPED : [own, ...SHIPPED];
  const found = folders.map((folder) => join(folder, file)).find((path) => existsSync(path));
  if (found === undefined) throw new Refusal('template', `${file}: this installation lacks it`, file);
  return found;
}

/**
 * A paper from its template. `own` is the folder with the office's templates, in a console's data folder.
 * @throws {Refusal} `template` naming file and tag; `paper_data` naming the field, where the data is not the paper's.
 */
export function paper<N extends PaperName>(name: N, data: PaperData<N>, own: string | null = null): Buffer {
  const parsed = PAPERS[name].data.safeParse(data);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const field = issue?.path.join('.') || 'data';
    throw new Refusal('paper_data', `${name}: ${field}: ${issue?.message ?? 'wrong'}`, field);
  }
  const path = templateOf(name, own);
  return render(readFileSync(path), `templates/${name}.docx`, tagsOf(name), parsed.data);
}
