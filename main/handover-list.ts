import type { CaseState } from '../domain/case.ts';
import { caseAsOf, LINE_KINDS } from '../domain/caseload.ts';
import type { RowReport } from '../domain/contract/road.ts';
import { dayOf, daysBetween, isoShanghai, monthOf } from '../domain/day.ts';
import { holderOf, nextStages, type Stage, stageOf } from '../domain/stage.ts';
import { colourIn } from '../domain/vehicle.ts';
import type { Acts, Context, Queries } from './app.ts';
import { findCase } from './cases.ts';
import { carried, must } from './may.ts';
import { devicesOf } from './vehicles.ts';

/**
 * Police and transport work in networks of their own: cases go out as a list, results come in as one. Who holds what
 * and since when is told by the stage; no data of an owner goes out or comes in.
 */
const OUT: Record<'police' | 'transport', readonly Stage[]> = {
  police: ['handed_to_police', 'entered'],
  transport: ['handed_to_transport', 'repair', 'repair_overdue'],
};

const textIn = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

function readingsText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .filter(([, each]) => typeof each === 'number')
    .map(([name, each]) => `${name} ${each}`)
    .join('，');
}

function rowOf(context: Context, state: CaseState, today: string) {
  const { opened } = state;
  return {
    ...{ case: state.id, kind: state.kind, plate: state.plate, place: state.place, device: state.device },
    ...{ colour: colourIn(opened.plateColor) ?? null, vehicleType: textIn(opened.vehicleType) },
    deviceName: (state.device !== null && devicesOf(context).get(state.device)?.name) || null,
    capturedAt: state.capturedAt === null ? null : isoShanghai(state.capturedAt),
    readings: readingsText(opened.readings),
    media: Array.isArray(opened.media) ? opened.media.length : 0,
    heldSince: isoShanghai(state.stageSince),
    days: daysBetween(dayOf(state.stageSince), today),
  };
}

export const queries = {
  'handover.list': {
    reads: ['cases', 'registry'],
    timed: true,
    run(context, { to, line }) {
      const now = context.now();
      const today = dayOf(now);
      carried(context, `cases/${monthOf(today)}`);
      const held = [...context.replica.runningStates<CaseState>('case', new Set())]
        .flatMap((state) => caseAsOf(state, now) ?? [])
        .filter((state) => OUT[to].includes(state.stage))
        .filter((state) => line === undefined || LINE_KINDS[line].includes(state.kind));
      held.sort((a, b) => a.stageSince - b.stageSince || (a.id < b.id ? -1 : 1));
      const rows = held.map((state) => rowOf(context, state, today));
      return { to, line: line ?? null, asOf: isoShanghai(now), rows };
    },
  },
} satisfies Partial<Queries>;

type Refused = RowReport['refused'][number];

/** The same row once more changes nothing: a list may be taken in twice. */
function stands(state: CaseState, stage: Stage, number: string | null): boolean {
  return state.history.some(
    (step) => step.stage === stage && (number === null || step.note?.includes(number) === true),
  );
}

export const acts = {
  'handover.results': {
    run(context, { rows }) {
      must(context, 'case.advanced');
      const refused: Refused[] = [];
      const made: string[] = [];
      let duplicates = 0;
      for (const [index, row] of rows.entries()) {
        const done = takeRow(context, row);
        if (done === 'duplicate') duplicates++;
        else if ('field' in done) refused.push({ index, id: row.case, ...done });
        else made.push(done.id);
      }
      return { id: made[0] ?? '', accepted: made.length, duplicates, refused };
    },
  },
} satisfies Partial<Acts>;

interface Row {
  case: string;
  result: string;
  number?: string | null | undefined;
  note?: string | null | undefined;
}

function takeRow(
  context: Context,
  row: Row,
): { id: string } | 'duplicate' | { field: string; reason: string } {
  const found = findCase(context, row.case.trim());
  if (!found) return { field: 'case', reason: `${row.case}: no such case here` };
  const { doc, state } = found;
  const stage = stageOf(row.result.trim());
  if (stage === null) return { field: 'result', reason: `${row.result}: not a stage` };
  const number = row.number?.trim() || null;
  if (stands(state, stage, number)) return 'duplicate';
  if (!nextStages(state.kind, state.stage).includes(stage))
    return { field: 'result', reason: `the case stands at ${state.stage}: ${row.result} cannot follow` };
  if (holderOf(state.kind, state.stage) === 'environment')
    return { field: 'case', reason: `the case was not handed out: it stands at ${state.stage}` };
  const note = [number, row.note?.trim()].filter(Boolean).join(' ') || null;
  const after = state.history.at(-1)!.entries[0]!;
  const body = { to: stage, from: state.stage, after, note, imported: true };
  return { id: context.record(doc, 'case.advanced', state.id, body).id };
}
