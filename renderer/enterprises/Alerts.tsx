import { useState } from 'react';
import { Mark } from '../parts/Mark.tsx';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { LiftForm, RaiseForm } from './alert-forms.tsx';
import s from './enterprises.module.css';
import type { AlertRow } from './place.ts';
import { Read, useMay } from './Read.tsx';

/** Pollution alerts: the notices, which one holds, raised and lifted. */
export function Alerts() {
  const t = useText().gateDays;
  const { done } = useText().enterprises;
  const may = useMay();
  const answer = useQuery('alerts.list', {});
  const [raising, setRaising] = useState(false);
  const [said, setSaid] = useState('');
  return (
    <main className={s.page}>
      <div className={s.head}>
        <h1>{t.alerts}</h1>
        {may('alert.raise') && !raising && (
          <button type="button" onClick={() => setRaising(true)}>
            {t.raise}
          </button>
        )}
        <p role="status">{said}</p>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className={s.scroll} aria-label={t.alerts} tabIndex={0}>
        {raising && (
          <div className={s.narrow}>
            <RaiseForm
              onDone={() => {
                setRaising(false);
                setSaid(done(t.raise));
              }}
              onCancel={() => setRaising(false)}
            />
          </div>
        )}
        <Read answer={answer}>
          {({ alerts }) =>
            alerts.length === 0 ? (
              <h2>{t.noAlerts}</h2>
            ) : (
              <ul className={s.rows}>
                {alerts.map((alert) => (
                  <AlertItem key={alert.id} of={alert} onLifted={() => setSaid(done(t.lift))} />
                ))}
              </ul>
            )
          }
        </Read>
      </section>
    </main>
  );
}

const minute = (time: string) => time.slice(0, 16).replace('T', ' ');

function AlertItem({ of, onLifted }: { of: AlertRow; onLifted(): void }) {
  const { gateDays: t, parts } = useText();
  const may = useMay();
  const [open, setOpen] = useState(false);
  const holds = of.state === 'holds';
  return (
    <li className={s.narrow}>
      <div className={s.between}>
        <p>
          <b>{parts.alert.title(parts.alert.level[of.level])}</b>
          {'　'}
          <span className="nowrap">
            {holds && <Mark of="alarm" />}
            {of.state === 'over' && <Mark of="behind" />}
            {t.alertState[of.state]}
          </span>
        </p>
        {of.state !== 'lifted' && !open && may('alert.lift') && (
          <button type="button" onClick={() => setOpen(true)}>
            {t.lift}
          </button>
        )}
      </div>
      <p>
        {t.alertFrom(minute(of.from), of.until === null ? null : minute(of.until))}
        {of.liftedAt !== null && `　${t.liftedAt(minute(of.liftedAt))}`}
      </p>
      <p>
        {[of.issuer, of.number, `${t.area}：${of.area || t.wholeCity}`, of.response]
          .filter(Boolean)
          .join('　')}
      </p>
      {of.measures && <p className={s.ground}>{of.measures}</p>}
      {open && (
        <LiftForm
          of={of}
          onDone={() => {
            setOpen(false);
            onLifted();
          }}
          onCancel={() => setOpen(false)}
        />
      )}
    </li>
  );
}
