import { type KeyboardEvent, useRef } from 'react';
import type { AlarmRow } from '../../domain/contract/operations.ts';
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
  const t = useText().duty;
  const list = useRef<HTMLUListElement>(null);
  const move = (event: KeyboardEvent) => {
    const at = alarms.findIndex((alarm) => alarm.id === chosen);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: alarms.length - 1 }[event.key];
    const next = to === undefined ? undefined : alarms[to];
    if (!next) return;
    event.preventDefault();
    onChoose(next.id);
    list.current?.querySelector<HTMLElement>(`[data-alarm="${CSS.escape(next.id)}"]`)?.focus();
  };
  return (
    <ul className={s.alarms} ref={list} aria-label={t.list} onKeyDown={move}>
      {alarms.map((alarm) => (
        <li key={alarm.id}>
          <AlarmItem
            alarm={alarm}
            current={alarm.id === chosen}
            reachable={alarm.id === chosen || (chosen === null && alarm === alarms[0])}
            onChoose={onChoose}
          />
        </li>
      ))}
    </ul>
  );
}

function AlarmItem({
  alarm,
  current,
  reachable,
  onChoose,
}: {
  alarm: AlarmRow;
  current: boolean;
  reachable: boolean;
  onChoose(id: string): void;
}) {
  const text = useText();
  const t = text.duty;
  const when = useWhen();
  return (
    <button
      type="button"
      data-alarm={alarm.id}
      className={`${s.item} ${s[alarm.state]}`}
      aria-current={current}
      tabIndex={reachable ? 0 : -1}
      onClick={() => onChoose(alarm.id)}
      onFocus={() => onChoose(alarm.id)}
    >
      <span className={s.itemHead}>
        <AlarmTag alarm={alarm} />
        <span>{t.priorityOf(t.priority[alarm.priority])}</span>
        <time>{when(alarm.raisedAt)}</time>
      </span>
      <span className={s.sentence}>{alarmSentence(alarm, text)}</span>
      {alarm.assigned && (
        <span>
          {t.facts.assigned} {alarm.assigned.to}
        </span>
      )}
    </button>
  );
}
