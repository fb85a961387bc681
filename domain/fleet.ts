import { z } from 'zod';
import { addDays, dayOf } from './day.ts';
import type { Fold } from './fold.ts';
import { readClock } from './ledger/clock.ts';
import type { Entry } from './ledger/entry.ts';
import { normalise } from './plate.ts';
import { Day } from './shape.ts';

/** New-energy trucks in service: registered and struck off, one subject a truck (the ledger `fleet`). */
export const FleetBody = z.looseObject({
  /** Day of the registration or of the striking off; the entry's day where it is missing. */
  on: Day.optional(),
});

/** What a registration says of the truck; what can't be read of it is not known, and takes nothing else with it. */
const Words = z.string().trim().min(1).max(200);
const said = (value: unknown): string | null => Words.safeParse(value).data ?? null;

/** Spans in service: first day, and the day on which it was struck off; null while it runs. */
export type Truck = {
  id: string;
  spans: [from: string, struck: string | null][];
  /** In normal form. */
  plate: string | null;
  vin: string | null;
  /** The unit that owns it. */
  owner: string | null;
};

const dayOfEntry = (entry: Entry): string => {
  const body = FleetBody.safeParse(entry.body);
  return (body.success ? body.data.on : undefined) ?? dayOf(readClock(entry.at).ms);
};

/** Of each of them the last that a registration says. */
function whoIs(entries: readonly Entry[]): Record<'plate' | 'vin' | 'owner', string | null> {
  const last = (field: string) =>
    entries.reduce<string | null>(
      (known, { kind, body }) => (kind === 'fleet.registered' ? said(body[field]) : null) ?? known,
      null,
    );
  return { plate: last('plate'), vin: last('vin'), owner: last('owner') };
}

export const fleetFold: Fold<Truck> = {
  noun: 'truck',
  version: 2,
  family: 'fleet',
  takes: (kind) => kind === 'fleet.registered' || kind === 'fleet.struck',
  subject: (entry) => entry.subject,
  fold(entries) {
    const dated = entries.map((entry) => ({ kind: entry.kind, day: dayOfEntry(entry) }));
    // Days decide; on one day a truck is struck off before it is registered again.
    dated.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.kind < b.kind ? 1 : -1));
    const spans: Truck['spans'] = [];
    for (const { kind, day } of dated) {
      const open = spans.at(-1);
      if (kind === 'fleet.registered' && (!open || open[1] !== null)) spans.push([day, null]);
      if (kind === 'fleet.struck' && open?.[1] === null) open[1] = day;
    }
    if (spans.length === 0) return null;
    const { plate, vin, owner } = whoIs(entries);
    return {
      ...{ id: entries[0]!.subject, spans, owner },
      ...{ plate: plate && normalise(plate), vin: vin?.toUpperCase() ?? null },
    };
  },
  words: ({ plate, vin, owner }) => [plate, vin, owner],
};

export function inService(truck: Truck, day: string): boolean {
  return truck.spans.some(([from, struck]) => from <= day && (struck === null || day < struck));
}

/** Trucks in service at the end of each of the `days` days up to and with `until`, oldest first. */
export function fleetTrend(
  trucks: readonly Truck[],
  until: string,
  days: number,
): { date: string; value: number }[] {
  const dates = Array.from({ length: days }, (_, index) => addDays(until, index - days + 1));
  return dates.map((date) => ({ date, value: trucks.filter((truck) => inService(truck, date)).length }));
}
