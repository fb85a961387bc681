import type { WhatIf } from '../../domain/contract/targets.ts';
import { TableTwin } from '../parts/TableTwin.tsx';
import { useText } from '../text.ts';
import s from './trial.module.css';

type Series = NonNullable<WhatIf['share']>['series'];
type Version = 'current' | 'proposed';

/** A stepped line over the days: level through each day, a gap where nothing of the day is here. */
export function stepPath(series: Series, of: Version, most: number): string {
  const wide = 100 / series.length;
  const y = (met: number) => (100 - (met / most) * 100).toFixed(2);
  let path = '';
  let down = false;
  for (const [index, day] of series.entries()) {
    if (day.day === 'none') {
      down = false;
      continue;
    }
    const x = (index * wide).toFixed(2);
    path += `${down ? `L${x} ${y(day.met[of])}` : `M${x} ${y(day.met[of])}`}H${((index + 1) * wide).toFixed(2)}`;
    down = true;
  }
  return path;
}

/** How many met on each day under either line; alert days are shaded, today is marked as running. */
export function TrialSteps({ trial, series }: { trial: WhatIf; series: Series }) {
  const all = useText();
  const t = all.trial;
  const most = Math.max(1, ...series.flatMap((day) => [day.met.current, day.met.proposed]));
  const wide = 100 / series.length;
  const value = (n: number) => all.targets.value(n, trial.unit);
  const last = series.findLast((day) => day.day !== 'none');
  const shaded = series.findIndex((day) => day.alert);
  return (
    <figure className={s.steps}>
      <figcaption>
        {t.daily}
        {trial.current && (
          <span>
            <i className={s.keyNow} />
            {t.byCurrent(value(trial.current.value))}
          </span>
        )}
        <span>
          <i className={s.keyThen} />
          {t.byProposed(value(trial.proposed.value))}
        </span>
        {series.at(-1)?.day === 'open' && <span className={s.quiet}>{t.open}</span>}
      </figcaption>
      <div className={s.plot} aria-hidden="true">
        <svg viewBox="0 0 100 100" preserveAspectRatio="none">
          <title>{t.daily}</title>
          {series.map(
            (day, index) =>
              day.alert && (
                <rect key={day.date} className={s.alert} x={index * wide} y="0" width={wide} height="100" />
              ),
          )}
          <path className={s.floor} d="M0 100H100" />
          {trial.current && <path className={s.stepNow} d={stepPath(series, 'current', most)} />}
          <path className={s.stepThen} d={stepPath(series, 'proposed', most)} />
        </svg>
        {shaded >= 0 && (
          <span className={s.alertWord} style={{ left: `${shaded * wide}%` }}>
            {t.alertDay}
          </span>
        )}
        {last && (
          <>
            <b style={{ top: `${100 - (last.met.proposed / most) * 100}%` }}>{last.met.proposed}</b>
            {trial.current && last.met.current !== last.met.proposed && (
              <b className={s.endNow} style={{ top: `${100 - (last.met.current / most) * 100}%` }}>
                {last.met.current}
              </b>
            )}
          </>
        )}
      </div>
      <p className={s.ends} aria-hidden="true">
        <span>{series[0]?.date.slice(5)}</span>
        <span>{series.at(-1)?.date.slice(5)}</span>
      </p>
      <TableTwin
        caption={t.daily}
        heads={Object.values(t.dailyHeads)}
        rows={series.map((day) => [
          day.date,
          day.day === 'none' ? t.noData : String(day.met.current),
          day.day === 'none' ? t.noData : String(day.met.proposed),
          String(day.judged),
          day.alert ? t.alertDay : '',
        ])}
      />
    </figure>
  );
}
