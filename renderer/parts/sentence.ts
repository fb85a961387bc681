import type { AlarmRow } from '../../domain/contract/operations.ts';
import type { Text } from '../text.ts';

/** What an alarm says, in one sentence, made from its kind and its facts. */
export function alarmSentence(alarm: AlarmRow, t: Text): string {
  return t.parts.alarms.say[alarm.kind](alarm.name, alarm.facts);
}
