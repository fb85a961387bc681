import type { MeetingView } from '../../domain/contract/meetings.ts';
import { clockOf, dayOf, parseTime } from '../../domain/day.ts';
import { isTelling } from '../chair/Agenda.tsx';
import { Trouble } from '../chair/Trouble.tsx';
import { type Acting, aroundItem, mayDo } from '../chair/use-meeting.ts';
import frame from '../desk/frame.module.css';
import { dayText } from '../parts/Masthead.tsx';
import { useText } from '../text.ts';
import s from './clerk.module.css';

/** Which meeting, how it stands, and the keys that move it on. */
export function ClerkBar({ view, acting, onEnd }: { view: MeetingView; acting: Acting; onEnd(): void }) {
  const text = useText();
  const t = text.chair;
  const at = parseTime(view.at);
  return (
    <>
      <section className={s.bar} aria-label={view.title}>
        <h1>{view.number === null ? view.title : t.meetingNo(view.number)}</h1>
        <p>
          {at !== null && <span>{t.when(dayText(dayOf(at), text), clockOf(at))}</span>}
          {view.chair && <span>{t.chairs(view.chair)}</span>}
          <b>{t.state[view.state]}</b>
          <End view={view} />
        </p>
        <Moves view={view} acting={acting} onEnd={onEnd} />
      </section>
      <Trouble acting={acting} />
    </>
  );
}

function End({ view }: { view: MeetingView }) {
  const t = useText().chair;
  const planned = parseTime(view.plannedEnd);
  const expected = parseTime(view.expectedEnd);
  if (view.state !== 'running' || planned === null || expected === null) return null;
  const minutes = Math.trunc((expected - planned) / 60_000) || 0;
  return (
    <span>
      {t.expectedEnd(clockOf(expected))}
      {isTelling(minutes) && `　${t.lateBy(minutes)}`}
    </span>
  );
}

function Moves({ view, acting, onEnd }: { view: MeetingView; acting: Acting; onEnd(): void }) {
  const t = useText().clerk;
  const { next, previous } = aroundItem(view);
  const go = (item: string) => void acting.act('meeting.go', t.goTo, { meeting: view.id, item });
  const may = (act: string) => mayDo(view, act);
  if (view.may.length === 0) return <p className={s.moves}>{t.readOnly}</p>;
  return (
    <p className={s.moves}>
      {may('meeting.start') && (
        <button
          type="button"
          className={frame.primary}
          onClick={() => void acting.act('meeting.start', t.start, { meeting: view.id })}
        >
          {t.start}
        </button>
      )}
      {may('meeting.go') && previous && (
        <button type="button" onClick={() => go(previous.id)}>
          <kbd>←</kbd> {t.previous}
        </button>
      )}
      {may('meeting.go') && next && (
        <button type="button" className={frame.primary} onClick={() => go(next.id)}>
          {t.next} <kbd>→</kbd>
        </button>
      )}
      {may('meeting.close') && (
        <button type="button" onClick={onEnd}>
          {t.close}
        </button>
      )}
      {may('meeting.seal') && view.state === 'closed' && (
        <button type="button" className={frame.primary} onClick={onEnd}>
          {t.seal}
        </button>
      )}
    </p>
  );
}
