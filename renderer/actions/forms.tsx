import { useState } from 'react';
import type { ActionsView } from '../../domain/contract/actions.ts';
import { dayOf } from '../../domain/day.ts';
import { ActForm, Field } from '../duty/ActForm.tsx';
import { DayField } from '../parts/fields.tsx';
import { usePlace } from '../place.ts';
import { useText } from '../text.ts';
import { useCall, useNow } from '../use.ts';
import s from './actions.module.css';
import { Choice, EvidenceField, noTerm, type Proof, TermField, termOf } from './fields.tsx';
import { unitWord } from './units.ts';

interface Opened {
  view: ActionsView;
  action: NonNullable<ActionsView['action']>;
  /** A county speaks for itself: it is not asked for whom. */
  county: boolean;
  onDone(): void;
  onCancel(): void;
}

/** The unit that is spoken for: the lead, or one of the supporting ones. */
function useUnit({ action, county }: Opened) {
  const t = useText().actions;
  const { language } = usePlace();
  const [unit, setUnit] = useState(action.lead);
  const units = [{ unit: action.lead, name: action.leadName }, ...action.supporting];
  const field = !county && units.length > 1 && (
    <Choice
      label={t.form.unit}
      value={unit}
      options={units.map((each) => [each.unit, unitWord(each.unit, each.name, language)] as const)}
      onChange={setUnit}
    />
  );
  return { field, given: county ? {} : { unit } };
}

export function ReceiveForm(opened: Opened) {
  const t = useText().actions;
  const call = useCall();
  const { field, given } = useUnit(opened);
  const send = () => call('action.receive', { action: opened.action.id, ...given });
  return (
    <ActForm title={t.act.receive} send={send} onDone={opened.onDone} onCancel={opened.onCancel}>
      {field}
      <p className={s.quiet}>{t.form.receiveHint}</p>
    </ActForm>
  );
}

export function ReportForm(opened: Opened) {
  const t = useText().actions;
  const call = useCall();
  const today = dayOf(useNow(60_000));
  const { field, given } = useUnit(opened);
  const [text, setText] = useState('');
  const [on, setOn] = useState(today);
  const [percent, setPercent] = useState('');
  const [evidence, setEvidence] = useState<Proof[]>([]);
  const send = () => {
    if (text.trim() === '') return `${t.form.text}：${t.form.required}`;
    const done = percent.trim() === '' ? null : Number(percent);
    if (done !== null && !(Number.isInteger(done) && done >= 0 && done <= 100)) return t.form.badPercent;
    return call('action.report', {
      ...{ action: opened.action.id, ...given, text: text.trim(), on },
      ...(done === null ? {} : { percent: done }),
      ...(evidence.length ? { evidence } : {}),
    });
  };
  return (
    <ActForm title={t.act.report} send={send} onDone={opened.onDone} onCancel={opened.onCancel}>
      <Field label={t.form.text} value={text} onChange={setText} long />
      <div className={s.pair}>
        <Field label={t.form.percent} value={percent} onChange={setPercent} />
        <DayField label={t.form.on} value={on} onChange={setOn} />
      </div>
      {field}
      <EvidenceField value={evidence} onChange={setEvidence} />
    </ActForm>
  );
}

export function ExtendForm({ action, onDone, onCancel }: Opened) {
  const t = useText().actions;
  const call = useCall();
  const [reason, setReason] = useState('');
  const [term, setTerm] = useState({ ...noTerm, kind: 'day' as 'day' | 'workdays' });
  const send = () => {
    if (reason.trim() === '') return `${t.form.reason}：${t.form.required}`;
    const due = termOf(term, t);
    if (typeof due === 'string') return due;
    return call('action.extend', { action: action.id, reason: reason.trim(), ...due });
  };
  return (
    <ActForm title={t.act.extend} send={send} onDone={onDone} onCancel={onCancel}>
      <p className={s.quiet}>{t.form.now(action.dueOn)}</p>
      <Field label={t.form.reason} value={reason} onChange={setReason} long />
      <TermField value={term} onChange={setTerm} />
    </ActForm>
  );
}

/** The request of a kind that waits for an answer. */
function waiting(view: ActionsView, kind: 'extensionAsked' | 'closingAsked') {
  const answered = new Set(view.events.map((event) => event.request));
  return view.events.findLast((event) => event.kind === kind && !answered.has(event.id));
}

