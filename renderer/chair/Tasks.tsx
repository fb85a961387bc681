import type { ReactNode } from 'react';
import type { ActionRow } from '../../domain/contract/actions.ts';
import type { MeetingView } from '../../domain/contract/meetings.ts';
import type { State } from '../../domain/contract/shapes.ts';
import { startOfDay } from '../../domain/day.ts';
import { Mark } from '../parts/Mark.tsx';
import { type Text, useText } from '../text.ts';
import s from './tasks.module.css';

export interface TaskRow {
  id: string;
  content: string;
  /** Lead unit, person and supporting units. */
  who: string;
  due: string;
  light: State;
  /** What the light says of this one: '逾期 6 日'; its own word where empty. */
  lightText: string;
  /** Whether it is handed out, or what it lacks. */
  note: string;
}

/** '12-09 周一'. */
export function dueText(day: string | null, t: Text): string {
  if (day === null) return t.chair.noDue;
  const weekday = t.common.weekdays[new Date(startOfDay(day) + 12 * 3_600_000).getUTCDay()];
  return `${day.slice(5)} ${weekday}`;
}

/** A task that is handed out, with its light. */
export function rowOf(action: ActionRow, t: Text): TaskRow {
  const { id, content, leadName, supporting, dueOn, light, daysLate, workdaysLeft, percent, stage } = action;
  const said = {
    overdue: t.chair.lateDays(daysLate),
    due: t.chair.soon(workdaysLeft),
    behind: '',
    normal: '',
    none: '',
  };
  const progress = percent === null ? '' : t.chair.percent(percent);
  return {
    ...{ id, content, light, lightText: said[light], due: dueText(dueOn, t) },
    who: [leadName, ...supporting.map((each) => each.name)].join('　'),
    note: stage === 'issued' ? t.chair.notReceived : progress || t.chair.received,
  };
}

/** The tasks of this meeting in the order in which they were given; of those that are out, how they stand. */
export function tasksOf(view: MeetingView, out: readonly ActionRow[], t: Text): TaskRow[] {
  const given = view.items.flatMap((item) => item.outcomes).filter((outcome) => outcome.task !== null);
  return given
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .map(({ id, text, task, action, lacking }) => {
      const handed = out.find((each) => each.id === action);
      if (handed) return rowOf(handed, t);
      return {
        ...{ id, content: text, light: 'normal', lightText: '', due: dueText(task?.dueOn ?? null, t) },
        who: [task?.lead, task?.person, ...(task?.supporting ?? [])].filter(Boolean).join('　'),
        note: action === null ? lackText(lacking, t) : t.chair.handedOut,
      };
    });
}

/** What is still missing of what a task needs to be handed out. */
function lackText(lacking: readonly string[], t: Text): string {
  if (lacking.length === 0) return t.chair.notHandedOut;
  return t.chair.lacks(lacking.map((part) => t.chair.lack[part] ?? part).join('、'));
}

/** Tasks one below the other: what, who, by when, with their light in shape and word. */
export function Tasks({
  title,
  count,
  tasks,
  empty,
  children,
}: {
  title: string;
  count: string;
  tasks: readonly TaskRow[];
  empty: string;
  children?: ReactNode;
}) {
  return (
    <section className={s.tasks} aria-label={title}>
      <h2>
        {title} <small>{count}</small>
      </h2>
      {tasks.length === 0 && <p className={s.empty}>{empty}</p>}
      <ol>
        {tasks.map((task) => (
          <li key={task.id} data-task={task.id} data-light={task.light}>
            <h3>{task.content}</h3>
            <p>{task.who}</p>
            <p className={s.due}>
              <span>{task.due}</span>
              <Light task={task} />
              {task.note && <span>{task.note}</span>}
            </p>
          </li>
        ))}
      </ol>
      {children}
    </section>
  );
}

function Light({ task }: { task: TaskRow }) {
  const words = useText().common.state;
  const { light } = task;
  if (light !== 'overdue' && light !== 'behind' && light !== 'due') return null;
  return (
    <span className={`is-${light} ${s.light}`}>
      <Mark of={light} />
      {task.lightText || words[light]}
    </span>
  );
}
