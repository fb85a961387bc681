import type { ReactNode } from 'react';
import type { QueryName } from '../../domain/contract.ts';
import { Refusal } from '../../domain/rpc.ts';
import { useReason } from '../duty/ActForm.tsx';
import duty from '../duty/duty.module.css';
import { Mark } from '../parts/Mark.tsx';
import { useText } from '../text.ts';
import type { Answer } from '../use.ts';

/** What a query says, or why it says nothing: a ledger that is not carried is never an empty list. */
export function Read<N extends QueryName>({
  answer,
  children,
}: {
  answer: Answer<N>;
  children(value: NonNullable<Answer<N>['value']>): ReactNode;
}) {
  const t = useText().road;
  const why = useReason();
  if (answer.error instanceof Refusal && answer.error.code === 'not_carried')
    return <Nothing title={t.notCarried} hint={t.notCarriedHint} unknown />;
  if (answer.value === undefined)
    return <p className={duty.quiet}>{answer.error ? t.failedRead(why(answer.error)) : t.loading}</p>;
  return children(answer.value as NonNullable<Answer<N>['value']>);
}

export function Nothing({
  title,
  hint,
  unknown = false,
}: {
  title: string;
  hint: string;
  unknown?: boolean;
}) {
  return (
    <div className={duty.nothing}>
      <h2>
        {unknown && <Mark of="unknown" />}
        {title}
      </h2>
      <p>{hint}</p>
    </div>
  );
}
