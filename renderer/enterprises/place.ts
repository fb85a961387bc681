import type { Output } from '../../domain/contract.ts';
import { isDay } from '../../domain/day.ts';

export type Listed = Output<'enterprises.list'>['enterprises'][number];
export type View = Output<'enterprise.view'>;
export type ClosingDay = Output<'gateDays.closing'>;
export type ClosingRow = ClosingDay['rows'][number];
export type Dispute = Output<'gateDays.disputes'>['disputes'][number];
export type AlertRow = Output<'alerts.list'>['alerts'][number];

export const PARTS = ['list', 'day', 'disputes', 'takes', 'alerts'] as const;
export type Part = (typeof PARTS)[number];

export interface Place {
  part: Part;
  /** An enterprise, or a dispute. */
  id: string | null;
  day: string | null;
}

/** What of the desk is open, from the address: `/enterprises/<id>`, `/enterprises/day/<day>/<id>`, `/enterprises/takes` … */
export function placeOf(path: string): Place {
  const [, , first = '', second, third] = path.split('/').map(decodeURIComponent);
  if (first === 'day') {
    const day = second !== undefined && isDay(second) ? second : null;
    return { part: 'day', day, id: third ?? null };
  }
  const part = PARTS.find((each) => each === first);
  if (part !== undefined) return { part, id: second ?? null, day: null };
  return { part: 'list', id: first || null, day: null };
}

export const pathOf = (enterprise: string): string => `/enterprises/${encodeURIComponent(enterprise)}`;

export const pathOfDay = (day: string, enterprise?: string): string =>
  `/enterprises/day/${day}${enterprise === undefined ? '' : `/${encodeURIComponent(enterprise)}`}`;

const BADNESS = ['overdue', 'behind', 'due', 'normal', 'none'];

/** Worst first: by state, then by how far below its target. */
export function worstFirst(rows: readonly Listed[]): Listed[] {
  const gap = ({ percent, target }: Listed) =>
    percent === null || target === null ? Number.POSITIVE_INFINITY : percent - target;
  return [...rows].sort((a, b) => {
    const byState = BADNESS.indexOf(a.state) - BADNESS.indexOf(b.state);
    if (byState !== 0) return byState;
    const [ofA, ofB] = [gap(a), gap(b)];
    return ofA === ofB ? (a.name < b.name ? -1 : 1) : ofA - ofB;
  });
}
