import { useState } from 'react';
import { Link } from 'wouter';
import type { MeetingView } from '../../domain/contract/meetings.ts';
import { clockOf, dayOf, parseTime } from '../../domain/day.ts';
import { SealedItems, SealLines } from '../chair/Closed.tsx';
import { mayDo } from '../chair/use-meeting.ts';
import { ActForm, Field } from '../duty/ActForm.tsx';
import { dayText } from '../parts/Masthead.tsx';
import { useText } from '../text.ts';
import { useCall } from '../use.ts';
import s from './meetings.module.css';
import { Documents } from './Prepare.tsx';
import { Summary } from './Summary.tsx';

/** A meeting that was held: its sealed facts, the way of its 纪要, and re-opening, which leaves a trace. */
export function Archive({ view }: { view: MeetingView }) {
  const text = useText();
  const t = text.meetings;
  const [reopening, setReopening] = useState(false);
  const at = parseTime(view.at);
  return (
    <div className={s.prepare}>
      <section className={s.middle} aria-label={t.summary}>
        <header className={s.head}>
          <div>
            <h1>{view.number === null ? view.title : text.chair.meetingNo(view.number)}</h1>
            <p>
              {at !== null && <span>{text.chair.when(dayText(dayOf(at), text), clockOf(at))}</span>}
              {view.chair && <span>{text.chair.chairs(view.chair)}</span>}
              <b>{text.chair.state[view.state]}</b>
            </p>
          </div>
          <p className={s.keys}>
            {mayDo(view, 'meeting.reopen') && (
              <button type="button" onClick={() => setReopening(true)}>
                {t.reopen}
              </button>
            )}
            <Link href={`/clerk/${view.id}`}>{t.clerkView}</Link>
          </p>
        </header>
        {reopening && <ReopenForm view={view} onDone={() => setReopening(false)} />}
        {view.sealed ? <Summary view={view} /> : <p>{t.notSealedYet}</p>}
      </section>
      <aside className={s.side}>
        <section aria-label={t.facts} className={s.facts}>
          <h2>{t.facts}</h2>
          <SealLines view={view} />
          <SealedItems view={view} />
        </section>
        <Documents view={view} papers={['meeting-minutes', 'meeting-signin', 'meeting-agenda']} />
      </aside>
    </div>
  );
}

function ReopenForm({ view, onDone }: { view: MeetingView; onDone(): void }) {
  const t = useText().meetings;
  const call = useCall();
  const [reason, setReason] = useState('');
  const send = () =>
    reason.trim() === ''
      ? `${t.reason}：${t.stepForm.required}`
      : call('meeting.reopen', { meeting: view.id, reason: reason.trim() });
  return (
    <ActForm level="h2" title={t.reopen} send={send} onDone={onDone} onCancel={onDone}>
      <p>{t.reopenHint}</p>
      <Field label={t.reason} value={reason} onChange={setReason} long />
    </ActForm>
  );
}
