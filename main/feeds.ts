import type { Output } from '../domain/contract.ts';
import { dayOf, isoShanghai, parseTime } from '../domain/day.ts';
import { documentOn } from '../domain/documents.ts';
import type { Freshness } from '../domain/gate-table.ts';
import type { DeviceState } from '../domain/registry.ts';
import type { Context, Queries } from './app.ts';
import { boardOn } from './board.ts';
import { caseloadOn } from './cases.ts';
import { chargersOn } from './chargers.ts';
import { tableOn } from './gates.ts';
import { goalsOn } from './goals.ts';
import { ageOf, ledgerAge } from './moment.ts';
import { statesIn } from './states.ts';

/** What comes in, and how old it is. */
type Feed = Output<'feeds.status'>['feeds'][number];

/** A camera sends when it sees something: silence for less than this says nothing (configuration, 依据待核). */
const DEVICE_QUIET_MS = 60 * 60_000;

const unknown = (feed: Feed['feed'], freshness: Freshness = 'unknown'): Feed => ({
  feed,
  freshness,
  reporting: null,
  due: null,
  lastAt: null,
});

function gates(context: Context, date: string): Feed {
  if (!context.carries(`gates/${date}`)) return unknown('gates');
  const { rows, coverage, asOf } = tableOn(context, date);
  const ages = rows.map((row) => row.freshness);
  const freshness = ages.includes('fresh') ? 'fresh' : ages.includes('stale') ? 'stale' : 'none';
  return {
    feed: 'gates',
    freshness,
    reporting: coverage.gatesReporting,
    due: coverage.gatesDue,
    lastAt: asOf,
  };
}

function chargers(context: Context, date: string): Feed {
  if (!context.carries(`chargers/${date}`)) return unknown('chargers');
  const { stations, asOf } = chargersOn(context);
  const fresh = stations.filter((station) => station.freshness === 'fresh').length;
  const freshness = fresh > 0 ? 'fresh' : asOf === null ? 'none' : 'stale';
  return { feed: 'chargers', freshness, reporting: fresh, due: stations.length, lastAt: asOf };
}

/** Devices of a feed: what they last sent is a case. How many are alive cannot be told from that. */
function devices(context: Context, date: string, feed: 'cameras' | 'remote_sensing'): Feed {
  const all = statesIn<DeviceState>(context.replica, 'device', 'registry');
  const own = all.filter((device) => (device.kind === 'remote_sensing') === (feed === 'remote_sensing'));
  const found = caseloadOn(context, date);
  if (!found) return { ...unknown(feed), due: own.length || null };
  const last = found.load.heard[feed];
  const quiet = last !== null && context.now() - last > DEVICE_QUIET_MS;
  return {
    feed,
    freshness: last === null ? 'none' : quiet ? 'unknown' : 'fresh',
    reporting: null,
    due: own.length || null,
    lastAt: last === null ? null : isoShanghai(last),
  };
}

function office(context: Context): Feed {
  const { connected, lastSync } = context.sync();
  const last = lastSync === null ? null : parseTime(lastSync);
  const freshness = connected ? 'fresh' : last === null ? 'none' : 'stale';
  return { feed: 'office', freshness, reporting: null, due: null, lastAt: ledgerAge(context).asOf };
}

function feeds(context: Context): Output<'feeds.status'> {
  const date = dayOf(context.now());
  const trucks = goalsOn(context).trucks;
  const fleet = ageOf(context, trucks.source, date);
  const carried = context.carries(documentOn('subsidies', date));
  const told = carried ? 'subsidies' : boardOn(context, date)?.subsidies ? 'board' : 'none';
  const subsidies = ageOf(context, told, date);
  return {
    feeds: [
      gates(context, date),
      chargers(context, date),
      devices(context, date, 'remote_sensing'),
      devices(context, date, 'cameras'),
      { ...unknown('fleet', fleet.freshness), lastAt: fleet.asOf },
      { ...unknown('subsidies', subsidies.freshness), lastAt: subsidies.asOf },
      office(context),
    ],
  };
}

export const queries = {
  'feeds.status': {
    reads: [
      'gates',
      'gate-days',
      'chargers',
      'registry',
      'cases',
      'fleet',
      'board',
      'subsidies',
      'targets',
      'sync',
    ],
    timed: true,
    run: feeds,
  },
} satisfies Partial<Queries>;
