import type { FigureQuery, Frozen } from '../domain/contract/meetings.ts';
import { contract } from '../domain/contract.ts';
import { dayOf, isoShanghai } from '../domain/day.ts';
import { evidenceText, type FigureValue, pick } from '../domain/figure.ts';
import { canonical, type Json } from '../domain/ledger/canonical.ts';
import { Refusal } from '../domain/rpc.ts';
import { nodeCrypto } from '../replica/crypto.ts';
import type { Context, Reads } from './app.ts';
import * as cases from './cases.ts';
import * as chargers from './chargers.ts';
import * as gates from './gates.ts';
import * as goals from './goals.ts';
import * as overview from './overview.ts';
import * as targets from './targets.ts';

/** Figures frozen into a meeting: the number, and what it was taken from, so that anybody can work the hash out again. */
const RUN: { [N in FigureQuery]: (context: Context, input: never) => unknown } = {
  'gates.day': gates.queries['gates.day'].run,
  'goals.progress': goals.queries['goals.progress'].run,
  'chargers.now': chargers.queries['chargers.now'].run,
  'enforcement.board': cases.queries['enforcement.board'].run,
  'overview.now': overview.queries['overview.now'].run,
  'targets.inForce': targets.queries['targets.inForce'].run,
};

/** What figures may be taken from. */
export const FIGURE_READS: readonly Reads[] = [
  ...new Set([
    ...overview.queries['overview.now'].reads,
    ...chargers.queries['chargers.now'].reads,
    ...cases.queries['enforcement.board'].reads,
  ] as readonly Reads[]),
];

export const hashOf = (value: Json): string => nodeCrypto.sha256(canonical(value));

/** Results larger than this are named by their hash and not kept. */
export const LARGEST_RESULT = 400_000;

export interface Taken {
  query: FigureQuery;
  params: Record<string, string>;
  at: string;
  hash: string;
  result: Json;
}

/** Runs a query once, for all figures that are frozen from it at this moment. @throws {Refusal} */
export function take(context: Context, query: FigureQuery, given: Record<string, string>): Taken {
  const params = { ...given, date: given.date ?? dayOf(context.now()) };
  const input = contract[query].input.safeParse(params);
  if (!input.success)
    throw new Refusal('bad_input', `${query}: ${input.error.issues[0]?.message ?? ''}`, query);
  const made = RUN[query](context, input.data as never);
  if (made instanceof Promise) throw new Error(`${query} cannot be frozen: it waits`);
  // As it will be read again: what is undefined is not there.
  const result = JSON.parse(JSON.stringify(made)) as Json;
  const at = isoShanghai(context.now());
  return { query, params, at, result, hash: nodeCrypto.sha256(evidenceText({ query, params, at, result })) };
}

export interface Wanted {
  path: string;
  label: string;
  unit: string;
}

/** @throws {Refusal} `no_figure` where nothing stands at the path: a missing number is never a zero. */
export function figureOf(taken: Taken, { path, label, unit }: Wanted): Omit<Frozen, 'id'> {
  const value = pick(taken.result, path);
  if (value === undefined) throw new Refusal('no_figure', `${taken.query}: no figure at ${path}`, path);
  const { query, params, at, hash } = taken;
  return { label, unit, query, params, path, value, at, hash };
}

/** The value of this moment: the same question asked of today. Null where it is not known here. */
export function valueNow(context: Context, figure: Frozen, asked: Map<string, Taken | null>): FigureValue {
  const params = { ...figure.params, date: dayOf(context.now()) };
  const key = `${figure.query}\n${JSON.stringify(params)}`;
  if (!asked.has(key)) asked.set(key, tryTake(context, figure.query, params));
  const taken = asked.get(key);
  return (taken && pick(taken.result, figure.path)) ?? null;
}

function tryTake(context: Context, query: FigureQuery, params: Record<string, string>): Taken | null {
  try {
    return take(context, query, params);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** Whether a kept result gives this value and hash; null where it is not kept. */
export function verify(figure: Frozen, result: Json | undefined): boolean | null {
  if (result === undefined) return null;
  const { query, params, at, hash, path, value } = figure;
  return (
    pick(result, path) === value && nodeCrypto.sha256(evidenceText({ query, params, at, result })) === hash
  );
}
