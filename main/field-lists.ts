import { areaFirst, inArea } from '../domain/carry.ts';
import type { CheckState } from '../domain/check.ts';
import type { FieldLists } from '../domain/contract/field.ts';
import { addDays, dayOf } from '../domain/day.ts';
import { unitCalled } from '../domain/organisation.ts';
import { mayWrite, parsePost } from '../domain/post.ts';
import type { DeviceState } from '../domain/registry.ts';
import type { Context, Queries } from './app.ts';
import { peopleOf } from './decisions.ts';
import { monthsBetween } from './moment.ts';
import { enterprisesOf } from './registry.ts';
import { statesIn } from './states.ts';
import { unitsOf } from './units.ts';

/** What the forms of the field are filled in from: reference data rides whole, and the area's own stands first. */

/** How far back places are remembered. */
const BACK_DAYS = 56;

interface Placed {
  county: string | null;
}

/** Places of checks, the latest first, in the months that are here; a place said twice stands once. */
function checkedPlaces(context: Context): (Placed & { name: string })[] {
  const today = dayOf(context.now());
  const checks = monthsBetween(addDays(today, -BACK_DAYS), today)
    .map((month) => `checks/${month}`)
    .filter((doc) => context.carries(doc))
    .flatMap((doc) => statesIn<CheckState>(context.replica, 'check', doc))
    .filter((each) => each.kind !== 'gate_count')
    .sort((a, b) => b.at - a.at);
  const places = new Map<string, Placed & { name: string }>();
  for (const { place, county } of checks)
    if (place !== null && !places.has(`${place} ${county}`))
      places.set(`${place} ${county}`, { name: place, county });
  return [...places.values()];
}

/** People whose post may write checks, by the county of their unit. */
function officers(context: Context): (Placed & { name: string; unit: string })[] {
  const units = unitsOf(context);
  return peopleOf(context).flatMap(({ name, unit, unitId, post, believed, left }) => {
    const read = parsePost(post);
    if (!believed || left || !read || !mayWrite(read, 'check.recorded')) return [];
    return [{ name, unit, county: unitCalled(units, unitId ?? unit)?.county ?? null }];
  });
}

function lists(context: Context): FieldLists {
  const counties = context.local.choice()?.counties ?? [];
  const first = <T extends Placed>(rows: readonly T[]) =>
    areaFirst(rows, counties, ({ county }) => county).map((row) => ({
      ...row,
      near: inArea(counties, row.county),
    }));
  const devices = statesIn<DeviceState>(context.replica, 'device', 'registry');
  const points = devices.map(({ name, county }) => ({ name, county }));
  const enterprises = enterprisesOf(context).map(({ id, name, county, gates }) => ({
    ...{ id, name, county, gates: [...gates] },
  }));
  return {
    places: first([...checkedPlaces(context), ...points]),
    enterprises: first(enterprises),
    officers: first(officers(context)),
  };
}

export const queries = {
  'field.lists': { reads: ['registry', 'receipts', 'checks', 'sync'], run: (context) => lists(context) },
} satisfies Partial<Queries>;
