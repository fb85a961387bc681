import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import frame from './frame.module.css';

/**
 * Rows to choose one of; up and down, Home and End move, the row that has the focus is the one that the detail shows.
 * Before one is chosen, or where the one that is chosen is not in the list, Tab leads to the first.
 */
export function PickList<T extends { id: string }>({
  label,
  rows,
  chosen,
  onChoose,
  mark = 'data-row',
  className = frame.rows,
  rowClass = () => frame.item,
  children,
}: {
  label: string;
  rows: readonly T[];
  chosen: string | null;
  onChoose(id: string): void;
  /** The attribute that carries a row's id, so that a desk finds the row again. */
  mark?: `data-${string}`;
  className?: string | undefined;
  rowClass?(row: T): string | undefined;
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
    list.current?.querySelector<HTMLElement>(`[${mark}="${CSS.escape(next.id)}"]`)?.focus();
  };
  const inList = rows.some((each) => each.id === chosen);
  return (
    <ul className={className} ref={list} aria-label={label} onKeyDown={move}>
      {rows.map((row) => (
        <li key={row.id}>
          <button
            type="button"
            {...{ [mark]: row.id }}
            className={rowClass(row)}
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
