import { percentFloor1, type Share, sumShares, tripsShort } from './share.ts';

/**
 * What it takes (差多少): trips that must turn green to reach a target, and trucks for them. Of a group of enterprises
 * it is the sum of what each lacks: a surplus here does not make up for a shortfall there.
 */

/** Trips a new-energy truck makes in a day (our assumption until the office has counted it: 依据待核). */
export const TRIPS_PER_TRUCK = 2;

export interface Asked {
  share: Share;
  /** Percent; null where no target stands. */
  target: number | null;
  next: { value: number; dueOn: string } | null;
}

const trucksFor = (trips: number | null, perTruck: number) =>
  trips === null ? null : Math.ceil(trips / perTruck);

const summed = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null);
  return known.length ? known.reduce((sum, value) => sum + value, 0) : null;
};

/** Of one enterprise, or of many. */
export function takes(all: readonly Asked[], perTruck = TRIPS_PER_TRUCK) {
  const share = sumShares(all.map((each) => each.share));
  const lacks = (value: number | null | undefined, { released, green }: Share) =>
    value == null || released === 0 ? null : tripsShort(value, released, green);
  const now = summed(all.map((each) => lacks(each.target, each.share)));
  const next = summed(all.map((each) => lacks(each.next?.value, each.share)));
  const [first] = all;
  const same = first?.next && all.every((each) => each.next?.value === first.next!.value) ? first.next : null;
  return {
    ...share,
    percent: percentFloor1(share.green, share.released),
    now: { trips: now, trucks: trucksFor(now, perTruck) },
    next: {
      ...{ trips: next, trucks: trucksFor(next, perTruck) },
      ...{ value: same?.value ?? null, dueOn: same?.dueOn ?? null },
    },
  };
}
