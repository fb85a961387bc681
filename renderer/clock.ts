/** One clock for all views: the machine's, ticking on the full second. Ages, hours and rotation all go by it. */
let now = Date.now();
const takers = new Set<() => void>();

function tick(): void {
  now = Date.now();
  for (const changed of takers) changed();
  setTimeout(tick, 1000 - (now % 1000));
}
setTimeout(tick, 1000 - (now % 1000));

export const clock = {
  /** Epoch ms of the last full tick. */
  now: (): number => now,
  watch(changed: () => void): () => void {
    takers.add(changed);
    return () => takers.delete(changed);
  },
};
