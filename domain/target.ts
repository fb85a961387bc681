import { z } from 'zod';
import type { Basis } from './basis.ts';
import { addDays } from './day.ts';
import { Day, Id } from './shape.ts';

/**
 * Targets are dated lines, never constants: the plan is a draft for comment and says that its gate shares are still
 * being studied (研判实施) and its counts striven for (力争). A line comes from the plan (a seed) or from a receipted
 * decision. Which line counts on a day: CONTRACT.md, "Which target counts on day D".
 */
/** Called so for short; full title, number and the articles' numbers are 依据待核 (DOMAIN.md 11.7). */
const PLAN = '焦作市绿色货运工作方案（征求意见稿）';

export interface Scope {
  tier?: string | undefined;
  county?: string | undefined;
  enterprise?: string | undefined;
}

export const TARGET_IDS = [
  'gate.key_dual_high.share',
  'gate.other_gated.share',
  'trucks',
  'stations',
  'piles',
  'guns',
] as const;
export type TargetId = (typeof TARGET_IDS)[number];
export type TargetUnit = 'percent' | 'count';

interface TargetKind {
  zh: string;
  en: string;
  unit: TargetUnit;
  /** The widest scope that a line of this target can have: a gate share is a tier's. */
  scope: Scope;
}

export const TARGETS: Record<TargetId, TargetKind> = {
  'gate.key_dual_high.share': {
    zh: '重点双高企业每日放行货车绿牌占比',
    en: 'Green-plate share of trucks released, key dual-high enterprises',
    unit: 'percent',
    scope: { tier: 'key_dual_high' },
  },
  'gate.other_gated.share': {
    zh: '其余门禁企业每日放行货车绿牌占比',
    en: 'Green-plate share of trucks released, other gated enterprises',
    unit: 'percent',
    scope: { tier: 'other_gated' },
  },
  trucks: { zh: '新能源营运货车', en: 'New-energy trucks in service', unit: 'count', scope: {} },
  stations: { zh: '重卡充电站', en: 'Truck charging stations', unit: 'count', scope: {} },
  piles: { zh: '充电桩', en: 'Charging equipment', unit: 'count', scope: {} },
  guns: { zh: '充电枪', en: 'Charging connectors', unit: 'count', scope: {} },
};

/** One dated target. Of a seed, `proposal`, `decision` and `decidedBy` are null. */
export interface Line {
  target: string;
  value: number;
  unit: TargetUnit;
  /** Upper end where the plan gives a span (5 to 10 stations). */
  upper: number | null;
  dueOn: string;
  scope: Scope;
  /** First day on which the line stands as a target: its due date, or the first day of its approval if later. */
  since: string;
  /** Last day of the approval; null without end. */
  until: string | null;
  basis: Basis;
  proposal: string | null;
  decision: string | null;
  decidedBy: string | null;
}

/** A binding approval, as `foldDecisions` makes it of entries: days already counted from the receipt on. */
export interface Approval {
  decision: string;
  proposal: string;
  target: string;
  value: number;
  unit: TargetUnit;
  scope: Scope;
  dueOn: string;
  replaces: string | null;
  /** First and last day (inclusive) on which the approval applies. */
  from: string;
  until: string | null;
  /** Day of the receipt that made it bind. Nothing before it is changed. */
  receivedOn: string;
  /** Order of receipt: sequence numbers, compared one after the other. */
  place: readonly [number, number];
  decidedBy: string;
  paper: boolean;
}

/** Everything that says which target counts: the plan's lines, and the approvals in any order. */
export interface TargetBook {
  seeds: readonly Line[];
  approvals: readonly Approval[];
}

function seed(target: TargetId, value: number, dueOn: string, article: string, upper?: number): Line {
  const { unit, scope } = TARGETS[target];
  return {
    target,
    value,
    unit,
    upper: upper ?? null,
    dueOn,
    scope,
    since: dueOn,
    until: null,
    basis: { document: PLAN, article, status: '征求意见' },
    proposal: null,
    decision: null,
    decidedBy: null,
  };
}

const GATES = '源头治理：门禁绿牌占比（研判实施）';
const TRUCKS = '工作目标：新能源营运货车（力争）';
const CHARGING = '工作目标：充电设施（力争）';

/** Every dated figure of the plan (DOMAIN.md 0; CONTRACT.md, seed targets). */
export const SEEDS: readonly Line[] = [
  seed('gate.key_dual_high.share', 80, '2024-11-30', GATES),
  seed('gate.key_dual_high.share', 90, '2024-12-31', GATES),
  seed('gate.other_gated.share', 50, '2024-11-30', GATES),
  seed('gate.other_gated.share', 70, '2024-12-31', GATES),
  seed('trucks', 500, '2024-12-31', TRUCKS),
  seed('trucks', 2000, '2025-12-31', TRUCKS),
  seed('stations', 5, '2024-12-31', CHARGING, 10),
  seed('piles', 100, '2024-12-31', CHARGING),
  seed('guns', 200, '2024-12-31', CHARGING),
];

