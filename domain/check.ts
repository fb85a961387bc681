import { z } from 'zod';
import { placeOf } from './case.ts';
import { dayOf, monthOf, parseTime } from './day.ts';
import type { Fold } from './fold.ts';
import type { Json } from './ledger/canonical.ts';
import { readClock } from './ledger/clock.ts';
import type { Entry } from './ledger/entry.ts';
import { normalise } from './plate.ts';
import { Id, Moment, Sha256 } from './shape.ts';

/** Checks carried out, so that hits have a denominator: on the road, of emissions, counting at a gate. */
export const CHECK_KINDS = ['road', 'emission', 'gate_count'] as const;
/** `unfit` is a hit; `unclear` a check without result. */
export const CHECK_RESULTS = ['fit', 'unfit', 'unclear'] as const;

const Count = z.number().int().nonnegative();

/** An officer who took part, with the number of the enforcement certificate (执法证号). */
const Officer = z.union([
  z.string().max(128),
  z.looseObject({ name: z.string().min(1).max(64), certificate: z.string().max(64).nullish() }),
]);

/** What an inspector kept of a check: a file by its hash, the original and a small copy. */
export const Evidence = z.looseObject({
  sha256: Sha256,
  /** 车头, 车尾, 行驶证, 烟度计 … */
  kind: z.string().max(32),
  small: Sha256.nullish(),
  bytes: Count.nullish(),
  /** As the file itself says, offset included where it has one. */
  takenAt: z.string().max(40).nullish(),
});

/**
 * Body of `check.recorded`: what was checked, not only what was hit. Unknown fields are kept. Two officers with
 * certificates take part (行政处罚法, 依据待核): fewer are shown as a lack, never refused.
 */
export const CheckRecorded = z.looseObject({
  kind: z.enum(CHECK_KINDS),
  result: z.enum(CHECK_RESULTS),
  /** ISO time of the check; the entry's clock where it is missing. */
  at: Moment.optional(),
  plate: z.string().max(32).nullish(),
  vin: z.string().max(32).nullish(),
  vehicleType: z.string().max(64).nullish(),
  place: z.unknown().optional(),
  readings: z.record(z.string(), z.unknown()).nullish(),
  limits: z.record(z.string(), z.unknown()).nullish(),
  enterprise: z.string().max(64).optional(),
  gate: z.string().max(64).optional(),
  /** Counting at a gate (蹲点核数): from when to when, and the trucks of that time that left. */
  from: Moment.nullish(),
  to: Moment.nullish(),
  counted: Count.optional(),
  green: Count.optional(),
  /** Of the counted, those whose plate nobody could read. */
  unread: Count.nullish(),
  /** Barriers lifted by hand, and whether trucks left by another gate or changed their load outside the works. */
  lifts: Count.nullish(),
  otherGate: z.boolean().nullish(),
  transfer: z.boolean().nullish(),
  officers: z.array(Officer).optional(),
  /** 现场检查笔录: signed by the party, refused, or nobody there. */
  record: z
    .looseObject({
      text: z.string().max(20_000).nullish(),
      party: z.enum(['signed', 'refused', 'absent']).nullish(),
    })
    .nullish(),
  devices: z.array(z.string().max(64)).nullish(),
  media: z.array(Evidence).nullish(),
  /** The case that came of it. */
  case: z.string().max(128).optional(),
});
export type CheckRecorded = z.infer<typeof CheckRecorded>;

export interface Check {
  id: string;
  kind: (typeof CHECK_KINDS)[number];
  result: (typeof CHECK_RESULTS)[number];
  /** Epoch ms. */
  at: number;
  by: string;
  body: CheckRecorded;
}

/** Reads one entry; null where it is no check that can be counted. */
export function checkOf(entry: Entry): Check | null {
  const body = CheckRecorded.safeParse(entry.body);
  if (entry.kind !== 'check.recorded' || !body.success) return null;
  const at = body.data.at === undefined ? null : parseTime(body.data.at);
  return {
    id: entry.id,
    kind: body.data.kind,
    result: body.data.result,
    at: at ?? readClock(entry.at).ms,
    by: entry.by.person,
    body: body.data,
  };
}

// A type, not an interface, so that a state is plain JSON to the replica.
/** What lists and counts need of a check; the rest stands in its entry. */
export type CheckState = {
  id: string;
  kind: Check['kind'];
  result: Check['result'];
  at: number;
  /** By the clock of whoever wrote it down. */
  recordedAt: number;
  by: string;
  plate: string | null;
  vin: string | null;
  place: string | null;
  county: string | null;
  enterprise: string | null;
  gate: string | null;
  case: string | null;
  /** The check that a person said is the same: counted there. */
  joinedInto: string | null;
  /** Officers named, and those of them with a certificate's number. */
  officers: [named: number, certified: number];
  /** Pollutants measured, for the repeat rule. */
  readings: { [key: string]: Json } | null;
  limits: { [key: string]: Json } | null;
};

/** Body of `check.joined`: this check is the same as another; `into` null takes that back. */
export const CheckJoined = z.looseObject({ into: Id.nullable() });

const plain = (value: unknown) =>
  value ? (JSON.parse(JSON.stringify(value)) as { [key: string]: Json }) : null;

export const checkFold: Fold<CheckState> = {
  noun: 'check',
  version: 3,
  family: 'checks',
  takes: (kind) => kind === 'check.recorded' || kind === 'check.joined',
  subject: (entry) => (entry.kind === 'check.joined' ? entry.subject : entry.id),
  fold(entries) {
    const recorded = entries.find((entry) => entry.kind === 'check.recorded');
    const check = recorded ? checkOf(recorded) : null;
    if (!check) return null;
    const joined = entries.findLast((entry) => entry.kind === 'check.joined');
    const into = joined ? CheckJoined.safeParse(joined.body).data?.into : null;
    const { id, kind, result, at, by, body } = check;
    const certified = (body.officers ?? []).filter((each) => typeof each !== 'string' && each.certificate);
    const { place, county } = placeOf(body.place);
    return {
      ...{ id, kind, result, at, by, place, county, case: body.case ?? null },
      recordedAt: readClock(recorded!.at).ms,
      ...{ plate: body.plate ?? null, vin: body.vin ?? null },
      ...{ enterprise: body.enterprise ?? null, gate: body.gate ?? null },
      joinedInto: into == null || into === id ? null : into,
      officers: [(body.officers ?? []).length, certified.length],
      readings: plain(body.readings),
      limits: plain(body.limits),
    };
  },
  words: ({ id, plate, vin, place }) => [plate && normalise(plate), place, vin, id],
};

export interface CheckCounts {
  total: number;
  unfit: number;
  byKind: Record<(typeof CHECK_KINDS)[number], { total: number; unfit: number }>;
}

/** Counts of a month's checks (`2024-11`): each id once, by the day of the check in Asia/Shanghai. */
export function countChecks(
  checks: Iterable<Pick<Check, 'id' | 'kind' | 'result' | 'at'>>,
  month: string,
): CheckCounts {
  const none = () => ({ total: 0, unfit: 0 });
  const counts: CheckCounts = {
    ...none(),
    byKind: { road: none(), emission: none(), gate_count: none() },
  };
  const seen = new Set<string>();
  for (const check of checks) {
    if (seen.has(check.id) || monthOf(dayOf(check.at)) !== month) continue;
    seen.add(check.id);
    for (const sum of [counts, counts.byKind[check.kind]]) {
      sum.total++;
      if (check.result === 'unfit') sum.unfit++;
    }
  }
  return counts;
}
