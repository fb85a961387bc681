import type { Parsed } from '../domain/contract.ts';
import { mayFollow } from '../domain/meeting-acts.ts';
import { SUMMARY } from '../domain/meeting-plan.ts';
import { Refusal } from '../domain/rpc.ts';
import { nodeCrypto } from '../replica/crypto.ts';
import type { Context } from './app.ts';
import { opened } from './meeting-acts.ts';
import { readDraft } from './meeting-draft.ts';

/** The way of the 会议纪要 after the facts are sealed: 起草, 送审, 会签, 签发, 文号, 印发. */
export function moveSummary(context: Context, input: Parsed<'meeting.minutes'>): { id: string } {
  const { meeting: id, step, ...given } = input;
  const kind = `meeting.${step}`;
  const meeting = opened(context, 'meeting.minutes', id, kind);
  if (!mayFollow(step, meeting.summary.step))
    throw new Refusal(
      'step',
      `the 纪要 stands at ${meeting.summary.step ?? 'nothing'}: ${step} cannot follow`,
    );
  const text = readDraft(context.replica, meeting.id)?.texts.get(SUMMARY) ?? '';
  if (step === 'submitted' && text.trim() === '')
    throw new Refusal('empty', 'the 纪要 has no text yet', meeting.id);
  if (step === 'numbered' && given.number === undefined)
    throw new Refusal('bad_input', 'number: 文号 is missing', meeting.id);
  const carries = step === 'submitted' ? { text, hash: nodeCrypto.sha256(text) } : {};
  return { id: context.record('actions', kind, meeting.id, { ...given, ...carries }).id };
}
