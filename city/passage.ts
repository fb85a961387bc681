import { isoShanghai } from '../domain/day.ts';
import type { ColourSystem } from './trucks.ts';

/** A passage as a gate records it, before it is written for the wire. */
export interface Passage {
  id: string;
  enterprise: string;
  gate: string;
  direction: 'in' | 'out';
  /** Epoch ms by the gate's own clock. */
  at: number;
  released: boolean;
  releaseMode: 'auto' | 'manual';
  plate: string | null;
  plateColor: { system: ColourSystem; code: string };
  vehicleType?: string;
  fuel?: string;
  emission?: string;
  goods?: { name: string; tonnes: number };
  camera?: 'tail';
  revision?: number;
}

/** As `POST /intake/gates` takes it (CONTRACT.md, Intake: gates). */
export function row(passage: Passage): Record<string, unknown> {
  return { ...passage, at: isoShanghai(passage.at) };
}
