import { clockOf, parseTime } from '../../../domain/day.ts';
import { useText } from '../../text.ts';
import { useQuery } from '../../use.ts';
import { useToday } from '../today.ts';
import s from './gates-head.module.css';

/** Title, what the bar's ends mean, and when the figures are of. */
export function GatesHead({ date }: { date: string | null }) {
  const t = useText();
  const day = useQuery('gates.day', { date: useToday(date) }).value;
  const at = day?.asOf ? parseTime(day.asOf) : null;
  return (
    <div className={s.head}>
      <h1>{date === null ? t.gates.headline : t.gates.headlineOf}</h1>
      <p className={s.legend}>
        <span>
          <i className={s.suspect} />
          {t.gates.legend.suspect}
        </span>
        <span>
          <i className={s.unread} />
          {t.gates.legend.unread}
        </span>
      </p>
      {at !== null && <p>{t.parts.feeds.asOf(clockOf(at))}</p>}
    </div>
  );
}
