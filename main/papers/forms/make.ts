import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PAPERS, type PaperName } from '../../../domain/paper.ts';
import * as gate from './gate.ts';
import * as meeting from './meeting.ts';
import { page } from './page.ts';
import type { Block } from './parts.ts';
import { type MARGIN, TABLES } from './style.ts';
import * as target from './target.ts';

/** The templates as they are shipped, written anew: `node main/papers/forms/make.ts`. An office edits its own copies. */
const FORMS: Partial<Record<PaperName, { blocks: readonly Block[]; wide?: true; margin?: typeof MARGIN }>> = {
  daily: { blocks: gate.daily, margin: TABLES },
  'meeting-notice': { blocks: meeting.notice },
  'target-request': { blocks: target.request },
};

export async function templates(): Promise<Map<string, Buffer>> {
  const made = new Map<string, Buffer>();
  for (const [name, form] of Object.entries(FORMS))
    made.set(`${name}.docx`, await page({ title: PAPERS[name as PaperName].zh, ...form }));
  return made;
}

if (resolve(process.argv[1] ?? '') === import.meta.filename)
  for (const [file, bytes] of await templates())
    writeFileSync(join(import.meta.dirname, '../templates', file), bytes);
