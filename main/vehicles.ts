import { narrowed } from '../domain/carry.ts';
import { CaseJoined, type CaseState, isOverdue } from '../domain/case.ts';
import { caseAsOf, LINE_KINDS, worstFirst } from '../domain/caseload.ts';
import { CheckJoined, type CheckState } from '../domain/check.ts';
import type { CaseView, DeskCase, VehicleHistory } from '../domain/contract/road.ts';
import { addDays, dayOf, isoShanghai, monthOf } from '../domain/day.ts';
import { type EvidenceLack, evidenceLacks } from '../domain/evidence.ts';
import { classify, isUnread, normalise } from '../domain/plate.ts';
import type { DeviceState } from '../domain/registry.ts';
import { type Measurement, measured, type Repeat, repeatRuleOn, repeats } from '../domain/repeat.ts';
import { clashes, judgeRoad, type RoadVerdict } from '../domain/road.ts';
import { Refusal } from '../domain/rpc.ts';
import { holderOf, nextStages } from '../domain/stage.ts';
import { likelySame } from '../domain/twin.ts';
import { colourIn, vehicleOf } from '../domain/vehicle.ts';
import type { Acts, Context, Queries } from './app.ts';
import { findCase } from './cases.ts';
import { nameOf } from './decisions.ts';
import { expiredFiles, plateIsOver, shown } from './keep.ts';
import { carried, must, parsed } from './may.ts';
import { ledgerAge, monthsBetween } from './moment.ts';
import { passesOf, passRow, roadBookOf, rulesOf } from './road-book.ts';
import { madeOf, statesIn } from './states.ts';

/** What a case means: under the rules of the road, by the repeat rule, as evidence, and beside its vehicle's others. */

/** Rows of a desk's list, at most. */
const ROWS = 300;
/** How far back what has ended is listed. */
const ENDED_DAYS = 40;
/** A false alarm, or what was returned for want of evidence, is no hit; what was joined is counted elsewhere. */
const NO_HIT = new Set(['false_alarm', 'returned']);

type Seen = Measurement & { value: number; limit: number };

const instantOf = (state: CaseState) => state.capturedAt ?? state.openedAt;
const objectIn = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;

function measurementsOf(context: Context, state: CaseState | CheckState): Seen[] {
  const isCase = 'stage' in state;
  const at = isCase ? instantOf(state) : state.at;
  const source = isCase ? state.opened : state;
  const counts = state.joinedInto === null && !(isCase && NO_HIT.has(state.stage));
  const rule = repeatRuleOn(rulesOf(context).repeat, dayOf(at));
  return measured(objectIn(source.readings), objectIn(source.limits), rule).map((each) => ({
    ...{ id: state.id, at, counts },
    ...each,
  }));
}

/** By normal form of the plate, what one document measured; kept until the document changes. */
function measuredIn(context: Context, doc: string, noun: 'case' | 'check'): Map<string, Seen[]> {
  return madeOf(context.replica, doc, `measured ${rulesOf(context).repeat.length}`, () => {
    const found = new Map<string, Seen[]>();
    for (const state of statesIn<CaseState | CheckState>(context.replica, noun, doc)) {
      if (state.plate === null || isUnread(state.plate)) continue;
      const seen = measurementsOf(context, state);
      const plate = normalise(state.plate);
      if (seen.length) found.set(plate, [...(found.get(plate) ?? []), ...seen]);
    }
    return found;
  });
}

/** What cases and checks measured of a plate, over the months that the repeat rule can look back on from a day. */
function historyOf(context: Context, plate: string, day: string): Seen[] {
  const from = addDays(day, -800);
  const wanted = plate === '' ? [] : (['case', 'check'] as const);
  return wanted.flatMap((noun) =>
    context.replica
      .family(`${noun}s`)
      .filter((doc) => doc >= `${noun}s/${monthOf(from)}` && doc <= `${noun}s/${monthOf(day)}`)
      .flatMap((doc) => measuredIn(context, doc, noun).get(plate) ?? []),
  );
}

