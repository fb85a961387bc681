/** One clock for all views: the machine's, ticking on the full second. Ages, hours and rotation all go by it. */
let now = Date.now();
let ticked = performance.now();
let gap = 0;
const takers = new Set<() => void>();

function tick(): void {
  now = Date.now();
  gap = performance.now() - ticked;
  ticked += gap;
  for (const changed of takers) changed();
  setTimeout(tick, 1000 - (now % 1000));
}
setTimeout(tick, 1000 - (now % 1000));

export const clock = {
  /** Epoch ms of the last full tick. */
  now: (): number => now,
  /** Milliseconds between the last two ticks: far more than a second where something held the page up. */
  gap: (): number => gap,
  watch(changed: () => void): () => void {
    takers.add(changed);
    return () => takers.delete(changed);
  },
};
