import { useId, useState } from 'react';
import { isDay, startOfDay } from '../../domain/day.ts';
import { useReason } from '../duty/ActForm.tsx';
import form from '../duty/act-form.module.css';
import { DayField } from '../parts/fields.tsx';
import { keepFile } from '../targets/file.ts';
import { useText } from '../text.ts';
import { useCall, useQuery } from '../use.ts';
import s from './actions.module.css';

/** A field that offers names and takes any other. */
export function NameField({
  label,
  value,
  names,
  onChange,
}: {
  label: string;
  value: string;
  names: readonly string[];
  onChange(value: string): void;
}) {
  const id = useId();
  return (
    <p className={form.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        list={`${id}-names`}
        value={value}
        maxLength={128}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={`${id}-names`}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </p>
  );
}

/** One of a few: as keys beside each other. */
export function Choice<T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: T;
  options: readonly (readonly [NoInfer<T>, string])[];
  onChange(value: NoInfer<T>): void;
}) {
  const name = useId();
  return (
    <fieldset className={s.choice}>
      <legend>{label}</legend>
      {options.map(([option, word]) => (
        <label key={option}>
          <input type="radio" name={name} checked={value === option} onChange={() => onChange(option)} />
          {word}
        </label>
      ))}
    </fieldset>
  );
}

export interface Term {
  kind: 'workdays' | 'day';
  count: string;
  day: string;
}
export const noTerm: Term = { kind: 'workdays', count: '', day: '' };

/** A term as an act wants it, or what is missing. */
export function termOf(
  { kind, count, day }: Term,
  t: ReturnType<typeof useText>['actions'],
): { workdays: number } | { dueOn: string } | string {
  if (kind === 'day') return isDay(day) ? { dueOn: day } : `${t.form.day}：${t.form.required}`;
  const workdays = Number(count);
  if (count.trim() === '') return `${t.form.count}：${t.form.required}`;
  return Number.isInteger(workdays) && workdays >= 1 && workdays <= 250 ? { workdays } : t.form.badCount;
}

/** Working days, with the date that they make, or a date. */
export function TermField({ value, onChange }: { value: Term; onChange(term: Term): void }) {
  const t = useText().actions;
  const id = useId();
  const term = termOf(value, t);
  return (
    <div className={s.term}>
      <Choice
        label={t.form.term}
        value={value.kind}
        options={[
          ['workdays', t.form.inWorkdays],
          ['day', t.form.onDay],
        ]}
        onChange={(kind) => onChange({ ...value, kind })}
      />
      {value.kind === 'day' ? (
        <DayField label={t.form.day} value={value.day} onChange={(day) => onChange({ ...value, day })} />
      ) : (
        <p className={form.field}>
          <label htmlFor={id}>{t.form.count}</label>
          <span className={s.days}>
            <input
              id={id}
              inputMode="numeric"
              value={value.count}
              onChange={(event) => onChange({ ...value, count: event.target.value })}
            />
            {typeof term === 'object' && 'workdays' in term && <Ends workdays={term.workdays} />}
          </span>
        </p>
      )}
    </div>
  );
}

function Ends({ workdays }: { workdays: number }) {
  const text = useText();
  const { value } = useQuery('actions.due', { workdays });
  if (!value) return null;
  const weekday = text.common.weekdays[new Date(startOfDay(value.dueOn) + 12 * 3_600_000).getUTCDay()];
  return <span>{text.actions.form.ends(value.dueOn, weekday ?? '')}</span>;
}

export type Proof = { name: string; sha256: string };

/** Files as proof: kept on this console and brought to the office; the ledger holds name and fingerprint. */
export function EvidenceField({
  value,
  onChange,
}: {
  value: readonly Proof[];
  onChange(proofs: Proof[]): void;
}) {
  const t = useText().actions;
  const call = useCall();
  const why = useReason();
  const id = useId();
  const [said, setSaid] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const take = async (files: readonly File[]) => {
    setWrong(null);
    try {
      const proofs: Proof[] = [];
      for (const file of files)
        proofs.push({
          name: file.name,
          sha256: await keepFile(call, file, (percent) => setSaid(t.form.keeping(file.name, percent))),
        });
      onChange(proofs);
    } catch (error) {
      setWrong(why(error));
    }
    setSaid(null);
  };
  return (
    <p className={form.field}>
      <label htmlFor={id}>{t.form.evidence}</label>
      <input id={id} type="file" multiple onChange={(event) => void take([...(event.target.files ?? [])])} />
      <span className={s.quiet} role="status">
        {said ?? (value.length > 0 ? t.form.files(value.length) : t.form.evidenceHint)}
      </span>
      {wrong && (
        <span role="alert" className={form.refused}>
          {wrong}
        </span>
      )}
    </p>
  );
}
