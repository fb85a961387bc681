import type { CaseState } from '../domain/case.ts';
import { caseRow } from '../domain/case.ts';
import type { EnterpriseCard, StationCard } from '../domain/contract/cards.ts';
import type { LinkKind } from '../domain/contract/meetings.ts';
import { countyName } from '../domain/county.ts';
import { dayOf, isoShanghai } from '../domain/day.ts';
import type { EnterpriseState } from '../domain/registry.ts';
import { Refusal } from '../domain/rpc.ts';
import type { Context, Queries } from './app.ts';
import { chargersOn } from './chargers.ts';
import { GATE_READS, tableOn, trendOf } from './gates.ts';
import { meetingTasks } from './meeting-tasks.ts';
import { factsNow, meetingsOf } from './meetings.ts';
import { stationsOf } from './registry.ts';
import { statesIn } from './states.ts';

/** A card for what is named in the room: an enterprise or a station, with who answers for it and what was promised. */
type Promised = EnterpriseCard['promised'];

const NOBODY = { unit: null, person: null, phone: null };
const TREND_DAYS = 30;
const CASES_SHOWN = 8;

/** Tasks whose agenda item was about this subject, or whose text names it; the newest first. */
function promised(context: Context, kind: LinkKind, id: string, names: readonly string[]): Promised {
  if (!context.carries('actions')) return [];
  const about = itemsAbout(context, kind, id);
  const found = meetingTasks(context).filter(
    ({ state }) =>
      (state.source.item !== null && about.has(state.source.item)) ||
      names.some((name) => state.content.includes(name)),
  );
  return found
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
      const { id: of, kind, stage, plate, openedAt, overdue } = caseRow(each, now);
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
    responsible: responsible ?? NOBODY,
    ...{ released: row.released, green: row.green, percent: row.percent },
    ...{ status: row.status, feed: row.feed, current, next: row.next },
    trend: trend.map(({ date: day, percent, target }) => ({ date: day, percent, target })),
    cases: casesOf(context, enterprise),
    promised: promised(context, 'enterprise', id, [name, shortName]),
  };
}

function stationCard(context: Context, id: string): StationCard {
  const station = stationsOf(context).find((each) => each.id === id);
  if (!station) throw new Refusal('unknown_station', `${id}: no such station`, id);
  const row = chargersOn(context).stations.find((each) => each.station === id)!;
  const { guns, charging, fault, offline } = row.counts;
  return {
    ...{ id, name: station.name, county: station.county, countyName: countyName(station.county) },
    ...{ operator: row.operator, address: station.address, responsible: NOBODY },
    ...{ guns, charging, fault, offline, utilisation: row.utilisation },
    ...{ kwhToday: row.kwhToday, reportedAt: row.reportedAt },
    faults: row.connectors
      .filter(({ status }) => status === 'fault' || status === 'offline')
      .map(({ id: of, name, status, since }) => ({ id: of, name, status, since })),
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
    reads: ['chargers', 'registry', 'actions', 'receipts'],
    timed: true,
    run: (context, { station }) => stationCard(context, station),
  },
} satisfies Partial<Queries>;
