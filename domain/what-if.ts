import { addDays, daysBetween } from './day.ts';
import { type Gated, standingsOf, type Tier } from './gate-table.ts';
import { compareShares, percentFloor1, type Share, shareStatus, tripsShort } from './share.ts';
import {
  type Approval,
  covers,
  type Line,
  type Proposed,
  type Scope,
  scopeOf,
  type TargetBook,
  targetFor,
} from './target.ts';

/**
 * The what-if of a target request: each day judged under both versions, the line that counts without the request and
 * the line that would count with it. It is asked of the day on which the new line would first stand, so that due
 * dates, scopes and replaced lines mean here what they mean everywhere (target.ts); the days judged are those that
 * have been. Nothing is judged anew by it: it is a trial, and says so.
 */
export interface Both<T> {
  current: T;
  proposed: T;
}

const both = <T>(make: (version: keyof Both<T>) => T): Both<T> => ({
  current: make('current'),
  proposed: make('proposed'),
});

export interface Trial {
  books: Both<TargetBook>;
  /** First day on which the new line would stand; null where its time is over before it is due. */
  standsOn: string | null;
  /** The day whose lines are tried: `standsOn`, else the first on which the request would apply at all. */
  judgedOn: string;
  scope: Scope;
}

const LAST = Number.MAX_SAFE_INTEGER;
const later = (a: string, b: string): string => (a > b ? a : b);

/** The book without a proposal's approvals, and the one where it is approved today as it is written. */
export function trialOf(
  book: TargetBook,
  body: Proposed,
  date: string,
  proposal: string | null = null,
): Trial {
  const without = {
    seeds: book.seeds,
    approvals: book.approvals.filter((each) => each.proposal !== proposal),
  };
  const scope = scopeOf(body.target, body.scope);
  const from = later(date, body.effectiveFrom);
  const until = body.effectiveTo ?? null;
  const dueOn = later(date, body.dueOn);
  const approval: Approval = {
    ...{ decision: '', proposal: proposal ?? '', target: body.target, value: body.value, unit: body.unit },
    ...{ scope, dueOn, replaces: body.replaces, from, until, receivedOn: date, place: [LAST, LAST] },
    ...{ decidedBy: '', paper: false },
  };
  const on = later(dueOn, from);
  return {
    books: { current: without, proposed: { ...without, approvals: [...without.approvals, approval] } },
    standsOn: until !== null && until < on ? null : on,
    judgedOn: until !== null && until < on ? from : on,
    scope,
  };
}

/** A line of the request's own target that counts on a day under each version, for the whole of its scope. */
export function linesOf(trial: Trial, target: string, day: string): Both<Line | null> {
  return both((version) => targetFor(trial.books[version], { target, day, ...trial.scope }).inForce);
}

export interface TrialInput {
  trial: Trial;
  target: string;
  /** Last day that is judged, and how many up to it. */
  date: string;
  days: number;
  enterprises: readonly Gated[];
  /** Shares of a day by enterprise; null where nothing of that day is here. */
  past(day: string): ReadonlyMap<string, Share> | null;
  /** Past days on which a pollution alert held. */
  alertDays: readonly string[];
}

interface Subject {
  of: Gated;
  target: Both<number | null>;
}

/** What a set of days says of a set of enterprises: days met of those with traffic, and passages short on them. */
interface Sum {
  metDays: Both<number>;
  ofDays: number;
  short: Both<number>;
}

const emptySum = (): Sum => ({
  metDays: { current: 0, proposed: 0 },
  ofDays: 0,
  short: { current: 0, proposed: 0 },
});

function judge({ target }: Subject, share: Share): Both<{ met: boolean; short: number }> {
  return both((version) => {
    const value = target[version];
    return {
      met: shareStatus({ ...share, target: value }) === 'met',
      short: value === null ? 0 : tripsShort(value, share.released, share.green),
    };
  });
}

function count(sum: Sum, judged: ReturnType<typeof judge>): void {
  sum.ofDays++;
  for (const version of ['current', 'proposed'] as const) {
    sum.metDays[version] += judged[version].met ? 1 : 0;
    sum.short[version] += judged[version].short;
  }
}

