import { useState } from 'react';
import type { WhatIf as Trial, TrialRow } from '../../domain/contract/targets.ts';
import type { Input } from '../../domain/contract.ts';
import { useReason } from '../duty/ActForm.tsx';
import { percentText } from '../parts/Figure.tsx';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { TrialAxis } from './TrialAxis.tsx';
import { TrialSteps } from './TrialSteps.tsx';
import { TrialTable } from './TrialTable.tsx';
import s from './trial.module.css';

type Share = NonNullable<Trial['share']>;
type Group = Omit<Share['totals'], 'shortPerDay'>;

/** Follows the trial of a request, or of one that is being written. */
export function WhatIfOf({ input, brief = false }: { input: Input<'targets.whatIf'>; brief?: boolean }) {
  const t = useText().trial;
  const why = useReason();
  const { value, error } = useQuery('targets.whatIf', input);
  if (error) return <p className={s.quiet}>{why(error)}</p>;
  return value ? <WhatIf trial={value} brief={brief} /> : <p className={s.quiet}>{t.loading}</p>;
}

/** A request tried on the days that have been: both versions side by side, of equal weight. The screen doesn't argue. */
export function WhatIf({
  trial,
  brief = false,
}: {
  trial: Trial;
  /** The summary alone until it is opened, for a screen that shows more beside it. */
  brief?: boolean;
}) {
  const t = useText().trial;
  const { share, count } = trial;
  const [open, setOpen] = useState(false);
  return (
    <section className={s.trial} aria-label={share ? t.title(trial.days) : t.count.title}>
      <h3>
        {share ? t.title(trial.days) : t.count.title}
        {share && <small>{t.of(share.totals.judged)}</small>}
        {share && <small>{t.notes}</small>}
      </h3>
      {trial.standsOn === null && <p className={s.never}>{t.neverStands}</p>}
      {count && <CountVersions trial={trial} count={count} />}
      {share && (
        <>
          <Versions trial={trial} share={share} />
          <TrialAxis trial={trial} share={share} />
          <TrialSteps trial={trial} series={share.series} />
          <Changes share={share} />
          {(open || !brief) && (
            <>
              <Beyond trial={trial} share={share} />
              <Groups share={share} />
            </>
          )}
          <p className={s.more}>
            <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? t.fold : t.each}
            </button>
          </p>
          {open && <TrialTable trial={trial} rows={share.enterprises} />}
        </>
      )}
    </section>
  );
}

function Versions({ trial, share }: { trial: Trial; share: Share }) {
  const all = useText();
  const t = all.trial;
  const { totals } = share;
  const heads = {
    current: trial.current ? t.current(all.targets.value(trial.current.value, trial.unit)) : t.none,
    proposed: t.proposed(all.targets.value(trial.proposed.value, trial.unit)),
  };
  const apart = totals.enterprises - totals.judged;
  return (
    <>
      <div className={s.versions}>
        {(['current', 'proposed'] as const).map((version) => (
          <div key={version} data-version={version}>
            <p>{heads[version]}</p>
            <p className={s.large}>
              <b>{totals.met[version]}</b> {t.met(totals.judged)}
            </p>
            <p className={s.row}>
              <span>{t.metDays(totals.metDays[version], totals.ofDays)}</span>
              <span>{t.shortPerDay(totals.shortPerDay[version])}</span>
            </p>
          </div>
        ))}
      </div>
      {apart > 0 && <p className={s.quiet}>{t.apart(apart)}</p>}
    </>
  );
}

function CountVersions({ trial, count }: { trial: Trial; count: NonNullable<Trial['count']> }) {
  const all = useText();
  const t = all.trial;
  const heads = {
    current: trial.current ? t.current(String(trial.current.value)) : t.none,
    proposed: t.proposed(String(trial.proposed.value)),
  };
  return (
    <>
      <p>{count.actual === null ? t.count.unknown : t.count.actual(count.actual)}</p>
      <div className={s.versions}>
        {(['current', 'proposed'] as const).map((version) => {
          const progress = count.progress[version];
          return (
            <div key={version} data-version={version}>
              <p>{heads[version]}</p>
              {progress && (
                <>
                  <p className={s.large}>
                    <b>
                      {progress.neededPerDay === null
                        ? '—'
                        : progress.neededPerDay === 0
                          ? t.count.reached
                          : t.count.needed(progress.neededPerDay)}
                    </b>
                  </p>
                  <p className={s.row}>
                    <span>{t.count.goal(String(progress.goal), progress.due)}</span>
                    {progress.short !== null && progress.short > 0 && (
                      <span>{t.count.short(progress.short)}</span>
                    )}
                    <span>{t.count.left(progress.daysLeft)}</span>
                  </p>
                </>
              )}
            </div>
          );
        })}
      </div>
    </>
  );
}

