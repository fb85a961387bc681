/** What the gates of one enterprise record on one day. Pure: the same seed, enterprise and day give the same rows. */
import { startOfDay } from '../domain/day.ts';
import { type Enterprise, greenShare } from './enterprises.ts';
import { industries } from './names.ts';
import type { Passage } from './passage.ts';
import { type Random, random } from './random.ts';
import { type DayTroubles, dayTroubles, misread, tailRead, wrongColour } from './troubles.ts';
import { colourCodes, otherVehicle, type Truck } from './trucks.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface TrafficDay {
  troubles: DayTroubles;
  /** In the order in which they happened. */
  passages: Passage[];
  /** Later readings of the same passages: the same id, a higher revision, and when they are sent. */
  recounts: { at: number; passage: Passage }[];
}

/** A day of an enterprise of the city of `seed`. */
export function traffic(seed: number, enterprise: Enterprise, day: string): TrafficDay {
  const troubles = dayTroubles(seed, enterprise.id, enterprise.gates, day);
  const chance = random(seed, 'traffic', enterprise.id, day);
  const start = startOfDay(day);
  const passages: Passage[] = [];
  const truths = new Map<Passage, Truck>();
  const add = (passage: Passage, truth: Truck) => {
    if (passage.at < start || passage.at >= start + DAY_MS) return;
    passages.push(passage);
    truths.set(passage, truth);
  };
  for (const visit of visits(chance, enterprise, day, troubles.stopped)) {
    const out = leave(chance, enterprise, visit, start);
    const inward = arrive(chance, enterprise, visit, out);
    for (const passage of [inward, out]) {
      const read = camera(chance, enterprise, passage, visit.truck);
      add(read, visit.truck);
      for (const other of further(chance, enterprise, read, visit.truck)) add(other, visit.truck);
    }
  }
  for (const passage of passages) if (passage.gate === troubles.skew?.gate) skew(passage, troubles.skew.ms);
  passages.sort((a, b) => a.at - b.at);
  number(passages, day);
  return { troubles, passages, recounts: recounts(chance, enterprise, passages, truths) };
}

interface Visit {
  truck: Truck;
  hour: number;
}

const isTruck = (truck: Truck) => truck.type.startsWith('H') || truck.type.startsWith('Q');

function* visits(chance: Random, enterprise: Enterprise, day: string, stopped: boolean): Generator<Visit> {
  const weekday = new Date(startOfDay(day) + 12 * HOUR_MS).getUTCDay();
  const busy = (weekday === 0 ? 0.8 : 1) * (1 + chance.normal() * 0.08);
  const trucks = stopped ? 0 : Math.max(0, Math.round(enterprise.daily * busy));
  // The share of a day wavers by about two points around what the season asks for.
  const share = greenShare(enterprise, day) + chance.normal() * 0.02;
  const hours = hourly(enterprise.curve);
  for (let i = 0; i < trucks; i++) {
    const truck = chance.pick(enterprise.trucks[chance.chance(share) ? 'green' : 'diesel']);
    yield { truck, hour: hours[chance.int(0, hours.length - 1)]! };
  }
  const cars = Math.round(4 + enterprise.daily * 0.08);
  for (let i = 0; i < cars; i++) yield { truck: otherVehicle(chance), hour: chance.int(6, 20) };
}

/** Each hour as often as its weight. */
function hourly(curve: readonly number[]): number[] {
  return curve.flatMap((weight, hour) => new Array<number>(weight).fill(hour));
}

/** Passing a gate on the way out, as the truth has it. */
function leave(chance: Random, enterprise: Enterprise, visit: Visit, start: number): Passage {
  const released = !chance.chance(enterprise.rates.turnedAway);
  return {
    ...record(enterprise, visit.truck),
    gate: chance.pick(enterprise.gates),
    direction: 'out',
    at: start + visit.hour * HOUR_MS + chance.int(0, 3599) * 1000,
    released,
    releaseMode: released && chance.chance(enterprise.rates.manualLift) ? 'manual' : 'auto',
    ...load(chance, visit.truck, industries[enterprise.industry].outward),
  };
}

