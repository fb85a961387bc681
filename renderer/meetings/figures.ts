import type { FigureQuery } from '../../domain/contract/meetings.ts';

/** Numbers that are often asked for at the table: where each stands in its query's result. */
export const choices = [
  { key: 'key', query: 'gates.day', path: 'tiers.key_dual_high.percent', unit: 'percent' },
  { key: 'other', query: 'gates.day', path: 'tiers.other_gated.percent', unit: 'percent' },
  { key: 'trucks', query: 'goals.progress', path: 'trucks.actual', unit: 'trucks' },
  { key: 'stations', query: 'goals.progress', path: 'stations.actual', unit: 'stations' },
  { key: 'piles', query: 'goals.progress', path: 'piles.actual', unit: 'piles' },
  { key: 'guns', query: 'goals.progress', path: 'guns.actual', unit: 'guns' },
  { key: 'charging', query: 'chargers.now', path: 'totals.charging', unit: 'guns' },
  { key: 'fault', query: 'chargers.now', path: 'totals.fault', unit: 'guns' },
  { key: 'running', query: 'enforcement.board', path: 'running', unit: 'cases' },
  { key: 'overdue', query: 'enforcement.board', path: 'overdue', unit: 'cases' },
] as const satisfies readonly { key: string; query: FigureQuery; path: string; unit: string }[];

export type Choice = (typeof choices)[number];
