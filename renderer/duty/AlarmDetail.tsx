import { useEffect, useRef, useState } from 'react';
import type { AlarmRow } from '../../domain/contract/operations.ts';
import type { Output } from '../../domain/contract.ts';
import frame from '../desk/frame.module.css';
import { alarmSentence } from '../parts/sentence.ts';
import { useText } from '../text.ts';
import { useWhen } from '../wall/charging/when.ts';
import { AlarmTag } from './AlarmTag.tsx';
import s from './duty.module.css';
import { AcknowledgeForm, AssignForm, CallForm, NominateForm, ShelveForm, UnshelveForm } from './forms.tsx';
import { type Act, actsFor } from './order.ts';
import { LogLines } from './ShiftLog.tsx';

const forms = {
  acknowledge: AcknowledgeForm,
  assign: AssignForm,
  shelve: ShelveForm,
  unshelve: UnshelveForm,
  call: CallForm,
  nominate: NominateForm,
};
export const actNames: Record<Act, string> = {
  acknowledge: 'alarm.acknowledge',
  assign: 'alarm.assign',
  shelve: 'alarm.shelve',
  unshelve: 'alarm.unshelve',
  call: 'duty.call',
  nominate: 'alarm.nominate',
};

/** One alarm: what it says, the three facts about it with who and when, and what may be done here. */
export function AlarmDetail({
  alarm,
  me,
  log,
  opened,
  onOpen,
}: {
  alarm: AlarmRow;
  me: Output<'me'> | undefined;
  log: Output<'duty.log'>['entries'];
  opened: Act | null;
  onOpen(act: Act | null): void;
}) {
  const text = useText();
  const t = text.duty;
  const [done, setDone] = useState<string | null>(null);
  const buttons = useRef<HTMLDivElement>(null);
  const may = actsFor(alarm).filter((act) => me?.acts.includes(actNames[act]) && !me.readOnly);
  const mayNot = actsFor(alarm).filter((act) => !may.includes(act));
  const Form = opened && may.includes(opened) ? forms[opened] : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was done belongs to the alarm that was shown
  useEffect(() => setDone(null), [alarm.id]);
  const close = (said: string | null) => {
    onOpen(null);
    setDone(said);
    // The row may have left the list that is shown: the first one takes the focus, so that the keyboard goes on.
    const row = document.querySelector<HTMLElement>(`[data-alarm="${CSS.escape(alarm.id)}"]`);
    (row ?? document.querySelector<HTMLElement>('[data-alarm]'))?.focus();
  };
  return (
    <section className={s.detail} aria-label={alarmSentence(alarm, text)}>
      <p className={frame.quiet}>
        <AlarmTag alarm={alarm} /> {t.priorityOf(t.priority[alarm.priority])}
      </p>
      <h2>{alarmSentence(alarm, text)}</h2>
      <Facts alarm={alarm} />
      {Form && opened ? (
        <Form
          key={`${alarm.id} ${opened}`}
          alarm={alarm}
          onDone={() => close(t.done(t.act[opened]))}
          onCancel={() => close(null)}
        />
      ) : (
        <div className={frame.acts} ref={buttons}>
          {may.map((act, at) => (
            <button
              key={act}
              type="button"
              className={at === 0 ? frame.primary : undefined}
              onClick={() => onOpen(act)}
            >
              {t.act[act]}
              <kbd>{t.key[act]}</kbd>
            </button>
          ))}
        </div>
      )}
      <p role="status" className={frame.done}>
        {done}
      </p>
      {me && mayNot.length > 0 && (
        <p className={frame.quiet}>
          {me.readOnly ? t.readOnly : t.mayNot(mayNot.map((act) => t.act[act]).join('、'))}（
          {t.post(t.postName[me.post.split(':')[0] ?? ''] ?? me.post)}）
        </p>
      )}
      <h3>{t.logOf}</h3>
      <LogLines entries={log.filter((entry) => entry.alarm === alarm.id)} empty={t.logOfEmpty} />
    </section>
  );
}

function Facts({ alarm }: { alarm: AlarmRow }) {
  const t = useText().duty;
  const when = useWhen();
  const no = <span className={frame.quiet}>{t.notYet}</span>;
  return (
    <dl className={frame.facts}>
      <dt>{t.raised}</dt>
      <dd>{when(alarm.raisedAt)}</dd>
      {alarm.returnedAt && (
        <>
          <dt>{t.returnedAt}</dt>
          <dd>{when(alarm.returnedAt)}</dd>
        </>
      )}
      <dt>{t.facts.acknowledged}</dt>
      <dd>{alarm.acknowledged ? t.factBy(alarm.acknowledged.by, when(alarm.acknowledged.at)) : no}</dd>
      <dt>{t.facts.assigned}</dt>
      <dd>
        {alarm.assigned ? t.assignedTo(alarm.assigned.to, alarm.assigned.by, when(alarm.assigned.at)) : no}
      </dd>
      <dt>{t.facts.shelved}</dt>
      <dd>
        {alarm.shelved ? (
          <>
            {t.shelvedUntil(when(alarm.shelved.until), alarm.shelved.by)}
            <br />
            {alarm.shelved.reason}
          </>
        ) : (
          no
        )}
      </dd>
      <dt>{t.facts.calls}</dt>
      <dd>{t.calls(alarm.calls)}</dd>
    </dl>
  );
}
