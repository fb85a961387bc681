import type { GateRow, GatesDay } from '../../../domain/contract/gates.ts';
import type { Tier } from '../../../domain/contract/shapes.ts';
import { broughtFirst } from '../focus.ts';
import { ems, pinned } from '../pages.ts';

/** How a row shows: without data or traffic it has no figure and no rank; a stale one keeps its last. */
export type RowLook = 'share' | 'stale' | 'none' | 'empty' | 'unknown';

export function rowLook(row: GateRow): RowLook {
  if (row.feed === 'none' || row.freshness === 'none') return 'none';
  if (row.freshness === 'unknown') return 'unknown';
  if (row.status === 'no_traffic') return 'empty';
  return row.freshness === 'stale' ? 'stale' : 'share';
}

/** How a tier's own figure shows: unknown where nobody is registered, none where not one plant was heard of. */
export function tierLook(day: Pick<GatesDay, 'rows' | 'tiers'>, tier: Tier): RowLook {
  const rows = day.rows.filter((row) => row.tier === tier);
  const looks = new Set(rows.map(rowLook));
  if (day.tiers[tier].percent === null) {
    if (looks.size === 0 || (looks.size === 1 && looks.has('unknown'))) return 'unknown';
    return looks.size === 1 && looks.has('none') ? 'none' : 'empty';
  }
  const heard = rows.filter((row) => row.freshness !== 'none');
  return heard.length > 0 && heard.every((row) => row.freshness === 'stale') ? 'stale' : 'share';
}

/** Below target first, the last place before the others; then what can't be judged; then those who met it. */
function weight(row: GateRow): number {
  if (rowLook(row) === 'share') return row.status === 'below' ? 0 : 3;
  if (row.status === 'below') return 1;
  return 2;
}

export function inRanking(rows: readonly GateRow[], tier: Tier): GateRow[] {
  return rows
    .filter((row) => row.tier === tier)
    .sort(
      (a, b) =>
        weight(a) - weight(b) ||
        (b.rank ?? 0) - (a.rank ?? 0) ||
        (a.shortName < b.shortName ? -1 : a.shortName > b.shortName ? 1 : 0),
    );
}

/** Heights in arc minutes. A name that its column can't hold takes a line of its own; nothing is cut. */
const ROW = 41;
const LONG_ROW = 74;
const NAME_EMS = 9;
/** The heads of a tier. */
const FRAME = 37;
/** Tier's name, figure and three lines beside the rows; with less the figure is smaller. */
export const LEAST = 252;

const WHO_EMS = 6.6;
/** From the name's column to the end of the next one. */
const BOTH_EMS = 15;

export const whoText = (row: GateRow): string => `${row.countyName} ${row.responsible ?? ''}`.trim();
/** `name`: as it is shown, which for visitors is not always its own. */
export const isLong = (row: GateRow, name = row.shortName): boolean =>
  ems(name) > NAME_EMS || ems(name) + ems(whoText(row)) > BOTH_EMS;
/** Who answers needs more than a column and stands close to the bar, with room of the name's. */
export const isWideWho = (who: string): boolean => ems(who) > WHO_EMS;
export const rowHeight = (row: GateRow): number => (isLong(row) ? LONG_ROW : ROW);

/** Height of each tier out of `room`, by how much each has to show; neither less than its own heading needs. */
export function shareRoom(
  room: number,
  first: readonly GateRow[],
  second: readonly GateRow[],
): [number, number] {
  // By its exceptions: the first page is to hold those of both.
  const tall = (rows: readonly GateRow[]) =>
    rows.filter((row) => weight(row) < 3).reduce((sum, row) => sum + rowHeight(row), FRAME);
  const all = tall(first) + tall(second);
  const least = Math.min(LEAST, room / 2);
  const one = Math.min(room - least, Math.max(least, (room * tall(first)) / all));
  return [one, room - one];
}

/** A tier's ranking: what is brought out stays on top, the others turn page by page beneath it. */
export function rankingPages(
  rows: readonly GateRow[],
  height: number,
  brings: (row: GateRow) => boolean = () => false,
): { pinned: GateRow[]; parts: GateRow[][] } {
  return pinned(broughtFirst(rows, brings), brings, rowHeight, Math.max(ROW, height - FRAME));
}
