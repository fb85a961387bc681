/**
 * The share of green plates as two integers, green and released. It becomes a percentage only where it is painted,
 * and is never rounded up to a pass (DESIGN.md, invariant 4). A target is a percentage with at most three decimals.
 */
export type Share = { released: number; green: number };
export type ShareStatus = 'met' | 'below' | 'no_traffic' | 'no_target';

const whole = (target: number): number => Math.round(target * 1000);

/** Whole quotient of two integers: taking the remainder off first keeps it exact where a division would round. */
const quotient = (n: number, by: number): number => (n - (n % by)) / by;

/** A day without traffic is neither met nor below; without a target in force nothing is judged. */
export function shareStatus({
  released,
  green,
  target,
}: {
  released: number;
  green: number;
  target: number | null;
}): ShareStatus {
  if (released === 0) return 'no_traffic';
  if (target === null) return 'no_target';
  return green * 100_000 >= whole(target) * released ? 'met' : 'below';
}

/** Percentage cut to one decimal: 1,999 of 2,500 is 79.9, never 80. Null without traffic. */
export function percentFloor1(green: number, released: number): number | null {
  return released === 0 ? null : quotient(green * 1000, released) / 10;
}

/** Passages that must turn green, of those released, to reach the target (差车次). */
export function tripsShort(target: number, released: number, green: number): number {
  return Math.max(0, quotient(whole(target) * released + 99_999, 100_000) - green);
}

/** Share of a tier, a county or the city: sums, never a mean of shares. */
export function sumShares(rows: Iterable<Share>): Share {
  const sum = { released: 0, green: 0 };
  for (const { released, green } of rows) {
    sum.released += released;
    sum.green += green;
  }
  return sum;
}

/** Lower share first, compared crosswise as integers; of equal shares the one with more traffic first. */
export function compareShares(a: Share, b: Share): number {
  return a.green * b.released - b.green * a.released || b.released - a.released;
}

/**
 * Rows of one tier, or counties, last place first; `rank` 1 is the best. Rows without traffic (or without data) are
 * not ranked and are left out. Equal shares are ordered by volume and then by name, so that two screens agree.
 */
export function rank<T extends Share>(
  rows: readonly T[],
  nameOf: (row: T) => string,
): { row: T; rank: number }[] {
  const placed = rows
    .filter((row) => row.released > 0)
    .sort((a, b) => compareShares(a, b) || (nameOf(a) < nameOf(b) ? -1 : 1));
  return placed.map((row, index) => ({ row, rank: placed.length - index }));
}
