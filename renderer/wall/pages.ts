import { type RefCallback, useCallback, useState } from 'react';

/**
 * Parts a list into pages that fit `room`, in order, none of its rows cut. A row taller than the room gets a page of
 * its own. Heights and room share a unit (the wall's `u`).
 */
export function pages<T>(items: readonly T[], heightOf: (item: T) => number, room: number): T[][] {
  const parts: T[][] = [];
  let left = 0;
  for (const item of items) {
    const height = heightOf(item);
    const page = parts.at(-1);
    if (page === undefined || height > left) {
      parts.push([item]);
      left = room - height;
    } else {
      page.push(item);
      left -= height;
    }
  }
  return parts;
}

/**
 * What is `wanted` stays while the others turn page by page beneath it, as far as half the room holds it; what does not
 * fit turns with the rest, in its place. `items` have what is wanted first; heights and room share a unit.
 */
export function pinned<T>(
  items: readonly T[],
  wanted: (item: T) => boolean,
  heightOf: (item: T) => number,
  room: number,
): { pinned: T[]; parts: T[][] } {
  const top: T[] = [];
  let taken = 0;
  for (const item of items) {
    if (!wanted(item) || taken + heightOf(item) > room / 2) break;
    top.push(item);
    taken += heightOf(item);
  }
  return { pinned: top, parts: pages(items.slice(top.length), heightOf, room - taken) };
}

/** The page to show after a scene has been on for so long, from the first, which holds the worst. Both in ms. */
export function pageAt(shownFor: number, count: number, dwell = 12_000): number {
  return count <= 1 ? 0 : Math.floor(Math.max(0, shownFor) / dwell) % count;
}

/** Width of a text in ems of the wall's face: a Han character is one, a space a quarter, else a little over half. */
export function ems(text: string): number {
  let width = 0;
  for (const character of text)
    width +=
      character === ' ' ? 0.25 : /[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]/.test(character) ? 1 : 0.56;
  return width;
}

/** As much of a text as `lines` of a column hold; what a line's end leaves over is kept free. The whole is at a desk. */
export function shortened(text: string, column: number, lines: number): string {
  const most = lines * column - (lines > 1 ? lines : 0);
  if (ems(text) <= most) return text;
  const kept = [...text];
  while (kept.length > 0 && ems(kept.join('')) > most - 1) kept.pop();
  return `${kept.join('')}…`;
}

/** The height of an element in the wall's unit, kept up to date; its text must be of the smallest size (27u). */
export function useRoom(): [RefCallback<HTMLElement>, number] {
  const [room, setRoom] = useState(0);
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const measure = () =>
      setRoom(element.clientHeight / (Number.parseFloat(getComputedStyle(element).fontSize) / 27));
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    measure();
    return () => watch.disconnect();
  }, []);
  return [ref, room];
}
