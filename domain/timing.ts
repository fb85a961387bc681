/**
 * Time in a meeting, from where it went and when: what each item was given and took, and when the rest will come. The
 * screens run it again each second on the same course.
 */
export interface Course {
  /** When it is to begin, epoch ms. */
  plannedAt: number;
  /** Null: has not begun. */
  startedAt: number | null;
  /** Null: has not ended. */
  closedAt: number | null;
  /** In order. `item` null: interrupted or over. */
  course: readonly { at: number; item: string | null }[];
  items: readonly { id: string; minutes: number }[];
}

export interface ItemTime {
  id: string;
  state: 'ahead' | 'current' | 'done';
  plannedAt: number;
  /** When it began, or is expected to. */
  expectedAt: number;
  spentMs: number;
  overMs: number;
}

export interface Timing {
  items: ItemTime[];
  /** The item that it stands at; null: none, also where it is no longer on the agenda. */
  current: string | null;
  allottedMs: number;
  spentMs: number;
  plannedEnd: number;
  expectedEnd: number;
}

const MINUTE = 60_000;

/** How long it stood at each item, and when it first came there. */
function visits({ course, closedAt }: Course, now: number) {
  const spent = new Map<string, number>();
  const first = new Map<string, number>();
  for (const [index, { at, item }] of course.entries()) {
    if (item === null) continue;
    const until = course[index + 1]?.at ?? closedAt ?? now;
    spent.set(item, (spent.get(item) ?? 0) + Math.max(0, until - at));
    if (!first.has(item)) first.set(item, at);
  }
  return { spent, first };
}

export function timing(of: Course, now: number): Timing {
  const { spent, first } = visits(of, now);
  const running = of.startedAt !== null && of.closedAt === null;
  const standing = running ? (of.course.at(-1)?.item ?? null) : null;
  let planned = of.plannedAt;
  // What is ahead follows what is left of the current item, or the beginning.
  let next = of.startedAt === null ? of.plannedAt : (of.closedAt ?? now);
  const now_ = of.items.find((item) => item.id === standing);
  if (now_) next += Math.max(0, now_.minutes * MINUTE - (spent.get(now_.id) ?? 0));
  const items = of.items.map((item): ItemTime => {
    const allotted = item.minutes * MINUTE;
    const took = spent.get(item.id) ?? 0;
    const plannedAt = planned;
    planned += allotted;
    const began = first.get(item.id);
    const expectedAt = began ?? next;
    if (began === undefined && of.closedAt === null) next += allotted;
    return {
      id: item.id,
      state: item.id === standing ? 'current' : began === undefined ? 'ahead' : 'done',
      plannedAt,
      expectedAt,
      spentMs: took,
      overMs: Math.max(0, took - allotted),
    };
  });
  return {
    items,
    current: now_?.id ?? null,
    allottedMs: planned - of.plannedAt,
    spentMs: [...spent.values()].reduce((sum, each) => sum + each, 0),
    plannedEnd: planned,
    expectedEnd: of.closedAt ?? next,
  };
}
