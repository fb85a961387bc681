import type { Output } from '../../../domain/contract.ts';
import { daysBetween } from '../../../domain/day.ts';

export type Goals = Output<'goals.progress'>;
export type Goal = Goals['trucks'];
export const goalNames = ['trucks', 'stations', 'piles', 'guns'] as const;
export type GoalName = (typeof goalNames)[number];

export interface Path {
  /** Known days as points in a box of 1 by 1, oldest left, zero at the bottom. Runs of known days, no bridge over a gap. */
  runs: { x: number; y: number }[][];
  goalY: number;
  upperY: number | null;
  /** Value at the top of the box. */
  top: number;
}

/** The trend of `days` days up to `date`, on one scale with its goal: nothing is drawn where nothing is known. */
export function path(goal: Goal, date: string, days = 30): Path {
  const top = Math.max(goal.goal, goal.upper ?? 0, ...goal.trend.map((point) => point.value), 1) * 1.06;
  const placed = goal.trend
    .map((point) => ({ day: days - 1 + daysBetween(date, point.date), value: point.value }))
    .filter((point) => point.day >= 0 && point.day < days)
    .sort((a, b) => a.day - b.day);
  const runs: Path['runs'] = [];
  let last = Number.NaN;
  for (const { day, value } of placed) {
    if (day !== last + 1) runs.push([]);
    runs.at(-1)?.push({ x: day / (days - 1), y: 1 - value / top });
    last = day;
  }
  return {
    runs,
    goalY: 1 - goal.goal / top,
    upperY: goal.upper === null ? null : 1 - goal.upper / top,
    top,
  };
}

/** What was gained per day over the known days of the trend, to one decimal, floored; null with fewer than two. */
export function pace(goal: Goal): number | null {
  const sorted = [...goal.trend].sort((a, b) => (a.date < b.date ? -1 : 1));
  const first = sorted[0];
  const last = sorted.at(-1);
  if (!first || !last || first === last) return null;
  const days = daysBetween(first.date, last.date);
  return days <= 0 ? null : Math.floor(((last.value - first.value) * 10) / days) / 10;
}
