/** One change of a text: at a place so many characters are taken out and a text put in. */
export interface Edit {
  at: number;
  remove: number;
  insert: string;
}

/** A place in a text may not part a pair that makes one character (an emoji, a rare Chinese character). */
function whole(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return !(code >= 0xdc00 && code <= 0xdfff);
}

/** The one span in which two texts differ; null where they are the same. */
export function editOf(before: string, after: string): Edit | null {
  if (before === after) return null;
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && before[start] === after[start]) start++;
  while (start > 0 && !(whole(before, start) && whole(after, start))) start--;
  let end = 0;
  while (end < least - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  while (end > 0 && !(whole(before, before.length - end) && whole(after, after.length - end))) end--;
  return { at: start, remove: before.length - start - end, insert: after.slice(start, after.length - end) };
}

export function applied(text: string, { at, remove, insert }: Edit): string {
  return text.slice(0, at) + insert + text.slice(at + remove);
}

/** Where a place in a text stands after a change; at the very place of an insertion it stays before it or goes after. */
export function moved(place: number, edit: Edit, after: boolean): number {
  if (place < edit.at || (place === edit.at && !after)) return place;
  if (place >= edit.at + edit.remove) return place - edit.remove + edit.insert.length;
  return after ? edit.at + edit.insert.length : edit.at;
}

/**
 * What was typed here on `base`, put onto what it has become meanwhile. Nothing that either side wrote is lost: where
 * both changed the same words, both versions stand, the other's first.
 */
export function rebase(base: string, mine: string, theirs: string): string {
  const own = editOf(base, mine);
  const other = editOf(base, theirs);
  if (!own) return theirs;
  if (!other) return mine;
  const from = moved(own.at, other, true);
  const to = Math.max(from, moved(own.at + own.remove, other, false));
  return applied(theirs, { at: from, remove: to - from, insert: own.insert });
}
