/** Trucks with plates after DOMAIN.md section 4, and the colour codes of the systems that read them (section 3.4). */
import type { Random } from './random.ts';

export type Colour = 'blue' | 'yellow' | 'gradient_green' | 'yellow_green';
export type ColourSystem = 'JTT' | 'ETC' | 'VENDOR' | 'TEXT';

export interface Truck {
  plate: string;
  colour: Colour;
  /** GA/T 16.4. */
  type: string;
  /** GA/T 16.9. */
  fuel: string;
  /** 0 to 6, D electric. */
  emission: string;
  /** Plate of the trailer that a tractor pulls. */
  trailer: string | null;
}

export const colourCodes: Readonly<Record<ColourSystem, Readonly<Record<Colour, string>>>> = {
  JTT: { blue: '1', yellow: '2', gradient_green: '94', yellow_green: '93' },
  ETC: { blue: '0', yellow: '1', gradient_green: '4', yellow_green: '5' },
  VENDOR: { blue: '0', yellow: '1', gradient_green: '4', yellow_green: '6' },
  TEXT: { blue: '蓝', yellow: '黄', gradient_green: '渐变绿', yellow_green: '黄绿' },
};

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Jiaozuo and its neighbours, Shanxi's coal trucks among them. */
const heads = { 豫H: 62, 晋E: 12, 豫G: 6, 豫U: 5, 豫A: 4, 豫C: 4, 晋D: 4, 冀D: 2, 鲁R: 1 };

const digits = (chance: Random, count: number) => {
  let text = '';
  for (let i = 0; i < count; i++) text += chance.int(0, 9);
  return text;
};

const letter = (chance: Random) => LETTERS[chance.int(0, LETTERS.length - 1)]!;

const ordinary = (chance: Random) =>
  chance.weighted(heads) +
  (chance.chance(0.7)
    ? letter(chance) + digits(chance, 4)
    : chance.chance(0.5)
      ? digits(chance, 1) + letter(chance) + digits(chance, 3)
      : letter(chance) + letter(chance) + digits(chance, 3));

export const trailerPlate = (chance: Random) =>
  `${chance.weighted(heads)}${letter(chance)}${digits(chance, 3)}挂`;

/** A new-energy truck: yellow-green and heavy nearly always, sometimes a light one with a gradient green plate. */
export function greenTruck(chance: Random): Truck {
  if (chance.chance(0.04)) {
    const plate = `${chance.weighted(heads)}D${chance.chance(0.4) ? letter(chance) : digits(chance, 1)}${digits(chance, 4)}`;
    return { plate, colour: 'gradient_green', type: 'H31', fuel: 'C', emission: 'D', trailer: null };
  }
  const energy = chance.weighted({ D: 72, A: 9, B: 7, C: 3, E: 1, F: 6, G: 2 });
  const type = chance.weighted({ Q11: 66, H17: 20, H11: 8, H14: 3, H19: 3 });
  return {
    plate: `${chance.weighted(heads)}${digits(chance, 5)}${energy}`,
    colour: 'yellow_green',
    type,
    // F and G are plug-in hybrids and the like: green plates, not purely electric.
    fuel: energy === 'F' || energy === 'G' ? 'O' : 'C',
    emission: energy === 'F' || energy === 'G' ? '6' : 'D',
    trailer: type === 'Q11' ? trailerPlate(chance) : null,
  };
}

export function dieselTruck(chance: Random): Truck {
  const type = chance.weighted({ Q11: 60, H17: 20, H11: 12, H14: 3, H19: 2, H21: 2, H51: 1 });
  return {
    plate: ordinary(chance),
    colour: 'yellow',
    type,
    fuel: chance.weighted({ B: 82, E: 18 }),
    emission: chance.weighted({ 6: 48, 5: 44, 4: 8 }),
    trailer: type === 'Q11' ? trailerPlate(chance) : null,
  };
}

/** What also passes a gate and is no truck of the share: cars, small electric cars, special vehicles. */
export function otherVehicle(chance: Random): Truck {
  const kind = chance.weighted({ car: 70, electric: 20, special: 10 });
  if (kind === 'special')
    return {
      plate: ordinary(chance),
      colour: 'yellow',
      type: 'Z11',
      fuel: 'B',
      emission: '5',
      trailer: null,
    };
  if (kind === 'car')
    return { plate: ordinary(chance), colour: 'blue', type: 'K33', fuel: 'A', emission: '6', trailer: null };
  const plate = `${chance.weighted(heads)}D${digits(chance, 5)}`;
  return { plate, colour: 'gradient_green', type: 'K33', fuel: 'C', emission: 'D', trailer: null };
}
