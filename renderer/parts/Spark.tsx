import s from './spark.module.css';
import { type GoalRun, goalRuns, scaleOf, segments, type TrendDay } from './spark.ts';

/**
 * Thirty days without axes, oldest first: solid the target in force on each day, dashed the one not yet due and a
 * `pending` proposal. Green only where the line counts green plates. Sizes are arc minutes.
 */
export function Spark({
  days,
  coming = null,
  pending = null,
  plates = false,
  width = 240,
  height = 67,
}: {
  days: readonly TrendDay[];
  coming?: number | null;
  pending?: number | null;
  plates?: boolean;
  width?: number;
  height?: number;
}) {
  const known = days.flatMap((day) => (day.value === null ? [] : [day.value]));
  const size = { width: `calc(${width} * var(--u))`, height: `calc(${height} * var(--u))` };
  if (known.length === 0) return <span className={s.empty} style={size} data-spark="none" />;
  const goals = goalRuns(days, coming);
  const levels = [...goals.now, ...goals.next].map((run) => run.value);
  const { x, y } = scaleOf([...known, ...levels, ...(pending === null ? [] : [pending])], days.length, {
    width,
    height,
    pad: 7,
  });
  const lastIndex = days.findLastIndex((day) => day.value !== null);
  const last = days[lastIndex]?.value ?? 0;
  const half = days.length <= 1 ? 0 : (width - 14) / (days.length - 1) / 2;
  const line = (run: GoalRun, className: string | undefined) => (
    <line
      key={`${className}${run.from}`}
      className={className}
      x1={Math.max(7, x(run.from) - half)}
      x2={Math.min(width - 7, x(run.to) + half)}
      y1={y(run.value)}
      y2={y(run.value)}
    />
  );
  return (
    <svg
      className={plates ? `${s.spark} ${s.plates}` : s.spark}
      style={size}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      data-spark="line"
    >
      {goals.next.map((run) => line(run, s.next))}
      {goals.now.map((run) => line(run, s.now))}
      {pending !== null && line({ from: 0, to: days.length - 1, value: pending }, s.pending)}
      {segments(days, x, y).map((points) => (
        <polyline key={points.slice(0, 12)} points={points} />
      ))}
      <circle cx={x(lastIndex)} cy={y(last)} r="5.6" />
    </svg>
  );
}
