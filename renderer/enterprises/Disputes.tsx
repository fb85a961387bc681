import { useState } from 'react';
import { Link } from 'wouter';
import { ActForm, Field } from '../duty/ActForm.tsx';
import { Choose, useMissing } from '../parts/fields.tsx';
import { Mark } from '../parts/Mark.tsx';
import { PaperButton } from '../parts/PaperButton.tsx';
import { Scan } from '../targets/Scan.tsx';
import { useText } from '../text.ts';
import { useCall, useQuery } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import { DisputeForm } from './DisputeForm.tsx';
import s from './enterprises.module.css';
import { type Dispute, pathOf, pathOfDay } from './place.ts';
import { Column, Read, useMay } from './Read.tsx';

/** What enterprises object to, the nearest limit first; one of them with its answer. */
export function Disputes({ chosen }: { chosen: string | null }) {
  const t = useText().gateDays;
  const done = useText().enterprises.done;
  const may = useMay();
  const answer = useQuery('gateDays.disputes', {});
  const listed = useQuery('enterprises.list', {}).value?.enterprises ?? [];
  const [opening, setOpening] = useState(false);
  const [said, setSaid] = useState('');
  const shown = answer.value?.disputes.find((each) => each.id === chosen);
  return (
    <main className={s.page}>
      <div className={s.head}>
        <h1>{t.disputes}</h1>
        {may('gateDay.dispute') && !opening && (
          <button type="button" onClick={() => setOpening(true)}>
            {t.dispute}
          </button>
        )}
        <p role="status">{said}</p>
      </div>
      <div className={s.two}>
        <Column label={t.disputes}>
          <Read answer={answer}>
            {({ disputes }) =>
              disputes.length === 0 ? (
                <>
                  <h2>{t.noDisputes}</h2>
                  <p className="quiet">{t.disputesHint}</p>
                </>
              ) : (
                <Rows disputes={disputes} chosen={chosen} />
              )
            }
          </Read>
        </Column>
        <Column label={t.answer}>
          {opening ? (
            <DisputeForm
              enterprises={listed.map(({ enterprise, name }) => ({ id: enterprise, name }))}
              onDone={() => {
                setOpening(false);
                setSaid(done(t.dispute));
              }}
              onCancel={() => setOpening(false)}
            />
          ) : shown ? (
            <Detail key={shown.id} of={shown} />
          ) : (
            answer.value && answer.value.disputes.length > 0 && <p className="quiet">{t.pickDispute}</p>
          )}
        </Column>
      </div>
    </main>
  );
}

function Rows({ disputes, chosen }: { disputes: readonly Dispute[]; chosen: string | null }) {
  return (
    <ul className={s.pick}>
      {disputes.map((each) => (
        <li key={each.id}>
          <Link
            href={`/enterprises/disputes/${encodeURIComponent(each.id)}`}
            aria-current={each.id === chosen ? 'true' : undefined}
          >
            <b>{each.name}</b>
            <span className={s.between}>
              <span>{each.date}</span>
              <DisputeState of={each} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function DisputeState({ of }: { of: Dispute }) {
  const t = useText().gateDays;
  const mark = of.state === 'overdue' || of.state === 'due' ? of.state : null;
  return (
    <span className={mark ? `is-${mark} nowrap` : 'nowrap'}>
      {mark && <Mark of={mark} />}
      {t.disputeState[of.state]}
      {of.state !== 'answered' && `　${t.dueOn(of.dueOn.slice(5))}`}
    </span>
  );
}

function Detail({ of }: { of: Dispute }) {
  const t = useText().gateDays;
  const done = useText().enterprises.done;
  const may = useMay();
  const when = useWhen();
  const [open, setOpen] = useState(false);
  const [said, setSaid] = useState('');
  return (
    <article>
      <h2>
        <Link href={pathOf(of.enterprise)}>{of.name}</Link>
      </h2>
      <p>
        <Link href={pathOfDay(of.date, of.enterprise)}>{of.date}</Link>
        {'　'}
        {t.passagesOf(of.passages.length)}
        {of.attachments.length > 0 && `　${t.attachments(of.attachments.length)}`}
      </p>
      <p>
        {t.raisedBy(of.who, when(of.at))}　<DisputeState of={of} />
      </p>
      <p className={s.ground}>{of.ground}</p>
      <p className={s.keys}>
        <PaperButton paper="dispute-passages" params={{ dispute: of.id }} label={t.passages} />
      </p>
      {of.attachments.map((sha256) => (
        <Scan key={sha256} sha256={sha256} />
      ))}
      {of.answer && (
        <>
          <h3>
            {t.outcomes[of.answer.outcome]}　{t.answeredBy(of.answer.by, when(of.answer.at))}
          </h3>
          <p className={s.ground}>{of.answer.text}</p>
          <p className={s.keys}>
            <PaperButton paper="dispute-answer" params={{ dispute: of.id }} label={t.answerPaper} />
          </p>
        </>
      )}
      {!of.answer && !open && may('gateDay.answer') && (
        <p className={s.keys}>
          <button type="button" onClick={() => setOpen(true)}>
            {t.answer}
          </button>
        </p>
      )}
      {open && !of.answer && (
        <AnswerForm
          of={of}
          onDone={() => {
            setOpen(false);
            setSaid(done(t.answer));
          }}
          onCancel={() => setOpen(false)}
        />
      )}
      <p role="status">{said}</p>
    </article>
  );
}

function AnswerForm({ of, onDone, onCancel }: { of: Dispute; onDone(): void; onCancel(): void }) {
  const t = useText().gateDays;
  const call = useCall();
  const missing = useMissing();
  const [outcome, setOutcome] = useState('');
  const [text, setText] = useState('');
  const send = () =>
    missing([
      [t.outcome, outcome],
      [t.answerText, text],
    ]) ?? call('gateDay.answer', { dispute: of.id, outcome, text: text.trim() });
  return (
    <ActForm title={t.answerTitle(of.name)} send={send} onDone={onDone} onCancel={onCancel}>
      <Choose label={t.outcome} value={outcome} onChange={setOutcome} options={Object.entries(t.outcomes)} />
      <Field label={t.answerText} value={text} onChange={setText} long />
      <p className="quiet">{t.answerHint}</p>
    </ActForm>
  );
}
