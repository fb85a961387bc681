import { addDays, daysBetween } from './day.ts';

/** Which days are worked: handed in, since the calendar is announced year by year and is nothing of the plan's. */
export interface Workdays {
  isWorkday(day: string): boolean;
}

/** A year and a bit: no term is longer, and a calendar without working days ends here. */
const MOST_DAYS = 400;

/** The day on which so many working days are over, the first being the one after `from`. */
export function afterWorkdays({ isWorkday }: Workdays, from: string, count: number): string {
  let day = from;
  let left = count;
  for (let step = 0; left > 0 && step < MOST_DAYS; step++) {
    day = addDays(day, 1);
    if (isWorkday(day)) left--;
  }
  return day;
}

/** Working days after `from` up to and with `to`; 0 where `to` is not later. */
export function workdaysBetween({ isWorkday }: Workdays, from: string, to: string): number {
  let count = 0;
  for (let day = from; day < to && daysBetween(from, day) < MOST_DAYS; ) {
    day = addDays(day, 1);
    if (isWorkday(day)) count++;
  }
  return count;
}

const MONDAY = '1970-01-05';

/** Sunday of the week of a day; weeks begin on Monday. */
export function endOfWeek(day: string): string {
  const weekday = ((daysBetween(MONDAY, day) % 7) + 7) % 7;
  return addDays(day, 6 - weekday);
}