const Value = z.number().nonnegative();

/** Body of `target.proposed` (CONTRACT.md, Sync). Unknown fields are kept. */
export const Proposed = z
  .looseObject({
    target: z.string().min(1).max(64),
    value: Value,
    unit: z.enum(['percent', 'count']),
    dueOn: Day,
    effectiveFrom: Day,
    effectiveTo: Day.nullish(),
    scope: z
      .looseObject({ tier: Id.optional(), county: Id.optional(), enterprise: Id.optional() })
      .default({}),
    replaces: Day.nullable().default(null),
    reason: z.string().default(''),
    grounds: z.array(z.unknown()).optional(),
    /** Until this pollution alert is lifted, where that comes before `effectiveTo`. */
    untilAlert: Id.nullish(),
    /** Units that are asked to co-sign (会签). */
    cosign: z.array(z.string().min(1).max(64)).max(20).nullish(),
    reviewOn: Day.nullish(),
  })
  .superRefine((body, check) => {
    const kind = Object.hasOwn(TARGETS, body.target) ? TARGETS[body.target as TargetId] : null;
    const refuse = (path: string, message: string) =>
      check.addIssue({ code: 'custom', path: [path], message });
    if (kind && kind.unit !== body.unit) refuse('unit', `${body.target} is in ${kind.unit}`);
    const wrong = valueProblem(body.unit, body.value);
    if (wrong) refuse('value', wrong);
    if (kind?.scope.tier && body.scope.tier && body.scope.tier !== kind.scope.tier)
      refuse('scope', `${body.target} is a target of tier ${kind.scope.tier}`);
    if (body.effectiveTo && body.effectiveTo < body.effectiveFrom)
      refuse('effectiveTo', 'earlier than effectiveFrom');
  });
export type Proposed = z.infer<typeof Proposed>;

/** What is wrong with a value in its unit; null for nothing. */
export function valueProblem(unit: TargetUnit, value: number): string | null {
  if (unit === 'percent') {
    if (!(value >= 0 && value <= 100)) return 'a percentage lies between 0 and 100';
    // Shares are compared as integers of a thousandth (share.ts).
    return Number(value.toFixed(3)) === value ? null : 'a percentage has at most three decimals';
  }
  return Number.isInteger(value) && value >= 0 ? null : 'a count is a whole number';
}

/** What a decision may change of a proposal (修改后批准). */
export const Amended = z.looseObject({
  value: Value.optional(),
  dueOn: Day.optional(),
  effectiveFrom: Day.optional(),
});

/** The scope that a proposal's scope means for its target: a gate share is never wider than its tier. */
export function scopeOf(target: string, scope: Scope): Scope {
  const base = Object.hasOwn(TARGETS, target) ? TARGETS[target as TargetId].scope : {};
  const merged: Scope = { ...base };
  if (scope.tier) merged.tier = scope.tier;
  if (scope.county) merged.county = scope.county;
  if (scope.enterprise) merged.enterprise = scope.enterprise;
  return merged;
}

/** Enterprise 4, county 2, tier 1: more is narrower, and a county's tier is narrower than the county. */
function narrowness(scope: Scope): number {
  return (scope.enterprise ? 4 : 0) + (scope.county ? 2 : 0) + (scope.tier ? 1 : 0);
}

export function covers(scope: Scope, subject: Scope): boolean {
  return (
    (!scope.enterprise || scope.enterprise === subject.enterprise) &&
    (!scope.county || scope.county === subject.county) &&
    (!scope.tier || scope.tier === subject.tier)
  );
}

const later = (a: string, b: string): string => (a > b ? a : b);

export function inOrder(a: Approval, b: Approval): number {
  return a.place[0] - b.place[0] || a.place[1] - b.place[1] || (a.decision < b.decision ? -1 : 1);
}

function lineOf(approval: Approval): Line {
  return {
    target: approval.target,
    value: approval.value,
    unit: approval.unit,
    upper: null,
    dueOn: approval.dueOn,
    scope: approval.scope,
    since: later(approval.dueOn, approval.from),
    until: approval.until,
    basis: { document: '目标调整批准', article: approval.proposal, status: '正式' },
    proposal: approval.proposal,
    decision: approval.decision,
    decidedBy: approval.decidedBy,
  };
}

/**
 * The lines of a target that stand for a subject on a day: the seeds, then each approval that applies on it in order
 * of receipt. One that names a line by its due date takes the place of every such line of its own or a wider scope,
 * for the subjects that its own scope covers; others keep theirs. When its time is over the replaced line is back,
 * since each day is worked out anew.
 */
