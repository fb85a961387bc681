import type { WorkLine } from '../../../domain/contract/overview.ts';

type State = 'overdue' | 'behind' | 'due';
export interface Group {
  state: State;
  lines: WorkLine['line'][];
  /** How many cases or applications, where one line alone makes the group and counts them. */
  count: number | null;
  /** Lines that are not named any more. */
  more: number;
}

const worstFirst: readonly State[] = ['overdue', 'behind', 'due'];
const NAMED = 3;

function countOf(line: WorkLine, state: State): number | null {
  const counted = state === 'overdue' && line.unit === 'cases' ? line.value : line.facts.dueSoon;
  if (state === 'behind' || typeof counted !== 'number') return null;
  return counted > 0 ? counted : null;
}

/** The headline by rule: the lines' states, worst first; past three names the rest become a number. */
export function headGroups(lines: readonly WorkLine[]): Group[] {
  return worstFirst.flatMap((state) => {
    const of = lines.filter((line) => line.state === state);
    const only = of.length === 1 ? of[0] : undefined;
    if (of.length === 0) return [];
    return [
      {
        state,
        lines: of.slice(0, NAMED).map((line) => line.line),
        count: only ? countOf(only, state) : null,
        more: Math.max(0, of.length - NAMED),
      },
    ];
  });
}
