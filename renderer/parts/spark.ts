/** A day of a trend. Null: no value, or no target in force. */
export interface TrendDay {
  value: number | null;
  target: number | null;
}
export interface GoalRun {
  from: number;
  to: number;
  value: number;
}

/**
 * The target lines of a trend as runs of day indexes. `now`: in force, drawn solid. `next`: the one that follows,
 * drawn dashed until its day comes; after the last change that is the coming target.
 */
export function goalRuns(
  days: readonly { target: number | null }[],
  coming: number | null,
): { now: GoalRun[]; next: GoalRun[] } {
  const follow: (number | null)[] = [];
  let later = coming;
  for (let i = days.length - 1; i >= 0; i--) {
    const own = days[i]?.target ?? null;
    const after = days[i + 1]?.target ?? null;
    if (i < days.length - 1 && own !== after && after !== null) later = after;
    follow[i] = later;
  }
  return { now: runs(days.map((day) => day.target)), next: runs(follow) };
}

function runs(values: readonly (number | null)[]): GoalRun[] {
  const found: GoalRun[] = [];
  values.forEach((value, index) => {
    const last = found.at(-1);
    if (value === null) return;
    if (last && last.to === index - 1 && last.value === value) last.to = index;
    else found.push({ from: index, to: index, value });
  });
  return found;
}

export interface Frame {
  width: number;
  height: number;
  pad: number;
}

/** Maps days and values onto the frame; a flat trend lies in the middle. */
export function scaleOf(values: readonly number[], count: number, frame: Frame) {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const span = high - low || 1;
  const flat = high === low;
  const { width, height, pad } = frame;
  return {
    x: (day: number) => pad + (count <= 1 ? 1 : day / (count - 1)) * (width - 2 * pad),
    y: (value: number) => (flat ? height / 2 : height - pad - ((value - low) / span) * (height - 2 * pad)),
  };
}

/** The line as SVG points, broken where a day has no value. */
export function segments(
  days: readonly TrendDay[],
  x: (day: number) => number,
  y: (value: number) => number,
): string[] {
  const found: string[][] = [];
  let open = false;
  days.forEach((day, index) => {
    if (day.value === null) {
      open = false;
      return;
    }
    const point = `${x(index).toFixed(1)},${y(day.value).toFixed(1)}`;
    if (open) found.at(-1)?.push(point);
    else found.push([point]);
    open = true;
  });
  return found.map((points) => points.join(' '));
}
