import type { Output } from '../../../domain/contract.ts';
import { CASE_KINDS, STAGES } from '../../../domain/stage.ts';

export type Board = Output<'enforcement.board'>;
export type Case = Board['cases'][number];

function ranked(keys: Iterable<string>, order: readonly string[]): string[] {
  const rank = (key: string) => {
    const at = order.indexOf(key);
    return at < 0 ? order.length : at;
  };
  return [...new Set(keys)].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

export interface Matrix {
  kinds: string[];
  stages: string[];
  /** Running cases of a kind at a stage. */
  at(kind: string, stage: string): number;
  ofKind(kind: string): number;
  ofStage(stage: string): number;
}

/** Running cases by kind and stage, stages in their order (DOMAIN 5.5), one nobody knows last. The four kinds of the plan always stand, so that rows never move. */
export function matrix(byKindStage: Board['byKindStage']): Matrix {
  const kinds = ranked([...CASE_KINDS, ...Object.keys(byKindStage)], CASE_KINDS);
  const stages = ranked(
    Object.values(byKindStage).flatMap((row) => Object.keys(row)),
    STAGES,
  );
  const at = (kind: string, stage: string) => byKindStage[kind]?.[stage] ?? 0;
  return {
    kinds,
    stages,
    at,
    ofKind: (kind) => stages.reduce((sum, stage) => sum + at(kind, stage), 0),
    ofStage: (stage) => kinds.reduce((sum, kind) => sum + at(kind, stage), 0),
  };
}

/** Overdue first, the longest overdue before; then the newest. Ties by id, so that no two walls differ. */
export function inOrder(cases: readonly Case[]): Case[] {
  return [...cases].sort((a, b) => {
    if (a.overdue !== b.overdue) return a.overdue ? -1 : 1;
    if (a.overdue && a.overdueDays !== b.overdueDays) return b.overdueDays - a.overdueDays;
    return Date.parse(b.openedAt) - Date.parse(a.openedAt) || (a.id < b.id ? -1 : 1);
  });
}

/** Whole days until it is due, rounded up; null without a date or when it has passed. */
export function daysLeft(each: Case, now: number): number | null {
  if (each.dueAt === null || each.overdue) return null;
  const left = Date.parse(each.dueAt) - now;
  return left < 0 ? null : Math.ceil(left / 86_400_000);
}
