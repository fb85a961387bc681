import { LIGHT_RULE, LightsStated } from '../domain/action-light.ts';
import { alertHolds } from '../domain/alert.ts';
import type { ColourNorm } from '../domain/colour.ts';
import { dayOf } from '../domain/day.ts';
import { documentOn } from '../domain/documents.ts';
import { isUnread, normalise } from '../domain/plate.ts';
import { RepeatRuleStated, repeatRuleOn } from '../domain/repeat.ts';
import { inHours, judgeRoad, PassGranted, RoadRuleStated, rulesOn, ZoneStated } from '../domain/road.ts';
import { faultIn } from '../domain/road-line.ts';
import { Refusal } from '../domain/rpc.ts';
import { colourIn, coloursFor, vehicleOf } from '../domain/vehicle.ts';
import type { Acts, Context, Queries } from './app.ts';
import { nameOf } from './decisions.ts';
import { must, parsed } from './may.ts';
import { alertsOf, passesOf, passRow, roadBookOf, rulesOf, timeOf } from './road-book.ts';

/** Zones and rules of restricted roads, and the one answer whether a truck may be there. */

/** Pass codes that are listed, at most. */
const PASS_ROWS = 200;

function rulesNow(context: Context, asked: string | undefined) {
  const now = context.now();
  const date = asked ?? dayOf(now);
  const { zones, rules, repeat, refused } = rulesOf(context);
  const inForce = new Set(rulesOn(rules, date));
  const ahead = rules.filter((each) => each.from > date && !each.withdrawn);
  const alerts = alertsOf(context).filter((each) => alertHolds(each, now));
  const name = nameOf(context);
  const by = (entry: string | null) => {
    const found = entry === null ? null : context.replica.entry('registry', entry);
    return found ? name(found.by.person) : null;
  };
  const passes = passesOf(context).map((each) => passRow(each, date));
  return {
    date,
    zones: zones
      .filter((each) => !each.withdrawn)
      .map((each) => ({
        ...{ zone: each.zone, name: each.name, within: each.within ?? null },
        polygon: each.polygon?.map(([lon, lat]): [number, number] => [lon, lat]) ?? null,
        ...{ from: each.from, to: each.to ?? null, basis: each.basis, stated: each.entry !== null },
      })),
    rules: [...inForce, ...ahead].map((each) => ({
      ...{ rule: each.rule, name: each.name, phase: each.phase ?? null, zones: each.zones, from: each.from },
      ...{ to: each.to ?? null, hours: each.hours ?? [], alert: each.alert ?? null, effect: each.effect },
      ...{ sizes: each.vehicles.sizes ?? null, energies: each.vehicles.energies ?? null, basis: each.basis },
      active:
        inForce.has(each) &&
        inHours(each.hours, now) &&
        (!each.alert || alerts.some((alert) => each.alert!.includes(alert.level))),
      ...{ ahead: !inForce.has(each), stated: each.entry !== null, by: by(each.entry) },
    })),
    repeat: repeatRuleOn(repeat, date),
    passes: {
      valid: passes.filter(({ valid }) => valid).length,
      all: passes.length,
      list: passes
        .filter(({ valid, from }) => valid || from > date)
        .slice(-PASS_ROWS)
        .toReversed(),
    },
    refused,
  };
}

export const queries = {
  'road.rules': {
    reads: ['registry', 'receipts', 'alerts', 'fleet'],
    timed: true,
    run: (context, { date }) => rulesNow(context, date),
  },
  'road.judge': {
    reads: ['registry', 'receipts', 'alerts', 'fleet'],
    run(context, { plate, plateColor, vehicleType, fuel, place, at }) {
      const read = plate && !isUnread(plate) ? normalise(plate) : null;
      const book = roadBookOf(context);
      const judge = (colour: ColourNorm | undefined) =>
        judgeRoad(book, read, {
          vehicle: vehicleOf({ plate, colour, vehicleType, fuel }),
          ...{ place, at: timeOf(context, at) },
        });
      const colour = colourIn(plateColor);
      const each = coloursFor(read).map((of) => ({ colour: of, verdict: judge(of).verdict }));
      const differ = colour === undefined && new Set(each.map(({ verdict }) => verdict)).size > 1;
      return { ...judge(colour), colours: differ ? each : [] };
    },
  },
} satisfies Partial<Queries>;

export const acts = {
  'zone.state': {
    run(context, input) {
      must(context, 'zone.stated');
      const body = parsed('zone.stated', ZoneStated, input);
      const fault = body.polygon ? faultIn(body.polygon) : null;
      if (fault) throw new Refusal('bad_line', `zone.stated: polygon: ${fault.fault}`, body.zone);
      return { id: context.record('registry', 'zone.stated', body.zone, body, { sign: true }).id };
    },
  },
  'rule.state': {
    run(context, input) {
      must(context, 'rule.stated');
      const body = ruleOf(context, input);
      return { id: context.record('registry', 'rule.stated', input.rule, body, { sign: true }).id };
    },
  },
  'pass.grant': {
    run(context, input) {
      must(context, 'pass.granted');
      const body = parsed('pass.granted', PassGranted, input);
      if (body.to < body.from)
        throw new Refusal('bad_input', `pass.granted: to: before ${body.from}`, body.code);
      const id = context.newId();
      context.record(documentOn('fleet', dayOf(context.now())), 'pass.granted', id, body, { id });
      return { id };
    },
  },
  'pass.withdraw': {
    run(context, { pass, ...rest }) {
      must(context, 'pass.withdrawn');
      const granted = context.replica.entry('fleet', pass);
      if (granted?.kind !== 'pass.granted')
        throw new Refusal('unknown_pass', `${pass}: no such pass here`, pass);
      return { id: context.record('fleet', 'pass.withdrawn', pass, { ...rest, pass }).id };
    },
  },
} satisfies Partial<Acts>;

/** @throws {Refusal} where the rule cannot be read, or speaks of a zone that nobody has stated. */
function ruleOf(context: Context, input: { rule: string }) {
  if (input.rule === 'emission.repeat') return parsed('rule.stated', RepeatRuleStated, input);
  if (input.rule === LIGHT_RULE) return parsed('rule.stated', LightsStated, input);
  const body = parsed('rule.stated', RoadRuleStated, input);
  const { zones } = rulesOf(context);
  const missing = body.zones.find((zone) => !zones.some((each) => each.zone === zone));
  if (missing !== undefined) throw new Refusal('unknown_zone', `${missing}: no such zone here`, missing);
  return body;
}
