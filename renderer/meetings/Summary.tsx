import { useState } from 'react';
import { type MeetingView, SummaryStep } from '../../domain/contract/meetings.ts';
import { dayOf } from '../../domain/day.ts';
import { SUMMARY } from '../../domain/meeting-plan.ts';
import { mayDo } from '../chair/use-meeting.ts';
import { Minutes } from '../clerk/Minutes.tsx';
import frame from '../desk/frame.module.css';
import { ActForm, Field } from '../duty/ActForm.tsx';
import { InputField } from '../parts/fields.tsx';
import { useText } from '../text.ts';
import { useCall, useNow } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import s from './meetings.module.css';

type Step = SummaryStep | 'returned';

/** The 会议纪要 on its way: 起草, 送审, 会签, 签发, 文号, 印发; who did each, when, and what may come next. */
export function Summary({ view }: { view: MeetingView }) {
  const t = useText().meetings;
  const when = useWhen();
  const [opened, setOpened] = useState<Step | null>(null);
  const { summary } = view;
  const { next } = summary;
  const writable = summary.step === 'drafted' && mayDo(view, 'meeting.write');
  return (
    <>
      <h2>
        {t.summary} <small>{summary.number}</small>
      </h2>
      <ol className={s.way}>
        {SummaryStep.options.map((step) => {
          const said = summary.history.findLast((each) => each.step === step);
          const reached =
            summary.step !== null &&
            SummaryStep.options.indexOf(step) <= SummaryStep.options.indexOf(summary.step);
          return (
            <li key={step} data-step={step} data-reached={reached || undefined}>
              <b>{t.step[step]}</b>
              {reached && said && (
                <span>
                  {t.history(said.by, when(said.at))}
                  {said.paper && `　${t.onPaper}`}
                </span>
              )}
            </li>
          );
        })}
      </ol>
      {opened ? (
        <StepForm key={opened} view={view} step={opened} onDone={() => setOpened(null)} />
      ) : (
        next.length > 0 && (
          <p className={s.keys}>
            {next.map((step, index) => (
              <button
                key={step}
                type="button"
                className={index === 0 ? frame.primary : undefined}
                onClick={() => setOpened(step)}
              >
                {t.step[step]}
              </button>
            ))}
          </p>
        )
      )}
      {summary.step === null ? (
        <p className="quiet">{t.notBegun}</p>
      ) : (
        <Minutes view={view} item={SUMMARY} text={summary.text} label={t.summaryText} readOnly={!writable} />
      )}
      {summary.step !== null && !writable && summary.step !== 'drafted' && (
        <p className="quiet">
          {t.submittedText}
          {summary.hash !== null && `　${t.fingerprint} ${summary.hash}`}
        </p>
      )}
      <History view={view} />
    </>
  );
}

/** Remarks and returns that the line of steps has no room for. */
function History({ view }: { view: MeetingView }) {
  const t = useText().meetings;
  const when = useWhen();
  const said = view.summary.history.filter(
    ({ step, remark, unit }) => step === 'returned' || remark || unit !== null,
  );
  return (
    <ul className={s.history}>
      {said.map((each) => (
        <li key={`${each.step} ${each.at}`}>
          <b>{t.step[each.step]}</b>　{each.unit}　{t.history(each.by, when(each.at))}　{each.remark}
        </li>
      ))}
    </ul>
  );
}

function StepForm({ view, step, onDone }: { view: MeetingView; step: Step; onDone(): void }) {
  const t = useText().meetings;
  const call = useCall();
  const [said, setSaid] = useState({ unit: '', remark: '', number: '', approver: '' });
  const [issuedOn, setIssuedOn] = useState(dayOf(useNow(60_000)));
  const change = (part: keyof typeof said) => (value: string) => setSaid({ ...said, [part]: value });
  const needed = { cosigned: 'unit', numbered: 'number', returned: 'remark' } as const;
  const send = () => {
    const need = step in needed ? needed[step as keyof typeof needed] : null;
    if (need && said[need].trim() === '') return `${t.stepForm[need]}：${t.stepForm.required}`;
    const given = Object.entries(said).flatMap(([part, value]) =>
      value.trim() ? [[part, value.trim()]] : [],
    );
    return call('meeting.minutes', {
      ...{ meeting: view.id, step },
      ...(Object.fromEntries(given) as Partial<typeof said>),
      ...(step === 'issued' ? { issuedOn } : {}),
    });
  };
  return (
    <ActForm title={t.step[step]} send={send} onDone={onDone} onCancel={onDone}>
      {step === 'cosigned' && <Field label={t.stepForm.unit} value={said.unit} onChange={change('unit')} />}
      {step === 'approved' && (
        <Field label={t.stepForm.approver} value={said.approver} onChange={change('approver')} />
      )}
      {step === 'numbered' && (
        <Field label={t.stepForm.number} value={said.number} onChange={change('number')} />
      )}
      {step === 'issued' && (
        <InputField label={t.stepForm.issuedOn} value={issuedOn} onChange={setIssuedOn} type="date" />
      )}
      {step !== 'drafted' && step !== 'numbered' && step !== 'issued' && (
        <Field label={t.stepForm.remark} value={said.remark} onChange={change('remark')} long />
      )}
    </ActForm>
  );
}
