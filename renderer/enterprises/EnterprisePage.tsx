import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import { countyName } from '../../domain/county.ts';
import { promisedBy } from '../../domain/enterprise.ts';
import frame from '../desk/frame.module.css';
import { PaperButton } from '../parts/PaperButton.tsx';
import { ShareChart } from '../parts/ShareChart.tsx';
import { usePlace } from '../place.ts';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import { CalendarForm } from './CalendarForm.tsx';
import { DisputeForm } from './DisputeForm.tsx';
import { EditForm } from './EditForm.tsx';
import s from './enterprises.module.css';
import { Lifts } from './Lifts.tsx';
import { Promises } from './Promises.tsx';
import type { View } from './place.ts';
import { Column, Read, useMay } from './Read.tsx';
import { Standing } from './State.tsx';

/** One enterprise: who answers for it, its gates, what it promised, what it takes, and what may be done about it. */
export function EnterprisePage({ id }: { id: string }) {
  const { back } = useText().enterprises;
  const answer = useQuery('enterprise.view', { enterprise: id });
  return (
    <main className={s.page}>
      {answer.value === undefined && (
        <div className={s.head}>
          <Link href="/enterprises">{back}</Link>
        </div>
      )}
      <Read answer={answer}>{(view) => <Page view={view} />}</Read>
    </main>
  );
}

function Page({ view }: { view: View }) {
  const t = useText().enterprises;
  const { language } = usePlace();
  return (
    <>
      <div className={s.head}>
        <Link href="/enterprises">{t.back}</Link>
        <h1 className={s.name}>{view.name}</h1>
        <p className="nowrap">
          {countyName(view.county, language)}　{t.tierName[view.tier]}
        </p>
      </div>
      <div className={s.columns}>
        <Column label={t.performance}>
          <Facts view={view} />
          <Grade of={view.performance} />
        </Column>
        <Column label={t.gates}>
          <Today view={view} />
          <Gates gates={view.gates} />
          <Takes view={view} />
          <h2>{t.trend}</h2>
          <Trend view={view} />
          <Lifts lifts={view.lifts} />
        </Column>
        <Column label={t.promises}>
          <Acts view={view}>
            <Promises view={view} />
            <Plan of={view.plan} />
          </Acts>
        </Column>
      </div>
    </>
  );
}

function Facts({ view }: { view: View }) {
  const t = useText().enterprises.facts;
  const { responsible, industry, enterprise } = view;
  const rows: [string, string | null | undefined][] = [
    [t.person, responsible?.person],
    [t.phone, responsible?.phone],
    [t.unit, responsible?.unit],
    [t.industry, industry],
    [t.code, enterprise],
  ];
  return (
    <dl className={s.facts}>
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value || <span className="quiet">{t.none}</span>}</dd>
        </div>
      ))}
    </dl>
  );
}

