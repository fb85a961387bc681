/** What a display shows, worked out from what it was told. Pure, so that it can be tested without a clock. */
export interface Turn {
  scene: string;
  /** Epoch ms since when it is shown. */
  since: number;
}

/** The scene after `current` among `ids`, leaving out those that fail; the same one where no other is left. */
export function step(
  ids: readonly string[],
  current: string,
  by: 1 | -1,
  failing: ReadonlySet<string>,
): string {
  const at = ids.indexOf(current);
  for (let hop = 1; hop <= ids.length; hop++) {
    const next = ids[(((Math.max(0, at) + by * hop) % ids.length) + ids.length) % ids.length];
    if (next !== undefined && !failing.has(next)) return next;
  }
  return current;
}

export interface Sent {
  mode: 'rotate' | 'sent' | 'meeting';
  scene: string | null;
  hold: boolean;
  at: string | null;
  params: Readonly<Record<string, string>>;
}

/**
 * The scene that the desk drives this display to, or null. A display whose address names its scene follows only what
 * is sent to it by name; what is sent without hold gives way to the rotation after its dwell.
 */
export function driven(
  sent: Sent | undefined,
  of: { display: string; pinned: boolean; known: (id: string) => boolean },
): { scene: string; hold: boolean; key: string } | null {
  if (!sent || sent.mode === 'rotate' || sent.scene === null || !of.known(sent.scene)) return null;
  const to = sent.params.display;
  if (to === undefined ? of.pinned : to !== of.display) return null;
  return { scene: sent.scene, hold: sent.hold || sent.mode === 'meeting', key: `${sent.scene} ${sent.at}` };
}

/** Pixel shift against burn-in: nine places within two arc minutes, one step every five minutes. */
export function shiftAt(now: number): { x: number; y: number } {
  const places = [0, 1, 1, 0, -1, -1, -1, 0, 1] as const;
  const at = Math.floor(now / 300_000) % places.length;
  return { x: 2 * (places[at] ?? 0), y: 2 * (places[(at + 2) % places.length] ?? 0) };
}

/** The hall's night by its hours: eight in the evening to six. Configuration; a display can be set to either. */
export function isNight(hour: number, level: 'auto' | 'day' | 'night'): boolean {
  return level === 'auto' ? hour >= 20 || hour < 6 : level === 'night';
}
