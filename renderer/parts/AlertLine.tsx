import { parseTime } from '../../domain/day.ts';
import { useText } from '../text.ts';
import { useNow, useQuery } from '../use.ts';
import s from './alert-line.module.css';
import { whenText } from './when.ts';

/** The pollution alert that holds, on every desk; nothing where none does. The wall has its band. */
export function AlertLine() {
  const t = useText();
  const now = useNow(60_000);
  const { value } = useQuery('alerts.list', {});
  const alert = value?.alerts.find((each) => each.id === value.holding);
  if (!alert) return null;
  const words = t.parts.alert;
  const when = (time: string) => whenText(parseTime(time) ?? now, now, t);
  return (
    <section className={s.line} data-alert={alert.level} aria-label={t.gateDays.banner}>
      <b>{words.title(words.level[alert.level])}</b>
      <span className="nowrap">
        {t.gateDays.alertFrom(when(alert.from), alert.until && when(alert.until))}
      </span>
      <span className={s.rest}>
        {[alert.area, alert.response, alert.measures].filter(Boolean).join('　')}
      </span>
    </section>
  );
}
