import { type ColourNorm, type ColourSystem, colourOf, colourSystems } from './colour.ts';
import { classify, isNewEnergyForm, isUnread } from './plate.ts';

/**
 * What a record says of a vehicle, as sets of what it can be: a plate alone leaves more than one answer open, and a
 * rule that would decide differently for two of them has no answer. Nothing is guessed.
 */
export const SIZES = ['heavy', 'medium', 'light', 'micro', 'low_speed', 'three_wheel', 'other'] as const;
export type Size = (typeof SIZES)[number];
export const ENERGIES = ['new_energy', 'fuel'] as const;
export type Energy = (typeof ENERGIES)[number];

export interface Vehicle {
  /** Never empty. `other` is what carries no freight: cars, coaches. */
  sizes: readonly Size[];
  /** Never empty. */
  energies: readonly Energy[];
  /** 专项作业车 by its type code; null where the type is not known. */
  special: boolean | null;
}

/** Size by GA/T 16.4's type code (依据待核); null where the code does not say. */
function sizeByType(type: string): readonly Size[] | null {
  const code = type.trim().toUpperCase();
  switch (code.slice(0, 2)) {
    case 'H1':
    case 'Q1':
    case 'B1':
    case 'G1':
      return ['heavy'];
    case 'H2':
    case 'Q2':
    case 'B2':
    case 'G2':
      return ['medium'];
    case 'H3':
    case 'Q3':
      return ['light'];
    case 'H4':
      return ['micro'];
    case 'H5':
      return ['low_speed'];
  }
  if (code.startsWith('N')) return ['three_wheel'];
  if (code.startsWith('K')) return ['other'];
  return null;
}

/** A yellow plate is a large vehicle's, so heavy, medium or a coach; a blue one a small vehicle's. */
const BY_COLOUR: Partial<Record<ColourNorm, readonly Size[]>> = {
  YELLOW: ['heavy', 'medium', 'other'],
  YELLOW_GREEN: ['heavy', 'medium', 'other'],
  BLUE: ['light', 'micro', 'other'],
  GRADIENT_GREEN: ['light', 'micro', 'other'],
};

const GREENS: readonly ColourNorm[] = ['GREEN', 'GRADIENT_GREEN', 'YELLOW_GREEN'];
const NOT_GREENS: readonly ColourNorm[] = ['BLUE', 'YELLOW', 'BLACK', 'WHITE'];

export interface Seen {
  plate?: string | null | undefined;
  colour?: ColourNorm | undefined;
  vehicleType?: string | null | undefined;
  /** GA/T 16.9 code, or the words of an instrument. */
  fuel?: string | null | undefined;
}

function sizesOf({ plate, colour, vehicleType }: Seen): readonly Size[] {
  const byType = vehicleType ? sizeByType(vehicleType) : null;
  if (byType) return byType;
  const form = plate && !isUnread(plate) ? classify(plate).class : 'other';
  if (form === 'nev_large') return BY_COLOUR.YELLOW_GREEN!;
  if (form === 'nev_small') return BY_COLOUR.GRADIENT_GREEN!;
  return (colour && BY_COLOUR[colour]) ?? SIZES;
}

/** Form and colour both speak of new energy; where they disagree, or both are silent, it is open. */
function energiesOf({ plate, colour, fuel }: Seen): readonly Energy[] {
  const said = new Set<Energy>();
  if (plate && !isUnread(plate)) {
    if (isNewEnergyForm(plate)) said.add('new_energy');
    else if (classify(plate).class === 'ordinary') said.add('fuel');
  }
  if (colour && GREENS.includes(colour)) said.add('new_energy');
  if (colour && NOT_GREENS.includes(colour)) said.add('fuel');
  if (said.size === 0 && fuel) {
    const code = fuel.trim().toUpperCase();
    if (code === 'C') said.add('new_energy');
    else if (['A', 'B', 'E', 'F', 'L', 'M'].includes(code)) said.add('fuel');
  }
  return said.size === 1 ? [...said] : ENERGIES;
}

export function vehicleOf(seen: Seen): Vehicle {
  const type = seen.vehicleType?.trim().toUpperCase();
  return { sizes: sizesOf(seen), energies: energiesOf(seen), special: type ? type.startsWith('Z') : null };
}

/** Colours that a truck's plate of this form can have; of no plate, or one that says nothing, all. */
export function coloursFor(plate: string | null): readonly ColourNorm[] {
  const form = plate && !isUnread(plate) ? classify(plate).class : 'other';
  if (form === 'nev_large') return ['YELLOW_GREEN'];
  if (form === 'nev_small') return ['GRADIENT_GREEN'];
  return form === 'ordinary' ? ['YELLOW', 'BLUE'] : ['YELLOW', 'BLUE', 'YELLOW_GREEN', 'GRADIENT_GREEN'];
}

/** A colour as a record gives it: system and code, or nothing that can be read. */
export function colourIn(value: unknown): ColourNorm | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { system, code } = value as { system?: unknown; code?: unknown };
  if (!colourSystems.includes(system as ColourSystem)) return undefined;
  return typeof code === 'string' || typeof code === 'number'
    ? colourOf(system as ColourSystem, String(code))
    : undefined;
}
