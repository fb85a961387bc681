import { isUnread, normalise } from './plate.ts';

/**
 * Two inspectors on one truck, or a camera and a patrol: records that are likely the same are shown to a person, who
 * joins them or leaves them apart. Nothing is joined by itself.
 */
export interface Record {
  id: string;
  kind: string;
  plate: string | null;
  /** Epoch ms of what happened. */
  at: number;
}

/** Within so long of each other (our design: configuration). */
export const TWIN_MS = 30 * 60_000;

/** Pairs by id: the same kind and plate within half an hour. Unread plates are never the same. */
export function likelySame(records: readonly Record[]): Map<string, string[]> {
  const byPlate = new Map<string, Record[]>();
  for (const each of records) {
    if (each.plate === null || isUnread(each.plate)) continue;
    const key = `${each.kind} ${normalise(each.plate)}`;
    byPlate.set(key, [...(byPlate.get(key) ?? []), each]);
  }
  const found = new Map<string, string[]>();
  for (const same of byPlate.values()) {
    same.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    for (const [index, each] of same.entries())
      for (let next = index + 1; next < same.length && same[next]!.at - each.at <= TWIN_MS; next++) {
        found.set(each.id, [...(found.get(each.id) ?? []), same[next]!.id]);
        found.set(same[next]!.id, [...(found.get(same[next]!.id) ?? []), each.id]);
      }
  }
  return found;
}
