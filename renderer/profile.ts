import { useSyncExternalStore } from 'react';

/** What a display is made of: `--u`, one arc minute at the furthest viewer, follows from it. */
export interface Profile {
  /** Pixels, for the record of the display; the window's own size lays out. */
  width: number;
  height: number;
  /** Millimetres from pixel to pixel. */
  pitch: number;
  /** Metres to the furthest viewer. */
  distance: number;
}

/** The wall of the mocks: LED of 1.86 mm seen from 8 m, which makes one arc minute 1.25 pixels. */
export const usual: Profile = { width: 3840, height: 1080, pitch: 1.86, distance: 8 };

const ARC_MINUTE = Math.PI / (180 * 60);

/** Pixels that one arc minute covers at the furthest viewer, to a hundredth; kept between 0.5 and 6. */
export function unitOf(profile: Profile): number {
  const pixels = (profile.distance * 1000 * Math.tan(ARC_MINUTE)) / profile.pitch;
  return Math.min(6, Math.max(0.5, Math.round(pixels * 100) / 100));
}

/** Arc minutes that a scene is drawn for: one panel, or from `WIDE` on two side by side. */
export const SCENE = { width: 1536, height: 864 };
export const WIDE = 2400;

/**
 * The unit that a window of these pixels takes: what its viewers need, unless the scene would not fit any more. Smaller
 * text than wanted is read with an effort; rows over one another are not read at all.
 */
export function fittingUnit(wanted: number, width: number, height: number): number {
  const panels = width / wanted >= WIDE ? 2 : 1;
  const fits = Math.min(width / (panels * SCENE.width), height / SCENE.height);
  return Math.min(wanted, Math.floor(fits * 100) / 100);
}

/** A profile from what was stored or typed; null where a number is missing or makes no display. */
export function profileFrom(raw: unknown): Profile | null {
  if (typeof raw !== 'object' || raw === null) return null;
  const read = (name: string, least: number, most: number): number | null => {
    const value = Number((raw as Record<string, unknown>)[name]);
    return Number.isFinite(value) && value >= least && value <= most ? value : null;
  };
  const width = read('width', 320, 32_000);
  const height = read('height', 240, 32_000);
  const pitch = read('pitch', 0.05, 20);
  const distance = read('distance', 0.3, 100);
  if (width === null || height === null || pitch === null || distance === null) return null;
  return { width, height, pitch, distance };
}

const keyFor = (display: string): string => `display-profile/${display}`;
const takers = new Set<() => void>();
const known = new Map<string, Profile>();

function stored(display: string): Profile {
  try {
    return profileFrom(JSON.parse(localStorage.getItem(keyFor(display)) ?? 'null')) ?? usual;
  } catch {
    return usual;
  }
}

export function profileOf(display: string): Profile {
  const found = known.get(display) ?? stored(display);
  known.set(display, found);
  return found;
}

export function setProfile(display: string, profile: Profile): void {
  known.set(display, profile);
  localStorage.setItem(keyFor(display), JSON.stringify(profile));
  for (const changed of takers) changed();
}

function watch(changed: () => void): () => void {
  takers.add(changed);
  return () => takers.delete(changed);
}

function watchSize(changed: () => void): () => void {
  addEventListener('resize', changed);
  return () => removeEventListener('resize', changed);
}

/** The window in pixels, and the unit of a display in it beside the one that its viewers need. */
export function useUnit(display: string): { width: number; height: number; unit: number; wanted: number } {
  const wanted = unitOf(useProfile(display));
  const width = useSyncExternalStore(watchSize, () => innerWidth);
  const height = useSyncExternalStore(watchSize, () => innerHeight);
  return { width, height, unit: fittingUnit(wanted, width, height), wanted };
}

export function useProfile(display: string): Profile {
  return useSyncExternalStore(watch, () => profileOf(display));
}
