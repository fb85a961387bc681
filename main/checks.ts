import { narrowed } from '../domain/carry.ts';
import { CheckRecorded, type CheckState } from '../domain/check.ts';
import type { CheckRow, CheckView } from '../domain/contract/checks.ts';
import { COUNTIES, countyName } from '../domain/county.ts';
import { type Compared, compareCount, coverage } from '../domain/coverage.ts';
import { addDays, dayOf, isoShanghai, monthOf, parseTime } from '../domain/day.ts';
import { Refusal } from '../domain/rpc.ts';
import { likelySame } from '../domain/twin.ts';
import { endOfWeek } from '../domain/workday.ts';
import type { Context, Queries } from './app.ts';
import { nameOf } from './decisions.ts';
import { countersOn, detailRows } from './gates.ts';
import { expiredFiles, maskedBody, plateIsOver, shown } from './keep.ts';
import { carried } from './may.ts';
import { momentOf, monthsBetween } from './moment.ts';
import { enterprisesOf } from './registry.ts';
import { statesIn } from './states.ts';

/** What was checked, not only what was hit. */

const ROWS = 500;

function rowOf(context: Context, doc: string, state: CheckState, twins: readonly string[]): CheckRow {
  const { plate } = shown(context, state);
  const { id, kind, result, place, county, enterprise, gate, joinedInto, officers } = state;
  return {
    ...{ id, kind, result, plate, place, county, enterprise, gate, joinedInto, case: state.case, officers },
    ...{ at: isoShanghai(state.at), by: nameOf(context)(state.by), twins: [...twins] },
    saved: context.saved(doc, id),
  };
}

/** Where a check says it was, else where the enterprise is at whose gate it was. */
function countyAt(context: Context): (check: CheckState) => string | null {
  const known = new Map(enterprisesOf(context).map(({ id, county }) => [id, county]));
  return ({ county, enterprise }) => county ?? known.get(enterprise ?? '') ?? null;
}

const twinsOf = (states: readonly CheckState[]) =>
  likelySame(states.filter((each) => each.joinedInto === null));

/** The releases of a gate's day, from its detail file; null while that is away, its last day once it is deleted. */
async function releasesOn(context: Context, day: string, enterprise: string) {
  const { detail: hash = null, expired } = countersOn(context, day).get(enterprise) ?? {};
  if (expired) return expired;
  const rows = hash === null ? null : await detailRows(context, hash);
  return rows?.filter((row) => row.outcome === 'released') ?? null;
}

async function comparedOf(
  context: Context,
  body: CheckRecorded,
  at: number,
): Promise<Compared | 'away' | { expired: string } | null> {
  if (body.kind !== 'gate_count' || body.counted === undefined || body.enterprise === undefined) return null;
  const from = body.from ? parseTime(body.from)! : at;
  const to = body.to ? parseTime(body.to)! : from + 3_600_000;
  const days = [...new Set([dayOf(from), dayOf(to - 1)])];
  const releases = await Promise.all(days.map((day) => releasesOn(context, day, body.enterprise!)));
  const expired = releases.find((each) => typeof each === 'string');
  if (typeof expired === 'string') return { expired };
  if (releases.some((each) => each === null)) return 'away';
  const gate = body.gate ?? null;
  const count = { counted: body.counted, green: body.green ?? null };
  return compareCount(
    count,
    releases.flatMap((each) => (typeof each === 'string' ? [] : each!)),
    { from, to, gate },
  );
}

async function viewOf(context: Context, id: string): Promise<CheckView> {
  const doc = context.replica.family('checks').find((each) => context.replica.entry(each, id) !== null);
  const state = doc === undefined ? null : context.replica.state<CheckState>('check', doc, id);
  if (doc === undefined || !state) throw new Refusal('unknown_check', `${id}: no such check here`, id);
  const { body } = context.replica.entry(doc, id)!;
  const twins = twinsOf(statesIn<CheckState>(context.replica, 'check', doc)).get(id) ?? [];
  const compared = await comparedOf(context, CheckRecorded.parse(body), state.at);
  return {
    ...rowOf(context, doc, state, twins),
    ...{ document: doc, notDownloaded: compared === 'away' },
    compared: compared === 'away' || (compared && 'expired' in compared) ? null : compared,
    body: plateIsOver(context, state) ? maskedBody(body) : body,
    filesExpired: expiredFiles(context, body, state.recordedAt),
    expired: compared && typeof compared === 'object' && 'expired' in compared ? compared.expired : null,
  };
}

export const queries = {
  'checks.list': {
    reads: ['checks', 'registry', 'sync'],
    run(context, { month: asked, kind, mine, counties = [] }) {
      const month = asked ?? monthOf(dayOf(context.now()));
      const doc = `checks/${month}`;
      carried(context, doc);
      const all = statesIn<CheckState>(context.replica, 'check', doc);
      const twins = twinsOf(all);
      const wanted = all
        .filter(
          (each) => (kind === undefined || each.kind === kind) && (!mine || each.by === context.me.person),
        )
        .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
      const { rows, outside, unplaced } = narrowed(wanted, counties, countyAt(context));
      const checks = rows.slice(0, ROWS).map((each) => rowOf(context, doc, each, twins.get(each.id) ?? []));
      return { month, checks, more: rows.length - checks.length, area: { outside, unplaced } };
    },
  },
  'checks.view': {
    reads: ['checks', 'gates', 'registry', 'sync'],
    run: (context, { check }) => viewOf(context, check),
  },
  'checks.coverage': {
    reads: ['checks', 'registry'],
    timed: true,
    run(context, { until: asked, weeks }) {
      const { date: until } = momentOf(context, asked);
      // A month that is not here would be shown as one in which nothing was checked.
      const first = addDays(endOfWeek(until), 1 - 7 * weeks);
      const docs = monthsBetween(first, until).map((month) => `checks/${month}`);
      for (const doc of docs) carried(context, doc);
      const all = docs.flatMap((doc) => statesIn<CheckState>(context.replica, 'check', doc));
      const found = coverage(all, until, weeks);
      const empty = found.weeks.map(() => 0);
      // A county where nothing was checked stands in the list too: that is what coverage is for.
      const counties = [
        ...COUNTIES.filter(({ code }) => !found.counties.some(({ county }) => county === code)).map(
          ({ code }) => ({
            ...{ county: code as string | null, total: 0, unfit: 0, byWeek: empty },
          }),
        ),
        ...found.counties,
      ];
      return {
        ...{
          until,
          weeks: found.weeks,
          total: found.total,
          unfit: found.unfit,
          twoOfficers: found.twoOfficers,
        },
        counties: counties.map((each) => ({ ...each, name: countyName(each.county) })),
        points: found.points.map((each) => ({ ...each, last: isoShanghai(each.last) })),
      };
    },
  },
} satisfies Partial<Queries>;
