import type { ReactNode } from 'react';
import type { QueryName } from '../../domain/contract.ts';
import frame from '../desk/frame.module.css';
import { useReason } from '../duty/ActForm.tsx';
import { useText } from '../text.ts';
import { type Answer, useQuery } from '../use.ts';
import s from './enterprises.module.css';

/** What a query says, or why it says nothing yet. */
export function Read<N extends QueryName>({
  answer,
  children,
}: {
  answer: Answer<N>;
  children(value: NonNullable<Answer<N>['value']>): ReactNode;
}) {
  const t = useText().enterprises;
  const why = useReason();
  if (answer.value === undefined)
    return <p className={frame.quiet}>{answer.error ? t.failedRead(why(answer.error)) : t.loading}</p>;
  return children(answer.value as NonNullable<Answer<N>['value']>);
}

/** What this person may write. */
export function useMay(): (act: string) => boolean {
  const me = useQuery('me', {}).value;
  return (act) => (me?.acts.includes(act) ?? false) && !me?.readOnly;
}

/** A part of the desk that scrolls, reachable by keyboard. */
export function Column({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className={s.column} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
