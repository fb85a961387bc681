import { useState } from 'react';
import type { Narrowed } from '../../domain/contract/shapes.ts';
import { COUNTIES } from '../../domain/county.ts';
import { usePlace } from '../place.ts';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { useKeys } from '../wall/keys.ts';
import s from './area-line.module.css';

export interface Area {
  /** The area that this console has chosen; none where it carries the whole city. */
  chosen: readonly string[];
  /** What a list is asked for: the chosen area, or all. */
  counties: string[];
  narrow: boolean;
  turn(): void;
}

/** Lists begin with the area that was taken along; one key, A, shows all of them and back. */
export function useArea(): Area {
  const chosen = useQuery('carry.area', {}).value?.counties ?? [];
  const [narrow, setNarrow] = useState(true);
  const turn = () => setNarrow(!narrow);
  useKeys(chosen.length > 0 ? { a: turn } : {});
  return { chosen, counties: narrow ? [...chosen] : [], narrow, turn };
}

export function useAreaName(): (counties: readonly string[]) => string {
  const t = useText().parts.area;
  const english = usePlace().language === 'en';
  return (counties) =>
    counties.length === 0
      ? t.city
      : COUNTIES.filter(({ code }) => counties.includes(code))
          .map(({ short, en }) => (english ? en : short))
          .join(t.and);
}

/** Which area a list shows, how many lie outside it, and the key that shows them too; `plain`: the key stands elsewhere. */
export function AreaLine({ area, left, plain }: { area: Area; left: Narrowed; plain?: boolean }) {
  const t = useText().parts.area;
  const name = useAreaName();
  if (area.chosen.length === 0) return null;
  return (
    <p className={s.line}>
      {!plain && (
        <button type="button" aria-pressed={area.narrow} aria-keyshortcuts="A" onClick={area.turn}>
          {t.only(name(area.chosen))}
          <span aria-hidden="true">A</span>
        </button>
      )}
      <span role="status">
        {area.narrow ? t.outside(left.outside) : t.all}
        {area.narrow && left.unplaced > 0 && t.unplaced(left.unplaced)}
      </span>
    </p>
  );
}
