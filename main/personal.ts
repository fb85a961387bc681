import { z } from 'zod';
import { dayOf } from '../domain/day.ts';
import { Personal, SealDestroyed, Sealed } from '../domain/personal.ts';
import { mayUnseal, parsePost } from '../domain/post.ts';
import { Refusal } from '../domain/rpc.ts';
import type { SealKey } from '../replica/seals.ts';
import type { Context, Errands } from './app.ts';

/** Personal fields of entries: sealed when they are written, opened by right and for a reason. */

/**
 * The body with its personal fields sealed under a key of the subject's; a body without any is as it was.
 * @throws {Refusal} `bad_input` where they can't be read: then nothing is written, least of all in the clear.
 */
export function sealed<T extends Record<string, unknown>>(
  context: Context,
  subject: string,
  body: T,
): Record<string, unknown> {
  const { personal, ...rest } = body;
  if (personal === undefined || personal === null) return rest;
  if (Sealed.safeParse(personal).success) return body;
  const read = Personal.safeParse(personal);
  if (!read.success) {
    const issue = read.error.issues[0];
    throw new Refusal('bad_input', `personal: ${issue?.path.join('.')}: ${issue?.message}`, subject);
  }
  return { ...rest, personal: context.seals.seal(read.data, subject, dayOf(context.now())) };
}

const Key = z.object({
  seal: z.string(),
  key: z.string(),
  kind: z.string(),
  subject: z.string(),
  until: z.string(),
});

/** From this console, and then the reading is noted here until it is at the office; else from the office. */
export async function keyOf(
  context: Context,
  { seal }: Sealed,
  subject: string,
  reason: string,
  { noted = false } = {},
) {
  const here = context.seals.get(seal);
  if (here === 'destroyed') return 'destroyed' as const;
  if (here) {
    if (!noted) context.seals.note(seal, subject, reason, context.now());
    return here;
  }
  try {
    return Key.parse(await context.askOffice(`/seals/${seal}/open`, { subject, reason })) as SealKey;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'away') return 'away' as const;
    if (error instanceof Refusal && /^destroyed/.test(error.message)) return 'destroyed' as const;
    throw error;
  }
}

/** Keys that the office destroyed go here too; what a server without the office key says destroys nothing. */
export function dropDestroyed(context: Pick<Context, 'replica' | 'seals' | 'trust'>): void {
  for (const entry of context.replica.entries('registry')) {
    if (entry.kind !== 'seal.destroyed') continue;
    const read = SealDestroyed.safeParse(entry.body);
    const signer = read.success ? context.trust().signer(entry) : null;
    if (read.success && signer && 'certificate' in signer && signer.certificate.person === null)
      context.seals.destroy(read.data.seals);
  }
}

export const errands = {
  'personal.open': {
    async run(context, { document, entry: id, reason }) {
      const post = parsePost(context.me.post);
      if (!post || !mayUnseal(post))
        throw new Refusal('post', `${context.me.post || 'nobody'} does not open personal fields`, id);
      const entry = context.replica.entry(document, id);
      const read = Sealed.safeParse(entry?.body.personal);
      if (!entry || !read.success) throw new Refusal('unknown_entry', `${id}: no personal fields here`, id);
      const key = await keyOf(context, read.data, entry.subject, reason);
      const { until } = read.data;
      if (key === 'destroyed' || key === 'away') return { state: key, personal: null, until };
      const personal = context.seals.open(read.data, key);
      if (!personal) throw new Refusal('damaged', `${id}: the key does not fit what stands here`, id);
      return { state: 'open' as const, personal, until };
    },
  },
} satisfies Partial<Errands>;
