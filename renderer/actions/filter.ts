import type { LightName } from '../../domain/action-light.ts';
import type { Input } from '../../domain/contract.ts';

export type Act = 'receive' | 'report' | 'extend' | 'decide' | 'close' | 'confirm' | 'drop';

/** Keys of the acts, as the catalogue names them. */
export const keys: Record<string, Act> = {
  r: 'receive',
  p: 'report',
  e: 'extend',
  d: 'decide',
  c: 'close',
  f: 'confirm',
  x: 'drop',
};

/** Which tasks are listed: one place of the board, and of those one light. */
export type Chosen = {
  place: 'all' | 'week' | 'unit' | 'county';
  of?: string;
  light?: LightName;
};

export function inputOf({ place, of, light }: Chosen): Input<'actions.list'> {
  return {
    ...(place === 'unit' && of !== undefined ? { unit: of } : {}),
    ...(place === 'county' && of !== undefined ? { county: of } : {}),
    ...(place === 'week' ? { thisWeek: true } : {}),
    ...(light === undefined ? {} : { light }),
  };
}
