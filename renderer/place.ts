import { useMemo } from 'react';
import { useSearch } from 'wouter/use-browser-location';
import { isDay } from '../domain/day.ts';
import { type Focus, focusOf } from '../domain/focus.ts';

export type Language = 'zh' | 'en';
export type Level = 'auto' | 'day' | 'night';

/** What the address says besides the route; a display is set up by its address alone. */
export interface Place {
  language: Language;
  /** A past day to look back at; null is live. */
  date: string | null;
  /** Names of provisional laggards are masked. */
  visitor: boolean;
  /** Which of several displays this is; its profile is kept under this name. */
  display: string;
  /** Ids of the scenes that this display turns through; null: all. */
  scenes: string[] | null;
  level: Level;
  /** What this display brings out in every scene that can; null: nothing. */
  focus: Focus | null;
}

export function readPlace(search: string): Place {
  const asked = new URLSearchParams(search);
  const date = asked.get('date');
  const level = asked.get('level');
  const scenes = asked.get('scenes')?.split(',').filter(Boolean) ?? [];
  return {
    language: asked.get('lang') === 'en' ? 'en' : 'zh',
    date: date !== null && isDay(date) ? date : null,
    visitor: asked.get('visitor') === '1',
    display: asked.get('display') ?? '1',
    scenes: scenes.length > 0 ? scenes : null,
    level: level === 'day' || level === 'night' ? level : 'auto',
    focus: focusOf(Object.fromEntries(asked)),
  };
}

export function usePlace(): Place {
  const search = useSearch();
  return useMemo(() => readPlace(search), [search]);
}

/** Changes parts of the address and keeps the rest; null takes a part out. */
export function changePlace(change: Record<string, string | null>): void {
  const asked = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(change)) {
    if (value === null) asked.delete(name);
    else asked.set(name, value);
  }
  const query = asked.size > 0 ? `?${asked}` : '';
  history.replaceState(null, '', `${location.pathname}${query}${location.hash}`);
}

/** `#/wall/gates?date=…` is how people write it: what stands behind the hash moves before it. */
export function tidyAddress(): void {
  const [route, inside] = location.hash.split('?');
  if (inside === undefined) return;
  const asked = new URLSearchParams(location.search);
  for (const [name, value] of new URLSearchParams(inside)) asked.set(name, value);
  history.replaceState(null, '', `${location.pathname}?${asked}${route}`);
}
