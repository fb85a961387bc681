import type { AlarmRow } from '../../domain/contract/operations.ts';
import type { Text } from '../text.ts';

/** What an alarm says, in one sentence, made from its kind and its facts. */
export function alarmSentence(alarm: AlarmRow, t: Text): string {
  return t.parts.alarms.say[alarm.kind](alarm.name, alarm.facts);
}

const NAME = '\u0000';

/** The same sentence around its name, which is what gives way where it is too long: what happened is never cut. */
export function aroundName({ kind, facts }: AlarmRow, t: Text): [before: string, after: string] {
  const [before = '', after = ''] = t.parts.alarms.say[kind](NAME, facts).split(NAME);
  return [before, after];
}
