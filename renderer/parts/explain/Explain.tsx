import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { useText } from '../../text.ts';
import { AskContext, type Question } from '../Ask.tsx';
import { useModal } from '../modal.ts';
import { EnterpriseAnswer } from './EnterpriseAnswer.tsx';
import s from './explain.module.css';
import { GivenAnswer } from './GivenAnswer.tsx';
import { GroupAnswer } from './GroupAnswer.tsx';
import { LineAnswer } from './LineAnswer.tsx';

/**
 * Any figure under it can be opened down to rule, target, basis and records. `onOpen` tells that a dialog is open, so
 * that a rotation waits. Inside an answer, another figure's question takes its place.
 */
export function Explain({
  children,
  onOpen,
  off = false,
}: {
  children: ReactNode;
  onOpen?: (open: boolean) => void;
  /** With visitors in the hall nothing opens: an answer names what the wall masks. */
  off?: boolean;
}) {
  const [question, setQuestion] = useState<Question | null>(null);
  const close = useCallback(() => setQuestion(null), []);
  const open = question !== null && !off;
  useEffect(() => onOpen?.(open), [open, onOpen]);
  return (
    <AskContext value={off ? null : setQuestion}>
      {children}
      {question && !off && <Dialog question={question} onClose={close} />}
    </AskContext>
  );
}

function Dialog({ question, onClose }: { question: Question; onClose: () => void }) {
  const t = useText();
  const dialog = useModal();
  return (
    <dialog ref={dialog} className={s.dialog} onClose={onClose} aria-labelledby="explain-title">
      <button type="button" className={s.close} onClick={onClose}>
        {t.common.close}
        <kbd>Esc</kbd>
      </button>
      <Answer question={question} />
    </dialog>
  );
}

function Answer({ question }: { question: Question }) {
  switch (question.of) {
    case 'enterprise':
      return <EnterpriseAnswer date={question.date} enterprise={question.enterprise} />;
    case 'tier':
      return <GroupAnswer date={question.date} group={{ of: 'tier', tier: question.tier }} />;
    case 'county':
      return <GroupAnswer date={question.date} group={{ of: 'county', county: question.county }} />;
    case 'line':
      return <LineAnswer date={question.date} line={question.line} />;
    case 'given':
      return <GivenAnswer title={question.title} answer={question.answer} />;
  }
}
