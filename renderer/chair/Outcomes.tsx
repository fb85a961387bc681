import type { MeetingItem } from '../../domain/contract/meetings.ts';
import { useText } from '../text.ts';
import s from './outcomes.module.css';
import { dueText } from './Tasks.tsx';

/** What came of an item: information, decision, task, one line each. */
export function Outcomes({
  item,
  title = true,
  onPick,
}: {
  item: MeetingItem;
  /** Whether it says what it is: not where a list of items does. */
  title?: boolean;
  /** Opens one to change it; without it they are only read. */
  onPick?: ((outcome: string) => void) | undefined;
}) {
  const text = useText();
  const t = text.chair;
  return (
    <section className={s.outcomes} aria-label={title ? t.outcomes : item.title}>
      {title && (
        <h2>
          {t.outcomes} {item.outcomes.length === 0 && <small>{t.noOutcomes}</small>}
        </h2>
      )}
      <ol>
        {item.outcomes.map((outcome) => {
          const { task } = outcome;
          const line = (
            <>
              <b>{t.outcome[outcome.kind]}</b>
              <span>
                {outcome.text}
                {task && (
                  <span className={s.task}>
                    {[task.lead, task.person, dueText(task.dueOn, text)].filter(Boolean).join('　')}
                  </span>
                )}
              </span>
            </>
          );
          return (
            <li key={outcome.id} data-outcome={outcome.kind}>
              {onPick ? (
                <button type="button" className={s.line} onClick={() => onPick(outcome.id)}>
                  {line}
                </button>
              ) : (
                <div className={s.line}>{line}</div>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
