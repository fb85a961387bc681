import type { ReactNode } from 'react';
import { Refusal } from '../../domain/rpc.ts';
import frame from '../desk/frame.module.css';
import { useReason } from '../duty/ActForm.tsx';
import { useText } from '../text.ts';
import s from './people.module.css';

/** A part of the desk that is one log: its title, what comes before its lines, and the lines, or why there are none. */
export function Log({
  words: { title, hint, none, heads },
  count,
  error,
  before,
  children,
}: {
  words: { title: string; hint: string; none: string; heads: Record<string, string> };
  /** Undefined while it is being read, or can't be. */
  count: number | undefined;
  error: unknown;
  before?: ReactNode;
  children: ReactNode;
}) {
  const t = useText().people;
  const why = useReason();
  const notCarried = error instanceof Refusal && error.code === 'not_carried';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and so the keyboard must get there
    <main className={s.page} tabIndex={0}>
      <div className={s.title}>
        <h2>{title}</h2>
        <span className={frame.quiet}>{hint}</span>
      </div>
      {before}
      {count === undefined && !notCarried && (
        <p className={frame.quiet}>{error ? t.failedRead(why(error)) : t.loading}</p>
      )}
      {count === 0 && (
        <div className={frame.nothing}>
          <h2>{none}</h2>
        </div>
      )}
      {count !== undefined && count > 0 && <Lines heads={heads}>{children}</Lines>}
    </main>
  );
}

/** Lines under their heads; `acts` where each ends in a button. */
export function Lines({
  heads,
  acts = false,
  children,
}: {
  heads: Record<string, string>;
  acts?: boolean;
  children: ReactNode;
}) {
  return (
    <table className={s.list}>
      <thead>
        <tr>
          {Object.values(heads).map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
          {acts && <td />}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
