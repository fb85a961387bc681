import { z } from 'zod';
import { GATE_RULE, type Judgement } from './gate.ts';
import type { Passage } from './passage.ts';

/**
 * One passage in a detail file, with the verdict on it. `colour` is the meaning of the colour code, `code` the code as
 * it came (`JTT 93`). Times are epoch ms.
 */
export const DetailPassage = z.object({
  id: z.string(),
  at: z.number().int(),
  gate: z.string(),
  direction: z.enum(['in', 'out']),
  plate: z.string().nullable(),
  colour: z.string(),
  code: z.string().nullable(),
  vehicleType: z.string().nullable(),
  releaseMode: z.enum(['auto', 'manual', 'remote']).nullable(),
  revision: z.number().int(),
  outcome: z.enum(['released', 'left_out']),
  reason: z.string(),
  green: z.boolean(),
  unread: z.boolean(),
  suspect: z.boolean(),
  unknownClass: z.boolean(),
  duplicateOf: z.string().optional(),
  secondsAfter: z.number().optional(),
  /** The entry by which a person said what it was, where somebody did. */
  settled: z.string().optional(),
});
export type DetailPassage = z.infer<typeof DetailPassage>;

/** What stands, gzipped, in the file whose hash is `detail` of a day's counters: one enterprise's day. */
export const GateDetail = z.object({
  v: z.literal(1),
  enterprise: z.string(),
  day: z.string(),
  /** Version of the gate rule. */
  rule: z.string(),
  passages: z.array(DetailPassage),
});
export type GateDetail = z.infer<typeof GateDetail>;

/**
 * The detail of a day: its passages in the order of the rule, each with its verdict. `passages` is what was judged,
 * one an id. The same passages always make the same detail, so that it has the same hash.
 */
export function detailOf(
  enterprise: string,
  day: string,
  passages: Iterable<Passage>,
  { verdicts }: Judgement,
  settlements: ReadonlyMap<string, { entry: string; revision: number }> = new Map(),
): GateDetail {
  const byId = new Map<string, Passage>();
  for (const passage of passages) byId.set(passage.id, passage);
  const rows: DetailPassage[] = [];
  for (const verdict of verdicts) {
    if (verdict.reason === 'other_day') continue;
    const passage = byId.get(verdict.id)!;
    const colour = passage.plateColor;
    const settled = settlements.get(passage.id);
    rows.push({
      id: passage.id,
      at: passage.at,
      gate: passage.gate,
      direction: passage.direction,
      plate: passage.plate,
      colour: colour?.norm ?? 'UNKNOWN',
      code: colour ? `${colour.system} ${colour.code}` : null,
      vehicleType: passage.vehicleType ?? null,
      releaseMode: passage.releaseMode ?? null,
      revision: passage.revision,
      outcome: verdict.outcome,
      reason: verdict.reason,
      green: verdict.green,
      unread: verdict.unread,
      suspect: verdict.suspect,
      unknownClass: verdict.unknownClass,
      ...(verdict.duplicateOf === undefined ? {} : { duplicateOf: verdict.duplicateOf }),
      ...(verdict.secondsAfter === undefined ? {} : { secondsAfter: verdict.secondsAfter }),
      ...(settled?.revision === passage.revision ? { settled: settled.entry } : {}),
    });
  }
  return { v: 1, enterprise, day, rule: GATE_RULE.version, passages: rows };
}