function linesOn(book: TargetBook, target: string, subject: Scope, day: string): Line[] {
  let lines = book.seeds.filter((line) => line.target === target && covers(line.scope, subject));
  const applying = book.approvals.filter(
    (approval) =>
      approval.target === target &&
      covers(approval.scope, subject) &&
      approval.from <= day &&
      (approval.until === null || day <= approval.until),
  );
  for (const approval of applying.toSorted(inOrder)) {
    const rank = narrowness(approval.scope);
    const replaced = (line: Line) => line.dueOn === approval.replaces && narrowness(line.scope) <= rank;
    lines = [...lines.filter((line) => !replaced(line)), lineOf(approval)];
  }
  return lines;
}

/**
 * Of lines in order of receipt, the one that counts on a day: narrowest scope first, then the latest due, then the
 * later receipt.
 */
function pick(lines: readonly Line[], day: string): Line | null {
  let best: Line | null = null;
  for (const line of lines) {
    if (line.dueOn > day || (line.until !== null && line.until < day)) continue;
    const wider = best ? narrowness(line.scope) - narrowness(best.scope) : 1;
    if (!best || wider > 0 || (wider === 0 && line.dueOn >= best.dueOn)) best = line;
  }
  return best;
}

export interface Standing {
  /** Null before the first due date: there is no target, only the next one. */
  inForce: Line | null;
  next: Line | null;
}

/**
 * Which target counts on a day for an enterprise, a county, a tier or the city, and which comes next by the lines
 * that stand on that day. A tier's target needs no `tier` in the question.
 */
export function targetFor(book: TargetBook, question: { target: string; day: string } & Scope): Standing {
  const subject = scopeOf(question.target, question);
  const lines = linesOn(book, question.target, subject, question.day);
  const inForce = pick(lines, question.day);
  const dues = [...new Set(lines.map((line) => line.dueOn))].filter((due) => due > question.day).sort();
  for (const due of dues) {
    const then = pick(lines, due);
    if (then && then !== inForce) return { inForce, next: then };
  }
  return { inForce, next: null };
}

/** The target of an enterprise's daily green-plate share. */
export function gateTarget(
  book: TargetBook,
  of: { day: string; tier: string; county?: string; enterprise?: string },
): Standing {
  return targetFor(book, { ...of, target: `gate.${of.tier}.share` });
}

export const sameScope = (a: Scope, b: Scope): boolean =>
  a.enterprise === b.enterprise && a.county === b.county && a.tier === b.tier;

/**
 * Every target of a day, one per target and scope that has a line of its own: what is in force, and what comes next.
 * A scope whose own line does not stand on that day is left out where a wider one speaks for it.
 */
export function targetsOn(book: TargetBook, day: string): { inForce: Line[]; next: Line[] } {
  const inForce: Line[] = [];
  const next: Line[] = [];
  const known = [...book.seeds, ...book.approvals.filter((approval) => approval.receivedOn <= day)];
  for (const target of new Set(known.map((line) => line.target))) {
    const scopes: Scope[] = [];
    for (const { scope } of known.filter((line) => line.target === target))
      if (!scopes.some((seen) => sameScope(seen, scope))) scopes.push(scope);
    for (const scope of scopes.sort((a, b) => narrowness(a) - narrowness(b))) {
      const standing = targetFor(book, { target, day, ...scope });
      if (standing.inForce && sameScope(standing.inForce.scope, scope)) inForce.push(standing.inForce);
      if (standing.next && sameScope(standing.next.scope, scope)) next.push(standing.next);
    }
  }
  return { inForce, next };
}

/** What counted from which day on, for the whole of a target's scope: null where nothing does. */
export function stepsOf(book: TargetBook, target: string): { from: string; value: number | null }[] {
  const seeds = book.seeds.filter((line) => line.target === target);
  const own = book.approvals.filter((approval) => approval.target === target);
  const turns = own.flatMap(({ dueOn, from, until }) => [dueOn, from, ...(until ? [addDays(until, 1)] : [])]);
  const days = [...new Set([...seeds.map((line) => line.dueOn), ...turns])].sort();
  const steps = days.map((day) => ({
    from: day,
    value: targetFor(book, { target, day }).inForce?.value ?? null,
  }));
  return steps.filter((step, at) => step.value !== (steps[at - 1]?.value ?? null));
}

/** All lines of a target that ever were, by the first day they stand: who, since when, until when, on what basis. */
export function historyOf(book: TargetBook, target: string): Line[] {
  const seeds = book.seeds.filter((line) => line.target === target);
  const decided = book.approvals.filter((approval) => approval.target === target).toSorted(inOrder);
  return [...seeds, ...decided.map(lineOf)].sort((a, b) =>
    a.since < b.since ? -1 : a.since > b.since ? 1 : 0,
  );
}
