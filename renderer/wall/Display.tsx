import { useState } from 'react';
import { Link } from 'wouter';
import { usePlace } from '../place.ts';
import { type Profile, profileFrom, setProfile, unitOf, useProfile, useUnit } from '../profile.ts';
import { useText } from '../text.ts';
import s from './display.module.css';

const fields = ['width', 'height', 'pitch', 'distance'] as const;

/** Where a display's profile is set: pixels, pitch, distance; what follows from it is shown in its true size. */
export function Display() {
  const t = useText().wall.display;
  const { display } = usePlace();
  const kept = useProfile(display);
  const { unit, wanted } = useUnit(display);
  const [typed, setTyped] = useState<Record<keyof Profile, string>>(() => ({
    width: String(kept.width),
    height: String(kept.height),
    pitch: String(kept.pitch),
    distance: String(kept.distance),
  }));
  const read = profileFrom(typed);
  return (
    <form
      className={s.display}
      onSubmit={(event) => {
        event.preventDefault();
        if (read) setProfile(display, read);
      }}
    >
      <h1>{t.title(display)}</h1>
      {fields.map((field) => (
        <label key={field}>
          <span>{t[field]}</span>
          <input
            inputMode="decimal"
            value={typed[field]}
            onChange={(event) => setTyped({ ...typed, [field]: event.target.value })}
          />
        </label>
      ))}
      <p role="status">{read ? t.unit(unitOf(read)) : t.wrong}</p>
      <p>{t.inUse(unit)}</p>
      {unit < wanted && <p data-small="">{t.small(Math.floor((kept.distance * unit * 10) / wanted) / 10)}</p>}
      <p className={s.acts}>
        <button type="submit" disabled={read === null}>
          {t.keep}
        </button>
        <Link href="/wall">{t.toWall}</Link>
      </p>
    </form>
  );
}
