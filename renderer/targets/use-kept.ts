import { useCallback, useEffect, useRef, useState } from 'react';
import { clockOf, parseTime } from '../../domain/day.ts';
import { useReason } from '../duty/ActForm.tsx';
import { useText } from '../text.ts';
import { useCall } from '../use.ts';

/** A pause in writing. */
const PAUSE_MS = 400;

/** Keeps what is being written in this console's own store at every pause and when one leaves; says when it did. */
export function useKept(noun: 'target' | 'plan' | 'check', given: string | null, pause = PAUSE_MS) {
  const t = useText().targetDesk.draft;
  const call = useCall();
  const why = useReason();
  const id = useRef(given);
  const waiting = useRef<{ body: Record<string, unknown>; timer: ReturnType<typeof setTimeout> } | null>(
    null,
  );
  const running = useRef<Promise<unknown>>(Promise.resolve());
  const [said, setSaid] = useState(t.new);
  const words = useRef({ t, why });
  words.current = { t, why };

  const write = useCallback(() => {
    const now = waiting.current;
    if (!now) return;
    clearTimeout(now.timer);
    waiting.current = null;
    // One after the other: the first answer brings the id that the second one keeps under.
    running.current = running.current.then(async () => {
      try {
        const kept = await call('draft.keep', { id: id.current, noun, body: now.body });
        id.current = kept.id;
        const at = parseTime(kept.drafts.find((each) => each.id === kept.id)?.at ?? '');
        setSaid(words.current.t.kept(at === null ? '' : clockOf(at)));
      } catch (error) {
        setSaid(words.current.t.notKept(words.current.why(error)));
      }
    });
  }, [call, noun]);

  const keep = useCallback(
    (body: Record<string, unknown>) => {
      if (waiting.current) clearTimeout(waiting.current.timer);
      waiting.current = { body, timer: setTimeout(write, pause) };
    },
    [write, pause],
  );

  const drop = useCallback(async () => {
    if (waiting.current) clearTimeout(waiting.current.timer);
    waiting.current = null;
    await running.current;
    if (id.current !== null) await call('draft.drop', { id: id.current });
    id.current = null;
  }, [call]);

  /** The draft's own id, once all that was written stands in the store. */
  const settled = useCallback(
    async (body: Record<string, unknown>) => {
      if (id.current === null && waiting.current === null)
        waiting.current = { body, timer: setTimeout(write, 0) };
      write();
      await running.current;
      if (id.current === null) throw new Error(words.current.t.notKept(''));
      return id.current;
    },
    [write],
  );

  useEffect(() => write, [write]);
  return { keep, drop, said, settled };
}
