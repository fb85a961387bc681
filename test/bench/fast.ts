/**
 * Loaded before a program (`node --import`): its clock starts at FAST_FROM and runs FAST_SPEED times as fast as the
 * machine's from FAST_SINCE on. Timers keep their real length, so that a day's traffic comes in minutes and is worked
 * at the pace of every day.
 */
const Real = globalThis.Date;
const [from, speed, since] = ['FAST_FROM', 'FAST_SPEED', 'FAST_SINCE'].map((name) =>
  Number(process.env[name]),
);
const now = () => Math.floor(from! + (Real.now() - since!) * speed!);

class Fast extends Real {
  constructor(...given: unknown[]) {
    if (given.length) super(...(given as [number]));
    else super(now());
  }
  static override now = now;
}
globalThis.Date = Fast as DateConstructor;
