import type { WhatIf as Trial } from '../../domain/contract/targets.ts';
import { percentText } from '../parts/Figure.tsx';
import { useText } from '../text.ts';
import s from './targets.module.css';

type Share = NonNullable<Trial['share']>;

/** A request tried on the days that have been: both versions side by side, of equal weight. The screen doesn't argue. */
export function WhatIf({ trial }: { trial: Trial }) {
  const t = useText().targets;
  const { share } = trial;
  return (
    <section className={s.trial} aria-label={t.whatIf.title(trial.days)}>
      <h3>
        {t.whatIf.title(trial.days)}
        {share && <small>{t.whatIf.of(share.totals.enterprises)}</small>}
        <small>{t.whatIf.notes}</small>
      </h3>
      {share && <Versions trial={trial} share={share} />}
      {share && <Enterprises share={share} />}
    </section>
  );
}

function Versions({ trial, share }: { trial: Trial; share: Share }) {
  const all = useText().targets;
  const t = all.whatIf;
  const { totals } = share;
  const heads = {
    current: trial.current ? t.current(all.value(trial.current.value, trial.unit)) : t.none,
    proposed: t.proposed(all.value(trial.proposed.value, trial.unit)),
  };
  return (
    <div className={s.versions}>
      {(['current', 'proposed'] as const).map((version) => (
        <div key={version} data-version={version}>
          <p>{heads[version]}</p>
          <p className={s.count}>
            <b>{totals.met[version]}</b> {t.met(totals.judged)}
          </p>
          <p>
            {t.metDays(totals.metDays[version], totals.ofDays)}　{t.shortPerDay(totals.shortPerDay[version])}
          </p>
        </div>
      ))}
    </div>
  );
}

function Enterprises({ share }: { share: Share }) {
  const t = useText().targets.whatIf;
  return (
    <table className={s.each}>
      <caption>{t.each}</caption>
      <thead>
        <tr>
          <th scope="col">{t.heads.name}</th>
          <th scope="col">{t.heads.county}</th>
          <th scope="col">{t.heads.range}</th>
          <th scope="col">{t.heads.current}</th>
          <th scope="col">{t.heads.proposed}</th>
        </tr>
      </thead>
      <tbody>
        {share.enterprises.map((row) => (
          <tr key={row.enterprise} data-change={row.change}>
            <th scope="row">{row.shortName}</th>
            <td>{row.countyName}</td>
            <td>
              {row.days === 0
                ? row.noTraffic > 0
                  ? t.noTraffic
                  : t.noData
                : [row.low, row.median, row.high].map((each) => percentText(each)).join(' – ')}
            </td>
            <td>{row.days === 0 ? '' : t.days(row.metDays.current)}</td>
            <td>{row.days === 0 ? '' : t.days(row.metDays.proposed)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
