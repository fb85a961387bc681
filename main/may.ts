import type { z } from 'zod';
import { mayWrite, parsePost } from '../domain/post.ts';
import { Refusal } from '../domain/rpc.ts';
import type { Context } from './app.ts';

/** Whether this console's person may write a kind. */
export function mayDo({ me }: Context, kind: string): boolean {
  const post = parsePost(me.post);
  return post !== null && mayWrite(post, kind);
}

/** @throws {Refusal} `post` before anything else is looked at: who may not act learns nothing of what is there. */
export function must(context: Context, kind: string): void {
  if (mayDo(context, kind)) return;
  const { name, post } = context.me;
  throw new Refusal('post', `${name} (${post || 'no post'}) may not write ${kind}`, kind);
}

/** Reads a body as its kind wants it. @throws {Refusal} `bad_input` with the first field that is wrong. */
export function parsed<T extends z.ZodType>(kind: string, schema: T, body: unknown): z.output<T> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new Refusal(
    'bad_input',
    `${kind}: ${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'wrong'}`,
    kind,
  );
}

/** @throws {Refusal} `not_carried` where this console does not hold the document: never a guess, never a zero. */
export function carried(context: Context, doc: string): void {
  if (!context.carries(doc)) throw new Refusal('not_carried', `${doc} is not carried here`, doc);
}
