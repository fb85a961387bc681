import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PAPERS, type PaperName } from '../../../domain/paper.ts';
import * as cases from './case.ts';
import * as gate from './gate.ts';
import * as meeting from './meeting.ts';
import { type Margin, page, type Sheet } from './page.ts';
import type { Block } from './parts.ts';
import { ACROSS, ONE_PAGE, TABLES, WIDE } from './style.ts';
import * as target from './target.ts';
import * as task from './task.ts';

/** The templates as they are shipped, written anew: `node main/papers/forms/make.ts`. An office edits its own copies. */
const FORMS: Record<PaperName, { blocks: readonly Block[]; sheet?: Sheet; margin?: Margin }> = {
  'meeting-notice': { blocks: meeting.notice },
  'meeting-agenda': { blocks: meeting.agenda },
  'meeting-signin': { blocks: meeting.signin, margin: TABLES },
  'meeting-brief': { blocks: meeting.brief, sheet: 'A3 across', margin: WIDE },
  'meeting-minutes': { blocks: meeting.minutes },
  'task-order': { blocks: task.order, margin: TABLES },
  'task-supervision': { blocks: task.supervision, margin: TABLES },
  'task-reminder': { blocks: task.reminder, margin: TABLES },
  weekly: { blocks: task.weekly, margin: ONE_PAGE },
  'target-request': { blocks: target.request },
  daily: { blocks: gate.daily, margin: TABLES },
  'enterprise-notice': { blocks: gate.notice },
  'dispute-answer': { blocks: gate.answer },
  'check-record': { blocks: cases.record, margin: TABLES },
  'handover-list': { blocks: cases.handover, sheet: 'A4 across', margin: ACROSS },
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
