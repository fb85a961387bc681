import type { Freshness } from '../../domain/contract/shapes.ts';
import { useText } from '../text.ts';
import { useNow } from '../use.ts';
import { Mark } from './Mark.tsx';
import { ageText, lengthText } from './when.ts';

/**
 * The age of a figure in words: '2 分前'; with `freshness`, stale, none and unknown say so with their mark
 * ('停更 52 分'). `at`: epoch ms, null where nothing came or the age is not known.
 */
export function Age({ at, freshness = 'fresh' }: { at: number | null; freshness?: Freshness }) {
  const t = useText();
  const now = useNow();
  if (freshness === 'none')
    return (
      <span className="nowrap" data-age="none">
        <Mark of="no-data" />
        {t.common.data.none}
      </span>
    );
  if (freshness === 'unknown' || at === null)
    return (
      <span className="nowrap" data-age="unknown">
        <Mark of="unknown" />
        {t.common.data.unknown}
      </span>
    );
  if (freshness === 'stale')
    return (
      <span className="nowrap" data-age="stale">
        <Mark of="stale" />
        {t.common.data.stale} {lengthText(now - at, t)}
      </span>
    );
  return (
    <span className="nowrap" data-age="fresh">
      {ageText(at, now, t)}
    </span>
  );
}
