import type { ReactNode } from 'react';
import s from './explain.module.css';

/** Title and figure of an answer. */
export function Head({ title, note, children }: { title: string; note?: ReactNode; children?: ReactNode }) {
  return (
    <header className={s.head}>
      <h2 id="explain-title">{title}</h2>
      {note && <p className="quiet">{note}</p>}
      {children && <p className={s.figure}>{children}</p>}
    </header>
  );
}

/** A term of an answer and what it is. */
export function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className={s.fact}>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
