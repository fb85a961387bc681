import type { FastifyInstance } from 'fastify';
import type { CaseState } from '../domain/case.ts';
import type { CheckState } from '../domain/check.ts';
import type { KeepOutlook } from '../domain/contract/keep.ts';
import { addDays, addMonths, dayOf, monthOf } from '../domain/day.ts';
import { isOver, KEEPING, type KeptKind, recordUntil } from '../domain/keep.ts';
import { mayLookAhead, parsePost } from '../domain/post.ts';
import { destroyedFiles, outlook } from './keep.ts';
import { callerOf, type Office, Rejection } from './office.ts';

/** What is coming, for the office, its administrators and audit: how much of each kind, and from when on. */

const AHEAD_DAYS = 30;

type Soon = KeepOutlook['soon'];
const KINDS = Object.keys(KEEPING) as KeptKind[];

/** Plates of a noun that will be masked by a day and are not yet. */
function platesDue(office: Office, noun: 'case' | 'check', today: string, by: string): string[] {
  const { replica } = office;
  const months = KEEPING[`${noun}_plate`].months;
  const find = (id: string) => replica.find<CaseState>('case', 'cases', id)?.state ?? null;
  return replica
    .family(`${noun}s`)
    .filter((doc) => doc <= `${noun}s/${monthOf(addMonths(by, -months))}`)
    .flatMap((doc) => replica.states<CaseState | CheckState>(noun, doc))
    .filter(({ plate }) => plate !== null)
    .flatMap((state) => recordUntil('plate', state, find) ?? [])
    .filter((until) => isOver(until, by) && !isOver(until, today));
}

function counted(untils: readonly string[]): Soon[KeptKind] {
  return { count: untils.length, first: untils.toSorted()[0] ?? null };
}

async function lookAhead(office: Office): Promise<KeepOutlook> {
  const on = dayOf(office.now());
  // What is kept through the last of these days goes on the day after it.
  const through = addDays(on, AHEAD_DAYS);
  const by = addDays(through, 1);
  const { passages, files, orders, seals } = await outlook(office, by);
  const untils = (of: KeptKind): string[] => {
    if (of === 'passage') return passages.due.map((each) => each.until);
    if (of === 'charge_order') return orders;
    if (of === 'case_file' || of === 'check_file')
      return files.filter(({ kind }) => kind === of).map((each) => each.until);
    if (of === 'case_plate') return platesDue(office, 'case', on, by);
    if (of === 'check_plate') return platesDue(office, 'check', on, by);
    return seals.filter(({ kind }) => kind === of).map((each) => each.until);
  };
  const all = [...destroyedFiles(office).all().values()];
  const days = office.replica.db.prepare('SELECT count(*) FROM gate_over').pluck().get() as number;
  return {
    ...{ on, through, last: office.replica.meta('keptOn') },
    soon: Object.fromEntries(KINDS.map((of) => [of, counted(untils(of))])) as Soon,
    held: passages.held.filter(({ until }) => isOver(until, on)).length,
    done: {
      passages: days,
      files: all.filter(({ kind }) => kind === 'evidence').length,
      keys: office.seals.destroyed(),
    },
  };
}

export function serveKeeping(app: FastifyInstance, office: Office): void {
  app.get('/keep', async (request) => {
    const { role } = callerOf(office, request.headers);
    const post = parsePost(role);
    if (!post || !mayLookAhead(post)) throw new Rejection(403, `${role} does not look after what is kept`);
    return await lookAhead(office);
  });
}
