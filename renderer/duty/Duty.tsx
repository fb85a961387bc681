import { type KeyboardEvent, useState } from 'react';
import type { AlarmRow } from '../../domain/contract/operations.ts';
import frame from '../desk/frame.module.css';
import { Nothing } from '../desk/Nothing.tsx';
import { DecidingNotice } from '../parts/Deciding.tsx';
import { DeskHead } from '../parts/DeskHead.tsx';
import { SyncLine } from '../parts/SyncLine.tsx';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import { useReason } from './ActForm.tsx';
import { AlarmDetail, actNames } from './AlarmDetail.tsx';
import { AlarmList, type Shown, StateTabs } from './AlarmList.tsx';
import { Bulletin } from './Bulletin.tsx';
import s from './duty.module.css';
import { type Act, type AlarmState, actsFor, alarmStates, inOrder, ringing } from './order.ts';
import { Shift } from './Shift.tsx';
import { useTone } from './tone.ts';
import { WallKeys } from './WallKeys.tsx';

const keys: Record<string, Act> = {
  a: 'acknowledge',
  g: 'assign',
  s: 'shelve',
  u: 'unshelve',
  c: 'call',
  n: 'nominate',
};

function countByState(alarms: readonly AlarmRow[]): Record<AlarmState, number> {
  const counts = Object.fromEntries(alarmStates.map((state) => [state, 0])) as Record<AlarmState, number>;
  for (const alarm of alarms) counts[alarm.state]++;
  return counts;
}

/** The duty desk: alarms, what is done about them, the shift, the wall. Works by keyboard throughout. */
export function Duty() {
  const t = useText().duty;
  const why = useReason();
  const answer = useQuery('alarms.now', {});
  const me = useQuery('me', {}).value;
  const log = useQuery('duty.log', {}).value;
  const [shown, setShown] = useState<Shown>('all');
  const [chosen, setChosen] = useState<string | null>(null);
  const [opened, setOpened] = useState<Act | null>(null);
  const [handing, setHanding] = useState(false);
  const now = answer.value;
  const all = inOrder(now?.alarms ?? []);
  const listed = shown === 'all' ? all : all.filter((alarm) => alarm.state === shown);
  const alarm = all.find((each) => each.id === chosen) ?? null;
  const tone = useTone(
    ringing(all).map((each) => each.id),
    now?.quiet ?? false,
  );
  const choose = (id: string) => {
    if (id !== chosen) setOpened(null);
    setChosen(id);
  };
  const known = now !== undefined && now.source !== 'none';
  const mayDo = (act: string) => (me?.acts.includes(act) ?? false) && !me?.readOnly;
  const mayHand = mayDo('duty.handover');

  // Letters work only while the focus is in the list or the detail and in no field (WCAG 2.1.4).
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target instanceof HTMLElement && event.target.closest('input, textarea, select, form')) return;
    const key = event.key.toLowerCase();
    const act = keys[key];
    if (key === 'h' && mayHand) setHanding(true);
    else if (key === 'm') tone.silenced ? tone.unsilence() : tone.silence();
    else if (act && alarm && actsFor(alarm).includes(act) && mayDo(actNames[act])) setOpened(act);
    else return;
    event.preventDefault();
  };

  return (
    <div className={`${frame.desk} ${s.desk}`}>
      <DeskHead />
      <DutyHead shift={log?.shift ?? null} quiet={now?.quiet ?? false} known={known} tone={tone} />
      <DecidingNotice />
      {now?.flood && (
        <p role="alert" className={s.flood}>
          <b>{t.flood}</b>
          {t.floodText}
        </p>
      )}
      <main className={s.columns} onKeyDown={press}>
        <div className={s.left}>
          <StateTabs counts={known ? countByState(all) : null} shown={shown} onShow={setShown} />
          {now?.source === 'board' && <p className={frame.quiet}>{t.fromBoard}</p>}
          {!now && (
            <p className={frame.quiet}>{answer.error ? t.failedRead(why(answer.error)) : t.loading}</p>
          )}
          {now?.source === 'none' ? (
            <Nothing title={t.notCarried} hint={t.notCarriedHint} unknown />
          ) : (
            now &&
            listed.length === 0 && (
              <Nothing
                title={shown === 'all' ? t.empty : t.emptyState}
                hint={shown === 'all' ? t.emptyHint : ''}
              />
            )
          )}
          <AlarmList alarms={listed} chosen={chosen} onChoose={choose} />
        </div>
        <div className={s.middle}>
          {alarm ? (
            <AlarmDetail alarm={alarm} me={me} log={log?.entries ?? []} opened={opened} onOpen={setOpened} />
          ) : (
            <p className={frame.quiet}>{t.pick}</p>
          )}
        </div>
        <div className={s.right}>
          <WallKeys
            may={mayDo('wall.send')}
            reason={me?.readOnly ? t.readOnly : me ? t.mayNot(t.act.send) : ''}
          />
          <Shift
            entries={log?.entries ?? []}
            open={countByState(all)}
            may={mayHand}
            reason={me?.readOnly ? t.readOnly : me ? t.mayNot(t.act.handover) : ''}
            handing={handing}
            onHand={setHanding}
          />
          {!handing && <Bulletin />}
        </div>
      </main>
      <footer className={frame.foot}>
        <SyncLine />
        <Keys may={mayDo} />
      </footer>
    </div>
  );
}

function DutyHead({
  shift,
  quiet,
  known,
  tone,
}: {
  shift: { person: string; since: string; note: string } | null;
  quiet: boolean;
  known: boolean;
  tone: ReturnType<typeof useTone>;
}) {
  const t = useText().duty;
  const when = useWhen();
  return (
    <section className={frame.head} aria-label={t.title}>
      <h1>{t.title}</h1>
      <p>{shift ? t.onShift(shift.person, when(shift.since)) : t.noShift}</p>
      <Sound tone={tone} quiet={quiet} known={known} />
    </section>
  );
}

function Sound({ tone, quiet, known }: { tone: ReturnType<typeof useTone>; quiet: boolean; known: boolean }) {
  const t = useText().duty;
  const word = quiet
    ? t.quiet
    : tone.blocked
      ? t.sound.blocked
      : tone.sounding
        ? t.sound.ringing(tone.count)
        : tone.silenced
          ? t.sound.silenced
          : known
            ? t.sound.calm
            : t.sound.unknown;
  return (
    <p className={s.sound} role="status">
      <span>{word}</span>
      {!quiet && (tone.sounding || tone.silenced) && (
        <button type="button" onClick={tone.silenced ? tone.unsilence : tone.silence}>
          {tone.silenced ? t.sound.unsilence : t.sound.silence}
          <kbd>{t.key.silence}</kbd>
        </button>
      )}
    </p>
  );
}

/** The keys that do something here: those of acts that the person may not do are not offered. */
function Keys({ may }: { may(act: string): boolean }) {
  const t = useText().duty;
  const acts = (['acknowledge', 'assign', 'shelve', 'unshelve', 'call'] as const).filter((act) =>
    may(actNames[act]),
  );
  return (
    <p className={frame.keys}>
      <span>{t.moveKeys}</span>
      {acts.map((act) => (
        <span key={act}>
          {t.key[act]} {t.act[act]}
        </span>
      ))}
      {may('duty.handover') && (
        <span>
          {t.key.handover} {t.act.handover}
        </span>
      )}
      <span>
        {t.key.silence} {t.silenceKey}
      </span>
      <span>{t.leaveKey}</span>
    </p>
  );
}
