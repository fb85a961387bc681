import { parseTime } from '../../../domain/day.ts';
import { whenText } from '../../parts/when.ts';
import { useText } from '../../text.ts';
import { useNow } from '../../use.ts';

/** A contract's time in words: '13:05' today, '昨 23:10' yesterday, '12-03 10:00' before. */
export function useWhen(): (time: string) => string {
  const t = useText();
  const now = useNow(60_000);
  return (time) => {
    const at = parseTime(time);
    return at === null ? time : whenText(at, now, t);
  };
}
