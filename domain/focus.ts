import type { Binding, LinkKind } from './contract/meetings.ts';

/**
 * What a scene of the wall brings out among what it shows: counties, enterprises or stations, by id. It is bound to an
 * agenda item, sent by the desk or written in a display's address, always as the same parameters.
 */
const FOCUS_KINDS = ['enterprise', 'station', 'county'] as const;
export type FocusKind = (typeof FOCUS_KINDS)[number];
export interface Focus {
  kind: FocusKind;
  /** Never empty. */
  ids: readonly string[];
}
type Params = Readonly<Record<string, string | null | undefined>>;

/** An item may name what it is about and still want the whole scene. */
export const WHOLE = { focus: 'none' };

/** Reads parameters: several ids stand behind commas; of two kinds the narrower counts. Null: nothing is brought out. */
export function focusOf(params: Params): Focus | null {
  if (params.focus === WHOLE.focus) return null;
  for (const kind of FOCUS_KINDS) {
    const ids = (params[kind] ?? '').split(',').filter((id) => id.trim() !== '');
    if (ids.length > 0) return { kind, ids: [...new Set(ids.map((id) => id.trim()))] };
  }
  return null;
}

export const focusParams = ({ kind, ids }: Focus): Record<string, string> => ({ [kind]: ids.join(',') });

/** A scene as an item puts it up: with what its own parameters bring out, else with what the item is about. */
export function boundTo(
  scene: Binding | null,
  links: readonly { kind: LinkKind; id: string }[],
): Binding | null {
  if (scene === null || scene.params.focus !== undefined || focusOf(scene.params) !== null) return scene;
  const kind = FOCUS_KINDS.find((each) => links.some((link) => link.kind === each));
  if (kind === undefined) return scene;
  const ids = links.filter((link) => link.kind === kind).map(({ id }) => id);
  return { ...scene, params: { ...scene.params, ...focusParams({ kind, ids }) } };
}
