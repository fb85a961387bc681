import { z } from 'zod';
import { Performance, type PromiseState, promisesIn } from './enterprise.ts';
import { EvidenceFitness } from './evidence.ts';
import type { Fold } from './fold.ts';
import type { Json } from './ledger/canonical.ts';
import type { Entry } from './ledger/entry.ts';

/** What the office knows by name: enterprises with gates, charging operators and stations, devices. */

const Id = z.string().min(1).max(64);
const Name = z.string().min(1).max(256);
const Words = z.string().max(256);
const Degrees = z.number().finite();
const Maybe = <T extends z.ZodType>(type: T) => type.nullish().transform((value) => value ?? null);

/** The plan's two tiers of enterprises with gates: 重点“双高” and the others (DOMAIN.md 0). */
export const EnterpriseTier = z.enum(['key_dual_high', 'other_gated']);

/** Body of `enterprise.registered`: the whole of what is known now, not a change. */
export const EnterpriseRegistered = z.looseObject({
  /** 统一社会信用代码. */
  enterprise: Id,
  name: Name,
  shortName: Words.nullish(),
  tier: EnterpriseTier,
  /** GB/T 2260. */
  county: z.string().regex(/^\d{6}$/),
  gates: z.array(Id),
  industry: Words.nullish(),
  /** A line of text as a table has it, or in parts. */
  responsible: z
    .union([Words, z.looseObject({ unit: Words.nullish(), person: Words.nullish(), phone: Words.nullish() })])
    .nullish(),
  /** 绩效分级: grade held and aimed at, and the way county → city → province (DOMAIN.md 3.6). */
  performance: z.unknown().optional(),
  /** 一企一策: who carries, under which contract, how many new-energy trucks by when. */
  promises: z.unknown().optional(),
  /** Gate -> the maker of its system. */
  vendors: z.record(z.string(), z.string().max(100)).nullish(),
  /** Passages per hour that are usual at each gate, so that silence can be told from a slow hour. */
  expected: z.record(z.string(), z.number().nonnegative()).nullish(),
});

export type EnterpriseState = {
  id: string;
  name: string;
  shortName: string;
  tier: z.infer<typeof EnterpriseTier>;
  county: string;
  gates: string[];
  industry: string | null;
  responsible: { unit: string | null; person: string | null; phone: string | null } | null;
  expected: { [gate: string]: number } | null;
  vendors: { [gate: string]: string };
  performance: Performance | null;
  promises: PromiseState[];
};

const ConnectorBody = z.object({
  id: Id,
  name: Maybe(Words),
  type: Maybe(z.number()),
  /** kW. */
  power: Maybe(z.number()),
});
const EquipmentBody = z.object({
  id: Id,
  name: Maybe(Words),
  type: Maybe(z.number()),
  power: Maybe(z.number()),
  connectors: z.array(ConnectorBody),
});

/** Body of `station.registered`: a T/CEC 102 StationInfo as the office took it in. */
export const StationRegistered = z.looseObject({
  station: Id,
  /** The operator that sent it. */
  operator: Id,
  name: Name,
  county: z.string().regex(/^\d{6}$/),
  address: Maybe(Words),
  stationTel: Maybe(Words),
  serviceTel: Maybe(Words),
  /** GCJ-02 degrees. */
  lon: Degrees,
  lat: Degrees,
  /** StationStatus and StationType of T/CEC 102.2. */
  status: z.number().int(),
  type: Maybe(z.number()),
  equipment: z.array(EquipmentBody),
});

export type StationState = {
  id: string;
  operator: string;
  name: string;
  county: string;
  address: string | null;
  stationTel: string | null;
  serviceTel: string | null;
  lon: number;
  lat: number;
  status: number;
  type: number | null;
  equipment: z.infer<typeof EquipmentBody>[];
  /** Clock of the entry that says so. */
  at: string;
};

/** Body of `station.entrusted`: who answers for a station, as the office has it; no operator's push says so. */
export const StationEntrusted = z.looseObject({
  station: Id,
  unit: Maybe(Words),
  person: Maybe(Words),
  phone: Maybe(Words),
});
export type StationKeeper = {
  id: string;
  unit: string | null;
  person: string | null;
  phone: string | null;
};

/** Body of `operator.registered`: a charging operator, without its secrets. */
export const OperatorRegistered = z.looseObject({ operator: Id, name: Name });
export type OperatorState = { id: string; name: string };

/** Body of `device.registered`: a camera or a roadside instrument. */
export const DeviceRegistered = z.looseObject({
  device: Id,
  name: Name,
  kind: Words,
  county: Maybe(Words),
  lon: Maybe(Degrees),
  lat: Maybe(Degrees),
  zone: Maybe(Words),
});
export type DeviceState = {
  id: string;
  name: string;
  kind: string;
  county: string | null;
  lon: number | null;
  lat: number | null;
  zone: string | null;
  /** What its records' worth as evidence rests on. */
  fitness: EvidenceFitness;
};

