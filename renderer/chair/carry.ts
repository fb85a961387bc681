import { apply, type Edit, merge } from '../../domain/splice.ts';

/** What was typed here on `base`, put onto what the text has become meanwhile: nobody's words are lost. */
export function carried(base: string, mine: string, theirs: string): string {
  return apply(theirs, merge(base, mine, theirs));
}

/** Where a place in a text stands after edits; at the very place of an insertion it stays before it. */
export function placed(place: number, edits: readonly Edit[]): number {
  let shift = 0;
  for (const { at, remove, insert } of edits) {
    if (at >= place) break;
    shift += at + remove <= place ? insert.length - remove : at - place;
    if (at + remove > place) break;
  }
  return place + shift;
}
