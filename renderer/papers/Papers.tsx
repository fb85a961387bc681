import { type ReactNode, useId, useState } from 'react';
import type { GatesDay } from '../../domain/contract/gates.ts';
import type { QueryName } from '../../domain/contract.ts';
import { addDays, dayOf, monthOf } from '../../domain/day.ts';
import frame from '../desk/frame.module.css';
import { useReason } from '../duty/ActForm.tsx';
import { DeskHead } from '../parts/DeskHead.tsx';
import { PaperButton } from '../parts/PaperButton.tsx';
import { SyncLine } from '../parts/SyncLine.tsx';
import { useText } from '../text.ts';
import { type Answer, useNow, useQuery } from '../use.ts';
import s from './papers.module.css';

/** The papers desk: what the office sends out of a day's figures, of answered disputes, of checks and of cases. */
export function Papers() {
  const t = useText().papers;
  const today = dayOf(useNow(60_000));
  const [chosen, setChosen] = useState<string | null>(null);
  const date = chosen ?? addDays(today, -1);
  const day = useQuery('gates.day', { date });
  const id = useId();
  return (
    <div className={frame.desk}>
      <DeskHead />
      <main className={s.page}>
        <div className={s.head}>
          <h1>{t.title}</h1>
          <label htmlFor={id}>{t.day}</label>
          <input
            id={id}
            type="date"
            value={date}
            max={today}
            onChange={(event) => setChosen(event.target.value || null)}
          />
          <p className="quiet">{t.elsewhere}</p>
        </div>
        <div className={s.columns}>
          <Column label={t.daily}>
            <h2>{t.daily}</h2>
            <p className="quiet">{t.dailyHint(t.state[stateOf(day.value)])}</p>
            <p className={s.keys}>
              <PaperButton paper="daily" params={{ date }} label={t.bulletin} />
              <PaperButton paper="daily-table" params={{ date }} label={t.bulletinTable} />
              <PaperButton paper="weekly" params={{ date }} label={t.weekly} />
            </p>
            <h2>{t.handover}</h2>
            <Handover line="road" to="police" />
            <Handover line="emission" to="police" />
            <Handover line="emission" to="transport" />
            <p className="quiet">{t.templates}</p>
          </Column>
          <Column label={t.below}>
            <h2>{t.below}</h2>
            <p className="quiet">{t.belowHint}</p>
            <Read answer={day}>{(value) => <Below day={value} />}</Read>
          </Column>
          <Column label={t.answers}>
            <h2>{t.answers}</h2>
            <Answers />
            <h2>{t.checks}</h2>
            <Checks month={monthOf(date)} />
          </Column>
        </div>
      </main>
      <footer className={frame.foot}>
        <SyncLine />
      </footer>
    </div>
  );
}

function Column({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className={s.column} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}

/** What a query says, or why it says nothing yet. */
function Read<N extends QueryName>({
  answer,
  children,
}: {
  answer: Answer<N>;
  children(value: NonNullable<Answer<N>['value']>): ReactNode;
}) {
  const t = useText().papers;
  const why = useReason();
  if (answer.value === undefined)
    return <p className={frame.quiet}>{answer.error ? t.failedRead(why(answer.error)) : t.loading}</p>;
  return children(answer.value as NonNullable<Answer<N>['value']>);
}

function stateOf(day: GatesDay | undefined): 'open' | 'provisional' | 'mixed' | 'final' | 'none' {
  const states = new Set(day?.rows.filter((row) => row.feed !== 'none').map((row) => row.day));
  if (states.size === 0) return 'none';
  if (states.size === 1) return [...states][0]!;
  return states.has('open') ? 'open' : 'mixed';
}

function Below({ day }: { day: GatesDay }) {
  const t = useText().papers;
  const { date } = day;
  const below = day.rows.filter((row) => row.status === 'below');
  if (stateOf(day) === 'none') return <p>{t.noData}</p>;
  if (below.length === 0) return <p>{t.noneBelow}</p>;
  return (
    <ul className={s.rows}>
      {below.map((row) => (
        <li key={row.enterprise}>
          <p>
            <b>{row.name}</b> <span className="nowrap">{row.countyName}</span>
          </p>
          <p>
            {t.share(String(row.percent ?? '—'), String(row.target ?? '—'))}
            {'　'}
            {t.streak(row.streak)}
          </p>
          <p className={s.keys}>
            <PaperButton
              paper="enterprise-notice"
              params={{ enterprise: row.enterprise, date }}
              label={t.notice}
            />
            <PaperButton
              paper="gate-passages"
              params={{ enterprise: row.enterprise, date }}
              label={t.passages}
            />
          </p>
        </li>
      ))}
    </ul>
  );
}

/** One list for each line and receiver: nobody signs for cases that are not theirs. */
function Handover({ line, to }: { line: 'road' | 'emission'; to: 'police' | 'transport' }) {
  const t = useText().papers;
  const answer = useQuery('handover.list', { to, line });
  return (
    <div className={s.handover}>
      <p>
        <b>{t.handoverOf[line]}</b>　{t.handoverTo[to]}
      </p>
      <Read answer={answer}>{({ rows }) => <p>{t.held(rows.length)}</p>}</Read>
      <p className={s.keys}>
        <PaperButton paper="handover-list" params={{ to, line }} label={t.word} />
        <PaperButton paper="handover-table" params={{ to, line }} label={t.excel} />
      </p>
    </div>
  );
}

function Answers() {
  const t = useText().papers;
  const answer = useQuery('gateDays.disputes', {});
  return (
    <Read answer={answer}>
      {({ disputes }) => {
        const answered = disputes.filter((each) => each.answer !== null);
        if (answered.length === 0) return <p>{t.noAnswers}</p>;
        return (
          <ul className={s.rows}>
            {answered.map((each) => (
              <li key={each.id}>
                <p>
                  <b>{each.name}</b> <span className="nowrap">{each.date}</span>
                </p>
                <p>{t.answered(each.answer?.at.slice(0, 10) ?? '')}</p>
                <p className={s.keys}>
                  <PaperButton paper="dispute-answer" params={{ dispute: each.id }} label={t.answer} />
                </p>
              </li>
            ))}
          </ul>
        );
      }}
    </Read>
  );
}

function Checks({ month }: { month: string }) {
  const t = useText().papers;
  const answer = useQuery('checks.list', { month });
  return (
    <Read answer={answer}>
      {({ checks }) =>
        checks.length === 0 ? (
          <p>{t.noChecks}</p>
        ) : (
          <ul className={s.rows}>
            {checks.map((each) => (
              <li key={each.id}>
                <p>
                  <b>{t.checkKind[each.kind]}</b> <span>{each.at.slice(0, 16).replace('T', ' ')}</span>
                </p>
                <p>{[each.place, each.plate, t.result[each.result]].filter(Boolean).join('　')}</p>
                <p className={s.keys}>
                  <PaperButton paper="check-record" params={{ check: each.id }} label={t.record} />
                </p>
              </li>
            ))}
          </ul>
        )
      }
    </Read>
  );
}
