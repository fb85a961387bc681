import type { Overview } from '../../domain/contract/overview.ts';
import { clockOf, dayOf, parseTime, startOfDay } from '../../domain/day.ts';
import { type Text, useText } from '../text.ts';
import { useNow } from '../use.ts';
import s from './alert-band.module.css';

export type Alert = NonNullable<Overview['alert']>;

/** '12-05 12:00'; midnight at the end of a day is that day's 24:00, as an order writes it. */
function moment(at: number): string {
  const midnight = startOfDay(dayOf(at)) === at;
  return midnight ? `${dayOf(at - 1).slice(5)} 24:00` : `${dayOf(at).slice(5)} ${clockOf(at)}`;
}

function leftText(until: number, now: number, t: Text): string {
  const minutes = Math.floor((until - now) / 60_000);
  if (minutes < 0) return t.parts.alert.over;
  return t.parts.alert.left(Math.floor(minutes / 60), minutes % 60);
}

/** A filled band in the level's own colour; the word carries it. Says what changes and until when. */
export function AlertBand({ alert }: { alert: Alert }) {
  const t = useText();
  const words = t.parts.alert;
  const now = useNow(10_000);
  const from = parseTime(alert.from);
  const until = alert.until === null ? null : parseTime(alert.until);
  return (
    <section className={`${s.band} ${s[alert.level]}`} data-alert={alert.level} role="status">
      <h2>{words.title(words.level[alert.level])}</h2>
      <p className="nowrap">
        <b>
          {alert.response}
          {from !== null &&
            `　${until === null ? words.open(moment(from)) : words.period(moment(from), moment(until))}`}
        </b>
      </p>
      <p>{alert.measures}</p>
      {until !== null && (
        <p className={s.until}>
          <b>{leftText(until, now, t)}</b>
        </p>
      )}
    </section>
  );
}
