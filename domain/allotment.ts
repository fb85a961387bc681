import { z } from 'zod';
import type { Refused } from './ledger/chain.ts';
import { may, once, type Weighed } from './matter.ts';
import { Day } from './shape.ts';
import { type Share, sumShares } from './share.ts';
import { type TargetUnit, valueProblem } from './target.ts';

/**
 * A target broken down (分解) to groups, counties or enterprises by a group's leader, within the total that was
 * consented to. It hands out work and judges nothing: which target counts on a day is said by approvals alone.
 */
export const LEVELS = ['group', 'county', 'enterprise'] as const;
export type Level = (typeof LEVELS)[number];

const Part = z.looseObject({ to: z.string().min(1).max(64), value: z.number().nonnegative() });

/** Body of `target.allotted`: the line that is broken down is named by its target and due date. */
export const Allotted = z
  .looseObject({
    target: z.string().min(1).max(64),
    dueOn: Day,
    unit: z.enum(['percent', 'count']),
    level: z.enum(LEVELS),
    parts: z.array(Part).min(1).max(400),
    reason: z.string().max(2000).default(''),
  })
  .superRefine(({ unit, parts }, check) => {
    const seen = new Set<string>();
    for (const [index, { to, value }] of parts.entries()) {
      const wrong = valueProblem(unit, value) ?? (seen.has(to) ? 'named twice' : null);
      if (wrong) check.addIssue({ code: 'custom', path: ['parts', index], message: `${to}: ${wrong}` });
      seen.add(to);
    }
  });
export type Allotted = z.infer<typeof Allotted>;

export interface Allotment {
  id: string;
  by: string;
  at: string;
  receipted: boolean;
  body: Allotted;
}

export interface Allotments {
  /** The one that counts for each line and level: the last that the office received. */
  inForce: Allotment[];
  /** Signed and not yet at the office. */
  signed: Allotment[];
  refused: Refused[];
}

const keyOf = ({ target, dueOn, level }: Allotted) => `${target} ${dueOn} ${level}`;

/** Pure: the same entries and marks in any order, any number of times, give the same. */
export function foldAllotments(all: readonly Weighed[]): Allotments {
  const refused: Refused[] = [];
  const inForce = new Map<string, { seq: number; made: Allotment }>();
  const signed: Allotment[] = [];
  for (const { entry, mark, roles } of once(all)) {
    if (entry.kind !== 'target.allotted') continue;
    const refuse = (reason: string) => refused.push({ id: entry.id, kind: entry.kind, reason });
    const body = Allotted.safeParse(entry.body);
    if (!may(roles, entry.kind)) refuse(`${roles.join(', ') || 'nobody'} may not write ${entry.kind}`);
    else if (!body.success)
      refuse(`${body.error.issues[0]?.path.join('.') || 'body'}: ${body.error.issues[0]?.message}`);
    else {
      const made = { id: entry.id, by: entry.by.person, at: entry.at, receipted: !!mark, body: body.data };
      const key = keyOf(body.data);
      if (!mark) signed.push(made);
      else if ((inForce.get(key)?.seq ?? -1) < mark.seq) inForce.set(key, { seq: mark.seq, made });
    }
  }
  const made = [...inForce].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each.made);
  return { inForce: made, signed, refused: refused.sort((a, b) => (a.id < b.id ? -1 : 1)) };
}

/** What a line comes to when its parts are put together again. */
export type Fit =
  | { fits: true; total: number | null }
  /** `short`: the parts come to less than the line. `over`: a count comes to more. `unweighed`: no traffic to weigh by. */
  | { fits: false; why: 'short' | 'over' | 'unweighed'; total: number | null };

/** Thousandths of a percent, as shares are compared (share.ts). */
const whole = (value: number): number => Math.round(value * 1000);

/**
 * Whether a breakdown adds up to its line. Counts must sum to it, or lie within its span. Shares: each part at least
 * as strict as the line, else their mean weighed by what each part releases.
 */
export function fitOf(
  unit: TargetUnit,
  line: { value: number; upper: number | null },
  parts: readonly { to: string; value: number }[],
  released: ReadonlyMap<string, Share>,
): Fit {
  if (unit === 'count') {
    const total = parts.reduce((sum, part) => sum + part.value, 0);
    if (total < line.value) return { fits: false, why: 'short', total };
    return total > (line.upper ?? line.value) ? { fits: false, why: 'over', total } : { fits: true, total };
  }
  const all = sumShares(parts.flatMap((part) => released.get(part.to) ?? [])).released;
  const known = parts.every((part) => released.has(part.to)) && all > 0;
  const weighed = parts.reduce(
    (sum, part) => sum + whole(part.value) * (released.get(part.to)?.released ?? 0),
    0,
  );
  const total = known ? Math.floor(weighed / all) / 1000 : null;
  if (parts.every((part) => part.value >= line.value)) return { fits: true, total };
  if (!known) return { fits: false, why: 'unweighed', total };
  return weighed >= whole(line.value) * all ? { fits: true, total } : { fits: false, why: 'short', total };
}
