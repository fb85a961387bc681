import { useCallback, useEffect, useId, useRef, useState } from 'react';
import { clockOf } from '../../domain/day.ts';
import { changePlace, usePlace } from '../place.ts';
import { FindButton } from '../search/FindDialog.tsx';
import { useText } from '../text.ts';
import { useCall, useNow, useQuery } from '../use.ts';
import { AlertLine } from './AlertLine.tsx';
import { DemoMark } from './DemoMark.tsx';
import { DeskMenu } from './DeskMenu.tsx';
import s from './desk-head.module.css';
import { usePostName } from './post.ts';
import { SyncShort } from './SyncLine.tsx';
import { PinAsk } from './Unlock.tsx';

/** The head of every desk: where to go, who is here, whether the key is open, how it stands with the office, what alert holds. */
export function DeskHead() {
  const me = useQuery('me', {}).value;
  const post = usePostName();
  const now = useNow(60_000);
  useTouch();
  return (
    <>
      <header className={s.head}>
        <DeskMenu post={me?.post ?? ''} />
        <FindButton className={s.plain!} />
        <p className={s.sync}>
          <SyncShort />
        </p>
        <p className={s.person} title={me ? `${me.name} ${post(me.post)}` : ''}>
          <b>{me?.name ?? ''}</b> {me && post(me.post)}
        </p>
        <KeyButton />
        <DemoMark />
        <LanguageSwitch />
        <time className={s.clock}>{clockOf(now)}</time>
      </header>
      <AlertLine />
    </>
  );
}

function LanguageSwitch() {
  const t = useText().desk;
  const english = usePlace().language === 'en';
  return (
    <button
      type="button"
      className={s.plain}
      lang={english ? 'zh-CN' : 'en'}
      onClick={() => changePlace({ lang: english ? null : 'en' })}
    >
      {t.language}
    </button>
  );
}

/** Open or locked, and beside it what to do about that. */
function KeyButton() {
  const t = useText().desk;
  const key = useQuery('key.state', {}).value;
  const [shown, setShown] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const panel = useId();
  const close = useCallback(() => {
    setShown(false);
    button.current?.focus();
  }, []);
  useEffect(() => {
    if (!shown) return;
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [shown, close]);
  if (!key) return null;
  return (
    <div className={s.keyPart}>
      <button
        type="button"
        ref={button}
        className={s.plain}
        aria-expanded={shown}
        aria-controls={panel}
        onClick={() => setShown(!shown)}
      >
        <i aria-hidden="true" className={s.lock} data-state={key.state} />
        {t.key.title} {t.key.state[key.state]}
      </button>
      {shown && (
        <section id={panel} aria-label={t.key.title} className={s.panel}>
          <KeyPanel state={key} onDone={close} />
        </section>
      )}
    </div>
  );
}

function KeyPanel({
  state: { state, standing, idleMinutes },
  onDone,
}: {
  state: { state: 'none' | 'locked' | 'unlocked'; standing: string | null; idleMinutes: number };
  onDone(): void;
}) {
  const t = useText().desk;
  const call = useCall();
  const trouble = standing === null ? undefined : t.key.standing[standing];
  return (
    <>
      {trouble !== undefined && <p className={s.trouble}>{trouble}</p>}
      {state === 'none' && <p>{t.key.noneHint}</p>}
      {state === 'locked' && <PinAsk why={t.key.unlock} onOpen={onDone} onCancel={onDone} />}
      {state === 'unlocked' && (
        <>
          <p>{t.key.openHint(idleMinutes)}</p>
          <button
            type="button"
            className={s.lockNow}
            onClick={() => {
              void call('key.lock', {}).then(onDone, onDone);
            }}
          >
            {t.key.lockNow}
          </button>
        </>
      )}
    </>
  );
}

/** Tells the console, at most once in half a minute, that somebody is at the desk. A wall has no head and says nothing. */
export function useTouch(): void {
  const call = useCall();
  useEffect(() => {
    let told = Number.NEGATIVE_INFINITY;
    const touch = () => {
      if (performance.now() - told < 30_000) return;
      told = performance.now();
      call('key.touch', {}).catch(() => {});
    };
    const events = ['keydown', 'pointerdown'] as const;
    for (const event of events) addEventListener(event, touch, true);
    return () => {
      for (const event of events) removeEventListener(event, touch, true);
    };
  }, [call]);
}