/** Passing a gate on the way in, half an hour to two hours before. */
function arrive(chance: Random, enterprise: Enterprise, visit: Visit, out: Passage): Passage {
  return {
    ...record(enterprise, visit.truck),
    gate: chance.pick(enterprise.gates),
    direction: 'in',
    at: out.at - chance.int(25, 110) * 60_000 - chance.int(0, 59) * 1000,
    released: true,
    releaseMode: chance.chance(enterprise.rates.manualLift) ? 'manual' : 'auto',
    ...load(chance, visit.truck, industries[enterprise.industry].inward),
  };
}

function record(enterprise: Enterprise, truck: Truck) {
  return {
    id: '',
    enterprise: enterprise.id,
    plate: truck.plate,
    plateColor: { system: enterprise.colours, code: colourCodes[enterprise.colours][truck.colour] },
    ...(enterprise.tellsType ? { vehicleType: truck.type } : {}),
    fuel: truck.fuel,
    emission: truck.emission,
  };
}

/** Four of five trucks are loaded on a leg; 49 t is the limit of a six-axle train, so about 33 t of goods. */
function load(chance: Random, truck: Truck, goods: readonly string[]): { goods?: Passage['goods'] & object } {
  if (!isTruck(truck) || !chance.chance(0.8)) return {};
  const most = truck.type === 'Q11' ? 34 : truck.type.startsWith('H1') ? 17 : 6;
  return {
    goods: { name: chance.pick(goods), tonnes: Math.round(most * chance.between(0.82, 1) * 10) / 10 },
  };
}

/** What the camera makes of it. */
function camera(chance: Random, enterprise: Enterprise, passage: Passage, truck: Truck): Passage {
  const { rates, colours } = enterprise;
  const { vehicleType, ...untyped } = passage;
  const read: Passage =
    vehicleType === undefined || chance.chance(rates.missingType) ? untyped : { ...untyped, vehicleType };
  if (chance.chance(rates.unread)) read.plate = null;
  else if (chance.chance(rates.misread)) read.plate = misread(chance, truck.plate);
  if (chance.chance(rates.wrongColour))
    read.plateColor = { system: colours, code: colourCodes[colours][wrongColour(truck.colour)] };
  return read;
}

/** Further rows that the same vehicle leaves: the trailer's plate, or the trigger that fired twice. */
function* further(
  chance: Random,
  enterprise: Enterprise,
  passage: Passage,
  truck: Truck,
): Generator<Passage> {
  const { rates, colours } = enterprise;
  if (truck.trailer !== null && chance.chance(rates.tailRead))
    yield tailRead(chance, passage, truck.trailer, colours);
  if (chance.chance(rates.doubleTrigger)) yield { ...passage, at: passage.at + chance.int(3, 150) * 1000 };
}

/** Sets a passage's clock off, but never to another day: declared counts stay the day's own. */
function skew(passage: Passage, ms: number): void {
  const day = Math.floor((passage.at + 8 * HOUR_MS) / DAY_MS);
  if (Math.floor((passage.at + ms + 8 * HOUR_MS) / DAY_MS) === day) passage.at += ms;
}

/** Ids as gate controllers make them: gate, day, serial. */
function number(passages: Passage[], day: string): void {
  const serials = new Map<string, number>();
  for (const passage of passages) {
    const serial = (serials.get(passage.gate) ?? 0) + 1;
    serials.set(passage.gate, serial);
    passage.id = `G${passage.gate}-${day.replaceAll('-', '')}-${String(serial).padStart(5, '0')}`;
  }
}

/** Somebody looks again at the picture, hours later, and puts down what it was. */
function recounts(
  chance: Random,
  enterprise: Enterprise,
  passages: Passage[],
  truths: Map<Passage, Truck>,
): TrafficDay['recounts'] {
  const found: TrafficDay['recounts'] = [];
  for (const passage of passages) {
    const doubtful = passage.plate === null || passage.plate !== truths.get(passage)!.plate;
    if (!chance.chance(doubtful ? 0.15 : enterprise.rates.recounted)) continue;
    const truck = truths.get(passage)!;
    const trailer = passage.plate?.endsWith('挂') === true;
    const plateColor = {
      system: enterprise.colours,
      code: colourCodes[enterprise.colours][trailer ? 'yellow' : truck.colour],
    };
    const plate = trailer ? passage.plate : truck.plate;
    const at = passage.at + chance.int(30, 20 * 60) * 60_000;
    found.push({ at, passage: { ...passage, plate, plateColor, revision: chance.int(2, 3) } });
  }
  return found.sort((a, b) => a.at - b.at);
}
