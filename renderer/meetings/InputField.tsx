import { useId } from 'react';
import s from './meetings.module.css';

/** A labelled field of a kind that the plain one is not: a number, a day, a time. */
export function InputField({
  label,
  value,
  onChange,
  type,
}: {
  label: string;
  value: string;
  onChange(value: string): void;
  type: 'number' | 'date' | 'datetime-local';
}) {
  const id = useId();
  return (
    <p className={s.field}>
      <label htmlFor={id}>{label}</label>
      <input id={id} type={type} value={value} onChange={(event) => onChange(event.target.value)} />
    </p>
  );
}

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
  const id = useId();
  return (
    <p className={s.field}>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value as V)}>
        {options.map(([each, word]) => (
          <option key={each} value={each}>
            {word}
          </option>
        ))}
      </select>
    </p>
  );
}
