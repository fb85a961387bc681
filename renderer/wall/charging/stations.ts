import type { Output } from '../../../domain/contract.ts';

export type Chargers = Output<'chargers.now'>;
export type Station = Chargers['stations'][number];
type Connector = Station['connectors'][number];

/**
 * How a gun is shown. A gun whose last report is too old is `stale` whatever it said last: a dead charger never
 * keeps its last state. Stale (停更), offline (离网, the operator says so), fault and unknown are four things.
 */
export const gunStates = [
  'fault',
  'offline',
  'stale',
  'unknown',
  'reserved',
  'plugged',
  'charging',
  'idle',
] as const;
export type GunState = (typeof gunStates)[number];

export function gunState(gun: Connector): GunState {
  if (gun.status === 'unknown') return 'unknown';
  return gun.stale ? 'stale' : gun.status;
}

/** Guns by shown state; every gun is counted once. */
export function countGuns(stations: readonly Station[]): Record<GunState, number> {
  const counts = Object.fromEntries(gunStates.map((state) => [state, 0])) as Record<GunState, number>;
  for (const station of stations) for (const gun of station.connectors) counts[gunState(gun)]++;
  return counts;
}

/**
 * Guns in use against guns that could be, of those whose state is known now (DOMAIN 1.8: charging of what is
 * neither offline nor at fault). `uncertain` are left out of both and shown beside the share.
 */
export function utilisation(counts: Record<GunState, number>): {
  charging: number;
  usable: number;
  uncertain: number;
  percent: number | null;
} {
  const usable = counts.charging + counts.plugged + counts.idle + counts.reserved;
  const uncertain = counts.stale + counts.unknown;
  const percent = usable === 0 ? null : Math.floor((counts.charging * 100) / usable);
  return { charging: counts.charging, usable, uncertain, percent };
}

export interface Trouble {
  state: 'fault' | 'offline' | 'stale' | 'unknown' | 'none';
  /** Guns concerned; the whole station where `whole`. */
  guns: number;
  whole: boolean;
  /** ISO time of the oldest; null where it isn't known. */
  since: string | null;
}

function oldest(times: (string | null)[]): string | null {
  const known = times.filter((time) => time !== null).sort((a, b) => Date.parse(a) - Date.parse(b));
  return known[0] ?? null;
}

/** What is wrong at a station, worst first. Empty: nothing is. */
export function troubles(station: Station): Trouble[] {
  const guns = station.connectors;
  const found: Trouble[] = [];
  const add = (state: GunState & Trouble['state'], since: (gun: Connector) => string | null) => {
    const those = guns.filter((gun) => gunState(gun) === state);
    if (those.length > 0)
      found.push({
        state,
        guns: those.length,
        whole: those.length === guns.length,
        since: oldest(those.map(since)),
      });
  };
  add('fault', (gun) => gun.since);
  if (station.freshness === 'none') return [{ state: 'none', guns: guns.length, whole: true, since: null }];
  if (station.freshness === 'unknown')
    return [...found, { state: 'unknown', guns: guns.length, whole: true, since: null }];
  if (station.freshness === 'stale')
    return [...found, { state: 'stale', guns: guns.length, whole: true, since: station.reportedAt }];
  add('stale', (gun) => gun.reportedAt);
  add('offline', (gun) => gun.since);
  add('unknown', () => null);
  return found;
}

/** Faults and silent ones first, as the console ordered them. */
export function inOrder(stations: readonly Station[]): Station[] {
  return [...stations].sort((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1));
}
