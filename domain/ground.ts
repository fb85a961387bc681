import { z } from 'zod';
import { TARGETS, type TargetId } from './target.ts';

/** On what a request rests (依据): figures of the console as they stood, each with where it came from and its hash. */
export interface Wanted {
  query: 'gates.day' | 'goals.progress';
  path: string;
  label: string;
  unit: string;
}

const goal = (of: string, field: string, label: string, unit: string): Wanted => ({
  ...{ query: 'goals.progress', path: `${of}.${field}`, label, unit },
});

const UNITS: Record<string, string> = { trucks: '辆', stations: '座', piles: '个', guns: '把' };

/** The figures that bear on a target: its own first, then what it depends on. */
export function figuresFor(target: TargetId): Wanted[] {
  const trucks = goal('trucks', 'actual', TARGETS.trucks.zh, '辆');
  const guns = goal('guns', 'actual', '已投运充电枪', '把');
  const { tier } = TARGETS[target].scope;
  if (tier === undefined) {
    const unit = UNITS[target] ?? '';
    const own = goal(target, 'actual', TARGETS[target].zh, unit);
    const pace = goal(target, 'neededPerDay', '按现行线每日须增加', unit);
    return [own, pace, ...[trucks, guns].filter((each) => each.path !== own.path)];
  }
  const share = (field: string, label: string, unit: string): Wanted => ({
    ...{ query: 'gates.day', path: `tiers.${tier}.${field}`, label, unit },
  });
  return [
    share('percent', TARGETS[target].zh, '%'),
    share('tripsShort', '距现行目标差', '车次'),
    share('met', '当日达标企业', '家'),
    share('below', '当日未达标企业', '家'),
    trucks,
    guns,
  ];
}

/** A ground as a proposal's body holds it; one that another program wrote may say less. */
export const Ground = z.looseObject({
  label: z.string().optional(),
  name: z.string().optional(),
  unit: z.string().optional(),
  query: z.string().optional(),
  params: z.record(z.string(), z.string()).optional(),
  path: z.string().optional(),
  value: z.union([z.number(), z.string(), z.null()]).optional(),
  at: z.string().optional(),
  hash: z.string().optional(),
});
export type Ground = z.infer<typeof Ground>;
