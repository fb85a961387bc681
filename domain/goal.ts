import { daysBetween } from './day.ts';

/** Progress towards a dated count of the plan (trucks, stations, piles, guns): DOMAIN.md 0 and 8. */

export type GoalState = 'overdue' | 'behind' | 'due' | 'normal' | 'none';

export interface GoalQuestion {
  /** Null: not known here. */
  actual: number | null;
  goal: number;
  due: string;
  day: string;
  /** An earlier value of the same count, to judge the pace by; null where there is none. */
  earlier: { day: string; value: number } | null;
}

export interface GoalProgress {
  /** What is still missing; null where the actual is not known. */
  short: number | null;
  /** Days from now until the due date, at least 1 while it has not passed; 0 afterwards. */
  daysLeft: number;
  /** One decimal, rounded up: at this pace the goal is reached, not just missed. */
  neededPerDay: number | null;
  state: GoalState;
}

/** So many days before its date an unmet goal is 临期 (DOMAIN.md 8 says 3 workdays; calendar days here: configuration). */
const NEAR_DAYS = 3;

/**
 * What is needed per day from now, and the state by pace: overdue past its date; behind where the pace so far would
 * not do (compared crosswise as integers); due in the last days; none where neither actual nor pace can be judged.
 */
export function goalProgress({ actual, goal, due, day, earlier }: GoalQuestion): GoalProgress {
  const passed = day > due;
  const daysLeft = passed ? 0 : Math.max(1, daysBetween(day, due));
  if (actual === null) return { short: null, daysLeft, neededPerDay: null, state: 'none' };
  const short = Math.max(0, goal - actual);
  if (short === 0) return { short, daysLeft, neededPerDay: 0, state: 'normal' };
  if (passed) return { short, daysLeft, neededPerDay: null, state: 'overdue' };
  const neededPerDay = Math.ceil((short * 10) / daysLeft) / 10;
  const span = earlier ? daysBetween(earlier.day, day) : 0;
  let state: GoalState = 'none';
  if (earlier && span > 0) state = (actual - earlier.value) * daysLeft < short * span ? 'behind' : 'normal';
  if (state !== 'behind' && daysBetween(day, due) <= NEAR_DAYS) state = 'due';
  return { short, daysLeft, neededPerDay, state };
}
