import type { ReactNode } from 'react';
import type { LateEdit, MeetingView } from '../../domain/contract/meetings.ts';
import { type Text, useText } from '../text.ts';
import { useWhen } from '../wall/charging/when.ts';
import s from './chair.module.css';
import { dueText } from './Tasks.tsx';

type Edit = LateEdit['edit'];
type Outcome = Extract<Edit, { about: 'outcome' }>;

/** A remark beside the sealed facts: who wrote it and when, and what they say in place of what was sealed. */
export function LateRemark({ by, at, children }: { by: string; at: string | null; children: ReactNode }) {
  const t = useText().chair;
  const when = useWhen();
  return (
    <div className={s.late} data-late="">
      <span className="quiet">{[t.late, by, at === null ? '' : when(at)].filter(Boolean).join('　')}</span>
      {children}
    </div>
  );
}

/** Edits of an item's outcomes that came after the sealing. */
export function LateOutcomes({ view, item }: { view: MeetingView; item: string }) {
  const own = view.lateEdits.filter(({ edit }) => edit.about === 'outcome' && edit.item === item);
  return <Remarks of={own} />;
}

/** Edits of attendance that came after the sealing, and those of items that are not among the sealed ones. */
export function LateRest({ view }: { view: MeetingView }) {
  const t = useText().chair;
  const known = new Set(view.items.map(({ id }) => id));
  const rest = view.lateEdits.filter(({ edit }) => edit.about === 'attendance' || !known.has(edit.item));
  if (rest.length === 0) return null;
  return (
    <article>
      <h2>{t.lateRest}</h2>
      <Remarks of={rest} />
    </article>
  );
}

function Remarks({ of }: { of: readonly LateEdit[] }) {
  const text = useText();
  return of.map(({ by, at, edit }) => (
    <LateRemark key={`${by} ${edit.about === 'outcome' ? edit.outcome : edit.unit}`} by={by} at={at}>
      <p>{edit.about === 'outcome' ? <OutcomeEdit edit={edit} t={text} /> : attendanceText(edit, text)}</p>
    </LateRemark>
  ));
}

function attendanceText({ unit, was, says }: Extract<Edit, { about: 'attendance' }>, t: Text): string {
  const words = t.chair;
  const of = (said: NonNullable<typeof was>) =>
    [t.clerk.presence[said.presence], said.name, said.note].filter(Boolean).join(' ');
  return `${unit}　${was ? words.lateInstead(of(was), of(says)) : of(says)}`;
}

function OutcomeEdit({ edit: { was, says }, t }: { edit: Outcome; t: Text }) {
  const words = t.chair;
  if (says === null) return <>{words.lateRemoves(was ? outcomeText(was, t) : '')}</>;
  return <>{was ? words.lateInstead(outcomeText(was, t), outcomeText(says, t)) : outcomeText(says, t)}</>;
}

function outcomeText(of: NonNullable<Outcome['says']>, t: Text): string {
  const due = of.kind === 'task' ? dueText(of.dueOn, t) : '';
  const task = of.kind === 'task' ? [of.measure, of.lead, ...of.supporting, of.person, due] : [];
  return [t.chair.outcome[of.kind], of.text, ...task].filter(Boolean).join('　');
}
