import { z } from 'zod';
import { isoShanghai } from '../domain/day.ts';
import { Refusal } from '../domain/rpc.ts';
import type { Context, Errands, Queries } from './app.ts';

/**
 * What somebody is still writing: kept in this console's own store at every pause, so that a crash loses nothing, and
 * never sent. It becomes an entry when it is signed.
 */
const KEPT = 'drafts';
const MOST_DRAFTS = 50;
const MOST_TEXT = 200_000;

const Draft = z.object({
  id: z.string(),
  noun: z.enum(['target', 'plan', 'check']),
  by: z.string(),
  at: z.number(),
  body: z.record(z.string(), z.unknown()),
});
type Draft = z.infer<typeof Draft>;

function draftsOf({ replica }: Context): Draft[] {
  const kept = z.array(Draft).safeParse(JSON.parse(replica.meta(KEPT) ?? '[]'));
  return kept.success ? kept.data : [];
}

const list = (context: Context) => ({
  drafts: draftsOf(context)
    .filter((each) => each.by === context.me.person)
    .map(({ at, by: _, ...draft }) => ({ ...draft, at: isoShanghai(at) })),
});

export const queries = {
  // Looked at from time to time: another window of this console may write too.
  'drafts.list': { reads: [], timed: true, run: (context) => list(context) },
} satisfies Partial<Queries>;

export const errands = {
  'draft.keep': {
    run(context, { id, noun, body }) {
      const { person } = context.me;
      const kept = { id: id ?? context.newId(), noun, by: person, at: context.now(), body };
      if (JSON.stringify(body).length > MOST_TEXT)
        throw new Refusal('too_large', 'this draft is too long', kept.id);
      const rest = draftsOf(context).filter((each) => each.id !== kept.id || each.by !== person);
      if (rest.length >= MOST_DRAFTS)
        throw new Refusal('too_many', 'sign or drop some drafts first', kept.id);
      context.replica.setMeta(KEPT, JSON.stringify([...rest, kept]));
      return { id: kept.id, ...list(context) };
    },
  },
  'draft.drop': {
    run(context, { id }) {
      const { person } = context.me;
      const rest = draftsOf(context).filter((each) => each.id !== id || each.by !== person);
      context.replica.setMeta(KEPT, JSON.stringify(rest));
      return { id, ...list(context) };
    },
  },
} satisfies Partial<Errands>;
