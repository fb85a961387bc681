import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parsePost } from '../../domain/post.ts';
import { callerOf, type Office, Rejection } from '../office.ts';
import type { Caller } from '../tokens.ts';

/** CONTRACT.md, Intake: gates. */
const MOST_ROWS = 5000;
const MOST_BYTES = 8 * 1024 * 1024;

/** What every intake registers at the server. */
export interface Intake {
  /** Publishes what is still waiting, as far as a moment allows; the rest is made up at the next start. */
  flush(): void;
  /** Flushes and stops its timers. */
  close(): void;
}

export interface Refused {
  index: number;
  id: string | null;
  field: string;
  reason: string;
}

/** The answer of 200: everything that it counts as accepted is on the disk. */
export interface Answer {
  accepted: number;
  duplicates: number;
  refused: Refused[];
}

/**
 * A feed of an operator: `POST path` with `{[field]: rows}`. Refusals in the contract's order: 401 the token, 413 too
 * large, 400 no JSON or a wrong envelope, 403 a token that posts no feeds; then `take` looks at row by row.
 */
export function acceptFeed(
  app: FastifyInstance,
  office: Office,
  path: string,
  field: string,
  take: (rows: unknown[], caller: Caller) => Answer,
): void {
  const callers = new WeakMap<FastifyRequest, Caller>();
  app.register(async (feed) => {
    // The body stays bytes: what is no UTF-8 is told so, and JSON.parse alone is faster than what stands around it.
    feed.removeAllContentTypeParsers();
    feed.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MOST_BYTES }, (_request, body, done) =>
      done(null, body),
    );
    feed.post(
      path,
      {
        bodyLimit: MOST_BYTES,
        onRequest: async (request) => void callers.set(request, callerOf(office, request.headers)),
      },
      async (request) => {
        const caller = callers.get(request)!;
        const rows = rowsOf(request.body, field);
        if (rows.length > MOST_ROWS)
          throw new Rejection(413, `${rows.length} ${field}; at most ${MOST_ROWS} a request`);
        if (parsePost(caller.role)?.role !== 'operator')
          throw new Rejection(403, `${caller.role} posts no feed; an operator does`);
        return take(rows, caller);
      },
    );
  });
}

function rowsOf(body: unknown, field: string): unknown[] {
  if (!(body instanceof Buffer) || body.length === 0) throw new Rejection(400, 'no body');
  if (!isUtf8(body)) throw new Rejection(400, 'not UTF-8');
  let envelope: unknown;
  try {
    envelope = JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw new Rejection(400, `not JSON: ${(error as Error).message}`);
  }
  const rows =
    typeof envelope === 'object' && envelope !== null && Object.hasOwn(envelope, field)
      ? (envelope as Record<string, unknown>)[field]
      : undefined;
  if (!Array.isArray(rows)) throw new Rejection(400, `the body must be {"${field}":[…]}`);
  return rows;
}
