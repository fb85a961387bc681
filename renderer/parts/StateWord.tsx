import type { State } from '../../domain/contract/shapes.ts';
import { useText } from '../text.ts';
import { Mark } from './Mark.tsx';

/** A work state with its mark and its word: 逾期 滞后 临期 正常. */
export function StateWord({ state }: { state: State }) {
  const words = useText().common.state;
  const marked = state === 'overdue' || state === 'behind' || state === 'due';
  return (
    <span className={marked ? `is-${state} nowrap` : 'nowrap'} data-state={state}>
      {marked && <Mark of={state} />}
      {words[state]}
    </span>
  );
}
