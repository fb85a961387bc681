import { FigureQuery } from '../domain/contract/meetings.ts';
import type { FigureValue } from '../domain/figure.ts';
import { figuresFor, Ground } from '../domain/ground.ts';
import { Refusal } from '../domain/rpc.ts';
import { TARGETS, type TargetId } from '../domain/target.ts';
import type { Context, Errands, Queries } from './app.ts';
import { figureOf, type Taken, take, valueNow } from './freeze.ts';
import { GATE_READS } from './gates.ts';
import { GOAL_READS } from './goals.ts';
import { proposalOf } from './targets.ts';

/** Figures frozen into a request, and beside them the values of this moment. */
function frozen(context: Context, target: string) {
  if (!Object.hasOwn(TARGETS, target))
    throw new Refusal('unknown_target', `${target}: no such target`, target);
  const taken = new Map<string, Taken>();
  const grounds = figuresFor(target as TargetId).flatMap((wanted) => {
    const of = taken.get(wanted.query) ?? take(context, wanted.query, {});
    taken.set(wanted.query, of);
    const figure = figureOf(of, wanted);
    // What is not known here is no ground.
    return figure.value === null ? [] : [figure];
  });
  return { grounds };
}

function now(context: Context, ground: Ground, asked: Map<string, Taken | null>): FigureValue {
  const query = FigureQuery.safeParse(ground.query);
  const { params, path, at, hash } = ground;
  if (!query.success || path === undefined) return null;
  const figure = { id: '', label: '', unit: '', query: query.data, params: params ?? {}, path };
  return valueNow(context, { ...figure, value: null, at: at ?? '', hash: hash ?? '' }, asked);
}

export const queries = {
  'targets.grounds': {
    reads: [...new Set([...GATE_READS, ...GOAL_READS])],
    timed: true,
    run(context, { proposal }) {
      const asked = new Map<string, Taken | null>();
      const given = proposalOf(context, proposal).body.grounds ?? [];
      return {
        grounds: given.map((each) => {
          const ground = Ground.safeParse(each);
          // What can't be read is shown as it is, never left out.
          const read = ground.success ? ground.data : { value: JSON.stringify(each) };
          return {
            label: read.label ?? read.name ?? read.query ?? '',
            unit: read.unit ?? '',
            query: read.query ?? '',
            value: read.value ?? null,
            at: read.at ?? '',
            hash: read.hash ?? '',
            now: ground.success ? now(context, ground.data, asked) : null,
          };
        }),
      };
    },
  },
} satisfies Partial<Queries>;

export const errands = {
  'ground.freeze': { run: (context, { target }) => frozen(context, target) },
} satisfies Partial<Errands>;
