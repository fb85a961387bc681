import type { ReactNode } from 'react';
import { clockOf, dayOf, startOfDay } from '../../domain/day.ts';
import { type Text, useText } from '../text.ts';
import { useNow } from '../use.ts';
import s from './masthead.module.css';

/** '12 月 5 日 周四' of a day 'YYYY-MM-DD'. */
export function dayText(day: string, t: Text): string {
  const weekday = t.common.weekdays[new Date(startOfDay(day) + 12 * 3_600_000).getUTCDay()];
  return `${t.common.date(Number(day.slice(5, 7)), Number(day.slice(8)))} ${weekday}`;
}

/** Hours and minutes of the one clock. */
export function Clock() {
  const now = useNow();
  return (
    <time className={s.clock} data-clock="">
      {clockOf(now)}
    </time>
  );
}

/** Title or headline, day, `note` and clock. `date`: the day looked back at, which takes a mark of its own. */
export function Masthead({
  children,
  date,
  note,
  tall = false,
}: {
  children: ReactNode;
  date: string | null;
  note?: ReactNode;
  tall?: boolean;
}) {
  const t = useText();
  const today = dayOf(useNow(60_000));
  return (
    <header className={tall ? `${s.masthead} ${s.tall}` : s.masthead}>
      <div className={s.title}>{children}</div>
      <p className={s.day}>
        {date === null ? (
          <span>{dayText(today, t)}</span>
        ) : (
          <strong className={s.back} data-look-back={date}>
            {t.wall.lookBack} {dayText(date, t)}
          </strong>
        )}
        {note}
      </p>
      <Clock />
    </header>
  );
}
