import type { ReactNode } from 'react';
import type { QueryName } from '../../domain/contract.ts';
import { Refusal } from '../../domain/rpc.ts';
import frame from '../desk/frame.module.css';
import { Nothing } from '../desk/Nothing.tsx';
import { useReason } from '../duty/ActForm.tsx';
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
    return <p className={frame.quiet}>{answer.error ? t.failedRead(why(answer.error)) : t.loading}</p>;
  return children(answer.value as NonNullable<Answer<N>['value']>);
}
