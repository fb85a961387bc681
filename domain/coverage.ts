import type { CheckState } from './check.ts';
import { addDays, dayOf } from './day.ts';
import { endOfWeek } from './workday.ts';

/** Where checks were made and where not: by point, county and week. A check that was joined counts once. */
export interface Coverage {
  /** Monday to Sunday, oldest first. */
  weeks: { from: string; to: string }[];
  counties: { county: string | null; total: number; unfit: number; byWeek: number[] }[];
  points: {
    point: string;
    county: string | null;
    total: number;
    unfit: number;
    byWeek: number[];
    last: number;
  }[];
  total: number;
  unfit: number;
  /** Of roadside checks those with two officers and their certificates' numbers (行政处罚法, 依据待核). */
  twoOfficers: { of: number; full: number };
}

const none = (weeks: number) => Array.from({ length: weeks }, () => 0);

/** What coverage needs of a check. */
export type CoveredCheck = Pick<
  CheckState,
  'id' | 'kind' | 'result' | 'at' | 'place' | 'county' | 'enterprise' | 'joinedInto' | 'officers'
>;

export function coverage(checks: readonly CoveredCheck[], until: string, weeks: number): Coverage {
  const last = endOfWeek(until);
  const spans = Array.from({ length: weeks }, (_, index) => {
    const to = addDays(last, (index - weeks + 1) * 7);
    return { from: addDays(to, -6), to };
  });
  const counties = new Map<string | null, Coverage['counties'][number]>();
  const points = new Map<string, Coverage['points'][number]>();
  const sum = { total: 0, unfit: 0, of: 0, full: 0 };
  for (const check of checks) {
    const day = dayOf(check.at);
    const week = spans.findIndex(({ from, to }) => from <= day && day <= to);
    if (check.joinedInto !== null || week < 0 || day > until) continue;
    const hit = check.result === 'unfit' ? 1 : 0;
    const county = counties.get(check.county) ?? {
      ...{ county: check.county, total: 0, unfit: 0, byWeek: none(weeks) },
    };
    counties.set(check.county, county);
    const rows: { total: number; unfit: number; byWeek: number[] }[] = [county];
    const name = check.place ?? check.enterprise;
    if (name !== null) {
      const point = points.get(name) ?? {
        ...{ point: name, county: check.county, total: 0, unfit: 0, byWeek: none(weeks), last: 0 },
      };
      point.last = Math.max(point.last, check.at);
      points.set(name, point);
      rows.push(point);
    }
    for (const row of rows) {
      row.total++;
      row.unfit += hit;
      row.byWeek[week]!++;
    }
    sum.total++;
    sum.unfit += hit;
    if (check.kind === 'gate_count') continue;
    sum.of++;
    if (check.officers[1] >= 2) sum.full++;
  }
  const fewest = (a: { total: number }, b: { total: number }) => a.total - b.total;
  return {
    weeks: spans,
    counties: [...counties.values()].sort(
      (a, b) => fewest(a, b) || ((a.county ?? '') < (b.county ?? '') ? -1 : 1),
    ),
    points: [...points.values()].sort((a, b) => a.last - b.last || (a.point < b.point ? -1 : 1)),
    ...{ total: sum.total, unfit: sum.unfit, twoOfficers: { of: sum.of, full: sum.full } },
  };
}

/** An hour counted at a gate by a person, beside what the gate's system sent of that time. */
export interface Counted {
  counted: number;
  green: number | null;
}
export interface Compared {
  received: { counted: number; green: number };
  /** Counted by the person and not received, or the other way (negative). */
  missing: number;
  missingGreen: number | null;
  verdict: 'same' | 'fewer_received' | 'more_received';
}

/**
 * Trucks that a person counted leaving in a time, beside the releases of that gate and time. `releases`: passages that
 * the gate rule counts. From inclusive, to exclusive, epoch ms.
 */
export function compareCount(
  count: Counted,
  releases: readonly { at: number; gate: string; green: boolean }[],
  { from, to, gate }: { from: number; to: number; gate: string | null },
): Compared {
  const own = releases.filter(
    (each) => each.at >= from && each.at < to && (gate === null || each.gate === gate),
  );
  const green = own.filter((each) => each.green).length;
  const missing = count.counted - own.length;
  return {
    received: { counted: own.length, green },
    missing,
    missingGreen: count.green === null ? null : count.green - green,
    verdict: missing > 0 ? 'fewer_received' : missing < 0 ? 'more_received' : 'same',
  };
}
