import { useState } from 'react';
import { addDays, dayOf } from '../../domain/day.ts';
import { EvidenceField, type Proof } from '../actions/fields.tsx';
import { ActForm, Field } from '../duty/ActForm.tsx';
import { Choose, DayField, useMissing, useNoDay } from '../parts/fields.tsx';
import { useText } from '../text.ts';
import { useCall, useNow } from '../use.ts';

/** An enterprise objects to a day's figures: who, why, what it rests on. */
export function DisputeForm({
  enterprises,
  onDone,
  onCancel,
}: {
  enterprises: readonly { id: string; name: string }[];
  onDone(): void;
  onCancel(): void;
}) {
  const t = useText().gateDays;
  const call = useCall();
  const missing = useMissing();
  const noDay = useNoDay();
  const today = dayOf(useNow(60_000));
  const [enterprise, setEnterprise] = useState(enterprises.length === 1 ? enterprises[0]!.id : '');
  const [date, setDate] = useState(addDays(today, -1));
  const [who, setWho] = useState('');
  const [ground, setGround] = useState('');
  const [passages, setPassages] = useState('');
  const [proofs, setProofs] = useState<Proof[]>([]);
  const send = () =>
    missing([
      [t.enterprise, enterprise],
      [t.who, who],
      [t.ground, ground],
    ]) ??
    noDay([[t.date, date]]) ??
    call('gateDay.dispute', {
      ...{ date, enterprise, who: who.trim(), ground: ground.trim() },
      ...(proofs.length ? { attachments: proofs.map(({ sha256 }) => sha256) } : {}),
      ...(passages.trim() ? { passages: passages.trim().split(/[\s,，、]+/) } : {}),
    });
  return (
    <ActForm title={t.dispute} level="h2" send={send} onDone={onDone} onCancel={onCancel}>
      <Choose
        label={t.enterprise}
        value={enterprise}
        onChange={setEnterprise}
        options={enterprises.map(({ id, name }) => [id, name] as const)}
      />
      <DayField label={t.date} value={date} onChange={setDate} />
      <Field label={t.who} value={who} onChange={setWho} />
      <Field label={t.ground} value={ground} onChange={setGround} long />
      <Field label={t.passageIds} value={passages} onChange={setPassages} />
      <EvidenceField value={proofs} onChange={setProofs} />
      <p className="quiet">{t.disputesHint}</p>
    </ActForm>
  );
}
