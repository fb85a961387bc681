import { useState } from 'react';
import { display } from '../../domain/plate.ts';
import { PLATE_KEYS, plateEntry } from '../../domain/plate-entry.ts';
import { useText } from '../text.ts';
import s from './field.module.css';

/** What a plate looks like while it is keyed in: the open place, and the eighth that may come. */
function Shape({ plate, colour }: { plate: string; colour: string }) {
  const t = useText().field;
  const { signs, missing } = plateEntry(plate);
  const places = [0, 1, 2, 3, 4, 5, 6];
  return (
    <div className={s.plate} data-colour={colour} aria-hidden="true">
      {places.map((place) => [
        place === 2 && <i key="dot">·</i>,
        <span key={place} className={place === signs.length ? s.caret : undefined}>
          {signs[place] ?? ''}
        </span>,
      ])}
      {signs[7] ? (
        <span>{signs[7]}</span>
      ) : (
        missing.newEnergy !== null && <span className={s.eighth}>{t.eighth}</span>
      )}
    </div>
  );
}

function hintOf(t: ReturnType<typeof useText>['field'], plate: string): string {
  const { state, missing } = plateEntry(plate);
  if (state === 'wrong') return t.wrong;
  if (state === 'whole') return t.whole;
  if (state === 'open') return t.open;
  const least = Math.min(missing.ordinary ?? 9, missing.newEnergy ?? 9);
  const both =
    missing.ordinary !== null && missing.newEnergy !== null
      ? t.missingBoth(missing.ordinary, missing.newEnergy)
      : '';
  return t.missing(least) + both;
}

/** Plate entry for gloves, night and sun: only keys that can stand in the open place are live; a keyboard types too. */
export function Keypad({
  plate,
  colour,
  onPlate,
  onColour,
}: {
  plate: string;
  colour: string;
  onPlate(plate: string): void;
  onColour(colour: string): void;
}) {
  const t = useText().field;
  const [provinces, setProvinces] = useState(false);
  const unread = plate === '?';
  const text = unread ? '' : plate;
  const { signs, live } = plateEntry(text);
  const picking = provinces || signs.length === 0;
  const press = (sign: string) => {
    if (!live.has(sign)) return;
    onPlate(text + sign);
    setProvinces(false);
  };
  const key = (sign: string) => (
    <button key={sign} type="button" aria-disabled={!live.has(sign)} onClick={() => press(sign)}>
      {sign}
    </button>
  );
  const more = (word: string, act: () => void, look = s.wide) => (
    <button type="button" className={look} onClick={act}>
      {word}
    </button>
  );
  return (
    <>
      <h2>
        {t.step.plate}
        <small>{t.plateHint}</small>
      </h2>
      <Shape plate={text} colour={colour} />
      <p role="status">{unread ? t.unreadDone : hintOf(t, text)}</p>
      <input
        className={s.typed}
        aria-label={t.plateInput}
        autoComplete="off"
        spellCheck={false}
        maxLength={12}
        value={unread ? '' : signs.length >= 2 ? display(text) : text}
        onChange={(event) => onPlate(plateEntry(event.target.value).signs.join(''))}
      />
      <div className={s.row}>
        {Object.entries(t.colours).map(([code, name]) => (
          <Choice key={code} on={colour === code} onPick={() => onColour(colour === code ? '' : code)}>
            {name}
          </Choice>
        ))}
        <Choice on={unread} onPick={() => onPlate(unread ? '豫H' : '?')}>
          {t.unread}
        </Choice>
      </div>
      {picking ? (
        <div className={s.keys}>
          {PLATE_KEYS.provinces.map(key)}
          {signs.length > 0 && more(t.provinceBack, () => setProvinces(false))}
        </div>
      ) : (
        <div className={s.keys}>
          {PLATE_KEYS.digits.map(key)}
          {PLATE_KEYS.letters[0].map(key)}
          {more(t.province, () => setProvinces(true), s.small)}
          {key('挂')}
          {PLATE_KEYS.letters[1].map(key)}
          {key('学')}
          {PLATE_KEYS.letters[2].map(key)}
          {more(t.erase, () => onPlate(signs.slice(0, -1).join('')))}
        </div>
      )}
    </>
  );
}

function Choice({ on, onPick, children }: { on: boolean; onPick(): void; children: React.ReactNode }) {
  return (
    <button type="button" aria-pressed={on} onClick={onPick}>
      {children}
    </button>
  );
}
