import { z } from 'zod';
import { dayOf, nextDay, parseTime } from './day.ts';
import type { Fold } from './fold.ts';
import { readClock } from './ledger/clock.ts';
import type { Entry } from './ledger/entry.ts';
import { Day, Moment } from './shape.ts';

/** Pollution alerts, and enterprises' production calendar (错峰、停产、检修): the ledger `alerts/<year>`. */
export const ALERT_LEVELS = ['blue', 'yellow', 'orange', 'red'] as const;

/** Body of `alert.raised`. Measures are what the notice says, in its words. Unknown fields are kept. */
export const AlertRaised = z.looseObject({
  level: z.enum(ALERT_LEVELS),
  from: Moment,
  until: Moment.nullish(),
  response: z.string().max(200).nullish(),
  measures: z.string().max(2000).nullish(),
  /** Who issued the notice, its number (文号), and for which area, in its words; without an area: the city. */
  issuer: z.string().max(200).nullish(),
  number: z.string().max(100).nullish(),
  area: z.string().max(200).nullish(),
});

export type Alert = {
  id: string;
  level: (typeof ALERT_LEVELS)[number];
  /** Epoch ms. */
  from: number;
  until: number | null;
  response: string;
  measures: string;
  /** Epoch ms from which it no longer holds; null while nobody has lifted it. */
  liftedAt: number | null;
};

/** An alert with its notice: what is shown of it beside what rules ask. */
export type AlertState = Alert & { issuer: string; number: string; area: string };

/** Body of `alert.lifted`; without a time it is lifted when the entry was written. */
export const AlertLifted = z.looseObject({ at: Moment.nullish() });

/** Of several liftings the earliest: an alert does not come back by being lifted once more. */
function liftedAt(entries: readonly Entry[]): number | null {
  const times = entries.flatMap((entry) => {
    if (entry.kind !== 'alert.lifted') return [];
    const body = AlertLifted.safeParse(entry.body);
    const said = body.success && body.data.at ? parseTime(body.data.at) : null;
    return [said ?? readClock(entry.at).ms];
  });
  return times.length ? Math.min(...times) : null;
}

function foldAlert(entries: readonly Entry[]): AlertState | null {
  for (const entry of entries) {
    const body = entry.kind === 'alert.raised' ? AlertRaised.safeParse(entry.body) : null;
    if (!body?.success) continue;
    const { level, from, until, response, measures, issuer, number, area } = body.data;
    return {
      id: entry.subject,
      level,
      from: parseTime(from)!,
      until: until == null ? null : parseTime(until),
      response: response ?? '',
      measures: measures ?? '',
      issuer: issuer ?? '',
      number: number ?? '',
      area: area ?? '',
      liftedAt: liftedAt(entries),
    };
  }
  return null;
}

export const alertFold: Fold<AlertState> = {
  noun: 'alert',
  version: 3,
  family: 'alerts',
  takes: (kind) => kind === 'alert.raised' || kind === 'alert.lifted',
  subject: (entry) => entry.subject,
  fold: foldAlert,
};

/** Whether an alert holds at an instant: from its beginning until its end, or until it is lifted before that. */
export function alertHolds({ from, until, liftedAt }: Alert, at: number): boolean {
  return from <= at && (until === null || at < until) && (liftedAt === null || at < liftedAt);
}

/** The alert that holds at an instant: of several the highest level, then the one that began last. */
export function alertAt(alerts: readonly Alert[], now: number): Alert | null {
  const holding = alerts.filter((alert) => alertHolds(alert, now));
  const level = (alert: Alert) => ALERT_LEVELS.indexOf(alert.level);
  holding.sort((a, b) => level(b) - level(a) || b.from - a.from || (a.id < b.id ? -1 : 1));
  return holding[0] ?? null;
}

/** Days on which any of the alerts held, oldest first, up to and with the day of `now`. */
export function alertDays(alerts: readonly Alert[], now: number): string[] {
  const days = new Set<string>();
  for (const { from, until, liftedAt } of alerts) {
    const end = Math.min(now, until ?? now, liftedAt ?? now);
    // The instant at which it ends no longer belongs to it.
    for (let day = dayOf(from); from < end && day <= dayOf(end - 1); day = nextDay(day)) days.add(day);
  }
  return [...days].sort();
}

export const PLANS = ['running', 'staggered', 'stopped', 'maintenance'] as const;
export type Plan = (typeof PLANS)[number];

/** Body of `calendar.stated`: an enterprise's production from one day to another, both inclusive. */
export const CalendarStated = z.looseObject({
  enterprise: z.string().min(1).max(64),
  plan: z.enum(PLANS),
  from: Day,
  to: Day.nullish(),
});

export type Calendar = { enterprise: string; spans: { plan: Plan; from: string; to: string | null }[] };

export const calendarFold: Fold<Calendar> = {
  noun: 'calendar',
  version: 1,
  family: 'alerts',
  takes: (kind) => kind === 'calendar.stated',
  subject: (entry) => String(entry.body.enterprise ?? entry.subject),
  fold(entries) {
    const spans = entries.flatMap((entry) => {
      const body = CalendarStated.safeParse(entry.body);
      return body.success ? [{ plan: body.data.plan, from: body.data.from, to: body.data.to ?? null }] : [];
    });
    return spans.length ? { enterprise: String(entries[0]!.body.enterprise), spans } : null;
  },
};

/** What was planned for a day: the last statement that covers it. */
export function planOn(calendar: Calendar, day: string): Plan {
  const covering = calendar.spans.filter((span) => span.from <= day && (span.to === null || day <= span.to));
  return covering.at(-1)?.plan ?? 'running';
}