/**
 * The middle day of an enterprise's days by share, the lower of two: an actual day's two integers, so that a median is
 * judged as a day is. It is met exactly when the enterprise met on more than half of its days.
 */
export function medianDay(shares: readonly Share[]): Share | null {
  const sorted = shares.toSorted(compareShares);
  return sorted[(sorted.length - 1) >> 1] ?? null;
}

const percentOf = (share: Share | undefined | null) =>
  share ? percentFloor1(share.green, share.released) : null;

function rowOf(subject: Subject, own: readonly (Share | undefined)[]) {
  const { of, target } = subject;
  const known = own.filter((share) => share !== undefined);
  const driven = known.filter((share) => share.released > 0);
  const sum = emptySum();
  for (const share of driven) count(sum, judge(subject, share));
  const sorted = driven.toSorted(compareShares);
  const median = medianDay(driven);
  const verdict = both((version) => shareStatus({ ...(median ?? NONE), target: target[version] }));
  const change =
    verdict.current === 'below' && verdict.proposed === 'met'
      ? ('gains' as const)
      : verdict.current === 'met' && verdict.proposed === 'below'
        ? ('loses' as const)
        : ('none' as const);
  return {
    ...{ enterprise: of.id, name: of.name, shortName: of.shortName, county: of.county, tier: of.tier },
    ...{ responsible: of.responsible, target, verdict, change },
    days: driven.length,
    noTraffic: known.length - driven.length,
    noData: own.length - known.length,
    low: percentOf(sorted[0]),
    median: percentOf(median),
    high: percentOf(sorted.at(-1)),
    medianDay: median,
    metDays: sum.metDays,
    short: sum.short,
  };
}
export type TrialRow = ReturnType<typeof rowOf>;

const NONE: Share = { released: 0, green: 0 };

/** One day of the trial over every enterprise in scope. */
function dayOf(
  date: string,
  subjects: readonly Subject[],
  shares: ReadonlyMap<string, Share> | null,
  alert: boolean,
) {
  const sum = emptySum();
  let [noTraffic, noData] = [0, 0];
  for (const subject of subjects) {
    const share = shares?.get(subject.of.id);
    if (!share) noData++;
    else if (share.released === 0) noTraffic++;
    else count(sum, judge(subject, share));
  }
  return { date, alert, met: sum.metDays, judged: sum.ofDays, short: sum.short, noTraffic, noData };
}

/** Enterprises that meet by their median day, days met, passages short: of a tier, a county or all of the scope. */
function groupOf(rows: readonly TrialRow[]) {
  const sum = emptySum();
  for (const row of rows) {
    sum.ofDays += row.days;
    for (const version of ['current', 'proposed'] as const) {
      sum.metDays[version] += row.metDays[version];
      sum.short[version] += row.short[version];
    }
  }
  return {
    enterprises: rows.length,
    judged: rows.filter((row) => row.days > 0).length,
    met: both((version) => rows.filter((row) => row.verdict[version] === 'met').length),
    gains: rows.filter((row) => row.change === 'gains').length,
    loses: rows.filter((row) => row.change === 'loses').length,
    ...sum,
  };
}

function byKey(rows: readonly TrialRow[], key: (row: TrialRow) => string) {
  const groups = Map.groupBy(rows, key);
  return [...groups].map(([name, own]) => ({ key: name, ...groupOf(own) }));
}

/** Days after `date` on which another line of the target may begin to count, up to and with the last. */
function turns({ books }: Trial, target: string, date: string, last: string): string[] {
  const days = new Set([addDays(date, 1)]);
  for (const book of [books.current, books.proposed]) {
    for (const line of book.seeds) if (line.target === target) days.add(line.dueOn);
    for (const each of book.approvals)
      if (each.target === target)
        for (const day of [each.dueOn, each.from, each.until && addDays(each.until, 1)])
          if (day) days.add(day);
  }
  return [...days].filter((day) => day > date && day <= last).sort();
}

