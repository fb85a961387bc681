import {
  type ConnectorCounts,
  type ConnectorNow,
  chargerShares,
  countConnectors,
  isStale,
  type Sample,
  type StationDay,
  shownState,
  sumCounts,
  sumSamples,
} from '../domain/charger.ts';
import { countyName } from '../domain/county.ts';
import { isoShanghai } from '../domain/day.ts';
import type { Json } from '../domain/ledger/canonical.ts';
import type { StationState } from '../domain/registry.ts';
import type { Context, Queries } from './app.ts';
import { carried } from './may.ts';
import { momentOf } from './moment.ts';
import { operatorName, stationsOf } from './registry.ts';

/** Stations, equipment and connectors as the operators' pushes and our polls say. */

type Values = ReadonlyMap<string, Json>;

const NOTHING: Values = new Map();

function gaugeOf(context: Context, date: string): Values {
  carried(context, `chargers/${date}`);
  return context.replica.gauge(`chargers/${date}`) ?? NOTHING;
}

const iso = (ms: number | undefined): string | null => (ms === undefined ? null : isoShanghai(ms));

function stationRow(context: Context, station: StationState, values: Values, now: number) {
  const known = station.equipment.flatMap((pile) =>
    pile.connectors.map((connector) => ({
      connector,
      pile: pile.id,
      now: (values.get(`connector/${connector.id}`) as ConnectorNow | undefined) ?? null,
    })),
  );
  const counts = countConnectors(known, now);
  const last = known.reduce<number | null>(
    (at, each) => (each.now && (at === null || each.now.reportedAt > at) ? each.now.reportedAt : at),
    null,
  );
  const day = values.get(`station/${station.id}`) as StationDay | undefined;
  return {
    station: station.id,
    name: station.name,
    county: station.county,
    countyName: countyName(station.county),
    operator: operatorName(context, station.operator),
    counts: { stations: 1, ...counts },
    connectors: known.map(({ connector, pile, now: reported }) => ({
      id: connector.id,
      name: connector.name ?? connector.id,
      pile,
      status: shownState({ pile, now: reported }),
      since: iso(reported?.since),
      reportedAt: iso(reported?.reportedAt),
      stale: isStale(reported?.reportedAt ?? null, now),
    })),
    freshness:
      last === null ? ('none' as const) : isStale(last, now) ? ('stale' as const) : ('fresh' as const),
    reportedAt: last === null ? null : isoShanghai(last),
    utilisation: chargerShares(counts).utilisation,
    kwhToday: day?.kwh ?? null,
    order: 0,
  };
}
type StationRow = ReturnType<typeof stationRow>;

/** Faults first, then silent stations, then what is offline; the rest by name. */
function troubledFirst(a: StationRow, b: StationRow): number {
  const silent = (row: StationRow) => Number(row.freshness !== 'fresh');
  return (
    b.counts.fault - a.counts.fault ||
    silent(b) - silent(a) ||
    b.counts.offline - a.counts.offline ||
    (a.name < b.name ? -1 : a.name > b.name ? 1 : a.station < b.station ? -1 : 1)
  );
}

export function chargersOn(context: Context, given?: string) {
  const { date, now } = momentOf(context, given);
  const values = gaugeOf(context, date);
  const rows = stationsOf(context).map((station) => stationRow(context, station, values, now));
  rows.sort(troubledFirst);
  rows.forEach((row, index) => {
    row.order = index;
  });
  const totals: ConnectorCounts = sumCounts(rows.map(({ counts: { stations: _, ...rest } }) => rest));
  const times = rows.flatMap((row) => row.reportedAt ?? []).sort();
  return { asOf: times.at(-1) ?? null, totals: { stations: rows.length, ...totals }, stations: rows };
}

export const queries = {
  'chargers.now': {
    reads: ['chargers', 'registry'],
    timed: true,
    run: (context, { date }) => chargersOn(context, date),
  },
  'chargers.load': {
    reads: ['chargers', 'registry'],
    run(context, { date }) {
      const samples: (Sample | null)[][] = [];
      for (const [key, value] of gaugeOf(context, date))
        if (key.startsWith('station/')) samples.push((value as unknown as StationDay).samples);
      return { date, samples: sumSamples(samples) };
    },
  },
} satisfies Partial<Queries>;
