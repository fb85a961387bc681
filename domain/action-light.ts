import { z } from 'zod';
import { type ActionState, closedOn, dueAfter, stageOf } from './action.ts';
import { addDays, dayOf, daysBetween, endOfDay } from './day.ts';
import type { Entry } from './ledger/entry.ts';
import { endOfWeek, type Workdays, workdaysBetween } from './workday.ts';

/**
 * Lights of supervision (亮灯), from rules alone. The thresholds are this product's proposal after other cities'
 * practice (DOMAIN.md 8: three working days; 10 points behind pace), not the plan's: configuration, 依据待核.
 */
export interface LightRules {
  /** 临期: so many working days left, or fewer. */
  near: number;
  /** 滞后: not received after so many working days. */
  receive: number;
  /** 滞后: nothing heard of a received task for so many working days. */
  silent: number;
  /** 滞后: so many points behind the share of its working days that are over. */
  behind: number;
  /** Red after so many weeks in a row that end in 滞后; null: never. */
  escalate: number | null;
}

export const LIGHT_RULES: LightRules = { near: 3, receive: 2, silent: 10, behind: 10, escalate: null };

/** Subject of the `rule.stated` entry of `registry` whose body changes them. */
export const LIGHT_RULE = 'action.lights';
export const LightsStated = z.object({
  rule: z.literal(LIGHT_RULE).optional(),
  near: z.number().int().nonnegative().optional(),
  receive: z.number().int().nonnegative().optional(),
  silent: z.number().int().positive().optional(),
  behind: z.number().int().positive().max(100).optional(),
  escalate: z.number().int().positive().max(12).nullable().optional(),
});

/** The rules that are stated: of several statements the last of the list that can be read. */
export function lightRules(statements: readonly Entry[]): LightRules {
  const stated = statements
    .filter(({ kind, subject }) => kind === 'rule.stated' && subject === LIGHT_RULE)
    .flatMap(({ body }) => LightsStated.safeParse(body).data ?? []);
  const last = stated.at(-1) ?? LightsStated.parse({});
  return {
    near: last.near ?? LIGHT_RULES.near,
    receive: last.receive ?? LIGHT_RULES.receive,
    silent: last.silent ?? LIGHT_RULES.silent,
    behind: last.behind ?? LIGHT_RULES.behind,
    escalate: last.escalate === undefined ? LIGHT_RULES.escalate : last.escalate,
  };
}

export const LIGHTS = ['overdue', 'behind', 'due', 'normal', 'none'] as const;
export type LightName = (typeof LIGHTS)[number];
/** Why it is lit so. */
export const LIGHT_REASONS = [
  'overdue',
  'escalated',
  'not_received',
  'silent',
  'pace',
  'returned',
  'near',
] as const;
export type LightReason = (typeof LIGHT_REASONS)[number];

export interface Light {
  light: LightName;
  reasons: LightReason[];
  /** Days past the due date, of the calendar; 0 before. */
  daysLate: number;
  /** Working days left, today's not counted; 0 once it is due. */
  workdaysLeft: number;
}

/** A task as it stood at an instant: what was written later is not yet there. Null before it was handed out. */
export function actionAsOf(state: ActionState, now: number): ActionState | null {
  if (state.createdAt > now) return null;
  const past = <T extends { at: number }>(said: T | null): T | null => (said && said.at <= now ? said : null);
  const upTo = <T extends { at: number }>(all: readonly T[]) => all.filter((each) => each.at <= now);
  const extensions = upTo(state.extensions).map((each) =>
    past(each.decision) ? each : { ...each, state: 'asked' as const, granted: null, decision: null },
  );
  const closings = upTo(state.closings).map((each) =>
    past(each.decision) ? each : { ...each, state: 'asked' as const, decision: null },
  );
  const closedAt = closedOn(closings);
  const endedWith = past(state.endedWith);
  const parts = {
    received: past(state.received),
    reports: upTo(state.reports),
    ...{ closings, closedAt, endedWith },
  };
  return {
    ...{ ...state, ...parts, extensions },
    receipts: upTo(state.receipts),
    stage: stageOf(parts),
    ended: closedAt !== null || endedWith !== null,
    dueOn: dueAfter(state.givenOn, extensions),
  };
}

function reasonsOf(state: ActionState, day: string, rules: LightRules, calendar: Workdays): LightReason[] {
  const reasons: LightReason[] = [];
  const given = dayOf(state.createdAt);
  const heard = [state.received, ...state.reports, ...state.closings].filter((each) => each !== null);
  const own = heard.filter(({ unit }) => unit === state.lead);
  if (own.length === 0) {
    if (workdaysBetween(calendar, given, day) > rules.receive) reasons.push('not_received');
  } else {
    const last = own.reduce((latest, { at }) => Math.max(latest, at), 0);
    if (workdaysBetween(calendar, dayOf(last), day) > rules.silent) reasons.push('silent');
  }
  const told = state.reports.findLast(({ unit, percent }) => unit === state.lead && percent !== null);
  const term = workdaysBetween(calendar, given, state.dueOn);
  if (told && told.percent !== null && term > 0 && day <= state.dueOn) {
    const over = workdaysBetween(calendar, given, day);
    // In hundredths of the term, as integers: over / term - percent / 100 >= behind / 100.
    if (over * 100 - told.percent * term >= rules.behind * term) reasons.push('pace');
  }
  const lastClosing = state.closings.at(-1);
  const since = lastClosing?.decision?.at ?? 0;
  if (lastClosing?.state === 'returned' && !state.reports.some(({ at }) => at > since))
    reasons.push('returned');
  return reasons;
}

function plainLight(state: ActionState, day: string, rules: LightRules, calendar: Workdays): Light {
  if (state.ended) return { light: 'none', reasons: [], daysLate: 0, workdaysLeft: 0 };
  const daysLate = Math.max(0, daysBetween(state.dueOn, day));
  const workdaysLeft = workdaysBetween(calendar, day, state.dueOn);
  const told = { daysLate, workdaysLeft };
  if (daysLate > 0) return { light: 'overdue', reasons: ['overdue'], ...told };
  const reasons = reasonsOf(state, day, rules, calendar);
  const near = workdaysLeft <= rules.near;
  if (reasons.length)
    return { light: 'behind', reasons: [...reasons, ...(near ? ['near' as const] : [])], ...told };
  return near ? { light: 'due', reasons: ['near'], ...told } : { light: 'normal', reasons: [], ...told };
}

/** The light of a task at an instant. */
export function lightOf(
  state: ActionState,
  now: number,
  calendar: Workdays,
  rules: LightRules = LIGHT_RULES,
): Light {
  const day = dayOf(now);
  const light = plainLight(state, day, rules, calendar);
  if (light.light !== 'behind' || rules.escalate === null) return light;
  for (let week = 1; week <= rules.escalate; week++) {
    const end = addDays(endOfWeek(day), -7 * week);
    const then = actionAsOf(state, endOfDay(end) - 1);
    if (!then || plainLight(then, end, rules, calendar).light !== 'behind') return light;
  }
  return { ...light, light: 'overdue', reasons: ['escalated', ...light.reasons] };
}