/**
 * The days still to come until the new line stands: which line counts on each under either version, and how many
 * would meet it were every day like their median day.
 */
function aheadOf(input: TrialInput, rows: readonly TrialRow[]) {
  const { trial, target, date } = input;
  const last = trial.standsOn;
  if (last === null || last <= date) return [];
  const starts = turns(trial, target, date, last);
  const inForce = both((version) => standingsOf(trial.books[version]));
  const spans = starts.map((from, at) => {
    const lines = linesOf(trial, target, from);
    const next = starts[at + 1];
    return {
      from,
      to: next === undefined ? last : addDays(next, -1),
      target: both((version) => lines[version]?.value ?? null),
      met: both(
        (version) =>
          rows.filter(({ enterprise: id, tier, county, medianDay: share }) => {
            const line = inForce[version](from, { id, tier, county }).inForce;
            return share && shareStatus({ ...share, target: line?.value ?? null }) === 'met';
          }).length,
      ),
    };
  });
  // A day on which nothing turned after all is part of the span before it.
  return spans.reduce<typeof spans>((kept, span) => {
    const before = kept.at(-1);
    const same = before && SAME.every((of) => JSON.stringify(before[of]) === JSON.stringify(span[of]));
    if (same) before.to = span.to;
    else kept.push(span);
    return kept;
  }, []);
}
const SAME = ['target', 'met'] as const;

/** Those of the enterprises that the request covers. */
function subjectsOf({ trial, enterprises }: TrialInput): Subject[] {
  const on = trial.judgedOn;
  const standing = both((version) => standingsOf(trial.books[version]));
  return enterprises
    .filter((each) => covers(trial.scope, { tier: each.tier, county: each.county, enterprise: each.id }))
    .map((of) => ({ of, target: both((version) => standing[version](on, of).inForce?.value ?? null) }));
}

const perDay = (short: number, days: number): number => (days === 0 ? 0 : Math.ceil(short / days));

/** A share request tried on the days that have been, on past alert days, and on those until it is due. */
export function trialOfShare(input: TrialInput) {
  const { date, days } = input;
  const subjects = subjectsOf(input);
  const window = Array.from({ length: days }, (_, index) => addDays(date, index + 1 - days));
  const shares = new Map([...window, ...input.alertDays].map((day) => [day, input.past(day)] as const));
  const alerts = new Set(input.alertDays);
  const ownOn = (own: readonly string[]) => (subject: Subject) =>
    rowOf(
      subject,
      own.map((day) => shares.get(day)?.get(subject.of.id)),
    );
  const rows = subjects.map(ownOn(window)).sort(lowestFirst);
  const known = input.alertDays.filter((day) => shares.get(day));
  const series = window.map((day) => dayOf(day, subjects, shares.get(day) ?? null, alerts.has(day)));
  const totals = groupOf(rows);
  const running = series.filter((each) => each.judged > 0).length;
  return {
    enterprises: rows,
    series,
    totals: { ...totals, shortPerDay: both((version) => perDay(totals.short[version], running)) },
    tiers: byKey(rows, (row) => row.tier).map(({ key, ...rest }) => ({ tier: key as Tier, ...rest })),
    counties: byKey(rows, (row) => row.county).map(({ key, ...rest }) => ({ county: key, ...rest })),
    alerts: { days: known, ...groupOf(subjects.map(ownOn(known))) },
    ahead: {
      days: input.trial.standsOn === null ? null : Math.max(0, daysBetween(date, input.trial.standsOn)),
      spans: aheadOf(input, rows),
    },
  };
}

/** Lowest median first; those without a judged day last, by name. */
function lowestFirst(a: TrialRow, b: TrialRow): number {
  if (a.medianDay && b.medianDay) return compareShares(a.medianDay, b.medianDay) || byName(a, b);
  if (a.medianDay || b.medianDay) return a.medianDay ? -1 : 1;
  return byName(a, b);
}
const byName = (a: TrialRow, b: TrialRow): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : a.enterprise < b.enterprise ? -1 : 1;
