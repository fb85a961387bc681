import type { ReactNode } from 'react';
import s from './paged.module.css';
import { pinned, useRoom } from './pages.ts';
import { usePage } from './stage.ts';

interface Props<T> {
  label: string;
  /** Where the list stands in the scene's grid. */
  className: string | undefined;
  heads: readonly string[];
  /** The grid that heads and rows share. */
  columns: string | undefined;
  items: readonly T[];
  /** In the wall's unit. */
  heightOf(item: T): number;
  row(item: T): ReactNode;
  words: { more(n: number): string; page(n: number, of: number): string };
  /** What stands in place of rows where there are none. */
  empty?: ReactNode;
  /** What the foot says at its left: rows that no page holds, the sum of all. */
  beside?: string;
  /** What stays on every page, as far as half the room holds it; such items come first. */
  stays?(item: T): boolean;
}

/** A scene's list, page by page, no row cut; its foot says how many are on other pages, so that none is hidden. */
export function Paged<T>({ items, heightOf, stays = () => false, words, beside = '', ...of }: Props<T>) {
  const [ref, room] = useRoom();
  const { pinned: top, parts } = pinned(items, stays, heightOf, Math.max(room, 1));
  const at = usePage(parts.length);
  const shown = [...top, ...(parts[at] ?? [])];
  const rest = items.length - shown.length;
  return (
    <section className={`${s.paged} ${of.className ?? ''}`} aria-label={of.label}>
      <p className={`${s.heads} ${of.columns ?? ''}`} aria-hidden="true">
        {of.heads.map((head) => (
          <span key={head}>{head}</span>
        ))}
      </p>
      <ol className={s.rows} ref={ref}>
        {room > 0 && shown.map(of.row)}
        {items.length === 0 && of.empty}
      </ol>
      {(rest > 0 || beside !== '') && (
        <p className={s.more}>
          <span>{beside}</span>
          <span>
            <b>{rest > 0 ? words.more(rest) : ''}</b>
            {parts.length > 1 && `　${words.page(at + 1, parts.length)}`}
          </span>
        </p>
      )}
    </section>
  );
}
