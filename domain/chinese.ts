import { daysBetween } from './day.ts';

/** Days and numbers as Chinese papers write them. */

const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'];

/** '2024年12月5日'; official papers write no leading zero. */
export function dateZh(day: string): string {
  const [year, month, date] = day.split('-');
  return `${Number(year)}年${Number(month)}月${Number(date)}日`;
}

/** '12月5日'. */
export function monthDayZh(day: string): string {
  return dateZh(day).replace(/^\d+年/, '');
}

/** '星期四'. */
export function weekdayZh(day: string): string {
  // 1970-01-04 was a Sunday.
  const since = daysBetween('1970-01-04', day);
  return `星期${WEEKDAYS[((since % 7) + 7) % 7]}`;
}

const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 一 to 九十九, for headings; larger numbers stay as figures. */
export function numeralZh(n: number): string {
  if (!Number.isInteger(n) || n < 0 || n > 99) return String(n);
  if (n < 10) return DIGITS[n]!;
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  return `${tens === 1 ? '' : DIGITS[tens]}十${ones === 0 ? '' : DIGITS[ones]}`;
}
