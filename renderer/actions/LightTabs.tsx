import { LIGHTS } from '../../domain/action-light.ts';
import type { ActionLoad } from '../../domain/contract/actions.ts';
import { Mark } from '../parts/Mark.tsx';
import { useText } from '../text.ts';
import s from './actions.module.css';
import type { Chosen } from './filter.ts';

/** All by light, each with its shape, its word and its number; a number that is not known is not said. */
export function LightTabs({
  load,
  chosen,
  onChoose,
}: {
  load: ActionLoad | null;
  chosen: Chosen;
  onChoose(chosen: Chosen): void;
}) {
  const t = useText().actions;
  const counts = load?.counts;
  const { light: _, ...place } = chosen;
  return (
    <fieldset className={s.lights}>
      <legend className="sr-only">{t.lights}</legend>
      <button type="button" aria-pressed={chosen.light === undefined} onClick={() => onChoose(place)}>
        {t.all} <b>{counts && counts.total - counts.closed}</b>
      </button>
      {LIGHTS.map((light) => {
        const count = counts && (light === 'none' ? counts.closed : counts[light]);
        const marked = light !== 'normal' && light !== 'none' && (count ?? 0) > 0;
        return (
          <button
            key={light}
            type="button"
            aria-pressed={chosen.light === light}
            onClick={() => onChoose({ ...place, light })}
          >
            {marked && <Mark of={light as 'overdue'} />}
            {t.light[light]} <b>{count}</b>
          </button>
        );
      })}
    </fieldset>
  );
}
