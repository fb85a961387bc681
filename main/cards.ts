import type { ActionState } from '../domain/action.ts';
import { litAt } from '../domain/action-board.ts';
import type { CaseState } from '../domain/case.ts';
import { caseRow } from '../domain/case.ts';
import { dayShares, type StationDay } from '../domain/charger.ts';
import type { EnterpriseCard, StationCard } from '../domain/contract/cards.ts';
import type { LinkKind } from '../domain/contract/meetings.ts';
import { countyName } from '../domain/county.ts';
import { addDays, dayOf, isoShanghai } from '../domain/day.ts';
import { readable } from '../domain/fold.ts';
import { readClock } from '../domain/ledger/clock.ts';
import { lateProjects, type Project } from '../domain/project.ts';
import {
  type EnterpriseState,
  StationEntrusted,
  type StationKeeper,
  type StationState,
} from '../domain/registry.ts';
import { Refusal } from '../domain/rpc.ts';
import { workdays } from '../replica/workdays.ts';
import { lightsOf } from './action-queries.ts';
import type { Acts, Context, Queries } from './app.ts';
import { chargersOn } from './chargers.ts';
import { nameOf } from './decisions.ts';
import { GATE_READS, tableOn, trendOf } from './gates.ts';
import { shown } from './keep.ts';
import { must, parsed } from './may.ts';
import { factsNow, meetingsOf } from './meetings.ts';
import { stationsOf } from './registry.ts';
import { madeOf, statesIn } from './states.ts';

/** A card for what is named in the room: an enterprise or a station, with who answers for it and what was promised. */
type Promised = EnterpriseCard['promised'];

const NOBODY = { unit: null, person: null, phone: null, said: null };
const TREND_DAYS = 30;
const CASES_SHOWN = 8;

/** Who wrote the last entry of a kind about each subject, and when: whose word a person and a telephone are. */
function saidOf(context: Context, kind: string, subject: string): StationCard['responsible']['said'] {
  const last = madeOf(context.replica, 'registry', `last ${kind}`, () => {
    const own = readable(context.replica.entries('registry')).filter((entry) => entry.kind === kind);
    return new Map(own.sort((a, b) => (a.at < b.at ? -1 : 1)).map((entry) => [entry.subject, entry]));
  }).get(subject);
  return last ? { by: nameOf(context)(last.by.person), at: isoShanghai(readClock(last.at).ms) } : null;
}

/** Tasks whose agenda item was about this subject, or whose text names it; the newest first. */
function promised(context: Context, kind: LinkKind, id: string, names: readonly string[]): Promised {
  if (!context.carries('actions')) return [];
  const about = itemsAbout(context, kind, id);
  const tasks = statesIn<ActionState>(context.replica, 'action', 'actions').filter(
    ({ source, content }) =>
      (source.item !== null && about.has(source.item)) || names.some((name) => content.includes(name)),
  );
  return litAt(tasks, context.now(), workdays, lightsOf(context))
    .sort((a, b) => b.state.createdAt - a.state.createdAt)
    .map(({ state, light }) => ({
      ...{ meeting: state.source.meeting, id: state.id, text: state.content, dueOn: state.dueOn },
      ...{ at: isoShanghai(state.createdAt), state: light.light, done: state.ended },
    }));
}

/** Agenda items that were about a subject, of every meeting whose facts or draft are here. */
function itemsAbout(context: Context, kind: LinkKind, id: string): Set<string> {
  const items = meetingsOf(context).flatMap((meeting) => factsNow(context, meeting).items);
  const own = items.filter((item) => item.links.some((link) => link.kind === kind && link.id === id));
  return new Set(own.map((item) => item.id));
}

/** Cases that were opened at the enterprise's gates or name it as their place. */
function casesOf(context: Context, { id, name, shortName }: EnterpriseState): EnterpriseCard['cases'] {
  const now = context.now();
  const all = context.replica
    .family('cases')
    .slice(-2)
    .flatMap((doc) => statesIn<CaseState>(context.replica, 'case', doc));
  const own = all.filter(
    ({ place }) => place !== null && [id, name, shortName].some((of) => place.includes(of)),
  );
  return own
    .sort((a, b) => b.openedAt - a.openedAt)
    .slice(0, CASES_SHOWN)
    .map((each) => {
      const { id: of, kind, stage, plate, openedAt, overdue } = caseRow(shown(context, each), now);
      return { id: of, kind, stage, plate, openedAt, overdue };
    });
}

