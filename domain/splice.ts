/**
 * Edits of a text that several people write: what one writer changed against what they saw is carried over to the text
 * as it stands by now, so that nobody's words are overwritten. Offsets are UTF-16, as Yjs counts; a character of two
 * units is never cut.
 */
export interface Edit {
  at: number;
  remove: number;
  insert: string;
}

/** More differences than these are one replacement of all that differs: a pasted page is not compared word by word. */
const MOST = 600;

/** Lines of an edit script between two lists of characters: Myers' greedy algorithm. Null where they differ too much. */
function trace(a: readonly string[], b: readonly string[]): Int32Array[] | null {
  const most = Math.min(MOST, a.length + b.length);
  const found: Int32Array[] = [];
  let v = new Int32Array(2 * most + 3);
  const offset = most + 1;
  for (let d = 0; d <= most; d++) {
    found.push(v.slice());
    const next = v.slice();
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && v[offset + k - 1]! < v[offset + k + 1]!);
      let x = down ? v[offset + k + 1]! : v[offset + k - 1]! + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      next[offset + k] = x;
      if (x >= a.length && x - k >= b.length) return [...found, next];
    }
    v = next;
  }
  return null;
}

/** For each character of `a` whether it stays, and what is inserted before it (and after the last). */
function script(a: readonly string[], b: readonly string[]): { stays: boolean[]; before: string[] } | null {
  const found = trace(a, b);
  if (!found) return null;
  const stays = a.map(() => true);
  const before: string[] = Array.from({ length: a.length + 1 }, () => '');
  const offset = (found[0]!.length - 1) / 2;
  let x = a.length;
  let y = b.length;
  for (let d = found.length - 2; d > 0; d--) {
    const v = found[d]!;
    const k = x - y;
    const down = k === -d || (k !== d && v[offset + k - 1]! < v[offset + k + 1]!);
    const from = down ? v[offset + k + 1]! : v[offset + k - 1]!;
    const fromY = from - (down ? k + 1 : k - 1);
    while (x > (down ? from : from + 1) && y > (down ? fromY + 1 : fromY)) {
      x--;
      y--;
    }
    if (down) before[x] = b[--y]! + before[x]!;
    else stays[--x] = false;
  }
  return { stays, before };
}

/** Edits that turn `a` into `b`, in order, none touching another. */
export function diff(a: string, b: string): Edit[] {
  const from = Array.from(a);
  const to = Array.from(b);
  let head = 0;
  while (head < from.length && head < to.length && from[head] === to[head]) head++;
  let tail = 0;
  while (tail < Math.min(from.length, to.length) - head && from.at(-1 - tail) === to.at(-1 - tail)) tail++;
  const old = from.slice(head, from.length - tail);
  const fresh = to.slice(head, to.length - tail);
  let at = from.slice(0, head).join('').length;
  if (old.length + fresh.length === 0) return [];
  const made = script(old, fresh) ?? {
    stays: old.map(() => false),
    before: [fresh.join(''), ...old.map(() => '')],
  };
  const edits: Edit[] = [];
  for (let index = 0; index <= old.length; index++) {
    const insert = made.before[index]!;
    const removed = index < old.length && !made.stays[index] ? old[index]!.length : 0;
    const last = edits.at(-1);
    if (last && last.at + last.remove === at && insert + String(removed) !== '0') {
      last.insert += insert;
      last.remove += removed;
    } else if (insert !== '' || removed > 0) edits.push({ at, remove: removed, insert });
    at += old[index]?.length ?? 0;
  }
  return edits.map((edit, index) => settled(a, edit, edits[index - 1], edits[index + 1]));
}

/** How good a place is to put something in: at the start of a line, after a sentence, anywhere. */
function rank(text: string, at: number): number {
  if (at === 0 || text[at - 1] === '\n') return 2;
  return '。！？；'.includes(text[at - 1]!) ? 1 : 0;
}

/** Whether a place lies inside a character of two units. */
const cuts = (text: string, at: number): boolean => /^[\udc00-\udfff]/.test(text.charAt(at));

/** So far an insertion is moved at most. */
const FURTHEST = 400;

/**
 * An insertion can often stand at several places and make the same text: it goes where a person would have put it, so
 * that a sentence or a line that was added is one, and two that were added at one place do not run into each other.
 */
function settled(text: string, edit: Edit, before: Edit | undefined, after: Edit | undefined): Edit {
  if (edit.remove > 0) return edit;
  const least = Math.max(before ? before.at + before.remove + 1 : 0, edit.at - FURTHEST);
  const most = Math.min(after ? after.at - 1 : text.length, edit.at + FURTHEST);
  let { at, insert } = edit;
  while (at > least && text[at - 1] === insert.at(-1)) {
    insert = text[at - 1]! + insert.slice(0, -1);
    at--;
  }
  let best = edit;
  for (; ; at++) {
    if (insert.isWellFormed() && !cuts(text, at) && rank(text, at) >= rank(text, best.at))
      best = { at, remove: 0, insert };
    if (at >= most || text[at] !== insert[0]) return best;
    insert = insert.slice(1) + insert[0]!;
  }
}

export function apply(text: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const edit of edits) {
    result += text.slice(at, edit.at) + edit.insert;
    at = edit.at + edit.remove;
  }
  return result + text.slice(at);
}

/**
 * `mine`, made on a text of `length`, as it is to be done on what `theirs` made of the same text. What they inserted
 * stays; what both removed is removed once. Of two insertions at one place theirs comes first.
 */
export function rebase(mine: readonly Edit[], theirs: readonly Edit[], length: number): Edit[] {
  // Where each place of the old text stands now; of a removed one where the next that stayed does.
  const place = new Int32Array(length + 1);
  const gone = new Uint8Array(length + 1);
  let shift = 0;
  let at = 0;
  for (const edit of [...theirs, { at: length, remove: 0, insert: '' }]) {
    for (; at < edit.at; at++) place[at] = at + shift;
    shift += edit.insert.length;
    for (const end = edit.at + edit.remove; at < end; at++) {
      place[at] = edit.at + shift;
      gone[at] = 1;
    }
    shift -= edit.remove;
  }
  place[length] = length + shift;
  const moved: Edit[] = [];
  const put = (edit: Edit) => {
    const last = moved.at(-1);
    if (last && edit.insert === '' && last.at + last.remove === edit.at) last.remove += edit.remove;
    else if (edit.remove > 0 || edit.insert !== '') moved.push(edit);
  };
  for (const { at: from, remove, insert } of mine) {
    put({ at: place[from]!, remove: 0, insert });
    for (let each = from; each < from + remove; each++)
      if (!gone[each]) put({ at: place[each]!, remove: 1, insert: '' });
  }
  return moved;
}

/** What a writer made of `base`, done on the text as it stands: edits of `now`. */
export function merge(base: string, mine: string, now: string): Edit[] {
  const own = diff(base, mine);
  return base === now ? own : rebase(own, diff(base, now), base.length);
}
