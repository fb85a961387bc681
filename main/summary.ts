import type { Parsed } from '../domain/contract.ts';
import type { MeetingState } from '../domain/meeting.ts';
import { mayFollow } from '../domain/meeting-acts.ts';
import { keptKey, SUMMARY } from '../domain/meeting-plan.ts';
import { Refusal } from '../domain/rpc.ts';
import { draftSummary } from '../domain/summary.ts';
import type { Context } from './app.ts';
import { hashOf } from './freeze.ts';
import { opened } from './meeting-acts.ts';
import { readDraft, setFields, writeText } from './meeting-draft.ts';
import { leadName } from './meeting-tasks.ts';
import { counting, sealedTexts, sealsOf } from './meetings.ts';

/** The way of the 会议纪要 after the facts are sealed: 起草, 送审, 会签, 签发, 文号, 印发. */
type Given = Omit<Parsed<'meeting.minutes'>, 'meeting' | 'step'>;

const textOf = (context: Context, { id }: MeetingState): string =>
  readDraft(context.replica, id)?.texts.get(SUMMARY) ?? '';

/** Its first text, where nobody has written one yet. @throws {Refusal} `missing` */
function begin(context: Context, meeting: MeetingState): void {
  if (textOf(context, meeting).trim() !== '') return;
  const sealed = counting(sealsOf(context, meeting))?.body;
  const texts = sealed && sealedTexts(readDraft(context.replica, meeting.id), sealed);
  if (!sealed || !texts)
    throw new Refusal('missing', 'the sealed minutes are not here: the 纪要 cannot be drafted', meeting.id);
  writeText(context, meeting.id, SUMMARY, '', draftSummary(sealed, texts, leadName));
}

/** The text that goes on its way: kept in the draft, so that nobody approves another one. */
function submit(context: Context, meeting: MeetingState): { hash: string } {
  const text = textOf(context, meeting);
  if (text.trim() === '') throw new Refusal('empty', 'the 纪要 has no text yet', meeting.id);
  const hash = hashOf(text);
  setFields(context, meeting.id, { [keptKey(hash)]: text });
  return { hash };
}

/** With its issue the text becomes a fact that everybody reads who reads `actions`. */
function issue(context: Context, meeting: MeetingState): { text: string } {
  const { hash } = meeting.summary;
  const text = hash === null ? undefined : readDraft(context.replica, meeting.id)?.plan.kept.get(hash);
  if (typeof text !== 'string' || hashOf(text) !== hash)
    throw new Refusal('missing', 'the text that was approved is not here', meeting.id);
  return { text };
}

/** What only a leader may say, unless a clerk writes down what was given on paper (代录). */
function checkSigner(context: Context, { approver }: Given): void {
  if (context.me.post === 'deputy' || approver !== undefined) return;
  throw new Refusal('approver', 'the chair signs it; or name who signed on paper', 'approver');
}

export function moveSummary(context: Context, input: Parsed<'meeting.minutes'>): { id: string } {
  const { meeting: id, step, ...given } = input;
  const kind = `meeting.${step}`;
  const meeting = opened(context, 'meeting.minutes', id, kind);
  const stands = meeting.summary.step;
  if (!mayFollow(step, stands))
    throw new Refusal('step', `the 纪要 stands at ${stands ?? 'nothing'}: ${step} cannot follow`, meeting.id);
  if (step === 'approved') checkSigner(context, given);
  if (step === 'numbered' && given.number === undefined)
    throw new Refusal('bad_input', 'number: 文号 is missing', meeting.id);
  if (step === 'drafted') begin(context, meeting);
  const carries =
    step === 'submitted' ? submit(context, meeting) : step === 'issued' ? issue(context, meeting) : {};
  return { id: context.record('actions', kind, meeting.id, { ...given, ...carries }).id };
}
