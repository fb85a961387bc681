import type { AlarmRow } from '../../domain/contract/operations.ts';
import frame from '../desk/frame.module.css';
import { PickList } from '../desk/PickList.tsx';
import { alarmSentence } from '../parts/sentence.ts';
import { useText } from '../text.ts';
import { useWhen } from '../wall/charging/when.ts';
import { AlarmTag } from './AlarmTag.tsx';
import s from './duty.module.css';
import { type AlarmState, alarmStates } from './order.ts';

export type Shown = AlarmState | 'all';

/** The states with their counts, to look at one at a time. */
export function StateTabs({
  counts,
  shown,
  onShow,
}: {
  /** Null where the alarms are not known: no number is said then. */
  counts: Record<AlarmState, number> | null;
  shown: Shown;
  onShow(state: Shown): void;
}) {
  const t = useText().duty;
  const count = (state: Shown) =>
    state === 'all' ? alarmStates.reduce((sum, each) => sum + (counts?.[each] ?? 0), 0) : counts?.[state];
  return (
    <fieldset className={s.tabs}>
      <legend className="sr-only">{t.states}</legend>
      {(['all', ...alarmStates] as const).map((state) => (
        <button key={state} type="button" aria-pressed={shown === state} onClick={() => onShow(state)}>
          {state === 'all' ? t.all : t.state[state]} <b>{counts && count(state)}</b>
        </button>
      ))}
    </fieldset>
  );
}

/** The alarms, a row each; up and down move, the row that has the focus is the one that the detail shows. */
export function AlarmList({
  alarms,
  chosen,
  onChoose,
}: {
  alarms: readonly AlarmRow[];
  chosen: string | null;
  onChoose(id: string): void;
}) {
  return (
    <PickList
      label={useText().duty.list}
      rows={alarms}
      chosen={chosen}
      onChoose={onChoose}
      mark="data-alarm"
      rowClass={({ state }) => `${frame.item} ${s[state]}`}
    >
      {(alarm) => <AlarmItem alarm={alarm} />}
    </PickList>
  );
}

function AlarmItem({ alarm }: { alarm: AlarmRow }) {
  const text = useText();
  const t = text.duty;
  const when = useWhen();
  return (
    <>
      <span className={frame.itemHead}>
        <AlarmTag alarm={alarm} />
        <span>{t.priorityOf(t.priority[alarm.priority])}</span>
        <time className={frame.end}>{when(alarm.raisedAt)}</time>
      </span>
      <span className={s.sentence}>{alarmSentence(alarm, text)}</span>
      {alarm.assigned && (
        <span>
          {t.facts.assigned} {alarm.assigned.to}
        </span>
      )}
    </>
  );
}
