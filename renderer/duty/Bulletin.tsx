import { useId, useState } from 'react';
import { addDays, dayOf } from '../../domain/day.ts';
import { PaperButton } from '../parts/PaperButton.tsx';
import { useText } from '../text.ts';
import { useNow } from '../use.ts';
import s from './duty.module.css';

/** The daily bulletin as Word and Excel: of yesterday, or of the day that is chosen. */
export function Bulletin() {
  const t = useText().duty.bulletin;
  const today = dayOf(useNow(60_000));
  const [chosen, setChosen] = useState<string | null>(null);
  const date = chosen ?? addDays(today, -1);
  const id = useId();
  return (
    <section aria-label={t.title} className={s.bulletin}>
      <h2>
        {t.title}
        <label htmlFor={id} className="sr-only">
          {t.day}
        </label>
        <input
          id={id}
          type="date"
          value={date}
          max={today}
          onChange={(event) => setChosen(event.target.value || null)}
        />
      </h2>
      <p className={s.bulletinKeys}>
        <PaperButton paper="daily" params={{ date }} label={t.word} />
        <PaperButton paper="daily-table" params={{ date }} label={t.excel} />
      </p>
    </section>
  );
}
