import type { ActionRow, ActionsWeekly, RankedUnit } from '../../domain/contract/actions.ts';
import frame from '../desk/frame.module.css';
import { useReason } from '../duty/ActForm.tsx';
import { PaperButton } from '../parts/PaperButton.tsx';
import { usePlace } from '../place.ts';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import s from './actions.module.css';
import { LightWord } from './light.tsx';
import { unitWord } from './units.ts';

/** The week's bulletin as it goes to a leader: ranking, red ones by name, what waits for a decision. */
export function Weekly() {
  const t = useText().actions;
  const why = useReason();
  const when = useWhen();
  const { value: week, error } = useQuery('actions.weekly', {});
  if (!week) return <p className={frame.quiet}>{error ? t.failedRead(why(error)) : t.loading}</p>;
  const { counts } = week;
  return (
    <article className={s.week}>
      <h2>{t.weekly.title(week.from, week.to)}</h2>
      <p>
        {t.weekly.summary(counts.total, counts.closed, counts.overdue, counts.behind, counts.due)}
        {'　'}
        {t.weekly.change(week.created, week.closed)}
      </p>
      <p className={frame.quiet}>{week.asOf && t.asOf(when(week.asOf))}</p>
      <section className={s.papers} aria-label={t.papers.title}>
        <PaperButton paper="weekly" params={{ date: week.to }} label={t.papers.weekly} />
      </section>
      <Ranking title={t.weekly.counties} units={week.counties} />
      <p className={frame.quiet}>{t.weekly.unranked}</p>
      <Ranking title={t.weekly.units} units={week.units} />
      <Named title={t.weekly.red} rows={week.red} none={t.weekly.noRed} />
      {week.behind.length > 0 && <Named title={t.weekly.behind} rows={week.behind} none="" />}
      <h3>{t.weekly.waiting}</h3>
      <Waiting waiting={week.waiting} />
    </article>
  );
}

function Ranking({ title, units }: { title: string; units: readonly RankedUnit[] }) {
  const t = useText().actions.weekly;
  const { language } = usePlace();
  if (units.length === 0) return null;
  return (
    <table className={s.ranking}>
      <caption>{title}</caption>
      <thead>
        <tr>
          {(
            ['place', 'name', 'total', 'done', 'share', 'working', 'notStarted', 'overdue', 'behind'] as const
          ).map((head) => (
            <th key={head} scope="col">
              {t.heads[head]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {units.map((each) => (
          <tr key={each.unit}>
            <td>{each.place}</td>
            <th scope="row">{unitWord(each.unit, each.name, language)}</th>
            <td>{each.total}</td>
            <td>{each.closed}</td>
            <td>{each.donePercent?.toFixed(1)}%</td>
            <td>{each.working}</td>
            <td>{each.notStarted}</td>
            <td className={each.overdue > 0 ? 'is-overdue' : undefined}>{each.overdue}</td>
            <td className={each.behind > 0 ? 'is-behind' : undefined}>{each.behind}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Named({ title, rows, none }: { title: string; rows: readonly ActionRow[]; none: string }) {
  const t = useText().actions;
  const { language } = usePlace();
  return (
    <>
      <h3>{title}</h3>
      {rows.length === 0 && <p>{none}</p>}
      <ol className={s.named}>
        {rows.map((row) => (
          <li key={row.id}>
            <LightWord of={row} />
            <b>{row.content}</b>
            <span>{t.unitAndPerson(unitWord(row.lead, row.leadName, language), row.person)}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

function Waiting({ waiting }: { waiting: ActionsWeekly['waiting'] }) {
  const text = useText();
  const t = text.actions.weekly;
  const when = useWhen();
  if (waiting.length === 0) return <p>{t.noWaiting}</p>;
  return (
    <ol className={s.named}>
      {waiting.map((each) => (
        <li key={`${each.kind} ${each.id}`}>
          <span>{when(each.since)}</span>
          <b>{t[each.kind](each.by, each.title, each.asked)}</b>
        </li>
      ))}
    </ol>
  );
}
