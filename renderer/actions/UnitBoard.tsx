import { countyOfUnit } from '../../domain/action.ts';
import type { ActionLoad, UnitLoad } from '../../domain/contract/actions.ts';
import { Mark } from '../parts/Mark.tsx';
import { usePlace } from '../place.ts';
import { useText } from '../text.ts';
import s from './actions.module.css';
import type { Chosen } from './filter.ts';
import { shortUnit } from './units.ts';

const shown = ['overdue', 'behind', 'due'] as const;

/** Tasks by lead unit and by county: how many of which light, the worst unit first, counties as they lie. */
export function UnitBoard({
  load,
  chosen,
  onChoose,
}: {
  load: ActionLoad;
  chosen: Chosen;
  onChoose(chosen: Chosen): void;
}) {
  const t = useText().actions;
  const open = load.counts.total - load.counts.closed;
  const pick = (place: Chosen['place'], of?: string) => {
    const same = chosen.place === place && chosen.of === of;
    const light = chosen.light === undefined ? {} : { light: chosen.light };
    onChoose(same ? { place: 'all', ...light } : { place, ...(of === undefined ? {} : { of }), ...light });
  };
  const bureaux = load.units.filter(({ unit }) => countyOfUnit(unit) === null);
  return (
    <>
      <div className={s.first}>
        <button
          type="button"
          aria-pressed={chosen.place === 'all'}
          onClick={() => onChoose({ place: 'all' })}
        >
          {t.everything} <b>{open}</b>
        </button>
        <button type="button" aria-pressed={chosen.place === 'week'} onClick={() => pick('week')}>
          {t.thisWeek} <b>{load.dueThisWeek}</b>
        </button>
      </div>
      <Part
        title={t.units}
        loads={bureaux}
        chosen={chosen.place === 'unit' ? chosen.of : undefined}
        onPick={(unit) => pick('unit', unit)}
      />
      {load.units.length === 0 && <p className={s.quiet}>{t.noUnits}</p>}
      <Part
        title={t.counties}
        loads={load.counties}
        chosen={chosen.place === 'county' ? `county:${chosen.of}` : undefined}
        onPick={(unit) => pick('county', countyOfUnit(unit) ?? '')}
      />
    </>
  );
}

function Part({
  title,
  loads,
  chosen,
  onPick,
}: {
  title: string;
  loads: readonly UnitLoad[];
  chosen: string | undefined;
  onPick(unit: string): void;
}) {
  const t = useText().actions;
  const { language } = usePlace();
  if (loads.length === 0) return null;
  return (
    <section className={s.part}>
      <p className={s.partHead}>
        <b>{title}</b>
        {shown.map((light) => (
          <span key={light} aria-hidden="true">
            {t.head[light]}
          </span>
        ))}
        <span aria-hidden="true">{t.head.open}</span>
      </p>
      <ul>
        {loads.map((load) => (
          <li key={load.unit}>
            <button type="button" aria-pressed={chosen === load.unit} onClick={() => onPick(load.unit)}>
              <span className={s.unit}>{shortUnit(load.unit, load.name, language)}</span>
              {shown.map((light) => (
                <span key={light} className={load[light] > 0 ? `is-${light}` : s.zero}>
                  <span className="sr-only">{t.light[light]} </span>
                  {load[light] > 0 && <Mark of={light} />}
                  {load[light] > 0 ? load[light] : <span aria-hidden="true">·</span>}
                </span>
              ))}
              <span className={load.total - load.closed > 0 ? s.open : s.zero}>
                <span className="sr-only">{t.all} </span>
                {load.total - load.closed}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
