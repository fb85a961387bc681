/** The city's time: real, or running faster from some moment on. */
export interface Clock {
  /** Epoch ms. */
  now(): number;
  /** Real ms until the city's time is `at`. */
  until(at: number): number;
}

/**
 * A clock that shows `from` at the real time `started` and runs `speed` times as fast. One that starts in the past
 * and catches the real time up goes on with it, so that no passage is dated ahead.
 */
export function clock(speed: number, from: number, started: number, real: () => number = Date.now): Clock {
  const behind = from < started;
  const now = () => {
    const fast = from + (real() - started) * speed;
    return behind ? Math.min(fast, real()) : fast;
  };
  return { now, until: (at) => Math.max(0, (at - now()) / speed) };
}
