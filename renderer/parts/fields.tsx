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
  return (
    <Labelled label={label}>
      {(id) => (
        <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">—</option>
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

export function DayField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange(value: string): void;
}) {
  return (
    <Labelled label={label}>
      {(id) => <input id={id} type="date" value={value} onChange={(event) => onChange(event.target.value)} />}
    </Labelled>
  );
}

/** What nobody reads over a shoulder. */
export function Secret({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange(value: string): void;
}) {
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
