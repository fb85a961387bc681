import { expect, test } from 'vitest';
import { applications, BOOKS, difficulties, fleet, type Page, pages } from '../../city/books.ts';
import { enterprises } from '../../city/enterprises.ts';
import { type Alert, alertAt, alertFold, type Calendar, calendarFold, planOn } from '../../domain/alert.ts';
import { parseTime } from '../../domain/day.ts';
import { mayStand, parseDocument } from '../../domain/documents.ts';
import { fleetFold, fleetTrend, inService, type Truck } from '../../domain/fleet.ts';
import type { Fold } from '../../domain/fold.ts';
import type { Json } from '../../domain/ledger/canonical.ts';
import { readClock } from '../../domain/ledger/clock.ts';
import { Entry } from '../../domain/ledger/entry.ts';
import { isWeighty, mayWriteEntry } from '../../domain/post.ts';
import { CHAINS, tallyOf } from '../../domain/tally.ts';

const NOW = parseTime('2024-12-05T14:32:00+08:00')!;
const DAY = '2024-12-05';
const DAY_MS = 86_400_000;
const some = enterprises(1, 20);

function folded<S extends Json>(fold: Fold<S>, entries: readonly Entry[]): S[] {
  const taken = entries.filter(({ kind }) => fold.takes(kind));
  return [...Map.groupBy(taken, fold.subject).values()].flatMap((own) => {
    const state = fold.fold(own);
    return state === null ? [] : [state];
  });
}

const entriesOf = (all: readonly Page[]) => all.flatMap(({ entries }) => entries);

test('what the books hold may be written by the office unsigned, is the same each time, and only grows', () => {
  const all = pages(1, some, NOW);
  expect(pages(1, some, NOW)).toEqual(all);
  expect(all.map(({ document }) => document)).toEqual([
    'fleet',
    ...['subsidies/2023', 'services/2023', 'alerts/2023'],
    ...['subsidies/2024', 'services/2024', 'alerts/2024'],
  ]);
  for (const { document, entries } of all)
    for (const each of entries) {
      Entry.parse(each);
      expect([each.by.person, isWeighty(each.kind), readClock(each.at).ms <= NOW]).toEqual([
        BOOKS,
        false,
        true,
      ]);
      expect(mayWriteEntry({ role: 'office' }, each), each.kind).toBe(true);
      expect(mayStand(each.kind, parseDocument(document)!.family)).toBe(true);
    }
  const ids = entriesOf(all).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const known = new Map(entriesOf(all).map((each) => [each.id, each]));
  for (const sooner of entriesOf(pages(1, some, NOW - 40 * DAY_MS)))
    expect(known.get(sooner.id)).toEqual(sooner);
});

test('some 460 trucks of 500 run in December 2024, each with a plate of its own; some were struck off', () => {
  for (const seed of [1, 2, 3]) {
    const entries = fleet(seed, NOW);
    const trucks = folded<Truck>(fleetFold, entries);
    const running = trucks.filter((truck) => inService(truck, DAY)).length;
    expect(running).toBeGreaterThan(430);
    expect(running).toBeLessThan(490);
    expect(running).toBeLessThan(trucks.length);
    const plates = entries.flatMap(({ body }) => (body.plate === undefined ? [] : [String(body.plate)]));
    expect([plates.length, new Set(plates).size]).toEqual([trucks.length, trucks.length]);
    for (const plate of plates) expect(plate).toMatch(/^豫H\d{5}D$/);
    const trend = fleetTrend(trucks, DAY, 30).map(({ value }) => value);
    expect(trend[0]).toBeLessThan(running);
  }
});

test('applications stand at what needs no signature, and a refused one was handed in before', () => {
  const entries = applications(1, 2024, NOW);
  const tally = tallyOf(entries, CHAINS.subsidies, DAY)!;
  expect(Object.keys(tally.byStage).sort()).toEqual(['applied', 'ruled']);
  expect(tally.byStage.ruled! * 5).toBeLessThan(tally.total);
  for (const own of Map.groupBy(entries, ({ subject }) => subject).values()) {
    expect(own[0]!.kind).toBe('subsidy.applied');
    for (const { kind, body } of own.slice(1))
      expect([kind, body.result]).toEqual(['subsidy.ruled', 'refused']);
  }
  expect(applications(1, 2025, NOW)).toEqual([]);
});

test('difficulties are opened, visited and mostly closed; some lie past their day', () => {
  const entries = difficulties(1, some, 2024, NOW);
  const tally = tallyOf(entries, CHAINS.services, DAY)!;
  expect(tally.byStage.closed! * 2).toBeGreaterThan(tally.total);
  expect(tally.overdue).toBeGreaterThan(0);
  const ids = new Set(some.map(({ id }) => id));
  for (const own of Map.groupBy(entries, ({ subject }) => subject).values()) {
    const kinds = own.map(({ kind }) => kind);
    expect(CHAINS.services.kinds.slice(0, kinds.length)).toEqual(kinds);
    expect(own.map(({ at }) => at).toSorted()).toEqual(own.map(({ at }) => at));
    expect(ids).toContain(own[0]!.body.enterprise);
  }
});

test('an alert was raised and lifted, and a few enterprises have a calendar', () => {
  const entries = entriesOf(pages(1, some, NOW));
  const alerts = folded<Alert>(alertFold, entries);
  expect(alerts).toHaveLength(2);
  expect(alertAt(alerts, NOW)).toBeNull();
  for (const { from, liftedAt } of alerts) {
    expect(liftedAt! - from).toBeGreaterThan(3 * DAY_MS);
    expect(alertAt(alerts, from + DAY_MS)).not.toBeNull();
  }
  const calendars = folded<Calendar>(calendarFold, entries);
  const on = (day: string) => calendars.map((each) => planOn(each, day)).sort();
  expect(on(DAY)).toEqual(['running', 'staggered', 'staggered', 'staggered']);
  expect(on('2024-10-25')).toEqual(['maintenance', 'running', 'running', 'running']);
});

test('after the turn of the year what was opened before it goes on in its own year’s book', () => {
  const turn = parseTime('2025-01-01T00:00:00+08:00')!;
  const book = pages(1, some, turn + 30 * DAY_MS).find(({ document }) => document === 'services/2024')!;
  const late = book.entries.filter(({ at }) => readClock(at).ms >= turn);
  expect(late.length).toBeGreaterThan(0);
  expect(late.map(({ kind }) => kind)).not.toContain('service.opened');
});