function Grade({ of }: { of: View['performance'] }) {
  const t = useText().enterprises;
  return (
    <>
      <h2>{t.performance}</h2>
      <p>{of?.grade ? <b>{t.grade(of.grade, of.aim)}</b> : t.noGrade}</p>
      <ol className={s.path}>
        {(['county', 'city', 'province'] as const).map((step) => {
          const at = of?.path.findLast((each) => each.step === step);
          return (
            <li key={step} data-there={at !== undefined}>
              <b>{t.steps[step]}</b> {at ? `${at.state}${at.on ? `　${at.on}` : ''}` : t.notYet}
            </li>
          );
        })}
      </ol>
      <dl className={s.facts}>
        {(['organised', 'unorganised', 'transport'] as const).map((each) => (
          <div key={each}>
            <dt>{t.measures[each]}</dt>
            <dd>{of?.[each] || <span className="quiet">{t.facts.none}</span>}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet">{t.tonnage}</p>
    </>
  );
}

function Today({ view: { row, date } }: { view: View }) {
  const t = useText().enterprises;
  const judged = row && row.feed !== 'none' && row.percent !== null;
  return (
    <>
      <h2>{t.date(date)}</h2>
      {row && (
        <p>
          <Standing row={row} />
        </p>
      )}
      {judged && (
        <>
          <p>
            <b>{t.today(String(row.percent), row.target === null ? t.noTarget : `${row.target}%`)}</b>
            {'　'}
            {row.strictPercent !== row.percent && t.strict(String(row.strictPercent ?? '—'))}
          </p>
          <p>
            {t.released(row.released, row.green)}
            {row.streak > 0 && `　${t.heads.streak} ${t.days(row.streak)}`}
          </p>
        </>
      )}
    </>
  );
}

function Gates({ gates }: { gates: View['gates'] }) {
  const t = useText().enterprises;
  const when = useWhen();
  const heads = t.gateHeads;
  return (
    <>
      <h2>{t.gates}</h2>
      <table className={s.table}>
        <thead>
          <tr>
            {[heads.gate, heads.vendor, heads.expected, heads.last, heads.sign, heads.queue].map((head) => (
              <th scope="col" key={head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {gates.map((gate) => (
            <tr key={gate.gate}>
              <th scope="row">{gate.gate}</th>
              <td>{gate.vendor ?? t.none}</td>
              <td>{gate.expected ?? t.none}</td>
              <td>{gate.lastAt ? when(gate.lastAt) : t.never}</td>
              <td>{gate.heartbeatAt ? when(gate.heartbeatAt) : t.never}</td>
              <td>{gate.queued ?? t.none}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Takes({ view }: { view: View }) {
  const t = useText().enterprises;
  if (!view.takes) return null;
  const { now, next } = view.takes;
  const short = (of: { trips: number | null; trucks: number | null }) =>
    of.trips === null
      ? t.none
      : of.trips === 0
        ? t.enough
        : `${t.trips(of.trips)}　${t.trucks(of.trucks ?? 0)}`;
  const promised = (day: string) => t.promisedBy(promisedBy(view.promises, day));
  return (
    <>
      <h2>{t.takes}</h2>
      <dl className={s.facts}>
        <div>
          <dt>{t.takesHeads.now}</dt>
          <dd>
            {short(now)}
            <span className={s.sub}>{promised(view.date)}</span>
          </dd>
        </div>
        <div>
          <dt>{t.takesHeads.next}</dt>
          <dd>
            {short(next)}
            {next.value !== null && next.dueOn !== null && (
              <span className={s.sub}>
                {t.nextTarget(next.value, next.dueOn)}　{promised(next.dueOn)}
              </span>
            )}
          </dd>
        </div>
      </dl>
    </>
  );
}

function Trend({ view: { enterprise, date } }: { view: View }) {
  const answer = useQuery('gates.trend', { until: date, days: 30, enterprise });
  return (
    <Read answer={answer}>
      {({ points }) => (
        <div className={s.chart}>
          <ShareChart points={points} pending={[]} />
        </div>
      )}
    </Read>
  );
}

function Plan({ of: { now, spans } }: { of: View['plan'] }) {
  const t = useText().enterprises;
  return (
    <>
      <h2>{t.calendar}</h2>
      <p>
        <b>{t.plan[now]}</b>
        {spans.length === 0 && `　${t.noSpan}`}
      </p>
      <ul className={s.spans}>
        {spans.toReversed().map((span, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: spans have no name, and never change places
          <li key={index}>
            {t.plan[span.plan]}　{t.span(span.from, span.to)}
          </li>
        ))}
      </ul>
    </>
  );
}

type Open = 'edit' | 'calendar' | 'dispute';
const ACTS = { edit: 'enterprise.state', calendar: 'calendar.state', dispute: 'gateDay.dispute' } as const;

/** What stands there, or in its place the form that is open. */
function Acts({ view, children }: { view: View; children: ReactNode }) {
  const t = useText().enterprises;
  const may = useMay();
  const me = useQuery('me', {}).value;
  const [open, setOpen] = useState<Open | null>(null);
  const [done, setDone] = useState('');
  const finish = (what: Open) => {
    setOpen(null);
    setDone(t.done(t.act[what]));
  };
  const able = (Object.keys(ACTS) as Open[]).filter((what) => may(ACTS[what]));
  if (open !== null)
    return <OpenForm open={open} view={view} onDone={finish} onCancel={() => setOpen(null)} />;
  return (
    <>
      {children}
      <p className={s.open}>
        <Link href="/enterprises/disputes">{t.disputesOpen(view.disputes)}</Link>
      </p>
      {able.length > 0 && (
        <p className={s.keys}>
          {able.map((what) => (
            <button type="button" key={what} onClick={() => setOpen(what)}>
              {t.act[what]}
            </button>
          ))}
        </p>
      )}
      {me && able.length === 0 && <p className={frame.quiet}>{t.mayNot(Object.values(t.act).join('、'))}</p>}
      <p role="status">{done}</p>
      <Papers view={view} />
    </>
  );
}

function Papers({ view: { enterprise, date } }: { view: View }) {
  const t = useText().enterprises;
  const params = { enterprise, date };
  return (
    <>
      <h2>{t.papers}</h2>
      <p className={s.keys}>
        <PaperButton paper="enterprise-notice" params={params} label={t.notice} />
        <PaperButton paper="gate-passages" params={params} label={t.passages} />
        <PaperButton paper="gate-passages-csv" params={params} label={t.passagesCsv} />
      </p>
    </>
  );
}

function OpenForm({
  open,
  view,
  onDone,
  onCancel,
}: {
  open: Open;
  view: View;
  onDone(what: Open): void;
  onCancel(): void;
}): ReactNode {
  switch (open) {
    case 'edit':
      return <EditForm view={view} onDone={() => onDone('edit')} onCancel={onCancel} />;
    case 'calendar':
      return <CalendarForm view={view} onDone={() => onDone('calendar')} onCancel={onCancel} />;
    default:
      return (
        <DisputeForm
          enterprises={[{ id: view.enterprise, name: view.name }]}
          onDone={() => onDone('dispute')}
          onCancel={onCancel}
        />
      );
  }
}
