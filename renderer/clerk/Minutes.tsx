import { type ChangeEvent, useEffect, useId, useLayoutEffect, useMemo, useReducer, useRef } from 'react';
import type { MeetingView } from '../../domain/contract/meetings.ts';
import { type Keep, Writing } from '../chair/writing.ts';
import { useReason } from '../duty/ActForm.tsx';
import { useText } from '../text.ts';
import { useCall, useConnected, useQuery } from '../use.ts';
import s from './minutes.module.css';

/** Typing that pauses this long is sent. */
const PAUSE_MS = 500;

function keepAs(key: string): Keep {
  return {
    read() {
      try {
        return JSON.parse(localStorage.getItem(key) ?? 'null') as ReturnType<Keep['read']>;
      } catch {
        return null;
      }
    },
    write(kept) {
      if (kept === null) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(kept));
    },
  };
}

/** A text of this meeting that several people write, kept on the screen until the console has it. */
function useWriting(meeting: string, item: string, text: string) {
  const call = useCall();
  const here = useConnected();
  const [, paint] = useReducer((n: number) => n + 1, 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is taken in below; another item is another writing
  const writing = useMemo(
    () =>
      new Writing(
        text,
        keepAs(`minutes/${meeting}/${item}`),
        (base, mine) => call('meeting.write', { meeting, item, base, text: mine }),
        paint,
      ),
    [meeting, item, call],
  );
  const { dirty, saving, failed, value } = writing;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the text starts the pause anew
  useEffect(() => {
    if (!dirty || saving || !here) return;
    const timer = setTimeout(() => void writing.send(), failed ? 4 * PAUSE_MS : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [writing, dirty, saving, failed, value, here]);
  return writing;
}

/** The minutes of one item: what everybody wrote, and what is typed here. */
export function Minutes({
  view,
  item,
  text,
  label,
  readOnly,
}: {
  view: MeetingView;
  item: string;
  text: string;
  label: string;
  readOnly: boolean;
}) {
  const t = useText().clerk;
  const writing = useWriting(view.id, item, text);
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const places = useRef<[number, number] | null>(null);
  useEffect(() => {
    const on = field.current;
    const to = writing.take(text);
    if (on && document.activeElement === on) places.current = [to(on.selectionStart), to(on.selectionEnd)];
  }, [writing, text]);
  useLayoutEffect(() => {
    if (!places.current) return;
    field.current?.setSelectionRange(...places.current);
    places.current = null;
  });
  return (
    <section className={s.minutes}>
      <p className={s.head}>
        <label htmlFor={id}>{label}</label>
        <small>{t.minutesHint}</small>
        <Writers view={view} item={item} />
        <Saved writing={writing} />
      </p>
      <textarea
        id={id}
        ref={field}
        className={s.text}
        value={writing.value}
        placeholder={t.minutesEmpty}
        readOnly={readOnly}
        maxLength={100_000}
        onChange={(event: ChangeEvent<HTMLTextAreaElement>) => writing.type(event.target.value)}
        onCompositionStart={() => writing.compose(true)}
        onCompositionEnd={() => writing.compose(false)}
        onBlur={() => void writing.send()}
      />
    </section>
  );
}

/** Who else writes, here and at other items. */
function Writers({ view, item }: { view: MeetingView; item: string }) {
  const t = useText().clerk;
  const me = useQuery('me', {}).value?.name;
  const others = view.writing.filter((each) => each.by !== me);
  const here = [...new Set(others.filter((each) => each.item === item).map((each) => each.by))];
  return here.length > 0 ? <span className={s.others}>{t.others(here.join('、'))}</span> : null;
}

function Saved({ writing }: { writing: Writing }) {
  const t = useText().clerk;
  const reason = useReason();
  const { dirty, saving, failed } = writing;
  if (failed && dirty)
    return (
      <span role="alert" className={s.failed}>
        {t.notSaved(reason(failed))}
      </span>
    );
  return (
    <span role="status" className={s.saved}>
      {saving ? t.saving : dirty ? t.unsaved : t.saved}
    </span>
  );
}
