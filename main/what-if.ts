import { alertDays } from '../domain/alert.ts';
import type { WhatIf } from '../domain/contract/targets.ts';
import type { Parsed } from '../domain/contract.ts';
import { countyName } from '../domain/county.ts';
import { addDays } from '../domain/day.ts';
import { dayState } from '../domain/gate-day.ts';
import { targetRef } from '../domain/gate-table.ts';
import { goalProgress } from '../domain/goal.ts';
import { type Line, Proposed, type TargetId } from '../domain/target.ts';
import { type Both, linesOf, type Trial, trialOf, trialOfShare } from '../domain/what-if.ts';
import type { Context, Queries } from './app.ts';
import { alertsOf, decisionsOf } from './decisions.ts';
import { GATE_READS, sharesOn } from './gates.ts';
import { countOf, GOAL_READS } from './goals.ts';
import { carried, parsed } from './may.ts';
import { momentOf } from './moment.ts';
import { enterprisesOf } from './registry.ts';
import { draftBody, kindOf, proposalOf, scopeText } from './targets.ts';

/** A target request tried on the days that have been (试算), from this replica alone. */

/** So many past alert days at most are looked at, the latest. */
const ALERT_DAYS = 60;

function bodyOf(context: Context, { proposal, draft, amended }: Parsed<'targets.whatIf'>): Proposed {
  const body = proposal === undefined ? draftBody(draft!) : proposalOf(context, proposal).body;
  const { value, dueOn, effectiveFrom } = amended ?? {};
  return parsed('target.proposed', Proposed, {
    ...body,
    ...(value === undefined ? {} : { value }),
    ...(dueOn === undefined ? {} : { dueOn }),
    ...(effectiveFrom === undefined ? {} : { effectiveFrom }),
  });
}

function pastAlertDays(context: Context, now: number): string[] {
  return alertDays(alertsOf(context), now).slice(-ALERT_DAYS);
}

function shareTrial(context: Context, trial: Trial, target: string, date: string, days: number) {
  carried(context, `gates/${date}`);
  const { now } = momentOf(context, date);
  const { enterprises, series, counties, ...rest } = trialOfShare({
    ...{ trial, target, date, days },
    enterprises: enterprisesOf(context),
    past: (day) => sharesOn(context, day),
    alertDays: pastAlertDays(context, now),
  });
  return {
    ...rest,
    enterprises: enterprises.map(({ medianDay: _, ...row }) => ({
      ...row,
      countyName: countyName(row.county),
    })),
    series: series.map((each) => ({ ...each, day: stateOf(each, now) })),
    counties: counties.map((each) => ({ ...each, name: countyName(each.county) })),
  };
}

function stateOf(day: { date: string; judged: number; noTraffic: number }, now: number) {
  if (day.judged + day.noTraffic === 0) return 'none' as const;
  return dayState(day.date, now, false) === 'open' ? ('open' as const) : ('provisional' as const);
}

/** A counted target: the pace that each version asks for from now on. */
function countTrial(context: Context, target: TargetId, date: string, lines: Both<Line | null>) {
  const { actual, trend } = countOf(context, target as 'trucks', date);
  const first = trend[0];
  const earlier = first && first.date < date ? { day: first.date, value: first.value } : null;
  const progress = (line: Line | null) =>
    line && {
      ...{ goal: line.value, due: line.dueOn },
      ...goalProgress({ actual, goal: line.value, due: line.dueOn, day: date, earlier }),
    };
  return {
    actual,
    trend,
    progress: { current: progress(lines.current), proposed: progress(lines.proposed) },
  };
}

function whatIf(context: Context, input: Parsed<'targets.whatIf'>): WhatIf {
  const { date } = momentOf(context, input.date);
  const { days } = input;
  const body = bodyOf(context, input);
  const trial = trialOf(decisionsOf(context).book, body, date, input.proposal ?? null);
  const { standsOn, judgedOn, scope } = trial;
  const { target } = body;
  const kind = kindOf(target);
  const lines = linesOf(trial, target, judgedOn);
  const counted = kind && !target.startsWith('gate.');
  return {
    ...{ date, days, target, standsOn, from: addDays(date, 1 - days), unit: body.unit },
    name: kind?.zh ?? target,
    scope: scopeText(scope),
    proposal: input.proposal ?? null,
    current: lines.current && targetRef(lines.current),
    proposed: {
      ...{ value: body.value, dueOn: body.dueOn, effectiveFrom: body.effectiveFrom },
      effectiveTo: body.effectiveTo ?? null,
    },
    share: counted ? null : shareTrial(context, trial, target, date, days),
    count: counted ? countTrial(context, target as TargetId, date, lines) : null,
  };
}

export const queries = {
  'targets.whatIf': {
    reads: [...new Set([...GATE_READS, ...GOAL_READS])],
    timed: true,
    run: (context, input) => whatIf(context, input),
  },
} satisfies Partial<Queries>;
