import { z } from 'zod';
import type { Basis } from './basis.ts';

/** Zones of restricted roads and whether a place lies in one. Degrees are GCJ-02, as stations and cameras send them. */
const Degrees = z.tuple([z.number().finite(), z.number().finite()]);
/** Corners of a line that closes by itself, [lon, lat]. */
export const Polygon = z.array(Degrees).min(3).max(2000);

export interface Zone {
  zone: string;
  name: string;
  within?: string | null | undefined;
  polygon?: readonly (readonly [number, number])[] | null | undefined;
  from: string;
  to?: string | null | undefined;
  withdrawn?: boolean | null | undefined;
  basis: Basis;
  entry: string | null;
}

export interface Place {
  /** The zone that a device or a person names. */
  zone?: string | null | undefined;
  lon?: number | null | undefined;
  lat?: number | null | undefined;
}

/** Zones in force on a day: of the versions of one the latest `from`, of two the later stated. */
export function zonesOf(zones: readonly Zone[], day: string): Map<string, Zone> {
  const latest = new Map<string, Zone>();
  for (const each of zones) {
    const had = latest.get(each.zone);
    if (each.from <= day && (!had || each.from >= had.from)) latest.set(each.zone, each);
  }
  for (const [id, each] of latest)
    if (each.withdrawn || (each.to != null && day > each.to)) latest.delete(id);
  return latest;
}

/** Whether a point lies inside a line; a point on the line itself may fall either way. */
function inside(polygon: readonly (readonly [number, number])[], lon: number, lat: number): boolean {
  let odd = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [x, y] = polygon[i]!;
    const [px, py] = polygon[j]!;
    if (y > lat !== py > lat && lon < ((px - x) * (lat - y)) / (py - y) + x) odd = !odd;
  }
  return odd;
}

/** The zones that a zone lies in, itself first. */
function around(zones: ReadonlyMap<string, Zone>, id: string): Set<string> {
  const found = new Set<string>();
  for (let at: string | null | undefined = id; at && !found.has(at); at = zones.get(at)?.within)
    found.add(at);
  return found;
}

/**
 * By its line where zone and place have one; else by the zone that is named or whose line holds the place, and those
 * that it lies in.
 */
export function placeIn(zones: ReadonlyMap<string, Zone>, id: string, place: Place): 'yes' | 'no' | 'open' {
  const zone = zones.get(id);
  if (!zone) return 'no';
  const { lon, lat } = place;
  if (lon != null && lat != null) {
    if (zone.polygon) return inside(zone.polygon, lon, lat) ? 'yes' : 'no';
    for (const each of zones.values())
      if (each.polygon && around(zones, each.zone).has(id) && inside(each.polygon, lon, lat)) return 'yes';
  }
  // A name that no zone has says nothing of where the place is.
  if (!place.zone || !zones.has(place.zone)) return 'open';
  return around(zones, place.zone).has(id) ? 'yes' : 'no';
}

/** Whether the zone that a device names and the position that it gives are at odds. */
export function misplaced(zones: ReadonlyMap<string, Zone>, place: Place): boolean {
  return place.zone != null && zones.has(place.zone) && placeIn(zones, place.zone, place) === 'no';
}
