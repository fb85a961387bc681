import { createContext, useContext } from 'react';
import { usePlace } from '../place.ts';
import { useUnit, WIDE } from '../profile.ts';
import { useNow } from '../use.ts';
import { pageAt } from './pages.ts';

/** The room of a display in arc minutes of its furthest viewer; `wide`: two panels or more side by side. */
export interface Stage {
  width: number;
  height: number;
  wide: boolean;
}

/** The stage of the scene that is on: `since` is when its turn began (epoch ms), from which its pages count. */
export interface Turned extends Stage {
  since: number;
}

export function useMeasuredStage(): Stage {
  const { width, height, unit } = useUnit(usePlace().display);
  return { width: width / unit, height: height / unit, wide: width / unit >= WIDE };
}

export const StageContext = createContext<Turned>({ width: 1536, height: 864, wide: false, since: 0 });
export const useStage = (): Turned => useContext(StageContext);

/** The page of a scene's list that is on: its turn begins with the first. */
export function usePage(count: number): number {
  const { since } = useStage();
  return pageAt(useNow() - since, count);
}
