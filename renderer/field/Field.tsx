import { useState } from 'react';
import { Link } from 'wouter';
import { clockOf, dayOf, isoShanghai, parseTime } from '../../domain/day.ts';
import { isUnread } from '../../domain/plate.ts';
import { Refusal } from '../../domain/rpc.ts';
import { AlertLine } from '../parts/AlertLine.tsx';
import { AreaLine, useArea } from '../parts/AreaLine.tsx';
import { DemoMark } from '../parts/DemoMark.tsx';
import { Plate } from '../parts/Plate.tsx';
import { PinAsk } from '../parts/Unlock.tsx';
import { FindButton } from '../search/FindDialog.tsx';
import { useKept } from '../targets/use-kept.ts';
import { useText } from '../text.ts';
import { useCall, useNow, useQuery } from '../use.ts';
import { Photos, SyncWords } from './Aside.tsx';
import { Carry } from './Carry.tsx';
import { Cases } from './Cases.tsx';
import s from './field.module.css';
import {
  blocking,
  caseIdOf,
  caseOf,
  checkOf,
  isDone,
  newSheet,
  overLimit,
  type Photo,
  type Sheet,
  type Step,
  sheetOf,
  stepsOf,
} from './sheet.ts';
import { StepForm } from './steps.tsx';

/** The laptop in the field: the day's list, or one check at a time. It never waits for a network. */
export function Field() {
  const [open, setOpen] = useState<{ id: string | null; sheet: Sheet } | null>(null);
  return (
    <div className={s.frame}>
      <AlertLine />
      {open ? (
        <Check key={open.id ?? open.sheet.startedAt} {...open} onClose={() => setOpen(null)} />
      ) : (
        <Day onOpen={(id, sheet) => setOpen({ id, sheet })} />
      )}
    </div>
  );
}

function Bar({ title, children }: { title: string; children?: React.ReactNode }) {
  const t = useText().field;
  const common = useText().common;
  const me = useQuery('me', {}).value;
  const state = useQuery('field.state', {}).value;
  const now = useNow(60_000);
  const away = state && !state.connected && state.awaySince ? (parseTime(state.awaySince) ?? now) : null;
  const minutes = away === null ? 0 : Math.max(0, Math.floor((now - away) / 60_000));
  const span =
    minutes >= 60
      ? `${common.hours(Math.floor(minutes / 60))} ${common.minutes(minutes % 60)}`
      : common.minutes(minutes);
  const waits = (state?.entries.waiting ?? 0) + (state?.files.waiting ?? 0);
  return (
    <header className={s.bar}>
      <h1>{title}</h1>
      <span>{me?.name}</span>
      {children}
      <FindButton className={s.find!} />
      <DemoMark />
      {state && (
        <span className={s.sync}>
          <b>{away === null ? t.connected : t.offline(span)}</b>　{waits > 0 ? t.bar(waits) : t.barNone}
        </span>
      )}
      <time>{clockOf(now)}</time>
    </header>
  );
}

const KINDS = ['emission', 'road', 'gate_count'] as const;

function Day({ onOpen }: { onOpen(id: string | null, sheet: Sheet): void }) {
  const t = useText().field;
  const desk = useText().desk;
  const me = useQuery('me', {}).value;
  const drafts = useQuery('drafts.list', {}).value?.drafts.filter((each) => each.noun === 'check') ?? [];
  const area = useArea();
  const list = useQuery('checks.list', { mine: true, counties: area.counties });
  const today = dayOf(useNow(60_000));
  const mine = (list.value?.checks ?? []).filter((each) => each.at.slice(0, 10) === today);
  const may = me?.acts.includes('check.record') ?? false;
  const last = mine[0];
  const begin = (kind: Sheet['kind']) =>
    onOpen(
      null,
      newSheet(
        kind,
        isoShanghai(Date.now()),
        last ? { place: last.place ?? '', county: last.county ?? '' } : {},
      ),
    );
  return (
    <div className={s.field}>
      <Bar title={t.today}>
        <Link href="/duty">{desk.menu}</Link>
      </Bar>
      <main className={s.entry} style={{ gridColumn: '1 / 3', gridRow: '2 / 4' }}>
        {me && !may && <p role="alert">{t.mayNot}</p>}
        {may && (
          <>
            <h2>{t.newOf}</h2>
            <div className={s.begin}>
              {KINDS.map((kind) => (
                <button key={kind} type="button" onClick={() => begin(kind)}>
                  {t.kind[kind]}
                </button>
              ))}
            </div>
          </>
        )}
        {drafts.length > 0 && (
          <>
            <h2>{t.drafts}</h2>
            <div className={s.list}>
              {drafts.map((each) => {
                const sheet = sheetOf(each.body);
                return (
                  <button key={each.id} type="button" onClick={() => onOpen(each.id, sheet)}>
                    {t.kind[sheet.kind]}　{sheet.place || sheet.enterpriseName}　{sheet.plate}
                  </button>
                );
              })}
            </div>
          </>
        )}
        <h2>
          {t.recent}
          <small>{mine.length}</small>
        </h2>
        {list.error && !list.value && <p role="alert">{list.error.message}</p>}
        {list.value && <AreaLine area={area} left={list.value.area} plain />}
        {mine.length === 0 && <p>{t.noneRecent}</p>}
        <ul className={s.rows}>
          {mine.map((each) => (
            <li key={each.id}>
              <span>{each.at.slice(11, 16)}</span>
              <span>
                {each.plate ? (
                  <Plate plate={each.plate} doubtful={each.twins.length > 0} />
                ) : (
                  t.kind[each.kind]
                )}
              </span>
              <span>
                {each.place}
                {each.twins.length > 0 && <b>　{t.suspect}</b>}
              </span>
              <span>
                {t.result[each.result]}　{each.saved === 'office' ? t.sent : t.waits}
              </span>
            </li>
          ))}
        </ul>
        <Cases area={area} />
        <Carry />
      </main>
      <aside className={s.aside} style={{ gridRow: '2 / 4' }}>
        <SyncWords />
      </aside>
    </div>
  );
}

