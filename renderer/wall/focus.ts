import type { Focus, FocusKind } from '../../domain/focus.ts';

/** What a scene brings out, with the names under which lists know it. */
export interface Brought {
  kind: FocusKind;
  ids: readonly string[];
  known: readonly Known[];
  /** Ids that nobody here knows; empty until the list of names has come. */
  unknown: readonly string[];
}
interface Known {
  id: string;
  name: string;
  county: string | null;
}

/** `all`: everything of its kind that is known here; null while that has not come. */
export function brought({ kind, ids }: Focus, all: readonly Known[] | null): Brought {
  const known = ids.flatMap((id) => all?.find((each) => each.id === id) ?? []);
  const unknown = all === null ? [] : ids.filter((id) => !all.some((each) => each.id === id));
  return { kind, ids, known, unknown };
}

/** A county, also the one in which an enterprise or a station lies. */
export function bringsCounty(of: Brought | null, county: string): boolean {
  if (of === null) return false;
  return of.kind === 'county' ? of.ids.includes(county) : of.known.some((each) => each.county === county);
}

export function bringsEnterprise(
  of: Brought | null,
  { enterprise, county }: { enterprise: string; county: string },
): boolean {
  if (of === null) return false;
  return of.kind === 'county'
    ? of.ids.includes(county)
    : of.kind === 'enterprise' && of.ids.includes(enterprise);
}

export function bringsStation(
  of: Brought | null,
  { station, county }: { station: string; county: string | null },
): boolean {
  if (of === null) return false;
  if (of.kind === 'county') return county !== null && of.ids.includes(county);
  return of.kind === 'station' && of.ids.includes(station);
}

/** What is of a county by its code, or names an enterprise or a station in its text. */
export function bringsNamed(
  of: Brought | null,
  { counties, text }: { counties: readonly (string | null)[]; text: string },
): boolean {
  if (of === null) return false;
  if (of.kind === 'county') return counties.some((county) => county !== null && of.ids.includes(county));
  return of.known.some(({ name }) => text.includes(name));
}

/** What is brought out first, each part in the order that it had. */
export function broughtFirst<T>(items: readonly T[], brings: (item: T) => boolean): T[] {
  return [...items.filter(brings), ...items.filter((item) => !brings(item))];
}

export interface Standing {
  className: string;
  mark: '' | undefined;
}

/** How a row stands beside what is brought out: itself, calm, or as ever where nothing is. */
export function standing(of: Brought | null, brings: boolean): Standing {
  if (of === null || brings) return { className: '', mark: brings ? '' : undefined };
  return { className: ' calm', mark: undefined };
}
