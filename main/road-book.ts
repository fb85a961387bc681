import type { Alert } from '../domain/alert.ts';
import type { PassRow } from '../domain/contract/road.ts';
import { dayOf, parseTime } from '../domain/day.ts';
import type { Refused } from '../domain/ledger/chain.ts';
import { readClock } from '../domain/ledger/clock.ts';
import { byClock, type Entry } from '../domain/ledger/entry.ts';
import type { Trust } from '../domain/ledger/trust.ts';
import { normalise } from '../domain/plate.ts';
import { type RepeatRule, RepeatRuleStated } from '../domain/repeat.ts';
import {
  type Pass,
  PassGranted,
  ROAD_SEEDS,
  type RoadBook,
  type RoadRule,
  RoadRuleStated,
  ZONES,
  ZoneStated,
} from '../domain/road.ts';
import type { Zone } from '../domain/road-zone.ts';
import type { Context } from './app.ts';
import { madeOf, statesIn } from './states.ts';

/** What this console believes of zones, rules and pass codes: signatures and receipts checked here. */
export interface Rules {
  zones: Zone[];
  rules: RoadRule[];
  repeat: RepeatRule[];
  /** Statements of other rules that bind, in the order of their receipts. */
  others: Entry[];
  refused: Refused[];
}

/** What fits no rule of this program, such as a newer one, changes nothing and is listed. */
function take(rules: Rules, entry: Entry): string | null {
  if (entry.kind === 'zone.stated') {
    const body = ZoneStated.safeParse(entry.body);
    if (body.success) rules.zones.push({ ...body.data, entry: entry.id });
    return body.success ? null : 'not a zone';
  }
  if (!/^(road|emission)\./.test(entry.subject)) {
    rules.others.push(entry);
    return null;
  }
  const road = RoadRuleStated.safeParse(entry.body);
  if (road.success) rules.rules.push({ ...road.data, entry: entry.id });
  const repeat = road.success ? null : RepeatRuleStated.safeParse(entry.body);
  if (repeat?.success) rules.repeat.push(repeat.data);
  return road.success || repeat?.success ? null : 'not a rule that this console knows';
}

function readRules(registry: readonly Entry[], trust: Trust): Rules {
  const rules: Rules = { zones: [...ZONES], rules: [...ROAD_SEEDS], repeat: [], others: [], refused: [] };
  const bound: { entry: Entry; seq: number }[] = [];
  for (const entry of registry) {
    if (entry.kind !== 'zone.stated' && entry.kind !== 'rule.stated') continue;
    const binding = trust.binding('registry', entry);
    if (binding.state === 'binding') bound.push({ entry, seq: binding.receipt.seq });
    else if (binding.state === 'refused')
      rules.refused.push({ id: entry.id, kind: entry.kind, reason: binding.reason });
  }
  // The later receipt is the later version: the order that counts.
  for (const { entry } of bound.sort((a, b) => a.seq - b.seq)) {
    const reason = take(rules, entry);
    if (reason) rules.refused.push({ id: entry.id, kind: entry.kind, reason });
  }
  return rules;
}

const read = new WeakMap<Trust, { hash: string; rules: Rules }>();

export function rulesOf(context: Context): Rules {
  const trust = context.trust();
  const hash = context.replica.hash('registry');
  const known = read.get(trust);
  if (known?.hash === hash) return known.rules;
  const rules = readRules(context.replica.entries('registry'), trust);
  read.set(trust, { hash, rules });
  return rules;
}

/** `id`: what a withdrawal names. */
export type KnownPass = Pass & { id: string };

export const passRow = (pass: KnownPass, day: string): PassRow => ({
  ...{ id: pass.id, plate: pass.plate, code: pass.code, zones: pass.zones, from: pass.from, to: pass.to },
  valid: pass.from <= day && day <= pass.to && (pass.withdrawnOn === null || day < pass.withdrawnOn),
});

/** Pass codes by the ledger `fleet`: granted, and withdrawn from a day on. */
export function passesOf(context: Context): KnownPass[] {
  if (!context.carries('fleet')) return [];
  return madeOf(context.replica, 'fleet', 'passes', () => {
    const granted = new Map<string, KnownPass>();
    for (const { kind, subject, body, at } of context.replica.entries('fleet').sort(byClock)) {
      const pass = kind === 'pass.granted' ? PassGranted.safeParse(body) : null;
      if (pass?.success)
        granted.set(subject, {
          ...{ ...pass.data, id: subject, plate: normalise(pass.data.plate), withdrawnOn: null },
        });
      const had = granted.get(subject);
      if (kind === 'pass.withdrawn' && had) had.withdrawnOn ??= dayOf(readClock(at).ms);
    }
    return [...granted.values()];
  });
}

export function alertsOf(context: Context): Alert[] {
  return context.replica.family('alerts').flatMap((doc) => statesIn<Alert>(context.replica, 'alert', doc));
}

export function roadBookOf(context: Context): RoadBook {
  const { zones, rules } = rulesOf(context);
  return { zones, rules, passes: passesOf(context), alerts: alertsOf(context) };
}

/** Epoch ms of a time that a screen gave; now where it gave none. */
export function timeOf(context: Context, text: string | null | undefined): number {
  return (text ? parseTime(text) : null) ?? context.now();
}
