import days from 'chinese-days';
import type { Workdays } from '../domain/workday.ts';

const known = new Map<string, boolean>();

/**
 * China's working days: weekends, holidays and the days worked instead (调休), as announced for the years that the
 * package knows; later years have weekends alone. It reads a day right in every time zone from Greenwich eastward.
 */
export const workdays: Workdays = {
  isWorkday(day) {
    let worked = known.get(day);
    if (worked === undefined) {
      worked = days.isWorkday(day);
      known.set(day, worked);
    }
    return worked;
  },
};
