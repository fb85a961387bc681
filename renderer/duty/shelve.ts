import { addDays, dayOf, isoShanghai, parseTime, startOfDay } from '../../domain/day.ts';

export const presets = ['h1', 'h4', 'evening', 'morning', 'other'] as const;
export type Preset = (typeof presets)[number];
const HOUR = 3_600_000;

/**
 * The end of shelving as an ISO time, or null where the choice has none ahead of `now`: shelving always ends.
 * `other` is what a datetime-local field holds ('2024-12-05T18:00'), taken as Asia/Shanghai.
 */
export function endOf(preset: Preset, other: string, now: number): string | null {
  const at = {
    h1: now + HOUR,
    h4: now + 4 * HOUR,
    evening: startOfDay(dayOf(now)) + 20 * HOUR,
    morning: startOfDay(addDays(dayOf(now), 1)) + 8 * HOUR,
    other: parseTime(`${other}+08:00`),
  }[preset];
  if (at === null || at <= now) return null;
  return isoShanghai(Math.floor(at / 1000) * 1000);
}
