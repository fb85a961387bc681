import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import s from './road.module.css';

/** Rows to choose one of; up and down move, the row that has the focus is the one that the detail shows. */
export function RowList<T extends { id: string }>({
  label,
  rows,
  chosen,
  onChoose,
  children,
}: {
  label: string;
  rows: readonly T[];
  chosen: string;
  onChoose(id: string): void;
  children(row: T): ReactNode;
}) {
  const list = useRef<HTMLUListElement>(null);
  const move = (event: KeyboardEvent) => {
    const at = rows.findIndex((each) => each.id === chosen);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    const next = to === undefined ? undefined : rows[to];
    if (!next) return;
    event.preventDefault();
    onChoose(next.id);
    list.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(next.id)}"]`)?.focus();
  };
  const inList = rows.some((each) => each.id === chosen);
  return (
    <ul className={s.rows} ref={list} aria-label={label} onKeyDown={move}>
      {rows.map((row) => (
        <li key={row.id}>
          <button
            type="button"
            data-row={row.id}
            className={s.item}
            aria-current={row.id === chosen}
            tabIndex={row.id === chosen || (!inList && row === rows[0]) ? 0 : -1}
            onClick={() => onChoose(row.id)}
            onFocus={() => onChoose(row.id)}
          >
            {children(row)}
          </button>
        </li>
      ))}
    </ul>
  );
}
