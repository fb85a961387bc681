/** The line of a zone as a person types or pastes it: corners in GCJ-02 degrees, longitude first, one a line. */
export type Corner = readonly [lon: number, lat: number];

/** The city (112°43′ to 113°39′ E, 34°49′ to 35°30′ N, 依据待核) with a margin for roads that leave it. */
export const CITY_BOX = { west: 112.7, east: 113.67, south: 34.79, north: 35.52 };
const MOST_CORNERS = 2000;
/** About ten metres: a line whose ends lie no further apart is meant to close. */
const CLOSE = 0.0001;

export type LineFault = 'number' | 'few' | 'many' | 'swapped' | 'outside' | 'open' | 'crosses';
export interface Fault {
  fault: LineFault;
  /** Which corner, as a person counts them; null where it is the line as a whole. */
  corner: number | null;
}

const inBox = ([lon, lat]: Corner) =>
  lon >= CITY_BOX.west && lon <= CITY_BOX.east && lat >= CITY_BOX.south && lat <= CITY_BOX.north;

/** On which side of the line from a to b a corner lies. */
const side = (a: Corner, b: Corner, c: Corner): number =>
  Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));

const crossing = (a: Corner, b: Corner, c: Corner, d: Corner): boolean =>
  side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;

/** The first edge that crosses a later one; of such a line nobody can say what lies inside. */
function crossed(corners: readonly Corner[]): number | null {
  const end = (index: number) => corners[(index + 1) % corners.length]!;
  for (let i = 0; i < corners.length; i++)
    for (let j = i + 2; j < corners.length; j++)
      if (crossing(corners[i]!, end(i), corners[j]!, end(j))) return i + 1;
  return null;
}

/** What is wrong with the corners of a line that closes by itself; null where nothing is. */
export function faultIn(corners: readonly Corner[]): Fault | null {
  if (corners.length < 3) return { fault: 'few', corner: null };
  if (corners.length > MOST_CORNERS) return { fault: 'many', corner: null };
  const out = corners.findIndex((corner) => !inBox(corner));
  if (out >= 0) {
    const swapped = corners.every(([lon, lat]) => inBox([lat, lon]));
    return { fault: swapped ? 'swapped' : 'outside', corner: swapped ? null : out + 1 };
  }
  const corner = crossed(corners);
  return corner === null ? null : { fault: 'crosses', corner };
}

/** Corners as they are written; a number that is none stands as NaN. JSON of pairs is read as well. */
function cornersIn(text: string): Corner[] {
  const lines = text.replace(/\]\s*,\s*\[/g, '\n').split(/[\n\r;；]+/);
  return lines.flatMap((line) => {
    const parts = line
      .replace(/[[\]()（）]/g, ' ')
      .split(/[\s,，、]+/)
      .filter(Boolean);
    if (parts.length === 0) return [];
    const [lon, lat] = parts.map(Number);
    return [[parts.length === 2 ? lon! : Number.NaN, lat ?? Number.NaN] as const];
  });
}

/** A line as text: its corners without the closing one, or what is wrong. It must end where it began. */
export function lineIn(text: string): { corners: Corner[] } | Fault {
  const all = cornersIn(text);
  const bad = all.findIndex(([lon, lat]) => !Number.isFinite(lon) || !Number.isFinite(lat));
  if (bad >= 0) return { fault: 'number', corner: bad + 1 };
  const [first, last] = [all[0], all.at(-1)];
  if (all.length < 4 || !first || !last) return { fault: 'few', corner: null };
  const closed = Math.abs(first[0] - last[0]) <= CLOSE && Math.abs(first[1] - last[1]) <= CLOSE;
  const corners = closed ? all.slice(0, -1) : all;
  const fault = faultIn(corners);
  if (fault) return fault;
  return closed ? { corners } : { fault: 'open', corner: all.length };
}

/** Closed, as it can be read again. */
export function lineText(corners: readonly Corner[]): string {
  const [first] = corners;
  return first ? [...corners, first].map(([lon, lat]) => `${lon}, ${lat}`).join('\n') : '';
}

/** The same text, ended where it began. */
export function closedText(text: string): string {
  const [first] = cornersIn(text);
  return first ? `${text.trimEnd()}\n${first[0]}, ${first[1]}` : text;
}

/** How far a line reaches from west to east and from south to north, in kilometres. */
export function reachOf(corners: readonly Corner[]): { east: number; north: number } {
  const lons = corners.map(([lon]) => lon);
  const lats = corners.map(([, lat]) => lat);
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const degree = 111.32;
  return {
    east:
      (Math.max(...lons) - Math.min(...lons)) * degree * Math.cos((((south + north) / 2) * Math.PI) / 180),
    north: (north - south) * degree,
  };
}
