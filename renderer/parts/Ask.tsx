import { createContext, type ReactNode, useContext } from 'react';
import type { WorkLine } from '../../domain/contract/overview.ts';
import type { Tier } from '../../domain/contract/shapes.ts';
import { useText } from '../text.ts';
import s from './ask.module.css';

/** A figure's question: whence it comes. `given` carries its own answer, for figures that no query explains yet. */
export type Question =
  | { of: 'enterprise'; date: string; enterprise: string }
  | { of: 'tier'; date: string; tier: Tier }
  | { of: 'county'; date: string; county: string }
  | { of: 'line'; date: string | null; line: WorkLine['line'] }
  | { of: 'given'; title: string; answer: Given };

export interface Given {
  figure?: { value: string; unit?: string };
  rule: string;
  basis?: { document: string; article: string; status: string } | undefined;
  target?: string | undefined;
  /** Rows of a table; the first cell names the row. */
  records?: { heads: readonly string[]; rows: readonly (readonly string[])[] } | undefined;
}

export const AskContext = createContext<((question: Question) => void) | null>(null);

/** Makes a figure open its explanation, by click and by keyboard. It looks as it did without. */
export function Ask({
  question,
  label,
  children,
  className = '',
}: {
  question: Question;
  label: string;
  children: ReactNode;
  className?: string | undefined;
}) {
  const ask = useContext(AskContext);
  const t = useText();
  if (!ask) return <span className={className}>{children}</span>;
  return (
    <button
      type="button"
      className={`${s.ask} ${className}`}
      aria-haspopup="dialog"
      title={t.parts.explain.open(label)}
      onClick={() => ask(question)}
    >
      {children}
    </button>
  );
}
