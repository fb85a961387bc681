import type { AlarmRow } from '../../domain/contract/operations.ts';
import { useText } from '../text.ts';

/** What an alarm says, in one sentence. */
export function useSentence(): (alarm: AlarmRow) => string {
  const { say } = useText().duty;
  return (alarm) => say[alarm.kind](alarm.name, alarm.facts);
}
