import { useCallback, useState } from 'react';
import type { MeetingView } from '../../domain/contract/meetings.ts';
import type { ActName, Input, Output } from '../../domain/contract.ts';
import { useReason } from '../duty/ActForm.tsx';
import { useText } from '../text.ts';
import { useCall, useQuery } from '../use.ts';
import { type TaskRow, tasksOf } from './Tasks.tsx';

/** What came of the last act on a screen: nothing, or why it did not happen. */
export interface Acting {
  wrong: string | null;
  clear(): void;
  /** Does an act of this meeting; true where the console wrote it. */
  act<N extends ActName>(name: N, word: string, input: Input<N>): Promise<Output<N> | null>;
}

/** Acts that are done by one key or click, with the reason kept for the screen where one is refused. */
export function useActing(): Acting {
  const t = useText().chair;
  const call = useCall();
  const reason = useReason();
  const [wrong, setWrong] = useState<string | null>(null);
  const clear = useCallback(() => setWrong(null), []);
  return {
    wrong,
    clear,
    async act(name, word, input) {
      try {
        const made = await call(name, input);
        setWrong(null);
        return made;
      } catch (error) {
        setWrong(t.failed(word, reason(error)));
        return null;
      }
    },
  };
}

export const mayDo = (view: MeetingView, act: string): boolean => view.may.includes(act);

/** The item that the meeting stands at, and its neighbours in the agenda. */
export function aroundItem(view: MeetingView) {
  const at = view.items.findIndex((item) => item.id === view.item);
  return {
    current: view.items[at] ?? null,
    next: at < 0 ? (view.items[0] ?? null) : (view.items[at + 1] ?? null),
    previous: view.items[at - 1] ?? null,
  };
}

/** The meeting that is named, else the running or the next one; `none` where there is none, `said` until it is here. */
export function useMeetingAnswer(meeting: string | undefined): {
  view: MeetingView | null;
  none: boolean;
  said: string;
} {
  const t = useText().common;
  const reason = useReason();
  const { value, error } = useQuery('meeting.view', meeting === undefined ? {} : { meeting });
  const none = error !== null && 'code' in error && error.code === 'unknown_meeting';
  return {
    view: none ? null : (value ?? null),
    none,
    said: error ? t.unreadable(reason(error)) : t.loading,
  };
}

/** Tasks of this meeting as rows, and the ids of those that are handed out. */
export function useTasks(view: MeetingView): { tasks: TaskRow[]; out: string[] } {
  const t = useText();
  const actions = useQuery('actions.list', { meeting: view.id, ended: true }).value?.actions ?? [];
  const out = view.items.flatMap((item) => item.outcomes).flatMap(({ action }) => action ?? []);
  return { tasks: tasksOf(view, actions, t), out };
}
