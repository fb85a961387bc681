import { useRef, useState } from 'react';
import type { MeetingView } from '../../domain/contract/meetings.ts';
import { addDays, dayOf, isoShanghai, parseTime } from '../../domain/day.ts';
import { ActForm, Field } from '../duty/ActForm.tsx';
import { InputField } from '../parts/fields.tsx';
import { useText } from '../text.ts';
import { useCall, useNow } from '../use.ts';

/** What a datetime-local field holds, in Asia/Shanghai: '2024-12-05T14:00'. */
const localOf = (ms: number): string => isoShanghai(ms).slice(0, 16);

/** A meeting's own facts: name, number, when, where, who chairs. Makes one, or changes the one that is given. */
export function HeadForm({
  view,
  number: next,
  onDone,
  onCancel,
}: {
  view?: MeetingView;
  number: number;
  onDone(id: string): void;
  onCancel(): void;
}) {
  const t = useText().meetings;
  const call = useCall();
  const tomorrow = `${addDays(dayOf(useNow(60_000)), 1)}T15:00`;
  const start = view ? parseTime(view.at) : null;
  const [title, setTitle] = useState(view?.title ?? t.form.usualTitle);
  const [number, setNumber] = useState(String(view?.number ?? next));
  const [at, setAt] = useState(start === null ? tomorrow : localOf(start));
  const [place, setPlace] = useState(view?.place ?? '');
  const [chair, setChair] = useState(view?.chair ?? '');
  const made = useRef('');
  const send = () => {
    const begins = parseTime(`${at}+08:00`);
    if (begins === null) return t.form.badTime;
    const count = Number(number);
    if (!Number.isInteger(count) || count < 1 || count > 999) return t.form.badNumber;
    const body = {
      ...{ title: title.trim() || t.form.usualTitle, number: count, at: isoShanghai(begins) },
      ...{ place: place.trim(), chair: chair.trim() },
    };
    const sent = view ? call('meeting.state', { meeting: view.id, ...body }) : call('meeting.create', body);
    return sent.then(({ id }) => {
      made.current = id;
    });
  };
  return (
    <ActForm
      level="h2"
      title={view ? t.change : t.create}
      send={send}
      onDone={() => onDone(view?.id ?? made.current)}
      onCancel={onCancel}
    >
      <Field label={t.form.title} value={title} onChange={setTitle} />
      <InputField label={t.form.number} value={number} onChange={setNumber} type="number" />
      <InputField label={t.form.at} value={at} onChange={setAt} type="datetime-local" />
      <Field label={t.form.place} value={place} onChange={setPlace} />
      <Field label={t.form.chair} value={chair} onChange={setChair} />
      {!view && <p className="quiet">{t.createHint}</p>}
    </ActForm>
  );
}
