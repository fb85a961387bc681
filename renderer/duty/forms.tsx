import { useId, useState } from 'react';
import type { AlarmRow } from '../../domain/contract/operations.ts';
import frame from '../desk/frame.module.css';
import { alarmSentence } from '../parts/sentence.ts';
import { useText } from '../text.ts';
import { useCall, useNow } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import { ActForm, Field } from './ActForm.tsx';
import s from './duty.module.css';
import { endOf, type Preset, presets } from './shelve.ts';

interface Opened {
  alarm: AlarmRow;
  onDone(): void;
  onCancel(): void;
}

export function AcknowledgeForm({ alarm, ...rest }: Opened) {
  const t = useText().duty;
  const call = useCall();
  const [note, setNote] = useState('');
  const send = () =>
    call('alarm.acknowledge', { alarm: alarm.id, ...(note.trim() ? { note: note.trim() } : {}) });
  return (
    <ActForm title={t.form.acknowledge} send={send} {...rest}>
      <Field label={t.form.note} value={note} onChange={setNote} />
      <p className={frame.quiet}>{t.ackIsNot}</p>
    </ActForm>
  );
}

export function AssignForm({ alarm, ...rest }: Opened) {
  const t = useText().duty;
  const call = useCall();
  const [to, setTo] = useState('');
  const send = () =>
    to.trim() === ''
      ? `${t.form.to}：${t.form.required}`
      : call('alarm.assign', { alarm: alarm.id, to: to.trim() });
  return (
    <ActForm title={t.form.assign} send={send} {...rest}>
      <Field label={t.form.to} value={to} onChange={setTo} />
    </ActForm>
  );
}

export function ShelveForm({ alarm, ...rest }: Opened) {
  const t = useText().duty;
  const call = useCall();
  const now = useNow(60_000);
  const when = useWhen();
  const name = useId();
  const [reason, setReason] = useState('');
  const [preset, setPreset] = useState<Preset>('h1');
  const [other, setOther] = useState('');
  const until = endOf(preset, other, now);
  const send = () => {
    if (reason.trim() === '') return `${t.form.reason}：${t.form.required}`;
    const end = endOf(preset, other, Date.now());
    if (end === null) return t.form.past;
    return call('alarm.shelve', { alarm: alarm.id, until: end, reason: reason.trim() });
  };
  return (
    <ActForm title={t.form.shelve} send={send} {...rest}>
      <Field label={t.form.reason} value={reason} onChange={setReason} long />
      <fieldset className={s.presets}>
        <legend>{t.form.until}</legend>
        {presets.map((each) => (
          <label key={each}>
            <input type="radio" name={name} checked={preset === each} onChange={() => setPreset(each)} />
            {t.form.preset[each]}
          </label>
        ))}
        {preset === 'other' && (
          <input
            type="datetime-local"
            aria-label={t.form.preset.other}
            value={other}
            onChange={(event) => setOther(event.target.value)}
          />
        )}
        <p className={frame.quiet}>{until === null ? t.form.past : t.form.ends(when(until))}</p>
      </fieldset>
    </ActForm>
  );
}

export function UnshelveForm({ alarm, ...rest }: Opened) {
  const t = useText().duty;
  const call = useCall();
  return (
    <ActForm title={t.form.unshelve} send={() => call('alarm.unshelve', { alarm: alarm.id })} {...rest}>
      {alarm.shelved && <p className={frame.quiet}>{alarm.shelved.reason}</p>}
    </ActForm>
  );
}

export function CallForm({ alarm, ...rest }: Opened) {
  const text = useText();
  const t = text.duty;
  const call = useCall();
  const [called, setCalled] = useState('');
  const [about, setAbout] = useState(() => alarmSentence(alarm, text));
  const [answer, setAnswer] = useState('');
  const send = () => {
    if (called.trim() === '') return `${t.form.called}：${t.form.required}`;
    if (about.trim() === '') return `${t.form.about}：${t.form.required}`;
    return call('duty.call', {
      alarm: alarm.id,
      called: called.trim(),
      about: about.trim(),
      ...(answer.trim() ? { answer: answer.trim() } : {}),
    });
  };
  return (
    <ActForm title={t.form.call} send={send} {...rest}>
      <Field label={t.form.called} value={called} onChange={setCalled} />
      <Field label={t.form.about} value={about} onChange={setAbout} long />
      <Field label={t.form.answer} value={answer} onChange={setAnswer} long />
    </ActForm>
  );
}

/** One step from an alarm to the next meeting's agenda. */
export function NominateForm({ alarm, ...rest }: Opened) {
  const t = useText().duty;
  const call = useCall();
  const [note, setNote] = useState('');
  const send = () =>
    call('alarm.nominate', { alarm: alarm.id, ...(note.trim() ? { note: note.trim() } : {}) });
  return (
    <ActForm title={t.form.nominate} send={send} {...rest}>
      <Field label={t.form.note} value={note} onChange={setNote} />
    </ActForm>
  );
}

export function HandoverForm({
  open,
  onDone,
  onCancel,
}: {
  open: { unacknowledged: number; acknowledged: number; shelved: number };
  onDone(): void;
  onCancel(): void;
}) {
  const t = useText().duty;
  const call = useCall();
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  const send = () =>
    to.trim() === ''
      ? `${t.form.handoverTo}：${t.form.required}`
      : call('duty.handover', { to: to.trim(), note: note.trim() });
  return (
    <ActForm title={t.form.handover} send={send} onDone={onDone} onCancel={onCancel}>
      <p>{t.form.open(open.unacknowledged, open.acknowledged, open.shelved)}</p>
      <Field label={t.form.handoverTo} value={to} onChange={setTo} />
      <Field label={t.form.handoverNote} value={note} onChange={setNote} long />
    </ActForm>
  );
}
