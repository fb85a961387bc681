/** The troubles of the real thing: what cameras, clocks, lines and people do to a passage on its way. */
import type { Passage } from './passage.ts';
import { type Random, random } from './random.ts';
import { type Colour, type ColourSystem, colourCodes } from './trucks.ts';

/** Shares of passages that meet each trouble. */
export interface TroubleRates {
  unread: number;
  misread: number;
  wrongColour: number;
  /** The rear camera reads the trailer as a passage of its own. */
  tailRead: number;
  missingType: number;
  manualLift: number;
  turnedAway: number;
  /** The same vehicle is triggered twice. */
  doubleTrigger: number;
  /** The same record is sent twice. */
  resent: number;
  recounted: number;
  /** A row that the intake has to refuse. */
  broken: number;
}

/** An enterprise's own rates: about the same everywhere, and three times that in one in eight. */
export function troubleRates(chance: Random): TroubleRates {
  const care = chance.chance(1 / 8) ? 3 : chance.between(0.5, 1.2);
  return {
    unread: 0.012 * care,
    misread: 0.008 * care,
    wrongColour: 0.006 * care,
    tailRead: 0.02 * care,
    missingType: 0.03 * care,
    manualLift: 0.015 * care,
    turnedAway: 0.012,
    doubleTrigger: 0.015 * care,
    resent: 0.01,
    recounted: 0.004 * care,
    broken: 0.0012 * care,
  };
}

const HOUR_MS = 3_600_000;

/** What goes wrong with an enterprise on one day as a whole. Times are ms since the day's start. */
export interface DayTroubles {
  /** No truck passes; the feed lives (停产, 检修). */
  stopped: boolean;
  /** Nothing comes in, no heartbeat either; afterwards what was kept comes, or it is lost. */
  silent: { from: number; to: number; lost: boolean } | null;
  /** Passages of these hours come in one batch. */
  late: { from: number; to: number; sentAt: number } | null;
  /** A gate's clock is off by this many ms. */
  skew: { gate: string; ms: number } | null;
  /** How far a gate's declared count is from what it recorded. */
  misdeclared: { gate: string; by: number } | null;
  /** A gate with one camera out. */
  blind: string | null;
}

/** Stops last some days: plants stop by the ten-day period (旬) of the calendar. */
export function dayTroubles(seed: number, enterprise: string, gates: string[], day: string): DayTroubles {
  const spell = `${day.slice(0, 8)}${Math.min(2, Math.floor((Number(day.slice(8)) - 1) / 10))}`;
  const stopped = random(seed, 'stop', enterprise, spell).chance(0.04);
  const chance = random(seed, 'troubles', enterprise, day);
  const silentFrom = chance.int(0, 20) * HOUR_MS;
  const lateFrom = chance.int(6, 20) * HOUR_MS;
  const lateTo = lateFrom + chance.int(1, 3) * HOUR_MS;
  const silent = chance.chance(0.03);
  const lost = chance.chance(1 / 3);
  return {
    stopped,
    silent: silent ? { from: silentFrom, to: silentFrom + chance.int(2, 6) * HOUR_MS, lost } : null,
    late: chance.chance(0.06)
      ? { from: lateFrom, to: lateTo, sentAt: lateTo + chance.int(5, 60) * 60_000 }
      : null,
    skew: chance.chance(0.04)
      ? { gate: chance.pick(gates), ms: chance.int(2, 9) * (chance.chance(0.5) ? 60_000 : -60_000) }
      : null,
    misdeclared: chance.chance(0.06)
      ? { gate: chance.pick(gates), by: chance.int(1, 12) * (chance.chance(0.3) ? -1 : 1) }
      : null,
    blind: chance.chance(0.03) ? chance.pick(gates) : null,
  };
}

/** Signs that cameras take for one another. */
const lookalikes: Record<string, string> = { 0: 'D', 8: 'B', 5: 'S', 2: 'Z', B: '8', D: '0', S: '5', Z: '2' };

/** A plate as a bad camera reads it: last sign lost, a sign mistaken, or the province mistaken. */
export function misread(chance: Random, plate: string): string {
  const kind = chance.weighted({ lost: 5, mistaken: 4, province: 1 });
  if (kind === 'lost') return plate.slice(0, -1);
  if (kind === 'province') return `予${plate.slice(1)}`;
  const at = chance.int(2, plate.length - 1);
  const other = lookalikes[plate[at]!] ?? (plate[at] === '7' ? '1' : '7');
  return plate.slice(0, at) + other + plate.slice(at + 1);
}

/** Green read as yellow, yellow as yellow-green, blue as gradient green. */
export function wrongColour(colour: Colour): Colour {
  if (colour === 'yellow') return 'yellow_green';
  return colour === 'blue' ? 'gradient_green' : 'yellow';
}

/** A tail read of the trailer behind `head`, some seconds after it. */
export function tailRead(chance: Random, head: Passage, plate: string, system: ColourSystem): Passage {
  const { vehicleType: _, fuel: __, emission: ___, goods: ____, ...rest } = head;
  const typed = chance.chance(0.5) ? { vehicleType: 'B16' } : {};
  return {
    ...rest,
    ...typed,
    at: head.at + chance.int(1, 6) * 1000,
    camera: 'tail',
    plate,
    plateColor: { system, code: colourCodes[system].yellow },
  };
}

/** A row as the wire may not carry it: each kind breaks another field. */
export function broken(chance: Random, row: Record<string, unknown>): Record<string, unknown> {
  const kind = chance.weighted({ time: 3, direction: 2, plate: 2, gate: 1 });
  const id = `${row.id}-x`;
  if (kind === 'time') return { ...row, id, at: String(row.at).slice(0, 16).replace('T', ' ') };
  if (kind === 'direction') return { ...row, id, direction: 'through' };
  if (kind === 'gate') return { ...row, id, gate: '' };
  const { plate: _, ...rest } = row;
  return { ...rest, id };
}
