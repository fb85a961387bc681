import { useQuery } from '../use.ts';
import { pendingOf } from './pending.ts';

/** Values that open requests ask for, of a whole target: dashed on the wall until one of them is decided. */
export function usePending(target: string): number[] {
  const proposals = useQuery('targets.proposals', {}).value?.proposals ?? [];
  const own = pendingOf(proposals, []).filter((each) => each.wide && each.target === target);
  return [...new Set(own.map((each) => each.value))].sort((a, b) => a - b);
}
