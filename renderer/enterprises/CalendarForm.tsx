import { useState } from 'react';
import { PLANS } from '../../domain/alert.ts';
import { isDay } from '../../domain/day.ts';
import { ActForm } from '../duty/ActForm.tsx';
import { Choose, DayField, useMissing, useNoDay } from '../parts/fields.tsx';
import { useText } from '../text.ts';
import { useCall } from '../use.ts';
import type { View } from './place.ts';

/** From one day to another, or until something else is stated. */
export function CalendarForm({ view, onDone, onCancel }: { view: View; onDone(): void; onCancel(): void }) {
  const all = useText();
  const t = all.enterprises.form;
  const call = useCall();
  const missing = useMissing();
  const noDay = useNoDay();
  const [plan, setPlan] = useState('');
  const [from, setFrom] = useState(view.date);
  const [to, setTo] = useState('');
  const send = () =>
    missing([[t.plan, plan]]) ??
    noDay([[t.from, from], ...(to === '' ? [] : [[t.to, to] as const])]) ??
    (isDay(to) && to < from
      ? all.gateDays.endFirst
      : call('calendar.state', {
          ...{ enterprise: view.enterprise, plan, from },
          ...(to === '' ? {} : { to }),
        }));
  return (
    <ActForm title={t.calendar} level="h2" send={send} onDone={onDone} onCancel={onCancel}>
      <Choose
        label={t.plan}
        value={plan}
        onChange={setPlan}
        options={PLANS.map((each) => [each, all.enterprises.plan[each]] as const)}
      />
      <DayField label={t.from} value={from} onChange={setFrom} />
      <DayField label={t.to} value={to} onChange={setTo} />
      <p className="quiet">{t.calendarHint}</p>
    </ActForm>
  );
}
