import { useState } from 'react';
import { addDays, dayOf } from '../../domain/day.ts';
import { sizeText } from '../targets/file.ts';
import { useText } from '../text.ts';
import { useCall, useNow, useQuery } from '../use.ts';
import s from './field.module.css';

const FAMILIES = ['cases', 'checks', 'gate-days', 'gates', 'duty'] as const;
type Family = (typeof FAMILIES)[number];

/** Before leaving: which time and which ledgers to take along, with their size shown first. */
export function Carry() {
  const t = useText().field;
  const call = useCall();
  const today = dayOf(useNow(60_000));
  const [from, setFrom] = useState(addDays(today, -30));
  const [to, setTo] = useState(today);
  const [families, setFamilies] = useState<Family[]>(['cases', 'checks']);
  const [wrong, setWrong] = useState<string | null>(null);
  const sane = from <= to;
  const offer = useQuery('carry.offer', { from: sane ? from : to, to, families }).value;
  const choose = (input: Parameters<typeof call<'carry.choose'>>[1]) =>
    call('carry.choose', input).then(
      () => setWrong(null),
      (error: Error) => setWrong(error.message),
    );
  return (
    <section>
      <h2>
        {t.carry}
        <small>{t.carryWhy}</small>
      </h2>
      <div className={s.pair}>
        <label className={s.input}>
          {t.from}
          <input type="date" value={from} onChange={(event) => setFrom(event.target.value || from)} />
        </label>
        <label className={s.input}>
          {t.to}
          <input type="date" value={to} onChange={(event) => setTo(event.target.value || to)} />
        </label>
      </div>
      <div className={s.choices}>
        {FAMILIES.map((family) => (
          <button
            key={family}
            type="button"
            aria-pressed={families.includes(family)}
            onClick={() =>
              setFamilies(
                families.includes(family)
                  ? families.filter((each) => each !== family)
                  : [...families, family],
              )
            }
          >
            {t.carryFamilies[family]}
          </button>
        ))}
      </div>
      {offer && (
        <p>
          <b>{t.carrySize(sizeText(offer.bytes), sizeText(offer.missing))}</b>{' '}
          {offer.chosen === null ? t.carriedAll : t.carried(offer.chosen.length)}
        </p>
      )}
      {wrong && (
        <p role="alert" className={s.bad}>
          {wrong}
        </p>
      )}
      <div className={s.two}>
        <button
          type="button"
          aria-disabled={!sane}
          onClick={() => sane && void choose({ from, to, families })}
        >
          {t.carryTake}
        </button>
        <button type="button" onClick={() => void choose({ all: true })}>
          {t.carryAll}
        </button>
      </div>
    </section>
  );
}
