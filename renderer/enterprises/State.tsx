import { percentText } from '../parts/Figure.tsx';
import { Mark } from '../parts/Mark.tsx';
import { StateWord } from '../parts/StateWord.tsx';
import { useText } from '../text.ts';
import type { ClosingRow, Listed } from './place.ts';

/** How an enterprise stands today: a day without data or without traffic is said so, and judged by nobody. */
export function Standing({ row }: { row: Pick<Listed, 'feed' | 'status' | 'state'> }) {
  const words = useText().common.data;
  if (row.feed === 'none')
    return (
      <span className="nowrap">
        <Mark of="no-data" />
        {words.none}
      </span>
    );
  if (row.status === 'no_traffic')
    return (
      <span className="nowrap">
        <Mark of="no-traffic" />
        {words.noTraffic}
      </span>
    );
  return <StateWord state={row.state} />;
}

/** A row's way to being closed, each step with its shape and its word. */
export function ClosingState({ state }: { state: ClosingRow['state'] }) {
  const word = useText().gateDays.state[state];
  if (state === 'waiver_needed')
    return (
      <span className="is-behind nowrap">
        <Mark of="behind" />
        {word}
      </span>
    );
  return (
    <span className="nowrap">
      {state === 'signed' && <Mark of="info" />}
      {word}
    </span>
  );
}

export const shareText = (percent: number | null): string =>
  percent === null ? '—' : `${percentText(percent)}%`;
