import { type KeyboardEvent, useRef } from 'react';
import type { ActionsList } from '../../domain/contract/actions.ts';
import { usePlace } from '../place.ts';
import { useText } from '../text.ts';
import s from './actions.module.css';
import { LightWord, numberWord } from './light.tsx';
import { unitWord } from './units.ts';

type Row = ActionsList['actions'][number];

/** The tasks, the worst first; up and down move, the row that has the focus is the one that the detail shows. */
export function ActionList({
  actions,
  chosen,
  onChoose,
}: {
  actions: readonly Row[];
  chosen: string;
  onChoose(id: string): void;
}) {
  const t = useText().actions;
  const list = useRef<HTMLUListElement>(null);
  const move = (event: KeyboardEvent) => {
    const at = actions.findIndex((each) => each.id === chosen);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: actions.length - 1 }[event.key];
    const next = to === undefined ? undefined : actions[to];
    if (!next) return;
    event.preventDefault();
    onChoose(next.id);
    list.current?.querySelector<HTMLElement>(`[data-action="${CSS.escape(next.id)}"]`)?.focus();
  };
  const inList = actions.some((each) => each.id === chosen);
  return (
    <ul className={s.rows} ref={list} aria-label={t.list} onKeyDown={move}>
      {actions.map((each) => (
        <li key={each.id}>
          <Item
            row={each}
            current={each.id === chosen}
            reachable={each.id === chosen || (!inList && each === actions[0])}
            onChoose={onChoose}
          />
        </li>
      ))}
    </ul>
  );
}

function Item({
  row,
  current,
  reachable,
  onChoose,
}: {
  row: Row;
  current: boolean;
  reachable: boolean;
  onChoose(id: string): void;
}) {
  const t = useText().actions;
  const { language } = usePlace();
  const abnormal = row.light === 'overdue' || row.light === 'behind';
  const flags = [
    row.extensionAsked !== null && t.extensionAsked(row.extensionAsked.slice(5)),
    row.closingAsked && t.closingAsked,
    row.conflicts > 0 && t.conflict,
    row.numberTwice && t.numberTwice,
    row.saved === 'here' && t.here,
  ].filter((flag) => flag !== false);
  return (
    <button
      type="button"
      data-action={row.id}
      className={abnormal ? `${s.item} ${s.abnormal}` : s.item}
      aria-current={current}
      tabIndex={reachable ? 0 : -1}
      onClick={() => onChoose(row.id)}
      onFocus={() => onChoose(row.id)}
    >
      <span className={s.itemHead}>
        <LightWord of={row} />
        {row.light === 'behind' && row.reasons[0] && <span>{t.reason[row.reasons[0]]}</span>}
        <span className={s.due}>{t.due(row.dueOn.slice(5))}</span>
      </span>
      <span className={s.content}>{row.content}</span>
      <span className={s.itemFoot}>
        <span>{t.unitAndPerson(unitWord(row.lead, row.leadName, language), row.person)}</span>
        {flags.map((flag) => (
          <b key={flag}>{flag}</b>
        ))}
        <span className={s.due}>{numberWord(row.number, t)}</span>
      </span>
    </button>
  );
}
