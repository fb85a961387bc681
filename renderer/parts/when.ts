import { clockOf, dayOf, daysBetween } from '../../domain/day.ts';
import type { Text } from '../text.ts';

/** '13:05' on the day of `now`, '昨 23:10' the day before, '12-03 10:00' earlier. Epoch ms. */
export function whenText(at: number, now: number, t: Text): string {
  const days = daysBetween(dayOf(at), dayOf(now));
  if (days === 0) return clockOf(at);
  return days === 1 ? `${t.common.yesterday} ${clockOf(at)}` : `${dayOf(at).slice(5)} ${clockOf(at)}`;
}

/** A day as a figure carries it: '12-31', and with its year, '24-12-31', where that is not the year of `date`. */
export function dayText(day: string, date: string): string {
  return day.slice(day.slice(0, 4) === date.slice(0, 4) ? 5 : 2);
}

/** How long: '52 分', '3 小时', '2 天'. */
export function lengthText(ms: number, t: Text): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  if (minutes < 60) return t.common.minutes(minutes);
  return minutes < 48 * 60
    ? t.common.hours(Math.floor(minutes / 60))
    : t.common.days(Math.floor(minutes / 1440));
}

/** How old: '2 分前' within the hour, '今日 08:00' on the same day, else the day and the time. */
export function ageText(at: number, now: number, t: Text): string {
  const minutes = Math.floor((now - at) / 60_000);
  if (minutes < 1) return t.common.justNow;
  if (minutes < 60) return t.common.minutesAgo(minutes);
  return dayOf(at) === dayOf(now) ? `${t.common.today} ${clockOf(at)}` : whenText(at, now, t);
}