function Changes({ share }: { share: Share }) {
  const t = useText().trial;
  const named = (change: TrialRow['change']) =>
    share.enterprises
      .filter((row) => row.change === change)
      .toReversed()
      .map((row) => t.named(row.shortName, percentText(row.median) ?? ''))
      .join('、');
  const { gains, loses, met, judged } = share.totals;
  const never = judged - Math.max(met.current, met.proposed);
  return (
    <p className={s.changes}>
      {gains > 0 && (
        <>
          <b>{t.gains(gains)}</b>
          {named('gains')}。
        </>
      )}
      {loses > 0 && (
        <>
          <b>{t.loses(loses)}</b>
          {named('loses')}。
        </>
      )}
      {gains + loses === 0 && t.nobody}
      {loses === 0 && never > 0 && t.rest(never)}
    </p>
  );
}

/** What lies outside the window: past alert days, and the days until the line is due. */
function Beyond({ trial, share }: { trial: Trial; share: Share }) {
  const all = useText();
  const t = all.trial;
  const { alerts, ahead } = share;
  const value = (n: number | null) => (n === null ? t.noTarget : all.targets.value(n, trial.unit));
  return (
    <dl className={s.beyond}>
      <dt>{alerts.days.length > 0 ? t.alerts(alerts.days.length) : t.noAlerts}</dt>
      <dd>
        {alerts.days.length > 0 && (
          <p className={s.row}>
            <span>{t.span(alerts.days[0]!.slice(5), alerts.days.at(-1)!.slice(5))}</span>
            <span>{t.metDaysBoth(alerts.metDays.current, alerts.metDays.proposed, alerts.ofDays)}</span>
          </p>
        )}
      </dd>
      {trial.standsOn !== null && ahead.days !== null && (
        <>
          <dt>
            {ahead.days === 0 ? t.aheadNow(trial.standsOn.slice(5)) : t.ahead(ahead.days, trial.standsOn)}
          </dt>
          <dd>
            {ahead.spans.map((span) => (
              <p key={span.from} className={s.row}>
                <span>{t.span(span.from.slice(5), span.to.slice(5))}</span>
                <span>{t.target(value(span.target.current), value(span.target.proposed))}</span>
                <span>{t.asMedian(span.met.current, span.met.proposed)}</span>
              </p>
            ))}
          </dd>
        </>
      )}
    </dl>
  );
}

/** Tiers and the counties in which something changes; the others are a number. */
function Groups({ share }: { share: Share }) {
  const t = useText().trial;
  const changed = share.counties.filter(
    (each) => each.metDays.current !== each.metDays.proposed || each.gains + each.loses > 0,
  );
  const rest = share.counties.length - changed.length;
  const row = (name: string, group: Group) => (
    <tr key={name}>
      <th scope="row">{name}</th>
      <td className={s.number}>{group.judged}</td>
      <td className={s.number}>{t.change(group.met.current, group.met.proposed)}</td>
      <td className={s.number}>
        {t.change(group.metDays.current, group.metDays.proposed)} / {group.ofDays}
      </td>
      <td className={s.number}>{t.change(group.short.current, group.short.proposed)}</td>
    </tr>
  );
  return (
    <table className={s.groups}>
      <caption>{t.counties}</caption>
      <thead>
        <tr>
          <th scope="col">{t.groupHeads.name}</th>
          {(['of', 'met', 'metDays', 'short'] as const).map((head) => (
            <th key={head} scope="col" className={s.number}>
              {t.groupHeads[head]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {share.tiers.map((tier) => row(t.tier[tier.tier], tier))}
        {changed
          .toSorted((a, b) => b.gains + b.loses - a.gains - a.loses || (a.name < b.name ? -1 : 1))
          .map((county) => row(county.name, county))}
        {rest > 0 && (
          <tr>
            <td colSpan={5} className={s.quiet}>
              {t.unchanged(rest)}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
