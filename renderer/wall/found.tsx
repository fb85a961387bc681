import { countyOfUnit } from '../../domain/action.ts';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { type Brought, bringsCounty, bringsEnterprise, bringsNamed, bringsStation } from './focus.ts';
import { useToday } from './today.ts';

/**
 * What a scene has of what is brought out, in a few words; a place of which it has nothing says so. What is its own row
 * needs no count.
 */
interface Props {
  of: Brought;
  date: string | null;
}

export function FoundGates({ of, date }: Props) {
  const t = useText().wall.focus;
  const rows = useQuery('gates.day', { date: useToday(date) }).value?.rows;
  if (!rows || of.kind === 'enterprise') return null;
  const own = rows.filter((row) => bringsEnterprise(of, row));
  return <span>{t.gates(own.length, own.filter(({ status }) => status === 'below').length)}</span>;
}

export function FoundStations({ of, date }: Props) {
  const t = useText().wall.focus;
  const stations = useQuery('chargers.now', date === null ? {} : { date }).value?.stations;
  if (!stations || of.kind === 'station') return null;
  const own = stations.filter((each) => bringsStation(of, each));
  return <span>{t.stations(own.length, own.filter(({ freshness }) => freshness !== 'fresh').length)}</span>;
}

export function FoundCases({ of, date }: Props) {
  const t = useText().wall.focus;
  const board = useQuery('enforcement.board', date === null ? {} : { date }).value;
  if (!board || board.source === 'none') return null;
  const own = board.cases.filter((each) =>
    bringsNamed(of, { counties: [each.county], text: each.place ?? '' }),
  );
  return <span>{t.cases(own.length, own.filter(({ overdue }) => overdue).length)}</span>;
}

export function FoundTasks({ of, date }: Props) {
  const t = useText().wall.focus;
  const load = useQuery('actions.board', date === null ? {} : { date }).value?.load;
  if (!load) return null;
  return <span>{t.tasks(load.listed.filter((row) => bringsNamed(of, taskOf(row))).length)}</span>;
}

/** Counties whose tiles stand out; where an enterprise or a station lies, that of its county. */
export function FoundPlaces({ of, date }: Props) {
  const t = useText().wall.focus;
  const told = useQuery('overview.now', date === null ? {} : { date }).value;
  if (!told || of.kind === 'county') return null;
  const own = told.counties.filter(({ county }) => bringsCounty(of, county));
  return <span>{own.length === 0 ? t.nowhere : t.within(own.map(({ name }) => name).join('、'))}</span>;
}

/** Whom a task concerns: its lead's and its supporting units' counties, and what its text names. */
export function taskOf(row: {
  lead: string;
  county: string | null;
  content: string;
  supporting: readonly { unit: string }[];
}): { counties: (string | null)[]; text: string } {
  const units = [row.lead, ...row.supporting.map(({ unit }) => unit)];
  return { counties: [row.county, ...units.map(countyOfUnit)], text: row.content };
}
