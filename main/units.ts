import { plainUnitName } from '../domain/action-board.ts';
import { COUNTIES } from '../domain/county.ts';
import { type UnitState, unitCalled, unitName } from '../domain/organisation.ts';
import type { Context } from './app.ts';
import { statesIn } from './states.ts';

/** Units of the plan's organisation, as the registry names them. */
export function unitsOf({ replica }: Context): UnitState[] {
  return statesIn<UnitState>(replica, 'unit', 'registry');
}

/**
 * What a unit was called on a day, by its id or by any name that it has or had; a county where it is not
 * named is the plan's, and what is not known stays as it is.
 */
export function unitNameOn(context: Context, day: string): (unit: string) => string {
  const units = unitsOf(context);
  const known = new Map<string, string>();
  return (text) => {
    let name = known.get(text);
    if (name === undefined) {
      const unit = unitCalled(units, text);
      name = unit ? unitName(unit, day).shortName : plainUnitName(text);
      known.set(text, name);
    }
    return name;
  };
}

/**
 * The id of a unit from how somebody wrote it: its id, or any name that it has or had; what is not known stays as it
 * is. A county is known also before the registry is here, since its unit is its post's.
 */
export function unitIdOf(context: Context, text: string): string {
  const unit = unitCalled(unitsOf(context), text);
  if (unit) return unit.id;
  const county = COUNTIES.find(({ zh, short }) => text === zh || text === short);
  return county ? `county:${county.code}` : text;
}

/** Its whole name, as papers write it. */
export function wholeNameOn(context: Context, day: string): (unit: string) => string {
  const units = unitsOf(context);
  return (text) => {
    const unit = unitCalled(units, text);
    return unit ? unitName(unit, day).name : plainUnitName(text);
  };
}
