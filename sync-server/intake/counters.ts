import { gzipSync } from 'node:zlib';
import { type Judgement, judge } from '../../domain/gate.ts';
import type { GateCounters } from '../../domain/gate-day.ts';
import { detailOf } from '../../domain/gate-detail.ts';
import type { Passage } from '../../domain/passage.ts';
import { type Settlement, settle } from '../../domain/settle.ts';
import type { GateDays } from './gate-days.ts';
import type { GateDayRow, Passages } from './passages.ts';

export interface Counted {
  /** Without `detail`, which the publisher knows. */
  counters: Omit<GateCounters, 'detail'>;
  /** The gzipped detail file; null for a day without passages. */
  detail(): Uint8Array | null;
}

/** Counts an enterprise's day from what is stored, by the gate rule. */
export function countDay(
  stores: { passages: Passages; days: GateDays },
  enterprise: string,
  day: string,
  row: GateDayRow,
  now: number,
  settlements: ReadonlyMap<string, Settlement> = new Map(),
): Counted {
  const read = stores.passages.ofDay(enterprise, day);
  const passages = settlements.size
    ? read.map((passage) => settle(passage, settlements.get(passage.id)))
    : read;
  const judgement = judge(passages, { day });
  const { counts } = judgement;
  return {
    counters: {
      ...counts,
      refused: row.refused,
      corrections: row.corrections,
      declared: stores.days.declared(enterprise, day),
      gates: gatesOf(stores.days, enterprise, day, passages, judgement),
      asOf: now,
    },
    detail: () =>
      counts.received === 0
        ? null
        : gzipSync(JSON.stringify(detailOf(enterprise, day, passages, judgement, settlements)), { level: 4 }),
  };
}

function gatesOf(
  days: GateDays,
  enterprise: string,
  day: string,
  passages: readonly Passage[],
  { verdicts }: Judgement,
): GateCounters['gates'] {
  const gates: GateCounters['gates'] = {};
  const gate = (name: string) => {
    gates[name] ??= { lastAt: null, heartbeatAt: null, cameras: null, queued: null };
    return gates[name];
  };
  for (const beat of days.heartbeats(enterprise, day))
    Object.assign(gate(beat.gate), { heartbeatAt: beat.at, cameras: beat.cameras, queued: beat.queued });
  const elsewhere = new Set(verdicts.filter((each) => each.reason === 'other_day').map((each) => each.id));
  for (const passage of passages) {
    if (elsewhere.has(passage.id)) continue;
    const seen = gate(passage.gate);
    if (seen.lastAt === null || passage.at > seen.lastAt) seen.lastAt = passage.at;
  }
  return gates;
}
