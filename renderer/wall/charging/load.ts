import type { Output } from '../../../domain/contract.ts';

export type Load = Output<'chargers.load'>;
export const QUARTERS = 96;

export interface Quarter {
  index: number;
  /** `gap`: past and nothing known, shown as a gap; `future`: not yet come. Neither is a zero. */
  is: 'known' | 'gap' | 'future';
  charging: number;
  plugged: number;
  fault: number;
  offline: number;
}

/** The 96 quarter hours of the day, told apart into known, missing and not yet come. `upTo`: quarters begun by now. */
export function quarters(samples: Load['samples'], upTo: number): Quarter[] {
  return Array.from({ length: QUARTERS }, (_, index) => {
    const sample = samples[index] ?? null;
    if (sample === null) {
      return {
        index,
        is: index < upTo ? ('gap' as const) : ('future' as const),
        charging: 0,
        plugged: 0,
        fault: 0,
        offline: 0,
      };
    }
    const [charging, plugged, , fault, offline] = sample;
    return { index, is: 'known' as const, charging, plugged, fault, offline };
  });
}

/** The tallest column: all guns that a sample knew of, so that what is lost hangs from the same ceiling. */
export function ceiling(samples: Load['samples']): number {
  let most = 0;
  for (const sample of samples)
    if (sample) most = Math.max(most, sample[0] + sample[1] + sample[2] + sample[3] + sample[4]);
  return most;
}

export function peak(samples: Load['samples']): { charging: number; at: string } | null {
  let best: { charging: number; at: string } | null = null;
  samples.forEach((sample, index) => {
    if (sample && sample[0] > (best?.charging ?? 0)) best = { charging: sample[0], at: clockOf(index) };
  });
  return best;
}

/** '09:15' for quarter 37. */
export function clockOf(index: number): string {
  return `${String(Math.floor(index / 4)).padStart(2, '0')}:${String((index % 4) * 15).padStart(2, '0')}`;
}
