import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { addDays, clockOf, dayOf, hourOf } from '../../domain/day.ts';
import { focusOf } from '../../domain/focus.ts';
import { AlarmStrip } from '../parts/AlarmStrip.tsx';
import { AlertBand } from '../parts/AlertBand.tsx';
import { Explain } from '../parts/explain/Explain.tsx';
import { FeedsLine } from '../parts/FeedsLine.tsx';
import { Masthead } from '../parts/Masthead.tsx';
import { changePlace, type Place, usePlace } from '../place.ts';
import { useText } from '../text.ts';
import { useNow, useQuery } from '../use.ts';
import { Bringing, FocusLine } from './Focus.tsx';
import { Guard } from './Guard.tsx';
import { useKeys } from './keys.ts';
import { Marks } from './Marks.tsx';
import { isNight, shiftAt } from './rotation.ts';
import { type Scene, scenes } from './scenes.ts';
import { StageContext, useMeasuredStage } from './stage.ts';
import { Title } from './Title.tsx';
import { type Trouble, useTurns } from './useTurns.ts';
import s from './wall.module.css';

/** The scenes of a display, in its own order where its address gives one. */
function scenesFor(place: Place): readonly Scene[] {
  const chosen = place.scenes?.flatMap((id) => scenes.filter((scene) => scene.id === id)) ?? [];
  return chosen.length > 0 ? chosen : scenes;
}

/** A display: no chrome, nothing that expires. `scene` pins it; without one it turns through its scenes. */
export function Wall({ scene }: { scene?: string }) {
  const t = useText();
  const place = usePlace();
  const stage = useMeasuredStage();
  const room = useRef<HTMLElement>(null);
  const [asking, setAsking] = useState(false);
  const pinned = scenes.some((each) => each.id === scene) ? (scene ?? null) : null;
  const turning = scenesFor(place);
  const list = scenes.filter((each) => each.id === pinned && !turning.includes(each)).concat(turning);
  const turns = useTurns({
    list,
    pinned,
    display: place.display,
    paused: asking,
    painted: () => (room.current?.textContent ?? '').trim() !== '',
  });
  const shown = list.find((each) => each.id === turns.current);
  useWallKeys(turns, pinned, place);
  useLevel(place);
  const shift = shiftAt(useNow(60_000));
  // What the desk or a meeting sent says for itself what it brings out; the address speaks for the rest.
  const focus = turns.sent ? focusOf(turns.sent.params) : place.focus;
  if (!shown) return <p>{t.wall.nothing}</p>;
  const tall = stage.wide && shown.id === 'overview';
  const marks = <Marks place={place} held={pinned !== null} sent={turns.sent} />;
  return (
    <StageContext value={{ ...stage, since: turns.since }}>
      <Explain onOpen={setAsking} off={place.visitor}>
        <div
          className={s.wall}
          data-scene={shown.id}
          data-wide={stage.wide}
          style={{ translate: `calc(${shift.x} * var(--u)) calc(${shift.y} * var(--u))` }}
        >
          <div className={tall ? s.tall : s.top}>
            <Band date={place.date} />
            <Masthead date={place.date} tall={tall} note={tall ? <DaysLeft date={place.date} /> : marks}>
              {tall && (
                <div className={s.place}>
                  {t.common.place}　{shown.title(t)}　{marks}
                </div>
              )}
              {shown.head ? <shown.head date={place.date} /> : <Title scene={shown} />}
            </Masthead>
          </div>
          <Bringing focus={focus} date={place.date}>
            {(of) => (
              <>
                {of && <FocusLine of={of} scene={shown} date={place.date} />}
                <main ref={room} className={s.room} aria-label={shown.title(t)}>
                  {turns.failed ? (
                    <p className={s.failed}>{t.wall.resting}</p>
                  ) : (
                    <Guard key={shown.id} scene={shown.id} onFail={turns.fail}>
                      <shown.component date={place.date} of={of} />
                    </Guard>
                  )}
                </main>
              </>
            )}
          </Bringing>
          <Troubles troubles={turns.troubles} />
          <AlarmStrip room={stage.wide ? 3 : 1} />
          <FeedsLine brief={!stage.wide} />
        </div>
      </Explain>
    </StageContext>
  );
}

function useWallKeys(turns: ReturnType<typeof useTurns>, pinned: string | null, place: Place): void {
  const [, go] = useLocation();
  const today = dayOf(useNow(60_000));
  const move = (by: 1 | -1) => {
    const next = turns.neighbour(by);
    if (pinned === null) turns.show(next);
    else go(`/wall/${next}`, { replace: true });
  };
  const look = (by: 1 | -1) => {
    const day = addDays(place.date ?? today, by);
    changePlace({ date: day >= today ? null : day });
  };
  const night = document.documentElement.dataset.level === 'night';
  useKeys({
    ' ': () => go(pinned === null ? `/wall/${turns.current}` : '/wall', { replace: true }),
    arrowright: () => move(1),
    arrowleft: () => move(-1),
    '[': () => look(-1),
    ']': () => look(1),
    l: () => changePlace({ lang: place.language === 'zh' ? 'en' : null }),
    n: () => changePlace({ level: place.level !== 'auto' ? null : night ? 'day' : 'night' }),
    v: () => changePlace({ visitor: place.visitor ? null : '1' }),
  });
}

function useLevel(place: Place): void {
  const night = isNight(hourOf(useNow(60_000)), place.level);
  useEffect(() => {
    document.documentElement.dataset.level = night ? 'night' : 'day';
  }, [night]);
}

function Band({ date }: { date: string | null }) {
  const alert = useQuery('overview.now', date === null ? {} : { date }).value?.alert;
  return alert ? <AlertBand alert={alert} /> : null;
}

function DaysLeft({ date }: { date: string | null }) {
  const t = useText();
  const days = useQuery('overview.now', date === null ? {} : { date }).value?.daysToGoal;
  // Where no goal lies ahead there is nothing to count down to.
  return days === undefined || days <= 0 ? null : <span>{t.wall.goalIn(days)}</span>;
}

/** What the watchdog skipped, on the screen itself: a wall that hides its troubles gets none of them mended. */
function Troubles({ troubles }: { troubles: readonly Trouble[] }) {
  const t = useText();
  const last = troubles.at(-1);
  if (!last) return null;
  const name = scenes.find((scene) => scene.id === last.scene)?.title(t) ?? last.scene;
  return (
    <p className={s.trouble} role="status" data-trouble={last.scene}>
      {t.wall.skipped(name, clockOf(last.at))}
    </p>
  );
}
