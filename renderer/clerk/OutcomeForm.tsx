import { useState } from 'react';
import type { MeetingItem, OutcomeKind } from '../../domain/contract/meetings.ts';
import { ActForm, Field } from '../duty/ActForm.tsx';
import { DayField } from '../parts/fields.tsx';
import { useText } from '../text.ts';
import { useCall } from '../use.ts';
import s from './clerk.module.css';

type Outcome = MeetingItem['outcomes'][number];

/** Puts an outcome down, or changes one: information, decision, or a task with who, by when and how it is measured. */
export function OutcomeForm({
  meeting,
  item,
  kind,
  outcome,
  onDone,
  onCancel,
}: {
  meeting: string;
  item: string;
  kind: OutcomeKind;
  /** The one to change; a new one without it. */
  outcome?: Outcome | undefined;
  onDone(said: string): void;
  onCancel(): void;
}) {
  const text = useText();
  const t = text.clerk;
  const call = useCall();
  const [words, setWords] = useState(outcome?.text ?? '');
  const [task, setTask] = useState({
    lead: outcome?.task?.lead ?? '',
    supporting: outcome?.task?.supporting.join('、') ?? '',
    person: outcome?.task?.person ?? '',
    dueOn: outcome?.task?.dueOn ?? '',
    measure: outcome?.task?.measure ?? '',
  });
  const change = (part: keyof typeof task) => (value: string) => setTask({ ...task, [part]: value });
  const send = () => {
    if (words.trim() === '') return `${t.form.text}：${text.duty.form.required}`;
    return call('meeting.outcome', {
      ...{ meeting, kind, text: words.trim() },
      ...(outcome ? { outcome: outcome.id } : { item }),
      ...(kind === 'task' && {
        ...{ lead: task.lead.trim(), person: task.person.trim(), measure: task.measure.trim() },
        supporting: task.supporting.split(/[、，,;；]/).flatMap((each) => each.trim() || []),
        dueOn: task.dueOn === '' ? null : task.dueOn,
      }),
    });
  };
  const title = outcome ? t.change : t.add[kind];
  return (
    <ActForm title={title} send={send} onDone={() => onDone(t.done(title))} onCancel={onCancel}>
      <Field label={t.form.text} value={words} onChange={setWords} long />
      {kind === 'task' && (
        <>
          <div className={s.pair}>
            <Field label={t.form.lead} value={task.lead} onChange={change('lead')} />
            <Field label={t.form.person} value={task.person} onChange={change('person')} />
          </div>
          <div className={s.pair}>
            <Field label={t.form.supporting} value={task.supporting} onChange={change('supporting')} />
            <DayField label={t.form.dueOn} value={task.dueOn} onChange={change('dueOn')} />
          </div>
          <Field label={t.form.measure} value={task.measure} onChange={change('measure')} />
          <p className="quiet">{t.form.hint}</p>
        </>
      )}
      {outcome && <Remove meeting={meeting} outcome={outcome} onDone={onDone} />}
    </ActForm>
  );
}

/** Hands a task out, or takes an outcome away, each by a button of its own beside the form's. */
function Remove({
  meeting,
  outcome,
  onDone,
}: {
  meeting: string;
  outcome: Outcome;
  onDone(said: string): void;
}) {
  const t = useText().clerk;
  const call = useCall();
  const [wrong, setWrong] = useState<string | null>(null);
  const attempt = (word: string, work: Promise<unknown>) =>
    work.then(
      () => onDone(t.done(word)),
      (error: Error) => setWrong(error.message),
    );
  return (
    <p className={s.more}>
      {outcome.kind === 'task' && outcome.action === null && outcome.lacking.length === 0 && (
        <button
          type="button"
          onClick={() =>
            void attempt(t.form.handOut, call('meeting.handOut', { meeting, outcome: outcome.id }))
          }
        >
          {t.form.handOut}
        </button>
      )}
      <button
        type="button"
        onClick={() =>
          void attempt(t.form.remove, call('meeting.outcome', { meeting, outcome: outcome.id, remove: true }))
        }
      >
        {t.form.remove}
      </button>
      {wrong !== null && <span role="alert">{wrong}</span>}
    </p>
  );
}
