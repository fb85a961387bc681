import { useRef, useState } from 'react';
import { SOURCE_KINDS, type SourceKind } from '../../domain/action-body.ts';
import { ActForm, Field } from '../duty/ActForm.tsx';
import { useText } from '../text.ts';
import { useCall } from '../use.ts';
import s from './actions.module.css';
import { Choice, NameField, noTerm, TermField, termOf } from './fields.tsx';
import { useNames } from './names.ts';
import { unitsOf } from './units.ts';

/** A new task: what, by whom, until when, and where it comes from. */
export function CreateForm({ onMade, onCancel }: { onMade(id: string): void; onCancel(): void }) {
  const t = useText().actions;
  const call = useCall();
  const names = useNames();
  const [content, setContent] = useState('');
  const [measure, setMeasure] = useState('');
  const [lead, setLead] = useState('');
  const [supporting, setSupporting] = useState('');
  const [person, setPerson] = useState('');
  const [source, setSource] = useState<SourceKind>('instruction');
  const [by, setBy] = useState('');
  const [note, setNote] = useState('');
  const [term, setTerm] = useState(noTerm);
  const made = useRef('');
  const send = () => {
    if (content.trim() === '') return `${t.form.content}：${t.form.required}`;
    if (lead.trim() === '') return `${t.form.lead}：${t.form.required}`;
    const due = termOf(term, t);
    if (typeof due === 'string') return due;
    const units = unitsOf(supporting);
    return call('action.create', {
      ...{ content: content.trim(), lead: lead.trim(), ...due },
      ...(measure.trim() ? { measure: measure.trim() } : {}),
      ...(units.length ? { supporting: units } : {}),
      ...(person.trim() ? { person: person.trim() } : {}),
      source: {
        kind: source,
        ...(by.trim() ? { by: by.trim() } : {}),
        ...(note.trim() ? { note: note.trim() } : {}),
      },
    }).then(({ id }) => {
      made.current = id;
    });
  };
  return (
    <>
      <h2 className="sr-only">{t.create}</h2>
      <ActForm title={t.form.create} send={send} onDone={() => onMade(made.current)} onCancel={onCancel}>
        <Field label={t.form.content} value={content} onChange={setContent} long />
        <Field label={t.form.measure} value={measure} onChange={setMeasure} />
        <div className={s.pair}>
          <NameField label={t.form.lead} value={lead} names={names.units} onChange={setLead} />
          <NameField label={t.form.person} value={person} names={names.people} onChange={setPerson} />
        </div>
        <NameField
          label={t.form.supporting}
          value={supporting}
          names={names.units}
          onChange={setSupporting}
        />
        <TermField value={term} onChange={setTerm} />
        <Choice
          label={t.form.source}
          value={source}
          options={SOURCE_KINDS.map((kind) => [kind, t.source[kind]] as const)}
          onChange={setSource}
        />
        <div className={s.pair}>
          <Field label={t.form.by} value={by} onChange={setBy} />
          <Field label={t.form.note} value={note} onChange={setNote} />
        </div>
      </ActForm>
    </>
  );
}