function answerOf(t: ReturnType<typeof useText>['field'], sheet: Sheet, step: Step): string {
  switch (step) {
    case 'place':
      return sheet.place;
    case 'plate':
      return isUnread(sheet.plate) ? t.unreadDone : sheet.plate;
    case 'vehicle':
      return [t.types[sheet.vehicleType], t.fuels[sheet.fuel]].filter(Boolean).join('　');
    case 'opacity':
      return sheet.opacity === '' ? '' : `${sheet.opacity} %`;
    case 'obd':
      return t.obd[sheet.obd] ?? '';
    case 'after':
      return t.after[sheet.after] ?? '';
    case 'gate':
      return `${sheet.enterpriseName} ${sheet.gate}`.trim();
    case 'hour':
      return sheet.from && sheet.to ? `${sheet.from}–${sheet.to}` : '';
    case 'counts':
      return sheet.counted === '' ? '' : `${sheet.counted} / ${sheet.green || '—'}`;
    case 'extras':
      return [t.yesNo[sheet.otherGate], t.yesNo[sheet.transfer]].filter(Boolean).join(' / ');
    case 'officers':
      return sheet.officers
        .map((each) => each.name)
        .filter(Boolean)
        .join('、');
    case 'record':
      return t.party[sheet.party] ?? '';
    case 'result':
      return t.result[sheet.result as keyof typeof t.result] ?? '';
  }
}

function Check({ id, sheet: given, onClose }: { id: string | null; sheet: Sheet; onClose(): void }) {
  const t = useText().field;
  const call = useCall();
  const [sheet, setSheet] = useState(given);
  const [step, setStep] = useState<Step>(stepsOf(given).find((each) => !isDone(given, each)) ?? 'result');
  const [sure, setSure] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const [locked, setLocked] = useState(false);
  // Every key is kept: a battery that dies takes nothing.
  const kept = useKept('check', id, 0);
  const change = (part: Partial<Sheet>) => {
    const next = { ...sheet, ...part };
    setSheet(next);
    setWrong(null);
    kept.keep({ ...next });
  };
  const addPhoto = (photo: Photo) =>
    setSheet((now) => {
      const next = { ...now, photos: [...now.photos, photo] };
      kept.keep({ ...next });
      return next;
    });
  const steps = stepsOf(sheet);
  const lacks = blocking(sheet);
  const after = steps[steps.indexOf(step) + 1];

  const finish = async () => {
    if (lacks.length > 0) {
      setWrong(t.lacks(lacks.map((each) => t.step[each]).join('、')));
      return setStep(lacks[0]!);
    }
    try {
      const key = await kept.settled(sheet as unknown as Record<string, unknown>);
      const check = checkOf(sheet, key, sheet.startedAt.slice(0, 10));
      const known = (error: unknown) => {
        // It was stored before the battery died: what is left to do is to forget the draft.
        if (!(error instanceof Refusal && error.code === 'known')) throw error;
      };
      if (check.case === caseIdOf(key))
        await call('case.open', caseOf(sheet, key, check) as never).catch(known);
      await call('check.record', check as never).catch(known);
      await kept.drop();
      onClose();
    } catch (error) {
      if (error instanceof Refusal && error.code === 'locked') setLocked(true);
      else setWrong(error instanceof Error ? error.message : String(error));
    }
  };

  return (
    <div className={s.field}>
      <Bar title={`${t.kind[sheet.kind]}　${sheet.place || sheet.enterpriseName}`} />
      <nav className={s.left} aria-label={t.kind[sheet.kind]}>
        <ol className={s.steps}>
          {steps.map((each) => {
            const answer = answerOf(t, sheet, each);
            return (
              <li key={each}>
                <button
                  type="button"
                  aria-current={each === step ? 'step' : undefined}
                  onClick={() => setStep(each)}
                >
                  <span>{t.step[each]}</span>
                  <b className={answer ? '' : s.todo}>
                    {each === step && !answer ? t.filling : answer || t.todo}
                  </b>
                  {each === 'opacity' && overLimit(sheet) && <em className={s.over}>◆ {t.over}</em>}
                </button>
              </li>
            );
          })}
        </ol>
      </nav>
      <main className={s.entry}>
        <StepForm step={step} sheet={sheet} change={change} />
      </main>
      <aside className={s.aside}>
        <Photos photos={sheet.photos} onPhoto={addPhoto} />
        <SyncWords />
      </aside>
      <footer className={s.foot}>
        <p role="status" className={wrong ? s.bad : ''}>
          {wrong ?? `${t.kept}　${kept.said}`}
        </p>
        {locked && (
          <PinAsk
            onOpen={() => {
              setLocked(false);
              void finish();
            }}
            onCancel={() => setLocked(false)}
          />
        )}
        <button type="button" onClick={onClose}>
          {t.back}
        </button>
        <button type="button" onClick={() => (sure ? void kept.drop().then(onClose) : setSure(true))}>
          {sure ? t.dropSure : t.drop}
        </button>
        {after ? (
          <button type="button" className={s.primary} onClick={() => setStep(after)}>
            {t.next(t.step[after])}
          </button>
        ) : (
          <button type="button" className={s.primary} onClick={() => void finish()}>
            {t.finish}
          </button>
        )}
      </footer>
    </div>
  );
}