export function DecideForm({ view, action, onDone, onCancel }: Opened) {
  const t = useText().actions;
  const { language } = usePlace();
  const call = useCall();
  const asked = waiting(view, 'extensionAsked');
  const [answer, setAnswer] = useState<'grant' | 'other' | 'refuse'>('grant');
  const [dueOn, setDueOn] = useState(asked?.on ?? '');
  const [remark, setRemark] = useState('');
  const send = () => {
    if (answer === 'refuse' && remark.trim() === '') return `${t.form.remark}：${t.form.required}`;
    return call('action.decide', {
      ...{ action: action.id, granted: answer !== 'refuse' },
      ...(asked ? { request: asked.id } : {}),
      ...(answer === 'other' ? { dueOn } : {}),
      ...(remark.trim() ? { remark: remark.trim() } : {}),
    });
  };
  const unit = asked?.unit ? unitWord(asked.unit.unit, asked.unit.name, language) : '';
  return (
    <ActForm title={t.act.decide} send={send} onDone={onDone} onCancel={onCancel}>
      {asked && <p>{t.form.asked(unit, asked.on ?? '', asked.text ?? '')}</p>}
      <p className={s.quiet}>{t.form.now(action.dueOn)}</p>
      <Choice
        label={t.form.answer}
        value={answer}
        options={[
          ['grant', t.form.grant],
          ['other', t.form.grantOther],
          ['refuse', t.form.refuse],
        ]}
        onChange={setAnswer}
      />
      {answer === 'other' && <DayField label={t.form.day} value={dueOn} onChange={setDueOn} />}
      <Field label={t.form.remark} value={remark} onChange={setRemark} long />
    </ActForm>
  );
}

export function CloseForm({ action, onDone, onCancel }: Opened) {
  const t = useText().actions;
  const call = useCall();
  const [text, setText] = useState('');
  const [evidence, setEvidence] = useState<Proof[]>([]);
  const send = () =>
    text.trim() === ''
      ? `${t.form.closing}：${t.form.required}`
      : call('action.close', {
          ...{ action: action.id, text: text.trim() },
          ...(evidence.length ? { evidence } : {}),
        });
  return (
    <ActForm title={t.act.close} send={send} onDone={onDone} onCancel={onCancel}>
      <p className={s.quiet}>
        {t.facts.measure}：{action.measure ?? t.noMeasure}
      </p>
      <Field label={t.form.closing} value={text} onChange={setText} long />
      <EvidenceField value={evidence} onChange={setEvidence} />
    </ActForm>
  );
}

export function ConfirmForm({ view, action, onDone, onCancel }: Opened) {
  const t = useText().actions;
  const call = useCall();
  const asked = waiting(view, 'closingAsked');
  const [result, setResult] = useState<'confirmed' | 'returned'>('confirmed');
  const [remark, setRemark] = useState('');
  const send = () => {
    if (result === 'returned' && remark.trim() === '') return `${t.form.remark}：${t.form.required}`;
    return call('action.confirm', {
      ...{ action: action.id, result },
      ...(asked ? { request: asked.id } : {}),
      ...(remark.trim() ? { remark: remark.trim() } : {}),
    });
  };
  return (
    <ActForm title={t.act.confirm} send={send} onDone={onDone} onCancel={onCancel}>
      <p className={s.quiet}>
        {t.facts.measure}：{action.measure ?? t.noMeasure}
      </p>
      {asked && <p>{t.form.claim(asked.by, asked.text ?? '')}</p>}
      <p className={s.quiet}>{asked?.evidence.length ? t.evidence(asked.evidence.length) : t.noEvidence}</p>
      <Choice
        label={t.form.answer}
        value={result}
        options={[
          ['confirmed', t.form.confirm],
          ['returned', t.form.back],
        ]}
        onChange={setResult}
      />
      <Field label={t.form.remark} value={remark} onChange={setRemark} long />
    </ActForm>
  );
}

export function DropForm({ action, onDone, onCancel }: Opened) {
  const t = useText().actions;
  const call = useCall();
  const [reason, setReason] = useState('');
  const send = () =>
    reason.trim() === ''
      ? `${t.form.reason}：${t.form.required}`
      : call('action.drop', { action: action.id, reason: reason.trim() });
  return (
    <ActForm title={t.act.drop} send={send} onDone={onDone} onCancel={onCancel}>
      <p className={s.quiet}>{t.form.dropHint}</p>
      <Field label={t.form.reason} value={reason} onChange={setReason} long />
    </ActForm>
  );
}
