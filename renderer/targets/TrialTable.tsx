import type { TrialRow, WhatIf } from '../../domain/contract/targets.ts';
import { percentText } from '../parts/Figure.tsx';
import { Mark } from '../parts/Mark.tsx';
import { useText } from '../text.ts';
import { axisFrom, standing } from './TrialAxis.tsx';
import s from './trial.module.css';

/** The detail behind the summary: one row per enterprise, its shares against both lines, days met under each. */
export function TrialTable({ trial, rows }: { trial: WhatIf; rows: readonly TrialRow[] }) {
  const t = useText().trial;
  const now = trial.current?.value ?? null;
  const then = trial.proposed.value;
  const from = axisFrom(
    rows.filter((row) => row.low !== null).map((row) => ({ ...row, median: row.low })),
    [now, then],
  );
  const place = (percent: number) => `${((percent - from) / (100 - from)) * 100}%`;
  return (
    <table className={s.each}>
      <caption className="sr-only">{t.eachTitle}</caption>
      <thead>
        <tr>
          <th scope="col">{t.heads.name}</th>
          <th scope="col">{t.heads.county}</th>
          <th scope="col">{t.heads.range}</th>
          <th scope="col" className={s.number}>
            {t.heads.median}
          </th>
          <th scope="col" className={s.number}>
            {t.heads.current}
          </th>
          <th scope="col" className={s.number}>
            {t.heads.proposed}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.enterprise} data-stands={standing(row)} data-change={row.change}>
            <th scope="row" title={row.name}>
              {row.shortName}
            </th>
            <td>{row.countyName}</td>
            <td className={s.range}>
              {row.low !== null && row.high !== null && row.median !== null ? (
                <>
                  <span className="sr-only">
                    {t.ranges(percentText(row.low)!, percentText(row.median)!, percentText(row.high)!)}
                  </span>
                  <span className={s.track} aria-hidden="true">
                    {now !== null && <i className={s.lineNow} style={{ left: place(now) }} />}
                    <i className={s.lineThen} style={{ left: place(then) }} />
                    <i
                      className={s.span}
                      style={{ left: place(row.low), right: `calc(100% - ${place(row.high)})` }}
                    />
                    <i className={s.middle} style={{ left: place(row.median) }} />
                  </span>
                </>
              ) : (
                <span className={s.quiet}>
                  <Mark of={row.noTraffic > 0 ? 'no-traffic' : 'no-data'} />
                  {row.noTraffic > 0 ? t.noTraffic : t.noData}
                </span>
              )}
            </td>
            <td className={s.number}>{percentText(row.median) ?? '—'}</td>
            <td className={s.number}>{row.days === 0 ? '—' : row.metDays.current}</td>
            <td className={s.number}>{row.days === 0 ? '—' : row.metDays.proposed}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
