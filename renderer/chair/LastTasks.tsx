import type { ActionRow } from '../../domain/contract/actions.ts';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { rowOf, Tasks } from './Tasks.tsx';

/** So many are written out beside the meeting; the rest is a number. */
const ROOM = 4;
const order: readonly ActionRow['light'][] = ['overdue', 'behind', 'due', 'normal', 'none'];

/** What is still open from before this meeting, red first. Where tasks are not carried nothing is said of them. */
export function LastTasks({ but }: { but: readonly string[] }) {
  const text = useText();
  const t = text.chair;
  const actions = useQuery('actions.list', {}).value?.actions;
  if (!actions) return null;
  const open = actions
    .filter((action) => !but.includes(action.id))
    .toSorted((a, b) => order.indexOf(a.light) - order.indexOf(b.light) || (a.dueOn < b.dueOn ? -1 : 1));
  const rest = open.length - ROOM;
  return (
    <Tasks
      title={t.lastTasks}
      count={t.tasksCount(open.length)}
      tasks={open.slice(0, ROOM).map((action) => rowOf(action, text))}
      empty={t.lastNone}
    >
      {rest > 0 && <p className="quiet">{t.lastMore(rest)}</p>}
    </Tasks>
  );
}
