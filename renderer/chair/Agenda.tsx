import { useEffect, useRef } from 'react';
import type { MeetingItem, MeetingStage } from '../../domain/contract/meetings.ts';
import { clockOf, parseTime } from '../../domain/day.ts';
import { Mark } from '../parts/Mark.tsx';
import { type Text, useText } from '../text.ts';
import s from './agenda.module.css';

/** The agenda as a timetable: when, how far behind, what; the line is filled as far as the meeting has come. */
export function Agenda({
  items,
  stage,
  onPick,
  chosen = null,
}: {
  items: readonly MeetingItem[];
  stage: MeetingStage;
  /** Without it the rows are only read. */
  onPick?: ((id: string) => void) | undefined;
  /** A row that is looked at. */
  chosen?: string | null;
}) {
  const t = useText().chair;
  const list = useRef<HTMLOListElement>(null);
  const current = items.find((item) => item.state === 'current')?.id;
  useEffect(() => {
    if (current === undefined) return;
    list.current?.querySelector(`[data-item="${CSS.escape(current)}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <ol className={s.agenda} aria-label={t.agenda} ref={list}>
      {items.map((item) => (
        <li
          key={item.id}
          className={s[item.state]}
          aria-current={item.state === 'current' ? 'step' : undefined}
          data-item={item.id}
          data-state={item.state}
          data-chosen={item.id === chosen || undefined}
        >
          <Times item={item} stage={stage} />
          {onPick ? (
            <button
              type="button"
              className={s.go}
              aria-current={item.id === chosen}
              onClick={() => onPick(item.id)}
            >
              <Title item={item} />
            </button>
          ) : (
            <div>
              <Title item={item} />
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}

function Times({ item, stage }: { item: MeetingItem; stage: MeetingStage }) {
  const t = useText().chair;
  const begun = stage === 'running' || stage === 'closed';
  const at = parseTime(begun ? item.expectedAt : item.plannedAt);
  return (
    <>
      <time>{at !== null && clockOf(at)}</time>
      <span className={s.late}>{begun && lateText(item.deviation, t)}</span>
    </>
  );
}

function Title({ item }: { item: MeetingItem }) {
  const t = useText().chair;
  return (
    <>
      <span className={s.title}>
        <span className="sr-only">{t.itemNumber(item.number)} </span>
        {item.title}
      </span>
      <span className={s.who}>
        {[item.unit, item.person, t.minutes(item.minutes)].filter(Boolean).map((part) => (
          <span key={part}>{part}</span>
        ))}
      </span>
      {item.paper.due && !item.paper.sent && item.state !== 'done' && (
        <span className={`is-behind ${s.lacks}`}>
          <Mark of="behind" />
          {t.notSent(item.unit)}
        </span>
      )}
    </>
  );
}

/** A meeting that is held on another day than planned is neither early nor late. */
export const isTelling = (minutes: number): boolean => Math.abs(minutes) < 600;

/** '+2', '−1', '准点': minutes against the plan. */
function lateText(minutes: number, t: Text['chair']): string {
  if (minutes === 0) return t.onTime;
  if (!isTelling(minutes)) return '';
  return minutes > 0 ? `+${minutes}` : `−${-minutes}`;
}