function repeatsOf(context: Context, history: readonly Seen[], id: string) {
  const judged = repeats(
    history,
    (day) => repeatRuleOn(rulesOf(context).repeat, day),
    (since, day) =>
      monthsBetween(since, day).every(
        (month) => context.carries(`cases/${month}`) && context.carries(`checks/${month}`),
      ),
  );
  return judged
    .filter((each) => each.id === id)
    .map((each) => {
      const own = history.find((seen) => seen.id === id && seen.pollutant === each.pollutant);
      return { ...each, value: own?.value ?? null, limit: own?.limit ?? null };
    });
}

/** The gravest of what a case's pollutants lead to. */
function leadsOf(all: readonly Pick<Repeat, 'leads'>[]): Repeat['leads'] | null {
  return (
    (['punish', 'unknown', 'remind', 'screen'] as const).find((leads) =>
      all.some((each) => each.leads === leads),
    ) ?? null
  );
}

/** What is registered of points and instruments, by id. */
export function devicesOf(context: Context): Map<string, DeviceState> {
  return madeOf(context.replica, 'registry', 'devices', () => {
    const all = statesIn<DeviceState>(context.replica, 'device', 'registry');
    return new Map(all.map((each) => [each.id, each]));
  });
}

/** Null for a case that no rule of the road is asked about. */
function judgedOf(context: Context, state: CaseState): RoadVerdict | null {
  if (state.kind !== 'restricted_road') return null;
  const { opened, plate } = state;
  const place = objectIn(opened.place) ?? {};
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  const vehicle = vehicleOf({
    plate,
    colour: colourIn(opened.plateColor),
    vehicleType: text(opened.vehicleType),
    fuel: text(objectIn(opened.readings)?.fuel) ?? text(opened.fuel),
  });
  return judgeRoad(roadBookOf(context), plate === null || isUnread(plate) ? null : normalise(plate), {
    vehicle,
    at: instantOf(state),
    place: { zone: text(place.zone), lon: state.lon, lat: state.lat },
  });
}

/** Where it says, else where its camera stands. */
function countyOfCase(context: Context, { county, device }: CaseState): string | null {
  return county ?? (device === null ? null : (devicesOf(context).get(device)?.county ?? null));
}

function deskCase(context: Context, state: CaseState, twins: readonly string[], now: number): DeskCase {
  const judged = judgedOf(context, state);
  const device = state.device === null ? undefined : devicesOf(context).get(state.device);
  const day = dayOf(instantOf(state));
  const history = judged || state.plate === null ? [] : historyOf(context, normalise(state.plate), day);
  const lacks: EvidenceLack[] = device ? evidenceLacks(device.fitness, day) : [];
  return {
    ...{ id: state.id, kind: state.kind, stage: state.stage, place: state.place },
    plate: shown(context, state).plate,
    ...{ county: countyOfCase(context, state), device: state.device, lacks, twins: [...twins] },
    ...{ deviceKnown: device !== undefined, deviceName: device?.name ?? null },
    capturedAt: state.capturedAt === null ? null : isoShanghai(state.capturedAt),
    openedAt: isoShanghai(state.openedAt),
    dueAt: state.dueAt === null ? null : isoShanghai(state.dueAt),
    overdue: isOverdue(state, now),
    holder: state.joinedInto === null ? holderOf(state.kind, state.stage) : 'nobody',
    heldSince: isoShanghai(state.stageSince),
    clash: judged && clashes(true, judged),
    verdict: judged?.verdict ?? null,
    leads: leadsOf(repeatsOf(context, history, state.id)),
    conflicts: state.conflicts.length,
  };
}

