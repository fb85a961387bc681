import { z } from 'zod';
import { Papers } from '../domain/contract/people.ts';
import { dayOf, isoShanghai } from '../domain/day.ts';
import type { Sealed } from '../domain/personal.ts';
import { PaperKept, PaperRead, papersOf, readingsIn } from '../domain/personal-paper.ts';
import { mayWrite, parsePost } from '../domain/post.ts';
import { Refusal } from '../domain/rpc.ts';
import type { Context, Errands, Queries } from './app.ts';
import { nameOf } from './decisions.ts';
import { carried, parsed } from './may.ts';
import { keyOf } from './personal.ts';

/**
 * Telephones and papers of persons. Opening somebody's is written down first, with who, when and what for; a person's
 * own are fetched from the office, since nobody but the office and audit carries the document.
 */
const DOCUMENT = 'people';

const Own = z.object({ papers: z.array(z.looseObject({ at: z.number() })) });

/** The value goes into the entry under a key of the person's own; an empty one has nothing to seal. */
function sealedPaper(context: Context, { value = '', ...rest }: PaperKept): Record<string, unknown> {
  if (value === '') return { ...rest, value };
  const day = dayOf(context.now());
  return { ...rest, sealed: context.seals.seal({ kind: 'paper', value }, rest.person, day) };
}

/** What stands there, or a word that it can't be read: its key is destroyed, or the office away. */
async function unsealed(context: Context, sealed: Sealed, person: string, reason: string): Promise<string> {
  const key = await keyOf(context, sealed, person, reason, { noted: true });
  if (key === 'destroyed') return '—';
  if (key === 'away') throw new Refusal('away', 'the office can’t be reached: the key is there', person);
  return context.seals.open(sealed, key)?.value ?? '—';
}

/** Written down before anything is shown: here where this post may, else by the office for it. */
async function noteReading(context: Context, person: string, reason: string): Promise<void> {
  const body = parsed('paper.read', PaperRead, { person, reason });
  const post = parsePost(context.me.post);
  if (post && mayWrite(post, 'paper.read'))
    context.replica.write(() => context.record(DOCUMENT, 'paper.read', person, body));
  else await context.askOffice('/people/readings', { person, reason });
}

export const queries = {
  'people.readings': {
    reads: ['people', 'registry'],
    run(context) {
      carried(context, DOCUMENT);
      const name = nameOf(context);
      return {
        readings: readingsIn(context.replica.entries(DOCUMENT)).map(
          ({ id, at, person, reader, ...rest }) => ({
            ...{ id, at: isoShanghai(at), device: rest.device, reason: rest.reason },
            person: { id: person, name: name(person) },
            reader: { id: reader, name: name(reader) },
          }),
        ),
      };
    },
  },
} satisfies Partial<Queries>;

export const errands = {
  'paper.open': {
    async run(context, { person, reason }) {
      const own = person === context.me.person;
      if (own && !context.carries(DOCUMENT)) {
        const { papers } = Own.parse(await context.askOffice('/people/papers'));
        return Papers.parse({
          ...{ person, here: false },
          papers: papers.map((paper) => ({ ...paper, at: isoShanghai(paper.at) })),
        });
      }
      carried(context, DOCUMENT);
      if (!own) await noteReading(context, person, reason);
      const name = nameOf(context);
      const papers = papersOf(context.replica.entries(DOCUMENT), person);
      return {
        ...{ person, here: true },
        papers: await Promise.all(
          papers.map(async ({ sealed, ...paper }) => ({
            ...{ ...paper, by: name(paper.by), at: isoShanghai(paper.at) },
            value: sealed ? await unsealed(context, sealed, person, reason) : (paper.value ?? ''),
          })),
        ),
      };
    },
  },
  'paper.keep': {
    async run(context, { person = context.me.person, ...given }) {
      const clear = parsed('paper.kept', PaperKept, { person, ...given });
      const body = sealedPaper(context, clear);
      const post = parsePost(context.me.post);
      if (post && mayWrite(post, 'paper.kept') && context.carries(DOCUMENT)) {
        const entry = context.replica.write(() => context.record(DOCUMENT, 'paper.kept', person, body));
        return { id: entry.id };
      }
      if (person !== context.me.person)
        throw new Refusal('post', 'papers are kept by the office, and by each for themselves', person);
      return z.object({ id: z.string() }).parse(await context.askOffice('/people/papers', given));
    },
  },
} satisfies Partial<Errands>;
