import { type ReactNode, useId } from 'react';
import { isDay } from '../../domain/day.ts';
import form from '../duty/act-form.module.css';
import { useText } from '../text.ts';

/** Fields of forms in place, and what forms say of one that is left empty or is no day. */

/** A label over whatever is filled in. */
export function Labelled({ label, children }: { label: string; children(id: string): ReactNode }) {
  const id = useId();
  return (
    <p className={form.field}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </p>
  );
}

/** One of a few. */
export function ChoiceField<V extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: V;
  options: readonly (readonly [NoInfer<V>, string])[];
  onChange(value: NoInfer<V>): void;
}) {
  return (
    <Labelled label={label}>
      {(id) => (
        <select id={id} value={value} onChange={(event) => onChange(event.target.value as V)}>
          {options.map(([key, word]) => (
            <option key={key} value={key}>
              {word}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

/** One of a few, or none yet: the empty text. */
export function Choose({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: string;
  options: readonly (readonly [string, string])[];
  onChange(value: string): void;
}) {
  return <ChoiceField label={label} value={value} options={[['', '—'], ...options]} onChange={onChange} />;
}

interface Filled {
  label: string;
  value: string;
  onChange(value: string): void;
}

/** A field of a kind that the plain one is not: a number, a day, a time. */
export function InputField({
  label,
  value,
  onChange,
  type,
}: Filled & { type: 'number' | 'date' | 'datetime-local' }) {
  return (
    <Labelled label={label}>
      {(id) => <input id={id} type={type} value={value} onChange={(event) => onChange(event.target.value)} />}
    </Labelled>
  );
}

export function DayField(filled: Filled) {
  return <InputField {...filled} type="date" />;
}

/** What nobody reads over a shoulder. */
export function Secret({ label, value, onChange }: Filled) {
  return (
    <Labelled label={label}>
      {(id) => (
        <input
          id={id}
          type="password"
          autoComplete="off"
          maxLength={128}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Labelled>
  );
}

/** The first day that is none, as the form says it. */
export function useNoDay(): (fields: readonly (readonly [label: string, value: string])[]) => string | null {
  const t = useText().parts.form;
  return (fields) => {
    const wrong = fields.find(([, value]) => !isDay(value));
    return wrong ? `${wrong[0]}：${t.notDay}` : null;
  };
}

/** The first field that was left empty, as the form says it; null when all are filled. */
export function useMissing(): (
  fields: readonly (readonly [label: string, value: string])[],
) => string | null {
  const t = useText().parts.form;
  return (fields) => {
    const empty = fields.find(([, value]) => value.trim() === '');
    return empty ? `${empty[0]}：${t.required}` : null;
  };
}