/** Running cases of a line, and of the last weeks what has ended where that is asked for. */
function casesOfLine(context: Context, line: 'road' | 'emission', ended: boolean, now: number): CaseState[] {
  const today = dayOf(now);
  const docs = monthsBetween(addDays(today, -ENDED_DAYS), today).map((month) => `cases/${month}`);
  const recent = docs.flatMap((doc) => statesIn<CaseState>(context.replica, 'case', doc));
  const older = context.replica.runningStates<CaseState>('case', new Set(docs));
  return [...recent, ...older]
    .flatMap((state) => caseAsOf(state, now) ?? [])
    .filter((state) => LINE_KINDS[line].includes(state.kind) && (ended || !state.ended));
}

const twinsAmong = (cases: readonly CaseState[]) =>
  likelySame(
    cases
      .filter((each) => each.joinedInto === null)
      .map((each) => ({ id: each.id, kind: each.kind, plate: each.plate, at: instantOf(each) })),
  );

export const queries = {
  'cases.desk': {
    reads: ['cases', 'checks', 'registry', 'receipts', 'alerts', 'fleet', 'sync'],
    timed: true,
    run(context, { line, holder, ended = false, counties = [] }) {
      const now = context.now();
      carried(context, `cases/${monthOf(dayOf(now))}`);
      const held = ({ kind, stage }: CaseState) => holder === undefined || holderOf(kind, stage) === holder;
      const ofLine = casesOfLine(context, line, ended, now);
      const near = (cases: CaseState[]) => narrowed(cases, counties, (each) => countyOfCase(context, each));
      const all = near(ofLine).rows;
      const { outside, unplaced } = near(ofLine.filter(held));
      const twins = twinsAmong(all);
      const byHolder = { environment: 0, police: 0, transport: 0, nobody: 0 };
      for (const { kind, stage, joinedInto } of all)
        byHolder[joinedInto === null ? holderOf(kind, stage) : 'nobody']++;
      const wanted = all.filter(held);
      const shown = worstFirst(wanted, now).slice(0, ROWS);
      const cases = shown.map((each) => deskCase(context, each, twins.get(each.id) ?? [], now));
      const running = all.filter((each) => !each.ended);
      const clash = running.filter((each) => {
        const judged = judgedOf(context, each);
        return judged !== null && clashes(true, judged);
      }).length;
      const counts = {
        running: running.length,
        overdue: running.filter((each) => isOverdue(each, now)).length,
        clash,
      };
      return {
        ...{ asOf: ledgerAge(context).asOf, counts, byHolder, cases, more: wanted.length - shown.length },
        area: { outside, unplaced },
      };
    },
  },
  'cases.view': {
    reads: ['cases', 'checks', 'registry', 'receipts', 'alerts', 'fleet', 'sync'],
    timed: true,
    run: (context, input): CaseView => viewOf(context, input.case),
  },
  'devices.list': {
    reads: ['registry'],
    timed: true,
    run(context) {
      const date = dayOf(context.now());
      const devices = [...devicesOf(context).values()].map(({ id, name, kind, county, zone, fitness }) => ({
        ...{ id, name, kind, county, zone, ...fitness, lacks: evidenceLacks(fitness, date) },
      }));
      devices.sort((a, b) => b.lacks.length - a.lacks.length || (a.id < b.id ? -1 : 1));
      return { date, devices };
    },
  },
  'vehicle.history': {
    reads: ['cases', 'checks', 'registry', 'receipts', 'fleet'],
    run: vehicleHistory,
  },
} satisfies Partial<Queries>;

function viewOf(context: Context, id: string): CaseView {
  const found = findCase(context, id);
  if (!found) throw new Refusal('unknown_case', `${id}: no such case here`, id);
  const { doc, state } = found;
  const now = context.now();
  const beside = statesIn<CaseState>(context.replica, 'case', doc).filter((each) => each.kind === state.kind);
  const name = nameOf(context);
  const history =
    state.plate === null ? [] : historyOf(context, normalise(state.plate), dayOf(instantOf(state)));
  return {
    ...deskCase(context, state, twinsAmong(beside).get(id) ?? [], now),
    document: doc,
    entry: state.history[0]!.entries[0]!,
    saved: context.saved(doc, state.history.at(-1)!.entries[0]!),
    next: state.joinedInto === null ? [...nextStages(state.kind, state.stage)] : [],
    history: state.history.map((step) => ({
      ...{ stage: step.stage, at: isoShanghai(step.at), by: name(step.by), note: step.note },
    })),
    conflicted: state.conflicts.map(({ from, kept, other }) => ({ from, kept, other })),
    refused: state.refused,
    joinedInto: state.joinedInto,
    judged: judgedOf(context, state),
    repeats: repeatsOf(context, history, id),
    opened: shown(context, state).opened,
    filesExpired: expiredFiles(context, state.opened, state.openedAt),
  };
}

