import { TableTwin } from '../../parts/TableTwin.tsx';
import { useText } from '../../text.ts';
import { useStage } from '../stage.ts';
import type { Board } from './board.ts';
import s from './enforcement.module.css';

/** Cases opened per day, a column a day, with those that stood overdue that day as a red foot under it. */
export function Trend({ board }: { board: Board }) {
  const t = useText().enforcement;
  const { wide } = useStage();
  const most = Math.max(1, ...board.trend.map((day) => day.opened));
  const sum = board.trend.reduce((total, day) => total + day.opened, 0);
  if (board.trend.length === 0) return <p className={s.quiet}>{t.none30}</p>;
  return (
    <section className={s.trend}>
      <h3>
        {t.trend}{' '}
        {wide && board.trend.some((day) => day.overdue > 0) && (
          <span className={s.footKey}>
            <i aria-hidden="true" />
            {t.overdueDay}
          </span>
        )}
        <span className={s.rate}>{t.opened30(sum)}</span>
      </h3>
      <div className={s.days} aria-hidden="true">
        {board.trend.map((day, index) => (
          <span key={day.date}>
            <i
              className={index === board.trend.length - 1 ? s.last : undefined}
              style={{ height: `${(day.opened * 100) / most}%` }}
            />
            <em className={day.overdue > 0 ? s.lateFoot : undefined} />
          </span>
        ))}
      </div>
      {wide && (
        <p className={s.span} aria-hidden="true">
          <span>{board.trend[0]?.date.slice(5)}</span>
          <span>{board.trend.at(-1)?.date.slice(5)}</span>
        </p>
      )}
      <TableTwin
        caption={t.trend}
        heads={[t.twin.day, t.twin.opened, t.twin.overdue]}
        rows={board.trend.map((day) => [day.date, `${day.opened}`, `${day.overdue}`])}
      />
    </section>
  );
}
