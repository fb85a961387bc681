import type { ChecksCoverage } from '../../domain/contract/checks.ts';
import frame from '../desk/frame.module.css';
import { Mark } from '../parts/Mark.tsx';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import { Read } from './Read.tsx';
import s from './road.module.css';

/** Weeks that are looked back on. */
const WEEKS = 8;
/** Steps of grey behind the numbers. */
const STEPS = 4;

/** Where checks were made and where not: counties by week, then points, those longest unchecked first. */
export function Coverage() {
  const t = useText().road;
  const answer = useQuery('checks.coverage', { weeks: WEEKS });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <main className={s.page} tabIndex={0} aria-label={t.coverageTitle}>
      <Read answer={answer}>{(coverage) => <View of={coverage} />}</Read>
    </main>
  );
}

function View({ of }: { of: ChecksCoverage }) {
  const t = useText().road;
  const never = of.counties.filter((each) => each.total === 0);
  return (
    <>
      <div className={s.coverHead}>
        <h2>
          {t.weeks(of.weeks.length)} <small>{t.coverageSum(of.total, of.unfit)}</small>
        </h2>
        <span>{t.twoOfficers(of.twoOfficers.full, of.twoOfficers.of)}</span>
        <span className="quiet">{t.coverageHint}</span>
      </div>
      <p className={s.never}>
        {never.length === 0 ? (
          t.coverageAll
        ) : (
          <>
            <b className="is-behind">
              <Mark of="behind" />
              {t.neverTitle(never.length)}
            </b>
            {never.map((each) => (
              <span key={each.county}>{each.name}</span>
            ))}
          </>
        )}
      </p>
      <div className={s.heats}>
        <Heat caption={t.counties} weeks={of.weeks} rows={of.counties.map((each) => [each.name, each, ''])} />
        <Points of={of} />
      </div>
    </>
  );
}

function Points({ of }: { of: ChecksCoverage }) {
  const t = useText().road;
  const when = useWhen();
  if (of.points.length === 0)
    return (
      <section aria-label={t.points}>
        <h3>{t.points}</h3>
        <p className={frame.quiet}>{t.pointsNone}</p>
      </section>
    );
  return (
    <Heat
      caption={t.points}
      weeks={of.weeks}
      rows={of.points.map((each) => [each.point, each, when(each.last)])}
    />
  );
}

type Counts = { total: number; unfit: number; byWeek: number[] };

/** Numbers on steps of grey: the number says it, the grey helps the eye. Zero has no ground. */
function Heat({
  caption,
  weeks,
  rows,
}: {
  caption: string;
  weeks: ChecksCoverage['weeks'];
  rows: readonly (readonly [name: string, counts: Counts, last: string])[];
}) {
  const t = useText().road;
  const most = Math.max(1, ...rows.flatMap(([, { byWeek }]) => byWeek));
  const step = (count: number) => (count === 0 ? 0 : Math.ceil((count / most) * STEPS));
  const withLast = rows.some(([, , last]) => last !== '');
  return (
    <table className={s.heat}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <td />
          {weeks.map(({ from }) => (
            <th key={from} scope="col" title={t.weekOf(from)}>
              {from.slice(5)}
            </th>
          ))}
          <th scope="col">{t.total}</th>
          <th scope="col">{t.unfit}</th>
          {withLast && <th scope="col">{t.last}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, counts, last]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {weeks.map(({ from }, index) => (
              <td key={from} data-step={step(counts.byWeek[index] ?? 0)}>
                {counts.byWeek[index] ?? 0}
              </td>
            ))}
            <td>
              <b>{counts.total}</b>
            </td>
            <td>{counts.unfit}</td>
            {withLast && <td className="nowrap">{last}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
