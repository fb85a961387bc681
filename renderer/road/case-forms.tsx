import { useId, useState } from 'react';
import type { CaseView } from '../../domain/contract/road.ts';
import { ActForm, Field } from '../duty/ActForm.tsx';
import form from '../duty/act-form.module.css';
import { useText } from '../text.ts';
import { useCall } from '../use.ts';
import { useCaseWords } from './tags.tsx';

interface Opened {
  view: CaseView;
  onDone(): void;
  onCancel(): void;
}

export function AdvanceForm({ view, to, ...rest }: Opened & { to: string }) {
  const t = useText().road;
  const call = useCall();
  const words = useCaseWords();
  const [note, setNote] = useState('');
  const send = () =>
    call('case.advance', { case: view.id, to, ...(note.trim() ? { note: note.trim() } : {}) });
  return (
    <ActForm title={t.advanceTo(words.stage(to))} send={send} {...rest}>
      <Field label={t.note} value={note} onChange={setNote} long />
    </ActForm>
  );
}

/** `into` null takes a joining back. */
export function JoinForm({ view, into, ...rest }: Opened & { into: string | null }) {
  const t = useText().road;
  const call = useCall();
  const [chosen, setChosen] = useState(into);
  const [reason, setReason] = useState('');
  const send = () =>
    call('case.join', {
      ...{ case: view.id, into: chosen },
      ...(reason.trim() ? { reason: reason.trim() } : {}),
    });
  return (
    <ActForm title={into === null ? t.unjoin : t.joinTitle} send={send} {...rest}>
      {chosen !== null && (
        <Select label={t.joinInto} value={chosen} options={view.twins} onChange={setChosen} />
      )}
      <Field label={t.joinReason} value={reason} onChange={setReason} />
    </ActForm>
  );
}

export function Select({
  label,
  value,
  options,
  name = (option) => option,
  onChange,
}: {
  label: string;
  value: string;
  options: readonly string[];
  name?: (option: string) => string;
  onChange(value: string): void;
}) {
  const id = useId();
  return (
    <p className={form.field}>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option} value={option}>
            {name(option)}
          </option>
        ))}
      </select>
    </p>
  );
}
