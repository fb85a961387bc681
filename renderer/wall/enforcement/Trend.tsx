import { TableTwin } from '../../parts/TableTwin.tsx';
import { useText } from '../../text.ts';
import type { Board } from './board.ts';
import s from './enforcement.module.css';

/** Cases opened per day, a column a day, with those that stood overdue that day as a red foot under it. */
export function Trend({ board }: { board: Board }) {
  const t = useText().enforcement;
  const most = Math.max(1, ...board.trend.map((day) => day.opened));
  const sum = board.trend.reduce((total, day) => total + day.opened, 0);
  if (board.trend.length === 0) return <p className={s.quiet}>{t.none30}</p>;
  return (
    <section className={s.trend}>
      <h3>
        {t.trend}{' '}
        <span className={s.rate}>
          {t.perDay((Math.floor((sum * 10) / board.trend.length) / 10).toFixed(1))}
        </span>
      </h3>
      <div className={s.days} aria-hidden="true">
        {board.trend.map((day) => (
          <span key={day.date}>
            <i style={{ height: `${(day.opened * 100) / most}%` }} />
            <em className={day.overdue > 0 ? s.lateFoot : undefined} />
          </span>
        ))}
      </div>
      <TableTwin
        caption={t.trend}
        heads={[t.twin.day, t.twin.opened, t.twin.overdue]}
        rows={board.trend.map((day) => [day.date, `${day.opened}`, `${day.overdue}`])}
      />
    </section>
  );
}
