import type { AlarmRow } from '../../domain/contract/operations.ts';
import { Mark } from '../parts/Mark.tsx';
import { useText } from '../text.ts';
import { useWhen } from '../wall/charging/when.ts';
import s from './duty.module.css';

/** The state of an alarm: filled until acknowledged, outlined after, grey when returned or shelved, and its word. */
export function AlarmTag({ alarm }: { alarm: AlarmRow }) {
  const t = useText().duty;
  const when = useWhen();
  return (
    <span className={`${s.tag} ${s[`tag-${alarm.state}`]}`}>
      {(alarm.state === 'unacknowledged' || alarm.state === 'acknowledged') && <Mark of="alarm" />}
      {t.state[alarm.state]}
      {alarm.shelved && alarm.state === 'shelved' && ` ${when(alarm.shelved.until)}`}
    </span>
  );
}