/** A part that can't be read is a part that is missing: its lack is shown. */
function fitnessOf({ calibratedTo, legalReview, technicalReview, publishedOn }: Record<string, unknown>) {
  const one = (part: Record<string, unknown>) => {
    const read = EvidenceFitness.safeParse(part);
    return read.success ? read.data : EvidenceFitness.parse({});
  };
  return {
    calibratedTo: one({ calibratedTo }).calibratedTo,
    legalReview: one({ legalReview }).legalReview,
    technicalReview: one({ technicalReview }).technicalReview,
    publishedOn: one({ publishedOn }).publishedOn,
  };
}

/** The latest entry, by clock, whose body can be read. */
function latest<Body, State extends Json>(
  noun: string,
  kind: string,
  body: z.ZodType<Body>,
  state: (body: Body, at: string) => State,
  words: (state: State) => (string | null)[],
): Fold<State> {
  return {
    noun,
    version: 4,
    family: 'registry',
    takes: (each) => each === kind,
    subject: (entry: Entry) => entry.subject,
    fold(entries) {
      for (const entry of entries.toReversed()) {
        const read = body.safeParse(entry.body);
        if (read.success) return state(read.data, entry.at);
      }
      return null;
    },
    words,
  };
}

type Responsible = z.infer<typeof EnterpriseRegistered>['responsible'];

function responsibleOf(value: Responsible): EnterpriseState['responsible'] {
  if (value == null || value === '') return null;
  if (typeof value === 'string') return { unit: null, person: value, phone: null };
  return { unit: value.unit ?? null, person: value.person ?? null, phone: value.phone ?? null };
}

const registeredFold = latest(
  'enterprise',
  'enterprise.registered',
  EnterpriseRegistered,
  (body): EnterpriseState => ({
    id: body.enterprise,
    name: body.name,
    shortName: body.shortName || body.name,
    tier: body.tier,
    county: body.county,
    gates: body.gates,
    industry: body.industry ?? null,
    responsible: responsibleOf(body.responsible),
    expected: body.expected ?? null,
    vendors: body.vendors ?? {},
    performance: body.performance ? (Performance.safeParse(body.performance).data ?? null) : null,
    promises: promisesIn(body.promises, []),
  }),
  ({ name, shortName, id, responsible }) => [
    name,
    shortName === name ? null : shortName,
    responsible?.person ?? null,
    id,
  ],
);

const PROMISING = ['enterprise.promised', 'enterprise.promiseWithdrawn'];

/** The last registration that can be read, with each promise as it stands: no edit of the one loses the other. */
export const enterpriseFold: Fold<EnterpriseState> = {
  ...registeredFold,
  version: 4,
  takes: (kind) => kind === 'enterprise.registered' || PROMISING.includes(kind),
  fold(entries) {
    const registered = entries.filter(({ kind }) => kind === 'enterprise.registered');
    const last = registered.findLast(({ body }) => EnterpriseRegistered.safeParse(body).success);
    const state = last ? registeredFold.fold([last]) : null;
    return state && { ...state, promises: promisesIn(last!.body.promises, entries) };
  },
};

export const stationFold = latest(
  'station',
  'station.registered',
  StationRegistered,
  (body, at): StationState => ({
    id: body.station,
    operator: body.operator,
    name: body.name,
    county: body.county,
    address: body.address,
    stationTel: body.stationTel,
    serviceTel: body.serviceTel,
    lon: body.lon,
    lat: body.lat,
    status: body.status,
    type: body.type,
    equipment: body.equipment,
    at,
  }),
  ({ name, address, id }) => [name, address, id],
);

export const stationKeeperFold = latest(
  'station-keeper',
  'station.entrusted',
  StationEntrusted,
  ({ station, unit, person, phone }): StationKeeper => ({ id: station, unit, person, phone }),
  () => [],
);

/**
 * Stations with each connector in one alone: an operator that gives a station a new number names its connectors
 * twice, and a gun counted twice is a wrong number. The station registered last keeps it; a pile without any is gone.
 */
export function eachConnectorOnce(stations: readonly StationState[]): StationState[] {
  const owner = new Map<string, StationState>();
  for (const station of stations)
    for (const { connectors } of station.equipment)
      for (const { id } of connectors) {
        const other = owner.get(id);
        if (!other || station.at > other.at) owner.set(id, station);
      }
  return stations.map((station) => {
    const lost = station.equipment.some((pile) =>
      pile.connectors.some(({ id }) => owner.get(id) !== station),
    );
    if (!lost) return station;
    const equipment = station.equipment
      .map((pile) => ({ ...pile, connectors: pile.connectors.filter(({ id }) => owner.get(id) === station) }))
      .filter((pile) => pile.connectors.length > 0);
    return { ...station, equipment };
  });
}

export const operatorFold = latest(
  'operator',
  'operator.registered',
  OperatorRegistered,
  (body): OperatorState => ({
    id: body.operator,
    name: body.name,
  }),
  ({ name, id }) => [name, id],
);

export const deviceFold = latest(
  'device',
  'device.registered',
  DeviceRegistered,
  (body): DeviceState => ({
    id: body.device,
    name: body.name,
    kind: body.kind,
    county: body.county,
    lon: body.lon,
    lat: body.lat,
    zone: body.zone,
    fitness: fitnessOf(body),
  }),
  ({ name, id }) => [name, id],
);

export const registryFolds: Fold[] = [
  enterpriseFold,
  stationFold,
  stationKeeperFold,
  operatorFold,
  deviceFold,
];