function enterpriseCard(context: Context, id: string): EnterpriseCard {
  const enterprise = statesIn<EnterpriseState>(context.replica, 'enterprise', 'registry').find(
    (each) => each.id === id,
  );
  if (!enterprise) throw new Refusal('unknown_enterprise', `${id}: no such enterprise`, id);
  const date = dayOf(context.now());
  const row = tableOn(context, date).rows.find((each) => each.enterprise === id)!;
  const { name, shortName, county, tier, industry, responsible } = enterprise;
  const trend = trendOf(context, date, TREND_DAYS, { enterprise: id });
  const current =
    row.target === null || row.tripsShort === null
      ? null
      : { value: row.target, tripsShort: row.tripsShort, dueOn: date };
  return {
    ...{ id, name, county, tier, industry, date },
    countyName: countyName(county),
    responsible: responsible
      ? { ...responsible, said: saidOf(context, 'enterprise.registered', id) }
      : NOBODY,
    ...{ released: row.released, green: row.green, percent: row.percent },
    ...{ status: row.status, feed: row.feed, current, next: row.next },
    trend: trend.map(({ date: day, percent, target }) => ({ date: day, percent, target })),
    cases: casesOf(context, enterprise),
    pledges: enterprise.promises,
    promised: promised(context, 'enterprise', id, [name, shortName]),
  };
}

/** Load and availability of a station day by day; a day whose gauge is no longer here is not known. */
function stationTrend(context: Context, station: string, date: string): StationCard['trend'] {
  return Array.from({ length: TREND_DAYS }, (_, index) => {
    const day = addDays(date, index - TREND_DAYS + 1);
    return madeOf(context.replica, `chargers/${day}`, `station ${station}`, () => {
      const found = context.replica.gauge(`chargers/${day}`)?.get(`station/${station}`);
      const { samples, kwh } = (found as StationDay | undefined) ?? { samples: [], kwh: null };
      return { date: day, ...dayShares(samples), kwh };
    });
  });
}

function milestonesOf(context: Context, station: string, date: string): StationCard['project'] {
  const projects = statesIn<Project>(context.replica, 'project', 'projects');
  const project = projects.find((each) => each.station === station);
  if (!project) return null;
  const { name, stage, dueOn } = project;
  const reached = project.reached.map(([of, on]) => ({ stage: of, on }));
  return { name, stage, dueOn, late: lateProjects([project], date).length > 0, reached };
}

/** Who answers for a station as the office has it. */
function keeperOf(context: Context, station: string): StationCard['responsible'] {
  const keeper = context.replica.state<StationKeeper>('station-keeper', 'registry', station);
  if (!keeper) return NOBODY;
  const { unit, person, phone } = keeper;
  return { unit, person, phone, said: saidOf(context, 'station.entrusted', station) };
}

function stationOf(context: Context, id: string): StationState {
  const station = stationsOf(context).find((each) => each.id === id);
  if (!station) throw new Refusal('unknown_station', `${id}: no such station`, id);
  return station;
}

function stationCard(context: Context, id: string): StationCard {
  const station = stationOf(context, id);
  const date = dayOf(context.now());
  const row = chargersOn(context).stations.find((each) => each.station === id)!;
  const { stations: _, piles: __, guns, ...counts } = row.counts;
  return {
    ...{ id, name: station.name, county: station.county, countyName: countyName(station.county) },
    ...{ operator: row.operator, address: station.address, responsible: keeperOf(context, id) },
    phones: {
      ...{ station: station.stationTel, service: station.serviceTel },
      at: isoShanghai(readClock(station.at).ms),
    },
    ...{ guns, counts, utilisation: row.utilisation, freshness: row.freshness },
    ...{ kwhToday: row.kwhToday, reportedAt: row.reportedAt },
    trend: stationTrend(context, id, date),
    faults: row.connectors
      .filter(({ status, stale }) => status === 'fault' || status === 'offline' || stale)
      .map(({ id: of, name, status, since, reportedAt, stale }) => ({
        ...{ id: of, name, status, stale },
        since: stale ? reportedAt : since,
      })),
    project: milestonesOf(context, id, date),
    promised: promised(context, 'station', id, [station.name]),
  };
}

export const queries = {
  'card.enterprise': {
    reads: [...GATE_READS, 'cases', 'actions'],
    timed: true,
    run: (context, { enterprise }) => enterpriseCard(context, enterprise),
  },
  'card.station': {
    reads: ['chargers', 'registry', 'actions', 'receipts', 'projects'],
    timed: true,
    run: (context, { station }) => stationCard(context, station),
  },
} satisfies Partial<Queries>;

export const acts = {
  'station.entrust': {
    run(context, input) {
      must(context, 'station.entrusted');
      const body = parsed('station.entrusted', StationEntrusted, input);
      stationOf(context, body.station);
      if (!body.unit && !body.person)
        throw new Refusal('bad_input', 'station.entrusted: neither a unit nor a person', body.station);
      return { id: context.record('registry', 'station.entrusted', body.station, body).id };
    },
  },
} satisfies Partial<Acts>;
