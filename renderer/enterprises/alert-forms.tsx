import { useState } from 'react';
import { ALERT_LEVELS } from '../../domain/alert.ts';
import { clockOf, dayOf, isoShanghai, parseTime } from '../../domain/day.ts';
import { ActForm, Field } from '../duty/ActForm.tsx';
import { Choose, InputField, useMissing } from '../parts/fields.tsx';
import { useText } from '../text.ts';
import { useCall, useNow } from '../use.ts';
import s from './enterprises.module.css';
import type { AlertRow } from './place.ts';

interface Ends {
  onDone(): void;
  onCancel(): void;
}

/** A day and a time of the city, as the field has them, with the city's offset; null for what is none. */
function momentOf(text: string): string | null {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? parseTime(`${text}:00+08:00`) : null;
  return at === null ? null : isoShanghai(at);
}

/** As the notice has it: level, who issued it under which number, where, from when until when, what it orders. */
export function RaiseForm({ onDone, onCancel }: Ends) {
  const all = useText();
  const t = all.gateDays;
  const call = useCall();
  const missing = useMissing();
  const now = useNow(60_000);
  const [level, setLevel] = useState('');
  const [from, setFrom] = useState(`${dayOf(now)}T${clockOf(now)}`);
  const [until, setUntil] = useState('');
  const [notice, setNotice] = useState({ issuer: '', number: '', area: '', response: '', measures: '' });
  const send = () => {
    const empty = missing([
      [t.level, level],
      [t.issuer, notice.issuer],
      [t.number, notice.number],
    ]);
    if (empty) return empty;
    const [start, end] = [momentOf(from), until === '' ? null : momentOf(until)];
    if (start === null) return `${t.from}：${t.notTime}`;
    if (until !== '' && end === null) return `${t.until}：${t.notTime}`;
    if (end !== null && end <= start) return t.endFirst;
    const said = Object.entries(notice).flatMap(([key, value]) =>
      value.trim() ? [[key, value.trim()]] : [],
    );
    return call('alert.raise', {
      ...{ level: level as (typeof ALERT_LEVELS)[number], from: start },
      ...(end === null ? {} : { until: end }),
      ...Object.fromEntries(said),
    });
  };
  const part = (key: keyof typeof notice, label: string, long = false) => (
    <Field
      label={label}
      value={notice[key]}
      onChange={(value) => setNotice({ ...notice, [key]: value })}
      long={long}
    />
  );
  return (
    <ActForm title={t.raise} level="h2" send={send} onDone={onDone} onCancel={onCancel}>
      <div className={s.pair}>
        <Choose
          label={t.level}
          value={level}
          onChange={setLevel}
          options={ALERT_LEVELS.map((each) => [each, all.parts.alert.level[each]] as const)}
        />
        {part('response', t.response)}
      </div>
      <div className={s.pair}>
        {part('issuer', t.issuer)}
        {part('number', t.number)}
      </div>
      {part('area', t.areaField)}
      <div className={s.pair}>
        <InputField type="datetime-local" label={t.from} value={from} onChange={setFrom} />
        <InputField type="datetime-local" label={t.until} value={until} onChange={setUntil} />
      </div>
      {part('measures', t.measures, true)}
    </ActForm>
  );
}

export function LiftForm({ of, onDone, onCancel }: { of: AlertRow } & Ends) {
  const all = useText();
  const t = all.gateDays;
  const call = useCall();
  const [at, setAt] = useState('');
  const send = () => {
    const moment = at === '' ? null : momentOf(at);
    if (at !== '' && moment === null) return `${t.liftAt}：${t.notTime}`;
    return call('alert.lift', { alert: of.id, ...(moment === null ? {} : { at: moment }) });
  };
  return (
    <ActForm
      title={t.liftTitle(all.parts.alert.level[of.level])}
      send={send}
      onDone={onDone}
      onCancel={onCancel}
    >
      <InputField type="datetime-local" label={t.liftAt} value={at} onChange={setAt} />
      <p className="quiet">{t.liftHint}</p>
    </ActForm>
  );
}