/** Cases and checks of a plate, or of a VIN, of every month that is carried. */
function vehicleHistory(
  context: Context,
  input: { plate?: string | null | undefined; vin?: string | null | undefined },
) {
  const plate = input.plate && !isUnread(input.plate) ? normalise(input.plate) : null;
  const vin = input.vin?.trim().toUpperCase() || null;
  const today = dayOf(context.now());
  carried(context, `cases/${monthOf(today)}`);
  const rule = repeatRuleOn(rulesOf(context).repeat, today);
  const basis = { times: rule.times, months: rule.months, passResets: rule.passResets, basis: rule.basis };
  const found = (plate ?? vin) ? context.replica.found((plate ?? vin)!, 2000) : [];
  const states = found.flatMap(({ noun, doc, subject }): (CaseState | CheckState)[] => {
    if (noun !== 'case' && noun !== 'check') return [];
    const state = context.replica.state<CaseState | CheckState>(noun, doc, subject);
    // Who asks by plate must not learn by that what is past its time.
    if (!state || plateIsOver(context, state)) return [];
    const ownVin = 'stage' in state ? state.opened.vin : state.vin;
    const same = plate !== null ? state.plate !== null && normalise(state.plate) === plate : ownVin === vin;
    return same ? [state] : [];
  });
  const history = states.flatMap((state) => measurementsOf(context, state));
  const items = states.map((state): VehicleHistory['items'][number] & { ms: number } => {
    const isCase = 'stage' in state;
    const ms = isCase ? instantOf(state) : state.at;
    return {
      ...{ noun: isCase ? 'case' : 'check', id: state.id, kind: state.kind, at: isoShanghai(ms), ms },
      ...{ place: state.place, state: isCase ? state.stage : state.result, joinedInto: state.joinedInto },
      repeats: repeatsOf(context, history, state.id),
    };
  });
  items.sort((a, b) => b.ms - a.ms || (a.id < b.id ? -1 : 1));
  const passes = passesOf(context).filter((each) => each.plate === plate);
  return {
    ...{ plate, vin, plateClass: plate === null ? null : classify(plate).class, rule: basis },
    items: items.map(({ ms: _, ...item }) => item),
    passes: passes.map((each) => passRow(each, today)),
  };
}

export const acts = {
  'case.join': {
    run(context, { case: id, into, reason }) {
      must(context, 'case.joined');
      const found = findCase(context, id);
      if (!found) throw new Refusal('unknown_case', `${id}: no such case here`, id);
      if (into !== null) {
        const other = findCase(context, into);
        if (!other) throw new Refusal('unknown_case', `${into}: no such case here`, into);
        if (into === id || other.state.joinedInto !== null)
          throw new Refusal('joined', `${into} is itself joined into another`, into);
      }
      const body = parsed('case.joined', CaseJoined, { into, ...(reason ? { reason } : {}) });
      return { id: context.record(found.doc, 'case.joined', id, body).id };
    },
  },
  'check.join': {
    run(context, { check: id, into }) {
      must(context, 'check.joined');
      const doc = context.replica.family('checks').find((each) => context.replica.state('check', each, id));
      if (!doc) throw new Refusal('unknown_check', `${id}: no such check here`, id);
      const body = parsed('check.joined', CheckJoined, { into });
      return { id: context.record(doc, 'check.joined', id, body).id };
    },
  },
} satisfies Partial<Acts>;
